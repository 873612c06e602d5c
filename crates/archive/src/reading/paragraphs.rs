//! The paragraphs of a text, numbered and marked, so that a place is found again when the author has changed the text.
//!
//! A browser numbers and marks them in the same way (`reading.js`); a test pins both. A mark is a hash of a paragraph's
//! letters: short, of no use to tell the words by, and the same however the markup around them changes.

/// What counts as a paragraph; none of them stands in another.
const TAGS: [&str; 9] = ["p", "h1", "h2", "h3", "h4", "h5", "h6", "pre", "hr"];

/// A paragraph of a text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Paragraph {
    /// Its mark.
    pub mark: String,
    /// Its words, plain text.
    pub text: String,
}

/// The paragraphs of clean HTML, in order.
pub fn paragraphs(html: &str) -> Vec<Paragraph> {
    let mut found = Vec::new();
    for (at, _) in html.match_indices('<') {
        let rest = html.get(at + 1..).unwrap_or_default();
        let name: &str = rest.split(|letter: char| !letter.is_ascii_alphanumeric()).next().unwrap_or_default();
        if TAGS.contains(&name) {
            let text = inside(rest, name);
            found.push(Paragraph { mark: mark(&text), text });
        }
    }
    found
}

/// The plain text of an element whose tag begins here.
fn inside(rest: &str, name: &str) -> String {
    let Some((tag, rest)) = rest.split_once('>') else { return String::new() };
    if tag.ends_with('/') {
        return String::new();
    }
    let end = format!("</{name}>");
    let inner = rest.split_once(end.as_str()).map_or(rest, |(inner, _)| inner);
    let mut text = String::with_capacity(inner.len());
    for (nth, part) in inner.split('<').enumerate() {
        // All but the first part begin inside of a tag.
        let words = if nth == 0 { part } else { part.split_once('>').map_or("", |(_, words)| words) };
        text.push_str(words);
    }
    // Clean HTML has no entities but these of XML's.
    let entities = [("&lt;", "<"), ("&gt;", ">"), ("&quot;", "\""), ("&#39;", "'"), ("&apos;", "'"), ("&amp;", "&")];
    entities.iter().fold(text, |text, (entity, letter)| text.replace(entity, letter))
}

/// FNV-1a over the UTF-16 of a text without its white space, as eight hexadecimal digits.
fn mark(text: &str) -> String {
    let is_space = |letter: &char| letter.is_whitespace() && *letter != '\u{85}' || *letter == '\u{FEFF}';
    let letters: String = text.chars().filter(|letter| !is_space(letter)).collect();
    let hash =
        letters.encode_utf16().fold(0x811c_9dc5_u32, |hash, unit| (hash ^ u32::from(unit)).wrapping_mul(0x0100_0193));
    format!("{hash:08x}")
}

/// The number of the paragraph with this mark that is nearest to this number; without one, the number itself as far as there
/// are so many.
pub(super) fn nearest(all: &[Paragraph], number: usize, mark: &str) -> usize {
    let same = all.iter().enumerate().filter(|(_, paragraph)| paragraph.mark == mark).map(|(at, _)| at);
    same.min_by_key(|at| at.abs_diff(number)).unwrap_or(number.min(all.len().saturating_sub(1)))
}

#[cfg(test)]
mod tests {
    use super::*;

    const TEXT: &str = "<p>One <em>two</em>.</p><div class=\"fs-chat\"><p>A &amp; B &lt;c&gt;</p></div><hr />\
                        <blockquote><p>Ö\u{a0}ü 🎭</p></blockquote><pre>x\n y</pre><ul><li>no</li></ul>";

    #[test]
    fn paragraphs_are_numbered_and_marked_as_browsers_do() {
        let all = paragraphs(TEXT);
        let texts: Vec<&str> = all.iter().map(|one| one.text.as_str()).collect();
        assert_eq!(texts, ["One two.", "A & B <c>", "", "Ö\u{a0}ü 🎭", "x\n y"]);
        let marks: Vec<&str> = all.iter().map(|one| one.mark.as_str()).collect();
        assert_eq!(marks, MARKS);
    }

    /// As `reading.js` makes them of the same text.
    const MARKS: [&str; 5] = ["f2ade11b", "62f5a32d", "811c9dc5", "5762c6ec", "58637fda"];

    #[test]
    fn a_place_is_found_again_after_paragraphs_came_went_and_changed() {
        let of = |words: &[&str]| paragraphs(&format!("<p>{}</p>", words.join("</p><p>")));
        let before = of(&["a", "b", "c", "d", "c"]);
        let mark = |at: usize| before[at].mark.clone();
        assert_eq!(nearest(&of(&["new", "a", "b", "c", "d", "c"]), 1, &mark(1)), 2, "one came before it");
        assert_eq!(nearest(&of(&["b", "c", "d", "c"]), 1, &mark(1)), 0, "one went before it");
        assert_eq!(nearest(&before, 4, &mark(2)), 4, "of two that are the same, the nearest");
        assert_eq!(nearest(&of(&["a", "changed", "c"]), 1, &mark(1)), 1, "where its words changed, its number");
        assert_eq!(nearest(&of(&["a"]), 4, "00000000"), 0, "where there are not so many, the last");
        assert_eq!(nearest(&[], 4, ""), 0);
    }
}
