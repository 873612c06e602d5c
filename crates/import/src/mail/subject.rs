//! What a subject line says: the story, which part of it, and whether it is an answer.

use manuscript::chapter_heading;

/// Marks before a title, in any case.
const MARKS: &[&str] =
    &["new:", "fic:", "repost:", "rep:", "revised:", "update:", "wip:", "story:", "fwd:", "fw:", "admin:", "ot:"];
/// The same without a colon, only in capitals.
const BARE_MARKS: &[&str] = &["NEW", "FIC", "REPOST", "REVISED"];
/// Marks of an answer, in the languages of mail programs.
const ANSWERS: &[&str] = &["re:", "re[2]:", "re^2:", "aw:", "sv:", "antw:", "odp:", "rif:"];

/// How many characters of a subject are looked through for the part.
const LONGEST: usize = 300;

/// A subject line, understood.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Subject {
    /// The story's title, without tags, marks and part.
    pub story: String,
    /// Which part it is.
    pub part: Option<u32>,
    /// How many parts there are.
    pub total: Option<u32>,
    /// The title of the part.
    pub title: String,
    /// Whether it answers something.
    pub is_answer: bool,
    /// Whether it says that it is none of a story: `ADMIN:`, `OT:`.
    pub is_talk: bool,
}

/// Where in a subject the part stands.
struct Place {
    at: usize,
    part: u32,
    total: Option<u32>,
    title: String,
}

impl Subject {
    /// Reads `[fandom] NEW: The Jam (1/2) [G]`, `FIC: Jam 2/3`, `Re: The Jam, part two: Fog`.
    pub(super) fn read(subject: &str) -> Self {
        let mut read = Self::default();
        let rest = read.without_marks(subject.trim());
        let place = place(rest);
        let bracket = rest.find(['(', '[']).filter(|at| *at > 0);
        let end = place.as_ref().map(|place| place.at).into_iter().chain(bracket).min().unwrap_or(rest.len());
        let story = rest.get(..end).unwrap_or(rest);
        story.trim_matches(|c: char| c.is_whitespace() || "\"“”,-–—:~([".contains(c)).clone_into(&mut read.story);
        if let Some(place) = place {
            (read.part, read.total, read.title) = (Some(place.part), place.total, place.title);
        }
        read
    }

    /// The part as a header line would say it: `2/5`, `2`.
    pub(super) fn part_in_words(&self) -> Option<String> {
        let total = self.total.map_or_else(String::new, |total| format!("/{total}"));
        self.part.map(|part| format!("{part}{total}"))
    }

    /// The title by which parts of one story are known, whatever the signs and the case.
    pub(super) fn key(&self) -> String {
        let words = self.story.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty());
        words.map(str::to_lowercase).collect::<Vec<_>>().join(" ")
    }

    fn without_marks<'s>(&mut self, subject: &'s str) -> &'s str {
        let mut rest = subject;
        loop {
            let before = rest.len();
            for mark in MARKS.iter().chain(ANSWERS) {
                if let Some(behind) = behind(rest, mark) {
                    self.is_answer |= ANSWERS.contains(mark);
                    self.is_talk |= matches!(*mark, "admin:" | "ot:");
                    rest = behind;
                }
            }
            let bare = BARE_MARKS.iter().find_map(|mark| rest.strip_prefix(mark));
            rest = bare.filter(|behind| behind.starts_with(' ')).map_or(rest, str::trim_start);
            if rest.starts_with('[') {
                rest = rest.split_once(']').map_or(rest, |(_, behind)| behind.trim_start());
            }
            if rest.len() == before || rest.is_empty() {
                return rest;
            }
        }
    }
}

/// What follows a mark.
fn behind<'s>(text: &'s str, mark: &str) -> Option<&'s str> {
    let (start, rest) = text.split_at_checked(mark.len())?;
    start.eq_ignore_ascii_case(mark).then(|| rest.trim_start())
}

