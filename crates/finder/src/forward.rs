//! What a work carries: for every work a short list of numbers.
//!
//! A list is `[units of facets, units of the rest, facets…, rest…]` in units of 16 bits. A number below [`WIDE`] takes one unit, any
//! other two. *Facets* are what a work counts for, each once, so that counting reads nothing else: first those of tags that
//! were entered as they are, in their order. The rest says how many those are, then which *other* tags were entered at which
//! place (synonyms, unwrangled ones, those with a role), then *names*: authors, series, language.
//! Lists stand in chunks; a chunk that has become half empty is moved together.

use crate::cells::{at, reach, set};
use crate::facts::Role;
use crate::snapshot::keep_fields;

/// The first unit of a term in two units.
const WIDE: u16 = 0xE000;
const SIDE: u16 = 0xFFFE;
const MAIN: u16 = 0xFFFF;
/// Units of a chunk, as a power of two.
const CHUNK: u32 = 20;
const HEAD: usize = 2;

/// The lists of all works.
#[derive(Debug, Clone, Default)]
pub struct Forward {
    chunks: Vec<Vec<u16>>,
    /// Where each work's list starts, plus one.
    starts: Vec<u32>,
    /// Units in each chunk that no list uses any more.
    waste: Vec<u32>,
    idle: Vec<u32>,
    current: u32,
}

/// What a work carries.
#[derive(Debug, Clone, Default)]
pub struct Carried<'a> {
    /// What it counts for.
    pub facets: Units<'a>,
    /// How many of the facets, the first ones, are tags that were entered as they are.
    plain: usize,
    /// Places and terms of all other tags, in turns.
    others: Units<'a>,
    /// Authors, series and language.
    pub names: Units<'a>,
}

/// What to write into a work's list.
#[derive(Debug, Default)]
pub struct Load<'a> {
    pub facets: &'a [u32],
    pub plain: usize,
    pub others: &'a [(u32, u32, Role)],
    pub names: &'a [u32],
}

/// Encoded numbers, with roles.
#[derive(Debug, Clone, Default)]
pub struct Units<'a>(&'a [u16]);

impl Carried<'_> {
    /// The facets of tags that were entered as they are.
    pub fn plain(&self) -> impl Iterator<Item = u32> {
        self.facets.clone().take(self.plain).map(|(facet, _)| facet)
    }

    /// Places, terms and roles of the other tags.
    pub fn others(&self) -> impl Iterator<Item = (u32, u32, Role)> {
        let mut units = self.others.clone();
        std::iter::from_fn(move || {
            let (place, _) = units.next()?;
            units.next().map(|(term, role)| (place, term, role))
        })
    }
}

impl Iterator for Units<'_> {
    type Item = (u32, Role);

    #[inline]
    fn next(&mut self) -> Option<(u32, Role)> {
        let (first, rest) = self.0.split_first()?;
        if *first < WIDE {
            self.0 = rest;
            return Some((u32::from(*first), Role::Plain));
        }
        self.next_wide()
    }
}

impl Units<'_> {
    /// A term that has a mark or takes two units.
    fn next_wide(&mut self) -> Option<(u32, Role)> {
        let mut role = Role::Plain;
        loop {
            let (first, rest) = self.0.split_first()?;
            self.0 = rest;
            match *first {
                MAIN => role = Role::Main,
                SIDE => role = Role::Side,
                short if short < WIDE => return Some((u32::from(short), role)),
                wide => {
                    let (second, rest) = self.0.split_first()?;
                    self.0 = rest;
                    return Some((u32::from(wide - WIDE) << 16 | u32::from(*second), role));
                }
            }
        }
    }
}

