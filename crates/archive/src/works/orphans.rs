//! Orphaning: works stay, and no longer say who made them (ORPH-1, ORPH-2). It cannot be undone.

use super::creators::{has_others, remember};
use super::read::fetch;
use super::visibility::{Action, may};
use super::write::{erase, settle};
use crate::db::args;
use crate::error::Why;
use crate::{Error, PersonId, Result, Tx, Viewer, WorkId, people};

/// Which name stands on an orphaned work.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Keeping {
    /// The one it had, under the orphan account.
    Name,
    /// The orphan account's own.
    Nothing,
}

/// What becomes of works when their creator's account goes (DEL-1).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Fate {
    /// They are orphaned.
    Orphan(Keeping),
    /// The names of this creator are taken off; others' stay. A work without others is taken away.
    Leave,
}

/// Gives a posted work of the viewer's to the orphan account; other creators keep it. Nobody could ever find a draft there.
pub fn orphan(viewer: &Viewer, tx: &Tx<'_>, id: WorkId, keeping: Keeping) -> Result<()> {
    let standing = fetch(viewer, tx, id)?.standing;
    may(viewer, Action::Change, standing)?;
    if !standing.posted {
        return Err(Error::Forbidden(Why::Draft));
    }
    hand_over(tx, id, viewer.person().ok_or(Error::LogIn)?, keeping)
}

/// Does with all works of a person what they chose for those with other creators and for those of their own, and takes
/// drafts and the bin away. The caller has asked whether they may.
pub(crate) fn settle_estate(tx: &Tx<'_>, person: PersonId, shared: Fate, sole: Fate) -> Result<()> {
    let works = tx.all(
        "select distinct w.id, w.posted, w.deleted <> 'no' from works w join creatorships c on c.work_id = w.id
         where c.person_id = $1 order by w.id",
        args![person],
        |row| Ok((row.get::<WorkId>(0)?, row.get::<bool>(1)?, row.get::<bool>(2)?)),
    )?;
    for (id, posted, deleted) in works {
        let has_others = has_others(tx, id, person)?;
        match if has_others { shared } else { sole } {
            Fate::Orphan(keeping) if posted && !deleted => hand_over(tx, id, person, keeping)?,
            _ if has_others => {
                remember(tx, id, person)?;
                tx.run("delete from creatorships where work_id = $1 and person_id = $2", args![id, person])?;
                settle(tx, id)?;
            }
            _ => erase(tx, id)?,
        }
    }
    Ok(())
}

fn hand_over(tx: &Tx<'_>, id: WorkId, person: PersonId, keeping: Keeping) -> Result<()> {
    remember(tx, id, person)?;
    let names = tx.all(
        "select c.position, s.name from creatorships c join pseuds s on s.id = c.pseud_id
         where c.work_id = $1 and c.person_id = $2 order by c.position",
        args![id, person],
        |row| Ok((row.get::<i64>(0)?, row.get::<String>(1)?)),
    )?;
    for (position, name) in names {
        let (orphanage, pseud) = people::orphan_name(tx, (keeping == Keeping::Name).then_some(name.as_str()))?;
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
    settle(tx, id)
}
