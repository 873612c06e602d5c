//! The post office beside a serving archive: a thread of its own that ends with it.

use std::sync::mpsc::{Sender, channel};
use std::thread::{self, JoinHandle};

use archive::mail::Carrier;
use site::Site;

/// A post office at work.
pub struct Office {
    open: Sender<()>,
    thread: JoinHandle<()>,
}

impl Office {
    /// Opens it: from now on the archive's letters are carried.
    pub fn open(site: Site, carrier: Carrier) -> Self {
        let (open, stop) = channel();
        Self { open, thread: thread::spawn(move || site::post_office(&site, &carrier, &stop)) }
    }

    /// Lets the letter at hand finish; those that wait are sent the next time.
    pub fn close(self) {
        drop(self.open);
        let _ = self.thread.join();
    }
}
