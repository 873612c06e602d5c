//! From the cleaner's HTML to the XHTML that EPUB 3 allows, copying what needs no change.
//!
//! The cleaner keeps what fans have typed for thirty years: `<center>`, `align`, pictures from elsewhere, half a glossary.
//! EPUB forbids these. One walk over the text finds what must change and rewrites only that, so that a chapter that
//! needs nothing is borrowed and never copied. No letter is lost, and every changed tag leaves its original in
//! `data-was` (see [`crate::facts`]). It does not judge safety: that is the cleaner's.

mod attributes;
mod links;
mod model;
mod notes;

use std::borrow::Cow;
use std::collections::HashSet;
use std::ops::Range;

use attributes::Surroundings;
use model::{Model, Term};
use quick_xml::Reader;
use quick_xml::events::{BytesStart, Event};

pub(crate) use attributes::is_language;
pub(crate) use links::Base;

use crate::xml::escape;

/// What a text is made fit for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Target {
    /// A page of a book: nothing remote is shown, footnotes pop up.
    Epub,
    /// A page for browsers: pictures and players stay.
    Browser,
}

/// Makes `html` fit for a page; relative links are resolved against `base`.
///
/// Text that is not well-formed, which the cleaner never makes, comes out as plain paragraphs.
pub(crate) fn conform<'a>(html: &'a str, target: Target, base: &Base) -> Cow<'a, str> {
    let ids = html.split(" id=\"").skip(1).filter_map(|rest| Some(rest.split_once('"')?.0)).collect();
    let mut walk =
        Walk { html, target, base, ids, out: String::new(), copied: 0, stack: Vec::new(), outside: Model::Flow };
    match walk.run() {
        Some(()) if walk.copied == 0 && walk.out.is_empty() => Cow::Borrowed(html),
        Some(()) => {
            walk.put(html.len()..html.len(), "");
            Cow::Owned(walk.out)
        }
        None => Cow::Owned(as_paragraphs(html)),
    }
}

/// The walk: `html` up to `copied` stands in `out`, changed where it had to be.
struct Walk<'a, 'b> {
    html: &'a str,
    target: Target,
    base: &'b Base,
    ids: HashSet<&'a str>,
    out: String,
    copied: usize,
    stack: Vec<Open>,
    outside: Model,
}

/// An element that is open.
struct Open {
    ordered: bool,
    /// Whether it is a link, or stands in one.
    in_link: bool,
    model: Model,
    /// What stands instead of its end tag.
    end: Option<String>,
}

impl Walk<'_, '_> {
    /// `None` where the text turns out not to be well-formed.
    fn run(&mut self) -> Option<()> {
        let mut reader = Reader::from_str(self.html);
        loop {
            let from = reader.buffer_position() as usize;
            let event = reader.read_event().ok()?;
            let at = from..reader.buffer_position() as usize;
            match event {
                Event::Start(tag) if links::is_medium(tag.name().as_ref()) => {
                    reader.read_to_end(tag.name()).ok()?;
                    self.medium(&tag, from..reader.buffer_position() as usize);
                }
                Event::Empty(tag) if links::is_medium(tag.name().as_ref()) => self.medium(&tag, at),
                Event::Start(tag) => self.open(&tag, at),
                Event::Empty(tag) => self.empty(&tag, at),
                Event::End(_) => self.close(at),
                Event::Text(text) if text.chars().all(char::is_whitespace) => {}
                Event::Eof => return self.stack.is_empty().then_some(()),
                _ => self.begin_text(from),
            }
        }
    }

    /// Writes `new` in place of a part of the text.
    fn put(&mut self, part: Range<usize>, new: &str) {
        self.out.push_str(self.html.get(self.copied..part.start).unwrap_or_default());
        self.out.push_str(new);
        self.copied = part.end;
    }

    /// What the innermost open element may hold.
    fn parent(&mut self) -> &mut Model {
        self.stack.last_mut().map_or(&mut self.outside, |open| &mut open.model)
    }

    fn in_link(&self) -> bool {
        self.stack.last().is_some_and(|open| open.in_link)
    }

    fn medium(&mut self, tag: &BytesStart<'_>, at: Range<usize>) {
        self.begin_text(at.start);
        let original = self.html.get(at.clone()).unwrap_or_default();
        if self.target == Target::Epub {
            let words = links::instead_of(tag, original, self.base, self.in_link());
            self.put(at, &words);
        } else if tag.name().as_ref() == "img" {
            self.retag("", tag, at);
        }
    }

