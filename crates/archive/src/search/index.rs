//! The finder of a running archive: filled beside the serving, kept in a file, and brought up to date by whoever asks.
//!
//! Every question first reads what came since in the change feed, in its own snapshot: a work that is posted is in every list
//! that is asked for afterwards, whichever process posted it. While the index is not ready it answers nothing, and lists do
//! without it.

use std::collections::HashSet;
use std::fmt;
use std::path::PathBuf;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError, RwLock};

use finder::Finder;

#[cfg(feature = "words")]
use super::library::Library;
use super::mark::Mark;
#[cfg(feature = "words")]
use super::stories::{self, Stories};
use crate::feed::{self, Change, Cursor, News};
use crate::reading::Memories;
use crate::{Archive, Errand, PersonId, Result, TagId, Tx, Viewer, WorkId, tags, works};

/// The file's name in the folder.
const FILE: &str = "finder";

/// Works and tags that are read at once.
const STRIDE: u32 = 1_000;

/// Changes that are read at once.
const CHANGES: u32 = 2_000;

/// A file is written anew when so many changes would have to be read again at the next start.
const WORTH_KEEPING: u64 = 20_000;

/// For whom the index reads.
pub(super) const INDEXER: Viewer = Viewer::Custodian(Errand::Index);

/// A finder that follows an archive.
pub struct Index {
    folder: Option<PathBuf>,
    finder: RwLock<Option<Finder>>,
    place: Mutex<Place>,
    memories: Memories,
    #[cfg(feature = "words")]
    library: Library,
    #[cfg(feature = "words")]
    stories: Stories,
}

/// How far the feed has been read.
#[derive(Debug, Default)]
struct Place {
    cursor: Cursor,
    /// Changes behind the cursor that have been followed although others may slip in front of them.
    ahead: HashSet<Cursor>,
    /// Changes since the file was written.
    unkept: u64,
}

impl Index {
    /// An index that is kept in this folder; without one it is made anew at every start.
    pub fn new(folder: Option<PathBuf>) -> Self {
        Self {
            #[cfg(feature = "words")]
            stories: Stories::new(folder.as_ref()),
            folder,
            finder: RwLock::default(),
            place: Mutex::default(),
            memories: Memories::default(),
            #[cfg(feature = "words")]
            library: Library::default(),
        }
    }

    /// What readers remember who asked last.
    pub(super) const fn memories(&self) -> &Memories {
        &self.memories
    }

    /// Whether questions are answered.
    pub fn is_ready(&self) -> bool {
        self.finder.read().unwrap_or_else(PoisonError::into_inner).is_some()
    }

    /// Whether words are found too.
    pub fn has_words(&self) -> bool {
        #[cfg(feature = "words")]
        return self.library.is_ready();
        #[cfg(not(feature = "words"))]
        false
    }

    /// Gets ready: from the file, or by reading the whole archive, unless it is to stop before. Words come last, and then the
    /// text of stories, while all else is answered. Blocks.
    pub fn prepare(self: &Arc<Self>, archive: &Archive, is_stopped: impl Fn() -> bool) -> Result<()> {
        let (finder, cursor, unkept) = match self.load(archive)? {
            Some((finder, cursor)) => (finder, cursor, 0),
            None => match fill(archive, &is_stopped)? {
                Some((finder, cursor)) => (finder, cursor, WORTH_KEEPING),
                None => return Ok(()),
            },
        };
        #[cfg(feature = "words")]
        let words = self.kept_words(archive)?;
        // What one of them has not read is read by all: to be told again changes nothing.
        #[cfg(feature = "words")]
        let cursor = words.as_ref().map_or(cursor, |(_, mark)| cursor.min(mark.cursor));
        #[cfg(feature = "words")]
        let cursor = self.begin_stories(archive, cursor)?;
        *self.place() = Place { cursor, unkept, ..Place::default() };
        *self.finder.write().unwrap_or_else(PoisonError::into_inner) = Some(finder);
        self.keep(archive, false)?;
        #[cfg(feature = "words")]
        self.prepare_words(archive, (cursor, words), &is_stopped)?;
        self.read_texts(archive, is_stopped)
    }

    /// The words of the folder, if there are any, whole and of this archive.
    #[cfg(feature = "words")]
    fn kept_words(&self, archive: &Archive) -> Result<Option<(finder::Words, Mark)>> {
        let Some((words, mark)) = self.folder.as_deref().and_then(Library::open) else { return Ok(None) };
        let known = mark.clone();
        let is_ours = archive.read(move |tx| Ok(Mark::at(tx, known.cursor)? == known)).wait()?;
        Ok(is_ours.then_some((words, mark)))
    }

