//! Where words begin and end, and how they are folded.

use std::ops::Range;

use tantivy::tokenizer::{Token, TokenStream, Tokenizer};
use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

use super::stems::Stems;

/// Between a text and the code of its language before it; no text has it.
const AFTER_CODE: char = '\u{1F}';
/// Longer words are cut.
const LONGEST: usize = 64;

/// A text with its language, as the tokenizer wants it.
pub fn in_language(code: &str, text: &str) -> String {
    format!("{code}{AFTER_CODE}{text}")
}

/// Cuts texts into folded stems and pairs of letters.
#[derive(Clone, Default, Debug)]
pub struct Folding;

/// A text on its way to tokens.
pub struct Folded<'a> {
    rest: Pieces<'a>,
    stems: Stems,
    token: Token,
}

impl Tokenizer for Folding {
    type TokenStream<'a> = Folded<'a>;

    fn token_stream<'a>(&'a mut self, text: &'a str) -> Folded<'a> {
        let (code, text) = text.split_once(AFTER_CODE).unwrap_or(("", text));
        Folded { rest: Pieces::of(text), stems: Stems::of(code), token: Token::default() }
    }
}

impl TokenStream for Folded<'_> {
    fn advance(&mut self) -> bool {
        let Some(piece) = self.rest.next() else { return false };
        self.token.text.clear();
        self.token.text.push_str(&piece.stem(&self.stems));
        self.token.position = self.token.position.wrapping_add(1);
        true
    }

    fn token(&self) -> &Token {
        &self.token
    }

    fn token_mut(&mut self) -> &mut Token {
        &mut self.token
    }
}

/// A word, or letters of a script that does not part words.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Piece {
    /// A word, folded.
    Word(String),
    /// Two neighbouring letters; one if it stands alone.
    Letters(String),
}

impl Piece {
    /// What stands in the index for it.
    pub fn stem(&self, stems: &Stems) -> String {
        match self {
            Self::Word(word) => stems.stem(word).into_owned(),
            Self::Letters(letters) => letters.clone(),
        }
    }
}

/// The pieces of a text.
pub struct Pieces<'a> {
    letters: std::iter::Peekable<std::str::CharIndices<'a>>,
    length: usize,
    /// The letter before, of a script that does not part words.
    before: Option<char>,
    at: Range<usize>,
}

impl<'a> Pieces<'a> {
    pub fn of(text: &'a str) -> Self {
        Self { letters: text.char_indices().peekable(), length: text.len(), before: None, at: 0..0 }
    }

    /// The bytes that the last piece stands in.
    pub fn at(&self) -> Range<usize> {
        self.at.clone()
    }

    /// Where the next letter stands.
    fn here(&mut self) -> usize {
        self.letters.peek().map_or(self.length, |(at, _)| *at)
    }

    /// A pair of letters, or a lone one.
    fn unparted(&mut self, letter: char) -> Option<Piece> {
        let alone = self.before.replace(letter).is_none();
        match self.letters.peek().copied().filter(|(_, next)| is_unparted(*next)) {
            Some((at, next)) => {
                self.at.end = at + next.len_utf8();
                Some(Piece::Letters(fold(&String::from_iter([letter, next]))))
            }
            None if alone => Some(Piece::Letters(fold(&letter.to_string()))),
            None => None,
        }
    }

    fn word(&mut self, first: char) -> String {
        let mut word = String::from(first);
        while let Some((_, letter)) = self.letters.next_if(|(_, letter)| is_in_word(*letter) && !is_unparted(*letter)) {
            if word.len() < LONGEST {
                word.push(letter);
            }
        }
        self.at.end = self.here();
        word
    }
}

