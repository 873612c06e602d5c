//! Cuts what is typed into words, phrases, fields and signs, each with its place in the text. Any text can be cut.

use std::iter::Peekable;
use std::ops::Range;
use std::str::CharIndices;

/// A piece of a query and the bytes it stands in.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Token {
    pub(super) sign: Sign,
    pub(super) at: Range<usize>,
}

/// What a piece is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Sign {
    Open,
    Close,
    Or,
    Not,
    Term(Term),
}

/// A word or phrase, perhaps behind the name of a field.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Term {
    /// In lower case.
    pub(super) field: Option<String>,
    pub(super) value: String,
    /// Whether the value stood in quotes, and whether they were closed.
    pub(super) is_quoted: bool,
    pub(super) is_open: bool,
}

pub(super) const QUOTES: &[char] = &['"', '“', '”', '„', '«', '»'];

pub(super) struct Lexer<'t> {
    letters: Peekable<CharIndices<'t>>,
    end: usize,
}

impl<'t> Lexer<'t> {
    pub(super) fn of(text: &'t str) -> Self {
        Self { letters: text.char_indices().peekable(), end: text.len() }
    }

    fn here(&mut self) -> usize {
        self.letters.peek().map_or(self.end, |(at, _)| *at)
    }

    fn peek(&mut self) -> Option<char> {
        self.letters.peek().map(|(_, letter)| *letter)
    }

    fn take_if(&mut self, wanted: impl Fn(char) -> bool) -> Option<char> {
        self.letters.next_if(|(_, letter)| wanted(*letter)).map(|(_, letter)| letter)
    }

    fn skip_spaces(&mut self) {
        while self.take_if(char::is_whitespace).is_some() {}
    }

    fn term(&mut self) -> Term {
        if self.peek().is_some_and(|letter| QUOTES.contains(&letter)) {
            return self.quoted();
        }
        let mut term = Term::default();
        while let Some(letter) = self.take_if(is_of_a_word) {
            let begins_value = matches!(letter, ':' | '<' | '>' | '=') && term.field.is_none();
            if begins_value && is_field(&term.value) {
                let field = term.value.to_lowercase();
                let sign = Some(letter).filter(|letter| *letter != ':');
                return Term { field: Some(field), ..self.value(sign) };
            }
            term.value.push(letter);
        }
        term
    }

    /// What stands behind a field's name: signs of comparison, then a word or a phrase, which a space may precede.
    fn value(&mut self, sign: Option<char>) -> Term {
        let mut signs: String = sign.into_iter().collect();
        while let Some(letter) = self.take_if(|letter| matches!(letter, '<' | '>' | '=')) {
            signs.push(letter);
        }
        self.skip_spaces();
        let mut term = if self.peek().is_some_and(|letter| QUOTES.contains(&letter)) {
            self.quoted()
        } else if self.peek().is_some_and(|letter| matches!(letter, '[' | '{')) {
            self.bracketed()
        } else {
            let mut word = Term::default();
            while let Some(letter) = self.take_if(is_of_a_word) {
                word.value.push(letter);
            }
            word
        };
        term.value = signs + &term.value;
        term
    }

    /// A range as the great archive's readers write it: `[1000 TO 5000]`.
    fn bracketed(&mut self) -> Term {
        let mut term = Term::default();
        for (_, letter) in self.letters.by_ref() {
            term.value.push(letter);
            if matches!(letter, ']' | '}') {
                break;
            }
        }
        term
    }

    fn quoted(&mut self) -> Term {
        let _ = self.letters.next();
        let mut term = Term { is_quoted: true, is_open: true, ..Term::default() };
        while let Some((_, letter)) = self.letters.next() {
            if letter == '\\' {
                term.value.extend(self.letters.next().map(|(_, letter)| letter));
            } else if QUOTES.contains(&letter) {
                term.is_open = false;
                break;
            } else {
                term.value.push(letter);
            }
        }
        term
    }
}

fn is_of_a_word(letter: char) -> bool {
    !letter.is_whitespace() && !matches!(letter, '(' | ')' | '|' | '"')
}

fn is_field(word: &str) -> bool {
    !word.is_empty()
        && !word.ends_with('.')
        && word.chars().all(|letter| letter.is_ascii_alphabetic() || matches!(letter, '_' | '.'))
}

impl Iterator for Lexer<'_> {
    type Item = Token;

    fn next(&mut self) -> Option<Token> {
        loop {
            self.skip_spaces();
            let (start, first) = (self.here(), self.peek()?);
            if let Some(sign) = self.sign(first) {
                return Some(Token { sign, at: start..self.here() });
            }
        }
    }
}

impl Lexer<'_> {
    /// The piece that begins with this letter, unless it says nothing.
    fn sign(&mut self, first: char) -> Option<Sign> {
        if matches!(first, '(' | ')' | '|' | '-' | '+') {
            let _ = self.letters.next();
        }
        match first {
            '(' => Some(Sign::Open),
            ')' => Some(Sign::Close),
            '|' => Some(Sign::Or),
            '+' => None,
            '-' => self.peek().is_some_and(|letter| !letter.is_whitespace()).then_some(Sign::Not),
            _ => {
                let term = self.term();
                match (term.value.as_str(), term.field.is_none() && !term.is_quoted) {
                    ("OR", true) => Some(Sign::Or),
                    ("NOT", true) => Some(Sign::Not),
                    ("AND" | "&&", true) => None,
                    _ => Some(Sign::Term(term)),
                }
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn cut(text: &str) -> Vec<String> {
        let show = |token: Token| match token.sign {
            Sign::Term(term) => {
                let quote = if term.is_quoted { "'" } else { "" };
                format!("{}{quote}{}{quote}", term.field.map(|field| field + "=").unwrap_or_default(), term.value)
            }
            sign => format!("{sign:?}"),
        };
        Lexer::of(text).map(show).collect()
    }

    #[test]
    fn text_is_cut_into_words_phrases_fields_and_signs() {
        let cases: &[(&str, &[&str])] = &[
            ("a b", &["a", "b"]),
            ("\"a b\" c", &["'a b'", "c"]),
            ("Fandom:\"Sherlock Holmes\"", &["fandom='Sherlock Holmes'"]),
            ("sort: kudos", &["sort=kudos"]),
            ("words>5k words:<=9 words=7", &["words=>5k", "words=<=9", "words==7"]),
            ("-a NOT b", &["Not", "a", "Not", "b"]),
            ("(a | b) a||b OR c", &["Open", "a", "Or", "b", "Close", "a", "Or", "Or", "b", "Or", "c"]),
            ("a AND +b - c", &["a", "b", "c"]),
            ("12:30 x-y m/m", &["12:30", "x-y", "m/m"]),
            ("\"say \\\"hey\\\"\"", &["'say \"hey\"'"]),
            ("„a“ «b»", &["'a'", "'b'"]),
            ("\"never closed", &["'never closed'"]),
            ("by:", &["by="]),
        ];
        for (text, expected) in cases {
            assert_eq!(cut(text), *expected, "{text}");
        }
    }

    #[test]
    fn every_piece_knows_its_place() {
        let text = "é -fandom:\"ä b\"  (x)";
        let pieces: Vec<&str> = Lexer::of(text).map(|token| text.get(token.at).unwrap()).collect();
        assert_eq!(pieces, ["é", "-", "fandom:\"ä b\"", "(", "x", ")"]);
    }
}
