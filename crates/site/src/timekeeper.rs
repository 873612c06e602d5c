//! What the time has come for: works and chapters that post themselves, and the bin that is emptied.
//!
//! The gate goes by the clock itself, so nothing is seen too early or kept back because this is late; only lists wait for
//! it, a second at most.

use std::{
    collections::HashSet,
    sync::mpsc::{Receiver, RecvTimeoutError},
    time::Duration,
};

use archive::{Archive, WorkId, works};

/// How long lists may be behind the clock.
const TICK: Duration = Duration::from_secs(1);

/// Does what is due, every second, until the other end of `stop` goes. Blocks; give it a thread.
pub fn timekeeper(archive: &Archive, stop: &Receiver<()>) {
    let mut told = HashSet::new();
    loop {
        if let Err(error) = do_what_is_due(archive, &mut told) {
            tracing::error!(%error, "what the time has come for could not be done, and is tried again");
        }
        if stop.recv_timeout(TICK) != Err(RecvTimeoutError::Timeout) {
            return;
        }
    }
}

/// Posts what posts itself and empties the bin of what has been in it for its time. What cannot be done is tried again each
/// time, and `told` to the log once.
fn do_what_is_due(archive: &Archive, told: &mut HashSet<WorkId>) -> archive::Result<()> {
    for (work, error) in works::do_what_is_due(archive)? {
        if told.insert(work) {
            tracing::error!(%work, %error, "a work whose time has come cannot be posted or taken away, and is tried again");
        }
    }
    Ok(())
}
