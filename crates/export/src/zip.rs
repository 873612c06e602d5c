//! A ZIP writer that gives the same bytes for the same entries and takes text that is compressed already.
//!
//! Own code because no ZIP crate can put ready deflate blocks between two freshly written ones (decision 0006). All dates
//! are 1980-01-01, sizes stand in the local headers, nothing is sought, so any `io::Write` will do. No ZIP64: a book of
//! more than 4 GiB is refused.

use std::io::{self, Write};

use flate2::{Compress, Compression, FlushCompress, Status};

/// A text that is stored as raw deflate data, as an archive keeps its chapters.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Pressed<'a> {
    /// Raw deflate blocks that end with a sync flush (`00 00 ff ff`) and hold no final block.
    pub deflated: &'a [u8],
    /// The CRC-32 of the text.
    pub crc: u32,
    /// The length of the text in bytes.
    pub length: u64,
    /// The words of the text (POST-15).
    pub words: u64,
}

/// One piece of an entry.
#[derive(Debug, Clone, Copy)]
pub(crate) enum Piece<'a> {
    /// Text to compress.
    Plain(&'a str),
    /// Text that is compressed already.
    Pressed(Pressed<'a>),
}

/// Writes entries one after the other; [`Zip::finish`] adds the directory.
pub(crate) struct Zip<'a> {
    to: &'a mut dyn Write,
    written: u64,
    directory: Vec<u8>,
    entries: u16,
    deflate: Compress,
    packed: Vec<u8>,
}

/// The facts of an entry that stand both in front of it and in the directory.
struct Entry<'a> {
    name: &'a str,
    method: u16,
    crc: u32,
    packed: u64,
    length: u64,
}

const STORED: u16 = 0;
const DEFLATED: u16 = 8;
/// 1980-01-01 in MS-DOS form; the time is 0.
const DATE: u16 = 0x0021;

impl<'a> Zip<'a> {
    pub(crate) fn new(to: &'a mut dyn Write) -> Self {
        let deflate = Compress::new(Compression::new(5), false);
        Self { to, written: 0, directory: Vec::new(), entries: 0, deflate, packed: Vec::new() }
    }

    /// Adds an entry as it is.
    pub(crate) fn store(&mut self, name: &str, bytes: &[u8]) -> io::Result<()> {
        let length = bytes.len() as u64;
        let entry = Entry { name, method: STORED, crc: crc32fast::hash(bytes), packed: length, length };
        self.head(&entry)?;
        self.put(bytes)
    }

    /// Adds an entry that is compressed, apart from the pieces that are compressed already.
    pub(crate) fn deflate(&mut self, name: &str, pieces: &[Piece<'_>]) -> io::Result<()> {
        self.packed.clear();
        self.deflate.reset();
        let mut crc = crc32fast::Hasher::new();
        let mut length = 0;
        for piece in pieces {
            match piece {
                Piece::Plain(text) => {
                    crc.update(text.as_bytes());
                    length += text.len() as u64;
                    self.press(text.as_bytes(), FlushCompress::None)?;
                }
                Piece::Pressed(pressed) => {
                    self.press(&[], FlushCompress::Sync)?;
                    self.packed.extend_from_slice(pressed.deflated);
                    self.deflate.reset();
                    crc.combine(&crc32fast::Hasher::new_with_initial_len(pressed.crc, pressed.length));
                    length += pressed.length;
                }
            }
        }
        self.press(&[], FlushCompress::Finish)?;

        let packed = std::mem::take(&mut self.packed);
        let entry = Entry { name, method: DEFLATED, crc: crc.finalize(), packed: packed.len() as u64, length };
        self.head(&entry)?;
        self.put(&packed)?;
        self.packed = packed;
        Ok(())
    }

    /// Compresses `bytes` to the end of the current entry.
    fn press(&mut self, mut bytes: &[u8], flush: FlushCompress) -> io::Result<()> {
        loop {
            self.packed.reserve(bytes.len() / 2 + 256);
            let before = self.deflate.total_in();
            let status = self.deflate.compress_vec(bytes, &mut self.packed, flush).map_err(io::Error::other)?;
            let taken = (self.deflate.total_in() - before) as usize;
            bytes = bytes.get(taken..).unwrap_or_default();
            let room = self.packed.len() < self.packed.capacity();
            if status == Status::StreamEnd || (bytes.is_empty() && room) {
                return Ok(());
            }
        }
    }

    fn head(&mut self, entry: &Entry<'_>) -> io::Result<()> {
        let too_big =
            || io::Error::new(io::ErrorKind::FileTooLarge, "a book of more than 4 GiB does not fit into an EPUB");
        let offset = u32::try_from(self.written).map_err(|_| too_big())?;
        let fields = fields(entry).ok_or_else(too_big)?;
        self.entries = self.entries.checked_add(1).ok_or_else(too_big)?;

        let mut local = b"PK\x03\x04\x14\x00".to_vec();
        local.extend_from_slice(&fields);
        local.extend_from_slice(entry.name.as_bytes());
        self.put(&local)?;

        self.directory.extend_from_slice(b"PK\x01\x02\x14\x00\x14\x00");
        self.directory.extend_from_slice(&fields);
        // No comment, first disk, binary, no attributes.
        self.directory.extend_from_slice(&[0; 10]);
        self.directory.extend_from_slice(&offset.to_le_bytes());
        self.directory.extend_from_slice(entry.name.as_bytes());
        Ok(())
    }

    fn put(&mut self, bytes: &[u8]) -> io::Result<()> {
        self.written += bytes.len() as u64;
        self.to.write_all(bytes)
    }

    /// Writes the directory; without it the file is no ZIP.
    pub(crate) fn finish(mut self) -> io::Result<()> {
        let directory = std::mem::take(&mut self.directory);
        let offset = u32::try_from(self.written).map_err(io::Error::other)?;
        self.put(&directory)?;
        let mut end = b"PK\x05\x06\x00\x00\x00\x00".to_vec();
        end.extend_from_slice(&self.entries.to_le_bytes());
        end.extend_from_slice(&self.entries.to_le_bytes());
        end.extend_from_slice(&(directory.len() as u32).to_le_bytes());
        end.extend_from_slice(&offset.to_le_bytes());
        end.extend_from_slice(&[0, 0]);
        self.put(&end)
    }
}

/// Flags, method, date, checksum, sizes and the name's length: equal in both headers. `None` over 4 GiB.
fn fields(entry: &Entry<'_>) -> Option<Vec<u8>> {
    let mut out = Vec::with_capacity(24);
    for word in [0, entry.method, 0, DATE] {
        out.extend_from_slice(&word.to_le_bytes());
    }
    out.extend_from_slice(&entry.crc.to_le_bytes());
    out.extend_from_slice(&u32::try_from(entry.packed).ok()?.to_le_bytes());
    out.extend_from_slice(&u32::try_from(entry.length).ok()?.to_le_bytes());
    out.extend_from_slice(&u16::try_from(entry.name.len()).ok()?.to_le_bytes());
    // No extra field.
    out.extend_from_slice(&[0, 0]);
    Some(out)
}

#[cfg(test)]
mod tests {
    use std::io::{Cursor, Read as _};

