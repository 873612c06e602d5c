//! Who decided what about which tag, and taking it back.

use jiff::Timestamp;

use super::edit::Edit;
use super::resting::may_decide;
use super::standing;
use crate::accounts::{Power, require};
use crate::clock::from_millis;
use crate::db::{Row, Sql, args};
use crate::error::What;
use crate::tags::Kind;
use crate::works::{PAGE, Page};
use crate::{Error, Result, TagId, Tx, Viewer};

/// What was decided.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Verdict {
    /// The tag is canonical.
    Canonized,
    /// It is canonical no more.
    Decanonized,
    /// It means another.
    Merged,
    /// It means nothing any more.
    Split,
    /// It is unwrangleable.
    SetAside,
    /// It is in its bins again.
    PutBack,
    /// It is out of use.
    Banned,
    /// Something else is said of it in words.
    Described,
    /// It is called otherwise.
    Renamed,
    /// It is of another kind.
    Retyped,
    /// It belongs to another.
    Assigned,
    /// It belongs to another no more.
    Released,
    /// It is a part of another.
    Attached,
    /// It is a part of another no more.
    Detached,
    /// A decision was taken back.
    Undid,
}

impl Verdict {
    /// Every one.
    pub const ALL: &'static [Self] = &[
        Self::Canonized,
        Self::Decanonized,
        Self::Merged,
        Self::Split,
        Self::SetAside,
        Self::PutBack,
        Self::Banned,
        Self::Described,
        Self::Renamed,
        Self::Retyped,
        Self::Assigned,
        Self::Released,
        Self::Attached,
        Self::Detached,
        Self::Undid,
    ];

    /// The word in its column.
    pub const fn word(self) -> &'static str {
        match self {
            Self::Canonized => "canonized",
            Self::Decanonized => "decanonized",
            Self::Merged => "merged",
            Self::Split => "split",
            Self::SetAside => "set-aside",
            Self::PutBack => "put-back",
            Self::Banned => "banned",
            Self::Described => "described",
            Self::Renamed => "renamed",
            Self::Retyped => "retyped",
            Self::Assigned => "assigned",
            Self::Released => "released",
            Self::Attached => "attached",
            Self::Detached => "detached",
            Self::Undid => "undid",
        }
    }
}

impl Verdict {
    /// The decision of a word in its column.
    pub(super) fn of_word(word: &str) -> Result<Self> {
        let verdict = Self::ALL.iter().copied().find(|verdict| verdict.word() == word);
        verdict.ok_or_else(|| Error::broken(format!("the database holds an unknown decision “{word}”")))
    }
}

/// The tag that a decision is about, and the other one that it brings together with it or takes from it.
#[derive(Debug, Clone, Copy)]
pub(super) struct About {
    pub(super) tag: TagId,
    other: Option<TagId>,
}

impl About {
    pub(super) const fn one(tag: TagId) -> Self {
        Self { tag, other: None }
    }

    pub(super) const fn two(tag: TagId, other: TagId) -> Self {
        Self { tag, other: Some(other) }
    }
}

/// One decision, as wranglers read it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Decision {
    /// Its number, to undo it by.
    pub id: i64,
    /// When.
    pub at: Timestamp,
    /// Who; nothing for the archive itself and for whoever has left.
    pub by: Option<String>,
    /// What.
    pub verdict: Verdict,
    /// About which tag, by its present name.
    pub tag: String,
    /// With which other, by its present name.
    pub other: Option<String>,
    /// Whether it was taken back.
    pub is_undone: bool,
    /// The number of all that was decided with it in one go, to undo it by, and how many of these stand; nothing where it was
    /// decided alone.
    pub batch: Option<(i64, u64)>,
}

/// What [`read`] reads.
const READ: &str = "select w.id, w.at, p.name, w.what, t.name, o.name, w.undone_at, w.batch,
       (select count(*) from wranglings b where b.batch = w.batch and b.undone_at is null) from wranglings w
     join tags t on t.id = w.tag_id left join tags o on o.id = w.other_id left join people p on p.id = w.by_id";

/// A page of decisions, the newest first: of all tags, or of one.
pub fn history(viewer: &Viewer, tx: &Tx<'_>, tag: Option<TagId>, number: u64) -> Result<Page<Decision>> {
    require(viewer, tx, Power::Wrangle)?;
    let about = |sql: &mut Sql<'_>| {
        if let Some(tag) = tag {
            sql.push(" where w.tag_id = ").bind(tag);
        }
    };
    let mut count = Sql::new("select count(*) from wranglings w join tags t on t.id = w.tag_id");
    about(&mut count);
    let total = count.value::<i64>(tx)?.unwrap_or(0) as u64;
    let mut sql = Sql::new(READ);
    about(&mut sql);
    sql.push(" order by w.at desc, w.id desc limit ").bind(PAGE as i64);
    sql.push(" offset ").bind((number.saturating_sub(1).saturating_mul(PAGE)).min(i64::MAX as u64) as i64);
    Ok(Page { items: sql.all(tx, read)?, total, number })
}

