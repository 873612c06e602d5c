//! Footnotes inside clean HTML.
//!
//! A reference is a small link to a note, and the notes stand in an ordered list behind the text:
//!
//! ```html
//! <p>Tea.<a class="fs-noteref" href="#fn1" id="fnref1" rel="nofollow">1</a></p>
//! <ol class="fs-notes"><li class="fs-note-text" id="fn1"><p>Oolong.</p></li></ol>
//! ```
//!
//! Readers of files make it with [`reference()`] and [`list`]; writers take it apart with [`split`] and make pop-ups of it.
//! The names `fnN` and `fnrefN` are the only ids that a clean text may hold: they cannot clash with a page's own, and a
//! page that shows several chapters calls [`renamed`] to keep them apart.

/// The class of a reference.
pub const REFERENCE: &str = "fs-noteref";
/// The class of the list of notes.
pub const LIST: &str = "fs-notes";
/// The class of one note in the list.
pub const NOTE: &str = "fs-note-text";

const LIST_START: &str = "<ol class=\"fs-notes\">";
const LIST_END: &str = "</ol>";
const REFERENCE_START: &str = "<a class=\"fs-noteref\" href=\"#fn";

/// A note's number and its clean HTML.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Note {
    /// The number by which references name it, from 1.
    pub number: u32,
    /// What it says.
    pub html: String,
}

/// HTML of a reference to note `number`, as the cleaner leaves it.
pub fn reference(number: u32) -> String {
    format!("<a class=\"fs-noteref\" href=\"#fn{number}\" id=\"fnref{number}\" rel=\"nofollow\">{number}</a>")
}

/// HTML of the list of notes, to be put behind the text and cleaned with it; empty when there are none.
pub fn list(notes: &[Note]) -> String {
    if notes.is_empty() {
        return String::new();
    }
    let items =
        notes.iter().map(|Note { number, html }| format!("<li class=\"fs-note-text\" id=\"fn{number}\">{html}</li>"));
    format!("{LIST_START}{}{LIST_END}", items.collect::<String>())
}

/// Takes the list of notes off the end of a clean text: the text without it, and the notes.
///
/// A text without notes, or whose list does not stand at the very end, comes back whole.
pub fn split(html: &str) -> (&str, Vec<Note>) {
    let parts = html.rsplit_once(LIST_START).and_then(|(text, list)| Some((text, list.strip_suffix(LIST_END)?)));
    match parts.and_then(|(text, list)| Some((text, notes(list)?))) {
        Some(parts) => parts,
        None => (html, Vec::new()),
    }
}

fn notes(list: &str) -> Option<Vec<Note>> {
    let items = list.split("<li class=\"fs-note-text\" id=\"fn").skip(1);
    let note = |item: &str| {
        let (number, html) = item.strip_suffix("</li>")?.split_once("\">")?;
        Some(Note { number: number.parse().ok()?, html: html.to_owned() })
    };
    items.map(note).collect()
}

/// Several clean texts as one: their notes are numbered on and stand together at its end.
pub fn joined<'a>(texts: impl IntoIterator<Item = &'a str>) -> String {
    let (mut whole, mut all) = (String::new(), Vec::<Note>::new());
    for html in texts {
        let by = all.iter().map(|note| note.number).max().unwrap_or(0);
        let (text, notes) = split(html);
        whole.push_str(&counted_on(text, by));
        all.extend(notes.into_iter().map(|note| Note { number: note.number + by, html: counted_on(&note.html, by) }));
    }
    whole + &list(&all)
}

/// A text whose references, as [`reference()`] makes them, name notes that stand so many numbers further on.
fn counted_on(html: &str, by: u32) -> String {
    let mut pieces = html.split(REFERENCE_START);
    let mut out = pieces.next().unwrap_or_default().to_owned();
    for piece in pieces {
        let number = piece.split('"').next().and_then(|digits| digits.parse::<u32>().ok());
        let rest = number.and_then(|number| {
            let whole = reference(number);
            piece.strip_prefix(whole.strip_prefix(REFERENCE_START)?).map(|rest| (number, rest))
        });
        match rest {
            Some((number, rest)) => out.extend([&reference(number + by), rest]),
            None => out.extend([REFERENCE_START, piece]),
        }
    }
    out
}

