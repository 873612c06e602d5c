//! The files that a family of stories was read from, and what is kept of them: a story's own file, or one ZIP of the
//! files that it was joined from, so that every byte that came in can be had again.

use std::io::{Cursor, Write as _};
use std::path::Path;

use archive::imports::SourceFile;
use manuscript::Provenance;
use sha2::{Digest as _, Sha256};
use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, ZipWriter};

/// A file that was read whole.
#[derive(Debug)]
pub struct Source {
    /// The file as it was named.
    pub name: String,
    /// SHA-256 of its bytes in hex.
    pub digest: String,
    /// Its bytes.
    pub bytes: Vec<u8>,
}

impl Source {
    /// Names and digests a file's bytes.
    pub fn new(name: String, bytes: Vec<u8>) -> Self {
        Self { name, digest: hex(&Sha256::digest(&bytes)), bytes }
    }

    /// Whether a story's file is this one or lies in it.
    fn holds(&self, file: &str) -> bool {
        file.strip_prefix(self.name.as_str()).is_some_and(|rest| rest.is_empty() || rest.starts_with("!/"))
    }
}

/// The files of `sources` that a story was read from, in the story's order, each once.
pub fn of<'s>(from: &Provenance, sources: &'s [Source]) -> Vec<&'s Source> {
    let one = [from.file.clone()];
    let files = if from.files.is_empty() { one.as_slice() } else { from.files.as_slice() };
    let mut found: Vec<&Source> = files.iter().filter_map(|file| sources.iter().find(|s| s.holds(file))).collect();
    found.dedup_by_key(|source| &source.name);
    found
}

/// The digest of several files as one: of a single one its own, else that of all digests one after the other.
pub fn digest(sources: &[&Source]) -> Option<String> {
    match sources {
        [] => None,
        [one] => Some(one.digest.clone()),
        several => {
            let all = several.iter().fold(Sha256::new(), |all, source| all.chain_update(&source.digest));
            Some(hex(&all.finalize()))
        }
    }
}

/// What the archive keeps of the files under their common `digest`: the file itself, or a ZIP of them all.
pub fn keep(sources: &[&Source], digest: &str) -> zip::result::ZipResult<SourceFile> {
    match sources {
        [one] => Ok(SourceFile::pack(digest, &one.bytes)),
        several => Ok(SourceFile::pack(digest, &zipped(several)?)),
    }
}

/// The files as they are, not compressed: the archive compresses what it keeps.
fn zipped(sources: &[&Source]) -> zip::result::ZipResult<Vec<u8>> {
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    let as_it_is = SimpleFileOptions::default().compression_method(CompressionMethod::Stored);
    for source in sources {
        let name = Path::new(&source.name).file_name().unwrap_or_default().to_string_lossy();
        zip.start_file(name, as_it_is)?;
        zip.write_all(&source.bytes)?;
    }
    Ok(zip.finish()?.into_inner())
}

fn hex(bytes: &[u8]) -> String {
    use std::fmt::Write as _;
    bytes.iter().fold(String::new(), |mut text, byte| {
        let _ = write!(text, "{byte:02x}");
        text
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn sources() -> Vec<Source> {
        let source = |name: &str, text: &str| Source::new(name.to_owned(), text.as_bytes().to_vec());
        vec![source("a/jam-1.txt", "One."), source("a/jam-2.txt", "Two."), source("a/all.zip", "PK")]
    }

    fn from(files: &[&str]) -> Provenance {
        let files: Vec<String> = files.iter().map(ToString::to_string).collect();
        Provenance { file: files[0].clone(), files, ..Provenance::default() }
    }

    #[test]
    fn a_story_knows_each_of_its_files_once_and_in_its_order() {
        let sources = sources();
        let names = |files: &[&str]| of(&from(files), &sources).iter().map(|s| s.name.clone()).collect::<Vec<_>>();
        assert_eq!(names(&["a/jam-2.txt", "a/jam-1.txt"]), ["a/jam-2.txt", "a/jam-1.txt"]);
        assert_eq!(names(&["a/all.zip!/x.txt", "a/all.zip!/y.txt"]), ["a/all.zip"]);
        assert_eq!(names(&["a/jam-11.txt"]), Vec::<String>::new());
    }

    #[test]
    fn the_digest_of_several_files_depends_on_all_of_them_and_on_no_name() {
        let sources = sources();
        let (one, two) = (&sources[0], &sources[1]);
        let renamed = Source::new("b/toast.txt".to_owned(), two.bytes.clone());
        assert_eq!(digest(&[one]), Some(one.digest.clone()));
        assert_eq!(digest(&[one, two]), digest(&[one, &renamed]));
        assert_ne!(digest(&[one, two]), digest(&[two, one]));
        assert_ne!(digest(&[one, two]), digest(&[one]));
    }

    #[test]
    fn the_zip_that_is_kept_is_read_as_the_same_story() {
        let sources = sources();
        let bytes = zipped(&[&sources[0], &sources[1]]).unwrap();
        let stories = import::read(import::Input { name: "kept.zip", bytes: &bytes }).unwrap();
        assert_eq!(stories.len(), 1);
        assert_eq!(stories[0].manuscript.chapters.len(), 2);
    }
}
