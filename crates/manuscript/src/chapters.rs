//! Reading a line as the heading of a chapter, in the languages whose archives are large.
//!
//! Careful on purpose: a line is a heading only when it says so in words that authors use for nothing else, and does not
//! go on as a sentence. Where in a text such lines are looked for is the readers' affair.

/// The longest line that can be a heading, in characters.
const LONGEST: usize = 100;
/// The longest heading with a wide gap in it; longer ones are lines of a table of contents.
const LONGEST_WITH_GAP: usize = 60;

/// Words before a number.
const NUMBERED: &[&str] = &[
    "chapter",
    "chap",
    "ch",
    "part",
    "pt",
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

/// What stands around a number in Chinese, Japanese and Korean.
const AROUND: &[(char, &[char])] = &[('第', &['章', '話', '话', '回', '節', '节']), ('제', &['장', '화', '부'])];

/// Headings that are titles by themselves.
const NAMED: &[&str] = &[
    "prologue",
    "epilogue",
    "interlude",
    "prelude",
    "coda",
    "bonus chapter",
    "prolog",
    "epilog",
    "épilogue",
    "prólogo",
    "epílogo",
    "пролог",
    "эпилог",
];

/// What a chapter's heading says.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Heading {
    /// The chapter's number; `None` for a prologue, an epilogue or the like.
    pub number: Option<u32>,
    /// The title without the number; may be empty.
    pub title: String,
}

/// Reads a line of plain text as a chapter's heading: `Chapter 1`, `Chapter One: T`, `Part 2/5 - T`, `第三章`, `Epilogue`.
///
/// ```
/// let heading = manuscript::chapter_heading("CHAPTER IV. The Storm").unwrap();
/// assert_eq!((heading.number, heading.title.as_str()), (Some(4), "The Storm"));
/// assert_eq!(manuscript::chapter_heading("Chapter and verse were quoted at him."), None);
/// ```
pub fn chapter_heading(line: &str) -> Option<Heading> {
    let line = bare(line);
    let length = line.chars().count();
    if length > LONGEST || (length > LONGEST_WITH_GAP && line.contains("  ")) {
        return None;
    }
    numbered(line).or_else(|| between(line)).or_else(|| named(line))
}

/// The number that is all a line says: `12`, `3.`, `- IV -`.
pub fn lone_number(line: &str) -> Option<u32> {
    let word = bare(line).trim_matches(['.', ')', '(', ' ']);
    let is_capital = || word.bytes().all(|byte| byte.is_ascii_uppercase());
    digits(word).or_else(|| roman(word).filter(|_| is_capital()))
}

/// The line without the signs that draw it.
fn bare(line: &str) -> &str {
    line.trim_matches(|c: char| c.is_whitespace() || "*_~=#-[]".contains(c))
}

/// `Chapter 12`, `Part IV: T`, `Ch. One - T`, `Part 2/5`, `Part 2 of 5`.
fn numbered(line: &str) -> Option<Heading> {
    let (word, rest) = line.split_at_checked(line.find(|c: char| !c.is_alphabetic())?)?;
    NUMBERED.contains(&word.to_lowercase().as_str()).then_some(())?;
    let rest = rest.strip_prefix('.').unwrap_or(rest).trim_start();
    let (number, rest) = leading_number(rest.strip_prefix('#').unwrap_or(rest))?;
    let title = title_behind(without_total(rest))?;
    Some(Heading { number: Some(number), title })
}

/// `第三章 T`, `제 1 장`.
fn between(line: &str) -> Option<Heading> {
    let mut characters = line.chars();
    let first = characters.next()?;
    let (_, ends) = AROUND.iter().find(|(start, _)| *start == first)?;
    let (word, title) = characters.as_str().split_once(*ends)?;
    let word = word.trim();
    let number = digits(word).or_else(|| han(word))?;
    let title = title.trim_matches(|c: char| c.is_whitespace() || matches!(c, ':' | '：' | '-' | '、'));
    Some(Heading { number: Some(number), title: title.to_owned() })
}

/// `Prologue`, `EPILOGUE: Years later`, as it was written.
fn named(line: &str) -> Option<Heading> {
    let lower = line.to_lowercase();
    let name = NAMED.iter().find(|name| lower.strip_prefix(**name).is_some_and(ends_word))?;
    let rest: String = line.chars().skip(name.chars().count()).collect();
    let is_short = rest.split_whitespace().count() <= 5 && !rest.ends_with(['.', ',', ';', '!', '?', '…', '"', '”']);
    (is_short || title_behind(&rest).is_some()).then(|| Heading { number: None, title: line.to_owned() })
}

