//! Saying what a work of one's own comes from (REL-1).

use manuscript::{Permission, Permissions};

use super::kind::{Answer, Kind};
use super::tell::tell;
use crate::bookmarks::{self, is_address};
use crate::db::args;
use crate::feed::{self, Change};
use crate::works::SeenWork;
use crate::{Error, RelationId, Result, Slip, Tx, Viewer, WorkId, blocks, works};

/// Works that one work can come from.
pub const MOST: u64 = 20;

/// The field of the form at which all that is wrong is told.
const FIELD: &str = "parents";

/// What is to become of what a work comes from. What is not named stays as it is.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Citing {
    /// What is said no more.
    pub drop: Vec<RelationId>,
    /// What is said from now on.
    pub add: Vec<Cited>,
}

/// A work that is cited.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Cited {
    /// What the citing work is to it.
    pub kind: Kind,
    /// Which work.
    pub source: Source,
    /// Its address as it was typed, to be told where it cannot be cited.
    pub typed: String,
}

/// Where a cited work is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Source {
    /// Here.
    Here(WorkId),
    /// Elsewhere.
    Elsewhere(Elsewhere),
}

impl Source {
    const fn here(&self) -> Option<WorkId> {
        if let Self::Here(id) = self { Some(*id) } else { None }
    }

    const fn elsewhere(&self) -> Option<&Elsewhere> {
        if let Self::Elsewhere(described) = self { Some(described) } else { None }
    }
}

/// A work elsewhere, as whoever cites it describes it.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Elsewhere {
    /// Where it is: `https://…`; empty where a file did not say.
    pub address: String,
    /// Its title, plain text.
    pub title: String,
    /// Who made it, plain text; empty where a file did not say.
    pub author: String,
    /// BCP 47 language tag; empty where nobody says.
    pub language: String,
}

/// Says what a work of the viewer's comes from.
pub fn cite(viewer: &Viewer, tx: &Tx<'_>, work: WorkId, citing: &Citing) -> Result<()> {
    if *citing == Citing::default() {
        return Ok(());
    }
    works::is_changeable(viewer, tx, work)?;
    for id in &citing.drop {
        tx.run("delete from relations where id = $1 and work_id = $2", args![*id, work])?;
    }
    for cited in &citing.add {
        add(viewer, tx, work, cited)?;
    }
    let is = tx.count("select count(*) from relations where work_id = $1", args![work])?;
    if is > MOST {
        return Err(Error::invalid(FIELD, Slip::TooMany { most: MOST, is }));
    }
    feed::note(tx, Change::Work(work))?;
    tell(tx, work)
}

fn add(viewer: &Viewer, tx: &Tx<'_>, work: WorkId, cited: &Cited) -> Result<()> {
    let (parent, elsewhere, is_own) = match &cited.source {
        Source::Here(parent) => (Some(*parent), Elsewhere::default(), citable(viewer, tx, (work, *parent), cited)?),
        Source::Elsewhere(described) => (None, described_well(viewer, tx, described)?, false),
    };
    let is_said = "select count(*) from relations where work_id = $1 and kind = $2 and address = $4
                   and (parent_id = $3 or parent_id is null and address <> '')";
    if tx.count(is_said, args![work, cited.kind, parent, &elsewhere.address])? > 0 {
        return Ok(());
    }
    // Elsewhere there is nobody to ask, and nobody asks themselves.
    let is_settled = parent.is_none() || is_own;
    let answer = if is_settled { Answer::Approved } else { Answer::Waits };
    let source = parent.map_or(Source::Elsewhere(elsewhere), Source::Here);
    store(tx, work, cited.kind, &source, Standing { answer, is_told: is_settled })
}

/// Where a relation stands when it is said.
#[derive(Debug, Clone, Copy)]
pub(super) struct Standing {
    pub(super) answer: Answer,
    /// Whether nobody is left to be told.
    pub(super) is_told: bool,
}

