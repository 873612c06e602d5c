//! Who made a work: asking others to be named, answering, leaving (COCR-1 … COCR-5).
//!
//! Nobody is named without having said yes. Who is asked may read the work until they answer, and stands nowhere.

use jiff::{SignedDuration, Timestamp};

use super::read::{cards, fetch};
use super::seen::WorkCard;
use super::standing::Deleted;
use super::visibility::{Action, may};
use super::write::settle;
use crate::accounts::Purpose;
use crate::accounts::tokens;
use crate::clock::from_millis;
use crate::db::args;
use crate::error::Why;
use crate::mail::{self, Matter};
use crate::people::Called;
use crate::{Error, PersonId, PseudId, Result, Slip, Tx, Viewer, WorkId, blocks, moderation, people, reach};

/// How long those who keep order can see who left a work (COCR-5).
const REMEMBERED: SignedDuration = SignedDuration::from_hours(72);

/// A question that waits for this viewer's answer.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Invitation {
    /// The work.
    pub card: WorkCard,
    /// Who asks.
    pub by: String,
    /// Since when.
    pub at: Timestamp,
    /// Under which of the viewer's names they are asked to stand.
    pub under: PseudId,
}

/// Asks a member to be named as a creator of a work under the name that they write under.
pub fn invite(viewer: &Viewer, tx: &Tx<'_>, id: WorkId, person: PersonId) -> Result<()> {
    let pseud = people::default_pseud(tx, person)?;
    invite_under(viewer, tx, id, Called { person, pseud })
}

/// So many questions of one asker wait for somebody's answer, in letters and on their page.
const WAITING: u64 = 20;

/// The field at which it is told who cannot be asked now.
const FIELD: &str = "cocreators";

/// Asks a member to be named as a creator of a work under this one of their names, and writes to them. Somebody who has not answered
/// as many questions of the viewer's as may wait is not asked about more works.
///
/// Whether they do not wish to be asked, have blocked the asker, or may not write: the answer is the same (COCR-2).
pub fn invite_under(viewer: &Viewer, tx: &Tx<'_>, id: WorkId, Called { person, pseud }: Called) -> Result<()> {
    may(viewer, Action::Change, fetch(viewer, tx, id)?.standing)?;
    let by = viewer.person().ok_or(Error::LogIn)?;
    let wishes = tx.count("select count(*) from preferences where person_id = $1 and invitations", args![person])? > 0;
    if !wishes || blocks::stand_between(tx, by, person)? || moderation::active(tx, person)?.is_some() {
        return Err(Error::Forbidden(Why::NotToBeAsked));
    }
    let asked = "select count(*) from invitations where work_id = $1 and person_id = $2";
    if is_creator(tx, id, person)? || tx.count(asked, args![id, person])? > 0 {
        return Ok(());
    }
    let waiting = "select count(*) from invitations where person_id = $1 and by_id = $2";
    if tx.count(waiting, args![person, by])? >= WAITING {
        return Err(Error::invalid(FIELD, Slip::AsksMuch { most: WAITING }));
    }
    reach::out(viewer, tx, FIELD, &[person])?;
    let fresh = tx.run(
        "insert into invitations (work_id, person_id, pseud_id, by_id, at) values ($1, $2, $3, $4, $5)
         on conflict (work_id, person_id) do nothing",
        args![id, person, pseud, by, tx.now()],
    )?;
    if fresh == 0 { Ok(()) } else { mail::write(tx, person, &Matter::Invited { work: id.number() }) }
}

/// Takes the question back.
pub fn withdraw(viewer: &Viewer, tx: &Tx<'_>, id: WorkId, person: PersonId) -> Result<()> {
    may(viewer, Action::Change, fetch(viewer, tx, id)?.standing)?;
    tx.run("delete from invitations where work_id = $1 and person_id = $2", args![id, person]).map(drop)
}

