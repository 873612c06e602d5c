//! A finder in a file: loaded in seconds instead of filled in minutes.
//!
//! The file holds a mark, the version of its form, how far in the change feed the finder had read, everything else, and a
//! checksum. It is written beside its place and moved there when it is whole. A file that is damaged, cut off or of another
//! version is refused, and the caller fills a finder anew: nothing is lost but time.

mod keep;

use std::fs::File;
use std::io::{BufReader, BufWriter, Write as _};
use std::path::Path;

use crate::finder::Finder;
use crate::index::Index;
pub(crate) use keep::{In, Keep, Out, keep_fields};

const MARK: [u8; 8] = *b"foolfind";
/// Of the form of the file; raised with every change of it.
const VERSION: u32 = 16;

/// Why a snapshot cannot be used.
#[derive(Debug, thiserror::Error)]
pub enum SnapshotError {
    /// There is none, or it cannot be read or written.
    #[error("the snapshot cannot be read or written")]
    File(#[from] std::io::Error),
    /// The file is something else.
    #[error("the file is not a snapshot of a finder")]
    Foreign,
    /// It was written by a version with another form.
    #[error("the snapshot has form {0}, not {VERSION}")]
    Version(u32),
    /// It is cut off, or a byte of it has changed.
    #[error("the snapshot is damaged")]
    Damaged,
}

impl Finder {
    /// Writes the finder to a file. `position` says how far in the change feed it has read, in words that the finder only keeps.
    pub fn save(&self, path: &Path, position: &str) -> Result<(), SnapshotError> {
        let beside = path.with_extension("part");
        let mut out = Out::new(BufWriter::with_capacity(1 << 20, File::create(&beside)?));
        out.bytes(&MARK)?;
        VERSION.keep(&mut out)?;
        position.as_bytes().to_vec().keep(&mut out)?;
        self.index.keep(&mut out)?;
        self.heads.keep(&mut out)?;
        self.names.keep(&mut out)?;
        let mut file = out.finish()?;
        file.flush()?;
        file.get_ref().sync_all()?;
        std::fs::rename(&beside, path)?;
        if let Some(dir) = path.parent().filter(|dir| !dir.as_os_str().is_empty()) {
            File::open(dir)?.sync_all()?;
        }
        Ok(())
    }

    /// Reads a finder from a file, and how far in the change feed it had read.
    pub fn load(path: &Path) -> Result<(Self, String), SnapshotError> {
        let file = File::open(path)?;
        let size = file.metadata()?.len();
        let mut from = In::new(BufReader::with_capacity(1 << 20, file), size);
        if from.array::<8>()? != MARK {
            return Err(SnapshotError::Foreign);
        }
        let version = u32::fetch(&mut from)?;
        if version != VERSION {
            return Err(SnapshotError::Version(version));
        }
        let position = String::from_utf8(Vec::fetch(&mut from)?).map_err(|_| SnapshotError::Damaged)?;
        let index = Index::fetch(&mut from)?;
        let mut finder = Self::of(index, false);
        finder.heads = Keep::fetch(&mut from)?;
        finder.names = Keep::fetch(&mut from)?;
        from.finish()?;
        Ok((finder, position))
    }
}
