//! Guessing a charset from the bytes alone.

use chardetng::{EncodingDetector, Iso2022JpDetection, Utf8Detection};
use encoding_rs::{EUC_JP, Encoding, SHIFT_JIS, UTF_16BE, UTF_16LE};

use super::western;

/// UTF-16 without a byte order mark: zeros, which no other text has, and line ends, spaces and full stops on one side.
///
/// That the rest reads as words proves it; a text of ASCII letters with a stray zero in it would read as Chinese.
pub fn utf16(bytes: &[u8]) -> Option<&'static Encoding> {
    let sample = bytes.get(..4096).unwrap_or(bytes);
    let ascii = sample.iter().filter(|byte| byte.is_ascii_graphic() || byte.is_ascii_whitespace()).count();
    if !sample.contains(&0) || ascii * 5 >= sample.len() * 4 {
        return None;
    }
    let stops = |read: fn([u8; 2]) -> u16| {
        let (units, _) = sample.as_chunks::<2>();
        units.iter().filter(|unit| STOPS.contains(&read(**unit))).count()
    };
    let (little, big) = (stops(u16::from_le_bytes), stops(u16::from_be_bytes));
    let charset = if little > big { UTF_16LE } else { UTF_16BE };
    (little != big && reads_as_words(sample, charset)).then_some(charset)
}

/// Line ends, spaces, full stops and commas of all scripts.
const STOPS: [u16; 10] = [0x0a, 0x0d, 0x20, 0x2c, 0x2e, 0x3000, 0x3001, 0x3002, 0xff0c, 0xff0e];

/// Whether the bytes, so read, are without fault and hold hardly anything but letters, marks and space.
fn reads_as_words(sample: &[u8], charset: &'static Encoding) -> bool {
    let whole = sample.get(..sample.len() / 2 * 2).unwrap_or_default();
    let text = charset.decode_without_bom_handling(whole).0;
    let is_mark = |c: char| {
        c.is_ascii_punctuation()
            || matches!(c, '\u{a0}'..='\u{bf}' | '\u{2010}'..='\u{2044}' | '\u{3000}'..='\u{303f}' | '\u{ff01}'..='\u{ff65}')
    };
    let strange = text.chars().filter(|c| !(c.is_alphanumeric() || c.is_whitespace() || is_mark(*c))).count();
    strange * 10 <= text.chars().count()
}

/// Japanese mail and usenet in seven bits: escapes to other alphabets, and nothing beyond ASCII.
pub fn is_iso_2022_jp(bytes: &[u8]) -> bool {
    let escapes: [&[u8]; 2] = [b"\x1b$B", b"\x1b$@"];
    bytes.is_ascii() && escapes.iter().any(|escape| bytes.windows(3).any(|window| window == *escape))
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
    let mut detector = EncodingDetector::new(Iso2022JpDetection::Allow);
    detector.feed(bytes, true);
    western::better(bytes, detector.guess(None, Utf8Detection::Deny))
}

/// Whether the bytes, so read, are without fault and hold kana in Japanese measure; the detector wants longer samples.
fn reads_as_japanese(bytes: &[u8], charset: &'static Encoding) -> bool {
    let Some(text) = charset.decode_without_bom_handling_and_without_replacement(bytes) else { return false };
    let foreign = text.chars().filter(|c| !c.is_ascii()).count();
    let kana = text.chars().filter(|c| ('\u{3041}'..='\u{30fe}').contains(c)).count();
    kana * 10 > foreign * 3
}

/// Whether so many control characters are there that the bytes are no text in any charset but UTF-16.
pub fn is_binary(bytes: &[u8]) -> bool {
    let is_control = |byte: &&u8| **byte < 0x20 && !matches!(**byte, b'\t' | b'\n' | b'\r' | 0x0c | 0x1b);
    let is_utf16 = utf16(bytes).is_some() || bytes.starts_with(b"\xff\xfe") || bytes.starts_with(b"\xfe\xff");
    !is_utf16 && bytes.iter().filter(is_control).count() * 20 > bytes.len()
}
