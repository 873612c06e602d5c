//! The writing inside a paragraph: pieces of text with their looks, written as the fewest well-nested HTML elements.

/// One way in which text may look; its element carries the meaning.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Mark {
    /// Bold type.
    Bold,
    /// Italic type.
    Italic,
    /// Underlined.
    Underline,
    /// Struck through.
    Strike,
    /// Raised.
    Superscript,
    /// Lowered.
    Subscript,
}

impl Mark {
    /// Every mark, in the order in which their elements are nested.
    pub const ALL: [Self; 6] =
        [Self::Bold, Self::Italic, Self::Underline, Self::Strike, Self::Superscript, Self::Subscript];

    const fn element(self) -> &'static str {
        match self {
            Self::Bold => "strong",
            Self::Italic => "em",
            Self::Underline => "u",
            Self::Strike => "s",
            Self::Superscript => "sup",
            Self::Subscript => "sub",
        }
    }

    const fn bit(self) -> u8 {
        1 << self as u8
    }
}

/// The marks that a piece of text has.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Look(u8);

impl Look {
    /// This look with a mark set or taken away.
    #[must_use]
    pub const fn with(self, mark: Mark, on: bool) -> Self {
        if on { Self(self.0 | mark.bit()) } else { Self(self.0 & !mark.bit()) }
    }

    /// Whether the mark is set.
    pub const fn has(self, mark: Mark) -> bool {
        self.0 & mark.bit() != 0
    }
}

/// Finished writing: HTML, and the same as plain text.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Inline {
    /// The HTML; a note's place is the element `<note N>`, which [`super::notes`] replaces.
    pub html: String,
    /// The text with line ends for breaks.
    pub text: String,
}

impl Inline {
    /// Whether there is nothing but white space in it.
    pub fn is_blank(&self) -> bool {
        self.text.trim().is_empty() && !self.html.contains("<note ")
    }
}

/// Writing in the making.
#[derive(Debug, Clone, Default)]
pub struct Line {
    inline: Inline,
    open: Vec<Mark>,
    linked: bool,
}

impl Line {
    /// Adds text of one look.
    pub fn text(&mut self, text: &str, look: Look) {
        if text.is_empty() {
            return;
        }
        self.inline.text.push_str(text);
        // An element around nothing but white space says nothing and would be cleaned away again.
        if !text.trim().is_empty() {
            self.dress(look);
        }
        escape(text, &mut self.inline.html);
    }

    /// Adds a line break.
    pub fn line_break(&mut self) {
        self.inline.text.push('\n');
        self.inline.html.push_str("<br />");
    }

    /// Adds the place of a note, by its number in the document's list.
    pub fn note(&mut self, number: usize) {
        self.dress(Look::default());
        self.inline.html.push_str("<note ");
        self.inline.html.push_str(&number.to_string());
        self.inline.html.push('>');
    }

    /// Begins a link, ending the one before.
    pub fn link(&mut self, address: &str) {
        self.unlink();
        self.inline.html.push_str("<a href=\"");
        escape(address, &mut self.inline.html);
        self.inline.html.push_str("\">");
        self.linked = true;
    }

    /// Ends a link, if one was begun.
    pub fn unlink(&mut self) {
        self.dress(Look::default());
        if std::mem::take(&mut self.linked) {
            self.inline.html.push_str("</a>");
        }
    }

    /// Whether nothing that can be seen has been added yet.
    pub fn is_blank(&self) -> bool {
        self.inline.is_blank()
    }

    /// The finished writing.
    pub fn finish(mut self) -> Inline {
        self.unlink();
        self.inline
    }

    /// Closes and opens elements until exactly the look's marks are open.
    fn dress(&mut self, look: Look) {
        let kept = self.open.iter().take_while(|mark| look.has(**mark)).count();
        while self.open.len() > kept {
            self.close_innermost();
        }
        for mark in Mark::ALL.into_iter().filter(|mark| look.has(*mark)) {
            if !self.open.contains(&mark) {
                self.open.push(mark);
                self.tag("<", mark);
            }
        }
    }

    fn tag(&mut self, start: &str, mark: Mark) {
        for piece in [start, mark.element(), ">"] {
            self.inline.html.push_str(piece);
        }
    }

    fn close_innermost(&mut self) {
        if let Some(mark) = self.open.pop() {
            self.tag("</", mark);
        }
    }
}

/// Writes text so that HTML shows it as it is.
pub fn escape(text: &str, html: &mut String) {
    for character in text.chars() {
        match character {
            '&' => html.push_str("&amp;"),
            '<' => html.push_str("&lt;"),
            '>' => html.push_str("&gt;"),
            '"' => html.push_str("&quot;"),
            // No control character but the tab means anything in a paragraph.
            '\t' => html.push(' '),
            other if other.is_control() => {}
            other => html.push(other),
        }
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    const PLAIN: Look = Look(0);

    #[test]
    fn pieces_of_one_look_share_their_elements() {
        let italic = PLAIN.with(Mark::Italic, true);
        let both = italic.with(Mark::Bold, true);
        let mut line = Line::default();
        for (text, look) in [("a ", PLAIN), ("b", italic), (" ", PLAIN), ("c", italic), ("d", both), ("e", PLAIN)] {
            line.text(text, look);
        }
        let inline = line.finish();
        assert_eq!(inline.html, "a <em>b c<strong>d</strong></em>e");
        assert_eq!(inline.text, "a b cde");
    }

    #[test]
    fn markup_in_the_text_is_text() {
        let mut line = Line::default();
        line.text("<note 3> & \"\u{7}", PLAIN);
        assert_eq!(line.finish().html, "&lt;note 3&gt; &amp; &quot;");
    }

    #[test]
    fn links_breaks_and_notes_stand_between_closed_elements() {
        let mut line = Line::default();
        line.link("https://example.org/?a=1&b=\"");
        line.text("there", PLAIN.with(Mark::Bold, true));
        line.unlink();
        line.note(4);
        line.line_break();
        line.text("x", PLAIN);
        let inline = line.finish();
        assert_eq!(
            inline.html,
            "<a href=\"https://example.org/?a=1&amp;b=&quot;\"><strong>there</strong></a><note 4><br />x"
        );
        assert_eq!(inline.text, "there\nx");
    }

    proptest! {
        #[test]
        fn every_look_closes_what_it_opened(pieces in proptest::collection::vec(("[a-z ]{1,4}", 0_u8..64), 0..20)) {
            let mut line = Line::default();
            for (text, look) in &pieces {
                line.text(text, Look(*look));
            }
            let wrapped = format!("<p>{}</p>", line.finish().html);
            let tree = crate::xml::parse(wrapped.as_bytes(), "p").expect("well-formed");
            let text: String = pieces.iter().map(|(text, _)| text.as_str()).collect();
            prop_assert_eq!(tree.text(), text);
        }
    }
}
