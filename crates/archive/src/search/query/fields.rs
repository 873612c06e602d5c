//! What a word or a field says.

use std::ops::Range;

use super::lex::Term;
use super::numbers::{self, Said};
use super::{About, Doubt, Measure, Place, Sort, Sorting, Trait, What, Words};
use crate::tags::Kind;

/// What a term turned out to be.
pub(super) enum Understood {
    Part(What, bool),
    Sorting(Sorting),
}

/// Fields that name a tag; `None` for one of any kind.
pub(super) const TAGS: &[(&str, Option<Kind>)] = &[
    ("tag", None),
    ("rating", Some(Kind::Rating)),
    ("warning", Some(Kind::Warning)),
    ("category", Some(Kind::Category)),
    ("fandom", Some(Kind::Fandom)),
    ("relationship", Some(Kind::Relationship)),
    ("ship", Some(Kind::Relationship)),
    ("character", Some(Kind::Character)),
    ("additional", Some(Kind::Additional)),
    ("freeform", Some(Kind::Additional)),
];

/// Fields that hold words.
pub(super) const PLACES: &[(&str, Place)] = &[
    ("any", Place::Anywhere),
    ("title", Place::Title),
    ("summary", Place::Summary),
    ("notes", Place::Notes),
    ("series", Place::Series),
];

/// What can be said with one word, and with `yes` or `no` behind it.
pub(super) const TRAITS: &[(&str, Trait)] = &[
    ("complete", Trait::Complete),
    ("crossover", Trait::Crossover),
    ("single", Trait::Single),
    ("restricted", Trait::Restricted),
    ("otp", Trait::Otp),
    ("anonymous", Trait::Anonymous),
];

/// What is counted.
pub(super) const MEASURES: &[(&str, Measure)] = &[
    ("words", Measure::Words),
    ("word_count", Measure::Words),
    ("chapters", Measure::Chapters),
    ("kudos", Measure::Kudos),
    ("comments", Measure::Comments),
    ("bookmarks", Measure::Bookmarks),
    ("hits", Measure::Hits),
    ("fandoms", Measure::Fandoms),
    ("relationships", Measure::Relationships),
];

/// What is sorted by besides what is counted.
pub(super) const SORTS: &[(&str, Sort)] = &[
    ("relevance", Sort::Relevance),
    ("best", Sort::Relevance),
    ("author", Sort::Author),
    ("creator", Sort::Author),
    ("title", Sort::Title),
    ("posted", Sort::Posted),
    ("created", Sort::Posted),
    ("updated", Sort::Updated),
    ("revised", Sort::Updated),
];

/// Categories that are written with a slash.
const PAIRS: &[(&str, &str)] = &[("m/m", "M/M"), ("f/f", "F/F"), ("f/m", "F/M"), ("m/f", "F/M")];

pub(super) fn of<T: Copy>(table: &[(&str, T)], word: &str) -> Option<T> {
    table.iter().find(|(name, _)| *name == word).map(|(_, value)| *value)
}

/// What a term says; nothing when it says nothing that could be done, and then there is a doubt.
pub(super) fn understand(term: Term, at: &Range<usize>, doubts: &mut Vec<Doubt>) -> Option<Understood> {
    let mut doubt = |about| doubts.push(Doubt { about, at: at.clone() });
    let Some(field) = term.field.clone() else { return bare(&term).map(|what| Understood::Part(what, false)) };
    if term.value.trim().is_empty() {
        doubt(About::Empty(field));
        return None;
    }
    let part = |what| Some(Understood::Part(what, false));
    if let Some(kind) = of(TAGS, &field) {
        return part(What::Tag(kind, squeezed(&term.value)));
    }
    if let Some(place) = of(PLACES, &field) {
        return part(What::Words(Words { place, text: squeezed(&term.value), is_phrase: term.is_quoted }));
    }
    if let Some(is) = of(TRAITS, &field) {
        let Some(says_yes) = yes_or_no(&term.value) else {
            doubt(About::Empty(field));
            return None;
        };
        return Some(Understood::Part(What::Is(is), !says_yes));
    }
    if let Some(measure) = of(MEASURES, &field) {
        let Some(Said { value, is_turned }) = numbers::bounds(&term.value) else {
            doubt(About::Number(term.value));
            return None;
        };
        if is_turned {
            doubt(About::Turned);
        }
        return part(What::Amount(measure, value));
    }
    other_field(field, term, doubt)
}

fn other_field(field: String, term: Term, mut doubt: impl FnMut(About)) -> Option<Understood> {
    let part = |what| Some(Understood::Part(what, false));
    match field.as_str() {
        "by" | "author" | "creator" | "creators" => part(What::By(squeezed(&term.value))),
        "language" | "lang" => part(What::Language(term.value.trim().to_lowercase())),
        "sort" | "sorted" => {
            let understood = sorting(&term.value).map(Understood::Sorting);
            if understood.is_none() {
                doubt(About::Sort(term.value));
            }
            understood
        }
        "posted" | "updated" | "date" | "revised" => {
            let Some(Said { value, is_turned }) = numbers::time(&term.value) else {
                doubt(About::Time(term.value));
                return None;
            };
            if is_turned {
                doubt(About::Turned);
            }
            part(if field == "posted" { What::Posted(value) } else { What::Updated(value) })
        }
        _ => {
            let text = format!("{field} {}", term.value);
            doubt(About::Field(field));
            part(What::Words(Words { place: Place::Anywhere, text: squeezed(&text), is_phrase: true }))
        }
    }
}

/// A word or a phrase without a field.
fn bare(term: &Term) -> Option<What> {
    let text = squeezed(&term.value);
    // Signs that stand by themselves compare nothing.
    let text = if term.is_quoted { &text } else { text.trim_start_matches(['<', '>', '=']) };
    if text.is_empty() || !term.is_quoted && text.chars().all(|letter| letter.is_ascii_punctuation()) {
        return None;
    }
    let word = text.to_lowercase();
    if let Some(is) = of(TRAITS, &word).filter(|_| !term.is_quoted) {
        return Some(What::Is(is));
    }
    if let Some(name) = of(PAIRS, &word).filter(|_| !term.is_quoted) {
        return Some(What::Tag(Some(Kind::Category), name.to_owned()));
    }
    Some(What::Words(Words { place: Place::Anywhere, text: text.to_owned(), is_phrase: term.is_quoted }))
}

fn yes_or_no(text: &str) -> Option<bool> {
    match text.trim().to_lowercase().as_str() {
        "yes" | "true" | "t" | "1" | "only" | "include" => Some(true),
        "no" | "false" | "f" | "0" | "exclude" => Some(false),
        _ => None,
    }
}

/// What is sorted by, and the direction behind it: `title`, `title>` from the least, `title<` from the most (SRCH-5).
fn sorting(text: &str) -> Option<Sorting> {
    let text = text.trim().to_lowercase();
    let direction = |ends: [&str; 3]| ends.iter().find_map(|end| text.strip_suffix(end));
    let (name, is_descending) = match (direction([">", "-asc", " ascending"]), direction(["<", "-desc", " descending"]))
    {
        (Some(name), _) => (name, Some(false)),
        (_, Some(name)) => (name, Some(true)),
        _ => (text.as_str(), None),
    };
    let name = name.trim();
    let sort = of(SORTS, name).or_else(|| of(MEASURES, name).map(Sort::By))?;
    Some(Sorting { sort, is_descending: is_descending.unwrap_or(sort.usual().is_descending) })
}

fn squeezed(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}
