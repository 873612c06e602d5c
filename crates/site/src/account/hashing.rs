//! The slow work of hashing passwords: away from the threads that serve pages, one at a time, and with a short queue,
//! so that a flood of log-ins leaves readers alone.

use std::sync::Arc;

use archive::accounts::{HashedPassword, Password};
use tokio::sync::{OwnedSemaphorePermit, Semaphore};

use crate::{Cx, Problem};

/// So many wait; whoever comes then is told at once that the archive is busy. About two seconds of work.
const QUEUE: usize = 40;

/// The one seat, and the queue before it.
#[derive(Debug)]
pub(crate) struct Hashers {
    queue: Arc<Semaphore>,
    seat: Arc<Semaphore>,
}

impl Hashers {
    pub(crate) fn new() -> Self {
        Self { queue: Arc::new(Semaphore::new(QUEUE)), seat: Arc::new(Semaphore::new(1)) }
    }

    /// Whether there is a place in the queue. Asked before anything else is done for somebody: in a flood most are sent away,
    /// and what is done for them first is taken from readers.
    pub(super) fn have_room(&self) -> Result<(), Problem> {
        if self.queue.available_permits() == 0 { Err(Problem::Busy) } else { Ok(()) }
    }

    /// A seat, when it is one's turn.
    async fn seat(&self) -> Result<[OwnedSemaphorePermit; 2], Problem> {
        let place = Arc::clone(&self.queue).try_acquire_owned().map_err(|_| Problem::Busy)?;
        let seat = Arc::clone(&self.seat).acquire_owned().await.map_err(Problem::broken)?;
        Ok([place, seat])
    }
}

/// Whether a password fits.
pub(super) async fn fits(cx: &Cx, password: Password, hashed: Option<HashedPassword>) -> Result<bool, Problem> {
    let seat = cx.site().hashers().seat().await?;
    let work = tokio::task::spawn_blocking(move || {
        let _seat = seat;
        password.fits(hashed.as_ref())
    });
    work.await.map_err(Problem::broken)
}

/// The hash of a new password.
pub(super) async fn hashed(cx: &Cx, password: Password) -> Result<HashedPassword, Problem> {
    let seat = cx.site().hashers().seat().await?;
    let chance = cx.archive().chance().clone();
    let work = tokio::task::spawn_blocking(move || {
        let _seat = seat;
        password.hashed(&chance)
    });
    Ok(work.await.map_err(Problem::broken)??)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn whoever_comes_after_a_full_queue_is_told_at_once() {
        let hashers = Arc::new(Hashers::new());
        let first = hashers.seat().await.unwrap();
        let waiting: Vec<_> = (1..QUEUE)
            .map(|_| {
                let hashers = Arc::clone(&hashers);
                tokio::spawn(async move { hashers.seat().await.map(drop) })
            })
            .collect();
        tokio::task::yield_now().await;
        assert!(matches!(hashers.have_room(), Err(Problem::Busy)));
        assert!(matches!(hashers.seat().await, Err(Problem::Busy)));

        drop(first);

        for one in waiting {
            one.await.unwrap().unwrap();
        }
        assert!(hashers.have_room().is_ok() && hashers.seat().await.is_ok());
    }
}
