//! FanFiction.net's grey line: `Rated: Fiction T - English - Humor/Mystery - [Ana B., Cy D.] Bo E. - Chapters: 2 - …`.
//!
//! Every field may be missing and names may hold dashes, so fields are known by their keys, languages and genres by
//! fixed lists, and whatever is left are characters.

use jiff::civil::Date;
use manuscript::Manuscript;

use crate::header;
use crate::html::labels::{Field, add, number};
use crate::html::languages;

/// The site's genres.
const GENRES: [&str; 21] = [
    "Adventure",
    "Angst",
    "Crime",
    "Drama",
    "Family",
    "Fantasy",
    "Friendship",
    "General",
    "Horror",
    "Humor",
    "Hurt/Comfort",
    "Mystery",
    "Parody",
    "Poetry",
    "Romance",
    "Sci-Fi",
    "Spiritual",
    "Supernatural",
    "Suspense",
    "Tragedy",
    "Western",
];

/// What the line says.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Line {
    rating: Option<String>,
    language: Option<String>,
    genres: Vec<String>,
    pairings: Vec<String>,
    characters: Vec<String>,
    /// How many chapters the story has so far.
    pub(super) chapters: Option<u32>,
    words: Option<u64>,
    reviews: Option<u64>,
    favourites: Option<u64>,
    follows: Option<u64>,
    updated: Option<Date>,
    published: Option<Date>,
    complete: bool,
    id: Option<u64>,
}

impl Line {
    /// Reads the line; dates with a known instant stand as `@seconds`.
    pub(super) fn read(text: &str) -> Self {
        let mut line = Self::default();
        let mut names: Vec<&str> = Vec::new();
        for (place, part) in text.split(" - ").map(str::trim).filter(|part| !part.is_empty()).enumerate() {
            let keyed = part.split_once(':').is_some_and(|(key, value)| line.keyed(key, value.trim()));
            if keyed || line.bare(part, place) {
                continue;
            }
            names.push(part);
        }
        line.people(&names.join(" - "));
        line
    }

    /// A field with its key; false when the key is none of the site's.
    fn keyed(&mut self, key: &str, value: &str) -> bool {
        match key {
            "Rated" => self.rating = Some(value.trim_start_matches("Fiction").trim().to_owned()),
            "Chapters" => self.chapters = number(value).map(|count| count as u32),
            "Words" => self.words = number(value),
            "Reviews" => self.reviews = number(value),
            "Favs" => self.favourites = number(value),
            "Follows" => self.follows = number(value),
            "Updated" => self.updated = date(value),
            "Published" => self.published = date(value),
            "Status" => self.complete = value == "Complete",
            "id" => self.id = number(value),
            _ => return false,
        }
        true
    }

    /// A field without a key: the language stands second, genres are from the list, `Complete` is a word.
    fn bare(&mut self, part: &str, place: usize) -> bool {
        if place <= 1 && self.language.is_none() && languages::tag(part).is_some() {
            self.language = Some(part.to_owned());
        } else if part == "Complete" {
            self.complete = true;
        } else if let Some(genres) = genres(part).filter(|_| self.genres.is_empty()) {
            self.genres = genres;
        } else {
            return false;
        }
        true
    }

    /// `[Ana, Cy] Bo, Di`: names, with those who are paired in brackets.
    fn people(&mut self, text: &str) {
        let mut rest = text;
        while let Some((before, after)) = rest.split_once('[') {
            let Some((pair, after)) = after.split_once(']') else { break };
            self.names(before);
            let pair: Vec<&str> = pair.split(", ").map(str::trim).filter(|name| !name.is_empty()).collect();
            for name in &pair {
                add((*name).to_owned(), &mut self.characters);
            }
            add(pair.join("/"), &mut self.pairings);
            rest = after;
        }
        self.names(rest);
    }

    fn names(&mut self, text: &str) {
        let names =
            text.split(", ").map(|name| name.trim_matches([' ', ',', '[', ']'])).filter(|name| !name.is_empty());
        names.for_each(|name| add(name.to_owned(), &mut self.characters));
    }

