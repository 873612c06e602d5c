//! The cleaner: whatever comes, its result is well-formed, holds nothing that is not allowed, and stays as it is.

#![no_main]

use libfuzzer_sys::fuzz_target;
use manuscript::{Newlines, Place, clean};
use quick_xml::Reader;
use quick_xml::events::{BytesStart, Event};

/// What a text may hold anywhere (SAN-1), and in a chapter only (SAN-8, SAN-9).
const ALLOWED: &str = "a abbr acronym address b big blockquote br caption center cite code col colgroup dd del details dfn div dl \
                       dt em figcaption figure h1 h2 h3 h4 h5 h6 hr i img ins kbd li ol p pre q rp rt ruby s samp small span strike \
                       strong sub summary sup table tbody td tfoot th thead tr tt u ul var";
const IN_CHAPTERS: &str = "audio embed iframe source track video";

fuzz_target!(|data: &[u8]| {
    let Some((choice, source)) = data.split_first() else { return };
    let source = String::from_utf8_lossy(source);
    let place = [Place::Body, Place::Notes, Place::Summary][usize::from(choice % 3)];
    let newlines = if choice & 4 == 0 { Newlines::Space } else { Newlines::Breaks };

    let once = clean(&source, place, newlines, &mut Vec::new());

    assert_well_formed(once.html(), place);
    for newlines in [Newlines::Space, Newlines::Breaks] {
        let mut complaints = Vec::new();
        let twice = clean(once.html(), place, newlines, &mut complaints);
        assert_eq!(twice.html(), once.html(), "{newlines:?} {complaints:?}");
        assert_eq!(complaints, [], "{}", once.html());
    }
});

fn assert_well_formed(html: &str, place: Place) {
    assert!(html.chars().all(is_xml), "{html:?}");
    let mut reader = Reader::from_str(html);
    let mut depth = 0;
    loop {
        match reader.read_event().expect("well-formed") {
            Event::Start(tag) => {
                assert_allowed(&tag, place);
                depth += 1;
            }
            Event::Empty(tag) => assert_allowed(&tag, place),
            Event::End(_) => depth -= 1,
            Event::Text(_) => {}
            Event::GeneralRef(name) => assert!(["amp", "lt", "gt", "quot"].contains(&&*name), "{name:?}"),
            Event::Eof => return assert_eq!(depth, 0, "{html}"),
            other => panic!("{other:?}"),
        }
    }
}

fn assert_allowed(tag: &BytesStart<'_>, place: Place) {
    let name = tag.name();
    let among = |list: &str| list.split_ascii_whitespace().any(|allowed| allowed == name.as_ref());
    assert!(among(ALLOWED) || place == Place::Body && among(IN_CHAPTERS), "{name:?} in {place:?}");
    for attribute in tag.attributes() {
        let attribute = attribute.expect("well-formed attributes");
        let key = attribute.key.as_ref();
        assert!(!key.starts_with("on") && key != "style" && key != "srcdoc", "{attribute:?}");
    }
}

/// Whether XML 1.0 allows a character.
fn is_xml(c: char) -> bool {
    matches!(c, '\t' | '\n' | '\u{20}'..='\u{fffd}' | '\u{10000}'..) && !matches!(c, '\r')
}
