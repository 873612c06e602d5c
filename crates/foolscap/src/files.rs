//! Finding files to read, and reading them: a folder's order is by name, hidden files stay out, links are not followed.
//!
//! What cannot be read is an entry too, so that it becomes a line in the ledger instead of a silence.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use anyhow::{Context as _, Result};

/// The largest file that is opened at all, in bytes; larger ones are archives or films, not stories.
pub const FILE_LIMIT: u64 = 512 * 1024 * 1024;

/// A file, or the sentence that says why there is none.
#[derive(Debug)]
pub enum Found {
    /// A file that can be tried.
    File(PathBuf),
    /// A path that cannot be read, and why.
    Unreadable(PathBuf, String),
}

impl Found {
    /// The path, readable or not.
    pub fn path(&self) -> &Path {
        match self {
            Self::File(path) | Self::Unreadable(path, _) => path,
        }
    }
}

/// Every file at and below `paths`, in the order of their names.
pub fn below(paths: &[PathBuf]) -> Vec<Found> {
    let mut found = Vec::new();
    for path in paths {
        visit(path, &mut found);
    }
    found
}

fn visit(path: &Path, found: &mut Vec<Found>) {
    match fs::metadata(path) {
        Err(error) => found.push(Found::Unreadable(path.to_owned(), plain(&error))),
        Ok(facts) if facts.is_dir() => match children(path) {
            Ok(children) => children.iter().for_each(|child| visit(child, found)),
            Err(error) => found.push(Found::Unreadable(path.to_owned(), plain(&error))),
        },
        Ok(facts) if facts.is_file() => found.push(Found::File(path.to_owned())),
        Ok(_) => found.push(Found::Unreadable(path.to_owned(), "it is not a file".to_owned())),
    }
}

/// The visible entries of a folder by name; symbolic links are left out, so that a loop cannot hold the walk.
fn children(folder: &Path) -> io::Result<Vec<PathBuf>> {
    let mut children = Vec::new();
    for entry in fs::read_dir(folder)? {
        let entry = entry?;
        let hidden = entry.file_name().to_string_lossy().starts_with('.');
        if !hidden && !entry.file_type()?.is_symlink() {
            children.push(entry.path());
        }
    }
    children.sort();
    Ok(children)
}

/// The bytes of a file that is not larger than [`FILE_LIMIT`], or why they cannot be had.
pub fn read(path: &Path) -> Result<Vec<u8>, String> {
    let size = fs::metadata(path).map_err(|error| plain(&error))?.len();
    if size > FILE_LIMIT {
        return Err(format!("it is {} MiB, and files of more than {} MiB are not read", size >> 20, FILE_LIMIT >> 20));
    }
    fs::read(path).map_err(|error| plain(&error))
}

/// Writes a file whole or not at all: what stood there before stays until the new bytes are on the disk.
pub fn write_whole(path: &Path, bytes: &[u8]) -> Result<()> {
    let folder = match path.parent() {
        Some(folder) if !folder.as_os_str().is_empty() => folder,
        _ => Path::new("."),
    };
    let refused = || format!("{} cannot be written; what was there before is untouched", path.display());
    let mut draft = tempfile::NamedTempFile::new_in(folder).with_context(refused)?;
    io::Write::write_all(&mut draft, bytes).with_context(refused)?;
    draft.as_file().sync_all().with_context(refused)?;
    allow_as_usual(draft.as_file()).with_context(refused)?;
    draft.persist(path).with_context(refused)?;
    Ok(())
}

/// A temporary file is private to its owner; a finished one is readable as other files are.
#[cfg(unix)]
fn allow_as_usual(file: &fs::File) -> io::Result<()> {
    use std::os::unix::fs::PermissionsExt as _;
    file.set_permissions(fs::Permissions::from_mode(0o644))
}

#[cfg(not(unix))]
fn allow_as_usual(_file: &fs::File) -> io::Result<()> {
    Ok(())
}

/// An operating system's error in words without its number.
pub fn plain(error: &io::Error) -> String {
    match error.kind() {
        io::ErrorKind::NotFound => "there is no such file or folder".to_owned(),
        io::ErrorKind::PermissionDenied => "you have no permission to read it".to_owned(),
        _ => error.to_string(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_folder_is_walked_by_name_and_hidden_files_stay_out() {
        let folder = tempfile::tempdir().unwrap();
        for name in ["b.txt", "a.txt", ".hidden"] {
            fs::write(folder.path().join(name), "x").unwrap();
        }
        let found = below(&[folder.path().to_owned()]);
        let names: Vec<_> = found.iter().map(|found| found.path().file_name().unwrap().to_owned()).collect();
        assert_eq!(names, ["a.txt", "b.txt"]);
    }

    #[test]
    fn a_path_that_is_not_there_is_an_entry_that_says_so() {
        let found = below(&[PathBuf::from("/no/such/story.txt")]);
        assert!(matches!(found.as_slice(), [Found::Unreadable(_, why)] if why == "there is no such file or folder"));
    }

    #[test]
    fn a_failed_write_leaves_the_old_file_alone() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("story.epub");
        write_whole(&path, b"old").unwrap();
        assert!(write_whole(&folder.path().join("missing/story.epub"), b"new").is_err());
        assert_eq!(fs::read(&path).unwrap(), b"old");
    }
}
