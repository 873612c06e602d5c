//! `_em_` and `*strong*` in a paragraph of our own, with backslashes before signs that are none (contract: `export`'s
//! `text::inline`). Linear in the length of the paragraph.

/// The inside of a `<p>`.
pub(super) fn html(text: &str) -> String {
    let mut out = String::with_capacity(text.len() + text.len() / 8);
    write(text, "", &mut out);
    out
}

/// Writes text in which signs of `open` mean nothing.
fn write(text: &str, open: &str, out: &mut String) {
    let mut silent = open.to_owned();
    let mut rest = text;
    while let Some(c) = rest.chars().next() {
        rest = rest.strip_prefix(c).unwrap_or_default();
        if c == '\\'
            && let Some(sign) = rest.chars().next().filter(|sign| matches!(sign, '\\' | '*' | '_'))
        {
            out.push(sign);
            rest = rest.strip_prefix(sign).unwrap_or_default();
        } else if matches!(c, '*' | '_') && !silent.contains(c) {
            rest = emphasised(c, rest, &mut silent, out);
        } else {
            push(c, out);
        }
    }
}

/// Writes what a sign emphasises, or the sign alone; gives what follows.
fn emphasised<'a>(sign: char, text: &'a str, silent: &mut String, out: &mut String) -> &'a str {
    if text.is_empty() || text.starts_with([' ', '\n']) {
        out.push(sign);
        return text;
    }
    let Some((inside, after)) = end(text, sign) else {
        // None that follows has an end either; to look again for each would take long.
        silent.push(sign);
        out.push(sign);
        return text;
    };
    let element = if sign == '_' { "em" } else { "strong" };
    out.extend(["<", element, ">"]);
    write(inside, &format!("{silent}{sign}"), out);
    out.extend(["</", element, ">"]);
    after
}

fn push(c: char, out: &mut String) {
    match c {
        '\n' => out.push_str("<br />"),
        '&' => out.push_str("&amp;"),
        '<' => out.push_str("&lt;"),
        '>' => out.push_str("&gt;"),
        c => out.push(c),
    }
}

/// What stands before the next sign that may close, and what follows it.
fn end(text: &str, sign: char) -> Option<(&str, &str)> {
    let mut before = ' ';
    for (at, c) in text.char_indices() {
        if c == sign && !matches!(before, ' ' | '\n' | '\\') {
            return Some((text.get(..at)?, text.get(at + 1..)?));
        }
        // Of two backslashes the first speaks for the second.
        before = if c == '\\' && before == '\\' { '.' } else { c };
    }
    None
}
