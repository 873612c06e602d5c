//! What people keep from each other: a block forbids actions (BLK-1), a mute keeps somebody's works out of one's own lists
//! (MUT-1). Neither is secrecy, neither is announced, and nobody sees the lists of another.

use crate::accounts::{self, Power};
use crate::db::{Sql, args};
use crate::error::Why;
use crate::{Error, FieldError, PersonId, Result, Slip, Tx, Viewer};

/// So many people can be blocked, and so many muted.
const MOST: u64 = 2_000;

/// One of the two lists.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum List {
    /// Whose actions are kept off.
    Blocked,
    /// Whose works are kept out of lists.
    Muted,
}

/// Who stands on a list of the viewer's, by name.
pub fn on(viewer: &Viewer, tx: &Tx<'_>, list: List) -> Result<Vec<String>> {
    let text = match list {
        List::Blocked => {
            "select p.name from blocks b join people p on p.id = b.blocked_id where b.person_id = $1 order by p.name_key"
        }
        List::Muted => {
            "select p.name from mutes m join people p on p.id = m.muted_id where m.person_id = $1 order by p.name_key"
        }
    };
    tx.all(text, args![viewer.person()], |row| row.get(0))
}

/// Puts somebody on a list of the viewer's. Not oneself; and those who keep order are not blocked, because they must be
/// able to do what they are there for.
pub fn add(viewer: &Viewer, tx: &Tx<'_>, list: List, person: PersonId) -> Result<()> {
    let own = viewer.person().ok_or(Error::LogIn)?;
    let keeps_order = accounts::roles_of(tx, person)?.iter().any(|role| role.has(Power::KeepOrder));
    if own == person || list == List::Blocked && keeps_order {
        return Err(Error::Forbidden(Why::NotToBeBlocked));
    }
    let is = on(viewer, tx, list)?.len() as u64 + 1;
    if is > MOST {
        return Err(Error::Invalid(vec![FieldError::new("name", Slip::TooMany { most: MOST, is })]));
    }
    let text = match list {
        List::Blocked => {
            "insert into blocks (person_id, blocked_id, at) values ($1, $2, $3)
             on conflict (person_id, blocked_id) do nothing"
        }
        List::Muted => {
            "insert into mutes (person_id, muted_id, at) values ($1, $2, $3) on conflict (person_id, muted_id) do nothing"
        }
    };
    tx.run(text, args![own, person, tx.now()]).map(drop)
}

/// Takes somebody off a list of the viewer's.
pub fn remove(viewer: &Viewer, tx: &Tx<'_>, list: List, person: PersonId) -> Result<()> {
    let text = match list {
        List::Blocked => "delete from blocks where person_id = $1 and blocked_id = $2",
        List::Muted => "delete from mutes where person_id = $1 and muted_id = $2",
    };
    tx.run(text, args![viewer.person(), person]).map(drop)
}

/// Whether one of the two has blocked the other: then neither can ask anything of the other.
pub(crate) fn stand_between(tx: &Tx<'_>, one: PersonId, other: PersonId) -> Result<bool> {
    let between = "select count(*) from blocks where person_id = $1 and blocked_id = $2
                   or person_id = $2 and blocked_id = $1";
    Ok(tx.count(between, args![one, other])? > 0)
}

/// `and …`: the work whose number stands in this column is by nobody whom the viewer has muted.
///
/// Only names that lists tell count: that an anonymous work goes from a list would tell who made it.
pub(crate) fn unmuted_sql(sql: &mut Sql<'_>, viewer: &Viewer, work: &'static str) {
    let Some(person) = viewer.person() else { return };
    sql.push(
        " and not exists (select 1 from mutes m join creatorships u on u.person_id = m.muted_id where m.person_id = ",
    );
    sql.bind(person).push(" and u.audience < 2 and u.work_id = ").push(work).push(")");
}
