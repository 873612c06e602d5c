//! What others may do with a work: the questions, and the answers as forms send them.
//!
//! A member answers them once for all works, in the preferences; the form of a new work begins with these answers.

use manuscript::{Permission, Permissions};

use crate::form::Fields;

/// What an author can be asked for, with the name of its field and sentence.
pub(super) const WISHES: [(&str, &str); 6] = [
    ("bind", message!("wish-bind")),
    ("podfic", message!("wish-podfic")),
    ("translate", message!("wish-translate")),
    ("remix", message!("wish-remix")),
    ("keep", message!("wish-keep")),
    ("ai", message!("wish-ai")),
];

/// The answers, in the order of the questions.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(crate) struct Wishes([Permission; 6]);

impl Wishes {
    /// The answers of a form.
    pub(crate) fn read(fields: &Fields) -> Self {
        Self(WISHES.map(|(name, _)| answer(fields.raw(name))))
    }

    /// The answers that are kept of a work or a member.
    pub(crate) const fn of(permissions: &Permissions) -> Self {
        let Permissions { bind, podfic, translate, remix, keep, ai } = permissions;
        Self([*bind, *podfic, *translate, *remix, *keep, *ai])
    }

    /// As they are kept.
    pub(crate) const fn permissions(self) -> Permissions {
        let [bind, podfic, translate, remix, keep, ai] = self.0;
        Permissions { bind, podfic, translate, remix, keep, ai }
    }

    /// These answers, and where there is none, that of others.
    pub(crate) fn or(self, others: Self) -> Self {
        let mut all = self;
        for (answer, other) in all.0.iter_mut().zip(others.0) {
            if *answer == Permission::Unsaid {
                *answer = other;
            }
        }
        all
    }

    /// The questions by the names of their fields and sentences, with the word of each answer.
    pub(crate) fn answers(&self) -> impl Iterator<Item = (&'static str, &'static str, &'static str)> {
        WISHES.into_iter().zip(self.0).map(|((name, sentence), answer)| (name, sentence, word(answer)))
    }

    /// The questions that are answered, each with the sentence of its answer.
    pub(crate) fn said(&self) -> impl Iterator<Item = (&'static str, &'static str)> {
        WISHES.into_iter().zip(self.0).filter_map(|((_, sentence), answer)| Some((sentence, told(answer)?)))
    }
}

const fn word(answer: Permission) -> &'static str {
    match answer {
        Permission::Unsaid => "",
        Permission::Yes => "yes",
        Permission::Ask => "ask",
        Permission::No => "no",
    }
}

fn answer(word: &str) -> Permission {
    match word {
        "yes" => Permission::Yes,
        "ask" => Permission::Ask,
        "no" => Permission::No,
        _ => Permission::Unsaid,
    }
}

const fn told(answer: Permission) -> Option<&'static str> {
    match answer {
        Permission::Unsaid => None,
        Permission::Yes => Some(message!("answer-yes")),
        Permission::Ask => Some(message!("answer-ask")),
        Permission::No => Some(message!("answer-no")),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn answers_come_back_as_they_were_given() {
        let fields = Fields::of(b"bind=yes&podfic=ask&ai=no&keep=maybe");
        let wishes = Wishes::read(&fields);
        let permissions = wishes.permissions();
        assert_eq!((permissions.bind, permissions.ai), (Permission::Yes, Permission::No));
        assert_eq!((permissions.keep, permissions.remix), (Permission::Unsaid, Permission::Unsaid));
        assert_eq!(Wishes::of(&permissions), wishes);
        let words: Vec<_> = wishes.answers().map(|(name, _, word)| format!("{name}={word}")).collect();
        assert_eq!(words.join("&"), "bind=yes&podfic=ask&translate=&remix=&keep=&ai=no");
        assert_eq!(wishes.said().count(), 3);
    }

    #[test]
    fn what_is_not_said_of_a_work_is_what_its_author_says_of_all() {
        let (own, all) = (Wishes::read(&Fields::of(b"bind=no")), Wishes::read(&Fields::of(b"bind=yes&keep=ask")));
        assert_eq!(own.or(all), Wishes::read(&Fields::of(b"bind=no&keep=ask")));
    }
}
