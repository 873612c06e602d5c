//! Plain text and counts of clean HTML.
//!
//! [`plain_text`] is for people and indexes: it draws lists, scene breaks and chats with signs of its own. The counts look
//! only at what the author wrote.

use crate::blocks;
use crate::clean::{Tag, Token, Tokens};

/// The number of words in clean HTML (POST-15).
///
/// `--` splits like a dash, hyphens and apostrophes join, and each Han, Hiragana, Katakana or Thai character is a word.
pub fn count_words(html: &str) -> u64 {
    let mut words = Words::default();
    for token in Tokens::new(html) {
        match token {
            Token::Text(text) => text.chars().for_each(|c| words.read(c)),
            Token::Start(tag) if separates(&tag.name) => words.read(' '),
            Token::End(name) if separates(&name) => words.read(' '),
            _ => {}
        }
    }
    words.count
}

/// A count of words that goes on from text to text.
#[derive(Default)]
struct Words {
    count: u64,
    inside: bool,
    after_hyphen: bool,
}

impl Words {
    fn read(&mut self, c: char) {
        let double = c == '-' && self.after_hyphen;
        self.after_hyphen = c == '-';
        if is_word_by_itself(c) {
            self.count += 1;
            self.inside = false;
        } else if c.is_alphanumeric() || c == '_' || is_mark(c) {
            self.count += u64::from(!self.inside);
            self.inside = true;
        } else if double || !is_joining(c) {
            self.inside = false;
        }
    }
}

/// Hyphens and apostrophes, and the invisible joiners inside words of many scripts.
fn is_joining(c: char) -> bool {
    matches!(c, '-' | '‐' | '‑' | '\'' | '’' | '‘' | 'ʼ' | '\u{AD}' | '\u{200C}' | '\u{200D}' | '\u{2060}')
}

fn is_mark(c: char) -> bool {
    unicode_normalization::char::is_combining_mark(c)
}

/// Han, Hiragana, Katakana and Thai, which are written without spaces.
fn is_word_by_itself(c: char) -> bool {
    matches!(c,
        '\u{2E80}'..='\u{2FD5}' | '々' | '〇' | '\u{3021}'..='\u{3029}' | '\u{3400}'..='\u{4DBF}' | '\u{4E00}'..='\u{9FFF}'
        | '\u{F900}'..='\u{FAFF}' | '\u{20000}'..='\u{323AF}'
        | '\u{3041}'..='\u{3096}' | '\u{309D}'..='\u{309F}'
        | '\u{30A1}'..='\u{30FA}' | '\u{30FD}'..='\u{30FF}' | '\u{31F0}'..='\u{31FF}' | '\u{FF66}'..='\u{FF6F}' | '\u{FF71}'..='\u{FF9D}'
        | '\u{0E01}'..='\u{0E3A}' | '\u{0E40}'..='\u{0E5B}')
}

/// The letters and digits of a plain text, by which importers account for what they read.
pub fn letters(text: &str) -> u64 {
    text.chars().filter(|c| c.is_alphanumeric()).count() as u64
}

/// The letters and digits a reader of this clean HTML sees, the remembered marks of scene breaks and the words for
/// pictures included.
pub fn letters_of_html(html: &str) -> u64 {
    let of = |token| match token {
        Token::Text(text) => letters(&text),
        Token::Start(tag) => ["alt", "data-mark"].iter().filter_map(|name| tag.get(name)).map(letters).sum(),
        _ => 0,
    };
    Tokens::new(html).map(of).sum()
}

/// Text with what HTML would read as markup escaped; line ends and quotes stay.
pub fn escaped(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;")
}

