//! Making tags.

use std::collections::HashMap;

use manuscript::{Category, Rating, Warning};

use super::{Kind, Tag, key};
use crate::db::{Sql, args};
use crate::feed::{self, Change};
use crate::works::Audience;
use crate::wrangling::Standing;
use crate::{Error, FieldError, Result, Slip, TagId, Tx, Viewer};

/// What stands where a work is of no fandom.
pub(crate) const NO_FANDOM: &str = "No Fandom";

/// The medium under which fandoms stand that have none (WR-8).
pub(crate) const UNCATEGORIZED: &str = "Uncategorized Fandoms";

/// Makes the fixed tags that are not there yet (TAG-5).
pub(crate) fn seed(tx: &Tx<'_>) -> Result<()> {
    let ratings = Rating::ALL.iter().map(|label| (Kind::Rating, label.name()));
    let warnings = Warning::ALL.iter().map(|label| (Kind::Warning, label.name()));
    let categories = Category::ALL.iter().map(|label| (Kind::Category, label.name()));
    let fixed =
        ratings.chain(warnings).chain(categories).chain([(Kind::Fandom, NO_FANDOM), (Kind::Media, UNCATEGORIZED)]);
    find_or_make(tx, &fixed.map(|(kind, name)| (kind, name.to_owned())).collect::<Vec<_>>()).map(drop)
}

/// The tags of these tidy names, in their order, made where they are missing.
///
/// A name that is taken by a tag of another kind gets its own kind behind it: `Romania - Freeform` (TAG-4). Two
/// spellings of one name in one kind are one tag, given once, in the first spelling (TAG-7). A tag that lists show nobody
/// yields its spelling and its plain name, so that neither tells anybody what stands on works they may not see
/// (docs/decisions/0015).
pub(crate) fn find_or_make(tx: &Tx<'_>, wanted: &[(Kind, String)]) -> Result<Vec<TagId>> {
    let mut known = look_up(tx, wanted.iter().map(|(_, name)| key(name)))?;
    let clashing = wanted.iter().filter(|(kind, name)| known.get(&key(name)).is_some_and(|tag| tag.kind != *kind));
    let suffixed: Vec<String> = clashing.map(|(kind, name)| key(&with_kind(name, *kind))).collect();
    if !suffixed.is_empty() {
        known.extend(look_up(tx, suffixed)?);
    }
    let mut found = Vec::with_capacity(wanted.len());
    for (kind, name) in wanted {
        let id = settle(tx, &mut known, &found, (*kind, name))?;
        if !found.contains(&id) {
            found.push(id);
        }
    }
    Ok(found)
}

/// The tag of one name; `found` are those that stand on the same work.
fn settle(tx: &Tx<'_>, known: &mut HashMap<String, Tag>, found: &[TagId], (kind, name): (Kind, &str)) -> Result<TagId> {
    let Some(tag) = known.get(&key(name)).cloned() else { return make(tx, known, kind, name.to_owned()) };
    let yields = !found.contains(&tag.id) && !is_kept(tx, tag.id)?;
    if tag.kind == kind {
        if yields && tag.name != name {
            call(tx, tag.id, name)?;
        }
        return Ok(tag.id);
    }
    let suffixed = with_kind(name, kind);
    if let Some(own) = known.get(&key(&suffixed)) {
        return Ok(own.id);
    }
    let is_free = yields && give_way(tx, known, &tag)?;
    make(tx, known, kind, if is_free { name.to_owned() } else { suffixed })
}

/// Whether a tag keeps its name whatever others write: lists show somebody a work that has it, or it was said what it means,
/// or that it is not used.
pub(crate) fn is_kept(tx: &Tx<'_>, tag: TagId) -> Result<bool> {
    let seen = "select count(*) from (select 1 from work_tags where tag_id = $1 and audience <= $2 limit 1) seen";
    let told = "select count(*) from tags where id = $1 and standing in ($2, $3, $4)";
    Ok(tx.count(told, args![tag, Standing::Canonical, Standing::Synonym, Standing::Banned])? > 0
        || tx.count(seen, args![tag, Audience::Members.reach()])? > 0)
}

/// Makes sure that none of these names is one that is not used here (TAG-10), of whatever kind. What an import brings keeps its
/// tags; they are shown nobody.
pub(crate) fn all_in_use(viewer: &Viewer, tx: &Tx<'_>, wanted: &[(Kind, String)]) -> Result<()> {
    if matches!(viewer, Viewer::Custodian(_)) {
        return Ok(());
    }
    let mut sql = Sql::new("select name_key from tags where standing = 'banned' and name_key in ");
    sql.bind_list(wanted.iter().map(|(_, name)| key(name)));
    let banned: Vec<String> = sql.all(tx, |row| row.get(0))?;
    let slips = wanted.iter().filter(|(_, name)| banned.contains(&key(name)));
    let slips = slips.map(|(kind, name)| FieldError::new(field(*kind), Slip::NotUsed { name: name.clone() }));
    let slips: Vec<FieldError> = slips.collect();
    if slips.is_empty() { Ok(()) } else { Err(Error::Invalid(slips)) }
}

/// The field of a form that tags of a kind are typed into.
const fn field(kind: Kind) -> &'static str {
    match kind {
        Kind::Fandom => "fandoms",
        Kind::Relationship => "relationships",
        Kind::Character => "characters",
        _ => "additional",
    }
}

/// Lets whatever unseen tag has this name yield it, so that nobody learns of it (docs/decisions/0015). Whether the name is
/// free now.
pub(crate) fn clear_name(tx: &Tx<'_>, name: &str) -> Result<bool> {
    let mut known = look_up(tx, [key(name)])?;
    let Some(tag) = known.get(&key(name)).cloned() else { return Ok(true) };
    if is_kept(tx, tag.id)? { Ok(false) } else { give_way(tx, &mut known, &tag) }
}

/// Puts a tag's kind behind its name, unless that name is taken too.
fn give_way(tx: &Tx<'_>, known: &mut HashMap<String, Tag>, tag: &Tag) -> Result<bool> {
    let name = with_kind(&tag.name, tag.kind);
    if !look_up(tx, [key(&name)])?.is_empty() {
        return Ok(false);
    }
    call(tx, tag.id, &name)?;
    known.remove(&key(&tag.name));
    known.insert(key(&name), Tag { name, ..tag.clone() });
    Ok(true)
}

fn call(tx: &Tx<'_>, tag: TagId, name: &str) -> Result<()> {
    let name_key = key(name);
    tx.run("update tags set name = $2, name_key = $3 where id = $1", args![tag, name, &name_key])?;
    tx.tags().changed(tx)?;
    feed::note(tx, Change::Tag(tag))
}

/// Makes a tag of a tidy name that no tag has, for a wrangler.
pub(crate) fn make_new(tx: &Tx<'_>, kind: Kind, name: String) -> Result<TagId> {
    make(tx, &mut HashMap::new(), kind, name)
}

fn make(tx: &Tx<'_>, known: &mut HashMap<String, Tag>, kind: Kind, name: String) -> Result<TagId> {
    let (id, name_key) = (TagId::new(tx.fresh_id()), key(&name));
    // The archive's own are canonical from the start (TAG-5).
    let is_ours = kind.is_fixed() || name == NO_FANDOM || name == UNCATEGORIZED;
    let standing = if is_ours { Standing::Canonical } else { Standing::Unwrangled };
    tx.run(
        "insert into tags (id, kind, name, name_key, created_at, standing) values ($1, $2, $3, $4, $5, $6)",
        args![id, kind, &name, &name_key, tx.now(), standing],
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
