//! Which charset the bytes of an RTF file are in: by code page for the file, by `\fcharset` for each font.

use std::collections::BTreeMap;

use encoding_rs::{
    BIG5, EUC_KR, Encoding, GBK, MACINTOSH, SHIFT_JIS, UTF_8, WINDOWS_874, WINDOWS_1250, WINDOWS_1251, WINDOWS_1252,
    WINDOWS_1253, WINDOWS_1254, WINDOWS_1255, WINDOWS_1256, WINDOWS_1257, WINDOWS_1258,
};

/// How much of a font's name is kept, in characters.
const NAME_CHARACTERS: usize = 40;

/// The charset of a Windows code page; old DOS pages, which nobody wrote stories with, pass for Western.
pub fn code_page(page: i32) -> &'static Encoding {
    match page {
        874 => WINDOWS_874,
        932 => SHIFT_JIS,
        936 => GBK,
        949 | 1361 => EUC_KR,
        950 => BIG5,
        1250 => WINDOWS_1250,
        1251 => WINDOWS_1251,
        1253 => WINDOWS_1253,
        1254 => WINDOWS_1254,
        1255 => WINDOWS_1255,
        1256 => WINDOWS_1256,
        1257 => WINDOWS_1257,
        1258 => WINDOWS_1258,
        10_000 => MACINTOSH,
        65_001 => UTF_8,
        _ => WINDOWS_1252,
    }
}

/// The code page of a font's charset; `None` for the file's own.
fn page_of_charset(charset: i32) -> Option<i32> {
    Some(match charset {
        77 => 10_000,
        128 => 932,
        129 | 130 => 949,
        134 => 936,
        136 => 950,
        161 => 1253,
        162 => 1254,
        163 => 1258,
        177 => 1255,
        178..=180 => 1256,
        186 => 1257,
        204 => 1251,
        222 => 874,
        238 => 1250,
        _ => return None,
    })
}

/// A font of the font table.
#[derive(Debug, Clone, Default)]
pub struct Font {
    /// Its name.
    pub name: String,
    /// Whether its bytes are signs and not letters.
    pub is_symbol: bool,
    page: Option<i32>,
}

/// The charsets of a file.
#[derive(Debug)]
pub struct Charsets {
    /// The file's own.
    pub default: &'static Encoding,
    fonts: BTreeMap<i32, Font>,
}

impl Default for Charsets {
    fn default() -> Self {
        Self { default: WINDOWS_1252, fonts: BTreeMap::new() }
    }
}

impl Charsets {
    /// The font of this number, which is made if it is not there.
    pub fn font_mut(&mut self, number: i32) -> &mut Font {
        self.fonts.entry(number).or_default()
    }

    /// The font of this number.
    pub fn font(&self, number: i32) -> Option<&Font> {
        self.fonts.get(&number)
    }

    /// The charset of text in a font.
    pub fn of_font(&self, number: i32) -> &'static Encoding {
        self.font(number).and_then(|font| font.page).map_or(self.default, code_page)
    }
}

impl Font {
    /// Adds a piece of the name. Real names are short; a long one would be copied with every sign.
    pub fn add_name(&mut self, piece: &str) {
        let room = NAME_CHARACTERS.saturating_sub(self.name.chars().count());
        self.name.extend(piece.trim_end_matches(';').chars().take(room));
    }

    /// Takes the number of `\fcharset`.
    pub fn set_charset(&mut self, charset: i32) {
        self.is_symbol = charset == 2;
        self.page = page_of_charset(charset);
    }

    /// Takes the number of `\cpg`, which is more exact than a charset.
    pub fn set_page(&mut self, page: i32) {
        self.page = Some(page);
    }
}
