//! Searches that are saved by name, the ones that lists begin with, and the secrets of their feeds.

use crate::db::{Row, args};
use crate::search::query::{LONGEST, Query};
use crate::tags::{self, Tag, key};
use crate::{Error, PersonId, Result, Secret, Slip, TagId, Tx, Viewer};

/// The number of a saved search.
pub type Id = i64;

/// So many searches a reader can save.
const MOST: u64 = 200;

/// Letters of a name.
const LONGEST_NAME: usize = 60;

/// A search as its form says it.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Wish {
    /// What it is called.
    pub name: String,
    /// What is looked for, in the language of search.
    pub query: String,
}

/// Which lists begin with a search.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Scope {
    /// All that no other search is for.
    Archive,
    /// Those of a tag.
    Tag(Tag),
}

/// A search of the viewer's.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SavedSearch {
    /// Its number.
    pub id: Id,
    /// What it is called.
    pub name: String,
    /// What is looked for.
    pub query: String,
    /// Whether it has a feed.
    pub has_feed: bool,
    /// The lists that begin with it.
    pub usual_for: Vec<Scope>,
}

/// Saves a search; one of the same name is changed.
pub fn save(viewer: &Viewer, tx: &Tx<'_>, wish: &Wish) -> Result<Id> {
    let person = viewer.person().ok_or(Error::LogIn)?;
    let (name, query) = (wish.name.split_whitespace().collect::<Vec<_>>().join(" "), wish.query.trim());
    let length = name.chars().count();
    if length == 0 {
        return Err(Error::invalid("name", Slip::Missing));
    }
    if length > LONGEST_NAME {
        return Err(Error::invalid("name", Slip::TooLong { most: LONGEST_NAME as u64, is: length as u64 }));
    }
    let letters = query.chars().count();
    if letters > LONGEST {
        return Err(Error::invalid("query", Slip::TooLong { most: LONGEST as u64, is: letters as u64 }));
    }
    if Query::read(query) == Query::default() {
        return Err(Error::invalid("query", Slip::Missing));
    }
    let name_key = key(&name);
    let known: Option<Id> =
        tx.value("select id from saved_searches where person_id = $1 and name_key = $2", args![person, &name_key])?;
    if let Some(id) = known {
        tx.run("update saved_searches set name = $2, query = $3 where id = $1", args![id, &name, query])?;
        return Ok(id);
    }
    let is = tx.count("select count(*) from saved_searches where person_id = $1", args![person])? + 1;
    if is > MOST {
        return Err(Error::invalid("name", Slip::TooMany { most: MOST, is }));
    }
    let id = tx.fresh_id();
    tx.run(
        "insert into saved_searches (id, person_id, name, name_key, query, at) values ($1, $2, $3, $4, $5, $6)",
        args![id, person, &name, &name_key, query, tx.now()],
    )?;
    Ok(id)
}

/// Forgets a search of the viewer's, and its feed.
pub fn forget(viewer: &Viewer, tx: &Tx<'_>, search: Id) -> Result<()> {
    let gone = tx.run("delete from saved_searches where id = $1 and person_id = $2", args![search, viewer.person()])?;
    found(gone)
}

/// The viewer's searches, by name.
pub fn all(viewer: &Viewer, tx: &Tx<'_>) -> Result<Vec<SavedSearch>> {
    let mut searches = tx.all(
        "select id, name, query, feed_digest is not null from saved_searches where person_id = $1 order by name_key",
        args![viewer.person()],
        read,
    )?;
    let usual = tx.all(
        "select search_id, scope from usual_searches where person_id = $1 order by search_id, scope",
        args![viewer.person()],
        |row| Ok((row.get::<Id>(0)?, row.get::<i64>(1)?)),
    )?;
    let tags: Vec<TagId> = usual.iter().map(|(_, scope)| TagId::new(*scope)).collect();
    let tags = tags::of_ids(tx, &tags)?;
    for (search, scope) in usual {
        let scope =
            if scope == 0 { Some(Scope::Archive) } else { tags.get(&TagId::new(scope)).cloned().map(Scope::Tag) };
        if let Some(known) = searches.iter_mut().find(|known| known.id == search) {
            known.usual_for.extend(scope);
        }
    }
    Ok(searches)
}

/// Has the lists of a tag, or all that no other search is for, begin with a search of the viewer's; with none for `None`.
pub fn make_usual(viewer: &Viewer, tx: &Tx<'_>, search: Option<Id>, tag: Option<&str>) -> Result<()> {
    let person = viewer.person().ok_or(Error::LogIn)?;
    let scope = match tag {
        None => 0,
        Some(name) => match tags::to_find(viewer, tx, name)? {
            Some((tag, _)) => tag.id.number(),
            None => return Err(Error::invalid("tag", Slip::NoSuchTag { name: name.chars().take(60).collect() })),
        },
    };
    tx.run("delete from usual_searches where person_id = $1 and scope = $2", args![person, scope])?;
    let Some(search) = search else { return Ok(()) };
    found(tx.run(
        "insert into usual_searches (person_id, scope, search_id)
         select person_id, $3, id from saved_searches where id = $1 and person_id = $2",
        args![search, person, scope],
    )?)
}

/// The search that a list of the viewer's begins with: its tag's own, or the one for all others.
pub fn usual(viewer: &Viewer, tx: &Tx<'_>, tag: Option<TagId>) -> Result<Option<SavedSearch>> {
    let Some(person) = viewer.person() else { return Ok(None) };
    tx.first(
        "select s.id, s.name, s.query, s.feed_digest is not null from usual_searches u
         join saved_searches s on s.id = u.search_id
         where u.person_id = $1 and u.scope in (0, $2) order by u.scope = 0 limit 1",
        args![person, tag.map_or(0, TagId::number)],
        read,
    )
}

/// Gives a search of the viewer's a feed: whoever holds the secret reads it with the viewer's eyes. One that it had ends.
pub fn take_feed(viewer: &Viewer, tx: &Tx<'_>, search: Id, secret: &Secret) -> Result<()> {
    let text = "update saved_searches set feed_digest = $3 where id = $1 and person_id = $2";
    found(tx.run(text, args![search, viewer.person(), secret.digest()])?)
}

/// Ends the feed of a search of the viewer's.
pub fn stop_feed(viewer: &Viewer, tx: &Tx<'_>, search: Id) -> Result<()> {
    let text = "update saved_searches set feed_digest = null where id = $1 and person_id = $2";
    found(tx.run(text, args![search, viewer.person()])?)
}

/// The search whose feed has this secret, and whose it is.
pub fn by_feed(tx: &Tx<'_>, secret: &Secret) -> Result<(PersonId, SavedSearch)> {
    let found = tx.first(
        "select id, name, query, feed_digest is not null, person_id from saved_searches where feed_digest = $1",
        args![secret.digest()],
        |row| Ok((row.get(4)?, read(row)?)),
    )?;
    found.ok_or(Error::NotFound)
}

fn read(row: &Row<'_>) -> Result<SavedSearch> {
    let (id, name, query, has_feed) = (row.get(0)?, row.get(1)?, row.get(2)?, row.get(3)?);
    Ok(SavedSearch { id, name, query, has_feed, usual_for: Vec::new() })
}

fn found(rows: u64) -> Result<()> {
    if rows == 0 { Err(Error::NotFound) } else { Ok(()) }
}
