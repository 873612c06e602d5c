//! A generated catalogue: works as lines of JSON.

use std::error::Error;
use std::fs::File;
use std::io::{BufRead as _, BufReader};
use std::path::{Path, PathBuf};

use finder::{Counts, Kind, Tag};
use serde::Deserialize;

use crate::inferred::Links;
use crate::source::{KINDS, Row, Source};

/// A line of the catalogue.
#[derive(Deserialize, Default)]
pub struct Line {
    work_id: u64,
    title: String,
    author_id: u64,
    language: String,
    published_at: String,
    revised_at: i64,
    words: u64,
    chapters: u64,
    expected_chapters: u64,
    complete: bool,
    restricted: bool,
    kudos: u64,
    hits: u64,
    comments: u64,
    bookmarks: u64,
    pub tags: Vec<u32>,
    pub filter_ids: Vec<u32>,
    rating_ids: Vec<u32>,
    warning_ids: Vec<u32>,
    category_ids: Vec<u32>,
    fandom_ids: Vec<u32>,
    character_ids: Vec<u32>,
    relationship_ids: Vec<u32>,
    freeform_ids: Vec<u32>,
}

/// The works of a folder, and the links between their tags.
pub struct Catalogue {
    dir: PathBuf,
    files: Vec<PathBuf>,
    links: Links,
    tags: Vec<Tag>,
}

impl Catalogue {
    pub fn open(dir: &Path, in_earnest: bool) -> Result<Self, Box<dyn Error>> {
        let names = std::fs::read_dir(dir)?.collect::<Result<Vec<_>, _>>()?.into_iter().map(|entry| entry.path());
        let mut files: Vec<PathBuf> =
            names.filter(|path| path.extension().is_some_and(|ending| ending == "ndjson")).collect();
        files.sort();
        if files.is_empty() {
            return Err(format!("no works-*.ndjson in {}; make it with --ndjson", dir.display()).into());
        }
        let mut links = Links::default();
        if in_earnest {
            lines(&files, |line| links.see(line))?;
            links.choose();
            lines(&files, |line| links.mend(line))?;
        }
        let tags = links.tags();
        Ok(Self { dir: dir.to_owned(), files, links, tags })
    }
}

impl Source for Catalogue {
    fn name(&self) -> String {
        format!("catalogue {}", self.dir.display())
    }

    fn tags(&self) -> &[Tag] {
        &self.tags
    }

    fn each(&self, then: &mut dyn FnMut(Row)) -> Result<(), Box<dyn Error>> {
        lines(&self.files, |line| then(self.row(line)))
    }
}

impl Catalogue {
    fn row(&self, line: &Line) -> Row {
        Row {
            id: line.work_id,
            title: line.title.clone(),
            author: line.author_id,
            language: line.language.clone(),
            posted: midnight(&line.published_at),
            updated: line.revised_at * 1_000,
            counts: Counts {
                words: line.words,
                chapters: line.chapters,
                kudos: line.kudos,
                comments: line.comments,
                bookmarks: line.bookmarks,
                hits: line.hits,
            },
            complete: line.complete,
            single: line.expected_chapters == 1,
            restricted: line.restricted,
            tags: line.tags.iter().map(|tag| (*tag, self.links.kind(*tag))).collect(),
            filters: line.filter_ids.clone(),
            direct: line.direct().map(|(_, tags)| tags.to_vec()),
        }
    }
}

impl Line {
    /// The canonical tags by kind.
    pub fn direct(&self) -> [(Kind, &[u32]); 7] {
        let lists: [&[u32]; 7] = [
            &self.rating_ids,
            &self.warning_ids,
            &self.category_ids,
            &self.fandom_ids,
            &self.character_ids,
            &self.relationship_ids,
            &self.freeform_ids,
        ];
        std::array::from_fn(|kind| (KINDS[kind], lists[kind]))
    }
}

fn lines(files: &[PathBuf], mut then: impl FnMut(&Line)) -> Result<(), Box<dyn Error>> {
    let mut text = String::new();
    for file in files {
        let mut reader = BufReader::with_capacity(1 << 20, File::open(file)?);
        while reader.read_line(&mut text)? > 0 {
            then(&serde_json::from_str(&text)?);
            text.clear();
        }
    }
    Ok(())
}

/// Milliseconds of a date's beginning, by the civil calendar.
fn midnight(date: &str) -> i64 {
    let mut parts = date.split('-').map(|part| part.parse::<i64>().unwrap_or(1));
    let (year, month, day) = (parts.next().unwrap_or(1970), parts.next().unwrap_or(1), parts.next().unwrap_or(1));
    let (year, month) = if month < 3 { (year - 1, month + 9) } else { (year, month - 3) };
    let days = year * 365 + year / 4 - year / 100 + year / 400 + (month * 153 + 2) / 5 + day - 1;
    (days - 719_468) * 86_400_000
}
