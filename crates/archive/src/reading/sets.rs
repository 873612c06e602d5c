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
    /// What they have opened.
    Opened,
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
    /// The index that holds these alone.
    const fn index(self) -> Option<&'static str> {
        match self {
            Self::Stars(from, _) if from > 0 => Some("readings_starred"),
            Self::Noted(_) => Some("readings_noted"),
            _ => None,
        }
    }

    fn condition(self, sql: &mut Sql<'v>) {
        match self {
            Self::All => {}
            Self::Read => _ = sql.push(" and r.state = ").bind(State::Finished),
            Self::Seen => _ = sql.push(" and (r.visits > 0 or r.state <> ").bind(State::Reading).push(")"),
            Self::Opened => _ = sql.push(" and r.visits > 0"),
            Self::Reading => _ = sql.push(" and r.visits > 0 and r.state = ").bind(State::Reading),
            Self::Dropped => _ = sql.push(" and r.state = ").bind(State::Dropped),
            Self::Later => _ = sql.push(" and r.later"),
            Self::Stars(from, to) => {
                let whole = |stars: u64| i64::try_from(stars).unwrap_or(i64::MAX);
                // Said in so many words for the index of what has stars at all.
                sql.push(if from > 0 { " and r.stars > 0" } else { "" });
                sql.push(" and r.stars >= ").bind(whole(from)).push(" and r.stars <= ").bind(whole(to));
            }
            Self::Noted(words) => {
                sql.push(" and r.note <> '' and lower(r.note) like ").bind(pattern(words)).push(" escape '!'");
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

/// How much of a memory is read, and in which order.
#[derive(Debug, Clone, Copy, Default)]
pub(crate) struct Extent<'e> {
    /// Only what is among these works, if any are named.
    pub(crate) among: Option<&'e [WorkId]>,
    /// Whether what was opened or marked last comes first; otherwise in no order.
    pub(crate) is_by_time: bool,
}

/// The works of a part of the viewer's memory; none of those who have none.
pub(crate) fn works_of(viewer: &Viewer, tx: &Tx<'_>, which: Which<'_>, extent: Extent<'_>) -> Result<Vec<WorkId>> {
    some((viewer, tx), "select r.work_id from readings r", (which, extent), |row| row.get(0))
}

/// What the viewer has opened, with how many chapters there were when they did last.
pub(crate) fn opened(viewer: &Viewer, tx: &Tx<'_>, extent: Extent<'_>) -> Result<Vec<(WorkId, u64)>> {
    let text = "select r.work_id, r.chapters from readings r";
    some((viewer, tx), text, (Which::Opened, extent), |row| Ok((row.get(0)?, row.get::<i64>(1)?.max(0) as u64)))
}

/// What the viewer gave stars, with how many.
pub(crate) fn starred(viewer: &Viewer, tx: &Tx<'_>) -> Result<Vec<(WorkId, u64)>> {
    let (text, extent) = ("select r.work_id, r.stars from readings r", Extent::default());
    let which = (Which::Stars(1, u64::MAX), extent);
    some((viewer, tx), text, which, |row| Ok((row.get(0)?, row.get::<i64>(1)?.max(0) as u64)))
}

/// What is asked of the viewer's memory, as far as it shows; nothing of those who have none.
fn some<T>(
    (viewer, tx): (&Viewer, &Tx<'_>),
    text: &'static str,
    (which, extent): (Which<'_>, Extent<'_>),
    read: impl Fn(&Row<'_>) -> Result<T>,
) -> Result<Vec<T>> {
    let Some(person) = viewer.person() else { return Ok(Vec::new()) };
    let is_off = deeds::habit(viewer, tx)? == Habit::Off;
    let mut sql = Sql::new(text);
    if let Some(index) = which.index() {
        tx.dialect().along(&mut sql, index);
    }
    sql.push(" where r.person_id = ").bind(person).push(if is_off { " and r.later" } else { "" });
    which.condition(&mut sql);
    sql.only("r.work_id", extent.among);
    sql.push(if extent.is_by_time { " order by r.last_at desc, r.work_id desc" } else { "" });
    sql.all(tx, read)
}
