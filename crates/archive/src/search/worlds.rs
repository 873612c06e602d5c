//! Fandoms that are in use: the largest, and all of them by letter and page by page. The index keeps their counts; while it is
//! not ready they are made from the tables.

use std::collections::HashMap;

use finder::{Fandoms, World};

use super::find::{asker, muted};
use super::index::Index;
use crate::tags::{self, Kind, Letter, Tag, key};
use crate::works::{self, FandomCount, Page};
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
        return Ok(by_letter(works::fandoms(viewer, tx)?, number));
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
pub fn by_letter(fandoms: Vec<FandomCount>, number: u64) -> ByLetter {
    let mut all: Vec<Used> = fandoms.into_iter().map(|one| (one.tag, one.works)).collect();
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

/// Every fandom with works that lists show this viewer, by name: synonyms under what they mean (WR-14).
pub fn fandoms(viewer: &Viewer, tx: &Tx<'_>, index: &Index) -> Result<Vec<FandomCount>> {
    let rules = muted(viewer, tx)?;
    let Some(used) = index.ask(tx, |finder| finder.fandoms(asker(viewer), &rules))? else {
        return works::fandoms(viewer, tx);
    };
    let used: HashMap<TagId, (u64, i64)> =
        used.into_iter().map(|one| (TagId::new(one.tag.0 as i64), (one.works, one.updated))).collect();
    let named = tx.all(
        "select id, name from tags where kind = 'fandom' and standing <> 'banned' order by name_key",
        &[],
        |row| Ok(Tag { id: row.get(0)?, kind: Kind::Fandom, name: row.get(1)? }),
    )?;
    let counted = |tag: Tag| {
        let (works, revised) = *used.get(&tag.id)?;
        Some(FandomCount { tag, works, revised })
    };
    Ok(named.into_iter().filter_map(counted).collect())
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
            FandomCount { tag: Tag { id: TagId::new(number as i64), kind: Kind::Fandom, name }, works: 1, revised: 0 }
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
