//! The manuscript itself: title page, chapters, claims and doubts.

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use crate::{Category, Complaint, Prose, Rating, Relation, Warning};

/// One story with everything its file said about it.
///
/// Facts stand in the fields; guesses stand in [`Manuscript::proposals`] and are never facts until a person says so.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Manuscript {
    /// The title as plain text; may hold `<`, `>` and `&` (POST-8). Never empty: `Untitled Imported Work` (IMP-5).
    pub title: String,
    /// Who made it, in the order of the title page; empty when unknown or anonymous.
    pub bylines: Vec<Byline>,
    /// The summary, may be empty.
    pub summary: Prose,
    /// Notes before the text, may be empty.
    pub notes: Prose,
    /// Notes after the text, may be empty.
    pub end_notes: Prose,
    /// The rating as stated; [`Rating::NotRated`] when the source says nothing that is certain.
    pub rating: Rating,
    /// The archive warnings as stated; [`Warning::ChoseNotToWarn`] when the source says nothing that is certain. Never empty.
    pub warnings: Vec<Warning>,
    /// The categories as stated.
    pub categories: Vec<Category>,
    /// Fandom tags, in the author's order.
    pub fandoms: Vec<String>,
    /// Relationship tags, in the author's order.
    pub relationships: Vec<String>,
    /// Character tags, in the author's order.
    pub characters: Vec<String>,
    /// Additional (freeform) tags, in the author's order.
    pub additional: Vec<String>,
    /// Those of the relationships and characters that are only in the background.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub side: Vec<String>,
    /// BCP 47 language tag, `en`, `pt-BR`; `und` when unknown.
    pub language: String,
    /// The series the work is part of, with its place.
    pub series: Vec<SeriesPlace>,
    /// Names of collections the work was in.
    pub collections: Vec<String>,
    /// Whom the work is a gift for: names, as its source says them.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub gifts: Vec<String>,
    /// The works it comes from, and those that come from it.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub relations: Vec<Relation>,
    /// The day of first publication.
    pub published: Option<Date>,
    /// The day of the last revision.
    pub updated: Option<Date>,
    /// How many chapters there will be; `None` when the author does not know (`3/?`). Complete means as many as there are (POST-13).
    pub expected_chapters: Option<u32>,
    /// What the author allows others to do.
    pub permissions: Permissions,
    /// Numbers the source claimed. Words are counted anew, never believed.
    pub statistics: Statistics,
    /// Header lines that no field holds (`Beta`, `Disclaimer`, `Archive` …), in order, as plain text.
    pub extra: Vec<(String, String)>,
    /// The chapters in reading order, at least one in a whole story.
    pub chapters: Vec<Chapter>,
    /// Where the story was read from.
    pub provenance: Provenance,
    /// What was guessed from prose, for a person to confirm.
    pub proposals: Vec<Proposal>,
    /// What was dropped, changed or doubted on the way in.
    pub complaints: Vec<Complaint>,
}

impl Default for Manuscript {
    fn default() -> Self {
        Self {
            title: "Untitled Imported Work".to_owned(),
            bylines: Vec::new(),
            summary: Prose::default(),
            notes: Prose::default(),
            end_notes: Prose::default(),
            rating: Rating::NotRated,
            warnings: vec![Warning::ChoseNotToWarn],
            categories: Vec::new(),
            fandoms: Vec::new(),
            relationships: Vec::new(),
            characters: Vec::new(),
            additional: Vec::new(),
            side: Vec::new(),
            language: "und".to_owned(),
            series: Vec::new(),
            collections: Vec::new(),
            gifts: Vec::new(),
            relations: Vec::new(),
            published: None,
            updated: None,
            expected_chapters: None,
            permissions: Permissions::default(),
            statistics: Statistics::default(),
            extra: Vec::new(),
            chapters: Vec::new(),
            provenance: Provenance::default(),
            proposals: Vec::new(),
            complaints: Vec::new(),
        }
    }
}

impl Manuscript {
    /// Whether as many chapters are here as the author announced (POST-13).
    pub fn is_complete(&self) -> bool {
        self.expected_chapters.is_some_and(|expected| expected as usize == self.chapters.len())
    }

    /// The words of all chapters (POST-14, POST-15).
    pub fn words(&self) -> u64 {
        self.chapters.iter().map(Chapter::words).sum()
    }

