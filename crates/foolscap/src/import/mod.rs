//! `foolscap import`: files and folders into an archive, or a dry run that only says what would come in.
//!
//! Two threads read and clean, this one stores: several works a transaction, each whole or not at all. So an import can
//! be stopped at any moment; the next run recognises what is here and goes on.

mod behalf;
mod reader;
mod sources;
mod stop;
mod writer;

use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::sync::mpsc::sync_channel;
use std::sync::{Arc, Mutex};
use std::thread;

use anyhow::{Result, bail};
use archive::Archive;
use indicatif::{ProgressBar, ProgressStyle};

use crate::args::Import;
use crate::files::{self, Found};
use crate::ledger::{Fate, Ledger};
use crate::{place, report};

use behalf::Behalf;
use reader::{Reader, Reading};
use stop::Stop;
use writer::Writer;

/// How many readings may wait for the writer: what bounds the memory of an import, however many files it has.
const WAITING: usize = 16;

/// Brings the files in, or says what would come in.
pub fn run(wishes: &Import) -> Result<ExitCode> {
    let found = files::below(&wishes.paths);
    let has_files = found.iter().any(|found| matches!(found, Found::File(_)));
    let families = reader::families(found);
    let archive = if wishes.dry_run || !has_files { None } else { Some(place::open(&wishes.place)?) };
    let behalf = archive.as_ref().map(|archive| Behalf::of(wishes, archive)).transpose()?.flatten();
    let ledger_path = ledger_path(wishes, archive.as_ref());
    let mut ledger = Ledger::open(ledger_path.as_deref())?;
    let stop = Stop::on_interrupt();

    let bar = progress(families.iter().map(Vec::len).sum());
    let total = families.len();
    let queue = Arc::new(Mutex::new(families.into_iter()));
    let (terms, host) = (Behalf::terms(behalf.as_ref()), place::home(&wishes.place)?);
    let reader = Reader::new(archive.clone(), wishes.post, terms, host, bar.clone());
    let mut writer = Writer::new(archive.as_ref(), (wishes, behalf.as_ref()), &mut ledger, &bar);
    let (send, receive) = sync_channel::<Vec<Reading>>(WAITING);
    thread::scope(|scope| {
        for _ in 0..threads().min(total) {
            let (send, queue, reader, stop) = (send.clone(), Arc::clone(&queue), &reader, &stop);
            scope.spawn(move || reader.work(&queue, stop, &send));
        }
        drop(send);
        let stored = writer.store_all(&receive);
        // After a failure nobody listens any more, so that no reader waits for room in the queue for ever.
        drop(receive);
        stored
    })?;
    bar.finish_and_clear();
    ledger.flush()?;
    say_totals(&ledger, ledger_path.as_deref());
    if let Some(archive) = archive {
        behalf.map_or(Ok(()), |behalf| behalf.announce(&archive))?;
        archive.analyze().wait()?;
    }
    if stop.is_wanted() {
        bail!("stopped; what came in is whole, and the next run goes on from here");
    }
    Ok(if ledger.has_good_news() { ExitCode::SUCCESS } else { ExitCode::FAILURE })
}

fn threads() -> usize {
    thread::available_parallelism().map_or(1, usize::from)
}

/// Says the totals, and what to do next.
fn say_totals(ledger: &Ledger, path: Option<&Path>) {
    if ledger.is_one_bad_file() {
        return;
    }
    report::say(&format!("{}\n", ledger.summary()));
    if let Some(path) = path {
        report::say(&format!("the ledger is {}\n", path.display()));
    }
    if ledger.count(Fate::Draft) > 0 {
        report::say(
            "drafts are seen by their authors and moderators only; --post posts those whose files state a rating\n",
        );
    }
}

/// The ledger that was asked for, or one by the clock in the data folder. A dry run writes one only when asked to.
fn ledger_path(wishes: &Import, archive: Option<&Archive>) -> Option<PathBuf> {
    let started = archive.map(|archive| archive.clock().now().strftime("%Y-%m-%d-%H%M%S.jsonl").to_string());
    wishes.ledger.clone().or_else(|| started.map(|name| wishes.place.data.join("imports").join(name)))
}

/// A bar on standard error; indicatif hides it where that is no terminal.
fn progress(files: usize) -> ProgressBar {
    let style = ProgressStyle::with_template("{bar:30} {pos}/{len} files · {per_sec} · {eta} left");
    let bar = ProgressBar::new(files as u64);
    style.map_or_else(|_| bar.clone(), |style| bar.clone().with_style(style))
}
