//! A list of works with all that goes with it: what was asked for, the filters, what the reader's own rules hide, the
//! feed, the pages. Every list is one of these; they differ only in their [`Place`].

use std::collections::HashMap;

use archive::{
    WorkId,
    search::{
        Found, Listed, Passage,
        query::{self, What, Words},
    },
    tags::{Kind, Tag},
    works::{self, WorkCard},
};
use askama::Template;

use super::{
    asked::{Asked, address},
    chips::{Chip, chips, hints},
    lifts::Lifts,
    panel::Panel,
};
use crate::{Answer, Cx, Page, address as addresses, pager::Pager};

/// Which list, and where it stands.
pub(crate) struct Place {
    /// Its path.
    path: String,
    /// What it holds, in the language of search; nothing for all works.
    means: String,
    /// The path of its feed, if it has one of its own.
    feed: Option<String>,
    /// What is said when there is nothing in it.
    pub(super) empty: &'static str,
}

impl Place {
    /// The list of what this means, at a path.
    pub(crate) fn of(path: String, means: &What, empty: &'static str) -> Self {
        Self { path, means: means.to_string(), feed: None, empty }
    }

    /// The list of all works, at a path.
    pub(super) fn of_all(path: &str, empty: &'static str) -> Self {
        Self { path: path.to_owned(), means: String::new(), feed: None, empty }
    }

    /// The list of a tag.
    pub(super) fn of_tag(tag: &Tag) -> Self {
        let means = What::Tag(Some(tag.kind).filter(|kind| *kind != Kind::Media), tag.name.clone());
        let feed = Some(addresses::tag_feed(&tag.name));
        Self { feed, ..Self::of(addresses::tag_works(&tag.name), &means, message!("tag-empty")) }
    }

    /// The list of a collection. What those alone see who keep it has no feed.
    pub(crate) fn of_collection(name: &str, is_hidden: bool) -> Self {
        let words = Words { text: name.to_owned(), is_phrase: false, place: query::Place::Collection };
        let feed = (!is_hidden).then(|| addresses::collection(name) + "/feed.atom");
        let path = addresses::collection(name) + "/works";
        Self { feed, ..Self::of(path, &What::Words(words), message!("collection-works-none")) }
    }

    /// The path.
    pub(crate) fn path(&self) -> &str {
        &self.path
    }

    /// What a text asks for in this list, as it would be asked for among all works.
    fn whole(&self, text: &str) -> String {
        [self.means.as_str(), text].join(" ").trim().to_owned()
    }

    /// The feed of what a text asks for here.
    fn feed(&self, text: &str) -> String {
        match &self.feed {
            Some(path) => address(path, text),
            None => address("/works/search.atom", &self.whole(text)),
        }
    }
}

/// The address of a collection's works of a fandom.
pub(crate) fn of_fandom(collection: &str, tag: &Tag) -> String {
    there(collection, &What::Tag(Some(tag.kind), tag.name.clone()))
}

/// The address of a collection's works with a tag, of whichever kind.
pub(crate) fn of_tag_there(collection: &str, tag: &str) -> String {
    there(collection, &What::Tag(None, tag.to_owned()))
}

fn there(collection: &str, means: &What) -> String {
    address(&(addresses::collection(collection) + "/works"), &means.to_string())
}

/// The list.
pub(crate) struct List {
    /// What is asked for.
    pub(crate) asked: Asked,
    /// How many works there are; nothing while that cannot be said.
    pub(crate) total: Option<u64>,
    pub(crate) cards: Vec<WorkCard>,
    /// Of some of them, where in the text stands what was looked for.
    pub(crate) passages: HashMap<WorkId, Passage>,
    pub(crate) pager: Pager,
    pub(crate) chips: Vec<Chip>,
    pub(crate) hints: Vec<String>,
    /// The filters; nothing where there is nothing to filter.
    pub(crate) panel: Option<Panel>,
    /// What the reader's own rules hide.
    pub(crate) lifts: Lifts,
    /// Where this is to be had as a feed.
    pub(crate) feed: Option<String>,
    /// The text under which it can be saved.
    pub(crate) saves: Option<String>,
    /// What is to be said of a list that is not as it should be.
    pub(crate) note: Option<&'static str>,
    /// What is said when no work is there.
    pub(crate) empty: &'static str,
}

