//! Telling classic Mac OS from Windows in texts of Latin letters: which reading puts every sign where it belongs?
//!
//! An accented small letter belongs among letters, a capital at the beginning of a word or among capitals, a quotation
//! mark at the edge of a word, and nothing else beside a letter. The wrong one of the two charsets breaks that often:
//! `café` is `cafÈ` in it, and `don’t` is `donít` or `donÕt`.

use encoding_rs::{Encoding, MACINTOSH};

/// How many signs beyond ASCII are looked at.
const MOST: usize = 20_000;
/// From how many on they outweigh what a file says of itself.
const ENOUGH: usize = 40;

/// The charset of a text that was taken for `guess`: that, or Mac Roman where it reads better.
pub fn better(bytes: &[u8], guess: &'static Encoding) -> &'static Encoding {
    if !is_western(bytes) || !guess.is_single_byte() {
        return guess;
    }
    if fitness(bytes, MACINTOSH) > fitness(bytes, guess) { MACINTOSH } else { guess }
}

/// Whether a text that calls itself Western is none: there is enough of it to see, and its letters stand in whole words.
pub fn is_foreign(bytes: &[u8]) -> bool {
    bytes.iter().filter(|byte| !byte.is_ascii()).count() >= ENOUGH && !is_western(bytes)
}

/// Whether the bytes beyond ASCII mostly stand alone among others, as no alphabet but the Latin one has it.
fn is_western(bytes: &[u8]) -> bool {
    let runs = || bytes.chunk_by(|one, other| one.is_ascii() == other.is_ascii()).filter(|run| !run.is_ascii());
    let (alone, all) = runs().fold((0, 0), |(alone, all), run| (alone + usize::from(run.len() == 1), all + 1));
    alone * 5 >= all * 4
}

/// How many more signs stand where they belong than where they do not.
fn fitness(bytes: &[u8], charset: &'static Encoding) -> i64 {
    let text = charset.decode_without_bom_handling(bytes).0;
    let before = std::iter::once(' ').chain(text.chars());
    let after = text.chars().skip(1).chain([' ']);
    let signs = before.zip(text.chars()).zip(after).filter(|((_, sign), _)| !sign.is_ascii()).take(MOST);
    signs.map(|((before, sign), after)| if belongs(before, sign, after) { 1 } else { -1 }).sum()
}

fn belongs(before: char, sign: char, after: char) -> bool {
    let is_open = |c: char| c.is_whitespace() || "([-–—\"'“‘«".contains(c);
    match sign {
        '’' => before.is_alphabetic() || before.is_ascii_punctuation() || after.is_alphabetic(),
        '‘' | '“' | '„' | '‚' | '«' | '‹' => is_open(before) || before == '„',
        '”' | '»' | '›' => !is_open(before) || before == '\u{a0}',
        '–' | '—' | '…' | '\u{a0}' | '•' | '·' | '°' | '€' | '£' | '©' | '®' | '™' | '¿' | '¡' => {
            !(before.is_lowercase() && after.is_lowercase()) || matches!(sign, '–' | '—')
        }
        'ƒ' | 'µ' | 'ı' | 'ﬁ' | 'ﬂ' | 'ª' | 'º' => before.is_ascii_digit(),
        _ if sign.is_lowercase() => before.is_alphabetic() || after.is_alphabetic() || before.is_whitespace(),
        _ if sign.is_uppercase() => !before.is_lowercase(),
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use encoding_rs::{WINDOWS_1250, WINDOWS_1252};

    use super::*;

    #[test]
    fn short_texts_are_told_apart_as_well() {
        for text in ["“You’ve moved it,” said Zoë – café.", "«Où?»", "don’t", "Straße", "ÉTÉ"] {
            for charset in [WINDOWS_1252, MACINTOSH] {
                let bytes = charset.encode(text).0;
                assert_eq!(better(&bytes, WINDOWS_1252).name(), charset.name(), "{text}");
            }
        }
    }

    #[test]
    fn other_alphabets_are_let_be() {
        assert_eq!(better(&WINDOWS_1250.encode("Źródło śmiechu było oczywiste").0, WINDOWS_1250), WINDOWS_1250);
        assert_eq!(better(b"\xcf\xee\xf8\xeb \xf1\xed\xe5\xe3", encoding_rs::WINDOWS_1251), encoding_rs::WINDOWS_1251);
    }
}
