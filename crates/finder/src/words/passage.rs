//! Where in a text what was looked for stands, found again by reading it: the index knows in which chapter, and not where.

use std::ops::Range;

use super::seek::Seek;
use super::stems::Stems;
use super::tokens::{Piece, Pieces};
use super::{Place, seek};

/// The bytes of a text in this language where the first of what is looked for in texts stands first.
pub fn passage(text: &str, language: &str, seek: &Seek) -> Option<Range<usize>> {
    let stems = Stems::of(language);
    let wanted = Wanted::of(seek, &stems)?;
    let mut begun: Vec<(usize, usize)> = Vec::new();
    let mut pieces = Pieces::of(text);
    while let Some(piece) = pieces.next() {
        let at = pieces.at();
        if !wanted.may_be(&piece) {
            begun.clear();
            continue;
        }
        let stem = piece.stem(&stems);
        begun.push((at.start, 0));
        begun.retain_mut(|(_, next)| {
            let fits = wanted.is(*next, &stem, &piece);
            *next += 1;
            fits
        });
        if let Some((start, _)) = begun.iter().find(|(_, next)| *next == wanted.len()) {
            return Some(*start..at.end);
        }
    }
    None
}

/// What stands side by side.
enum Wanted {
    Stems(Vec<String>),
    Beginning(String),
    /// A lone letter of a script that does not part words.
    Letter(String),
}

impl Wanted {
    fn of(seek: &Seek, stems: &Stems) -> Option<Self> {
        match seek {
            Seek::Phrase(words, places) if places.contains(&Place::Story) => Some(match seek::lone_letter(words) {
                Some(letter) => Self::Letter(letter),
                None => Self::Stems(seek::pieces(words).iter().map(|piece| piece.stem(stems)).collect()),
            })
            .filter(|wanted| wanted.len() > 0),
            Seek::Beginning(word, places) if places.contains(&Place::Story) => match Pieces::of(word).next()? {
                Piece::Word(start) | Piece::Letters(start) => Some(Self::Beginning(start)),
            },
            Seek::All(seeks) | Seek::Any(seeks) => seeks.iter().find_map(|seek| Self::of(seek, stems)),
            _ => None,
        }
    }

    fn len(&self) -> usize {
        if let Self::Stems(stems) = self { stems.len() } else { 1 }
    }

    /// Whether a piece may be any of it: a stem begins like its word, or it would have to be made of every word.
    fn may_be(&self, piece: &Piece) -> bool {
        let (Self::Stems(stems), Piece::Word(word)) = (self, piece) else { return true };
        !word.is_ascii() || stems.iter().any(|stem| stem.as_bytes().first() == word.as_bytes().first())
    }

    fn is(&self, number: usize, stem: &str, piece: &Piece) -> bool {
        let (Piece::Word(folded) | Piece::Letters(folded)) = piece;
        match self {
            Self::Stems(stems) => stems.get(number).is_some_and(|wanted| wanted == stem),
            Self::Beginning(start) => folded.starts_with(start.as_str()),
            Self::Letter(letter) => folded.contains(letter.as_str()),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn marked<'a>(text: &'a str, language: &str, words: &str) -> Option<&'a str> {
        let seek = Seek::Phrase(words.to_owned(), vec![Place::Title, Place::Story]);
        passage(text, language, &seek).and_then(|at| text.get(at))
    }

    #[test]
    fn a_phrase_is_found_again_where_it_stands_first() {
        let text = "Dogs, dogs. The dog’s night was a dog in the Night.\n\nA dog in the night barked.";
        assert_eq!(marked(text, "en", "a dog in the night"), Some("a dog in the Night"));
        assert_eq!(marked(text, "en", "NIGHT barking"), Some("night barked"));
        assert_eq!(marked(text, "en", "dogs dog"), Some("Dogs, dogs"));
        assert_eq!(marked(text, "en", "cat"), None);
        assert_eq!(marked(text, "en", ""), None);
        assert_eq!(marked("Un café à minuit", "fr", "cafe a"), Some("café à"));
        assert_eq!(marked("他们在夜里听见狗叫。", "zh", "夜里听见"), Some("夜里听见"));
        assert_eq!(marked("他们在夜里听见狗叫。", "zh", "狗"), Some("见狗"));
    }

    #[test]
    fn the_beginning_of_a_word_is_found_again() {
        let seek = Seek::All(vec![Seek::Beginning("nig".to_owned(), vec![Place::Story])]);
        assert_eq!(passage("In the Night.", "en", &seek), Some(7..12));
        assert_eq!(passage("In the Night.", "en", &Seek::Not(Box::new(seek))), None);
    }
}
