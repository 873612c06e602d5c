//! Decisions about how one tag stands (WR-1…WR-5), what it is called (TAG-8) and of which kind it is (TAG-9).

use super::edit::Edits;
use super::history::{self, About, Verdict};
use super::kinship::{children_of, parents_of, synonyms_of};
use super::resting::may_decide;
use super::standing::{self, Stand, Standing, is_canonical, is_ours};
use super::{metatags, wranglers};
use crate::accounts::{Power, require};
use crate::db::args;
use crate::error::Why;
use crate::tags::{self, Kind, key};
use crate::{Error, Result, Slip, TagId, Tx, Viewer};

/// Makes a canonical tag, or makes the one of this name canonical. A name that another kind has is refused (TAG-3).
pub fn create(viewer: &Viewer, tx: &Tx<'_>, kind: Kind, name: &str) -> Result<TagId> {
    may_decide(viewer, tx)?;
    if kind.is_fixed() || kind == Kind::Media {
        require(viewer, tx, Power::MendTags)?;
    }
    let tag = named(tx, kind, name)?;
    canonize(viewer, tx, tag)?;
    Ok(tag)
}

/// Makes a tag the form that filters and lists know. A synonym is one no more (WR-5).
pub fn canonize(viewer: &Viewer, tx: &Tx<'_>, tag: TagId) -> Result<()> {
    decide(viewer, tx, Verdict::Canonized, About::one(tag), |edits, stand| match stand.standing {
        Standing::Banned => Err(Error::Forbidden(Why::NotNow)),
        _ => edits.stand(tag, Standing::Canonical, None),
    })
}

/// Takes a tag's being canonical away. What meant it is unwrangled again; what belonged to it, was a part of it or had it as
/// a part, does so no more (WR-4).
pub fn decanonize(viewer: &Viewer, tx: &Tx<'_>, tag: TagId) -> Result<()> {
    decide(viewer, tx, Verdict::Decanonized, About::one(tag), |edits, stand| {
        if stand.standing != Standing::Canonical || is_ours(&stand.tag) {
            return Err(Error::Forbidden(Why::NotNow));
        }
        for synonym in synonyms_of(tx, tag)? {
            edits.stand(synonym.tag.id, Standing::Unwrangled, None)?;
        }
        bare(edits, tag)?;
        for person in wranglers::of_fandom(tx, tag)? {
            edits.wrangler(tag, person, false)?;
        }
        edits.stand(tag, Standing::Unwrangled, None)
    })
}

/// Makes a tag mean the canonical one of this name, which is made when there is none (WR-2). What meant the tag means that
/// one now, which gains what the tag had (WR-3). Turning a canonical tag into a synonym is for those who mend tags.
pub fn merge(viewer: &Viewer, tx: &Tx<'_>, tag: TagId, name: &str) -> Result<TagId> {
    may_decide(viewer, tx)?;
    let is = standing::of(tx, tag)?;
    if is.standing == Standing::Canonical {
        require(viewer, tx, Power::MendTags)?;
    }
    if is_ours(&is.tag) || is.standing == Standing::Banned {
        return Err(Error::Forbidden(Why::NotNow));
    }
    let kind = is.tag.kind;
    let into = match standing::known(tx, &key(name))? {
        Some(there) if there.tag.id == tag => return Err(Error::invalid("synonym", Slip::ItsOwn)),
        Some(there) if !is_canonical(&there, kind) => {
            return Err(Error::invalid("synonym", Slip::NotCanonical { name: there.tag.name }));
        }
        Some(there) => there.tag.id,
        None => create(viewer, tx, kind, name)?,
    };
    decide(viewer, tx, Verdict::Merged, About::two(tag, into), |edits, stand| {
        hand_over(edits, &stand, into)?;
        edits.stand(tag, Standing::Synonym, Some(into))
    })?;
    Ok(into)
}

/// Lets a synonym mean nothing any more.
pub fn split(viewer: &Viewer, tx: &Tx<'_>, tag: TagId) -> Result<()> {
    decide(viewer, tx, Verdict::Split, About::one(tag), |edits, stand| match stand.standing {
        Standing::Synonym => edits.stand(tag, Standing::Unwrangled, None),
        _ => Err(Error::Forbidden(Why::NotNow)),
    })
}

