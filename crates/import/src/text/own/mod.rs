//! Plain text that Foolscap wrote: its layout is known, so that it comes back exactly and nothing is guessed.
//!
//! The contract stands in `export`'s writer of text: a header ended by a rule, chapter heads between empty lines, one line a
//! paragraph, and prose under `Summary:`, `Notes:` and `End Notes:` indented by two spaces.

mod header;
mod inline;
mod prose;
#[cfg(test)]
mod tests;

use std::mem;

use manuscript::{Chapter, Newlines, Place, Prose, clean};

use super::draft::Draft;
use crate::header::parse_date;
use crate::pieces::append;

/// The line that ends the header, and that stands above the work's end notes.
const RULE: &str = "----------";
/// Ends a chapter and the work.
const END_NOTES: &str = "End Notes:";
/// The newest form that this reader knows.
const VERSION: u32 = 1;

/// Whether Foolscap wrote the text: its header says so before any prose.
pub(crate) fn is_one(text: &str) -> bool {
    let mut head = text.lines().take_while(|line| !matches!(*line, RULE | "Summary:" | "Notes:"));
    let version = |line: &str| line.strip_prefix("Foolscap: ")?.parse().ok();
    head.next().is_some_and(|line| line.starts_with("Title:"))
        && head.find_map(version).is_some_and(|version: u32| version <= VERSION)
}

/// Reads the whole text into the draft.
pub(super) fn read(lines: &[&str], draft: &mut Draft) {
    let rule = lines.iter().position(|line| *line == RULE).unwrap_or(lines.len());
    let (head, rest) = lines.split_at_checked(rule).unwrap_or_default();
    for (label, value) in sections(head) {
        draft.fact(label);
        match label {
            "Summary" => {
                let before = mem::take(&mut draft.manuscript.summary);
                draft.manuscript.summary = prose(before, &value, Place::Summary, draft);
            }
            "Notes" => {
                let before = mem::take(&mut draft.manuscript.notes);
                draft.manuscript.notes = prose(before, &value, Place::Notes, draft);
            }
            _ => header::take(label, &value, draft),
        }
    }
    let (chapters, end) = without_end_notes(rest.get(1..).unwrap_or_default(), RULE);
    let heads = heads(chapters);
    let first = heads.first().copied().unwrap_or(chapters.len());
    let (before, _) = chapters.split_at_checked(first).unwrap_or_default();
    if before.iter().any(|line| !line.is_empty()) {
        chapter("", before, draft);
    }
    for (at, end) in heads.iter().zip(heads.iter().skip(1).copied().chain([chapters.len()])) {
        let head = chapters.get(*at).copied().unwrap_or_default();
        chapter(head, chapters.get(at + 1..end).unwrap_or_default(), draft);
    }
    draft.manuscript.end_notes = end_notes(end, draft);
}

/// Lines `Label: value`, with the indented lines below as the value of a label that has none in its own line.
fn sections<'a>(lines: &[&'a str]) -> Vec<(&'a str, Vec<&'a str>)> {
    let mut sections: Vec<(&str, Vec<&str>)> = Vec::new();
    for line in lines {
        match (line.strip_prefix("  "), sections.last_mut()) {
            (Some(text), Some((_, value))) => value.push(text),
            (None, Some((_, value))) if line.is_empty() => value.push(""),
            _ => {
                let (label, value) = line.split_once(':').unwrap_or(("", line));
                sections.push((label, vec![value.strip_prefix(' ').unwrap_or(value)]));
            }
        }
    }
    sections
}

/// The lines before the last `End Notes:`, which stands below an empty line, and what follows; with `rule` it stands below that.
fn without_end_notes<'a, 'b>(lines: &'a [&'b str], rule: &str) -> (&'a [&'b str], &'a [&'b str]) {
    let is_start = |window: &&[&str]| matches!(window, [before, END_NOTES] if *before == rule);
    let start = lines.windows(2).rposition(|window| is_start(&window));
    let parts = start.and_then(|start| Some((lines.get(..start)?, lines.get(start + 1..)?)));
    parts.unwrap_or((lines, &[]))
}

/// What stands under `End Notes:`.
fn end_notes(lines: &[&str], draft: &mut Draft) -> Prose {
    let Some((label, lines)) = lines.split_first() else { return Prose::default() };
    draft.fact(label);
    let lines: Vec<&str> = lines.iter().map(|line| line.strip_prefix("  ").unwrap_or(line)).collect();
    prose(Prose::default(), &lines, Place::Notes, draft)
}

/// The lines that are heads: the next number, two empty lines before and one after.
fn heads(lines: &[&str]) -> Vec<usize> {
    let is_empty = |at: Option<usize>| at.is_none_or(|at| lines.get(at).is_none_or(|line| line.is_empty()));
    let mut heads: Vec<usize> = Vec::new();
    for (at, line) in lines.iter().enumerate() {
        let alone = is_empty(at.checked_sub(1)) && is_empty(at.checked_sub(2)) && is_empty(Some(at + 1));
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
    let (lines, end) = without_end_notes(lines, "");
    let (front, body) = front(lines);
    for (label, value) in sections(front) {
        draft.fact(label);
        match label {
            "Summary" => chapter.summary = prose(chapter.summary, &value, Place::Summary, draft),
            "Notes" => chapter.notes = prose(chapter.notes, &value, Place::Notes, draft),
            _ => {
                let value = value.join(" ").trim_end().to_owned();
                draft.fact(&value);
                chapter.published = chapter.published.or_else(|| parse_date(&value).filter(|_| label == "Date"));
                chapter.bylines.extend(header::bylines(label, &value));
            }
        }
    }
    chapter.body = prose(Prose::default(), body, Place::Body, draft);
    chapter.end_notes = end_notes(end, draft);
    draft.manuscript.chapters.push(chapter);
}

/// What stands above a chapter's text, and the text.
fn front<'a, 'b>(lines: &'a [&'b str]) -> (&'a [&'b str], &'a [&'b str]) {
    let start = lines.iter().position(|line| !line.is_empty()).unwrap_or(lines.len());
    let (_, lines) = lines.split_at_checked(start).unwrap_or_default();
    let is_label = |line: &str| {
        matches!(line, "Summary:" | "Notes:")
            || ["Author: ", "Authors: ", "Date: "].iter().any(|label| line.starts_with(label))
    };
    if !lines.first().is_some_and(|line| is_label(line)) {
        return (&[], lines);
    }
    let is_front = |line: &str| line.is_empty() || line.starts_with("  ") || is_label(line);
    let end = lines.iter().position(|line| !is_front(line)).unwrap_or(lines.len());
    lines.split_at_checked(end).unwrap_or_default()
}

/// The text of these lines, behind what its field held before: a label may stand twice.
fn prose(before: Prose, lines: &[&str], place: Place, draft: &mut Draft) -> Prose {
    let complaints = &mut draft.manuscript.complaints;
    let mut prose = before;
    let more = clean(&prose::html(lines), place, Newlines::Space, complaints);
    append(&mut prose, more, place, complaints);
    prose
}
