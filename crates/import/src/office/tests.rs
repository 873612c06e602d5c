//! How a document's paragraphs become a story, whatever format they came in.

use manuscript::{ProposedField, Trouble};

use super::*;

fn inline(text: &str) -> Inline {
    let mut line = Line::default();
    line.text(text, Look::default());
    line.finish()
}

fn paragraph(text: &str) -> Block {
    Block::Paragraph(Shape::default(), inline(text))
}

fn heading(level: u8, text: &str) -> Block {
    Block::Heading(level, inline(text))
}

fn arrival(blocks: Vec<Block>) -> Arrival {
    let seen = blocks.iter().filter_map(Block::inline).map(|inline| letters(&inline.text)).sum();
    let arrival = Document { blocks, seen, ..Document::default() }.arrive("test", "ferry.docx").unwrap();
    assert_eq!(arrival.account.difference(), 0, "{arrival:#?}");
    arrival
}

fn titles(arrival: &Arrival) -> Vec<&str> {
    arrival.manuscript.chapters.iter().map(|chapter| chapter.title.as_str()).collect()
}

#[test]
fn a_title_style_and_a_by_line_are_facts() {
    let story = arrival(vec![heading(0, "The Ferry"), paragraph("by ana"), paragraph("It rained.")]).manuscript;
    assert_eq!(story.title, "The Ferry");
    assert_eq!(story.bylines[0].name, "ana");
    assert_eq!(story.chapters[0].body.html(), "<p>It rained.</p>");
}

#[test]
fn a_first_line_in_the_middle_is_only_proposed_as_title() {
    let middle = Shape { align: Align::Center, ..Shape::default() };
    let story = arrival(vec![Block::Paragraph(middle, inline("The Ferry")), paragraph("It rained.")]).manuscript;
    assert_eq!(story.title, "Untitled Imported Work");
    assert_eq!((story.proposals[0].field, story.proposals[0].value.as_str()), (ProposedField::Title, "The Ferry"));
    assert!(story.chapters[0].body.html().contains("The Ferry"));
}

#[test]
fn the_only_heading_above_chapters_is_the_title() {
    let story = arrival(vec![
        heading(1, "The Ferry"),
        heading(2, "Chapter 1: Rain"),
        paragraph("It rained."),
        heading(2, "Chapter 2"),
        paragraph("It stopped."),
    ]);
    assert_eq!(story.manuscript.title, "The Ferry");
    assert_eq!(titles(&story), ["Rain", ""]);
}

#[test]
fn lines_that_read_as_chapter_headings_begin_chapters() {
    let story = arrival(vec![
        paragraph("Chapter One"),
        paragraph("It rained."),
        paragraph("Chapter Two: The Far Bank"),
        paragraph("It stopped."),
    ]);
    assert_eq!(titles(&story), ["", "The Far Bank"]);
}

#[test]
fn a_heading_that_is_only_a_number_is_a_title_or_is_named() {
    let named = |story: &Arrival| story.manuscript.complaints.iter().map(|it| it.example.clone()).collect::<Vec<_>>();
    let part = arrival(vec![heading(1, "Part One"), paragraph("It rained.")]);
    assert_eq!((titles(&part), named(&part)), (vec!["Part One"], vec![]));
    let first = arrival(vec![heading(1, "Chapter 1"), paragraph("It rained.")]);
    assert_eq!((titles(&first), named(&first)), (vec![""], vec!["Chapter 1".to_owned()]));
}

#[test]
fn a_short_text_before_the_first_chapter_is_doubted_and_kept_as_notes() {
    let story = arrival(vec![
        paragraph("Thanks to bo."),
        heading(1, "Rain"),
        paragraph("It rained."),
        heading(1, "Sun"),
        paragraph("It stopped."),
    ]);
    assert_eq!(story.manuscript.notes.html(), "<p>Thanks to bo.</p>");
    assert!(story.manuscript.complaints.iter().any(|c| c.trouble == Trouble::Doubted && c.example == "Thanks to bo."));
    assert_eq!(titles(&story), ["Rain", "Sun"]);
}

#[test]
fn a_document_without_text_is_no_story() {
    let empty = Document { blocks: vec![paragraph(" "), Block::Break], ..Document::default() };
    assert!(matches!(empty.arrive("test", "a"), Err(Refusal::NoStory(_))));
}

#[test]
fn lists_nest_by_level_and_kind() {
    let item = |level, ordered, text: &str| Block::Item(Item { level, ordered }, inline(text));
    let blocks = [item(0, false, "a"), item(1, true, "b"), item(1, true, "c"), item(0, false, "d"), item(0, true, "e")];
    assert_eq!(
        compose::blocks_html(&blocks),
        "<ul><li>a<ol><li>b</li><li>c</li></ol></li><li>d</li></ul><ol><li>e</li></ol>"
    );
}

#[test]
fn blank_lines_separate_paragraphs_or_scenes() {
    let blank = || paragraph("");
    let separating = [paragraph("a"), blank(), paragraph("b"), blank(), paragraph("c")];
    assert_eq!(compose::blocks_html(&separating), "<p>a</p><p>b</p><p>c</p>");
    let scenes = [paragraph("a"), paragraph("b"), paragraph("c"), blank(), paragraph("d")];
    assert_eq!(compose::blocks_html(&scenes), "<p>a</p><p>b</p><p>c</p><p>&#160;</p><p>d</p>");
}

