//! Works that are elsewhere, each as the one who bookmarked it describes it (BM-2).
//!
//! A description belongs to its bookmark: nobody changes another's, and what stands only in somebody's private bookmark is
//! offered to nobody. Who bookmarks an address that others have bookmarked openly is offered their words.

use std::collections::HashMap;

use manuscript::Prose;

use super::visibility::listed_sql;
use crate::db::{Row, Sql, args};
use crate::imports::url_key;
use crate::tags::{Kind, check};
use crate::{BookmarkId, FieldError, Result, Slip, Tx, Viewer};

/// Letters of its title.
const TITLE: u64 = 255;
/// Letters of its author's name.
const AUTHOR: u64 = 500;
/// Characters of its summary, of the clean HTML as it is stored.
const SUMMARY: u64 = 1_250;
/// Letters of its address.
const ADDRESS: u64 = 2_000;
/// Tags of all kinds together.
const TAGS: u64 = 75;

/// A work elsewhere.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Elsewhere {
    /// Where it is: `https://…`.
    pub address: String,
    /// Its title, plain text.
    pub title: String,
    /// Who made it, plain text.
    pub author: String,
    /// What it is about.
    pub summary: Prose,
    /// BCP 47 language tag; empty where nobody says.
    pub language: String,
    /// Its rating, by its name; empty where nobody says.
    pub rating: String,
    /// Fandoms, categories, relationships, characters, in this order.
    pub tags: Vec<(Kind, String)>,
}

impl Elsewhere {
    /// The names of one kind.
    pub fn tags_of(&self, kind: Kind) -> impl Iterator<Item = &str> {
        self.tags.iter().filter(move |(of, _)| *of == kind).map(|(_, name)| name.as_str())
    }

    /// In good form, or all that is wrong with it.
    pub(super) fn checked(&self) -> Result<Self, Vec<FieldError>> {
        let mut wrong = Vec::new();
        let address = self.address.trim();
        if address.is_empty() {
            wrong.push(FieldError::new("address", Slip::Missing));
        } else if !is_address(address) {
            wrong.push(FieldError::new("address", Slip::NotAnUrl));
        }
        let needed = [("title", self.title.trim()), ("author", self.author.trim())];
        let missing = needed.into_iter().filter(|(_, text)| text.is_empty());
        wrong.extend(missing.map(|(field, _)| FieldError::new(field, Slip::Missing)));
        let lengths = [
            ("address", ADDRESS, address),
            ("title", TITLE, self.title.trim()),
            ("author", AUTHOR, self.author.trim()),
            ("summary", SUMMARY, self.summary.html()),
        ];
        for (field, most, text) in lengths {
            let is = text.chars().count() as u64;
            if is > most {
                wrong.push(FieldError::new(field, Slip::TooLong { most, is }));
            }
        }
        if self.summary.html().contains("<img") {
            wrong.push(FieldError::new("summary", Slip::NoPictures));
        }
        let tags = self.checked_tags(&mut wrong);
        if !wrong.is_empty() {
            return Err(wrong);
        }
        let (title, author) = (self.title.trim().to_owned(), self.author.trim().to_owned());
        Ok(Self { address: address.to_owned(), title, author, tags, ..self.clone() })
    }

    fn checked_tags(&self, wrong: &mut Vec<FieldError>) -> Vec<(Kind, String)> {
        if self.tags_of(Kind::Fandom).next().is_none() {
            wrong.push(FieldError::new("fandoms", Slip::Missing));
        }
        if self.tags.len() as u64 > TAGS {
            wrong.push(FieldError::new("fandoms", Slip::TooMany { most: TAGS, is: self.tags.len() as u64 }));
        }
        let mut tags = Vec::with_capacity(self.tags.len());
        for (kind, name) in &self.tags {
            match check(name) {
                Ok(name) => tags.push((*kind, name)),
                Err(slip) => wrong.push(FieldError::new(field(*kind), slip)),
            }
        }
        tags
    }
}

const fn field(kind: Kind) -> &'static str {
    match kind {
        Kind::Relationship => "relationships",
        Kind::Character => "characters",
        Kind::Category => "categories",
        _ => "fandoms",
    }
}

/// Whether this is the address of something on the web, in whatever script.
pub(crate) fn is_address(address: &str) -> bool {
    let scheme = address.split_once("://").map(|(scheme, rest)| (scheme.to_ascii_lowercase(), rest));
    let Some((scheme, rest)) = scheme else { return false };
    let authority = rest.split(['/', '?', '#']).next().unwrap_or_default();
    let host = authority.split(':').next().unwrap_or_default();
    let is_odd =
        |letter: char| letter.is_whitespace() || letter.is_control() || matches!(letter, '<' | '>' | '"' | '\\');
    let has_host = host.contains('.') && !host.starts_with('.') && !authority.contains('@');
    matches!(scheme.as_str(), "http" | "https") && has_host && !address.contains(is_odd)
}