impl Iterator for Pieces<'_> {
    type Item = Piece;

    fn next(&mut self) -> Option<Piece> {
        while let Some((at, letter)) = self.letters.next() {
            self.at = at..at + letter.len_utf8();
            if is_unparted(letter) {
                if let Some(piece) = self.unparted(letter) {
                    return Some(piece);
                }
                continue;
            }
            self.before = None;
            if letter.is_alphanumeric() {
                let word = fold(&self.word(letter));
                if !word.is_empty() {
                    return Some(Piece::Word(word));
                }
            }
        }
        None
    }
}

/// Whether a letter goes on with a word: an apostrophe does, and is then left out.
fn is_in_word(letter: char) -> bool {
    letter.is_alphanumeric() || is_apostrophe(letter) || is_combining_mark(letter)
}

const fn is_apostrophe(letter: char) -> bool {
    matches!(letter, '\'' | '’' | 'ʼ')
}

/// Han, kana, and scripts of South-East Asia: words stand side by side without spaces.
const fn is_unparted(letter: char) -> bool {
    matches!(letter as u32,
        0x0E00..=0x0EFF | 0x1000..=0x109F | 0x1780..=0x17FF | 0x3005..=0x3007 | 0x3040..=0x30FF | 0x31F0..=0x31FF
        | 0x3400..=0x4DBF | 0x4E00..=0x9FFF | 0xF900..=0xFAFF | 0xFF66..=0xFF9F | 0x2_0000..=0x3_FFFF)
}

/// Case, width and accents folded; apostrophes gone.
fn fold(word: &str) -> String {
    if word.is_ascii() {
        let letters =
            word.bytes().filter(|letter| *letter != b'\'').map(|letter| char::from(letter.to_ascii_lowercase()));
        return letters.collect();
    }
    let bare = word.nfkd().filter(|letter| !is_accent(*letter) && !is_apostrophe(*letter));
    bare.flat_map(char::to_lowercase).map(plain).nfc().collect()
}

/// Marks of European scripts, Hebrew points, Arabic vowel signs. Voicing marks of kana and vowel signs make other words.
fn is_accent(letter: char) -> bool {
    matches!(letter as u32, 0x0300..=0x036F | 0x0591..=0x05C7 | 0x0610..=0x061A | 0x064B..=0x065F | 0x0670 | 0x1AB0..=0x1AFF)
}

const fn plain(letter: char) -> char {
    match letter {
        'ø' => 'o',
        'đ' | 'ð' => 'd',
        'ł' => 'l',
        'ı' => 'i',
        'ς' => 'σ',
        other => other,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn stems(code: &str, text: &str) -> Vec<String> {
        let (mut folding, text) = (Folding, in_language(code, text));
        let mut stream = folding.token_stream(&text);
        let mut stems = Vec::new();
        while stream.advance() {
            stems.push(stream.token().text.clone());
        }
        stems
    }

    #[test]
    fn words_are_folded_and_cut_by_the_rules_of_their_language() {
        assert_eq!(stems("en", "The Dogs’ KISSES, don't—café"), ["the", "dog", "kiss", "dont", "cafe"]);
        assert_eq!(stems("de", "Die Häuser"), stems("de", "die hauser"));
        assert_eq!(stems("xx", "kisses"), ["kisses"]);
    }

    #[test]
    fn every_piece_knows_where_it_stands() {
        for (text, expected) in [("Ah, l’Été!", vec!["Ah", "l’Été"]), ("我love你们", vec!["我", "love", "你们"])]
        {
            let mut pieces = Pieces::of(text);
            let mut stood = Vec::new();
            while pieces.next().is_some() {
                stood.push(text.get(pieces.at()).unwrap());
            }
            assert_eq!(stood, expected);
        }
    }

    #[test]
    fn scripts_without_spaces_are_cut_into_pairs() {
        assert_eq!(stems("zh", "魔道祖师"), ["魔道", "道祖", "祖师"]);
        assert_eq!(stems("ja", "猫 と ABC"), ["猫", "と", "abc"]);
        assert_eq!(stems("zh", "我love你们"), ["我", "love", "你们"]);
    }
}
