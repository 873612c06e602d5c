//! Books that are damaged, locked, odd or hostile.

use manuscript::Trouble;
use proptest::prelude::*;

use super::{CONTAINER, attempt, book, complaint, story, titles, with_more, xhtml, zipped};
use crate::Refusal;

const PAGES: &[(&str, &str)] = &[("a.xhtml", "<h2>Dusk</h2><p>Dark.</p>"), ("b.xhtml", "<h2>Dawn</h2><p>Light.</p>")];
const TITLE: &str = "<dc:title>Fog</dc:title>";

#[test]
fn a_book_without_mimetype_and_container_is_read() {
    let opf = r#"<package><metadata><dc:title>Fog</dc:title></metadata><manifest><item id="a" href="a.xhtml" media-type="application/xhtml+xml"/></manifest>
<spine><itemref idref="a"/></spine></package>"#;
    let work = story(&zipped(&[("content.opf", opf), ("a.xhtml", &xhtml("<p>Dark.</p>"))]));
    assert_eq!((work.title.as_str(), work.chapters.len()), ("Fog", 1));
}

#[test]
fn names_in_another_case_are_found() {
    let opf = r#"<package><manifest><item id="a" href="Text/A.XHTML" media-type="application/xhtml+xml"/></manifest><spine><itemref idref="a"/></spine></package>"#;
    let files = [
        ("meta-inf/CONTAINER.xml", CONTAINER),
        ("oebps/Content.opf", opf),
        ("OEBPS/text/a.xhtml", &xhtml("<p>Dark.</p>")),
    ];
    assert_eq!(story(&zipped(&files)).chapters.len(), 1);
}

#[test]
fn a_missing_file_is_named_and_the_others_are_read() {
    let items = r#"<item id="gone" href="gone.xhtml" media-type="application/xhtml+xml"/>"#;
    let bytes = with_more(TITLE, PAGES, items, &[]);
    assert_eq!(titles(&story(&bytes)), ["Dusk", "Dawn"]);

    let opf = r#"<package><manifest><item id="a" href="a.xhtml" media-type="application/xhtml+xml"/><item id="gone" href="gone.xhtml" media-type="application/xhtml+xml"/></manifest>
<spine><itemref idref="a"/><itemref idref="gone"/><itemref idref="nobody"/></spine></package>"#;
    let work = story(&zipped(&[("content.opf", opf), ("a.xhtml", &xhtml("<p>Dark.</p>"))]));
    let lost = complaint(&work, "missing or broken");
    assert_eq!((lost.trouble, lost.times), (Trouble::Damaged, 2));
}

#[test]
fn a_book_whose_pages_are_all_gone_is_damaged() {
    let opf = r#"<package><manifest><item id="a" href="a.xhtml" media-type="application/xhtml+xml"/></manifest><spine><itemref idref="a"/></spine></package>"#;
    assert!(matches!(attempt(&zipped(&[("content.opf", opf)])), Err(Refusal::Damaged(_))));
    assert!(matches!(attempt(&zipped(&[("x.txt", "x")])), Err(Refusal::Damaged(why)) if why.contains("OPF")));
    assert!(matches!(attempt(&book(TITLE, &[("a.xhtml", " ")])), Err(Refusal::NoStory(_))));
}

#[test]
fn a_locked_book_is_refused_by_name_and_hidden_fonts_are_no_lock() {
    let lock = |algorithm: &str| {
        format!(
            r#"<encryption><EncryptedData><enc:EncryptionMethod Algorithm="{algorithm}"/></EncryptedData></encryption>"#
        )
    };
    let drm = with_more(
        TITLE,
        PAGES,
        "",
        &[("META-INF/encryption.xml", &lock("http://www.w3.org/2001/04/xmlenc#aes128-cbc"))],
    );
    assert!(matches!(attempt(&drm), Err(Refusal::Unknown(why)) if why.contains("DRM")));
    let rights = with_more(TITLE, PAGES, "", &[("META-INF/rights.xml", "<rights/>")]);
    assert!(matches!(attempt(&rights), Err(Refusal::Unknown(_))));
    for fonts in ["http://www.idpf.org/2008/embedding", "http://ns.adobe.com/pdf/enc#RC"] {
        assert_eq!(
            titles(&story(&with_more(TITLE, PAGES, "", &[("META-INF/encryption.xml", &lock(fonts))]))),
            ["Dusk", "Dawn"]
        );
    }
}

#[test]
fn entities_of_the_books_own_are_refused() {
    let opf = r#"<!DOCTYPE p [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;">]><package><metadata><dc:title>&b;</dc:title></metadata></package>"#;
    assert!(matches!(attempt(&zipped(&[("content.opf", opf)])), Err(Refusal::Unsafe(_))));
}

#[test]
fn an_unclosed_tag_in_one_file_does_not_reach_the_next() {
    let work = story(&book(
        TITLE,
        &[("a.xhtml", "<h2>Dusk</h2><p><b>Dark.</p><div>"), ("b.xhtml", "<h2>Dawn</h2><p>Light.</p>")],
    ));
    assert_eq!(work.chapters[1].body.html(), "<p>Light.</p>");
}

#[test]
fn links_into_the_book_lose_their_address_and_keep_their_words() {
    let work = story(&book(
        TITLE,
        &[("a.xhtml", "<p>See <a href='b.xhtml#x'>there</a> and <a href='https://a.example/'>here</a>.</p>"), PAGES[1]],
    ));
    let body = work.chapters[0].body.html();
    assert!(body.contains("See there and <a href=\"https://a.example/\""), "{body}");
}

#[test]
fn a_book_cut_anywhere_is_refused_or_read_without_loss() {
    let whole = book(TITLE, PAGES);
    for end in (0..whole.len()).step_by(23) {
        if let Ok(arrival) = attempt(&whole[..end]) {
            assert_eq!(arrival.account.difference(), 0, "cut at {end}");
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn no_letter_of_any_book_goes_nowhere(
        parts in prop::collection::vec(prop::sample::select(vec!["<h2>Dusk</h2>", "<p>Dark</p>", "<a id='x'/>", "<b>fog", "<img alt='map' src='m.png'/>",
            "<![CDATA[<raw>]]>", "<nav>go</nav>", "<p>Rating: PG</p>", "<p>Title: Fog</p>", "<svg><text>drawn</text></svg>", "été 7"]), 1..12),
        at in 0_usize..12,
    ) {
        let (first, second) = parts.split_at(at.min(parts.len()));
        let bytes = book(TITLE, &[("titlepage.xhtml", &first.concat()), ("b.xhtml", &second.concat())]);
        if let Ok(arrival) = attempt(&bytes) {
            prop_assert_eq!(arrival.account.difference(), 0, "{:?} {:#?}", arrival.account, arrival.manuscript);
        }
    }

    #[test]
    fn damaged_bytes_are_read_or_refused(place in any::<prop::sample::Index>(), byte in any::<u8>()) {
        let mut bytes = book(TITLE, PAGES);
        let at = place.index(bytes.len());
        bytes[at] = byte;
        if let Ok(arrival) = attempt(&bytes) {
            prop_assert_eq!(arrival.account.difference(), 0);
        }
    }
}
