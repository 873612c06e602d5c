//! The host's own terms and privacy notice: Markdown files in the data folder.

use std::fs;
use std::io::ErrorKind;
use std::path::Path;

use anyhow::{Result, bail};
use import::Input;
use site::Notice;

/// Reads a notice and cleans it, as every text is cleaned; nothing when there is no such file.
pub fn read(path: &Path) -> Result<Option<Notice>> {
    let bytes = match fs::read(path) {
        Ok(bytes) => bytes,
        Err(error) if error.kind() == ErrorKind::NotFound => return Ok(None),
        Err(error) => bail!("{} cannot be read: {}", path.display(), crate::files::plain(&error)),
    };
    let name = path.file_name().unwrap_or_default().to_string_lossy();
    match import::markdown::read(&Input { name: &name, bytes: &bytes }) {
        Ok(arrival) => {
            let parts = arrival.manuscript.chapters.into_iter();
            Ok(Some(parts.map(|part| (part.title, part.body.html().to_owned())).collect()))
        }
        Err(refusal) => bail!("{} cannot be read as a notice: {refusal}", path.display()),
    }
}
