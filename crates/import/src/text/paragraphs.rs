//! Paragraphs out of lines, by statistics: blank lines between, hard wrap, indents, or one line each; verse stays verse.

use std::borrow::Cow;

use manuscript::is_mark;

use super::inline::{self, Star};

/// The longest lines of a hard-wrapped text, in characters; where lines are longer nobody wrapped them.
const WIDEST: usize = 100;
/// The share of lines that may be longer than the width: addresses and slips.
const OVERLONG: usize = 50;

/// Text set as HTML.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Setting {
    /// Paragraphs and quotations, not cleaned.
    pub html: String,
    /// Letters of literal tags, which are no visible text.
    pub markup: u64,
}

/// Sets lines of plain text as paragraphs.
pub fn html(lines: &[&str], star: Star) -> Setting {
    let layout = Layout::of(lines);
    let mut set = Setting::default();
    for group in lines.split(|line| line.trim().is_empty()).filter(|group| !group.is_empty()) {
        for paragraph in layout.paragraphs(group) {
            let text = layout.text(paragraph);
            let is_quote =
                paragraph.iter().all(|line| line.trim_start().starts_with('>')) && text.contains(char::is_alphanumeric);
            let text = if is_quote { Cow::Owned(unquoted(&text)) } else { Cow::Borrowed(text.as_str()) };
            let inner = inline::html(&text, star);
            set.markup += inline::letters_of_tags(&text);
            let (start, end) = if is_quote {
                (
                    "<blockquote><p>",
                    "</p></blockquote>
",
                )
            } else {
                (
                    "<p>", "</p>
",
                )
            };
            set.html.extend([start, &inner, end]);
        }
    }
    set
}

fn unquoted(text: &str) -> String {
    let bare = |line: &str| line.trim_start_matches(['>', ' ']).to_owned();
    text.lines().map(bare).collect::<Vec<_>>().join("\n").replace(" > ", " ")
}

/// How a text's paragraphs are told apart.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Layout {
    /// The column at which lines were wrapped; `None` when they were not.
    width: Option<usize>,
    /// Whether each line is a paragraph, blank lines or not.
    line_each: bool,
    /// Whether an indent begins a paragraph.
    indents: bool,
}

impl Layout {
    fn of(lines: &[&str]) -> Self {
        let full: Vec<&&str> = lines.iter().filter(|line| !line.trim().is_empty()).collect();
        let blank = lines.len() - full.len();
        let indented = full.iter().filter(|line| is_indented(line) && !is_mark(line)).count();
        let width = wrap_width(&full);
        let indents = indented >= 2 && indented * 4 < full.len() * 3 && indented * 30 > full.len();
        let line_each = width.is_none() && !indents && blank * 20 < full.len() && full.len() > 3;
        Self { width, line_each, indents }
    }

    /// A group of lines without a blank one between, in paragraphs.
    fn paragraphs<'a, 'b>(self, group: &'a [&'b str]) -> impl Iterator<Item = &'a [&'b str]> {
        group.chunk_by(move |before, line| {
            let is_quoted = |line: &str| line.trim_start().starts_with('>');
            let breaks = is_mark(before) || is_mark(line) || is_quoted(before) != is_quoted(line);
            let begins = breaks || self.line_each || self.indents && is_indented(line);
            !begins
        })
    }

    /// The lines of a paragraph: joined where the wrap forced the break, else kept apart by line ends.
    fn text(self, paragraph: &[&str]) -> String {
        let forced = |pair: &&[&str]| matches!(pair, [before, line] if self.is_forced(before, line));
        let pairs = paragraph.len().saturating_sub(1);
        let wrapped = paragraph.windows(2).filter(forced).count() * 2 >= pairs.max(1);
        let mut text = String::new();
        for line in paragraph.iter().map(|line| line.trim()) {
            let join = if text.is_empty() {
                ""
            } else if !wrapped {
                "\n"
            } else {
                joint(&text, line)
            };
            text.push_str(join);
            text.push_str(line);
        }
        text
    }

    /// Whether the next word did not fit into the line before.
    fn is_forced(self, before: &str, line: &str) -> bool {
        let word = line.trim().split(|c: char| c.is_whitespace() || c == '-').next().unwrap_or_default();
        let needed = width_of(before.trim_end()) + 1 + width_of(word);
        self.width.is_some_and(|width| needed > width)
    }
}

