//! Cuts HTML into texts and tags, as the HTML standard does, but in linear time whatever comes.
//!
//! This is the pre-pass that safety rule M1 asks for: the tree builder behind it never sees the author's own spelling,
//! only what was understood here. Where the standard would swallow the rest of a story (a quote or a comment that
//! never ends), the rest stays text instead.

use std::borrow::Cow;

use super::entities::{decode, decode_attribute};

/// The most attributes of one tag that are read; more are counted and forgotten.
pub(crate) const MOST_ATTRIBUTES: usize = 64;

/// Elements whose contents are not markup, up to their own end tag.
pub(crate) const RAW: &[&str] =
    &["iframe", "noembed", "noframes", "noscript", "plaintext", "script", "style", "textarea", "title", "xmp"];

/// A start tag.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Tag<'a> {
    /// The name in lower case.
    pub(crate) name: Cow<'a, str>,
    /// Names in lower case and decoded values; each name once.
    pub(crate) attributes: Vec<(Cow<'a, str>, Cow<'a, str>)>,
    /// How many attributes there were beyond [`MOST_ATTRIBUTES`].
    pub(crate) excess: u64,
    /// The tag as it was written.
    pub(crate) source: &'a str,
}

impl Tag<'_> {
    /// The value of an attribute.
    pub(crate) fn get(&self, name: &str) -> Option<&str> {
        self.attributes.iter().find(|(known, _)| known == name).map(|(_, value)| value.as_ref())
    }
}

/// A piece of HTML.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Token<'a> {
    /// Decoded text.
    Text(Cow<'a, str>),
    /// A start tag.
    Start(Tag<'a>),
    /// The contents of the raw element that has just started, not decoded; its end tag was eaten, if there was one.
    Raw {
        /// The contents.
        text: &'a str,
        /// Whether the end tag was there.
        closed: bool,
    },
    /// An end tag's name in lower case.
    End(Cow<'a, str>),
    /// A comment, document type or processing instruction.
    Comment(&'a str),
}

/// Reads tokens from left to right.
#[derive(Debug, Clone)]
pub(crate) struct Tokens<'a> {
    rest: &'a str,
    raw: Option<&'static str>,
    /// A tag's quote was never closed: from there on, tags end at the next `>` whatever quotes say.
    quotes_are_lost: bool,
    /// A comment was never closed: from there on, comments end at the next `>`.
    comments_are_lost: bool,
    /// There is no `>` any more, so nothing can be a tag.
    brackets_are_lost: bool,
}

impl<'a> Tokens<'a> {
    /// Begins at the start of a text.
    pub(crate) fn new(source: &'a str) -> Self {
        Self { rest: source, raw: None, quotes_are_lost: false, comments_are_lost: false, brackets_are_lost: false }
    }

    /// Takes `length` bytes from the rest.
    fn take(&mut self, length: usize) -> &'a str {
        let (taken, rest) = self.rest.split_at_checked(length).unwrap_or((self.rest, ""));
        self.rest = rest;
        taken
    }

    /// How far the next `>` reaches. That there is none is found out only once.
    fn next_bracket(&mut self) -> Option<usize> {
        if self.brackets_are_lost {
            return None;
        }
        let bracket = self.rest.find('>');
        self.brackets_are_lost = bracket.is_none();
        bracket.map(|before| before + 1)
    }

    fn text(&mut self) -> Token<'a> {
        let mut end = 0;
        loop {
            let ahead = self.rest.get(end..).unwrap_or_default();
            let Some(bracket) = ahead.find('<') else { break end = self.rest.len() };
            end += bracket;
            if is_markup(self.rest.get(end..).unwrap_or_default()) && end > 0 {
                break;
            }
            end += 1;
        }
        Token::Text(decode(self.take(end)))
    }

    fn raw_contents(&mut self, name: &str) -> Token<'a> {
        let Some(end) = end_of_raw(self.rest, name) else {
            let text = self.take(self.rest.len());
            return Token::Raw { text, closed: name == "plaintext" };
        };
        let text = self.take(end);
        let tag = self.next_bracket().unwrap_or(self.rest.len());
        self.take(tag);
        Token::Raw { text, closed: true }
    }

    fn comment(&mut self) -> Option<Token<'a>> {
        if self.rest.starts_with("<!--") && !self.comments_are_lost {
            if let Some(end) = end_of_comment(self.rest) {
                return Some(Token::Comment(self.take(end)));
            }
            self.comments_are_lost = true;
        }
        let end = self.next_bracket()?;
        Some(Token::Comment(self.take(end)))
    }

    fn end_tag(&mut self) -> Option<Token<'a>> {
        let end = self.next_bracket()?;
        let (name, _) = split_name(self.take(end).strip_prefix("</")?);
        Some(Token::End(lower(name)))
    }

    fn start_tag(&mut self) -> Option<Token<'a>> {
        let tag = if self.quotes_are_lost { None } else { read_tag(self.rest) };
        let tag = tag.or_else(|| {
            self.quotes_are_lost = true;
            let end = self.next_bracket()?;
            read_cut_tag(self.rest.get(..end)?)
        })?;
        self.take(tag.source.len());
        self.raw = RAW.iter().find(|&&raw| raw == tag.name).copied();
        Some(Token::Start(tag))
    }
}

impl<'a> Iterator for Tokens<'a> {
    type Item = Token<'a>;

