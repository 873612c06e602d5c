//! What is looked for, and where.

use tantivy::Term;
use tantivy::query::{
    AllQuery, BooleanQuery, ConstScoreQuery, EmptyQuery, Occur, PhraseQuery, Query, RegexQuery, TermQuery,
};
use tantivy::schema::{Field, IndexRecordOption};

use super::stems::Stems;
use super::tokens::{Piece, Pieces};
use super::{Text, WordsError};

/// Words that a phrase may have; further ones are not looked for.
const LONGEST: usize = 64;

/// Where words stand.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Place {
    /// In the title.
    Title,
    /// In the summary.
    Summary,
    /// In the notes.
    Notes,
    /// In the names of tags.
    Tags,
    /// In the byline.
    Byline,
    /// In the title of a series.
    Series,
    /// In the text.
    Story,
}

impl Place {
    /// What “any field” means (SRCH-3): everything but the text.
    pub const ABOUT: &'static [Self] =
        &[Self::Title, Self::Summary, Self::Notes, Self::Tags, Self::Byline, Self::Series];

    pub(super) const fn word(self) -> &'static str {
        match self {
            Self::Title => "title",
            Self::Summary => "summary",
            Self::Notes => "notes",
            Self::Tags => "tags",
            Self::Byline => "byline",
            Self::Series => "series",
            Self::Story => "story",
        }
    }

    pub(super) const fn of<'a>(self, text: &Text<'a>) -> &'a str {
        match self {
            Self::Title => text.title,
            Self::Summary => text.summary,
            Self::Notes => text.notes,
            Self::Tags => text.tags,
            Self::Byline => text.byline,
            Self::Series => text.series,
            // It stands in an index of its own.
            Self::Story => "",
        }
    }

    /// How much more a word counts here (SRCH-3).
    pub(super) const fn weight(self) -> f32 {
        match self {
            Self::Title => 7.0,
            Self::Byline => 5.0,
            Self::Story => 0.5,
            _ => 1.0,
        }
    }
}

/// What to look for.
#[derive(Debug, Clone, PartialEq)]
pub enum Seek {
    /// Words that stand side by side, in one of these places. A single word is a phrase, too.
    Phrase(String, Vec<Place>),
    /// A word that begins so.
    Beginning(String, Vec<Place>),
    /// All of these.
    All(Vec<Seek>),
    /// One of these.
    Any(Vec<Seek>),
    /// Everything but this.
    Not(Box<Seek>),
}

impl Seek {
    /// Whether any of it is looked for in this place.
    pub fn looks_in(&self, place: Place) -> bool {
        match self {
            Self::Phrase(_, places) | Self::Beginning(_, places) => places.contains(&place),
            Self::All(seeks) | Self::Any(seeks) => seeks.iter().any(|seek| seek.looks_in(place)),
            Self::Not(seek) => seek.looks_in(place),
        }
    }
}

/// The rules for words of languages with these codes; without any, of all.
pub(super) fn stems_of(languages: &[&str]) -> Vec<Stems> {
    if languages.is_empty() {
        return Stems::codes().chain([""]).map(Stems::of).collect();
    }
    languages.iter().map(|code| Stems::of(code)).collect()
}

/// Makes queries for an index that has these places. What is looked for elsewhere is not found in it.
pub(super) struct Asking<'a> {
    pub(super) places: &'a [(Place, Field)],
    pub(super) stems: &'a [Stems],
}

impl Asking<'_> {
    pub(super) fn query(&self, seek: &Seek) -> Result<Box<dyn Query>, WordsError> {
        let all = |seeks: &[Seek], occur| {
            let parts = seeks.iter().map(|seek| Ok((occur, self.query(seek)?)));
            parts.collect::<Result<Vec<_>, WordsError>>()
        };
        Ok(match seek {
            Seek::Phrase(words, places) => match lone_letter(words) {
                Some(letter) => self.pattern(&format!("{letter}.?|.{letter}"), places)?,
                None => self.phrase(words, places),
            },
            Seek::Beginning(word, places) => self.beginning(word, places)?,
            Seek::All(seeks) => Box::new(BooleanQuery::new(all(seeks, Occur::Must)?)),
            Seek::Any(seeks) => Box::new(BooleanQuery::new(all(seeks, Occur::Should)?)),
            Seek::Not(seek) => Box::new(BooleanQuery::new(vec![
                (Occur::Must, Box::new(AllQuery) as Box<dyn Query>),
                (Occur::MustNot, self.query(seek)?),
            ])),
        })
    }

    fn fields(&self, places: &[Place]) -> impl Iterator<Item = (Field, f32)> {
        let wanted = self.places.iter().filter(|(place, _)| places.contains(place));
        wanted.map(|(place, field)| (*field, place.weight()))
    }

    /// The phrase in every place, in the stems of every language in which they differ.
    fn phrase(&self, words: &str, places: &[Place]) -> Box<dyn Query> {
        let pieces = pieces(words);
        let mut forms: Vec<Vec<String>> =
            self.stems.iter().map(|stems| pieces.iter().map(|piece| piece.stem(stems)).collect()).collect();
        forms.sort_unstable();
        forms.dedup();
        let in_field = |(field, weight): (Field, f32)| {
            let forms = forms.iter().map(move |form| (Occur::Should, weighed(of_form(field, form), weight)));
            forms.collect::<Vec<_>>()
        };
        let parts: Vec<(Occur, Box<dyn Query>)> = self.fields(places).flat_map(in_field).collect();
        Box::new(BooleanQuery::new(parts))
    }

    fn beginning(&self, word: &str, places: &[Place]) -> Result<Box<dyn Query>, WordsError> {
        let Some(Piece::Word(start) | Piece::Letters(start)) = Pieces::of(word).next() else {
            return Err(WordsError::Nothing);
        };
        // Only letters and digits are left, which mean themselves in a pattern.
        self.pattern(&format!("{start}.*"), places)
    }

    /// Words of a pattern.
    fn pattern(&self, pattern: &str, places: &[Place]) -> Result<Box<dyn Query>, WordsError> {
        let in_field = |(field, weight)| {
            let query: Box<dyn Query> = Box::new(RegexQuery::from_pattern(pattern, field)?);
            Ok((Occur::Should, weighed(query, weight)))
        };
        let parts = self.fields(places).map(in_field).collect::<tantivy::Result<Vec<_>>>()?;
        Ok(Box::new(BooleanQuery::new(parts)))
    }
}

/// The pieces of a phrase that are looked for.
pub(super) fn pieces(words: &str) -> Vec<Piece> {
    Pieces::of(words).take(LONGEST).collect()
}

/// The letter, if one of a script without spaces is all that is looked for: it stands in pairs with any other.
pub(super) fn lone_letter(words: &str) -> Option<String> {
    let mut pieces = Pieces::of(words);
    match (pieces.next(), pieces.next()) {
        (Some(Piece::Letters(letter)), None) if letter.chars().count() == 1 => Some(letter),
        _ => None,
    }
}

fn of_form(field: Field, form: &[String]) -> Box<dyn Query> {
    let term = |word: &String| Term::from_field_text(field, word);
    match form {
        [] => Box::new(EmptyQuery),
        [word] => Box::new(TermQuery::new(term(word), IndexRecordOption::WithFreqs)),
        words => Box::new(PhraseQuery::new(words.iter().map(term).collect())),
    }
}

/// What a place is worth, wherever and however often the words stand elsewhere: how rare a word is among all works would tell
/// of those that the asker may not find.
fn weighed(query: Box<dyn Query>, weight: f32) -> Box<dyn Query> {
    Box::new(ConstScoreQuery::new(query, weight))
}
