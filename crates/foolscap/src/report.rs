//! What an import or a conversion says on the terminal, as plain text: one line a story, then its doubts.

use std::fmt::Write as _;
use std::io::Write as _;

use import::Arrival;
use manuscript::{Complaint, Manuscript, Trouble};

use crate::args::Detail;

/// A story in a line, and what there is to say of it in the lines below.
pub fn arrival(arrival: &Arrival, detail: Detail) -> String {
    let mut text = String::new();
    if detail >= Detail::Lines {
        text.push_str(&line(&arrival.manuscript));
        text.push('\n');
    }
    if detail >= Detail::Doubts {
        proposals(&arrival.manuscript, &mut text);
        complaints(&arrival.manuscript.complaints, detail, &mut text);
        unaccounted(arrival, &mut text);
    }
    text
}

/// `“Title” by Byline · 3/3 chapters · 7,526 words · AO3 download (HTML)`
pub fn line(story: &Manuscript) -> String {
    let names: Vec<String> = story.bylines.iter().map(ToString::to_string).collect();
    let byline = if names.is_empty() { "an unnamed author".to_owned() } else { names.join(", ") };
    let expected = story.expected_chapters.map_or_else(|| "?".to_owned(), |n| n.to_string());
    let words = grouped(story.words());
    format!(
        "“{}” by {byline} · {}/{expected} chapters · {words} words · {}",
        plain(&story.title),
        story.chapters.len(),
        story.provenance.format
    )
}

fn proposals(story: &Manuscript, text: &mut String) {
    for proposal in &story.proposals {
        let evidence = plain(&proposal.evidence);
        let field = format!("{:?}", proposal.field).to_lowercase();
        let _ = writeln!(text, "    ? {field} may be {} (from “{evidence}”)", plain(&proposal.value));
    }
}

fn complaints(complaints: &[Complaint], detail: Detail, text: &mut String) {
    for complaint in complaints {
        if complaint.trouble != Trouble::Changed || detail == Detail::All {
            let _ = writeln!(text, "    {}", complaint_line(complaint));
        }
    }
}

/// `- 3 × script dropped with 14 letters: alert(1)`
fn complaint_line(complaint: &Complaint) -> String {
    let (mark, verb) = match complaint.trouble {
        Trouble::Dropped => ("-", "dropped"),
        Trouble::Changed => ("~", "changed"),
        Trouble::Doubted => ("?", "doubtful"),
        Trouble::Damaged => ("!", "damaged"),
    };
    let mut line = format!("{mark} {} × {} {verb}", grouped(complaint.times), complaint.what);
    if complaint.letters > 0 {
        let _ = write!(line, " with {} letters", grouped(complaint.letters));
    }
    if !complaint.example.is_empty() {
        let _ = write!(line, ": {}", plain(&complaint.example));
    }
    line
}

fn unaccounted(arrival: &Arrival, text: &mut String) {
    match arrival.account.difference() {
        0 => {}
        lost @ 1.. => _ = writeln!(text, "    ! {lost} letters of the file are not accounted for"),
        made => _ = writeln!(text, "    ! {} letters are in the story that are not in the file", -made),
    }
}

/// Prints to standard output. A reader that went away, as in `foolscap import … | head`, does not end the import.
pub fn say(text: &str) {
    let _ = std::io::stdout().lock().write_all(text.as_bytes());
}

/// A text without control characters, so that a file cannot speak to the terminal (R28).
pub fn plain(text: &str) -> String {
    text.chars().map(|c| if c.is_control() { ' ' } else { c }).collect()
}

/// `12345` as `12,345`.
pub fn grouped(number: u64) -> String {
    let digits = number.to_string();
    let mut text = String::new();
    for (n, digit) in digits.chars().enumerate() {
        if n > 0 && (digits.len() - n).is_multiple_of(3) {
            text.push(',');
        }
        text.push(digit);
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_grouped_by_threes() {
        assert_eq!([0, 999, 1000, 1_234_567].map(grouped), ["0", "999", "1,000", "1,234,567"]);
    }

    #[test]
    fn a_title_cannot_speak_to_the_terminal() {
        let story = Manuscript { title: "\u{1b}[31mred".into(), ..Manuscript::default() };
        assert!(!line(&story).contains('\u{1b}'));
    }
}
