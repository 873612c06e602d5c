//! Our EPUBs stand up to EPUBCheck, the judge that shops and libraries use: no error and no warning.
//!
//! The books are made from invented files in every format that comes in, by the program as people use it. The demo's own
//! works are checked as downloads, in `browser/books.test.mjs`.

use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Result, anyhow, bail, ensure};

use super::Tally;
use crate::fixtures::{CHAPTER, FORMATS, Order, fixtures};
use crate::{House, need, run};

/// Converts a sample of every readable format and checks each book.
pub fn books(house: &House, tally: &mut Tally) -> Result<()> {
    let jar = need::epubcheck(house)?;
    let program = house.quick_program()?;
    let dir = house.reports("books")?;
    let (stories, books) = (dir.join("stories"), dir.join("epub"));
    fixtures(&stories, Order { stories: FORMATS.len() as u64, words: 6_000, chapter: CHAPTER, seed: 5 })?;
    let made = converted(&program, &stories, &books)?;
    ensure!(
        made.len() == FORMATS.len(),
        "{} stories became {} books in {}",
        FORMATS.len(),
        made.len(),
        books.display()
    );
    // The judge thinks about each on one processor, for seconds.
    let (some, others) = made.split_at(made.len() / 2);
    std::thread::scope(|scope| {
        let beside = scope.spawn(|| judge_all(&jar, others));
        judge_all(&jar, some)?;
        beside.join().map_err(|_| anyhow!("the judge of the other half was stopped"))?
    })?;
    tally.passed += made.len();
    Ok(())
}

fn judge_all(jar: &Path, books: &[PathBuf]) -> Result<()> {
    books.iter().try_for_each(|book| judge(jar, book))
}

/// Converts every story of a folder to an EPUB in another; returns the books.
pub fn converted(program: &Path, stories: &Path, books: &Path) -> Result<Vec<PathBuf>> {
    std::fs::create_dir_all(books)?;
    let convert = |entry: std::io::Result<std::fs::DirEntry>| {
        let story = entry?;
        let book = books.join(story.file_name()).with_added_extension("epub");
        run::capture(Command::new(program).args(["convert", "--quiet"]).arg(story.path()).arg(&book))?;
        Ok(book)
    };
    std::fs::read_dir(stories)?.map(convert).collect()
}

fn judge(jar: &Path, book: &Path) -> Result<()> {
    let mut command = Command::new("java");
    command
        .args(["-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "-jar"])
        .arg(jar)
        .args(["--failonwarnings", "--quiet"])
        .arg(book);
    if let Err(error) = run::capture(&mut command) {
        bail!("EPUBCheck objects to {}\n{error}", book.display());
    }
    Ok(())
}