/// What the viewer decided last and nobody has taken back, the newest first; of what was decided in one go, the last.
pub fn own_latest(viewer: &Viewer, tx: &Tx<'_>, limit: u64) -> Result<Vec<Decision>> {
    require(viewer, tx, Power::Wrangle)?;
    let mut sql = Sql::new(READ);
    sql.push(" where w.by_id = ").bind(viewer.person()).push(" and w.undone_at is null and w.what <> ");
    sql.bind(Verdict::Undid.word());
    sql.push(
        " and not exists (select 1 from wranglings l where l.batch = w.batch and l.undone_at is null
           and (l.at > w.at or l.at = w.at and l.id > w.id)) order by w.at desc, w.id desc limit ",
    );
    sql.bind(limit as i64);
    sql.all(tx, read)
}

/// Takes a decision back, with everything it changed, if all of that is still as it left it. Which tag it was about.
pub fn undo(viewer: &Viewer, tx: &Tx<'_>, decision: i64) -> Result<TagId> {
    may_decide(viewer, tx)?;
    let found = tx.first(
        "select edits, tag_id, other_id from wranglings where id = $1 and undone_at is null",
        args![decision],
        |row| Ok((row.get::<String>(0)?, About { tag: row.get(1)?, other: row.get(2)? })),
    )?;
    let (written, about) = found.ok_or(Error::NotFound)?;
    let edits: Vec<Edit> = serde_json::from_str(&written)
        .map_err(|_| Error::broken(format!("decision {decision} about a tag cannot be read")))?;
    let reversed: Vec<Edit> = edits.iter().rev().map(Edit::reversed).collect();
    if reversed.is_empty() {
        return Err(Error::Conflict(What::Changed));
    }
    let is_medium = standing::of(tx, about.tag)?.tag.kind == Kind::Media;
    if is_medium || reversed.iter().any(Edit::is_for_owners) {
        require(viewer, tx, Power::MendTags)?;
    }
    for edit in &reversed {
        edit.apply(tx)?;
    }
    tx.run(
        "update wranglings set undone_at = $2, undone_by_id = $3 where id = $1",
        args![decision, tx.now(), viewer.person()],
    )?;
    keep(viewer, tx, Verdict::Undid, about, &reversed)?;
    Ok(about.tag)
}

/// Takes all back that was decided in one go and stands yet, the last first: all of it or nothing. Which tag
/// was decided about first.
pub fn undo_together(viewer: &Viewer, tx: &Tx<'_>, batch: i64) -> Result<TagId> {
    may_decide(viewer, tx)?;
    let ids: Vec<i64> = tx.all(
        "select id from wranglings where batch = $1 and undone_at is null order by at desc, id desc",
        args![batch],
        |row| row.get(0),
    )?;
    let before = latest(tx)?;
    let mut first = None;
    for id in ids {
        first = Some(undo(viewer, tx, id)?);
    }
    join(tx, before)?;
    first.ok_or(Error::NotFound)
}

/// The moment of the last decision.
pub(super) fn latest(tx: &Tx<'_>) -> Result<i64> {
    Ok(tx.value("select at from wranglings order by at desc, id desc limit 1", &[])?.unwrap_or(i64::MIN))
}

/// Says of all that was decided after a moment, if it is more than one thing, that it was decided in one go.
pub(super) fn join(tx: &Tx<'_>, after: i64) -> Result<()> {
    if tx.count("select count(*) from wranglings where at > $1", args![after])? > 1 {
        tx.run("update wranglings set batch = $2 where at > $1", args![after, tx.fresh_id()])?;
    }
    Ok(())
}

/// Keeps a decision; one that changed nothing is none.
pub(super) fn keep(viewer: &Viewer, tx: &Tx<'_>, verdict: Verdict, about: About, edits: &[Edit]) -> Result<()> {
    if edits.is_empty() {
        return Ok(());
    }
    let written =
        serde_json::to_string(edits).map_err(|_| Error::broken("a decision about a tag cannot be written"))?;
    // Later than all before it, so that many decisions of one moment have an order.
    let before = "select at + 1 from wranglings where at >= $1 order by at desc, id desc limit 1";
    let at: Option<i64> = tx.value(before, args![tx.now()])?;
    tx.run(
        "insert into wranglings (id, at, by_id, what, tag_id, other_id, edits) values ($1, $2, $3, $4, $5, $6, $7)",
        args![tx.fresh_id(), at.unwrap_or(tx.now()), viewer.person(), verdict.word(), about.tag, about.other, &written],
    )
    .map(drop)
}

fn read(row: &Row<'_>) -> Result<Decision> {
    Ok(Decision {
        id: row.get(0)?,
        at: from_millis(row.get(1)?),
        by: row.get(2)?,
        verdict: Verdict::of_word(&row.get::<String>(3)?)?,
        tag: row.get(4)?,
        other: row.get(5)?,
        is_undone: row.get::<Option<i64>>(6)?.is_some(),
        batch: row.get::<Option<i64>>(7)?.zip(row.get::<Option<i64>>(8)?.map(|count| count as u64)),
    })
}
