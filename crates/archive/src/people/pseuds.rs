//! The names somebody writes under, with a description and an icon each (PSEUD-1, PSEUD-3). Only they change them.

use manuscript::Prose;

use super::icon::Icon;
use super::write::{fitting_pseud, make_pseud, pseud_of};
use super::{Pseud, read};
use crate::db::{Row, args};
use crate::error::{What, Why};
use crate::feed::{self, Change};
use crate::tags::key;
use crate::{Error, FieldError, PersonId, PseudId, Result, Slip, Tx, Viewer, collections, comments};

/// Characters of a description, of the clean HTML as it is stored.
pub const DESCRIPTION: u64 = 500;

/// Characters of the words for an icon.
pub const ALT: u64 = 250;

/// A name with what stands beside it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Portrait {
    /// The name.
    pub pseud: Pseud,
    /// Whether works go under it unless another is said.
    pub is_default: bool,
    /// Whether it is the account's own name, which neither goes nor changes by itself.
    pub is_own_name: bool,
    /// What its owner says about it.
    pub description: Prose,
    /// The digest of its icon, by which it is fetched.
    pub icon: Option<String>,
    /// What the icon shows, in words.
    pub alt: String,
}

/// A name as its owner wants it.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct NewPseud {
    /// The name itself.
    pub name: String,
    /// What its owner says about it.
    pub description: Prose,
    /// What becomes of the icon.
    pub icon: NewIcon,
    /// What the icon shows, in words.
    pub alt: String,
}

/// What becomes of an icon.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub enum NewIcon {
    /// It stays as it is.
    #[default]
    Keep,
    /// There is none from now on.
    Remove,
    /// This one.
    Is(Icon),
}

/// A person's names with what stands beside them, the default one first, as far as the viewer knows them.
pub fn portraits(viewer: &Viewer, tx: &Tx<'_>, person: PersonId) -> Result<Vec<Portrait>> {
    let known = read::show(viewer, tx, person)?.pseuds;
    let mut all = tx.all(
        "select s.id, s.name, s.is_default, s.name_key = p.name_key, s.description, s.description_source, s.cleaner,
         s.icon, s.icon_alt from pseuds s join people p on p.id = s.person_id where s.person_id = $1
         order by s.is_default desc, s.name_key",
        args![person],
        portrait,
    )?;
    all.retain(|portrait| known.contains(&portrait.pseud));
    Ok(all)
}

fn portrait(row: &Row<'_>) -> Result<Portrait> {
    Ok(Portrait {
        pseud: Pseud { id: row.get(0)?, name: row.get(1)? },
        is_default: row.get(2)?,
        is_own_name: row.get(3)?,
        description: Prose::stored(row.get(4)?, row.get(5)?, row.get::<i64>(6)? as u32),
        icon: row.get(7)?,
        alt: row.get(8)?,
    })
}

/// One of the viewer's own names.
pub fn own(viewer: &Viewer, tx: &Tx<'_>, pseud: PseudId) -> Result<Portrait> {
    let person = viewer.person().ok_or(Error::LogIn)?;
    portraits(viewer, tx, person)?.into_iter().find(|portrait| portrait.pseud.id == pseud).ok_or(Error::NotFound)
}

/// An icon by its digest. Whoever knows that has seen it.
pub fn icon(tx: &Tx<'_>, digest: &str) -> Result<Option<Vec<u8>>> {
    tx.value("select png from icons where digest = $1", args![digest])
}

/// Gives the viewer one more name to write under.
pub fn add(viewer: &Viewer, tx: &Tx<'_>, new: &NewPseud) -> Result<PseudId> {
    let person = viewer.person().ok_or(Error::LogIn)?;
    let name = check(new)?;
    if pseud_of(tx, person, &name)?.is_some() {
        return Err(Error::Conflict(What::NameTaken(name)));
    }
    let id = make_pseud(tx, person, &name, false)?;
    dress(tx, person, id, new)?;
    Ok(id)
}

/// Changes one of the viewer's names and what stands beside it; all bylines follow. The name that is the account's own
/// stays.
pub fn revise(viewer: &Viewer, tx: &Tx<'_>, pseud: PseudId, new: &NewPseud) -> Result<()> {
    let (person, before) = (viewer.person().ok_or(Error::LogIn)?, own(viewer, tx, pseud)?);
    let name = if before.is_own_name {
        check(&NewPseud { name: before.pseud.name.clone(), ..new.clone() })?
    } else {
        check(new)?
    };
    if pseud_of(tx, person, &name)?.is_some_and(|other| other != pseud) {
        return Err(Error::Conflict(What::NameTaken(name)));
    }
    let name_key = key(&name);
    tx.run("update pseuds set name = $2, name_key = $3 where id = $1", args![pseud, &name, &name_key])?;
    tx.names().changed(tx)?;
    dress(tx, person, pseud, new)?;
    sweep(tx, before.icon.as_deref())
}

/// Makes one of the viewer's names the one that works go under unless another is said.
pub fn prefer(viewer: &Viewer, tx: &Tx<'_>, pseud: PseudId) -> Result<()> {
    let (person, _) = (viewer.person().ok_or(Error::LogIn)?, own(viewer, tx, pseud)?);
    tx.run("update pseuds set is_default = id = $2 where person_id = $1", args![person, pseud])?;
    feed::note(tx, Change::Person(person))
}

