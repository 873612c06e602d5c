//! The slow work of hashing passwords: away from the threads that serve pages, one at a time, and with a short queue,
//! so that a flood of log-ins leaves readers alone.

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::{Arc, mpsc};
use std::thread;

use archive::accounts::{HashedPassword, Password};
use tokio::sync::{Semaphore, oneshot};

use crate::{Cx, Problem};

/// So many are in work or wait; whoever comes then is told at once that the archive is busy. About two seconds of work.
const QUEUE: usize = 40;

/// A password in work.
type Job = Box<dyn FnOnce() + Send>;

/// The one thread that hashes, and the queue before it.
#[derive(Debug)]
pub(crate) struct Hashers {
    queue: Arc<Semaphore>,
    jobs: mpsc::Sender<Job>,
}

impl Hashers {
    /// Starts the thread, which ends with this. Without a thread every log-in finds the archive busy.
    pub(crate) fn new() -> Self {
        let (jobs, waiting) = mpsc::channel();
        if let Err(error) = thread::Builder::new().name("hashing".to_owned()).spawn(move || work(&waiting)) {
            tracing::error!(%error, "no thread could be started that hashes passwords");
        }
        Self { queue: Arc::new(Semaphore::new(QUEUE)), jobs }
    }

    /// Whether there is a place in the queue. Asked before anything else is done for somebody: in a flood most are sent away,
    /// and what is done for them first is taken from readers.
    pub(super) fn have_room(&self) -> Result<(), Problem> {
        if self.queue.available_permits() == 0 { Err(Problem::Busy) } else { Ok(()) }
    }

    /// Does `what` when it is its turn, whether or not somebody still waits for it then.
    async fn done<T: Send + 'static>(&self, what: impl FnOnce() -> T + Send + 'static) -> Result<T, Problem> {
        let place = Arc::clone(&self.queue).try_acquire_owned().map_err(|_| Problem::Busy)?;
        let (answer, answered) = oneshot::channel();
        let job = move || {
            let done = what();
            drop(place);
            // Whoever asked may have gone.
            let _ = answer.send(done);
        };
        self.jobs.send(Box::new(job)).map_err(|_| Problem::Busy)?;
        answered.await.map_err(Problem::broken)
    }
}

fn work(waiting: &mpsc::Receiver<Job>) {
    step_back();
    for job in waiting {
        // Whoever asked finds out by having no answer.
        if catch_unwind(AssertUnwindSafe(job)).is_err() {
            tracing::error!("hashing a password panicked");
        }
    }
}

/// Leaves the processors to whoever else wants one: a hash takes longer than a hundred pages. On Linux this is said of the
/// thread; elsewhere it would be said of the whole program, and is not.
fn step_back() {
    #[cfg(target_os = "linux")]
    if let Err(error) = rustix::process::nice(19) {
        tracing::debug!(%error, "passwords are hashed as urgently as pages are made");
    }
}

/// Whether a password fits.
pub(super) async fn fits(cx: &Cx, password: Password, hashed: Option<HashedPassword>) -> Result<bool, Problem> {
    cx.site().hashers().done(move || password.fits(hashed.as_ref())).await
}

/// The hash of a new password.
pub(super) async fn hashed(cx: &Cx, password: Password) -> Result<HashedPassword, Problem> {
    let chance = cx.archive().chance().clone();
    Ok(cx.site().hashers().done(move || password.hashed(&chance)).await??)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn whoever_comes_after_a_full_queue_is_told_at_once() {
        let hashers = Arc::new(Hashers::new());
        let (let_go, held) = mpsc::channel::<()>();
        let mut waiting = vec![tokio::spawn({
            let hashers = Arc::clone(&hashers);
            async move { hashers.done(move || held.recv().is_ok()).await }
        })];
        waiting.extend((1..QUEUE).map(|_| {
            let hashers = Arc::clone(&hashers);
            tokio::spawn(async move { hashers.done(|| true).await })
        }));
        tokio::task::yield_now().await;
        assert!(matches!(hashers.have_room(), Err(Problem::Busy)));
        assert!(matches!(hashers.done(|| ()).await, Err(Problem::Busy)));

        let_go.send(()).unwrap();

        for one in waiting {
            assert!(one.await.unwrap().unwrap());
        }
        assert!(hashers.have_room().is_ok() && hashers.done(|| ()).await.is_ok());
    }

    #[tokio::test]
    async fn whoever_goes_away_holds_nobody_up() {
        let hashers = Hashers::new();
        let (let_go, held) = mpsc::channel::<()>();
        let gone = hashers.done(move || held.recv().is_ok());
        assert!(tokio::time::timeout(std::time::Duration::from_millis(1), gone).await.is_err());

        let_go.send(()).unwrap();

        assert!(hashers.done(|| true).await.unwrap());
    }
}
