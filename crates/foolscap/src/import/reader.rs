//! The reading half of an import: opens files, asks whether they are known, reads, joins and packs stories.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::sync::Mutex;
use std::sync::mpsc::SyncSender;
use std::vec::IntoIter;

use archive::imports::{self, SourceFile};
use archive::works::{Creators, NewWork, PackedWork, State};
use archive::{Archive, WorkId};
use import::{Arrival, Input};
use manuscript::{Provenance, Rating};
use sha2::{Digest as _, Sha256};

use super::stop::Stop;
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
    pub packed: Option<(PackedWork, Option<SourceFile>)>,
    /// Whether it will be posted at once.
    pub posted: bool,
}

/// Files that may be chapters of one story: those of a folder whose names differ in numbers only.
pub fn families(found: Vec<Found>) -> Vec<Vec<Found>> {
    let mut families: BTreeMap<(PathBuf, String), Vec<Found>> = BTreeMap::new();
    for found in found {
        families.entry(family(found.path())).or_default().push(found);
    }
    families.into_values().flat_map(in_portions).collect()
}

fn family(path: &Path) -> (PathBuf, String) {
    let stem = path.file_name().unwrap_or_default().to_string_lossy().to_lowercase();
    let name = stem.chars().filter(|letter| !letter.is_ascii_digit()).collect();
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
}

/// A file that was read whole.
struct Whole {
    name: String,
    digest: String,
    bytes: Vec<u8>,
}

impl Reader {
    /// A reader that asks `archive` what is known, and marks works with a stated rating to be posted when `posts`.
    pub fn new(archive: Option<Archive>, posts: bool) -> Self {
        Self { archive, posts }
    }

    /// Reads families from the queue until it is empty, nobody listens or the import is to stop.
    pub fn work(&self, queue: &Mutex<IntoIter<Vec<Found>>>, stop: &Stop, send: &SyncSender<Vec<Reading>>) {
        while !stop.is_wanted() {
            let next = queue.lock().ok().and_then(|mut queue| queue.next());
            let Some(family) = next else { return };
            if send.send(self.read_family(&family)).is_err() {
                return;
            }
        }
    }

    fn read_family(&self, family: &[Found]) -> Vec<Reading> {
        let mut readings = Vec::new();
        let mut arrivals = Vec::new();
        let mut sources = Vec::new();
        for found in family {
            match self.read_file(found) {
                Ok((source, mut read)) => {
                    sources.push((found.path().display().to_string(), source));
                    arrivals.append(&mut read);
                }
                Err(reading) => readings.push(reading),
            }
        }
        let arrivals = if arrivals.len() > 1 { import::joining::join(arrivals) } else { arrivals };
        readings.extend(arrivals.into_iter().map(|arrival| self.pack(arrival, &sources)));
        readings
    }

    /// The stories of one file, or the reading that says why there is none.
    fn read_file(&self, found: &Found) -> Result<(Option<SourceFile>, Vec<Arrival>), Reading> {
        let name = found.path().display().to_string();
        if let Found::Unreadable(_, why) = found {
            return Err(Reading::Unreadable(name, why.clone()));
        }
        let bytes = files::read(found.path()).map_err(|error| Reading::Unreadable(name.clone(), error.to_string()))?;
        let digest = hex(&Sha256::digest(&bytes));
        let whole = Whole { name, digest, bytes };
        if let Some(work) = self.known(&whole)? {
            return Err(Reading::Known(whole.name, work));
        }
        let input = Input { name: &whole.name, bytes: &whole.bytes };
        let mut arrivals = import::read(input).map_err(|why| Reading::Refused(whole.name.clone(), why.to_string()))?;
        for arrival in &mut arrivals {
            arrival.manuscript.provenance.digest = Some(whole.digest.clone());
        }
        let source = self.archive.as_ref().map(|_| SourceFile::pack(whole.digest, &whole.bytes));
        Ok((source, arrivals))
    }

    fn known(&self, whole: &Whole) -> Result<Option<WorkId>, Reading> {
        let Some(archive) = &self.archive else { return Ok(None) };
        let from = Provenance { file: whole.name.clone(), digest: Some(whole.digest.clone()), ..Provenance::default() };
        let known = archive.read(move |tx| imports::known(tx, &from)).wait();
        known.map_err(|error| Reading::Refused(whole.name.clone(), error.to_string()))
    }

    /// Makes the work that will be stored. What is not in the file is not made up: without a stated rating it is a draft.
    fn pack(&self, arrival: Arrival, sources: &[(String, Option<SourceFile>)]) -> Reading {
        let posted = self.posts && arrival.manuscript.rating != Rating::NotRated;
        if self.archive.is_none() {
            return Reading::Story(Box::new(Story { arrival, packed: None, posted }));
        }
        let from = &arrival.manuscript.provenance.file;
        let holds = |file: &str| from == file || from.strip_prefix(file).is_some_and(|rest| rest.starts_with("!/"));
        let source = sources.iter().find(|(file, _)| holds(file)).and_then(|(_, source)| source.clone());
        let state = if posted { State::Posted } else { State::Draft };
        let manuscript = arrival.manuscript.clone();
        match (NewWork { manuscript, creators: Creators::Bylines, state, restricted: false }).pack() {
            Ok(work) => Reading::Story(Box::new(Story { arrival, packed: Some((work, source)), posted })),
            Err(error) => Reading::Refused(from.clone(), error.to_string()),
        }
    }
}

fn hex(bytes: &[u8]) -> String {
    use std::fmt::Write as _;
    bytes.iter().fold(String::new(), |mut text, byte| {
        let _ = write!(text, "{byte:02x}");
        text
    })
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
