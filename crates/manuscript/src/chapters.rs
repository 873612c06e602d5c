//! Finding the chapters of a story that came in one piece.
//!
//! Careful on purpose: a line is a heading only when it says so in words that authors use for nothing else, and a story is
//! split only when at least two such headings stand in it in a sensible order. Nothing is taken away but the headings
//! themselves, whose words become titles.

use crate::Prose;
use crate::clean::{Newlines, Place, Token, Tokens, clean};
use crate::plain_text;

/// The longest line that can be a heading, in characters.
const LONGEST: usize = 100;

/// What a chapter's heading says.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Heading {
    /// The chapter's number; `None` for a prologue, an epilogue or the like.
    pub number: Option<u32>,
    /// The title without the number; may be empty.
    pub title: String,
}

/// A chapter found in a story: what stood over it, and its text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Found {
    /// The heading; `None` for text in front of the first one.
    pub heading: Option<Heading>,
    /// The text without the heading.
    pub body: Prose,
}

/// Reads a line of plain text as a chapter's heading: `Chapter 1`, `Chapter One: T`, `Part 2/5 - T`, `Epilogue`.
///
/// ```
/// let heading = manuscript::chapter_heading("CHAPTER IV. The Storm").unwrap();
/// assert_eq!((heading.number, heading.title.as_str()), (Some(4), "The Storm"));
/// assert_eq!(manuscript::chapter_heading("Chapter and verse were quoted at him."), None);
/// ```
pub fn chapter_heading(line: &str) -> Option<Heading> {
    let line = line
        .trim()
        .trim_matches(|c: char| matches!(c, '*' | '_' | '~' | '=' | '#' | '-' | '[' | ']') || c.is_whitespace());
    if line.chars().count() > LONGEST {
        return None;
    }
    let (word, rest) = line.split_at_checked(line.find(|c: char| !c.is_alphabetic()).unwrap_or(line.len()))?;
    match word.to_lowercase().as_str() {
        "chapter" | "chap" | "ch" | "part" | "kapitel" | "chapitre" | "capítulo" | "глава" => numbered(rest),
        "prologue" | "epilogue" | "interlude" | "prolog" | "epilog" | "prelude" | "coda" | "пролог" | "эпилог" =>
        {
            let title = title_behind(rest)?;
            let title = if title.is_empty() { capitalised(word) } else { format!("{}: {title}", capitalised(word)) };
            Some(Heading { number: None, title })
        }
        _ => None,
    }
}

/// `12`, `IV: T`, `One - T`, `2/5`, `2 of 5`.
fn numbered(rest: &str) -> Option<Heading> {
    let rest = rest.strip_prefix('.').unwrap_or(rest).trim_start();
    let rest = rest.strip_prefix('#').unwrap_or(rest);
    let (number, rest) = leading_number(rest)?;
    let title = title_behind(without_total(rest))?;
    Some(Heading { number: Some(number), title })
}

fn leading_number(text: &str) -> Option<(u32, &str)> {
    let end = text.find(|c: char| !c.is_alphanumeric() && c != '-').unwrap_or(text.len());
    let (word, rest) = text.split_at_checked(end)?;
    let word_without_dash = word.trim_end_matches('-');
    if let Some(found) = two_words(word, rest) {
        return Some(found);
    }
    let number =
        digits(word_without_dash).or_else(|| roman(word_without_dash)).or_else(|| in_words(word_without_dash))?;
    Some((number, text.get(word_without_dash.len()..)?))
}

/// `Twenty One` without a hyphen.
fn two_words<'a>(tens: &str, rest: &'a str) -> Option<(u32, &'a str)> {
    let rest = rest.trim_start();
    let (ones, behind) = rest.split_at_checked(rest.find(|c: char| !c.is_alphabetic()).unwrap_or(rest.len()))?;
    Some((in_words(&format!("{tens}-{ones}"))?, behind))
}

fn digits(word: &str) -> Option<u32> {
    let plain = !word.is_empty() && word.len() <= 4 && word.bytes().all(|b| b.is_ascii_digit());
    word.parse().ok().filter(|_| plain)
}

/// Roman numbers up to 399, in one case.
fn roman(word: &str) -> Option<u32> {
    let upper = word.to_ascii_uppercase();
    if word.is_empty() || (word != upper && word != word.to_ascii_lowercase()) {
        return None;
    }
    (1..400).find(|&number| as_roman(number) == upper)
}

fn as_roman(mut number: u32) -> String {
    const SIGNS: [(u32, &str); 9] =
        [(100, "C"), (90, "XC"), (50, "L"), (40, "XL"), (10, "X"), (9, "IX"), (5, "V"), (4, "IV"), (1, "I")];
    let mut roman = String::new();
    for (value, sign) in SIGNS {
        while number >= value {
            roman.push_str(sign);
            number -= value;
        }
    }
    roman
}

