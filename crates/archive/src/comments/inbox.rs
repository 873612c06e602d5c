//! What was said to a member: at their works, and in answer to them (COM-12).
//!
//! A row is only that it was said to them; what they see of it now is asked anew, so that what is deleted, hidden or on a work
//! that they do not see any more is not in it.

use std::collections::HashMap;
use std::collections::hash_map::Entry;

use super::SeenComment;
use super::forum::{At, Forum, forum, hears_wranglers};
use super::read::row;
use super::visibility::sight_anywhere_sql;
use super::waiting::approve;
use crate::db::{Sql, args};
use crate::works::{PAGE, Page, seen_there_sql};
use crate::{CommentId, Error, PersonId, Result, Tx, Viewer, Why, WorkId};

/// Something that was said to a member.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Received {
    /// What.
    pub comment: SeenComment,
    /// What the work or tag is called that it was said at, plain text.
    pub title: String,
    /// Whether they have read it.
    pub is_read: bool,
    /// Whether they have answered it.
    pub is_answered: bool,
}

/// What is to be done with some of it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Sorting {
    /// It is read.
    Read,
    /// It is not read.
    Unread,
    /// It is put away for good; the comment itself stays.
    PutAway,
}

/// Puts a comment before a member.
pub(super) fn deliver(tx: &Tx<'_>, person: PersonId, comment: CommentId) -> Result<()> {
    tx.run(
        "insert into inbox (person_id, comment_id, at, is_read, is_answered)
         select id, $2, $3, false, false from people where id = $1 and kind = 'member'
         on conflict (person_id, comment_id) do nothing",
        args![person, comment, tx.now()],
    )
    .map(drop)
}

/// Notes that somebody has answered a comment.
pub(super) fn answered(tx: &Tx<'_>, person: PersonId, comment: CommentId) -> Result<()> {
    tx.run(
        "update inbox set is_read = true, is_answered = true where person_id = $1 and comment_id = $2",
        args![person, comment],
    )
    .map(drop)
}

/// A page of what was said to the viewer, the newest first; perhaps only what they have not read.
pub fn inbox(viewer: &Viewer, tx: &Tx<'_>, only_unread: bool, number: u64) -> Result<Page<Received>> {
    viewer.person().ok_or(Error::LogIn)?;
    let hears = hears_wranglers(viewer, tx).is_ok();
    let mut sql = Sql::new("select count(*)");
    there(&mut sql, viewer, tx.now(), (only_unread, hears));
    let total = sql.value::<i64>(tx)?.unwrap_or(0) as u64;
    let mut sql = Sql::new("select i.comment_id, c.work_id, c.tag_id, i.is_read, i.is_answered");
    there(&mut sql, viewer, tx.now(), (only_unread, hears));
    let before = number.saturating_sub(1).saturating_mul(PAGE).min(i64::MAX as u64) as i64;
    sql.push(" order by i.at desc, i.comment_id desc limit ").bind(PAGE as i64).push(" offset ").bind(before);
    let rows = sql.all(tx, |row| {
        Ok((row.get::<CommentId>(0)?, At::of_columns((row.get(1)?, row.get(2)?))?, (row.get(3)?, row.get(4)?)))
    })?;
    let (mut items, mut forums) = (Vec::with_capacity(rows.len()), HashMap::new());
    for (comment, at, (is_read, is_answered)) in rows {
        let Some(forum) = known(viewer, tx, &mut forums, at)? else { continue };
        let seen = match row(viewer, tx, forum, comment) {
            Err(Error::NotFound) => None,
            found => found?.seen(viewer, forum),
        };
        items.extend(seen.map(|comment| Received { comment, title: forum.title.clone(), is_read, is_answered }));
    }
    Ok(Page { items, total, number: number.max(1) })
}

/// A place that the viewer sees, asked for once.
fn known<'f>(
    viewer: &Viewer,
    tx: &Tx<'_>,
    forums: &'f mut HashMap<At, Option<Forum>>,
    at: At,
) -> Result<Option<&'f Forum>> {
    let known = match forums.entry(at) {
        Entry::Occupied(known) => known.into_mut(),
        Entry::Vacant(place) => place.insert(match forum(viewer, tx, &at.into()) {
            Err(Error::NotFound | Error::LogIn | Error::Forbidden(_)) => None,
            found => Some(found?),
        }),
    };
    Ok(known.as_ref())
}

/// `from …`: what lies before the viewer and is neither deleted nor hidden, at works that they see and, while it waits, at their own;
/// and of tags only for whoever hears of these still. So a total counts nothing that its page would leave out.
fn there(sql: &mut Sql<'_>, viewer: &Viewer, now: i64, (only_unread, hears): (bool, bool)) {
    sql.push(" from inbox i join comments c on c.id = i.comment_id where c.state <> 'gone' and not c.hidden");
    sql.push(if only_unread { " and not i.is_read and i.person_id = " } else { " and i.person_id = " });
    sql.bind(viewer.person()).push(if hears { " and (c.tag_id is not null or " } else { " and (" });
    seen_there_sql(sql, viewer, now, "c.work_id");
    sql.push(" and ");
    sight_anywhere_sql(sql, viewer);
    sql.push(")");
}

/// Lets those of these through that wait at works of the viewer's, whichever these are, and says how many that were.
pub fn approve_received(viewer: &Viewer, tx: &Tx<'_>, comments: &[CommentId]) -> Result<u64> {
    let person = viewer.person().ok_or(Error::LogIn)?;
    let mut sql = Sql::new(
        "select c.id, c.work_id from inbox i join comments c on c.id = i.comment_id
         where c.state = 'waits' and c.work_id is not null and i.person_id = ",
    );
    sql.bind(person).push(" and c.id in ").bind_list(comments.iter().copied()).push(" order by c.at, c.id");
    let waiting = sql.all(tx, |row| Ok((row.get::<CommentId>(0)?, row.get::<WorkId>(1)?)))?;
    let mut through = 0;
    for (comment, work) in waiting {
        through += match approve(viewer, tx, &work.into(), &[comment]) {
            // It is theirs no more.
            Err(Error::NotFound | Error::Forbidden(Why::NotYours)) => 0,
            approved => approved?,
        };
    }
    Ok(through)
}

/// Sorts some of what was said to the viewer.
pub fn sort(viewer: &Viewer, tx: &Tx<'_>, comments: &[CommentId], sorting: Sorting) -> Result<()> {
    let person = viewer.person().ok_or(Error::LogIn)?;
    let mut sql = Sql::new(match sorting {
        Sorting::Read => "update inbox set is_read = true where person_id = ",
        Sorting::Unread => "update inbox set is_read = false where person_id = ",
        Sorting::PutAway => "delete from inbox where person_id = ",
    });
    sql.bind(person).push(" and comment_id in ").bind_list(comments.iter().copied());
    sql.run(tx).map(drop)
}
