//! Repair of characters before anything is read as markup (SAN-10).
//!
//! Afterwards a text has `\n` as its only line end and no character that XML forbids. Joiners, marks of direction and
//! no-break spaces are letters of somebody's language and stay.

use std::borrow::Cow;

use super::tally::Tally;

/// Whether a character may stand in XML, and so in an EPUB.
pub(super) fn is_allowed(c: char) -> bool {
    !matches!(c, '\0'..='\x08' | '\x0B' | '\x0E'..='\x1F' | '\u{FFFE}' | '\u{FFFF}')
}

/// Makes line ends `\n` and takes away characters that no reader can show.
pub(super) fn repair<'a>(source: &'a str, tally: &mut Tally) -> Cow<'a, str> {
    let broken = source.chars().filter(|&c| !is_allowed(c)).count();
    tally.changed_times("control character", broken as u64, "");
    if broken == 0 && !source.contains('\r') {
        return Cow::Borrowed(source);
    }
    let one_kind_of_line_end = source.replace("\r\n", "\n").replace('\r', "\n");
    Cow::Owned(one_kind_of_line_end.chars().filter(|&c| is_allowed(c)).collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn line_ends_become_one_kind_and_control_characters_go_with_a_complaint() {
        let mut tally = Tally::default();
        assert_eq!(repair("a\r\nb\rc\0\u{1}\u{FFFF}d\x0Ce", &mut tally), "a\nb\ncd\x0Ce");
        let mut complaints = Vec::new();
        tally.report(&mut complaints);
        assert_eq!(
            complaints.iter().map(|c| (c.what.as_str(), c.times)).collect::<Vec<_>>(),
            [("control character", 3)]
        );
    }

    #[test]
    fn joiners_and_marks_of_direction_survive() {
        let text = "\u{200D}\u{200C}\u{2060}\u{200F}\u{202B}\u{A0}می‌خواهم";
        assert!(matches!(repair(text, &mut Tally::default()), Cow::Borrowed(same) if same == text));
    }
}
