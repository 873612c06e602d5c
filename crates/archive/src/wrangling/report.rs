//! The tags that were decided about last, as a table for who looks after wrangling (WRK-8).

use jiff::Timestamp;

use super::history::Verdict;
use super::standing::Standing;
use crate::accounts::{Power, require};
use crate::clock::from_millis;
use crate::db::args;
use crate::tags::Kind;
use crate::{Result, Tx, Viewer};

/// So many tags are told, of so many decisions.
const TAGS: i64 = 1_000;
const DECISIONS: i64 = 20_000;

/// A tag and what was decided about it last.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Touched {
    /// Its name.
    pub name: String,
    /// What it speaks of.
    pub kind: Kind,
    /// How it stands.
    pub standing: Standing,
    /// What a synonym means.
    pub means: Option<String>,
    /// What was decided last.
    pub verdict: Verdict,
    /// Who; nothing for the archive itself and for whoever has left.
    pub by: Option<String>,
    /// When.
    pub at: Timestamp,
}

/// The tags that were decided about last, the newest decision first.
pub fn report(viewer: &Viewer, tx: &Tx<'_>) -> Result<Vec<Touched>> {
    require(viewer, tx, Power::Wrangle)?;
    tx.all(
        "with latest as (select tag_id, by_id, what, at, id from wranglings order by at desc, id desc limit $1),
         ranked as (select l.*, row_number() over (partition by tag_id order by at desc, id desc) as place from latest l)
         select t.name, t.kind, t.standing, m.name, r.what, p.name, r.at from ranked r join tags t on t.id = r.tag_id
         left join tags m on m.id = t.merger_id left join people p on p.id = r.by_id
         where r.place = 1 order by r.at desc, r.id desc limit $2",
        args![DECISIONS, TAGS],
        |row| {
            Ok(Touched {
                name: row.get(0)?,
                kind: row.get(1)?,
                standing: row.get(2)?,
                means: row.get(3)?,
                verdict: Verdict::of_word(&row.get::<String>(4)?)?,
                by: row.get(5)?,
                at: from_millis(row.get(6)?),
            })
        },
    )
}
