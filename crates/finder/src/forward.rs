//! What a work carries: for every work a short list of numbers.
//!
//! A list is the bytes of its facets, their length before them, and then the rest. *Facets* are what a work counts for, each once, so
//! that counting reads nothing else: first those of tags that were entered as they are, in their order. The rest says how many
//! those are, then which *other* tags were entered at which place (synonyms, unwrangled ones, those with a role), their length
//! before them, then *names*: authors, series, language.
//! The lists of 64 works make a page, which is written anew when one of them changes; a very long list stands apart.

use std::collections::HashMap;

use crate::cells::reach;
use crate::facts::Role;
use crate::numbers::{MARK, Numbers, OTHER_MARK, write};
use crate::snapshot::keep_fields;

/// Works whose lists make a page.
const WORKS: usize = 64;
/// A page begins with where each list ends, in so many bytes.
const END: usize = 2;
/// Longer lists stand apart, so that any 64 others make a page whose ends can be told.
const LONGEST: usize = 1_000;

/// The lists of all works.
#[derive(Debug, Clone, Default)]
pub struct Forward {
    pages: Vec<Box<[u8]>>,
    /// Lists that are too long for a page, where they are empty.
    long: HashMap<u32, Box<[u8]>>,
}

keep_fields!(Forward { pages, long });

/// What a work carries.
#[derive(Debug, Clone, Default)]
pub struct Carried<'a> {
    /// What it counts for.
    pub facets: Numbers<'a>,
    /// How many of the facets, the first ones, are tags that were entered as they are.
    plain: usize,
    /// Places and terms of all other tags, in turns; before a term with a role, the role's mark.
    others: Numbers<'a>,
    /// Authors, series and language.
    pub names: Numbers<'a>,
}

/// What to write into a work's list.
#[derive(Debug, Default)]
pub struct Load<'a> {
    pub facets: &'a [u32],
    pub plain: usize,
    pub others: &'a [(u32, u32, Role)],
    pub names: &'a [u32],
}

impl Carried<'_> {
    /// The facets of tags that were entered as they are.
    pub fn plain(&self) -> impl Iterator<Item = u32> {
        self.facets.clone().take(self.plain)
    }

    /// Places, terms and roles of the other tags.
    pub fn others(&self) -> impl Iterator<Item = (u32, u32, Role)> {
        let mut others = self.others.clone();
        std::iter::from_fn(move || {
            let place = others.next()?;
            let role = match others.mark() {
                None => Role::Plain,
                Some(MARK) => Role::Side,
                Some(_) => Role::Main,
            };
            Some((place, others.next()?, role))
        })
    }
}

impl Forward {
    /// What a work counts for.
    #[inline]
    pub fn facets(&self, work: u32) -> Numbers<'_> {
        let mut list = Numbers::of(self.list(work));
        let length = list.next().unwrap_or_default();
        list.part(length as usize)
    }

    /// All that a work carries.
    pub fn carried(&self, work: u32) -> Carried<'_> {
        let mut list = Numbers::of(self.list(work));
        let length = |list: &mut Numbers<'_>| list.next().unwrap_or_default() as usize;
        let facets = length(&mut list);
        let facets = list.part(facets);
        let (plain, others) = (length(&mut list), length(&mut list));
        Carried { facets, plain, others: list.part(others), names: list }
    }

    #[inline]
    fn list(&self, work: u32) -> &[u8] {
        let page = self.pages.get(work as usize / WORKS).map_or(&[][..], |page| page);
        let list = list_in(page, work as usize % WORKS);
        if list.is_empty() && !self.long.is_empty() {
            return self.long.get(&work).map_or(&[], |list| list);
        }
        list
    }

    /// Reads a little at two places of a work's list, so that it is near when it is read.
    #[inline]
    pub fn touch(&self, work: u32) -> u8 {
        let list = self.list(work);
        list.first().copied().unwrap_or_default() ^ list.last().copied().unwrap_or_default()
    }

    /// Gives a work its list.
    pub fn put(&mut self, work: u32, load: &Load<'_>) {
        let (mut facets, mut others) = (Vec::with_capacity(3 * load.facets.len()), Vec::new());
        load.facets.iter().for_each(|facet| write(&mut facets, *facet));
        for (place, term, role) in load.others {
            write(&mut others, *place);
            match role {
                Role::Plain => {}
                Role::Side => others.push(MARK),
                Role::Main => others.push(OTHER_MARK),
            }
            write(&mut others, *term);
        }
        let mut list = Vec::with_capacity(facets.len() + others.len() + 4 * load.names.len() + 3);
        write(&mut list, facets.len() as u32);
        list.append(&mut facets);
        write(&mut list, load.plain as u32);
        write(&mut list, others.len() as u32);
        list.append(&mut others);
        load.names.iter().for_each(|term| write(&mut list, *term));
        self.lodge(work, list);
    }

    /// Takes a work's list away.
    pub fn remove(&mut self, work: u32) {
        self.lodge(work, Vec::new());
    }

    fn lodge(&mut self, work: u32, mut list: Vec<u8>) {
        self.long.remove(&work);
        if list.len() > LONGEST {
            self.long.insert(work, std::mem::take(&mut list).into());
        }
        let (page, place) = (work / WORKS as u32, work as usize % WORKS);
        reach(&mut self.pages, page);
        if let Some(page) = self.pages.get_mut(page as usize) {
            *page = with_list(page, place, &list);
        }
    }

    /// Gives back memory that was kept for growing.
    pub fn settle(&mut self) {
        self.pages.shrink_to_fit();
        self.long.shrink_to_fit();
    }
}

