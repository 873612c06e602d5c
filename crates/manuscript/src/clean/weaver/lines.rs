//! Lines of text: paragraphs, the inline elements in them, and what the space between two words means (PARA-1).

use std::mem;

use super::super::style::Dress;
use super::super::tokens::Tag;
use super::super::{Newlines, Place, write};
use super::Weaver;
use crate::marks;

/// How the text of a run is framed.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Manner {
    /// A paragraph the source asked for.
    Asked,
    /// A paragraph made for loose text.
    Made,
    /// Loose text that stays loose.
    Bare,
    /// Text whose white space stays as it is.
    Kept,
}

/// A line of text that is being written.
pub(super) struct Run {
    pub(super) manner: Manner,
    start: usize,
    body: usize,
    filled: bool,
    gap: Gap,
}

/// What was seen since the last word.
#[derive(Default)]
struct Gap {
    space: bool,
    breaks: u32,
    /// Line ends since the last break.
    newlines: u32,
    /// The most line ends between two breaks.
    most_newlines: u32,
}

impl Gap {
    fn line_break(&mut self) {
        self.breaks += 1;
        self.most_newlines = self.most_newlines.max(mem::take(&mut self.newlines));
    }

    fn lines(&self) -> u32 {
        self.breaks.max(self.newlines).max(self.most_newlines)
    }
}