fn in_words(word: &str) -> Option<u32> {
    const SMALL: [&str; 20] = [
        "zero",
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
    ];
    const TENS: [&str; 8] = ["twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"];
    let word = word.to_lowercase();
    let among = |list: &[&str], word: &str| list.iter().position(|known| *known == word).map(|at| at as u32);
    let tens = |word: &str| among(&TENS, word).map(|at| (at + 2) * 10);
    among(&SMALL, &word).or_else(|| tens(&word)).or_else(|| {
        let (first, second) = word.split_once('-')?;
        let ones = among(&SMALL, second).filter(|ones| (1..10).contains(ones))?;
        Some(tens(first)? + ones)
    })
}

/// Takes `/5`, `/?` or `of 5` away.
fn without_total(rest: &str) -> &str {
    let total = rest.trim_start();
    let total = total.strip_prefix('/').or_else(|| total.strip_prefix("of ")).map(str::trim_start);
    let behind = total.map(|total| total.trim_start_matches(|c: char| c.is_ascii_digit() || c == '?'));
    behind.filter(|behind| Some(behind.len()) != total.map(str::len)).unwrap_or(rest)
}

/// The title behind a number; `None` when the line goes on as a sentence.
fn title_behind(rest: &str) -> Option<String> {
    let signs = |c: char| c.is_whitespace() || matches!(c, ':' | '.' | '-' | '–' | '—' | ')' | '(' | ',' | '~' | '|');
    let title = rest.trim_start_matches(signs).trim_end_matches(|c: char| c.is_whitespace() || c == '~');
    let parted = rest.trim_start().starts_with(|c: char| !c.is_whitespace() && signs(c));
    let is_named = title.starts_with(|c: char| c.is_uppercase() || "\"“‘'«".contains(c));
    let is_sentence = title.ends_with(['.', ',', ';']) && title.split_whitespace().count() > 6;
    (title.is_empty() || parted || (is_named && !is_sentence)).then(|| title.to_owned())
}

fn capitalised(word: &str) -> String {
    let mut letters = word.chars();
    let first = letters.next().map(|first| first.to_uppercase().to_string()).unwrap_or_default();
    first + &letters.as_str().to_lowercase()
}

/// A block of a clean text, at its outermost level.
struct Part<'a> {
    html: &'a str,
    name: String,
}

/// Splits a clean text at its chapter headings; one part without heading when there are none to be sure of.
///
/// The `h1` to `h3` count as headings whatever they say when there are several of the same rank; paragraphs only when
/// [`chapter_heading`] reads them.
pub fn split_chapters(text: &Prose) -> Vec<Found> {
    let parts = parts(text.html());
    let headings: Vec<Option<Heading>> = match rank(&parts) {
        Some(rank) => parts.iter().map(|part| (part.name == rank).then(|| heading_of(part.html))).collect(),
        None => parts.iter().map(said_heading).collect(),
    };
    if headings.iter().flatten().count() < 2 || !is_sensible(&headings) {
        return vec![Found { heading: None, body: text.clone() }];
    }
    gather(&parts, headings)
}

fn gather(parts: &[Part], headings: Vec<Option<Heading>>) -> Vec<Found> {
    let mut chapters: Vec<(Option<Heading>, String)> = vec![(None, String::new())];
    for (part, heading) in parts.iter().zip(headings) {
        if heading.is_some() {
            chapters.push((heading, String::new()));
        } else if let Some((_, html)) = chapters.last_mut() {
            html.push_str(part.html);
        }
    }
    let kept = chapters.into_iter().filter(|(heading, html)| heading.is_some() || !html.is_empty());
    let again = |html: &str| clean(html, Place::Body, Newlines::Space, &mut Vec::new());
    kept.map(|(heading, html)| Found { heading, body: again(&html) }).collect()
}

/// The highest rank of headings of which there are several, all at the outermost level.
fn rank(parts: &[Part]) -> Option<&'static str> {
    ["h1", "h2", "h3"].into_iter().find(|rank| parts.iter().filter(|part| part.name == *rank).count() > 1)
}

fn heading_of(html: &str) -> Heading {
    let line = plain_text(html).replace('\n', " ");
    chapter_heading(&line).unwrap_or(Heading { number: None, title: line })
}

fn said_heading(part: &Part) -> Option<Heading> {
    let fits =
        matches!(part.name.as_str(), "p" | "center" | "h1" | "h2" | "h3" | "h4" | "h5" | "h6") && part.html.len() < 600;
    chapter_heading(&plain_text(part.html)).filter(|_| fits)
}

