//! Other works that a header names: what a story comes from, in words.

use manuscript::{Relation, RelationKind};

/// The work that `TITLE by NAME (https://…)` names. A value that has neither a name nor an address may be anything that
/// somebody was inspired by, and is no work for certain.
pub(crate) fn relation(kind: RelationKind, value: &str) -> Option<Relation> {
    let url = value.split_whitespace().map(without_brackets).find(|word| is_address(word)).map(str::to_owned);
    let words: Vec<&str> = value.split_whitespace().filter(|word| !is_address(without_brackets(word))).collect();
    let words = words.join(" ");
    let (title, byline) = apart(words.trim_end_matches([',', ':', '-', '–', ' ']));
    let is_named = !byline.is_empty() || url.is_some();
    let title = if title.is_empty() { url.clone().unwrap_or_default() } else { title };
    is_named.then_some(Relation { kind, title, byline, url, language: None })
}

/// Title and name, at the last `by` between them.
pub(crate) fn apart(words: &str) -> (String, String) {
    let bare = |text: &str| text.trim().trim_matches(['"', '“', '”', '*', '_']).trim().to_owned();
    match words.rsplit_once(" by ") {
        Some((title, byline)) if !title.trim().is_empty() => (bare(title), byline.trim().to_owned()),
        _ => (bare(words), String::new()),
    }
}

fn without_brackets(word: &str) -> &str {
    word.trim_matches(|c: char| "()<>[],.".contains(c))
}

fn is_address(word: &str) -> bool {
    word.starts_with("http://") || word.starts_with("https://")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_work_is_told_by_a_name_or_an_address_and_by_nothing_less() {
        let read = |value: &str| {
            let read = relation(RelationKind::InspiredBy, value)?;
            Some((read.title, read.byline, read.url.unwrap_or_default()))
        };
        let cases = [
            ("“Fog” by wren", Some(("Fog", "wren", ""))),
            ("Fog by wren (https://x.example/7)", Some(("Fog", "wren", "https://x.example/7"))),
            ("By the Sea by Night by wren", Some(("By the Sea by Night", "wren", ""))),
            ("<https://x.example/7>", Some(("https://x.example/7", "", "https://x.example/7"))),
            ("a dream I had", None),
            ("", None),
        ];
        for (value, expected) in cases {
            let expected = expected.map(|(title, byline, url)| (title.into(), byline.into(), url.into()));
            assert_eq!(read(value), expected, "{value}");
        }
    }
}
