//! The fields of a header as a whole; single forms are tested beside their readers.

use manuscript::{Category, ProposedField, Rating, Warning};

use super::*;

fn applied(lines: &[(&str, &str)]) -> Manuscript {
    let mut manuscript = Manuscript::default();
    for (label, value) in lines {
        assert!(apply(label, value, &mut manuscript), "{label}");
    }
    manuscript
}

#[test]
fn labels_with_certain_values_are_facts() {
    let manuscript = applied(&[
        ("TITLE", "The Jam (1/2)"),
        ("Author:", "Ann"),
        ("fandom", "Sherlock Holmes - Arthur Conan Doyle"),
        ("Pairing", "Holmes/Watson"),
        ("Rating", "PG-13"),
        ("Category", "M/M"),
        ("Archive Warnings", "Major Character Death, Jam"),
        ("Language", "English"),
        ("Series", "Part 2 of Jam Cycle"),
        ("Date", "14 Nov 1998"),
        ("Word count", "1,234"),
    ]);
    assert_eq!((manuscript.title.as_str(), manuscript.expected_chapters), ("The Jam", Some(2)));
    assert_eq!(manuscript.relationships, ["Holmes/Watson"]);
    assert_eq!((manuscript.rating, manuscript.categories.as_slice()), (Rating::Teen, &[Category::MM][..]));
    assert_eq!(manuscript.warnings, [Warning::Death]);
    assert_eq!(manuscript.additional, ["Jam"]);
    assert_eq!((manuscript.language.as_str(), manuscript.statistics.words), ("en", Some(1234)));
    assert_eq!(manuscript.series.first().and_then(|place| place.part), Some(2));
    assert!(manuscript.published.is_some() && manuscript.proposals.is_empty());
}

#[test]
fn doubtful_values_are_kept_and_proposed_but_never_set() {
    let manuscript =
        applied(&[("Rating", "R to NC-17"), ("Category", "V, H, slash"), ("Summary", "SLASH. Holmes/Watson")]);
    assert_eq!((manuscript.rating, manuscript.categories.len()), (Rating::NotRated, 0));
    assert!(manuscript.relationships.is_empty());
    assert_eq!(manuscript.extra.len(), 2);
    let fields: Vec<ProposedField> = manuscript.proposals.iter().map(|proposal| proposal.field).collect();
    assert!(
        [ProposedField::Rating, ProposedField::Category, ProposedField::Relationship]
            .iter()
            .all(|f| fields.contains(f))
    );
}

#[test]
fn an_unlabelled_work_is_not_rated_and_its_author_chose_not_to_warn() {
    let manuscript = applied(&[("Title", "Jam"), ("Warnings", "none")]);
    assert_eq!(manuscript.rating, Rating::NotRated);
    assert_eq!(manuscript.warnings, [Warning::ChoseNotToWarn]);
    assert_eq!(manuscript.extra, [("Warnings".to_owned(), "none".to_owned())]);
}

#[test]
fn disclaimers_and_wishes_stand_in_the_notes_with_their_labels() {
    let manuscript = applied(&[("DISCLAIMER", "Not mine."), ("Archive", "Ask *first*."), ("A/N", "Hi!")]);
    let notes = manuscript.notes.html();
    for text in ["DISCLAIMER: Not mine.", "Archive: Ask <em>first</em>.", "<p>Hi!</p>"] {
        assert!(notes.contains(text), "{notes}");
    }
}

#[test]
fn a_complete_story_expects_as_many_chapters_as_it_has() {
    let mut manuscript = applied(&[("Status", "Complete")]);
    manuscript.chapters = vec![manuscript::Chapter::default(); 3];
    settle(&mut manuscript);
    assert!(manuscript.is_complete());
    manuscript.chapters.push(manuscript::Chapter::default());
    settle(&mut manuscript);
    assert_eq!(manuscript.expected_chapters, Some(4));
}

#[test]
fn an_unknown_label_changes_nothing() {
    let mut manuscript = Manuscript::default();
    assert!(!apply("Jam", "moved", &mut manuscript));
    assert_eq!(manuscript, Manuscript::default());
}

#[test]
fn any_label_and_value_are_taken_without_panic() {
    proptest::proptest!(|(label: String, value: String)| {
        let mut manuscript = Manuscript::default();
        take(&label, &value, &mut manuscript);
        take("rating", &value, &mut manuscript);
        take("warnings", &value, &mut manuscript);
        take("series", &value, &mut manuscript);
        take("author", &value, &mut manuscript);
    });
}

#[test]
fn a_story_without_a_title_has_its_files_name_for_a_guess_in_every_format() {
    for text in
        ["The fog came.\n\nIt went.\n", "<p>The fog came.</p><p>It went.</p><p>So.</p>", "{\\rtf1 The fog came.}"]
    {
        let arrivals = crate::read(crate::Input { name: "folder/the_jam.txt", bytes: text.as_bytes() }).unwrap();
        let manuscript = &arrivals[0].manuscript;
        assert_eq!(manuscript.title, Manuscript::default().title);
        let guess = manuscript.proposals.first().expect("a guess");
        assert_eq!((guess.field, guess.value.as_str()), (ProposedField::Title, "the jam"), "{text}");
    }
}
