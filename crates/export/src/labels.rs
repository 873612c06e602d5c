//! The title page as labelled values in display order (TAG-1), the same in every format that people read.
//!
//! The words are those of AO3's downloads, because fans' tools look for them; singular or plural as there (DL-3).

use manuscript::{Byline, Manuscript, Permission, SeriesPlace};

use crate::languages;

/// What kind of values a label has, and so how they are set.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Kind {
    /// Tags: each leads to its page in the archive.
    Tags,
    /// Anything else, as text.
    Words,
}

/// A label with its values.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Label {
    /// Without the colon: `Archive Warnings`.
    pub(crate) name: String,
    /// How the values are set.
    pub(crate) kind: Kind,
    /// At least one.
    pub(crate) values: Vec<String>,
    /// A short fixed name for machines and styles: `warning`.
    pub(crate) id: &'static str,
}

/// The typed tags that are there, in display order (TAG-1).
pub(crate) fn tags(manuscript: &Manuscript) -> Vec<Label> {
    let names = |labels: &mut dyn Iterator<Item = &'static str>| labels.map(str::to_owned).collect::<Vec<_>>();
    let m = manuscript;
    let rows = [
        ("rating", "Rating", "Ratings", vec![m.rating.name().to_owned()]),
        ("warning", "Archive Warning", "Archive Warnings", names(&mut m.warnings.iter().map(|w| w.name()))),
        ("category", "Category", "Categories", names(&mut m.categories.iter().map(|c| c.name()))),
        ("fandom", "Fandom", "Fandoms", m.fandoms.clone()),
        ("relationship", "Relationship", "Relationships", m.relationships.clone()),
        ("character", "Character", "Characters", m.characters.clone()),
        ("freeform", "Additional Tags", "Additional Tags", m.additional.clone()),
    ];
    let label = |(id, one, many, values): (&'static str, &str, &str, Vec<String>)| {
        let name = if values.len() == 1 { one } else { many }.to_owned();
        (!values.is_empty()).then_some(Label { name, kind: Kind::Tags, values, id })
    };
    rows.into_iter().filter_map(label).collect()
}

/// Language, series, collections, permissions and the header lines no field holds, where they are there.
pub(crate) fn circumstances(manuscript: &Manuscript) -> Vec<Label> {
    let words = |id, name: &str, values: Vec<String>| {
        (!values.is_empty()).then(|| Label { name: name.to_owned(), kind: Kind::Words, values, id })
    };
    let collections = if manuscript.collections.len() == 1 { "Collection" } else { "Collections" };
    let fixed = [
        words("language", "Language", vec![languages::name(&manuscript.language).to_owned()]),
        words("series", "Series", manuscript.series.iter().map(place).collect()),
        words("collections", collections, manuscript.collections.clone()),
        words("permissions", "Permissions", permissions(manuscript)),
    ];
    let extra = manuscript.extra.iter().filter_map(|(key, value)| words("extra", key, vec![value.clone()]));
    fixed.into_iter().flatten().chain(extra).collect()
}

/// `Part 2 of The Lamp`, or the title where the place is unknown.
pub(crate) fn place(series: &SeriesPlace) -> String {
    match series.part {
        Some(part) => format!("Part {part} of {}", series.title),
        None => series.title.clone(),
    }
}

/// Published, updated or completed, words and chapters, each with its value (DL-3). Words are counted by whoever calls:
/// that takes longer than all the rest of a book.
pub(crate) fn statistics(manuscript: &Manuscript, words: u64) -> Vec<(&'static str, String)> {
    let updated = if manuscript.is_complete() { "Completed" } else { "Updated" };
    let shown_update = manuscript.updated.filter(|day| manuscript.published != Some(*day));
    [
        manuscript.published.map(|day| ("Published", day.to_string())),
        shown_update.map(|day| (updated, day.to_string())),
        Some(("Words", thousands(words))),
        Some(("Chapters", chapter_count(manuscript))),
    ]
    .into_iter()
    .flatten()
    .collect()
}

/// `3/5`, or `3/?` when the author does not know (POST-13).
pub(crate) fn chapter_count(manuscript: &Manuscript) -> String {
    let expected = manuscript.expected_chapters.map_or_else(|| "?".to_owned(), |count| count.to_string());
    format!("{}/{expected}", manuscript.chapters.len())
}

