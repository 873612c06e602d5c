//! Room for what visitors send: long forms are held whole while they are read, so only so many bytes of them are at once.
//!
//! Guests have a small room of their own, because a long form of theirs is never acted upon: it is only given back to
//! whoever was logged out while writing. Short forms need none.

use std::sync::Arc;

use tokio::sync::{OwnedSemaphorePermit, Semaphore};

use crate::{Problem, routes::LARGEST_FORM};

/// KiB of long forms of members that are held at once, and of guests.
const MEMBERS: usize = 64 * 1024;
const GUESTS: usize = 12 * 1024;

/// The two rooms.
#[derive(Debug)]
pub(crate) struct Rooms {
    members: Arc<Semaphore>,
    guests: Arc<Semaphore>,
}

impl Rooms {
    pub(crate) fn new() -> Self {
        Self { members: Arc::new(Semaphore::new(MEMBERS)), guests: Arc::new(Semaphore::new(GUESTS)) }
    }

    /// Room for so many bytes, when there is some; until it is dropped. Nothing of a body that waits is read.
    pub(crate) async fn take(&self, is_guest: bool, bytes: usize) -> Result<Option<OwnedSemaphorePermit>, Problem> {
        if bytes <= LARGEST_FORM {
            return Ok(None);
        }
        let (room, most) = if is_guest { (&self.guests, GUESTS) } else { (&self.members, MEMBERS) };
        let needed = u32::try_from(bytes.div_ceil(1024).min(most)).map_err(Problem::broken)?;
        Arc::clone(room).acquire_many_owned(needed).await.map(Some).map_err(Problem::broken)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const WHOLE: usize = 6 * 1024 * 1024;

    #[tokio::test]
    async fn guests_long_forms_wait_for_each_other_and_keep_nobody_else_waiting() {
        let rooms = Rooms::new();
        let held = [rooms.take(true, WHOLE).await.unwrap(), rooms.take(true, WHOLE).await.unwrap()];
        let waiting = tokio::time::timeout(std::time::Duration::from_millis(20), rooms.take(true, WHOLE));
        assert!(waiting.await.is_err(), "the room is full");
        assert!(rooms.take(true, LARGEST_FORM).await.unwrap().is_none(), "short forms need none");
        assert!(rooms.take(false, WHOLE).await.unwrap().is_some(), "members have their own");
        drop(held);
        assert!(rooms.take(true, 1 << 40).await.unwrap().is_some(), "what is too large anyway waits for all of it");
    }
}
