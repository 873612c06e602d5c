//! In which language the text of a form is written: HTML, Markdown, or as it looks.
//!
//! What is stored is clean HTML, whichever it was; a view is how a form shows it and reads it back. Each shows everything:
//! what Markdown cannot say stands in it as HTML. The view that somebody chose last is the one that their forms begin with.

use archive::accounts::{self, Preferences};
use manuscript::{Complaint, Newlines, Place, Prose, clean};

use super::form::{cleaned, typed};
use crate::{Cx, Problem};

/// What can be done with words on the page that is written on: the tool, its sign, its words.
pub(super) const TOOLS: [(&str, &str, &str); 13] = [
    ("bold", "B", message!("tool-bold")),
    ("italic", "I", message!("tool-italic")),
    ("underline", "U", message!("tool-underline")),
    ("strikeThrough", "S", message!("tool-strike")),
    ("link", "↗", message!("tool-link")),
    ("heading", "H", message!("tool-heading")),
    ("quote", "“", message!("tool-quote")),
    ("insertUnorderedList", "•", message!("tool-list")),
    ("insertOrderedList", "1.", message!("tool-numbers")),
    ("break", "⁂", message!("tool-break")),
    ("footnote", "¹", message!("tool-footnote")),
    ("undo", "↶", message!("tool-undo")),
    ("redo", "↷", message!("tool-redo")),
];

/// A way to write a text.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) enum View {
    /// HTML, with empty lines between paragraphs if one likes.
    #[default]
    Html,
    /// Markdown with HTML in it.
    Markdown,
    /// A page that is written on; only a browser with script has it, and sends its HTML.
    Rich,
}

impl View {
    /// The view of a word; HTML for a word that nobody knows.
    pub(super) fn of_word(word: &str) -> Self {
        match word {
            "markdown" => Self::Markdown,
            "rich" => Self::Rich,
            _ => Self::Html,
        }
    }

    /// Its word in forms and in what is remembered.
    pub(super) const fn word(self) -> &'static str {
        match self {
            Self::Html => "html",
            Self::Markdown => "markdown",
            Self::Rich => "rich",
        }
    }

    /// The one that the member chose last.
    pub(super) fn liked(cx: &Cx) -> Self {
        cx.member().map_or(Self::Html, |member| Self::of_word(&member.preferences.writing))
    }

    /// What was written in it, clean.
    pub(super) fn cleaned(self, text: &str, complaints: &mut Vec<Complaint>) -> Prose {
        match self {
            Self::Html => cleaned(text, Place::Body, complaints),
            Self::Markdown => import::markdown::prose(text, Place::Body, complaints),
            // No line of it was ended by hand.
            Self::Rich => clean(text, Place::Body, Newlines::Space, complaints),
        }
    }

    /// A clean text as it is written in it.
    pub(super) fn shown(self, prose: &Prose) -> String {
        match self {
            Self::Html => typed(prose, Place::Body),
            Self::Markdown => export::markdown(prose.html()),
            Self::Rich => typed(&without_source(prose), Place::Body),
        }
    }

    /// A text that came from elsewhere, which nobody has typed here.
    pub(super) fn shown_anew(self, prose: &Prose) -> String {
        self.shown(&without_source(prose))
    }

    /// Whether it is Markdown, for templates.
    pub(super) fn is_markdown(self) -> bool {
        self == Self::Markdown
    }

    /// Lets the member's forms begin with this view from now on.
    pub(super) async fn remember(self, cx: &Cx) -> Result<(), Problem> {
        let Some(member) = cx.member().filter(|_| Self::liked(cx) != self) else { return Ok(()) };
        let viewer = cx.viewer;
        let wanted = Preferences { writing: self.word().to_owned(), ..member.preferences.clone() };
        Ok(cx.archive().write(move |tx| accounts::prefer(&viewer, tx, &wanted)).await?)
    }
}

fn without_source(prose: &Prose) -> Prose {
    Prose::stored(prose.html().to_owned(), None, prose.cleaner())
}

#[cfg(test)]
mod tests {
    use super::*;

    const TEXT: &str =
        "<p>One <em>two</em><br />three.</p><hr data-mark=\"~*~\" /><p class=\"fs-when\">x</p><p>a * b &lt;c</p>";

    fn prose(html: &str) -> Prose {
        clean(html, Place::Body, Newlines::Space, &mut Vec::new())
    }

    #[test]
    fn a_text_goes_through_all_views_and_stays_the_same() {
        let (mut text, views) = (prose(TEXT), [View::Html, View::Markdown, View::Rich]);
        for view in views.iter().chain(views.iter().rev()) {
            let mut complaints = Vec::new();
            text = view.cleaned(&view.shown(&text), &mut complaints);
            assert_eq!((text.html(), complaints), (TEXT, Vec::new()), "{view:?}");
        }
    }

    #[test]
    fn a_view_is_known_by_its_word() {
        for view in [View::Html, View::Markdown, View::Rich] {
            assert_eq!(View::of_word(view.word()), view);
        }
        assert_eq!(View::of_word("wordstar"), View::Html);
    }
}
