//! The keys of front matter and the fields they fill.
//!
//! Foolscap's own keys come back exactly; other programs' keys are read as a header's labels are, and what no field
//! holds is kept.

use manuscript::{Byline, Chapter, Complaint, Manuscript, Permission, Place, Relation, SeriesPlace, Trouble, letters};

use super::Reading;
use super::front_matter::{Value, parse};
use crate::header::{self, Field, Taken, block};
use crate::pieces::append;

/// Reads front matter into the title page.
pub(super) fn read(yaml: &str, reading: &mut Reading) {
    match parse(yaml) {
        Ok(Value::Map(pairs)) => pairs.iter().for_each(|(key, value)| take(key, value, reading)),
        Ok(_) => read_lines(yaml, "no list of keys", reading),
        Err(why) => read_lines(yaml, &why, reading),
    }
}

/// Front matter that is no YAML is read line by line as a header; what is none of it becomes a note.
fn read_lines(yaml: &str, why: &str, reading: &mut Reading) {
    Complaint::new(Trouble::Doubted, "front matter that is not valid YAML, read line by line", why)
        .join(&mut reading.manuscript.complaints);
    let lines: Vec<&str> = yaml.lines().collect();
    let block = block::read(&lines);
    for pair in &block.pairs {
        take_text(&pair.label, &pair.value, reading);
    }
    let rest = lines.get(block.lines..).unwrap_or_default().join("\n");
    let notes = reading.prose(&rest, Place::Notes);
    let m = &mut reading.manuscript;
    append(&mut m.notes, notes, Place::Notes, &mut m.complaints);
}

fn take(key: &str, value: &Value, reading: &mut Reading) {
    if let Some(text) = value.text().filter(|text| prose_place(key).is_some() && !text.is_empty()) {
        reading.fact(key);
        let place = prose_place(key).unwrap_or(Place::Notes);
        let prose = reading.prose(text, place);
        if key == "summary" {
            reading.manuscript.proposals.extend(header::propose(text));
        }
        let m = &mut reading.manuscript;
        let field = match key {
            "summary" | "description" => &mut m.summary,
            "notes" => &mut m.notes,
            _ => &mut m.end_notes,
        };
        append(field, prose, place, &mut m.complaints);
    } else if take_structure(key, value, reading) {
        reading.fact(key);
        reading.fact(&value.all_text());
    } else {
        take_text(key, &value.all_text(), reading);
    }
}

fn prose_place(key: &str) -> Option<Place> {
    match key {
        "summary" | "description" => Some(Place::Summary),
        "notes" | "end_notes" | "endnotes" => Some(Place::Notes),
        _ => None,
    }
}

/// A key with a plain value, as a header's line.
pub(crate) fn take_text(key: &str, value: &str, reading: &mut Reading) {
    let label = key.replace('_', " ");
    reading.seen += letters(&label) + letters(value);
    let dropped = |manuscript: &Manuscript| crate::account::dropped_letters(manuscript);
    let before = dropped(&reading.manuscript);
    match header::take(&label, value, &mut reading.manuscript) {
        Taken::Fact => reading.facts += letters(&label) + letters(value) - (dropped(&reading.manuscript) - before),
        Taken::Prose => {
            reading.facts += letters(&label);
            reading.seen -= header::letters_of_tags(value);
        }
        Taken::Statement => reading.seen -= header::letters_of_tags(value),
    }
}

/// Keys whose values are exact or have a structure; false when the key is none of them.
fn take_structure(key: &str, value: &Value, reading: &mut Reading) -> bool {
    let m = &mut reading.manuscript;
    match key {
        "foolscap" => reading.is_own,
        "language" if reading.is_own => value.text().map(|tag| tag.clone_into(&mut m.language)).is_some(),
        "title" => value.text().filter(|text| !text.is_empty()).map(|text| text.clone_into(&mut m.title)).is_some(),
        "author" | "authors" => people(value).map(|people| m.bylines = people).is_some(),
        "series" => places(value).map(|places| m.series = places).is_some(),
        "relations" => relations(value).map(|relations| m.relations = relations).is_some(),
        "permissions" => permissions(value, m),
        "background" if reading.is_own => texts(value).map(|names| m.side = names).is_some(),
        "extra" => pairs(value).map(|pairs| m.extra.extend(pairs)).is_some(),
        "chapters" => value.text().is_some_and(|text| chapters(text, m)),
        "complete" | "completed" => value.text().is_some_and(|text| complete(text, m)),
        "chapter_dates" => dates(value, &mut reading.chapters),
        "chapter_authors" => authors(value, &mut reading.chapters),
        _ => list(key, value, m),
    }
}

/// Names, or maps with name, account and address.
fn people(value: &Value) -> Option<Vec<Byline>> {
    value.items().iter().map(person).collect()
}

