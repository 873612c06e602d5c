//! What is done beside serving. What the time has come for: works and chapters that post themselves, collections that
//! reveal theirs, drafts that rest too long,
//! accounts that nobody opens, those who wait for an invitation, and the bin that is emptied.
//!
//! The gate goes by the clock itself, so nothing is seen too early or kept back because this is late; only lists wait for
//! it, a second at most.

use std::{
    collections::HashSet,
    sync::{
        Arc,
        mpsc::{Receiver, RecvTimeoutError, TryRecvError},
    },
    time::{Duration, Instant},
};

use archive::{
    Archive, WorkId, accounts, bookmarks, collections, feed, growth, invitations, kudos, reach, sieve, tallies, works,
    wrangling,
};

use crate::{Site, account::misses, visits};

/// How long lists may be behind the clock.
const TICK: Duration = Duration::from_secs(1);

/// How often the index reads what nobody has asked for.
const FOLLOW: Duration = Duration::from_millis(500);

/// How often it is counted what came to works, in ticks: lists grow old by it, so not each time.
const COUNTED: u64 = 3;

/// How often it is looked for what can wait, in seconds: drafts whose creators are to be told of their end, accounts that nobody
/// has opened.
const HOUR: i64 = 60 * 60;

/// The hour of the day, UTC, in which it is looked through all tags.
const NIGHT: i64 = 4;

/// Does what is due, every second, until the other end of `stop` goes. Blocks; give it a thread.
pub fn timekeeper(site: &Site, stop: &Receiver<()>) {
    let mut diary = Diary::default();
    loop {
        if let Err(error) = do_what_is_due(site, &mut diary) {
            tracing::error!(%error, "what the time has come for could not be done, and is tried again");
        }
        if stop.recv_timeout(TICK) != Err(RecvTimeoutError::Timeout) {
            break;
        }
    }
    if let Err(error) = misses::write_all(site) {
        tracing::error!(%error, "wrong passwords of the last seconds were not written down");
    }
    if let Err(error) = visits::write_down(site) {
        tracing::error!(%error, "what was read in the last seconds was not written down");
    }
}

/// Cleans anew what an older cleaner has made, once, unless the other end of `stop` goes before. Blocks; give it a thread.
pub fn cleaner(archive: &Archive, stop: &Receiver<()>) {
    let is_stopped = || stop.try_recv() != Err(TryRecvError::Empty);
    let cleaned = works::clean_anew(archive, is_stopped).and_then(|works| {
        let bookmarks = bookmarks::clean_anew(archive, is_stopped)?;
        Ok(works::Cleaned { seen: works.seen + bookmarks.seen, changed: works.changed + bookmarks.changed, ..works })
    });
    match cleaned {
        Ok(done) if done == works::Cleaned::default() => {}
        Ok(works::Cleaned { seen, changed, failed }) => {
            tracing::info!(seen, changed, failed, "old texts were cleaned anew");
        }
        Err(error) => tracing::error!(%error, "old texts could not be cleaned anew; it goes on at the next start"),
    }
}

/// How many steps of what can wait the index reads at once.
const STEPS: usize = 4;

/// Gets the index ready, and keeps it up with the archive until the other end of `stop` goes. Blocks; give it a thread.
pub fn indexer(site: &Site, stop: &Receiver<()>) {
    let (index, archive) = (site.index(), site.archive());
    let is_stopped = || stop.try_recv() != Err(TryRecvError::Empty);
    let begun = Instant::now();
    match index.prepare(archive, is_stopped) {
        Ok(()) => tracing::info!(seconds = begun.elapsed().as_secs_f32(), ready = index.is_ready(), "the index"),
        Err(error) => tracing::error!(%error, "the index could not be made; lists do without it until the next start"),
    }
    loop {
        if stop.recv_timeout(FOLLOW) != Err(RecvTimeoutError::Timeout) {
            break;
        }
        let followed = {
            let index = Arc::clone(index);
            archive.read(move |tx| index.read_words(tx, STEPS)).wait()
        };
        let followed = followed.and_then(|_| index.read_texts(archive, is_stopped));
        if let Err(error) = followed.and_then(|()| index.keep(archive, false)) {
            tracing::error!(%error, "the index cannot follow the archive, and tries again");
        }
    }
    if let Err(error) = index.keep(archive, true) {
        tracing::error!(%error, "the index could not be kept");
    }
}

/// What the timekeeper keeps in mind.
#[derive(Debug, Default)]
struct Diary {
    /// Works that the log was told of: what cannot be done is tried again each time, and told once.
    told: HashSet<WorkId>,
    /// The hour in which it was looked last for what can wait.
    looked: Option<i64>,
    /// The ticks until now.
    ticks: u64,
}

/// Posts what posts itself, empties the bin of what has been in it for its time, counts what came to works, and does what can
/// wait.
fn do_what_is_due(site: &Site, diary: &mut Diary) -> archive::Result<()> {
    let archive = site.archive();
    let mut undone = works::do_what_is_due(archive)?;
    if let Err(error) = collections::reveal_due(archive) {
        tracing::error!(%error, "a collection cannot be revealed, and is tried again");
    }
    misses::write_due(site)?;
    visits::write_down(site)?;
    diary.ticks += 1;
    if diary.ticks.is_multiple_of(COUNTED) {
        tallies::count_due(archive)?;
    }
    let hour = archive.clock().now().as_second() / HOUR;
    if diary.looked != Some(hour) {
        undone.extend(works::tell_of_drafts(archive)?);
        accounts::tend_unconfirmed(archive)?;
        accounts::forget_events(archive)?;
        kudos::forget_salts(archive)?;
        kudos::write_letters(archive)?;
        archive.write(reach::forget).wait()?;
        feed::prune(archive)?;
        invitations::call_due(archive, &site.settings().policy)?;
        if hour % 24 == NIGHT {
            wrangling::clean_up(archive)?;
            works::fold_hits(archive)?;
            while archive.write(sieve::let_signs_go).wait()? {}
            growth::note(archive)?;
        }
        diary.looked = Some(hour);
    }
    for (work, error) in undone {
        if diary.told.insert(work) {
            tracing::error!(%work, %error, "a work whose time has come cannot be posted or taken away, and is tried again");
        }
    }
    Ok(())
}