/// The number a reference's `href` names.
pub fn number(href: &str) -> Option<u32> {
    note_number(href.strip_prefix("#fn")?)
}

/// A clean text whose notes are called `…-prefix` as well, for a page with several chapters.
#[must_use]
pub fn renamed(html: &str, prefix: &str) -> String {
    html.replace("href=\"#fn", &format!("href=\"#{prefix}-fn")).replace("id=\"fn", &format!("id=\"{prefix}-fn"))
}

/// Whether an id on this element is one of ours.
pub(crate) fn is_note_id(element: &str, id: &str) -> bool {
    let number = match element {
        "a" => id.strip_prefix("fnref"),
        "li" => id.strip_prefix("fn"),
        _ => None,
    };
    number.and_then(note_number).is_some()
}

fn note_number(digits: &str) -> Option<u32> {
    let plain = digits.bytes().all(|b| b.is_ascii_digit()) && !digits.starts_with('0') && digits.len() <= 4;
    digits.parse().ok().filter(|_| plain)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{Newlines, Place, clean};

    fn note(number: u32, html: &str) -> Note {
        Note { number, html: html.to_owned() }
    }

    #[test]
    fn references_and_notes_are_as_the_cleaner_leaves_them() {
        let notes = [note(1, "<p>Oolong.</p>"), note(2, "Cups.")];
        let html = format!("<p>Tea{} and cups{}</p>{}", reference(1), reference(2), list(&notes));
        let mut complaints = Vec::new();
        assert_eq!(clean(&html, Place::Body, Newlines::Breaks, &mut complaints).html(), html);
        assert_eq!(complaints, []);
    }

    #[test]
    fn notes_are_split_off_as_they_were_put_on() {
        let notes = vec![note(1, "<p>A <b>b</b>.</p>"), note(12, "<ol><li>x</li></ol>")];
        let html = format!("<p>Text</p>{}", list(&notes));
        assert_eq!(split(&html), ("<p>Text</p>", notes));
        assert_eq!(split("<p>Text</p>"), ("<p>Text</p>", Vec::new()));
        let inside = format!("{}<p>more</p>", list(&[note(1, "x")]));
        assert_eq!(split(&inside), (inside.as_str(), Vec::new()));
    }

    #[test]
    fn texts_put_together_keep_every_note_at_its_number() {
        let chapter = |text: &str| format!("<p>{text}{}</p>{}", reference(1), list(&[note(1, "<p>x</p>")]));
        let (one, two) = (chapter("One"), chapter("Two"));
        let notes = [note(1, "<p>x</p>"), note(2, "<p>x</p>")];
        let whole = format!("<p>One{}</p><p>-</p><p>Two{}</p>{}", reference(1), reference(2), list(&notes));
        assert_eq!(joined([&*one, "<p>-</p>", &*two]), whole);
        assert_eq!(joined(["<p>a</p>"]), "<p>a</p>");
        assert_eq!(
            counted_on("<a class=\"fs-noteref\" href=\"#fn1\">1</a>", 2),
            "<a class=\"fs-noteref\" href=\"#fn1\">1</a>"
        );
    }

    #[test]
    fn only_our_own_names_are_ids() {
        assert!(is_note_id("li", "fn1") && is_note_id("a", "fnref9999"));
        for (element, id) in
            [("li", "fnref1"), ("a", "fn1"), ("p", "fn1"), ("li", "fn"), ("li", "fn01"), ("li", "fn1x"), ("li", "fn+1")]
        {
            assert!(!is_note_id(element, id), "{element} {id}");
        }
        assert_eq!(number("#fn12"), Some(12));
        assert_eq!(number("#fnx"), None);
    }

    #[test]
    fn two_chapters_on_one_page_keep_their_notes_apart() {
        assert!(renamed(&reference(1), "c2").contains("href=\"#c2-fn1\" id=\"c2-fnref1\""));
    }
}
