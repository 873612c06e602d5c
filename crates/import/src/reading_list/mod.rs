//! Reading lists: what somebody has read and wants to read, as Foolscap and fans' tools write it down.
//!
//! A pure function of bytes, like every reader here. It knows our own JSON and CSV, tables that exporters of AO3 histories and
//! bookmarks, Goodreads and `StoryGraph` write, their JSON, what `FicTracker` keeps, and bare lists of addresses. Columns are
//! known by their names, in whatever order they stand. Each line of the file is an entry or says what is wrong with it; a
//! file is refused only when nothing of it can be read.

mod columns;
mod csv;
mod json;

use std::borrow::Cow;

use manuscript::{ListEntry, ListShelf, READING_LIST_COLUMNS};

use crate::charset;

/// The largest file that is read, in bytes.
pub const LARGEST: usize = 16 * 1024 * 1024;

/// Lines that are read at once.
pub const MOST: usize = 20_000;

/// Letters of a title or an author's name.
const NAME: usize = 500;

/// Letters of an address.
const ADDRESS: usize = 2_000;

/// Letters of a note; what a library takes.
const NOTE: usize = 2_000;

/// Letters of a shelf's name.
const SHELF: usize = 100;

/// Letters of the mark of a paragraph.
const MARK: usize = 64;

/// The largest number of chapters, editions, visits, paragraphs.
const NUMBER: u64 = 1_000_000_000;

/// Shelves whose order is read; as many as somebody may have.
const SHELVES: usize = 200;

/// A reading list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct List {
    /// What wrote it.
    pub made: Made,
    /// How its shelves stand, each with the numbers of its lines in their order; only our own JSON says it.
    pub shelves: Vec<ListShelf<u64>>,
    /// Its lines.
    pub lines: Vec<Line>,
}

impl List {
    /// A list that says nothing of its shelves.
    fn of(made: Made, lines: Vec<Line>) -> Self {
        Self { made, shelves: Vec::new(), lines }
    }
}

/// A line of a reading list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Line {
    /// Its number in the file, from 1; of a table the number of its row.
    pub number: u64,
    /// What it holds.
    pub entry: Result<ListEntry, Wrong>,
}

/// What wrote a list.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Made {
    /// Foolscap.
    Foolscap,
    /// Goodreads.
    Goodreads,
    /// `StoryGraph`.
    StoryGraph,
    /// `FicTracker`, a script of AO3's readers.
    FicTracker,
    /// Somebody who wrote down addresses.
    Addresses,
    /// Another tool.
    Other,
}

/// What is wrong with a line.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Wrong {
    /// It names no work: there is neither an address nor a title.
    NoWork,
    /// It is of another form than its file says.
    Malformed,
    /// It has more cells than the first row has names.
    TooManyCells,
    /// The file ends in the middle of it.
    BreaksOff,
    /// A text in it is too long.
    TooLong {
        /// Letters that fit.
        most: u64,
        /// Letters that there are.
        is: u64,
    },
}

/// Why a file is no reading list.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Unread {
    /// It has more bytes than are read.
    TooLarge,
    /// It has more lines than are read at once.
    TooManyLines(usize),
    /// It ends in the middle.
    BreaksOff,
    /// A newer version of Foolscap wrote it.
    Newer,
    /// It is a table, and none of its columns names works.
    NoColumns,
    /// It is something else.
    NoList,
}

/// Reads a list.
pub fn read(bytes: &[u8]) -> Result<List, Unread> {
    if bytes.len() > LARGEST {
        return Err(Unread::TooLarge);
    }
    let text = text(bytes).ok_or(Unread::NoList)?;
    let list = match text.trim_start().chars().next() {
        None => return Err(Unread::NoList),
        Some('{' | '[') => json::read(&text)?,
        Some(_) => table(&text)?,
    };
    if list.lines.len() > MOST {
        return Err(Unread::TooManyLines(list.lines.len()));
    }
    if list.lines.is_empty() && list.made != Made::Foolscap { Err(Unread::NoList) } else { Ok(list) }
}

