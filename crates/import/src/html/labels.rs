//! The labels of title pages, and the fields they mean.
//!
//! AO3, FanFicFare and our own files use nearly the same words, singular or plural. Only what is stated under a label
//! becomes a fact; a value that a closed set does not know goes where free tags go (IMP-8), never away.

use manuscript::{Category, Manuscript, Rating, Warning};

use crate::header;

/// A field of the title page that takes a list of tags.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Field {
    /// How explicit the work is.
    Rating,
    /// Archive warnings.
    Warning,
    /// Kinds of relationships.
    Category,
    /// Fandoms.
    Fandom,
    /// Relationships.
    Relationship,
    /// Characters.
    Character,
    /// Additional tags.
    Additional,
    /// The language's name in itself or in English.
    Language,
    /// Collections.
    Collection,
}

impl Field {
    /// The field of an otwarchive label, in any case, with or without colon and plural.
    pub(crate) fn of(label: &str) -> Option<Self> {
        let word = label.trim().trim_end_matches(':').trim_end().to_lowercase();
        Some(match word.as_str() {
            "rating" | "ratings" => Self::Rating,
            "archive warning" | "archive warnings" | "warning" | "warnings" => Self::Warning,
            "category" | "categories" => Self::Category,
            "fandom" | "fandoms" => Self::Fandom,
            "relationship" | "relationships" => Self::Relationship,
            "character" | "characters" => Self::Character,
            "additional tag" | "additional tags" | "freeform" | "freeforms" => Self::Additional,
            "language" => Self::Language,
            "collection" | "collections" => Self::Collection,
            _ => return None,
        })
    }

    /// Puts values into the field, each once, in order.
    pub(crate) fn put(self, values: Vec<String>, manuscript: &mut Manuscript) {
        let mut warnings = Vec::new();
        for value in values.into_iter().filter(|value| !value.is_empty()) {
            match self {
                Self::Rating => put_rating(value, manuscript),
                Self::Warning => match value.parse::<Warning>() {
                    Ok(warning) => add(warning, &mut warnings),
                    Err(_) => add(value, &mut manuscript.additional),
                },
                Self::Category => match value.parse::<Category>() {
                    Ok(category) => add(category, &mut manuscript.categories),
                    Err(_) => add(value, &mut manuscript.additional),
                },
                Self::Fandom => add(value, &mut manuscript.fandoms),
                Self::Relationship => add(value, &mut manuscript.relationships),
                Self::Character => add(value, &mut manuscript.characters),
                Self::Additional => add(value, &mut manuscript.additional),
                Self::Language => put_language(&value, manuscript),
                Self::Collection => add(value, &mut manuscript.collections),
            }
        }
        if !warnings.is_empty() {
            manuscript.warnings = warnings;
        }
    }
}

/// A rating by name or by the map of IMP-7; a word that means none is kept as an extra line.
fn put_rating(word: String, manuscript: &mut Manuscript) {
    match word.parse::<Rating>().ok().or_else(|| header::rating(&word)) {
        Some(rating) => manuscript.rating = rating,
        None => manuscript.extra.push(("Rating".to_owned(), word)),
    }
}

/// A language by name or tag; a name that is not known is kept as an extra line.
pub(crate) fn put_language(name: &str, manuscript: &mut Manuscript) {
    match header::language(name) {
        Some(tag) => manuscript.language = tag,
        None => manuscript.extra.push(("Language".to_owned(), name.to_owned())),
    }
}

/// Adds a value that is not there yet.
pub(crate) fn add<T: PartialEq>(value: T, list: &mut Vec<T>) {
    if !list.contains(&value) {
        list.push(value);
    }
}

/// A tag's name from its address: `/tags/M*s*M/works` is `M/M`. The five marks are undone in one pass (TAG-6).
pub(crate) fn tag_of_url(url: &str) -> Option<String> {
    let (_, name) = url.split_once("/tags/")?;
    let name = name.split(['/', '?', '#']).next().unwrap_or(name);
    let name = percent_decoded(&name.replace('+', " "));
    let mut out = String::with_capacity(name.len());
    let mut rest = name.as_str();
    while let Some((before, mark)) = rest.split_once('*') {
        out.push_str(before);
        let known = [("s*", '/'), ("a*", '&'), ("d*", '.'), ("q*", '?'), ("h*", '#')];
        let (plain, after) = known
            .into_iter()
            .find_map(|(code, plain)| mark.strip_prefix(code).map(|after| (plain, after)))
            .unwrap_or(('*', mark));
        out.push(plain);
        rest = after;
    }
    out.push_str(rest);
    (!out.is_empty()).then_some(out)
}

