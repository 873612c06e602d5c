//! How many works two sets share, without making the set.

use crate::posting::{Bits, Block, Blocks, Part, View};

/// How many of the found works are in a view.
pub fn shared(found: &Blocks, view: &View<'_>) -> u64 {
    if let View::List(works) = view {
        return works.iter().filter(|work| found.has(**work)).count() as u64;
    }
    (0..).zip(found.blocks()).map(|(number, block)| in_block(block, &view.part(number))).sum()
}

fn in_block(block: &Block, part: &Part<'_>) -> u64 {
    match (block, part) {
        (Block::Many(bits), Part::Many(others)) => u64::from(bits.shared(others)),
        (Block::Many(bits), Part::Few(places)) => in_bits(bits, places),
        (Block::Few(places), Part::Many(bits)) => in_bits(bits, places),
        (Block::Few(places), Part::Few(others)) => in_both(places, others),
        (_, Part::List(works)) => works.iter().filter(|work| block.has(**work as u16)).count() as u64,
    }
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
