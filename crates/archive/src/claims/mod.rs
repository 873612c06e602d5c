//! Works that somebody brought in for others, and how those others come to them (ARCH-1 … ARCH-3).
//!
//! Whoever brings a work in keeps it, as its creator would, until the person whose name stands on it has said what shall
//! become of it. That person is known by an address, to which one letter goes for each batch; the letter's link is all the
//! proof there is, for members too: nobody is made the creator of anything without having said so.

mod bring;
mod decide;
mod show;

pub use bring::{Absent, announce, bring};
pub use decide::{Decision, adopt, decide, restore, sign_up, wish};
pub use show::{Brought, Claimable, Claimed, brought, look};

use crate::accounts::{Purpose, tokens};
use crate::db::args;
use crate::{Result, Secret, Tx, WorkId};

/// Somebody whose works were brought in for them, as the archive knows them.
#[derive(Debug, Clone)]
struct Creator {
    id: i64,
    address: String,
    silent: bool,
    refuses: bool,
}

/// Whose works the link of a letter is about.
fn creator(tx: &Tx<'_>, secret: &Secret) -> Result<Option<Creator>> {
    let Some(held) = tokens::look(tx, Purpose::Claim, secret)? else { return Ok(None) };
    let id: i64 = held.detail.parse().unwrap_or(0);
    tx.first("select id, email, silent, refuses from absent_creators where id = $1", args![id], |row| {
        Ok(Creator { id: row.get(0)?, address: row.get(1)?, silent: row.get(2)?, refuses: row.get(3)? })
    })
}

/// The works that wait for somebody, in the order in which they came.
fn works_of(tx: &Tx<'_>, creator: i64) -> Result<Vec<WorkId>> {
    tx.all("select work_id from claims where creator_id = $1 order by at, work_id", args![creator], |row| row.get(0))
}
