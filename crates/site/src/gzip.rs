//! Packs a sheet for the wire: gzip, spliced around texts that are stored compressed already, or plain.
//!
//! A chapter's deflate stream from the archive goes into the answer as it is, between freshly deflated layout: no text
//! is compressed twice, and the layout is a few kilobytes. Deflating a 60 kB page costs 2.5 ms, which is 400 times
//! everything else a page costs (`docs/performance.md`).

use std::cell::RefCell;

use archive::works::{FINAL_BLOCK, PackedText};
use axum::body::Bytes;
use flate2::{Compress, Compression, FlushCompress};

use crate::sheet::{Belonging, Own, Piece, TOKEN};

/// How much work fresh layout is worth. Packing it is most of what a page costs that is made for one visitor.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Effort {
    /// For a page that is given once: a third of the time, some hundred bytes more.
    Once,
    /// For a page that is kept and given to many.
    Kept,
}

impl Effort {
    fn level(self) -> Compression {
        Compression::new(match self {
            Self::Once => 1,
            Self::Kept => 4,
        })
    }
}

/// Deflate, no flags, no time, unknown system (RFC 1952 §2.3): the same page gives the same bytes.
const GZIP_HEADER: [u8; 10] = [0x1f, 0x8b, 8, 0, 0, 0, 0, 0, 0, 0xff];

/// The pieces of a page with all that was rendered for it deflated, in one stream as far as that goes: what stands between is
/// a stored text, which is packed by itself, or somebody's links, which are as long as their name.
pub(crate) fn packed(pieces: Vec<Piece>, effort: Effort) -> archive::Result<Vec<Piece>> {
    DEFLATE.with(|[once, kept]| {
        let mut deflate = if effort == Effort::Once { once } else { kept }.borrow_mut();
        deflate.reset();
        let pack = |piece| match piece {
            Piece::Fresh(html) => pack(&mut deflate, html.as_bytes()).map(Piece::Packed),
            Piece::Own(Own::Token) => pass_over(&mut deflate).map(|()| piece),
            piece => {
                deflate.reset();
                Ok(piece)
            }
        };
        pieces.into_iter().map(pack).collect()
    })
}

thread_local! {
    /// What deflates for a thread, for pages given once and for those that are kept. To make one costs half as much as a
    /// page's layout takes to deflate, for all the memory that it clears.
    static DEFLATE: [RefCell<Compress>; 2] =
        [Effort::Once, Effort::Kept].map(|effort| RefCell::new(Compress::new(effort.level(), false)));
}

/// Deflates into blocks that end on a byte and say that more follow.
fn pack(deflate: &mut Compress, plain: &[u8]) -> archive::Result<PackedText> {
    // The most that any input becomes, at nine bits a byte and with every block's head, so that it goes in at once.
    let mut out = Vec::with_capacity(plain.len() + plain.len() / 7 + 1_024);
    let before = deflate.total_in();
    let done = deflate.compress_vec(plain, &mut out, FlushCompress::Sync);
    let whole = done.is_ok() && deflate.total_in() - before == plain.len() as u64;
    out.shrink_to_fit();
    let packed = PackedText { deflate: out, crc: crc32fast::hash(plain), length: plain.len() as u64 };
    if whole { Ok(packed) } else { Err(cannot()) }
}

/// Leaves room for a secret in what has been deflated, so that what is before it can be repeated behind it. Nothing repeats the
/// secret itself, because what stands there meanwhile is in no page: how much shorter a page became through words that somebody
/// else chose would tell what it is (the attack called BREACH).
fn pass_over(deflate: &mut Compress) -> archive::Result<()> {
    deflate.set_dictionary(&[0; TOKEN]).map(drop).map_err(|_| cannot())
}

fn cannot() -> archive::Error {
    archive::Error::broken("a page cannot be compressed")
}

/// The page as a gzip stream. What is not packed goes in as it is: a name and a secret are short.
pub(crate) fn joined(pieces: &[Piece], belonging: &Belonging) -> Bytes {
    let room: u64 = pieces.iter().map(|piece| piece.weight(true) + 16).sum();
    let mut out = Vec::with_capacity(room as usize + belonging.nav.len() + 1_024);
    out.extend_from_slice(&GZIP_HEADER);
    let mut sum = crc32fast::Hasher::new();
    let mut length: u64 = 0;
    for piece in pieces {
        let plain = match piece {
            Piece::Packed(text) => {
                out.extend_from_slice(&text.deflate);
                sum.combine(&crc32fast::Hasher::new_with_initial_len(text.crc, text.length));
                length += text.length;
                continue;
            }
            Piece::Fresh(html) => html.as_bytes(),
            Piece::Own(own) => belonging.of(*own).as_bytes(),
        };
        store(plain, &mut out);
        sum.update(plain);
        length += plain.len() as u64;
    }
    out.extend_from_slice(&FINAL_BLOCK);
    out.extend_from_slice(&sum.finalize().to_le_bytes());
    // The trailer holds the length modulo 2^32 by definition.
    out.extend_from_slice(&(length as u32).to_le_bytes());
    out.into()
}

