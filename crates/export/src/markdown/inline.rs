//! Lines of clean HTML as Markdown: emphasis, links and pictures where they are certain to be read as such, tags where
//! they are not, and a backslash wherever a letter could be taken for a mark.

use std::fmt::Write as _;

use crate::tree::{Element, Node};

/// A paragraph; `None` where it would be read as something else.
pub(super) fn paragraph(children: &[Node<'_>]) -> Option<String> {
    if matches!(children, [Node::Text(text)] if text == "\u{a0}") {
        return Some("&nbsp;".to_owned());
    }
    let mut out = String::new();
    inline(&mut out, children)?;
    // CommonMark takes a line that begins with certain tags for an HTML block, and a break at an edge for nothing.
    let begins_well = !out.is_empty() && !out.starts_with('<') && !out.starts_with("\\\n");
    (begins_well && !out.ends_with("\\\n") && !out.contains("\\\n<")).then_some(out)
}

/// The text of a heading; `None` where it would need more than one line.
pub(super) fn line(children: &[Node<'_>]) -> Option<String> {
    let mut out = String::new();
    inline(&mut out, children)?;
    (!out.is_empty() && !out.contains('\n')).then_some(out)
}

/// A title as one line.
pub(super) fn title(text: &str) -> String {
    let mut out = String::new();
    push_text(&mut out, text);
    match out.strip_suffix(' ') {
        Some(rest) => format!("{rest}&#32;"),
        None => out,
    }
}

fn inline(out: &mut String, nodes: &[Node<'_>]) -> Option<()> {
    for (at, node) in nodes.iter().enumerate() {
        match node {
            Node::Text(text) if text.contains('\n') => return None,
            Node::Text(text) => push_text(out, text),
            Node::Element(element) => inline_element(out, element, nodes.get(at + 1))?,
        }
    }
    Some(())
}

fn inline_element(out: &mut String, element: &Element<'_>, next: Option<&Node<'_>>) -> Option<()> {
    let plain = element.attributes.is_empty();
    let address = address(element);
    match (element.name, address) {
        ("em", _) if plain && stands_free(out, element, next) => return around(out, "*", element, "*"),
        ("strong", _) if plain && stands_free(out, element, next) => return around(out, "**", element, "**"),
        ("br", _) if plain => out.push_str("\\\n"),
        ("a", Some(to)) if !out.ends_with('!') => return around(out, "[", element, &format!("]({to})")),
        ("img", Some(from)) => {
            out.push_str("![");
            push_text(out, element.attribute("alt")?);
            let _ = write!(out, "]({from})");
        }
        _ if element.tag == element.source => out.push_str(element.tag),
        (name, _) => return around(out, element.tag, element, &format!("</{name}>")),
    }
    Some(())
}

fn around(out: &mut String, before: &str, element: &Element<'_>, behind: &str) -> Option<()> {
    out.push_str(before);
    inline(out, &element.children)?;
    out.push_str(behind);
    Some(())
}

/// The address of a link or a picture of which nothing else has to be said, if it is one that needs no escapes.
fn address<'a>(element: &'a Element<'_>) -> Option<&'a str> {
    let (name, others) = if element.name == "a" { ("href", "rel") } else { ("src", "alt") };
    let address = element.attribute(name).filter(|address| !address.is_empty())?;
    let is_usual = element.attributes.iter().all(|(known, _)| known == name || known == others);
    let is_plain = address.chars().all(|c| c.is_ascii_alphanumeric() || "-._~/?#=:%+,@!&".contains(c));
    (is_usual && is_plain).then_some(address)
}

/// Whether emphasis here is certain to be read as emphasis, by what stands just inside and just outside of its marks.
fn stands_free(before: &str, element: &Element<'_>, next: Option<&Node<'_>>) -> bool {
    let first = text_of(element.children.first()).and_then(|text| text.chars().next());
    let last = text_of(element.children.last()).and_then(|text| text.chars().next_back());
    let opens = match before.chars().next_back() {
        None | Some(' ' | '\n') => first.is_some_and(|c| c.is_alphanumeric() || "“‘\"'¿¡…—".contains(c)),
        Some('(' | '“' | '‘' | '"' | '—') => first.is_some_and(char::is_alphanumeric),
        Some(_) => false,
    };
    let closes = match next {
        None => true,
        Some(Node::Text(text)) => text.starts_with(|c| " .,;:!?)”’\"'—…".contains(c)),
        Some(Node::Element(next)) => next.name == "br",
    };
    opens && closes && last.is_some_and(|c| c.is_alphanumeric() || ".,;:!?”’\"'…—".contains(c))
}

fn text_of<'a>(node: Option<&'a Node<'_>>) -> Option<&'a str> {
    if let Some(Node::Text(text)) = node { Some(text) } else { None }
}

/// Appends text with a backslash wherever Markdown, or one of its common extensions, would see a mark.
fn push_text(out: &mut String, text: &str) {
    let mut at_start = out.is_empty() || out.ends_with('\n');
    let (mut in_number, mut after_space) = (false, at_start);
    for c in text.chars() {
        let is_mark = match c {
            '\\' | '`' | '*' | '_' | '[' | ']' | '<' | '>' | '&' | '~' | '|' | '^' | '$' => true,
            '#' => after_space,
            '+' | '-' | '=' | ':' => at_start,
            '.' | ')' => in_number,
            _ => false,
        };
        if is_mark {
            out.push('\\');
        }
        if matches!(c, '\n' | '\r' | '\t' | '\u{feff}') {
            let _ = write!(out, "&#{};", u32::from(c));
        } else {
            out.push(c);
        }
        in_number = c.is_ascii_digit() && (at_start || in_number);
        after_space = c == ' ';
        at_start = false;
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::tree::parse;

    #[test]
    fn emphasis_has_marks_where_it_stands_free_and_tags_where_it_does_not() {
        for (html, expected) in [
            ("One <em>two</em>, <strong>three four</strong>.", "One *two*, **three four**."),
            ("“<em>No!</em>” he said. <em>“Why?”</em>", "“*No!*” he said. *“Why?”*"),
            ("un<em>like</em>ly", "un<em>like</em>ly"),
            ("“<em>“a”</em>", "“<em>“a”</em>"),
            ("x <em>a</em><em>b</em>", "x <em>a</em><em>b</em>"),
        ] {
            assert_eq!(paragraph(&parse(html).unwrap()).as_deref(), Some(expected));
        }
    }

    #[test]
    fn links_and_pictures_have_marks_when_an_address_is_all_they_have() {
        let link = |rest: &str| format!("x <a {rest} rel=\"nofollow\">y</a>");
        for (html, expected) in [
            (link("href=\"https://x.example/?a=1&amp;b\""), "x [y](https://x.example/?a=1&b)".to_owned()),
            (link("href=\"https://x.example/(y)\""), link("href=\"https://x.example/(y)\"")),
            (link("class=\"z\" href=\"y\""), link("class=\"z\" href=\"y\"")),
            (format!("!{}", link("href=\"y\"").replace("x ", "")), "!<a href=\"y\" rel=\"nofollow\">y</a>".to_owned()),
            (
                "x <img alt=\"A [cat]\" src=\"https://x.example/c\" />".to_owned(),
                "x ![A \\[cat\\]](https://x.example/c)".to_owned(),
            ),
        ] {
            assert_eq!(paragraph(&parse(&html).unwrap()), Some(expected));
        }
    }

    #[test]
    fn a_title_stays_on_its_line_and_nothing_in_it_is_a_mark() {
        assert_eq!(title("A\nb # *c* #"), "A&#10;b \\# \\*c\\* \\#");
        assert_eq!(title("x "), "x&#32;");
    }
}