/// The width at which a text was wrapped: nearly all lines fit, and many come near it.
fn wrap_width(full: &[&&str]) -> Option<usize> {
    let mut widths: Vec<usize> = full.iter().map(|line| width_of(line.trim_end())).collect();
    widths.sort_unstable();
    let width = *widths.get(widths.len().saturating_sub(1 + widths.len() / OVERLONG))?;
    let near = widths.iter().filter(|length| **length + 12 >= width && **length <= width).count();
    ((45..=WIDEST).contains(&width) && near >= 2 && near * 5 >= widths.len()).then_some(width)
}

/// Columns that a line takes: Chinese and Japanese signs take two.
fn width_of(line: &str) -> usize {
    line.chars().map(|c| if is_wide(c) { 2 } else { 1 }).sum()
}

const fn is_wide(c: char) -> bool {
    matches!(c, '\u{1100}'..='\u{115f}' | '\u{2e80}'..='\u{9fff}' | '\u{ac00}'..='\u{d7a3}' | '\u{ff00}'..='\u{ff60}')
}

/// What stands between two joined lines: nothing inside Chinese or Japanese, else a space.
fn joint(before: &str, line: &str) -> &'static str {
    let wide = |c: Option<char>| c.is_some_and(is_wide);
    if wide(before.chars().next_back()) && wide(line.chars().next()) { "" } else { " " }
}

fn is_indented(line: &str) -> bool {
    line.starts_with("  ") || line.starts_with('\t') || line.starts_with('\u{3000}')
}

#[cfg(test)]
mod tests {
    use super::*;

    fn set(text: &str) -> String {
        html(&text.lines().collect::<Vec<_>>(), Star::Em).html.replace('\n', "")
    }

    const WRAPPED: &str = "The fog came up the river at four o'clock, as it always did in November,\n\
        and by five it had eaten Baker Street from the park end to the pillar\nbox.";

    #[test]
    fn hard_wrapped_lines_are_joined() {
        let text = format!("{WRAPPED}\n\n\"Ah,\" said Holmes.\n\n{WRAPPED}\n");
        let out = set(&text);
        assert_eq!(out.matches("<p>").count(), 3);
        assert!(!out.contains("<br") && out.contains("November, and by five") && out.contains("pillar box."));
    }

    #[test]
    fn verse_in_a_wrapped_text_keeps_its_lines() {
        let out = set(&format!("{WRAPPED}\n\nThe jam is red,\nthe toast is brown,\nthe tea is dead.\n\n{WRAPPED}"));
        assert!(out.contains("<p>The jam is red,<br />the toast is brown,<br />the tea is dead.</p>"), "{out}");
    }

    #[test]
    fn indents_begin_paragraphs() {
        let text = "    The fog came up the river at four o'clock, as it always did in the month\nof November.\n\
            \u{3000}\"Ah,\" said Holmes, who had been sitting at the window since the morning and\nlooked up.\n    Watson laughed.\n";
        assert_eq!(set(text).matches("<p>").count(), 3);
    }

    #[test]
    fn lines_without_blanks_are_paragraphs_each() {
        let text = "The fog came.\n\"Ah,\" said Holmes, and he went on for a very long time about the fog, and the river, and the jam, and the tea.\nWatson laughed.\n***\nIt was over.\n";
        assert_eq!(set(text).matches("<p>").count(), 5);
    }

    #[test]
    fn a_mark_inside_lines_stands_alone_and_a_quotation_is_one() {
        assert_eq!(set("One.\n* * *\nTwo."), "<p>One.</p><p>* * *</p><p>Two.</p>");
        assert_eq!(
            set("He wrote:\n> Dear W.,\n> come."),
            "<p>He wrote:</p><blockquote><p>Dear W.,<br />come.</p></blockquote>"
        );
    }

    #[test]
    fn chinese_lines_join_without_a_space() {
        let line = "雾".repeat(35);
        assert!(set(&format!("{line}\n{line}\n{line}\n雾")).contains(&"雾".repeat(106)));
    }
}
