//! What a work carries: for every work a short list of numbers.
//!
//! A list is the bytes of its facets, their length before them, and then the rest. *Facets* are what a work counts for, each once and
//! rising, so that counting reads nothing else, and each is written as how far it is from the one before it. The rest says which
//! of them were not entered themselves but follow from other tags; which tags come first of their kind, though they stand behind
//! another here; which *other* tags were entered (synonyms, unwrangled ones, those with a role); and *names*: authors, series,
//! language. The few that very many works have, which are languages, are numbered anew for that.
//! The lists of 64 works make a page, which is written anew when one of them changes; a very long list stands apart. The last works,
//! too few for a page, have theirs one by one, so that an archive that is filled writes every page once.

use std::collections::HashMap;

use crate::cells::{reach, set};
use crate::facts::Role;
use crate::numbers::{Facets, MARK, Numbers, OTHER_MARK, Terms, write};
use crate::snapshot::keep_fields;

/// Works whose lists make a page.
const WORKS: usize = 64;
/// A page begins with a head for every group of so many lists: where the first of them begins, in two bytes, and how long each is, in
/// one.
const GROUP: usize = 8;
const HEAD: usize = 2 + GROUP;
const LISTS: usize = WORKS / GROUP * HEAD;
/// Longer lists stand apart.
const LONGEST: usize = u8::MAX as usize;
/// The facets of a list mostly end about here.
const REACH: usize = 24;
/// Names that are numbered anew: as many as take one byte.
const USUAL: u32 = 24;
/// From here on a count of what is in the rest does not fit into its head.
const MANY: usize = 3;

/// The lists of all works.
#[derive(Debug, Clone, Default)]
pub struct Forward {
    pages: Vec<Box<[u8]>>,
    /// The lists of those behind, at most so many that they make a page. Their memory is used again for the next page.
    last: Vec<Vec<u8>>,
    /// Lists that are too long for a page, where they are empty.
    long: HashMap<u32, Box<[u8]>>,
    /// Names with which lists end, as they came.
    usual: Vec<u32>,
}

keep_fields!(Forward { pages, last, long, usual });

/// Rising facets.
#[derive(Debug, Clone, Default)]
pub struct Rising<'a> {
    steps: Numbers<'a>,
    least: u32,
}

/// What a work carries.
#[derive(Debug, Clone)]
pub struct Carried<'a> {
    /// What it counts for.
    pub facets: Rising<'a>,
    derived: Places<'a>,
    firsts: Places<'a>,
    /// From the other tags on, and how many of them there are. Before a tag with a role stands the role's mark.
    rest: Numbers<'a>,
    others: usize,
    usual: &'a [u32],
}

/// Places in a list.
#[derive(Debug, Clone)]
struct Places<'a> {
    numbers: Numbers<'a>,
    count: usize,
}

/// What to write into a work's list.
#[derive(Debug, Default)]
pub struct Load<'a> {
    /// Rising.
    pub facets: &'a [u32],
    /// Places of facets that were not entered themselves.
    pub derived: &'a [u32],
    /// Places among the facets and, behind them, the other tags.
    pub firsts: &'a [u32],
    pub others: &'a [(u32, Role)],
    pub names: &'a [u32],
}

impl Rising<'_> {
    /// All of them.
    pub fn to_vec(&self) -> Vec<u32> {
        let mut all = Vec::with_capacity(self.steps.left());
        all.extend(self.clone());
        all
    }
}

impl Iterator for Rising<'_> {
    type Item = u32;

    #[inline]
    fn next(&mut self) -> Option<u32> {
        let facet = self.least.wrapping_add(self.steps.read::<Facets>()?);
        self.least = facet.wrapping_add(1);
        Some(facet)
    }
}

impl<'a> Places<'a> {
    /// The next so many numbers, which are passed over.
    fn pass(numbers: &mut Numbers<'a>, count: usize) -> Self {
        let places = Self { numbers: numbers.clone(), count };
        for _ in 0..count {
            numbers.read::<Facets>();
        }
        places
    }

    fn iter(&self) -> impl Iterator<Item = u32> {
        let mut numbers = self.numbers.clone();
        (0..self.count).map_while(move |_| numbers.read::<Facets>())
    }

    fn has(&self, place: u32) -> bool {
        self.iter().any(|other| other == place)
    }
}

