//! The reading half of an import: opens files, asks whether they are known, reads, joins and packs stories.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::sync::Mutex;
use std::sync::mpsc::SyncSender;
use std::vec::IntoIter;

use archive::imports;
use archive::works::{Access, Creators, NewWork, State};
use archive::{Archive, Error, WorkId};
use import::{Arrival, Input};
use indicatif::ProgressBar;
use manuscript::{Provenance, Rating};

use super::sources::{self, Source};
use super::stop::Stop;
use super::writer::Packed;
use crate::files::{self, Found};

/// How many files are tried as the chapters of one story, at most.
const FAMILY_LIMIT: usize = 500;

/// What reading a file came to.
pub enum Reading {
    /// There is nothing to read, and why.
    Unreadable(String, String),
    /// It holds no story that can be taken, and why.
    Refused(String, String),
    /// An earlier import brought it.
    Known(String, WorkId),
    /// A story; packed when there is an archive to put it into.
    Story(Box<Story>),
}

/// A story that was read.
pub struct Story {
    /// What was found, for the ledger.
    pub arrival: Arrival,
    /// The work to be, with the file it came from.
    pub packed: Option<Packed>,
    /// Whether it will be posted at once.
    pub posted: bool,
}

/// Files that may be chapters of one story: those of a folder whose names differ in numbers only. A ZIP stands alone.
pub fn families(found: Vec<Found>) -> Vec<Vec<Found>> {
    let mut families: BTreeMap<(PathBuf, String), Vec<Found>> = BTreeMap::new();
    for found in found {
        families.entry(family(found.path())).or_default().push(found);
    }
    families.into_values().flat_map(in_portions).collect()
}

fn family(path: &Path) -> (PathBuf, String) {
    let stem = path.file_name().unwrap_or_default().to_string_lossy().to_lowercase();
    let is_zip = stem.rsplit_once('.').is_some_and(|(_, ending)| ending == "zip");
    let name = stem.chars().filter(|letter| is_zip || !letter.is_ascii_digit()).collect();
    (path.parent().map(Path::to_owned).unwrap_or_default(), name)
}

/// A folder of thousands of numbered files is thousands of stories, not the chapters of one.
fn in_portions(family: Vec<Found>) -> Vec<Vec<Found>> {
    if family.len() <= FAMILY_LIMIT { vec![family] } else { family.into_iter().map(|found| vec![found]).collect() }
}

/// Reads on behalf of one import.
pub struct Reader {
    archive: Option<Archive>,
    posts: bool,
    terms: (Creators, Access),
    host: String,
    bar: ProgressBar,
}

impl Reader {
    /// A reader that asks `archive` what is known, and marks works with a stated rating to be posted when `posts`, under
    /// whose names and for whom the terms say. `host` is the archive's own address.
    pub fn new(
        archive: Option<Archive>,
        posts: bool,
        terms: (Creators, Access),
        host: String,
        bar: ProgressBar,
    ) -> Self {
        Self { archive, posts, terms, host, bar }
    }

    /// Reads families from the queue until it is empty, nobody listens or the import is to stop.
    pub fn work(&self, queue: &Mutex<IntoIter<Vec<Found>>>, stop: &Stop, send: &SyncSender<Vec<Reading>>) {
        while !stop.is_wanted() {
            let next = queue.lock().ok().and_then(|mut queue| queue.next());
            let Some(family) = next else { return };
            if send.send(self.read_family(&family)).is_err() {
                return;
            }
            self.bar.inc(family.len() as u64);
        }
    }

    fn read_family(&self, family: &[Found]) -> Vec<Reading> {
        let mut readings = Vec::new();
        let mut arrivals = Vec::new();
        let mut files = Vec::new();
        for found in family {
            match self.read_file(found) {
                Ok((source, mut read)) => {
                    files.push(source);
                    arrivals.append(&mut read);
                }
                Err(reading) => readings.push(reading),
            }
        }
        let arrivals = import::joining::join(arrivals);
        readings.extend(arrivals.into_iter().map(|arrival| self.pack(arrival, &files)));
        readings
    }

