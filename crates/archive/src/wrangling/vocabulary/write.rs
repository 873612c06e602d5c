//! Writing a vocabulary: every canonical tag that is not the archive's own from the start, the same file for the same tags.
//!
//! What only authors have written is not in it: a file tells what wranglers decided, and they all know that.

use std::collections::HashMap;
use std::fmt::Write as _;

use super::{ABOUT, KINDS, Relation, SIGNS};
use crate::accounts::{Power, require};
use crate::tags::{self, Kind, key};
use crate::{Result, TagId, Tx, Viewer};

const HEAD: &str = "\
# Tags of an archive of fan works, as its wranglers keep them. Edit it and take it into any Foolscap archive.
# A line with a kind is a canonical tag: media, fandom, character, relationship or additional. Below it stand
#   = other names for it
#   < what it belongs to
#   ^ what it is a part of
#   * what it means, in words
";

/// The vocabulary as text.
pub fn write(viewer: &Viewer, tx: &Tx<'_>) -> Result<String> {
    require(viewer, tx, Power::Wrangle)?;
    let mut related = relations(tx)?;
    let mut text = HEAD.to_owned();
    for Canonical { tag, kind, name, about } in canonicals(tx)? {
        let said = related.remove(&tag).unwrap_or_default();
        if name == tags::UNCATEGORIZED || name == tags::NO_FANDOM && said.is_empty() && about.is_empty() {
            continue;
        }
        put(&mut text, &format!("\n{}: {name}\n", kind.word()));
        for line in about.lines() {
            put(&mut text, &format!("  {ABOUT} {line}\n"));
        }
        for (relation, name) in said {
            let sign = SIGNS.iter().find(|(_, of)| *of == relation).map_or('=', |(sign, _)| *sign);
            put(&mut text, &format!("  {sign} {name}\n"));
        }
    }
    Ok(text)
}

fn put(text: &mut String, line: &str) {
    // Writing into a text cannot fail.
    let _ = text.write_str(line);
}

/// A canonical tag, and what is said of it in words.
struct Canonical {
    tag: TagId,
    kind: Kind,
    name: String,
    about: String,
}

/// Every canonical tag that is no fixed one, by kind and name.
fn canonicals(tx: &Tx<'_>) -> Result<Vec<Canonical>> {
    let mut found: Vec<Canonical> = tx.all(
        "select id, kind, name, about from tags where standing = 'canonical' and kind not in ('rating', 'warning', 'category')",
        &[],
        |row| Ok(Canonical { tag: row.get(0)?, kind: row.get(1)?, name: row.get(2)?, about: row.get(3)? }),
    )?;
    // Not by the database: no two of them sort alike.
    found.sort_by_cached_key(|one| (KINDS.iter().position(|other| *other == one.kind), key(&one.name)));
    Ok(found)
}

/// What is said about each canonical tag, in the order of a file.
fn relations(tx: &Tx<'_>) -> Result<HashMap<TagId, Vec<(Relation, String)>>> {
    let mut said: HashMap<TagId, Vec<(Relation, String)>> = HashMap::new();
    for (sql, relation) in [
        ("select merger_id, name from tags where standing = 'synonym'", Relation::Synonym),
        ("select p.tag_id, t.name from tag_parents p join tags t on t.id = p.parent_id", Relation::Parent),
        (
            "select m.sub_id, t.name from metatags m join tags t on t.id = m.meta_id where m.is_direct",
            Relation::Metatag,
        ),
    ] {
        let mut found: Vec<(TagId, String)> = tx.all(sql, &[], |row| Ok((row.get(0)?, row.get(1)?)))?;
        found.sort_by_cached_key(|(_, name)| key(name));
        for (tag, name) in found {
            said.entry(tag).or_default().push((relation, name));
        }
    }
    Ok(said)
}
