//! Guessing a charset from the bytes alone.

use chardetng::{EncodingDetector, Iso2022JpDetection, Utf8Detection};
use encoding_rs::{EUC_JP, Encoding, MACINTOSH, SHIFT_JIS, UTF_16BE, UTF_16LE, WINDOWS_1252};

/// UTF-16 without a byte order mark: in western text every other byte is zero.
pub fn utf16(bytes: &[u8]) -> Option<&'static Encoding> {
    let pairs = bytes.get(..4096).unwrap_or(bytes).chunks_exact(2);
    let total = pairs.len();
    let (mut first, mut second) = (0, 0);
    for pair in pairs {
        first += usize::from(pair.first() == Some(&0));
        second += usize::from(pair.last() == Some(&0));
    }
    let most = |zeros: usize, others: usize| zeros * 2 > total && others * 20 < total;
    if most(second, first) { Some(UTF_16LE) } else { most(first, second).then_some(UTF_16BE) }
}

/// Whether far more characters are valid multi-byte UTF-8 than bytes are not; chance does not make such a text.
pub fn is_mostly_utf8(bytes: &[u8]) -> bool {
    let (mut valid, mut strange) = (0_usize, 0_usize);
    for chunk in bytes.utf8_chunks() {
        valid += chunk.valid().chars().filter(|c| !c.is_ascii()).count();
        strange += chunk.invalid().len();
    }
    valid >= strange.max(1) * 3
}

/// The charset that bytes which are no UTF look like.
pub fn charset(bytes: &[u8]) -> &'static Encoding {
    if let Some(japanese) = [SHIFT_JIS, EUC_JP].into_iter().find(|charset| reads_as_japanese(bytes, charset)) {
        return japanese;
    }
    if is_mac_roman(bytes) {
        return MACINTOSH;
    }
    let mut detector = EncodingDetector::new(Iso2022JpDetection::Allow);
    detector.feed(bytes, true);
    let guess = detector.guess(None, Utf8Detection::Deny);
    if guess == WINDOWS_1252 && has_only_carriage_returns(bytes) { MACINTOSH } else { guess }
}

/// Whether the bytes, so read, are without fault and hold kana in Japanese measure; the detector wants longer samples.
fn reads_as_japanese(bytes: &[u8], charset: &'static Encoding) -> bool {
    let Some(text) = charset.decode_without_bom_handling_and_without_replacement(bytes) else { return false };
    let foreign = text.chars().filter(|c| !c.is_ascii()).count();
    let kana = text.chars().filter(|c| ('\u{3041}'..='\u{30fe}').contains(c)).count();
    kana * 10 > foreign * 3
}

/// Whether quotes stand where classic Mac OS put them: `don\xd5t`, `\xd2You`; in windows-1252 these are `Õ` and `Ò`.
fn is_mac_roman(bytes: &[u8]) -> bool {
    let mac = |window: &&[u8]| match window {
        [before, 0xd5, after] => {
            before.is_ascii_lowercase() && after.is_ascii_lowercase() || ends_quote(*before, *after)
        }
        [before, 0xd2 | 0xd4, after] => before.is_ascii_whitespace() && after.is_ascii_alphabetic(),
        [before, 0xd3, after] => ends_quote(*before, *after),
        _ => false,
    };
    let windows =
        |window: &&[u8]| matches!(window, [before, 0x91..=0x94, after] if before.is_ascii() && after.is_ascii());
    let count = |test: &dyn Fn(&&[u8]) -> bool| bytes.windows(3).filter(|window| test(window)).count();
    let starts_quoted = matches!(bytes, [0xd2 | 0xd4, letter, ..] if letter.is_ascii_alphabetic());
    count(&mac) + usize::from(starts_quoted) > count(&windows)
}

const fn ends_quote(before: u8, after: u8) -> bool {
    before.is_ascii_punctuation() && after.is_ascii_whitespace()
}

/// Whether so many control characters are there that the bytes are no text in any charset but UTF-16.
pub fn is_binary(bytes: &[u8]) -> bool {
    let is_control = |byte: &&u8| **byte < 0x20 && !matches!(**byte, b'\t' | b'\n' | b'\r' | 0x0c | 0x1b);
    let is_utf16 = utf16(bytes).is_some() || bytes.starts_with(b"\xff\xfe") || bytes.starts_with(b"\xfe\xff");
    !is_utf16 && bytes.iter().filter(is_control).count() * 20 > bytes.len()
}

/// Whether lines end as they did before Mac OS X.
fn has_only_carriage_returns(bytes: &[u8]) -> bool {
    bytes.contains(&b'\r') && !bytes.contains(&b'\n')
}