impl Forward {
    /// What a work counts for.
    #[inline]
    pub fn facets(&self, work: u32) -> Units<'_> {
        let (head, units) = self.list(work).split_at_checked(HEAD).unwrap_or_default();
        Units(units.get(..usize::from(head.first().copied().unwrap_or_default())).unwrap_or_default())
    }

    /// All that a work carries.
    pub fn carried(&self, work: u32) -> Carried<'_> {
        let facets = self.facets(work);
        let rest = self.list(work).get(HEAD + facets.0.len()..self.length(work)).unwrap_or_default();
        let [plain, others, units @ ..] = rest else { return Carried::default() };
        let (others, names) = units.split_at_checked(usize::from(*others)).unwrap_or_default();
        Carried { facets, plain: usize::from(*plain), others: Units(others), names: Units(names) }
    }

    /// A work's list and whatever stands behind it in the chunk.
    #[inline]
    fn list(&self, work: u32) -> &[u16] {
        let Some(start) = at(&self.starts, work).checked_sub(1) else { return &[] };
        let chunk = self.chunks.get((start >> CHUNK) as usize);
        chunk.and_then(|chunk| chunk.get((start & ((1 << CHUNK) - 1)) as usize..)).unwrap_or_default()
    }

    /// Reads a little at two places of a work's list, so that it is near when it is read.
    #[inline]
    pub fn touch(&self, work: u32) -> u16 {
        let list = self.list(work);
        list.first().copied().unwrap_or_default() ^ list.get(32).copied().unwrap_or_default()
    }

    /// Gives a work its list.
    pub fn put(&mut self, work: u32, load: &Load<'_>) {
        self.remove(work);
        let mut list = vec![0; HEAD];
        for facet in load.facets {
            encode(&mut list, *facet, Role::Plain);
        }
        let facets = list.len() - HEAD;
        list.extend([load.plain as u16, 0]);
        for (place, term, role) in load.others {
            encode(&mut list, *place, Role::Plain);
            encode(&mut list, *term, *role);
        }
        let others = list.len() - HEAD - facets - 2;
        for term in load.names {
            encode(&mut list, *term, Role::Plain);
        }
        let rest = list.len() - HEAD - facets;
        for (cell, length) in [(0, facets), (1, rest), (HEAD + facets + 1, others)] {
            set(&mut list, cell as u32, length.min(usize::from(u16::MAX)) as u16);
        }
        self.lodge(work, &list);
    }

    /// Takes a work's list away.
    pub fn remove(&mut self, work: u32) {
        let Some(start) = at(&self.starts, work).checked_sub(1) else { return };
        let (length, chunk) = (self.length(work), start >> CHUNK);
        set(&mut self.starts, work, 0);
        let waste = at(&self.waste, chunk) + length as u32;
        set(&mut self.waste, chunk, waste);
        if chunk != self.current && waste > 1 << (CHUNK - 1) {
            self.gather(chunk);
        }
    }

    fn length(&self, work: u32) -> usize {
        self.list(work).iter().take(HEAD).map(|length| usize::from(*length)).sum::<usize>() + HEAD
    }

    fn lodge(&mut self, work: u32, list: &[u16]) {
        let full = self.chunks.get(self.current as usize).is_none_or(|chunk| chunk.len() + list.len() > 1 << CHUNK);
        if full {
            self.current = self.idle.pop().unwrap_or(self.chunks.len() as u32);
            reach(&mut self.chunks, self.current);
            reach(&mut self.waste, self.current);
        }
        let Some(chunk) = self.chunks.get_mut(self.current as usize) else { return };
        reach(&mut self.starts, work);
        set(&mut self.starts, work, (self.current << CHUNK | chunk.len() as u32) + 1);
        chunk.extend_from_slice(list);
    }

    /// Moves the lists that are left in a chunk to the end, and frees it.
    fn gather(&mut self, chunk: u32) {
        let in_chunk = |start: u32| start.checked_sub(1).is_some_and(|start| start >> CHUNK == chunk);
        let works: Vec<u32> = (0..self.starts.len() as u32).filter(|work| in_chunk(at(&self.starts, *work))).collect();
        let lists: Vec<(u32, Vec<u16>)> = works
            .into_iter()
            .map(|work| (work, self.list(work).get(..self.length(work)).unwrap_or_default().to_vec()))
            .collect();
        set(&mut self.chunks, chunk, Vec::new());
        set(&mut self.waste, chunk, 0);
        for (work, list) in lists {
            self.lodge(work, &list);
        }
        self.idle.push(chunk);
    }

    /// Gives back memory that was kept for growing.
    pub fn settle(&mut self) {
        self.starts.shrink_to_fit();
        self.chunks.iter_mut().for_each(Vec::shrink_to_fit);
    }
}

keep_fields!(Forward { chunks, starts, waste, idle, current });

fn encode(list: &mut Vec<u16>, term: u32, role: Role) {
    match role {
        Role::Plain => {}
        Role::Main => list.push(MAIN),
        Role::Side => list.push(SIDE),
    }
    if term < u32::from(WIDE) {
        list.push(term as u16);
    } else {
        list.extend([WIDE + (term >> 16) as u16, term as u16]);
    }
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
        assert_eq!(forward.facets(3).map(|(facet, _)| facet).collect::<Vec<_>>(), load.facets);
        assert_eq!(carried.plain().collect::<Vec<_>>(), [7, 0xE001]);
        assert_eq!(carried.others().collect::<Vec<_>>(), others);
        assert_eq!(carried.names.map(|(term, _)| term).collect::<Vec<_>>(), load.names);
        assert_eq!(forward.facets(2).count() + forward.carried(4).names.count(), 0);
    }

    #[test]
    fn lists_survive_when_chunks_are_gathered() {
        let mut forward = Forward::default();
        let facets = |work: u32| (0..30).map(|n| work * 31 + n).collect::<Vec<_>>();
        let mut put = |work| forward.put(work, &Load { facets: &facets(work), names: &[work], ..Load::default() });
        (0..60_000).for_each(&mut put);
        (0..60_000).filter(|work| work % 5 != 0).for_each(&mut put);
        assert!((0..60_000).all(|work| forward.facets(work).map(|(facet, _)| facet).eq(facets(work))));
        assert!(forward.chunks.iter().map(Vec::len).sum::<usize>() < 6 << CHUNK);
    }
}
