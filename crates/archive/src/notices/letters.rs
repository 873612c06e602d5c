//! Which notices a letter tells, and whether it may go now.
//!
//! A letter takes what waits for its pace when it is taken out of the outbox; from then on these notices are its own, so that no
//! other letter tells them. What of them its recipient may still see is asked when it gets its words.

use super::read::{Notice, dressed, select};
use super::when::Days;
use crate::db::args;
use crate::moderation::active_sanction;
use crate::subscriptions::Pace;
use crate::{Errand, Error, LetterId, PersonId, Result, Tx, Viewer};

/// Whether a letter may go.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Readiness {
    /// It may.
    Now,
    /// From this moment on.
    Later(i64),
    /// It has nothing to tell, or its recipient gets no letters: no confirmed address, or under a sanction.
    Never,
}

/// Whether a letter about news may go to somebody now.
pub(crate) fn ready(tx: &Tx<'_>, letter: LetterId, to: PersonId, pace: Pace) -> Result<Readiness> {
    let days = tx.first(
        concat!(
            "select coalesce(f.time_zone, ''), coalesce(b.utc_offset, 0), coalesce(b.quiet_from, 0), coalesce(b.quiet_until, 0),
               coalesce(b.mailed_at, 0) from accounts a left join notice_habits b on b.person_id = a.person_id
             left join preferences f on f.person_id = a.person_id
             where a.person_id = $1 and a.confirmed_at is not null and ",
            active_sanction!("$1"),
            " is null"
        ),
        args![to, tx.now()],
        |row| {
            let (zone, quiet) = (row.get::<String>(0)?, (row.get(2)?, row.get(3)?));
            Ok(Days::of(&zone, row.get(1)?, quiet, row.get(4)?))
        },
    )?;
    let Some(days) = days else { return Ok(Readiness::Never) };
    let waits = tx.value::<i64>(
        "select 1 from notices where person_id = $1 and (letter_id = $2 or letter_id is null and pace = $3) limit 1",
        args![to, letter, pace],
    )?;
    if waits.is_none() {
        return Ok(Readiness::Never);
    }
    let allowed = days.allowed(tx.now());
    Ok(if allowed > tx.now() { Readiness::Later(allowed) } else { Readiness::Now })
}

/// Gives a letter what waits for its pace.
pub(crate) fn give(tx: &Tx<'_>, letter: LetterId, to: PersonId, pace: Pace) -> Result<()> {
    tx.run(
        "update notices set letter_id = $2 where person_id = $1 and letter_id is null and pace = $3",
        args![to, letter, pace],
    )?;
    tx.run("update notice_habits set mailed_at = $2 where person_id = $1", args![to, tx.now()]).map(drop)
}

/// Whether something waits for a letter of this pace that no letter has taken.
pub(crate) fn rest(tx: &Tx<'_>, to: PersonId, pace: Pace) -> Result<bool> {
    let text = "select 1 from notices where person_id = $1 and letter_id is null and pace = $2 limit 1";
    Ok(tx.value::<i64>(text, args![to, pace])?.is_some())
}

/// Lets what waits for letters of this pace stay on the page of notices: whoever gets none now is not sent all of it one day.
pub(crate) fn let_stay(tx: &Tx<'_>, to: PersonId, pace: Pace) -> Result<()> {
    tx.run(
        "update notices set pace = $3 where person_id = $1 and letter_id is null and pace = $2",
        args![to, pace, Pace::Page],
    )
    .map(drop)
}

/// Lets everything that waits for a letter stay on the page of notices.
pub(crate) fn keep_on_page(tx: &Tx<'_>, person: PersonId) -> Result<()> {
    tx.run("update notices set pace = $2 where person_id = $1 and letter_id is null", args![person, Pace::Page])?;
    crate::mail::drop_news(tx, person)
}

/// What a letter tells its recipient, as they see it now with a plain member's eyes: nothing of what is not there for them any more,
/// nor of what they do not follow any more.
pub fn in_letter(viewer: &Viewer, tx: &Tx<'_>, letter: LetterId, to: PersonId) -> Result<Vec<Notice>> {
    if !matches!(viewer, Viewer::Custodian(Errand::Mail)) {
        return Err(Error::NotFound);
    }
    let reader = Viewer::Member(to);
    let mut sql = select(&reader, tx.now());
    sql.push(" and n.letter_id = ").bind(letter).push(" order by n.at, n.happening_id");
    let mut told = dressed(&reader, tx, &sql)?;
    told.retain(|notice| !notice.because.is_empty());
    Ok(told)
}
