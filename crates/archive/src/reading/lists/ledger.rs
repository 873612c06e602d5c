//! What becomes of each line of a list: weighed when it is brought, kept for its reader until they put it away.

use jiff::Timestamp;
use manuscript::{ListEntry, ListShelf};
use serde::Serialize;

use super::elsewhere::{known, stored, to_store};
use super::find::{Found, find};
use super::{merge, standing, take};
use crate::clock::from_millis;
use crate::db::{Cell, Column, Value, args};
use crate::works::{self, Page, WorkCard};
use crate::{Error, PersonId, Result, Tx, Viewer, WorkId};

/// Lists that are kept for somebody; the oldest go.
const LISTS: i64 = 10;

/// Lines on a page.
pub const LINES: u64 = 50;

/// What becomes of a line.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Fate {
    /// It is here and says something new: it will be taken.
    New,
    /// It is here, and all that it says is known.
    Here,
    /// It may be a work that is here: its reader is asked.
    Ask,
    /// It is not here: it will be kept as a work elsewhere.
    Elsewhere,
    /// It is kept as a work elsewhere already.
    Kept,
    /// It was taken.
    Taken,
    /// It was kept as a work elsewhere.
    Put,
    /// It cannot be taken.
    Wrong,
}

impl Fate {
    /// Every one.
    pub const ALL: &'static [Self] =
        &[Self::New, Self::Here, Self::Ask, Self::Elsewhere, Self::Kept, Self::Taken, Self::Put, Self::Wrong];

    /// The word in its column and in addresses.
    pub const fn word(self) -> &'static str {
        match self {
            Self::New => "new",
            Self::Here => "here",
            Self::Ask => "ask",
            Self::Elsewhere => "elsewhere",
            Self::Kept => "kept",
            Self::Taken => "taken",
            Self::Put => "put",
            Self::Wrong => "wrong",
        }
    }

    /// What a word means.
    pub fn of_word(word: &str) -> Option<Self> {
        Self::ALL.iter().copied().find(|fate| fate.word() == word)
    }
}

impl Column for Fate {
    fn from_cell(cell: Cell<'_>) -> Result<Self> {
        let word = String::from_cell(cell)?;
        Self::of_word(&word)
            .ok_or_else(|| Error::broken(format!("the database holds a line of the unknown fate “{word}”")))
    }
}

impl From<Fate> for Value<'_> {
    fn from(fate: Fate) -> Self {
        Value::from(fate.word())
    }
}

/// A list that somebody brought.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Brought {
    /// Its number.
    #[serde(skip)]
    pub id: i64,
    /// What the file was called.
    pub file: String,
    /// What wrote it, as a word.
    pub made: String,
    /// When it was brought.
    pub at: Timestamp,
}

/// How many lines have each fate.
pub type Counts = Vec<(Fate, u64)>;

/// A line as it is shown.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Read {
    /// Its number in the file.
    pub line: u64,
    /// What becomes of it.
    pub fate: Fate,
    /// What it holds; nothing where it is wrong.
    pub entry: Option<ListEntry>,
    /// What it is here, as far as its reader may see it now.
    pub work: Option<WorkCard>,
    /// What it may be here.
    pub choices: Vec<WorkCard>,
    /// Why it is wrong, as whoever read the file wrote it down.
    pub wrong: String,
}

/// A list with a page of its lines.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Ledger {
    /// The list.
    pub list: Brought,
    /// How many lines have which fate.
    pub counts: Counts,
    /// Shelves that taking it would make for others to see.
    pub shown_to_others: Vec<String>,
    /// A page of lines.
    pub lines: Page<Read, LINES>,
}

/// A line as it was read from a file: its number, and what it holds or why it is wrong.
pub type ListLine = (u64, Result<ListEntry, String>);

