//! The parts of a query in plain words, each with the address of the list without it, and what could not be understood.

use archive::{
    search::query::{
        About, Ago, Bounds, Doubt, May, Measure, Mine, Part, Place, Role, Sort, Sorting, Time, Trait, Unit, What,
    },
    tags::{Tag, key},
};

use super::asked::Asked;
use crate::{Say, languages, tags::kind_message};

/// A part of what is asked for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Chip {
    /// What it says.
    pub(crate) words: String,
    /// The list without it.
    pub(crate) without: String,
}

/// Every part of what is asked for in a list at this path. `named` are the tags that phrases turned out to be.
pub(super) fn chips(say: &Say, asked: &Asked, path: &str, named: &[Tag]) -> Vec<Chip> {
    let chip = |part: &Part| Chip {
        words: words(say, &part.what, part.is_not, named),
        without: asked.without(path, &part.at),
    };
    asked.query.parts.iter().map(chip).collect()
}

/// What was doubtful, in words.
pub(super) fn hints(say: &Say, doubts: &[Doubt]) -> Vec<String> {
    let mut hints: Vec<String> = doubts.iter().map(|doubt| hint(say, &doubt.about)).collect();
    hints.dedup();
    hints
}

fn hint(say: &Say, about: &About) -> String {
    match about {
        About::Field(name) => say.of("hint-field", name),
        About::Number(text) => say.of("hint-number", text),
        About::Time(text) => say.of("hint-time", text),
        About::Sort(text) => say.of("hint-sort", text),
        About::May(word) => say.of("hint-may", word),
        About::In(word) => say.of("hint-in", word),
        About::Word(word) => say.of("hint-word", word),
        About::NoShelf(name) => say.of("hint-no-shelf", name),
        About::LogIn => say.text("hint-log-in"),
        About::NoMemory => say.text("hint-no-memory"),
        About::Empty(name) => say.of("hint-empty", name),
        About::NoTag(name) => say.of("hint-no-tag", name),
        About::Turned => say.text("hint-turned"),
        About::Open => say.text("hint-open"),
        About::Parenthesis => say.text("hint-parenthesis"),
        About::Nested => say.text("hint-nested"),
        About::Long => say.text("hint-long"),
        About::Many => say.text("hint-many"),
        About::NoWords => say.text("hint-no-words"),
        About::NoTexts => say.text("hint-no-texts"),
        About::SomeTexts => say.text("hint-some-texts"),
        About::ManyTexts => say.text("hint-many-texts"),
        About::NotHere => say.text("hint-not-here"),
    }
}

fn words(say: &Say, what: &What, is_not: bool, named: &[Tag]) -> String {
    if let What::Is(is) = what {
        return say.text(trait_message(*is, is_not));
    }
    if let What::Mine(mine) = what {
        return say.text(mine_message(*mine, is_not));
    }
    let words = positive(say, what, named);
    if is_not { say.of("chip-not", words) } else { words }
}

fn positive(say: &Say, what: &What, named: &[Tag]) -> String {
    match what {
        What::Tag(kind, name) => {
            let kind = kind.map_or(message!("chip-any-tag"), kind_message);
            say.of_two("chip-named", say.text(kind), name)
        }
        What::Words(words) => match (words.place, named.iter().find(|tag| key(&tag.name) == key(&words.text))) {
            (Place::Anywhere, Some(tag)) if words.is_phrase => {
                say.of_two("chip-named", say.text(kind_message(tag.kind)), &tag.name)
            }
            (place, _) => say.of(place_message(place), &words.text),
        },
        What::Role(role, name) => say.of(role_message(*role), name),
        What::May(may) => say.of("chip-may", say.text(may_message(*may))),
        What::By(name) => say.of("chip-by", name),
        What::Language(code) => say.of("chip-language", languages::name(code)),
        What::Is(is) => say.text(trait_message(*is, false)),
        What::Mine(mine) => say.text(mine_message(*mine, false)),
        What::Stars(bounds) => say.of_two("chip-named", say.text("chip-stars"), range(say, bounds)),
        What::Noted(words) => say.of("chip-noted", words),
        What::Shelf(name) => say.of("chip-shelf", name),
        What::Amount(measure, bounds) => {
            say.of_two("chip-named", say.text(measure_message(*measure)), range(say, bounds))
        }
        What::Posted(time) => say.of("chip-posted", stretch(say, time)),
        What::Updated(time) => say.of("chip-updated", stretch(say, time)),
        What::Either(all) => {
            let all: Vec<String> = all.iter().map(|one| words(say, &one.what, one.is_not, named)).collect();
            all.join(&say.text("chip-or"))
        }
    }
}

