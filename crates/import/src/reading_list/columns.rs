//! What columns are called, and what their cells mean.
//!
//! Fans' tools call the same thing by many names. A name is compared by its letters and digits alone; one that could be
//! something else is not read, so that the rating of a work does not become a reader's stars, nor the number of its comments
//! their note.

use std::str::FromStr;

use jiff::{Timestamp, civil::Date, tz::TimeZone};
use manuscript::{ListEntry, ListState};

use super::{Made, Wrong};

/// The cells of a line with the keys of their columns.
pub(super) type Cells = Vec<(String, String)>;

const ADDRESS: &[&str] = &[
    "address",
    "url",
    "link",
    "href",
    "uri",
    "workurl",
    "worklink",
    "storyurl",
    "storylink",
    "ficurl",
    "ficlink",
    "fanficurl",
    "permalink",
    "workid",
    "ficid",
    "storyid",
    "ao3id",
    "id",
];
const TITLE: &[&str] = &["title", "worktitle", "storytitle", "fictitle", "fanfictitle", "name", "fic", "story", "work"];
const AUTHOR: &[&str] =
    &["author", "authors", "creator", "creators", "byline", "writer", "writers", "authorname", "authornames"];
const STATE: &[&str] =
    &["readstatus", "readingstatus", "exclusiveshelf", "readingstate", "mystatus", "state", "status"];
const LATER: &[&str] = &["markedforlater", "later", "toread", "forlater"];
const CHAPTER: &[&str] = &[
    "lastchapter",
    "lastchapterread",
    "lastreadchapter",
    "currentchapter",
    "chaptersread",
    "readchapters",
    "chapterread",
    "readupto",
];
const NOTE: &[&str] = &[
    "note",
    "notes",
    "mynote",
    "mynotes",
    "usernotes",
    "usernote",
    "customnote",
    "privatenotes",
    "review",
    "myreview",
    "bookmarknotes",
    "bookmarkernotes",
    "bookmarknote",
    "bookmarkersnotes",
    "comment",
];
const TAGS: &[&str] = &["bookmarktags", "bookmarkertags", "bookmarkerstags", "mytags"];
const STARS: &[&str] = &["stars", "starrating", "myrating", "userrating", "myscore", "personalrating", "ratingstars"];
const SHELVES: &[&str] = &["shelves", "shelf", "bookshelves", "lists", "list"];
const FIRST: &[&str] = &[
    "first",
    "firstvisited",
    "firstread",
    "dateadded",
    "added",
    "addedat",
    "datebookmarked",
    "bookmarked",
    "bookmarkdate",
    "datestarted",
    "createdat",
];
const LAST: &[&str] = &[
    "last",
    "lastvisited",
    "lastvisit",
    "lastread",
    "dateread",
    "lastdateread",
    "dateviewed",
    "datevisited",
    "visited",
    "lastviewed",
    "datefinished",
    "viewed",
    "historydate",
    "lastopened",
];
const VISITS: &[&str] =
    &["visits", "visitcount", "timesvisited", "timesread", "readcount", "viewcount", "visitedtimes", "numvisits"];

/// The letters and digits of a column's name.
pub(super) fn key(name: &str) -> String {
    name.chars().filter(|letter| letter.is_alphanumeric()).flat_map(char::to_lowercase).collect()
}

/// Whether columns of these names say which works they are of.
pub(super) fn names_works(names: &[String]) -> bool {
    names.iter().any(|name| ADDRESS.contains(&name.as_str()) || TITLE.contains(&name.as_str()))
}

/// What writes columns of these names.
pub(super) fn made(names: &[String]) -> Made {
    let has = |column: &str| names.iter().any(|name| name == column);
    if has("exclusiveshelf") && has("bookid") {
        Made::Goodreads
    } else if has("readstatus") && has("starrating") {
        Made::StoryGraph
    } else {
        Made::Other
    }
}

/// The first of these columns that has something in it.
fn said<'c>(cells: &'c Cells, columns: &[&str]) -> Option<&'c str> {
    columns.iter().find_map(|column| {
        let cell = cells.iter().find(|(name, text)| name == column && !text.trim().is_empty());
        cell.map(|(_, text)| text.trim())
    })
}