fn person(value: &Value) -> Option<Byline> {
    let text = |key: &str| value.get(key).and_then(Value::text).map(str::to_owned);
    match value {
        Value::Text(name) => Some(Byline { name: name.clone(), ..Byline::default() }),
        Value::Map(_) => Some(Byline { name: text("name")?, account: text("account"), url: text("url") }),
        Value::List(_) => None,
    }
}

fn places(value: &Value) -> Option<Vec<SeriesPlace>> {
    let place = |item: &Value| {
        let text = |key: &str| item.get(key).and_then(Value::text);
        let title = text("name").or_else(|| text("title"))?.to_owned();
        Some(SeriesPlace {
            title,
            part: text("part").and_then(|part| part.parse().ok()),
            url: text("url").map(str::to_owned),
        })
    };
    value.items().iter().map(place).collect()
}

/// Maps with kind, title, byline, address and language.
fn relations(value: &Value) -> Option<Vec<Relation>> {
    let relation = |item: &Value| {
        let text = |key: &str| item.get(key).and_then(Value::text).map(str::to_owned);
        let kind = serde_json::from_value(text("kind")?.into()).ok()?;
        let (title, byline) = (text("title")?, text("byline").unwrap_or_default());
        Some(Relation { kind, title, byline, url: text("url"), language: text("language") })
    };
    value.items().iter().map(relation).collect()
}

fn permissions(value: &Value, m: &mut Manuscript) -> bool {
    let answer = |key: &str| match value.get(key).and_then(Value::text) {
        Some("yes" | "true") => Permission::Yes,
        Some("ask") => Permission::Ask,
        Some("no" | "false") => Permission::No,
        _ => Permission::Unsaid,
    };
    if let Value::Map(_) = value {
        let p = &mut m.permissions;
        (p.bind, p.podfic, p.translate) = (answer("bind"), answer("podfic"), answer("translate"));
        (p.remix, p.keep, p.ai) = (answer("remix"), answer("keep"), answer("ai"));
    }
    matches!(value, Value::Map(_))
}

fn pairs(value: &Value) -> Option<Vec<(String, String)>> {
    let pair = |item: &Value| match item.items() {
        [key, value] => Some((key.text()?.to_owned(), value.text()?.to_owned())),
        _ => None,
    };
    value.items().iter().map(pair).collect()
}

/// `3/5`, `3/?`, or only how many there are.
fn chapters(text: &str, m: &mut Manuscript) -> bool {
    let expected = text.split_once('/').map_or("?", |(_, expected)| expected);
    m.expected_chapters = expected.trim().parse().ok().or(m.expected_chapters);
    true
}

/// Complete means as many chapters as there are, which is known later.
fn complete(text: &str, m: &mut Manuscript) -> bool {
    if m.expected_chapters.is_none() && matches!(text, "true" | "yes") {
        header::apply("Status", "Complete", m);
    }
    matches!(text, "true" | "yes" | "false" | "no")
}

fn dates(value: &Value, chapters: &mut Vec<Chapter>) -> bool {
    let dates = value.items().iter().map(|item| item.text().and_then(header::parse_date));
    lengthen(chapters, value.items().len());
    chapters.iter_mut().zip(dates).for_each(|(chapter, date)| chapter.published = date);
    true
}

fn authors(value: &Value, chapters: &mut Vec<Chapter>) -> bool {
    let Value::List(items) = value else { return false };
    lengthen(chapters, items.len());
    let names = items.iter().map(|item| people(item).unwrap_or_default());
    chapters.iter_mut().zip(names).for_each(|(chapter, names)| chapter.bylines = names);
    true
}

fn lengthen(chapters: &mut Vec<Chapter>, length: usize) {
    chapters.resize(chapters.len().max(length), Chapter::default());
}

/// A list of texts and nothing else.
fn texts(value: &Value) -> Option<Vec<String>> {
    let Value::List(items) = value else { return None };
    items.iter().map(|item| item.text().map(str::to_owned)).collect()
}

/// Lists of tags come as lists: their names are taken as they are, commas and all.
fn list(key: &str, value: &Value, m: &mut Manuscript) -> bool {
    let Some(texts) = texts(value) else { return false };
    match header::field(key) {
        Some(Field::Fandom) => m.fandoms = texts,
        Some(Field::Relationship) => m.relationships = texts,
        Some(Field::Character) => m.characters = texts,
        Some(Field::Tag) => m.additional = texts,
        Some(Field::Collection) => m.collections = texts,
        Some(Field::Gift) => m.gifts = texts,
        Some(Field::Warning) => return labels(&texts, |labels| m.warnings = labels),
        Some(Field::Category) => return labels(&texts, |labels| m.categories = labels),
        _ => return false,
    }
    true
}

/// Sets fixed labels when every word is one.
fn labels<T: std::str::FromStr>(texts: &[String], set: impl FnOnce(Vec<T>)) -> bool {
    let known: Result<Vec<T>, _> = texts.iter().map(|text| text.parse()).collect();
    known.ok().filter(|labels| !labels.is_empty()).map(set).is_some()
}
