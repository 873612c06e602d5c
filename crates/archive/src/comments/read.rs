//! Reading what is said: the conversation at a work or a chapter, page by page, and what follows one comment.
//!
//! A page costs what stands on it, however long the threads are: of a thread so many comments are read as fit, and where
//! more follow the page says so and leads there. How many that are is counted up to [`MANY`].

use std::collections::{HashMap, HashSet};
use std::slice;

use super::SeenComment;
use super::forum::{At, Forum, Topic, forum};
use super::row::{COLUMNS, CommentRow};
use super::visibility::{Sight, sight, sight_sql};
use super::waiting;
use crate::db::{Sql, args};
use crate::policies;
use crate::works::{Commenting, has_chapter};
use crate::{ChapterId, CommentId, Error, Result, Tx, Viewer, Why, people};

/// Threads on a page (COM-2).
pub const THREADS: u64 = 25;

/// Answers are set in so many times; what lies deeper is on a page of its own (COM-2).
pub const DEEPEST: u64 = 5;

/// Comments of one thread that stand on a page with others.
const OF_THREAD: usize = 60;

/// More answers that are not on a page are not counted; it says that there are so many or more.
pub const MANY: u64 = 100;

/// Direct answers on the page of one comment.
const ANSWERS: u64 = 50;

/// Comments below them on that page.
const BELOW: i64 = 300;

/// So many answers are counted of a comment below another: all that can be on the page, and what may be said of the rest.
pub(super) const COUNTED: i64 = BELOW + MANY as i64;

/// Where a conversation is looked at.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum View {
    /// All that is said at a work.
    Work,
    /// What is said at one chapter.
    Chapter(ChapterId),
}

/// A comment in its place on a page.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Turn {
    /// The comment.
    pub comment: SeenComment,
    /// How often it is set in on this page.
    pub level: u64,
    /// How many direct answers are not on this page; [`MANY`] stands for so many or more.
    pub more: u64,
}

/// A page of a conversation.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Conversation {
    /// Where it is.
    pub at: At,
    /// What that is called, plain text.
    pub title: String,
    /// What stands on the page, in the order in which it is read.
    pub turns: Vec<Turn>,
    /// The page, from 1.
    pub number: u64,
    /// How many pages there are, at least 1.
    pub pages: u64,
    /// What the work's creators want of comments.
    pub commenting: Commenting,
    /// Whether something can be said there at all.
    pub is_open: bool,
    /// Whether the viewer is one of the creators.
    pub is_creator: bool,
    /// How many comments wait for a creator; nothing for whoever cannot let them through.
    pub waiting: u64,
}

impl Conversation {
    fn new(forum: &Forum, turns: Vec<Turn>, (number, pages): (u64, u64)) -> Self {
        let Forum { at, commenting, is_open, is_creator, .. } = *forum;
        Self { at, title: forum.title.clone(), turns, number, pages, commenting, is_open, is_creator, waiting: 0 }
    }
}

/// A page of what is said at a work, or at one of its chapters. A page beyond the last is the last.
pub fn at_work(viewer: &Viewer, tx: &Tx<'_>, topic: &Topic, view: View, number: u64) -> Result<Conversation> {
    let forum = forum(viewer, tx, topic)?;
    if let View::Chapter(chapter) = view {
        let work = forum.work.as_ref().ok_or(Error::NotFound)?;
        if !has_chapter(viewer, tx, work, chapter)? {
            return Err(Error::NotFound);
        }
    }
    let mut sql = Sql::new("select count(*) from comments c where ");
    tops(&mut sql, viewer, &forum, view);
    let threads = sql.value::<i64>(tx)?.unwrap_or(0) as u64;
    let pages = threads.div_ceil(THREADS).max(1);
    let number = number.clamp(1, pages);
    let mut sql = Sql::new("select c.id from comments c where ");
    tops(&mut sql, viewer, &forum, view);
    sql.push(" order by c.at, c.id limit ").bind(THREADS as i64);
    sql.push(" offset ").bind(((number - 1) * THREADS) as i64);
    let tops: Vec<CommentId> = sql.all(tx, |row| row.get(0))?;
    let turns = if tops.is_empty() { Vec::new() } else { arranged(threads_of(viewer, tx, &forum, &tops)?, &tops) };
    let mut page = Conversation::new(&forum, turns, (number, pages));
    if forum.is_creator {
        page.waiting = waiting::count(tx, &forum)?;
    }
    Ok(page)
}

/// The condition on first comments of threads.
fn tops(sql: &mut Sql<'_>, viewer: &Viewer, forum: &Forum, view: View) {
    sql.push("c.parent_id is null and ");
    forum.here(sql);
    if let View::Chapter(chapter) = view {
        sql.push(" and c.chapter_id = ").bind(chapter);
    }
    sql.push(" and ");
    sight_sql(sql, "c", viewer, forum.is_creator);
}

