//! What two forms of one title page say otherwise: what stands in each field, in words.

use super::form::WorkForm;
use crate::{Say, languages};

impl WorkForm {
    /// Every field of the title page, by the name of its label, as one text each.
    pub(super) fn fields(&self, say: &Say) -> [(&'static str, String); 20] {
        let wish = |(question, answer)| format!("{}: {}", say.text(question), say.text(answer));
        [
            (message!("field-rating"), self.rating.clone()),
            (message!("field-warnings"), self.warnings.join(", ")),
            (message!("field-categories"), self.categories.join(", ")),
            (message!("field-fandoms"), self.fandoms.clone()),
            (message!("field-relationships"), self.relationships.clone()),
            (message!("field-side-relationships"), self.side_relationships.clone()),
            (message!("field-characters"), self.characters.clone()),
            (message!("field-side-characters"), self.side_characters.clone()),
            (message!("field-additional"), self.additional.clone()),
            (message!("field-title"), self.title.clone()),
            (message!("field-summary"), self.summary.clone()),
            (message!("field-notes"), self.notes.clone()),
            (message!("field-end-notes"), self.end_notes.clone()),
            (message!("field-language"), languages::name(&self.language).to_owned()),
            (message!("field-expected"), self.expected.clone()),
            (message!("field-commenters"), self.comments.told(say)),
            (
                message!("field-unsearched"),
                if self.is_unsearched() { say.text("field-unsearched") } else { String::new() },
            ),
            (message!("field-posts-at"), self.when.posts_at.clone()),
            (message!("field-published"), self.when.published.clone()),
            (message!("field-wishes"), self.wishes.said().map(wish).collect::<Vec<_>>().join(", ")),
        ]
    }

    /// The fields in which another form says something else, by the names of their labels, with what that one says.
    pub(super) fn differences(&self, saved: &Self, say: &Say) -> Vec<(&'static str, String)> {
        // A field that was not there says nothing.
        let mine = Self { when: self.when.clone().or(&saved.when), ..self.clone() };
        let pairs = mine.fields(say).into_iter().zip(saved.fields(say));
        pairs.filter(|((_, mine), (_, theirs))| mine != theirs).map(|(_, theirs)| theirs).collect()
    }
}