/// Keeps a list that the viewer brings: what the file was called, what wrote it, and how its shelves stand. Its lines come with
/// [`weigh`].
pub fn begin_list(viewer: &Viewer, tx: &Tx<'_>, (file, made): (&str, &str), shelves: &[ListShelf<u64>]) -> Result<i64> {
    let person = viewer.person().ok_or(Error::LogIn)?;
    let id = tx.fresh_id();
    let name: String = file.chars().take(255).collect();
    tx.run(
        "insert into reading_lists (id, person_id, file, made, at) values ($1, $2, $3, $4, $5)",
        args![id, person, &name, made, tx.now()],
    )?;
    standing::keep(tx, id, shelves)?;
    let old = "delete from reading_lists where person_id = $1 and id not in
               (select l.id from reading_lists l where l.person_id = $1 order by l.at desc, l.id desc limit $2)";
    tx.run(old, args![person, LISTS])?;
    Ok(id)
}

/// Weighs some lines of one of the viewer's lists and keeps what was found; nothing of their library is changed. `host` is
/// the archive's own address.
pub fn weigh(viewer: &Viewer, tx: &Tx<'_>, (id, host): (i64, &str), lines: &[ListLine]) -> Result<()> {
    let person = viewer.person().ok_or(Error::LogIn)?;
    own(viewer, tx, id)?;
    let entries: Vec<ListEntry> = lines.iter().filter_map(|(_, entry)| entry.as_ref().ok().cloned()).collect();
    let mut found = find(viewer, tx, host, &entries)?.into_iter();
    for (line, entry) in lines {
        let weighed = match entry {
            Ok(entry) => weighed(viewer, tx, person, (entry, found.next().unwrap_or(Found::Nothing)))?,
            Err(wrong) => Weighed { fate: Fate::Wrong, work: None, choices: String::new(), wrong: wrong.clone() },
        };
        let entry = entry.as_ref().map_or_else(|_| Ok(String::new()), to_store)?;
        tx.run(
            "insert into reading_list_lines (list_id, line, fate, work_id, choices, entry, wrong)
             values ($1, $2, $3, $4, $5, $6, $7) on conflict (list_id, line) do nothing",
            args![id, *line as i64, weighed.fate, weighed.work, &weighed.choices, &entry, &weighed.wrong],
        )?;
    }
    Ok(())
}

struct Weighed {
    fate: Fate,
    work: Option<WorkId>,
    choices: String,
    wrong: String,
}

fn weighed(viewer: &Viewer, tx: &Tx<'_>, person: PersonId, (entry, found): (&ListEntry, Found)) -> Result<Weighed> {
    let as_it_is = |fate, work| Weighed { fate, work, choices: String::new(), wrong: String::new() };
    Ok(match found {
        Found::Is(work, is_own) => {
            let is_known = take::is_known(viewer, tx, (person, work), (entry, is_own))?;
            as_it_is(if is_known { Fate::Here } else { Fate::New }, Some(work))
        }
        Found::Perhaps(works) => {
            let choices = works.iter().map(ToString::to_string).collect::<Vec<_>>().join(",");
            Weighed { choices, ..as_it_is(Fate::Ask, None) }
        }
        Found::Nothing => {
            let before = known(tx, person, entry)?;
            let is_known = before.is_some() && before.as_ref() == Some(&merge::entries(before.as_ref(), entry));
            as_it_is(if is_known { Fate::Kept } else { Fate::Elsewhere }, None)
        }
    })
}

/// The lists that the viewer brought and has not put away, the newest first.
pub fn brought(viewer: &Viewer, tx: &Tx<'_>) -> Result<Vec<Brought>> {
    let text = "select id, file, made, at from reading_lists where person_id = $1 order by at desc, id desc";
    tx.all(text, args![viewer.person()], |row| {
        Ok(Brought { id: row.get(0)?, file: row.get(1)?, made: row.get(2)?, at: from_millis(row.get(3)?) })
    })
}

/// One of the viewer's lists.
pub(super) fn own(viewer: &Viewer, tx: &Tx<'_>, id: i64) -> Result<Brought> {
    brought(viewer, tx)?.into_iter().find(|list| list.id == id).ok_or(Error::NotFound)
}

