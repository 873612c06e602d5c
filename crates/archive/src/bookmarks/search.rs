//! Searching bookmarks (BKS-1): by what they note, whose they are and the words on them, by SQL; by what their works are, by the
//! finder, which is asked which of the candidates its query finds. No private bookmark is found, not even by its owner
//! (BKS-2), and only what lists show this viewer (BKS-3, BKS-6).

use std::collections::HashMap;

use jiff::Timestamp;

use super::read::{SeenBookmark, of_ids};
use super::row::What;
use super::visibility::{listed_sql, unmuted_sql};
use crate::db::Sql;
use crate::search::{self, Index, Query};
use crate::tags::{key, listed};
use crate::works::{PAGE, Page};
use crate::{BookmarkId, Result, Tx, Viewer, WorkId};

/// So many bookmarks are looked at, the newest of those that fit.
const MOST: i64 = 20_000;

/// Words that facets count.
const FACETS: usize = 10;

/// Bookmarks whose words facets count.
const COUNTED: usize = 5_000;

/// The order of what is found; always downwards.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Sort {
    /// When it was bookmarked.
    #[default]
    Bookmarked,
    /// When the work was updated.
    Updated,
    /// How many words the work has.
    Words,
}

/// What is looked for.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Wish {
    /// What the works are, in the language of search.
    pub works: String,
    /// A part of what is noted.
    pub notes: String,
    /// Words of the bookmarker's own that must be there, with commas between.
    pub tags: String,
    /// Words that must not.
    pub without: String,
    /// The account or name they are by.
    pub by: String,
    /// Only of this sort of thing.
    pub what: Option<What>,
    /// Only what is recommended.
    pub is_rec: bool,
    /// Only what something is noted of.
    pub with_notes: bool,
    /// Not before this moment.
    pub since: Option<Timestamp>,
    /// The order.
    pub sort: Sort,
    /// Which page, from 1.
    pub number: u64,
}

impl Wish {
    /// Whether works are asked about, or put in an order of theirs.
    fn is_about_works(&self) -> bool {
        !self.works.trim().is_empty() || self.sort != Sort::Bookmarked
    }
}

/// What was found.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Found {
    /// A page of bookmarks.
    pub bookmarks: Page<SeenBookmark>,
    /// The most frequent words on all that was found, with how many bookmarks have them.
    pub words: Vec<(String, u64)>,
}

/// The bookmarks that a wish finds; nothing while it takes the index and that is not ready.
pub fn search(viewer: &Viewer, tx: &Tx<'_>, index: &Index, wish: &Wish) -> Result<Option<Found>> {
    let mut found = candidates(viewer, tx, wish)?;
    if wish.is_about_works() {
        let works: Vec<WorkId> =
            found.iter().filter(|(_, what, _)| *what == What::Work).map(|one| WorkId::new(one.2)).collect();
        let Some(order) = search::among(viewer, tx, index, (&query(wish), &works))? else { return Ok(None) };
        let order: HashMap<i64, usize> = order.iter().enumerate().map(|(at, work)| (work.number(), at)).collect();
        found.retain(|(_, what, subject)| *what == What::Work && order.contains_key(subject));
        if wish.sort != Sort::Bookmarked {
            found.sort_by_key(|(_, _, subject)| order.get(subject).copied());
        }
    }
    let ids: Vec<BookmarkId> = found.into_iter().map(|(id, ..)| id).collect();
    let (total, words) = (ids.len() as u64, words(tx, &ids)?);
    let number = wish.number.clamp(1, total.div_ceil(PAGE).max(1));
    let shown: Vec<BookmarkId> = ids.into_iter().skip(((number - 1) * PAGE) as usize).take(PAGE as usize).collect();
    Ok(Some(Found { bookmarks: Page { items: of_ids(viewer, tx, &shown)?, total, number }, words }))
}

/// The query that is asked of the works, in the order wanted.
fn query(wish: &Wish) -> Query {
    let order = match wish.sort {
        Sort::Bookmarked => "",
        Sort::Updated => " sort:updated",
        Sort::Words => " sort:words",
    };
    Query::read(&format!("{}{order}", wish.works))
}

fn candidates(viewer: &Viewer, tx: &Tx<'_>, wish: &Wish) -> Result<Vec<(BookmarkId, What, i64)>> {
    let mut sql = Sql::new(
        "select b.id, b.what, b.subject from bookmarks b join pseuds s on s.id = b.pseud_id
         join people p on p.id = b.person_id where ",
    );
    listed_sql(&mut sql, viewer);
    unmuted_sql(&mut sql, viewer);
    if let Some(what) = wish.what {
        sql.push(" and b.what = ").bind(what);
    }
    sql.push(if wish.is_rec { " and b.rec" } else { "" });
    sql.push(if wish.with_notes { " and b.notes <> ''" } else { "" });
    if let Some(since) = wish.since {
        sql.push(" and b.at >= ").bind(since.as_millisecond());
    }
    if !wish.by.trim().is_empty() {
        let name = key(&wish.by);
        sql.push(" and (s.name_key = ").bind(name.clone()).push(" or p.name_key = ").bind(name).push(")");
    }
    if !wish.notes.trim().is_empty() {
        sql.push(" and lower(b.notes) like ").bind(pattern(&wish.notes)).push(" escape '!'");
    }
    for (names, condition) in [(&wish.tags, " and exists"), (&wish.without, " and not exists")] {
        for name in listed(names) {
            sql.push(condition).push(" (select 1 from bookmark_tags g where g.bookmark_id = b.id and g.name_key = ");
            sql.bind(key(&name)).push(")");
        }
    }
    sql.push(" order by b.at desc, b.id desc limit ").bind(MOST);
    sql.all(tx, |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?)))
}

/// A part of a text, for `like`.
fn pattern(text: &str) -> String {
    let text = text.trim().to_lowercase();
    // Notes are stored as HTML.
    let text = manuscript::escaped(&text);
    format!("%{}%", text.replace('!', "!!").replace('%', "!%").replace('_', "!_"))
}

/// The words on these bookmarks, the most frequent first.
fn words(tx: &Tx<'_>, ids: &[BookmarkId]) -> Result<Vec<(String, u64)>> {
    let Some(ids) = ids.get(..ids.len().min(COUNTED)).filter(|ids| !ids.is_empty()) else { return Ok(Vec::new()) };
    let mut sql = Sql::new("select min(name), count(*) from bookmark_tags where bookmark_id in ");
    sql.bind_list(ids.iter().copied()).push(" group by name_key order by count(*) desc, name_key limit ");
    sql.bind(FACETS as i64);
    sql.all(tx, |row| Ok((row.get(0)?, row.get::<i64>(1)? as u64)))
}
