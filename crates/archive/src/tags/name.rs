//! Names of tags: how they are tidied (TAG-2) and when two of them are the same tag (TAG-3).
//!
//! Also used for the names of people and series. Never left to a database's collation, which differ.

use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

pub(super) use crate::works::limits::TAG as LONGEST;
use crate::{Error, Result, Slip};

const FORBIDDEN: &[char] = &[',', '，', '、', '*', '<', '>', '^', '{', '}', '=', '`', '\\', '%'];

/// Signs that do nothing on paper are no letters of a name either.
fn is_forbidden(letter: char) -> bool {
    FORBIDDEN.contains(&letter) || letter.is_control()
}

/// Squeezes white space and checks the rules for a tag's name (TAG-2).
pub fn tidy(name: &str) -> Result<String> {
    check(name).map_err(|slip| Error::invalid("tags", slip))
}

/// [`tidy`], for who knows the field and needs only what is wrong.
pub(crate) fn check(name: &str) -> Result<String, Slip> {
    let name = name.split_whitespace().collect::<Vec<_>>().join(" ");
    let length = name.chars().count();
    if let Some(letter) = name.chars().find(|letter| is_forbidden(*letter)) {
        return Err(Slip::BadLetter { name, letter });
    }
    if length > LONGEST {
        return Err(Slip::LongTag { name, most: LONGEST as u64, is: length as u64 });
    }
    if is_blank(&name) {
        return Err(Slip::Blank);
    }
    Ok(name)
}

/// Makes a name out of anything a file says: forbidden letters become spaces, and it is cut at a word (IMP-8).
///
/// `None` when nothing is left.
pub(crate) fn salvage(name: &str) -> Option<String> {
    let name = name.replace(is_forbidden, " ");
    let mut fitting = String::new();
    for word in name.split_whitespace() {
        if fitting.chars().count() + word.chars().count() >= LONGEST {
            break;
        }
        fitting.push_str(if fitting.is_empty() { "" } else { " " });
        fitting.push_str(word);
    }
    if fitting.is_empty() {
        fitting = name.trim().chars().take(LONGEST).collect();
    }
    tidy(&fitting).ok()
}

/// The key under which two spellings are one name (TAG-3): width, case and accents folded, white space squeezed.
///
/// Accents are the marks of European scripts, Hebrew points and Arabic vowel signs. The voicing marks of kana and the
/// vowel signs of Indian and South-East Asian scripts make other words, so they stay.
pub fn key(name: &str) -> String {
    // Most names are ASCII, of which nothing is to be taken apart.
    let folded = if name.is_ascii() { name.to_ascii_lowercase() } else { taken_apart(name) };
    let squeezed = folded.split_whitespace().collect::<Vec<_>>().join(" ");
    if squeezed.is_empty() { name.to_lowercase() } else { squeezed }
}

fn taken_apart(name: &str) -> String {
    name.nfkd().filter(|letter| !is_accent(*letter)).flat_map(fold).nfc().collect()
}

fn fold(letter: char) -> impl Iterator<Item = char> {
    let base = match letter {
        'ß' | 'ẞ' => "ss",
        'æ' | 'Æ' => "ae",
        'œ' | 'Œ' => "oe",
        'ø' | 'Ø' => "o",
        'đ' | 'Đ' | 'ð' | 'Ð' => "d",
        'ł' | 'Ł' => "l",
        'ı' => "i",
        'þ' | 'Þ' => "th",
        'ς' => "σ",
        '’' | '‘' => "'",
        '“' | '”' => "\"",
        _ => "",
    };
    let itself = base.is_empty().then(|| letter.to_lowercase()).into_iter().flatten();
    base.chars().chain(itself)
}

fn is_accent(letter: char) -> bool {
    is_combining_mark(letter)
        && matches!(letter as u32,
            0x0300..=0x036F | 0x0591..=0x05C7 | 0x0610..=0x061A | 0x064B..=0x065F | 0x0670
            | 0x1AB0..=0x1AFF | 0x1DC0..=0x1DFF | 0x20D0..=0x20FF | 0xFE20..=0xFE2F)
}

/// Whether nothing of a text can be seen.
pub(crate) fn is_blank(text: &str) -> bool {
    text.chars().all(is_invisible)
}

fn is_invisible(letter: char) -> bool {
    letter.is_whitespace()
        || letter.is_control()
        || matches!(letter as u32, 0x00AD | 0x034F | 0x061C | 0x115F | 0x1160 | 0x17B4 | 0x17B5 | 0x180B..=0x180F
            | 0x200B..=0x200F | 0x202A..=0x202E | 0x2060..=0x206F | 0x2800 | 0x3164 | 0xFE00..=0xFE0F | 0xFEFF
            | 0xFFA0 | 0x1D173..=0x1D17A | 0xE0000..=0xE0FFF)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn spellings_of_one_name_have_one_key() {
        for (left, right) in [
            ("Amélie", "amelie"),
            ("STRASSE", "straße"),
            ("Ｈａｒｒｙ　Ｐｏｔｔｅｒ", "harry potter"),
            ("ﾊﾘｰ", "ハリー"),
            ("Æthelred  II", "aethelred ii"),
            ("Ångström", "angstrom"),
            ("ΟΔΥΣΣΕΥΣ", "Οδυσσεύς"),
            ("Don’t", "don't"),
            ("مُحَمَّد", "محمد"),
        ] {
            assert_eq!(key(left), key(right), "{left} and {right}");
        }
    }

    #[test]
    fn other_words_have_other_keys() {
        for (left, right) in [("はは", "ばば"), ("कि", "कु"), ("Holmes", "Holme s"), ("a/b", "a & b"), ("é!", "é")]
        {
            assert_ne!(key(left), key(right), "{left} and {right}");
        }
    }

    #[test]
    fn names_are_squeezed_and_checked() {
        assert_eq!(tidy("  Sherlock \t Holmes ").unwrap(), "Sherlock Holmes");
        assert!(tidy(&"x".repeat(150)).is_ok());
        for bad in ["a,b", "a，b", "x*", "a\0b", "a\u{7}", "<b>", "100%", "", " \u{200B}\u{2060} ", &"x".repeat(151)] {
            assert!(matches!(tidy(bad), Err(Error::Invalid(_))), "{bad:?} is refused");
        }
    }

    #[test]
    fn names_from_files_are_made_to_fit_at_a_word() {
        assert_eq!(salvage("100% *fluff*, <b>").as_deref(), Some("100 fluff b"));
        let long = salvage(&"word ".repeat(60)).unwrap();
        assert!(long.chars().count() <= LONGEST && long.ends_with("word"));
        assert_eq!(salvage(&"x".repeat(400)).map(|name| name.len()), Some(150));
        assert_eq!(salvage("**"), None);
        assert_eq!(salvage("a\0b").as_deref(), Some("a b"));
    }

    proptest::proptest! {
        #[test]
        fn a_key_is_its_own_key(name in "\\PC{0,40}") {
            proptest::prop_assert_eq!(key(&key(&name)), key(&name));
        }
    }
}
