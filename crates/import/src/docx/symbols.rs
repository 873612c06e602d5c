//! Characters that Word names by a symbol font and a code.

/// Greek and signs of Adobe's Symbol font that stories use, from code 0x41 on; a space where there is none.
const GREEK: &str = "ΑΒΧΔΕΦΓΗΙϑΚΛΜΝΟΠΘΡΣΤΥςΩΞΨΖ      αβχδεφγηιϕκλμνοπθρστυϖωξψζ";

/// Single signs: font (lower case, its beginning), code, character.
const SIGNS: &[(&str, u32, char)] = &[
    ("wingdings", 0x4a, '☺'),
    ("wingdings", 0x4c, '☹'),
    ("wingdings", 0x6c, '●'),
    ("wingdings", 0x6e, '■'),
    ("wingdings", 0xa7, '▪'),
    ("wingdings", 0xab, '★'),
    ("wingdings", 0xdf, '←'),
    ("wingdings", 0xe0, '→'),
    ("wingdings", 0xfc, '✓'),
    ("symbol", 0xa3, '≤'),
    ("symbol", 0xa5, '∞'),
    ("symbol", 0xa9, '♥'),
    ("symbol", 0xac, '←'),
    ("symbol", 0xae, '→'),
    ("symbol", 0xb0, '°'),
    ("symbol", 0xb3, '≥'),
    ("symbol", 0xb4, '×'),
    ("symbol", 0xb7, '•'),
];

/// The character of a font's code (`F0E0`); `None` when Foolscap does not know the sign.
pub fn character(font: &str, code: &str) -> Option<char> {
    let code = u32::from_str_radix(code, 16).ok()?;
    let low = if (0xf000..=0xf0ff).contains(&code) { code - 0xf000 } else { code };
    let font = font.to_lowercase();
    let sign = SIGNS.iter().find(|(known, sign, _)| font.starts_with(known) && *sign == low);
    if let Some((_, _, character)) = sign {
        return Some(*character);
    }
    if font.starts_with("symbol") {
        let greek = low.checked_sub(0x41).and_then(|place| GREEK.chars().nth(place as usize));
        return greek.filter(|character| *character != ' ');
    }
    let pictures = font.starts_with("wingdings") || font.starts_with("webdings");
    char::from_u32(low).filter(|character| !pictures && !character.is_control())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn signs_are_found_by_font_and_code() {
        let cases = [
            ("Wingdings", "F04A", Some('☺')),
            ("Wingdings", "F0E0", Some('→')),
            ("Wingdings", "F041", None),
            ("Symbol", "F061", Some('α')),
            ("Symbol", "F057", Some('Ω')),
            ("Symbol", "F0FF", None),
            ("Arial", "2665", Some('♥')),
            ("Arial", "zz", None),
            ("Arial", "0007", None),
        ];
        for (font, code, expected) in cases {
            assert_eq!(character(font, code), expected, "{font} {code}");
        }
    }
}