    /// What changes from now on is noted, so words that know the archive up to the cursor, or further, are good; where there are
    /// none they are made anew.
    #[cfg(feature = "words")]
    fn prepare_words(
        &self,
        archive: &Archive,
        (cursor, words): (Cursor, Option<(finder::Words, Mark)>),
        is_stopped: &impl Fn() -> bool,
    ) -> Result<()> {
        if let Some((words, _)) = words {
            self.library.begin(words);
            return Ok(());
        }
        let mark = archive.read(move |tx| Mark::at(tx, cursor)).wait()?;
        if let Some(words) = Library::fill(archive, self.folder.as_ref(), &mark, is_stopped)? {
            self.library.begin(words);
        }
        Ok(())
    }

    /// Goes on with the texts of the folder, or begins to read them, if the archive's owner wishes it. Where the feed is read
    /// from: from here, or from where they stand.
    #[cfg(feature = "words")]
    fn begin_stories(&self, archive: &Archive, cursor: Cursor) -> Result<Cursor> {
        let kept = self.stories.open();
        let known = kept.as_ref().map(|(_, _, mark)| mark.clone());
        let asked = archive.read(move |tx| {
            let is_ours =
                known.as_ref().is_some_and(|known| Mark::at(tx, known.cursor).is_ok_and(|mark| mark == *known));
            Ok((stories::is_wished(tx)?, is_ours, Mark::at(tx, cursor)?))
        });
        let (is_wished, is_ours, mark) = asked.wait()?;
        if !is_wished {
            drop(kept);
            return self.stories.end().map(|()| cursor);
        }
        let kept = kept.filter(|_| is_ours);
        let cursor = kept.as_ref().map_or(cursor, |(_, _, mark)| cursor.min(mark.cursor));
        if let Err(error) = self.stories.begin(kept, mark) {
            tracing::warn!(%error, "texts cannot be searched");
        }
        Ok(cursor)
    }

    /// Reads the texts that changed or were never read, step by step, until nothing is left or it is to stop. Blocks.
    pub fn read_texts(self: &Arc<Self>, archive: &Archive, is_stopped: impl Fn() -> bool) -> Result<()> {
        #[cfg(feature = "words")]
        while !is_stopped()
            && let Some(batch) = self.stories.take()
        {
            let (index, taken) = (Arc::clone(self), batch.clone());
            let read = archive.read(move |tx| {
                // Who asks meanwhile need not read all that happened.
                index.read_words(tx, 1)?;
                index.stories.read_step(tx, &taken)
            });
            self.stories.put(batch, read.wait())?;
        }
        let _ = (archive, is_stopped);
        Ok(())
    }

    /// Whether every text that may be searched was read.
    #[cfg(feature = "words")]
    pub(super) fn has_texts(&self) -> bool {
        self.stories.is_whole()
    }

    /// Who looks into texts, after all that has happened in this snapshot.
    #[cfg(feature = "words")]
    pub(super) fn texts(&self, tx: &Tx<'_>) -> Result<Option<finder::StorySeeker>> {
        {
            let mut place = self.place();
            if self.advance(tx, &mut place)? && Mark::at(tx, place.cursor)?.is_seen() {
                self.stories.follow(tx)?;
            }
        }
        Ok(self.stories.seeker())
    }

    /// Asks the finder, after all that has happened in this snapshot; nothing while the index is not ready.
    pub(super) fn ask<T>(&self, tx: &Tx<'_>, question: impl FnOnce(&Finder) -> T) -> Result<Option<T>> {
        self.follow(tx)?;
        Ok(self.finder.read().unwrap_or_else(PoisonError::into_inner).as_ref().map(question))
    }

    /// The works in which words are found, after all that has happened in this snapshot; nothing while there are no words.
    #[cfg(feature = "words")]
    pub(super) fn seek(
        &self,
        tx: &Tx<'_>,
        seek: &finder::Seek,
        texts: Option<&finder::StorySeeker>,
    ) -> Result<Option<Vec<(finder::WorkId, f32)>>> {
        self.read_words(tx, 1)?;
        self.library.seek(seek, texts)
    }

    /// Reads what has happened.
    pub fn follow(&self, tx: &Tx<'_>) -> Result<()> {
        if self.is_ready() { self.advance(tx, &mut self.place()).map(drop) } else { Ok(()) }
    }

