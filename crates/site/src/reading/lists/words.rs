//! The words for what wrote a list, for what is wrong with it or one of its lines, and for what becomes of a line. What is wrong
//! with a line is kept as a word with numbers, so that it is said in its reader's language.

use archive::reading::Fate;
use import::reading_list::{LARGEST, MOST, Made, Unread, Wrong};

use crate::Say;

/// The word that is kept for what wrote a list.
pub(super) const fn made(made: Made) -> &'static str {
    match made {
        Made::Foolscap => "foolscap",
        Made::Goodreads => "goodreads",
        Made::StoryGraph => "storygraph",
        Made::FicTracker => "fictracker",
        Made::Addresses => "addresses",
        Made::Other => "other",
    }
}

/// What wrote a list.
pub(super) fn made_of_word(say: &Say, word: &str) -> String {
    match word {
        "foolscap" => "Foolscap".to_owned(),
        "goodreads" => "Goodreads".to_owned(),
        "storygraph" => "StoryGraph".to_owned(),
        "fictracker" => "FicTracker".to_owned(),
        "addresses" => say.text("list-of-addresses"),
        _ => say.text("list-of-another-tool"),
    }
}

/// Why a file is no reading list.
pub(super) fn unread(say: &Say, unread: Unread) -> String {
    match unread {
        Unread::TooLarge => say.of("list-too-large", (LARGEST / 1024 / 1024) as u64),
        Unread::TooManyLines(is) => say.of_two("list-too-many-lines", is as u64, MOST as u64),
        Unread::BreaksOff => say.text("list-breaks-off"),
        Unread::Newer => say.text("list-newer"),
        Unread::NoColumns => say.text("list-no-columns"),
        Unread::NoList => say.text("list-no-list"),
    }
}

/// What is kept of what is wrong with a line.
pub(super) fn wrong(wrong: &Wrong) -> String {
    match wrong {
        Wrong::NoWork => "no-work".to_owned(),
        Wrong::Malformed => "malformed".to_owned(),
        Wrong::TooManyCells => "too-many-cells".to_owned(),
        Wrong::BreaksOff => "breaks-off".to_owned(),
        Wrong::TooLong { most, is } => format!("too-long {is} {most}"),
    }
}

/// What is wrong with a line.
pub(super) fn wrong_of_word(say: &Say, kept: &str) -> String {
    let mut words = kept.split(' ');
    let word = words.next().unwrap_or_default();
    let mut number = || words.next().and_then(|digits| digits.parse::<u64>().ok()).unwrap_or_default();
    match word {
        "no-work" => say.text("line-no-work"),
        "too-many-cells" => say.text("line-too-many-cells"),
        "breaks-off" => say.text("line-breaks-off"),
        "too-long" => say.of_two("line-too-long", number(), number()),
        "malformed" => say.text("line-malformed"),
        // It could be read, and there was no room for its shelf.
        _ => say.text("line-no-shelf"),
    }
}

/// What becomes of a line.
pub(super) const fn fate(fate: Fate) -> &'static str {
    match fate {
        Fate::New => message!("fate-new"),
        Fate::Here => message!("fate-here"),
        Fate::Ask => message!("fate-ask"),
        Fate::Elsewhere => message!("fate-elsewhere"),
        Fate::Kept => message!("fate-kept"),
        Fate::Taken => message!("fate-taken"),
        Fate::Put => message!("fate-put"),
        Fate::Wrong => message!("fate-wrong"),
    }
}
