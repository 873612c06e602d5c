//! Fandoms under their letters: a page of them, and where each letter stands.

use archive::{
    search::{ByLetter, Used},
    tags::Letter,
};

use crate::{Cx, pager::Pager};

/// A page of fandoms under their letters.
pub(crate) struct Lettered {
    /// How many fandoms there are.
    pub(crate) count: u64,
    /// Every letter, with its address.
    pub(crate) all: Vec<(Letter, String)>,
    /// What stands on this page.
    pub(crate) letters: Vec<(Letter, Vec<Used>)>,
    pub(crate) pager: Pager,
}

impl Lettered {
    /// The page of a list at this address.
    pub(crate) fn of(address: String, fandoms: ByLetter) -> Self {
        let (count, pager) = (fandoms.page.total, Pager::new(address, &fandoms.page));
        let here = |page: u64| if page == pager.number { String::new() } else { pager.address(page) };
        let all = fandoms.letters.iter().map(|(letter, page)| (*letter, format!("{}#{}", here(*page), anchor(letter))));
        Self { count, all: all.collect(), letters: under_letters(fandoms.page.items), pager }
    }
}

/// How a letter is written.
#[expect(clippy::trivially_copy_pass_by_ref, reason = "templates hand over references")]
pub(crate) fn letter_words(cx: &Cx, letter: &Letter) -> String {
    match letter {
        Letter::Of(letter) => letter.to_string(),
        Letter::Number => cx.say.text("fandoms-numbers"),
        Letter::Script => cx.say.text("fandoms-scripts"),
    }
}

/// Where on its page a letter is.
#[expect(clippy::trivially_copy_pass_by_ref, reason = "templates hand over references")]
pub(crate) fn anchor(letter: &Letter) -> String {
    match letter {
        Letter::Of(letter) => format!("letter-{}", u32::from(*letter)),
        Letter::Number => "letter-numbers".to_owned(),
        Letter::Script => "letter-scripts".to_owned(),
    }
}

/// Fandoms under their letters, in the order in which they came.
fn under_letters(fandoms: Vec<Used>) -> Vec<(Letter, Vec<Used>)> {
    let mut letters: Vec<(Letter, Vec<Used>)> = Vec::new();
    for fandom in fandoms {
        let letter = Letter::of(&fandom.0.name);
        match letters.last_mut() {
            Some((last, under)) if *last == letter => under.push(fandom),
            _ => letters.push((letter, vec![fandom])),
        }
    }
    letters
}
