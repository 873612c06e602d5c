//! Which attributes an element keeps, with which values, in which order (SAN-2 to SAN-4, SAN-6 to SAN-9).

use super::tally::Tally;
use super::tokens::Tag;
use super::{Place, embeds, write};
use crate::{footnotes, letters, marks};

/// Attributes that every element may have; `class` too where the place allows it (HTML-2).
pub(super) const EVERYWHERE: &[&str] = &["align", "dir", "lang", "title"];

/// Attributes of single elements (SAN-2, SAN-8, SAN-9), and our own: the mark of a scene break, the names of notes.
pub(super) const OF_ELEMENTS: &[(&str, &[&str])] = &[
    ("a", &["href", "id", "name"]),
    ("audio", &["controls", "crossorigin", "loop", "muted", "preload", "src"]),
    ("blockquote", &["cite"]),
    ("col", &["span", "width"]),
    ("colgroup", &["span", "width"]),
    ("details", &["open"]),
    (
        "embed",
        &[
            "allowfullscreen",
            "allownetworking",
            "allowscriptaccess",
            "flashvars",
            "height",
            "src",
            "type",
            "width",
            "wmode",
        ],
    ),
    ("hr", &["data-mark", "width"]),
    ("iframe", &["allowfullscreen", "frameborder", "height", "src", "type", "width"]),
    ("img", &["alt", "border", "height", "src", "width"]),
    ("li", &["id"]),
    ("object", &["allownetworking", "allowscriptaccess", "data", "height", "type", "width"]),
    ("ol", &["start", "type"]),
    ("param", &["name", "value"]),
    ("q", &["cite"]),
    ("source", &["src", "type"]),
    ("table", &["border", "summary", "width"]),
    ("td", &["abbr", "axis", "colspan", "height", "rowspan", "width"]),
    ("th", &["abbr", "axis", "colspan", "height", "rowspan", "scope", "width"]),
    ("track", &["default", "kind", "label", "src", "srclang"]),
    ("ul", &["type"]),
    (
        "video",
        &["controls", "crossorigin", "height", "loop", "muted", "playsinline", "poster", "preload", "src", "width"],
    ),
];

/// Attributes that are set whatever the author said.
const FORCED: &[(&str, &[(&str, &str)])] = &[
    ("audio", &[("controls", "controls"), ("crossorigin", "anonymous"), ("preload", "metadata")]),
    ("embed", &embeds::RESTRAINTS),
    ("object", &embeds::RESTRAINTS),
    (
        "video",
        &[
            ("controls", "controls"),
            ("crossorigin", "anonymous"),
            ("playsinline", "playsinline"),
            ("preload", "metadata"),
        ],
    ),
];

/// Attributes that mean something by being there.
const SWITCHES: &[&str] = &["allowfullscreen", "controls", "default", "loop", "muted", "open", "playsinline"];

/// The longest value that is kept, in bytes.
pub(super) const LONGEST_VALUE: usize = 4096;

/// The attributes of an element as they are written, each with a space in front.
pub(super) fn attributes(element: &'static str, tag: &Tag, place: Place, tally: &mut Tally) -> String {
    tally.changed_times("attribute too many", tag.excess, &tag.name);
    let mut kept: Vec<(&str, String)> = Vec::new();
    let takes = |known: &str| embeds::takes(known, &write::one_line(tag.get("src").unwrap_or_default()));
    for (name, value) in &tag.attributes {
        let fits = |value: &str| value.len() <= LONGEST_VALUE;
        match keep(element, name, value, place).filter(|(known, _)| takes(known)) {
            Some((name, clean)) if fits(value) && fits(&clean) => kept.push((name, clean)),
            None if fits(value) => complain(element, name, value, tally),
            _ => tally.dropped_letters("attribute too long", if name == "alt" { letters(value) } else { 0 }, value),
        }
    }
    kept.retain(|(name, _)| forced(element).iter().all(|(forced, _)| forced != name));
    kept.extend(forced(element).iter().map(|&(name, value)| (name, value.to_owned())));
    if element == "img" && kept.iter().all(|(name, _)| *name != "alt") {
        kept.push(("alt", String::new()));
    }
    kept.sort_unstable_by_key(|(name, _)| *name);
    let mut written: String = kept.iter().map(|(name, value)| write::attribute(name, value)).collect();
    if element == "a" {
        written.push_str(" rel=\"nofollow\"");
    }
    written
}