/// What a cell says; nothing where it is empty.
fn read<T: FromStr>(text: &str) -> Result<Option<T>, Wrong> {
    let text = text.trim();
    if text.is_empty() { Ok(None) } else { text.parse().map(Some).map_err(|_| Wrong::Malformed) }
}

/// A line of our own CSV.
pub(super) fn own(cells: &Cells) -> Result<ListEntry, Wrong> {
    let cell = |column: &str| cells.iter().find(|(name, _)| name == column).map_or("", |(_, text)| text.as_str());
    // A sign in front keeps tables from running a text as a formula.
    let text = |column: &str| cell(column).strip_prefix('\'').unwrap_or(cell(column)).to_owned();
    let state = match cell("state").trim() {
        "" => None,
        word => Some(ListState::of_word(word).ok_or(Wrong::Malformed)?),
    };
    let paragraph = if cell("paragraph").trim() == "end" { Some(-1) } else { read(cell("paragraph"))? };
    let shelves =
        text("shelves").lines().map(str::trim).filter(|name| !name.is_empty()).map(ToOwned::to_owned).collect();
    Ok(ListEntry {
        address: text("address"),
        title: text("title"),
        author: text("author"),
        state,
        later: is_yes(cell("later")),
        chapter: read(cell("chapter"))?,
        paragraph,
        mark: text("mark"),
        chapters: read(cell("chapters"))?,
        edition: read(cell("edition"))?,
        visits: read(cell("visits"))?.unwrap_or_default(),
        first: read(cell("first"))?,
        last: read(cell("last"))?,
        stars: read(cell("stars"))?.unwrap_or_default(),
        shelves,
        note: text("note"),
        elsewhere: is_yes(cell("elsewhere")),
    })
}

/// A line of somebody else's, as far as it is understood.
pub(super) fn entry(cells: &Cells, made: Made) -> ListEntry {
    let last = said(cells, LAST).and_then(moment);
    let word = said(cells, STATE).map(key).unwrap_or_default();
    // What others call `status` is as often the work's as its reader's.
    let is_readers = cells.iter().any(|(name, text)| key(text) == word && !matches!(name.as_str(), "status" | "state"));
    let tags = said(cells, TAGS).map(|tags| format!("Tags: {tags}"));
    let note = said(cells, NOTE).map(plain).into_iter().chain(tags).collect::<Vec<_>>().join("\n");
    let shelves = said(cells, SHELVES).or_else(|| said(cells, &["tags"]).filter(|_| made == Made::StoryGraph));
    let authors: Vec<&str> = [said(cells, AUTHOR), said(cells, &["additionalauthors"])].into_iter().flatten().collect();
    ListEntry {
        address: said(cells, ADDRESS).filter(|_| made == Made::Other).map(address).unwrap_or_default(),
        title: said(cells, TITLE).map(one_line).unwrap_or_default(),
        author: one_line(&authors.join(", ")),
        state: state(&word, is_readers),
        later: is_later(&word) || said(cells, LATER).is_some_and(is_yes),
        chapter: said(cells, CHAPTER).and_then(number).filter(|chapter| *chapter > 0),
        // Who has read a work, or says when, has opened it.
        visits: said(cells, VISITS)
            .and_then(number)
            .unwrap_or_default()
            .clamp(u64::from(last.is_some() || state(&word, is_readers).is_some()), 100_000),
        first: said(cells, FIRST).and_then(moment),
        last,
        stars: said(cells, STARS).and_then(stars).unwrap_or_default(),
        shelves: shelves.map(|names| named(names, &word)).unwrap_or_default(),
        note,
        ..ListEntry::default()
    }
}

/// A text of several lines, of HTML too as far as its breaks.
fn plain(text: &str) -> String {
    ["<br/>", "<br />", "<br>"]
        .iter()
        .fold(text.replace('\r', ""), |text, tag| text.replace(tag, "\n"))
        .trim()
        .to_owned()
}

