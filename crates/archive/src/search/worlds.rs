//! Fandoms that are in use: the largest, and all of them by letter and page by page. The index keeps their counts; while it is
//! not ready they are made from the tables.

use std::collections::HashMap;

use finder::{Fandoms, World};

use super::find::{asker, muted};
use super::index::Index;
use crate::tags::{self, Letter, Tag, key};
use crate::works::{self, Page};
use crate::{Result, TagId, Tx, Viewer};

/// So many fandoms stand on one page of them.
pub const FANDOMS: u64 = 500;

/// A fandom, and how many works lists show this viewer of it, its synonyms, its subtags and theirs (WR-12).
pub type Used = (Tag, u64);

/// A page of fandoms by letter.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ByLetter {
    /// The page.
    pub page: Page<Used, FANDOMS>,
    /// All letters that fandoms stand under, and the page on which each begins.
    pub letters: Vec<(Letter, u64)>,
}

/// The fandoms with most works that lists show this viewer, and how many fandoms have any.
pub fn largest_fandoms(viewer: &Viewer, tx: &Tx<'_>, index: &Index, most: usize) -> Result<(Vec<Used>, u64)> {
    let rules = muted(viewer, tx)?;
    let world = World { asker: asker(viewer), rules: &rules, sorting: tags::in_order };
    if let Some(found) = index.ask(tx, |finder| finder.largest_fandoms(&world, most))? {
        return Ok((named(tx, &found)?, found.total));
    }
    let mut all: Vec<Used> = works::fandoms(viewer, tx)?.into_iter().map(|one| (one.tag, one.works)).collect();
    let total = all.len() as u64;
    all.sort_by_key(|(_, works)| std::cmp::Reverse(*works));
    all.truncate(most);
    Ok((all, total))
}

/// A page of all fandoms with works that lists show this viewer, by letter: synonyms under what they mean (WR-14). One beyond
/// the end is the last.
pub fn fandoms_by_letter(viewer: &Viewer, tx: &Tx<'_>, index: &Index, number: u64) -> Result<ByLetter> {
    let rules = muted(viewer, tx)?;
    let world = World { asker: asker(viewer), rules: &rules, sorting: tags::in_order };
    let part = |number: u64| {
        let skip = usize::try_from((number.max(1) - 1).saturating_mul(FANDOMS)).unwrap_or(usize::MAX);
        index.ask(tx, |finder| finder.fandoms_by_name(&world, skip, FANDOMS as usize))
    };
    let Some(mut found) = part(number)? else {
        let all = works::fandoms(viewer, tx)?.into_iter().map(|one| (one.tag, one.works));
        return Ok(by_letter(all.collect(), number));
    };
    let last = found.total.div_ceil(FANDOMS).max(1);
    if number > last {
        found = part(last)?.unwrap_or_default();
    }
    let heads = found.heads.iter().map(|(head, count)| (Letter::of_place(head), *count));
    let page = Page { items: named(tx, &found)?, total: found.total, number: number.clamp(1, last) };
    Ok(ByLetter { page, letters: beginnings(heads) })
}

/// A page of these fandoms by letter; one beyond the end is the last.
pub fn by_letter(mut all: Vec<Used>, number: u64) -> ByLetter {
    all.sort_by_cached_key(|(tag, _)| tags::in_order(&key(&tag.name)));
    let letters = beginnings(all.iter().map(|(tag, _)| (Letter::of(&tag.name), 1)));
    let last = (all.len() as u64).div_ceil(FANDOMS).max(1);
    ByLetter { page: Page::of(all, number.clamp(1, last)), letters }
}

/// The page on which each letter begins.
fn beginnings(heads: impl Iterator<Item = (Letter, u64)>) -> Vec<(Letter, u64)> {
    let (mut before, mut letters): (u64, Vec<(Letter, u64)>) = (0, Vec::new());
    for (letter, count) in heads {
        if letters.last().is_none_or(|(last, _)| *last != letter) {
            letters.push((letter, before / FANDOMS + 1));
        }
        before += count;
    }
    letters
}