/// Stores the description that belongs to a bookmark, in the place of what stood there. It has been checked.
pub(super) fn store(tx: &Tx<'_>, bookmark: BookmarkId, work: &Elsewhere) -> Result<()> {
    let (key, html, source) = (url_key(&work.address), work.summary.html(), work.summary.source());
    tx.run("delete from elsewhere where bookmark_id = $1", args![bookmark])?;
    tx.run(
        "insert into elsewhere (bookmark_id, address, address_key, title, author, summary, summary_source, cleaner,
           language, rating) values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)",
        args![
            bookmark,
            &work.address,
            &key,
            &work.title,
            &work.author,
            html,
            (source != html).then_some(source),
            i64::from(work.summary.cleaner()),
            &work.language,
            &work.rating,
        ],
    )?;
    for (position, (kind, name)) in work.tags.iter().enumerate() {
        tx.run(
            "insert into elsewhere_tags (bookmark_id, position, kind, name) values ($1, $2, $3, $4)",
            args![bookmark, position as i64, *kind, name],
        )?;
    }
    Ok(())
}

/// The descriptions that belong to bookmarks which have passed the gate.
pub(super) fn of_bookmarks(tx: &Tx<'_>, ids: &[BookmarkId]) -> Result<HashMap<BookmarkId, Elsewhere>> {
    if ids.is_empty() {
        return Ok(HashMap::new());
    }
    let mut sql = Sql::new(
        "select bookmark_id, address, title, author, summary, summary_source, cleaner, language, rating from elsewhere
         where bookmark_id in ",
    );
    sql.bind_list(ids.iter().copied());
    let mut all: HashMap<BookmarkId, Elsewhere> = sql.all(tx, read)?.into_iter().collect();
    let mut sql = Sql::new("select bookmark_id, kind, name from elsewhere_tags where bookmark_id in ");
    sql.bind_list(ids.iter().copied()).push(" order by bookmark_id, position");
    let tags: Vec<(BookmarkId, Kind, String)> = sql.all(tx, |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?)))?;
    for (bookmark, kind, name) in tags {
        if let Some(work) = all.get_mut(&bookmark) {
            work.tags.push((kind, name));
        }
    }
    Ok(all)
}

fn read(row: &Row<'_>) -> Result<(BookmarkId, Elsewhere)> {
    let work = Elsewhere {
        address: row.get(1)?,
        title: row.get(2)?,
        author: row.get(3)?,
        summary: Prose::stored(row.get(4)?, row.get(5)?, row.get::<i64>(6)? as u32),
        language: row.get(7)?,
        rating: row.get(8)?,
        tags: Vec::new(),
    };
    Ok((row.get(0)?, work))
}

/// What somebody said openly of the work at this address, the last who did.
pub fn known_at(viewer: &Viewer, tx: &Tx<'_>, address: &str) -> Result<Option<Elsewhere>> {
    let key = url_key(address);
    let mut sql =
        Sql::new("select b.id from bookmarks b join elsewhere e on e.bookmark_id = b.id where e.address_key = ");
    sql.bind(&key).push(" and ");
    listed_sql(&mut sql, viewer);
    sql.push(" order by b.at desc, b.id desc limit 1");
    let Some(id) = sql.first(tx, |row| row.get::<BookmarkId>(0))? else { return Ok(None) };
    Ok(of_bookmarks(tx, &[id])?.remove(&id))
}

/// The bookmark that a person has of an address already.
pub(super) fn own_at(tx: &Tx<'_>, person: crate::PersonId, address: &str) -> Result<Option<BookmarkId>> {
    let key = url_key(address);
    tx.value(
        "select b.id from bookmarks b join elsewhere e on e.bookmark_id = b.id
         where b.person_id = $1 and e.address_key = $2",
        args![person, &key],
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_elsewhere_is_of_the_web_and_may_be_of_any_script() {
        for good in
            ["https://example.org/s/7", "HTTP://example.org", "https://例え.jp/物語?sid=1#two", "http://e.org:8080/x"]
        {
            assert!(is_address(good), "{good}");
        }
        for bad in [
            "javascript:alert(1)",
            "ftp://e.org/x",
            "https://",
            "example.org/s",
            "https://a b.org",
            "https://x",
            "https://me@e.org/",
            "data:text/html,x",
            "https://e.org/<script>",
            "//e.org/x",
        ] {
            assert!(!is_address(bad), "{bad}");
        }
    }
}
