//! The bins: tags that belong nowhere yet, by the fandom they turn up in (WRK-2, WRK-3).
//!
//! A tag is in a bin only while lists show members a work that has it: what stands on drafts, mysteries and hidden works is
//! not told to wranglers either.

use super::standing::{self, Stand};
use super::{TAGS, TagPage};
use crate::accounts::{Power, require};
use crate::db::{Sql, args};
use crate::tags::Kind;
use crate::works::Audience;
use crate::{Result, TagId, Tx, Viewer};

/// How many tags of each kind wait in a fandom's bins.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Bin {
    /// The fandom.
    pub fandom: TagId,
    /// Its name.
    pub name: String,
    /// Characters.
    pub characters: u64,
    /// Relationships.
    pub relationships: u64,
    /// Additional tags.
    pub additional: u64,
}

/// A tag that waits, and how many works members see with it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Unwrangled {
    /// The tag.
    pub stand: Stand,
    /// Works.
    pub works: u64,
}

/// In which order tags wait.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Waiting {
    /// The most used first.
    #[default]
    Uses,
    /// The newest first.
    Newest,
    /// The oldest first.
    Oldest,
}

impl Waiting {
    /// Every one.
    pub const ALL: [Self; 3] = [Self::Uses, Self::Newest, Self::Oldest];

    /// The word in an address.
    pub const fn word(self) -> &'static str {
        match self {
            Self::Uses => "uses",
            Self::Newest => "newest",
            Self::Oldest => "oldest",
        }
    }

    const fn sql(self) -> &'static str {
        match self {
            Self::Uses => " order by works desc, t.name_key limit ",
            Self::Newest => " order by t.created_at desc, t.name_key limit ",
            Self::Oldest => " order by t.created_at, t.name_key limit ",
        }
    }
}

/// The kinds that fandoms have bins for.
pub(crate) const KINDS: [Kind; 3] = [Kind::Character, Kind::Relationship, Kind::Additional];

/// The bins of the fandoms that the viewer wrangles, by name.
pub fn bins(viewer: &Viewer, tx: &Tx<'_>) -> Result<Vec<Bin>> {
    let fandoms = own_fandoms(viewer, tx)?;
    let bin = |(fandom, name): (TagId, String)| {
        let [characters, relationships, additional] = KINDS.map(|kind| count(tx, kind, Some(fandom)));
        Ok(Bin { fandom, name, characters: characters?, relationships: relationships?, additional: additional? })
    };
    fandoms.into_iter().map(bin).collect()
}

/// The fandoms that the viewer wrangles, by name.
pub(crate) fn own_fandoms(viewer: &Viewer, tx: &Tx<'_>) -> Result<Vec<(TagId, String)>> {
    require(viewer, tx, Power::Wrangle)?;
    tx.all(
        "select t.id, t.name from wranglers w join tags t on t.id = w.fandom_id where w.person_id = $1 order by t.name_key",
        args![viewer.person()],
        |row| Ok((row.get(0)?, row.get(1)?)),
    )
}

/// Which tags wait together: of one kind, in the works of a fandom or of any, in an order.
#[derive(Debug, Clone, Copy)]
pub struct Pile {
    /// The fandom; nothing for tags that belong nowhere, in whatever fandom they turn up, and for fandoms that nobody has
    /// decided about (mass bins).
    pub fandom: Option<TagId>,
    /// The kind.
    pub kind: Kind,
    /// The order.
    pub order: Waiting,
}

/// A page of tags that wait.
pub fn waiting(viewer: &Viewer, tx: &Tx<'_>, pile: &Pile, number: u64) -> Result<TagPage<Unwrangled>> {
    require(viewer, tx, Power::Wrangle)?;
    page(tx, pile, number)
}

/// [`waiting`] in a fandom's bin, the most used first.
pub fn in_bin(viewer: &Viewer, tx: &Tx<'_>, fandom: TagId, kind: Kind, number: u64) -> Result<TagPage<Unwrangled>> {
    waiting(viewer, tx, &Pile { fandom: Some(fandom), kind, order: Waiting::Uses }, number)
}

/// [`waiting`] of what belongs nowhere, the most used first.
pub fn loose(viewer: &Viewer, tx: &Tx<'_>, kind: Kind, number: u64) -> Result<TagPage<Unwrangled>> {
    waiting(viewer, tx, &Pile { fandom: None, kind, order: Waiting::Uses }, number)
}

fn page(tx: &Tx<'_>, pile: &Pile, number: u64) -> Result<TagPage<Unwrangled>> {
    let Pile { kind, fandom, order } = *pile;
    let total = count(tx, kind, fandom)?;
    let mut sql = Sql::new(
        "select t.id, t.kind, t.name, t.standing, t.merger_id,
           (select count(*) from work_tags u where u.tag_id = t.id and u.audience <= ",
    );
    sql.bind(Audience::Members.reach()).push(") as works from tags t where ");
    waits(&mut sql, kind, fandom);
    sql.push(order.sql()).bind(TAGS as i64);
    sql.push(" offset ").bind(number.saturating_sub(1).saturating_mul(TAGS).min(i64::MAX as u64) as i64);
    let items = sql.all(tx, |row| Ok(Unwrangled { stand: standing::read(row)?, works: row.get::<i64>(5)? as u64 }))?;
    Ok(TagPage { items, total, number })
}

fn count(tx: &Tx<'_>, kind: Kind, fandom: Option<TagId>) -> Result<u64> {
    let mut sql = Sql::new("select count(*) from tags t where ");
    waits(&mut sql, kind, fandom);
    Ok(sql.value::<i64>(tx)?.unwrap_or(0) as u64)
}

/// A condition on tags `t`: they belong to no fandom, are not set aside, and members see a work that has them, which is of
/// this fandom by its own name or a synonym.
fn waits(sql: &mut Sql<'_>, kind: Kind, fandom: Option<TagId>) {
    sql.push("t.kind = ").bind(kind);
    if kind == Kind::Fandom {
        sql.push(" and t.standing = 'unwrangled'");
    } else {
        sql.push(
            " and t.standing not in ('unwrangleable', 'banned') and not exists (select 1 from tag_parents p join tags f on f.id = p.parent_id
              where p.tag_id = t.id and f.kind = 'fandom')",
        );
    }
    let Some(fandom) = fandom else {
        sql.push(" and exists (select 1 from work_tags a where a.tag_id = t.id and a.audience <= ");
        sql.bind(Audience::Members.reach()).push(")");
        return;
    };
    // From the fandom's works, which are fewer than all tags that wait anywhere.
    sql.push(
        " and t.id in (select a.tag_id from tags m join work_tags b on b.tag_id = m.id join work_tags a
           on a.work_id = b.work_id where (m.id = ",
    );
    sql.bind(fandom).push(" or m.merger_id = ").bind(fandom).push(") and a.audience <= ");
    sql.bind(Audience::Members.reach()).push(")");
}