/// The questions that wait for this viewer, the newest first.
pub fn invitations(viewer: &Viewer, tx: &Tx<'_>) -> Result<Vec<Invitation>> {
    let rows = tx.all(
        "select i.work_id, p.name, i.at, i.pseud_id from invitations i join people p on p.id = i.by_id where i.person_id = $1
         order by i.at desc, i.work_id",
        args![viewer.person()],
        |row| Ok((row.get::<WorkId>(0)?, row.get::<String>(1)?, from_millis(row.get(2)?), row.get(3)?)),
    )?;
    let seen = cards(viewer, tx, &rows.iter().map(|(id, ..)| *id).collect::<Vec<_>>())?;
    let card = |id: WorkId| seen.iter().find(|card| card.id == id).cloned();
    let all = rows.into_iter().filter_map(|(id, by, at, under)| Some(Invitation { card: card(id)?, by, at, under }));
    Ok(all.collect())
}

/// Says yes: the viewer is named from now on, behind the others, under this one of their names, or else under the one they
/// were asked under (COCR-1).
pub fn accept(viewer: &Viewer, tx: &Tx<'_>, id: WorkId, under: Option<PseudId>) -> Result<()> {
    viewer.in_good_standing()?;
    let (person, pseud) = asked(viewer, tx, id)?;
    let pseud = under.unwrap_or(pseud);
    if !is_name_of(tx, pseud, person)? {
        return Err(Error::Forbidden(Why::NotYours));
    }
    put_behind(tx, id, person, pseud)?;
    decline(viewer, tx, id)?;
    settle(tx, id)
}

/// Says no; nobody is told.
pub fn decline(viewer: &Viewer, tx: &Tx<'_>, id: WorkId) -> Result<()> {
    let (person, _) = asked(viewer, tx, id)?;
    tx.run("delete from invitations where work_id = $1 and person_id = $2", args![id, person]).map(drop)
}

/// Takes the viewer's own names off a work. The last creator stays: such a work can be orphaned (COCR-4).
pub fn leave(viewer: &Viewer, tx: &Tx<'_>, id: WorkId) -> Result<()> {
    may(viewer, Action::Change, fetch(viewer, tx, id)?.standing)?;
    let person = viewer.person().ok_or(Error::LogIn)?;
    if !has_others(tx, id, person)? {
        return Err(Error::Forbidden(Why::LastCreator));
    }
    remember(tx, id, person)?;
    let name: Option<i64> = tx.value(
        "select pseud_id from creatorships where work_id = $1 and person_id = $2 order by position limit 1",
        args![id, person],
    )?;
    let way_back = format!("{id} {}", name.unwrap_or_default());
    tokens::make(tx, Purpose::ComeBack, Some(person), &way_back, &tx.fresh_secret())?;
    tx.run("delete from creatorships where work_id = $1 and person_id = $2", args![id, person])?;
    settle(tx, id)
}

/// A work that the viewer has left, and can come back to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Left {
    /// The work.
    pub work: WorkId,
    /// Its card, as far as the viewer sees it now.
    pub card: Option<WorkCard>,
    /// Until when.
    pub until: Timestamp,
}

/// The works that the viewer has left by themselves in the last days, the newest first (COCR-5).
pub fn left_by(viewer: &Viewer, tx: &Tx<'_>) -> Result<Vec<Left>> {
    let ways = ways_back(viewer, tx)?;
    let seen = cards(viewer, tx, &ways.iter().map(|way| way.work).collect::<Vec<_>>())?;
    let card = |id: WorkId| seen.iter().find(|card| card.id == id).cloned();
    Ok(ways.into_iter().map(|way| Left { work: way.work, card: card(way.work), until: way.until }).collect())
}

/// Undoes having left a work: the viewer stands on it again, behind the others, under the name they had or else the one they
/// write under. Who has orphaned a work does not come back to it.
pub fn come_back(viewer: &Viewer, tx: &Tx<'_>, id: WorkId) -> Result<()> {
    viewer.in_good_standing()?;
    let person = viewer.person().ok_or(Error::LogIn)?;
    let way = ways_back(viewer, tx)?.into_iter().find(|way| way.work == id).ok_or(Error::NotFound)?;
    let standing = fetch(viewer, tx, id)?.standing;
    if standing.hidden || standing.deleted != Deleted::No {
        return Err(Error::Forbidden(if standing.hidden { Why::Hidden } else { Why::Deleted }));
    }
    if !is_creator(tx, id, person)? {
        let pseud = if is_name_of(tx, way.pseud, person)? { way.pseud } else { people::default_pseud(tx, person)? };
        put_behind(tx, id, person, pseud)?;
    }
    tokens::take_with(tx, Purpose::ComeBack, person, &way.told())?;
    tx.run("delete from left_creatorships where work_id = $1 and person_id = $2", args![id, person])?;
    settle(tx, id)
}

