//! Comments that wait until a creator of the work lets them through (COM-6).

use super::SeenComment;
use super::row::CommentRow;
use super::say::tell_answered;
use crate::db::{Sql, args};
use crate::works::{Asked, Forum, forum};
use crate::{CommentId, Error, Result, Tx, Viewer, Why, tallies};

/// So many are shown at once, the oldest first.
const SHOWN: i64 = 100;

/// What waits at a work, for those who may let it through, and how much of it there is in all.
pub fn waiting(viewer: &Viewer, tx: &Tx<'_>, asked: &Asked) -> Result<(Vec<SeenComment>, u64)> {
    let forum = forum(viewer, tx, asked.clone())?;
    is_creators(&forum)?;
    let mut sql = CommentRow::select(viewer, forum.is_creator);
    sql.push("where c.state = 'waits' and c.work_id = ").bind(forum.work);
    sql.push(" order by c.at, c.id limit ").bind(SHOWN);
    let rows = sql.all(tx, CommentRow::read)?;
    let all = tx.count("select count(*) from comments where work_id = $1 and state = 'waits'", args![forum.work])?;
    Ok((rows.into_iter().filter_map(|row| row.seen(viewer, &forum)).collect(), all))
}

/// Lets these through; those that do not wait stay as they are. Says how many were.
pub fn approve(viewer: &Viewer, tx: &Tx<'_>, asked: &Asked, ids: &[CommentId]) -> Result<u64> {
    let forum = forum(viewer, tx, asked.clone())?;
    is_creators(&forum)?;
    viewer.in_good_standing()?;
    let mut sql = Sql::new("select id from comments where state = 'waits' and work_id = ");
    sql.bind(forum.work).push(" and id in ").bind_list(ids.iter().copied()).push(" order by at, id");
    let waiting = sql.all(tx, |row| row.get(0))?;
    let_through(tx, &forum, &waiting)
}

/// Lets everything through that waits at a work.
pub fn approve_all(viewer: &Viewer, tx: &Tx<'_>, asked: &Asked) -> Result<u64> {
    let forum = forum(viewer, tx, asked.clone())?;
    is_creators(&forum)?;
    viewer.in_good_standing()?;
    let waiting = "select id from comments where state = 'waits' and work_id = $1 order by at, id";
    let waiting = tx.all(waiting, args![forum.work], |row| row.get(0))?;
    let_through(tx, &forum, &waiting)
}

fn let_through(tx: &Tx<'_>, forum: &Forum, waiting: &[CommentId]) -> Result<u64> {
    for id in waiting {
        tx.run("update comments set state = 'shown' where id = $1", args![*id])?;
        tell_answered(tx, forum, *id)?;
    }
    if !waiting.is_empty() {
        tallies::talked(tx, forum.work)?;
    }
    Ok(waiting.len() as u64)
}

/// Only those who made a work let comments through, not those who keep order.
fn is_creators(forum: &Forum) -> Result<()> {
    if forum.is_creator { Ok(()) } else { Err(Error::Forbidden(Why::NotYours)) }
}