#[test]
fn a_page_break_inside_a_chapter_is_a_scene_break() {
    let blocks = [paragraph("a"), Block::Break, paragraph(""), paragraph("b"), Block::Break];
    assert_eq!(compose::blocks_html(&blocks), "<p>a</p><hr /><p>b</p>");
}

#[test]
fn notes_stand_at_the_end_of_their_chapter_and_are_counted_anew() {
    let with_note = |text: &str, note| {
        let mut line = Line::default();
        line.text(text, Look::default());
        line.note(note);
        Block::Paragraph(Shape::default(), line.finish())
    };
    let blocks = vec![heading(1, "Rain"), with_note("It rained", 0), heading(1, "Sun"), with_note("It shone", 1)];
    let notes = vec![inline("a lot"), inline("bright"), inline("lost")];
    let seen = letters("Rain It rained Sun It shone a lot bright lost");
    let arrival = Document { blocks, notes, seen, ..Document::default() }.arrive("test", "a").unwrap();

    let bodies: Vec<_> = arrival.manuscript.chapters.iter().map(|chapter| chapter.body.html()).collect();
    assert!(bodies[0].contains("a lot") && !bodies[0].contains("bright"), "{}", bodies[0]);
    assert!(bodies[1].contains("bright") && bodies[1].contains("lost"), "{}", bodies[1]);
    assert_eq!(arrival.account.difference(), 0, "{arrival:#?}");
}

#[test]
fn properties_of_the_file_are_proposed_and_never_set() {
    let properties = Properties {
        title: "The Ferry".to_owned(),
        creator: "Real Name".to_owned(),
        language: "en-GB".to_owned(),
        extra: Vec::new(),
    };
    let document = Document { blocks: vec![paragraph("It rained.")], properties, seen: 8, ..Document::default() };
    let story = document.arrive("test", "a").unwrap().manuscript;
    assert_eq!(story.title, "The Ferry");
    assert!(story.bylines.is_empty());
    assert_eq!(story.language, "und");
    let fields: Vec<_> = story.proposals.iter().map(|proposal| proposal.field).collect();
    assert_eq!(fields, [ProposedField::Byline, ProposedField::Language]);
}

#[test]
fn a_header_block_of_labelled_paragraphs_is_read_into_facts() {
    let story = arrival(vec![
        paragraph("Title: The Ferry"),
        paragraph("Author: ana"),
        paragraph(""),
        paragraph("Rating: PG-13"),
        paragraph("Beta: bo"),
        paragraph("Disclaimer: the river is not mine."),
        paragraph("Summary: Two people cross.\nThen they cross back."),
        paragraph("Note: the river was high that day."),
        paragraph("It rained."),
    ])
    .manuscript;
    assert_eq!((story.title.as_str(), story.bylines[0].name.as_str()), ("The Ferry", "ana"));
    assert_eq!(story.rating, manuscript::Rating::Teen);
    assert!(story.summary.html().contains("Then they cross back."), "{}", story.summary.html());
    assert!(story.chapters[0].body.html().ends_with("<p>It rained.</p>"));
}

#[test]
fn one_label_is_a_sentence_and_no_header() {
    let story = arrival(vec![paragraph("Note: the river was high that day."), paragraph("It rained.")]).manuscript;
    let body = story.chapters[0].body.html();
    assert_eq!(body, "<p>Note: the river was high that day.</p><p>It rained.</p>");
}

#[test]
fn a_title_and_a_name_that_stand_as_in_the_properties_are_facts() {
    let properties = Properties { title: "The Ferry".to_owned(), creator: "wren".to_owned(), ..Properties::default() };
    let blocks = vec![paragraph("The Ferry"), paragraph("wren"), paragraph("It rained.")];
    let document = Document { blocks, properties, seen: letters("The Ferry wren It rained"), ..Document::default() };
    let arrival = document.arrive("test", "a").unwrap();
    assert_eq!(arrival.account.difference(), 0);
    let story = arrival.manuscript;
    assert_eq!((story.title.as_str(), story.bylines[0].name.as_str()), ("The Ferry", "wren"));
    assert!(story.proposals.is_empty(), "{:?}", story.proposals);
    assert_eq!(story.chapters[0].body.html(), "<p>It rained.</p>");
}

#[test]
fn a_title_style_around_nothing_but_a_note_is_no_title() {
    let mut line = Line::default();
    line.note(0);
    let blocks = vec![Block::Heading(0, line.finish()), paragraph("It rained.")];
    let notes = vec![inline("Much.")];
    let document = Document { blocks, notes, seen: letters("It rained Much"), ..Document::default() };
    let arrival = document.arrive("test", "a").unwrap();
    assert_eq!(arrival.account.difference(), 0);
    assert_eq!(arrival.manuscript.title, Manuscript::default().title);
}

#[test]
fn what_stands_before_the_first_chapter_does_not_take_the_place_of_notes() {
    let story = arrival(vec![
        heading(0, "The Ferry"),
        paragraph("Rating: PG-13"),
        paragraph("Notes: for Bea."),
        paragraph("A few words first."),
        heading(1, "Chapter 1"),
        paragraph("It rained."),
    ])
    .manuscript;
    assert!(story.notes.html().contains("for Bea.") && story.notes.html().ends_with("<p>A few words first.</p>"));
}
