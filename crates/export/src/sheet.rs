//! The pieces of a title page and of chapters that the EPUB and the HTML file have in common.
//!
//! They are written once, as polyglot markup with AO3's labels and structure (`spec/formats.md` §2.1), so that fans' tools
//! find the same things in both. The two differ in how prose is made fit: EPUB forbids more ([`crate::xhtml`]).

use std::fmt::Write as _;

use manuscript::{Byline, Manuscript, Prose, Relation, RelationKind};

use crate::facts::{Field, shown};
use crate::labels::{self, Kind, Label};
use crate::xhtml::{Base, Target, conform};
use crate::xml::escape;
use crate::{Imprint, languages};

/// A manuscript that is being set.
pub(crate) struct Sheet<'a> {
    pub(crate) manuscript: &'a Manuscript,
    pub(crate) imprint: &'a Imprint,
    pub(crate) base: Base,
    /// What prose must be fit for.
    pub(crate) target: Target,
    /// The words of all chapters (POST-15).
    pub(crate) words: u64,
}

impl<'a> Sheet<'a> {
    pub(crate) fn new(manuscript: &'a Manuscript, imprint: &'a Imprint, target: Target) -> Self {
        Self::counted(manuscript, imprint, target, manuscript.words())
    }

    /// The same where the words have been counted before.
    pub(crate) fn counted(manuscript: &'a Manuscript, imprint: &'a Imprint, target: Target, words: u64) -> Self {
        Self { manuscript, imprint, base: Base::of(imprint.address.as_deref()), target, words }
    }

    /// Prose as it may stand in this file, beside other prose with footnotes of its own.
    pub(crate) fn fit(&self, field: Field, chapter: Option<usize>, html: &str) -> String {
        let html = field.renamed(chapter, html);
        conform(&html, self.target, &self.base).into_owned()
    }

    /// A heading and a text under it, or nothing where there is no text.
    pub(crate) fn labelled(&self, heading: &str, field: Field, chapter: Option<usize>, prose: &Prose) -> String {
        let Some(html) = shown(prose) else { return String::new() };
        let marks = field.marks(chapter);
        format!(
            "<p class=\"label\">{heading}</p>\n<blockquote class=\"userstuff\"{marks}>{}</blockquote>\n",
            self.fit(field, chapter, html)
        )
    }

    /// `dl.tags`: typed tags, circumstances and statistics with their labels (DL-3).
    pub(crate) fn tags(&self) -> String {
        let mut out = String::from("<dl class=\"tags\">\n");
        for label in labels::tags(self.manuscript).iter().chain(&labels::circumstances(self.manuscript)) {
            out.push_str(&self.label(label));
        }
        let statistics: Vec<_> = labels::statistics(self.manuscript, self.words)
            .into_iter()
            .map(|(name, value)| format!("{name}: {value}"))
            .collect();
        let _ = write!(out, "<dt>Stats:</dt>\n<dd class=\"stats\">{}</dd>\n</dl>\n", statistics.join("\n"));
        out
    }

    fn label(&self, label: &Label) -> String {
        let values: Vec<_> = label.values.iter().enumerate().map(|(at, value)| self.value(label, at, value)).collect();
        let between = if label.id == "permissions" { "; " } else { ", " };
        format!("<dt>{}:</dt>\n<dd class=\"{}\">{}</dd>\n", escape(&label.name), label.id, values.join(between))
    }

    fn value(&self, label: &Label, at: usize, value: &str) -> String {
        if label.id == "series" {
            return self.manuscript.series.get(at).map_or_else(String::new, |place| self.place(place));
        }
        match (label.kind, self.base.tag(value)) {
            (Kind::Words, _) => escape(value).into_owned(),
            (Kind::Tags, Some(href)) => format!("<a class=\"tag\" href=\"{}\">{}</a>", escape(&href), escape(value)),
            (Kind::Tags, None) => format!("<a class=\"tag\">{}</a>", escape(value)),
        }
    }

    /// `Part 2 of <a>The Lamp</a>`.
    fn place(&self, place: &manuscript::SeriesPlace) -> String {
        let part = place.part.map_or_else(String::new, |part| format!("Part {part} of "));
        format!("{part}{}", self.anchor(&place.title, place.url.as_deref(), ""))
    }

