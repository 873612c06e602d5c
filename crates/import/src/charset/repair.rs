//! Undoing the damage that other programs did to a text's characters, where the damage proves itself.

use std::borrow::Cow;

use encoding_rs::WINDOWS_1252;
use manuscript::{Complaint, Trouble};

/// Undoes UTF-8 that was read as windows-1252 and saved as UTF-8 again: `â€™` for `’`.
///
/// Every run of foreign characters that, taken as windows-1252 bytes, is UTF-8 proves itself; but a text that also has
/// runs which are none is touched only where the run is one of punctuation, which no language writes so.
pub fn double_encoding(text: Cow<'_, str>, complaints: &mut Vec<Complaint>) -> String {
    if !text.contains(['Ã', 'Â', 'â', 'Ð', 'Ñ', 'ã']) {
        return text.into_owned();
    }
    let everything = runs(&text).filter(|run| is_foreign(run)).all(|run| undone(run).is_some());
    let mut repaired = String::with_capacity(text.len());
    for run in runs(&text) {
        match undone(run).filter(|_| everything || run.starts_with("â€")) {
            Some(better) => {
                Complaint::new(Trouble::Changed, "character encoded twice", run).join(complaints);
                repaired.push_str(&better);
            }
            None => repaired.push_str(run),
        }
    }
    repaired
}

/// The text in pieces that are either all ASCII or all not.
fn runs(text: &str) -> impl Iterator<Item = &str> {
    let mut rest = text;
    std::iter::from_fn(move || {
        let ascii = rest.chars().next()?.is_ascii();
        let end = rest.find(|c: char| c.is_ascii() != ascii).unwrap_or(rest.len());
        let (run, after) = rest.split_at_checked(end)?;
        rest = after;
        Some(run)
    })
}

fn is_foreign(run: &str) -> bool {
    !run.starts_with(|c: char| c.is_ascii())
}

/// The run with one layer of encoding taken off; `None` when it has only one.
fn undone(run: &str) -> Option<String> {
    if !is_foreign(run) {
        return None;
    }
    let (bytes, _, unmappable) = WINDOWS_1252.encode(run);
    if unmappable { None } else { String::from_utf8(bytes.into_owned()).ok() }
}

/// Makes every line end LF, takes control characters away, and gives windows-1252's punctuation back where it was saved
/// as C1 controls, which no text holds.
pub fn controls(text: String, complaints: &mut Vec<Complaint>) -> String {
    if !text.contains(is_control) {
        return text;
    }
    let mut clean = String::with_capacity(text.len());
    let mut rest = text.chars().peekable();
    while let Some(c) = rest.next() {
        match c {
            '\r' => clean.extend(rest.next_if_eq(&'\n').or(Some('\n'))),
            '\0' => Complaint::new(Trouble::Changed, "NUL character", "").join(complaints),
            '\u{80}'..='\u{9f}' => {
                Complaint::new(Trouble::Changed, "punctuation saved as a control character", "").join(complaints);
                clean.push_str(&WINDOWS_1252.decode_without_bom_handling(&[c as u8]).0);
            }
            c if is_control(c) => Complaint::new(Trouble::Changed, "control character", "").join(complaints),
            c => clean.push(c),
        }
    }
    clean.retain(|c| !is_control(c));
    clean
}

fn is_control(c: char) -> bool {
    (c.is_control() && !matches!(c, '\n' | '\t' | '\u{c}')) || matches!(c, '\u{feff}' | '\u{fffe}' | '\u{ffff}')
}

/// Complains of characters that were lost before the file came here: U+FFFD, and question marks within words.
pub fn complain_of_losses(text: &str, complaints: &mut Vec<Complaint>) {
    let lost = text.matches('\u{fffd}').count() as u64;
    if lost > 0 {
        let example = text.lines().find(|line| line.contains('\u{fffd}')).unwrap_or_default();
        damaged("lost character", lost, example).join(complaints);
    }
    let mut questionable = text.split_whitespace().filter(|word| has_inner_question(word)).peekable();
    let example = questionable.peek().copied().unwrap_or_default();
    let times = questionable.count() as u64;
    if times >= QUESTIONS {
        damaged("question mark where a character was lost", times, example).join(complaints);
    }
}

/// How many words must hold a question mark before it is no slip of the author's.
const QUESTIONS: u64 = 3;

fn damaged(what: &str, times: u64, example: &str) -> Complaint {
    Complaint { times, ..Complaint::new(Trouble::Damaged, what, example) }
}

/// `don?t`, and `????` for a word of another script; not an address with a query.
fn has_inner_question(word: &str) -> bool {
    let inner = |window: &[u8]| matches!(window, [a, b'?', b] if a.is_ascii_lowercase() && b.is_ascii_lowercase());
    let is_address = word.contains("://") || word.contains('=') || word.contains("www.");
    !is_address && (word.as_bytes().windows(3).any(inner) || word.len() >= 4 && word.bytes().all(|byte| byte == b'?'))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn repaired(text: &str) -> (String, usize) {
        let mut complaints = Vec::new();
        (double_encoding(Cow::Borrowed(text), &mut complaints), complaints.len())
    }

    #[test]
    fn text_encoded_twice_is_undone() {
        assert_eq!(repaired("donâ€™t say â€œcafÃ©â€\u{9d}"), ("don’t say “café”".to_owned(), 1));
        assert_eq!(repaired("â€œJamâ€\u{9d} and café"), ("“Jam” and café".to_owned(), 1));
    }

    #[test]
    fn text_that_only_looks_strange_is_left_alone() {
        for text in ["Ãgua e pão", "São João", "â la carte", "Â© Ann, née Bée"] {
            assert_eq!(repaired(text), (text.to_owned(), 0));
        }
    }

    #[test]
    fn line_ends_and_controls_are_made_plain() {
        let mut complaints = Vec::new();
        assert_eq!(controls("a\r\nb\rc\0\u{1}\u{92}\td".to_owned(), &mut complaints), "a\nb\nc’\td");
        let whats: Vec<&str> = complaints.iter().map(|complaint| complaint.what.as_str()).collect();
        assert_eq!(whats, ["NUL character", "control character", "punctuation saved as a control character"]);
    }

    #[test]
    fn lost_characters_are_complained_of() {
        let cases =
            [("Zo\u{fffd} said", 1), ("I don?t, can?t, won?t", 1), ("What?! Is it? http://a?b c?d", 0), ("??? ???", 0)];
        for (text, expected) in cases {
            let mut complaints = Vec::new();
            complain_of_losses(text, &mut complaints);
            assert_eq!(complaints.len(), expected, "{text}");
        }
    }
}
