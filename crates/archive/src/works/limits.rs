//! How long the parts of a story may be (POST-3, POST-4, TAG-2): one table, held by what members post.
//!
//! Lengths are characters of the clean HTML as it is stored, tags included. What an import brings is not cut: there a part
//! beyond its limit is a doubt in the ledger.

use std::ops::RangeInclusive;

use manuscript::{Chapter, Manuscript};

use crate::tags::{check, is_blank};
use crate::{FieldError, Slip};

/// Characters of a work's title.
pub const TITLE: RangeInclusive<usize> = 1..=255;
/// Characters of a summary, of a work or a chapter.
pub const SUMMARY: RangeInclusive<usize> = 0..=1_250;
/// Characters of notes before a text, of a work or a chapter.
pub const NOTES: RangeInclusive<usize> = 0..=5_000;
/// Characters of notes after a text, of a work or a chapter.
pub const END_NOTES: RangeInclusive<usize> = 0..=5_000;
/// Characters of a chapter's title.
pub const CHAPTER_TITLE: RangeInclusive<usize> = 0..=255;
/// Characters of a chapter's text.
pub const BODY: RangeInclusive<usize> = 10..=510_000;
/// Tags of a work's own: fandoms, relationships, characters and additional tags together.
pub const TAGS: usize = 75;
/// Characters of a tag's name (TAG-2).
pub const TAG: usize = 150;

/// A part of a story: its field's name, its limit, its text.
type Part<'s> = (&'static str, &'static RangeInclusive<usize>, &'s str);

/// Every limit that a story does not keep, field by field, all at once; in what a member may post there is none.
pub fn broken(story: &Manuscript) -> Vec<FieldError> {
    let no_text = story.chapters.is_empty().then(|| FieldError::new("chapters", Slip::Missing));
    let chapters = story.chapters.iter().zip(1..).flat_map(|(chapter, number)| of_chapter(chapter, number));
    of_parts(story).chain(no_text).chain(chapters).chain(of_tags(story)).collect()
}

/// The limits that a title page does not keep, whatever its chapters hold.
pub(super) fn of_title_page(story: &Manuscript) -> Vec<FieldError> {
    of_parts(story).chain(of_tags(story)).collect()
}

fn of_parts(story: &Manuscript) -> impl Iterator<Item = FieldError> {
    let title_page: [Part<'_>; 4] = [
        ("title", &TITLE, story.title.trim()),
        ("summary", &SUMMARY, story.summary.html()),
        ("notes", &NOTES, story.notes.html()),
        ("end_notes", &END_NOTES, story.end_notes.html()),
    ];
    title_page.into_iter().filter_map(beyond)
}

/// The limits that a chapter by itself does not keep.
pub fn chapter_broken(chapter: &Chapter) -> Vec<FieldError> {
    of_chapter(chapter, 1).into_iter().map(|error| FieldError { chapter: None, ..error }).collect()
}

/// The limits that a chapter does not keep.
fn of_chapter(chapter: &Chapter, number: usize) -> Vec<FieldError> {
    let parts: [Part<'_>; 5] = [
        ("chapter_title", &CHAPTER_TITLE, chapter.title.trim()),
        ("chapter_summary", &SUMMARY, chapter.summary.html()),
        ("chapter_notes", &NOTES, chapter.notes.html()),
        ("body", &BODY, chapter.body.html()),
        ("chapter_end_notes", &END_NOTES, chapter.end_notes.html()),
    ];
    parts.into_iter().filter_map(beyond).map(|error| FieldError { chapter: Some(number), ..error }).collect()
}

fn beyond((field, limit, text): Part<'_>) -> Option<FieldError> {
    if !text.is_empty() && is_blank(text) {
        return Some(FieldError::new(field, Slip::Blank));
    }
    let (is, least, most) = (text.chars().count(), *limit.start() as u64, *limit.end() as u64);
    let slip = match is {
        _ if limit.contains(&is) => return None,
        0 => Slip::Missing,
        _ if (is as u64) < least => Slip::TooShort { least, is: is as u64 },
        _ => Slip::TooLong { most, is: is as u64 },
    };
    Some(FieldError::new(field, slip))
}

/// Ratings, warnings and categories are the archive's and do not count (POST-4). Blanks between commas are no tags.
fn of_tags(story: &Manuscript) -> Vec<FieldError> {
    let kinds = [
        ("fandoms", &story.fandoms),
        ("relationships", &story.relationships),
        ("characters", &story.characters),
        ("additional", &story.additional),
    ];
    let tags = kinds.into_iter().flat_map(|(field, names)| names.iter().map(move |name| (field, name)));
    let tags: Vec<_> = tags.filter(|(_, name)| !name.trim().is_empty()).collect();
    let names = tags.iter().filter_map(|(field, name)| Some(FieldError::new(field, check(name).err()?)));
    let too_many = Slip::TooMany { most: TAGS as u64, is: tags.len() as u64 };
    let too_many = (tags.len() > TAGS).then(|| FieldError::new("tags", too_many));
    names.chain(too_many).collect()
}
