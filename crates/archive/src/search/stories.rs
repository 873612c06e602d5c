//! The text of stories as it is searched: an index beside that of what is said about works, and far larger.
//!
//! It is filled step by step while the archive serves, and goes on where it was after a start. What changed is noted; what
//! is not read again yet is not found by its old words either. A chapter is read again only when its text is another.

use std::collections::{HashMap, HashSet};
use std::path::{Path, PathBuf};
use std::sync::{Mutex, MutexGuard, PoisonError, RwLock};

use finder::StorySeeker;

use super::index::INDEXER;
use super::library::{broken, emptied};
use super::mark::Mark;
use crate::works::{self, Searchable};
use crate::{Result, Tx, WorkId, policies};

/// Works that are looked at in one step.
const STRIDE: u32 = 200;

/// Bytes of text that are read in one step beside the serving, and before an answer.
const STEP: u64 = 2 << 20;
const BEFORE_AN_ANSWER: u64 = 1 << 20;

/// Bytes of text that may wait in memory while the index is filled.
const WAITING: usize = 8 << 20;

/// The folder's name in the folder.
const FOLDER: &str = "stories";

/// How texts are read; raised when the same text would be read in another way.
const VERSION: &str = "1";

/// The texts of an archive.
#[derive(Default)]
pub(super) struct Stories {
    folder: Option<PathBuf>,
    kept: Mutex<Option<finder::Stories>>,
    seeker: RwLock<Option<StorySeeker>>,
    progress: Mutex<Progress>,
}

/// How far texts were read.
#[derive(Default)]
struct Progress {
    /// Works that changed.
    due: HashSet<WorkId>,
    /// Works that are being read.
    taken: HashSet<WorkId>,
    /// Behind which work the first reading goes on, until it is done; and behind which it would after a failure.
    filling: Option<WorkId>,
    filled: Option<WorkId>,
    /// Up to where changes were noted, and up to where what is safe knows the archive.
    noted: Option<Mark>,
    safe: Option<Mark>,
    /// How often texts were begun or forgotten: what was read for an index that is gone is not put into the next.
    life: u64,
}

/// Which works are to be read.
#[derive(Clone)]
enum What {
    /// Works that changed, and up to where the texts know the archive when these are read.
    Due(Vec<WorkId>, Option<Mark>),
    /// What comes behind this work.
    Next(WorkId),
}

/// What is to be read in one step, and how often texts had been forgotten before.
#[derive(Clone)]
pub(super) struct Batch {
    what: What,
    life: u64,
}

/// What was read in one step.
#[derive(Default)]
pub(super) struct Step {
    gone: Vec<u64>,
    told: Vec<(Searchable, String)>,
    /// Works that are not read to the end.
    rest: Vec<WorkId>,
    /// The last work that was looked at; nothing at the end.
    last: Option<WorkId>,
}

/// A reading of texts that was kept.
pub(super) type Kept = (finder::Stories, Option<WorkId>, Mark);

impl Stories {
    pub(super) fn new(folder: Option<&PathBuf>) -> Self {
        Self { folder: folder.map(|folder| folder.join(FOLDER)), ..Self::default() }
    }

    fn progress(&self) -> MutexGuard<'_, Progress> {
        self.progress.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn kept(&self) -> MutexGuard<'_, Option<finder::Stories>> {
        self.kept.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// What stands in the folder, if it can be used.
    pub(super) fn open(&self) -> Option<Kept> {
        let folder = self.folder.as_deref().filter(|folder| folder.exists())?;
        let (stories, written) = finder::Stories::open(folder).ok()?;
        let (filling, mark) = read_position(&written?)?;
        Some((stories, filling, mark))
    }

