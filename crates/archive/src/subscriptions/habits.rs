//! What somebody says for all their subscriptions: how soon they are told, and the hours in which no letter goes.

use serde::Serialize;

use super::row::Pace;
use crate::db::args;
use crate::{Error, PersonId, Result, Slip, Tx, Viewer};

/// Hours of a day.
const DAY: u64 = 24;

/// Minutes by which clocks on Earth differ from UTC at most.
const FARTHEST: i64 = 14 * 60;

/// What somebody says for all their subscriptions.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Habit {
    /// How soon they are told, where a subscription does not say otherwise.
    pub pace: Pace,
    /// The hour from which on no letter goes, and the hour until which; the same hour: letters go always.
    pub quiet: (u64, u64),
    /// By how many minutes their clock is before UTC, where no time zone is known.
    pub offset: i64,
    /// Whether all their notices have a feed.
    pub has_feed: bool,
}

/// [`Habit`], to be taken away.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Said {
    /// How soon they are told.
    pace: &'static str,
    /// The hours in which no letter goes.
    quiet: Option<(u64, u64)>,
    /// Minutes before UTC.
    offset: i64,
}

impl From<Habit> for Said {
    fn from(habit: Habit) -> Self {
        let quiet = Some(habit.quiet).filter(|(from, until)| from != until);
        Self { pace: habit.pace.word(), quiet, offset: habit.offset }
    }
}

/// What the viewer says for all their subscriptions.
pub fn habit(viewer: &Viewer, tx: &Tx<'_>) -> Result<Habit> {
    let found = tx.first(
        "select pace, quiet_from, quiet_until, utc_offset, feed_digest is not null from notice_habits where person_id = $1",
        args![viewer.person()],
        |row| {
            let quiet = (row.get::<i64>(1)? as u64, row.get::<i64>(2)? as u64);
            Ok(Habit { pace: row.get(0)?, quiet, offset: row.get(3)?, has_feed: row.get(4)? })
        },
    )?;
    Ok(found.unwrap_or_default())
}

/// Keeps what the viewer says for all their subscriptions; whether they have a feed is said elsewhere.
pub fn set_habit(viewer: &Viewer, tx: &Tx<'_>, habit: &Habit) -> Result<()> {
    let person = viewer.person().ok_or(Error::LogIn)?;
    let (from, until) = habit.quiet;
    if from >= DAY || until >= DAY {
        return Err(Error::invalid("quiet", Slip::NotInRange { least: 0, most: DAY - 1 }));
    }
    begin(tx, person)?;
    tx.run(
        "update notice_habits set pace = $2, quiet_from = $3, quiet_until = $4, utc_offset = $5 where person_id = $1",
        args![person, habit.pace, from as i64, until as i64, habit.offset.clamp(-FARTHEST, FARTHEST)],
    )
    .map(drop)
}

/// Makes the row, if there is none.
pub(super) fn begin(tx: &Tx<'_>, person: PersonId) -> Result<()> {
    tx.run(
        "insert into notice_habits (person_id, pace, quiet_from, quiet_until, utc_offset, secret, mailed_at)
         values ($1, $2, 0, 0, 0, $3, 0) on conflict (person_id) do nothing",
        args![person, Pace::default(), tx.fresh_secret().text()],
    )
    .map(drop)
}
