//! Who may comment on a work: what a form says of it, and what that means (POST-6, POST-7).

use archive::{
    Slip,
    works::{Commenters, Commenting},
};

use crate::{
    Say,
    form::{Fields, Slips},
};

/// The choices, in their order, with the names of their sentences.
pub(super) const CHOICES: [(Commenters, &str); 3] = [
    (Commenters::Everyone, message!("commenters-everyone")),
    (Commenters::Members, message!("commenters-members")),
    (Commenters::Nobody, message!("commenters-nobody")),
];

/// What was chosen.
#[derive(Debug, Clone)]
pub(super) struct Comments {
    /// Nothing when the form was sent without the field; then the tick says nothing either.
    by: Option<String>,
    pub(super) is_moderated: bool,
}

impl Comments {
    pub(super) fn read(fields: &Fields) -> Self {
        let by = fields.has("commenters").then(|| fields.line("commenters"));
        Self { by, is_moderated: fields.has("moderated") }
    }

    /// What is kept of a work.
    pub(super) fn of(commenting: Commenting) -> Self {
        Self { by: Some(commenting.by.word().to_owned()), is_moderated: commenting.is_moderated }
    }

    /// What was said, or what holds.
    pub(super) fn keeping(self, commenting: Commenting) -> Self {
        if self.by.is_some() { self } else { Self::of(commenting) }
    }

    /// What it means.
    pub(super) fn commenting(&self) -> Commenting {
        match self.by.as_deref() {
            None => Commenting::default(),
            Some(word) => {
                Commenting { by: Commenters::of_word(word).unwrap_or_default(), is_moderated: self.is_moderated }
            }
        }
    }

    /// The choices by their words and the names of their sentences, with whether each was chosen; where something was sent
    /// that is not offered, none was.
    pub(super) fn choices(&self) -> impl Iterator<Item = (&'static str, &'static str, bool)> {
        let chosen = self.by.as_deref().map_or(Some(Commenters::default()), Commenters::of_word);
        CHOICES.into_iter().map(move |(by, sentence)| (by.word(), sentence, chosen == Some(by)))
    }

    /// What is wrong with it.
    pub(super) fn check(&self, slips: &mut Slips) {
        if self.by.as_deref().is_some_and(|word| Commenters::of_word(word).is_none()) {
            slips.add("commenters", Slip::NotOffered);
        }
    }

    /// As one text, in the words of the form.
    pub(super) fn told(&self, say: &Say) -> String {
        let Commenting { by, is_moderated } = self.commenting();
        let by = CHOICES.into_iter().find(|(choice, _)| *choice == by).map(|(_, sentence)| say.text(sentence));
        let moderated = is_moderated.then(|| say.text("field-moderated"));
        by.into_iter().chain(moderated).collect::<Vec<_>>().join(". ")
    }
}
