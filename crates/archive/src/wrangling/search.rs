//! Looking for tags by the words of their names, by kind, standing and fandom (TGS-1).
//!
//! Found is what is there for this viewer: what lists show them on some work, and what is canonical.

use super::standing::{self, Stand, is_canonical};
use super::{TAGS, TagPage};
use crate::db::Sql;
use crate::tags::{Kind, key};
use crate::works::Audience;
use crate::{Result, TagId, Tx, Viewer};

/// So many words and fandoms are looked for; more are left out.
const WORDS: usize = 8;
const FANDOMS: usize = 8;

/// Signs that part words. A dot does not, nor does an apostrophe.
const PARTING: [char; 8] = ['/', '-', '&', '(', ')', '|', ':', ';'];

/// A condition on the words of a name, without the pattern: the same signs as in [`PARTING`].
const PARTED: &str =
    " and ' ' || replace(replace(replace(replace(replace(replace(replace(replace(t.name_key, '/', ' '),
    '-', ' '), '&', ' '), '(', ' '), ')', ' '), '|', ' '), ':', ' '), ';', ' ') || ' ' like ";

/// How the tags that are looked for stand.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Status {
    /// In whatever way.
    #[default]
    Any,
    /// Canonical.
    Canonical,
    /// Not canonical.
    NotCanonical,
    /// Another name for something.
    Synonym,
    /// Canonical, or another name for something.
    Wrangled,
    /// Neither.
    Unwrangled,
}

impl Status {
    /// Every one.
    pub const ALL: [Self; 6] =
        [Self::Any, Self::Canonical, Self::NotCanonical, Self::Synonym, Self::Wrangled, Self::Unwrangled];

    /// The word in an address.
    pub const fn word(self) -> &'static str {
        match self {
            Self::Any => "any",
            Self::Canonical => "canonical",
            Self::NotCanonical => "noncanonical",
            Self::Synonym => "synonymous",
            Self::Wrangled => "canonical_synonymous",
            Self::Unwrangled => "noncanonical_nonsynonymous",
        }
    }

    const fn sql(self) -> &'static str {
        match self {
            Self::Any => "",
            Self::Canonical => " and t.standing = 'canonical'",
            Self::NotCanonical => " and t.standing <> 'canonical'",
            Self::Synonym => " and t.standing = 'synonym'",
            Self::Wrangled => " and t.standing in ('canonical', 'synonym')",
            Self::Unwrangled => " and t.standing not in ('canonical', 'synonym')",
        }
    }
}

/// In which order.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Sort {
    /// By name.
    #[default]
    Name,
    /// The newest first.
    Created,
    /// The most used first.
    Uses,
}

impl Sort {
    /// Every one.
    pub const ALL: [Self; 3] = [Self::Name, Self::Created, Self::Uses];

    /// The word in an address.
    pub const fn word(self) -> &'static str {
        match self {
            Self::Name => "name",
            Self::Created => "created_at",
            Self::Uses => "uses",
        }
    }

    const fn sql(self) -> &'static str {
        match self {
            Self::Name => "t.name_key, t.id",
            Self::Created => "t.created_at desc, t.name_key",
            Self::Uses => "works desc, t.name_key",
        }
    }
}

/// What is looked for.
#[derive(Debug, Clone, Default)]
pub struct Wanted {
    /// Words of the name; all of them, whole.
    pub name: String,
    /// Of which kind.
    pub kind: Option<Kind>,
    /// How they stand.
    pub status: Status,
    /// Names of fandoms that they belong to, all of them; one that is not there counts for nothing.
    pub fandoms: Vec<String>,
    /// In which order; one of exactly the wanted name comes first.
    pub sort: Sort,
}

/// A tag that was found, and on how many works lists show it this viewer.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Found {
    /// The tag.
    pub stand: Stand,
    /// Works.
    pub works: u64,
}

