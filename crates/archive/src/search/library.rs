//! The words of works: what the finder has no memory for stands in an index on disk, beside it and after it.
//!
//! It follows the finder: what changed is noted, and read before the next question for words, or by the hand that works
//! beside the serving. What it finds are candidates of the finder, which knows who may find what.

use std::collections::HashSet;
use std::path::{Path, PathBuf};
use std::sync::{Mutex, MutexGuard, PoisonError, RwLock};

use finder::{Seek, StorySeeker, Text, Words, WordsError};

use super::index::INDEXER;
use super::mark::Mark;
use super::meaning::{Sought, Where};
use super::query::Place;
use crate::{Archive, Error, Fault, Result, TagId, Tx, WorkId, works};

/// Works that are read at once.
const STRIDE: u32 = 500;

/// The folder's name in the folder.
const FOLDER: &str = "words";

/// The words of an archive.
#[derive(Default)]
pub(super) struct Library {
    words: RwLock<Option<Words>>,
    noted: Mutex<Noted>,
}

/// What is to be read again.
#[derive(Default)]
struct Noted {
    /// Works that changed.
    works: HashSet<WorkId>,
    /// Works whose tags mean something else now; they can wait.
    later: HashSet<WorkId>,
}

pub(super) fn broken(error: WordsError) -> Error {
    Error::Broken(Fault::new("the index of words cannot be used; without its folder it is made anew", error))
}

impl Library {
    pub(super) fn is_ready(&self) -> bool {
        self.words.read().unwrap_or_else(PoisonError::into_inner).is_some()
    }

    /// Opens the words in this folder, and says up to where they know the archive.
    pub(super) fn open(folder: &Path) -> Option<(Words, Mark)> {
        let (words, kept) = Words::open(&folder.join(FOLDER)).ok()?;
        Some((words, Mark::of(&kept?)?))
    }

    /// Reads a whole archive up to this mark, in an empty folder or in memory.
    pub(super) fn fill(
        archive: &Archive,
        folder: Option<&PathBuf>,
        mark: &Mark,
        is_stopped: &impl Fn() -> bool,
    ) -> Result<Option<Words>> {
        let mut words = empty(folder.map(|folder| folder.join(FOLDER)).as_deref())?;
        let mut after = WorkId::new(-1);
        loop {
            let step = archive.read(move |tx| works::wordings_after(&INDEXER, tx, after, STRIDE)).wait()?;
            let Some(last) = step.last() else { break };
            after = last.work;
            step.iter().try_for_each(|wordings| add(&mut words, wordings))?;
            if is_stopped() {
                return Ok(None);
            }
        }
        words.commit(&mark.to_string()).map_err(broken)?;
        Ok(Some(words))
    }

    /// Puts words into use that know the archive up to where the index begins to follow it.
    pub(super) fn begin(&self, words: Words) {
        *self.words.write().unwrap_or_else(PoisonError::into_inner) = Some(words);
    }

    fn noted(&self) -> MutexGuard<'_, Noted> {
        self.noted.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Notes what is to be read again.
    pub(super) fn note(&self, tx: &Tx<'_>, changed: &[WorkId], tags: &[TagId]) -> Result<()> {
        let mut later = HashSet::new();
        for tag in tags {
            later.extend(works::with_tag(&INDEXER, tx, *tag)?);
        }
        let mut noted = self.noted();
        noted.works.extend(changed);
        noted.later.extend(later);
        Ok(())
    }

    /// Reads what was noted, up to this mark: works that changed, and a step of those whose tags did. The caller keeps others
    /// from following the archive meanwhile. Whether more is to be read.
    pub(super) fn follow(&self, tx: &Tx<'_>, mark: &Mark, steps: usize) -> Result<bool> {
        let (due, rest) = {
            let mut noted = self.noted();
            let mut due = std::mem::take(&mut noted.works);
            let later: Vec<WorkId> = noted.later.iter().take(steps * STRIDE as usize).copied().collect();
            for work in &later {
                noted.later.remove(work);
            }
            due.extend(later);
            // Each once, because it is added once for every time.
            (due.into_iter().collect::<Vec<_>>(), !noted.later.is_empty())
        };
        if due.is_empty() {
            return Ok(rest);
        }
        let mut words = self.words.write().unwrap_or_else(PoisonError::into_inner);
        let Some(words) = words.as_mut() else { return Ok(false) };
        let done = read(tx, words, &due).and_then(|()| words.commit(&mark.to_string()).map_err(broken));
        if done.is_err() {
            self.noted().works.extend(due);
        }
        done.map(|()| rest)
    }