impl List {
    /// What is there, as the viewer is shown it.
    pub(crate) fn of(cx: &Cx, asked: Asked, place: &Place, listed: Listed) -> Self {
        match listed {
            Listed::Found(found) => Self::found(cx, asked, place, *found),
            Listed::Plain(works) => Self::plain(cx, asked, place, works),
        }
    }

    fn found(cx: &Cx, asked: Asked, place: &Place, found: Found) -> Self {
        let (path, total) = (place.path(), found.works.total);
        let is_asked = !asked.text.is_empty();
        let whole = place.whole(&asked.text);
        let is_nothing = total == 0 && !is_asked && found.hidden.is_empty();
        Self {
            pager: Pager::new(asked.address(path), &found.works),
            total: Some(total),
            cards: found.works.items,
            passages: found.passages,
            chips: chips(&cx.say, &asked, path, &found.named),
            hints: hints(&cx.say, &found.doubts),
            panel: (!is_nothing).then(|| Panel::of(&cx.say, &asked, path, &found.facets)),
            lifts: Lifts::of(cx, &asked, path, &found.hidden),
            feed: (!is_nothing).then(|| place.feed(&asked.text)),
            saves: (is_asked && cx.member().is_some()).then(|| addresses::saving(&whole)),
            note: None,
            empty: if is_asked { message!("search-empty") } else { place.empty },
            asked,
        }
    }

    /// The list without the index: filters and rules wait.
    fn plain(cx: &Cx, asked: Asked, place: &Place, works: works::Page<WorkCard>) -> Self {
        Self {
            pager: Pager::new(asked.address(place.path()), &works),
            total: Some(works.total),
            cards: works.items,
            passages: HashMap::new(),
            chips: chips(&cx.say, &asked, place.path(), &[]),
            hints: Vec::new(),
            panel: None,
            lifts: Lifts::default(),
            feed: None,
            saves: None,
            note: Some(message!("index-not-ready-list")),
            empty: place.empty,
            asked,
        }
    }

    /// The same without its works, where those would be no answer to what is asked for.
    pub(super) fn without_works(self) -> Self {
        let nothing = works::Page::<WorkCard> { items: Vec::new(), total: 0, number: 1 };
        let (pager, note) = (Pager::new(String::new(), &nothing), Some(message!("index-not-ready")));
        Self { total: None, cards: Vec::new(), pager, note, ..self }
    }

    /// Whether nothing was found.
    pub(crate) fn is_nothing(&self) -> bool {
        self.total.is_none_or(|total| total == 0)
    }

    /// Whether no work is there, and that is the answer.
    pub(crate) fn is_empty(&self) -> bool {
        self.cards.is_empty() && self.total.is_some()
    }

    /// How a page with this list on it goes out.
    pub(crate) fn manner(&self) -> Manner {
        match (self.note, self.asked.is_plain()) {
            (Some(_), _) => Manner::Passing,
            (None, true) => Manner::Plain,
            (None, false) => Manner::Asked,
        }
    }
}

/// How a page with a list on it goes out.
#[derive(Debug, Clone, Copy)]
pub(crate) enum Manner {
    /// The list as it is, of which there is a bounded number: kept ready.
    Plain,
    /// What somebody asked for: not kept, and for no search engine.
    Asked,
    /// Not as it should be: not kept.
    Passing,
}

impl Manner {
    /// Sends the page.
    pub(crate) fn send<T: Template>(self, cx: &Cx, page: Page<T>) -> Answer {
        match self {
            Self::Plain => page.answer(cx),
            Self::Asked => page.hidden_from_search_engines().for_one(cx),
            Self::Passing => page.for_one(cx),
        }
    }
}