/// One of the viewer's lists with a page of its lines, of all or of those that have a fate.
pub fn show_list(viewer: &Viewer, tx: &Tx<'_>, id: i64, (fate, number): (Option<Fate>, u64)) -> Result<Ledger> {
    let list = own(viewer, tx, id)?;
    let text = "select fate, count(*) from reading_list_lines where list_id = $1 group by fate";
    let mut counts: Counts = tx.all(text, args![id], |row| Ok((row.get(0)?, row.get::<i64>(1)? as u64)))?;
    counts.sort_by_key(|(fate, _)| Fate::ALL.iter().position(|other| other == fate));
    let has = |one: &&(Fate, u64)| fate.is_none_or(|fate| fate == one.0);
    let total = counts.iter().filter(has).map(|(_, count)| count).sum();
    let from = (number.max(1) - 1).saturating_mul(LINES).min(i64::MAX as u64) as i64;
    let text = "select line, fate, work_id, choices, entry, wrong from reading_list_lines
                where list_id = $1 and ($2 = '' or fate = $2) order by line limit $3 offset $4";
    let rows = tx.all(text, args![id, fate.map_or("", Fate::word), LINES as i64, from], |row| {
        let choices: String = row.get(3)?;
        let choices: Vec<WorkId> = choices.split(',').filter_map(|id| id.parse().ok()).collect();
        let text: String = row.get(4)?;
        let entry = if text.is_empty() { None } else { Some(stored(&text)?) };
        let read = Read {
            line: row.get::<i64>(0)? as u64,
            fate: row.get(1)?,
            entry,
            work: None,
            choices: Vec::new(),
            wrong: row.get(5)?,
        };
        Ok((read, row.get::<Option<WorkId>>(2)?, choices))
    })?;
    let shown_to_others = standing::shown_to_others(viewer, tx, id)?;
    let lines = Page { items: dressed(viewer, tx, rows)?, total, number: number.max(1) };
    Ok(Ledger { list, counts, shown_to_others, lines })
}

/// Lines with the works that they are or may be, as their reader may see them now.
fn dressed(viewer: &Viewer, tx: &Tx<'_>, rows: Vec<(Read, Option<WorkId>, Vec<WorkId>)>) -> Result<Vec<Read>> {
    let ids: Vec<WorkId> = rows.iter().flat_map(|(_, work, choices)| work.iter().chain(choices)).copied().collect();
    let cards = works::cards(viewer, tx, &ids)?;
    let card = |id: &WorkId| cards.iter().find(|card| card.id == *id).cloned();
    let dress = |(read, work, choices): (Read, Option<WorkId>, Vec<WorkId>)| Read {
        work: work.as_ref().and_then(card),
        choices: choices.iter().filter_map(card).collect(),
        ..read
    };
    Ok(rows.into_iter().map(dress).collect())
}

/// Says what a line is that may be one of several works: one of them, or nothing that is here.
pub fn choose(viewer: &Viewer, tx: &Tx<'_>, id: i64, chosen: &[(u64, Option<WorkId>)]) -> Result<()> {
    own(viewer, tx, id)?;
    for (line, work) in chosen {
        let text = "select choices from reading_list_lines where list_id = $1 and line = $2 and fate = $3";
        let offered: Option<String> = tx.value(text, args![id, *line as i64, Fate::Ask])?;
        let Some(offered) = offered else { continue };
        if work.is_some_and(|work| !offered.split(',').any(|offer| offer == work.to_string())) {
            continue;
        }
        let fate = if work.is_some() { Fate::New } else { Fate::Elsewhere };
        let text = "update reading_list_lines set fate = $3, work_id = $4 where list_id = $1 and line = $2";
        tx.run(text, args![id, *line as i64, fate, *work])?;
    }
    Ok(())
}

/// Puts one of the viewer's lists away; what was taken of it stays.
pub fn put_away(viewer: &Viewer, tx: &Tx<'_>, id: i64) -> Result<()> {
    own(viewer, tx, id)?;
    tx.run("delete from reading_list_lines where list_id = $1", args![id])?;
    tx.run("delete from reading_lists where id = $1", args![id]).map(drop)
}