/// Where a list begins and ends among those of a page.
#[inline]
fn bounds(ends: &[[u8; END]], place: usize) -> (usize, usize) {
    let end = |place: usize| ends.get(place).map_or(0, |end| usize::from(u16::from_le_bytes(*end)));
    (place.checked_sub(1).map_or(0, end), end(place))
}

/// A list in a page.
#[inline]
fn list_in(page: &[u8], place: usize) -> &[u8] {
    let (ends, lists) = page.split_at_checked(WORKS * END).unwrap_or_default();
    let (start, end) = bounds(ends.as_chunks().0, place);
    lists.get(start..end).unwrap_or_default()
}

/// A page with another list in a place.
fn with_list(page: &[u8], place: usize, list: &[u8]) -> Box<[u8]> {
    let (ends, lists) = page.split_at_checked(WORKS * END).unwrap_or((&[0; WORKS * END], &[]));
    let ends = ends.as_chunks().0;
    let (start, end) = bounds(ends, place);
    let mut fresh = Vec::with_capacity(page.len().max(WORKS * END) + list.len() - (end - start));
    for (other, end_of_other) in ends.iter().map(|end| usize::from(u16::from_le_bytes(*end))).enumerate() {
        let moved = if other < place { end_of_other } else { end_of_other + list.len() - (end - start) };
        fresh.extend((moved as u16).to_le_bytes());
    }
    fresh.extend_from_slice(lists.get(..start).unwrap_or_default());
    fresh.extend_from_slice(list);
    fresh.extend_from_slice(lists.get(end..).unwrap_or_default());
    fresh.into()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_of_every_width_and_role_come_back_in_order() {
        let mut forward = Forward::default();
        let others =
            [(1, 0xDFFF, Role::Side), (2, 0xE000, Role::Main), (70_000, 500_000_000, Role::Plain), (9, 0, Role::Main)];
        let load = Load { facets: &[7, 0xE001, 3], plain: 2, others: &others, names: &[9, 70_000] };
        forward.put(3, &load);
        let carried = forward.carried(3);
        assert_eq!(forward.facets(3).collect::<Vec<_>>(), load.facets);
        assert_eq!(carried.plain().collect::<Vec<_>>(), [7, 0xE001]);
        assert_eq!(carried.others().collect::<Vec<_>>(), others);
        assert_eq!(carried.names.collect::<Vec<_>>(), load.names);
        assert_eq!(forward.facets(2).count() + forward.carried(4).names.count(), 0);
    }

    #[test]
    fn lists_short_and_long_stay_whole_when_their_neighbours_change() {
        let mut forward = Forward::default();
        let facets = |work: u32, turn: u32| (0..work * 7_919 % 83 * turn).map(|n| work * 31 + n).collect::<Vec<_>>();
        for turn in [1, 3, 40, 2] {
            for work in (0..300).map(|n| n * 71 % 300) {
                forward.put(work, &Load { facets: &facets(work, turn), names: &[work], ..Load::default() });
            }
            (0..300).step_by(5).for_each(|work| forward.remove(work));
            for work in 0..300 {
                let (gone, carried) = (work % 5 == 0, forward.carried(work));
                assert!(carried.facets.eq(facets(work, turn).into_iter().filter(|_| !gone)), "{work}");
                assert!(carried.names.eq([work].into_iter().filter(|_| !gone)), "{work}");
            }
            assert_eq!(forward.long.is_empty(), turn < 40);
        }
    }
}
