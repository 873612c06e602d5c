//! Makes a question for the finder of a query, part by part. Pure, but for the names that it has looked up.

use finder::{Alternative, Never, Question, Range, Rule, Sort, Wanted, Whether};

use super::meaning::{Lookup, Meaning, Sought};
use super::own;
use super::query::{self, About, Doubt, May, Measure, One, Part, Query, Role, Sorting, Trait, What};
use crate::filters::Named;
use crate::{Result, tags};

/// A question, and what goes beside it.
#[derive(Default)]
pub(super) struct Asking {
    pub(super) question: Question,
    /// Words that must stand in works, each one of these.
    pub(super) sought: Vec<Vec<Sought>>,
    /// Words that must not.
    pub(super) unsought: Vec<Sought>,
    /// Alternatives of different sorts, each one of these.
    pub(super) mixed: Vec<Vec<Choice>>,
    pub(super) doubts: Vec<Doubt>,
    /// What the viewer has to do with works is taken out like what a rule of theirs hides, and told: the rule's place, what it is
    /// about, and where it stands in the text.
    pub(super) apart: Vec<(usize, Named, std::ops::Range<usize>)>,
    now: jiff::Timestamp,
}

/// One of several things that works can be.
#[derive(Debug, Clone)]
pub(super) enum Choice {
    /// What the finder knows.
    Of(Alternative),
    /// Words that stand in works, or, turned round, do not.
    Words(Sought, bool),
}

/// Makes the question. What finds no order of its own has the list's usual one, or the archive's.
pub(super) fn asking(query: &Query, lookup: &mut Lookup<'_>, usual: Option<query::Sort>) -> Result<Asking> {
    let mut asking = Asking { now: lookup.tx.clock_now(), ..Asking::default() };
    for part in &query.parts {
        asking.add(part, lookup)?;
    }
    let sorting = asking.sorting(query, lookup, usual.unwrap_or(query::Sort::Updated));
    let asks = lookup.asks();
    asking.question.ranks = own::ranks(asks, sorting.sort, (&mut lookup.sets, &asking.question.inside))?;
    asking.sort(sorting);
    asking.doubts.append(&mut lookup.doubts);
    Ok(asking)
}

impl Asking {
    /// Whether any words are looked for.
    pub(super) fn has_words(&self) -> bool {
        let is_word = |one: &Choice| matches!(one, Choice::Words(..));
        !self.sought.is_empty() || !self.unsought.is_empty() || self.mixed.iter().flatten().any(is_word)
    }

    /// All words that are looked for.
    #[cfg(feature = "words")]
    pub(super) fn all_words(&mut self) -> impl Iterator<Item = &mut Sought> {
        let mixed = self.mixed.iter_mut().flatten().filter_map(|one| match one {
            Choice::Words(sought, _) => Some(sought),
            Choice::Of(_) => None,
        });
        self.sought.iter_mut().flatten().chain(&mut self.unsought).chain(mixed)
    }

    fn add(&mut self, part: &Part, lookup: &mut Lookup<'_>) -> Result<()> {
        match &part.what {
            What::Is(is) => self.be(*is, !part.is_not),
            What::May(may) => self.permit(*may, !part.is_not),
            What::Amount(..) | What::Posted(_) | What::Updated(_) => {
                let range = self.range(&part.what, part.is_not);
                self.question.ranges.extend(range);
            }
            What::Either(all) if part.is_not => {
                // None of them, which each of them must not be.
                for One { what, is_not } in all {
                    let turned = vec![self.alternative(what, !is_not, (lookup, part))?];
                    self.either(turned);
                }
            }
            What::Either(all) => {
                let all = all.iter().map(|one| self.alternative(&one.what, one.is_not, (lookup, part)));
                let all = all.collect::<Result<Vec<_>>>()?;
                self.either(all);
            }
            what => match lookup.meaning(what, part)? {
                Some(meaning) if part.is_not => self.exclude(meaning, part),
                Some(meaning) => self.include(meaning),
                None => {}
            },
        }
        Ok(())
    }