/// The attributes of an element that the source left out.
pub(super) fn implied(element: &str) -> String {
    forced(element).iter().map(|(name, value)| write::attribute(name, value)).collect()
}

fn forced(element: &str) -> &'static [(&'static str, &'static str)] {
    FORCED.iter().find(|(name, _)| *name == element).map_or(&[], |(_, attributes)| attributes)
}

/// The attribute's own spelling in our lists and its value made canonical.
fn keep(element: &str, name: &str, value: &str, place: Place) -> Option<(&'static str, String)> {
    let known = known(element, name, place)?;
    let value = write::one_line(value);
    is_fit(element, known, &value)
        .then(|| (known, canonical(known, value)))
        .filter(|(_, value)| is_worth_saying(known, value))
}

fn known(element: &str, name: &str, place: Place) -> Option<&'static str> {
    if name == "class" {
        return (place != Place::Summary).then_some("class");
    }
    let own = OF_ELEMENTS.iter().find(|(known, _)| *known == element).map_or(&[][..], |(_, names)| names);
    EVERYWHERE.iter().chain(own).find(|known| **known == name).copied()
}

/// Whether ammonia's verdict and ours is that this attribute of this element may have this value.
pub(super) fn is_fit(element: &str, name: &str, value: &str) -> bool {
    match (element, name) {
        ("a", "href") => has_scheme(value, &["ftp", "http", "https", "mailto"]).unwrap_or(true),
        ("blockquote" | "q", "cite") => has_scheme(value, &["http", "https"]).unwrap_or(true),
        ("iframe" | "embed", "src") | ("object", "data") => embeds::is_welcome(value),
        ("param", "name") => embeds::is_setting(value),
        ("param", "value") => embeds::is_value(value),
        (_, "src" | "poster") => has_scheme(value, &["http", "https"]).unwrap_or(false),
        ("hr", "data-mark") => marks::is_mark(value),
        ("a" | "li", "id") => footnotes::is_note_id(element, value),
        _ => true,
    }
}

fn canonical(name: &'static str, value: String) -> String {
    match name {
        "class" => classes(&value),
        "data" | "src" => embeds::secure(value),
        _ if SWITCHES.contains(&name) => name.to_owned(),
        _ => value,
    }
}

fn is_worth_saying(name: &str, value: &str) -> bool {
    !value.is_empty() || matches!(name, "alt" | "href")
}

/// The class names that may stay (SAN-6).
fn classes(value: &str) -> String {
    let fits = |token: &&str| {
        let mut letters = token.chars();
        letters.next().is_some_and(|c| c.is_ascii_alphabetic())
            && token.len() > 1
            && letters.all(|c| c.is_ascii_alphanumeric() || c == '_' || c == '-')
            && !token.starts_with("Mso")
    };
    value.split_ascii_whitespace().filter(fits).collect::<Vec<_>>().join(" ")
}

/// Whether an address has one of these schemes; `None` when it has no scheme at all and so is relative.
///
/// Browsers look through white space and control characters in a scheme, so we do as well.
fn has_scheme(address: &str, schemes: &[&str]) -> Option<bool> {
    let bare: String = address.chars().filter(|c| !c.is_whitespace() && !c.is_control()).take(200).collect();
    let end = bare.find([':', '/', '?', '#', '\\'])?;
    let (scheme, rest) = bare.split_at_checked(end)?;
    rest.starts_with(':').then(|| schemes.iter().any(|known| scheme.eq_ignore_ascii_case(known)))
}

