//! Puts clauses together, block by block: the smallest set leads, and every other set and test takes away from it.

use super::clauses::{Clauses, Test};
use super::either::keep_either;
use crate::index::Index;
use crate::posting::{Bits, Block, Blocks, Part, SPAN, View, bits_of};

/// A list that is so many times longer than another is searched for what is in that one.
const FAR: usize = 32;
/// What is in a list that is shorter than this is searched for in the other.
const SHORT: usize = 32;

/// The works that pass all clauses.
pub fn sieve(index: &Index, clauses: &mut Clauses<'_>) -> Blocks {
    clauses.all.sort_by_key(View::len);
    clauses.any.sort_by_key(|any| any.iter().map(View::len).sum::<u64>());
    let Some((lead, others)) = clauses.all.split_first() else { return Blocks::default() };
    let mut union = Bits::none();
    let mut blocks = Vec::new();
    for number in 0..lead.end() {
        let part = lead.part(number);
        if part.len() == 0 || others.iter().any(|other| other.part(number).len() == 0) {
            blocks.push(Block::default());
            continue;
        }
        let mut block = copy(&part);
        for other in others {
            keep(&mut block, &other.part(number));
        }
        for any in &clauses.any {
            keep_any(&mut block, any, number, &mut union);
        }
        clauses.none.iter().for_each(|none| discard(&mut block, &none.part(number)));
        clauses.either.iter().for_each(|any| keep_either(index, &mut block, any, number));
        if !clauses.tests.is_empty() {
            test(index, clauses, &mut block, number * SPAN);
        }
        blocks.push(block);
    }
    Blocks::of_blocks(blocks)
}

fn copy(part: &Part<'_>) -> Block {
    match part {
        Part::List(works) => Block::Few(works.iter().map(|work| *work as u16).collect()),
        Part::Few(places) => Block::Few(places.to_vec()),
        Part::Many(bits) => Block::Many((*bits).clone()),
    }
}

/// Keeps what is in a part as well.
pub fn keep(block: &mut Block, part: &Part<'_>) {
    match (&mut *block, part) {
        (_, part) if part.len() == 0 => *block = Block::default(),
        (Block::Few(places), Part::Many(bits)) => keep_if(places, |place| bits.has(place)),
        (Block::Few(places), Part::Few(others)) => narrow(places, others, |other| *other, true),
        (Block::Few(places), Part::List(others)) => narrow(places, others, |other| *other as u16, true),
        (Block::Many(bits), Part::Many(others)) => bits.combine(others, |one, other| one & other),
        (Block::Many(bits), Part::Few(others)) => {
            *block = Block::Few(others.iter().copied().filter(|place| bits.has(*place)).collect());
        }
        (Block::Many(bits), Part::List(others)) => {
            *block = Block::Few(others.iter().map(|work| *work as u16).filter(|place| bits.has(*place)).collect());
        }
    }
}

/// Keeps what is not in a part.
pub fn discard(block: &mut Block, part: &Part<'_>) {
    match (&mut *block, part) {
        (Block::Few(places), Part::Many(bits)) => keep_if(places, |place| !bits.has(place)),
        (Block::Few(places), Part::Few(others)) => narrow(places, others, |other| *other, false),
        (Block::Few(places), Part::List(others)) => narrow(places, others, |other| *other as u16, false),
        (Block::Many(bits), Part::Many(others)) => bits.combine(others, |one, other| one & !other),
        (Block::Many(bits), Part::Few(others)) => others.iter().for_each(|place| {
            bits.clear(*place);
        }),
        (Block::Many(bits), Part::List(others)) => others.iter().for_each(|work| {
            bits.clear(*work as u16);
        }),
    }
}