/// The first thing in a subject that reads as a part, behind a title.
fn place(subject: &str) -> Option<Place> {
    let subject = subject.char_indices().nth(LONGEST).and_then(|(at, _)| subject.get(..at)).unwrap_or(subject);
    let starts_word =
        |at: usize| !subject.get(..at).is_some_and(|text| text.ends_with(|c: char| c.is_alphanumeric() || c == '/'));
    let mut words = subject.char_indices().filter(|(at, c)| *at > 0 && c.is_alphanumeric() && starts_word(*at));
    let found = words.find_map(|(at, _)| part_at(subject.get(at..)?, at))?;
    subject.get(..found.at).is_some_and(|title| title.contains(char::is_alphanumeric)).then_some(found)
}

fn part_at(text: &str, at: usize) -> Option<Place> {
    if let Some((part, total)) = fraction(text) {
        return Some(Place { at, part, total, title: String::new() });
    }
    let heading = chapter_heading(text.split(['[', '(']).next().unwrap_or(text).trim_end_matches(')'))?;
    let total = text.char_indices().filter(|(_, c)| c.is_ascii_digit()).find_map(|(at, _)| fraction(text.get(at..)?));
    let total = total.filter(|(part, _)| Some(*part) == heading.number).and_then(|(_, total)| total);
    Some(Place { at, part: heading.number?, total, title: heading.title })
}

/// `2/5`, `02/?`, `2 of 5` at the start of a text; a date is none.
fn fraction(text: &str) -> Option<(u32, Option<u32>)> {
    let (part, rest) = number(text)?;
    let rest = rest.trim_start();
    let rest = rest.strip_prefix('/').or_else(|| rest.strip_prefix("of "))?.trim_start();
    let (total, rest) = match rest.strip_prefix('?') {
        Some(rest) => (None, rest),
        None => number(rest).map(|(total, rest)| (Some(total), rest))?,
    };
    (!rest.starts_with(|c: char| c.is_alphanumeric() || c == '/')).then_some((part, total.filter(|total| *total > 0)))
}

fn number(text: &str) -> Option<(u32, &str)> {
    let end = text.find(|c: char| !c.is_ascii_digit()).unwrap_or(text.len());
    let (digits, rest) = text.split_at_checked(end).filter(|(digits, _)| digits.len() <= 3)?;
    Some((digits.parse().ok()?, rest))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn subjects_name_stories_and_their_parts() {
        let cases = [
            (
                "NEW: The Affair of the Moved Jam (1/2) [G] Holmes, Watson",
                "The Affair of the Moved Jam",
                Some((1, Some(2))),
            ),
            ("[holmesfic] FIC: Jam 2/7", "Jam", Some((2, Some(7)))),
            ("[holmesfic] Jam, part 2", "Jam", Some((2, None))),
            ("FIC: Jam, Part Two (PG)", "Jam", Some((2, None))),
            ("Jam - Part 3/? - Toast", "Jam", Some((3, None))),
            ("Jam (part 2 of 5)", "Jam", Some((2, Some(5)))),
            ("\"Jam\" 10 of 12 (R)", "Jam", Some((10, Some(12)))),
            ("Jam pt. 4", "Jam", Some((4, None))),
            ("New Beginnings 01/12", "New Beginnings", Some((1, Some(12)))),
            ("NEW Part of the Fog [PG]", "Part of the Fog", None),
            ("Newton's Jam", "Newton's Jam", None),
            ("Jam for 11/14/98", "Jam for 11/14/98", None),
            ("Chapter 3", "Chapter 3", None),
            ("", "", None),
        ];
        for (subject, story, part) in cases {
            let read = Subject::read(subject);
            assert_eq!((read.story.as_str(), read.part.map(|part| (part, read.total))), (story, part), "{subject}");
            assert!(!read.is_answer);
        }
        assert_eq!(Subject::read("Jam, chapter 3: Fog").title, "Fog");
    }

    #[test]
    fn answers_and_talk_say_so() {
        for (subject, answer, talk) in [
            ("Re: [holmesfic] Jam (1/2)", true, false),
            ("[holmesfic] AW: Re: Jam", true, false),
            ("ADMIN: The rules", false, true),
            ("Regarding jam", false, false),
        ] {
            let read = Subject::read(subject);
            assert_eq!((read.is_answer, read.is_talk), (answer, talk), "{subject}");
        }
        assert_eq!(Subject::read("Re: \"The Jam!\" (1/2)").key(), Subject::read("the jam 2/2").key());
    }
}
