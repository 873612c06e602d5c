//! Threads that own a connection each, the queue to them, and the answers that come back.

use std::future::Future;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::pin::Pin;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::task::{Context, Poll};
use std::thread::{self, JoinHandle};
use std::time::Duration;

use tokio::sync::oneshot;

use super::queue::Queue;
use super::tx::{Given, Purpose};
use super::{Link, Tx};
use crate::{Error, Fault, Result};

/// Questions that may wait; one more is told that the archive is busy.
const QUEUE: usize = 1024;

/// How often a transaction is run before the archive is called busy.
const ATTEMPTS: u32 = 8;

type Job = Box<dyn FnOnce(&Link, &Given) + Send>;

/// Some threads at one queue. Dropping it waits for what is queued and closes the connections.
pub(super) struct Threads {
    queue: Arc<Queue<Job>>,
    commits: Arc<AtomicU64>,
    handles: Vec<JoinHandle<()>>,
}

impl Threads {
    /// Starts a thread for each connection.
    pub(super) fn start(name: &str, links: Vec<Link>, given: &Given) -> Result<Self> {
        let queue: Arc<Queue<Job>> = Arc::new(Queue::new(links.len(), QUEUE));
        let mut threads = Self { queue: Arc::clone(&queue), commits: Arc::default(), handles: Vec::new() };
        for (number, link) in links.into_iter().enumerate() {
            let (queue, given) = (Arc::clone(&queue), given.clone());
            let thread = thread::Builder::new().name(name.to_owned()).spawn(move || {
                while let Some(job) = queue.next(number) {
                    work(job, &link, &given);
                }
            });
            threads.handles.push(thread.map_err(|error| Fault::new("the system gives no more threads", error))?);
        }
        Ok(threads)
    }

    /// Runs `deed` in a transaction on one of the threads.
    pub(super) fn ask<T, F>(&self, purpose: Purpose, deed: F) -> Answer<T>
    where
        T: Send + 'static,
        F: Fn(&Tx<'_>) -> Result<T> + Send + 'static,
    {
        let (answer, waiting) = oneshot::channel();
        let commits = Arc::clone(&self.commits);
        let job: Job = Box::new(move |link, given| {
            let tx = Tx { link, given, purpose };
            let done = transact(&tx, &deed);
            if purpose == Purpose::Write && done.is_ok() {
                commits.fetch_add(1, Ordering::Release);
            }
            // Nobody may be waiting any more; what was written stays written.
            let _ = answer.send(done);
        });
        self.send(job).map_or_else(Answer::of, |()| Answer(waiting))
    }

    /// How many transactions have written something.
    pub(super) fn commits(&self) -> u64 {
        self.commits.load(Ordering::Acquire)
    }

    fn send(&self, job: Job) -> Result<()> {
        self.queue.send(job).map_err(|_| Error::Busy)
    }
}

impl Drop for Threads {
    fn drop(&mut self) {
        self.queue.close();
        for thread in self.handles.drain(..) {
            if thread.thread().id() != thread::current().id() {
                let _ = thread.join();
            }
        }
    }
}

fn work(job: Job, link: &Link, given: &Given) {
    if catch_unwind(AssertUnwindSafe(|| job(link, given))).is_err() {
        tracing::error!("a database closure panicked; its transaction is taken back");
        link.rollback();
    }
}

/// Runs `deed` in a transaction, and again while others are in its way.
fn transact<T>(tx: &Tx<'_>, deed: &dyn Fn(&Tx<'_>) -> Result<T>) -> Result<T> {
    for attempt in 0..ATTEMPTS {
        match once(tx, deed) {
            Err(Error::Busy) => thread::sleep(Duration::from_millis(1 << attempt)),
            done => return done,
        }
    }
    Err(Error::Busy)
}

fn once<T>(tx: &Tx<'_>, deed: &dyn Fn(&Tx<'_>) -> Result<T>) -> Result<T> {
    tx.link.begin(tx.purpose)?;
    let keep = |value| if tx.purpose == Purpose::Rehearsal { Ok(value) } else { tx.link.commit().map(|()| value) };
    let done = deed(tx).and_then(keep);
    if done.is_err() || tx.purpose == Purpose::Rehearsal {
        tx.link.rollback();
    }
    done
}

impl Link {
    pub(super) fn begin(&self, purpose: Purpose) -> Result<()> {
        match self {
            Self::Sqlite(link) => link.begin(purpose),
            Self::Postgres(link) => link.begin(purpose),
        }
    }

    pub(super) fn commit(&self) -> Result<()> {
        match self {
            Self::Sqlite(link) => link.commit(),
            Self::Postgres(link) => link.commit(),
        }
    }

    pub(super) fn rollback(&self) {
        match self {
            Self::Sqlite(link) => link.rollback(),
            Self::Postgres(link) => link.rollback(),
        }
    }

    pub(super) fn batch(&self, text: &str) -> Result<()> {
        match self {
            Self::Sqlite(link) => link.batch(text),
            Self::Postgres(link) => link.batch(text),
        }
    }
}

/// An answer that is on its way: await it, or [`Answer::wait`] for it.
#[must_use = "nothing is known before the answer is awaited"]
pub struct Answer<T>(oneshot::Receiver<Result<T>>);

impl<T> Answer<T> {
    /// Blocks until the answer is here. Panics inside async code; await it there.
    pub fn wait(self) -> Result<T> {
        self.0.blocking_recv().unwrap_or_else(|_| Err(no_answer()))
    }

    fn of(error: Error) -> Self {
        let (answer, waiting) = oneshot::channel();
        let _ = answer.send(Err(error));
        Self(waiting)
    }
}

impl<T> Future for Answer<T> {
    type Output = Result<T>;

    fn poll(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Self::Output> {
        Pin::new(&mut self.0).poll(cx).map(|answer| answer.unwrap_or_else(|_| Err(no_answer())))
    }
}

fn no_answer() -> Error {
    Error::broken("the database's thread gave no answer")
}