/// Takes a tag that means nothing out of the bins for good (WR-1). Neither a canonical tag nor a synonym can be.
pub fn set_aside(viewer: &Viewer, tx: &Tx<'_>, tag: TagId) -> Result<()> {
    decide(viewer, tx, Verdict::SetAside, About::one(tag), |edits, stand| match stand.standing {
        Standing::Unwrangled => edits.stand(tag, Standing::Unwrangleable, None),
        _ => Err(Error::Forbidden(Why::NotNow)),
    })
}

/// Takes a tag that means nothing out of use: it is on no page and no work, and nobody can write it anew (TAG-10). For those who
/// mend tags. Works keep it, and show it again when it is put back.
pub fn ban(viewer: &Viewer, tx: &Tx<'_>, tag: TagId) -> Result<()> {
    require(viewer, tx, Power::MendTags)?;
    decide(viewer, tx, Verdict::Banned, About::one(tag), |edits, stand| match stand.standing {
        Standing::Unwrangled | Standing::Unwrangleable => edits.stand(tag, Standing::Banned, None),
        _ => Err(Error::Forbidden(Why::NotNow)),
    })
}

/// Puts a tag that was set aside, or taken out of use, back into its bins.
pub fn leave(viewer: &Viewer, tx: &Tx<'_>, tag: TagId) -> Result<()> {
    decide(viewer, tx, Verdict::PutBack, About::one(tag), |edits, stand| match stand.standing {
        Standing::Banned => {
            require(viewer, tx, Power::MendTags)?;
            edits.stand(tag, Standing::Unwrangled, None)
        }
        Standing::Unwrangleable => edits.stand(tag, Standing::Unwrangled, None),
        _ => Err(Error::Forbidden(Why::NotNow)),
    })
}

/// Says in words what a tag means; nothing takes the words away.
pub fn describe(viewer: &Viewer, tx: &Tx<'_>, tag: TagId, about: &str) -> Result<()> {
    let about = description(about).map_err(|slip| Error::invalid("about", slip))?;
    decide(viewer, tx, Verdict::Described, About::one(tag), |edits, stand| {
        if stand.tag.kind.is_fixed() { Err(Error::Forbidden(Why::NotNow)) } else { edits.about(tag, about) }
    })
}

/// Letters of a description.
const LONGEST_ABOUT: usize = 2_000;

/// A description as it is kept: its lines without blank ones, white space squeezed.
pub(super) fn description(text: &str) -> Result<String, Slip> {
    let lines = text.lines().map(|line| line.replace(char::is_control, " "));
    let lines = lines.map(|line| line.split_whitespace().collect::<Vec<_>>().join(" "));
    let about = lines.filter(|line| !tags::is_blank(line)).collect::<Vec<_>>().join("\n");
    let is = about.chars().count();
    if is > LONGEST_ABOUT { Err(Slip::TooLong { most: LONGEST_ABOUT as u64, is: is as u64 }) } else { Ok(about) }
}

/// Calls a tag otherwise. Who wrangles changes case and accents; anything else is for those who mend tags (TAG-8).
pub fn rename(viewer: &Viewer, tx: &Tx<'_>, tag: TagId, name: &str) -> Result<()> {
    let name = tags::check(name).map_err(|slip| Error::invalid("name", slip))?;
    decide(viewer, tx, Verdict::Renamed, About::one(tag), |edits, stand| {
        if is_ours(&stand.tag) {
            return Err(Error::Forbidden(Why::NotNow));
        }
        if key(&name) != key(&stand.tag.name) {
            require(viewer, tx, Power::MendTags)?;
            if !tags::clear_name(tx, &name)? {
                return Err(Error::invalid("name", Slip::Taken));
            }
        }
        if name == stand.tag.name { Ok(()) } else { edits.name(tag, stand.tag.name, name.clone()) }
    })
}

