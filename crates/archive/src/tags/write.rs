//! Making tags.

use std::collections::HashMap;

use manuscript::{Category, Rating, Warning};

use super::{Kind, Tag, key};
use crate::db::{Sql, args};
use crate::feed::{self, Change};
use crate::{Result, TagId, Tx};

/// Makes the fixed tags that are not there yet (TAG-5).
pub(crate) fn seed(tx: &Tx<'_>) -> Result<()> {
    let ratings = Rating::ALL.iter().map(|label| (Kind::Rating, label.name()));
    let warnings = Warning::ALL.iter().map(|label| (Kind::Warning, label.name()));
    let categories = Category::ALL.iter().map(|label| (Kind::Category, label.name()));
    let fixed = ratings.chain(warnings).chain(categories).chain([(Kind::Fandom, "No Fandom")]);
    find_or_make(tx, &fixed.map(|(kind, name)| (kind, name.to_owned())).collect::<Vec<_>>()).map(drop)
}

/// The tags of these tidy names, in their order, made where they are missing.
///
/// A name that is taken by a tag of another kind gets its own kind behind it: `Romania - Freeform` (TAG-4). Two
/// spellings of one name in one kind are one tag, given once, in the first spelling (TAG-7).
pub(crate) fn find_or_make(tx: &Tx<'_>, wanted: &[(Kind, String)]) -> Result<Vec<TagId>> {
    let mut known = look_up(tx, wanted.iter().map(|(_, name)| key(name)))?;
    let clashing = wanted.iter().filter(|(kind, name)| known.get(&key(name)).is_some_and(|tag| tag.kind != *kind));
    let suffixed: Vec<String> = clashing.map(|(kind, name)| key(&with_kind(name, *kind))).collect();
    if !suffixed.is_empty() {
        known.extend(look_up(tx, suffixed)?);
    }
    let mut found = Vec::with_capacity(wanted.len());
    for (kind, name) in wanted {
        let id = settle(tx, &mut known, *kind, name)?;
        if !found.contains(&id) {
            found.push(id);
        }
    }
    Ok(found)
}

fn settle(tx: &Tx<'_>, known: &mut HashMap<String, Tag>, kind: Kind, name: &str) -> Result<TagId> {
    match known.get(&key(name)) {
        Some(tag) if tag.kind == kind => Ok(tag.id),
        Some(_) => {
            let name = with_kind(name, kind);
            match known.get(&key(&name)) {
                Some(tag) => Ok(tag.id),
                None => make(tx, known, kind, name),
            }
        }
        None => make(tx, known, kind, name.to_owned()),
    }
}

fn make(tx: &Tx<'_>, known: &mut HashMap<String, Tag>, kind: Kind, name: String) -> Result<TagId> {
    let (id, name_key) = (TagId::new(tx.fresh_id()), key(&name));
    tx.run(
        "insert into tags (id, kind, name, name_key, created_at) values ($1, $2, $3, $4, $5)",
        args![id, kind, &name, &name_key, tx.now()],
    )?;
    feed::note(tx, Change::Tag(id))?;
    known.insert(name_key, Tag { id, kind, name });
    Ok(id)
}

fn with_kind(name: &str, kind: Kind) -> String {
    format!("{name} - {}", kind.suffix())
}

fn look_up(tx: &Tx<'_>, keys: impl IntoIterator<Item = String>) -> Result<HashMap<String, Tag>> {
    let mut sql = Sql::new("select id, kind, name, name_key from tags where name_key in ");
    sql.bind_list(keys);
    Ok(sql.all(tx, |row| Ok((row.get(3)?, Tag::read(row)?)))?.into_iter().collect())
}