    /// Puts what the line states into the manuscript.
    pub(super) fn put(&self, manuscript: &mut Manuscript) {
        Field::Rating.put(self.rating.clone().into_iter().collect(), manuscript);
        Field::Language.put(self.language.clone().into_iter().collect(), manuscript);
        Field::Additional.put(self.genres.clone(), manuscript);
        Field::Relationship.put(self.pairings.clone(), manuscript);
        Field::Character.put(self.characters.clone(), manuscript);
        manuscript.published = self.published;
        manuscript.updated = self.updated;
        manuscript.expected_chapters = self.complete.then(|| self.chapters.unwrap_or(1));
        manuscript.provenance.url = self.id.map(|id| format!("https://www.fanfiction.net/s/{id}"));
        manuscript.provenance.publisher = Some("FanFiction.net".to_owned());
        let claims = &mut manuscript.statistics;
        (claims.words, claims.comments) = (self.words, self.reviews);
        (claims.kudos, claims.bookmarks) = (self.favourites, self.follows);
    }
}

/// Genres joined by slashes; `Hurt/Comfort` holds one itself.
fn genres(part: &str) -> Option<Vec<String>> {
    let marked = part.replace("Hurt/Comfort", "Hurt+Comfort");
    let names: Vec<String> = marked.split('/').map(|name| name.replace('+', "/")).collect();
    names.iter().all(|name| GENRES.contains(&name.as_str())).then_some(names)
}

/// `@1236000000`, `Mar 3, 2009`, `12-24-08`.
fn date(text: &str) -> Option<Date> {
    let Some(seconds) = text.strip_prefix('@') else { return header::parse_date(text) };
    let seconds: String = seconds.chars().take_while(char::is_ascii_digit).collect();
    let instant = jiff::Timestamp::from_second(seconds.parse().ok()?).ok()?;
    Some(jiff::tz::Offset::UTC.to_datetime(instant).date())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_full_line_is_read_field_by_field() {
        let line = Line::read(
            "Rated: Fiction T - English - Humor/Hurt/Comfort - [S. Holmes, J. Watson] Mrs. Hudson, Lestrade - Chapters: 2 - \
             Words: 1,234 - Reviews: 5 - Favs: 17 - Follows: 9 - Updated: @1236038400 - Published: @1230768000 - Status: Complete - id: 77",
        );
        assert_eq!(line.rating.as_deref(), Some("T"));
        assert_eq!(line.genres, ["Humor", "Hurt/Comfort"]);
        assert_eq!(line.pairings, ["S. Holmes/J. Watson"]);
        assert_eq!(line.characters, ["S. Holmes", "J. Watson", "Mrs. Hudson", "Lestrade"]);
        assert_eq!((line.chapters, line.words, line.reviews), (Some(2), Some(1234), Some(5)));
        assert_eq!(line.updated, Some(jiff::civil::date(2009, 3, 3)));
        assert!(line.complete);
        assert_eq!(line.id, Some(77));
    }

    #[test]
    fn every_field_may_be_missing() {
        let line = Line::read("Rated: Fiction K+ - Published: @0");
        assert_eq!(line.rating.as_deref(), Some("K+"));
        assert_eq!(line.published, Some(jiff::civil::date(1970, 1, 1)));
        assert_eq!(Line::read(""), Line::default());
    }

    #[test]
    fn the_third_part_is_a_genre_only_when_it_is_on_the_list() {
        let line = Line::read("Rated: Fiction M - English - Mary Poppins - Words: 5");
        assert!(line.genres.is_empty());
        assert_eq!(line.characters, ["Mary Poppins"]);
    }

    #[test]
    fn names_may_hold_dashes() {
        let line = Line::read("Rated: Fiction K - English - Drama - Alice, R - 2, Dodo - Words: 5");
        assert_eq!(line.characters, ["Alice", "R - 2", "Dodo"]);
    }

    #[test]
    fn a_bracket_that_never_closes_is_no_pairing() {
        let line = Line::read("Rated: Fiction K - English - [Alice, Dodo");
        assert!(line.pairings.is_empty());
        assert_eq!(line.characters, ["Alice", "Dodo"]);
    }
}
