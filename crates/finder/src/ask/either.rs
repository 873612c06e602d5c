//! Alternatives of different sorts: a tag, a flag, a range, words, each perhaps turned round. A work passes that is one of them.

use super::clauses::{Test, between, named, works_of};
use super::given::{Given, in_order, numbers};
use super::hidden::{Matter, within};
use super::sieve::discard;
use crate::graph::Name;
use crate::index::{Flag, Index};
use crate::posting::{Block, View};
use crate::question::{Alternative, Asker, Part, Question, Wanted, Whether};
use crate::{ask::role::Roles, facts::CollectionId};

/// One of several things, and whether works must not be it.
pub struct Piece<'a> {
    matter: Matter<'a>,
    is_not: bool,
}

impl std::fmt::Debug for Piece<'_> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Piece").field("is_not", &self.is_not).finish_non_exhaustive()
    }
}

/// The alternatives of a question.
pub fn pieces<'a>(index: &'a Index, question: &Question, given: Given<'a>) -> Vec<Vec<Piece<'a>>> {
    let matter = |one: &Alternative| match one.whether {
        Whether::Set(place) => Matter::Works(given.set(place)),
        _ => matter(index, &one.whether, question.asker),
    };
    let piece = |one: &Alternative| Piece { matter: matter(one), is_not: one.is_not };
    question.either.iter().map(|any| any.iter().map(piece).collect()).collect()
}

fn matter<'a>(index: &'a Index, whether: &Whether, asker: Asker) -> Matter<'a> {
    let flag = |flag| Matter::Works(View::Blocks(index.store.flags.works(flag)));
    match whether {
        Whether::Tag(wanted) => in_role(index, *wanted),
        Whether::Author(author) => Matter::By(works_of(index, Name::Author(*author)), named(index, asker)),
        Whether::Anonymous => Matter::Without(named(index, asker)),
        Whether::Series(series) => Matter::Works(works_of(index, Name::Series(*series))),
        Whether::Collections(some) => Matter::These(held(index, some)),
        Whether::Language(language) => Matter::Works(works_of(index, Name::Language(*language))),
        Whether::Complete => flag(Flag::Complete),
        Whether::Crossover => flag(Flag::Crossover),
        Whether::Single => flag(Flag::Single),
        Whether::Restricted => Matter::Without(index.store.flags.works(Flag::Everyone)),
        Whether::In(range) => Matter::Passing(between(range)),
        Whether::Permits(bits) => Matter::Passing(Test::Permits(*bits, 0)),
        Whether::Among(works) => Matter::These(numbers(index, works)),
        Whether::Set(_) => Matter::Works(View::none()),
    }
}

fn in_role(index: &Index, wanted: Wanted) -> Matter<'_> {
    let roles = Some(wanted).filter(|wanted| wanted.part != Part::Any).and_then(|wanted| Roles::of(index, wanted));
    roles.map_or_else(
        || Matter::Works(works_of(index, Name::Tag(wanted.tag))),
        |roles| Matter::Passing(Test::Role(roles, true)),
    )
}

fn held(index: &Index, collections: &[CollectionId]) -> Vec<u32> {
    in_order(collections.iter().flat_map(|one| works_of(index, Name::Collection(*one)).works()).collect())
}

/// Keeps the works of a block that are one of several things.
pub fn keep_either(index: &Index, block: &mut Block, any: &[Piece<'_>], number: u32) {
    // What is none of them yet.
    let mut rest = block.clone();
    for piece in any {
        if rest.len() == 0 {
            return;
        }
        let hit = within(index, &rest, &piece.matter, number);
        if piece.is_not { rest = hit } else { discard(&mut rest, &hit.part()) }
    }
    discard(block, &rest.part());
}
