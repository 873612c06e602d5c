//! The page of a work's text: title page, facts, and one chapter or all (CHAP-7, CHAP-8).
//!
//! Labels, classes and the `dl` of facts are those that fans' tools parse (formats.md §2.3); a test pins them.

use archive::{
    Tx, Viewer, WorkId,
    accounts::Power,
    kudos::{self, Kudos},
    people::{Byline, Pseud},
    tags::{Kind, Tag},
    works::{self as ground, Access, AtAddress, ChapterEntry, Commenters, SeenChapter, SeenWork, SeriesEntry},
};
use askama::Template;
use export::Format;

use super::{absent, gate, share, wishes::Wishes};
use crate::{
    Answer, Cx, Page, address,
    comments::Draft,
    downloads,
    form::Slips,
    path::At,
    relations::Related,
    settings::{self, Group, reader::Share},
    sheet::Slot,
};

/// A work with its chapters, or one of them.
#[derive(Template)]
#[template(path = "works/show.html")]
pub(super) struct WorkShowPage<'a> {
    pub(super) cx: &'a Cx,
    pub(super) work: &'a SeenWork,
    pub(super) index: &'a [ChapterEntry],
    /// The chapters on this page.
    pub(super) chapters: &'a [SeenChapter],
    /// The first page of names under the text, where it can be left.
    pub(super) kudos: &'a Kudos,
    /// What it comes from, and what comes from it.
    pub(super) related: &'a Related,
    /// Whether this page shows one chapter of several.
    pub(super) is_part: bool,
    /// An empty box for a comment. The page is the same for many, so it offers no names to say it under.
    form: Draft,
    slips: Slips,
    pseuds: Vec<Pseud>,
    choices: Vec<Group>,
    return_to: String,
    slot: Slot,
}

/// A work, its index, and its chapters if all of them are wanted.
type Whole = (Box<SeenWork>, Vec<ChapterEntry>, Vec<SeenChapter>, (Kudos, Related));

pub(super) async fn show(cx: Cx, At(id): At<WorkId>) -> Answer {
    let (viewer, asked, wants_all) = (cx.viewer, cx.work(id), wants_all(&cx));
    let found = cx
        .archive()
        .read(move |tx| match ground::at_address(&viewer, tx, asked.clone())? {
            AtAddress::Work(work) => whole(&viewer, tx, work, wants_all).map(Ok),
            AtAddress::Mystery => Ok(Err(None)),
            AtAddress::Grave(stone) => Ok(Err(Some(stone))),
        })
        .await?;

    let (work, index, chapters, (kudos, related)) = match found {
        Ok(whole) => whole,
        Err(None) => return absent::mystery(&cx),
        Err(Some(stone)) => return absent::grave(&cx, &stone),
    };
    if gate::asks(&cx, &work.card) {
        return gate::page(&cx, &work.card);
    }
    if let (Some(first), true) = (index.first(), chapters.is_empty()) {
        return gate::leads(&cx, address::chapter(&id, &first.id));
    }

    WorkShowPage::new(&cx, &work, (&index, &chapters), (&kudos, &related)).answer()
}

fn whole(viewer: &Viewer, tx: &Tx<'_>, work: Box<SeenWork>, wants_all: bool) -> archive::Result<Whole> {
    let index = ground::index(&work, tx)?;
    let shows_all = wants_all || index.len() < 2;
    let chapters = if shows_all { ground::chapters(&work, tx)? } else { Vec::new() };
    let beside = (kudos::at(&work.card, tx, 1)?, Related::of(viewer, tx, &work.card)?);
    Ok((work, index, chapters, beside))
}

/// Whether the entire work was asked for, or is what the member likes (PREF-1).
pub(super) fn wants_all(cx: &Cx) -> bool {
    cx.member().is_some_and(|member| member.preferences.whole_work) || asks_for_all(cx)
}

