//! Taking back what was said (COM-4).

use super::forum::{Topic, forum};
use super::read::row;
use super::visibility::State;
use crate::accounts::{Power, require};
use crate::db::args;
use crate::deeds::{self, Act};
use crate::{CommentId, Error, Result, Tx, Viewer, Why};

/// Deletes a comment: its author, a creator of the work, or who keeps order. Where others have answered, that there was one
/// stays to be seen; when the last answer goes, that goes as well.
pub fn delete(viewer: &Viewer, tx: &Tx<'_>, topic: &Topic, id: CommentId) -> Result<()> {
    let forum = forum(viewer, tx, topic)?;
    let row = row(viewer, tx, &forum, id)?;
    if matches!(viewer, Viewer::Suspended(_)) {
        return Err(Error::Forbidden(Why::Sanctioned));
    }
    if row.state == State::Gone {
        return Err(Error::NotFound);
    }
    let is_own = row.person.is_some() && row.person == viewer.person();
    if !is_own && !forum.is_creator {
        require(viewer, tx, Power::KeepOrder).map_err(|_| Error::Forbidden(Why::NotYours))?;
        deeds::note(viewer, tx, Act::DeletedComment, &forum.subject(), "")?;
    }
    take_away(tx, id)?;
    forum.talked(tx)
}

/// Takes a comment away, and every stub above it that is left without answers.
fn take_away(tx: &Tx<'_>, id: CommentId) -> Result<()> {
    let mut next = Some(id);
    let mut is_first = true;
    while let Some(id) = next {
        let answers = tx.count("select count(*) from comments where parent_id = $1", args![id])?;
        let found = tx.first("select parent_id, state from comments where id = $1", args![id], |row| {
            Ok((row.get::<Option<CommentId>>(0)?, row.get::<State>(1)?))
        })?;
        let Some((parent, state)) = found else { return Ok(()) };
        if answers > 0 {
            return if is_first { empty(tx, id) } else { Ok(()) };
        }
        if !is_first && state != State::Gone {
            return Ok(());
        }
        tx.run("delete from comments where id = $1", args![id])?;
        (next, is_first) = (parent, false);
    }
    Ok(())
}

/// Leaves nothing of a comment but its place.
fn empty(tx: &Tx<'_>, id: CommentId) -> Result<()> {
    tx.run(
        "update comments set state = 'gone', person_id = null, pseud_id = null, guest_name = null, guest_email = null,
           as_creator = false, hidden = false, edited_at = null, body = '', source = null, sameness = null
         where id = $1",
        args![id],
    )
    .map(drop)
}
