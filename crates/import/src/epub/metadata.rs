//! What a package document says of the story, put where the pages said nothing.
//!
//! Pages are believed first: AO3's and FanFicFare's packages mix all tags into `dc:subject`, and AO3's date is that of
//! the last revision.

use manuscript::{
    Byline, Complaint, Manuscript, Newlines, Place, ProposedField, Rating, SeriesPlace, Warning, letters_of_html,
};

use super::maker::Maker;
use super::package::Package;
use crate::header;
use crate::html::labels::{Field, add, put_language};
use crate::html::markup::escaped;

/// Subjects that programs add and that say nothing of the story.
const EMPTY_SUBJECTS: [&str; 7] =
    ["fanworks", "fanfiction", "fan fiction", "fiction", "complete", "completed", "in-progress"];

/// What stands in place of a name that a program did not find.
const NO_NAMES: [&str; 4] = ["unknown", "<unknown>", "no author supplied", "anonymous"];

/// Whether a subject says nothing of a story.
pub(super) fn says_nothing(subject: &str) -> bool {
    EMPTY_SUBJECTS.contains(&subject.to_lowercase().as_str()) || subject.starts_with("Last Update")
}

/// Fills what every book says alike: title, language, publisher, address, series, summary. Gives the letters of prose that
/// came from here.
pub(super) fn fill(package: &Package, maker: Option<Maker>, manuscript: &mut Manuscript) -> u64 {
    let nothing = Manuscript::default();
    if let Some(title) = package.value("title").filter(|_| manuscript.title == nothing.title) {
        manuscript.title = title;
    }
    if manuscript.language == nothing.language {
        language(package, maker, manuscript);
    }
    if manuscript.series.is_empty() {
        manuscript.series = series(package);
    }
    let provenance = &mut manuscript.provenance;
    provenance.publisher = provenance.publisher.take().or_else(|| package.value("publisher"));
    provenance.url = provenance.url.take().or_else(|| address(package));
    summary(package, manuscript)
}

/// The language that the package states; a guess where its program states the same of every book.
fn language(package: &Package, maker: Option<Maker>, manuscript: &mut Manuscript) {
    let known = |tag: &String| header::language(tag).is_some_and(|tag| tag != "und");
    let Some(language) = package.value("language").filter(known) else { return };
    if let Some(maker) = maker.filter(|maker| language == "en" && !maker.knows_language()) {
        let evidence = format!("{language}, as {} says of every book", maker.name());
        manuscript.proposals.push(header::proposal(ProposedField::Language, language, &evidence));
        return;
    }
    put_language(&language, manuscript);
    manuscript.extra.retain(|(label, _)| label != "Language");
}

/// Fills what only a book without a title page of its own has to say here: names, dates, tags.
pub(super) fn fill_generic(package: &Package, maker: Option<Maker>, manuscript: &mut Manuscript) {
    if manuscript.bylines.is_empty() {
        manuscript.bylines = creators(package);
    }
    if maker.is_none_or(Maker::knows_date) {
        manuscript.published = manuscript.published.or_else(|| date(package, &["publication", ""]));
    }
    manuscript.updated = manuscript.updated.or_else(|| date(package, &["modification"]));
    let listed = maker.is_some_and(Maker::lists_subjects);
    let divided = |subject: String| {
        let subjects = subject.split(if listed { ", " } else { "\n" }).map(|subject| subject.trim().to_owned());
        subjects.collect::<Vec<_>>()
    };
    let subjects = package.values("subject").into_iter().flat_map(divided);
    subjects
        .filter(|subject| !subject.is_empty() && !says_nothing(subject))
        .for_each(|subject| tag(subject, manuscript));
}

/// A subject is a rating, a warning or a category when it has exactly that name, otherwise an additional tag.
fn tag(subject: String, manuscript: &mut Manuscript) {
    let elsewhere = [&manuscript.fandoms, &manuscript.relationships, &manuscript.characters];
    if elsewhere.iter().any(|list| list.contains(&subject)) {
        return;
    }
    if let Ok(rating) = subject.parse::<Rating>() {
        manuscript.rating = rating;
    } else if let Ok(warning) = subject.parse::<Warning>() {
        manuscript.warnings.retain(|known| *known != Warning::ChoseNotToWarn);
        add(warning, &mut manuscript.warnings);
    } else {
        Field::Category.put(vec![subject], manuscript);
    }
}

fn creators(package: &Package) -> Vec<Byline> {
    let entries = package.entries.iter().filter(|entry| entry.name == "creator");
    let authors = entries.filter(|entry| {
        let role = package.refined(&entry.id, "role").unwrap_or(&entry.kind);
        role.is_empty() || role == "aut"
    });
    let names = authors
        .map(|entry| crate::html::page::squeeze(&entry.value))
        .filter(|name| !name.is_empty() && !NO_NAMES.contains(&name.to_lowercase().as_str()));
    names.map(|name| Byline { name, ..Byline::default() }).collect()
}

/// The day of the first date with one of these events.
fn date(package: &Package, events: &[&str]) -> Option<jiff::civil::Date> {
    let dates = package.entries.iter().filter(|entry| entry.name == "date");
    let mut meant = dates.filter(|entry| events.contains(&entry.kind.as_str()));
    meant.find_map(|entry| header::parse_date(entry.value.trim().split('T').next().unwrap_or_default()))
}

/// EPUB 3's collections, otherwise calibre's series.
fn series(package: &Package) -> Vec<SeriesPlace> {
    let whole = |part: &str| part.trim().parse::<f64>().ok().filter(|part| *part >= 1.0).map(|part| part as u32);
    let collections = package.entries.iter().filter(|entry| entry.name == "belongs-to-collection");
    let found: Vec<SeriesPlace> = collections
        .filter(|entry| package.refined(&entry.id, "collection-type").is_none_or(|kind| kind == "series"))
        .map(|entry| SeriesPlace {
            title: crate::html::page::squeeze(&entry.value),
            part: package.refined(&entry.id, "group-position").and_then(whole),
            url: None,
        })
        .filter(|place| !place.title.is_empty())
        .collect();
    if !found.is_empty() {
        return found;
    }
    let title = package.value("calibre:series");
    let part = package.value("calibre:series_index").and_then(|part| whole(&part));
    title.map(|title| SeriesPlace { title, part, url: None }).into_iter().collect()
}

/// The story's address, where an identifier or the source is one. A book may have a source for every page, but it has one
/// identifier of that kind.
fn address(package: &Package) -> Option<String> {
    let mut values = package.values("identifier").into_iter().chain(package.values("source"));
    values.find(|value| value.starts_with("http://") || value.starts_with("https://"))
}

/// The description, which is HTML or plain text, as the summary.
fn summary(package: &Package, manuscript: &mut Manuscript) -> u64 {
    let description = package.entries.iter().find(|entry| entry.name == "description").map(|entry| entry.value.trim());
    let Some(words) = description.filter(|words| !words.is_empty() && manuscript.summary.is_empty()) else { return 0 };
    let mut complaints: Vec<Complaint> = Vec::new();
    let is_html = words.contains("</") || words.contains("/>") || words.contains("<p>");
    let source = if is_html { words.into() } else { escaped(words) };
    let newlines = if is_html { Newlines::Space } else { Newlines::Breaks };
    manuscript.summary = manuscript::clean(&source, Place::Summary, newlines, &mut complaints);
    manuscript.proposals.extend(header::propose(words));
    let dropped: u64 = complaints.iter().map(|complaint| complaint.letters).sum();
    for complaint in complaints {
        complaint.join(&mut manuscript.complaints);
    }
    letters_of_html(manuscript.summary.html()) + dropped
}