/// Keeps the places that are in another sorted list, or those that are not. Short lists, and those that are much shorter than the
/// other, are searched for; of others bits are made, for whoever walks two lists does not know which to step on in before both were
/// compared.
fn narrow<T>(places: &mut Vec<u16>, others: &[T], place_of: impl Fn(&T) -> u16, wanted: bool) {
    if places.len() < SHORT || others.len() / FAR > places.len() {
        keep_if(places, |place| others.binary_search_by(|other| place_of(other).cmp(&place)).is_ok() == wanted);
        return;
    }
    if others.len() < SHORT {
        if wanted {
            let mut kept: Vec<u16> = others.iter().map(place_of).collect();
            keep_if(&mut kept, |place| places.binary_search(&place).is_ok());
            *places = kept;
        } else {
            for other in others {
                if let Ok(at) = places.binary_search(&place_of(other)) {
                    places.remove(at);
                }
            }
        }
        return;
    }
    let mut here = Bits::none();
    if wanted {
        for place in places.iter() {
            here.set(*place);
        }
        let mut kept = 0;
        for other in others {
            let place = place_of(other);
            if let Some(cell) = places.get_mut(kept) {
                *cell = place;
            }
            kept += usize::from(here.has(place));
        }
        places.truncate(kept);
    } else {
        for other in others {
            here.set(place_of(other));
        }
        keep_if(places, |place| !here.has(place));
    }
}

/// Keeps the places that pass a test, without a branch that depends on it: how it ends cannot be guessed.
fn keep_if(places: &mut Vec<u16>, passes: impl Fn(u16) -> bool) {
    let mut kept = 0;
    for at in 0..places.len() {
        let Some(place) = places.get(at).copied() else { break };
        if let Some(cell) = places.get_mut(kept) {
            *cell = place;
        }
        kept += usize::from(passes(place));
    }
    places.truncate(kept);
}

/// Keeps what is in one of several sets.
pub fn keep_any(block: &mut Block, any: &[View<'_>], number: u32, union: &mut Bits) {
    if block.len() == 0 {
        return;
    }
    if let Block::Few(places) = block
        && places.len() * any.len() < 512
    {
        let parts: Vec<Part<'_>> = any.iter().map(|view| view.part(number)).collect();
        keep_if(places, |place| parts.iter().fold(false, |found, part| found | has(part, place)));
        return;
    }
    union.combine(&Bits::none(), |_, none| none);
    for view in any {
        match view.part(number) {
            Part::Many(bits) => union.combine(bits, |one, other| one | other),
            Part::Few(places) => places.iter().for_each(|place| {
                union.set(*place);
            }),
            Part::List(works) => works.iter().for_each(|work| {
                union.set(*work as u16);
            }),
        }
    }
    keep(block, &Part::Many(union));
}

fn has(part: &Part<'_>, place: u16) -> bool {
    match part {
        Part::List(works) => works.binary_search_by_key(&place, |work| *work as u16).is_ok(),
        Part::Few(places) => places.binary_search(&place).is_ok(),
        Part::Many(bits) => bits.has(place),
    }
}

fn test(index: &Index, clauses: &Clauses<'_>, block: &mut Block, base: u32) {
    if let Block::Many(bits) = block {
        let mut places = bits.places().collect();
        clauses.tests.iter().for_each(|one| pass(index, one, &mut places, base));
        *block = Block::Many(bits_of(&places)).fitted();
    } else if let Block::Few(places) = block {
        clauses.tests.iter().for_each(|one| pass(index, one, places, base));
    }
}

/// Keeps the places that pass a test.
fn pass(index: &Index, test: &Test, places: &mut Vec<u16>, base: u32) {
    if let Test::Between(measure, from, to) = test
        && let Some(column) = index.store.columns.plain(*measure)
    {
        return keep_if(places, |place| (*from..=*to).contains(&column.get(base + u32::from(place))));
    }
    places.retain(|place| test.passes(index, base + u32::from(*place)));
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lists_of_every_length_keep_what_they_share_or_what_they_do_not() {
        let list = |length: usize, step: u16| (0..length as u16).map(|place| place * step).collect::<Vec<u16>>();
        for (mine, theirs) in
            [0, 1, 31, 32, 33, 400].into_iter().flat_map(|one| [0, 1, 31, 32, 33, 5_000].map(|other| (one, other)))
        {
            for (mine, theirs) in [(list(mine, 6), list(theirs, 4)), (list(theirs, 4), list(mine, 6))] {
                for wanted in [true, false] {
                    let expected: Vec<u16> =
                        mine.iter().copied().filter(|place| theirs.contains(place) == wanted).collect();
                    let mut kept = mine.clone();
                    narrow(&mut kept, &theirs, |place| *place, wanted);
                    assert_eq!(kept, expected, "{} {} {wanted}", mine.len(), theirs.len());
                }
            }
        }
    }
}
