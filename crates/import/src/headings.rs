//! What a heading of a file gives to a chapter's title: all its words, but for a number that the archive writes itself.
//!
//! `Chapter 2` over the second chapter says nothing that the archive does not; `Part Two` or `Chapter 5` there does. Of a
//! story with several chapters every reader sees such numbers again; with one chapter they are gone, and so named.

use manuscript::{Complaint, Manuscript, Trouble, chapter_heading};

/// What a left out heading is called in complaints.
const ONLY_NUMBER: &str = "heading that is only the number of the chapter";

/// The title of the next chapter of a manuscript under this heading.
pub fn title(heading: &str, manuscript: &mut Manuscript) -> String {
    let title = title_at(heading, manuscript.chapters.len() + 1);
    tell(heading, &title, &mut manuscript.complaints);
    title
}

/// The title of the chapter at a place, from 1.
pub fn title_at(heading: &str, place: usize) -> String {
    match chapter_heading(heading) {
        None => heading.to_owned(),
        Some(read) if !read.title.is_empty() => read.title,
        Some(read) if read.number.is_some_and(|number| number as usize == place) && is_ours(heading) => String::new(),
        Some(_) => bare(heading).to_owned(),
    }
}

/// Names a heading of which no title was made.
pub fn tell(heading: &str, title: &str, complaints: &mut Vec<Complaint>) {
    if title.is_empty() && !heading.trim().is_empty() {
        Complaint::new(Trouble::Changed, ONLY_NUMBER, heading).join(complaints);
    }
}

/// Takes the complaints of numbers away where the archive writes them all again.
pub fn settle(manuscript: &mut Manuscript) {
    if manuscript.chapters.len() > 1 {
        manuscript.complaints.retain(|complaint| complaint.what != ONLY_NUMBER);
    }
}

/// Takes titles away that are only the number which their chapter has now, among those of other files.
pub fn renumber(manuscript: &mut Manuscript) {
    for (chapter, place) in manuscript.chapters.iter_mut().zip(1..) {
        if chapter_heading(&chapter.title).is_some_and(|read| read.title.is_empty()) {
            chapter.title = title_at(&chapter.title, place);
        }
    }
}

/// Whether a heading that is only a number says it with the archive's word, and not of how many.
fn is_ours(heading: &str) -> bool {
    let heading = bare(heading).to_lowercase();
    let has_total = heading.contains('/') || heading.contains(" of ");
    let word = heading.split(|c: char| !c.is_alphabetic()).next().unwrap_or_default();
    matches!(word, "chapter" | "chap" | "ch") && !has_total
}

/// The heading without the signs that draw it.
fn bare(heading: &str) -> &str {
    heading.trim_matches(|c: char| c.is_whitespace() || "*_~=#-[]".contains(c))
}

#[cfg(test)]
mod tests {
    use manuscript::Chapter;

    use super::*;

    #[test]
    fn a_number_goes_only_where_the_archive_writes_the_same() {
        let table = [
            ("Chapter 1", 1, ""),
            ("* CHAPTER ONE *", 1, ""),
            ("Chapter 5", 1, "Chapter 5"),
            ("Chapter 1/3", 1, "Chapter 1/3"),
            ("Part One", 1, "Part One"),
            ("**Kapitel 2**", 2, "Kapitel 2"),
            ("第二章", 2, "第二章"),
            ("Chapter 2: Rain", 2, "Rain"),
            ("Prologue", 1, "Prologue"),
            ("The Lamp", 1, "The Lamp"),
        ];
        for (heading, place, expected) in table {
            assert_eq!(title_at(heading, place), expected, "{heading}");
        }
    }

    #[test]
    fn a_number_that_goes_is_named_unless_the_archive_writes_it() {
        let mut story = Manuscript::default();
        assert_eq!(title("Chapter 1", &mut story), "");
        story.chapters.push(Chapter::default());
        settle(&mut story);
        assert_eq!(story.complaints.iter().map(|it| it.example.as_str()).collect::<Vec<_>>(), ["Chapter 1"]);
        story.chapters.push(Chapter { title: "Chapter 2".to_owned(), ..Chapter::default() });
        settle(&mut story);
        renumber(&mut story);
        assert!(story.complaints.is_empty() && story.chapters.iter().all(|chapter| chapter.title.is_empty()));
    }
}
