//! Lines of text as HTML: paragraphs, scene breaks, quotations and preformatted text (contract: `export`'s `text::prose`).

use manuscript::is_mark;

use super::inline;

/// How deep quotations may stand in each other; the cleaner allows no more.
const DEEPEST: usize = 60;

/// The HTML of a text, not cleaned.
pub(super) fn html(lines: &[&str]) -> String {
    let mut out = String::new();
    write(lines, 0, &mut out);
    out
}

fn write(lines: &[&str], depth: usize, out: &mut String) {
    for block in lines.split(|line| line.is_empty()) {
        match block {
            [] => {}
            [first, ..] if first.starts_with('>') && depth < DEEPEST => {
                out.push_str("<blockquote>");
                write(&without_sign(block, '>'), depth + 1, out);
                out.push_str("</blockquote>");
            }
            [first, ..] if first.starts_with('|') => {
                out.extend(["<pre>", &manuscript::escaped(&without_sign(block, '|').join("\n")), "</pre>"]);
            }
            [mark] if is_mark(mark) && !mark.starts_with(' ') => {
                out.extend(["<hr data-mark=\"", &manuscript::escaped(mark), "\" />"]);
            }
            _ => out.extend(["<p>", &paragraph(block), "</p>"]),
        }
    }
}

/// Lines without the sign before them.
fn without_sign<'a>(lines: &[&'a str], sign: char) -> Vec<&'a str> {
    let bare = |line: &&'a str| {
        let rest = line.strip_prefix(sign).unwrap_or(line);
        rest.strip_prefix(' ').unwrap_or(rest)
    };
    lines.iter().map(bare).collect()
}

/// A paragraph's lines; the space that keeps a line from being misread goes.
fn paragraph(lines: &[&str]) -> String {
    let bare: Vec<&str> = lines.iter().map(|line| line.strip_prefix(' ').unwrap_or(line)).collect();
    inline::html(&bare.join("\n"))
}
