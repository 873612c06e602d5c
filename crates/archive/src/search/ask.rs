//! Makes a question for the finder of a query, part by part. Pure, but for the names that it has looked up.

use finder::{Never, Question, Range, Rule, Sort, Wanted};

use super::meaning::{Lookup, Meaning, Sought};
use super::query::{self, About, Bounds, Doubt, May, Measure, Part, Query, Role, Time, Trait, What};
use crate::{Result, tags};

/// A question, and what goes beside it.
#[derive(Default)]
pub(super) struct Asking {
    pub(super) question: Question,
    /// Words that must stand in works, each one of these.
    pub(super) sought: Vec<Vec<Sought>>,
    /// Words that must not.
    pub(super) unsought: Vec<Sought>,
    pub(super) doubts: Vec<Doubt>,
    now: jiff::Timestamp,
}

/// Makes the question.
pub(super) fn asking(query: &Query, lookup: &mut Lookup<'_>, now: jiff::Timestamp) -> Result<Asking> {
    let mut asking = Asking { now, ..Asking::default() };
    for part in &query.parts {
        asking.add(part, lookup)?;
    }
    asking.doubts.append(&mut lookup.doubts);
    asking.sort(query);
    Ok(asking)
}

impl Asking {
    fn add(&mut self, part: &Part, lookup: &mut Lookup<'_>) -> Result<()> {
        match &part.what {
            What::Is(is) => self.be(*is, !part.is_not),
            What::May(may) => self.permit(*may, !part.is_not),
            What::Amount(measure, bounds) => self.amount(*measure, *bounds, part),
            What::Posted(time) => self.time(finder::Measure::Posted, *time, part),
            What::Updated(time) => self.time(finder::Measure::Updated, *time, part),
            What::Either(all) => {
                let meanings = all.iter().map(|what| lookup.meaning(what, part)).collect::<Result<Vec<_>>>()?;
                let (known, count) = (meanings.into_iter().flatten().collect::<Vec<_>>(), all.len());
                if known.len() < count {
                    self.doubt(About::NotHere, part);
                }
                if !part.is_not {
                    self.either(&known, part);
                    return Ok(());
                }
                for one in known {
                    self.exclude(one);
                }
            }
            what => match lookup.meaning(what, part)? {
                Some(meaning) if part.is_not => self.exclude(meaning),
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
            Meaning::Nameless => self.question.anonymous = Some(true),
            // A work has one language, so two of them are alternatives.
            Meaning::Language(language) => self.question.languages.push(language),
        }
    }

    fn exclude(&mut self, meaning: Meaning) {
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
            Meaning::Author(author) => Never::Author(author),
            Meaning::Series(series) => Never::Series(series),
            Meaning::Language(language) => Never::Language(language),
        };
        self.question.rules.push(Rule { never, unless: Vec::new() });
    }

    /// Alternatives of one sort; tags among words are looked for by their words.
    fn either(&mut self, all: &[Meaning], part: &Part) {
        let tags: Vec<_> = all
            .iter()
            .filter_map(|one| if let Meaning::Tag(tag) = one { Some(tags::number(*tag)) } else { None })
            .collect();
        let words: Vec<Sought> = all
            .iter()
            .filter_map(|one| if let Meaning::Words(sought) = one { Some(sought.clone()) } else { None })
            .collect();
        let languages: Vec<_> =
            all.iter().filter_map(|one| if let Meaning::Language(one) = one { Some(*one) } else { None }).collect();
        match all.len() {
            0 => {}
            count if count == tags.len() => self.question.any.push(tags),
            count if count == words.len() => self.sought.push(words),
            count if count == languages.len() => self.question.languages.extend(languages),
            _ => self.doubt(About::NotHere, part),
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
                let measure = finder::Measure::Relationships;
                return question.ranges.push(Range { measure, from: Some(1), to: Some(1), outside: !so });
            }
        };
        *flag = Some(so);
    }

    fn permit(&mut self, may: May, so: bool) {
        let bits = if so { &mut self.question.permissions } else { &mut self.question.unpermitted };
        *bits |= 1 << may as u8;
    }

    fn amount(&mut self, measure: Measure, bounds: Bounds, part: &Part) {
        let whole = |bound: u64| i64::try_from(bound).unwrap_or(i64::MAX);
        self.range(measured(measure), (bounds.from.map(whole), bounds.to.map(whole)), part);
    }

    fn time(&mut self, measure: finder::Measure, time: Time, part: &Part) {
        self.range(measure, time.around(self.now), part);
    }

    /// Between two bounds, or outside of them.
    fn range(&mut self, measure: finder::Measure, (from, to): (Option<i64>, Option<i64>), part: &Part) {
        self.question.ranges.push(Range { measure, from, to, outside: part.is_not });
    }

    /// The order asked for; otherwise those first that fit words best, or were updated last (SRCH-13).
    fn sort(&mut self, query: &Query) {
        let has_words = !self.sought.is_empty();
        let usual = if has_words { query::Sort::Relevance } else { query::Sort::Updated };
        let wanted = query.sort.filter(|sorting| has_words || sorting.sort != query::Sort::Relevance);
        let sorting = wanted.unwrap_or(usual.usual());
        self.question.descending = sorting.is_descending;
        self.question.sort = match sorting.sort {
            query::Sort::Relevance => Sort::Relevance,
            query::Sort::Author => Sort::Byline,
            query::Sort::Title => Sort::Title,
            query::Sort::Posted => Sort::By(finder::Measure::Posted),
            query::Sort::Updated => Sort::By(finder::Measure::Updated),
            query::Sort::By(measure) => Sort::By(measured(measure)),
        };
    }

    fn doubt(&mut self, about: About, part: &Part) {
        self.doubts.push(Doubt { about, at: part.at.clone() });
    }
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