    use super::*;

    fn pressed(text: &str) -> Vec<u8> {
        let mut deflate = Compress::new(Compression::best(), false);
        let mut out = Vec::with_capacity(text.len() + 64);
        deflate.compress_vec(text.as_bytes(), &mut out, FlushCompress::Sync).unwrap();
        out
    }

    fn read(bytes: &[u8], name: &str) -> String {
        let mut archive = zip::ZipArchive::new(Cursor::new(bytes)).unwrap();
        let mut text = String::new();
        archive.by_name(name).unwrap().read_to_string(&mut text).unwrap();
        text
    }

    #[test]
    fn another_program_reads_stored_and_deflated_entries() {
        let long = "All work and no play. ".repeat(20_000);
        let mut out = Vec::new();
        let mut zip = Zip::new(&mut out);
        zip.store("mimetype", b"application/epub+zip").unwrap();
        zip.deflate("a/long.txt", &[Piece::Plain(&long), Piece::Plain("end")]).unwrap();
        zip.deflate("empty", &[]).unwrap();
        zip.finish().unwrap();
        assert_eq!(read(&out, "mimetype"), "application/epub+zip");
        assert_eq!(read(&out, "a/long.txt"), format!("{long}end"));
        assert_eq!(read(&out, "empty"), "");
        assert!(out.len() < long.len() / 20, "it is compressed");
    }

    #[test]
    fn a_pressed_text_between_plain_ones_reads_as_one_text() {
        let body = "<p>Tell me, Muse, of the man of many ways.</p>".repeat(500);
        let deflated = pressed(&body);
        let piece =
            Pressed { deflated: &deflated, crc: crc32fast::hash(body.as_bytes()), length: body.len() as u64, words: 0 };
        let mut out = Vec::new();
        let mut zip = Zip::new(&mut out);
        let pieces = [Piece::Plain("<body>"), Piece::Pressed(piece), Piece::Pressed(piece), Piece::Plain("</body>")];
        zip.deflate("x", &pieces).unwrap();
        zip.finish().unwrap();
        assert_eq!(read(&out, "x"), format!("<body>{body}{body}</body>"));
        assert!(out.windows(deflated.len()).any(|window| window == deflated), "the deflated bytes are copied");
    }

    #[test]
    fn a_failing_writer_is_reported() {
        struct Full;
        impl Write for Full {
            fn write(&mut self, _: &[u8]) -> io::Result<usize> {
                Err(io::ErrorKind::StorageFull.into())
            }
            fn flush(&mut self) -> io::Result<()> {
                Ok(())
            }
        }
        let error = Zip::new(&mut Full).store("mimetype", b"x").unwrap_err();
        assert_eq!(error.kind(), io::ErrorKind::StorageFull);
    }
}
