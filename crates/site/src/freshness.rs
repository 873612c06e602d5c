//! How new the archive is: a number that grows with every change, for pages that are kept.
//!
//! Follows the archive's change feed, so that changes by another process on the same database count as well. A request
//! looks at two atomics; once in a while, and after every write of this process, one of them asks the feed what came since.

use std::{
    sync::atomic::{AtomicU64, Ordering},
    time::{Duration, Instant},
};

use archive::{
    Archive, Errand, Viewer,
    feed::{self, Cursor},
};
use tokio::{sync::Mutex, time::timeout};

/// How old an answer may be: half of what goal P6 allows.
const EVERY: Duration = Duration::from_millis(50);

/// Changes read at once.
const STRIDE: u32 = 5_000;

/// How long a page waits to hear of changes; after that nothing kept is shown.
const PATIENCE: Duration = Duration::from_secs(1);

/// The archive's version, as far as it is known.
#[derive(Debug)]
pub(crate) struct Freshness {
    /// Grows with every change; 0 while it is not known.
    version: AtomicU64,
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
    /// Changes behind the cursor that are stored and not given out yet. They count: what they hide must be gone now.
    held_back: u64,
    version: u64,
}

impl Freshness {
    /// Nothing is known yet.
    pub(crate) fn new() -> Self {
        let reader = Mutex::new(Reader { version: 1, ..Reader::default() });
        Self {
            version: AtomicU64::new(0),
            due: AtomicU64::new(0),
            commits: AtomicU64::new(0),
            start: Instant::now(),
            reader,
        }
    }

    /// The version now; nothing when the archive cannot say, and then nothing kept may be shown.
    pub(crate) async fn version(&self, archive: &Archive) -> Option<u64> {
        let now = self.now();
        if self.is_due(archive, now) {
            // Only one asks; the others wait, because nobody may be shown what is older than it may be.
            let mut reader = self.reader.lock().await;
            if self.is_due(archive, now) {
                self.look(archive, &mut reader).await;
            }
        }
        Some(self.version.load(Ordering::Relaxed)).filter(|version| *version > 0)
    }

    fn is_due(&self, archive: &Archive, now: u64) -> bool {
        now >= self.due.load(Ordering::Relaxed) || archive.commits() != self.commits.load(Ordering::Acquire)
    }

    async fn look(&self, archive: &Archive, reader: &mut Reader) {
        let (asked, commits) = (self.now(), archive.commits());
        let read = timeout(PATIENCE, reader.catch_up(archive)).await;
        let read = read.unwrap_or(Err(archive::Error::Busy));
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
            let read = archive
                .read(move |tx| Ok((feed::after(&viewer, tx, from, STRIDE)?, feed::held_back(&viewer, tx, from)?)));
            let (told, held_back) = read.await?;
            if !told.is_empty() || held_back != self.held_back {
                self.version += 1;
            }
            self.held_back = held_back;
            match told.last() {
                Some((last, _)) => self.cursor = *last,
                None => return Ok(()),
            }
        }
    }
}
