//! What the files of somebody's ZIP are called, and the pages among them. Names are short, in ASCII, and none differs from
//! another by its case alone, so that any device can unpack them.

use archive::{
    WorkId,
    belongings::{Belongings, Name},
    collections::Kept,
    works::{ChapterEntry, DeletedChapter, Keepsake, SavedState, WorkCard},
};
use askama::Template;
use import::bundle::MANUSCRIPTS;
use jiff::{Timestamp, civil::Date};
use serde::Serialize;

use crate::{Say, works::marks};

/// What index and data tell of a work that was packed.
#[expect(clippy::struct_excessive_bools, reason = "independent facts, each told by itself")]
#[derive(Debug, Serialize)]
pub(super) struct Work {
    id: i64,
    title: String,
    /// Where its manuscript is.
    pub(super) manuscript: String,
    /// Where it can be read.
    pub(super) page: String,
    /// Where earlier versions of its chapters are.
    pub(super) versions: Vec<Versions>,
    /// Its chapters in the bin.
    deleted_chapters: Vec<Deleted>,
    words: u64,
    access: &'static str,
    commenters: &'static str,
    are_comments_moderated: bool,
    is_text_kept_from_search: bool,
    is_draft: bool,
    is_hidden: bool,
    is_unrevealed: bool,
    is_anonymous: bool,
    /// Until when it can be fetched back, when it lies in the bin.
    deleted_until: Option<Timestamp>,
    posts_at: Option<Timestamp>,
    named_readers: Vec<String>,
    chapters: Vec<Chapter>,
    /// The names of the words for what keeps it from some people.
    #[serde(skip)]
    marks: Vec<&'static str>,
}

/// What is told of a chapter in the bin.
#[derive(Debug, Serialize)]
pub(super) struct Deleted {
    title: String,
    /// Its place when it was deleted.
    place: u64,
    words: u64,
    until: Timestamp,
    /// Where it can be read.
    file: String,
    versions: Vec<Versions>,
}

/// What is told of a chapter.
#[derive(Debug, Serialize)]
struct Chapter {
    number: u64,
    title: String,
    published: Date,
    is_draft: bool,
}

/// A file with some earlier versions of a chapter.
#[derive(Debug, Serialize)]
pub(super) struct Versions {
    chapter: u64,
    oldest: u64,
    newest: u64,
    pub(super) file: String,
}

impl Work {
    pub(super) fn of(keepsake: &Keepsake) -> Self {
        let card = &keepsake.seen.card;
        let name = file_name(card);
        let chapter = |entry: &ChapterEntry| Chapter {
            number: entry.number,
            title: entry.title.clone(),
            published: entry.published,
            is_draft: entry.is_draft,
        };
        Self {
            id: card.id.number(),
            title: card.title.clone(),
            manuscript: format!("{MANUSCRIPTS}{name}.json"),
            page: format!("works/{name}.html"),
            versions: Vec::new(),
            deleted_chapters: Vec::new(),
            words: card.words,
            access: card.access.word(),
            commenters: keepsake.seen.commenting.by.word(),
            are_comments_moderated: keepsake.seen.commenting.is_moderated,
            is_text_kept_from_search: keepsake.seen.is_unsearched,
            is_draft: card.is_draft,
            is_hidden: card.is_hidden,
            is_unrevealed: card.is_unrevealed,
            is_anonymous: card.is_anonymous,
            deleted_until: keepsake.seen.restorable_until,
            posts_at: card.posts,
            named_readers: keepsake.named_readers.clone(),
            chapters: keepsake.chapters.iter().map(chapter).collect(),
            marks: marks::states(card),
        }
    }
}

impl Work {
    /// One more chapter that lies in the bin.
    pub(super) fn add_deleted(&mut self, bin: DeletedChapter, file: String, versions: Vec<Versions>) {
        let DeletedChapter { title, place, words, until, .. } = bin;
        self.deleted_chapters.push(Deleted { title, place, words, until, file, versions });
    }

    /// Where a chapter that lies in the bin can be read.
    pub(super) fn deleted_file(&self, bin: &DeletedChapter) -> String {
        format!("deleted/{}-chapter-{}.html", self.id, bin.id)
    }
}

impl Versions {
    /// Of a chapter, or of one that lies in the bin, which has no number any more.
    pub(super) fn of(work: WorkId, entry: &ChapterEntry, is_deleted: bool, states: &[SavedState]) -> Self {
        let number = |state: Option<&SavedState>| state.map_or(0, |(version, _)| version.number);
        let (newest, oldest, chapter) = (number(states.first()), number(states.last()), entry.number);
        let which = if is_deleted { format!("deleted-{}", entry.id) } else { format!("chapter-{chapter}") };
        let file = format!("versions/{work}/{which}-versions-{oldest}-{newest}.html");
        Self { chapter, oldest, newest, file }
    }
}

/// The title as a file's name, and the number, so that no two are alike.
fn file_name(card: &WorkCard) -> String {
    let id = card.id.to_string();
    format!("{}-{id}", manuscript::file_name(&card.title, &id))
}

/// Where the icon of a name is; names may hold any letters, so their icons are numbered.
pub(super) fn icon(belongings: &Belongings, pseud: &Name) -> Option<String> {
    let at = belongings.pseuds.iter().position(|known| known.name == pseud.name)?;
    pseud.icon.as_ref().map(|_| format!("icons/{}.png", at + 1))
}

/// Where the picture at the head of a collection is that they own. Names may be longer than files' names can, and some systems have
/// no file called *con*, so they are numbered and cut.
pub(super) fn picture(belongings: &Belongings, kept: &Kept) -> Option<String> {
    let (at, kind) = (belongings.collections.iter().position(|known| known.name == kept.name)?, kept.picture?);
    let name: String = kept.name.chars().take(40).collect();
    Some(format!("collections/{}-{name}.{}", at + 1, kind.word()))
}

/// The first page, which leads to everything.
#[derive(Template)]
#[template(path = "belongings/index.html")]
pub(super) struct IndexPage<'a> {
    pub(super) say: &'a Say,
    pub(super) archive: &'a str,
    pub(super) day: &'a str,
    pub(super) belongings: &'a Belongings,
    pub(super) works: &'a [Work],
}

impl IndexPage<'_> {
    /// Whether one of their collections has a picture at its head.
    fn has_pictures(&self) -> bool {
        self.belongings.collections.iter().any(|kept| kept.picture.is_some())
    }

    /// Lists of names, each with its heading, without those that are empty.
    fn people(&self) -> impl Iterator<Item = (&'static str, &[String])> {
        let all = [
            (message!("blocked-title"), self.belongings.blocked.as_slice()),
            (message!("muted-title"), self.belongings.muted.as_slice()),
            (message!("unwelcome-words"), self.belongings.unwelcome.words.as_slice()),
            (message!("unwelcome-names"), self.belongings.unwelcome.names.as_slice()),
        ];
        all.into_iter().filter(|(_, names)| !names.is_empty())
    }
}

/// Some earlier versions of a chapter, the newest first.
#[derive(Template)]
#[template(path = "belongings/versions.html")]
pub(super) struct VersionsPage<'a> {
    pub(super) say: &'a Say,
    pub(super) work: &'a str,
    pub(super) chapter: &'a ChapterEntry,
    pub(super) states: &'a [SavedState],
}

/// The words for who unpacks the ZIP, with line ends that every program shows.
pub(super) fn readme(say: &Say, archive: &str, day: &str) -> String {
    say.of_two("belongings-readme", archive, day).replace('\n', "\r\n") + "\r\n"
}
