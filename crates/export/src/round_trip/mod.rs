//! What we write, we read back: for any story whose prose went through the cleaner.
//!
//! The same story comes back by every format that can carry it, and its letters by every format there is.
//! `PROPTEST_CASES` makes a run draw more; a quarter of it, for each of these stories is a whole file.

mod prose;
mod stories;

use import::Input;
use manuscript::{Manuscript, Place, Prose};
use proptest::prelude::*;
use proptest::test_runner::TestCaseResult;

use self::prose::any_prose;
use self::stories::{plain, story, wordy};
use crate::tree::{Node, parse};
use crate::{Format, Imprint, write};

fn imprint() -> Imprint {
    Imprint {
        archive: "The Test Archive".into(),
        address: Some("https://archive.example/works/7".into()),
        modified: jiff::Timestamp::UNIX_EPOCH,
    }
}

fn written(manuscript: &Manuscript, format: Format) -> Vec<u8> {
    let mut out = Vec::new();
    write(manuscript, format, &imprint(), &mut out).unwrap();
    out
}

/// What our readers make of it. They find every letter where it was written, and nothing to mend.
fn read(manuscript: &Manuscript, format: Format) -> Manuscript {
    let bytes = written(manuscript, format);
    let name = format!("story.{}", format.extension());
    let mut arrivals = import::read(Input { name: &name, bytes: &bytes }).unwrap();
    assert_eq!(arrivals.len(), 1);
    let arrival = arrivals.remove(0);
    assert_eq!(arrival.account.difference(), 0, "{}", String::from_utf8_lossy(&bytes));
    arrival.manuscript
}

/// Every text of a story, in the order of the page.
fn proses(story: &mut Manuscript) -> Vec<&mut Prose> {
    let chapters = story.chapters.iter_mut();
    let chapters = chapters.flat_map(|c| [&mut c.summary, &mut c.notes, &mut c.body, &mut c.end_notes]);
    [&mut story.summary, &mut story.notes, &mut story.end_notes].into_iter().chain(chapters).collect()
}

/// Whether two stories are the same; if not, the first line in which they differ.
fn same(read: &Manuscript, story: &Manuscript) -> TestCaseResult {
    let lines = |story: &Manuscript| {
        let mut story = story.story();
        for prose in proses(&mut story) {
            *prose = Prose::stored(prose.html().to_owned(), None, 0);
        }
        format!("{story:#?}")
    };
    let (read, story) = (lines(read), lines(story));
    let first = read.lines().zip(story.lines()).find(|(read, story)| read != story);
    prop_assert!(read == story, "the file says, the story said: {first:#?}");
    Ok(())
}

/// What plain text carries of a story's title page: no addresses, and accounts only where they are not the name.
fn without_addresses(story: &Manuscript) -> Manuscript {
    let mut story = story.story();
    let chapters = story.chapters.iter_mut().flat_map(|chapter| &mut chapter.bylines);
    for byline in story.bylines.iter_mut().chain(chapters) {
        byline.url = None;
        byline.account.take_if(|account| *account == byline.name);
    }
    story.series.iter_mut().for_each(|place| place.url = None);
    story
}

/// Every letter and digit of a text in order, with those of words for pictures and of marks.
fn letters(nodes: &[Node<'_>]) -> String {
    let of = |node: &Node<'_>| match node {
        Node::Text(text) => text.clone(),
        Node::Element(element) => {
            let words = ["alt", "data-mark"].into_iter().filter_map(|name| element.attribute(name)).collect::<String>();
            words + &letters(&element.children)
        }
    };
    nodes.iter().map(of).collect::<String>().chars().filter(|c| c.is_alphanumeric()).collect()
}

/// A story of which only the title page and the letters are left.
fn bare(story: &Manuscript) -> Manuscript {
    let mut story = without_addresses(story);
    for prose in proses(&mut story) {
        let letters = letters(&parse(prose.html()).unwrap());
        *prose = Prose::stored(letters, None, 0);
    }
    story
}

/// One of `share` cases that proptest would draw: each of these is a whole file.
fn one_in(share: u32) -> ProptestConfig {
    let asked = ProptestConfig::default();
    ProptestConfig { cases: asked.cases / share, failure_persistence: None, ..asked }
}

proptest! {
    #![proptest_config(one_in(4))]

    #[test]
    fn json_carries_everything(story in story()) {
        let read: Manuscript = serde_json::from_slice(&written(&story, Format::Json)).unwrap();
        prop_assert_eq!(read, story);
    }

    #[test]
    fn json_is_read_back_through_the_cleaner(story in wordy()) {
        same(&read(&story, Format::Json), &story)?;
    }

    #[test]
    fn html_carries_the_whole_story(story in wordy()) {
        same(&read(&story, Format::Html), &story)?;
    }

    #[test]
    fn markdown_carries_the_whole_story(story in wordy()) {
        same(&read(&story, Format::Markdown), &story)?;
    }

    #[test]
    fn text_carries_a_plain_story(story in plain()) {
        same(&read(&story, Format::Text), &without_addresses(&story))?;
    }

    #[test]
    fn text_carries_the_title_page_and_the_letters_of_any_story(story in wordy()) {
        // A list's item that looks like a scene break is one in text, and a file of nothing else would be refused.
        let arrival = import::text::read(&Input { name: "story.txt", bytes: &written(&story, Format::Text) }).unwrap();
        prop_assert_eq!(arrival.account.difference(), 0);
        same(&bare(&arrival.manuscript), &bare(&story))?;
    }
}

proptest! {
    #![proptest_config(one_in(1))]

    #[test]
    fn a_text_that_is_turned_into_markdown_and_back_changes_no_byte(prose in any_prose(Place::Body)) {
        let markdown = crate::markdown(prose.html());
        let mut complaints = Vec::new();
        let back = import::markdown::prose(&markdown, Place::Body, &mut complaints);
        prop_assert_eq!(back.html(), prose.html(), "{}", markdown);
        prop_assert!(complaints.iter().all(|complaint| complaint.letters == 0), "{:?}", complaints);
    }
}

proptest! {
    // Drawing covers without optimisation takes its time.
    #![proptest_config(one_in(10))]

    #[test]
    fn epub_carries_the_whole_story(story in wordy()) {
        same(&read(&story, Format::Epub), &story)?;
    }
}

proptest! {
    #![proptest_config(one_in(64))]

    #[test]
    fn the_same_story_gives_the_same_bytes(story in story()) {
        for format in Format::ALL {
            prop_assert_eq!(written(&story, *format), written(&story, *format));
        }
    }
}

#[test]
fn a_picture_inside_a_link_comes_back_inside_it() {
    let html = "<a href=\"https://x.example/\"><img alt=\"\" src=\"https://x.example/a.png\" />Jam</a>";
    let body = manuscript::clean(html, Place::Body, manuscript::Newlines::Space, &mut Vec::new());
    let chapters = vec![manuscript::Chapter { body, ..manuscript::Chapter::default() }];
    let story = Manuscript { chapters, ..Manuscript::default() };
    for format in [Format::Epub, Format::Html, Format::Markdown, Format::Json] {
        same(&read(&story, format), &story).unwrap();
    }
}
