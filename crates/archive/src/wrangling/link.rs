//! Decisions about what a tag belongs to (WR-6…WR-8) and what it is a part of (WR-9).

use super::decide::decide;
use super::desk::named;
use super::history::{About, Verdict};
use super::kinship::{may_hold, parents_of};
use super::metatags;
use super::standing::is_canonical;
use crate::tags::{Kind, UNCATEGORIZED};
use crate::{Error, Result, Slip, TagId, Tx, Viewer};

/// Lets a tag belong to the canonical one of this name. A relationship that belongs to a character belongs to all of the
/// character's fandoms too (WR-7).
pub fn assign(viewer: &Viewer, tx: &Tx<'_>, tag: TagId, name: &str) -> Result<()> {
    let parent = named(viewer, tx, "parent", name)?;
    decide(viewer, tx, Verdict::Assigned, About::two(tag, parent.tag.id), |edits, stand| {
        if !is_canonical(&parent, parent.tag.kind) {
            return Err(Error::invalid("parent", Slip::NotCanonical { name: parent.tag.name.clone() }));
        }
        if !may_hold(parent.tag.kind, stand.tag.kind) || parent.tag.name == UNCATEGORIZED {
            return Err(Error::invalid("parent", Slip::CannotHold { name: parent.tag.name.clone() }));
        }
        edits.parent(tag, parent.tag.id, true)?;
        let with = if parent.tag.kind == Kind::Character { parents_of(tx, parent.tag.id)? } else { Vec::new() };
        with.iter()
            .filter(|other| other.tag.kind == Kind::Fandom)
            .try_for_each(|fandom| edits.parent(tag, fandom.tag.id, true))
    })
}

/// Lets a tag belong to the one of this name no more.
pub fn release(viewer: &Viewer, tx: &Tx<'_>, tag: TagId, name: &str) -> Result<()> {
    let parent = named(viewer, tx, "parent", name)?.tag.id;
    decide(viewer, tx, Verdict::Released, About::two(tag, parent), |edits, _| edits.parent(tag, parent, false))
}

/// Makes a tag a part of the one of this name. Both are canonical and of one kind, and nothing is, however far around, a
/// part of itself (WR-9).
pub fn attach(viewer: &Viewer, tx: &Tx<'_>, tag: TagId, name: &str) -> Result<()> {
    let meta = named(viewer, tx, "metatag", name)?;
    decide(viewer, tx, Verdict::Attached, About::two(tag, meta.tag.id), |edits, stand| {
        for end in [&stand, &meta] {
            if !is_canonical(end, stand.tag.kind) {
                return Err(Error::invalid("metatag", Slip::NotCanonical { name: end.tag.name.clone() }));
            }
        }
        if tag == meta.tag.id {
            return Err(Error::invalid("metatag", Slip::ItsOwn));
        }
        if metatags::is_within(tx, meta.tag.id, tag)? {
            return Err(Error::invalid("metatag", Slip::Circle { name: meta.tag.name.clone() }));
        }
        edits.meta(tag, meta.tag.id, true)
    })
}

/// Lets a tag be a part of the one of this name no more.
pub fn detach(viewer: &Viewer, tx: &Tx<'_>, tag: TagId, name: &str) -> Result<()> {
    let meta = named(viewer, tx, "metatag", name)?.tag.id;
    decide(viewer, tx, Verdict::Detached, About::two(tag, meta), |edits, _| edits.meta(tag, meta, false))
}
