//! What stands in a clean text besides its letters, counted: italics, scene breaks, footnotes.
//!
//! Who brings a text from another program sees by these numbers that nothing of it stayed behind. What did stay behind is
//! not counted here but named in [`crate::Complaint`]s.

use crate::clean::{Tag, Token, Tokens};
use crate::{blocks, footnotes};

/// Something that a text can hold.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Kept {
    /// Words in italics.
    Italics,
    /// Words in bold.
    Bold,
    /// Underlined words.
    Underlines,
    /// Words struck through.
    Strikes,
    /// Scene breaks.
    SceneBreaks,
    /// Headings inside the text.
    Headings,
    /// Footnotes.
    Footnotes,
    /// Links.
    Links,
    /// Pictures.
    Images,
    /// Sound, films and players.
    Players,
    /// Lists.
    Lists,
    /// Tables.
    Tables,
    /// Quotations set apart.
    Quotations,
    /// Chats, letters, cuttings ([`blocks`]).
    Blocks,
}

impl Kept {
    /// All of them, in the order in which they are told.
    pub const ALL: [Self; 14] = [
        Self::Italics,
        Self::Bold,
        Self::Underlines,
        Self::Strikes,
        Self::SceneBreaks,
        Self::Headings,
        Self::Footnotes,
        Self::Links,
        Self::Images,
        Self::Players,
        Self::Lists,
        Self::Tables,
        Self::Quotations,
        Self::Blocks,
    ];

    fn of(tag: &Tag<'_>) -> Option<Self> {
        let has = |class: &str| tag.get("class").is_some_and(|classes| classes.split(' ').any(|known| known == class));
        Some(match &*tag.name {
            "em" | "i" => Self::Italics,
            "strong" | "b" => Self::Bold,
            "u" | "ins" => Self::Underlines,
            "s" | "strike" | "del" => Self::Strikes,
            "hr" => Self::SceneBreaks,
            "h1" | "h2" | "h3" | "h4" | "h5" | "h6" => Self::Headings,
            "li" if has(footnotes::NOTE) => Self::Footnotes,
            "a" if tag.get("href").is_some() && !has(footnotes::REFERENCE) => Self::Links,
            "img" => Self::Images,
            "audio" | "video" | "iframe" | "object" => Self::Players,
            "ul" | "dl" => Self::Lists,
            "ol" if !has(footnotes::LIST) => Self::Lists,
            "table" => Self::Tables,
            "blockquote" => Self::Quotations,
            "div" if blocks::BLOCKS.iter().any(|block| has(block)) => Self::Blocks,
            _ => return None,
        })
    }
}

/// How many of each there are.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Tally([u64; Kept::ALL.len()]);

impl Tally {
    /// Counts a clean text.
    pub fn of(html: &str) -> Self {
        let mut tally = Self::default();
        tally.add(html);
        tally
    }

    /// Counts another clean text with it.
    pub fn add(&mut self, html: &str) {
        for token in Tokens::new(html) {
            let Token::Start(tag) = token else { continue };
            if let Some(count) = Kept::of(&tag).and_then(|kept| self.0.get_mut(kept as usize)) {
                *count += 1;
            }
        }
    }

    /// Everything there is any of, in the order of [`Kept::ALL`].
    pub fn kept(&self) -> impl Iterator<Item = (Kept, u64)> {
        Kept::ALL.into_iter().zip(self.0).filter(|(_, count)| *count > 0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn everything_that_a_text_can_hold_is_counted_once() {
        let cases = [
            (
                "<p><em>a</em> <i>b</i> <strong>c</strong></p><hr /><hr data-mark=\"***\" />",
                "Italics 2 Bold 1 SceneBreaks 2",
            ),
            ("<p><u>a</u> <ins>b</ins> <s>c</s></p><h2>d</h2>", "Underlines 2 Strikes 1 Headings 1"),
            ("<ul><li>a</li></ul><table><tbody><tr><td>b</td></tr></tbody></table>", "Lists 1 Tables 1"),
            ("<p><a href=\"/x\">a</a> <a name=\"y\">b</a> <img src=\"https://x.example/y\" /></p>", "Links 1 Images 1"),
            ("<blockquote><p>a</p></blockquote><div class=\"fs-chat\"><p>b</p></div>", "Quotations 1 Blocks 1"),
            ("<p class=\"fs-who\">a</p><div class=\"other\"><p>&lt;em&gt;</p></div>", ""),
        ];
        for (html, expected) in cases {
            let told: Vec<_> = Tally::of(html).kept().map(|(kept, count)| format!("{kept:?} {count}")).collect();
            assert_eq!(told.join(" "), expected, "{html}");
        }
    }

    #[test]
    fn a_footnote_is_no_link_and_its_list_no_list() {
        let notes = [footnotes::Note { number: 1, html: "<p>b</p>".to_owned() }];
        let html = format!("<p>a{}</p>{}", footnotes::reference(1), footnotes::list(&notes));
        assert_eq!(Tally::of(&html).kept().collect::<Vec<_>>(), [(Kept::Footnotes, 1)]);
    }

    #[test]
    fn several_texts_are_counted_together() {
        let mut tally = Tally::of("<p><em>a</em></p>");
        tally.add("<p><em>b</em></p><hr />");
        assert_eq!(tally.kept().collect::<Vec<_>>(), [(Kept::Italics, 2), (Kept::SceneBreaks, 1)]);
    }
}
