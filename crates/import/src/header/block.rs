//! The header block of a text: the longest leading run of lines whose labels are known (`spec/formats.md` §2.6).
//!
//! A value goes on in the following lines that are indented or merely no new label. The block ends at the first paragraph
//! that is none of it, or at a separator; prose such as `Note: the list …` after it stays prose.

use manuscript::letters;

use super::{Field, field};

/// No header is longer than this many lines.
const LONGEST: usize = 400;

/// A header block.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Block {
    /// The lines, as labels and values in order; the paragraphs of a value are divided by an empty line.
    pub pairs: Vec<Pair>,
    /// How many lines of the text it takes, a separator at its end included.
    pub lines: usize,
    /// The letters of literal tags around labels, which are markup.
    pub markup: u64,
}

/// One label with its value.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Pair {
    /// The label without marks and colon.
    pub label: String,
    /// The value as plain text.
    pub value: String,
}

impl Pair {
    fn field(&self) -> Option<Field> {
        field(&self.label)
    }

    fn is_prose(&self) -> bool {
        matches!(self.field(), Some(Field::Summary | Field::Note | Field::EndNote | Field::Statement))
    }
}

/// The header block at the start of a text; `None` when fewer than two labels prove that it is one.
pub fn parse(lines: &[&str]) -> Option<Block> {
    let block = read(lines);
    let mut proofs: Vec<Field> =
        block.pairs.iter().filter_map(Pair::field).filter(|field| field.proves_header()).collect();
    proofs.dedup();
    let distinct = proofs.first().is_some_and(|first| proofs.iter().any(|field| field != first));
    distinct.then_some(block)
}

/// The run of labelled lines at the start of a text, proved or not.
pub fn read(lines: &[&str]) -> Block {
    let mut reading = Reading::default();
    for (at, line) in lines.iter().take(LONGEST).enumerate() {
        if !reading.take(line, lines.get(at + 1..).unwrap_or_default()) {
            break;
        }
        if !line.trim().is_empty() {
            reading.block.lines = at + 1;
        }
        if reading.ended {
            break;
        }
    }
    reading.block
}

/// The block so far.
#[derive(Default)]
struct Reading {
    block: Block,
    after_blank: bool,
    ended: bool,
}

impl Reading {
    /// Takes a line into the block; false when the block ended before it.
    fn take(&mut self, line: &str, following: &[&str]) -> bool {
        if line.trim().is_empty() {
            self.after_blank = true;
            return true;
        }
        if !line.contains(char::is_alphanumeric) {
            self.ended = !self.block.pairs.is_empty();
            return self.ended || following.iter().take(3).any(|next| key(next).is_some());
        }
        let taken = self.take_key(line, following) || self.take_continuation(line);
        self.after_blank &= !taken;
        taken
    }

    fn take_key(&mut self, line: &str, following: &[&str]) -> bool {
        let Some(key) = key(line) else { return self.take_by_line(line) };
        let accepted = match field(&key.label) {
            Some(Field::Note) if self.after_blank => following.iter().take(12).any(|next| proves(next)),
            Some(_) => true,
            None if self.after_blank => {
                following.first().is_some_and(|next| proves(next)) && !self.block.pairs.is_empty()
            }
            None => {
                !line.starts_with(char::is_whitespace) && self.block.pairs.last().is_some_and(|last| !last.is_prose())
            }
        };
        if accepted {
            self.block.markup += key.markup;
            self.block.pairs.push(Pair { label: key.label, value: key.value });
        }
        accepted
    }

    /// `by Ann` directly after the title's line.
    fn take_by_line(&mut self, line: &str) -> bool {
        let follows_title = self.block.pairs.last().is_some_and(|last| last.field() == Some(Field::Title));
        let Some((label, value)) = by_line(line).filter(|_| follows_title && !self.after_blank) else { return false };
        self.block.pairs.push(Pair { label: label.to_owned(), value: value.to_owned() });
        true
    }

    fn take_continuation(&mut self, line: &str) -> bool {
        let after_blank = self.after_blank;
        let Some(last) = self.block.pairs.last_mut() else { return false };
        let is_hanging = last.value.is_empty() || last.value.starts_with('\n');
        let is_indented = line.starts_with("  ") || line.starts_with('\t');
        if after_blank && !(is_hanging && is_indented && last.is_prose()) {
            return false;
        }
        let join = match (after_blank && last.value.len() > 1, is_hanging && is_indented && last.is_prose()) {
            (true, _) => "\n\n",
            (false, true) => "\n",
            (false, false) if last.value.is_empty() => "",
            (false, false) => " ",
        };
        last.value.push_str(join);
        last.value.push_str(line.trim());
        true
    }
}

/// A line that begins with a label.
struct Key {
    label: String,
    value: String,
    markup: u64,
}

fn key(line: &str) -> Option<Key> {
    let (plain, markup) = without_tags(line);
    let (label, value) = parted(plain.trim())?;
    let marks = label.len() - label.trim_start_matches(['*', '_']).len();
    let bare = label.trim_matches(|c: char| c.is_whitespace() || "*_-#".contains(c));
    let is_label =
        bare.starts_with(char::is_alphabetic) && bare.chars().count() <= 32 && bare.split_whitespace().count() <= 4;
    let value = if marks > 0 { without_end_marks(value) } else { value.trim() };
    is_label.then(|| Key { label: bare.to_owned(), value: value.to_owned(), markup })
}

/// The marks that closed after the label, or after the whole line.
fn without_end_marks(value: &str) -> &str {
    let value = value.trim();
    let closed = value.trim_start_matches(['*', '_']);
    if closed.len() < value.len() { closed.trim_start() } else { value.trim_end_matches(['*', '_']) }
}

