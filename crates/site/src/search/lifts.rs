//! What a reader's own rules hide from a list, each with the address of the same list without that rule.

use archive::search::Hidden;

use super::asked::Asked;
use crate::{Cx, filters::named};

/// What one rule hides.
pub(super) struct Lift {
    /// How many works, and why.
    pub(super) words: String,
    /// The list without this rule.
    pub(super) address: String,
}

/// A lift for each rule that hides something.
pub(super) fn lifts(cx: &Cx, asked: &Asked, path: &str, hidden: &[Hidden]) -> Vec<Lift> {
    let lift = |one: &Hidden| {
        let rules: Vec<_> = asked.lifted.iter().copied().chain([one.rule]).collect();
        let words = cx.say.of_two("hidden-by", one.works, named(cx, &one.never).as_str());
        Lift { words, address: asked.lifting(path, &rules) }
    };
    hidden.iter().map(lift).collect()
}
