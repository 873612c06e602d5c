//! Packs a sheet for the wire: gzip, spliced around texts that are stored compressed already, or plain.
//!
//! A chapter's deflate stream from the archive goes into the answer as it is, between freshly deflated layout: no text
//! is compressed twice, and the layout is a few kilobytes. Deflating a 60 kB page costs 2.5 ms, which is 400 times
//! everything else a page costs (`docs/performance.md`).

use std::io::{self, Write};

use archive::works::FINAL_BLOCK;
use axum::body::Bytes;
use flate2::{Compression, write::DeflateEncoder};

use crate::sheet::Piece;

/// Fresh layout is small: speed counts more than its last bytes.
const LAYOUT_LEVEL: Compression = Compression::new(4);

/// Deflate, no flags, no time, unknown system (RFC 1952 §2.3): the same page gives the same bytes.
const GZIP_HEADER: [u8; 10] = [0x1f, 0x8b, 8, 0, 0, 0, 0, 0, 0, 0xff];

/// The page as a gzip stream.
pub(crate) fn gzip(pieces: &[Piece]) -> archive::Result<Bytes> {
    let mut out = GZIP_HEADER.to_vec();
    let mut sum = crc32fast::Hasher::new();
    let mut length: u64 = 0;
    for piece in pieces {
        match piece {
            Piece::Fresh(html) => {
                deflate_part(html.as_bytes(), &mut out)
                    .map_err(|_| archive::Error::broken("a page cannot be compressed"))?;
                sum.update(html.as_bytes());
                length += html.len() as u64;
            }
            Piece::Packed(text) => {
                out.extend_from_slice(&text.deflate);
                sum.combine(&crc32fast::Hasher::new_with_initial_len(text.crc, text.length));
                length += text.length;
            }
        }
    }
    out.extend_from_slice(&FINAL_BLOCK);
    out.extend_from_slice(&sum.finalize().to_le_bytes());
    // The trailer holds the length modulo 2^32 by definition.
    out.extend_from_slice(&(length as u32).to_le_bytes());
    Ok(out.into())
}

/// Deflates into blocks that end on a byte and say that more follow.
fn deflate_part(plain: &[u8], out: &mut Vec<u8>) -> io::Result<()> {
    let mut deflate = DeflateEncoder::new(out, LAYOUT_LEVEL);
    deflate.write_all(plain)?;
    deflate.flush()?;
    // Dropping it would write a last block; what was flushed is all that is wanted.
    let flushed = deflate.get_ref().len();
    deflate.finish()?.truncate(flushed);
    Ok(())
}

/// The page as it is, for the rare client that cannot unpack.
pub(crate) fn plain(pieces: &[Piece]) -> archive::Result<Bytes> {
    let mut page = String::new();
    for piece in pieces {
        match piece {
            Piece::Fresh(html) => page.push_str(html),
            Piece::Packed(text) => page.push_str(&text.text()?),
        }
    }
    Ok(page.into())
}

#[cfg(test)]
mod tests {
    use std::io::Read as _;

    use archive::works::PackedText;

    use super::*;

    fn unpacked(bytes: &[u8]) -> String {
        let mut text = String::new();
        flate2::read::GzDecoder::new(bytes).read_to_string(&mut text).expect("a whole gzip stream");
        text
    }

    #[test]
    fn fresh_and_stored_pieces_make_one_stream_with_a_true_checksum() {
        let long = "It rained. 雨が降った。".repeat(9_000);
        let fresh = |text: &str| Piece::Fresh(text.to_owned());
        let packed = |text: &str| Piece::Packed(PackedText::pack(text.as_bytes()));
        let cases: Vec<Vec<Piece>> = vec![
            vec![],
            vec![fresh("")],
            vec![fresh("<p>"), packed("one"), fresh("</p>")],
            vec![packed(""), fresh(""), packed("two"), packed("three")],
            vec![fresh(&long), packed(&long), fresh(&long)],
        ];
        for pieces in cases {
            let bytes = gzip(&pieces).unwrap();
            assert_eq!(unpacked(&bytes).as_bytes(), plain(&pieces).unwrap());
        }
    }

    #[test]
    fn the_same_page_gives_the_same_bytes() {
        let pieces = [Piece::Fresh("<p>".repeat(500)), Piece::Packed(PackedText::pack(b"one"))];
        assert_eq!(gzip(&pieces).unwrap(), gzip(&pieces).unwrap());
    }
}