    /// Goes on with what was kept, or begins with nothing. The mark says where the archive stands.
    pub(super) fn begin(&self, kept: Option<Kept>, mark: Mark) -> Result<()> {
        let (stories, filling, safe) = match kept {
            Some(kept) => kept,
            None => (empty(self.folder.as_deref())?, Some(WorkId::new(-1)), mark.clone()),
        };
        let (noted, safe) = (Some(mark), Some(safe));
        let seeker = Some(stories.seeker());
        let progress = Progress { filling, filled: filling, noted, safe, ..Progress::default() };
        self.replace(Some(stories), seeker, progress);
        Ok(())
    }

    fn replace(&self, stories: Option<finder::Stories>, seeker: Option<StorySeeker>, new: Progress) {
        let mut kept = self.kept();
        let mut progress = self.progress();
        let life = progress.life + 1;
        *progress = Progress { life, ..new };
        *kept = stories;
        *self.seeker.write().unwrap_or_else(PoisonError::into_inner) = seeker;
    }

    /// Forgets all texts.
    pub(super) fn end(&self) -> Result<()> {
        self.replace(None, None, Progress::default());
        self.folder.as_deref().map_or(Ok(()), |folder| emptied(folder, false))
    }

    /// Begins or ends, as the owner of the archive wishes.
    pub(super) fn heed(&self, is_wished: bool, mark: Mark) -> Result<()> {
        match (is_wished, self.is_begun()) {
            (true, false) => self.begin(None, mark),
            (false, true) => self.end(),
            _ => Ok(()),
        }
    }

    fn is_begun(&self) -> bool {
        self.seeker.read().unwrap_or_else(PoisonError::into_inner).is_some()
    }

    /// Whether every text that may be searched was read once.
    pub(super) fn is_whole(&self) -> bool {
        self.is_begun() && self.progress().filling.is_none()
    }

    /// Notes works that changed.
    pub(super) fn note(&self, works: &[WorkId]) {
        if self.is_begun() {
            self.progress().due.extend(works);
        }
    }

    /// Says up to where changes were noted.
    pub(super) fn noted_to(&self, mark: &Mark) {
        if self.is_begun() {
            self.progress().noted = Some(mark.clone());
        }
    }

    /// Who finds texts as they are now: not by what was read before it changed. Nothing while no texts are read.
    pub(super) fn seeker(&self) -> Option<StorySeeker> {
        let seeker = self.seeker.read().unwrap_or_else(PoisonError::into_inner).clone()?;
        let progress = self.progress();
        let unread = progress.due.iter().chain(&progress.taken);
        Some(seeker.without(unread.map(|work| finder::WorkId(work.number() as u64)).collect()))
    }

    /// Takes what is to be read next, which is read in a snapshot that is not older: changes first, then what was never read.
    pub(super) fn take(&self) -> Option<Batch> {
        let mut progress = self.progress();
        let life = progress.life;
        progress.take_due().or_else(|| progress.filling.map(|after| Batch { what: What::Next(after), life }))
    }

    /// Reads what changed, before an answer; the rest is read beside the serving. Nothing while the index is filled.
    pub(super) fn follow(&self, tx: &Tx<'_>) -> Result<()> {
        let batch = {
            let mut progress = self.progress();
            if progress.filling.is_some() { None } else { progress.take_due() }
        };
        let Some(batch) = batch else { return Ok(()) };
        let read = self.read(tx, &batch, true);
        self.put(batch, read)
    }

    /// Reads a batch beside the serving.
    pub(super) fn read_step(&self, tx: &Tx<'_>, batch: &Batch) -> Result<Step> {
        self.read(tx, batch, false)
    }