/// Blocks that hold their bytes as they are (RFC 1951 §3.2.4).
fn store(plain: &[u8], out: &mut Vec<u8>) {
    for block in plain.chunks(usize::from(u16::MAX)) {
        let length = block.len() as u16;
        out.push(0);
        out.extend_from_slice(&length.to_le_bytes());
        out.extend_from_slice(&(!length).to_le_bytes());
        out.extend_from_slice(block);
    }
}

/// The page as it is, for the rare client that cannot unpack.
pub(crate) fn plain(pieces: &[Piece], belonging: &Belonging) -> archive::Result<Bytes> {
    let mut page = String::new();
    for piece in pieces {
        match piece {
            Piece::Fresh(html) => page.push_str(html),
            Piece::Packed(text) => page.push_str(&text.text()?),
            Piece::Own(own) => page.push_str(belonging.of(*own)),
        }
    }
    Ok(page.into())
}

#[cfg(test)]
mod tests {
    use std::io::Read as _;

    use archive::Secret;

    use super::*;

    fn gzip(pieces: &[Piece], effort: Effort) -> Bytes {
        joined(&packed(pieces.to_vec(), effort).unwrap(), &own())
    }

    fn own() -> Belonging {
        Belonging { nav: "<nav>ana</nav>".repeat(10_000), token: "cap!".repeat(TOKEN / 4) }
    }

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
            vec![fresh("<p>"), Piece::Own(Own::Nav), packed("one"), Piece::Own(Own::Token), fresh("</p>")],
        ];
        for pieces in cases {
            for effort in [Effort::Once, Effort::Kept] {
                let bytes = gzip(&pieces, effort);
                assert_eq!(unpacked(&bytes).as_bytes(), plain(&pieces, &own()).unwrap());
            }
        }
    }

    #[test]
    fn what_stands_in_every_row_is_packed_once_and_a_secret_never() {
        let row = |number: u32| {
            [
                Piece::Fresh(format!("<li>{number} Sherlock Holmes, who has a violin, a pipe and a friend")),
                Piece::Own(Own::Token),
            ]
        };
        let pieces: Vec<Piece> = (0..2_000).flat_map(row).collect();
        for effort in [Effort::Once, Effort::Kept] {
            let bytes = gzip(&pieces, effort);
            assert_eq!(unpacked(&bytes).as_bytes(), plain(&pieces, &own()).unwrap());
            assert!(bytes.len() < 2_000 * (TOKEN + 40), "{effort:?} {}", bytes.len());
            let token = own().token;
            assert_eq!(bytes.windows(TOKEN).filter(|window| *window == token.as_bytes()).count(), 2_000);
        }
    }

    #[test]
    fn every_secret_of_forms_fits_into_its_place() {
        assert_eq!(Secret::shown("cap").derived("forms").text().len(), TOKEN);
    }

    #[test]
    fn the_same_page_gives_the_same_bytes() {
        let pieces = [Piece::Fresh("<p>".repeat(500)), Piece::Packed(PackedText::pack(b"one"))];
        assert_eq!(gzip(&pieces, Effort::Kept), gzip(&pieces, Effort::Kept));
    }

    #[test]
    fn what_cannot_be_made_smaller_still_goes_in_whole() {
        let mut state = 1_u32;
        let noise = std::iter::repeat_with(|| {
            state = state.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
            char::from_u32(0x4e00 + (state >> 17) % 20_000).unwrap_or('x')
        });
        let noise: String = noise.take(200_000).collect();
        for (length, effort) in
            [(1, Effort::Once), (3_000, Effort::Once), (200_000, Effort::Once), (200_000, Effort::Kept)]
        {
            let piece = [Piece::Fresh(noise.chars().take(length).collect())];
            assert_eq!(unpacked(&gzip(&piece, effort)).as_bytes(), plain(&piece, &own()).unwrap());
        }
    }
}