/// `%XX` undone; what is not UTF-8 then is left as it was.
pub(crate) fn percent_decoded(text: &str) -> String {
    let mut bytes = Vec::with_capacity(text.len());
    let mut rest = text.as_bytes();
    while let Some((first, after)) = rest.split_first() {
        let hex = after
            .get(..2)
            .and_then(|two| std::str::from_utf8(two).ok())
            .and_then(|two| u8::from_str_radix(two, 16).ok());
        if let (b'%', Some(byte)) = (first, hex) {
            bytes.push(byte);
            rest = after.get(2..).unwrap_or_default();
        } else {
            bytes.push(*first);
            rest = after;
        }
    }
    String::from_utf8(bytes).unwrap_or_else(|_| text.to_owned())
}

/// A number as sites print it, with any separators of thousands: `7,526`, `7.526`, `7 526`.
pub(crate) fn number(text: &str) -> Option<u64> {
    let digits: String = text.chars().filter(char::is_ascii_digit).collect();
    let plain = text
        .trim()
        .chars()
        .all(|c| c.is_ascii_digit() || matches!(c, ',' | '.' | ' ' | '\u{a0}' | '\u{202f}' | '’' | '\''));
    if plain { digits.parse().ok() } else { None }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn labels_are_known_singular_and_plural_in_any_case() {
        for (label, field) in [
            ("Archive Warning:", Field::Warning),
            ("ARCHIVE WARNINGS", Field::Warning),
            ("Categories:", Field::Category),
            ("Fandom", Field::Fandom),
            ("Additional Tags: ", Field::Additional),
        ] {
            assert_eq!(Field::of(label), Some(field), "{label}");
        }
        assert_eq!(Field::of("Disclaimer"), None);
    }

    #[test]
    fn a_warning_that_is_none_of_the_six_becomes_an_additional_tag() {
        let mut manuscript = Manuscript::default();
        Field::Warning.put(vec!["Major Character Death".into(), "Fog".into(), "Fog".into()], &mut manuscript);
        assert_eq!(manuscript.warnings, [Warning::Death]);
        assert_eq!(manuscript.additional, ["Fog"]);
    }

    #[test]
    fn without_a_known_warning_the_work_stays_unwarned() {
        let mut manuscript = Manuscript::default();
        Field::Warning.put(vec!["Swearing".into()], &mut manuscript);
        assert_eq!(manuscript.warnings, [Warning::ChoseNotToWarn]);
    }

    #[test]
    fn a_rating_nobody_knows_is_kept_as_a_line_and_rates_nothing() {
        let mut manuscript = Manuscript::default();
        Field::Rating.put(vec!["Tweenie".into()], &mut manuscript);
        assert_eq!(manuscript.rating, Rating::NotRated);
        assert_eq!(manuscript.extra, [("Rating".to_owned(), "Tweenie".to_owned())]);
    }

    #[test]
    fn tag_addresses_are_decoded_in_a_single_pass() {
        for (url, name) in [
            ("https://x.org/tags/M*s*M", "M/M"),
            ("/tags/Holmes%20*a*%20Watson/works", "Holmes & Watson"),
            ("/tags/*s*a*s*d*s*h*s*q*s*s*s*", "/a/d/h/q/s/"),
            ("/tags/Dr*d*%20Watson*q*", "Dr. Watson?"),
            ("/tags/5*h*1 *", "5#1 *"),
        ] {
            assert_eq!(tag_of_url(url).as_deref(), Some(name), "{url}");
        }
        assert_eq!(tag_of_url("/works/7"), None);
    }

    #[test]
    fn numbers_are_read_with_any_separator_and_nothing_else() {
        assert_eq!(number("7,526"), Some(7526));
        assert_eq!(number("1\u{202f}234"), Some(1234));
        assert_eq!(number("3/?"), None);
        assert_eq!(number(""), None);
    }

    #[test]
    fn a_broken_percent_sign_stays() {
        assert_eq!(percent_decoded("50% off %zz %41 %e9"), "50% off %zz %41 %e9");
        assert_eq!(percent_decoded("caf%C3%A9%41"), "caféA");
    }
}
