//! Marks inside a paragraph of plain text: `*em*`, `_em_`, `/em/`, `**strong**` and literal tags such as `<i>`.
//!
//! Marks count only at word edges and within one paragraph, so that `snake_case`, `and/or`, addresses and `2 * 2` stay
//! what they are; thought marks (`//x//`, `<<x>>`, `::x::`) stay text. Linear in the length of the paragraph.

/// Literal tags that are markup when their end is in the same paragraph.
const TAGS: &[&str] = &["i", "b", "em", "strong", "u", "s", "strike", "sup", "sub", "small", "big", "tt", "center"];

/// How `*x*` is meant.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Star {
    /// Emphasis, as fans use it.
    Em,
    /// Strong, as Foolscap writes it.
    Strong,
}

/// One paragraph's text as the inside of a `<p>`; line ends become breaks.
pub fn html(text: &str, star: Star) -> String {
    let mut out = String::with_capacity(text.len() + text.len() / 8);
    Inline { star, used: 0 }.write(text, &mut out);
    out
}

/// The letters of literal tags in a paragraph: they are markup, not visible text.
pub fn letters_of_tags(text: &str) -> u64 {
    let tags = pieces(text).filter_map(|piece| if let Piece::Tag(tag) = piece { Some(tag) } else { None });
    tags.map(manuscript::letters).sum()
}

/// What a paragraph consists of.
enum Piece<'a> {
    Text(&'a str),
    Tag(&'a str),
}

/// The paragraph in text and literal tags, in order.
fn pieces(text: &str) -> impl Iterator<Item = Piece<'_>> {
    let known = known_tags(text);
    let mut rest = text;
    std::iter::from_fn(move || {
        if rest.is_empty() {
            return None;
        }
        if let Some(tag) = tag_at_start(rest).filter(|tag| known.contains(&name_of(tag))) {
            rest = rest.strip_prefix(tag)?;
            return Some(Piece::Tag(tag));
        }
        let from = rest.chars().next()?.len_utf8();
        let is_start =
            |at: usize| rest.get(at..).and_then(tag_at_start).is_some_and(|tag| known.contains(&name_of(tag)));
        let end =
            rest.match_indices('<').map(|(at, _)| at).find(|at| *at >= from && is_start(*at)).unwrap_or(rest.len());
        let (piece, after) = rest.split_at_checked(end)?;
        rest = after;
        Some(Piece::Text(piece))
    })
}

/// The names of tags that open and close in this paragraph, and `br`.
fn known_tags(text: &str) -> Vec<String> {
    if !text.contains('<') {
        return Vec::new();
    }
    let lower = text.to_lowercase();
    let both = |tag: &&&str| lower.contains(&format!("<{tag}>")) && lower.contains(&format!("</{tag}>"));
    TAGS.iter().filter(both).map(|tag| (*tag).to_owned()).chain(["br".to_owned(), "br/".to_owned()]).collect()
}

/// A short tag without attributes at the start of `text`.
fn tag_at_start(text: &str) -> Option<&str> {
    let end = text.bytes().take(10).position(|byte| byte == b'>')?;
    let tag = text.get(..=end)?;
    let inner = tag.strip_prefix('<')?.strip_suffix('>')?;
    inner.bytes().all(|byte| byte.is_ascii_alphabetic() || matches!(byte, b'/' | b' ')).then_some(tag)
}

fn name_of(tag: &str) -> String {
    tag.trim_matches(['<', '>']).trim_start_matches('/').replace(' ', "").to_ascii_lowercase()
}

/// Writes text with the marks that are not `used` around it already.
#[derive(Clone, Copy)]
struct Inline {
    star: Star,
    used: u8,
}

impl Inline {
    fn write(self, text: &str, out: &mut String) {
        for piece in pieces(text) {
            match piece {
                Piece::Tag(tag) if name_of(tag).starts_with("br") => out.push_str("<br />"),
                Piece::Tag(tag) => out.push_str(&tag.to_ascii_lowercase()),
                Piece::Text(text) => self.write_marked(text, out),
            }
        }
    }

    fn write_marked(self, text: &str, out: &mut String) {
        let mut exhausted = [false; MARKS.len()];
        let (mut rest, mut before) = (text, None);
        while let Some(c) = rest.chars().next() {
            if let Some((mark, inner, after)) = self.marked(rest, before, &mut exhausted) {
                let element = mark.element(self.star);
                out.extend(["<", element, ">"]);
                Self { used: self.used | mark.uses, ..self }.write_marked(inner, out);
                out.extend(["</", element, ">"]);
                before = mark.text.chars().next();
                rest = after;
                continue;
            }
            escape(c, out);
            before = Some(c);
            rest = rest.strip_prefix(c).unwrap_or_default();
        }
    }

