//! Where the chapters of a document begin: at its headings, or at lines that read as chapter headings.

use manuscript::letters;

use super::front::title_of;
use super::{Block, Inline};

/// A document cut into chapters.
#[derive(Debug, Default, PartialEq, Eq)]
pub struct Division {
    /// What stands before the first heading.
    pub front: Vec<Block>,
    /// The chapters with their headings.
    pub chapters: Vec<(Inline, Vec<Block>)>,
}

impl Division {
    /// Letters of headings, which become titles.
    pub fn facts(&self) -> u64 {
        self.chapters.iter().map(|(heading, _)| letters(&heading.text)).sum()
    }
}

/// Cuts the blocks at the headings of the highest level that is there twice, else at lines that read as chapter headings.
pub fn divide(blocks: Vec<Block>) -> Division {
    let Some(level) = chapter_level(&blocks) else { return cut(blocks, reads_as_chapter) };
    cut(blocks, |block| matches!(block, Block::Heading(found, _) if *found == level))
}

/// The level of headings that begin chapters: the highest with two of them, or with one that reads as a chapter.
fn chapter_level(blocks: &[Block]) -> Option<u8> {
    let of =
        |level: u8| blocks.iter().filter(move |block| matches!(block, Block::Heading(found, _) if *found == level));
    let twice = (1..=3).find(|level| of(*level).count() > 1);
    twice.or_else(|| (1..=3).find(|level| of(*level).any(reads_as_chapter)))
}

fn cut(blocks: Vec<Block>, begins: impl Fn(&Block) -> bool) -> Division {
    let mut division = Division::default();
    for block in blocks {
        match (begins(&block), block, division.chapters.last_mut()) {
            (true, Block::Heading(_, inline) | Block::Paragraph(_, inline), _) => {
                division.chapters.push((inline, Vec::new()));
            }
            (_, block, Some((_, chapter))) => chapter.push(block),
            (_, block, None) => division.front.push(block),
        }
    }
    division
}

/// Whether a heading or a whole paragraph is the heading of a chapter.
fn reads_as_chapter(block: &Block) -> bool {
    let inline = match block {
        Block::Heading(_, inline) | Block::Paragraph(_, inline) => inline,
        _ => return false,
    };
    title(&title_of(inline)).is_some()
}

/// The title without its number, if the line is the heading of a chapter.
pub fn title(line: &str) -> Option<String> {
    if line.chars().count() > 100 {
        return None;
    }
    let (word, rest) = line.split_once(' ').unwrap_or((line, ""));
    let lower = word.trim_end_matches([':', '.']).to_lowercase();
    match lower.as_str() {
        "prologue" | "epilogue" | "interlude" => Some(line.to_owned()),
        "chapter" | "part" => {
            let (number, title) = rest.split_once([' ', ':', '.']).unwrap_or((rest, ""));
            let number = number.trim_end_matches([':', '.', ',', '-']);
            is_number(number).then(|| title.trim_start_matches([':', '.', '-', '–', '—', ' ']).to_owned())
        }
        _ => None,
    }
}

fn is_number(word: &str) -> bool {
    const WORDS: &[&str] =
        &["one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve"];
    let roman = |word: &str| word.chars().all(|letter| "IVXLC".contains(letter));
    !word.is_empty()
        && (word.chars().all(|digit| digit.is_ascii_digit())
            || roman(word)
            || WORDS.iter().any(|number| number.eq_ignore_ascii_case(word)))
}
