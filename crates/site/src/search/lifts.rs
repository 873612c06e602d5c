//! What a reader's own rules, and whom they have muted, hide from a list: one line, each reason with the address of the same
//! list without it.

use archive::{
    filters::Named,
    search::{Hidden, Lifted, query::Mine},
};

use super::asked::Asked;
use crate::{Cx, filters::named};

/// So many reasons stand by themselves; the others are lifted together.
const MOST: usize = 12;

/// All that is hidden.
#[derive(Default)]
pub(crate) struct Lifts {
    /// How many works.
    pub(crate) total: u64,
    /// Why, the largest number first.
    pub(crate) all: Vec<Lift>,
    /// Whether it is because of whom the reader has muted, too.
    pub(crate) has_mutes: bool,
}

/// What one reason hides.
pub(crate) struct Lift {
    /// How many works, and why.
    pub(crate) words: String,
    /// The list without this reason.
    pub(crate) address: String,
}

impl Lifts {
    /// What is hidden from a list at this path.
    pub(super) fn of(cx: &Cx, asked: &Asked, path: &str, hidden: &[Hidden]) -> Self {
        // What the search itself takes out stands first, and always by itself.
        let of_rules = |one: &&Hidden| !matches!(one.lifted, Lifted::Part(..));
        let mut sorted: Vec<&Hidden> = hidden.iter().collect();
        sorted.sort_by_key(|one| (of_rules(one), std::cmp::Reverse(one.works)));
        let (first, rest) = sorted.split_at(sorted.len().min(MOST));
        let mut all: Vec<Lift> =
            first.iter().map(|one| Lift { words: words(cx, one), address: lifting(asked, path, one.lifted) }).collect();
        if !rest.is_empty() {
            let (hides, others): (Vec<u64>, Vec<Lifted>) = rest.iter().map(|one| (one.works, one.lifted)).unzip();
            let words = cx.say.of("hidden-by-others", hides.iter().sum::<u64>());
            all.push(Lift { words, address: asked.lifting(path, &others) });
        }
        let has_mutes = hidden.iter().any(|one| matches!(one.lifted, Lifted::Mute(_)));
        Self { total: hidden.iter().map(|one| one.works).sum(), all, has_mutes }
    }
}

/// The same list without this reason.
fn lifting(asked: &Asked, path: &str, lifted: Lifted) -> String {
    match lifted {
        Lifted::Part(start, end) => asked.without(path, &(start..end)),
        lifted => asked.lifting(path, &[lifted]),
    }
}

fn words(cx: &Cx, hidden: &Hidden) -> String {
    if let Named::Mine(mine) = hidden.never {
        return cx.say.of(mine_message(mine), hidden.works);
    }
    let reason = named(cx, &hidden.never);
    let sentence = match hidden.lifted {
        Lifted::Rule(_) | Lifted::Part(..) => message!("hidden-by"),
        Lifted::Mute(_) => message!("hidden-by-mute"),
    };
    cx.say.of_two(sentence, hidden.works, reason.as_str())
}

/// So many works that somebody has this to do with.
const fn mine_message(mine: Mine) -> &'static str {
    match mine {
        Mine::Read => message!("hidden-mine-read"),
        Mine::Seen => message!("hidden-mine-seen"),
        Mine::Reading => message!("hidden-mine-reading"),
        Mine::Dropped => message!("hidden-mine-dropped"),
        Mine::Later => message!("hidden-mine-later"),
        Mine::Grown => message!("hidden-mine-grown"),
        Mine::Library => message!("hidden-mine-library"),
        Mine::Bookmarks => message!("hidden-mine-bookmarks"),
        Mine::Subscriptions => message!("hidden-mine-subscriptions"),
        Mine::Downloads => message!("hidden-mine-downloads"),
    }
}
