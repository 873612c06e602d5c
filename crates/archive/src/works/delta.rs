//! How an older text is made of a newer one, in few bytes: what is kept, what is dropped, what is put in its place.
//!
//! Texts are compared paragraph by paragraph, and changed paragraphs lose what they begin and end with in common. Pure;
//! where deltas are kept is decided in [`mod@super::versions`].

use similar::{Algorithm, DiffOp, capture_diff_slices};

use crate::{Error, Result};

/// Beyond so many changed paragraphs their order is not looked into; all of them are one hunk.
const MOST_PARAGRAPHS: usize = 4_000;

/// One place where two texts differ.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Hunk {
    /// Bytes that are alike since the hunk before.
    pub(super) keep: usize,
    /// Bytes that only the newer text has.
    pub(super) drop: usize,
    /// What the older text has there.
    pub(super) put: Vec<u8>,
}

/// What makes `older` of `newer`.
pub(super) fn between(newer: &str, older: &str) -> Vec<Hunk> {
    let (newer, older) = (paragraphs(newer), paragraphs(older));
    let same = newer.iter().zip(&older).take_while(|(one, other)| one == other).count();
    let (head, newer) = newer.split_at(same);
    let (_, older) = older.split_at(same);
    let is_large = newer.len() + older.len() > MOST_PARAGRAPHS;
    let whole = DiffOp::Replace { old_index: 0, old_len: newer.len(), new_index: 0, new_len: older.len() };
    let changes = if is_large { vec![whole] } else { capture_diff_slices(Algorithm::Myers, newer, older) };
    let mut hunks = Vec::new();
    let mut keep = head.iter().map(|paragraph| paragraph.len()).sum();
    for change in changes {
        let of = |all: &[&str], range: std::ops::Range<usize>| all.get(range).unwrap_or_default().concat();
        let (gone, put) = (of(newer, change.old_range()), of(older, change.new_range()));
        if matches!(change, DiffOp::Equal { .. }) {
            keep += gone.len();
            continue;
        }
        let (start, end) = in_common(gone.as_bytes(), put.as_bytes());
        let put = put.as_bytes().get(start..put.len() - end).unwrap_or_default().to_vec();
        hunks.push(Hunk { keep: keep + start, drop: gone.len() - start - end, put });
        keep = end;
    }
    hunks
}

/// Makes the older text of the newer one.
pub(super) fn apply(newer: &[u8], hunks: &[Hunk]) -> Result<Vec<u8>> {
    let mut older = Vec::with_capacity(newer.len());
    let mut rest = newer;
    for hunk in hunks {
        let (kept, after) = rest.split_at_checked(hunk.keep).ok_or_else(damaged)?;
        let (_, after) = after.split_at_checked(hunk.drop).ok_or_else(damaged)?;
        older.extend_from_slice(kept);
        older.extend_from_slice(&hunk.put);
        rest = after;
    }
    older.extend_from_slice(rest);
    Ok(older)
}

/// Writes hunks: their number, then each.
pub(super) fn write(hunks: &[Hunk], out: &mut Vec<u8>) {
    push(out, hunks.len() as u64);
    for hunk in hunks {
        push(out, hunk.keep as u64);
        push(out, hunk.drop as u64);
        push(out, hunk.put.len() as u64);
        out.extend_from_slice(&hunk.put);
    }
}

/// Reads what [`write()`] wrote, and goes on behind it.
pub(super) fn read(bytes: &mut &[u8]) -> Result<Vec<Hunk>> {
    let count = pull(bytes)?;
    let hunk = |bytes: &mut &[u8]| {
        let (keep, drop, length) = (pull(bytes)? as usize, pull(bytes)? as usize, pull(bytes)? as usize);
        let (put, rest) = bytes.split_at_checked(length).ok_or_else(damaged)?;
        *bytes = rest;
        Ok(Hunk { keep, drop, put: put.to_vec() })
    };
    (0..count).map(|_| hunk(bytes)).collect()
}

/// Writes a number, seven bits a byte, the lowest first.
pub(super) fn push(out: &mut Vec<u8>, mut number: u64) {
    while number >= 0x80 {
        out.push(number as u8 | 0x80);
        number >>= 7;
    }
    out.push(number as u8);
}

/// Reads a number that [`push`] wrote.
pub(super) fn pull(bytes: &mut &[u8]) -> Result<u64> {
    let mut number = 0;
    for place in 0..10 {
        let (byte, rest) = bytes.split_first().ok_or_else(damaged)?;
        *bytes = rest;
        number |= u64::from(byte & 0x7f) << (7 * place).min(63);
        if byte & 0x80 == 0 {
            return Ok(number);
        }
    }
    Err(damaged())
}

pub(super) fn damaged() -> Error {
    Error::broken("an earlier version of a chapter is damaged: restore it from the newest backup")
}

/// A text in pieces that end where a block ends.
fn paragraphs(text: &str) -> Vec<&str> {
    let mut pieces = Vec::new();
    for part in text.split_inclusive("</p>") {
        pieces.extend(part.split_inclusive("<br />"));
    }
    pieces
}

/// How many bytes two texts begin and end with in common, never the same byte twice.
fn in_common(one: &[u8], other: &[u8]) -> (usize, usize) {
    let start = one.iter().zip(other).take_while(|(one, other)| one == other).count();
    let shorter = one.len().min(other.len()) - start;
    let end = one.iter().rev().zip(other.iter().rev()).take(shorter).take_while(|(one, other)| one == other).count();
    (start, end)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_come_back() {
        for number in [0, 1, 127, 128, 300, 1 << 40, u64::MAX] {
            let mut bytes = Vec::new();
            push(&mut bytes, number);
            assert_eq!(pull(&mut &bytes[..]).unwrap(), number);
        }
        assert!(pull(&mut &[0x80_u8][..]).is_err(), "one that breaks off is told");
    }

    #[test]
    fn a_changed_word_is_a_few_bytes() {
        let newer = "<p>It rained.</p><p>She waited in the hall.</p><p>Nobody came.</p>";
        let older = "<p>It rained.</p><p>She waited in the rain.</p><p>Nobody came.</p>";
        let hunks = between(newer, older);
        assert_eq!(hunks, [Hunk { keep: 38, drop: 4, put: b"rain".to_vec() }]);
    }

    proptest::proptest! {
        #[test]
        fn an_older_text_comes_back(parts in proptest::collection::vec(("[a-zé]{0,9}", "[a-zé]{0,9}", 0..4_u8), 0..12)) {
            let text = |pick: fn(&(String, String, u8)) -> String| parts.iter().map(pick).collect::<String>();
            let newer = text(|(one, _, _)| format!("<p>{one}</p>"));
            let older = text(|(one, other, way)| match way {
                0 => format!("<p>{one}</p>"),
                1 => String::new(),
                2 => format!("<p>{other}</p><p>{one}</p>"),
                _ => format!("<p>{one}{other}</p>"),
            });
            let mut bytes = Vec::new();
            write(&between(&newer, &older), &mut bytes);
            let hunks = read(&mut &bytes[..]).unwrap();
            proptest::prop_assert_eq!(String::from_utf8(apply(newer.as_bytes(), &hunks).unwrap()).unwrap(), older);
        }
    }
}
