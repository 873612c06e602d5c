//! Lists of collections: all of them with filters, somebody's, those whose names begin so (COLS-1, AUTO-5).

use jiff::Timestamp;
use manuscript::Prose;
use serde::Serialize;

use super::read::tags_of;
use super::row::Role;
use super::visibility::{sight_of_sql, sight_sql};
use crate::clock::from_millis;
use crate::db::{Sql, args};
use crate::pictures::Kind;
use crate::tags::{key, listed, of_meaning};
use crate::works::{self, PAGE, Page};
use crate::{CollectionId, PersonId, Result, Tx, Viewer, bookmarks};

/// Names that are offered while somebody types.
const OFFERED: i64 = 15;

/// What a list shows of a collection.
#[expect(clippy::struct_excessive_bools, reason = "independent facts, each with its own mark")]
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Card {
    /// The name in its address.
    pub name: String,
    /// What it is called, plain text.
    pub title: String,
    /// What it is, in few words.
    pub description: Prose,
    /// Its own tags.
    pub tags: Vec<String>,
    /// Whether nothing new comes in.
    pub is_closed: bool,
    /// Whether what is put in waits.
    pub is_moderated: bool,
    /// Whether what comes in is a mystery for now.
    pub is_unrevealed: bool,
    /// Whether what comes in is shown without names.
    pub is_anonymous: bool,
    /// Whether a moderator of the archive has hidden it.
    pub is_hidden: bool,
    /// When it was made.
    pub made: Timestamp,
    /// Works that lists show this viewer in it.
    pub works: u64,
    /// Bookmarks that lists show this viewer in it.
    pub bookmarks: u64,
}

/// In which order.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Sort {
    /// The newest first.
    #[default]
    Made,
    /// By title.
    Title,
    /// Those with most works first.
    Works,
    /// Those with most bookmarks first.
    Bookmarks,
}

impl Sort {
    /// Every one, with its word in addresses.
    pub const ALL: &'static [(Self, &'static str)] =
        &[(Self::Made, "made"), (Self::Title, "title"), (Self::Works, "works"), (Self::Bookmarks, "bookmarks")];

    /// The order of a word.
    pub fn of_word(word: &str) -> Option<Self> {
        Self::ALL.iter().find(|(_, known)| *known == word).map(|(sort, _)| *sort)
    }
}

/// What is looked for.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Wish {
    /// Words of the title or name.
    pub words: String,
    /// Tags, with commas between: all of them.
    pub tags: String,
    /// Whether closed.
    pub closed: Option<bool>,
    /// Whether moderated.
    pub moderated: Option<bool>,
    /// Whether what comes in is a mystery.
    pub unrevealed: Option<bool>,
    /// Whether what comes in is nameless.
    pub anonymous: Option<bool>,
    /// In which order.
    pub sort: Sort,
}

/// A page of the collections that fit.
pub fn index(viewer: &Viewer, tx: &Tx<'_>, wish: &Wish, number: u64) -> Result<Page<Card>> {
    let tags = listed(&wish.tags).into_iter().map(|name| of_meaning(viewer, tx, &name)).collect::<Result<Vec<_>>>()?;
    page(viewer, tx, (wish.sort, number), |sql| narrow(sql, wish, &tags))
}

fn narrow(sql: &mut Sql<'_>, wish: &Wish, tags: &[Vec<String>]) {
    for word in wish.words.split_whitespace().map(key).filter(|word| !word.is_empty()) {
        let pattern = format!("%{}%", escaped(&word));
        sql.push(" and (c.title_key like ").bind(pattern.clone()).push(" escape '\\' or c.name_key like ");
        sql.bind(pattern).push(" escape '\\')");
    }
    for names in tags {
        sql.push(" and exists (select 1 from collection_tags t where t.collection_id = c.id and t.name_key in ");
        sql.bind_list(names.clone()).push(")");
    }
    let flags = [
        ("c.closed", wish.closed),
        ("c.moderated", wish.moderated),
        ("c.unrevealed", wish.unrevealed),
        ("c.anonymous", wish.anonymous),
    ];
    for (column, wanted) in flags {
        if let Some(wanted) = wanted {
            sql.push(if wanted { " and " } else { " and not " }).push(column);
        }
    }
}