    fn read(&self, tx: &Tx<'_>, batch: &Batch, is_hurried: bool) -> Result<Step> {
        let Some(seeker) = self.seeker.read().unwrap_or_else(PoisonError::into_inner).clone() else {
            return Ok(Step::default());
        };
        let works = match &batch.what {
            What::Due(works, _) => works.clone(),
            What::Next(after) => works::listed_after(&INDEXER, tx, *after, STRIDE)?,
        };
        let mut searchable: HashMap<WorkId, Vec<Searchable>> = HashMap::new();
        for chapter in works::searchable(&INDEXER, tx, &works)? {
            searchable.entry(chapter.work).or_default().push(chapter);
        }
        let most = if is_hurried { BEFORE_AN_ANSWER } else { STEP };
        let (mut step, mut read) = (Step::default(), 0);
        for work in works {
            let fresh = step.compare(&seeker, work, searchable.remove(&work).unwrap_or_default())?;
            let size: u64 = fresh.iter().map(|chapter| chapter.length).sum();
            if read + size > most && (read > 0 || is_hurried) {
                if matches!(batch.what, What::Next(_)) {
                    break;
                }
                step.rest.push(work);
                continue;
            }
            read += size;
            for chapter in fresh {
                let text = works::told(&INDEXER, tx, chapter.chapter)?;
                step.told.extend(text.map(|text| (chapter, text)));
            }
            step.last = Some(work);
        }
        Ok(step)
    }

    /// Puts what was read into the index. What could not be read or put is to be read again.
    pub(super) fn put(&self, batch: Batch, read: Result<Step>) -> Result<()> {
        let done = read.and_then(|step| self.write(&batch, step));
        let mut progress = self.progress();
        match batch.what {
            _ if progress.life != batch.life => {}
            What::Due(works, _) => {
                for work in &works {
                    progress.taken.remove(work);
                }
                if done.is_err() {
                    progress.due.extend(works);
                }
            }
            What::Next(_) if done.is_err() => progress.filling = progress.filled,
            What::Next(_) => {}
        }
        done
    }

    fn write(&self, batch: &Batch, step: Step) -> Result<()> {
        let mut kept = self.kept();
        let is_of_this_life = self.progress().life == batch.life;
        let Some(stories) = kept.as_mut().filter(|_| is_of_this_life) else { return Ok(()) };
        let is_due = matches!(batch.what, What::Due(..));
        let is_nothing = step.gone.is_empty() && step.told.is_empty();
        step.gone.iter().for_each(|chapter| stories.remove(*chapter));
        for (chapter, text) in &step.told {
            if is_due {
                // It may have been read a moment ago and be no more than waiting.
                stories.remove(chapter.chapter.number() as u64);
            }
            stories.add(&of(chapter, text)).map_err(broken)?;
        }
        let (filling, mark) = self.progress().after(batch, step);
        let is_worth_it = if is_due { !is_nothing } else { filling.is_none() || stories.waiting() >= WAITING };
        let Some(mark) = mark.filter(|_| is_worth_it) else { return Ok(()) };
        stories.commit(&written(filling, &mark)).map_err(broken)?;
        let mut progress = self.progress();
        (progress.filled, progress.safe) = (filling, Some(mark));
        Ok(())
    }

    /// Makes safe up to where the texts know the archive, when nothing is left to read.
    pub(super) fn keep(&self) -> Result<()> {
        let mut kept = self.kept();
        let Some(stories) = kept.as_mut() else { return Ok(()) };
        let mut progress = self.progress();
        let is_done = progress.due.is_empty() && progress.taken.is_empty();
        let Some(mark) = progress.noted.clone().filter(|mark| is_done && progress.safe.as_ref() != Some(mark)) else {
            return Ok(());
        };
        stories.commit(&written(progress.filling, &mark)).map_err(broken)?;
        (progress.filled, progress.safe) = (progress.filling, Some(mark));
        Ok(())
    }
}

impl Progress {
    /// Some of the works that changed and that nobody else reads.
    fn take_due(&mut self) -> Option<Batch> {
        let free = self.due.iter().filter(|work| !self.taken.contains(work));
        let works: Vec<WorkId> = free.take(STRIDE as usize).copied().collect();
        if works.is_empty() {
            return None;
        }
        for work in &works {
            self.due.remove(work);
        }
        let is_all = self.due.is_empty() && self.taken.is_empty();
        self.taken.extend(&works);
        let mark = self.noted.clone().filter(|_| is_all);
        Some(Batch { what: What::Due(works, mark), life: self.life })
    }

