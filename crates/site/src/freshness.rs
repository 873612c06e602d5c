//! How new the archive is: a number that grows with every change, for pages that are kept.
//!
//! Follows the archive's change feed, so that changes by another process on the same database count as well. A request
//! looks at an atomic; once in a while one of them asks the feed what came since.

use std::{
    sync::atomic::{AtomicU64, Ordering},
    time::{Duration, Instant},
};

use archive::{
    Archive, Errand, Viewer,
    feed::{self, Cursor},
};
use tokio::sync::Mutex;

/// How old an answer may be: half of what goal P6 allows.
const EVERY: Duration = Duration::from_millis(50);

/// Changes read at once.
const STRIDE: u32 = 5_000;

/// The archive's version, as far as it is known.
#[derive(Debug)]
pub(crate) struct Freshness {
    /// Grows with every change.
    version: AtomicU64,
    /// When to look again, in milliseconds since `start`.
    due: AtomicU64,
    start: Instant,
    cursor: Mutex<Cursor>,
}

impl Freshness {
    /// Nothing is known yet.
    pub(crate) fn new() -> Self {
        let cursor = Mutex::new(Cursor::default());
        Self { version: AtomicU64::new(1), due: AtomicU64::new(0), start: Instant::now(), cursor }
    }

    /// The version now; nothing when the archive cannot say, and then nothing kept may be shown.
    pub(crate) async fn version(&self, archive: &Archive) -> Option<u64> {
        let now = self.start.elapsed().as_millis() as u64;
        if now >= self.due.load(Ordering::Relaxed) {
            // Only one asks; the others wait, because nobody may be shown what is older than it may be.
            let mut cursor = self.cursor.lock().await;
            if now >= self.due.load(Ordering::Relaxed) {
                self.catch_up(archive, &mut cursor).await?;
                self.due.store(now + EVERY.as_millis() as u64, Ordering::Relaxed);
            }
        }
        Some(self.version.load(Ordering::Relaxed))
    }

    async fn catch_up(&self, archive: &Archive, cursor: &mut Cursor) -> Option<()> {
        loop {
            let from = *cursor;
            let viewer = Viewer::Custodian(Errand::Index);
            let changes = archive.read(move |tx| feed::after(&viewer, tx, from, STRIDE)).await;
            let changes = changes.inspect_err(|error| tracing::warn!(%error, "the change feed cannot be read")).ok()?;
            let Some((last, _)) = changes.last() else { return Some(()) };
            *cursor = *last;
            self.version.fetch_add(1, Ordering::Relaxed);
        }
    }
}
