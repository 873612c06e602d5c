//! A linear pass over HTML before it is parsed, so that no page can make the parser slow.
//!
//! A tree builder walks its stack of open elements for every tag, opens forgotten formatting again in every paragraph
//! and compares every attribute with every other. This pass leaves out opening tags that nest too deep, attributes
//! beyond a limit and repeated `<html>` and `<body>` tags. It never touches text.

/// Elements that may be open inside each other.
const DEPTH: usize = 100;
/// Formatting elements that may be open at once; a parser opens all of them again in every paragraph.
const FORMATTING: usize = 32;
/// Attributes of one element.
const ATTRIBUTES: usize = 64;

/// Formatting elements as parsers treat them.
const FORMATS: [&str; 14] =
    ["a", "b", "big", "code", "em", "font", "i", "nobr", "s", "small", "strike", "strong", "tt", "u"];

/// Elements whose inside is text until their end tag.
const RAW: [&str; 8] = ["script", "style", "textarea", "title", "xmp", "iframe", "noembed", "noframes"];

/// Elements that do not end an open paragraph.
const IN_LINE: [&str; 26] = [
    "span", "br", "img", "sub", "sup", "q", "cite", "abbr", "ins", "del", "kbd", "samp", "var", "ruby", "rt", "rp",
    "wbr", "input", "button", "select", "option", "label", "object", "svg", "iframe", "mark",
];

/// What ends where the next of its kind begins, and what that does not look beyond.
const SIBLINGS: [(&[&str], &[&str], &[&str]); 5] = [
    (&["li"], &["li"], &["ul", "ol", "menu"]),
    (&["dt", "dd"], &["dt", "dd"], &["dl"]),
    (&["option", "optgroup"], &["option"], &["select"]),
    (&["td", "th"], &["td", "th"], &["table"]),
    (&["tr", "tbody", "thead", "tfoot"], &["tr"], &["table"]),
];

/// The page with its excesses left out.
pub(crate) fn tame(html: &str) -> String {
    let mut tamer = Tamer { out: String::with_capacity(html.len()), ..Tamer::default() };
    let mut rest = html;
    while let Some((text, markup)) = rest.split_once('<') {
        tamer.out.push_str(text);
        rest = tamer.markup(markup);
    }
    tamer.out.push_str(rest);
    tamer.out
}

#[derive(Default)]
struct Tamer {
    out: String,
    open: Vec<String>,
    formatting: Vec<String>,
    roots: Vec<String>,
}

/// A tag, taken apart as far as it matters.
struct Tag<'a> {
    name: String,
    closes: bool,
    /// The tag as it is written, without `<`, cut after the last attribute allowed.
    kept: &'a str,
    /// Whether attributes were cut, so that the end is missing.
    cut: bool,
    after: &'a str,
}

