//! What a visitor asks for: the text in the address, or what the form of filters sends, written as such a text.

use archive::{
    PersonId,
    search::{
        Lifted, Of, Passages, Query, Wish,
        query::{Bounds, Measure, Part, Sorting, Time, Trait, What},
    },
    tags,
};
use form_urlencoded::Serializer;

use crate::Cx;

/// So many letters of a text are shown again and passed on.
const LONGEST: usize = 4_000;

/// So many reasons can be lifted at once: as many as one can have.
const MOST_LIFTED: usize = 2_500;

/// What is asked for.
#[derive(Debug, Clone)]
pub(crate) struct Asked {
    /// The text.
    pub(crate) text: String,
    /// What it says.
    pub(crate) query: Query,
    /// The page, from 1.
    pub(super) number: u64,
    /// What keeps works out of the visitor's lists, and lets them in this time.
    pub(super) lifted: Vec<Lifted>,
    /// Whether the address says nothing of a text, not even that there is none: then a list may begin with a saved search.
    pub(super) is_bare: bool,
    pub(super) is_member: bool,
    /// Of which works lines of the text are shown: not of those that this visitor is asked about first (POST-21).
    passages: Passages,
}

impl Asked {
    /// What the address asks for.
    pub(crate) fn of(cx: &Cx) -> Self {
        let text: String = cx.asked("q").unwrap_or_default().trim().chars().take(LONGEST).collect();
        let lifted = cx.asked("lift").unwrap_or_default();
        let lifted = lifted.split('.').filter_map(lift_of).take(MOST_LIFTED).collect();
        let (is_bare, is_member) = (cx.asked("q").is_none(), cx.member().is_some());
        let passages = if cx.consent { Passages::All } else { Passages::Harmless };
        Self { query: Query::read(&text), text, number: cx.page_number(), lifted, is_bare, is_member, passages }
    }

    /// The same, where an address that says nothing of a text asks for this one.
    pub(crate) fn or(self, text: &str) -> Self {
        if self.is_bare && !text.is_empty() {
            return Self { query: Query::read(text), text: text.to_owned(), ..self };
        }
        self
    }

    /// Whether these things and no others are asked for.
    pub(crate) fn is_just(&self, whats: &[What]) -> bool {
        let parts = &self.query.parts;
        parts.len() == whats.len() && parts.iter().zip(whats).all(|(part, what)| part.what == *what && !part.is_not)
    }

    /// The same as the archive is asked, of these works.
    pub(crate) fn wish(&self, of: Of) -> Wish {
        let (query, lifted, passages) = (self.query.clone(), self.lifted.clone(), self.passages);
        Wish { query, of, lifted, number: self.number, with_facets: true, passages }
    }

    /// Whether nothing is asked for.
    pub(crate) fn is_plain(&self) -> bool {
        self.text.is_empty() && self.lifted.is_empty()
    }

    /// The address of a list at this path that asks for the same.
    pub(super) fn address(&self, path: &str) -> String {
        self.lifting(path, &[])
    }

    /// The address of a list at this path that asks for the same, and lifts these reasons too.
    pub(super) fn lifting(&self, path: &str, more: &[Lifted]) -> String {
        let is_nothing = self.text.is_empty() && !self.is_bare;
        let address = if is_nothing { self.cleared(path) } else { address(path, &self.text) };
        let lifted: Vec<String> = self.lifted.iter().chain(more).map(lift_word).collect();
        if lifted.is_empty() {
            return address;
        }
        let joint = if address.contains('?') { '&' } else { '?' };
        format!("{address}{joint}lift={}", lifted.join("."))
    }

    /// The address of a list at this path without one part of the text.
    pub(super) fn without(&self, path: &str, at: &std::ops::Range<usize>) -> String {
        Self { text: Query::without(&self.text, at), ..self.clone() }.address(path)
    }

    /// The address of a list at this path that asks for nothing, and begins with no saved search.
    pub(super) fn cleared(&self, path: &str) -> String {
        if self.is_member { format!("{path}?q=") } else { path.to_owned() }
    }
}

