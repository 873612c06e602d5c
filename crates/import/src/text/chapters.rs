//! Chapter heads in plain text: lines that stand alone and say so.

/// A chapter's lines, or what stands before the first.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Piece<'a> {
    /// The head's line, empty where there is none.
    pub head: &'a str,
    /// The title without its number.
    pub title: String,
    /// The text's lines.
    pub lines: &'a [&'a str],
    /// Whether chapters with heads follow.
    pub is_preface: bool,
}

/// Words that begin a chapter's head, in the languages whose archives are large.
const WORDS: &[&str] = &[
    "chapter",
    "part",
    "ch.",
    "chap.",
    "kapitel",
    "teil",
    "chapitre",
    "partie",
    "capítulo",
    "capitulo",
    "parte",
    "capitolo",
    "глава",
    "часть",
    "rozdział",
    "hoofdstuk",
    "kapitola",
    "luku",
];

/// Heads that are titles by themselves.
const NAMED: &[&str] =
    &["prologue", "epilogue", "prolog", "epilog", "interlude", "épilogue", "пролог", "эпилог", "bonus chapter"];

/// Numbers in words, as heads have them.
const NUMBERS: &[&str] = &[
    "one",
    "two",
    "three",
    "four",
    "five",
    "six",
    "seven",
    "eight",
    "nine",
    "ten",
    "eleven",
    "twelve",
    "thirteen",
    "fourteen",
    "fifteen",
    "sixteen",
    "seventeen",
    "eighteen",
    "nineteen",
    "twenty",
    "thirty",
    "forty",
    "fifty",
];

/// The title of a chapter's head, without its number; `None` when the line is no head.
pub fn title(line: &str) -> Option<String> {
    let line = line.trim();
    let bare = line.trim_matches(|c: char| c.is_whitespace() || "*_#~=-".contains(c));
    if bare.is_empty() || bare.chars().count() > 100 || bare.contains("  ") && bare.chars().count() > 60 {
        return None;
    }
    if line.starts_with("# ") || line.starts_with("## ") {
        return Some(numbered(bare).unwrap_or_else(|| bare.to_owned()));
    }
    numbered(bare).or_else(|| named(bare))
}

/// `Chapter 3: Fog` is `Fog`; `CHAPTER THREE` has none.
fn numbered(bare: &str) -> Option<String> {
    let lower = bare.to_lowercase();
    if let Some(rest) = bare.strip_prefix('第') {
        let (number, title) = rest.split_once(['章', '話', '回', '话'])?;
        return (number.chars().count() <= 5).then(|| title.trim_matches([' ', ':', '：', '\u{3000}']).to_owned());
    }
    let word = WORDS.iter().find(|word| lower.starts_with(*word))?;
    let rest = bare.get(word.len()..).filter(|rest| rest.starts_with(char::is_whitespace))?.trim_start();
    let end = rest.find(|c: char| c.is_whitespace() || ":.,–—".contains(c)).unwrap_or(rest.len());
    let (number, rest) = rest.split_at_checked(end)?;
    is_number(number).then_some(())?;
    let title = rest.trim_start_matches(|c: char| c.is_whitespace() || ":.,-–—".contains(c));
    let is_sentence = rest.starts_with(' ') && title.starts_with(char::is_lowercase) || title.ends_with(',');
    (!is_sentence).then(|| title.trim_end().to_owned())
}

fn named(bare: &str) -> Option<String> {
    let lower = bare.to_lowercase();
    let name = NAMED.iter().find(|name| lower.starts_with(*name))?;
    let rest = lower.get(name.len()..)?;
    (rest.is_empty() || rest.starts_with([':', ' ', '.', '-']) && rest.len() < 60 && !rest.trim_end().ends_with(','))
        .then(|| bare.to_owned())
}

/// `3`, `III`, `three`, `twenty-one`, `2/5`.
fn is_number(word: &str) -> bool {
    let number = word.split_once('/').map_or(word, |(number, _)| number);
    let lower = number.to_lowercase();
    let digits = !number.is_empty() && number.len() <= 4 && number.bytes().all(|byte| byte.is_ascii_digit());
    let roman = (1..=8).contains(&number.len()) && number.chars().all(|c| "IVXLC".contains(c) || "ivxlc".contains(c));
    digits || roman || lower.split('-').all(|part| NUMBERS.contains(&part))
}