impl Carried<'_> {
    /// Places and facets of tags that were entered as they are.
    pub fn plain(&self) -> impl Iterator<Item = (u32, u32)> {
        (0..).zip(self.facets.clone()).filter(|(place, _)| !self.derived.has(*place))
    }

    /// Terms and roles of the other tags.
    pub fn others(&self) -> impl Iterator<Item = (u32, Role)> {
        let mut rest = self.rest.clone();
        (0..self.others).map_while(move |_| other(&mut rest))
    }

    /// The tags that were entered, the first of each kind before its others; `term` says which tag has a facet.
    pub fn entered(&self, term: impl Fn(u32) -> u32) -> Vec<(u32, Role)> {
        let plain = self.plain().map(|(place, facet)| (place, (term(facet), Role::Plain)));
        let behind = self.facets.clone().count() as u32;
        let (mut firsts, mut tags) = (Vec::new(), Vec::with_capacity(behind as usize + self.others));
        for (place, tag) in plain.chain((behind..).zip(self.others())) {
            if self.firsts.has(place) { firsts.push(tag) } else { tags.push(tag) }
        }
        tags.splice(0..0, firsts);
        tags
    }

    /// Authors, series and language.
    pub fn names(&self) -> impl Iterator<Item = u32> {
        let (mut rest, usual) = (self.rest.clone(), self.usual);
        for _ in 0..self.others {
            other(&mut rest);
        }
        std::iter::from_fn(move || {
            let name = rest.read::<Terms>()?;
            Some(usual.get(name as usize).copied().unwrap_or(name.wrapping_sub(USUAL)))
        })
    }
}

fn other(rest: &mut Numbers<'_>) -> Option<(u32, Role)> {
    let role = match rest.mark() {
        None => Role::Plain,
        Some(MARK) => Role::Side,
        Some(_) => Role::Main,
    };
    Some((rest.read::<Terms>()?, role))
}

impl Forward {
    /// All that a work carries.
    pub fn carried(&self, work: u32) -> Carried<'_> {
        let mut list = Numbers::of(self.list(work));
        let facets = facets_of(&mut list);
        let head = list.read::<Facets>().unwrap_or_default() as usize;
        let mut count = |few: usize| match few {
            MANY => list.read::<Facets>().unwrap_or_default() as usize,
            few => few,
        };
        let (derived, firsts, others) = (count(head % 4), count(head / 4 % 4), head / 16);
        let [derived, firsts] = [derived, firsts].map(|count| Places::pass(&mut list, count));
        Carried { facets, derived, firsts, rest: list, others, usual: &self.usual }
    }

    /// A work's list as it is written.
    #[inline]
    pub fn list(&self, work: u32) -> &[u8] {
        let (page, place) = (work as usize / WORKS, work as usize % WORKS);
        let list = match self.pages.get(page) {
            Some(page) => list_in(page, place),
            None if page == self.pages.len() => self.last.get(place).map_or(&[][..], |list| list),
            None => &[],
        };
        if list.is_empty() && !self.long.is_empty() {
            return self.long.get(&work).map_or(&[], |list| list);
        }
        list
    }

    /// Gives a work its list.
    pub fn put(&mut self, work: u32, load: &Load<'_>) {
        self.note_usual(load.names);
        let list = self.written(load);
        self.lodge(&mut [(work, list)]);
    }

    /// A list as it is written.
    pub fn written(&self, load: &Load<'_>) -> Vec<u8> {
        let (mut facets, mut least) = (Vec::with_capacity(3 * load.facets.len()), 0);
        for facet in load.facets {
            write::<Facets>(&mut facets, facet - least);
            least = facet + 1;
        }
        let mut list = Vec::with_capacity(facets.len() + 4 * (load.others.len() + load.names.len()) + 16);
        write::<Facets>(&mut list, facets.len() as u32);
        list.append(&mut facets);
        let counts = [load.derived.len(), load.firsts.len()];
        let [derived, firsts] = counts.map(|count| count.min(MANY));
        write::<Facets>(&mut list, (load.others.len() * 16 + firsts * 4 + derived) as u32);
        let large = counts.into_iter().filter(|count| *count >= MANY).map(|count| count as u32);
        let numbers = large.chain(load.derived.iter().copied()).chain(load.firsts.iter().copied());
        numbers.for_each(|number| write::<Facets>(&mut list, number));
        for (term, role) in load.others {
            match role {
                Role::Plain => {}
                Role::Side => list.push(MARK),
                Role::Main => list.push(OTHER_MARK),
            }
            write::<Terms>(&mut list, *term);
        }
        for name in load.names {
            let usual = (0..).zip(&self.usual).find(|(_, other)| *other == name);
            write::<Terms>(&mut list, usual.map_or(name + USUAL, |(number, _)| number));
        }
        list
    }

    /// Whether the lists of two works are written together.
    pub const fn are_near(one: u32, other: u32) -> bool {
        one as usize / WORKS == other as usize / WORKS
    }

    /// Gives works that are near each other the lists that were written for them.
    pub fn put_near(&mut self, mut lists: Vec<(u32, Vec<u8>)>) {
        self.lodge(&mut lists);
    }

    /// The name with which a list ends is one that many have.
    fn note_usual(&mut self, names: &[u32]) {
        if let Some(last) = names.last().filter(|last| !self.usual.contains(last))
            && self.usual.len() < USUAL as usize
        {
            self.usual.push(*last);
        }
    }

    /// Takes a work's list away.
    pub fn remove(&mut self, work: u32) {
        self.lodge(&mut [(work, Vec::new())]);
    }

    /// Puts lists to their places, which are in one page.
    fn lodge(&mut self, lists: &mut [(u32, Vec<u8>)]) {
        for (work, list) in &mut *lists {
            self.long.remove(work);
            if list.len() > LONGEST {
                self.long.insert(*work, std::mem::take(list).into());
            }
        }
        let page = lists.first().map_or(0, |(work, _)| *work as usize / WORKS);
        if let Some(page) = self.pages.get_mut(page) {
            *page = with_lists(page, lists);
            return;
        }
        while self.pages.len() < page {
            self.pages.push(page_of(&self.last));
            self.last.iter_mut().for_each(Vec::clear);
        }
        for (work, list) in lists {
            let place = *work % WORKS as u32;
            reach(&mut self.last, place);
            if let Some(last) = self.last.get_mut(place as usize) {
                last.clear();
                last.extend_from_slice(list);
            }
        }
    }

    /// Gives back memory that was kept for growing.
    pub fn settle(&mut self) {
        self.pages.shrink_to_fit();
        self.last.shrink_to_fit();
        self.long.shrink_to_fit();
    }
}

