//! Lists as JSON: our own, those of AO3's exporters (a list of objects, somewhere), and what `FicTracker` keeps.

use std::collections::HashMap;

use manuscript::{ListEntry, ListShelf, ListState, READING_LIST, READING_LIST_VERSION};
use serde_json::{Map, Value};

use super::{Line, List, Made, SHELF, SHELVES, Unread, Wrong, checked, columns};

/// Reads a list.
pub(super) fn read(text: &str) -> Result<List, Unread> {
    let value: Value =
        serde_json::from_str(text).map_err(|error| if error.is_eof() { Unread::BreaksOff } else { Unread::NoList })?;
    match &value {
        Value::Object(object) if object.contains_key(READING_LIST) => own(object),
        Value::Object(object) if object.keys().any(|key| key.starts_with("FT_")) => Ok(fic_tracker(object)),
        _ => {
            let objects = objects(&value, 3).ok_or(Unread::NoList)?;
            let lines = objects.into_iter().enumerate().map(|(at, (id, object))| line(at, id, object)).collect();
            Ok(List::of(Made::Other, lines))
        }
    }
}

fn own(object: &Map<String, Value>) -> Result<List, Unread> {
    if object.get(READING_LIST).and_then(Value::as_u64).is_none_or(|version| version > READING_LIST_VERSION) {
        return Err(Unread::Newer);
    }
    let entries = object.get("entries").and_then(Value::as_array).ok_or(Unread::NoList)?;
    let read = |(at, value): (usize, &Value)| {
        let entry = serde_json::from_value::<ListEntry>(value.clone()).map_err(|_| Wrong::Malformed);
        Line { number: at as u64 + 1, entry: entry.and_then(checked) }
    };
    let lines: Vec<Line> = entries.iter().enumerate().map(read).collect();
    let told = object.get("shelves").and_then(Value::as_array).into_iter().flatten();
    let told: Vec<_> = told.filter_map(|value| serde_json::from_value(value.clone()).ok()).collect();
    Ok(List { made: Made::Foolscap, shelves: shelves(told, &lines), lines })
}

/// Shelves by the numbers of their lines. One that no line could stand on is none; nor does a work stand on one that it does not
/// name.
fn shelves(told: Vec<ListShelf<String>>, lines: &[Line]) -> Vec<ListShelf<u64>> {
    let entries = lines.iter().filter_map(|line| Some((line.number, line.entry.as_ref().ok()?)));
    let at: HashMap<&str, (u64, &ListEntry)> =
        entries.map(|(number, entry)| (entry.address.as_str(), (number, entry))).collect();
    let known = told.into_iter().filter(|shelf| is_name(&shelf.name)).map(|shelf| {
        let stands = |address: &String| {
            at.get(address.as_str()).filter(|(_, entry)| entry.shelves.contains(&shelf.name)).map(|(number, _)| *number)
        };
        let works = shelf.works.iter().filter_map(stands).collect();
        ListShelf { name: shelf.name, public: shelf.public, order: shelf.order, works }
    });
    known.take(SHELVES).collect()
}

fn is_name(name: &str) -> bool {
    !name.trim().is_empty() && name.chars().count() <= SHELF && !name.contains('\0')
}

/// An object of a list, with its key if it has one.
type Object<'v> = (Option<&'v str>, &'v Map<String, Value>);

/// The objects of the first list in which there are any, down to some levels.
fn objects(value: &Value, depth: u32) -> Option<Vec<Object<'_>>> {
    let found: Vec<Object<'_>> = match value {
        Value::Array(list) => list.iter().filter_map(Value::as_object).map(|object| (None, object)).collect(),
        Value::Object(map) if map.keys().all(|key| key.chars().all(|digit| digit.is_ascii_digit())) => {
            map.iter().filter_map(|(key, value)| Some((Some(key.as_str()), value.as_object()?))).collect()
        }
        _ => Vec::new(),
    };
    let names = |(id, object): &Object<'_>| {
        id.is_some() || columns::names_works(&object.keys().map(|key| columns::key(key)).collect::<Vec<_>>())
    };
    if found.iter().any(names) {
        return Some(found);
    }
    let Value::Object(map) = value else { return None };
    map.values().filter(|_| depth > 0).find_map(|value| objects(value, depth - 1))
}

fn line(at: usize, id: Option<&str>, object: &Map<String, Value>) -> Line {
    let id = id.map(|id| ("workid".to_owned(), id.to_owned()));
    let cells: columns::Cells = object.iter().map(|(key, value)| (columns::key(key), cell(value))).chain(id).collect();
    Line { number: at as u64 + 1, entry: checked(columns::entry(&cells, Made::Other)) }
}

/// A value as a cell of a table: names with commas between, of an object its name.
fn cell(value: &Value) -> String {
    match value {
        Value::Null => String::new(),
        Value::Bool(is) => if *is { "yes" } else { "no" }.to_owned(),
        Value::Number(number) => number.to_string(),
        Value::String(text) => text.clone(),
        Value::Array(list) => list.iter().map(cell).filter(|cell| !cell.is_empty()).collect::<Vec<_>>().join(", "),
        Value::Object(map) => {
            ["name", "title", "text"].iter().find_map(|key| map.get(*key)).map(named).unwrap_or_default()
        }
    }
}

fn named(value: &Value) -> String {
    value.as_str().map(ToOwned::to_owned).unwrap_or_default()
}

/// `FicTracker` keeps the numbers of AO3's works by what its reader says of them, and notes by number.
fn fic_tracker(object: &Map<String, Value>) -> List {
    let (mut entries, mut places): (Vec<ListEntry>, HashMap<String, usize>) = <_>::default();
    let mut at = |id: &str, say: &dyn Fn(&mut ListEntry)| {
        let address = columns::address(id);
        let place = *places.entry(address.clone()).or_insert_with(|| {
            entries.push(ListEntry { address, ..ListEntry::default() });
            entries.len() - 1
        });
        entries.get_mut(place).into_iter().for_each(say);
    };
    for (key, value) in object {
        let what = columns::key(key.trim_start_matches("FT_"));
        let text = cell(value);
        if what == "usernotes" {
            let notes = value.as_object().cloned().or_else(|| serde_json::from_str(&text).ok()).unwrap_or_default();
            for (id, note) in &notes {
                let note = note.get("note").or_else(|| note.get("text")).map_or_else(|| cell(note), cell);
                at(id, &|entry| entry.note.clone_from(&note));
            }
            continue;
        }
        for id in
            text.split(',').map(str::trim).filter(|id| !id.is_empty() && id.chars().all(|digit| digit.is_ascii_digit()))
        {
            at(id, &|entry| match what.as_str() {
                "finished" => (entry.state, entry.visits) = (Some(ListState::Finished), 1),
                "disliked" | "dropped" => (entry.state, entry.visits) = (Some(ListState::Dropped), 1),
                "reading" => (entry.state, entry.visits) = (Some(ListState::Reading), 1),
                "toread" => entry.later = true,
                "favorites" => entry.shelves = vec!["Favorites".to_owned()],
                _ => {}
            });
        }
    }
    let lines = entries.into_iter().enumerate();
    let lines = lines.map(|(at, entry)| Line { number: at as u64 + 1, entry: checked(entry) });
    List::of(Made::FicTracker, lines.collect())
}
