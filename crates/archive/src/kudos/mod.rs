//! Kudos: thanks without words, once from each person and each guest (KUD-1, KUD-2).
//!
//! They go through the gate of the work. That each counts once is held by the table itself, so that many at the same moment
//! are one as well. Guests are told apart by [`mark`]s, which nobody can trace to an address.

mod letters;
mod mark;

use std::net::IpAddr;

use crate::db::{Sql, args};
use crate::works::{Asked, WorkCard, work_forum};
use crate::{Error, PersonId, Result, Tx, Viewer, Why, WorkId, blocks, tallies};

pub use letters::{between, write_letters};
pub use mark::forget_salts;

/// What became of somebody's kudos.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Left {
    /// They are left.
    Now,
    /// They had been left before.
    Before,
}

/// Leaves the viewer's kudos at a work; a guest's by where they come from. Whoever has left some has left them (KUD-1).
pub fn leave(viewer: &Viewer, tx: &Tx<'_>, asked: &Asked, from: IpAddr) -> Result<Left> {
    let forum = work_forum(viewer, tx, asked.clone())?;
    viewer.in_good_standing()?;
    if forum.is_creator {
        return Err(Error::Forbidden(Why::OwnWork));
    }
    if !forum.is_open || matches!(viewer, Viewer::Custodian(_)) {
        return Err(Error::Forbidden(Why::NotThere));
    }
    let (person, guest) = match viewer.person() {
        Some(person) if blocks::keeps_off(tx, &forum.creators, person)? => {
            return Err(Error::Forbidden(Why::KeptOff));
        }
        Some(person) => (Some(person), None),
        None => (None, Some(mark::of(tx, forum.work, from)?)),
    };
    let left = tx.run(
        "insert into kudos (id, work_id, person_id, guest, at) values ($1, $2, $3, $4, $5) on conflict do nothing",
        args![tx.fresh_id(), forum.work, person, guest.as_deref(), tx.now()],
    )?;
    if left == 0 {
        return Ok(Left::Before);
    }
    tallies::talked(tx, forum.work)?;
    Ok(Left::Now)
}

/// So many names stand on a page that lists them, and beside a work at most (KUD-2).
pub const SHOWN: u64 = 50;

/// Who has left kudos at a work.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Kudos {
    /// The names of members, the newest first.
    pub names: Vec<String>,
    /// How many members there are.
    pub members: u64,
    /// How many were left without a name: by guests, and by people who have left the archive.
    pub guests: u64,
}

impl Kudos {
    /// How many members are not named here.
    pub fn others(&self) -> u64 {
        self.members.saturating_sub(self.names.len() as u64)
    }

    /// How many pages of names there are, at least 1.
    pub fn pages(&self) -> u64 {
        self.members.div_ceil(SHOWN).max(1)
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.members + self.guests == 0
    }
}

/// Kudos at a work that somebody has seen, with one page of names, counted from 1.
pub fn at(card: &WorkCard, tx: &Tx<'_>, page: u64) -> Result<Kudos> {
    let work = card.id;
    let counted = tx.first("select count(person_id), count(*) from kudos where work_id = $1", args![work], |row| {
        let (members, all): (i64, i64) = (row.get(0)?, row.get(1)?);
        Ok((members as u64, (all - members) as u64))
    })?;
    let (members, guests) = counted.unwrap_or_default();
    let names = if members == 0 { Vec::new() } else { names(tx, work, page)? };
    Ok(Kudos { names, members, guests })
}

fn names(tx: &Tx<'_>, work: WorkId, page: u64) -> Result<Vec<String>> {
    let before = page.saturating_sub(1).saturating_mul(SHOWN).min(i64::MAX as u64) as i64;
    let mut sql = Sql::new("select p.name from kudos k join people p on p.id = k.person_id where k.work_id = ");
    sql.bind(work).push(" order by k.at desc, k.id desc limit ").bind(SHOWN as i64).push(" offset ").bind(before);
    sql.all(tx, |row| row.get(0))
}

/// A work at which somebody has left kudos, and when, in milliseconds since 1970.
pub(crate) type Given = (WorkId, i64);

/// All kudos of a person, the newest first. The caller has asked whether they are theirs.
pub(crate) fn all_of(tx: &Tx<'_>, person: PersonId) -> Result<Vec<Given>> {
    tx.all("select work_id, at from kudos where person_id = $1 order by at desc, id desc", args![person], |row| {
        Ok((row.get(0)?, row.get(1)?))
    })
}

/// Takes away all kudos of somebody. The caller has asked whether they may.
pub(crate) fn take_back(tx: &Tx<'_>, person: Option<PersonId>) -> Result<()> {
    tx.run("delete from kudos where person_id = $1", args![person]).map(drop)
}

/// Takes the name off all kudos of somebody who leaves the archive; they count on as nobody's.
pub(crate) fn let_go(tx: &Tx<'_>, person: PersonId) -> Result<()> {
    tx.run("update kudos set person_id = null where person_id = $1", args![person]).map(drop)
}
