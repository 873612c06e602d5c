//! Deleting an account (DEL-1, DEL-2): the works go where their creator says, and what was the account's alone is gone.

use super::roles::{self, Role};
use crate::db::args;
use crate::error::Why;
use crate::feed::{self, Change};
use crate::works::Fate;
use crate::{Error, Result, Tx, Viewer, people, works};

/// Deletes the viewer's account for good. A suspended person cannot, a banned one may (USER-6); an archive keeps an owner.
pub fn delete(viewer: &Viewer, tx: &Tx<'_>, shared: Fate, sole: Fate) -> Result<()> {
    let person = match viewer {
        Viewer::Member(person) | Viewer::Banned(person) | Viewer::Moderator(person) => *person,
        Viewer::Suspended(_) => return Err(Error::Forbidden(Why::Sanctioned)),
        Viewer::Guest | Viewer::Custodian(_) => return Err(Error::LogIn),
    };
    let others = "select count(*) from roles where role = 'owner' and person_id <> $1";
    if roles::of(tx, person)?.contains(&Role::Owner) && tx.count(others, args![person])? == 0 {
        return Err(Error::Forbidden(Why::LastOwner));
    }
    works::settle_estate(tx, person, shared, sole)?;
    for text in [
        "delete from letters where person_id = $1",
        "delete from sessions where person_id = $1",
        "delete from tokens where person_id = $1",
        "delete from typings where person_id = $1",
        "delete from devices where person_id = $1",
        "delete from consents where person_id = $1",
        "delete from roles where person_id = $1",
        "delete from invitations where person_id = $1 or by_id = $1",
        "delete from open_to_invitations where person_id = $1",
        "delete from named_readers where person_id = $1",
        "delete from blocks where person_id = $1 or blocked_id = $1",
        "delete from mutes where person_id = $1 or muted_id = $1",
        "delete from accounts where person_id = $1",
    ] {
        tx.run(text, args![person])?;
    }
    people::forget(tx, person)?;
    feed::note(tx, Change::Person(person))
}
