//! A line of clean HTML as text: `_em_` and `*strong*`.
//!
//! The reader takes `_` or `*` before anything but a space for a beginning, if the same sign stands behind anything but a
//! space later in the paragraph: that is the end. So the author's own signs, and backslashes, have a backslash before
//! them, unless the sign is the only one in its paragraph or stands between spaces. Inside emphasis there is none of the same kind.

use manuscript::{blocks, footnotes};

use crate::tree::{Element, Node};

/// Stands for what cannot be said in text.
pub(super) const NOT_TEXT: &str = "[...]";

/// A character that the author wrote, or a mark of emphasis.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Piece {
    Written(char),
    Mark(char),
}

impl Piece {
    fn sign(self) -> char {
        match self {
            Self::Written(c) | Self::Mark(c) => c,
        }
    }

    fn is_space(self) -> bool {
        matches!(self.sign(), ' ' | '\n')
    }
}

/// The text of a line with its marks.
pub(super) fn text(nodes: &[Node<'_>]) -> String {
    let mut pieces = Vec::new();
    gather(nodes, &mut pieces, "");
    let is_repeated = |sign: &char| pieces.iter().filter(|piece| piece.sign() == *sign).nth(1).is_some();
    let signs: Vec<char> = ['*', '_'].into_iter().filter(is_repeated).collect();
    let mut out = String::new();
    for (at, piece) in pieces.iter().enumerate() {
        let is_sign = signs.contains(&piece.sign()) && !is_free(at, &pieces) || piece.sign() == '\\';
        if is_sign && matches!(piece, Piece::Written(_)) {
            out.push('\\');
        }
        out.push(piece.sign());
    }
    out
}

/// Whether a character stands between spaces.
fn is_free(at: usize, pieces: &[Piece]) -> bool {
    let is_space = |at: Option<usize>| at.and_then(|at| pieces.get(at)).is_none_or(|piece| piece.is_space());
    is_space(at.checked_sub(1)) && is_space(Some(at + 1))
}

/// Adds the characters of a line; no mark of `open` is used again.
fn gather(nodes: &[Node<'_>], pieces: &mut Vec<Piece>, open: &str) {
    for node in nodes {
        match node {
            Node::Text(text) => write(pieces, &text.replace('\n', " ")),
            Node::Element(element) => gather_element(element, pieces, open),
        }
    }
}

fn write(pieces: &mut Vec<Piece>, text: &str) {
    pieces.extend(text.chars().map(Piece::Written));
}

fn gather_element(element: &Element<'_>, pieces: &mut Vec<Piece>, open: &str) {
    match element.name {
        "em" | "i" if !open.contains('_') => marked('_', element, pieces, open),
        "strong" | "b" if !open.contains('*') => marked('*', element, pieces, open),
        "br" => write(pieces, "\n"),
        "img" => write(pieces, &picture(element)),
        "iframe" | "embed" => write(pieces, NOT_TEXT),
        "rt" => reading(element, pieces, open),
        "a" if element.has_class(footnotes::REFERENCE) => {
            write(pieces, "[");
            gather(&element.children, pieces, open);
            write(pieces, "]");
        }
        _ => gather(&element.children, pieces, open),
    }
    if element.has_class(blocks::WHO) {
        write(pieces, ":");
    }
}

fn marked(sign: char, element: &Element<'_>, pieces: &mut Vec<Piece>, open: &str) {
    let before = pieces.len();
    pieces.push(Piece::Mark(sign));
    gather(&element.children, pieces, &format!("{open}{sign}"));
    if pieces.len() > before + 1 {
        pieces.push(Piece::Mark(sign));
    } else {
        pieces.truncate(before);
    }
}

/// How a ruby text is read aloud, in brackets; the author may have brought some for readers like this one.
fn reading(element: &Element<'_>, pieces: &mut Vec<Piece>, open: &str) {
    let bare = pieces.last().is_none_or(|last| !matches!(last.sign(), '(' | '（' | '《'));
    write(pieces, if bare { "(" } else { "" });
    gather(&element.children, pieces, open);
    write(pieces, if bare { ")" } else { "" });
}

/// A picture's description in brackets.
pub(super) fn picture(element: &Element<'_>) -> String {
    let words = element.attribute("alt").filter(|words| !words.is_empty());
    words.map_or_else(|| NOT_TEXT.to_owned(), |words| format!("[{words}]"))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::tree::parse;

    #[test]
    fn the_authors_own_signs_are_told_from_marks() {
        for (html, expected) in [
            ("a <em>b <strong>c</strong></em>d", "a _b *c*_d"),
            ("<em>a<i>b</i></em><b>c</b>", "_ab_*c*"),
            ("2 * 2 * 2, 5*", "2 * 2 * 2, 5\\*"),
            ("dark_lord", "dark_lord"),
            ("*grins* ¯\\_(ツ)_/¯", "\\*grins\\* ¯\\\\\\_(ツ)\\_/¯"),
            ("a* <em>b</em>", "a* _b_"),
        ] {
            assert_eq!(text(&parse(html).unwrap()), expected);
        }
    }

    #[test]
    fn what_is_no_text_has_words_or_a_sign() {
        for (html, expected) in [
            ("<ruby>漢<rt>kan</rt></ruby>", "漢(kan)"),
            ("<ruby>漢<rp>(</rp><rt>kan</rt><rp>)</rp></ruby>", "漢(kan)"),
            ("<img alt=\"A cat\" src=\"x\" /><img alt=\"\" src=\"x\" />", "[A cat][...]"),
            ("<iframe src=\"x\"></iframe>", "[...]"),
            ("Tea<a class=\"fs-noteref\" href=\"#fn1\">1</a>.", "Tea[1]."),
        ] {
            assert_eq!(text(&parse(html).unwrap()), expected);
        }
    }
}
