//! Reads the plain text files that FanFicFare writes: a title page of wrapped labels, a table of contents, and chapters
//! under indented heads, in the Markdown that html2text makes.
//!
//! FanFicFare's `Category` is the fandom and its `Genre` free tags, unlike in other headers (`spec/formats.md` §2.4).

use manuscript::{Category, Manuscript, chapter_heading};

use crate::header::block::{self, Pair};
use crate::header::{self, Field, tags};
use crate::markdown::{Reading, take_text};
use crate::{Arrival, Input, Refusal, charset};

/// The line above the list of chapters.
const CONTENTS: &str = "TABLE OF CONTENTS";
/// The line below the last chapter.
const END: &str = "End file.";

/// Reads one story from FanFicFare's TXT.
pub fn read(input: &Input<'_>) -> Result<Arrival, Refusal> {
    let decoded = charset::decode(input.bytes, None);
    let mut reading = Reading::of("FanFicFare (text)", input.name);
    reading.manuscript.complaints.extend(decoded.complaints);
    let lines: Vec<&str> = decoded.text.lines().collect();
    let contents = lines.iter().position(|line| line.trim_end() == CONTENTS).unwrap_or(0);
    let (page, rest) = lines.split_at_checked(contents).unwrap_or_default();
    title_page(page, &mut reading);

    let (rest, end) = without_end(rest);
    reading.drop("end mark", end);
    let heads = heads(rest);
    let first = heads.first().map_or(rest.len(), |head| head.from);
    reading.drop("table of contents", &rest.get(..first).unwrap_or_default().join("\n"));
    let ends = heads.iter().skip(1).map(|head| head.from).chain([rest.len()]);
    for (head, end) in heads.iter().zip(ends) {
        reading.fact(&head.text);
        let text = rest.get(head.to..end).unwrap_or_default().join("\n");
        reading.add_chapter(title(&head.text), &text);
    }
    reading.arrive()
}

/// The title, `by X`, the labels, and what of the summary stands below them.
fn title_page(lines: &[&str], reading: &mut Reading) {
    let mut full = lines.iter().enumerate().filter(|(_, line)| !line.trim().is_empty());
    let (Some((_, title)), Some((at, by))) = (full.next(), full.next()) else { return };
    reading.fact(title);
    title.trim().clone_into(&mut reading.manuscript.title);
    if let Some((label, names)) = block::by_line(by) {
        take_text(label, names, reading);
    }
    let rest = lines.get(at + 1..).unwrap_or_default();
    let block = block::read(rest);
    block.pairs.iter().for_each(|pair| take(pair, reading));
    let summary = rest.get(block.lines..).unwrap_or_default().join("\n");
    reading.add_summary(&summary);
}

fn take(pair: &Pair, reading: &mut Reading) {
    match pair.label.as_str() {
        "Category" => {
            reading.fact(&pair.label);
            reading.fact(&pair.value);
            header::put(Field::Fandom, &pair.label, &pair.value, &mut reading.manuscript);
        }
        "Genre" => {
            reading.fact(&pair.label);
            reading.fact(&pair.value);
            genres(&pair.value, &mut reading.manuscript);
        }
        "Summary" => {
            reading.fact(&pair.label);
            reading.add_summary(&pair.value);
        }
        label => take_text(label, &pair.value, reading),
    }
}

/// Free tags, and the archive's categories among them.
fn genres(value: &str, manuscript: &mut Manuscript) {
    for word in tags::split(value, &mut manuscript.complaints) {
        match word.parse::<Category>() {
            Ok(category) => manuscript.categories.push(category),
            Err(_) => manuscript.additional.push(word),
        }
    }
}

fn without_end<'a, 'b>(lines: &'a [&'b str]) -> (&'a [&'b str], &'b str) {
    let last = lines.iter().rposition(|line| !line.trim().is_empty());
    match last.and_then(|at| Some((lines.get(..at)?, *lines.get(at)?))) {
        Some((before, line)) if line.trim() == END => (before, line),
        _ => (lines, ""),
    }
}

/// A chapter's head: an indented line, wrapped without indent, as the table of contents has it.
struct Head {
    text: String,
    from: usize,
    to: usize,
}