/// The text of clean HTML as a search index or a screen reader wants it.
///
/// Paragraphs are parted by blank lines, breaks end lines, lists have numbers or dashes, tables come row by row, a scene
/// break is its mark or `* * *`, a picture its description in brackets.
pub fn plain_text(html: &str) -> String {
    let mut page = Page::default();
    for token in Tokens::new(html) {
        match token {
            Token::Text(text) => page.text(&text),
            Token::Start(tag) => page.start(&tag),
            Token::End(name) => page.end(&name),
            _ => {}
        }
    }
    page.out.truncate(page.out.trim_end().len());
    page.out
}

/// Whether an element parts words.
fn separates(name: &str) -> bool {
    edge(name) != Edge::None || matches!(name, "br" | "td" | "th" | "rt" | "rp" | "img")
}

/// How an element's edges look in a plain text.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Default)]
enum Edge {
    /// In the line.
    #[default]
    None,
    /// On a line of its own.
    Line,
    /// With an empty line around it.
    Paragraph,
}

fn edge(name: &str) -> Edge {
    match name {
        "li" | "dt" | "dd" | "tr" | "caption" | "summary" | "figcaption" => Edge::Line,
        "p" | "div" | "center" | "blockquote" | "pre" | "ul" | "ol" | "dl" | "table" | "hr" | "details" | "figure"
        | "address" | "h1" | "h2" | "h3" | "h4" | "h5" | "h6" => Edge::Paragraph,
        _ => Edge::None,
    }
}

/// The text written so far and what waits for the next word.
#[derive(Default)]
struct Page {
    out: String,
    edge: Edge,
    /// For each open list the number of the next item; `None` for dashes.
    lists: Vec<Option<u32>>,
    /// What ends each open `span`.
    spans: Vec<&'static str>,
    /// Whether the reading of a ruby text got brackets from us.
    bracketed: bool,
    /// A dash or number just written, behind which no edge is drawn.
    at_item: bool,
    in_row: bool,
}

impl Page {
    fn text(&mut self, text: &str) {
        if !text.is_empty() {
            self.come_to_edge();
            self.out.push_str(text);
            self.at_item = false;
        }
    }

    /// Writes the line ends that are due.
    fn come_to_edge(&mut self) {
        let due = std::mem::take(&mut self.edge);
        if self.out.is_empty() || self.at_item || due == Edge::None {
            return;
        }
        self.out.truncate(self.out.trim_end_matches(' ').len());
        let inside = self.lists.len().saturating_sub(1);
        self.out.push_str(if due == Edge::Line { "\n" } else { "\n\n" });
        if !self.lists.is_empty() {
            self.out.extend(std::iter::repeat_n("  ", inside));
        }
    }

    fn at_edge(&mut self, edge: Edge) {
        // Inside a list, paragraphs are lines.
        let edge = if self.lists.is_empty() { edge } else { edge.min(Edge::Line) };
        self.edge = self.edge.max(edge);
    }

    fn start(&mut self, tag: &Tag) {
        self.at_edge(edge(&tag.name));
        match tag.name.as_ref() {
            "br" => self.out.push('\n'),
            "hr" => self.sign(tag.get("data-mark").unwrap_or("* * *")),
            "img" => self.picture(tag.get("alt").unwrap_or_default()),
            "ul" => self.lists.push(None),
            "ol" => self.lists.push(Some(tag.get("start").and_then(|start| start.parse().ok()).unwrap_or(1))),
            "li" => self.item(),
            "tr" => self.in_row = false,
            "td" | "th" => self.cell(),
            "span" => self.span(tag.get("class").unwrap_or_default()),
            "rt" => {
                self.bracketed = !self.out.ends_with(['(', '（', '《']);
                self.out.push_str(if self.bracketed { "(" } else { "" });
            }
            _ => {}
        }
    }

    fn end(&mut self, name: &str) {
        match name {
            "ul" | "ol" => {
                self.lists.pop();
            }
            "rt" if self.bracketed => self.out.push(')'),
            "span" => {
                let sign = self.spans.pop().unwrap_or_default();
                self.out.push_str(if self.out.ends_with(sign) { "" } else { sign });
            }
            _ => {}
        }
        self.at_edge(edge(name));
    }