/// Divides a text at its heads; without any it is one piece.
pub fn split<'a>(lines: &'a [&'a str]) -> Vec<Piece<'a>> {
    let heads = heads(lines);
    let first = heads.first().map_or(lines.len(), |(at, _)| *at);
    let mut pieces = Vec::new();
    let preface = lines.get(..first).unwrap_or_default();
    if heads.is_empty() || preface.iter().any(|line| !line.trim().is_empty()) {
        pieces.push(Piece { head: "", title: String::new(), lines: preface, is_preface: !heads.is_empty() });
    }
    let ends = heads.iter().skip(1).map(|(at, _)| *at).chain([lines.len()]);
    for ((at, title), end) in heads.iter().zip(ends) {
        let head = lines.get(*at).copied().unwrap_or_default();
        let lines = lines.get(at + 1..end).unwrap_or_default();
        pieces.push(Piece { head, title: title.clone(), lines, is_preface: false });
    }
    pieces
}

/// The lines that are heads and have text behind them: a table of contents has none.
fn heads(lines: &[&str]) -> Vec<(usize, String)> {
    let mut heads = candidates(lines, title);
    if heads.is_empty() {
        heads = counted(lines);
    }
    let ends: Vec<usize> = heads.iter().skip(1).map(|(at, _)| *at).chain([lines.len()]).collect();
    let has_text = |at: usize, end: usize| {
        lines.get(at + 1..end).is_some_and(|text| text.iter().any(|line| line.contains(char::is_alphanumeric)))
    };
    heads.into_iter().zip(ends).filter(|((at, _), end)| has_text(*at, *end)).map(|(head, _)| head).collect()
}

/// Lines that stand alone and look like heads.
fn candidates(lines: &[&str], title: impl Fn(&str) -> Option<String>) -> Vec<(usize, String)> {
    let is_blank = |at: Option<usize>| at.and_then(|at| lines.get(at)).is_none_or(|line| line.trim().is_empty());
    let alone = |at: usize| is_blank(at.checked_sub(1)) && is_blank(at.checked_add(1));
    lines.iter().enumerate().filter(|(at, _)| alone(*at)).filter_map(|(at, line)| Some((at, title(line)?))).collect()
}

/// `1.`, `2.`, … or `I`, `II`, …: heads only if they count up from one, at least to two.
fn counted(lines: &[&str]) -> Vec<(usize, String)> {
    let is_digit_or_roman = |c: char| c.is_ascii_digit() || "IVX".contains(c);
    let bare = |line: &str| {
        let bare = line.trim().trim_matches(|c: char| ".)(*_- ".contains(c));
        ((1..=5).contains(&bare.len()) && bare.chars().all(is_digit_or_roman)).then(|| bare.to_owned())
    };
    let found = candidates(lines, bare);
    let counts = |names: &[&str]| {
        found.len() >= 2 && found.iter().zip(names).all(|((_, word), name)| word == name) && found.len() <= names.len()
    };
    let digits: Vec<String> = (1..=found.len()).map(|number| number.to_string()).collect();
    let digits: Vec<&str> = digits.iter().map(String::as_str).collect();
    let is_counted = counts(&digits)
        || counts(&["I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X", "XI", "XII", "XIII", "XIV", "XV"]);
    if is_counted { found.into_iter().map(|(at, _)| (at, String::new())).collect() } else { Vec::new() }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn heads_in_every_dress_are_known() {
        let cases = [
            ("Chapter 1: Fog", Some("Fog")),
            ("CHAPTER ONE", Some("")),
            ("   Chapter Twenty-One - The Jam", Some("The Jam")),
            ("**Part II. Toast**", Some("Toast")),
            ("Part 2/5", Some("")),
            ("Prologue", Some("Prologue")),
            ("Epilogue: After", Some("Epilogue: After")),
            ("# Fog", Some("Fog")),
            ("Глава 3", Some("")),
            ("第三章 霧", Some("霧")),
            ("Kapitel 4: Nebel", Some("Nebel")),
            ("Part of the fog", None),
            ("Chapter and verse", None),
            ("Part I played in it,", None),
            ("The fog came.", None),
            ("", None),
        ];
        for (line, expected) in cases {
            assert_eq!(title(line).as_deref(), expected, "{line}");
        }
    }

    fn shape(text: &str) -> Vec<(String, bool, usize)> {
        let lines: Vec<&str> = text.lines().collect();
        split(&lines).into_iter().map(|piece| (piece.title, piece.is_preface, piece.lines.join("").len())).collect()
    }

    #[test]
    fn a_text_is_divided_at_heads_that_have_text_behind_them() {
        let text = "Hello.\n\nChapter 1: A\n\nChapter 2: B\n\nChapter 1: A\n\nOne.\n\nChapter 2: B\n\nTwo.\n";
        let titles: Vec<String> = shape(text).into_iter().map(|(title, ..)| title).collect();
        assert_eq!(titles, ["", "A", "B"]);
        assert_eq!(shape("Only text.\n\nPart of it."), [(String::new(), false, 21)]);
    }

    #[test]
    fn bare_numbers_are_heads_only_when_they_count() {
        assert_eq!(shape("1.\n\nOne.\n\n2.\n\nTwo.\n").len(), 2);
        assert_eq!(shape("7\n\nOne.\n\n3\n\nTwo.\n").len(), 1);
    }
}