    /// Reads the words of what has happened, and so many steps of what can wait. Whether more of that is left.
    pub fn read_words(&self, tx: &Tx<'_>, steps: usize) -> Result<bool> {
        #[cfg(feature = "words")]
        if self.library.is_ready() {
            let mut place = self.place();
            let sees_all = self.advance(tx, &mut place)?;
            let mark = Mark::at(tx, place.cursor)?;
            // What was noted by a newer snapshot is not read in an older one.
            if !sees_all || !mark.is_seen() {
                return Ok(true);
            }
            self.stories.noted_to(&mark);
            if let Err(error) = self.stories.heed(stories::is_wished(tx)?, mark.clone()) {
                tracing::warn!(%error, "the index of texts cannot be begun or ended");
            }
            return self.library.follow(tx, &mark, steps);
        }
        let _ = steps;
        self.follow(tx).map(|()| false)
    }

    /// One reads, and the others wait for what it finds. A snapshot that is older than the place has nothing to tell. Whether
    /// this one sees every change that was followed ahead of the cursor.
    fn advance(&self, tx: &Tx<'_>, place: &mut Place) -> Result<bool> {
        loop {
            let news = feed::news(tx, place.cursor, CHANGES)?;
            if !news.is_empty() && feed::is_cut(&INDEXER, tx, place.cursor)? {
                return self.lose(tx, place);
            }
            let fresh: Vec<News> = news.iter().filter(|news| !place.ahead.contains(&news.cursor)).copied().collect();
            if !fresh.is_empty() {
                self.apply(tx, &fresh)?;
            }
            place.unkept += fresh.len() as u64;
            for News { cursor, is_settled, .. } in &news {
                if *is_settled {
                    place.cursor = *cursor;
                    place.ahead.remove(cursor);
                } else {
                    place.ahead.insert(*cursor);
                }
            }
            let goes_on = news.len() == CHANGES as usize && news.last().is_some_and(|last| last.is_settled);
            if !goes_on {
                return Ok(news.iter().filter(|news| !news.is_settled).count() == place.ahead.len());
            }
        }
    }

    /// Forgets everything: the feed was pruned while this process slept, and nobody can say any more what it has missed.
    fn lose(&self, tx: &Tx<'_>, place: &mut Place) -> Result<bool> {
        tracing::error!(
            "this process slept for longer than changes are kept: lists do without the index until it is started anew"
        );
        *self.finder.write().unwrap_or_else(PoisonError::into_inner) = None;
        *place = Place { cursor: feed::end(tx)?, ..Place::default() };
        Ok(false)
    }

    /// Writes the file if that would spare the next start much; at the end, if anything came at all. Questions wait meanwhile.
    pub fn keep(&self, archive: &Archive, is_end: bool) -> Result<()> {
        let Some(folder) = &self.folder else { return Ok(()) };
        let (cursor, unkept) = {
            let place = self.place();
            (place.cursor, place.unkept)
        };
        if unkept < if is_end { 1 } else { WORTH_KEEPING } {
            return Ok(());
        }
        #[cfg(feature = "words")]
        if let Err(error) = self.stories.keep() {
            tracing::warn!(%error, "texts cannot be kept; the next start reads again what changed");
        }
        // The finder may know more by then than the mark says: what is told twice changes nothing.
        let mark = archive.read(move |tx| Mark::at(tx, cursor)).wait()?;
        let saved = {
            let finder = self.finder.read().unwrap_or_else(PoisonError::into_inner);
            let Some(finder) = finder.as_ref() else { return Ok(()) };
            finder.save(&folder.join(FILE), &mark.to_string())
        };
        match saved {
            Ok(()) => self.place().unkept -= unkept,
            Err(error) => tracing::warn!(%error, "the index cannot be kept; the next start makes it anew"),
        }
        Ok(())
    }

    fn place(&self) -> MutexGuard<'_, Place> {
        self.place.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// The finder of the file, if there is one that is whole and of this archive.
    fn load(&self, archive: &Archive) -> Result<Option<(Finder, Cursor)>> {
        let Some(path) = self.folder.as_ref().map(|folder| folder.join(FILE)).filter(|path| path.exists()) else {
            return Ok(None);
        };
        let (finder, kept) = match Finder::load(&path) {
            Ok(loaded) => loaded,
            Err(error) => {
                tracing::warn!(%error, "the kept index cannot be used, and is made anew");
                return Ok(None);
            }
        };
        let Some(kept) = Mark::of(&kept) else { return Ok(None) };
        let cursor = kept.cursor;
        let is_ours = archive.read(move |tx| Ok(Mark::at(tx, cursor)? == kept)).wait()?;
        if !is_ours {
            tracing::info!("the kept index is of another state of the archive, and is made anew");
        }
        Ok(is_ours.then_some((finder, cursor)))
    }

