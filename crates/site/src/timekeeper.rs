//! What the time has come for: works and chapters that post themselves, and the bin that is emptied.
//!
//! The gate goes by the clock itself, so nothing is seen too early or kept back because this is late; only lists wait for
//! it, a second at most.

use std::{
    sync::mpsc::{Receiver, RecvTimeoutError},
    time::Duration,
};

use archive::{Archive, Errand, Viewer, works};

/// How long lists may be behind the clock.
const TICK: Duration = Duration::from_secs(1);

/// Does what is due, every second, until the other end of `stop` goes. Blocks; give it a thread.
pub fn timekeeper(archive: &Archive, stop: &Receiver<()>) {
    loop {
        if let Err(error) = do_what_is_due(archive) {
            tracing::error!(%error, "what the time has come for could not be done, and is tried again");
        }
        if stop.recv_timeout(TICK) != Err(RecvTimeoutError::Timeout) {
            return;
        }
    }
}

/// Posts what posts itself and empties the bin of what has been in it for its time. Writes nothing when nothing is due.
pub fn do_what_is_due(archive: &Archive) -> archive::Result<()> {
    if !archive.read(works::is_due).wait()? {
        return Ok(());
    }
    let clock = Viewer::Custodian(Errand::Clock);
    archive.write(move |tx| works::post_due(&clock, tx).and_then(|_| works::empty_bin(&clock, tx))).wait().map(drop)
}
