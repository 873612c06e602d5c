//! Where works come from.

use std::error::Error;

use finder::{Audience, AuthorId, Counts, Entered, Kind, LanguageId, Role, Tag, TagId, Work, WorkId};

/// The kinds of tags in the order in which a row has them.
pub const KINDS: [Kind; 7] =
    [Kind::Rating, Kind::Warning, Kind::Category, Kind::Fandom, Kind::Character, Kind::Relationship, Kind::Additional];

/// A work, with what follows from its tags, for those who cannot find that out.
#[derive(Default, Clone)]
pub struct Row {
    pub id: u64,
    pub title: String,
    pub author: u64,
    pub language: String,
    pub posted: i64,
    pub updated: i64,
    pub counts: Counts,
    pub complete: bool,
    pub single: bool,
    pub restricted: bool,
    /// As entered, with kinds.
    pub tags: Vec<(u32, Kind)>,
    /// All that it is found by.
    pub filters: Vec<u32>,
    /// What it counts for, by kind.
    pub direct: [Vec<u32>; 7],
}

/// Makes the same works every time.
pub trait Source {
    fn name(&self) -> String;

    /// Every tag that has links, the most used first.
    fn tags(&self) -> &[Tag];

    /// Calls for every work.
    fn each(&self, then: &mut dyn FnMut(Row)) -> Result<(), Box<dyn Error>>;
}

impl Row {
    /// The work as the finder is told of it.
    pub fn work(&self) -> Work {
        let entered = |(tag, kind): &(u32, Kind)| Entered { tag: TagId((*tag).into()), kind: *kind, role: Role::Plain };
        let language = self.language.bytes().fold(0, |number, letter| number << 8 | u64::from(letter));
        Work {
            id: WorkId(self.id),
            audience: if self.restricted { Audience::Members } else { Audience::Everyone },
            names: Audience::Everyone,
            tags: self.tags.iter().map(entered).collect(),
            language: LanguageId(language & 0xFF_FFFF_FFFF),
            authors: vec![AuthorId(self.author)],
            series: Vec::new(),
            collections: Vec::new(),
            counts: self.counts,
            complete: self.complete,
            single: self.single,
            posted: self.posted,
            updated: self.updated,
            title: self.title.to_lowercase(),
            byline: format!("author{:07}", self.author),
            permissions: 0,
        }
    }
}