    fn apply(&self, tx: &Tx<'_>, news: &[News]) -> Result<()> {
        let told = Told::of(tx, news)?;
        let mut changed_tags = Vec::new();
        for ids in told.tags.chunks(STRIDE as usize) {
            changed_tags.extend(tags::facts(tx, ids)?);
        }
        let mut changed = Vec::new();
        for ids in told.works.chunks(STRIDE as usize) {
            changed.extend(works::facts(&INDEXER, tx, ids)?);
        }
        let mut counted = Vec::new();
        for ids in told.tallies.chunks(STRIDE as usize) {
            counted.extend(works::counts(&INDEXER, tx, ids)?);
        }
        #[cfg(feature = "words")]
        self.library.note(tx, &told.works, &told.meant)?;
        #[cfg(feature = "words")]
        self.stories.note(&told.works);
        let mut finder = self.finder.write().unwrap_or_else(PoisonError::into_inner);
        let Some(finder) = finder.as_mut() else { return Ok(()) };
        for facts in &changed_tags {
            finder.put_tag(&facts.tag);
            finder.put_name(&facts.name);
        }
        let known: HashSet<finder::TagId> = changed_tags.iter().map(|facts| facts.tag.id).collect();
        for gone in told.tags.iter().map(|tag| tags::number(*tag)).filter(|tag| !known.contains(tag)) {
            finder.remove_name(gone);
        }
        let listed: HashSet<finder::WorkId> = changed.iter().map(|work| work.id).collect();
        let gone = told.works.iter().map(|work| finder::WorkId(work.number() as u64));
        for work in gone.filter(|work| !listed.contains(work)) {
            finder.remove(work);
        }
        for work in &changed {
            finder.put(work);
        }
        for (work, counts) in &counted {
            finder.count(*work, counts);
        }
        Ok(())
    }
}

impl fmt::Debug for Index {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Index").field("folder", &self.folder).field("ready", &self.is_ready()).finish_non_exhaustive()
    }
}

/// What changes are about, each once.
#[derive(Default)]
struct Told {
    works: Vec<WorkId>,
    tags: Vec<TagId>,
    /// Those of the tags by whose words works are found otherwise now.
    meant: Vec<TagId>,
    /// Works of which nothing changed but what is counted of them.
    tallies: Vec<WorkId>,
}

impl Told {
    fn of(tx: &Tx<'_>, news: &[News]) -> Result<Self> {
        let (mut told, mut people) = (Self::default(), Vec::<PersonId>::new());
        for News { change, .. } in news {
            match change {
                Change::Work(id) | Change::WorkGone(id) => told.works.push(*id),
                Change::Tag(id) => {
                    told.tags.push(*id);
                    told.meant.push(*id);
                }
                Change::TagFiled(id) => told.tags.push(*id),
                Change::Person(id) => people.push(*id),
                Change::Tally(id) => told.tallies.push(*id),
                Change::Talk(_) | Change::Collection(_) | Change::Policy => {}
            }
        }
        people.sort_unstable();
        people.dedup();
        for person in people {
            // Their works are sorted by their names.
            told.works.extend(works::of_person(&INDEXER, tx, person)?);
        }
        told.works.sort_unstable();
        told.works.dedup();
        for tags in [&mut told.tags, &mut told.meant] {
            tags.sort_unstable();
            tags.dedup();
        }
        told.tallies.sort_unstable();
        told.tallies.dedup();
        told.tallies.retain(|work| told.works.binary_search(work).is_err());
        Ok(told)
    }
}

/// Reads a whole archive in steps, so that nobody waits long for a connection. What changes meanwhile is read again from
/// where the feed ended at the beginning.
fn fill(archive: &Archive, is_stopped: &impl Fn() -> bool) -> Result<Option<(Finder, Cursor)>> {
    let mut finder = Finder::to_fill();
    let (cursor, tags) = archive.read(|tx| Ok((feed::end(tx)?, tags::by_use(tx)?))).wait()?;
    for ids in tags.chunks(STRIDE as usize) {
        let ids = ids.to_vec();
        for facts in archive.read(move |tx| tags::facts(tx, &ids)).wait()? {
            if facts.tag.standing != finder::Standing::Unwrangled {
                finder.put_tag(&facts.tag);
            }
            finder.put_name(&facts.name);
        }
        if is_stopped() {
            return Ok(None);
        }
    }
    let read = |after| archive.read(move |tx| works::facts_after(&INDEXER, tx, after, STRIDE));
    let mut step = read(WorkId::new(-1)).wait()?;
    while let Some(last) = step.last() {
        // The next works are read while these are taken in.
        let next = read(WorkId::new(last.id.0 as i64));
        for work in &step {
            finder.put(work);
        }
        step = next.wait()?;
        if is_stopped() {
            return Ok(None);
        }
    }
    finder.settle();
    Ok(Some((finder, cursor)))
}
