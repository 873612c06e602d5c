//! Plain text that Foolscap wrote: its layout is known, so that it comes back exactly.
//!
//! The contract stands in `export`'s writer of text: a header ended by a rule, one line a paragraph, chapter heads between
//! blank lines, `_em_` and `*strong*`, and prose under `Summary:`, `Notes:` and `End Notes:` indented by two spaces.

use manuscript::{Chapter, Manuscript, Newlines, Place, Prose, clean};

use super::draft::Draft;
use super::inline::{self, Star};
use crate::header;

/// The line that ends the header, and that stands before the work's end notes.
const RULE: &str = "----------";
/// No header is longer than this many lines.
const LONGEST_HEADER: usize = 2000;

/// Whether Foolscap wrote the text.
pub(super) fn is_one(lines: &[&str]) -> bool {
    let head = lines.iter().take(LONGEST_HEADER).take_while(|line| **line != RULE);
    let has_chapters = head.clone().any(|line| line.starts_with("Chapters: ") && line.contains('/'));
    let ends = lines.iter().take(LONGEST_HEADER).any(|line| *line == RULE);
    lines.first().is_some_and(|line| line.starts_with("Title: ")) && has_chapters && ends
}

/// Reads the whole text into the draft.
pub(super) fn read(lines: &[&str], draft: &mut Draft) {
    let rule = lines.iter().position(|line| *line == RULE).unwrap_or(0);
    let (head, rest) = lines.split_at_checked(rule).unwrap_or_default();
    for (label, value) in sections(head) {
        take(label, &value, draft);
    }
    let rest = rest.get(1..).unwrap_or_default();
    let (rest, end) = without_end_notes(rest);
    let heads = heads(rest);
    let first = heads.first().copied().unwrap_or(rest.len());
    let before = rest.get(..first).unwrap_or_default();
    if before.iter().any(|line| !line.trim().is_empty()) {
        chapter("", before, draft);
    }
    let ends = heads.iter().skip(1).copied().chain([rest.len()]);
    for (at, end) in heads.iter().zip(ends) {
        let head = rest.get(*at).copied().unwrap_or_default();
        chapter(head, rest.get(at + 1..end).unwrap_or_default(), draft);
    }
    for (label, value) in sections(end) {
        draft.fact(label);
        draft.manuscript.end_notes = prose(&value, Place::Notes, draft);
    }
}

/// Lines `Label: value`, with the indented lines below as part of the value.
fn sections<'a>(lines: &[&'a str]) -> Vec<(&'a str, String)> {
    let mut sections: Vec<(&str, String)> = Vec::new();
    for line in lines {
        match (line.strip_prefix("  "), sections.last_mut()) {
            (Some(text), Some((_, value))) => value.extend([text, "\n"]),
            (None, Some((_, value))) if line.is_empty() => value.push('\n'),
            _ => {
                let (label, value) = line.split_once(':').unwrap_or(("", line));
                sections.push((label, value.strip_prefix(' ').unwrap_or(value).to_owned()));
            }
        }
    }
    sections
}

/// Puts a header line into its field; values are exact, nothing is guessed.
fn take(label: &str, value: &str, draft: &mut Draft) {
    draft.fact(label);
    let place = match label {
        "Summary" => Place::Summary,
        "Notes" => Place::Notes,
        _ => {
            draft.fact(value);
            return take_fact(label, value.trim_end_matches('\n'), &mut draft.manuscript);
        }
    };
    let prose = prose(value, place, draft);
    match place {
        Place::Summary => draft.manuscript.summary = prose,
        _ => draft.manuscript.notes = prose,
    }
}

