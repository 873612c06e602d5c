//! What DOCX, ODT and RTF have in common: a document is a run of paragraphs, and a story is made of it in one way.
//!
//! Each reader turns its format into a [`Document`]; [`Document::arrive`] finds the title page, the chapters and the
//! notes in it and has the prose cleaned. Nothing here knows a file format, and nothing here reads bytes.

mod chapters;
mod compose;
mod format;
mod front;
mod ink;
mod line;
mod links;
mod notes;
mod roles;
mod symbols;
mod table;
#[cfg(test)]
mod tests;

use manuscript::{Complaint, Manuscript, Proposal, ProposedField, Provenance, Trouble, letters};

pub use compose::inner_html;
pub use format::Format;
pub use ink::{Ink, Inks, colour, size};
pub use line::{Inline, Line, Look, Mark};
pub use links::{link_of_field, outside};
pub use roles::{Role, role_of_style};
pub use symbols::symbol;
pub use table::{Cell, table};

use crate::{Account, Arrival, Refusal, header};

/// How the lines of a paragraph stand.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Align {
    /// As the page does.
    #[default]
    Natural,
    /// In the middle.
    Center,
    /// Against the end of the line.
    End,
}

/// A paragraph's shape, as far as a story keeps it.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Shape {
    /// How its lines stand.
    pub align: Align,
    /// Whether it is written from right to left.
    pub right_to_left: bool,
    /// Whether it is quoted.
    pub quoted: bool,
}

/// A place in a list.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Item {
    /// How deep the list stands in other lists, from 0.
    pub level: u8,
    /// Whether its items are numbered.
    pub ordered: bool,
}

/// A piece of a document that stands by itself.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Block {
    /// A heading: 0 is the document's title, 1 to 6 are its parts.
    Heading(u8, Inline),
    /// A paragraph; an empty one is a blank line.
    Paragraph(Shape, Inline),
    /// A paragraph in a list.
    Item(Item, Inline),
    /// Finished block HTML, such as a table, with its plain text.
    Finished(Inline),
    /// The beginning of a new page, or a line drawn across the page.
    Break,
}

impl Block {
    /// What is written in it, if it is writing.
    fn inline(&self) -> Option<&Inline> {
        match self {
            Self::Heading(_, inline) | Self::Paragraph(_, inline) | Self::Item(_, inline) | Self::Finished(inline) => {
                Some(inline)
            }
            Self::Break => None,
        }
    }

    /// Whether nothing can be read or seen in it.
    pub fn is_blank(&self) -> bool {
        self.inline().is_none_or(Inline::is_blank)
    }
}

/// What a document's properties say, which its readers do not see.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Properties {
    /// The title; empty if none.
    pub title: String,
    /// Who made the file: often a real name, so only ever proposed.
    pub creator: String,
    /// The language tag of the text or of the program; only ever proposed.
    pub language: String,
    /// Anything else worth keeping, by its name.
    pub extra: Vec<(String, String)>,
}

/// A document as its reader understood it.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Document {
    /// The text in order.
    pub blocks: Vec<Block>,
    /// Footnotes and endnotes as block HTML, in the order of [`Line::note`]'s numbers.
    pub notes: Vec<Inline>,
    /// What the file says of itself.
    pub properties: Properties,
    /// Letters of visible text in the source.
    pub seen: u64,
    /// What was dropped, changed or doubted so far.
    pub complaints: Vec<Complaint>,
    /// The sizes and colours of its text.
    pub inks: Inks,
}

impl Document {
    /// Says that `text` is not in the story.
    pub fn drop_text(&mut self, what: &str, text: &str) {
        if !text.trim().is_empty() {
            Complaint::dropped(what, text).join(&mut self.complaints);
        }
    }

    /// Says that something without letters was dropped, changed, doubted or found damaged.
    pub fn complain(&mut self, trouble: Trouble, what: &str, example: &str) {
        Complaint::new(trouble, what, example).join(&mut self.complaints);
    }

    /// Counts text as seen and says that it is not in the story.
    pub fn leave_out(&mut self, what: &str, text: &str) {
        self.seen += letters(text);
        self.drop_text(what, text);
    }

    /// Names a picture, which is not kept; gives the text that describes it, if its author wrote one.
    pub fn picture(&mut self, described: &str) -> Option<Block> {
        let described = described.trim();
        self.complain(Trouble::Dropped, "picture", described);
        // Word's own guess of what a picture shows is nothing its author wrote.
        if described.is_empty() || described.contains("automatically generated") {
            return None;
        }
        let mut line = Line::default();
        line.text(&format!("[{described}]"), Look::default());
        self.seen += letters(described);
        Some(Block::Paragraph(Shape::default(), line.finish()))
    }

    /// Makes the story of the document: title page, chapters, notes, cleaned prose.
    ///
    /// # Errors
    /// [`Refusal::NoStory`] if the document has no text.
    pub fn arrive(mut self, format: &str, file: &str) -> Result<Arrival, Refusal> {
        if self.blocks.iter().all(Block::is_blank) {
            return Err(Refusal::NoStory("the document has no text".to_owned()));
        }
        self.inks.tell(&mut self.complaints);
        let mut manuscript = Manuscript {
            provenance: Provenance { format: format.to_owned(), file: file.to_owned(), ..Provenance::default() },
            complaints: self.complaints,
            ..Manuscript::default()
        };
        let front = front::read(self.blocks, &self.properties, &mut manuscript);
        self.properties.tell(&mut manuscript);
        let division = chapters::divide(front.rest);
        let facts = front.facts + division.facts();
        let marks = compose::write(division, &self.notes, &mut manuscript);
        header::settle(&mut manuscript);
        Ok(Arrival { account: Account::of(&manuscript, self.seen + marks, facts), manuscript })
    }
}

impl Properties {
    /// Puts into a manuscript what its visible text did not already say.
    fn tell(self, manuscript: &mut Manuscript) {
        let untitled = manuscript.title == Manuscript::default().title;
        if untitled && !self.title.trim().is_empty() {
            self.title.trim().clone_into(&mut manuscript.title);
        }
        let proposals = [
            (ProposedField::Byline, self.creator, "author in the file's properties"),
            (ProposedField::Language, self.language, "language in the file's properties"),
        ];
        for (field, value, evidence) in proposals {
            let said = field == ProposedField::Byline && !manuscript.bylines.is_empty();
            if !said && !value.trim().is_empty() {
                let value = value.trim().to_owned();
                manuscript.proposals.push(Proposal { field, value, evidence: evidence.to_owned() });
            }
        }
        manuscript.extra.extend(self.extra);
    }
}
