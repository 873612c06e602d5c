//! A work that is to be stored: what is asked for, and the form in which it waits for its transaction.
//!
//! Counting words and compressing happen here, outside the transaction and on the caller's thread, so that a writer
//! is never held up by them and a transaction that is run again does not do them again.

use manuscript::{Chapter, Manuscript, Prose};

use super::dates::Told;
use super::limits;
use super::packed::PackedText;
use super::row::Details;
use super::standing::{Access, Standing};
use crate::relations::Place;
use crate::tags::{Kind, salvage};
use crate::{Error, FieldError, PseudId, Result, Slip};

/// What is asked for.
#[derive(Debug, Clone)]
pub struct NewWork {
    /// The story.
    pub manuscript: Manuscript,
    /// Who made it.
    pub creators: Creators,
    /// Posted or kept as a draft.
    pub state: State,
    /// For whom it is.
    pub access: Access,
}

/// Who made a work.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Creators {
    /// These names, in this order; at least one.
    Pseuds(Vec<PseudId>),
    /// The authors that the manuscript's bylines name, found or made; never members (ARCH-2).
    Bylines,
}

/// Whether others see a new work.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum State {
    /// Only its creators (DRAFT-1).
    Draft,
    /// Everybody whom nothing else keeps out.
    Posted,
}

/// A new work, counted and compressed, ready for [`super::post`].
#[derive(Debug, Clone)]
pub struct PackedWork {
    pub(crate) page: PackedPage,
    pub(super) state: State,
    pub(super) told: Told,
    pub(super) details: String,
    pub(super) chapters: Vec<PackedChapter>,
}

/// A title page with its tags and names, ready for [`super::revise_page`].
#[derive(Debug, Clone)]
pub struct PackedPage {
    pub(crate) manuscript: Manuscript,
    pub(super) creators: Creators,
    pub(super) access: Access,
    /// The limits that it does not keep, and that a member has to (POST-3).
    pub(super) broken: Vec<FieldError>,
    pub(super) sort_title: String,
    pub(super) tags: Vec<(Kind, String)>,
    /// Those of the tags that are only in the background.
    pub(super) side: Vec<(Kind, String)>,
    pub(super) sources: Vec<(&'static str, PackedText)>,
    /// The archive's own address, by which works of its own are known in an import; empty where nobody said it.
    pub(crate) host: String,
}

/// A chapter, counted and compressed.
#[derive(Debug, Clone)]
pub(super) struct PackedChapter {
    pub(super) words: u64,
    pub(super) text: PackedText,
    pub(super) sources: Vec<(&'static str, PackedText)>,
}

impl PackedWork {
    /// The facts that decide who will see it.
    pub(super) const fn standing(&self) -> Standing {
        Standing::new(matches!(self.state, State::Posted), self.page.access)
    }

    /// The same for the archive at this address: works of its own that the file names are known by theirs, and what comes
    /// from this one here is the archive's own to say.
    pub fn for_archive(mut self, host: &str) -> Result<Self> {
        let story = &mut self.page.manuscript;
        story.relations.retain(|other| {
            other.kind.is_origin() || Place::of(host, other.url.as_deref().unwrap_or_default()) == Place::Elsewhere
        });
        self.details = details(story)?;
        host.clone_into(&mut self.page.host);
        Ok(self)
    }

    /// The words of all chapters.
    pub(super) fn words(&self) -> u64 {
        self.chapters.iter().map(|chapter| chapter.words).sum()
    }
}

impl PackedPage {
    fn of(new: NewWork, mut broken: Vec<FieldError>) -> Self {
        if new.creators == Creators::Pseuds(Vec::new()) {
            broken.push(FieldError::new("creators", Slip::Missing));
        }
        let story = &new.manuscript;
        let (tags, side) = (tags(story), side(story));
        Self {
            broken,
            sort_title: manuscript::sort_title(&story.title),
            tags,
            side,
            sources: sources([("summary", &story.summary), ("notes", &story.notes), ("end_notes", &story.end_notes)]),
            creators: new.creators,
            access: new.access,
            manuscript: new.manuscript,
            host: String::new(),
        }
    }