/// Makes a tag one of another kind: only one that nobody has wrangled and that is on no work (TAG-9).
pub fn retype(viewer: &Viewer, tx: &Tx<'_>, tag: TagId, kind: Kind) -> Result<()> {
    decide(viewer, tx, Verdict::Retyped, About::one(tag), |edits, stand| {
        if stand.tag.kind == Kind::Media || kind == Kind::Media {
            require(viewer, tx, Power::MendTags)?;
        }
        let on_works =
            tx.count("select count(*) from (select 1 from work_tags where tag_id = $1 limit 1) u", args![tag])?;
        let is_free = stand.standing == Standing::Unwrangled && on_works == 0 && synonyms_of(tx, tag)?.is_empty();
        if !is_free || kind.is_fixed() || is_ours(&stand.tag) {
            return Err(Error::Forbidden(Why::NotNow));
        }
        for parent in parents_of(tx, tag)? {
            edits.parent(tag, parent.tag.id, false)?;
        }
        if kind == stand.tag.kind { Ok(()) } else { edits.kind(tag, stand.tag.kind, kind) }
    })
}

/// Runs one decision of somebody who may wrangle, and keeps what it changed. Media are for those who mend tags (TAG-9).
pub(super) fn decide(
    viewer: &Viewer,
    tx: &Tx<'_>,
    verdict: Verdict,
    about: About,
    make: impl FnOnce(&mut Edits<'_, '_>, Stand) -> Result<()>,
) -> Result<()> {
    may_decide(viewer, tx)?;
    let stand = standing::of(tx, about.tag)?;
    if stand.tag.kind == Kind::Media {
        require(viewer, tx, Power::MendTags)?;
    }
    let mut edits = Edits::new(tx);
    make(&mut edits, stand)?;
    history::keep(viewer, tx, verdict, about, &edits.done)
}

/// The tag of this name and kind, made when there is none.
pub(super) fn named(tx: &Tx<'_>, kind: Kind, name: &str) -> Result<TagId> {
    let name = tags::check(name).map_err(|slip| Error::invalid("name", slip))?;
    match standing::by_key(tx, &key(&name))? {
        Some(there) if there.tag.kind == kind => {
            // An unseen one takes this spelling, so that it is as if it had not been there.
            let found = tags::find_or_make(tx, &[(kind, name)])?;
            Ok(found.first().copied().unwrap_or(there.tag.id))
        }
        Some(_) if !tags::clear_name(tx, &name)? => Err(Error::invalid("name", Slip::Taken)),
        _ => tags::make_new(tx, kind, name),
    }
}

/// Gives what a tag has to the one that it will mean (WR-3).
fn hand_over(edits: &mut Edits<'_, '_>, stand: &Stand, into: TagId) -> Result<()> {
    let (tx, tag) = (edits.tx, stand.tag.id);
    for synonym in synonyms_of(tx, tag)? {
        edits.stand(synonym.tag.id, Standing::Synonym, Some(into))?;
    }
    for parent in parents_of(tx, tag)? {
        edits.parent(into, parent.tag.id, true)?;
    }
    for child in children_of(tx, tag)? {
        edits.parent(child.tag.id, tag, false)?;
        edits.parent(child.tag.id, into, true)?;
    }
    for parent in parents_of(tx, into)?.iter().filter(|parent| matches!(parent.tag.kind, Kind::Media | Kind::Fandom)) {
        edits.parent(tag, parent.tag.id, true)?;
    }
    let (above, below) = (metatags::above(tx, tag)?, metatags::below(tx, tag)?);
    bare(edits, tag)?;
    for meta in above {
        join(edits, into, meta)?;
    }
    for sub in below {
        join(edits, sub, into)?;
    }
    for person in wranglers::of_fandom(tx, tag)? {
        edits.wrangler(tag, person, false)?;
        edits.wrangler(into, person, true)?;
    }
    Ok(())
}

/// Makes one tag a part of another unless that would go in a circle.
fn join(edits: &mut Edits<'_, '_>, sub: TagId, meta: TagId) -> Result<()> {
    if metatags::is_within(edits.tx, meta, sub)? { Ok(()) } else { edits.meta(sub, meta, true) }
}

/// Takes from a tag what only a canonical one has: what belongs to it, its metatags and its subtags.
fn bare(edits: &mut Edits<'_, '_>, tag: TagId) -> Result<()> {
    let tx = edits.tx;
    for child in children_of(tx, tag)? {
        edits.parent(child.tag.id, tag, false)?;
    }
    for meta in metatags::above(tx, tag)? {
        edits.meta(tag, meta, false)?;
    }
    for sub in metatags::below(tx, tag)? {
        edits.meta(sub, tag, false)?;
    }
    Ok(())
}