/// A page of the tags that are wanted.
pub fn search(viewer: &Viewer, tx: &Tx<'_>, wanted: &Wanted, number: u64) -> Result<TagPage<Found>> {
    let Some(fandoms) = fandoms(tx, &wanted.fandoms)? else {
        return Ok(TagPage { items: Vec::new(), total: 0, number: 1 });
    };
    let reach = Audience::of(viewer).reach();
    let exact = key(&wanted.name);
    let mut count = Sql::new("select count(*) from tags t where ");
    condition(&mut count, wanted, &fandoms, reach);
    let total = count.value::<i64>(tx)?.unwrap_or(0) as u64;
    let mut sql = Sql::new(
        "select t.id, t.kind, t.name, t.standing, t.merger_id,
           (select count(*) from work_tags u where u.tag_id = t.id and u.audience <= ",
    );
    sql.bind(reach).push(") as works, case when t.name_key = ").bind(exact.as_str());
    sql.push(" then 0 else 1 end as other from tags t where ");
    condition(&mut sql, wanted, &fandoms, reach);
    sql.push(" order by other, ").push(wanted.sort.sql()).push(" limit ").bind(TAGS as i64);
    sql.push(" offset ").bind(number.max(1).saturating_sub(1).saturating_mul(TAGS).min(i64::MAX as u64) as i64);
    let items = sql.all(tx, |row| Ok(Found { stand: standing::read(row)?, works: row.get::<i64>(5)? as u64 }))?;
    Ok(TagPage { items, total, number: number.max(1) })
}

/// The fandoms of these names. Nothing where one of them is there and not canonical: nothing belongs to it.
pub(crate) fn fandoms(tx: &Tx<'_>, names: &[String]) -> Result<Option<Vec<TagId>>> {
    let mut found = Vec::new();
    for name in names.iter().take(FANDOMS) {
        match standing::known(tx, &key(name))? {
            None => {}
            Some(stand) if is_canonical(&stand, Kind::Fandom) => found.push(stand.tag.id),
            Some(_) => return Ok(None),
        }
    }
    Ok(Some(found))
}

/// What is looked at in every name comes first, and what asks the works last.
fn condition(sql: &mut Sql<'_>, wanted: &Wanted, fandoms: &[TagId], reach: i64) {
    sql.push("t.standing <> 'banned'");
    if let Some(kind) = wanted.kind {
        sql.push(" and t.kind = ").bind(kind);
    }
    sql.push(wanted.status.sql());
    for word in words(&wanted.name) {
        let word = literal(&word);
        sql.push(" and t.name_key like ").bind(format!("%{word}%")).push(" escape '\\'");
        sql.push(PARTED).bind(format!("% {word} %")).push(" escape '\\'");
    }
    for fandom in fandoms {
        sql.push(" and exists (select 1 from tag_parents p where p.tag_id = t.id and p.parent_id = ").bind(*fandom);
        sql.push(")");
    }
    sql.push(" and (t.standing = 'canonical'");
    sql.push(" or exists (select 1 from work_tags c where c.tag_id = t.id and c.audience <= ").bind(reach).push("))");
}

/// The words that are looked for.
pub(crate) fn words(name: &str) -> Vec<String> {
    let folded = key(&name.chars().take(300).collect::<String>());
    parts(&folded).take(WORDS).map(str::to_owned).collect()
}

/// The words of a normalised name.
pub(crate) fn parts(key: &str) -> impl Iterator<Item = &str> {
    key.split(|letter: char| letter.is_whitespace() || PARTING.contains(&letter)).filter(|word| !word.is_empty())
}

/// A word in which nothing means anything to `like`.
pub(super) fn literal(word: &str) -> String {
    word.replace('\\', "\\\\").replace('%', "\\%").replace('_', "\\_")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_database_parts_words_at_the_same_signs() {
        assert!(PARTING.iter().all(|sign| PARTED.contains(&format!("'{sign}', ' '"))));
        assert_eq!(PARTED.matches("replace(").count(), PARTING.len());
    }

    #[test]
    fn a_slash_parts_words_and_a_dot_does_not() {
        assert_eq!(words("Holmes/Watson - Fluff"), ["holmes", "watson", "fluff"]);
        assert_eq!(words("first.fandom  DON'T"), ["first.fandom", "don't"]);
        assert_eq!(literal("50%_\\"), "50\\%\\_\\\\");
    }
}