    fn include(&mut self, meaning: Meaning) {
        match meaning {
            Meaning::Tag(tag) => self.question.all.push(tags::number(tag).into()),
            Meaning::Role(role, tag) => self.question.all.push(Wanted { tag: tags::number(tag), part: as_part(role) }),
            Meaning::Words(sought) => self.sought.push(vec![sought]),
            Meaning::Author(author) => self.question.authors.push(author),
            Meaning::Series(series) => self.question.series.push(series),
            Meaning::Collections(some) => self.question.collections.push(some),
            Meaning::Own(place) => self.question.inside.push(place),
            Meaning::Nameless => self.question.anonymous = Some(true),
            // A work has one language, so two of them are alternatives.
            Meaning::Language(language) => self.question.languages.push(language),
        }
    }

    fn exclude(&mut self, meaning: Meaning, part: &Part) {
        let never = match meaning {
            Meaning::Tag(tag) => return self.question.none.push(tags::number(tag)),
            Meaning::Role(role, tag) => {
                return self.question.unlike.push(Wanted { tag: tags::number(tag), part: as_part(role) });
            }
            Meaning::Words(sought) => return self.unsought.push(sought),
            Meaning::Collections(some) => {
                let rules = some.into_iter().map(|one| Rule { never: Never::Collection(one), unless: Vec::new() });
                return self.question.rules.extend(rules);
            }
            Meaning::Nameless => return self.question.anonymous = Some(false),
            Meaning::Own(place) => {
                let never = match &part.what {
                    What::Mine(mine) => Some(Named::Mine(*mine)),
                    What::Shelf(name) => Some(Named::Shelf(name.clone())),
                    _ => None,
                };
                self.apart.extend(never.map(|never| (self.question.rules.len(), never, part.at.clone())));
                Never::Set(place)
            }
            Meaning::Author(author) => Never::Author(author),
            Meaning::Series(series) => Never::Series(series),
            Meaning::Language(language) => Never::Language(language),
        };
        self.question.rules.push(Rule { never, unless: Vec::new() });
    }

