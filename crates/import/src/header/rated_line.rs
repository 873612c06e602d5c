//! FanFiction.net's line of facts: `Rated: Fiction K+ - English - Humor/Mystery - [A, B] C - Chapters: 2 - …`
//! (`spec/formats.md` §2.5), or with labels before all parts, as `FicHub` writes it. Every part is optional; a dash may
//! stand in a name.

use manuscript::Manuscript;

use super::{keep, languages, parse_american_date, rating, tags};

/// The site's own genres; the third part is one only if it is on this list.
const GENRES: &[&str] = &[
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

/// Whether a line is such a line: it begins with the rating and has at least two known parts more.
pub fn is_one(line: &str) -> bool {
    let mut parts = line.split(" - ");
    let rated = parts.next().is_some_and(|part| part.trim_start().to_lowercase().starts_with("rated"));
    let known = |part: &&str| {
        part.split_once(':').is_some_and(|(label, _)| {
            ["Chapters", "Words", "Reviews", "Published", "Updated", "id", "Status"].contains(&label.trim())
        })
    };
    rated && parts.filter(known).count() >= 2
}

/// Reads the line into the manuscript; every part becomes a fact or is kept in `extra`.
pub fn apply(line: &str, manuscript: &mut Manuscript) {
    for (at, part) in line.split(" - ").map(str::trim).enumerate() {
        match part.split_once(':') {
            Some((label, value)) if !part.starts_with('[') => labelled(label.trim(), value.trim(), manuscript),
            _ if part == "Complete" => drop(keep("Status", part, manuscript)),
            _ => unlabelled(at, part, manuscript),
        }
    }
}

fn labelled(label: &str, value: &str, m: &mut Manuscript) {
    let count = || value.replace(',', "").parse::<u64>().ok();
    match label.to_lowercase().as_str() {
        "rated" if rating(value).is_some() => m.rating = rating(value).unwrap_or(m.rating),
        "words" => m.statistics.words = count(),
        "reviews" => m.statistics.comments = count(),
        "favs" => m.statistics.kudos = count(),
        "follows" => m.statistics.bookmarks = count(),
        "updated" if parse_american_date(value).is_some() => m.updated = parse_american_date(value),
        "published" if parse_american_date(value).is_some() => m.published = parse_american_date(value),
        "id" => {
            m.provenance.url = Some(format!("https://www.fanfiction.net/s/{value}/1/"));
            m.provenance.publisher = Some("www.fanfiction.net".to_owned());
        }
        "language" if languages::tag(value).is_some() => m.language = languages::tag(value).unwrap_or_default(),
        "genre" | "genres" if genres(value).is_some() => m.additional.extend(genres(value).into_iter().flatten()),
        "characters" => names(value, m),
        _ => drop(keep(label, value, m)),
    }
}

/// The language, the genres, or names: by what it is and by its place.
fn unlabelled(at: usize, part: &str, m: &mut Manuscript) {
    if let Some(language) = languages::tag(part).filter(|_| at == 1) {
        m.language = language;
    } else if let Some(genres) = genres(part).filter(|_| at <= 2) {
        m.additional.extend(genres);
    } else if !part.is_empty() {
        names(part, m);
    }
}

fn genres(part: &str) -> Option<Vec<String>> {
    let joined = part.replace("Hurt/Comfort", "Hurt|Comfort");
    let genres: Vec<String> = joined.split('/').map(|genre| genre.replace('|', "/")).collect();
    genres.iter().all(|genre| GENRES.contains(&genre.as_str())).then_some(genres)
}

/// `[A, B] C, D`: a pairing in brackets, and characters.
fn names(part: &str, m: &mut Manuscript) {
    for group in part.split(['[', ']']).enumerate().map(|(at, group)| (at % 2 == 1, group)) {
        let (paired, group) = group;
        let names = tags::split(group, &mut m.complaints);
        if paired && names.len() > 1 {
            m.relationships.push(names.join("/"));
        }
        let new: Vec<String> = names.into_iter().filter(|name| !m.characters.contains(name)).collect();
        m.characters.extend(new);
    }
}

#[cfg(test)]
mod tests {
    use manuscript::Rating;

    use super::*;

    const LINE: &str = "Rated: Fiction K+ - English - Hurt/Comfort/Mystery - [Sherlock H., John W.] Mrs. Hudson - Chapters: 2 - \
        Words: 1,234 - Favs: 17 - Updated: Mar 3, 2009 - Published: 12-04-08 - Status: Complete - id: 4740000";

    #[test]
    fn every_part_of_the_line_finds_its_field() {
        let mut m = Manuscript::default();
        assert!(is_one(LINE));
        apply(LINE, &mut m);
        assert_eq!((m.rating, m.language.as_str()), (Rating::General, "en"));
        assert_eq!(m.additional, ["Hurt/Comfort", "Mystery"]);
        assert_eq!(m.relationships, ["Sherlock H./John W."]);
        assert_eq!(m.characters, ["Sherlock H.", "John W.", "Mrs. Hudson"]);
        assert_eq!((m.statistics.words, m.statistics.kudos), (Some(1234), Some(17)));
        assert_eq!(m.published.map(|day| day.to_string()).as_deref(), Some("2008-12-04"));
        assert_eq!(m.extra, [("Chapters".to_owned(), "2".to_owned()), ("Status".to_owned(), "Complete".to_owned())]);
        assert!(m.provenance.url.is_some_and(|url| url.contains("/s/4740000/")));
    }

    #[test]
    fn parts_may_say_what_they_are() {
        let mut m = Manuscript::default();
        apply(
            "Rated: Fiction M - Language: German - Genre: Romance/Drama - Characters: [Ann E., Bo B.] Cy - Reviews: 1,234",
            &mut m,
        );
        assert_eq!((m.rating, m.language.as_str(), m.statistics.comments), (Rating::Mature, "de", Some(1234)));
        assert_eq!(
            (m.additional, m.relationships),
            (vec!["Romance".to_owned(), "Drama".into()], vec!["Ann E./Bo B.".to_owned()])
        );
        assert_eq!((m.characters.len(), m.extra.len()), (3, 0));
    }

    #[test]
    fn other_lines_are_not_taken_for_it() {
        for line in ["Rated: R - and how", "Rated R for violence", "He rated it - Words: 1 - id: 2", ""] {
            assert!(!is_one(line), "{line}");
        }
    }
}