impl Tamer {
    /// Copies one piece of markup, given without its `<`; gives what follows.
    fn markup<'a>(&mut self, markup: &'a str) -> &'a str {
        if let Some(end) = not_a_tag(markup) {
            let (kept, after) = markup.split_at_checked(end).unwrap_or((markup, ""));
            self.out.push('<');
            self.out.push_str(kept);
            return after;
        }
        let tag = Tag::read(markup);
        if tag.closes {
            self.close(&tag.name);
        } else if !self.open(&tag.name) {
            return tag.after;
        }
        self.out.push('<');
        self.out.push_str(tag.kept);
        if tag.cut {
            self.out.push('>');
        }
        if tag.closes || !RAW.contains(&tag.name.as_str()) {
            return tag.after;
        }
        self.raw(&tag.name, tag.after)
    }

    /// Copies the text inside a raw element up to its end tag.
    fn raw<'a>(&mut self, name: &str, text: &'a str) -> &'a str {
        for (end, _) in text.match_indices("</") {
            let is_end = text.get(end + 2..end + 2 + name.len()).is_some_and(|word| word.eq_ignore_ascii_case(name));
            if is_end {
                let (inside, after) = text.split_at_checked(end).unwrap_or((text, ""));
                self.out.push_str(inside);
                return after;
            }
        }
        self.out.push_str(text);
        ""
    }

    /// Notes an opening tag; false when it must be left out.
    fn open(&mut self, name: &str) -> bool {
        if super::markup::VOID.contains(&name) || RAW.contains(&name) {
            return true;
        }
        if matches!(name, "html" | "body") {
            let first = !self.roots.iter().any(|root| root == name);
            self.roots.push(name.to_owned());
            return first;
        }
        let (list, most) = if FORMATS.contains(&name) {
            (&mut self.formatting, FORMATTING)
        } else {
            end_siblings(name, &mut self.open);
            (&mut self.open, DEPTH)
        };
        let fits = list.len() < most;
        if fits {
            list.push(name.to_owned());
        }
        fits
    }

    fn close(&mut self, name: &str) {
        if FORMATS.contains(&name) {
            if let Some(last) = self.formatting.iter().rposition(|open| open == name) {
                self.formatting.remove(last);
            }
        } else if let Some(last) = self.open.iter().rposition(|open| open == name) {
            self.open.truncate(last);
        }
    }
}

/// Takes what ends of itself when `name` opens from the stack.
fn end_siblings(name: &str, open: &mut Vec<String>) {
    if !IN_LINE.contains(&name) {
        let paragraph = open.iter().rposition(|open| open == "p");
        let barred =
            open.iter().rposition(|open| matches!(open.as_str(), "td" | "th" | "button" | "object" | "caption"));
        if paragraph > barred {
            open.truncate(paragraph.unwrap_or_default());
        }
    }
    for (openers, ended, barriers) in SIBLINGS {
        if openers.contains(&name) {
            let last = open.iter().rposition(|open| ended.contains(&open.as_str()));
            let barred = open.iter().rposition(|open| barriers.contains(&open.as_str()));
            if last > barred {
                open.truncate(last.unwrap_or_default());
            }
        }
    }
}

/// Where a comment, a declaration or a lone `<` ends; `None` when the markup is a tag.
fn not_a_tag(markup: &str) -> Option<usize> {
    if let Some(comment) = markup.strip_prefix("!--") {
        let at_once = [">", "->"].into_iter().find(|end| comment.starts_with(end)).map(str::len);
        let ended = at_once.or_else(|| {
            let usual = comment.find("-->").map(|end| end + 3);
            // Looked for only as far as the usual end, or many comments would make this quadratic.
            let odd = comment.get(..usual.unwrap_or(comment.len())).and_then(|comment| comment.find("--!>"));
            odd.map(|end| end + 4).or(usual)
        });
        return Some(ended.map_or(markup.len(), |end| end + 3));
    }
    let name = markup.strip_prefix('/').unwrap_or(markup);
    if name.starts_with(|c: char| c.is_ascii_alphabetic()) {
        return None;
    }
    let declaration = markup.starts_with(['!', '?', '/']);
    Some(if declaration { markup.find('>').map_or(markup.len(), |end| end + 1) } else { 0 })
}

impl<'a> Tag<'a> {
    /// Reads a tag by the tokenizer's rules: quotes count only after `=`.
    fn read(markup: &'a str) -> Self {
        let closes = markup.starts_with('/');
        let name: String = markup
            .trim_start_matches('/')
            .chars()
            .take_while(|c| !c.is_ascii_whitespace() && !matches!(c, '/' | '>'))
            .collect();
        let mut rest = markup.get(name.len() + usize::from(closes)..).unwrap_or_default();
        let mut kept = None;
        for count in 0.. {
            rest = rest.trim_start_matches(|c: char| c.is_ascii_whitespace() || c == '/');
            if count == ATTRIBUTES {
                kept = Some(markup.len() - rest.len());
            }
            if rest.is_empty() || rest.starts_with('>') {
                break;
            }
            rest = after_attribute(rest);
        }
        let after = rest.strip_prefix('>').unwrap_or(rest);
        let end = kept.unwrap_or(markup.len() - after.len());
        let kept_text = markup.get(..end).unwrap_or(markup);
        Self { name: name.to_ascii_lowercase(), closes, kept: kept_text, cut: kept.is_some(), after }
    }
}