    /// The story without its history: no provenance, claims, proposals and complaints. Two files tell the same story when these are equal.
    #[must_use]
    pub fn story(&self) -> Self {
        Self {
            provenance: Provenance::default(),
            statistics: Statistics::default(),
            proposals: Vec::new(),
            complaints: Vec::new(),
            ..self.clone()
        }
    }
}

/// A name under which a story was published.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Byline {
    /// The pseud or pen name.
    pub name: String,
    /// The account behind it where the source names one: `pseud (account)` (PSEUD-2).
    pub account: Option<String>,
    /// The author's page at the source.
    pub url: Option<String>,
}

impl std::fmt::Display for Byline {
    /// `pseud (account)`, or just the name when they are equal (PSEUD-2).
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match &self.account {
            Some(account) if *account != self.name => write!(f, "{} ({account})", self.name),
            _ => f.write_str(&self.name),
        }
    }
}

/// A chapter: text with its own title, notes and date.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Chapter {
    /// The title without its number; may be empty.
    pub title: String,
    /// Summary of the chapter, may be empty.
    pub summary: Prose,
    /// Notes before the chapter, may be empty.
    pub notes: Prose,
    /// The text.
    pub body: Prose,
    /// Notes after the chapter, may be empty.
    pub end_notes: Prose,
    /// The day this chapter was published, where the source says it.
    pub published: Option<Date>,
    /// Who made this chapter, where that differs from the work; empty otherwise.
    pub bylines: Vec<Byline>,
}

impl Chapter {
    /// The words of the text, without notes (POST-15).
    pub fn words(&self) -> u64 {
        crate::count_words(self.body.html())
    }
}

/// A place in a series.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct SeriesPlace {
    /// The series' title.
    pub title: String,
    /// The place, from 1; `None` when the source does not say.
    pub part: Option<u32>,
    /// The series' page at the source.
    pub url: Option<String>,
}

/// An author's answer to a wish.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Permission {
    /// The author has not said.
    #[default]
    Unsaid,
    /// Go ahead.
    Yes,
    /// Ask first.
    Ask,
    /// Please do not.
    No,
}

/// What an author allows others to do with a work.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Permissions {
    /// Bind it as a book.
    pub bind: Permission,
    /// Record it.
    pub podfic: Permission,
    /// Translate it.
    pub translate: Permission,
    /// Write on from it.
    pub remix: Permission,
    /// Keep a copy.
    pub keep: Permission,
    /// Train machines on it.
    pub ai: Permission,
}

/// Numbers that the source claimed; history, never our own counts.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Statistics {
    /// Words, as the source counted.
    pub words: Option<u64>,
    /// Kudos, favourites or likes.
    pub kudos: Option<u64>,
    /// Comments or reviews.
    pub comments: Option<u64>,
    /// Bookmarks or follows.
    pub bookmarks: Option<u64>,
    /// Hits or reads.
    pub hits: Option<u64>,
}

/// Where a manuscript was read from.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Provenance {
    /// The format, in words: `AO3 download (HTML)`.
    pub format: String,
    /// The file's name as given, with any path inside a ZIP after `!/`; of several files the first.
    pub file: String,
    /// All files of a story that was joined from several, in its order; else empty.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub files: Vec<String>,
    /// The story's address at the source: with it the same story is recognised again (IMP-2).
    pub url: Option<String>,
    /// SHA-256 of the file's bytes in hex: with it the same file is recognised again. Of several files it is the SHA-256
    /// of their digests, one after the other.
    pub digest: Option<String>,
    /// The site or program that made the file.
    pub publisher: Option<String>,
}

/// A field that prose may speak of.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum ProposedField {
    /// See [`Manuscript::rating`].
    Rating,
    /// See [`Manuscript::warnings`].
    Warning,
    /// See [`Manuscript::categories`].
    Category,
    /// See [`Manuscript::fandoms`].
    Fandom,
    /// See [`Manuscript::relationships`].
    Relationship,
    /// See [`Manuscript::characters`].
    Character,
    /// See [`Manuscript::additional`].
    Additional,
    /// See [`Manuscript::language`].
    Language,
    /// See [`Manuscript::title`].
    Title,
    /// See [`Manuscript::bylines`].
    Byline,
}

/// A guess, with the words it was read from. Never a fact until a person confirms it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Proposal {
    /// The field it speaks of.
    pub field: ProposedField,
    /// The value it proposes.
    pub value: String,
    /// The source's own words.
    pub evidence: String,
}

/// Several manuscripts with what lies between them. Comments, bookmarks and people follow with the issues that store them.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Parcel {
    /// The stories.
    pub manuscripts: Vec<Manuscript>,
}
