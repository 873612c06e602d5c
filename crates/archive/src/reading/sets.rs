//! Somebody's memory as sets of works, for searching in it: what they have read, what they gave stars, what they noted something of.
//!
//! A set is asked for by its owner alone and is told to nobody: the finder answers with it, and the gate makes cards of what
//! comes out. With the history off, only what is marked for later is there.

use super::deeds;
use super::row::{Habit, State};
use crate::db::{Row, Sql};
use crate::{Result, Tx, Viewer, WorkId};

/// Which works of a memory.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Which<'w> {
    /// All.
    All,
    /// What its owner has read to its end, or says so.
    Read,
    /// What they have opened, or say that they have read or dropped.
    Seen,
    /// What they have begun, and neither finished nor dropped.
    Reading,
    /// What they do not go on with.
    Dropped,
    /// What is marked for later.
    Later,
    /// What has so many of their stars, at least and at most.
    Stars(u64, u64),
    /// What they note these words of.
    Noted(&'w str),
}

impl<'v> Which<'v> {
    fn condition(self, sql: &mut Sql<'v>) {
        match self {
            Self::All => {}
            Self::Read => _ = sql.push(" and r.state = ").bind(State::Finished),
            Self::Seen => _ = sql.push(" and (r.visits > 0 or r.state <> ").bind(State::Reading).push(")"),
            Self::Reading => _ = sql.push(" and r.visits > 0 and r.state = ").bind(State::Reading),
            Self::Dropped => _ = sql.push(" and r.state = ").bind(State::Dropped),
            Self::Later => _ = sql.push(" and r.later"),
            Self::Stars(from, to) => {
                let whole = |stars: u64| i64::try_from(stars).unwrap_or(i64::MAX);
                sql.push(" and r.stars >= ").bind(whole(from)).push(" and r.stars <= ").bind(whole(to));
            }
            Self::Noted(words) => {
                sql.push(" and lower(r.note) like ").bind(pattern(words)).push(" escape '!'");
            }
        }
    }
}

/// What has these words somewhere in it.
fn pattern(words: &str) -> String {
    let mut pattern = "%".to_owned();
    for letter in words.to_lowercase().chars() {
        if matches!(letter, '%' | '_' | '!') {
            pattern.push('!');
        }
        pattern.push(letter);
    }
    pattern + "%"
}

/// Whether the viewer has a memory to search in: a member, whose history is not off.
pub(crate) fn is_shown(viewer: &Viewer, tx: &Tx<'_>) -> Result<bool> {
    Ok(viewer.person().is_some() && deeds::habit(viewer, tx)? != Habit::Off)
}

/// The works of a part of the viewer's memory; none of those who have none.
pub(crate) fn works_of(viewer: &Viewer, tx: &Tx<'_>, which: Which<'_>) -> Result<Vec<WorkId>> {
    some(viewer, tx, "select r.work_id from readings r where ", which, |row| row.get(0))
}

/// What the viewer has opened, with how many chapters there were when they did last.
pub(crate) fn opened(viewer: &Viewer, tx: &Tx<'_>) -> Result<Vec<(WorkId, u64)>> {
    let text = "select r.work_id, r.chapters from readings r where r.visits > 0 and ";
    some(viewer, tx, text, Which::All, |row| Ok((row.get(0)?, row.get::<i64>(1)?.max(0) as u64)))
}

/// The viewer's memory, what they opened or marked last first.
pub(crate) fn by_time(viewer: &Viewer, tx: &Tx<'_>) -> Result<Vec<WorkId>> {
    let Some(mut sql) = of(viewer, tx, "select r.work_id from readings r where ")? else { return Ok(Vec::new()) };
    sql.push(" order by r.last_at desc, r.work_id desc").all(tx, |row| row.get(0))
}

/// What the viewer gave stars, with how many.
pub(crate) fn starred(viewer: &Viewer, tx: &Tx<'_>) -> Result<Vec<(WorkId, u64)>> {
    let text = "select r.work_id, r.stars from readings r where ";
    some(viewer, tx, text, Which::Stars(1, u64::MAX), |row| Ok((row.get(0)?, row.get::<i64>(1)?.max(0) as u64)))
}

fn some<T>(
    viewer: &Viewer,
    tx: &Tx<'_>,
    text: &'static str,
    which: Which<'_>,
    read: impl Fn(&Row<'_>) -> Result<T>,
) -> Result<Vec<T>> {
    let Some(mut sql) = of(viewer, tx, text)? else { return Ok(Vec::new()) };
    which.condition(&mut sql);
    sql.all(tx, read)
}

/// What is asked of the viewer's memory, as far as it shows; nothing of those who have none.
fn of<'v>(viewer: &Viewer, tx: &Tx<'_>, text: &'static str) -> Result<Option<Sql<'v>>> {
    let Some(person) = viewer.person() else { return Ok(None) };
    let is_off = deeds::habit(viewer, tx)? == Habit::Off;
    let mut sql = Sql::new(text);
    sql.push("r.person_id = ").bind(person).push(if is_off { " and r.later" } else { "" });
    Ok(Some(sql))
}