/// The text of a file in any charset; nothing where it is no text. What is UTF-8 is not repaired, whatever it quotes.
fn text(bytes: &[u8]) -> Option<Cow<'_, str>> {
    let text = match std::str::from_utf8(bytes) {
        Ok(text) => Cow::Borrowed(text.strip_prefix('\u{feff}').unwrap_or(text)),
        Err(_) if charset::is_binary(bytes) => return None,
        Err(_) => Cow::Owned(charset::decode(bytes, None).text),
    };
    (!text.contains('\0')).then_some(text)
}

fn table(text: &str) -> Result<List, Unread> {
    let table = csv::read(text);
    let (head, rows) = table.rows.split_first().ok_or(Unread::NoList)?;
    if let Some(list) = addresses(&table.rows) {
        return Ok(list);
    }
    let names: Vec<String> = head.cells.iter().map(|name| columns::key(name)).collect();
    let is_ours = READING_LIST_COLUMNS.iter().take(8).all(|column| names.iter().any(|name| name == column));
    let made = if is_ours { Made::Foolscap } else { columns::made(&names) };
    if !is_ours && !columns::names_works(&names) {
        return Err(Unread::NoColumns);
    }
    let last = rows.len().saturating_sub(1);
    let lines = rows.iter().enumerate().map(|(at, row)| {
        let entry = if table.breaks_off && at == last {
            Err(Wrong::BreaksOff)
        } else if row.cells.iter().skip(names.len()).any(|cell| !cell.is_empty()) {
            Err(Wrong::TooManyCells)
        } else {
            let cells: columns::Cells = names.iter().cloned().zip(row.cells.iter().cloned()).collect();
            if is_ours { columns::own(&cells) } else { Ok(columns::entry(&cells, made)) }
        };
        Line { number: row.number, entry: entry.and_then(checked) }
    });
    Ok(List::of(made, lines.collect()))
}

/// A list of nothing but addresses, one a line.
fn addresses(rows: &[csv::Row]) -> Option<List> {
    let is_address = |row: &csv::Row| {
        row.cells.first().is_some_and(|cell| columns::is_address(cell))
            && row.cells.iter().skip(1).all(String::is_empty)
    };
    let lines = || {
        rows.iter().map(|row| {
            let address = row.cells.first().map(|cell| columns::address(cell)).unwrap_or_default();
            Line { number: row.number, entry: checked(ListEntry { address, ..ListEntry::default() }) }
        })
    };
    rows.iter().all(is_address).then(|| List::of(Made::Addresses, lines().collect()))
}

/// An entry that names a work and fits into a library.
fn checked(entry: ListEntry) -> Result<ListEntry, Wrong> {
    if entry.address.is_empty() && entry.title.is_empty() {
        return Err(Wrong::NoWork);
    }
    let [title, author] = [(&entry.title, NAME), (&entry.author, NAME)];
    let texts = [title, author, (&entry.address, ADDRESS), (&entry.note, NOTE), (&entry.mark, MARK)];
    let shelves = entry.shelves.iter().map(|name| (name, SHELF));
    for (text, most) in texts.into_iter().chain(shelves) {
        // JSON may spell the letter that no database keeps.
        if text.contains('\0') {
            return Err(Wrong::Malformed);
        }
        let is = text.chars().count();
        if is > most {
            return Err(Wrong::TooLong { most: most as u64, is: is as u64 });
        }
    }
    let is_address = entry.address.is_empty() || columns::is_address(&entry.address);
    let numbers = [entry.chapter, entry.chapters, entry.edition, Some(entry.visits)];
    let is_counted = numbers.into_iter().flatten().all(|number| number <= NUMBER)
        && entry.paragraph.is_none_or(|paragraph| (-1..=NUMBER as i64).contains(&paragraph));
    if is_address && is_counted && entry.stars <= 5 { Ok(entry) } else { Err(Wrong::Malformed) }
}

#[cfg(test)]
mod tests;
