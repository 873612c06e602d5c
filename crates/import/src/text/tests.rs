//! Whole plain texts, as people have them.

use manuscript::ProposedField;

use super::*;

fn read_text(text: &str) -> Arrival {
    read(&Input { name: "folder/the_jam.txt", bytes: text.as_bytes() }).expect("a story")
}

#[test]
fn a_fanfiction_net_text_is_read_whole() {
    let text = "The Moved Jam\nBy: ann\n\nHolmes is wrong. SLASH.\n\nRated: Fiction K+ - English - Mystery - Chapters: 2 - Words: 1,234 - Status: Complete - id: 47\n\n\
**Disclaimer: I own nothing.**\n\nChapter 1: Fog\n\nThe fog came.\n\noOoOo\n\n_Then_ it went.\n\nChapter 2: Toast\n\nWatson laughed.\n\nA/N: Thanks!\n";
    let manuscript = read_text(text).manuscript;
    let titles: Vec<&str> = manuscript.chapters.iter().map(|chapter| chapter.title.as_str()).collect();
    assert_eq!(titles, ["Fog", "Toast"]);
    assert!(manuscript.is_complete() && manuscript.categories.is_empty());
    assert!(manuscript.notes.html().contains("Disclaimer: I own nothing."));
    assert!(manuscript.summary.html().contains("Holmes is wrong."));
    assert!(manuscript.proposals.iter().any(|proposal| proposal.field == ProposedField::Category));
}

#[test]
fn a_repost_in_quotes_is_unquoted() {
    let text = "> One.\n>\n> Two.\n>\n> Three.\n>\n> Four.\n";
    let manuscript = read_text(text).manuscript;
    let body = manuscript.chapters.first().expect("a chapter").body.html();
    assert!(!body.contains("blockquote") && !body.contains("&gt;"), "{body}");
}

#[test]
fn a_header_without_a_story_is_none() {
    let text = "Title: Jam\nAuthor: Ann\n";
    assert!(matches!(read(&Input { name: "a.txt", bytes: text.as_bytes() }), Err(Refusal::NoStory(_))));
}

/// Every letter is in the story, in a fact or in a complaint, whatever the text is.
#[test]
fn no_letter_of_any_text_goes_nowhere() {
    let words = "(Title|Author|Rating|Summary|Notes|Disclaimer|Warnings|Chapter 1|by|Jam|From|Subject|Rated|[a-z]{1,8}|<i>|</i>|\\*|_|/|>|-- |:|: |, |\n|\n\n|  | - |\\?|é|\u{0}|雾|150)";
    let texts = proptest::string::string_regex(&format!("({words}){{1,60}}")).expect("a pattern");
    proptest::proptest!(|(text in texts)| {
        if let Ok(arrival) = read(&Input { name: "a.txt", bytes: text.as_bytes() }) {
            assert_eq!(arrival.account.difference(), 0, "{text:?}\n{arrival:#?}");
        }
    });
    proptest::proptest!(|(bytes: Vec<u8>)| { let _ = crate::read(Input { name: "a.txt", bytes: &bytes }); });
}
