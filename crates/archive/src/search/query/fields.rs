//! What a word or a field says.

use std::ops::Range;

use super::lex::Term;
use super::mine::{BARE, BARE_NOT, Mine};
use super::numbers::{self, Said};
use super::{About, Doubt, May, Measure, Place, Role, Sort, Sorting, Trait, What, Words};
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

/// Fields that name a tag in a role.
pub(super) const ROLES: &[(&str, Role)] = &[("main", Role::Main), ("side", Role::Side), ("first", Role::First)];

/// What stands behind `may:`.
pub(super) const MAYS: &[(&str, May)] = &[
    ("bind", May::Bind),
    ("binding", May::Bind),
    ("podfic", May::Podfic),
    ("record", May::Podfic),
    ("translate", May::Translate),
    ("translation", May::Translate),
    ("remix", May::Remix),
    ("keep", May::Keep),
    ("ai", May::Ai),
];

/// Names that the great archive has for what is asked for here by another.
const ALSO: &[(&str, &str)] = &[
    ("tags", "tag"),
    ("endnotes", "notes"),
    ("series.title", "series"),
    ("collections", "collection"),
    ("collection_ids", "collection"),
    ("language_id", "language"),
    ("kudos_count", "kudos"),
    ("comments_count", "comments"),
    ("bookmarks_count", "bookmarks"),
    ("created_at", "posted"),
    ("revised_at", "updated"),
    ("updated_at", "updated"),
    ("in_anon_collection", "anonymous"),
    ("title_to_sort_on", "title"),
    ("authors_to_sort_on", "author"),
];

type Names = &'static [(&'static str, &'static str)];

/// The great archive's numbers of its own tags (FILT-9).
const NUMBERS: &[(&str, Kind, Names)] = &[
    (
        "rating_ids",
        Kind::Rating,
        &[
            ("9", "Not Rated"),
            ("10", "General Audiences"),
            ("11", "Teen And Up Audiences"),
            ("12", "Mature"),
            ("13", "Explicit"),
        ],
    ),
    (
        "archive_warning_ids",
        Kind::Warning,
        &[
            ("14", "Creator Chose Not To Use Archive Warnings"),
            ("16", "No Archive Warnings Apply"),
            ("17", "Graphic Depictions Of Violence"),
            ("18", "Major Character Death"),
            ("19", "Rape/Non-Con"),
            ("20", "Underage Sex"),
        ],
    ),
    (
        "category_ids",
        Kind::Category,
        &[("21", "Gen"), ("22", "F/M"), ("23", "M/M"), ("24", "Other"), ("116", "F/F"), ("2246", "Multi")],
    ),
];

/// Fields that hold words.
pub(super) const PLACES: &[(&str, Place)] = &[
    ("any", Place::Anywhere),
    ("title", Place::Title),
    ("summary", Place::Summary),
    ("notes", Place::Notes),
    ("series", Place::Series),
    ("collection", Place::Collection),
    ("text", Place::Text),
    ("story", Place::Text),
    ("about", Place::About),
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
    ("opened", Sort::Opened),
    ("stars", Sort::Stars),
];

/// Categories that are written with a slash.
const PAIRS: &[(&str, &str)] = &[("m/m", "M/M"), ("f/f", "F/F"), ("f/m", "F/M"), ("m/f", "F/M")];

pub(super) fn of<T: Copy>(table: &[(&str, T)], word: &str) -> Option<T> {
    table.iter().find(|(name, _)| *name == word).map(|(_, value)| *value)
}

/// What a term says; nothing when it says nothing that could be done, and then there is a doubt.
pub(super) fn understand(term: Term, at: &Range<usize>, doubts: &mut Vec<Doubt>) -> Option<Understood> {
    let mut doubt = |about| doubts.push(Doubt { about, at: at.clone() });
    let Some(field) = term.field.clone() else {
        return bare(&term).map(|(what, is_not)| Understood::Part(what, is_not));
    };
    let field = of(ALSO, &field).map_or(field, str::to_owned);
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
    let measure = of(MEASURES, &field);
    if measure.is_some() || field == "stars" {
        let Some(Said { value, is_turned }) = numbers::bounds(&term.value) else {
            doubt(About::Number(term.value));
            return None;
        };
        if is_turned {
            doubt(About::Turned);
        }
        return part(measure.map_or(What::Stars(value), |measure| What::Amount(measure, value)));
    }
    other_field(field, term, doubt)
}

fn other_field(field: String, term: Term, mut doubt: impl FnMut(About)) -> Option<Understood> {
    let part = |what| Some(Understood::Part(what, false));
    if let Some(role) = of(ROLES, &field) {
        return part(What::Role(role, squeezed(&term.value)));
    }
    if let Some(what) = numbered(&field, &term.value) {
        return part(what);
    }
    if let Some(mine) = of(BARE, &field) {
        let said = yes_or_no(&term.value);
        if said.is_none() {
            doubt(About::Empty(field));
        }
        return Some(Understood::Part(What::Mine(mine), !said?));
    }
    match field.as_str() {
        "may" | "permits" => {
            let may = of(MAYS, &term.value.trim().to_lowercase());
            if may.is_none() {
                doubt(About::May(term.value));
            }
            part(What::May(may?))
        }
        "in" => {
            let mine = Mine::of_word(&term.value.trim().to_lowercase());
            if mine.is_none() {
                doubt(About::In(term.value));
            }
            part(What::Mine(mine?))
        }
        "note" => part(What::Noted(squeezed(&term.value))),
        "shelf" => part(What::Shelf(squeezed(&term.value))),
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
fn bare(term: &Term) -> Option<(What, bool)> {
    let text = squeezed(&term.value);
    // Signs that stand by themselves compare nothing.
    let text = if term.is_quoted { &text } else { text.trim_start_matches(['<', '>', '=']) };
    if text.is_empty() || !term.is_quoted && text.chars().all(|letter| letter.is_ascii_punctuation()) {
        return None;
    }
    let word = text.to_lowercase();
    if let Some(is) = of(TRAITS, &word).filter(|_| !term.is_quoted) {
        return Some((What::Is(is), false));
    }
    if let Some((mine, is_not)) = own(&word).filter(|_| !term.is_quoted) {
        return Some((What::Mine(mine), is_not));
    }
    if let Some(name) = of(PAIRS, &word).filter(|_| !term.is_quoted) {
        return Some((What::Tag(Some(Kind::Category), name.to_owned()), false));
    }
    Some((What::Words(Words { place: Place::Anywhere, text: text.to_owned(), is_phrase: term.is_quoted }), false))
}

/// What a word says of the one who asks, and whether that it is not so.
pub(super) fn own(word: &str) -> Option<(Mine, bool)> {
    of(BARE, word).map(|mine| (mine, false)).or_else(|| of(BARE_NOT, word).map(|mine| (mine, true)))
}

/// What the great archive's links say in numbers; its only question about expected chapters is whether there is one.
fn numbered(field: &str, value: &str) -> Option<What> {
    let value = value.trim();
    if field == "expected_number_of_chapters" && value == "1" {
        return Some(What::Is(Trait::Single));
    }
    let (_, kind, names) =
        NUMBERS.iter().find(|(name, ..)| *name == field || *name == "archive_warning_ids" && field == "warning_ids")?;
    of(names, value).map(|name| What::Tag(Some(*kind), name.to_owned()))
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