const fn role_message(role: Role) -> &'static str {
    match role {
        Role::Main => message!("chip-main"),
        Role::Side => message!("chip-side"),
        Role::First => message!("chip-first"),
    }
}

const fn may_message(may: May) -> &'static str {
    match may {
        May::Bind => message!("wish-bind"),
        May::Podfic => message!("wish-podfic"),
        May::Translate => message!("wish-translate"),
        May::Remix => message!("wish-remix"),
        May::Keep => message!("wish-keep"),
        May::Ai => message!("wish-ai"),
    }
}

const fn place_message(place: Place) -> &'static str {
    match place {
        Place::Anywhere => message!("chip-words"),
        Place::Title => message!("chip-title"),
        Place::Summary => message!("chip-summary"),
        Place::Notes => message!("chip-notes"),
        Place::Series => message!("chip-series"),
        Place::Collection => message!("chip-collection"),
        Place::Text => message!("chip-text"),
        Place::About => message!("chip-about"),
    }
}

const fn trait_message(is: Trait, is_not: bool) -> &'static str {
    match (is, is_not) {
        (Trait::Complete, false) => message!("chip-complete"),
        (Trait::Complete, true) => message!("chip-not-complete"),
        (Trait::Crossover, false) => message!("chip-crossover"),
        (Trait::Crossover, true) => message!("chip-not-crossover"),
        (Trait::Single, false) => message!("chip-single"),
        (Trait::Single, true) => message!("chip-not-single"),
        (Trait::Restricted, false) => message!("chip-restricted"),
        (Trait::Restricted, true) => message!("chip-not-restricted"),
        (Trait::Otp, false) => message!("chip-otp"),
        (Trait::Otp, true) => message!("chip-not-otp"),
        (Trait::Anonymous, false) => message!("chip-anonymous"),
        (Trait::Anonymous, true) => message!("chip-not-anonymous"),
    }
}

const fn mine_message(mine: Mine, is_not: bool) -> &'static str {
    match (mine, is_not) {
        (Mine::Read, false) => message!("chip-read"),
        (Mine::Read, true) => message!("chip-not-read"),
        (Mine::Seen, false) => message!("chip-seen"),
        (Mine::Seen, true) => message!("chip-not-seen"),
        (Mine::Reading, false) => message!("chip-reading"),
        (Mine::Reading, true) => message!("chip-not-reading"),
        (Mine::Dropped, false) => message!("chip-dropped"),
        (Mine::Dropped, true) => message!("chip-not-dropped"),
        (Mine::Later, false) => message!("chip-later"),
        (Mine::Later, true) => message!("chip-not-later"),
        (Mine::Grown, false) => message!("chip-grown"),
        (Mine::Grown, true) => message!("chip-not-grown"),
        (Mine::Library, false) => message!("chip-library"),
        (Mine::Library, true) => message!("chip-not-library"),
        (Mine::Bookmarks, false) => message!("chip-bookmarks"),
        (Mine::Bookmarks, true) => message!("chip-not-bookmarks"),
        (Mine::Subscriptions, false) => message!("chip-subscriptions"),
        (Mine::Subscriptions, true) => message!("chip-not-subscriptions"),
        (Mine::Downloads, false) => message!("chip-downloads"),
        (Mine::Downloads, true) => message!("chip-not-downloads"),
    }
}

