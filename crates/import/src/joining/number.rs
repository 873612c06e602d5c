//! Which chapter a file is: the number in its header or in its name, and the name without it.

use manuscript::Manuscript;

/// The highest number that counts as a chapter; a year does not.
const HIGHEST: u32 = 500;

/// A file's place in a story.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Place {
    /// The story's name as far as the file tells it, lower case; folders included.
    pub story: String,
    /// The chapter, from 0 (a prologue).
    pub number: u32,
}

/// The place that a header states (`Part 2/5`) or a file name ends with (`story_ch02.txt`).
pub(super) fn place(manuscript: &Manuscript) -> Option<Place> {
    stated(manuscript).or_else(|| named(&manuscript.provenance.file))
}

fn stated(manuscript: &Manuscript) -> Option<Place> {
    let is_part = |label: &str| ["part", "chapter"].iter().any(|name| label.eq_ignore_ascii_case(name));
    let (_, part) = manuscript.extra.iter().find(|(label, _)| is_part(label))?;
    let number = part.trim_start_matches(['(', '[', ' ']).split(['/', ' ', ')']).next()?.parse().ok()?;
    let names: Vec<String> = manuscript.bylines.iter().map(ToString::to_string).collect();
    let is_named = manuscript.title != Manuscript::default().title && number <= HIGHEST;
    is_named.then(|| Place { story: format!("{}\n{}", manuscript.title.to_lowercase(), names.join("\n")), number })
}

fn named(file: &str) -> Option<Place> {
    let stem = file
        .rsplit_once('.')
        .filter(|(_, ending)| ending.len() <= 8 && !ending.contains('/'))
        .map_or(file, |(stem, _)| stem);
    let bare = stem.trim_end_matches([')', ']', ' ']);
    let story = bare.trim_end_matches(|c: char| c.is_ascii_digit());
    let number: u32 = bare.strip_prefix(story)?.parse().ok().filter(|number| *number <= HIGHEST)?;
    let name = without_word(story);
    // A number glued to a name (`apollo13`) is part of it; after a sign or a word like `ch` it counts.
    let is_parted = name.len() < story.len() || story.is_empty() || story.ends_with('/');
    is_parted.then(|| Place { story: name.to_lowercase(), number })
}

/// The name without `chapter`, `ch`, `part` and the signs before the number.
fn without_word(name: &str) -> &str {
    let signs = |c: char| "-_ .,#([".contains(c);
    let trimmed = name.trim_end_matches(signs);
    let lower = trimmed.to_lowercase();
    let word = ["chapter", "chap", "ch", "part", "pt", "kapitel"].iter().find(|word| lower.ends_with(*word));
    let before = word.and_then(|word| trimmed.get(..trimmed.len().checked_sub(word.len())?));
    match before {
        Some(before) if before.is_empty() || before.ends_with(signs) || before.ends_with('/') => {
            before.trim_end_matches(signs)
        }
        _ => trimmed,
    }
}

/// A title without the chapter's number at its end: `The Jam - Chapter 3` is `The Jam`.
pub(super) fn without_number(title: &str) -> &str {
    let bare = title.trim_end_matches(|c: char| c.is_ascii_digit() || ")]".contains(c));
    let name = without_word(bare);
    let has_word = name.len() + 2 < bare.trim_end().len();
    if bare.len() < title.len() && has_word && !name.is_empty() { name } else { title }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_of_chapter_files_are_understood() {
        let cases = [
            ("story-1.txt", Some(("story", 1))),
            ("f/story_ch02.txt", Some(("f/story", 2))),
            ("Title - Chapter 3.html", Some(("title", 3))),
            ("Title (4).txt", Some(("title", 4))),
            ("01.txt", Some(("", 1))),
            ("f/chapter12.docx", Some(("f/", 12))),
            ("apollo13.txt", None),
            ("story-1998.txt", None),
            ("story.txt", None),
            ("", None),
        ];
        for (file, expected) in cases {
            let place = named(file);
            assert_eq!(place.as_ref().map(|place| (place.story.as_str(), place.number)), expected, "{file}");
        }
    }

    #[test]
    fn a_title_loses_its_chapter_and_nothing_else() {
        let cases = [
            ("The Jam - Chapter 3", "The Jam"),
            ("Apollo 13", "Apollo 13"),
            ("Chapter 3", "Chapter 3"),
            ("Jam", "Jam"),
        ];
        for (title, expected) in cases {
            assert_eq!(without_number(title), expected);
        }
    }
}