/// Reads a little of a list where its facets stand, so that they are near when they are read.
#[inline]
pub fn touch(list: &[u8]) -> u8 {
    list.first().copied().unwrap_or_default() ^ list.get(REACH).copied().unwrap_or_default()
}

/// What the work of a list counts for.
#[inline]
pub fn facets_in(list: &[u8]) -> Rising<'_> {
    facets_of(&mut Numbers::of(list))
}

/// The facets with which a list begins, which are passed over.
#[inline]
fn facets_of<'a>(list: &mut Numbers<'a>) -> Rising<'a> {
    let length = list.read::<Facets>().unwrap_or_default();
    Rising { steps: list.part(length as usize), least: 0 }
}

/// Where a list of a page begins and ends among the lists.
#[inline]
fn bounds(page: &[u8], place: usize) -> (usize, usize) {
    let head =
        page.get(place / GROUP * HEAD..).and_then(|heads| heads.first_chunk::<HEAD>()).copied().unwrap_or_default();
    let [low, high, lengths @ ..] = head;
    let (start, lengths) = (usize::from(u16::from_le_bytes([low, high])), u64::from_le_bytes(lengths));
    let before = place % GROUP * 8;
    let start = start + sum(lengths & ((1 << before) - 1));
    (start, start + usize::from((lengths >> before) as u8))
}

/// The sum of eight bytes.
#[inline]
const fn sum(bytes: u64) -> usize {
    const EVEN: u64 = 0x00FF_00FF_00FF_00FF;
    let pairs = (bytes & EVEN) + (bytes >> 8 & EVEN);
    (pairs.wrapping_mul(0x0001_0001_0001_0001) >> 48) as usize
}

/// A list in a page.
#[inline]
fn list_in(page: &[u8], place: usize) -> &[u8] {
    let (start, end) = bounds(page, place);
    page.get(LISTS + start..LISTS + end).unwrap_or_default()
}

/// A page in which these works have other lists.
fn with_lists(page: &[u8], others: &[(u32, Vec<u8>)]) -> Box<[u8]> {
    let mut lists: [&[u8]; WORKS] = std::array::from_fn(|place| list_in(page, place));
    for (work, list) in others {
        set(&mut lists, work % WORKS as u32, list);
    }
    page_of(&lists)
}