    /// The mark that opens here and closes later: the mark, what is inside, what follows.
    fn marked<'a>(
        self,
        rest: &'a str,
        before: Option<char>,
        exhausted: &mut [bool; MARKS.len()],
    ) -> Option<(&'static Mark, &'a str, &'a str)> {
        if before.is_some_and(|c| c.is_alphanumeric() || "*_/:<".contains(c)) {
            return None;
        }
        let at = MARKS.iter().position(|mark| rest.starts_with(mark.text))?;
        let (mark, exhausted) = (MARKS.get(at)?, exhausted.get_mut(at)?);
        if *exhausted || self.used & mark.uses != 0 {
            return None;
        }
        let inside = rest.strip_prefix(mark.text)?;
        if !inside.starts_with(|c: char| c.is_alphanumeric() || "\"'“‘«(¡¿.…—-_*<&$#".contains(c))
            || inside.starts_with(mark.sign())
        {
            return None;
        }
        let Some(end) = mark.end(inside) else {
            *exhausted = mark.text != "/";
            return None;
        };
        Some((mark, inside.get(..end)?, inside.get(end + mark.text.len()..)?))
    }
}

/// A mark and what it means.
struct Mark {
    text: &'static str,
    /// A bit for each sign; inside the mark these signs mean nothing more.
    uses: u8,
}

/// Longest first.
const MARKS: [Mark; 4] = [
    Mark { text: "**", uses: 1 },
    Mark { text: "*", uses: 1 },
    Mark { text: "_", uses: 2 },
    Mark { text: "/", uses: 4 },
];

impl Mark {
    fn element(&self, star: Star) -> &'static str {
        match (self.text, star) {
            ("**", _) | ("*", Star::Strong) => "strong",
            _ => "em",
        }
    }

    fn sign(&self) -> char {
        self.text.chars().next().unwrap_or('*')
    }

    /// Where the mark closes: after a word, before a word edge.
    fn end(&self, inside: &str) -> Option<usize> {
        let closes = |at: usize| {
            let before = inside.get(..at).and_then(|text| text.chars().next_back());
            let after = inside.get(at + self.text.len()..).and_then(|text| text.chars().next());
            before.is_some_and(|c| !c.is_whitespace() && c != self.sign())
                && !after.is_some_and(|c| c.is_alphanumeric() || c == self.sign())
        };
        let mut signs = inside.match_indices(self.text).map(|(at, _)| at);
        if self.text == "/" { signs.next().filter(|at| closes(*at)) } else { signs.find(|at| closes(*at)) }
    }
}

fn escape(c: char, out: &mut String) {
    match c {
        '&' => out.push_str("&amp;"),
        '<' => out.push_str("&lt;"),
        '>' => out.push_str("&gt;"),
        '\n' => out.push_str("<br />"),
        c => out.push(c),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn marks_at_word_edges_are_emphasis() {
        let cases = [
            ("the *Thames*.", "the <em>Thames</em>."),
            ("I had _not_ moved it", "I had <em>not</em> moved it"),
            ("/and still he asks./", "<em>and still he asks.</em>"),
            ("**A/N: hi!**", "<strong>A/N: hi!</strong>"),
            ("_a **b** c_", "<em>a <strong>b</strong> c</em>"),
            ("“*No*,” he said", "“<em>No</em>,” he said"),
            ("_my snake_case thing_", "<em>my snake_case thing</em>"),
            ("*one* and *two*", "<em>one</em> and <em>two</em>"),
            ("He said <i>no</i>, <I>no</I>", "He said <i>no</i>, <i>no</i>"),
            ("one\ntwo", "one<br />two"),
        ];
        for (text, expected) in cases {
            assert_eq!(html(text, Star::Em), expected);
        }
        assert_eq!(html("*so*", Star::Strong), "<strong>so</strong>");
    }

    #[test]
    fn other_uses_of_the_signs_stay_text() {
        let texts = [
            "snake_case_words and/or 2 * 2 * 2",
            "http://example.org/_a_/b/",
            "//He knows,// I thought",
            "::yes:: ~no~ *** * a *",
            "5*6*7",
            "/usr/bin/ls",
            "a *b without an end",
            "w/o and w/ jam",
        ];
        for text in texts {
            assert_eq!(html(text, Star::Em), text);
        }
        assert_eq!(
            html("<<yes>> <maybe> <b> & <3", Star::Em),
            "&lt;&lt;yes&gt;&gt; &lt;maybe&gt; &lt;b&gt; &amp; &lt;3"
        );
    }

    #[test]
    fn a_long_paragraph_of_marks_costs_linear_time() {
        for unit in [" *a", " _a", " /a b", " **a", "<i>", "<", "*a* "] {
            let start = std::time::Instant::now();
            let out = html(&unit.repeat(200_000), Star::Em);
            assert!(out.len() >= 200_000 && start.elapsed().as_secs() < 5, "{unit}");
        }
    }
}
