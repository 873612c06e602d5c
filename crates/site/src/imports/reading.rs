//! Reading uploaded files into works to be, away from the threads that serve pages. What cannot be read becomes a line with
//! the reason; nothing is made up, fetched or written here.

use archive::{
    PseudId,
    imports::{self, SourceFile},
    works::{Access, Creators, NewWork, PackedWork, State},
};
use import::{Arrival, Input};
use manuscript::{Complaint, Rating, Trouble};

use crate::{Cx, Problem, upload::File};

/// A story or a file, and what was found.
#[derive(Debug, Clone)]
pub(super) struct Line {
    /// The file, with the path inside a ZIP.
    pub(super) file: String,
    /// Its title; empty for a file that could not be read.
    pub(super) title: String,
    /// Why it was not taken.
    pub(super) why: Option<String>,
    /// What is doubtful, damaged or was dropped.
    pub(super) doubts: Vec<String>,
}

/// What was read: a line each, with the work to be where there is one.
pub(super) type Reading = Vec<(Line, Option<(PackedWork, Option<SourceFile>)>)>;

/// Reads all files. Works whose files state a rating are for members at once, unless all shall be drafts.
pub(super) async fn read(cx: &Cx, files: Vec<File>, keeper: PseudId, all_drafts: bool) -> Result<Reading, Problem> {
    let seat = cx.site().writers().acquire_owned().await.map_err(Problem::broken)?;
    let host = cx.site().settings().address.clone();
    let reading = tokio::task::spawn_blocking(move || {
        let _seat = seat;
        files.iter().flat_map(|file| stories(file, (keeper, &host), all_drafts)).collect()
    });
    reading.await.map_err(Problem::broken)
}

fn stories(file: &File, (keeper, host): (PseudId, &str), all_drafts: bool) -> Reading {
    match import::read(Input { name: &file.name, bytes: &file.bytes }) {
        Ok(arrivals) => {
            let source = SourceFile::of(&file.bytes);
            arrivals.into_iter().map(|arrival| story(arrival, &source, (keeper, host), all_drafts)).collect()
        }
        Err(refusal) => {
            let (file, why) = (file.name.clone(), Some(refusal.to_string()));
            vec![(Line { file, title: String::new(), why, doubts: Vec::new() }, None)]
        }
    }
}

fn story(
    arrival: Arrival,
    source: &SourceFile,
    (keeper, host): (PseudId, &str),
    all_drafts: bool,
) -> (Line, Option<(PackedWork, Option<SourceFile>)>) {
    let mut manuscript = arrival.manuscript;
    manuscript.provenance.digest = Some(source.digest().to_owned());
    let doubts = imports::doubts(&manuscript);
    manuscript.complaints.extend(doubts);
    let told = manuscript.complaints.iter().filter(|complaint| complaint.trouble != Trouble::Changed).map(told);
    let (file, title) = (manuscript.provenance.file.clone(), manuscript.title.clone());
    let mut line = Line { file, title, why: None, doubts: told.collect() };
    let is_draft = all_drafts || manuscript.rating == Rating::NotRated;
    let state = if is_draft { State::Draft } else { State::Posted };
    let creators = Creators::Pseuds(vec![keeper]);
    let new = NewWork { manuscript, creators, state, access: Access::Members };
    match new.pack().and_then(|work| work.for_archive(host)) {
        Ok(work) => (line, Some((work, Some(source.clone())))),
        Err(error) => {
            line.why = Some(error.to_string());
            (line, None)
        }
    }
}

/// `3 × script: alert(1)`
fn told(complaint: &Complaint) -> String {
    let example = if complaint.example.is_empty() { String::new() } else { format!(": {}", complaint.example) };
    format!("{} × {}{example}", complaint.times, complaint.what)
}
