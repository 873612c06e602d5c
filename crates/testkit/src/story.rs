//! Stories for tests, small enough to be read at a glance.

use manuscript::{Byline, Chapter, Manuscript, Newlines, Place, Prose, Rating, Warning, clean};

/// Clean text made of a line or two of HTML.
pub fn prose(html: &str) -> Prose {
    clean(html, Place::Body, Newlines::Space, &mut Vec::new())
}

/// A story of this title with `chapters` short chapters: rated for everybody, in one fandom, by nobody in particular.
pub fn story(title: &str, chapters: usize) -> Manuscript {
    let chapter = |number: usize| Chapter {
        title: format!("Part the {number}"),
        body: prose(&format!("<p>It was chapter {number} of “{title}”, and it rained.</p>")),
        ..Chapter::default()
    };
    Manuscript {
        title: title.to_owned(),
        bylines: vec![Byline { name: "ana".to_owned(), ..Byline::default() }],
        summary: prose("<p>In which it rains.</p>"),
        rating: Rating::General,
        warnings: vec![Warning::NoneApply],
        fandoms: vec!["Sherlock Holmes".to_owned()],
        characters: vec!["John Watson".to_owned()],
        additional: vec!["Rain".to_owned()],
        language: "en".to_owned(),
        expected_chapters: u32::try_from(chapters).ok(),
        chapters: (1..=chapters).map(chapter).collect(),
        ..Manuscript::default()
    }
}
