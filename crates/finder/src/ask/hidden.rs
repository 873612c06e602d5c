//! What a reader never wants to see is taken out of what was found, and counted by reason.

use super::clauses::{Test, named, works_of};
use super::given::Given;
use super::sieve::{discard, keep};
use crate::columns::{Measure, value_of};
use crate::graph::Name;
use crate::index::Index;
use crate::posting::{Block, Blocks, SPAN, View, bits_of};
use crate::question::{Asker, Never, Question};

/// A set, or a bound of a measure.
pub enum Matter<'a> {
    /// Those of a set.
    Works(View<'a>),
    /// Those of these numbers, in their order.
    These(Vec<u32>),
    /// One work, if it is here.
    Work(Option<u32>),
    /// Those that are not in the set.
    Without(&'a Blocks),
    /// Those by an author whom the asker may know.
    By(View<'a>, &'a Blocks),
    /// Those of which there is more than that.
    Above(Measure, u64),
    /// Those that pass a test.
    Passing(Test),
    /// All.
    All,
}

/// Takes out what the rules hide; says how many works each of them hid.
pub fn hide(index: &Index, found: Blocks, question: &Question, given: Given<'_>) -> (Blocks, Vec<u64>) {
    let (mut blocks, asker) = (found.into_blocks(), question.asker);
    let matter = |never| match never {
        Never::Set(place) => Matter::Works(given.set(place)),
        never => matter(index, never, asker),
    };
    let mut hidden = Vec::new();
    for rule in &question.rules {
        let never = matter(rule.never);
        let unless: Vec<Matter<'_>> = rule.unless.iter().map(|unless| matter(*unless)).collect();
        let before: usize = blocks.iter().map(Block::len).sum();
        for (number, block) in (0..).zip(&mut blocks).filter(|(_, block)| block.len() > 0) {
            let mut hit = within(index, block, &never, number);
            for exception in &unless {
                let spared = within(index, &hit, exception, number);
                discard(&mut hit, &spared.part());
            }
            discard(block, &hit.part());
        }
        let after: usize = blocks.iter().map(Block::len).sum();
        hidden.push((before - after) as u64);
    }
    (Blocks::of_blocks(blocks), hidden)
}

fn matter(index: &Index, never: Never, asker: Asker) -> Matter<'_> {
    match never {
        Never::Tag(tag) => Matter::Works(works_of(index, Name::Tag(tag))),
        Never::Author(author) => Matter::By(works_of(index, Name::Author(author)), named(index, asker)),
        Never::Language(language) => Matter::Works(works_of(index, Name::Language(language))),
        Never::Series(series) => Matter::Works(works_of(index, Name::Series(series))),
        Never::Collection(id) => Matter::Works(works_of(index, Name::Collection(id))),
        Never::Work(work) => Matter::Work(index.works.get(work.0)),
        Never::Anonymous => Matter::Without(named(index, asker)),
        Never::MoreThan(measure, most) => at_most(measure, most),
        Never::Set(_) => Matter::Works(View::none()),
    }
}

/// A negative bound is passed by every count.
fn at_most(measure: Measure, most: i64) -> Matter<'static> {
    let time = matches!(measure, Measure::Posted | Measure::Updated);
    if most < 0 && !time { Matter::All } else { Matter::Above(measure, value_of(measure, most)) }
}

/// The works of a block to which a matter applies.
pub fn within(index: &Index, block: &Block, matter: &Matter<'_>, number: u32) -> Block {
    let base = number * SPAN;
    let mut hit = block.clone();
    match matter {
        Matter::All => {}
        Matter::Works(view) => keep(&mut hit, &view.part(number)),
        Matter::These(works) => keep(&mut hit, &View::list(works).part(number)),
        Matter::Passing(test) => retain(&mut hit, |place| test.passes(index, base + u32::from(place))),
        Matter::By(view, named) => {
            keep(&mut hit, &view.part(number));
            keep(&mut hit, &View::Blocks(named).part(number));
        }
        Matter::Without(set) => discard(&mut hit, &View::Blocks(set).part(number)),
        Matter::Work(work) => retain(&mut hit, |place| *work == Some(base + u32::from(place))),
        Matter::Above(measure, most) => {
            retain(&mut hit, |place| index.value(*measure, base + u32::from(place)) > *most);
        }
    }
    hit
}

fn retain(block: &mut Block, wanted: impl Fn(u16) -> bool) {
    match block {
        Block::Few(places) => places.retain(|place| wanted(*place)),
        Block::Many(bits) => {
            let places: Vec<u16> = bits.places().filter(|place| wanted(*place)).collect();
            *block = Block::Many(bits_of(&places)).fitted();
        }
    }
}
