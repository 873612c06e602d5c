//! What mail and usenet put around a text: a signature or a list's footer below, `>` before each line.

use std::borrow::Cow;

use manuscript::{Complaint, Trouble, letters};

use super::draft::Draft;

/// Beginnings of lines in the footers of mailing lists.
const FOOTERS: &[&str] = &[
    "To unsubscribe",
    "Yahoo! Groups Links",
    "Your use of Yahoo! Groups",
    "Community email addresses:",
    "eGroups Sponsor",
    "To Post a message",
    "Unsubscribe:",
    "Do you Yahoo!?",
    "Get your free",
    "ONElist",
];

/// Takes the signature and a list's footer off the end: the lines without them, and what was taken.
pub fn without_footers<'a, 'b>(lines: &'a [&'b str]) -> (&'a [&'b str], Vec<(&'static str, String)>) {
    let mut taken = Vec::new();
    let mut rest = lines;
    for (what, at) in [("mailing list footer", footer(rest)), ("signature", None)] {
        let at = if what == "signature" { signature(rest) } else { at };
        if let Some((before, after)) = at.and_then(|at| rest.split_at_checked(at)) {
            taken.push((what, after.join("\n")));
            rest = before;
        }
    }
    (rest, taken)
}

/// Where the footer of a mailing list begins, near the end: at its rule, or without one where it names an address.
fn footer(lines: &[&str]) -> Option<usize> {
    let from = lines.len().saturating_sub(40);
    let is_footer = |line: &&str| FOOTERS.iter().any(|start| line.trim_start().starts_with(start));
    let at = from + lines.get(from..)?.iter().position(is_footer)?;
    let is_rule = |line: &&str| {
        line.trim().len() >= 5 && (line.contains("----") || line.contains("____") || line.contains("===="))
    };
    let above = at.saturating_sub(6).max(from);
    let ruled = lines.get(above..at)?.iter().rposition(is_rule).map(|rule| above + rule);
    let has_address = || lines.get(at..)?.iter().any(|line| line.contains(['@', '/'])).then_some(at);
    ruled.or_else(has_address)
}

/// Where the signature begins: `-- ` on its line, a dozen lines from the end at most.
fn signature(lines: &[&str]) -> Option<usize> {
    let from = lines.len().saturating_sub(14);
    let at = from + lines.get(from..)?.iter().rposition(|line| *line == "-- ")?;
    let has_text = |lines: Option<&[&str]>| lines.is_some_and(|lines| lines.iter().any(|line| !line.trim().is_empty()));
    (has_text(lines.get(..at)) && has_text(lines.get(at + 1..))).then_some(at)
}

/// A repost has `>` before nearly every line: one level is taken off.
pub fn without_quoting<'b>(lines: &[&'b str], draft: &mut Draft) -> Vec<Cow<'b, str>> {
    let full = lines.iter().filter(|line| !line.trim().is_empty()).count();
    let quoted = lines.iter().filter(|line| line.starts_with('>')).count();
    if quoted < 5 || quoted * 5 < full * 4 {
        return lines.iter().map(|line| Cow::Borrowed(*line)).collect();
    }
    let complaint = Complaint::new(Trouble::Changed, "quote mark of a repost", "");
    Complaint { times: quoted as u64, ..complaint }.join(&mut draft.manuscript.complaints);
    let bare = |line: &'b str| line.strip_prefix("> ").or_else(|| line.strip_prefix('>')).unwrap_or(line);
    lines.iter().map(|line| Cow::Borrowed(bare(line))).collect()
}

/// Measures what of an answer is not quoted.
pub fn own_words(text: &str) -> OwnWords {
    let lines: Vec<&str> = text.lines().collect();
    let (lines, _) = without_footers(&lines);
    let full = lines.iter().filter(|line| !line.trim().is_empty());
    let (quoted, own): (Vec<&str>, Vec<&str>) = full.partition(|line| is_quoted(line));
    OwnWords { letters: own.iter().map(|line| letters(line)).sum(), lines: own.len(), quoted: quoted.len() }
}

/// How much of an answer is its writer's own.
#[derive(Debug, Clone, Copy)]
pub struct OwnWords {
    /// Letters outside quotations.
    pub letters: u64,
    /// Lines outside quotations.
    pub lines: usize,
    /// Quoted lines, and those that say whose words they are.
    pub quoted: usize,
}

fn is_quoted(line: &str) -> bool {
    let line = line.trim();
    let says_who = [" wrote:", " writes:", " schrieb:", " écrit :", " a écrit:"].iter().any(|end| line.ends_with(end));
    line.starts_with(['>', '|']) || says_who || line.starts_with("-----Original Message")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn signatures_and_footers_are_taken_off_and_named() {
        let lines = [
            "The end.",
            "",
            "-- ",
            "Ann * jam",
            "",
            "-----~-----",
            "------------------",
            "To unsubscribe, write.",
            "Bye.",
        ];
        let (rest, taken) = without_footers(&lines);
        assert_eq!(rest, ["The end.", ""]);
        assert_eq!(taken.iter().map(|(what, _)| *what).collect::<Vec<_>>(), ["mailing list footer", "signature"]);
        let scene = ["One.", "--", "Two."];
        assert_eq!(without_footers(&scene), (&scene[..], Vec::new()));
    }

    #[test]
    fn a_sentence_that_begins_like_a_footer_stays() {
        let story = ["“Let go.", "Get your free hand off the jam,” she said.", "", "The end."];
        assert_eq!(without_footers(&story), (&story[..], Vec::new()));
        let footer = ["The end.", "Get your free address at http://mail.example"];
        assert_eq!(without_footers(&footer).0, ["The end."]);
    }
}
