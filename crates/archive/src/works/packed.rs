//! Text as it is stored: compressed once, so that a page or an EPUB entry is spliced together without compressing.
//!
//! The bytes are raw deflate that ends with a sync flush, not with a final block: other blocks may follow. A page is
//! a gzip head, a deflated beginning, these bytes, a deflated end; a ZIP entry is these bytes and an empty final block.

use flate2::{Compress, Compression, Crc, Decompress, FlushCompress, FlushDecompress, Status};

use crate::{Error, Result};

/// An empty final block: these bytes after [`PackedText::deflate`] make a complete deflate stream.
pub const FINAL_BLOCK: [u8; 2] = [3, 0];

/// A compressed text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PackedText {
    /// Raw deflate, on a byte's boundary, without a final block.
    pub deflate: Vec<u8>,
    /// CRC-32 of the text inside.
    pub crc: u32,
    /// Length of the text inside, in bytes.
    pub length: u64,
}

impl PackedText {
    /// Compresses a text.
    pub fn pack(text: &[u8]) -> Self {
        let mut crc = Crc::new();
        crc.update(text);
        Self { deflate: deflate(text), crc: crc.sum(), length: text.len() as u64 }
    }

    /// The bytes inside, checked against length and checksum.
    pub fn unpack(&self) -> Result<Vec<u8>> {
        let mut out = Vec::with_capacity(self.length as usize);
        let done = Decompress::new(false).decompress_vec(&self.deflate, &mut out, FlushDecompress::Sync);
        let mut crc = Crc::new();
        crc.update(&out);
        match done {
            Ok(_) if crc.sum() == self.crc && out.len() as u64 == self.length => Ok(out),
            _ => Err(Error::broken("a stored text is damaged: restore it from the newest backup")),
        }
    }

    /// The text inside.
    pub fn text(&self) -> Result<String> {
        String::from_utf8(self.unpack()?).map_err(|_| Error::broken("a stored text is not UTF-8"))
    }

    pub(crate) fn read(row: &crate::db::Row<'_>, at: usize) -> Result<Self> {
        Ok(Self { deflate: row.get(at)?, crc: row.get::<i64>(at + 1)? as u32, length: row.get::<i64>(at + 2)? as u64 })
    }
}

fn deflate(text: &[u8]) -> Vec<u8> {
    let mut compress = Compress::new(Compression::new(6), false);
    let mut out = Vec::with_capacity(text.len() / 2 + 64);
    loop {
        let rest = text.get(compress.total_in() as usize..).unwrap_or_default();
        let status = compress.compress_vec(rest, &mut out, FlushCompress::Sync);
        // A sync flush is complete when it leaves room; deflating from memory cannot fail in another way.
        let all_in = compress.total_in() as usize == text.len();
        if all_in && out.len() < out.capacity() || !matches!(status, Ok(Status::Ok | Status::BufError)) {
            return out;
        }
        out.reserve(out.capacity().max(64));
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::io::Read as _;

    #[test]
    fn texts_of_every_length_come_back() {
        for length in (0..300).chain([4_095, 4_096, 65_535, 65_536, 300_000]) {
            let text: Vec<u8> = (0..length).map(|n: u32| (n.wrapping_mul(2_654_435_761) >> 24) as u8).collect();
            let packed = PackedText::pack(&text);
            assert_eq!(packed.unpack().unwrap(), text, "{length} bytes");
        }
    }

    #[test]
    fn packed_texts_can_be_spliced_into_one_stream() {
        let (first, second) = (PackedText::pack(b"<p>one</p>"), PackedText::pack(b"<p>two</p>"));
        let stream = [&first.deflate[..], &second.deflate, &FINAL_BLOCK].concat();
        let mut text = String::new();
        flate2::read::DeflateDecoder::new(&stream[..]).read_to_string(&mut text).unwrap();
        assert_eq!(text, "<p>one</p><p>two</p>");
        assert!(first.deflate.ends_with(&[0, 0, 255, 255]), "it ends on a byte's boundary");
    }

    #[test]
    fn a_damaged_text_is_noticed() {
        let mut packed = PackedText::pack("A text that is long enough to be damaged.".as_bytes());
        packed.deflate[9] ^= 0x55;
        assert!(matches!(packed.unpack(), Err(Error::Broken(_))));
    }
}
