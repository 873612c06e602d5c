//! Words cut to what their forms share, by the rules of their language.

use std::borrow::Cow;

use frostem::{Algorithm, Stemmer};

/// The languages with rules, by the first part of their code.
const RULES: &[(&str, Algorithm)] = &[
    ("ar", Algorithm::Arabic),
    ("da", Algorithm::Danish),
    ("de", Algorithm::German),
    ("el", Algorithm::Greek),
    ("en", Algorithm::English),
    ("es", Algorithm::Spanish),
    ("fi", Algorithm::Finnish),
    ("fr", Algorithm::French),
    ("hu", Algorithm::Hungarian),
    ("it", Algorithm::Italian),
    ("nl", Algorithm::Dutch),
    ("no", Algorithm::Norwegian),
    ("nb", Algorithm::Norwegian),
    ("nn", Algorithm::Norwegian),
    ("pt", Algorithm::Portuguese),
    ("ro", Algorithm::Romanian),
    ("ru", Algorithm::Russian),
    ("sv", Algorithm::Swedish),
    ("ta", Algorithm::Tamil),
    ("tr", Algorithm::Turkish),
];

/// The rules of one language, or none.
#[derive(Clone, Default)]
pub struct Stems {
    stemmer: Option<Stemmer>,
}

impl Stems {
    /// The rules for a language's code, as in `en` or `pt-BR`.
    pub fn of(code: &str) -> Self {
        let first = code.split(['-', '_']).next().unwrap_or_default();
        let rules = RULES.iter().find(|(known, _)| known.eq_ignore_ascii_case(first));
        Self { stemmer: rules.map(|(_, algorithm)| Stemmer::new(*algorithm)) }
    }

    /// The codes of all languages with rules.
    pub fn codes() -> impl Iterator<Item = &'static str> {
        RULES.iter().map(|(code, _)| *code)
    }

    /// The stem of a folded word.
    pub fn stem<'a>(&self, word: &'a str) -> Cow<'a, str> {
        match &self.stemmer {
            Some(stemmer) => stemmer.stem(word),
            None => Cow::Borrowed(word),
        }
    }
}

impl std::fmt::Debug for Stems {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        out.debug_struct("Stems").field("rules", &self.stemmer.is_some()).finish()
    }
}