fn take_fact(label: &str, value: &str, m: &mut Manuscript) {
    let names = || value.split(", ").map(str::to_owned).collect::<Vec<_>>();
    match label {
        "Title" => value.clone_into(&mut m.title),
        "Author" | "Authors" if value == "Anonymous" => {}
        "Author" | "Authors" => m.bylines = names().iter().map(|name| header::byline(name)).collect(),
        "Rating" => m.rating = value.parse().unwrap_or(m.rating),
        "Archive Warning" | "Archive Warnings" => m.warnings = labels(value),
        "Category" | "Categories" => m.categories = labels(value),
        "Fandom" | "Fandoms" => m.fandoms = names(),
        "Relationship" | "Relationships" => m.relationships = names(),
        "Character" | "Characters" => m.characters = names(),
        "Additional Tags" | "Additional Tag" => m.additional = names(),
        "Collection" | "Collections" => m.collections = names(),
        "Language" => m.language = header::language(value).unwrap_or_else(|| value.to_owned()),
        "Series" => m.series = value.split("; ").map(header::series_place).collect(),
        "Published" => m.published = header::parse_date(value),
        "Updated" | "Completed" => m.updated = header::parse_date(value),
        "Chapters" => m.expected_chapters = value.split_once('/').and_then(|(_, expected)| expected.parse().ok()),
        "Source" => m.provenance.url = Some(value.to_owned()),
        "Words" => m.statistics.words = value.replace(',', "").parse().ok(),
        _ => m.extra.push((label.to_owned(), value.to_owned())),
    }
}

fn labels<T: std::str::FromStr>(value: &str) -> Vec<T> {
    value.split(", ").filter_map(|word| word.parse().ok()).collect()
}

/// The lines before the last rule, and the work's end notes after it.
fn without_end_notes<'a, 'b>(lines: &'a [&'b str]) -> (&'a [&'b str], &'a [&'b str]) {
    let rule = lines.iter().rposition(|line| *line == RULE);
    let parts = rule.and_then(|rule| Some((lines.get(..rule)?, lines.get(rule + 1..)?)));
    let after = |lines: &[&str]| lines.iter().find(|line| !line.is_empty()).is_some_and(|line| *line == "End Notes:");
    parts.filter(|(_, end)| after(end)).map_or((lines, &[]), |(text, end)| (text, end))
}

/// The lines that are heads: the next number, two blank lines before and one after.
fn heads(lines: &[&str]) -> Vec<usize> {
    let is_blank = |at: Option<usize>| at.is_none_or(|at| lines.get(at).is_none_or(|line| line.is_empty()));
    let mut heads: Vec<usize> = Vec::new();
    for (at, line) in lines.iter().enumerate() {
        let alone = is_blank(at.checked_sub(1)) && is_blank(at.checked_sub(2)) && is_blank(Some(at + 1));
        if alone && title(line, heads.len() + 1).is_some() {
            heads.push(at);
        }
    }
    heads
}

/// The title in `Chapter 3: Title`; empty in `Chapter 3`.
fn title(line: &str, number: usize) -> Option<&str> {
    let rest = line.strip_prefix(&format!("Chapter {number}"))?;
    if rest.is_empty() { Some("") } else { rest.strip_prefix(": ") }
}

fn chapter(head: &str, lines: &[&str], draft: &mut Draft) {
    draft.fact(head);
    let number = draft.manuscript.chapters.len() + 1;
    let mut chapter = Chapter { title: title(head, number).unwrap_or_default().to_owned(), ..Chapter::default() };
    let text = lines.iter().position(|line| !is_front(line)).unwrap_or(lines.len());
    let (front, text) = lines.split_at_checked(text).unwrap_or_default();
    for (label, value) in sections(front).into_iter().filter(|(label, _)| !label.is_empty()) {
        draft.fact(label);
        match label {
            "Date" => {
                draft.fact(&value);
                chapter.published = header::parse_date(value.trim());
            }
            "Summary" => chapter.summary = prose(&value, Place::Summary, draft),
            _ => chapter.notes = prose(&value, Place::Notes, draft),
        }
    }
    let end = text.iter().rposition(|line| *line == "End Notes:").unwrap_or(text.len());
    for (label, value) in sections(text.get(end..).unwrap_or_default()) {
        draft.fact(label);
        chapter.end_notes = prose(&value, Place::Notes, draft);
    }
    chapter.body = prose(&text.get(..end).unwrap_or_default().join("\n"), Place::Body, draft);
    draft.manuscript.chapters.push(chapter);
}

/// Whether a line belongs to what stands above a chapter's text.
fn is_front(line: &str) -> bool {
    let is_date = line.strip_prefix("Date: ").is_some_and(|date| header::parse_date(date).is_some());
    line.is_empty() || line.starts_with("  ") || is_date || matches!(line, "Summary:" | "Notes:")
}

