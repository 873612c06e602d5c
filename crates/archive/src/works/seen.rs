//! A work as somebody has seen it. Every type here carries the gate's proof, so none can be made without it.

use std::fmt;

use jiff::Timestamp;
use jiff::civil::Date;
use manuscript::Permissions;

use super::commenting::Commenting;
use super::standing::Access;
use super::visibility::{Audience, Passed};
use crate::collections::Place;
use crate::gifts::Recipient;
use crate::people::Byline;
use crate::tags::{Kind, Tag};
use crate::tallies::Tally;
use crate::{SeriesId, TagId, WorkId};

/// What a list shows of a work.
#[expect(clippy::struct_excessive_bools, reason = "independent facts, each with its own mark on the card")]
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct WorkCard {
    /// The work.
    pub id: WorkId,
    /// Its title, plain text.
    pub title: String,
    /// Who made it, in the order of the title page.
    pub bylines: Vec<Byline>,
    /// Its tags, by kind and in the author's order.
    pub tags: Vec<Tag>,
    /// Those of its tags that are only in the background.
    pub side: Vec<TagId>,
    /// Its summary, clean HTML.
    pub summary: String,
    /// BCP 47 language tag.
    pub language: String,
    /// Words of the posted chapters, of all in a draft (POST-14).
    pub words: u64,
    /// How many chapters are posted; in a draft, how many there are.
    pub chapters: u64,
    /// How many there will be; `None` for `?` (POST-13).
    pub expected_chapters: Option<u64>,
    /// The day of first publication.
    pub published: Date,
    /// The last revision (POST-11).
    pub revised: Timestamp,
    /// When the draft posts itself.
    pub posts: Option<Timestamp>,
    /// The series it is in.
    pub series: Vec<SeriesEntry>,
    /// The collections that hold it, by title.
    pub collections: Vec<Place>,
    /// Whom it is for, but for those who have refused it (GIFT-3).
    pub recipients: Vec<Recipient>,
    /// For whom its author has made it.
    pub access: Access,
    /// Whether it is still a draft.
    pub is_draft: bool,
    /// Whether a moderator has hidden it.
    pub is_hidden: bool,
    /// Whether others are told no more than that it is a mystery.
    pub is_unrevealed: bool,
    /// Whether others are told no names (VIS-3).
    pub is_anonymous: bool,
    /// Whether search engines are asked to stay away from it (VIS-12): a creator wishes it. Of an anonymous work it is always
    /// so, because a wish would tell whose it is.
    pub is_unindexed: bool,
    /// Whether it lies in the bin.
    pub is_deleted: bool,
    /// Whether this viewer is one of its creators.
    pub is_own: bool,
    /// What was counted of it, a few seconds ago at most.
    pub tally: Tally,
    /// Which state of the work this is.
    pub edition: Edition,
    pub(super) passed: Passed,
}

impl WorkCard {
    /// The tags of one kind, in the author's order.
    pub fn tags_of(&self, kind: Kind) -> impl Iterator<Item = &Tag> {
        self.tags.iter().filter(move |tag| tag.kind == kind)
    }

    /// Whether a relationship or character is only in the background.
    pub fn is_side(&self, tag: &Tag) -> bool {
        self.side.contains(&tag.id)
    }

    /// Whether all chapters there will be are here (POST-13).
    pub fn is_complete(&self) -> bool {
        self.expected_chapters == Some(self.chapters)
    }

    /// Whether the work shows as chaptered: unless one chapter is all there will be (POST-13, CHAP-8).
    pub fn is_chaptered(&self) -> bool {
        self.expected_chapters != Some(1)
    }

    /// Whether it is for everybody or for members, and nothing keeps it from them: only then may a page or file of it be
    /// found, kept or passed on.
    pub fn is_open(&self) -> bool {
        matches!(self.access, Access::Everyone | Access::Members) && self.is_downloadable()
    }

    /// Whether it can be taken away as a file (DL-1).
    pub const fn is_downloadable(&self) -> bool {
        !(self.is_draft || self.is_hidden || self.is_unrevealed || self.is_deleted)
    }

    /// Whether this viewer is told who made it.
    pub fn is_named(&self) -> bool {
        !self.bylines.contains(&Byline::Anonymous)
    }

    /// Whether a reader must have agreed to see adult content first (POST-21).
    pub fn is_adult(&self) -> bool {
        let rating = self.tags_of(Kind::Rating).next().and_then(|tag| tag.name.parse::<manuscript::Rating>().ok());
        rating.is_none_or(manuscript::Rating::is_adult)
    }
}

/// What stands at the address of a work.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum AtAddress {
    /// The work.
    Work(Box<SeenWork>),
    /// A work of which nothing is told yet, and so nothing stands here (VIS-2).
    Mystery,
    /// What its author wants said of a work that is gone.
    Grave(Tombstone),
}

/// What the address of a deleted work says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Tombstone {
    /// Its title, plain text, if that is told.
    pub title: Option<String>,
    /// Who made it, if the title is told.
    pub bylines: Vec<Byline>,
    /// Why it is gone, plain text; may be empty.
    pub reason: String,
}

/// What the title page of a work shows.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SeenWork {
    /// What lists show too.
    pub card: WorkCard,
    /// Notes before the text, clean HTML.
    pub notes: String,
    /// Notes after the text, clean HTML.
    pub end_notes: String,
    /// What the author allows others to do.
    pub permissions: Permissions,
    /// Who may comment, as its creators want it.
    pub commenting: Commenting,
    /// Whether its creators wish that nobody finds it by words in its text.
    pub is_unsearched: bool,
    /// Header lines of its file that no field holds, plain text.
    pub extra: Vec<(String, String)>,
    /// Where it was first published, when it came from elsewhere.
    pub source_url: Option<String>,
    /// Until when its creators can fetch it back, when it lies in the bin.
    pub restorable_until: Option<Timestamp>,
    /// When it goes into the bin unless it is changed before, where a draft does (DRAFT-2).
    pub goes_at: Option<Timestamp>,
    /// Whether this viewer sees draft chapters too (CHAP-3).
    pub(super) sees_drafts: bool,
}

/// A work's place in a series, with its neighbours, all as far as this viewer sees them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SeriesEntry {
    /// The series.
    pub id: SeriesId,
    /// Its title, plain text.
    pub title: String,
    /// The rank among the works that lists show this viewer, from 1; for the archive's own errands, the number told.
    pub place: u64,
    /// The work before it.
    pub previous: Option<WorkId>,
    /// The work after it.
    pub next: Option<WorkId>,
}

/// One state of a work for one audience: the key under which a page or a file made of it may be kept.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Edition {
    /// The work.
    pub work: WorkId,
    /// Grows with every change of the work.
    pub number: u64,
    /// For whom.
    pub audience: Audience,
}

impl fmt::Display for Edition {
    /// Fit for an entity tag or a file's name: `123-7-everyone`.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}-{}-{}", self.work, self.number, self.audience.word())
    }
}
