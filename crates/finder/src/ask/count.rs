//! How many works two sets share, without making the set.

use crate::posting::{Bits, Block, Blocks, Part, View, bits_of};

/// Found works, laid out for being looked up many times: every block as a bitmap, beside the block as it was.
pub struct Spread<'a> {
    found: &'a Blocks,
    bits: Vec<Option<Bits>>,
}

impl<'a> Spread<'a> {
    /// Lays works out.
    pub fn of(found: &'a Blocks) -> Self {
        let bits = |block: &Block| match block {
            Block::Few(places) if !places.is_empty() => Some(bits_of(places)),
            _ => None,
        };
        Self { found, bits: found.blocks().iter().map(bits).collect() }
    }

    /// How many of the works are in a view.
    pub fn shared(&self, view: &View<'_>) -> u64 {
        match view {
            View::List(works) => works.iter().filter(|work| self.has(**work)).count() as u64,
            View::Blocks(set) => {
                let blocks = self.found.blocks().iter().zip(&self.bits).zip(set.blocks());
                blocks.map(|((mine, bits), theirs)| in_block(mine, bits.as_ref(), &theirs.part())).sum()
            }
        }
    }

    fn has(&self, work: u32) -> bool {
        let number = (work >> 16) as usize;
        match self.bits.get(number) {
            Some(Some(bits)) => bits.has(work as u16),
            _ => self.found.blocks().get(number).is_some_and(|block| block.has(work as u16)),
        }
    }
}

fn in_block(mine: &Block, bits: Option<&Bits>, theirs: &Part<'_>) -> u64 {
    match (mine, theirs) {
        (Block::Many(bits), Part::Many(others)) => u64::from(bits.shared(others)),
        (Block::Many(bits), Part::Few(others)) => in_bits(bits, others),
        (Block::Few(places), Part::Many(others)) => in_bits(others, places),
        (Block::Few(places), Part::Few(others)) if places.len() < others.len() / 16 => {
            places.iter().filter(|place| others.binary_search(place).is_ok()).count() as u64
        }
        (Block::Few(places), Part::Few(others)) => match bits {
            Some(bits) => in_bits(bits, others),
            None => in_both(places, others),
        },
        (_, Part::List(works)) => works.iter().filter(|work| mine.has(**work as u16)).count() as u64,
    }
}

/// How many of the found works are in a view, asked once.
pub fn shared(found: &Blocks, view: &View<'_>) -> u64 {
    if let View::List(works) = view {
        return works.iter().filter(|work| found.has(**work)).count() as u64;
    }
    (0..).zip(found.blocks()).map(|(number, block)| in_block(block, None, &view.part(number))).sum()
}

fn in_bits(bits: &Bits, places: &[u16]) -> u64 {
    places.iter().map(|place| u64::from(bits.has(*place))).sum()
}

fn in_both(one: &[u16], other: &[u16]) -> u64 {
    let (few, many) = if one.len() < other.len() { (one, other) } else { (other, one) };
    let mut rest = many.iter().peekable();
    few.iter()
        .filter(|place| {
            while rest.next_if(|other| other < place).is_some() {}
            rest.peek() == Some(place)
        })
        .count() as u64
}