/// Says that an attribute is not kept.
pub(super) fn complain(element: &str, name: &str, value: &str, tally: &mut Tally) {
    let what = match name {
        "style" => return,
        "rel" if element == "a" => return,
        "class" => "class",
        "id" => "id",
        "target" => "link target",
        "href" | "src" | "data" | "cite" | "poster" => "address that is not allowed",
        "color" | "bgcolor" | "text" => "colour",
        "size" | "face" if element == "font" => "font",
        "width" | "height" | "cellpadding" | "cellspacing" | "valign" | "border" | "nowrap" => "size",
        _ if name.starts_with("on") => "event handler",
        _ if name.starts_with("data-") || name.starts_with("aria-") || name == "role" => "technical attribute",
        _ => "attribute",
    };
    tally.changed(what, value);
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Complaint;
    use crate::clean::tokens::{Token, Tokens};

    fn kept(source: &str, place: Place) -> (String, Vec<Complaint>) {
        let Some(Token::Start(tag)) = Tokens::new(source).next() else { panic!("{source} is no tag") };
        let mut tally = Tally::default();
        let element = crate::clean::elements::allowed(&tag.name, place).unwrap_or("span");
        let written = attributes(element, &tag, place, &mut tally);
        let mut complaints = Vec::new();
        tally.report(&mut complaints);
        (written, complaints)
    }

    #[test]
    fn each_element_keeps_its_own_attributes_in_one_order() {
        let table = [
            ("<p title=t lang=de dir=ltr align=left>", " align=\"left\" dir=\"ltr\" lang=\"de\" title=\"t\""),
            ("<p href=x width=1 id=fn1>", ""),
            ("<ol type=a start=3 compact>", " start=\"3\" type=\"a\""),
            ("<td width=1 colspan=2 bgcolor=red>", " colspan=\"2\" width=\"1\""),
            (
                "<img width=1 src=https://x.example/a alt='a \"b\"'>",
                " alt=\"a &quot;b&quot;\" src=\"https://x.example/a\" width=\"1\"",
            ),
            ("<a rel=me href='?a=1&amp;b=2'>", " href=\"?a=1&amp;b=2\" rel=\"nofollow\""),
            ("<a href=mailto:ana@x.example>", " href=\"mailto:ana@x.example\" rel=\"nofollow\""),
            ("<a href=tel:1>", " rel=\"nofollow\""),
            ("<blockquote cite=mailto:x>", ""),
            ("<details open>", " open=\"open\""),
            ("<p title='a\n\tb'>", " title=\"a b\""),
        ];
        for (source, expected) in table {
            assert_eq!(kept(source, Place::Body).0, expected, "{source}");
        }
    }

    #[test]
    fn players_get_their_forced_attributes() {
        let (written, _) = kept("<video autoplay controls=no preload=auto src=http://x.example/v>", Place::Body);
        let expected = " controls=\"controls\" crossorigin=\"anonymous\" playsinline=\"playsinline\" preload=\"metadata\" src=\"http://x.example/v\"";
        assert_eq!(written, expected);
        let (written, _) = kept("<embed allowscriptaccess=always src=https://vimeo.com/1>", Place::Body);
        assert_eq!(written, " allownetworking=\"internal\" allowscriptaccess=\"never\" src=\"https://vimeo.com/1\"");
    }

    #[test]
    fn what_is_not_kept_is_called_by_its_name() {
        let table = [
            ("<p onclick=x>", "event handler"),
            ("<p id=x>", "id"),
            ("<a target=x>", "link target"),
            ("<a href=javascript:x>", "address that is not allowed"),
            ("<p class='1 -'>", "class"),
            ("<table bgcolor=red>", "colour"),
            ("<p data-x=y>", "technical attribute"),
            ("<p foo=y>", "attribute"),
        ];
        for (source, what) in table {
            let (_, complaints) = kept(source, Place::Body);
            assert_eq!(
                complaints.iter().map(|complaint| complaint.what.as_str()).collect::<Vec<_>>(),
                [what],
                "{source}"
            );
        }
    }

    #[test]
    fn a_value_too_long_goes_with_its_letters() {
        let (written, complaints) =
            kept(&format!("<img src=https://x.example alt=\"{}\">", "a".repeat(5000)), Place::Body);
        assert_eq!(written, " alt=\"\" src=\"https://x.example\"");
        assert_eq!(complaints.first().map(|complaint| complaint.letters), Some(5000));
    }
}
