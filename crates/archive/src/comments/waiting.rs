//! Comments that wait until a creator of the work lets them through (COM-6).

use super::delete::delete;
use super::forum::{Forum, Topic, forum};
use super::row::CommentRow;
use super::say::tell_answered;
use super::{SeenComment, held, read};
use crate::db::{Sql, args};
use crate::{CommentId, Error, Result, Tx, Viewer, Why};

/// So many are shown at once, the oldest first.
const SHOWN: i64 = 100;

/// What waits at a work, for those who may let it through, and how much of it there is in all.
pub fn waiting(viewer: &Viewer, tx: &Tx<'_>, topic: &Topic) -> Result<(Vec<SeenComment>, u64)> {
    let forum = forum(viewer, tx, topic)?;
    is_creators(&forum)?;
    let mut sql = CommentRow::select(viewer);
    sql.push("where c.state = 'waits' and ");
    forum.here(&mut sql);
    sql.push(" order by c.at, c.id limit ").bind(SHOWN);
    let mut rows = CommentRow::all(tx, &sql)?;
    CommentRow::count(viewer, tx, forum.is_creator, &mut rows, read::COUNTED)?;
    let all = count(tx, &forum)?;
    Ok((rows.into_iter().filter_map(|row| row.seen(viewer, &forum)).collect(), all))
}

/// Lets these through; those that do not wait stay as they are. Says how many were.
pub fn approve(viewer: &Viewer, tx: &Tx<'_>, topic: &Topic, ids: &[CommentId]) -> Result<u64> {
    let (forum, waiting) = chosen(viewer, tx, topic, ids)?;
    let_through(tx, &forum, &waiting)
}

/// The place, and those of these comments that wait there, the oldest first. For those who may let them through.
fn chosen(viewer: &Viewer, tx: &Tx<'_>, topic: &Topic, ids: &[CommentId]) -> Result<(Forum, Vec<CommentId>)> {
    let forum = forum(viewer, tx, topic)?;
    is_creators(&forum)?;
    viewer.in_good_standing()?;
    let mut sql = Sql::new("select c.id from comments c where c.state = 'waits' and ");
    forum.here(&mut sql);
    sql.push(" and c.id in ").bind_list(ids.iter().copied()).push(" order by c.at, c.id");
    let waiting = sql.all(tx, |row| row.get(0))?;
    Ok((forum, waiting))
}

/// Lets everything through that waits at a work.
pub fn approve_all(viewer: &Viewer, tx: &Tx<'_>, topic: &Topic) -> Result<u64> {
    let forum = forum(viewer, tx, topic)?;
    is_creators(&forum)?;
    viewer.in_good_standing()?;
    let mut sql = Sql::new("select c.id from comments c where c.state = 'waits' and ");
    forum.here(&mut sql);
    sql.push(" order by c.at, c.id");
    let waiting = sql.all(tx, |row| row.get(0))?;
    let_through(tx, &forum, &waiting)
}

/// Takes away those of these that wait, as nobody's wish: the sieve learns from them. Says how many there were.
pub fn delete_as_spam(viewer: &Viewer, tx: &Tx<'_>, topic: &Topic, ids: &[CommentId]) -> Result<u64> {
    let waiting = chosen(viewer, tx, topic, ids)?.1;
    for id in &waiting {
        held::is_spam(tx, *id)?;
        delete(viewer, tx, topic, *id)?;
    }
    Ok(waiting.len() as u64)
}

/// How much waits there.
pub(super) fn count(tx: &Tx<'_>, forum: &Forum) -> Result<u64> {
    let mut sql = Sql::new("select count(*) from comments c where c.state = 'waits' and ");
    forum.here(&mut sql);
    Ok(sql.value::<i64>(tx)?.unwrap_or(0) as u64)
}

fn let_through(tx: &Tx<'_>, forum: &Forum, waiting: &[CommentId]) -> Result<u64> {
    for id in waiting {
        held::is_good(tx, *id)?;
        tx.run("update comments set state = 'shown' where id = $1", args![*id])?;
        tell_answered(tx, forum, *id)?;
    }
    if !waiting.is_empty() {
        forum.talked(tx)?;
    }
    Ok(waiting.len() as u64)
}

/// Only those who made a work let comments through, not those who keep order.
fn is_creators(forum: &Forum) -> Result<()> {
    if forum.is_creator { Ok(()) } else { Err(Error::Forbidden(Why::NotYours)) }
}
