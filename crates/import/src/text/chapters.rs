//! Divides a plain text at its chapters' heads: lines that stand alone and say so.

use manuscript::{Heading, chapter_heading, lone_number};

/// A chapter's lines, or what stands before the first.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Piece<'a> {
    /// The head's line, empty where there is none.
    pub head: &'a str,
    /// The title without its number.
    pub title: String,
    /// The text's lines.
    pub lines: &'a [&'a str],
    /// Whether chapters with heads follow.
    pub is_preface: bool,
}

/// Divides a text at its heads; without any it is one piece.
pub fn split<'a>(lines: &'a [&'a str]) -> Vec<Piece<'a>> {
    let heads = heads(lines);
    let first = heads.first().map_or(lines.len(), |(at, _)| *at);
    let mut pieces = Vec::new();
    let preface = lines.get(..first).unwrap_or_default();
    if heads.is_empty() || preface.iter().any(|line| !line.trim().is_empty()) {
        pieces.push(Piece { head: "", title: String::new(), lines: preface, is_preface: !heads.is_empty() });
    }
    let ends = heads.iter().skip(1).map(|(at, _)| *at).chain([lines.len()]);
    for ((at, heading), end) in heads.iter().zip(ends) {
        let head = lines.get(*at).copied().unwrap_or_default();
        let lines = lines.get(at + 1..end).unwrap_or_default();
        pieces.push(Piece { head, title: heading.title.clone(), lines, is_preface: false });
    }
    pieces
}

/// The lines that are heads and have text behind them: a table of contents has none.
fn heads(lines: &[&str]) -> Vec<(usize, Heading)> {
    let mut heads = candidates(lines, head);
    if heads.is_empty() {
        heads = counted(lines);
    }
    let ends: Vec<usize> = heads.iter().skip(1).map(|(at, _)| *at).chain([lines.len()]).collect();
    let has_text = |at: usize, end: usize| {
        lines.get(at + 1..end).is_some_and(|text| text.iter().any(|line| line.contains(char::is_alphanumeric)))
    };
    heads.into_iter().zip(ends).filter(|((at, _), end)| has_text(*at, *end)).map(|(head, _)| head).collect()
}

/// A chapter's heading, or any words behind a `#` as Markdown has it.
fn head(line: &str) -> Option<Heading> {
    let marked = || {
        let title = line.trim().strip_prefix("# ").or_else(|| line.trim().strip_prefix("## "))?;
        let title = title.trim_matches(['#', '*', '_', ' ']);
        let fits = title.contains(char::is_alphanumeric) && title.chars().count() <= 100;
        fits.then(|| Heading { number: None, title: title.to_owned() })
    };
    chapter_heading(line).or_else(marked)
}

/// `1.`, `2.`, … or `I`, `II`, …: heads only if they count up from one, at least to two.
fn counted(lines: &[&str]) -> Vec<(usize, Heading)> {
    let number = |line: &str| lone_number(line).map(|number| Heading { number: Some(number), title: String::new() });
    let found = candidates(lines, number);
    let counts = found.iter().zip(1..).all(|((_, heading), number)| heading.number == Some(number));
    if counts && found.len() >= 2 { found } else { Vec::new() }
}

/// Lines that stand alone and look like heads.
fn candidates(lines: &[&str], head: impl Fn(&str) -> Option<Heading>) -> Vec<(usize, Heading)> {
    let is_blank = |at: Option<usize>| at.and_then(|at| lines.get(at)).is_none_or(|line| line.trim().is_empty());
    let alone = |at: usize| is_blank(at.checked_sub(1)) && is_blank(at.checked_add(1));
    lines.iter().enumerate().filter(|(at, _)| alone(*at)).filter_map(|(at, line)| Some((at, head(line)?))).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shape(text: &str) -> Vec<(String, bool, usize)> {
        let lines: Vec<&str> = text.lines().collect();
        split(&lines).into_iter().map(|piece| (piece.title, piece.is_preface, piece.lines.join("").len())).collect()
    }

    #[test]
    fn a_text_is_divided_at_heads_that_have_text_behind_them() {
        let text =
            "Hello.\n\nChapter 1: A\n\nChapter 2: B\n\nChapter 1: A\n\nOne.\n\nChapter 2: B\n\nTwo.\n\n# C\n\nThree.\n";
        let titles: Vec<String> = shape(text).into_iter().map(|(title, ..)| title).collect();
        assert_eq!(titles, ["", "A", "B", "C"]);
        assert_eq!(shape("Only text.\n\nPart of it."), [(String::new(), false, 21)]);
    }

    #[test]
    fn bare_numbers_are_heads_only_when_they_count() {
        assert_eq!(shape("1.\n\nOne.\n\n2.\n\nTwo.\n").len(), 2);
        assert_eq!(shape("- I -\n\nOne.\n\n- II -\n\nTwo.\n").len(), 2);
        assert_eq!(shape("7\n\nOne.\n\n3\n\nTwo.\n").len(), 1);
    }
}
