//! The ledger of an import: one JSON line for every file and story, good or bad, written as it happens.
//!
//! A line is on the disk before the next batch begins, so that after a crash the ledger says no less than the archive holds.

use std::fs::{self, File};
use std::io::{self, BufWriter, Write as _};
use std::path::Path;

use anyhow::{Context as _, Result};
use import::{Account, Arrival};
use manuscript::{Complaint, Proposal};
use serde::Serialize;

/// What became of a file or of a story in it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Fate {
    /// It would come in; nothing was changed.
    WouldArrive,
    /// It came in as a draft.
    Draft,
    /// It came in and is posted.
    Posted,
    /// The archive has it already.
    AlreadyHere,
    /// It was understood and not taken; the line says why.
    Refused,
    /// It could not be opened.
    Unreadable,
}

impl Fate {
    /// Every fate, in the order of the totals.
    pub const ALL: [Self; 6] =
        [Self::WouldArrive, Self::Draft, Self::Posted, Self::AlreadyHere, Self::Refused, Self::Unreadable];

    /// The words of the totals.
    pub const fn words(self) -> &'static str {
        match self {
            Self::WouldArrive => "would come in",
            Self::Draft => "came in as drafts",
            Self::Posted => "came in and are posted",
            Self::AlreadyHere => "already here",
            Self::Refused => "refused",
            Self::Unreadable => "unreadable",
        }
    }
}

/// One line.
#[derive(Debug, Serialize)]
pub struct Line<'a> {
    /// The file as it was named, with any path inside a ZIP.
    pub file: String,
    /// What became of it.
    pub fate: Fate,
    /// Why not, for a file that did not come in.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub why: Option<String>,
    /// The work's id in the archive.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub work: Option<i64>,
    /// The story, if one was read.
    #[serde(flatten, skip_serializing_if = "Option::is_none")]
    pub story: Option<Story<'a>>,
}

/// What was read of a story.
#[derive(Debug, Serialize)]
pub struct Story<'a> {
    title: &'a str,
    #[serde(skip_serializing_if = "<[_]>::is_empty")]
    files: &'a [String],
    bylines: Vec<String>,
    format: &'a str,
    chapters: usize,
    words: u64,
    letters: Account,
    unaccounted: i64,
    proposals: &'a [Proposal],
    complaints: &'a [Complaint],
}

impl<'a> From<&'a Arrival> for Story<'a> {
    fn from(arrival: &'a Arrival) -> Self {
        let story = &arrival.manuscript;
        Self {
            title: &story.title,
            files: &story.provenance.files,
            bylines: story.bylines.iter().map(ToString::to_string).collect(),
            format: &story.provenance.format,
            chapters: story.chapters.len(),
            words: story.words(),
            letters: arrival.account,
            unaccounted: arrival.account.difference(),
            proposals: &story.proposals,
            complaints: &story.complaints,
        }
    }
}

/// An open ledger, with the totals so far.
#[derive(Debug)]
pub struct Ledger {
    file: Option<BufWriter<File>>,
    totals: [u64; Fate::ALL.len()],
    stories: u64,
    unaccounted: u64,
}

impl Ledger {
    /// A ledger at `path`, made anew, or one that only counts.
    pub fn open(path: Option<&Path>) -> Result<Self> {
        let file = path.map(create).transpose()?;
        Ok(Self { file, totals: [0; Fate::ALL.len()], stories: 0, unaccounted: 0 })
    }

    /// Writes a line and counts it.
    pub fn write(&mut self, line: &Line<'_>) -> Result<()> {
        for (fate, total) in Fate::ALL.iter().zip(&mut self.totals) {
            *total += u64::from(*fate == line.fate);
        }
        self.stories += u64::from(line.story.is_some());
        self.unaccounted += line.story.as_ref().map_or(0, |story| story.unaccounted.unsigned_abs());
        if let Some(file) = &mut self.file {
            put(file, line).context("the ledger cannot be written; the import stops here")?;
        }
        Ok(())
    }

    /// Makes sure that every line is on the disk.
    pub fn flush(&mut self) -> Result<()> {
        if let Some(file) = &mut self.file {
            file.flush().and_then(|()| file.get_ref().sync_data()).context("the ledger cannot be written")?;
        }
        Ok(())
    }

    /// How many lines have a fate.
    pub fn count(&self, fate: Fate) -> u64 {
        Fate::ALL.iter().zip(&self.totals).filter(|(other, _)| **other == fate).map(|(_, total)| total).sum()
    }

    /// Whether anything came in, would come in or is here.
    pub fn has_good_news(&self) -> bool {
        let good = [Fate::WouldArrive, Fate::Draft, Fate::Posted, Fate::AlreadyHere];
        good.iter().any(|fate| self.count(*fate) > 0)
    }

    /// Whether the one thing to say has been said: a single file that was not taken.
    pub fn is_one_bad_file(&self) -> bool {
        self.count(Fate::Refused) + self.count(Fate::Unreadable) == 1 && !self.has_good_news()
    }

    /// `12 came in as drafts · 3 already here · every letter accounted for`
    pub fn summary(&self) -> String {
        let mut parts: Vec<String> = Fate::ALL
            .iter()
            .zip(&self.totals)
            .filter(|(_, total)| **total > 0)
            .map(|(fate, total)| format!("{} {}", crate::report::grouped(*total), fate.words()))
            .collect();
        if parts.is_empty() {
            parts.push("no files".to_owned());
        }
        match (self.stories, self.unaccounted) {
            (0, _) => {}
            (_, 0) => parts.push("every letter accounted for".to_owned()),
            (_, letters) => parts.push(format!("{} letters not accounted for", crate::report::grouped(letters))),
        }
        parts.join(" · ")
    }
}

fn create(path: &Path) -> Result<BufWriter<File>> {
    let refused = || format!("the ledger {} cannot be written", path.display());
    if let Some(folder) = path.parent() {
        fs::create_dir_all(folder).with_context(refused)?;
    }
    Ok(BufWriter::new(File::create(path).with_context(refused)?))
}

fn put(file: &mut BufWriter<File>, line: &Line<'_>) -> io::Result<()> {
    serde_json::to_writer(&mut *file, line)?;
    file.write_all(b"\n")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_file_is_a_line_and_a_number_in_the_totals() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("imports/ledger.jsonl");
        let mut ledger = Ledger::open(Some(&path)).unwrap();
        let why = Some("the file is damaged: it breaks off".to_owned());
        ledger.write(&Line { file: "a.epub".into(), fate: Fate::Refused, why, work: None, story: None }).unwrap();
        ledger.flush().unwrap();
        let line: serde_json::Value = serde_json::from_str(&fs::read_to_string(&path).unwrap()).unwrap();
        assert_eq!(line["fate"], "refused");
        assert_eq!(line["file"], "a.epub");
        assert_eq!(ledger.summary(), "1 refused");
        assert!(ledger.is_one_bad_file());
    }
}
