//! The queue to threads that own a connection each. Whoever came to rest last is asked first: what it has read is in its
//! connection's cache, and in few threads of an archive that is asked little.

use std::collections::VecDeque;
use std::sync::{Condvar, Mutex, MutexGuard, PoisonError};

/// Jobs that wait for a thread, or threads that wait for a job.
pub(super) struct Queue<T> {
    longest: usize,
    state: Mutex<State<T>>,
    /// One for each thread.
    calls: Vec<Condvar>,
}

struct State<T> {
    jobs: VecDeque<T>,
    /// Threads that rest; the last of them came to rest last.
    resting: Vec<usize>,
    is_closed: bool,
}

impl<T> Queue<T> {
    /// A queue to so many threads, in which at most `longest` jobs wait.
    pub(super) fn new(threads: usize, longest: usize) -> Self {
        let state = State { jobs: VecDeque::new(), resting: Vec::with_capacity(threads), is_closed: false };
        let calls = (0..threads).map(|_| Condvar::new()).collect();
        Self { longest, state: Mutex::new(state), calls }
    }

    /// Gives a job to the thread that came to rest last, or lets it wait for one. Gives it back when too many wait.
    pub(super) fn send(&self, job: T) -> Result<(), T> {
        let mut state = self.state();
        if state.is_closed || state.jobs.len() >= self.longest {
            return Err(job);
        }
        state.jobs.push_back(job);
        if let Some(call) = state.resting.pop().and_then(|thread| self.calls.get(thread)) {
            call.notify_one();
        }
        Ok(())
    }

    /// The next job for a thread, which waits for one. Nothing when the queue is closed and empty.
    pub(super) fn next(&self, thread: usize) -> Option<T> {
        let call = self.calls.get(thread)?;
        let mut state = self.state();
        loop {
            if let Some(job) = state.jobs.pop_front() {
                return Some(job);
            }
            if state.is_closed {
                return None;
            }
            state.resting.push(thread);
            state = call.wait(state).unwrap_or_else(PoisonError::into_inner);
            // It may have woken without having been called.
            state.resting.retain(|other| *other != thread);
        }
    }

    /// Takes no more jobs. Those that wait are still given out.
    pub(super) fn close(&self) {
        self.state().is_closed = true;
        self.calls.iter().for_each(Condvar::notify_one);
    }

    fn state(&self) -> MutexGuard<'_, State<T>> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

#[cfg(test)]
mod tests {
    use std::sync::mpsc::channel;
    use std::thread;

    use super::*;

    fn until_all_rest(queue: &Queue<u32>, threads: usize) {
        while queue.state().resting.len() < threads {
            thread::yield_now();
        }
    }

    #[test]
    fn who_came_to_rest_last_is_asked_first() {
        let (queue, (done, told)) = (Queue::new(3, 8), channel());
        thread::scope(|scope| {
            for thread in 0..3 {
                let (queue, done) = (&queue, done.clone());
                scope.spawn(move || {
                    while let Some(job) = queue.next(thread) {
                        done.send((thread, job)).unwrap();
                    }
                });
                until_all_rest(queue, thread + 1);
            }
            for job in 0..20 {
                queue.send(job).unwrap();
                assert_eq!(told.recv().unwrap(), (2, job));
                until_all_rest(&queue, 3);
            }
            queue.close();
        });
    }

    #[test]
    fn every_job_is_done_once_by_somebody_and_none_after_the_end() {
        let (queue, (done, told)) = (Queue::new(4, 10_000), channel());
        thread::scope(|scope| {
            for thread in 0..4 {
                let (queue, done) = (&queue, done.clone());
                scope.spawn(move || {
                    while let Some(job) = queue.next(thread) {
                        done.send(job).unwrap();
                    }
                });
            }
            (0..5_000).for_each(|job| queue.send(job).unwrap());
            queue.close();
            assert_eq!(queue.send(5_000), Err(5_000));
        });
        drop(done);
        let mut jobs: Vec<u32> = told.iter().collect();
        jobs.sort_unstable();
        assert!(jobs.into_iter().eq(0..5_000));
    }

    #[test]
    fn a_queue_that_is_full_gives_the_job_back() {
        let queue = Queue::new(1, 2);
        assert_eq!([1, 2, 3].map(|job| queue.send(job)), [Ok(()), Ok(()), Err(3)]);
        assert_eq!((queue.next(0), queue.next(0)), (Some(1), Some(2)));
    }
}
