//! Names that complete what somebody has begun to type, from the finder (AUTO-1…4).
//!
//! Canonical tags first; where wranglers have not come to yet, what stands on works that lists show this viewer.

use finder::Hint;

use super::find::asker;
use super::index::Index;
use crate::tags::{self, Kind, key};
use crate::works;
use crate::{Result, TagId, Tx, Viewer};

/// So many are offered (AUTO-3).
const OFFERED: usize = 15;

/// So many letters of what is typed are looked at; a name has no more.
const LETTERS: usize = works::limits::TAG;

/// So many fandoms narrow what is offered (AUTO-2).
const FANDOMS: usize = 10;

/// Names of a kind, or of any, that complete what is typed, the best first, in fandoms of these names if any of them has such; nothing while
/// the index is not ready. What only works carry that lists do not show this viewer is offered to nobody.
pub fn suggest(
    viewer: &Viewer,
    tx: &Tx<'_>,
    index: &Index,
    (kind, typed): (Option<Kind>, &str),
    fandoms: &[String],
) -> Result<Option<Vec<String>>> {
    let hint = Hint {
        typed: key(&typed.chars().take(LETTERS).collect::<String>()),
        kind: kind.map(Kind::for_finder),
        fandoms: of_names(viewer, tx, fandoms)?,
        asker: asker(viewer),
        any_standing: false,
        limit: OFFERED,
    };
    let Some(found) = index.ask(tx, |finder| offered(finder, &hint))? else { return Ok(None) };
    let ids: Vec<TagId> = found.iter().map(|tag| TagId::new(tag.0 as i64)).collect();
    let mut names = tags::of_ids(tx, &ids)?;
    Ok(Some(ids.iter().filter_map(|id| names.remove(id)).map(|tag| tag.name).collect()))
}

/// Well spelt names before guesses, canonical ones before others.
fn offered(finder: &finder::Finder, hint: &Hint) -> Vec<finder::TagId> {
    let canonical = finder.suggest(hint);
    let others = finder.suggest(&Hint { any_standing: true, ..hint.clone() });
    let mut offered: Vec<finder::TagId> = Vec::new();
    for guessed in [false, true] {
        for suggestion in canonical.iter().chain(&others).filter(|suggestion| suggestion.guessed == guessed) {
            if !offered.contains(&suggestion.tag) && offered.len() < OFFERED {
                offered.push(suggestion.tag);
            }
        }
    }
    offered
}

fn of_names(viewer: &Viewer, tx: &Tx<'_>, names: &[String]) -> Result<Vec<finder::TagId>> {
    let mut fandoms = Vec::new();
    for name in names.iter().take(FANDOMS) {
        let Some((tag, merger)) = tags::to_find(viewer, tx, name)? else { continue };
        if tag.kind == Kind::Fandom {
            fandoms.push(tags::number(merger.unwrap_or(tag).id));
        }
    }
    Ok(fandoms)
}
