//! What only the one who asks knows of works. The same words mean other works to everybody, and none to guests.

use super::{About, Doubt, Part, Place, Query, What, Words};

/// What the one who asks has to do with a work.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Mine {
    /// They have read it to its end.
    Read,
    /// They have opened it.
    Seen,
    /// They have begun it, and neither finished nor dropped it.
    Reading,
    /// They do not go on with it.
    Dropped,
    /// They have marked it for later.
    Later,
    /// It has chapters that came since they opened it last.
    Grown,
    /// It is in their library.
    Library,
    /// They have bookmarked it.
    Bookmarks,
    /// They follow it.
    Subscriptions,
    /// They have taken it away as a file.
    Downloads,
}

impl Mine {
    /// Every one.
    pub const ALL: &'static [Self] = &[
        Self::Read,
        Self::Seen,
        Self::Reading,
        Self::Dropped,
        Self::Later,
        Self::Grown,
        Self::Library,
        Self::Bookmarks,
        Self::Subscriptions,
        Self::Downloads,
    ];

    /// Its word behind `in:`.
    pub const fn word(self) -> &'static str {
        match self {
            Self::Read => "read",
            Self::Seen => "seen",
            Self::Reading => "reading",
            Self::Dropped => "dropped",
            Self::Later => "later",
            Self::Grown => "grown",
            Self::Library => "library",
            Self::Bookmarks => "bookmarks",
            Self::Subscriptions => "subscriptions",
            Self::Downloads => "downloads",
        }
    }

    /// What a word behind `in:` means.
    pub fn of_word(word: &str) -> Option<Self> {
        let also = super::fields::of(ALSO, word);
        also.or_else(|| Self::ALL.iter().copied().find(|mine| mine.word() == word))
    }
}

/// Other words for them.
const ALSO: &[(&str, Mine)] = &[
    ("finished", Mine::Read),
    ("opened", Mine::Seen),
    ("begun", Mine::Reading),
    ("to-read", Mine::Later),
    ("history", Mine::Library),
    ("bookmarked", Mine::Bookmarks),
    ("subscribed", Mine::Subscriptions),
    ("following", Mine::Subscriptions),
    ("downloaded", Mine::Downloads),
];

/// What can be said with one word, when it stands by itself or behind a minus.
pub(super) const BARE: &[(&str, Mine)] = &[
    ("read", Mine::Read),
    ("seen", Mine::Seen),
    ("reading", Mine::Reading),
    ("dropped", Mine::Dropped),
    ("later", Mine::Later),
    ("grown", Mine::Grown),
];

/// What can be said with one word that is not so.
pub(super) const BARE_NOT: &[(&str, Mine)] = &[("unread", Mine::Read), ("unseen", Mine::Seen)];

/// Makes words again of what stands beside other words: `ten years later` is a title.
pub(super) fn settle(query: &mut Query, text: &str) {
    let last = query.parts.len();
    for at in (0..last).chain((0..last).rev()) {
        let Some(word) = bare(query, text, at) else { continue };
        let beside = at.checked_sub(1).and_then(|before| query.parts.get(before)).is_some_and(is_word)
            || query.parts.get(at + 1).is_some_and(is_word);
        if !beside {
            continue;
        }
        if let Some(part) = query.parts.get_mut(at) {
            let doubt = Doubt { about: About::Word(word.to_lowercase()), at: part.at.clone() };
            part.what = What::Words(Words { place: Place::Anywhere, text: word, is_phrase: false });
            query.doubts.push(doubt);
        }
    }
}

/// The word that a part is, where it could be meant as such.
fn bare(query: &Query, text: &str, at: usize) -> Option<String> {
    let part = query.parts.get(at).filter(|part| !part.is_not && matches!(part.what, What::Mine(_)))?;
    let word = text.get(part.at.clone())?;
    super::fields::of(BARE, &word.to_lowercase()).map(|_| word.to_owned())
}

fn is_word(part: &Part) -> bool {
    match &part.what {
        What::Words(words) => words.place == Place::Anywhere && !words.is_phrase && !part.is_not,
        _ => false,
    }
}
