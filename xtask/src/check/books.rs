//! Our EPUBs stand up to EPUBCheck, the judge that shops and libraries use: no error and no warning.
//!
//! The books are made from invented files in every format that comes in, by the program as people use it. The demo's own
//! works are checked as downloads, in `browser/books.test.mjs`.

use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Result, bail, ensure};

use super::Tally;
use crate::fixtures::{FORMATS, Order, fixtures};
use crate::{House, need, run};

/// Converts a sample of every readable format and checks each book.
pub fn books(house: &House, tally: &mut Tally) -> Result<()> {
    let jar = need::epubcheck(house)?;
    let program = house.program("dev")?;
    let dir = house.reports("books")?;
    let (stories, books) = (dir.join("stories"), dir.join("epub"));
    let order = Order { stories: FORMATS.len() as u64, words: 6_000, seed: 5 };
    fixtures(&stories, order)?;
    std::fs::create_dir_all(&books)?;
    run::capture(Command::new(program).arg("convert").arg(&stories).arg(&books).args(["--format", "epub"]))?;
    let made = epubs(&books)?;
    ensure!(
        made.len() == FORMATS.len(),
        "{} stories became {} books in {}",
        FORMATS.len(),
        made.len(),
        books.display()
    );
    for book in made {
        judge(&jar, &book)?;
        tally.passed += 1;
    }
    Ok(())
}

fn epubs(dir: &Path) -> Result<Vec<PathBuf>> {
    let mut paths = std::fs::read_dir(dir)?.map(|entry| Ok(entry?.path())).collect::<Result<Vec<_>>>()?;
    paths.retain(|path| path.extension().is_some_and(|ending| ending == "epub"));
    paths.sort();
    Ok(paths)
}

fn judge(jar: &Path, book: &Path) -> Result<()> {
    let mut command = Command::new("java");
    command.arg("-jar").arg(jar).args(["--failonwarnings", "--quiet"]).arg(book);
    if let Err(error) = run::capture(&mut command) {
        bail!("EPUBCheck objects to {}\n{error}", book.display());
    }
    Ok(())
}