    fn next(&mut self) -> Option<Token<'a>> {
        if let Some(name) = self.raw.take() {
            return Some(self.raw_contents(name));
        }
        let mut bytes = self.rest.bytes();
        let (first, second) = (bytes.next()?, bytes.next());
        let markup = match (first, second) {
            (b'<', Some(b'a'..=b'z' | b'A'..=b'Z')) => self.start_tag(),
            (b'<', Some(b'/')) if bytes.next().is_some_and(|c| c.is_ascii_alphabetic()) => self.end_tag(),
            (b'<', Some(b'!' | b'?')) => self.comment(),
            _ => None,
        };
        Some(markup.unwrap_or_else(|| self.text()))
    }
}

/// Whether a `<` may begin markup; `<3` and `< ` are text (SAN-10).
fn is_markup(at_bracket: &str) -> bool {
    let mut bytes = at_bracket.bytes().skip(1);
    match bytes.next() {
        Some(b'!' | b'?') => true,
        Some(b'/') => bytes.next().is_some_and(|c| c.is_ascii_alphabetic()),
        Some(c) => c.is_ascii_alphabetic(),
        None => false,
    }
}

fn lower(name: &str) -> Cow<'_, str> {
    if name.bytes().any(|b| b.is_ascii_uppercase()) {
        Cow::Owned(name.to_ascii_lowercase())
    } else {
        Cow::Borrowed(name)
    }
}

fn is_space(c: char) -> bool {
    matches!(c, ' ' | '\t' | '\n' | '\x0C')
}

/// Splits a tag's or an attribute's name from what follows.
fn split_name(text: &str) -> (&str, &str) {
    let end = text.find(|c: char| is_space(c) || c == '/' || c == '>').unwrap_or(text.len());
    text.split_at_checked(end).unwrap_or((text, ""))
}

fn end_of_comment(comment: &str) -> Option<usize> {
    if comment.starts_with("<!-->") {
        return Some("<!-->".len());
    }
    if comment.starts_with("<!--->") {
        return Some("<!--->".len());
    }
    let mut from = "<!--".len();
    loop {
        let dashes = from + comment.get(from..)?.find("--")?;
        let behind = comment.get(dashes + 2..)?;
        if behind.starts_with('>') {
            return Some(dashes + 3);
        }
        if behind.starts_with("!>") {
            return Some(dashes + 4);
        }
        from = dashes + 1;
    }
}

fn end_of_raw(text: &str, name: &str) -> Option<usize> {
    if name == "plaintext" {
        return None;
    }
    let mut from = 0;
    loop {
        let bracket = from + text.get(from..)?.find("</")?;
        let inside = text.get(bracket + 2..)?;
        let is_ours = inside.get(..name.len()).is_some_and(|found| found.eq_ignore_ascii_case(name));
        let behind = inside.get(name.len()..).and_then(|behind| behind.chars().next());
        if is_ours && behind.is_none_or(|c| is_space(c) || c == '/' || c == '>') {
            return Some(bracket);
        }
        from = bracket + 2;
    }
}

/// Reads a whole start tag; `None` when the text ends inside it.
fn read_tag(source: &str) -> Option<Tag<'_>> {
    let (name, mut rest) = split_name(source.strip_prefix('<')?);
    let mut tag = Tag { name: lower(name), attributes: Vec::new(), excess: 0, source };
    loop {
        rest = rest.trim_start_matches(|c: char| is_space(c) || c == '/');
        if let Some(behind) = rest.strip_prefix('>') {
            tag.source = source.get(..source.len() - behind.len())?;
            return Some(tag);
        }
        let (name, value, behind) = read_attribute(rest)?;
        rest = behind;
        keep(&mut tag, name, value);
    }
}

/// Reads a start tag that surely ends with `>`, whose quotes may be open.
fn read_cut_tag(source: &str) -> Option<Tag<'_>> {
    read_tag(source).or_else(|| {
        let (name, rest) = split_name(source.strip_prefix('<')?);
        let mut tag = Tag { name: lower(name), attributes: Vec::new(), excess: 0, source };
        let words = rest.trim_end_matches('>').split(is_space).filter(|word| !word.is_empty());
        for word in words {
            let (name, value) = word.split_once('=').unwrap_or((word, ""));
            keep(&mut tag, name, value.trim_matches(['"', '\'']));
        }
        Some(tag)
    })
}

fn keep<'a>(tag: &mut Tag<'a>, name: &'a str, value: &'a str) {
    if tag.attributes.len() >= MOST_ATTRIBUTES {
        tag.excess += 1;
        return;
    }
    let name = lower(name);
    if tag.get(&name).is_none() {
        tag.attributes.push((name, decode_attribute(value)));
    }
}

/// Reads `name`, `name=value`, `name='value'` or `name="value"`, and gives what follows.
fn read_attribute(text: &str) -> Option<(&str, &str, &str)> {
    // A stray `=` in front belongs to the name, as browsers have it.
    let first = text.chars().next()?.len_utf8();
    let ends = |c: char| is_space(c) || c == '/' || c == '>' || c == '=';
    let end = first + text.get(first..)?.find(ends)?;
    let (name, behind) = text.split_at_checked(end)?;
    let Some(value) = behind.trim_start_matches(is_space).strip_prefix('=') else { return Some((name, "", behind)) };
    let value = value.trim_start_matches(is_space);
    for quote in ['"', '\''] {
        if let Some(quoted) = value.strip_prefix(quote) {
            let (value, behind) = quoted.split_once(quote)?;
            return Some((name, value, behind));
        }
    }
    let end = value.find(|c: char| is_space(c) || c == '>')?;
    let (value, behind) = value.split_at_checked(end)?;
    Some((name, value, behind))
}

#[cfg(test)]
mod tests;