/// What follows an attribute and its value.
fn after_attribute(text: &str) -> &str {
    let text = text.strip_prefix('=').unwrap_or(text);
    let after_name = text.trim_start_matches(|c: char| !c.is_ascii_whitespace() && !matches!(c, '/' | '>' | '='));
    let Some(value) = after_name.trim_start_matches(|c: char| c.is_ascii_whitespace()).strip_prefix('=') else {
        return after_name;
    };
    let value = value.trim_start_matches(|c: char| c.is_ascii_whitespace());
    match value.chars().next() {
        Some(quote @ ('"' | '\'')) => {
            value.get(1..).and_then(|inside| inside.split_once(quote)).map_or("", |(_, after)| after)
        }
        _ => value.trim_start_matches(|c: char| !c.is_ascii_whitespace() && c != '>'),
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;
    use scraper::Html;

    use super::*;

    fn texts(html: &str) -> String {
        Html::parse_document(html).root_element().text().collect()
    }

    /// `pattern` again and again with a number in the place of `{}`.
    fn numbered(times: usize, pattern: &str) -> String {
        (0..times).map(|number| pattern.replace("{}", &number.to_string())).collect()
    }

    #[test]
    fn an_ordinary_page_is_not_changed() {
        for html in [
            "<!DOCTYPE html><html><body class=x><p>One<p>Two <b>bold</b><!-- c --><br>a < b</body></html>",
            "<script>if (a<b) '</p>'</script><ul><li>a<li>b</ul><table><tr><td>x<td>y<tr><td>z</table>",
            "<p title='a>b' x=\"<i>\">&lt;</p><?xml x?><!--> shown",
        ] {
            assert_eq!(tame(html), html);
        }
    }

    #[test]
    fn hundreds_of_unclosed_paragraphs_and_items_are_no_nesting() {
        let html = "<p>x<span>y".repeat(300) + &"<li>z".repeat(300) + &"<dt>a<dd>b".repeat(300);
        assert_eq!(tame(&html), html);
    }

    #[test]
    fn nesting_formatting_and_attributes_are_capped() {
        let deep = tame(&("<div>".repeat(5_000) + "x" + &"</div>".repeat(5_000)));
        assert_eq!(deep.matches("<div>").count(), DEPTH);
        assert_eq!(tame(&"<p><b>x".repeat(500)).matches("<b>").count(), FORMATTING);
        let attributes = numbered(500, " a{}='>'");
        assert_eq!(tame(&format!("<p{attributes}>x")).matches("='>'").count(), ATTRIBUTES);
        assert_eq!(tame("<body a>x<body b>y<BODY c>z"), "<body a>xyz");
    }

    #[test]
    fn half_a_megabyte_of_anything_is_parsed_in_a_second() {
        let attributes = numbered(60_000, " a{}");
        let fonts = numbered(20_000, "<p><font size={}>");
        let bodies = numbered(40_000, "<body a{}>");
        for html in ["<div>".repeat(100_000), format!("<p{attributes}>"), fonts, bodies, "</p><table>".repeat(40_000)] {
            let start = std::time::Instant::now();
            let _ = Html::parse_document(&tame(&html));
            assert!(start.elapsed().as_secs_f32() < 4.0, "{} bytes took {:?}", html.len(), start.elapsed());
        }
    }

    proptest! {
        #[test]
        fn no_text_is_lost_or_made(html in "([a-z ]|<(p|b|/b|div|/div|li|span|i|/p|td|table)( a=['\"]?x>?)?>|<!--|-->|&lt;|<){0,60}") {
            prop_assert_eq!(texts(&tame(&html)), texts(&html));
        }
    }
}
