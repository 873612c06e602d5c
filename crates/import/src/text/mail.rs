//! What mail and usenet put around a story: headers above, a signature or a list's footer below, `>` before each line.

use std::borrow::Cow;

use manuscript::{Complaint, ProposedField, Trouble};

use super::draft::Draft;
use crate::header;

/// Headers of which two prove a mail.
const PROOFS: &[&str] = &["from", "subject", "date", "newsgroups", "message-id", "to", "sender"];

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

/// Reads the headers of a mail and gives back the lines after them.
pub fn without_headers<'a, 'b>(lines: &'a [&'b str], draft: &mut Draft) -> &'a [&'b str] {
    let start = lines.iter().position(|line| !line.trim().is_empty()).unwrap_or(0);
    let lines = lines.get(start..).unwrap_or_default();
    let end = lines.iter().position(|line| line.trim().is_empty()).unwrap_or(lines.len());
    let Some(headers) = lines.get(..end).and_then(unfolded).filter(|headers| is_mail(headers)) else { return lines };
    for (label, value) in &headers {
        draft.fact(label);
        draft.fact(value);
        take_header(label, value, draft);
    }
    lines.get(end..).unwrap_or_default()
}

/// Headers with their folded lines joined; `None` when a line is no header.
fn unfolded(lines: &[&str]) -> Option<Vec<(String, String)>> {
    let mut headers: Vec<(String, String)> = Vec::new();
    for line in lines {
        if let Some(envelope) = line.strip_prefix("From ").filter(|_| headers.is_empty()) {
            headers.push(("From ".to_owned(), envelope.to_owned()));
        } else if line.starts_with([' ', '\t']) {
            let (_, value) = headers.last_mut()?;
            value.push(' ');
            value.push_str(line.trim());
        } else {
            let (label, value) = line.split_once(':')?;
            let is_label = label.chars().all(|c| c.is_ascii_alphanumeric() || c == '-');
            is_label.then(|| headers.push((label.to_owned(), value.trim().to_owned())))?;
        }
    }
    Some(headers)
}

fn is_mail(headers: &[(String, String)]) -> bool {
    let has = |name: &str| headers.iter().any(|(label, _)| label.eq_ignore_ascii_case(name));
    PROOFS.iter().filter(|name| has(name)).count() >= 2 && (has("from") || has("newsgroups") || has("message-id"))
}

fn take_header(label: &str, value: &str, draft: &mut Draft) {
    let manuscript = &mut draft.manuscript;
    manuscript.extra.push((label.trim().to_owned(), value.to_owned()));
    match label.to_lowercase().as_str() {
        "date" => manuscript.published = header::parse_date(value),
        "subject" => {
            manuscript.proposals.extend(header::propose(value));
            let part = value
                .split_whitespace()
                .find_map(|word| header::title_and_part(&format!("x {word}")).1.map(str::to_owned));
            part.map(|part| header::take("Part", &part, manuscript));
        }
        "from" => {
            let name = sender(value);
            manuscript.proposals.push(header::proposal(ProposedField::Byline, name, value));
        }
        _ => {}
    }
}

/// The person's name in `"Ann" <a@b.org>` or `a@b.org (Ann)`, else what stands before the `@`.
fn sender(value: &str) -> &str {
    let bracketed = value.split_once('(').and_then(|(_, rest)| rest.split_once(')')).map(|(name, _)| name);
    let named = value.split_once('<').map(|(name, _)| name.trim().trim_matches('"'));
    let account = value.split('@').next().unwrap_or(value);
    bracketed.or(named).map(str::trim).filter(|name| !name.is_empty()).unwrap_or(account)
}

/// The subject without `NEW:`, `FIC:`, `[fandom]`, `(1/2)` and what follows these.
pub fn bare_subject(subject: &str) -> String {
    let mut rest = subject.trim();
    loop {
        let before = rest;
        for mark in ["NEW:", "FIC:", "REPOST:", "Re:", "Fwd:", "ADMIN:", "NEW", "FIC", "REVISED:", "REP:"] {
            let tail = rest
                .get(mark.len()..)
                .filter(|_| rest.get(..mark.len()).is_some_and(|start| start.eq_ignore_ascii_case(mark)));
            rest = tail
                .filter(|tail| mark.ends_with(':') || tail.starts_with([' ', ':']))
                .map_or(rest, |tail| tail.trim_start_matches([' ', ':']));
        }
        if rest.starts_with('[') {
            rest = rest.split_once(']').map_or(rest, |(_, tail)| tail.trim_start());
        }
        if rest.len() == before.len() {
            break;
        }
    }
    let end = rest.find(['(', '[']).filter(|at| *at > 0).unwrap_or(rest.len());
    header::title_and_part(rest.get(..end).unwrap_or(rest)).0.trim_matches(['"', ' ', ',', '-']).to_owned()
}

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

/// Where the footer of a mailing list begins: its rule, if it has one, near the end.
fn footer(lines: &[&str]) -> Option<usize> {
    let from = lines.len().saturating_sub(40);
    let is_footer = |line: &&str| FOOTERS.iter().any(|start| line.trim_start().starts_with(start));
    let at = from + lines.get(from..)?.iter().position(is_footer)?;
    let is_rule = |line: &&str| {
        line.trim().len() >= 5 && (line.contains("----") || line.contains("____") || line.contains("===="))
    };
    let ruled = lines.get(at.saturating_sub(6).max(from)..at)?.iter().rposition(is_rule);
    Some(ruled.map_or(at, |rule| at.saturating_sub(6).max(from) + rule))
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn subjects_name_titles() {
        let cases = [
            ("NEW: The Affair of the Moved Jam (1/2) [G] Holmes, Watson", "The Affair of the Moved Jam"),
            ("[holmesfic] FIC: Jam 2/7", "Jam"),
            ("Re: Newton's Jam", "Newton's Jam"),
            ("", ""),
        ];
        for (subject, expected) in cases {
            assert_eq!(bare_subject(subject), expected, "{subject}");
        }
    }

    #[test]
    fn senders_have_names() {
        for (value, name) in
            [("a@b.org (Ann)", "Ann"), ("\"Ann B\" <a@b.org>", "Ann B"), ("ann@b.org", "ann"), ("<ann@b.org>", "<ann")]
        {
            assert_eq!(sender(value), name);
        }
    }

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
}