/// Takes away what stands beside a name, description and icon. The caller has asked whether they may.
pub(crate) fn blank(tx: &Tx<'_>, pseud: PseudId) -> Result<()> {
    let (person, icon) = tx
        .first("select person_id, icon from pseuds where id = $1", args![pseud], |row| {
            Ok((row.get::<PersonId>(0)?, row.get::<Option<String>>(1)?))
        })?
        .ok_or(Error::NotFound)?;
    tx.run(
        "update pseuds set description = '', description_source = null, icon = null, icon_alt = '' where id = $1",
        args![pseud],
    )?;
    sweep(tx, icon.as_deref())?;
    feed::note(tx, Change::Person(person))
}

/// Takes one of the viewer's names away; what stood under it stands under the default name from now on. When it was
/// the default itself, the account's own name takes its place.
pub fn remove(viewer: &Viewer, tx: &Tx<'_>, pseud: PseudId) -> Result<()> {
    let (person, gone) = (viewer.person().ok_or(Error::LogIn)?, own(viewer, tx, pseud)?);
    if gone.is_own_name {
        return Err(Error::Forbidden(Why::OwnName));
    }
    let others = portraits(viewer, tx, person)?;
    let heir = if gone.is_default {
        others.iter().find(|portrait| portrait.is_own_name)
    } else {
        others.iter().find(|portrait| portrait.is_default)
    };
    let heir = heir.ok_or(Error::NotFound)?.pseud.id;
    prefer(viewer, tx, heir)?;
    dissolve(tx, pseud, heir)?;
    sweep(tx, gone.icon.as_deref())
}

/// Takes a name away; what stood under it stands under another of the same person from now on. The caller has asked whether
/// they may.
pub(crate) fn dissolve(tx: &Tx<'_>, pseud: PseudId, heir: PseudId) -> Result<()> {
    hand_over(tx, pseud, heir)?;
    tx.run("delete from pseuds where id = $1", args![pseud])?;
    tx.names().changed(tx)
}

/// Gives everything that stands under one name to another of the same person: whatever else comes to stand under a name
/// has its line here (PSEUD-3).
fn hand_over(tx: &Tx<'_>, from: PseudId, to: PseudId) -> Result<()> {
    // Where both names stand on a work, one stays.
    tx.run(
        "delete from creatorships where pseud_id = $1
         and work_id in (select work_id from creatorships where pseud_id = $2)",
        args![from, to],
    )?;
    tx.run("update creatorships set pseud_id = $2 where pseud_id = $1", args![from, to])?;
    comments::rename(tx, from, to)?;
    collections::rename(tx, from, to)?;
    tx.run("update bookmarks set pseud_id = $2 where pseud_id = $1", args![from, to])?;
    tx.run("update gifts set pseud_id = $2 where pseud_id = $1", args![from, to])?;
    tx.run("update invitations set pseud_id = $2 where pseud_id = $1", args![from, to]).map(drop)
}

/// The name in good form, or all that is wrong with it and what stands beside it.
fn check(new: &NewPseud) -> Result<String> {
    let mut wrong = Vec::new();
    let name = fitting_pseud(&new.name);
    if name.is_none() {
        wrong.push(FieldError::new("name", Slip::NotAPseud));
    }
    let lengths = [("description", DESCRIPTION, new.description.html()), ("icon_alt", ALT, new.alt.as_str())];
    for (field, most, text) in lengths {
        let is = text.chars().count() as u64;
        if is > most {
            wrong.push(FieldError::new(field, Slip::TooLong { most, is }));
        }
    }
    if new.description.html().contains("<img") {
        wrong.push(FieldError::new("description", Slip::NoPictures));
    }
    match name {
        Some(name) if wrong.is_empty() => Ok(name),
        _ => Err(Error::Invalid(wrong)),
    }
}

fn dress(tx: &Tx<'_>, person: PersonId, pseud: PseudId, new: &NewPseud) -> Result<()> {
    let (html, source) = (new.description.html(), new.description.source());
    tx.run(
        "update pseuds set description = $2, description_source = $3, cleaner = $4, icon_alt = $5 where id = $1",
        args![pseud, html, (source != html).then_some(source), i64::from(new.description.cleaner()), &new.alt],
    )?;
    wear(tx, &new.icon, "update pseuds set icon = $2 where id = $1", pseud.number())?;
    feed::note(tx, Change::Person(person))
}

/// Does with the icon of the thing of this number what is wanted, by a statement that takes the number and a digest.
pub(crate) fn wear(tx: &Tx<'_>, icon: &NewIcon, set: &'static str, number: i64) -> Result<()> {
    match icon {
        NewIcon::Keep => Ok(()),
        NewIcon::Remove => tx.run(set, args![number, None::<&str>]).map(drop),
        NewIcon::Is(Icon { digest, png }) => {
            tx.run(
                "insert into icons (digest, png) values ($1, $2) on conflict (digest) do nothing",
                args![digest, png.as_slice()],
            )?;
            tx.run(set, args![number, digest]).map(drop)
        }
    }
}

/// Forgets an icon that stands beside nothing any more.
pub(crate) fn sweep(tx: &Tx<'_>, icon: Option<&str>) -> Result<()> {
    tx.run(
        "delete from icons where digest = $1 and not exists (select 1 from pseuds where pseuds.icon = icons.digest)
         and not exists (select 1 from collections where collections.icon = icons.digest)",
        args![icon],
    )
    .map(drop)
}