/// Whether the entire work was asked for in this address: a chapter's own address shows the chapter, whatever its reader
/// likes (CHAP-7).
pub(super) fn asks_for_all(cx: &Cx) -> bool {
    cx.is_asked("view_full_work")
}

impl<'a> WorkShowPage<'a> {
    /// A page with these chapters of the index on it.
    pub(super) fn new(
        cx: &'a Cx,
        work: &'a SeenWork,
        (index, chapters): (&'a [ChapterEntry], &'a [SeenChapter]),
        (kudos, related): (&'a Kudos, &'a Related),
    ) -> Self {
        let is_part = chapters.len() < index.len();
        let choices = settings::groups(&cx.say, cx.reader);
        let (form, slips, pseuds) = (Draft::default(), Slips::none(), Vec::new());
        Self {
            cx,
            work,
            index,
            chapters,
            kudos,
            related,
            is_part,
            form,
            slips,
            pseuds,
            choices,
            return_to: cx.address(),
            slot: Slot::Text,
        }
    }

    /// The page with the chapters' texts in it.
    pub(super) fn answer(self) -> Answer {
        let (cx, title) = (self.cx, self.title());
        let texts = self.chapters.iter().map(|chapter| chapter.text.clone()).collect();
        let card = &self.work.card;
        let response =
            Page::new(title, self).about(card).alike_for_members(card).showing(card).with_texts(texts).answer(cx)?;
        gate::remembered(cx, response)
    }

    /// Whether the visitor can say something here.
    fn may_say(&self) -> bool {
        match self.work.commenting.by {
            Commenters::Everyone => true,
            Commenters::Members => !self.cx.is_guest(),
            Commenters::Nobody => false,
        }
    }

    /// Where it is talked about what is shown: the chapter, or the work.
    fn comments(&self) -> String {
        let chapter = self.opening().filter(|_| self.is_part);
        let id = &self.work.card.id;
        chapter.map_or_else(|| address::work(id), |entry| address::chapter(id, &entry.id)) + "/comments"
    }

    /// Where words of the chapter are quoted without script.
    fn quoting(&self) -> Option<String> {
        let chapter = self.opening().filter(|_| self.is_part || self.index.len() == 1);
        chapter.map(|entry| address::chapter(&self.work.card.id, &entry.id) + "/quoting")
    }

    /// The address of what is shown, without what it says once.
    fn here(&self) -> String {
        let flags = ["view_full_work", "view_adult"].into_iter().filter(|flag| self.cx.is_asked(flag));
        let flags: Vec<String> = flags.map(|flag| format!("{flag}=true")).collect();
        let path = self.cx.path();
        if flags.is_empty() { path.to_owned() } else { format!("{path}?{}", flags.join("&")) }
    }

    /// `Title - Chapter 2 - Author - Fandom`, as tools take it apart (POST-23).
    fn title(&self) -> String {
        let card = &self.work.card;
        let chapter = self.opening().filter(|_| self.is_part);
        let chapter = chapter.map(|entry| self.cx.say.of("chapter-number", entry.number));
        let authors = if card.is_anonymous {
            self.cx.say.text("anonymous")
        } else {
            card.bylines.iter().map(Byline::to_string).collect::<Vec<_>>().join(", ")
        };
        let mut parts = vec![card.title.clone()];
        parts.extend(chapter);
        parts.extend([authors, self.fandom()]);
        parts.join(" - ")
    }

    fn fandom(&self) -> String {
        let fandoms: Vec<&str> = self.work.card.tags_of(Kind::Fandom).map(|tag| tag.name.as_str()).collect();
        if fandoms.len() > 2 { self.cx.say.text("multifandom") } else { fandoms.join(", ") }
    }

