//! Names made of titles: for downloaded files (DL-2) and for sorting (POST-9).

use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

/// The most characters of a file's name, without its extension.
const LONGEST: usize = 24;
/// The fewest; a shorter title gets the work's number.
const SHORTEST: usize = 3;

/// Names that some systems keep for devices, whatever the extension.
const RESERVED: &[&str] = &[
    "AUX", "CLOCK$", "COM0", "COM1", "COM2", "COM3", "COM4", "COM5", "COM6", "COM7", "COM8", "COM9", "CON", "LPT0",
    "LPT1", "LPT2", "LPT3", "LPT4", "LPT5", "LPT6", "LPT7", "LPT8", "LPT9", "NUL", "PRN",
];

/// The name of a work's file without extension, which any device accepts (DL-2).
///
/// ```
/// assert_eq!(manuscript::file_name("The Café at the End of the Line", "7"), "The_Cafe_at_the_End_of");
/// assert_eq!(manuscript::file_name("日本", "7"), "Work_7");
/// ```
pub fn file_name(title: &str, id: &str) -> String {
    let ascii: String = title.nfd().filter(|&c| !is_combining_mark(c)).map(transliterate).collect();
    let kept: String = ascii.chars().filter(|&c| c.is_ascii_alphanumeric() || matches!(c, '_' | ' ' | '-')).collect();
    let name = shortened(&kept).join("_");
    let is_reserved = RESERVED.iter().any(|reserved| reserved.eq_ignore_ascii_case(&name));
    match name.len() {
        0 => format!("Work_{id}"),
        length if length < SHORTEST || is_reserved => format!("{name}_Work_{id}"),
        _ => name,
    }
}

/// As many words as fit; at least the beginning of the first.
fn shortened(text: &str) -> Vec<String> {
    let mut words = Vec::new();
    let mut length = 0;
    for word in text.split_whitespace() {
        let longer = length + word.len() + usize::from(!words.is_empty());
        if longer > LONGEST && !words.is_empty() {
            break;
        }
        words.push(word.chars().take(LONGEST).collect());
        length = longer;
    }
    words
}

/// Latin letters that do not come apart into a letter and an accent, and the signs nearest to ASCII.
fn transliterate(c: char) -> &'static str {
    const ASCII: &str = "0123456789 ABCDEFGHIJKLMNOPQRSTUVWXYZ_abcdefghijklmnopqrstuvwxyz-";
    if let Some(at) = ASCII.find(c) {
        return ASCII.get(at..=at).unwrap_or_default();
    }
    match c {
        'ß' => "ss",
        'ẞ' => "SS",
        'Æ' => "AE",
        'æ' => "ae",
        'Œ' => "OE",
        'œ' => "oe",
        'Ø' => "O",
        'ø' => "o",
        'Đ' | 'Ð' => "D",
        'đ' | 'ð' => "d",
        'Ł' => "L",
        'ł' => "l",
        'Þ' => "Th",
        'þ' => "th",
        'ı' => "i",
        'Ħ' => "H",
        'ħ' => "h",
        'Ŧ' => "T",
        'ŧ' => "t",
        '‐'..='—' => "-",
        '/' | '\\' | ':' | ';' | '|' | '+' | '&' | '.' | ',' | '\n' | '\t' => " ",
        c if c.is_whitespace() => " ",
        c => letter_of_other_script(c),
    }
}

/// Cyrillic and Greek letters; of other scripts nothing is kept.
fn letter_of_other_script(c: char) -> &'static str {
    const LETTERS: &[(&str, &[&str])] = &[
        (
            "абвгдежзийклмнопрстуфхцчшщъыьэюяґєі",
            &[
                "a", "b", "v", "g", "d", "e", "zh", "z", "i", "i", "k", "l", "m", "n", "o", "p", "r", "s", "t", "u",
                "f", "kh", "ts", "ch", "sh", "shch", "", "y", "", "e", "iu", "ia", "g", "ie", "i",
            ],
        ),
        (
            "αβγδεζηθικλμνξοπρστυφχψως",
            &[
                "a", "b", "g", "d", "e", "z", "i", "th", "i", "k", "l", "m", "n", "x", "o", "p", "r", "s", "t", "y",
                "f", "ch", "ps", "o", "s",
            ],
        ),
    ];
    let small = c.to_lowercase().next().unwrap_or(c);
    let in_script = |(script, latin): &(&str, &'static [&'static str])| {
        let at = script.chars().position(|letter| letter == small)?;
        latin.get(at).copied()
    };
    LETTERS.iter().find_map(in_script).unwrap_or_default()
}

/// The title by which a work is sorted (POST-9).
///
/// ```
/// assert_eq!(manuscript::sort_title("“The Hound"), "hound, the");
/// assert_eq!(manuscript::sort_title("7 Days"), "00007 days");
/// ```
pub fn sort_title(title: &str) -> String {
    let lower = title.trim().to_lowercase();
    let bare = lower.strip_prefix(['"', '\'', '.', '/', '“', '”', '‘', '’', '«', '„']).unwrap_or(&lower);
    let digits = bare.chars().take_while(char::is_ascii_digit).count();
    let moved =
        ["a ", "an ", "the "].iter().find_map(|article| Some((bare.strip_prefix(article)?, article.trim_end())));
    match moved {
        Some((rest, article)) if !rest.trim().is_empty() => format!("{}, {article}", rest.trim_start()),
        _ if digits > 0 => format!("{}{bare}", "0".repeat(5_usize.saturating_sub(digits))),
        _ => bare.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn file_names_suit_every_device() {
        let table = [
            ("Tea & Sympathy", "Tea_Sympathy"),
            ("A Study in Scarlet, or: what Mary knew", "A_Study_in_Scarlet_or"),
            ("Über die Brücke", "Uber_die_Brucke"),
            ("Straße nach Łódź", "Strasse_nach_Lodz"),
            ("Война и мир", "voina_i_mir"),
            ("../../etc/passwd", "etc_passwd"),
            ("<b>\"quoted\"</b>", "bquoted_b"),
            ("Donaudampfschifffahrtsgesellschaftskapitän", "Donaudampfschifffahrtsge"),
            ("con", "con_Work_9"),
            ("LPT1", "LPT1_Work_9"),
            ("It", "It_Work_9"),
            ("日本", "Work_9"),
            ("", "Work_9"),
            ("...", "Work_9"),
            ("e\u{301}t\u{e9}", "ete"),
        ];
        for (title, expected) in table {
            assert_eq!(file_name(title, "9"), expected, "{title}");
        }
    }

    #[test]
    fn sorting_looks_past_quotes_and_articles() {
        let table = [
            ("The Raven", "raven, the"),
            ("An Apple", "apple, an"),
            ("'A' is for", "a' is for"),
            ("Another", "another"),
            ("221B", "00221b"),
            ("123456 steps", "123456 steps"),
            (".hidden", "hidden"),
            ("The", "the"),
            ("", ""),
        ];
        for (title, expected) in table {
            assert_eq!(sort_title(title), expected, "{title}");
        }
    }
}
