//! How new the archive is: a number that grows with every change, for pages that are kept.
//!
//! Follows the archive's change feed, so that changes by another process on the same database count as well. A request
//! looks at a few atomics; once in a while, and after every write of this process, one of them asks the feed what came since.
//!
//! What is said at a work, kudos and comments, makes only pages about that work old: it happens far more often than all else.

use std::{
    collections::HashMap,
    sync::{
        PoisonError, RwLock,
        atomic::{AtomicU64, Ordering},
    },
    time::{Duration, Instant},
};

use archive::{
    Archive, Errand, Viewer, WorkId,
    feed::{self, Change, Cursor, HeldBack},
};
use tokio::{sync::Mutex, time::timeout};

/// How old an answer may be: half of what goal P6 allows.
const EVERY: Duration = Duration::from_millis(50);

/// Changes read at once.
const STRIDE: u32 = 5_000;

/// How long a page waits to hear of changes; after that nothing kept is shown.
const PATIENCE: Duration = Duration::from_secs(1);

/// So many works are known apart at which something was said; then everything is old once, and it begins anew.
const MOST_WORKS: usize = 50_000;

/// A state of the archive, that something is made of.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Moment {
    /// Grows with every change but talk.
    pub(crate) version: u64,
    /// Grows with talk.
    talk: u64,
}

/// The archive's version, as far as it is known.
#[derive(Debug)]
pub(crate) struct Freshness {
    /// Grows with every change but talk; 0 while it is not known.
    version: AtomicU64,
    /// Grows whenever something is said at some work.
    talk: AtomicU64,
    /// The number of the last talk at each work.
    talks: RwLock<HashMap<WorkId, u64>>,
    /// When to look again, in milliseconds since `start`.
    due: AtomicU64,
    /// The writes of this process that are known of.
    commits: AtomicU64,
    start: Instant,
    reader: Mutex<Reader>,
}

/// How far the feed has been read.
#[derive(Debug, Default)]
struct Reader {
    cursor: Cursor,
    /// What is stored behind the cursor and not given out yet. It counts: what it hides must be gone now.
    held_back: HeldBack,
    version: u64,
    /// The works at which something was said since it was asked last.
    talk: Vec<WorkId>,
}

impl Freshness {
    /// Nothing is known yet.
    pub(crate) fn new() -> Self {
        let reader = Mutex::new(Reader { version: 1, ..Reader::default() });
        Self {
            version: AtomicU64::new(0),
            talk: AtomicU64::new(0),
            talks: RwLock::default(),
            due: AtomicU64::new(0),
            commits: AtomicU64::new(0),
            start: Instant::now(),
            reader,
        }
    }

    /// The state now; nothing when the archive cannot say, and then nothing kept may be shown.
    pub(crate) async fn moment(&self, archive: &Archive) -> Option<Moment> {
        let now = self.now();
        if self.is_due(archive, now) {
            // Only one asks; the others wait, because nobody may be shown what is older than it may be.
            let mut reader = self.reader.lock().await;
            if self.is_due(archive, now) {
                self.look(archive, &mut reader).await;
            }
        }
        let version = Some(self.version.load(Ordering::Relaxed)).filter(|version| *version > 0)?;
        Some(Moment { version, talk: self.talk.load(Ordering::Acquire) })
    }

    /// Whether what was made of one state, perhaps about a work, is the same now.
    pub(crate) fn is_still(&self, made: Moment, now: Moment, about: Option<WorkId>) -> bool {
        let last = |work| self.talks.read().unwrap_or_else(PoisonError::into_inner).get(&work).copied();
        made.version == now.version && about.and_then(last).is_none_or(|talk| talk <= made.talk)
    }

    /// Makes the pages about these works old; says whether all pages are, because there is no more room to know works apart.
    fn hear(&self, works: &[WorkId]) -> bool {
        if works.is_empty() {
            return false;
        }
        let next = self.talk.load(Ordering::Relaxed) + 1;
        let mut talks = self.talks.write().unwrap_or_else(PoisonError::into_inner);
        let is_full = talks.len() + works.len() > MOST_WORKS;
        if is_full {
            talks.clear();
        } else {
            talks.extend(works.iter().map(|work| (*work, next)));
        }
        // Whoever is told this number has asked for it after the works were marked, and reads what was said.
        self.talk.store(next, Ordering::Release);
        is_full
    }

    fn is_due(&self, archive: &Archive, now: u64) -> bool {
        now >= self.due.load(Ordering::Relaxed) || archive.commits() != self.commits.load(Ordering::Acquire)
    }

    async fn look(&self, archive: &Archive, reader: &mut Reader) {
        let (asked, commits) = (self.now(), archive.commits());
        let read = timeout(PATIENCE, reader.catch_up(archive)).await;
        let read = read.unwrap_or(Err(archive::Error::Busy));
        if self.hear(&std::mem::take(&mut reader.talk)) {
            reader.version += 1;
        }
        // An archive that does not answer is not asked by everybody who waits, one after the other.
        let (version, since) = match read {
            Ok(()) => (reader.version, asked),
            Err(error) => {
                tracing::warn!(%error, "the change feed cannot be read");
                (0, self.now())
            }
        };
        self.version.store(version, Ordering::Relaxed);
        // Whoever sees these writes as known sees the version that knows them.
        self.commits.store(commits, Ordering::Release);
        self.due.store(since + EVERY.as_millis() as u64, Ordering::Relaxed);
    }

    fn now(&self) -> u64 {
        self.start.elapsed().as_millis() as u64
    }
}

impl Reader {
    async fn catch_up(&mut self, archive: &Archive) -> archive::Result<()> {
        loop {
            let (from, viewer) = (self.cursor, Viewer::Custodian(Errand::Index));
            let read = archive.read(move |tx| {
                let told = feed::after(&viewer, tx, from, STRIDE)?;
                // Of what was pruned nobody can say what it was.
                let is_cut = !told.is_empty() && feed::is_cut(&viewer, tx, from)?;
                Ok((told, feed::held_back(&viewer, tx, from)?, is_cut))
            });
            let (told, held_back, is_cut) = read.await?;
            let is_talk = |change: &Change| matches!(change, Change::Talk(_));
            if is_cut || told.iter().any(|(_, change)| !is_talk(change)) || held_back.others != self.held_back.others {
                self.version += 1;
            }
            self.talk.extend(told.iter().filter_map(|(_, change)| match change {
                Change::Talk(work) => Some(*work),
                _ => None,
            }));
            if held_back.talk != self.held_back.talk {
                self.talk.extend(&held_back.talk);
            }
            self.held_back = held_back;
            match told.last() {
                Some((last, _)) => self.cursor = *last,
                None => return Ok(()),
            }
        }
    }
}
