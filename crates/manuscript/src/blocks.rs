//! Semantic blocks: pieces of a story that stand for a chat, a letter or a cutting from a newspaper.
//!
//! They are plain `div`s with a class, so they survive everywhere, look right where our style sheets are, and read well
//! as text. The expected structure, of which only the outer class is needed:
//!
//! ```html
//! <div class="fs-chat"><p><span class="fs-who">ana</span> <span class="fs-when">12:03</span> <span class="fs-said">hello</span></p></div>
//! <div class="fs-text">   the same lines, as messages on a telephone; fs-mine on the p of the telephone's owner   </div>
//! <div class="fs-letter"><p class="fs-when">…</p><p>…</p><p class="fs-who">…</p></div>
//! <div class="fs-post">   a post in a forum or blog: fs-who, fs-when, then paragraphs   </div>
//! <div class="fs-newspaper"><h3>headline</h3><p class="fs-when">…</p><p>…</p></div>
//! <div class="fs-note"><p>a note on the fridge</p></div>
//! ```
//!
//! In plain text a line of chat becomes `ana: [12:03] hello`; the other blocks are their paragraphs.

use crate::Prose;

/// A chat of several people, line by line.
pub const CHAT: &str = "fs-chat";
/// Messages on a telephone.
pub const TEXT: &str = "fs-text";
/// A letter or an e-mail.
pub const LETTER: &str = "fs-letter";
/// A post in a forum, a blog or a network.
pub const POST: &str = "fs-post";
/// A cutting from a newspaper.
pub const NEWSPAPER: &str = "fs-newspaper";
/// A note in somebody's hand.
pub const NOTE: &str = "fs-note";

/// Who says or signs it.
pub const WHO: &str = "fs-who";
/// When or where it was said.
pub const WHEN: &str = "fs-when";
/// What is said.
pub const SAID: &str = "fs-said";
/// On a line of messages: by the telephone's owner.
pub const MINE: &str = "fs-mine";

/// Every block.
pub const BLOCKS: &[&str] = &[CHAT, TEXT, LETTER, POST, NEWSPAPER, NOTE];
/// Every part of a block.
pub const PARTS: &[&str] = &[WHO, WHEN, SAID, MINE];

/// Whether a clean text holds any block, and so needs their style sheet.
pub fn are_in(prose: &Prose) -> bool {
    BLOCKS.iter().any(|block| prose.html().contains(&format!("<div class=\"{block}")))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{Newlines, Place, clean, plain_text};

    fn cleaned(html: &str, place: Place) -> Prose {
        clean(html, place, Newlines::Space, &mut Vec::new())
    }

    #[test]
    fn a_chat_survives_the_cleaner_and_reads_well_as_text() {
        let chat = "<div class=\"fs-chat\"><p><span class=\"fs-who\">ana</span> <span class=\"fs-said\">hello</span></p>\
                    <p><span class=\"fs-who\">bo</span> <span class=\"fs-when\">12:03</span> hi</p></div>";
        let prose = cleaned(chat, Place::Body);
        assert_eq!(prose.html(), chat);
        assert!(are_in(&prose));
        assert_eq!(plain_text(prose.html()), "ana: hello\n\nbo: [12:03] hi");
    }

    #[test]
    fn every_class_of_ours_passes_in_text_and_notes_but_not_in_summaries() {
        for class in BLOCKS.iter().chain(PARTS) {
            let html = format!("<div class=\"{class}\"><p>x</p></div>");
            assert_eq!(cleaned(&html, Place::Notes).html(), html);
            assert!(!are_in(&cleaned(&html, Place::Summary)));
        }
    }
}
