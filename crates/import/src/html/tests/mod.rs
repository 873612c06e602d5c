//! What every kind of page must do, on pages written for these tests in public-domain fandoms.

mod downloads;
mod fanficfare_pages;
mod fanfiction_pages;
mod other_pages;
mod pasted;
mod saved_pages;

use manuscript::{Complaint, Manuscript, Trouble};
use proptest::prelude::*;

use crate::{Arrival, Input, Refusal};

/// Reads a page and asserts that every letter is accounted for.
fn arrival(html: &str) -> Arrival {
    let arrival = attempt(html).unwrap();
    assert_eq!(arrival.account.difference(), 0, "{:?}\n{:#?}", arrival.account, arrival.manuscript.complaints);
    arrival
}

fn story(html: &str) -> Manuscript {
    arrival(html).manuscript
}

fn attempt(html: &str) -> Result<Arrival, Refusal> {
    super::read(&Input { name: "story.html", bytes: html.as_bytes() })
}

fn complaint<'a>(manuscript: &'a Manuscript, what: &str) -> &'a Complaint {
    let found = manuscript.complaints.iter().find(|complaint| complaint.what.contains(what));
    found.unwrap_or_else(|| panic!("no complaint of {what} in {:#?}", manuscript.complaints))
}

/// Every prefix of a page is read without loss or refused in a sentence.
fn survives_being_cut(html: &str) {
    for (at, _) in html.char_indices().step_by(37) {
        let (cut, _) = html.split_at(at);
        if let Ok(arrival) = attempt(cut) {
            assert_eq!(arrival.account.difference(), 0, "cut at {at}: {:#?}", arrival.manuscript);
        }
    }
}

#[test]
fn a_page_without_text_holds_no_story() {
    for html in ["", "<html><head><title>x</title></head><body></body></html>", "<p> </p>"] {
        assert!(matches!(attempt(html), Err(Refusal::NoStory(_))), "{html}");
    }
}

#[test]
fn the_charset_of_the_page_is_believed() {
    let latin = b"<meta charset='windows-1252'><p>caf\xe9 \x93fog\x94</p>";
    let arrival = super::read(&Input { name: "x.html", bytes: latin }).unwrap();
    assert!(arrival.manuscript.chapters[0].body.html().contains("café “fog”"));
    assert_eq!(super::declared(b"<?xml version='1.0' encoding='koi8-r'?>").as_deref(), Some("koi8-r"));
    assert_eq!(super::declared(b"<p>"), None);
}

#[test]
fn scripts_are_no_text_and_hidden_markup_cannot_smuggle_letters() {
    let manuscript = story("<script>var secret</script><p>Fog.</p><noscript>old</noscript><template>t</template>");
    assert_eq!(complaint(&manuscript, "script").trouble, Trouble::Changed);
    assert_eq!(manuscript.chapters[0].body.html(), "<p>Fog.</p>");
}

/// Pieces from which hostile and half-broken pages are put together.
const PIECES: &[&str] = &[
    "<div id=preface>",
    "<dl class=tags>",
    "<dt>Rating:</dt>",
    "<dd><a href='/tags/x'>x</a>",
    "<div id=chapters class=userstuff>",
    "<div class=userstuff>",
    "<h2 class=heading>Chapter 1: Fog</h2>",
    "<p>Summary</p>",
    "<blockquote>",
    "</blockquote>",
    "</div>",
    "<div id=afterword>",
    "<p class=message>",
    "<dl class='work meta group'>",
    "<div id=workskin>",
    "<h3 class=byline>",
    "<div class=chapter>",
    "<div id=profile_top>",
    "<span class=xgray>Rated: Fiction T - English - Words: 12</span>",
    "<div id=storytext>",
    "<select id=chap_select><option selected>2. Fog",
    "<a class=authorlink>",
    "<table class=full>",
    "<a name=section0001><h2>Fog</h2></a>",
    "<b>Label:</b> value<br>",
    "<div class=chapter-inner>",
    "<p data-p-id=1>",
    "<h1>",
    "</h1>",
    "<h2>",
    "</h2>",
    "Title: Fog<br>Rating: PG<br>",
    "Summary: grey<br>",
    "<p style='display:none'>stolen</p>",
    "<img alt='a cat'>",
    "<hr data-mark=oOo>",
    "<table><tr><td>",
    "<svg><text>drawn</text>",
    "<math><mi>x</mi>",
    "<!--",
    "-->",
    "<i>",
    "<b>",
    "</p>",
    "<p>",
    "fog ",
    "été 7 ",
    "&amp;&lt;",
    "<3",
    "<ul><li>",
    "<pre>",
    "<textarea>typed",
    "<iframe>no frames",
    "<title>Fog",
    "</title>",
    "<style>.a{",
    "</style>",
    "<article>",
    "<nav>",
    "<ruby>a<rt>b</ruby>",
    "<select>",
    "</select>",
    "<details><summary>s</summary>",
    "<br>",
    "<frameset>",
    "<div data-prose=body data-chapter=1>",
    "<object>",
    "<video>",
    "<a href='#endnotes'>more notes</a>",
    "<ul class=associations><li>Inspired by <a href='/works/7'>Fog</a> by wren.",
    "<li>For <a href='/users/bo/gifts'>bo</a>.</li>",
    "<div id=children><li>Rain",
    "<div class='fff_chapter_notes fff_head_notes'>",
    "<body>",
    "***",
    "oOo",
];

proptest! {
    #![proptest_config(ProptestConfig::with_cases(400))]

    #[test]
    fn no_letter_of_any_page_goes_nowhere(parts in prop::collection::vec(prop::sample::select(PIECES), 0..40)) {
        let html = parts.concat();
        if let Ok(arrival) = attempt(&html) {
            prop_assert_eq!(arrival.account.difference(), 0, "{:?} {:#?}", arrival.account, arrival.manuscript);
        }
    }

    #[test]
    fn any_bytes_are_read_or_refused(bytes in prop::collection::vec(any::<u8>(), 0..300)) {
        let _ = super::read(&Input { name: "x", bytes: &bytes });
    }
}