    fn open(&mut self, tag: &BytesStart<'_>, at: Range<usize>) {
        let html = self.html;
        let rest = html.get(at.end..).unwrap_or_default();
        let name = tag.name();
        self.begin_element(name.as_ref(), at.start);
        let parent = *self.parent();
        let new_name = model::place(name.as_ref(), parent, rest);
        self.settle(name.as_ref());
        let end = self.retag(new_name, tag, at).then(|| end_tag(new_name, tag));
        let end = end.map(|end| {
            if self.target == Target::Epub && notes::is_note(tag) { format!("{}{end}", notes::END) } else { end }
        });
        let model = if new_name == "span" { Model::Phrasing } else { model::children(name.as_ref(), parent) };
        let in_link = name.as_ref() == "a" || self.in_link();
        self.stack.push(Open { ordered: name.as_ref() == "ol", in_link, model, end });
    }

    fn empty(&mut self, tag: &BytesStart<'_>, at: Range<usize>) {
        self.begin_element(tag.name().as_ref(), at.start);
        let new_name = model::place(tag.name().as_ref(), *self.parent(), "");
        self.settle(tag.name().as_ref());
        if self.retag(new_name, tag, at) && !is_void(new_name, tag) {
            self.out.push_str(&end_tag(new_name, tag));
        }
    }

    /// Writes the start tag anew where it has to change; says whether it did.
    fn retag(&mut self, new_name: &str, tag: &BytesStart<'_>, at: Range<usize>) -> bool {
        let old = tag.name();
        let name = if new_name.is_empty() { old.as_ref() } else { new_name };
        let in_ordered_list = self.stack.last().is_some_and(|open| open.ordered);
        let around = Surroundings { base: self.base, ids: &self.ids, in_ordered_list };
        let mut judged = attributes::judge(name, tag, &around);
        let pop_up = notes::pop_up(old.as_ref(), &judged).filter(|_| self.target == Target::Epub);
        if new_name.is_empty() && !judged.changed && pop_up.is_none() {
            return false;
        }
        if !new_name.is_empty() {
            judged.classes.push(format!("fs-{}", old.as_ref()));
        }
        let id = pop_up.map_or_else(String::new, |pop_up| pop_up.dress(&mut judged));
        let classes = judged.classes.join(" ");
        let class = if classes.is_empty() { String::new() } else { format!(r#" class="{}""#, escape(&classes)) };
        let original = self.html.get(at.clone()).unwrap_or_default();
        let was = escape(judged.was.as_deref().unwrap_or(original));
        let slash = if is_void(new_name, tag) { " /" } else { "" };
        let start = format!(r#"<{name}{class}{} data-was="{was}"{slash}>{id}"#, judged.written);
        self.put(at, &start);
        true
    }

    fn close(&mut self, at: Range<usize>) {
        if *self.parent() == Model::Terms(Term::Asked) {
            self.put(at.start..at.start, r#"<dd data-was=""></dd>"#);
        }
        if *self.parent() == Model::Details {
            self.put(at.start..at.start, EMPTY_SUMMARY);
        }
        if let Some(Open { end: Some(end), .. }) = self.stack.pop() {
            self.put(at, &end);
        }
    }

    /// Loose text: a `<details>` must have its summary before.
    fn begin_text(&mut self, from: usize) {
        self.begin_element("", from);
        self.settle("");
    }

    /// Adds what the parent must have before an element of this name.
    fn begin_element(&mut self, name: &str, from: usize) {
        match (*self.parent(), name) {
            (Model::Details, name) if name != "summary" => self.put(from..from, EMPTY_SUMMARY),
            (Model::Terms(Term::Nothing), "dd") => self.put(from..from, r#"<dt data-was=""></dt>"#),
            _ => {}
        }
    }

    /// Notes in the parent that an element of this name has been there.
    fn settle(&mut self, name: &str) {
        let parent = self.parent();
        *parent = match (*parent, name) {
            (Model::Details | Model::Figure, _) => Model::Flow,
            (Model::Terms(_), "dt") => Model::Terms(Term::Asked),
            (Model::Terms(_), "dd") => Model::Terms(Term::Explained),
            (same, _) => same,
        };
    }
}

const EMPTY_SUMMARY: &str = r#"<summary data-was=""></summary>"#;

/// Whether the element stays without contents: `<br />`, `<hr />`, `<col />`, `<img />`.
fn is_void(new_name: &str, tag: &BytesStart<'_>) -> bool {
    new_name.is_empty() && matches!(tag.name().as_ref(), "br" | "hr" | "col" | "img")
}

fn end_tag(new_name: &str, tag: &BytesStart<'_>) -> String {
    if new_name.is_empty() { format!("</{}>", tag.name().as_ref()) } else { format!("</{new_name}>") }
}

/// Text that cannot be read as markup, as paragraphs that show it.
fn as_paragraphs(text: &str) -> String {
    format!("<p>{}</p>", text.split("\n\n").map(escape).collect::<Vec<_>>().join("</p><p>"))
}

#[cfg(test)]
mod tests;