    /// One of several things that works can be.
    fn alternative(&self, what: &What, is_not: bool, (lookup, part): (&mut Lookup<'_>, &Part)) -> Result<Choice> {
        let whether = match lookup.meaning(what, part)? {
            Some(Meaning::Words(sought)) => return Ok(Choice::Words(sought, is_not)),
            Some(Meaning::Tag(tag)) => Whether::Tag(tags::number(tag).into()),
            Some(Meaning::Role(role, tag)) => Whether::Tag(Wanted { tag: tags::number(tag), part: as_part(role) }),
            Some(Meaning::Author(author)) => Whether::Author(author),
            Some(Meaning::Series(series)) => Whether::Series(series),
            Some(Meaning::Collections(some)) => Whether::Collections(some),
            Some(Meaning::Own(place)) => Whether::Set(place),
            Some(Meaning::Nameless) => Whether::Anonymous,
            Some(Meaning::Language(language)) => Whether::Language(language),
            None => self.state(what),
        };
        Ok(Choice::Of(Alternative { whether, is_not }))
    }

    /// What names nothing that had to be looked up.
    fn state(&self, what: &What) -> Whether {
        let nothing = Whether::Among(Vec::new());
        match what {
            What::Is(Trait::Complete) => Whether::Complete,
            What::Is(Trait::Crossover) => Whether::Crossover,
            What::Is(Trait::Single) => Whether::Single,
            What::Is(Trait::Restricted) => Whether::Restricted,
            What::Is(Trait::Anonymous) => Whether::Anonymous,
            What::Is(Trait::Otp) => Whether::In(otp(false)),
            What::May(may) => Whether::Permits(1 << *may as u8),
            what => self.range(what, false).map_or(nothing, Whether::In),
        }
    }

    /// Alternatives: of one sort where they are, so that their words rank what is found; of several otherwise.
    fn either(&mut self, all: Vec<Choice>) {
        let plain = |one: &Choice| match one {
            Choice::Of(Alternative {
                whether: Whether::Tag(Wanted { tag, part: finder::Part::Any }),
                is_not: false,
            }) => Some(*tag),
            _ => None,
        };
        let language = |one: &Choice| match one {
            Choice::Of(Alternative { whether: Whether::Language(language), is_not: false }) => Some(*language),
            _ => None,
        };
        let words = |one: &Choice| match one {
            Choice::Words(sought, false) => Some(sought.clone()),
            _ => None,
        };
        if let [Choice::Words(sought, true)] = all.as_slice() {
            self.unsought.push(sought.clone());
        } else if let Some(tags) = all.iter().map(plain).collect::<Option<Vec<_>>>() {
            self.question.any.push(tags);
        } else if let Some(words) = all.iter().map(words).collect::<Option<Vec<_>>>() {
            self.sought.push(words);
        } else if let Some(languages) = all.iter().map(language).collect::<Option<Vec<_>>>()
            && self.question.languages.is_empty()
        {
            self.question.languages = languages;
        } else {
            self.mixed.push(all);
        }
    }

    fn be(&mut self, is: Trait, so: bool) {
        let question = &mut self.question;
        let flag = match is {
            Trait::Complete => &mut question.complete,
            Trait::Crossover => &mut question.crossover,
            Trait::Single => &mut question.single,
            Trait::Restricted => &mut question.restricted,
            Trait::Anonymous => &mut question.anonymous,
            Trait::Otp => {
                return question.ranges.push(otp(!so));
            }
        };
        *flag = Some(so);
    }

    fn permit(&mut self, may: May, so: bool) {
        let bits = if so { &mut self.question.permissions } else { &mut self.question.unpermitted };
        *bits |= 1 << may as u8;
    }

    /// What lies between two bounds, or outside of them.
    fn range(&self, what: &What, outside: bool) -> Option<Range> {
        let whole = |bound: u64| i64::try_from(bound).unwrap_or(i64::MAX);
        let (measure, (from, to)) = match what {
            What::Amount(measure, bounds) => (measured(*measure), (bounds.from.map(whole), bounds.to.map(whole))),
            What::Posted(time) => (finder::Measure::Posted, time.around(self.now)),
            What::Updated(time) => (finder::Measure::Updated, time.around(self.now)),
            _ => return None,
        };
        Some(Range { measure, from, to, outside })
    }

    /// The order asked for; otherwise those first that fit words best, or the usual one (SRCH-13). Nobody but a member has an order
    /// of their own.
    fn sorting(&mut self, query: &Query, lookup: &Lookup<'_>, usual: query::Sort) -> Sorting {
        let has_words = !self.sought.is_empty();
        let usual = if has_words { query::Sort::Relevance } else { usual };
        let is_own = |sorting: &Sorting| matches!(sorting.sort, query::Sort::Opened | query::Sort::Stars);
        let mut wanted = query.sort.filter(|sorting| has_words || sorting.sort != query::Sort::Relevance);
        if lookup.viewer.person().is_none() && wanted.as_ref().is_some_and(is_own) {
            self.doubts.push(Doubt { about: About::LogIn, at: 0..0 });
            wanted = None;
        }
        wanted.unwrap_or(usual.usual())
    }

    fn sort(&mut self, sorting: Sorting) {
        self.question.descending = sorting.is_descending;
        self.question.sort = match sorting.sort {
            query::Sort::Relevance | query::Sort::Opened | query::Sort::Stars => Sort::Relevance,
            query::Sort::Author => Sort::Byline,
            query::Sort::Title => Sort::Title,
            query::Sort::Posted => Sort::By(finder::Measure::Posted),
            query::Sort::Updated => Sort::By(finder::Measure::Updated),
            query::Sort::By(measure) => Sort::By(measured(measure)),
        };
    }
}

/// Works of one relationship.
const fn otp(outside: bool) -> Range {
    Range { measure: finder::Measure::Relationships, from: Some(1), to: Some(1), outside }
}

const fn as_part(role: Role) -> finder::Part {
    match role {
        Role::Main => finder::Part::Main,
        Role::Side => finder::Part::Side,
        Role::First => finder::Part::First,
    }
}

const fn measured(measure: Measure) -> finder::Measure {
    match measure {
        Measure::Words => finder::Measure::Words,
        Measure::Chapters => finder::Measure::Chapters,
        Measure::Kudos => finder::Measure::Kudos,
        Measure::Comments => finder::Measure::Comments,
        Measure::Bookmarks => finder::Measure::Bookmarks,
        Measure::Hits => finder::Measure::Hits,
        Measure::Fandoms => finder::Measure::Fandoms,
        Measure::Relationships => finder::Measure::Relationships,
    }
}
