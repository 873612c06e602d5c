//! ZIP files, opened with suspicion (M3, R30): the one way in which any reader looks into a ZIP.
//!
//! A [`Bundle`] is checked as a whole before a byte of it is inflated: how many entries, what names, whether two share
//! bytes. What is inflated is counted as it comes out, because headers lie. Nothing is ever written to disk, names are
//! never used as paths, and a bundle does not look for bundles in itself (see [`NESTING`]).

use std::cell::Cell;
use std::io::{Cursor, Read};

use zip::ZipArchive;
use zip::read::ZipFileEntry;
use zip::result::ZipError;

use crate::Refusal;

mod stories;
#[cfg(test)]
pub(crate) mod tests;

pub use stories::{BELONGINGS, MANUSCRIPTS, read};

/// Entries in one ZIP. A folder of saved stories may hold thousands; an archive that wants more is split by its owner.
pub const ENTRIES: usize = 10_000;
/// Bytes that one entry may inflate to.
pub const ENTRY_BYTES: u64 = 64 << 20;
/// Bytes that all entries together may inflate to, counted while reading, each reading anew.
pub const TOTAL_BYTES: u64 = 256 << 20;
/// How many times its packed size an entry may inflate to, once it is over [`RATIO_FREE_BYTES`]. Office files reach about 50.
pub const RATIO: u64 = 200;
/// Inflated bytes of an entry up to which its ratio is not looked at.
pub const RATIO_FREE_BYTES: u64 = 1 << 20;
/// Bytes of an entry's name.
pub const NAME_BYTES: usize = 1_024;
/// How many ZIPs may stand around a story's own file: a DOCX in a ZIP is read, a ZIP in that ZIP is not opened.
pub const NESTING: usize = 1;

/// A ZIP file in memory whose table of contents has been found harmless.
#[derive(Debug)]
pub struct Bundle<'a> {
    archive: ZipArchive<Cursor<&'a [u8]>>,
    names: Vec<(String, usize)>,
    inflated: Cell<u64>,
}

impl<'a> Bundle<'a> {
    /// Opens a ZIP and checks every entry's name, kind and place; inflates nothing.
    ///
    /// # Errors
    /// [`Refusal::Damaged`] if it breaks off or contradicts itself, [`Refusal::Unsafe`] if it breaks a limit of this
    /// module, names the same file twice, points outside itself, or is encrypted.
    pub fn open(bytes: &'a [u8]) -> Result<Self, Refusal> {
        let mut archive = ZipArchive::new(Cursor::new(bytes)).map_err(|error| broken(&error))?;
        if archive.len() > ENTRIES {
            return refuse(format!("the ZIP lists {} files; at most {ENTRIES} are read", archive.len()));
        }
        if archive.has_duplicate_names() {
            return refuse("two files in the ZIP have the same name");
        }
        if archive.has_overlapping_entries().map_err(|error| broken(&error))? {
            return refuse("files in the ZIP share the same bytes, as in a ZIP bomb");
        }

        let names = names_of(&archive)?;
        Ok(Self { archive, names, inflated: Cell::new(0) })
    }

    /// The files' names in the order of the table of contents; folders are left out.
    pub fn names(&self) -> impl Iterator<Item = &str> {
        self.names.iter().map(|(name, _)| name.as_str())
    }

    /// Whether there is a file of exactly this name.
    pub fn has(&self, name: &str) -> bool {
        self.position(name).is_some()
    }

    /// The bytes of one file.
    ///
    /// # Errors
    /// [`Refusal::Damaged`] if there is no such file or it cannot be inflated, [`Refusal::Unsafe`] if it inflates to
    /// more than the limits of this module.
    pub fn read(&self, name: &str) -> Result<Vec<u8>, Refusal> {
        let position = self.position(name).ok_or_else(|| Refusal::Damaged(format!("the ZIP has no file “{name}”")))?;
        // The table of contents is shared, so this copies a pointer and a position.
        let mut archive = self.archive.clone();
        let mut entry = archive.by_index(position).map_err(|error| unreadable(name, &error.to_string()))?;
        let limit = self.allowance(entry.compressed_size());

        let mut bytes = Vec::new();
        let inflated = entry.by_ref().take(limit + 1).read_to_end(&mut bytes);
        self.inflated.set(self.inflated.get() + bytes.len() as u64);
        if bytes.len() as u64 > limit {
            return refuse(format!("“{name}” in the ZIP unpacks to more than {limit} bytes"));
        }
        inflated.map_err(|error| unreadable(name, &error.to_string()))?;
        Ok(bytes)
    }

    /// How many bytes an entry of this packed size may still inflate to.
    fn allowance(&self, packed: u64) -> u64 {
        let by_ratio = packed.saturating_mul(RATIO).max(RATIO_FREE_BYTES);
        let left = TOTAL_BYTES.saturating_sub(self.inflated.get());
        by_ratio.min(ENTRY_BYTES).min(left)
    }

    fn position(&self, name: &str) -> Option<usize> {
        self.names.iter().find(|(known, _)| known == name).map(|(_, position)| *position)
    }
}

/// The names of all files with their positions, each entry checked.
fn names_of(archive: &ZipArchive<Cursor<&[u8]>>) -> Result<Vec<(String, usize)>, Refusal> {
    let mut names = Vec::with_capacity(archive.len());
    for position in 0..archive.len() {
        let entry = archive.by_index_data(position).map_err(|error| broken(&error))?;
        let name = entry.name().map_err(|error| broken(&error))?.into_owned();
        check(&entry, &name)?;
        if !entry.is_dir() {
            names.push((name, position));
        }
    }
    Ok(names)
}

/// Refuses an entry that no honest story file holds.
fn check(entry: &ZipFileEntry<'_>, name: &str) -> Result<(), Refusal> {
    let shown: String = name.chars().filter(|c| !c.is_control()).take(60).collect();
    if let Some(fault) = fault_of_name(name) {
        return refuse(format!("the name “{shown}” in the ZIP {fault}"));
    }
    if entry.is_symlink() {
        return refuse(format!("“{shown}” in the ZIP is a link to another file"));
    }
    if entry.encrypted() {
        return refuse(format!("“{shown}” in the ZIP is encrypted; unpack it with its password first"));
    }
    Ok(())
}

/// What is wrong with an entry's name, as the end of a sentence.
fn fault_of_name(name: &str) -> Option<&'static str> {
    let drive = name.as_bytes().get(1) == Some(&b':');
    if name.is_empty() || name.len() > NAME_BYTES {
        Some("is empty or too long")
    } else if name.chars().any(char::is_control) {
        Some("holds control characters")
    } else if name.contains('\\') {
        Some("holds a backslash")
    } else if name.starts_with('/') || drive {
        Some("is an absolute path")
    } else if name.split('/').any(|part| part == "..") {
        Some("points outside the ZIP")
    } else {
        None
    }
}

fn refuse<T>(why: impl Into<String>) -> Result<T, Refusal> {
    Err(Refusal::Unsafe(why.into()))
}

/// A ZIP whose table of contents cannot be read.
fn broken(error: &ZipError) -> Refusal {
    Refusal::Damaged(format!("the ZIP breaks off or its table of contents is broken ({error}); fetch or copy it again"))
}

/// A file in the ZIP that cannot be inflated.
fn unreadable(name: &str, error: &str) -> Refusal {
    Refusal::Damaged(format!("“{name}” in the ZIP cannot be unpacked ({error})"))
}