/// A reason as it stands in an address: the number of a rule, or of a person behind an `m`.
fn lift_word(lifted: &Lifted) -> String {
    match lifted {
        Lifted::Rule(rule) => rule.to_string(),
        Lifted::Mute(person) => format!("m{person}"),
        // A part of the text is lifted by asking without it.
        Lifted::Part(..) => String::new(),
    }
}

fn lift_of(word: &str) -> Option<Lifted> {
    let muted = |number: &str| number.parse::<PersonId>().ok().map(Lifted::Mute);
    word.strip_prefix('m').map_or_else(|| word.parse().ok().map(Lifted::Rule), muted)
}

/// The address of a list at a path that asks for a text.
pub(crate) fn address(path: &str, text: &str) -> String {
    if text.is_empty() {
        return path.to_owned();
    }
    format!("{path}?{}", Serializer::new(String::new()).append_pair("q", text).finish())
}

/// The address that the form of filters asks for, if it was sent.
pub(crate) fn filtered(cx: &Cx, path: &str) -> Option<String> {
    cx.is_asked("filter").then(|| match written(cx).to_string() {
        nothing if nothing.is_empty() => Asked::of(cx).cleared(path),
        text => address(path, &text),
    })
}

/// What the form says, as a query: what stands in a field of its own wins over what was typed (SRCH-5).
fn written(cx: &Cx) -> Query {
    let typed = |name: &str| cx.asked(name).unwrap_or_default().trim().to_owned();
    let mut query = Query::read(&typed("within"));
    let part = |what, is_not| Part { what, is_not, at: 0..0 };
    let ticked = |name: &str, is_not: bool| {
        let parts = cx.all_asked(name).into_iter().flat_map(|text| Query::read(&text).parts);
        parts.map(|part| Part { is_not, ..part }).collect::<Vec<_>>()
    };
    let named = |name: &str, is_not: bool| {
        let names = tags::listed(&typed(name)).into_iter();
        names.map(|name| part(What::Tag(None, name), is_not)).collect::<Vec<_>>()
    };
    query.parts.extend(ticked("with", false));
    query.parts.extend(ticked("without", true));
    query.parts.extend(cx.all_asked("mine").into_iter().flat_map(|text| Query::read(&text).parts));
    query.parts.extend(named("also", false));
    query.parts.extend(named("not", true));
    for (name, is) in [("crossover", Trait::Crossover), ("complete", Trait::Complete)] {
        let answer = typed(name);
        if matches!(answer.as_str(), "yes" | "no") {
            query.parts.retain(|part| part.what != What::Is(is));
            query.parts.push(part(What::Is(is), answer == "no"));
        }
    }
    query.parts.extend(words(&typed("words_from"), &typed("words_to")).map(|what| part(what, false)));
    query.parts.extend(days(&typed("from"), &typed("to")).map(|what| part(what, false)));
    let language = typed("language");
    if !language.is_empty() {
        query.parts.push(part(What::Language(language.to_lowercase()), false));
    }
    query.sort = sorting(&typed("sort")).or(query.sort);
    query
}

fn words(from: &str, to: &str) -> Option<What> {
    let one = |text: &str| match Query::read(&format!("words:{text}")).parts.pop().map(|part| part.what) {
        Some(What::Amount(Measure::Words, Bounds { from: Some(number), .. })) => Some(number),
        _ => None,
    };
    let (from, to) = (one(from), one(to));
    let (from, to) = match (from, to) {
        (Some(from), Some(to)) if from > to => (Some(to), Some(from)),
        ends => ends,
    };
    (from.is_some() || to.is_some()).then_some(What::Amount(Measure::Words, Bounds { from, to }))
}

fn days(from: &str, to: &str) -> Option<What> {
    let (from, to) = (from.parse().ok(), to.parse().ok());
    let (from, to) = match (from, to) {
        (Some(from), Some(to)) if from > to => (Some(to), Some(from)),
        ends => ends,
    };
    (from.is_some() || to.is_some()).then_some(What::Updated(Time::Days(from, to)))
}

fn sorting(text: &str) -> Option<Sorting> {
    if text.is_empty() { None } else { Query::read(&format!("sort:{text}")).sort }
}