    /// The works in which it is found, and how well they fit; nothing while the words are not ready.
    pub(super) fn seek(
        &self,
        seek: &Seek,
        stories: Option<&StorySeeker>,
    ) -> Result<Option<Vec<(finder::WorkId, f32)>>> {
        let words = self.words.read().unwrap_or_else(PoisonError::into_inner);
        let Some(words) = words.as_ref() else { return Ok(None) };
        match finder::seek(words, stories, seek, &[]) {
            Ok(found) => Ok(Some(found)),
            Err(WordsError::Nothing) => Ok(Some(Vec::new())),
            Err(error) => Err(broken(error)),
        }
    }
}

fn read(tx: &Tx<'_>, words: &mut Words, due: &[WorkId]) -> Result<()> {
    for ids in due.chunks(STRIDE as usize) {
        for work in ids {
            words.remove(finder::WorkId(work.number() as u64));
        }
        let wordings = works::wordings(&INDEXER, tx, ids)?;
        wordings.iter().try_for_each(|wordings| add(words, wordings))?;
    }
    Ok(())
}

fn add(words: &mut Words, of: &works::Wordings) -> Result<()> {
    let text = Text {
        work: finder::WorkId(of.work.number() as u64),
        language: &of.language,
        title: &of.title,
        summary: &of.summary,
        notes: &of.notes,
        tags: &of.tags,
        byline: &of.byline,
        series: &of.series,
    };
    words.add(&text).map_err(broken)
}

/// An index of no words: what was in the folder is thrown away.
fn empty(folder: Option<&Path>) -> Result<Words> {
    let Some(folder) = folder else { return Words::in_memory().map_err(broken) };
    emptied(folder, true)?;
    Words::open(folder).map(|(words, _)| words).map_err(broken)
}

/// Throws away what is in a folder, and makes it again if it is needed.
pub(super) fn emptied(folder: &Path, is_needed: bool) -> Result<()> {
    let gone = if folder.exists() { std::fs::remove_dir_all(folder) } else { Ok(()) };
    gone.and_then(|()| if is_needed { std::fs::create_dir_all(folder) } else { Ok(()) })
        .map_err(|error| Error::Broken(Fault::new("the folder of the index of words cannot be made", error)))
}

/// Words as the index looks for them: a phrase side by side, others each anywhere in the same places; a star at the end of a
/// word stands for any ending (SRCH-3). Where no place is said, a phrase is looked for in texts, too.
pub(super) fn seek_of(sought: &Sought) -> Seek {
    let about = finder::Place::ABOUT;
    let places = match sought.place {
        Where::In(Place::Anywhere) if sought.is_phrase => [about, &[finder::Place::Story]].concat(),
        Where::In(Place::Anywhere | Place::About) => about.to_vec(),
        Where::In(Place::Title) => vec![finder::Place::Title],
        Where::In(Place::Summary) => vec![finder::Place::Summary],
        Where::In(Place::Notes) => vec![finder::Place::Notes],
        Where::In(Place::Series) => vec![finder::Place::Series],
        // A collection is known by its name, and no words are kept of it.
        Where::In(Place::Collection) => Vec::new(),
        Where::In(Place::Text) => vec![finder::Place::Story],
        Where::Tags => vec![finder::Place::Tags],
        Where::Byline => vec![finder::Place::Byline],
    };
    if sought.is_phrase {
        return Seek::Phrase(sought.text.clone(), places);
    }
    // In texts there are too many words that begin with the same two letters.
    let least = if places.contains(&finder::Place::Story) { 3 } else { 2 };
    let word = |word: &str| match word.strip_suffix('*').filter(|start| start.chars().count() >= least) {
        Some(start) => Seek::Beginning(start.to_owned(), places.clone()),
        None => Seek::Phrase(word.to_owned(), places.clone()),
    };
    Seek::All(sought.text.split_whitespace().map(word).collect())
}
