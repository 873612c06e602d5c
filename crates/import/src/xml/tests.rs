//! Well-formed parts become trees; every bomb is refused by its name and in little time.

use std::time::{Duration, Instant};

use proptest::prelude::*;

use super::*;

fn root(xml: &str) -> Element {
    parse(xml.as_bytes(), "part.xml").unwrap()
}

fn refusal(xml: &str) -> String {
    match parse(xml.as_bytes(), "part.xml") {
        Err(Refusal::Unsafe(why)) => why,
        other => panic!("not refused as unsafe: {other:?}"),
    }
}

#[test]
fn a_part_becomes_a_tree_of_local_names() {
    let tree =
        root(r#"<?xml version="1.0"?><w:p xmlns:w="urn:w" w:id="7"><!-- no --><w:t>a &amp; b</w:t><w:br/></w:p>"#);
    assert_eq!(&*tree.name, "p");
    assert_eq!(tree.attribute("id"), Some("7"));
    assert_eq!(tree.attribute("w"), None, "declarations of namespaces are no attributes");
    assert_eq!(tree.elements().map(|e| &*e.name).collect::<Vec<_>>(), ["t", "br"]);
    assert_eq!(tree.text(), "a & b");
}

#[test]
fn elements_are_found_as_children_or_anywhere() {
    let tree = root("<a><b><c n='1'/></b><c n='2'/></a>");
    assert_eq!(tree.child("c").and_then(|c| c.attribute("n")), Some("2"));
    assert_eq!(tree.find("c").and_then(|c| c.attribute("n")), Some("1"));
    assert_eq!(tree.find("d"), None);
}

#[test]
fn references_are_resolved_and_unknown_ones_stay_as_typed() {
    assert_eq!(root("<a>&lt;&#233;&#x1F600;&nbsp;&quot;</a>").text(), "<é😀&nbsp;\"");
    assert_eq!(root("<a>x<![CDATA[<b>&amp;]]></a>").text(), "x<b>&amp;");
    assert_eq!(root("<a t='&lt;&#65;'/>").attribute("t"), Some("<A"));
}

#[test]
fn parts_in_other_encodings_are_read() {
    let latin = b"<?xml version=\"1.0\" encoding=\"ISO-8859-1\"?><a>caf\xe9</a>";
    assert_eq!(parse(latin, "part.xml").unwrap().text(), "café");
    let utf16: Vec<u8> = "\u{feff}<a>café</a>".encode_utf16().flat_map(u16::to_le_bytes).collect();
    assert_eq!(parse(&utf16, "part.xml").unwrap().text(), "café");
}

#[test]
fn document_types_are_refused_by_name() {
    let cases = [
        "<!DOCTYPE a><a/>",
        "<!DOCTYPE a [<!ENTITY b SYSTEM \"file:///etc/passwd\">]><a>&b;</a>",
        "<!DOCTYPE a SYSTEM \"http://127.0.0.1/a.dtd\"><a/>",
        "<!DOCTYPE l [<!ENTITY a \"ha\"><!ENTITY b \"&a;&a;&a;\"><!ENTITY c \"&b;&b;&b;\">]><l>&c;</l>",
    ];
    for xml in cases {
        assert!(refusal(xml).contains("document type"), "{xml}");
    }
}

#[test]
fn limits_are_kept_and_cheap() {
    let attributes = " a='1'".repeat(100_000);
    let cases = [
        (format!("<a{attributes}/>"), "attributes"),
        (format!("<a>{}</a>", "<b>".repeat(100_000)), "deep"),
        (format!("<a>{}</a>", "<b/>".repeat(ELEMENTS + 1)), "elements"),
        (format!("<a>{}</a>", "x".repeat(PART_BYTES)), "MiB"),
    ];
    for (xml, word) in cases {
        let before = Instant::now();
        assert!(refusal(&xml).contains(word));
        assert!(before.elapsed() < Duration::from_secs(4), "{word}: {:?}", before.elapsed());
    }
}

#[test]
fn what_is_not_well_formed_is_damaged() {
    for xml in ["", "text", "<a>", "<a></b>", "<a", "<a b=></a>", "</a>"] {
        let parsed = parse(xml.as_bytes(), "part.xml");
        assert!(matches!(parsed, Err(Refusal::Damaged(_))), "{xml}: {parsed:?}");
    }
}

proptest! {
    #[test]
    fn no_text_makes_it_panic(xml in "[<>/a-c&;#x0-9 =\"'!\\[\\]-]{0,200}") {
        let _ = parse(xml.as_bytes(), "part.xml");
    }

    #[test]
    fn escaped_text_comes_back(text in "[^\\x00-\\x1f\\x7f\u{fffe}\u{ffff}]{0,80}") {
        let escaped = quick_xml::escape::escape(text.as_str());
        prop_assert_eq!(root(&format!("<a>{escaped}</a>")).text(), text);
    }
}