/// The first comments of these threads, of each one more than fits, in the order in which they were said. Each thread is asked for by
/// itself, so that nothing is read but what is shown.
fn firsts_of(viewer: &Viewer, tx: &Tx<'_>, forum: &Forum, tops: &[CommentId]) -> Result<Vec<CommentRow>> {
    let mut sql = CommentRow::select_from(viewer);
    for (number, top) in tops.iter().enumerate() {
        sql.push(if number == 0 { "(" } else { " union all " });
        sql.push("select * from (select ").push(COLUMNS).push(" from comments c where c.thread_id = ").bind(*top);
        sql.push(" and ");
        sight_sql(&mut sql, "c", viewer, forum.is_creator);
        sql.push(" order by c.at, c.depth, c.id limit ").bind(OF_THREAD as i64 + 1).push(") few");
    }
    sql.push(") c");
    let mut rows = CommentRow::all(tx, &sql)?;
    rows.sort_unstable_by_key(CommentRow::order);
    Ok(rows)
}

/// The first comments of these threads, as far as they fit, in the order in which they were said.
fn threads_of(viewer: &Viewer, tx: &Tx<'_>, forum: &Forum, tops: &[CommentId]) -> Result<Vec<SeenComment>> {
    let (mut shown, mut replies) = (HashMap::<CommentId, usize>::new(), HashMap::<CommentId, i64>::new());
    let mut rows = firsts_of(viewer, tx, forum, tops)?;
    rows.retain(|row| {
        let of_thread = shown.entry(row.thread).or_default();
        *of_thread += 1;
        *of_thread <= OF_THREAD
    });
    for parent in rows.iter().filter_map(|row| row.parent) {
        *replies.entry(parent).or_default() += 1;
    }
    // Of a thread that was found whole it is known what answers what.
    let is_whole = |row: &CommentRow| shown.get(&row.thread).is_some_and(|shown| *shown <= OF_THREAD);
    let (mut rows, mut parted): (Vec<CommentRow>, Vec<CommentRow>) = rows.into_iter().partition(is_whole);
    for row in &mut rows {
        row.replies = replies.get(&row.id).copied().unwrap_or_default();
    }
    if !parted.is_empty() {
        CommentRow::count(viewer, tx, forum.is_creator, &mut parted, OF_THREAD as i64 + MANY as i64)?;
        rows.append(&mut parted);
        rows.sort_unstable_by_key(CommentRow::order);
    }
    Ok(through_gate(viewer, forum, rows))
}

fn seen(viewer: &Viewer, tx: &Tx<'_>, forum: &Forum, sql: &Sql<'_>) -> Result<Vec<SeenComment>> {
    let mut rows = CommentRow::all(tx, sql)?;
    CommentRow::count(viewer, tx, forum.is_creator, &mut rows, COUNTED)?;
    Ok(through_gate(viewer, forum, rows))
}

fn through_gate(viewer: &Viewer, forum: &Forum, rows: Vec<CommentRow>) -> Vec<SeenComment> {
    rows.into_iter().filter_map(|row| row.seen(viewer, forum)).collect()
}

/// Comments in the order in which they are read, from these on: each with its answers below it, the older first.
fn arranged(comments: Vec<SeenComment>, firsts: &[CommentId]) -> Vec<Turn> {
    let mut below: HashMap<CommentId, Vec<CommentId>> = HashMap::new();
    let starts: HashSet<CommentId> = firsts.iter().copied().collect();
    let mut by_id: HashMap<CommentId, SeenComment> = HashMap::new();
    for comment in comments {
        if let Some(parent) = comment.parent.filter(|_| !starts.contains(&comment.id)) {
            below.entry(parent).or_default().push(comment.id);
        }
        by_id.insert(comment.id, comment);
    }
    let mut turns = Vec::with_capacity(by_id.len());
    let mut next: Vec<(CommentId, u64)> = firsts.iter().rev().map(|id| (*id, 0)).collect();
    while let Some((id, level)) = next.pop() {
        let Some(comment) = by_id.remove(&id) else { continue };
        let answers = below.remove(&id).filter(|_| level < DEEPEST).unwrap_or_default();
        let more = comment.replies.saturating_sub(answers.len() as u64).min(MANY);
        next.extend(answers.into_iter().rev().map(|id| (id, level + 1)));
        turns.push(Turn { comment, level, more });
    }
    turns
}

