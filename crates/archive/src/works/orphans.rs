//! Orphaning: works stay, and no longer say who made them (ORPH-1, ORPH-2). It cannot be undone.

use super::creators::{has_others, remember};
use super::estates::bury;
use super::read::{cards, fetch};
use super::seen::WorkCard;
use super::unclaimed::{is_keeper, keep_from_now_on};
use super::visibility::{Action, may};
use super::waiting;
use super::write::settle;
use crate::accounts::{Power, require};
use crate::db::{Sql, args};
use crate::deeds::{self, Act, Subject};
use crate::error::Why;
use crate::people::Byline;
use crate::{Error, PersonId, PseudId, Result, SeriesId, Tx, Viewer, WorkId, collections, comments, people};

/// Which name stands on an orphaned work.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Keeping {
    /// The one it had, under the orphan account.
    Name,
    /// The orphan account's own.
    Nothing,
}

/// Which of the viewer's works are to be orphaned (ORPH-1).
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Chosen {
    /// These.
    Works(Vec<WorkId>),
    /// Those of a series.
    Series(SeriesId),
    /// Those under one of the viewer's names; where another of their names stands too, that one stays.
    Under(PseudId),
    /// All.
    Everything,
}

impl Chosen {
    /// The one name that goes off works, where only one does.
    const fn name(&self) -> Option<PseudId> {
        if let Self::Under(pseud) = self { Some(*pseud) } else { None }
    }
}

/// What orphaning does to a work.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Prospect {
    /// The work.
    pub card: WorkCard,
    /// The names that stay on it.
    pub staying: Vec<Byline>,
    /// Why nothing is done to it.
    pub hindrance: Option<Why>,
}

/// What becomes of works when their creator's account goes (DEL-1).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Fate {
    /// They are orphaned.
    Orphan(Keeping),
    /// The names of this creator are taken off; others' stay. A work without others goes into the bin.
    Leave,
}

/// The viewer's works that were chosen, the newest first, with what orphaning does to each.
pub fn prospects(viewer: &Viewer, tx: &Tx<'_>, chosen: &Chosen) -> Result<Vec<Prospect>> {
    let person = viewer.person().ok_or(Error::LogIn)?;
    let mut sql = Sql::new("select w.id from works w join creatorships c on c.work_id = w.id where c.person_id = ");
    sql.bind(person);
    match chosen {
        Chosen::Works(ids) => drop(sql.push(" and w.id in ").bind_list(ids.iter().copied())),
        Chosen::Under(pseud) => drop(sql.push(" and c.pseud_id = ").bind(*pseud)),
        Chosen::Series(series) => {
            sql.push(" and exists (select 1 from series_places p where p.work_id = w.id and p.series_id = ");
            sql.bind(*series).push(")");
        }
        Chosen::Everything => {}
    }
    sql.push(" group by w.id, w.revised_at order by w.revised_at desc, w.id desc");
    let cards = cards(viewer, tx, &sql.all(tx, |row| row.get(0))?)?;
    Ok(cards.into_iter().map(|card| prospect(person, chosen, card)).collect())
}

fn prospect(person: PersonId, chosen: &Chosen, card: WorkCard) -> Prospect {
    let goes = |byline: &Byline| match byline {
        Byline::Named { person: owner, pseud_id, .. } => {
            *owner == person && chosen.name().is_none_or(|name| name == *pseud_id)
        }
        Byline::Brought { .. } | Byline::Anonymous => false,
    };
    let staying = card.bylines.iter().filter(|byline| !goes(byline)).cloned().collect();
    let hindrance = match () {
        () if card.is_deleted => Some(Why::Deleted),
        () if card.is_hidden => Some(Why::Hidden),
        () if card.is_draft => Some(Why::Draft),
        () => None,
    };
    Prospect { card, staying, hindrance }
}

/// Orphans those of the viewer's works that were chosen, each whole or not at all, and says which could not be, and why.
pub fn orphan_chosen(
    viewer: &Viewer,
    tx: &Tx<'_>,
    chosen: &Chosen,
    keeping: Keeping,
) -> Result<(u64, Vec<(WorkCard, Why)>)> {
    let (mut done, mut left) = (0, Vec::new());
    for prospect in prospects(viewer, tx, chosen)? {
        match give_away(viewer, tx, prospect.card.id, chosen.name(), keeping) {
            Ok(()) => done += 1,
            Err(Error::Forbidden(why)) => left.push((prospect.card, why)),
            Err(error) => return Err(error),
        }
    }
    Ok((done, left))
}

/// Gives a posted work of the viewer's to the orphan account; other creators keep it. Nobody could ever find a draft there.
pub fn orphan(viewer: &Viewer, tx: &Tx<'_>, id: WorkId, keeping: Keeping) -> Result<()> {
    give_away(viewer, tx, id, None, keeping)
}

fn give_away(viewer: &Viewer, tx: &Tx<'_>, id: WorkId, name: Option<PseudId>, keeping: Keeping) -> Result<()> {
    let standing = fetch(viewer, tx, id)?.standing;
    may(viewer, Action::Change, standing)?;
    if !standing.posted {
        return Err(Error::Forbidden(Why::Draft));
    }
    hand_over(tx, id, (viewer.person().ok_or(Error::LogIn)?, name), keeping)
}