/// The names on the title page: `Anonymous` when there are none (DL-4).
pub(crate) fn byline(bylines: &[Byline]) -> String {
    if bylines.is_empty() {
        return "Anonymous".to_owned();
    }
    bylines.iter().map(Byline::to_string).collect::<Vec<_>>().join(", ")
}

/// Whether the work is shown without chapter headings (CHAP-8, DL-4).
pub(crate) fn is_single(manuscript: &Manuscript) -> bool {
    manuscript.chapters.len() == 1 && manuscript.expected_chapters == Some(1)
}

/// `Chapter 3: The Lamp`, or `Chapter 3`.
pub(crate) fn chapter_heading(number: usize, title: &str) -> String {
    if title.is_empty() { format!("Chapter {number}") } else { format!("Chapter {number}: {title}") }
}

/// Every answer the author gave, as `bind as a book: yes`.
pub(crate) fn permissions(manuscript: &Manuscript) -> Vec<String> {
    let asked = &manuscript.permissions;
    [
        ("bind as a book", asked.bind),
        ("podfic", asked.podfic),
        ("translate", asked.translate),
        ("remix", asked.remix),
        ("keep a copy", asked.keep),
        ("train machines", asked.ai),
    ]
    .into_iter()
    .filter_map(|(deed, answer)| Some(format!("{deed}: {}", words_of(answer)?)))
    .collect()
}

const fn words_of(answer: Permission) -> Option<&'static str> {
    match answer {
        Permission::Unsaid => None,
        Permission::Yes => Some("yes"),
        Permission::Ask => Some("ask first"),
        Permission::No => Some("no"),
    }
}

/// `12345` as `12,345`.
fn thousands(number: u64) -> String {
    let digits = number.to_string();
    let mut out = String::new();
    for (place, digit) in digits.chars().enumerate() {
        if place > 0 && (digits.len() - place).is_multiple_of(3) {
            out.push(',');
        }
        out.push(digit);
    }
    out
}

#[cfg(test)]
mod tests {
    use manuscript::{Category, Chapter, Rating, Warning};

    use super::*;

    #[test]
    fn tags_stand_in_display_order_with_the_number_of_their_label() {
        let manuscript = Manuscript {
            rating: Rating::Teen,
            warnings: vec![Warning::Violence, Warning::Death],
            categories: vec![Category::Gen],
            fandoms: vec!["The Odyssey".into()],
            additional: vec!["Sea".into()],
            ..Manuscript::default()
        };
        let names: Vec<_> = tags(&manuscript).into_iter().map(|label| label.name).collect();
        assert_eq!(names, ["Rating", "Archive Warnings", "Category", "Fandom", "Additional Tags"]);
    }

    #[test]
    fn a_finished_work_says_completed_and_an_open_one_says_updated() {
        let mut work = Manuscript {
            published: Some(jiff::civil::date(2020, 1, 2)),
            updated: Some(jiff::civil::date(2020, 3, 4)),
            chapters: vec![Chapter::default(); 2],
            ..Manuscript::default()
        };
        assert!(statistics(&work, 7).contains(&("Updated", "2020-03-04".into())));
        assert!(statistics(&work, 7).contains(&("Chapters", "2/?".into())));
        work.expected_chapters = Some(2);
        assert!(statistics(&work, 7).contains(&("Completed", "2020-03-04".into())));
    }

    #[test]
    fn numbers_are_grouped_by_thousands() {
        for (number, text) in [(0, "0"), (999, "999"), (1000, "1,000"), (1_234_567, "1,234,567")] {
            assert_eq!(thousands(number), text);
        }
    }

    #[test]
    fn only_answers_that_were_given_are_shown() {
        let mut manuscript = Manuscript::default();
        assert!(circumstances(&manuscript).iter().all(|label| label.name != "Permissions"));
        manuscript.permissions.bind = Permission::Yes;
        manuscript.permissions.ai = Permission::No;
        let shown = circumstances(&manuscript).into_iter().find(|label| label.name == "Permissions").unwrap();
        assert_eq!(shown.values, ["bind as a book: yes", "train machines: no"]);
    }

    #[test]
    fn a_work_without_names_is_anonymous() {
        assert_eq!(byline(&[]), "Anonymous");
        let ana = Byline { name: "ana".into(), account: Some("ana_b".into()), url: None };
        assert_eq!(byline(&[ana.clone(), Byline { name: "bo".into(), ..ana }]), "ana (ana_b), bo (ana_b)");
    }
}