const fn measure_message(measure: Measure) -> &'static str {
    match measure {
        Measure::Words => message!("measure-words"),
        Measure::Chapters => message!("measure-chapters"),
        Measure::Kudos => message!("measure-kudos"),
        Measure::Comments => message!("measure-comments"),
        Measure::Bookmarks => message!("measure-bookmarks"),
        Measure::Hits => message!("measure-hits"),
        Measure::Fandoms => message!("measure-fandoms"),
        Measure::Relationships => message!("measure-relationships"),
    }
}

fn range(say: &Say, bounds: &Bounds) -> String {
    match (bounds.from, bounds.to) {
        (Some(from), Some(to)) if from == to => say.number(&from),
        (Some(from), Some(to)) => say.of_two("range-between", say.number(&from), say.number(&to)),
        (Some(from), None) => say.of("range-from", say.number(&from)),
        (None, Some(to)) => say.of("range-to", say.number(&to)),
        (None, None) => say.text("range-any"),
    }
}

fn stretch(say: &Say, time: &Time) -> String {
    match time {
        Time::Newer(age) => say.of("time-newer", ago(say, *age)),
        Time::Older(age) => say.of("time-older", ago(say, *age)),
        Time::Within(age) => say.of("time-within", ago(say, *age)),
        Time::Between(far, near) => say.of_two("time-between", ago(say, *near), ago(say, *far)),
        Time::Days(Some(from), Some(to)) if from == to => from.to_string(),
        Time::Days(Some(from), Some(to)) => say.of_two("range-between", from.to_string(), to.to_string()),
        Time::Days(Some(from), None) => say.of("time-from", from.to_string()),
        Time::Days(None, Some(to)) => say.of("time-to", to.to_string()),
        Time::Days(None, None) => say.text("range-any"),
    }
}

fn ago(say: &Say, Ago { count, unit }: Ago) -> String {
    let name = match unit {
        Unit::Year => message!("ago-years"),
        Unit::Month => message!("ago-months"),
        Unit::Week => message!("ago-weeks"),
        Unit::Day => message!("ago-days"),
        Unit::Hour => message!("ago-hours"),
    };
    say.of(name, u64::from(count))
}

/// What works can be sorted by, with the words of the language of search.
pub(super) const SORTS: &[(Sort, &str, &str)] = &[
    (Sort::Relevance, "relevance", message!("sort-relevance")),
    (Sort::Author, "author", message!("sort-author")),
    (Sort::Title, "title", message!("sort-title")),
    (Sort::Posted, "posted", message!("sort-posted")),
    (Sort::Updated, "updated", message!("sort-updated")),
    (Sort::By(Measure::Words), "words", message!("sort-words")),
    (Sort::By(Measure::Chapters), "chapters", message!("sort-chapters")),
    (Sort::By(Measure::Kudos), "kudos", message!("sort-kudos")),
    (Sort::By(Measure::Comments), "comments", message!("sort-comments")),
];

/// What members can sort by besides.
const OWN_SORTS: &[(Sort, &str, &str)] =
    &[(Sort::Opened, "opened", message!("sort-opened")), (Sort::Stars, "stars", message!("sort-stars"))];

/// The choices of an order, in words, and which is chosen: each thing in its usual direction and, if that is chosen, turned round.
pub(super) fn sortings(say: &Say, chosen: Option<Sorting>, is_member: bool) -> Vec<(String, String, bool)> {
    let own = if is_member { OWN_SORTS } else { &[] };
    let sorts = || SORTS.iter().chain(own);
    let usual = sorts().map(|(sort, word, name)| ((*word).to_owned(), say.text(name), chosen == Some(sort.usual())));
    let mut all: Vec<(String, String, bool)> = usual.collect();
    if let Some(turned) = chosen.filter(|sorting| *sorting != sorting.sort.usual()) {
        let words = sorts().find(|(sort, ..)| *sort == turned.sort).map(|(_, word, name)| (*word, say.text(name)));
        let sign = if turned.is_descending { "<" } else { ">" };
        all.extend(words.map(|(word, name)| (format!("{word}{sign}"), say.of("sort-turned", name), true)));
    }
    all
}