impl Weaver<'_> {
    /// Text with its white space.
    pub(super) fn text(&mut self, text: &str) {
        if self.blocks.last().is_some_and(|block| block.name == "pre") {
            return self.kept_text(text);
        }
        let mut rest = text;
        while !rest.is_empty() {
            let spaces = rest.len() - rest.trim_start_matches(is_space).len();
            let (space, words) = rest.split_at_checked(spaces).unwrap_or((rest, ""));
            self.space(space);
            let (words, behind) = words.split_at_checked(end_of_words(words)).unwrap_or((words, ""));
            if !words.is_empty() {
                self.content();
                write::push_text(&mut self.out, words);
            }
            rest = behind;
        }
    }

    fn kept_text(&mut self, text: &str) {
        let is_first = self.run.as_ref().is_none_or(|run| !run.filled);
        // HTML eats a line end behind <pre>, XML does not.
        let text = if is_first { text.trim_start_matches(['\n', '\r', '\x0C']) } else { text };
        if !text.is_empty() {
            self.content();
            write::push_text(&mut self.out, &text.replace(['\r', '\x0C'], "\n"));
        }
    }

    fn space(&mut self, space: &str) {
        let in_link = self.in_link();
        let newlines = self.newlines;
        let Some(run) = self.run.as_mut().filter(|_| !space.is_empty()) else { return };
        run.gap.space = true;
        if run.manner == Manner::Made && newlines == Newlines::Breaks && !in_link {
            run.gap.newlines += space.bytes().filter(|&b| b == b'\n').count() as u32;
        }
    }

    /// `br`.
    pub(super) fn line_break(&mut self) {
        match &mut self.run {
            Some(run) if run.manner == Manner::Kept => self.kept_text("\n"),
            Some(run) => run.gap.line_break(),
            None => {}
        }
    }

    /// Something visible follows: puts the paragraph, the gap and the wanted inline elements in front of it.
    pub(super) fn content(&mut self) {
        self.begin_run();
        let in_link = self.in_link();
        let Some(run) = &mut self.run else { return };
        let gap = mem::take(&mut run.gap);
        let (filled, lines) = (run.filled, gap.lines());
        let divides = run.manner == Manner::Made && lines > 1 && !in_link;
        if filled && divides {
            self.divide(lines);
        } else if filled && lines > 0 {
            for _ in 0..lines {
                self.out.push_str("<br />");
            }
        } else if filled && gap.space {
            self.out.push(' ');
        }
        self.open_wanted();
        if let Some(run) = &mut self.run {
            run.filled = true;
        }
    }

    /// Ends the paragraph at an empty line and begins the next; more empty lines leave a spacer (PARA-1).
    fn divide(&mut self, lines: u32) {
        self.end_run();
        if lines > 2 {
            self.out.push_str("<p>\u{A0}</p>");
        }
        self.begin_run();
    }

    fn begin_run(&mut self) {
        if self.run.is_some() {
            return;
        }
        self.make_room_for_text();
        let manner = match self.blocks.last() {
            Some(block) if block.name == "pre" => Manner::Kept,
            Some(block) if !block.wraps => Manner::Bare,
            _ => Manner::Made,
        };
        self.start_run(manner, if manner == Manner::Made { "<p>" } else { "" });
    }

    pub(super) fn start_run(&mut self, manner: Manner, tag: &str) {
        let start = self.out.len();
        self.out.push_str(tag);
        self.run = Some(Run { manner, start, body: self.out.len(), filled: false, gap: Gap::default() });
    }

    /// `<p>`.
    pub(super) fn open_paragraph(&mut self, tag: &Tag, dress: &Dress) {
        if self.is_phrasing() {
            return self.boundary();
        }
        self.end_run();
        self.make_room("p");
        let attributes = self.attributes("p", tag, dress);
        self.start_run(Manner::Asked, &format!("<p{attributes}>"));
        self.wear(dress);
    }

    /// `</p>`.
    pub(super) fn end_paragraph(&mut self) {
        if self.run.as_ref().is_some_and(|run| matches!(run.manner, Manner::Asked | Manner::Made)) {
            self.end_run();
        }
    }

    /// An edge of something unknown that would have stood on lines of its own.
    pub(super) fn boundary(&mut self) {
        match &mut self.run {
            Some(run) if run.manner == Manner::Kept => self.kept_text("\n"),
            Some(run) if run.manner == Manner::Bare => run.gap.breaks = run.gap.breaks.max(1),
            _ => self.end_run(),
        }
    }

    /// Ends the line: what is open in it is closed, and it vanishes if there is nothing in it.
    pub(super) fn end_run(&mut self) {
        let Some(run) = &self.run else { return };
        let asked = run.manner == Manner::Asked;
        let base = self.inline_base();
        self.close_inline_from(base);
        let Some(run) = self.run.take() else { return };
        if asked {
            self.forget_inline_born_below(self.depth());
        }
        let spacer = asked && !run.filled && run.gap.breaks > 0;
        if spacer {
            self.out.push('\u{A0}');
        } else if !run.filled {
            self.out.truncate(run.start);
            return;
        }
        match self.mark_of(&run) {
            Some(rule) => {
                self.out.truncate(run.start);
                self.out.push_str(&rule);
            }
            None if matches!(run.manner, Manner::Asked | Manner::Made) => self.out.push_str("</p>"),
            None => {}
        }
    }

    /// The scene break that this paragraph is, if it is one.
    fn mark_of(&self, run: &Run) -> Option<String> {
        let body = self.out.get(run.body..)?;
        let is_paragraph = matches!(run.manner, Manner::Asked | Manner::Made);
        if self.place != Place::Body || !is_paragraph || body.len() > marks::LONGEST_HTML {
            return None;
        }
        let mark = marks::mark_in(body)?;
        Some(format!("<hr{} />", write::attribute("data-mark", &mark)))
    }

    /// How deep we are: two for each block, one for a paragraph that was asked for.
    pub(super) fn depth(&self) -> usize {
        let asked = self.run.as_ref().is_some_and(|run| run.manner == Manner::Asked);
        self.blocks.len() * 2 + usize::from(asked)
    }
}

fn is_space(c: char) -> bool {
    matches!(c, ' ' | '\t' | '\n' | '\r' | '\x0C')
}

/// Where the next white space is that is not one single space between two words.
fn end_of_words(text: &str) -> usize {
    let mut bytes = text.bytes().enumerate().peekable();
    while let Some((at, byte)) = bytes.next() {
        let next = bytes.peek().map(|&(_, next)| next);
        match byte {
            b'\t' | b'\n' | b'\r' | b'\x0C' => return at,
            b' ' if next.is_none_or(|next| is_space(char::from(next))) => return at,
            _ => {}
        }
    }
    text.len()
}
