//! Rulings: what a wrangler says about a tag, as values, so that many can be given at once (WRK-5).
//!
//! Each ruling holds or fails by itself; what is wrong with one keeps no other from holding.

use super::resting::may_decide;
use super::{decide, history, link, standing};
use crate::tags::Kind;
use crate::{Error, Result, TagId, Tx, Viewer};

/// What is said about one tag.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Ruling {
    /// It is canonical.
    Canonical,
    /// It is canonical no more, means nothing any more, or is in its bins again.
    Undecided,
    /// It is unwrangleable.
    Aside,
    /// It means the tag of this name.
    Means(String),
    /// It belongs to the tag of this name.
    Belongs(String),
    /// It belongs to it no more.
    BelongsNoMore(String),
    /// It is a part of the tag of this name.
    PartOf(String),
    /// It is a part of it no more.
    PartOfNoMore(String),
    /// It is called so.
    Called(String),
    /// It is of this kind.
    Kind(Kind),
    /// It is not used in this archive.
    Banned,
    /// This is said of it in words.
    About(String),
}

/// What became of a ruling.
#[derive(Debug)]
pub struct Outcome {
    /// The tag.
    pub tag: TagId,
    /// What it was called before.
    pub name: String,
    /// The ruling.
    pub ruling: Ruling,
    /// Why it does not hold.
    pub refused: Option<Error>,
}

/// Gives a ruling.
pub fn rule(viewer: &Viewer, tx: &Tx<'_>, tag: TagId, ruling: &Ruling) -> Result<()> {
    match ruling {
        Ruling::Canonical => decide::canonize(viewer, tx, tag),
        Ruling::Undecided => undecide(viewer, tx, tag),
        Ruling::Aside => decide::set_aside(viewer, tx, tag),
        Ruling::Means(name) => decide::merge(viewer, tx, tag, name).map(drop),
        Ruling::Belongs(name) => link::assign(viewer, tx, tag, name),
        Ruling::BelongsNoMore(name) => link::release(viewer, tx, tag, name),
        Ruling::PartOf(name) => link::attach(viewer, tx, tag, name),
        Ruling::PartOfNoMore(name) => link::detach(viewer, tx, tag, name),
        Ruling::Called(name) => decide::rename(viewer, tx, tag, name),
        Ruling::Banned => decide::ban(viewer, tx, tag),
        Ruling::About(text) => decide::describe(viewer, tx, tag, text),
        Ruling::Kind(kind) => decide::retype(viewer, tx, tag, *kind),
    }
}

/// Gives many rulings, in their order; of one tag, those after one that is refused are not given. Only where the database
/// fails does all fail. What they decide can be undone together.
pub fn rule_all(viewer: &Viewer, tx: &Tx<'_>, rulings: &[(TagId, Ruling)]) -> Result<Vec<Outcome>> {
    may_decide(viewer, tx)?;
    let before = history::latest(tx)?;
    let mut outcomes: Vec<Outcome> = Vec::with_capacity(rulings.len());
    for (tag, ruling) in rulings {
        if outcomes.iter().any(|before| before.tag == *tag && before.refused.is_some()) {
            continue;
        }
        let Some(stand) = standing::by_id(tx, *tag)? else { continue };
        let refused = match rule(viewer, tx, *tag, ruling) {
            Ok(()) => None,
            Err(error @ (Error::Busy | Error::Broken(_))) => return Err(error),
            Err(error) => Some(error),
        };
        outcomes.push(Outcome { tag: *tag, name: stand.tag.name, ruling: ruling.clone(), refused });
    }
    history::join(tx, before)?;
    Ok(outcomes)
}

fn undecide(viewer: &Viewer, tx: &Tx<'_>, tag: TagId) -> Result<()> {
    match standing::of(tx, tag)?.standing {
        standing::Standing::Canonical => decide::decanonize(viewer, tx, tag),
        standing::Standing::Synonym => decide::split(viewer, tx, tag),
        standing::Standing::Unwrangleable | standing::Standing::Banned => decide::leave(viewer, tx, tag),
        standing::Standing::Unwrangled => Ok(()),
    }
}
