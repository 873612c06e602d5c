//! Clean HTML as Markdown. What Markdown says safely is said so; everything else stays HTML, which Markdown allows.

use std::fmt::Write as _;

use crate::tree::{Element, Node, parse};
use crate::xml::escape;

/// The Markdown of a text, blocks divided by empty lines, no line end at the end.
pub(super) fn markdown(html: &str) -> String {
    match parse(html) {
        Some(nodes) => blocks(&nodes),
        None => raw(html),
    }
}

/// A title as the inline Markdown of one line.
pub(super) fn line(text: &str) -> String {
    let mut out = String::new();
    push_text(&mut out, text, true);
    out
}

fn blocks(nodes: &[Node<'_>]) -> String {
    nodes.iter().map(block).filter(|block| !block.is_empty()).collect::<Vec<_>>().join("\n\n")
}

fn block(node: &Node<'_>) -> String {
    let element = match node {
        Node::Text(text) if text.trim().is_empty() => return String::new(),
        Node::Text(text) => return raw(&escape(text)),
        Node::Element(element) => element,
    };
    let plain = element.attributes.is_empty();
    match element.name {
        "p" if plain => paragraph(&element.children).unwrap_or_else(|| raw(element.source)),
        "h2" | "h3" | "h4" | "h5" | "h6" if plain => heading(element).unwrap_or_else(|| raw(element.source)),
        "hr" if plain => "---".to_owned(),
        "hr" if element.attribute("data-mark") == Some("* * *") && element.attributes.len() == 1 => "* * *".to_owned(),
        "blockquote" if plain && is_all_blocks(element) => quoted(&blocks(&element.children)),
        _ => raw(element.source),
    }
}

/// A block as HTML: no blank line may stand in it, for that would end it.
fn raw(html: &str) -> String {
    html.replace("\n\n", "\n&#10;").replace("\n\n", "\n&#10;")
}

fn quoted(markdown: &str) -> String {
    let line = |line: &str| if line.is_empty() { ">".to_owned() } else { format!("> {line}") };
    markdown.split('\n').map(line).collect::<Vec<_>>().join("\n")
}

fn is_all_blocks(quote: &Element<'_>) -> bool {
    let is_block =
        |node: &Node<'_>| matches!(node, Node::Element(child) if matches!(child.name, "p" | "blockquote" | "hr"));
    !quote.children.is_empty() && quote.children.iter().all(is_block)
}

/// A paragraph without attributes; `None` where its own line ends would be lost or it has nothing to begin with.
fn paragraph(children: &[Node<'_>]) -> Option<String> {
    let mut out = String::new();
    inline(&mut out, children)?;
    let begins_well =
        children.first().is_some_and(|first| !matches!(first, Node::Element(child) if child.name == "br"));
    let ends_well = children.last().is_some_and(|last| !matches!(last, Node::Element(child) if child.name == "br"));
    // CommonMark takes a line that begins with certain tags for an HTML block.
    (begins_well && ends_well && !out.starts_with('<') && !out.contains("\\\n<")).then_some(out)
}

fn heading(element: &Element<'_>) -> Option<String> {
    let level = element.name.strip_prefix('h')?.parse().ok()?;
    let mut out = String::new();
    inline(&mut out, &element.children)?;
    (!out.is_empty() && !out.contains('\n')).then(|| format!("{} {out}", "#".repeat(level)))
}

fn inline(out: &mut String, nodes: &[Node<'_>]) -> Option<()> {
    for (at, node) in nodes.iter().enumerate() {
        match node {
            Node::Text(text) if text.contains('\n') => return None,
            Node::Text(text) => push_text(out, text, out.is_empty() || out.ends_with('\n')),
            Node::Element(element) => inline_element(out, element, nodes.get(at + 1))?,
        }
    }
    Some(())
}

fn inline_element(out: &mut String, element: &Element<'_>, next: Option<&Node<'_>>) -> Option<()> {
    let plain = element.attributes.is_empty();
    let mark = match element.name {
        "em" if plain => "*",
        "strong" if plain => "**",
        "br" if plain => {
            out.push_str("\\\n");
            return Some(());
        }
        _ => "",
    };
    if !mark.is_empty() && stands_free(out, element, next) {
        out.push_str(mark);
        inline(out, &element.children)?;
        out.push_str(mark);
        return Some(());
    }
    if element.tag == element.source {
        out.push_str(element.tag);
        return Some(());
    }
    out.push_str(element.tag);
    inline(out, &element.children)?;
    let _ = write!(out, "</{}>", element.name);
    Some(())
}

/// Whether emphasis here is certain to be read as emphasis: letters just inside its marks, none just outside.
fn stands_free(before: &str, element: &Element<'_>, next: Option<&Node<'_>>) -> bool {
    let ends = |node: Option<&Node<'_>>, pick: fn(&str) -> Option<char>| match node {
        Some(Node::Text(text)) => pick(text).is_some_and(char::is_alphanumeric),
        _ => false,
    };
    let opens = before.chars().next_back().is_none_or(|c| matches!(c, ' ' | '\n' | '(' | '“' | '"' | '—'));
    let closes = match next {
        None => true,
        Some(Node::Text(text)) => text.chars().next().is_some_and(|c| !c.is_alphanumeric() && !matches!(c, '*' | '_')),
        Some(Node::Element(_)) => false,
    };
    let inside = ends(element.children.first(), |text| text.chars().next())
        && ends(element.children.last(), |text| text.chars().next_back());
    opens && closes && inside
}

/// Appends text with a backslash wherever Markdown, or one of its common extensions, would see a mark.
fn push_text(out: &mut String, text: &str, mut at_start: bool) {
    let mut digits = false;
    for c in text.chars() {
        let starts_block = at_start && matches!(c, '#' | '+' | '-' | '=' | ':' | '"' | '\'' | '(');
        let numbers_item = digits && matches!(c, '.' | ')');
        let is_mark = matches!(c, '\\' | '`' | '*' | '_' | '[' | ']' | '<' | '>' | '&' | '~' | '|' | '^' | '$');
        let is_block_mark = starts_block && matches!(c, '#' | '+' | '-' | '=' | ':');
        if is_mark || is_block_mark || numbers_item {
            out.push('\\');
        }
        out.push(c);
        digits = c.is_ascii_digit() && (at_start || digits);
        at_start = false;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_commonmark_can_say_is_said_in_commonmark() {
        for (html, expected) in [
            ("<p>One <em>two</em>, <strong>three four</strong>.</p><p>Five</p>", "One *two*, **three four**.\n\nFive"),
            ("<p>a<br />b</p>", "a\\\nb"),
            ("<h2>Head</h2>", "## Head"),
            ("<blockquote><p>a</p><p>b</p></blockquote>", "> a\n>\n> b"),
            ("<p>2 * 2 &lt; 5_000 &amp; so on</p>", "2 \\* 2 \\< 5\\_000 \\& so on"),
            ("<p># no heading</p><p>1. no item</p><p>- nor this</p>", "\\# no heading\n\n1\\. no item\n\n\\- nor this"),
        ] {
            assert_eq!(markdown(html), expected);
        }
    }

    #[test]
    fn what_it_cannot_say_stays_html() {
        for html in [
            "<h1>Head</h1>",
            "<p class=\"x\">y</p>",
            "<hr data-mark=\"~*~\" />",
            "<table><tbody><tr><td>x</td></tr></tbody></table>",
            "<p><em>starts</em> with a tag that is <u>kept</u></p>",
        ] {
            let out = markdown(html);
            assert!(out == html || out.starts_with('*'), "{out}");
        }
        assert_eq!(markdown("<p>un<em>like</em>ly</p>"), "un<em>like</em>ly");
        assert_eq!(markdown("<pre>a\n\n\n\nb</pre>"), "<pre>a\n&#10;\n&#10;b</pre>");
    }
}