/// Text of one line a paragraph.
fn prose(text: &str, place: Place, draft: &mut Draft) -> Prose {
    let mut html = String::with_capacity(text.len() + text.len() / 8);
    for paragraph in text.split("\n\n").map(|paragraph| paragraph.trim_matches('\n')).filter(|text| !text.is_empty()) {
        draft.markup(inline::letters_of_tags(paragraph));
        html.extend(["<p>", &inline::html(paragraph, Star::Strong), "</p>"]);
    }
    clean(&html, place, Newlines::Space, &mut draft.manuscript.complaints)
}

#[cfg(test)]
mod tests {
    use manuscript::{Category, Rating, Warning};

    use crate::{Input, text};

    const FILE: &str = "Title: Jam (1/2) & Toast\nAuthor: Ann and Bo, Cy (cy_c)\nRating: Teen And Up Audiences\nArchive Warnings: Major Character Death, Underage Sex\n\
Category: F/F\nFandoms: Holmes; or, Jam, Alice\nLanguage: pt-BR\nSeries: Part 2 of X; Y\nPublished: 2020-01-02\nChapters: 2/?\nSource: https://example.org/works/7\nBeta: bo\n\
Summary:\n  One\n  line.\n\n  Two *strong*.\nNotes:\n  Hi.\n----------\n\n\nChapter 1: Fog: a start\n\nDate: 2020-01-02\n\nNotes:\n  Before.\n\nThe _fog_ came.\nA break.\n\n* * *\n\n\
Chapter 7\n\nEnd.\n\nEnd Notes:\n  After.\n\n\nChapter 2\n\nDate: soon.\n\n----------\n\nEnd Notes:\n  Bye.\n";

    #[test]
    fn what_foolscap_wrote_comes_back_exactly() {
        let arrival = text::read(&Input { name: "jam.txt", bytes: FILE.as_bytes() }).expect("a story");
        let m = &arrival.manuscript;
        assert_eq!((m.title.as_str(), m.rating, m.expected_chapters), ("Jam (1/2) & Toast", Rating::Teen, None));
        assert_eq!(m.bylines.iter().map(ToString::to_string).collect::<Vec<_>>(), ["Ann and Bo", "Cy (cy_c)"]);
        assert_eq!(
            (m.warnings.as_slice(), m.categories.as_slice()),
            (&[Warning::Death, Warning::Underage][..], &[Category::FF][..])
        );
        assert_eq!(m.fandoms, ["Holmes; or", "Jam", "Alice"]);
        assert_eq!(
            (m.language.as_str(), m.series.len(), m.series.first().and_then(|place| place.part)),
            ("pt-BR", 2, Some(2))
        );
        assert_eq!(m.extra, [("Beta".to_owned(), "bo".to_owned())]);
        assert_eq!(m.summary.html(), "<p>One<br />line.</p><p>Two <strong>strong</strong>.</p>");
        assert_eq!((m.notes.html(), m.end_notes.html()), ("<p>Hi.</p>", "<p>Bye.</p>"));
        assert_eq!(arrival.account.difference(), 0);
    }

    #[test]
    fn its_chapters_come_back_with_their_notes_and_dates() {
        let arrival = text::read(&Input { name: "jam.txt", bytes: FILE.as_bytes() }).expect("a story");
        let [first, second] = arrival.manuscript.chapters.as_slice() else { panic!("two chapters") };
        assert_eq!((first.title.as_str(), second.title.as_str()), ("Fog: a start", ""));
        assert_eq!(first.published.map(|day| day.to_string()).as_deref(), Some("2020-01-02"));
        assert_eq!((first.notes.html(), first.end_notes.html()), ("<p>Before.</p>", "<p>After.</p>"));
        let body = "<p>The <em>fog</em> came.<br />A break.</p><hr data-mark=\"* * *\" /><p>Chapter 7</p><p>End.</p>";
        assert_eq!(first.body.html(), body);
        assert_eq!(second.body.html(), "<p>Date: soon.</p>");
    }
}