/// A page of these lists.
fn page_of<L: AsRef<[u8]>>(lists: &[L]) -> Box<[u8]> {
    let (mut lengths, mut whole) = ([0; WORKS], LISTS);
    for (length, list) in lengths.iter_mut().zip(lists) {
        *length = list.as_ref().len() as u8;
        whole += list.as_ref().len();
    }
    let mut page = Vec::with_capacity(whole);
    begin(&mut page, lengths);
    for list in lists {
        page.extend_from_slice(list.as_ref());
    }
    page.into()
}

/// What stands before the lists of a page, of these lengths.
fn begin(page: &mut Vec<u8>, lengths: [u8; WORKS]) {
    let mut start = 0_u16;
    for group in lengths.chunks(GROUP) {
        page.extend(start.to_le_bytes());
        page.extend(group);
        start += group.iter().copied().map(u16::from).sum::<u16>();
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_of_every_width_and_role_come_back() {
        let mut forward = Forward::default();
        let others = [(0xDFFF, Role::Side), (0xE000, Role::Main), (500_000_000, Role::Plain), (0, Role::Main)];
        let (facets, firsts) = ([3, 7, 0xE001, 0xE002], [0, 3, 4, 7]);
        let load = Load { facets: &facets, derived: &[1], firsts: &firsts, others: &others, names: &[9, 70_000] };
        forward.put(3, &load);
        let carried = forward.carried(3);
        assert_eq!(facets_in(forward.list(3)).collect::<Vec<_>>(), load.facets);
        assert_eq!(carried.others().collect::<Vec<_>>(), others);
        assert_eq!(carried.names().collect::<Vec<_>>(), load.names);
        let plain = |facet| (facet, Role::Plain);
        let firsts = [plain(3), plain(0xE002), others[0], others[3], plain(0xE001), others[1], others[2]];
        assert_eq!(carried.entered(|facet| facet), firsts);
        assert_eq!(facets_in(forward.list(2)).count() + forward.carried(4).names().count(), 0);
    }

    #[test]
    fn any_number_of_tags_may_follow_from_others_and_come_first() {
        let (mut forward, facets) = (Forward::default(), (0..9).map(|n| n * 300).collect::<Vec<u32>>());
        for (derived, firsts) in (0..6).flat_map(|derived| (0..6).map(move |firsts| (derived, firsts))) {
            let (derived, firsts) = ((0..derived).collect::<Vec<u32>>(), (8 - firsts..8).collect::<Vec<u32>>());
            forward
                .put(1, &Load { facets: &facets, derived: &derived, firsts: &firsts, names: &[5], ..Load::default() });
            let carried = forward.carried(1);
            let rest = (0..9).filter(|place| !firsts.contains(place) && !derived.contains(place));
            let order = firsts.iter().copied().filter(|place| !derived.contains(place)).chain(rest);
            let entered = carried.entered(|facet| facet / 300).into_iter().map(|(term, _)| term);
            assert!(entered.eq(order), "{derived:?} {firsts:?}");
            assert!(carried.facets.clone().eq(facets.iter().copied()) && carried.names().eq([5]));
        }
    }

    #[test]
    fn names_come_back_whether_many_works_have_them_or_few() {
        let mut forward = Forward::default();
        let names = |work: u32| [work + 3, 10_000_000 + work, if work.is_multiple_of(2) { 7 } else { work * 1_000 }];
        (0..100).for_each(|work| forward.put(work, &Load { names: &names(work), ..Load::default() }));
        assert!((0..100).all(|work| forward.carried(work).names().eq(names(work))));
        assert_eq!(forward.usual.len(), USUAL as usize);
    }

    #[test]
    fn lists_short_and_long_stay_whole_when_their_neighbours_change() {
        let mut forward = Forward::default();
        let facets = |work: u32, turn: u32| (0..work * 7_919 % 83 * turn).map(|n| work * 31 + n).collect::<Vec<_>>();
        for turn in [1, 2, 40, 2] {
            for work in (0..300).map(|n| n * 71 % 300) {
                forward.put(work, &Load { facets: &facets(work, turn), names: &[work], ..Load::default() });
            }
            (0..300).step_by(5).for_each(|work| forward.remove(work));
            for work in 0..300 {
                let (gone, carried) = (work % 5 == 0, forward.carried(work));
                assert!(carried.facets.clone().eq(facets(work, turn).into_iter().filter(|_| !gone)), "{work}");
                assert!(carried.names().eq([work].into_iter().filter(|_| !gone)), "{work}");
            }
            assert_eq!(forward.long.is_empty(), turn < 40);
        }
    }
}