    /// Behind which work the first reading goes on after a step, and up to where the texts then know the archive.
    fn after(&mut self, batch: &Batch, step: Step) -> (Option<WorkId>, Option<Mark>) {
        let mark = match &batch.what {
            What::Due(_, mark) => {
                let is_read = step.rest.is_empty();
                self.due.extend(step.rest);
                mark.clone().filter(|_| is_read)
            }
            What::Next(_) => {
                self.filling = step.last;
                self.noted.clone().filter(|_| self.due.is_empty() && self.taken.is_empty())
            }
        };
        (self.filling, mark.or_else(|| self.safe.clone()))
    }
}

impl Step {
    /// Notes what of a work is to be forgotten, and gives what is to be read.
    fn compare(&mut self, seeker: &StorySeeker, work: WorkId, wanted: Vec<Searchable>) -> Result<Vec<Searchable>> {
        let known: HashMap<u64, u64> =
            seeker.stamps(finder::WorkId(work.number() as u64)).map_err(broken)?.into_iter().collect();
        let wanted_stamp: HashMap<u64, u64> =
            wanted.iter().map(|chapter| (chapter.chapter.number() as u64, chapter.stamp)).collect();
        let stale = known.iter().filter(|(chapter, stamp)| wanted_stamp.get(chapter) != Some(stamp));
        self.gone.extend(stale.map(|(chapter, _)| *chapter));
        let is_fresh = |chapter: &Searchable| known.get(&(chapter.chapter.number() as u64)) != Some(&chapter.stamp);
        Ok(wanted.into_iter().filter(is_fresh).collect())
    }
}

/// Whether the owner of the archive wishes that texts are searched.
pub(super) fn is_wished(tx: &Tx<'_>) -> Result<bool> {
    policies::searches_texts(tx)
}

fn of<'a>(chapter: &'a Searchable, text: &'a str) -> finder::Chapter<'a> {
    finder::Chapter {
        work: finder::WorkId(chapter.work.number() as u64),
        chapter: chapter.chapter.number() as u64,
        stamp: chapter.stamp,
        language: &chapter.language,
        text,
    }
}

fn empty(folder: Option<&Path>) -> Result<finder::Stories> {
    let Some(folder) = folder else { return finder::Stories::in_memory().map_err(broken) };
    emptied(folder, true)?;
    finder::Stories::open(folder).map(|(stories, _)| stories).map_err(broken)
}

fn written(filling: Option<WorkId>, mark: &Mark) -> String {
    let filling = filling.map_or_else(|| "whole".to_owned(), |after| after.number().to_string());
    format!("{VERSION} {filling} {mark}")
}

/// What was written so.
fn read_position(written: &str) -> Option<(Option<WorkId>, Mark)> {
    let mut parts = written.splitn(3, ' ');
    let is_ours = parts.next()? == VERSION;
    let filling = match parts.next()? {
        "whole" => None,
        after => Some(WorkId::new(after.parse().ok()?)),
    };
    // What the finder is told of works besides does not change their texts.
    Some((filling, Mark::of_any_facts(parts.next()?)?)).filter(|_| is_ours)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn texts_stay_when_the_finder_is_told_other_facts_and_go_when_they_are_read_otherwise() {
        let kept = |written: &str| read_position(written).map(|(filling, mark)| (filling, mark.cursor.numbers()));
        assert_eq!(kept("1 whole 0 3 7 1999 work 5"), Some((None, (3, 7))));
        assert_eq!(kept("1 41 9999 3 7 1999 work 5"), Some((Some(WorkId::new(41)), (3, 7))));
        for none in ["0 whole 1 3 7 1999 work 5", "1 whole 1 3 7 ", "1 whole 1 3", "1 x 1 3 7 1999 work 5", ""] {
            assert_eq!(kept(none), None, "{none}");
        }
    }
}
