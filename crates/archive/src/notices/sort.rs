//! What somebody does with what they were told.

use crate::db::{Sql, args};
use crate::{Error, HappeningId, Result, Tx, Viewer};

/// What is to be done with some of it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Sorting {
    /// It is read.
    Read,
    /// It is not read.
    Unread,
    /// It is put away for good.
    PutAway,
}

/// Sorts some of what the viewer was told.
pub fn sort(viewer: &Viewer, tx: &Tx<'_>, notices: &[HappeningId], sorting: Sorting) -> Result<()> {
    let person = viewer.person().ok_or(Error::LogIn)?;
    let mut sql = Sql::new(match sorting {
        Sorting::Read => "update notices set is_read = true where person_id = ",
        Sorting::Unread => "update notices set is_read = false where person_id = ",
        Sorting::PutAway => "delete from notices where person_id = ",
    });
    sql.bind(person).push(" and happening_id in ").bind_list(notices.iter().copied());
    sql.run(tx).map(drop)
}

/// Sorts all that the viewer was told.
pub fn sort_all(viewer: &Viewer, tx: &Tx<'_>, sorting: Sorting) -> Result<()> {
    let person = viewer.person().ok_or(Error::LogIn)?;
    let text = match sorting {
        Sorting::Read => "update notices set is_read = true where person_id = $1 and not is_read",
        Sorting::Unread => "update notices set is_read = false where person_id = $1 and is_read",
        Sorting::PutAway => "delete from notices where person_id = $1",
    };
    tx.run(text, args![person]).map(drop)
}
