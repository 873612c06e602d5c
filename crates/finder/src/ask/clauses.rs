//! A question in terms of sets and tests.

use super::either::{Piece, pieces};
use super::given::Given;
use super::role::Roles;
use crate::columns::{Measure, value_of};
use crate::facts::CollectionId;
use crate::graph::Name;
use crate::index::{Flag, Index};
use crate::posting::{Blocks, View};
use crate::question::{Asker, Part, Question, Range, Wanted};

/// What a work must pass. An empty union is passed by nothing.
#[derive(Debug, Default)]
pub struct Clauses<'a> {
    /// Sets to be in.
    pub all: Vec<View<'a>>,
    /// Sets of which to be in one, each.
    pub any: Vec<Vec<View<'a>>>,
    /// Sets not to be in.
    pub none: Vec<View<'a>>,
    /// Alternatives of different sorts, of which to be one, each.
    pub either: Vec<Vec<Piece<'a>>>,
    /// What is looked up for each work that is left.
    pub tests: Vec<Test>,
}

/// A test of one work.
#[derive(Debug)]
pub enum Test {
    /// A measure lies between.
    Between(Measure, u64, u64),
    /// A measure does not lie between.
    Outside(Measure, u64, u64),
    /// The first bits are set, and none of the others.
    Permits(u8, u8),
    /// A tag has a role, or has it not.
    Role(Roles, bool),
}

impl Test {
    /// Whether a work passes.
    #[inline]
    pub fn passes(&self, index: &Index, work: u32) -> bool {
        match self {
            Self::Between(measure, from, to) => (*from..=*to).contains(&index.value(*measure, work)),
            Self::Outside(measure, from, to) => !(*from..=*to).contains(&index.value(*measure, work)),
            Self::Permits(yes, no) => {
                let set = index.store.permissions.get(work) as u8;
                set & yes == *yes && set & no == 0
            }
            Self::Role(roles, so) => roles.fit(index, work) == *so,
        }
    }
}

impl<'a> Clauses<'a> {
    fn flag(&mut self, set: &'a Blocks, wanted: Option<bool>) {
        match wanted {
            None => {}
            Some(true) => self.all.push(View::Blocks(set)),
            Some(false) => self.none.push(View::Blocks(set)),
        }
    }
}

/// The works of a name; none for a name that nobody carries.
pub fn works_of(index: &Index, name: Name) -> View<'_> {
    index.graph.find(name).map_or_else(View::none, |term| index.store.postings.view(term))
}

/// The clauses of a question, with the works that it names.
pub fn clauses<'a>(index: &'a Index, question: &Question, given: Given<'a>) -> Clauses<'a> {
    let guest = question.asker == Asker::Guest;
    let mut clauses = Clauses { all: vec![View::Blocks(index.findable(guest))], ..Clauses::default() };
    let tag = |tag| works_of(index, Name::Tag(tag));
    clauses.all.extend(question.all.iter().map(|wanted| tag(wanted.tag)));
    clauses.any.extend(question.any.iter().map(|any| any.iter().copied().map(tag).collect()));
    clauses.none.extend(question.none.iter().copied().map(tag));
    clauses.all.extend(given.among.map(View::list));
    clauses.all.extend(question.inside.iter().map(|place| given.set(*place)));
    names(index, question, &mut clauses);
    let flags = [
        (Flag::Complete, question.complete),
        (Flag::Crossover, question.crossover),
        (Flag::Single, question.single),
        (Flag::Everyone, question.restricted.map(|restricted| !restricted)),
    ];
    for (flag, wanted) in flags {
        clauses.flag(index.store.flags.works(flag), wanted);
    }
    tests(index, question, &mut clauses);
    clauses.either = pieces(index, question, given);
    clauses
}

/// The set of works that an asker may find by their authors.
pub fn named(index: &Index, asker: Asker) -> &Blocks {
    index.store.flags.works(match asker {
        Asker::Guest => Flag::NamedForEveryone,
        Asker::Member => Flag::Named,
    })
}

fn names<'a>(index: &'a Index, question: &Question, clauses: &mut Clauses<'a>) {
    let named = named(index, question.asker);
    clauses.all.extend(question.authors.iter().map(|author| works_of(index, Name::Author(*author))));
    if !question.authors.is_empty() {
        clauses.all.push(View::Blocks(named));
    }
    clauses.flag(named, question.anonymous.map(|anonymous| !anonymous));
    clauses.all.extend(question.within.iter().map(|language| works_of(index, Name::Language(*language))));
    let series = question.series.iter().map(|series| works_of(index, Name::Series(*series)));
    let languages = question.languages.iter().map(|language| works_of(index, Name::Language(*language)));
    let (series, languages): (Vec<_>, Vec<_>) = (series.collect(), languages.collect());
    clauses.any.extend([series, languages].into_iter().filter(|any| !any.is_empty()));
    let works = |id: &CollectionId| works_of(index, Name::Collection(*id));
    clauses.any.extend(question.collections.iter().map(|some| some.iter().map(works).collect()));
}

fn tests(index: &Index, question: &Question, clauses: &mut Clauses<'_>) {
    clauses.tests.extend(question.ranges.iter().map(between));
    if question.permissions | question.unpermitted != 0 {
        clauses.tests.push(Test::Permits(question.permissions, question.unpermitted));
    }
    let special = question.all.iter().filter(|wanted| wanted.part != Part::Any);
    let role = |wanted: &Wanted, so| Some(Test::Role(Roles::of(index, *wanted)?, so));
    clauses.tests.extend(special.filter_map(|wanted| role(wanted, true)));
    clauses.tests.extend(question.unlike.iter().filter_map(|wanted| role(wanted, false)));
}

pub fn between(range: &Range) -> Test {
    let Range { measure, from, to, outside } = *range;
    let time = matches!(measure, Measure::Posted | Measure::Updated);
    let impossible = !time && to.is_some_and(|to| to < 0);
    let from = if impossible { u64::MAX } else { from.map_or(0, |from| value_of(measure, from)) };
    let to = to.map_or(u64::MAX, |to| value_of(measure, to));
    if outside { Test::Outside(measure, from, to) } else { Test::Between(measure, from, to) }
}