/// The heads in the order of the table of contents; an indented line that is not its next entry is text.
fn heads(lines: &[&str]) -> Vec<Head> {
    let is_indented = |line: &str| line.starts_with('\t') || line.starts_with("        ");
    let first = lines.iter().position(|line| is_indented(line)).unwrap_or(lines.len());
    let contents = lines.get(1..first).unwrap_or_default();
    let entries: Vec<String> =
        contents.split(|line| line.trim().is_empty()).map(squeezed).filter(|entry| !entry.is_empty()).collect();
    let mut wanted = entries.iter().peekable();
    let mut heads: Vec<Head> = Vec::new();
    for (from, _) in lines.iter().enumerate().filter(|(_, line)| is_indented(line)) {
        let length = lines.get(from..).and_then(|rest| rest.iter().position(|line| line.trim().is_empty()));
        let to = from + length.unwrap_or(1);
        let text = squeezed(lines.get(from..to).unwrap_or_default());
        if wanted.next_if(|entry| **entry == text).is_some() {
            heads.push(Head { text, from, to });
        }
    }
    heads
}

fn squeezed(lines: &[&str]) -> String {
    lines.iter().flat_map(|line| line.split_whitespace()).collect::<Vec<_>>().join(" ")
}

/// The title without the number that a site or FanFicFare put before it.
fn title(head: &str) -> String {
    let bare = head
        .split_once(". ")
        .filter(|(number, _)| number.bytes().all(|byte| byte.is_ascii_digit()))
        .map_or(head, |(_, rest)| rest);
    let is_title = |title: &String| !title.starts_with(|c: char| c.is_ascii_punctuation() && c != '"');
    chapter_heading(bare).map(|heading| heading.title).filter(is_title).unwrap_or_else(|| bare.to_owned())
}

#[cfg(test)]
mod tests {
    use manuscript::Rating;

    use super::*;

    const FILE: &str = "\n\n\nThe Jam\n\nby Ann Example\n\n\n\nCategory: Sherlock Holmes, Jeeves\nGenre: Humor, M/M\nRelationships: Holmes/Watson,\nJeeves & Wooster\n\
Status: Completed\nPublished: 1975-03-15\nPackaged: 2026-11-22 17:22:02\nRating: K+\nStory URL: http://test1.com?sid=660\nSummary: Holmes is wrong. It\ncannot last.\n\nMore _of_ it.\n\n\n\n\
TABLE OF CONTENTS\n\n\n1. Fog, a very long\nhead\n\nChapter 2, Toast\n\n\n\n\n        1. Fog, a very\nlong head\n\n\nThe _fog_ came.\n\n        an indented line\n\n\n\n\tChapter 2, Toast\n\n\n\
### Toast\n\nIt was **late**.\n\n* * *\n\nLater.\n\n\n\n\nEnd file.\n";

    #[test]
    fn a_file_of_fanficfare_is_read_whole() {
        let arrival = read(&Input { name: "jam.txt", bytes: FILE.as_bytes() }).expect("a story");
        let manuscript = arrival.manuscript;
        assert_eq!((manuscript.title.as_str(), manuscript.rating), ("The Jam", Rating::General));
        assert_eq!(manuscript.fandoms, ["Sherlock Holmes", "Jeeves"]);
        assert_eq!(
            (manuscript.additional.as_slice(), manuscript.categories.as_slice()),
            (&["Humor".to_owned()][..], &[Category::MM][..])
        );
        assert_eq!(manuscript.relationships, ["Holmes/Watson", "Jeeves & Wooster"]);
        assert_eq!(manuscript.provenance.url.as_deref(), Some("http://test1.com?sid=660"));
        let titles: Vec<&str> = manuscript.chapters.iter().map(|chapter| chapter.title.as_str()).collect();
        assert_eq!(titles, ["Fog, a very long head", "Toast"]);
        assert!(manuscript.is_complete() && manuscript.summary.html().contains("<em>of</em>"));
        let first = manuscript.chapters.first().expect("a chapter").body.html();
        assert!(
            first.contains("<em>fog</em>") && first.contains("an indented line") && !first.contains("<pre"),
            "{first}"
        );
    }

    #[test]
    fn its_letters_are_accounted_for() {
        let arrival = read(&Input { name: "jam.txt", bytes: FILE.as_bytes() }).expect("a story");
        assert_eq!(arrival.account.difference(), 0);
        assert!(arrival.account.seen <= manuscript::letters(FILE) && arrival.account.dropped > 0);
    }
}