    /// Whether not even an import could store it.
    fn is_hopeless(&self) -> bool {
        self.manuscript.title.trim().is_empty() || self.creators == Creators::Pseuds(Vec::new())
    }
}

impl NewWork {
    /// Counts and compresses. Fails with [`Error::Invalid`] when there is no title, no chapter or nobody who made it, and
    /// then names everything else that a member could not post, too.
    pub fn pack(self) -> Result<PackedWork> {
        let (state, broken) = (self.state, limits::broken(&self.manuscript));
        let mut page = PackedPage::of(self, broken);
        if page.is_hopeless() || page.manuscript.chapters.is_empty() {
            return Err(Error::Invalid(page.broken));
        }
        let chapters = page.manuscript.chapters.iter_mut().map(pack_chapter).collect();
        let (told, details) = (Told::by(&page.manuscript), details(&page.manuscript)?);
        Ok(PackedWork { page, state, told, details, chapters })
    }

    /// The title page alone, for a work that is there already; its chapters and state are not looked at.
    pub fn pack_page(self) -> Result<PackedPage> {
        let broken = limits::of_title_page(&self.manuscript);
        let page = PackedPage::of(self, broken);
        if page.is_hopeless() { Err(Error::Invalid(page.broken)) } else { Ok(page) }
    }
}

/// Compresses a chapter's text and lets go of the plain one, so that a batch that waits is small.
pub(super) fn pack_chapter(chapter: &mut Chapter) -> PackedChapter {
    let body = std::mem::take(&mut chapter.body);
    let notes = [("summary", &chapter.summary), ("notes", &chapter.notes), ("end_notes", &chapter.end_notes)];
    let mut sources = sources(notes);
    sources.extend(source("body", &body));
    PackedChapter {
        words: manuscript::count_words(body.html()),
        text: PackedText::pack(body.html().as_bytes()),
        sources,
    }
}

fn sources<const N: usize>(proses: [(&'static str, &Prose); N]) -> Vec<(&'static str, PackedText)> {
    proses.into_iter().filter_map(|(part, prose)| source(part, prose)).collect()
}

/// What was typed, where it is not what is shown.
fn source(part: &'static str, prose: &Prose) -> Option<(&'static str, PackedText)> {
    (prose.source() != prose.html()).then(|| (part, PackedText::pack(prose.source().as_bytes())))
}

fn details(story: &Manuscript) -> Result<String> {
    let details = Details {
        permissions: story.permissions.clone(),
        statistics: story.statistics.clone(),
        extra: story.extra.clone(),
        collections: story.collections.clone(),
        relations: story.relations.iter().filter(|other| !other.kind.is_origin()).cloned().collect(),
        provenance: story.provenance.clone(),
        told: Told::by(story),
        ..Details::default()
    };
    details.written()
}

/// The tags of a title page with tidy names, in the order of a work's page. A work without fandom is in “No Fandom”.
fn tags(story: &Manuscript) -> Vec<(Kind, String)> {
    let fixed = |kind: Kind, names: Vec<&'static str>| names.into_iter().map(move |name| (kind, name.to_owned()));
    let mut fandoms = free(Kind::Fandom, &story.fandoms);
    if fandoms.is_empty() {
        fandoms.push((Kind::Fandom, "No Fandom".to_owned()));
    }
    fixed(Kind::Rating, vec![story.rating.name()])
        .chain(fixed(Kind::Warning, story.warnings.iter().map(|label| label.name()).collect()))
        .chain(fixed(Kind::Category, story.categories.iter().map(|label| label.name()).collect()))
        .chain(fandoms)
        .chain(free(Kind::Relationship, &story.relationships))
        .chain(free(Kind::Character, &story.characters))
        .chain(free(Kind::Additional, &story.additional))
        .collect()
}

/// The background's tags, each once more in its own kind.
fn side(story: &Manuscript) -> Vec<(Kind, String)> {
    let is_side = |name: &String| story.side.contains(name);
    let of =
        |kind, names: &[String]| free(kind, &names.iter().filter(|name| is_side(name)).cloned().collect::<Vec<_>>());
    of(Kind::Relationship, &story.relationships).into_iter().chain(of(Kind::Character, &story.characters)).collect()
}

fn free(kind: Kind, names: &[String]) -> Vec<(Kind, String)> {
    names.iter().filter_map(|name| salvage(name)).map(|name| (kind, name)).collect()
}
