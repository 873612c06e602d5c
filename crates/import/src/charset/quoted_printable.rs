//! Quoted-printable: mail that was saved with its transport coding on, `=20` at line ends and `=92` for an apostrophe.

use std::borrow::Cow;

use manuscript::{Complaint, Trouble};

/// How many codes must be seen before an undeclared text is believed to be quoted-printable.
const PROOF: usize = 3;

/// Undoes quoted-printable where the bytes prove that it is there.
pub fn undo<'a>(bytes: &'a [u8], complaints: &mut Vec<Complaint>) -> Cow<'a, [u8]> {
    let declared = is_declared(bytes);
    if !declared && (bytes.iter().any(|byte| !byte.is_ascii()) || !has_proof(bytes)) {
        return Cow::Borrowed(bytes);
    }
    let (decoded, times) = decoded(bytes, declared);
    if times > 0 {
        let complaint = Complaint::new(Trouble::Changed, "quoted-printable code", "");
        Complaint { times, ..complaint }.join(complaints);
    }
    Cow::Owned(decoded)
}

/// The bytes with all codes undone, where a header says that they are coded.
pub fn undone(bytes: &[u8]) -> Vec<u8> {
    decoded(bytes, true).0
}

/// Whether the mail's own header says so.
fn is_declared(bytes: &[u8]) -> bool {
    let head = String::from_utf8_lossy(bytes.get(..4096).unwrap_or(bytes)).to_ascii_lowercase();
    head.lines()
        .any(|line| line.strip_prefix("content-transfer-encoding:").is_some_and(|v| v.trim() == "quoted-printable"))
}

/// Whether codes that no prose holds are there; `=66` in an address is none.
fn has_proof(bytes: &[u8]) -> bool {
    words(bytes).filter(|word| !is_address(word)).flat_map(codes).filter(|code| is_telling(*code)).take(PROOF).count()
        == PROOF
}

fn words(bytes: &[u8]) -> impl Iterator<Item = &[u8]> {
    bytes.split_inclusive(|byte| matches!(byte, b' ' | b'\n' | b'\t'))
}

fn is_address(word: &[u8]) -> bool {
    word.windows(3).any(|window| window == b"://") || word.contains(&b'?') && word.contains(&b'&')
}

/// The values of all codes in a word; a soft line break counts as a line end.
fn codes(word: &[u8]) -> impl Iterator<Item = u8> {
    word.iter()
        .enumerate()
        .filter(|(_, byte)| **byte == b'=')
        .filter_map(|(at, _)| code(word.get(at + 1..)?).map(|(value, _)| value))
}

const fn is_telling(value: u8) -> bool {
    value >= 0x80 || matches!(value, b' ' | b'\n' | b'=')
}

/// The code after a `=`, with its length; a line end means a soft break.
fn code(rest: &[u8]) -> Option<(u8, usize)> {
    match rest {
        [b'\r', b'\n', ..] => Some((b'\n', 2)),
        [b'\n', ..] => Some((b'\n', 1)),
        [high, low, ..] if is_hex(*high) && is_hex(*low) => {
            let digits = std::str::from_utf8(rest.get(..2)?).ok()?;
            Some((u8::from_str_radix(digits, 16).ok()?, 2))
        }
        _ => None,
    }
}

const fn is_hex(byte: u8) -> bool {
    byte.is_ascii_digit() || matches!(byte, b'A'..=b'F')
}

/// The bytes without the coding, and how many codes were undone; undeclared, only telling codes outside addresses are.
fn decoded(bytes: &[u8], declared: bool) -> (Vec<u8>, u64) {
    let mut decoded = Vec::with_capacity(bytes.len());
    let mut times = 0;
    for word in words(bytes) {
        if !declared && is_address(word) {
            decoded.extend_from_slice(word);
        } else {
            times += undo_word(word, declared, &mut decoded);
        }
    }
    (decoded, times)
}

fn undo_word(word: &[u8], declared: bool, decoded: &mut Vec<u8>) -> u64 {
    let (mut rest, mut times) = (word, 0);
    while let Some((byte, after)) = rest.split_first() {
        let found = code(after).filter(|(value, _)| *byte == b'=' && (declared || is_telling(*value)));
        let Some((value, length)) = found else {
            decoded.push(*byte);
            rest = after;
            continue;
        };
        let is_soft_break = value == b'\n' && after.first().is_none_or(|first| !is_hex(*first));
        decoded.extend((!is_soft_break).then_some(value));
        rest = after.get(length..).unwrap_or_default();
        times += 1;
    }
    times
}

#[cfg(test)]
mod tests {
    use super::*;

    fn guessed(text: &str) -> String {
        String::from_utf8_lossy(&undo(text.as_bytes(), &mut Vec::new())).into_owned()
    }

    #[test]
    fn remains_of_mail_coding_are_guessed() {
        assert_eq!(guessed("It is =C3=A9t=C3=A9=20\nand a long li=\nne\n"), "It is été \nand a long line\n");
    }

    #[test]
    fn a_declared_coding_is_undone_even_once() {
        assert_eq!(
            guessed("Content-Transfer-Encoding: quoted-printable\n\nJam=2E"),
            "Content-Transfer-Encoding: quoted-printable\n\nJam."
        );
    }

    #[test]
    fn sums_and_addresses_are_left_alone() {
        for text in ["2+2=4, 10=A0", "http://example.org/?sid=92&chapter=20&x=3D", "a =20 sign"] {
            assert_eq!(guessed(text), text);
        }
    }
}