/// A comment with a page of what answers it; the same as none for who does not see it or its work.
pub fn show(viewer: &Viewer, tx: &Tx<'_>, topic: &Topic, id: CommentId, number: u64) -> Result<Conversation> {
    let forum = forum(viewer, tx, topic)?;
    let first = one(viewer, tx, &forum, id)?;
    let pages = first.replies.div_ceil(ANSWERS).max(1);
    let number = number.clamp(1, pages);
    let mut sql = CommentRow::select(viewer);
    sql.push(
        "join (with recursive below (id, level) as (select * from (select c.id, cast(1 as bigint) from comments c where c.parent_id = ",
    );
    sql.bind(id).push(" and ");
    sight_sql(&mut sql, "c", viewer, forum.is_creator);
    sql.push(" order by c.at, c.id limit ").bind(ANSWERS as i64);
    sql.push(" offset ").bind(((number - 1) * ANSWERS) as i64);
    sql.push(") answers union all select c.id, b.level + 1 from comments c join below b on c.parent_id = b.id");
    sql.push(" where b.level < ").bind(DEEPEST as i64).push(" and ");
    sight_sql(&mut sql, "c", viewer, forum.is_creator);
    sql.push(") select id from below limit ").bind(BELOW).push(") few on few.id = c.id order by c.at, c.depth, c.id");
    let mut comments = seen(viewer, tx, &forum, &sql)?;
    comments.push(first);
    Ok(Conversation::new(&forum, arranged(comments, &[id]), (number, pages)))
}

/// One comment at a work, as this viewer sees it.
fn one(viewer: &Viewer, tx: &Tx<'_>, forum: &Forum, id: CommentId) -> Result<SeenComment> {
    row(viewer, tx, forum, id)?.seen(viewer, forum).ok_or(Error::NotFound)
}

/// The row of a comment that this viewer gets something of.
pub(super) fn row(viewer: &Viewer, tx: &Tx<'_>, forum: &Forum, id: CommentId) -> Result<CommentRow> {
    let mut sql = CommentRow::select(viewer);
    sql.push("where ");
    forum.here(&mut sql);
    sql.push(" and c.id = ").bind(id);
    let mut row = CommentRow::all(tx, &sql)?.pop().ok_or(Error::NotFound)?;
    if sight(viewer, row.standing(viewer, forum)) == Sight::Nothing {
        return Err(Error::NotFound);
    }
    // Its own page is numbered by them.
    CommentRow::count(viewer, tx, forum.is_creator, slice::from_mut(&mut row), i64::MAX)?;
    Ok(row)
}

/// On which page of a conversation a thread stands, as this viewer counts.
pub fn page_of(viewer: &Viewer, tx: &Tx<'_>, topic: &Topic, view: View, thread: CommentId) -> Result<u64> {
    let forum = forum(viewer, tx, topic)?;
    let mut sql = Sql::new("select count(*) from comments c where ");
    tops(&mut sql, viewer, &forum, view);
    sql.push(" and (c.at, c.id) <= (select t.at, t.id from comments t where t.id = ").bind(thread).push(")");
    Ok((sql.value::<i64>(tx)?.unwrap_or(0) as u64).div_ceil(THREADS).max(1))
}

/// What the viewer typed for a comment of theirs that they can still change (COM-3).
pub fn editing(viewer: &Viewer, tx: &Tx<'_>, topic: &Topic, id: CommentId) -> Result<(SeenComment, String)> {
    let forum = forum(viewer, tx, topic)?;
    let comment = one(viewer, tx, &forum, id)?;
    if !comment.is_own {
        return Err(Error::Forbidden(Why::NotYours));
    }
    if !comment.is_editable() {
        return Err(Error::Forbidden(Why::Answered));
    }
    let typed = tx.value("select coalesce(source, body) from comments where id = $1", args![id])?;
    Ok((comment, typed.ok_or(Error::NotFound)?))
}

/// Whether somebody is so new that they are asked to take their time, and that the sieve is asked about them (COM-7, COM-8):
/// a guest, an account of a few days, or one of which not much was ever shown. What counts as such is the host's to say.
pub fn is_new(viewer: &Viewer, tx: &Tx<'_>) -> Result<bool> {
    let practised = policies::talk(tx)?.practised;
    Ok(people::is_fresh(viewer, tx)? || has_said(viewer, tx, practised)? < practised as u64)
}

/// Whether nobody knows yet what is to be expected of somebody: a guest, or a new account of which nothing was ever shown.
pub(super) fn is_unknown(viewer: &Viewer, tx: &Tx<'_>) -> Result<bool> {
    Ok(people::is_fresh(viewer, tx)? && has_said(viewer, tx, 1)? == 0)
}

/// How much of what somebody said is shown, up to so much.
fn has_said(viewer: &Viewer, tx: &Tx<'_>, most: i64) -> Result<u64> {
    tx.count(
        "select count(*) from (select id from comments where person_id = $1 and state = 'shown' and not hidden
         limit $2) said",
        args![viewer.person(), most],
    )
}
