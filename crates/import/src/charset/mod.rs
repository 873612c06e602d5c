//! Decoding: from bytes of any charset to text, with the evidence said.
//!
//! Files of twenty-five years come in every charset, and declare it wrongly as often as not. What the bytes prove goes
//! before what the file says of itself, that before what they look like, and whatever was guessed or repaired is a
//! complaint (`spec/formats.md` §2.7). Must not lose a letter: what cannot be decoded becomes U+FFFD and is complained of.

mod guess;
pub(crate) mod quoted_printable;
mod repair;
#[cfg(test)]
mod stories;
mod western;

use std::borrow::Cow;

use encoding_rs::{Encoding, ISO_2022_JP, UTF_8, WINDOWS_1252};
pub(crate) use guess::is_binary;
use manuscript::{Complaint, Trouble};

/// A text and how it was decoded.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Decoded {
    /// The text; line ends are LF, no BOM, no NUL, no control characters but tab, line and form feed.
    pub text: String,
    /// The charset's WHATWG name.
    pub charset: &'static str,
    /// What was damaged, repaired or doubted.
    pub complaints: Vec<Complaint>,
}

/// Decodes `bytes`: a BOM first, then what proves itself (UTF-16, ISO-2022-JP, UTF-8), then `declared`, then what the bytes look like.
///
/// `declared` is any label that a file gives for itself (`ISO-8859-1`, `x-sjis`); an unknown one is ignored.
pub fn decode(bytes: &[u8], declared: Option<&str>) -> Decoded {
    let mut complaints = Vec::new();
    let bytes = quoted_printable::undo(bytes, &mut complaints);
    let (text, charset) = characters(&bytes, declared, &mut complaints);
    let text = repair::double_encoding(text, &mut complaints);
    let text = repair::controls(text, &mut complaints);
    repair::complain_of_losses(&text, &mut complaints);
    Decoded { text, charset: charset.name(), complaints }
}

/// The bytes as UTF-8 where they are UTF-16, without a byte order mark; for readers that look at bytes.
pub(crate) fn narrowed(bytes: &[u8]) -> Cow<'_, [u8]> {
    let mark = Encoding::for_bom(bytes);
    let wide = mark.map(|(charset, _)| charset).filter(|charset| *charset != UTF_8).or_else(|| guess::utf16(bytes));
    let bare = mark.map_or(bytes, |(_, mark)| bytes.get(mark..).unwrap_or_default());
    wide.map_or(Cow::Borrowed(bare), |charset| {
        charset.decode_without_bom_handling(bare).0.into_owned().into_bytes().into()
    })
}

/// Decodes a file that Foolscap wrote: UTF-8 in which nothing has to be repaired, whatever its story quotes.
///
/// One that another program has saved since is decoded like any other.
pub(crate) fn decode_own(bytes: &[u8]) -> Decoded {
    match std::str::from_utf8(bytes) {
        Ok(text) if !text.contains('\r') => {
            let text = text.strip_prefix('\u{feff}').unwrap_or(text).to_owned();
            Decoded { text, charset: UTF_8.name(), complaints: Vec::new() }
        }
        _ => decode(bytes, Some("UTF-8")),
    }
}

/// Decodes without repairing.
fn characters<'a>(
    bytes: &'a [u8],
    declared: Option<&str>,
    complaints: &mut Vec<Complaint>,
) -> (Cow<'a, str>, &'static Encoding) {
    if let Some((charset, mark)) = Encoding::for_bom(bytes) {
        return (charset.decode_without_bom_handling(bytes.get(mark..).unwrap_or_default()).0, charset);
    }
    if let Some(charset) = guess::utf16(bytes) {
        return (charset.decode_without_bom_handling(bytes).0, charset);
    }
    if guess::is_iso_2022_jp(bytes) {
        return (ISO_2022_JP.decode_without_bom_handling(bytes).0, ISO_2022_JP);
    }
    let declared = declared.and_then(|label| Encoding::for_label(label.trim().as_bytes()));
    // UTF-16 that does not show is none, whatever the file says.
    let declared = declared.filter(|charset| charset.output_encoding() == *charset);
    if let Ok(text) = std::str::from_utf8(bytes) {
        return declared.and_then(|charset| in_pairs(bytes, text, charset)).unwrap_or((Cow::Borrowed(text), UTF_8));
    }
    if guess::is_mostly_utf8(bytes) {
        return (Cow::Owned(mixed_utf8(bytes, complaints)), UTF_8);
    }
    // Programs have called everything Western that they made.
    let declared = declared.filter(|charset| *charset != WINDOWS_1252 || !western::is_foreign(bytes));
    if let Some(text) = declared.and_then(|charset| charset.decode_without_bom_handling_and_without_replacement(bytes))
    {
        return (text, declared.unwrap_or(WINDOWS_1252));
    }
    let charset = guess::charset(bytes);
    Complaint::new(Trouble::Doubted, "guessed charset", charset.name()).join(complaints);
    (charset.decode_without_bom_handling(bytes).0, charset)
}