    /// The tags of a kind that the facts list one by one.
    fn facts(&self) -> Vec<Fact<'_>> {
        let kinds = [
            (Kind::Rating, "rating", message!("label-rating")),
            (Kind::Warning, "warning", message!("label-warning")),
            (Kind::Category, "category", message!("label-category")),
            (Kind::Fandom, "fandom", message!("label-fandom")),
            (Kind::Relationship, "relationship", message!("label-relationship")),
            (Kind::Character, "character", message!("label-character")),
            (Kind::Additional, "freeform", message!("label-additional")),
        ];
        let fact = |(kind, class, label): (Kind, &'static str, &str)| {
            let tags: Vec<&Tag> = self.work.card.tags_of(kind).collect();
            let words = if kind == Kind::Warning { message!("show-warnings") } else { message!("show-additional") };
            let concealed = self.cx.conceals(kind, &self.work.card).then_some(words);
            Fact { class, label: self.cx.say.of(label, tags.len() as u64), tags, concealed }
        };
        kinds.into_iter().map(fact).filter(|fact| !fact.tags.is_empty()).collect()
    }

    /// What its creators let others do with it, each with the answer.
    fn wishes(&self) -> Vec<(&'static str, &'static str)> {
        Wishes::of(&self.work.permissions).said().collect()
    }

    /// The first chapter on the page.
    pub(super) fn opening(&self) -> Option<&ChapterEntry> {
        self.chapters.first().map(|chapter| &chapter.entry)
    }

    /// Whether the page begins at the beginning, so that the title page is in full.
    fn is_beginning(&self) -> bool {
        self.opening().is_none_or(|entry| entry.number == 1)
    }

    /// The chapter before the one shown.
    fn previous(&self) -> Option<&ChapterEntry> {
        let opening = self.opening().filter(|_| self.is_part)?;
        self.index.iter().find(|entry| entry.number + 1 == opening.number)
    }

    /// The chapter after the one shown.
    fn next(&self) -> Option<&ChapterEntry> {
        let opening = self.opening().filter(|_| self.is_part)?;
        self.index.iter().find(|entry| entry.number == opening.number + 1)
    }

    /// The last chapter, where the page shows another or all of several.
    fn latest(&self) -> Option<&ChapterEntry> {
        let last = self.index.last().filter(|_| self.index.len() > 1)?;
        let is_shown = self.is_part && self.opening().is_some_and(|opening| opening.id == last.id);
        (!is_shown).then_some(last)
    }

    /// The series that go on or began elsewhere: where one comes from and where one reads on at the end (SER-1).
    fn river(&self) -> impl Iterator<Item = &SeriesEntry> {
        self.work.card.series.iter().filter(|entry| entry.previous.is_some() || entry.next.is_some())
    }

    /// Whether chapters show as such: numbered, with titles and notes of their own (CHAP-8).
    fn is_chaptered(&self) -> bool {
        self.index.len() > 1 || self.work.card.is_chaptered()
    }

    /// The formats this work can be taken away in, with their addresses.
    fn downloads(&self) -> Vec<(&'static str, String)> {
        let file = |format: &Format| (format.name(), downloads::address(&self.work.card, *format));
        Format::ALL.iter().map(file).collect()
    }

    /// Whether a member finds it again at its own address: what only a secret link opens can be kept by nobody else.
    fn is_kept(&self) -> bool {
        self.cx.member().is_some() && (self.work.card.is_own || self.work.card.access != Access::Link)
    }

    /// Whether its reader has a memory that this can be in.
    fn is_remembered(&self) -> bool {
        self.is_kept() && !self.work.card.is_own && self.is_downloadable()
    }

    /// Whether words to share it are offered (POST-20).
    fn is_shared(&self) -> bool {
        self.cx.reader.share == Share::Offered && share::is_shared(&self.work.card)
    }

    /// Whether it can be taken away at all (DL-1).
    fn is_downloadable(&self) -> bool {
        self.work.card.is_downloadable()
    }
}

/// One row of the facts: a label and tags.
struct Fact<'a> {
    class: &'static str,
    label: String,
    tags: Vec<&'a Tag>,
    /// The words that show them, where they wait for that.
    concealed: Option<&'static str>,
}
