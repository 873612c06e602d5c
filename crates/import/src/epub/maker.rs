//! Which program made a book: by what the package says, otherwise by what its first pages are.
//!
//! Programs state some things of every book alike. These are no facts of a story, and it is known here which they are.

use super::generic::Part;
use super::package::Package;
use super::{fichub, ficlab, ourchive};
use crate::html::page::Page;

/// A program or site that makes books.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Maker {
    Calibre,
    FanFicFare,
    FicHub,
    FicLab,
    Fimfiction,
    Leech,
    LightnovelCrawler,
    OurChive,
    WebToEpub,
}

/// What the makers leave in a package, in lower case.
const SIGNS: [(&str, Maker); 9] = [
    ("fichub", Maker::FicHub),
    ("ficlab", Maker::FicLab),
    ("webtoepub", Maker::WebToEpub),
    ("fimfiction", Maker::Fimfiction),
    ("leech", Maker::Leech),
    ("ourchive", Maker::OurChive),
    ("lightnovel-crawler", Maker::LightnovelCrawler),
    ("fanficfare", Maker::FanFicFare),
    ("calibre", Maker::Calibre),
];

impl Maker {
    /// Who made the book, as far as it tells.
    pub(super) fn of(package: &Package, page: &Page, parts: &[Part]) -> Option<Self> {
        let shown = || {
            ourchive::is_book(package, page, parts)
                .then_some(Self::OurChive)
                .or_else(|| fichub::introduction(page).map(|_| Self::FicHub))
                .or_else(|| ficlab::colophon(page).map(|_| Self::FicLab))
        };
        Self::named(package).filter(|maker| *maker != Self::Calibre).or_else(shown).or_else(|| Self::named(package))
    }

    fn named(package: &Package) -> Option<Self> {
        let places = ["publisher", "contributor", "generator", "source", "dtb:generator", "creator", "identifier"];
        let words: Vec<String> =
            places.iter().flat_map(|name| package.values(name)).map(|word| word.to_lowercase()).collect();
        SIGNS.iter().find(|(sign, _)| words.iter().any(|word| word.contains(sign))).map(|(_, maker)| *maker)
    }

    /// The name that its people give it.
    pub(super) const fn name(self) -> &'static str {
        match self {
            Self::Calibre => "calibre",
            Self::FanFicFare => "FanFicFare",
            Self::FicHub => "FicHub",
            Self::FicLab => "FicLab",
            Self::Fimfiction => "Fimfiction",
            Self::Leech => "Leech",
            Self::LightnovelCrawler => "Lightnovel Crawler",
            Self::OurChive => "OurChive",
            Self::WebToEpub => "WebToEpub",
        }
    }

    /// Whether a book that is called English is: some programs say so of every book.
    pub(super) const fn knows_language(self) -> bool {
        !matches!(self, Self::FicHub | Self::OurChive)
    }

    /// Whether a book's date is the story's, not that of the packing.
    pub(super) const fn knows_date(self) -> bool {
        !matches!(self, Self::WebToEpub)
    }

    /// Whether all subjects stand in one, divided by commas.
    pub(super) const fn lists_subjects(self) -> bool {
        matches!(self, Self::WebToEpub)
    }
}
