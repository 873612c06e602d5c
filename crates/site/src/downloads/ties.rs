//! What a file says of whom it is for, of the works it comes from and of those that come from it: in its notes, where archives
//! have it (DL-3); and of the collections that hold it, on its title page. Told as to anybody of its asker's audience, because a
//! file is passed on.

use archive::{collections, works::WorkCard};
use askama::Template;
use manuscript::{Manuscript, Newlines, Place, Prose, clean};

use crate::{Cx, relations::Related};

#[derive(Template)]
#[template(path = "downloads/before.html")]
struct Before<'a> {
    cx: &'a Cx,
    card: &'a WorkCard,
    related: &'a Related,
}

#[derive(Template)]
#[template(path = "downloads/after.html")]
struct After<'a> {
    cx: &'a Cx,
    related: &'a Related,
}

impl Before<'_> {
    /// Whom it is for.
    fn recipients(&self) -> String {
        self.card.recipients.iter().map(ToString::to_string).collect::<Vec<_>>().join(", ")
    }
}

/// What stands before and after the text, and on the title page.
#[derive(Debug)]
pub(super) struct Ties {
    before: String,
    after: String,
    /// The collections that hold it.
    collections: Vec<String>,
}

impl Ties {
    pub(super) fn of(
        cx: &Cx,
        card: &WorkCard,
        related: &Related,
        held: &[collections::Place],
    ) -> Result<Self, askama::Error> {
        let collections = held.iter().map(|place| place.title.clone()).collect();
        let (before, after) = (Before { cx, card, related }.render()?, After { cx, related }.render()?);
        Ok(Self { before, after, collections })
    }

    /// All of it, to be told apart by.
    pub(super) fn told(&self) -> String {
        format!("{}{}{}", self.before, self.after, self.collections.join(", "))
    }

    /// The story with it in its notes.
    pub(super) fn put_into(&self, story: Manuscript) -> Manuscript {
        let notes = joined(&self.before, &story.notes, true);
        let end_notes = joined(&self.after, &story.end_notes, false);
        let mut collections = story.collections.clone();
        collections.extend(self.collections.iter().filter(|title| !story.collections.contains(title)).cloned());
        Manuscript { notes, end_notes, collections, ..story }
    }
}

fn joined(told: &str, notes: &Prose, is_first: bool) -> Prose {
    let told = clean(told, Place::Notes, Newlines::Space, &mut Vec::new());
    if told.is_empty() {
        return notes.clone();
    }
    let html = if is_first { [told.html(), notes.html()].concat() } else { [notes.html(), told.html()].concat() };
    Prose::stored(html, None, told.cleaner())
}