fn one_line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// Names with commas between, without those that only say how far a reader is.
fn named(names: &str, word: &str) -> Vec<String> {
    let names = names.split([',', ';', '\n']).map(one_line).filter(|name| !name.is_empty() && key(name) != word);
    names.filter(|name| state(&key(name), true).is_none() && !is_later(&key(name))).collect()
}

fn is_yes(text: &str) -> bool {
    matches!(key(text).as_str(), "yes" | "true" | "1" | "y" | "x")
}

fn is_later(word: &str) -> bool {
    matches!(word, "toread" | "wanttoread" | "markedforlater" | "plantoread" | "later" | "tbr" | "readlater")
}

fn state(word: &str, is_readers: bool) -> Option<ListState> {
    match word {
        "read" | "finished" | "finishedreading" | "alreadyread" => Some(ListState::Finished),
        "completed" | "complete" | "done" if is_readers => Some(ListState::Finished),
        "currentlyreading" | "reading" | "paused" | "onhold" => Some(ListState::Reading),
        "inprogress" | "started" if is_readers => Some(ListState::Reading),
        "didnotfinish" | "dnf" | "dropped" | "abandoned" | "disliked" => Some(ListState::Dropped),
        _ => None,
    }
}

/// The first whole number in a text: 3 of `3/10`, 1204 of `Visited 1,204 times`.
fn number(text: &str) -> Option<u64> {
    let text = text.replace(',', "");
    let from = text.find(|letter: char| letter.is_ascii_digit())?;
    text.get(from..)?.split(|letter: char| !letter.is_ascii_digit()).next()?.parse().ok()
}

/// Stars of five, halves rounded up; of a number that is more than five, none.
fn stars(text: &str) -> Option<u64> {
    let text = text.split('/').next()?.trim();
    if text.starts_with('★') {
        return Some(text.chars().filter(|letter| *letter == '★').count() as u64).filter(|stars| *stars <= 5);
    }
    let (whole, part) = text.split_once('.').unwrap_or((text, "0"));
    let whole: u64 = whole.parse().ok()?;
    let is_more = part.chars().next().is_some_and(|digit| ('5'..='9').contains(&digit));
    whole.checked_add(u64::from(is_more)).filter(|stars| *stars <= 5)
}

/// A moment as programs and people write it; a day alone begins in Greenwich.
fn moment(text: &str) -> Option<Timestamp> {
    if let Ok(moment) = text.parse::<Timestamp>() {
        return Some(moment);
    }
    if text.len() >= 12 && text.chars().all(|digit| digit.is_ascii_digit()) {
        return Timestamp::from_millisecond(text.parse().ok()?).ok();
    }
    let forms = ["%Y-%m-%d", "%Y/%m/%d", "%d %b %Y", "%b %d, %Y", "%d %B %Y", "%B %d, %Y"];
    let day = forms.iter().find_map(|form| Date::strptime(form, text).ok());
    let day = day.or_else(|| text.get(..10).and_then(|day| day.parse().ok()))?;
    TimeZone::UTC.to_timestamp(day.at(0, 0, 0, 0)).ok()
}

/// Whether a text is an address of the web and nothing besides.
pub(super) fn is_address(text: &str) -> bool {
    let text = text.trim();
    (text.starts_with("https://") || text.starts_with("http://")) && !text.contains(char::is_whitespace)
}

/// An address in its one spelling as far as that is known: AO3's works by their numbers alone. What is no address is none.
pub(super) fn address(text: &str) -> String {
    let text = text.trim();
    let path = text.split_once("archiveofourown.org/").map_or(text, |(_, path)| path);
    if path != text || !is_address(text) {
        let digits: String = match path.split_once("works/") {
            Some((_, rest)) => rest.chars().take_while(char::is_ascii_digit).collect(),
            None if path == text => path.chars().filter(|_| path.chars().all(|digit| digit.is_ascii_digit())).collect(),
            None => String::new(),
        };
        if !digits.is_empty() {
            return format!("https://archiveofourown.org/works/{digits}");
        }
    }
    if is_address(text) { text.to_owned() } else { String::new() }
}
