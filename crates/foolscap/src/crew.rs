//! Who works beside a serving archive: the post office, the timekeeper, who cleans old texts anew, who keeps the index,
//! and who tells what happens to those who follow it, each on a thread that ends with it.

use std::sync::mpsc::{Receiver, Sender, channel};
use std::thread::{self, JoinHandle};

use archive::mail::Carrier;
use site::Site;

/// The crew at work.
pub struct Crew {
    hands: Vec<(Sender<()>, JoinHandle<()>)>,
}

impl Crew {
    /// Begins: from now on letters are carried, what is to happen at a time happens, what an older cleaner made is cleaned anew
    /// once, the index gets ready and follows the archive, and members are told of what they follow.
    pub fn begin(site: &Site, carrier: Carrier) -> Self {
        let (office, house) = (site.clone(), site.clone());
        let post = hand(move |stop| site::post_office(&office, &carrier, stop));
        let clock = hand(move |stop| site::timekeeper(&house, stop));
        let texts = site.archive().clone();
        let cleaner = hand(move |stop| site::cleaner(&texts, stop));
        let finder = site.clone();
        let indexer = hand(move |stop| site::indexer(&finder, stop));
        let herald = site.clone();
        let herald = hand(move |stop| site::herald(&herald, stop));
        Self { hands: vec![post, clock, cleaner, indexer, herald] }
    }

    /// Lets what is at hand be finished; what waits is done the next time.
    pub fn end(self) {
        let (stops, threads): (Vec<_>, Vec<_>) = self.hands.into_iter().unzip();
        drop(stops);
        for thread in threads {
            let _ = thread.join();
        }
    }
}

fn hand(work: impl FnOnce(&Receiver<()>) + Send + 'static) -> (Sender<()>, JoinHandle<()>) {
    let (stop, stopped) = channel();
    (stop, thread::spawn(move || work(&stopped)))
}
