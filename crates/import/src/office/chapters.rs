//! Where the chapters of a document begin: at its headings, or at lines that read as chapter headings.

use manuscript::{chapter_heading, letters};

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
    let (Block::Heading(_, inline) | Block::Paragraph(_, inline)) = block else { return false };
    chapter_heading(&title_of(inline)).is_some()
}