/// The label and the value: at a colon, a tab, a dash or a wide gap; the latter three only after a known label.
fn parted(line: &str) -> Option<(&str, &str)> {
    let is_known = |label: &str| field(label).is_some();
    if let Some((label, value)) = line.split_once(':').filter(|(label, _)| label.chars().count() <= 40) {
        if value.starts_with("//") || value.starts_with(':') {
            return None;
        }
        let is_plain = value.is_empty() || value.starts_with(|c: char| c.is_whitespace() || "*_<".contains(c));
        if is_known(label) || is_plain && label.starts_with(char::is_uppercase) {
            return Some((label, value));
        }
    }
    let wide = ["\t", "  ", " - ", " – "].iter().find_map(|gap| line.split_once(gap));
    wide.filter(|(label, value)| is_known(label) && !value.trim().is_empty() && label.starts_with(char::is_uppercase))
}

/// Whether a line begins with a label that proves a header.
fn proves(line: &str) -> bool {
    key(line).and_then(|key| field(&key.label)).is_some_and(Field::proves_header)
}

/// `by Ann Example`, `Written by: Ann`: a line of its own, short.
pub fn by_line(line: &str) -> Option<(&str, &str)> {
    let line = line.trim();
    let (label, length) = ["written by", "by"].iter().find_map(|label| {
        let start = line.get(..label.len())?;
        start.eq_ignore_ascii_case(label).then_some((start, label.len()))
    })?;
    let value = line.get(length..)?;
    let name = value.trim_start_matches([':', ' ', '\t']);
    let is_name =
        value.starts_with([' ', ':', '\t']) && name.split_whitespace().count() <= 8 && !name.ends_with(['.', ',']);
    (is_name && !name.is_empty()).then_some((label, name))
}

/// The line without `<b>`, `<i>` and their like, and how many letters those had.
pub fn without_tags(line: &str) -> (String, u64) {
    if !line.contains('<') {
        return (line.to_owned(), 0);
    }
    let mut plain = line.to_owned();
    for tag in ["b", "i", "u", "em", "strong", "br", "br /", "br/", "p", "center"] {
        for form in [
            format!("<{tag}>"),
            format!("</{tag}>"),
            format!("<{}>", tag.to_uppercase()),
            format!("</{}>", tag.to_uppercase()),
        ] {
            plain = plain.replace(&form, "");
        }
    }
    let markup = letters(line) - letters(&plain);
    (plain, markup)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parsed(text: &str) -> Option<(Vec<(String, String)>, usize)> {
        let lines: Vec<&str> = text.lines().collect();
        parse(&lines).map(|block| (block.pairs.into_iter().map(|pair| (pair.label, pair.value)).collect(), block.lines))
    }

    #[test]
    fn values_go_on_in_following_lines() {
        let text = "\n-----\nTITLE: The Jam\nby Ann\nARCHIVE: Yes; else\n         ask first.\nDISCLAIMER: Made by\nDoyle. Mine: the jam.\n\nThe fog came.\n";
        let (pairs, lines) = parsed(text).expect("a header");
        let pairs: Vec<(&str, &str)> = pairs.iter().map(|(label, value)| (label.as_str(), value.as_str())).collect();
        assert_eq!(
            pairs,
            [
                ("TITLE", "The Jam"),
                ("by", "Ann"),
                ("ARCHIVE", "Yes; else ask first."),
                ("DISCLAIMER", "Made by Doyle. Mine: the jam."),
            ]
        );
        assert_eq!(lines, 8);
    }

    #[test]
    fn labels_in_any_dress_are_read_and_unknown_ones_are_kept() {
        let text = "**Title:** Jam\n*Author: Ann*\n<b>Rating:</b> PG\nPairing\tH/W\nBrewed by: Bo\nFANDOM     Holmes\n***\nText: no.";
        let (pairs, lines) = parsed(text).expect("a header");
        let shown: Vec<String> = pairs.iter().map(|(label, value)| format!("{label}={value}")).collect();
        assert_eq!(shown, ["Title=Jam", "Author=Ann", "Rating=PG", "Pairing=H/W", "Brewed by=Bo", "FANDOM=Holmes"]);
        assert_eq!(lines, 7);
    }

    #[test]
    fn prose_after_the_block_stays_prose() {
        let text = "Title: Jam\nAuthor: Ann\n\nNote: the list was long.\n\nHe said: no.";
        assert_eq!(parsed(text).map(|(pairs, lines)| (pairs.len(), lines)), Some((2, 2)));
        let notes = "Title: Jam\n\nNotes: for Bea.\n\nSummary: Fog.\n\nIt came.";
        assert_eq!(parsed(notes).map(|(pairs, lines)| (pairs.len(), lines)), Some((3, 5)));
    }

    #[test]
    fn a_story_without_two_labels_has_no_header() {
        for text in
            ["He said: no.\n\nTitle: none", "Title: Jam\n\nThe fog.", "", "Chapter: 1\nNote: x\n", "Http://x\nUrl: y"]
        {
            assert_eq!(parsed(text), None, "{text}");
        }
    }

    #[test]
    fn an_indented_text_under_a_label_keeps_its_paragraphs() {
        let text = "Title: Jam\nSummary:\n  One\n  line.\n\n  Two.\nNotes:\n  Hi.\n----------\n\nThe fog.";
        let (pairs, lines) = parsed(text).expect("a header");
        assert_eq!(pairs.get(1).map(|(_, value)| value.trim()), Some("One\nline.\n\nTwo."));
        assert_eq!((pairs.len(), lines), (3, 9));
    }
}
