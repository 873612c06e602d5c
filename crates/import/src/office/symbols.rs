//! Characters that office programs name by a symbol font and a code.

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

/// The character of a font's code (0xE0, or 0xF0E0 in the private area); `None` when Foolscap does not know the sign.
pub fn symbol(font: &str, code: u32) -> Option<char> {
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
            ("Wingdings", 0xf04a, Some('☺')),
            ("Wingdings", 0xf0e0, Some('→')),
            ("Wingdings", 0xf041, None),
            ("Symbol", 0xf061, Some('α')),
            ("Symbol", 0xf057, Some('Ω')),
            ("Symbol", 0xf0ff, None),
            ("Arial", 0x2665, Some('♥')),
            ("Arial", 0x0007, None),
        ];
        for (font, code, expected) in cases {
            assert_eq!(symbol(font, code), expected, "{font} {code:x}");
        }
    }
}
