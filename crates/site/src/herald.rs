//! The herald: follows what happens in the archive and tells those who follow it, beside serving.
//!
//! No deed waits for it but for the short transactions in which it tells a batch. Whatever it did is stored with how far it came, so
//! that it goes on where it, or another node's, stopped.

use std::{
    sync::mpsc::{Receiver, RecvTimeoutError, TryRecvError},
    time::{Duration, Instant},
};

use archive::notices;

use crate::Site;

/// How often it looks for news.
const TICK: Duration = Duration::from_millis(500);

/// How often saved searches are asked for what was posted: each time, every followed search costs a small question.
const SEARCHED: Duration = Duration::from_secs(30);

/// How often it is looked for what is old.
const PRUNED: Duration = Duration::from_hours(1);

/// When what is done now and then was done last.
#[derive(Debug, Default)]
struct Diary {
    searched: Option<Instant>,
    pruned: Option<Instant>,
}

/// Tells what happens until the other end of `stop` goes. Blocks; give it a thread.
pub fn herald(site: &Site, stop: &Receiver<()>) {
    let mut diary = Diary::default();
    let is_stopped = || stop.try_recv() != Err(TryRecvError::Empty);
    loop {
        if let Err(error) = round(site, &mut diary, &is_stopped) {
            tracing::error!(%error, "what happened could not be told, and is tried again");
        }
        if stop.recv_timeout(TICK) != Err(RecvTimeoutError::Timeout) {
            return;
        }
    }
}

fn round(site: &Site, diary: &mut Diary, is_stopped: &impl Fn() -> bool) -> archive::Result<()> {
    let archive = site.archive();
    while !is_stopped() && notices::follow(archive)? {}
    if is_due(&mut diary.searched, SEARCHED) {
        while !is_stopped() && notices::ask_searches(archive, site.index())? {}
    }
    while !is_stopped() && notices::tell_some(archive)? {}
    if is_due(&mut diary.pruned, PRUNED) {
        notices::prune(archive)?;
    }
    Ok(())
}

/// Whether something was not done for so long; it counts as done.
fn is_due(last: &mut Option<Instant>, every: Duration) -> bool {
    let is_due = last.is_none_or(|last| last.elapsed() >= every);
    if is_due {
        *last = Some(Instant::now());
    }
    is_due
}