/// Stores behind what a work says already that it comes from this, too.
pub(super) fn store(tx: &Tx<'_>, work: WorkId, kind: Kind, source: &Source, standing: Standing) -> Result<()> {
    let (parent, nothing) = (source.here(), Elsewhere::default());
    let Elsewhere { address, title, author, language } = source.elsewhere().unwrap_or(&nothing);
    let Standing { answer, is_told } = standing;
    tx.run(
        "insert into relations (id, work_id, position, kind, parent_id, address, title, author, language, answer, told, at)
         select $1, $2, coalesce(max(position), 0) + 1, $3, $4, $5, $6, $7, $8, $9, $10, $11 from relations
         where work_id = $2",
        args![tx.fresh_id(), work, kind, parent, address, title, author, language, answer, is_told, tx.now()],
    )
    .map(drop)
}

/// Makes sure that a work here can be cited by the viewer, and says whether there is nobody to ask: it is one of their own,
/// and both say so. Where one of the two names nobody, an answer that comes at once would (REL-3).
///
/// They must see it. Its creators may keep it from them, by a block or by what its page says that others may do; but a block
/// of somebody who is not named there would name them, and so keeps nobody off (REL-1).
fn citable(viewer: &Viewer, tx: &Tx<'_>, (work, parent): (WorkId, WorkId), cited: &Cited) -> Result<bool> {
    let nowhere = || Error::invalid(FIELD, Slip::NoWorkHere { address: cited.typed.clone() });
    let seen = match works::show(viewer, tx, parent) {
        Ok(seen) => seen,
        Err(Error::NotFound | Error::LogIn) => return Err(nowhere()),
        Err(error) => return Err(error),
    };
    let card = &seen.card;
    if parent == work || card.is_deleted || (card.is_draft || card.is_hidden) && !card.is_own {
        return Err(nowhere());
    }
    if card.is_own {
        let own = works::show(viewer, tx, work)?.card;
        return Ok(![card, &own].iter().any(|card| card.is_anonymous || card.is_unrevealed));
    }
    if is_kept_off(tx, work, &seen, cited.kind)? {
        return Err(Error::invalid(FIELD, Slip::NotToBeCited { address: cited.typed.clone() }));
    }
    Ok(false)
}

/// Whether the creators of a work keep another one from citing it.
pub(super) fn is_kept_off(tx: &Tx<'_>, work: WorkId, parent: &SeenWork, kind: Kind) -> Result<bool> {
    let mut is_kept_off = answer_to(&parent.permissions, kind) == Permission::No;
    if !parent.card.is_anonymous {
        let keepers = works::creators_of(tx, parent.card.id)?;
        for creator in works::creators_of(tx, work)? {
            is_kept_off |= blocks::keeps_off(tx, &keepers, creator)?;
        }
    }
    Ok(is_kept_off)
}

/// What the page of a work says to works of this kind.
const fn answer_to(permissions: &Permissions, kind: Kind) -> Permission {
    match kind {
        Kind::Inspired => permissions.remix,
        Kind::Translation => permissions.translate,
        Kind::Podfic => permissions.podfic,
    }
}

/// A description in good form. What was left open is what others have openly said of the work at this address.
fn described_well(viewer: &Viewer, tx: &Tx<'_>, typed: &Elsewhere) -> Result<Elsewhere> {
    let trimmed = |text: &str| text.trim().to_owned();
    let mut described = Elsewhere {
        address: trimmed(&typed.address),
        title: trimmed(&typed.title),
        author: trimmed(&typed.author),
        language: trimmed(&typed.language),
    };
    if !is_address(&described.address) {
        return Err(Error::invalid(FIELD, Slip::NotAnUrl));
    }
    if let Some(known) = bookmarks::known_at(viewer, tx, &described.address)? {
        let fields = [
            (&mut described.title, known.title),
            (&mut described.author, known.author),
            (&mut described.language, known.language),
        ];
        fields.into_iter().filter(|(field, _)| field.is_empty()).for_each(|(field, known)| *field = known);
    }
    if described.title.is_empty() || described.author.is_empty() {
        return Err(Error::invalid(FIELD, Slip::NotDescribed { address: described.address }));
    }
    let lengths =
        [(2_000, &described.address), (255, &described.title), (500, &described.author), (35, &described.language)];
    for (most, text) in lengths {
        let is = text.chars().count() as u64;
        if is > most {
            return Err(Error::invalid(FIELD, Slip::TooLong { most, is }));
        }
    }
    Ok(described)
}