/// Text in which no letter means more than itself to `like`.
fn escaped(text: &str) -> String {
    text.replace('\\', "\\\\").replace('%', "\\%").replace('_', "\\_")
}

/// The name of a collection that the viewer sees, drawn by a number; nothing where there is none.
pub fn any(viewer: &Viewer, tx: &Tx<'_>, drawn: u64) -> Result<Option<String>> {
    let shown = |what| {
        let mut sql = Sql::new(what);
        sql.push(" from collections c where ");
        sight_sql(&mut sql, viewer);
        sql
    };
    let total = shown("select count(*)").value::<i64>(tx)?.unwrap_or(0) as u64;
    let Some(place) = drawn.checked_rem(total) else { return Ok(None) };
    let mut sql = shown("select c.name");
    sql.push(" order by c.id limit 1 offset ").bind(place as i64).value(tx)
}

/// The collections that somebody keeps in order, by title (COLS-1).
pub fn of_person(viewer: &Viewer, tx: &Tx<'_>, person: PersonId, number: u64) -> Result<Page<Card>> {
    page(viewer, tx, (Sort::Title, number), |sql| {
        sql.push(
            " and exists (select 1 from collection_people o where o.collection_id = c.id
             and o.role in ('owner', 'moderator') and o.person_id = ",
        );
        sql.bind(person).push(")");
    })
}