    fn sign(&mut self, sign: &str) {
        self.text(sign);
        self.at_edge(Edge::Paragraph);
    }

    fn picture(&mut self, alt: &str) {
        if !alt.is_empty() {
            self.text(&format!("[{alt}]"));
        }
    }

    fn item(&mut self) {
        let sign = match self.lists.last_mut() {
            Some(Some(number)) => {
                *number = number.saturating_add(1);
                format!("{}. ", *number - 1)
            }
            _ => "- ".to_owned(),
        };
        self.text(&sign);
        self.at_item = true;
    }

    fn cell(&mut self) {
        if self.in_row {
            self.text(" | ");
        }
        self.in_row = true;
    }

    /// Names and times in chats and letters get the signs by which plain text tells them apart.
    fn span(&mut self, class: &str) {
        let (before, after) = match class {
            blocks::WHO => ("", ":"),
            blocks::WHEN => ("[", "]"),
            _ => ("", ""),
        };
        if !before.is_empty() {
            self.text(before);
        }
        self.spans.push(after);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_counted_as_archives_count_them() {
        let table = [
            ("<p>one-word don't rock ‘n’ roll</p>", 5),
            ("yes--no", 2),
            ("yes—no", 2),
            ("wait---what - - now", 3),
            ("<p>un<b>believ</b>able</p><p>next</p>", 2),
            ("a<br />b", 2),
            ("日本語 です", 5),
            ("カタカナ", 4),
            ("สวัสดี", 6),
            ("한국어 말", 2),
            ("مرحبا بالعالم", 2),
            ("&amp; &lt; … * * *", 0),
            ("snake_case 3.5 AT&amp;T", 5),
            ("می\u{200C}خواهم", 1),
            ("e\u{301}tude", 1),
            ("<hr data-mark=\"oOo\" />", 0),
            ("", 0),
        ];
        for (html, expected) in table {
            assert_eq!(count_words(html), expected, "{html}");
        }
    }

    #[test]
    fn paragraphs_lists_and_breaks_are_drawn() {
        let table = [
            ("<p>One<br />two</p><p>three</p>", "One\ntwo\n\nthree"),
            ("<p>a</p><hr /><p>b</p>", "a\n\n* * *\n\nb"),
            ("<p>a</p><hr data-mark=\"oOo\" /><p>b</p>", "a\n\noOo\n\nb"),
            (
                "<p>a</p><ul><li>x</li><li><p>y</p><ol><li>z</li><li>w</li></ol></li></ul><p>b</p>",
                "a\n\n- x\n- y\n  1. z\n  2. w\n\nb",
            ),
            ("<ol start=\"4\"><li>x</li></ol>", "4. x"),
            (
                "<table><tbody><tr><th>a</th><th>b</th></tr><tr><td>c</td><td></td><td>d</td></tr></tbody></table>",
                "a | b\nc |  | d",
            ),
            ("<p>A <img alt=\"cat\" src=\"https://x.example/c\" />!</p>", "A [cat]!"),
            ("<p><ruby>漢<rp>(</rp><rt>kan</rt><rp>)</rp>字<rt>ji</rt></ruby></p>", "漢(kan)字(ji)"),
            ("<pre>a\n  b</pre>", "a\n  b"),
            ("<p>1 &lt; 2 &amp; 3</p>", "1 < 2 & 3"),
        ];
        for (html, expected) in table {
            assert_eq!(plain_text(html), expected, "{html}");
        }
    }

    #[test]
    fn letters_are_those_of_the_author_and_not_of_the_drawing() {
        assert_eq!(
            letters_of_html("<ol><li>ab</li></ol><hr data-mark=\"oOo\" /><p>c&amp;<img alt=\"dé\" src=\"x\" /></p>"),
            8
        );
        assert_eq!(letters("Ünïcode 42!"), 9);
    }
}