/// Whether the numbers only rise, or begin anew as parts of a book do.
fn is_sensible(headings: &[Option<Heading>]) -> bool {
    let numbers: Vec<u32> = headings.iter().flatten().filter_map(|heading| heading.number).collect();
    numbers.iter().zip(numbers.iter().skip(1)).all(|(one, next)| next > one || *next <= 1)
}

/// The blocks of a clean text at its outermost level.
fn parts(html: &str) -> Vec<Part<'_>> {
    let mut parts = Vec::new();
    let mut depth = 0_usize;
    let (mut start, mut name) = (0, String::new());
    let mut tokens = Tokens::new(html);
    while let Some(token) = tokens.next() {
        let end = html.len() - tokens.left();
        match token {
            Token::Start(tag) if depth == 0 => {
                name = tag.name.to_string();
                depth = usize::from(!tag.source.ends_with("/>"));
            }
            Token::Start(tag) if !tag.source.ends_with("/>") => depth += 1,
            Token::End(_) => depth = depth.saturating_sub(1),
            _ => {}
        }
        if depth == 0 {
            parts.extend(html.get(start..end).map(|html| Part { html, name: std::mem::take(&mut name) }));
            start = end;
        }
    }
    parts
}

#[cfg(test)]
mod tests {
    use super::*;

    fn said(number: Option<u32>, title: &str) -> Heading {
        Heading { number, title: title.to_owned() }
    }

    #[test]
    fn headings_are_read_as_authors_write_them() {
        let table = [
            ("Chapter 1", Some(said(Some(1), ""))),
            ("Chapter One: The Letter", Some(said(Some(1), "The Letter"))),
            ("CHAPTER XIV", Some(said(Some(14), ""))),
            ("Chapter twenty-one - Home", Some(said(Some(21), "Home"))),
            ("Chapter Twenty One", Some(said(Some(21), ""))),
            ("Chapter Twenty Two: Snow", Some(said(Some(22), "Snow"))),
            ("Part 2/5", Some(said(Some(2), ""))),
            ("Part 2 of 5: Rain", Some(said(Some(2), "Rain"))),
            ("Ch. 3 The Door", Some(said(Some(3), "The Door"))),
            ("* * * Chapter 7 * * *", Some(said(Some(7), ""))),
            ("Prologue", Some(said(None, "Prologue"))),
            ("EPILOGUE: Years later", Some(said(None, "Epilogue: Years later"))),
            ("Глава 2. Дождь", Some(said(Some(2), "Дождь"))),
            ("Chapter and verse", None),
            ("Part of him wanted to go.", None),
            ("Part one of the plan was done, and she was already tired of it.", None),
            ("Chapter 3 was the one that he had never finished, for all his promises to the editor and to her.", None),
            ("1.", None),
            ("", None),
        ];
        for (line, expected) in table {
            assert_eq!(chapter_heading(line), expected, "{line}");
        }
    }

    fn split(html: &str) -> Vec<(Option<Heading>, String)> {
        let text = clean(html, Place::Body, Newlines::Space, &mut Vec::new());
        split_chapters(&text).into_iter().map(|found| (found.heading, found.body.html().to_owned())).collect()
    }

    #[test]
    fn a_story_is_split_at_its_headings() {
        let html = "<p>For bo.</p><p><b>Chapter 1</b></p><p>a</p><hr><p>b</p><center>Chapter 2: Rain</center><p>c</p>";
        let expected = [
            (None, "<p>For bo.</p>".to_owned()),
            (Some(said(Some(1), "")), "<p>a</p><hr /><p>b</p>".to_owned()),
            (Some(said(Some(2), "Rain")), "<p>c</p>".to_owned()),
        ];
        assert_eq!(split(html), expected);
    }

    #[test]
    fn headings_of_one_rank_are_chapters_whatever_they_say() {
        let html = "<h1>My Story</h1><h2>Chapter 1: Rain</h2><p>a</p><h3>x</h3><h2>Home</h2><p>b</p>";
        let expected = [
            (None, "<h1>My Story</h1>".to_owned()),
            (Some(said(Some(1), "Rain")), "<p>a</p><h3>x</h3>".to_owned()),
            (Some(said(None, "Home")), "<p>b</p>".to_owned()),
        ];
        assert_eq!(split(html), expected);
    }

    #[test]
    fn a_story_without_sure_headings_stays_whole() {
        for html in ["<p>Chapter 1</p><p>a</p>", "<p>Part 5</p><p>a</p><p>Part 3</p><p>b</p>", "<p>a</p>", ""] {
            let chapters = split(html);
            assert_eq!((chapters.len(), chapters[0].1.as_str()), (1, html), "{html}");
        }
    }
}