fn page(
    viewer: &Viewer,
    tx: &Tx<'_>,
    (sort, number): (Sort, u64),
    narrowed: impl Fn(&mut Sql<'static>),
) -> Result<Page<Card>> {
    let shown = |what| {
        let mut sql = Sql::new(what);
        sql.push(" from collections c where ");
        sight_sql(&mut sql, viewer);
        narrowed(&mut sql);
        sql
    };
    let total = shown("select count(*)").value::<i64>(tx)?.unwrap_or(0) as u64;
    let mut sql = shown("select c.id");
    sql.push(" order by ");
    match sort {
        Sort::Made => drop(sql.push("c.made_at desc, c.id desc")),
        Sort::Title => drop(sql.push("c.title_key, c.id")),
        Sort::Works | Sort::Bookmarks => {
            counted_sql(&mut sql, viewer, sort == Sort::Works);
            sql.push(" desc, c.title_key, c.id");
        }
    }
    sql.push(" limit ").bind(PAGE as i64).push(" offset ");
    sql.bind((number.max(1) - 1).saturating_mul(PAGE).min(i64::MAX as u64) as i64);
    let ids: Vec<CollectionId> = sql.all(tx, |row| row.get(0))?;
    Ok(Page { items: cards(viewer, tx, &ids)?, total, number: number.max(1) })
}

/// How many works, in its parts too, or bookmarks lists show this viewer in a row `c`, as the collection's own page counts
/// them (COL-2).
fn counted_sql(sql: &mut Sql<'_>, viewer: &Viewer, of_works: bool) {
    if of_works {
        sql.push(
            "(select count(distinct i.work_id) from (select c.id union all
             select p.id from collections p where p.parent_id = c.id and p.parent_agreed and ",
        );
        sight_of_sql(sql, viewer, "p");
        sql.push(") h join collection_items i on i.collection_id = h.id");
    } else {
        sql.push("(select count(*) from collection_items i");
    }
    sql.push(" where i.creator_side = 'yes' and i.keeper_side = 'yes' and ");
    if of_works {
        works::listed_there_sql(sql, viewer, "i.work_id");
    } else {
        sql.push("i.collection_id = c.id and ");
        bookmarks::listed_there_sql(sql, viewer, "i.bookmark_id");
    }
    sql.push(")");
}

/// The cards of those of these collections that the viewer sees, in the order asked for.
pub(super) fn cards(viewer: &Viewer, tx: &Tx<'_>, ids: &[CollectionId]) -> Result<Vec<Card>> {
    let mut tags = tags_of(tx, ids)?;
    let mut sql = Sql::new(
        "select c.id, c.name, c.title, c.description, c.description_source, c.cleaner, c.closed, c.moderated,
         c.unrevealed, c.anonymous, c.hidden, c.made_at, ",
    );
    counted_sql(&mut sql, viewer, true);
    sql.push(", ");
    counted_sql(&mut sql, viewer, false);
    sql.push(" from collections c where ");
    sight_sql(&mut sql, viewer);
    sql.push(" and c.id in ").bind_list(ids.iter().copied());
    let mut found: Vec<(CollectionId, Card)> = sql.all(tx, |row| {
        let card = Card {
            name: row.get(1)?,
            title: row.get(2)?,
            description: Prose::stored(row.get(3)?, row.get(4)?, row.get::<i64>(5)? as u32),
            tags: Vec::new(),
            is_closed: row.get(6)?,
            is_moderated: row.get(7)?,
            is_unrevealed: row.get(8)?,
            is_anonymous: row.get(9)?,
            is_hidden: row.get(10)?,
            made: from_millis(row.get(11)?),
            works: row.get::<i64>(12)? as u64,
            bookmarks: row.get::<i64>(13)? as u64,
        };
        Ok((row.get(0)?, card))
    })?;
    found.sort_by_key(|(id, _)| ids.iter().position(|wanted| wanted == id));
    for (id, card) in &mut found {
        card.tags = tags.remove(id).unwrap_or_default();
    }
    Ok(found.into_iter().map(|(_, card)| card).collect())
}

/// The names and titles of open collections that begin so, or have these words in their title (AUTO-5).
pub fn suggest(viewer: &Viewer, tx: &Tx<'_>, term: &str) -> Result<Vec<(String, String)>> {
    let term = escaped(&key(term));
    if term.is_empty() {
        return Ok(Vec::new());
    }
    let mut sql = Sql::new("select c.name, c.title from collections c where not c.closed and ");
    sight_sql(&mut sql, viewer);
    sql.push(" and (c.name_key like ").bind(format!("{term}%")).push(" escape '\\' or c.title_key like ");
    sql.bind(format!("%{term}%")).push(" escape '\\') order by c.title_key, c.id limit ").bind(OFFERED);
    sql.all(tx, |row| Ok((row.get(0)?, row.get(1)?)))
}

/// A collection as somebody who is in it takes it along.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Kept {
    /// The name in its address.
    pub name: String,
    /// What it is called.
    pub title: String,
    /// As what they are in it.
    pub role: &'static str,
    /// Under which name.
    pub pseud: String,
    /// Since when.
    pub at: Timestamp,
    /// How the picture at its head is written, if one was uploaded and they own the collection.
    pub picture: Option<Kind>,
    /// What that shows, in words.
    pub picture_alt: String,
}

/// Everything the viewer has to do with collections as a person, the oldest first.
pub fn all_of(viewer: &Viewer, tx: &Tx<'_>) -> Result<Vec<Kept>> {
    tx.all(
        "select c.name, c.title, k.role, s.name, k.at, p.kind, c.header_alt from collection_people k
         join collections c on c.id = k.collection_id join pseuds s on s.id = k.pseud_id
         left join pictures p on p.collection_id = c.id and k.role = 'owner'
         where k.person_id = $1 order by k.at, c.id",
        args![viewer.person()],
        |row| {
            let role: Role = row.get(2)?;
            let (name, title, pseud, at) = (row.get(0)?, row.get(1)?, row.get(3)?, from_millis(row.get(4)?));
            let picture = row.get::<Option<String>>(5)?.map(|word| Kind::of_word(&word)).transpose()?;
            let picture_alt = if picture.is_some() { row.get(6)? } else { String::new() };
            Ok(Kept { name, title, role: role.word(), pseud, at, picture, picture_alt })
        },
    )
}