fn named(tx: &Tx<'_>, found: &Fandoms) -> Result<Vec<Used>> {
    let ids: Vec<TagId> = found.listed.iter().map(|(tag, _)| TagId::new(tag.0 as i64)).collect();
    let mut names = tags::of_ids(tx, &ids)?;
    let used = ids.iter().zip(&found.listed).filter_map(|(id, (_, works))| Some((names.remove(id)?, *works)));
    Ok(used.collect())
}

/// How many works lists show this viewer of each fandom that has any, the most first, of equals the first by name (WR-14). The
/// counts are kept: no work is looked at.
pub fn fandom_counts(viewer: &Viewer, tx: &Tx<'_>, index: &Index) -> Result<Vec<(TagId, u64)>> {
    let rules = muted(viewer, tx)?;
    let world = World { asker: asker(viewer), rules: &rules, sorting: tags::in_order };
    if let Some(found) = index.ask(tx, |finder| finder.largest_fandoms(&world, usize::MAX))? {
        return Ok(found.listed.iter().map(|(tag, works)| (TagId::new(tag.0 as i64), *works)).collect());
    }
    let mut all: Vec<_> = works::fandoms(viewer, tx)?.into_iter().map(|one| (one.tag.id, one.works)).collect();
    all.sort_by_key(|(_, works)| std::cmp::Reverse(*works));
    Ok(all)
}

/// Of these fandoms, as many as are wanted, those first that a work which lists show this viewer was written in last; of equals
/// the one that is named first.
pub fn newest_fandoms(
    viewer: &Viewer,
    tx: &Tx<'_>,
    index: &Index,
    (among, most): (&[TagId], usize),
) -> Result<Vec<(TagId, u64)>> {
    let rules = muted(viewer, tx)?;
    let place: HashMap<TagId, usize> = among.iter().enumerate().map(|(at, tag)| (*tag, at)).collect();
    let is_asked = |tag: finder::TagId| place.contains_key(&TagId::new(tag.0 as i64));
    let known = index.ask(tx, |finder| finder.fandoms(asker(viewer), &rules, &is_asked))?;
    let mut used: Vec<(i64, TagId, u64)> = if let Some(known) = known {
        known.into_iter().map(|one| (one.updated, TagId::new(one.tag.0 as i64), one.works)).collect()
    } else {
        let all = works::fandoms(viewer, tx)?.into_iter().filter(|one| place.contains_key(&one.tag.id));
        all.map(|one| (one.revised, one.tag.id, one.works)).collect()
    };
    used.sort_unstable_by_key(|(updated, tag, _)| (std::cmp::Reverse(*updated), place.get(tag).copied()));
    Ok(used.into_iter().take(most).map(|(_, tag, works)| (tag, works)).collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn fandoms_are_turned_page_by_page_and_each_letter_knows_its_page() {
        let fandom = |number: u64| {
            let name = if number < 400 {
                format!("A {number}")
            } else {
                format!("The {} {number}", "BC".chars().nth((number % 2) as usize).unwrap())
            };
            (Tag { id: TagId::new(number as i64), kind: tags::Kind::Fandom, name }, 1)
        };
        let all: Vec<_> = (0..1_000).map(fandom).collect();
        let first = by_letter(all.clone(), 1);
        let letters = [(Letter::Of('B'), 1), (Letter::Of('C'), 1), (Letter::Number, 2)];
        assert_eq!((first.letters.as_slice(), first.page.pages(), first.page.items.len()), (&letters[..], 2, 500));
        let last = by_letter(all, 99);
        assert_eq!((last.page.number, last.page.items.len(), last.letters), (2, 500, letters.to_vec()));
        assert_eq!(by_letter(Vec::new(), 7).page, Page { items: Vec::new(), total: 0, number: 1 });
    }
}