    /// The names, each leading to its page where one is known.
    pub(crate) fn byline(&self, bylines: &[Byline]) -> String {
        if bylines.is_empty() {
            return "Anonymous".to_owned();
        }
        let name = |byline: &Byline| match byline.url.as_deref() {
            Some(url) => self.anchor(&byline.to_string(), Some(url), " rel=\"author\""),
            None => escape(&byline.to_string()).into_owned(),
        };
        bylines.iter().map(name).collect::<Vec<_>>().join(", ")
    }

    /// Whom the work is for, what it comes from, and what carries it into other tongues and voices: as AO3 lists them. Nothing
    /// where nothing is said.
    pub(crate) fn associations(&self) -> String {
        let m = self.manuscript;
        let gifts = (!m.gifts.is_empty()).then(|| format!("For {}", escape(&m.gifts.join(", "))));
        let others = m.relations.iter().filter(|relation| relation.kind != RelationKind::Inspired);
        let others = others.map(|relation| format!("{} {}", head(relation), self.other(relation)));
        let lines: Vec<_> = gifts.into_iter().chain(others).map(|line| format!("<li>{line}</li>\n")).collect();
        if lines.is_empty() { String::new() } else { format!("<ul class=\"associations\">\n{}</ul>\n", lines.concat()) }
    }

    /// The works that this one inspired, under their label; nothing where there are none.
    pub(crate) fn inspired(&self) -> String {
        let inspired = self.manuscript.relations.iter().filter(|relation| relation.kind == RelationKind::Inspired);
        let lines: Vec<_> = inspired.map(|relation| format!("<dd>{}</dd>\n", self.other(relation))).collect();
        if lines.is_empty() {
            return String::new();
        }
        format!("<dl class=\"children\">\n<dt>{}</dt>\n{}</dl>\n", RelationKind::Inspired.words(), lines.concat())
    }

    /// `<a>The Lamp</a> by ana`.
    fn other(&self, relation: &Relation) -> String {
        let title = self.anchor(&relation.title, relation.url.as_deref(), "");
        if relation.byline.is_empty() { title } else { format!("{title} by {}", escape(&relation.byline)) }
    }

    fn anchor(&self, text: &str, url: Option<&str>, attributes: &str) -> String {
        match url.and_then(|url| self.base.outward(url)) {
            Some(href) => format!("<a{attributes} href=\"{}\">{}</a>", escape(&href), escape(text)),
            None => escape(text).into_owned(),
        }
    }

    /// Where the work stands and where it came from, in sentences.
    pub(crate) fn whereabouts(&self) -> String {
        let archive = escape(&self.imprint.archive);
        let linked = |url: &str| self.anchor(url, Some(url), "");
        let here = self.imprint.address.as_deref();
        let source = self.manuscript.provenance.url.as_deref().filter(|source| here != Some(*source));
        match (here, source) {
            (Some(here), Some(source)) => {
                format!("Posted on {archive} at {}. First posted at {}.", linked(here), linked(source))
            }
            (Some(here), None) => format!("Posted originally on {archive} at {}.", linked(here)),
            (None, Some(source)) => format!("Posted originally at {}.", linked(source)),
            (None, None) => format!("Made into a file by {archive}."),
        }
    }

    /// `lang` and `dir` of the whole file.
    pub(crate) fn language(&self) -> String {
        let tag = language(self.manuscript);
        let direction = if languages::is_rtl(tag) { " dir=\"rtl\"" } else { "" };
        format!("lang=\"{tag}\"{direction}")
    }
}

/// What stands before the name of another work.
fn head(relation: &Relation) -> String {
    match (relation.kind, relation.language.as_deref()) {
        (RelationKind::Translation, Some(tag)) => {
            format!("Translation into {} available:", escape(languages::name(tag)))
        }
        (kind, _) if kind.is_origin() => kind.words().to_owned(),
        (kind, _) => format!("{}:", kind.words()),
    }
}

/// The language tag, `und` where it is none.
pub(crate) fn language(manuscript: &Manuscript) -> &str {
    Some(manuscript.language.as_str()).filter(|tag| crate::xhtml::is_language(tag)).unwrap_or("und")
}
