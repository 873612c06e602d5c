//! Reading gifts: on a work, of somebody, under a name (GIFT-5).

use std::fmt;

use jiff::Timestamp;
use serde::Serialize;

use crate::blocks::unmuted_sql;
use crate::clock::from_millis;
use crate::db::{Sql, args};
use crate::tags::key;
use crate::works::{self, PAGE, Page, WorkCard};
use crate::{Error, PersonId, Result, Tx, Viewer, WorkId};

/// Whom a work is for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Recipient {
    /// Somebody here.
    Person {
        /// The name it is for.
        pseud: String,
        /// The account behind it.
        account: String,
    },
    /// A name.
    Name(String),
}

impl fmt::Display for Recipient {
    /// As it is typed and shown: `pseud (account)`, or one name where they are equal (PSEUD-2).
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Person { pseud, account } if pseud != account => write!(f, "{pseud} ({account})"),
            Self::Person { pseud: name, .. } | Self::Name(name) => f.write_str(name),
        }
    }
}

/// Whose gifts.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum To {
    /// Those of somebody here.
    Person(PersonId),
    /// Those for a name.
    Name(String),
}

/// A gift as its recipient takes it away.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Kept {
    /// The number of the work.
    pub work: i64,
    /// Its title.
    pub title: String,
    /// Whether they have refused it.
    pub refused: bool,
    /// Since when it is for them.
    pub at: Timestamp,
}

/// Whom works that have passed the gate are for, in their order; not those who have refused.
pub(crate) fn of_works(tx: &Tx<'_>, works: &[WorkId]) -> Result<Vec<(WorkId, Recipient)>> {
    let mut sql = Sql::new(
        "select g.work_id, g.name, s.name, p.name from gifts g left join pseuds s on s.id = g.pseud_id
         left join people p on p.id = g.person_id where not g.refused and g.work_id in ",
    );
    sql.bind_list(works.iter().copied()).push(" order by g.work_id, g.position, g.id");
    sql.all(tx, |row| {
        let named: Option<String> = row.get(2)?;
        let recipient = match named.zip(row.get::<Option<String>>(3)?) {
            Some((pseud, account)) => Recipient::Person { pseud, account },
            None => Recipient::Name(row.get(1)?),
        };
        Ok((row.get(0)?, recipient))
    })
}

/// Whom a work of the viewer's own is for, as it would be typed into its form.
pub fn typed(viewer: &Viewer, tx: &Tx<'_>, work: WorkId) -> Result<String> {
    works::is_changeable(viewer, tx, work)?;
    let names = of_works(tx, &[work])?.into_iter().map(|(_, recipient)| recipient.to_string());
    Ok(names.collect::<Vec<_>>().join(", "))
}

/// A page of the works that lists show the viewer, of those given to somebody and not refused, the last given first.
pub fn page_of(viewer: &Viewer, tx: &Tx<'_>, to: &To, number: u64) -> Result<Page<WorkCard>> {
    let of = |what| {
        let mut sql = Sql::new(what);
        sql.push(" from gifts g where not g.refused and ");
        match to {
            To::Person(person) => sql.push("g.person_id = ").bind(*person),
            To::Name(name) => sql.push("g.person_id is null and g.name_key = ").bind(key(name)),
        };
        sql.push(" and ");
        works::listed_there_sql(&mut sql, viewer, "g.work_id");
        unmuted_sql(&mut sql, viewer, "g.work_id");
        sql
    };
    let (total, number) = (of("select count(*)").value::<i64>(tx)?.unwrap_or(0) as u64, number.max(1));
    let mut sql = of("select g.work_id");
    sql.push(" order by g.at desc, g.id desc limit ").bind(PAGE as i64);
    sql.push(" offset ").bind((number - 1).saturating_mul(PAGE).min(i64::MAX as u64) as i64);
    let ids: Vec<WorkId> = sql.all(tx, |row| row.get(0))?;
    Ok(Page { items: works::cards(viewer, tx, &ids)?, total, number })
}

/// The works that somebody has refused, as far as the viewer sees them: for themselves and those who keep order (GIFT-3).
pub fn refused(viewer: &Viewer, tx: &Tx<'_>, person: PersonId) -> Result<Vec<WorkCard>> {
    if viewer.person() != Some(person) && !works::sees_all(viewer) {
        return Ok(Vec::new());
    }
    let text = "select work_id from gifts where person_id = $1 and refused order by at desc, id desc";
    works::cards(viewer, tx, &tx.all(text, args![person], |row| row.get(0))?)
}

/// What was given to the viewer, as far as they see it, the oldest first.
pub(crate) fn all_of(viewer: &Viewer, tx: &Tx<'_>) -> Result<Vec<Kept>> {
    let person = viewer.person().ok_or(Error::LogIn)?;
    let rows =
        tx.all("select work_id, refused, at from gifts where person_id = $1 order by at, id", args![person], |row| {
            Ok((row.get::<WorkId>(0)?, row.get(1)?, from_millis(row.get(2)?)))
        })?;
    let seen = works::cards(viewer, tx, &rows.iter().map(|(work, ..)| *work).collect::<Vec<_>>())?;
    let title = |work: WorkId| seen.iter().find(|card| card.id == work).map(|card| card.title.clone());
    let kept = rows
        .into_iter()
        .filter_map(|(work, refused, at)| Some(Kept { work: work.number(), title: title(work)?, refused, at }));
    Ok(kept.collect())
}