/// A way back to a work, as it is kept.
struct WayBack {
    work: WorkId,
    pseud: PseudId,
    until: Timestamp,
}

impl WayBack {
    fn told(&self) -> String {
        format!("{} {}", self.work, self.pseud)
    }
}

fn ways_back(viewer: &Viewer, tx: &Tx<'_>) -> Result<Vec<WayBack>> {
    let person = viewer.person().ok_or(Error::LogIn)?;
    let way = |(told, until): (String, i64)| {
        let (work, pseud) = told.split_once(' ')?;
        Some(WayBack { work: work.parse().ok()?, pseud: pseud.parse().ok()?, until: from_millis(until) })
    };
    Ok(tokens::all_open_of(tx, Purpose::ComeBack, person)?.into_iter().filter_map(way).collect())
}

/// Whether it is one of the names that this person writes under.
fn is_name_of(tx: &Tx<'_>, pseud: PseudId, person: PersonId) -> Result<bool> {
    Ok(tx.count("select count(*) from pseuds where id = $1 and person_id = $2", args![pseud, person])? > 0)
}

/// Names somebody on a work, behind the others.
fn put_behind(tx: &Tx<'_>, id: WorkId, person: PersonId, pseud: PseudId) -> Result<()> {
    tx.run(
        "insert into creatorships (work_id, position, person_id, pseud_id, audience, revised_at)
         select $1, max(position) + 1, $2, $3, max(audience), max(revised_at) from creatorships where work_id = $1",
        args![id, person, pseud],
    )
    .map(drop)
}

/// Who is asked and has not answered, by name. For the creators.
pub fn invited(viewer: &Viewer, tx: &Tx<'_>, id: WorkId) -> Result<Vec<(PersonId, String)>> {
    may(viewer, Action::Change, fetch(viewer, tx, id)?.standing)?;
    tx.all(
        "select p.id, p.name from invitations i join people p on p.id = i.person_id where i.work_id = $1
         order by p.name_key",
        args![id],
        |row| Ok((row.get(0)?, row.get(1)?)),
    )
}

/// Who left or orphaned a work in the last days, for those who keep order (COCR-5).
pub fn left(viewer: &Viewer, tx: &Tx<'_>, id: WorkId) -> Result<Vec<String>> {
    may(viewer, Action::Hide, fetch(viewer, tx, id)?.standing)?;
    tx.all(
        "select name from left_creatorships where work_id = $1 and ends_at > $2 order by name",
        args![id, tx.now()],
        |row| row.get(0),
    )
}

/// Remembers for a while who is about to leave a work, and forgets who left long ago.
pub(super) fn remember(tx: &Tx<'_>, id: WorkId, person: PersonId) -> Result<()> {
    tx.run("delete from left_creatorships where ends_at <= $1", args![tx.now()])?;
    tx.run(
        "insert into left_creatorships (work_id, person_id, name, ends_at)
         select $1, p.id, p.name, $3 from people p where p.id = $2
         on conflict (work_id, person_id) do update set ends_at = excluded.ends_at",
        args![id, person, tx.now() + REMEMBERED.as_millis() as i64],
    )
    .map(drop)
}

/// Whether somebody else made a work too.
pub(super) fn has_others(tx: &Tx<'_>, id: WorkId, person: PersonId) -> Result<bool> {
    let others = "select count(*) from creatorships where work_id = $1 and person_id <> $2";
    Ok(tx.count(others, args![id, person])? > 0)
}

fn is_creator(tx: &Tx<'_>, id: WorkId, person: PersonId) -> Result<bool> {
    let own = "select count(*) from creatorships where work_id = $1 and person_id = $2";
    Ok(tx.count(own, args![id, person])? > 0)
}

/// The viewer and the name they are asked under.
fn asked(viewer: &Viewer, tx: &Tx<'_>, id: WorkId) -> Result<(PersonId, PseudId)> {
    let person = viewer.person().ok_or(Error::LogIn)?;
    let pseud =
        tx.value("select pseud_id from invitations where work_id = $1 and person_id = $2", args![id, person])?;
    pseud.map(|pseud| (person, pseud)).ok_or(Error::NotFound)
}