fn ends_word(rest: &str) -> bool {
    !rest.starts_with(char::is_alphanumeric)
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
    let plain: Option<String> = word
        .chars()
        .map(|c| c.to_digit(10).or_else(|| wide_digit(c)))
        .map(|digit| char::from_digit(digit?, 10))
        .collect();
    plain.filter(|plain| (1..=4).contains(&plain.len()))?.parse().ok()
}

/// The digits of Chinese and Japanese type.
fn wide_digit(c: char) -> Option<u32> {
    ('０'..='９').contains(&c).then(|| c as u32 - '０' as u32)
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

/// Chinese numbers up to 999: `三`, `十二`, `二十`, `一百零五`.
fn han(word: &str) -> Option<u32> {
    const ONES: &str = "零一二三四五六七八九";
    let (mut sum, mut ones) = (0, None);
    for c in word.chars() {
        let unit = match c {
            '十' => 10,
            '百' => 100,
            _ => {
                ones = Some(ONES.chars().position(|known| known == c)? as u32);
                continue;
            }
        };
        sum += ones.take().unwrap_or(1) * unit;
    }
    Some(sum + ones.unwrap_or(0)).filter(|number| *number > 0 && word.chars().count() <= 6)
}

fn in_words(word: &str) -> Option<u32> {
    const SMALL: &str = "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen \
                         sixteen seventeen eighteen nineteen";
    const TENS: &str = "twenty thirty forty fifty sixty seventy eighty ninety";
    let word = word.to_lowercase();
    let among = |list: &str, word: &str| list.split(' ').position(|known| known == word).map(|at| at as u32);
    let small = |word: &str| among(SMALL, word);
    let tens = |word: &str| among(TENS, word).map(|at| (at + 2) * 10);
    small(&word).or_else(|| tens(&word)).or_else(|| {
        let (first, second) = word.split_once('-')?;
        let ones = small(second).filter(|ones| (1..10).contains(ones))?;
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

#[cfg(test)]
mod tests {
    use super::*;

    fn said(number: Option<u32>, title: &str) -> Heading {
        Heading { number, title: title.to_owned() }
    }

    #[test]
    fn headings_are_read_as_authors_write_them() {
        let table = [
            ("Chapter 1", said(Some(1), "")),
            ("Chapter One: The Letter", said(Some(1), "The Letter")),
            ("CHAPTER XIV", said(Some(14), "")),
            ("   Chapter twenty-one - Home", said(Some(21), "Home")),
            ("Chapter Twenty One", said(Some(21), "")),
            ("Chapter Twenty Two: Snow", said(Some(22), "Snow")),
            ("Part 2/5", said(Some(2), "")),
            ("Part 2 of 5: Rain", said(Some(2), "Rain")),
            ("**Part II. Toast**", said(Some(2), "Toast")),
            ("Ch. 3 The Door", said(Some(3), "The Door")),
            ("* * * Chapter 7 * * *", said(Some(7), "")),
            ("[Chapter #8]", said(Some(8), "")),
            ("Prologue", said(None, "Prologue")),
            ("EPILOGUE: Years later", said(None, "EPILOGUE: Years later")),
            ("Interlude with jam", said(None, "Interlude with jam")),
            ("Глава 2. Дождь", said(Some(2), "Дождь")),
            ("Kapitel 4: Nebel", said(Some(4), "Nebel")),
            ("Rozdział 12", said(Some(12), "")),
            ("第三章 霧", said(Some(3), "霧")),
            ("第十二話", said(Some(12), "")),
            ("第１０回：雨", said(Some(10), "雨")),
            ("第一百零五章", said(Some(105), "")),
            ("제 2 장 안개", said(Some(2), "안개")),
        ];
        for (line, expected) in table {
            assert_eq!(chapter_heading(line), Some(expected), "{line}");
        }
    }

    #[test]
    fn a_line_that_goes_on_is_no_heading() {
        for line in [
            "Chapter and verse",
            "Part of him wanted to go.",
            "Part one of the plan was done, and she was already tired of it.",
            "Part I played in it,",
            "Chapter 3 was the one that he had never finished, for all his promises to the editor and to her.",
            "Chapter 3: The Door ................................            17",
            "Prologues bored him.",
            "Interlude music played in the hall below.",
            "第一次吃章鱼",
            "1.",
            "",
        ] {
            assert_eq!(chapter_heading(line), None, "{line}");
        }
    }

    #[test]
    fn a_number_alone_is_read_in_digits_and_in_roman_capitals() {
        for (line, number) in [
            ("1.", Some(1)),
            ("- IV -", Some(4)),
            ("(12)", Some(12)),
            ("i", None),
            ("I am", None),
            ("1998", Some(1998)),
            ("", None),
        ] {
            assert_eq!(lone_number(line), number, "{line}");
        }
    }
}
