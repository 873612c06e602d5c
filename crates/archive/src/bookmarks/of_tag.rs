//! What is bookmarked with a tag: on the work itself, or as a word of whoever bookmarked it. Each thing once, with the number
//! of its bookmarks and the newest of them (BKS-5).

use super::read::{SeenBookmark, of_ids};
use super::row::What;
use super::visibility::{listed_sql, unmuted_sql};
use crate::db::Sql;
use crate::tags::{self, Tag, key};
use crate::works::{Audience, PAGE, Page};
use crate::wrangling::widened;
use crate::{BookmarkId, Error, Result, TagId, Tx, Viewer};

/// So many names of what is meant are looked for among the words of bookmarkers.
const MOST_WORDS: i64 = 1_000;

/// Bookmarks that are shown of one thing.
const NEWEST: i64 = 5;

/// A thing that is bookmarked.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Item {
    /// How many bookmarks of it there are that fit.
    pub count: u64,
    /// The newest of them; there is one at least.
    pub newest: Vec<SeenBookmark>,
}

/// What is bookmarked with a tag.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Items {
    /// The tag's name, or the word as it was asked for.
    pub name: String,
    /// Whether there is such a tag on works that lists show this viewer.
    pub is_tag: bool,
    /// A page of things, those bookmarked last first.
    pub items: Page<Item>,
}

/// What is meant: tags of works, where the viewer may know of them, and words of bookmarkers.
struct Meant {
    tags: Vec<TagId>,
    words: Vec<String>,
}

/// A tag with what means it and what is a part of it (BKS-7), and the names of all these as words of bookmarkers.
fn meant(tx: &Tx<'_>, tag: Option<TagId>, name: &str) -> Result<Meant> {
    let tags = tag.map_or_else(|| Ok(Vec::new()), |tag| widened(tx, tag))?;
    let mut sql = Sql::new("select name_key from tags where standing <> 'banned' and id in ");
    sql.bind_list(tags.iter().copied()).push(" order by id limit ").bind(MOST_WORDS);
    let mut words: Vec<String> = sql.all(tx, |row| row.get(0))?;
    words.push(key(name));
    Ok(Meant { tags, words })
}

/// A page of what is bookmarked with a tag or word, as lists show it to this viewer.
pub fn of_tag(viewer: &Viewer, tx: &Tx<'_>, name: &str, number: u64) -> Result<Items> {
    let known = tags::to_find(viewer, tx, name)?;
    let tag = known.map(|(tag, means)| means.unwrap_or(tag));
    let meant = meant(tx, tag.as_ref().map(|tag| tag.id), name)?;
    let total = total(viewer, tx, &meant)?;
    // A word that nobody uses openly and a tag that is not to be known of are one answer.
    if tag.is_none() && total == 0 {
        return Err(Error::NotFound);
    }
    let items = things(viewer, tx, &meant, number)?;
    let items = items.into_iter().map(|(what, subject, count)| item(viewer, tx, &meant, (what, subject, count)));
    let items = Page { items: items.collect::<Result<_>>()?, total, number: number.max(1) };
    Ok(Items { is_tag: tag.is_some(), name: tag.map_or_else(|| name.to_owned(), |Tag { name, .. }| name), items })
}

fn total(viewer: &Viewer, tx: &Tx<'_>, meant: &Meant) -> Result<u64> {
    let mut sql = Sql::new("select count(*) from (select distinct b.what, b.subject from bookmarks b where ");
    meant.fits(&mut sql, viewer);
    sql.push(") things");
    Ok(sql.value::<i64>(tx)?.unwrap_or(0) as u64)
}

fn things(viewer: &Viewer, tx: &Tx<'_>, meant: &Meant, number: u64) -> Result<Vec<(What, i64, u64)>> {
    let mut sql = Sql::new("select b.what, b.subject, count(*) from bookmarks b where ");
    meant.fits(&mut sql, viewer);
    sql.push(" group by b.what, b.subject order by max(b.at) desc, b.subject desc limit ").bind(PAGE as i64);
    sql.push(" offset ").bind((number.max(1) - 1).saturating_mul(PAGE).min(i64::MAX as u64) as i64);
    sql.all(tx, |row| Ok((row.get(0)?, row.get(1)?, row.get::<i64>(2)? as u64)))
}

fn item(viewer: &Viewer, tx: &Tx<'_>, meant: &Meant, (what, subject, count): (What, i64, u64)) -> Result<Item> {
    let mut sql = Sql::new("select b.id from bookmarks b where b.what = ");
    sql.bind(what).push(" and b.subject = ").bind(subject).push(" and ");
    meant.fits(&mut sql, viewer);
    sql.push(" order by b.at desc, b.id desc limit ").bind(NEWEST);
    let ids: Vec<BookmarkId> = sql.all(tx, |row| row.get(0))?;
    Ok(Item { count, newest: of_ids(viewer, tx, &ids)? })
}

impl Meant {
    /// A condition on a row `b`: lists show it, and it has the tag in one way or the other.
    fn fits<'v>(&'v self, sql: &mut Sql<'v>, viewer: &Viewer) {
        listed_sql(sql, viewer);
        unmuted_sql(sql, viewer);
        sql.push(" and (exists (select 1 from bookmark_tags g where g.bookmark_id = b.id and g.name_key in ");
        sql.bind_list(self.words.iter().map(String::as_str)).push(")");
        if !self.tags.is_empty() {
            sql.push(" or b.what = 'work' and exists (select 1 from work_tags t where t.work_id = b.subject and t.audience <= ");
            sql.bind(Audience::of(viewer).reach());
            sql.push(" and t.tag_id in ").bind_list(self.tags.iter().copied()).push(")");
        }
        sql.push(")");
    }
}
