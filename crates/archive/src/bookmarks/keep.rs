//! Everything somebody has bookmarked, for them to take away: with what they may see of it now and no more.

use jiff::Timestamp;
use manuscript::Prose;
use serde::Serialize;

use super::read::{SeenBookmark, Target, of_ids};
use crate::db::args;
use crate::{BookmarkId, Result, Tx, Viewer};

/// A bookmark as its owner takes it away.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Kept {
    /// `work`, `series` or `elsewhere`.
    pub of: &'static str,
    /// The number of the work or series.
    pub number: Option<i64>,
    /// Where it is, if elsewhere.
    pub address: Option<String>,
    /// Its title, as far as its owner may know it now.
    pub title: Option<String>,
    /// The name that it stands under.
    pub pseud: String,
    /// What they noted.
    pub notes: Prose,
    /// Their own words for it.
    pub tags: Vec<String>,
    /// Whether nobody else sees it.
    pub private: bool,
    /// Whether they recommend it.
    pub recommended: bool,
    /// When it was made.
    pub at: Timestamp,
}

/// So many are read at once.
const AT_ONCE: usize = 500;

/// All bookmarks of the viewer's, the oldest first.
pub fn all_of(viewer: &Viewer, tx: &Tx<'_>) -> Result<Vec<Kept>> {
    let ids: Vec<BookmarkId> =
        tx.all("select id from bookmarks where person_id = $1 order by at, id", args![viewer.person()], |row| {
            row.get(0)
        })?;
    let mut all = Vec::with_capacity(ids.len());
    for ids in ids.chunks(AT_ONCE) {
        all.extend(of_ids(viewer, tx, ids)?.into_iter().map(kept));
    }
    Ok(all)
}

fn kept(bookmark: SeenBookmark) -> Kept {
    let (number, address, title) = match bookmark.target {
        Target::Work(card) => (Some(card.id.number()), None, Some(card.title)),
        Target::Series(series) => (Some(series.id.number()), None, Some(series.title)),
        Target::Elsewhere(work) => (None, Some(work.address), Some(work.title)),
        Target::Grave(stone) => (None, None, stone.title),
        Target::Mystery | Target::Gone => (None, None, None),
    };
    Kept {
        of: bookmark.what.word(),
        number,
        address,
        title,
        pseud: bookmark.pseud,
        notes: bookmark.notes,
        tags: bookmark.tags,
        private: bookmark.is_private,
        recommended: bookmark.is_rec,
        at: bookmark.at,
    }
}