/// How many characters may be UTF-8 by chance.
const FEW: usize = 20;

/// A few signs of Chinese, Japanese or Korean may be UTF-8 of other letters by chance: then what is declared decides.
fn in_pairs<'a>(bytes: &'a [u8], text: &str, charset: &'static Encoding) -> Option<(Cow<'a, str>, &'static Encoding)> {
    let signs = text.chars().filter(|c| !c.is_ascii());
    let is_by_chance = (1..=FEW).contains(&signs.clone().count()) && signs.clone().all(|c| c < '\u{800}');
    let fits = is_by_chance && charset != UTF_8 && !charset.is_single_byte();
    let read = charset.decode_without_bom_handling_and_without_replacement(bytes).filter(|_| fits)?;
    Some((read, charset))
}

/// UTF-8 with strange bytes in it: text of two sources pasted together. The strange bytes are read as windows-1252, and a
/// character that the end of the file cuts becomes U+FFFD.
fn mixed_utf8(bytes: &[u8], complaints: &mut Vec<Complaint>) -> String {
    let mut text = String::with_capacity(bytes.len());
    for chunk in bytes.utf8_chunks() {
        text.push_str(chunk.valid());
        let strange = WINDOWS_1252.decode_without_bom_handling(chunk.invalid()).0;
        if !strange.is_empty() {
            Complaint::new(Trouble::Doubted, "byte that is not UTF-8, read as windows-1252", &strange).join(complaints);
            text.push_str(&strange);
        }
    }
    text
}

#[cfg(test)]
mod tests {
    use encoding_rs::{EUC_JP, GBK, KOI8_R, MACINTOSH, SHIFT_JIS, UTF_16LE, WINDOWS_1251};

    use super::*;

    fn decoded(bytes: &[u8]) -> (String, &'static str) {
        let decoded = decode(bytes, None);
        (decoded.text, decoded.charset)
    }

    fn encoded(charset: &'static Encoding, text: &str) -> Vec<u8> {
        let (bytes, _, lost) = charset.encode(text);
        assert!(!lost);
        bytes.into_owned()
    }

    #[test]
    fn a_text_is_read_in_whatever_charset_it_was_saved() {
        let russian = "Он сказал, что варенье переставили, и поставил чайник. Это было странно.";
        let japanese = "ジャムが動いた、とホームズは言った。";
        let cases: &[(&'static Encoding, &str)] = &[
            (WINDOWS_1252, "“You’ve moved it,” said Zoë – café."),
            (MACINTOSH, "“You’ve moved it,” said Zoë – café."),
            (WINDOWS_1251, russian),
            (KOI8_R, russian),
            (SHIFT_JIS, japanese),
            (EUC_JP, japanese),
            (GBK, "福尔摩斯说果酱被移动了,华生笑了起来,他说这不可能是真的。"),
        ];
        for (charset, text) in cases {
            assert_eq!(decoded(&encoded(charset, text)).0, *text, "{}", charset.name());
        }
    }

    #[test]
    fn utf16_is_read_with_and_without_its_mark() {
        let bare: Vec<u8> = "The jam moved.".encode_utf16().flat_map(u16::to_le_bytes).collect();
        assert_eq!(decoded(&bare), ("The jam moved.".to_owned(), UTF_16LE.name()));
        let marked: Vec<u8> =
            [b"\xfe\xff".to_vec(), "Jam".encode_utf16().flat_map(u16::to_be_bytes).collect()].concat();
        assert_eq!(decoded(&marked).0, "Jam");
    }

    #[test]
    fn what_the_bytes_prove_goes_before_what_the_file_declares() {
        assert_eq!(decode("Zoë’s jam".as_bytes(), Some("iso-8859-1")).text, "Zoë’s jam");
        assert_eq!(decode(b"Zo\xeb", Some("windows-1252")).text, "Zoë");
        assert_eq!(decode(b"\xcb\xe8\xf1\xe0", Some("windows-1251")).text, "Лиса");
        assert_eq!(decode(b"Jam", Some("x-nonsense")).text, "Jam");
    }

    #[test]
    fn stray_bytes_in_utf8_are_read_and_complained_of() {
        let bytes = [" “Zoë” said “jam” – ".as_bytes(), b"don\x92t"].concat();
        let decoded = decode(&bytes, None);
        assert_eq!(decoded.text, " “Zoë” said “jam” – don’t");
        assert_eq!(decoded.complaints.len(), 1);
    }

    #[test]
    fn nothing_is_repaired_in_our_own_files() {
        let text = "He wrote \u{feff}â€™ and =C3=A9 =20 =3D, she read ’ and\u{85}é.";
        assert_eq!(decode_own(format!("\u{feff}{text}").as_bytes()).text, text);
        assert_eq!(decode_own(b"Jam\r\nand\x92").text, "Jam\nand’");
    }

    #[test]
    fn any_bytes_decode_to_text_without_controls() {
        proptest::proptest!(|(bytes: Vec<u8>)| {
            let decoded = decode(&bytes, None);
            assert!(!decoded.text.contains(['\0', '\r']));
        });
    }
}