    /// The stories of one file, or the reading that says why there is none.
    fn read_file(&self, found: &Found) -> Result<(Source, Vec<Arrival>), Reading> {
        let name = found.path().display().to_string();
        if let Found::Unreadable(_, why) = found {
            return Err(Reading::Unreadable(name, why.clone()));
        }
        let bytes = files::read(found.path()).map_err(|why| Reading::Unreadable(name.clone(), why))?;
        let source = Source::new(name, bytes);
        let known = self.known(&source.name, &source.digest);
        match known.map_err(|error| Reading::Refused(source.name.clone(), error.to_string()))? {
            Some(work) => Err(Reading::Known(source.name, work)),
            None => match import::read(Input { name: &source.name, bytes: &source.bytes }) {
                Ok(arrivals) => Ok((source, arrivals)),
                Err(why) => Err(Reading::Refused(source.name, why.to_string())),
            },
        }
    }

    /// The work that a file with these bytes became in an earlier import.
    fn known(&self, file: &str, digest: &str) -> Result<Option<WorkId>, Error> {
        let Some(archive) = &self.archive else { return Ok(None) };
        let from = Provenance { file: file.to_owned(), digest: Some(digest.to_owned()), ..Provenance::default() };
        archive.read(move |tx| imports::known(tx, &from)).wait()
    }

    /// Makes the work that will be stored. What is not in the file is not made up: without a stated rating it is a draft.
    fn pack(&self, mut arrival: Arrival, files: &[Source]) -> Reading {
        let sources = sources::of(&arrival.manuscript.provenance, files);
        arrival.manuscript.provenance.digest = sources::digest(&sources);
        let doubts = imports::doubts(&arrival.manuscript);
        arrival.manuscript.complaints.extend(doubts);
        let file = arrival.manuscript.provenance.file.clone();
        let posted = self.posts && arrival.manuscript.rating != Rating::NotRated;
        if self.archive.is_none() {
            return Reading::Story(Box::new(Story { arrival, packed: None, posted }));
        }
        match self.packed(&arrival, &sources, posted) {
            Ok(packed) => Reading::Story(Box::new(Story { arrival, packed: Some(packed), posted })),
            Err(why) => Reading::Refused(file, why),
        }
    }

    fn packed(&self, arrival: &Arrival, sources: &[&Source], posted: bool) -> Result<Packed, String> {
        self.refuse_longer(sources)?;
        let digest = arrival.manuscript.provenance.digest.as_deref();
        let kept = digest.map(|digest| sources::keep(sources, digest)).transpose();
        let state = if posted { State::Posted } else { State::Draft };
        let manuscript = arrival.manuscript.clone();
        let (creators, access) = self.terms.clone();
        let work = NewWork { manuscript, creators, state, access }.pack().and_then(|work| work.for_archive(&self.host));
        Ok((work.map_err(|error| error.to_string())?, kept.map_err(|error| error.to_string())?))
    }

    /// A joined story whose first files are a work already would come in twice; an import never changes a work.
    fn refuse_longer(&self, sources: &[&Source]) -> Result<(), String> {
        for count in 2..sources.len() {
            let first = sources.get(..count).unwrap_or_default();
            let Some(digest) = sources::digest(first) else { continue };
            if let Some(work) = self.known("", &digest).map_err(|error| error.to_string())? {
                let rest: Vec<&str> = sources.iter().skip(count).map(|source| source.name.as_str()).collect();
                return Err(format!(
                    "its first {count} chapter files are here as work {work}, and an import does not add to a work; \
                     import what is new by itself: {}",
                    rest.join(", ")
                ));
            }
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn files_whose_names_differ_in_numbers_only_are_one_family() {
        let files = ["a/story-1.txt", "a/story-2.txt", "a/other.txt", "b/story-3.txt"];
        let found = files.map(|name| Found::File(PathBuf::from(name))).into();
        let families = families(found);
        let names: Vec<Vec<_>> =
            families.iter().map(|family| family.iter().map(|found| found.path().to_str().unwrap()).collect()).collect();
        assert_eq!(names, [vec!["a/other.txt"], vec!["a/story-1.txt", "a/story-2.txt"], vec!["b/story-3.txt"]]);
    }
}
