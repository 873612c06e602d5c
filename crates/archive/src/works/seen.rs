//! A work as somebody has seen it. Every type here carries the gate's proof, so none can be made without it.

use std::fmt;

use jiff::Timestamp;
use jiff::civil::Date;
use manuscript::Permissions;

use super::visibility::{Audience, Passed};
use crate::people::Byline;
use crate::tags::{Kind, Tag};
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
    /// The series it is in.
    pub series: Vec<SeriesEntry>,
    /// Whether only members see it.
    pub is_restricted: bool,
    /// Whether it is still a draft.
    pub is_draft: bool,
    /// Whether a moderator has hidden it.
    pub is_hidden: bool,
    /// Whether this viewer is one of its creators.
    pub is_own: bool,
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

    /// Whether a reader must have agreed to see adult content first (POST-21).
    pub fn is_adult(&self) -> bool {
        let rating = self.tags_of(Kind::Rating).next().and_then(|tag| tag.name.parse::<manuscript::Rating>().ok());
        rating.is_none_or(manuscript::Rating::is_adult)
    }
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
    /// Header lines of its file that no field holds, plain text.
    pub extra: Vec<(String, String)>,
    /// Where it was first published, when it came from elsewhere.
    pub source_url: Option<String>,
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