/// A name that somebody left on works they orphaned, and on how many. For those who keep order; the orphan account's own name
/// is not one of them.
pub fn orphans_name(viewer: &Viewer, tx: &Tx<'_>, pseud: PseudId) -> Result<(String, u64)> {
    require(viewer, tx, Power::KeepOrder)?;
    let name = tx.value(
        "select s.name from pseuds s join people p on p.id = s.person_id
         where s.id = $1 and p.kind = 'orphanage' and not s.is_default",
        args![pseud],
    )?;
    let works = tx.count("select count(distinct work_id) from creatorships where pseud_id = $1", args![pseud])?;
    Ok((name.ok_or(Error::NotFound)?, works))
}

/// Takes such a name off for good: the orphan account's own stands there from now on (ORPH-3). The log says that it was
/// done, and not which name it was.
pub fn take_orphans_name(viewer: &Viewer, tx: &Tx<'_>, pseud: PseudId, reason: &str) -> Result<()> {
    orphans_name(viewer, tx, pseud)?;
    let works: Vec<WorkId> =
        tx.all("select distinct work_id from creatorships where pseud_id = $1", args![pseud], |row| row.get(0))?;
    let (orphanage, plain) = people::orphan_name(tx, None)?;
    people::pseuds::dissolve(tx, pseud, plain)?;
    works.into_iter().try_for_each(|id| settle(tx, id))?;
    deeds::note(viewer, tx, Act::TookOrphansName, &Subject::person(tx, orphanage)?, reason)
}

/// What somebody is asked about before their account goes: whether posted works are theirs (DEL-1).
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Legacy {
    /// Some that others made too.
    pub shared: bool,
    /// Some that are theirs alone.
    pub sole: bool,
}

/// What there is to decide about before the viewer's account goes. Their drafts go with it, and what they keep for others
/// stays.
pub fn legacy(viewer: &Viewer, tx: &Tx<'_>) -> Result<Legacy> {
    let kinds = tx.all(
        "select distinct exists (select 1 from creatorships o where o.work_id = w.id and o.person_id <> $1)
         from works w join creatorships c on c.work_id = w.id
         where c.person_id = $1 and w.posted and w.deleted = 'no'
           and not exists (select 1 from claims k where k.work_id = w.id and k.by_id = $1)",
        args![viewer.person()],
        |row| row.get::<bool>(0),
    )?;
    let sole = kinds.contains(&false) || collections::has_sole(tx, viewer.person())?;
    Ok(Legacy { shared: kinds.contains(&true), sole })
}

/// Does with all works of a person what they chose for those with other creators and for those of their own, and gives those
/// that lie in the bin now: drafts are among them. The caller has asked whether they may.
pub(crate) fn settle_estate(tx: &Tx<'_>, person: PersonId, shared: Fate, sole: Fate) -> Result<Vec<WorkId>> {
    let works = tx.all(
        "select distinct w.id, w.posted, w.deleted <> 'no' from works w join creatorships c on c.work_id = w.id
         where c.person_id = $1 order by w.id",
        args![person],
        |row| Ok((row.get::<WorkId>(0)?, row.get::<bool>(1)?, row.get::<bool>(2)?)),
    )?;
    waiting::let_go(tx, person)?;
    let mut buried = Vec::new();
    for (id, posted, deleted) in works {
        // What they kept for others is not theirs to delete: it waits for those others still.
        if is_keeper(tx, id, person)? {
            hand_over(tx, id, (person, None), Keeping::Nothing)?;
            continue;
        }
        let has_others = has_others(tx, id, person)?;
        match if has_others { shared } else { sole } {
            Fate::Orphan(keeping) if posted && !deleted => hand_over(tx, id, (person, None), keeping)?,
            _ if has_others => {
                remember(tx, id, person)?;
                tx.run("delete from creatorships where work_id = $1 and person_id = $2", args![id, person])?;
                settle(tx, id)?;
            }
            _ => {
                bury(tx, id)?;
                buried.push(id);
            }
        }
    }
    Ok(buried)
}

/// Puts the orphan account in a person's place, or in that of one of their names.
fn hand_over(tx: &Tx<'_>, id: WorkId, (person, only): (PersonId, Option<PseudId>), keeping: Keeping) -> Result<()> {
    remember(tx, id, person)?;
    let names = tx.all(
        "select c.position, s.name, s.id from creatorships c join pseuds s on s.id = c.pseud_id
         where c.work_id = $1 and c.person_id = $2 order by c.position",
        args![id, person],
        |row| Ok((row.get::<i64>(0)?, row.get::<String>(1)?, row.get::<PseudId>(2)?)),
    )?;
    for (position, name, _) in names.into_iter().filter(|(.., pseud)| only.is_none_or(|only| only == *pseud)) {
        let (orphanage, pseud) = people::orphan_name(tx, (keeping == Keeping::Name).then_some(name.as_str()))?;
        comments::hand_over(tx, id, person, (orphanage, pseud))?;
        let stands = "select count(*) from creatorships where work_id = $1 and pseud_id = $2";
        if tx.count(stands, args![id, pseud])? > 0 {
            tx.run("delete from creatorships where work_id = $1 and position = $2", args![id, position])?;
        } else {
            tx.run(
                "update creatorships set person_id = $3, pseud_id = $4 where work_id = $1 and position = $2",
                args![id, position, orphanage, pseud],
            )?;
        }
    }
    tx.run("delete from invitations where work_id = $1 and by_id = $2", args![id, person])?;
    keep_from_now_on(tx, id, person)?;
    settle(tx, id)
}
