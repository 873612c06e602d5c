//! The title page at the top of a document: a title, a `by` line, and lines of `Label: value`.
//!
//! Only what is said outright is taken: a Title style, a paragraph with `by Somebody` under it, a run of known labels.
//! Anything else stays where it is, in the story.

use manuscript::{Manuscript, Proposal, ProposedField, letters};

use super::{Align, Block, Inline, Properties};
use crate::account::{dropped_letters, story_letters};
use crate::header;

/// A title longer than this is a paragraph, in characters.
const TITLE_CHARACTERS: usize = 150;
/// A label longer than this is the beginning of a sentence, in characters.
const LABEL_CHARACTERS: usize = 32;

/// What was taken from the top, and what is left.
#[derive(Debug)]
pub struct Front {
    /// The story after the title page.
    pub rest: Vec<Block>,
    /// Letters that became facts.
    pub facts: u64,
}

/// Takes the title page off the blocks and puts it into the manuscript.
///
/// A title or a name that stands there as in the file's properties is no guess any more.
pub fn read(blocks: Vec<Block>, properties: &Properties, manuscript: &mut Manuscript) -> Front {
    let mut front = Front { rest: blocks, facts: 0 };
    front.skip_blank();
    let titled = front.title(properties.title.trim(), manuscript);
    let signed = titled && front.byline(properties.creator.trim(), manuscript);
    front.labels(titled || signed, manuscript);
    front.skip_blank();
    front
}

impl Front {
    fn skip_blank(&mut self) {
        let blank = self.rest.iter().take_while(|block| block.is_blank()).count();
        // A blank block that carries a note is not blank; see `Inline::is_blank`.
        self.rest.drain(..blank);
    }

    /// Takes the title, if one is said outright; proposes a first line that looks like one.
    fn title(&mut self, known: &str, manuscript: &mut Manuscript) -> bool {
        let Some(title) = self.rest.first().and_then(Block::inline).map(|inline| one_line(&inline.text)) else {
            return false;
        };
        let short = title.chars().count() <= TITLE_CHARACTERS;
        let said = matches!(self.rest.first(), Some(Block::Heading(0, _))) || (!title.is_empty() && title == known);
        if short && !title.is_empty() && (said || self.heads_everything() || self.by_follows()) {
            self.facts += letters(&title);
            manuscript.title = title;
            self.rest.remove(0);
            return true;
        }
        if short && matches!(self.rest.first(), Some(Block::Paragraph(shape, _)) if shape.align == Align::Center) {
            let evidence = "first line, in the middle of the page".to_owned();
            manuscript.proposals.push(Proposal { field: ProposedField::Title, value: title, evidence });
        }
        false
    }

    /// Whether the first block is a heading above all others: the only one of its level, with deeper ones below.
    fn heads_everything(&self) -> bool {
        let mut levels = self.rest.iter().map(|block| match block {
            Block::Heading(level, _) => Some(*level),
            _ => None,
        });
        let Some(Some(first)) = levels.next() else { return false };
        let below: Vec<_> = levels.flatten().collect();
        below.iter().all(|level| *level > first) && below.len() > 1
    }

    fn by_follows(&self) -> bool {
        matches!(self.rest.first(), Some(Block::Paragraph(..) | Block::Heading(..)))
            && self.rest.iter().skip(1).find(|block| !block.is_blank()).is_some_and(|block| by_line(block).is_some())
    }

    /// Takes a `by Somebody` line, or one that is the known name.
    fn byline(&mut self, known: &str, manuscript: &mut Manuscript) -> bool {
        self.skip_blank();
        let Some(first) = self.rest.first() else { return false };
        let is_known = |text: &String| !text.is_empty() && text == known;
        let alone = || first.inline().map(|inline| one_line(&inline.text)).filter(is_known);
        let Some((label, names)) = by_line(first).or_else(|| Some((String::new(), alone()?))) else { return false };
        let written = letters(&label) + letters(&names);
        self.facts += written.saturating_sub(put("Author", &names, manuscript));
        self.rest.remove(0);
        true
    }

    /// Takes the longest run of labelled paragraphs that ends in a known label, if the labels prove that it is a header.
    fn labels(&mut self, titled: bool, manuscript: &mut Manuscript) {
        let run: Vec<_> = self.rest.iter().map_while(labelled).collect();
        let known = |lines: &Vec<(String, String)>| lines.iter().any(|(label, _)| header::field(label).is_some());
        let Some(last) = run.iter().rposition(known) else { return };
        let taken: Vec<_> = run.into_iter().take(last + 1).flatten().collect();
        let proofs =
            || taken.iter().filter_map(|(label, _)| header::field(label)).filter(|field| field.proves_header());
        let distinct = proofs().next().is_some_and(|first| proofs().any(|field| field != first));
        let proved = distinct || (titled && proofs().next().is_some());
        if !proved {
            return;
        }
        for (label, value) in taken {
            let written = letters(&label) + letters(&value);
            self.facts += written.saturating_sub(put(&label, &value, manuscript));
        }
        self.rest.drain(..=last);
    }
}

/// Puts one labelled value into the manuscript; gives how many letters of it are prose or dropped, and so no facts.
fn put(label: &str, value: &str, manuscript: &mut Manuscript) -> u64 {
    let kept = |manuscript: &Manuscript| story_letters(manuscript) + dropped_letters(manuscript);
    let before = kept(manuscript);
    header::take(label, value, manuscript);
    kept(manuscript).saturating_sub(before)
}

/// The labels and values of a paragraph that consists of nothing else; none for a blank one.
fn labelled(block: &Block) -> Option<Vec<(String, String)>> {
    let Block::Paragraph(_, inline) = block else { return None };
    let mut lines: Vec<(String, String)> = Vec::new();
    for line in inline.text.lines().map(str::trim).filter(|line| !line.is_empty()) {
        match (label(line), lines.last_mut()) {
            (Some((label, value)), _) => lines.push((label.to_owned(), value.to_owned())),
            (None, Some((_, value))) => {
                value.push(' ');
                value.push_str(line);
            }
            (None, None) => return None,
        }
    }
    // A note has no place in a label's value.
    (!inline.html.contains("<note ")).then_some(lines)
}

/// Splits `Label: value`.
fn label(line: &str) -> Option<(&str, &str)> {
    let (label, value) = line.split_once([':', '\t'])?;
    let label = label.trim();
    let wordy = label.split_whitespace().count() <= 4 && label.starts_with(char::is_alphabetic);
    (wordy && label.chars().count() <= LABEL_CHARACTERS && !value.trim().is_empty())
        .then(|| (label, value.trim_start_matches([':', '\t']).trim()))
}

/// The label and the names of a paragraph that is nothing but `by Somebody`.
fn by_line(block: &Block) -> Option<(String, String)> {
    let text = one_line(&block.inline()?.text);
    header::block::by_line(&text).map(|(label, names)| (label.to_owned(), names.to_owned()))
}

/// The text with all its white space single.
pub fn one_line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// A heading's text as a title.
pub fn title_of(inline: &Inline) -> String {
    one_line(&inline.text)
}
