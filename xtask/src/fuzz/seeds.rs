//! Small stories in every format that `fixtures` can write, as the fuzzer's first inputs.

use std::fmt::Write as _;
use std::io::{Cursor, Read};
use std::path::Path;

use anyhow::{Context, Result};
use zip::ZipArchive;

use crate::fixtures::{FORMATS, Order, fixtures};

/// Makes the stories, and in `seeds` a folder of them for each target; for the target that takes any file, of those in `kept` too.
pub fn make(stories: &Path, kept: &Path, seeds: &Path) -> Result<()> {
    fixtures(stories, Order { stories: FORMATS.len() as u64, words: 150, chapter: 80, seed: 3 })?;
    for story in std::fs::read_dir(stories)? {
        lay(&story?.path(), seeds)?;
    }
    for target in ["html", "json", "markdown", "rtf", "text"] {
        for seed in std::fs::read_dir(kept.join(target)).with_context(|| format!("no seeds for {target}"))? {
            lay_for_any(&seed?.path(), seeds)?;
        }
    }
    Ok(())
}

/// Puts one story where its target finds it.
fn lay(story: &Path, seeds: &Path) -> Result<()> {
    let name = story.file_name().and_then(|name| name.to_str()).context("fixtures have names of letters")?;
    if let Some(target) = target(name) {
        put(&seeds.join(target), name, &unpacked(&std::fs::read(story)?)?)?;
    }
    lay_for_any(story, seeds)
}

/// Puts one story, with its name in front, where any file is read.
fn lay_for_any(story: &Path, seeds: &Path) -> Result<()> {
    let name = story.file_name().and_then(|name| name.to_str()).context("fixtures have names of letters")?;
    put(&seeds.join("any"), name, &[name.as_bytes(), b"\n", &std::fs::read(story)?].concat())
}

fn target(name: &str) -> Option<&'static str> {
    let (_, ending) = name.rsplit_once('.')?;
    Some(match ending {
        "txt" => "text",
        "md" => "markdown",
        "html" | "htm" => "html",
        "rtf" => "rtf",
        "docx" => "docx",
        "odt" => "odt",
        _ => return None,
    })
}

fn put(folder: &Path, name: &str, bytes: &[u8]) -> Result<()> {
    std::fs::create_dir_all(folder)?;
    std::fs::write(folder.join(name), bytes).with_context(|| format!("cannot write to {}", folder.display()))
}

/// A ZIP as the targets take it: a line `@@ name` before the text of each file. Anything else as it is.
fn unpacked(bytes: &[u8]) -> Result<Vec<u8>> {
    if !bytes.starts_with(b"PK") {
        return Ok(bytes.to_vec());
    }
    let mut zip = ZipArchive::new(Cursor::new(bytes))?;
    let mut text = String::new();
    for at in 0..zip.len() {
        let mut file = zip.by_index(at)?;
        writeln!(text, "@@ {}", file.name()?)?;
        file.read_to_string(&mut text)?;
        text.push('\n');
    }
    Ok(text.into_bytes())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::House;

    #[test]
    fn every_story_finds_its_target_and_packed_ones_are_opened() {
        let dir = tempfile::tempdir().unwrap();
        let seeds = dir.path().join("seeds");
        let kept = House::find().unwrap().root.join("fuzz/seeds");
        make(&dir.path().join("stories"), &kept, &seeds).unwrap();
        let targets = ["text", "markdown", "html", "rtf", "docx", "odt"];
        for target in targets {
            assert!(std::fs::read_dir(seeds.join(target)).unwrap().count() > 0, "{target}");
        }
        let odt = std::fs::read_dir(seeds.join("odt")).unwrap().next().unwrap().unwrap().path();
        assert!(std::fs::read_to_string(odt).unwrap().starts_with("@@ mimetype\napplication/vnd.oasis"));
        assert!(std::fs::read_dir(seeds.join("any")).unwrap().count() > FORMATS.len());
    }
}
