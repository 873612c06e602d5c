//! Which notices a letter tells, and whether it may go now.
//!
//! A letter takes what waits for its pace when it is taken out of the outbox; from then on these notices are its own, so that no
//! other letter tells them. What of them its recipient may still see is asked when it gets its words ([`super::telling`]). Many letters
//! are asked for in few statements: there are as many of them as a favourite author has followers.

use std::collections::{HashMap, HashSet};

use super::when::Days;
use crate::db::{Sql, args};
use crate::moderation::unsanctioned_sql;
use crate::subscriptions::Pace;
use crate::{LetterId, PersonId, Result, Tx};

/// What a letter about news is: whose, and of which pace.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Candidate {
    /// The letter.
    pub(crate) letter: LetterId,
    /// Whose it is.
    pub(crate) to: PersonId,
    /// Of which pace.
    pub(crate) pace: Pace,
}

/// Whether a letter may go.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Readiness {
    /// It may, and has taken what it tells.
    Now,
    /// From this moment on.
    Later(i64),
    /// It has nothing to tell, or its recipient gets no letters: no confirmed address, or under a sanction.
    Never,
}

/// Whether letters about news may go now, in their order: those that may have been given what waits for their pace. No two are to
/// one person, because of two only one may go.
pub(crate) fn ready(tx: &Tx<'_>, letters: &[Candidate]) -> Result<Vec<Readiness>> {
    let days = days_of(tx, letters)?;
    let (now, mut going) = (tx.now(), Vec::new());
    for one in letters {
        if days.get(&one.to).is_some_and(|days| days.allowed(now) <= now) {
            going.push(*one);
        }
    }
    let filled = give(tx, &going)?;
    let ready = letters.iter().map(|one| match days.get(&one.to).map(|days| days.allowed(now)) {
        Some(allowed) if allowed > now => Readiness::Later(allowed),
        Some(_) if filled.contains(&one.letter) => Readiness::Now,
        _ => Readiness::Never,
    });
    Ok(ready.collect())
}

/// The days of those who get letters at all.
fn days_of(tx: &Tx<'_>, letters: &[Candidate]) -> Result<HashMap<PersonId, Days>> {
    let mut sql = Sql::new(
        "select a.person_id, coalesce(f.time_zone, ''), coalesce(b.utc_offset, 0), coalesce(b.quiet_from, 0),
           coalesce(b.quiet_until, 0), coalesce(b.mailed_at, 0) from accounts a
         left join notice_habits b on b.person_id = a.person_id left join preferences f on f.person_id = a.person_id
         where a.confirmed_at is not null and a.person_id in ",
    );
    sql.bind_list(letters.iter().map(|one| one.to)).push(" and ");
    unsanctioned_sql(&mut sql, tx.now(), "a.person_id");
    let rows = sql.all(tx, |row| {
        let (zone, quiet) = (row.get::<String>(1)?, (row.get(3)?, row.get(4)?));
        Ok((row.get(0)?, Days::of(&zone, row.get(2)?, quiet, row.get(5)?)))
    })?;
    Ok(rows.into_iter().collect())
}

/// Gives letters what waits for their pace, and says which of them have something to tell.
fn give(tx: &Tx<'_>, letters: &[Candidate]) -> Result<HashSet<LetterId>> {
    for pace in Pace::ALL {
        let ids: Vec<LetterId> = letters.iter().filter(|one| one.pace == *pace).map(|one| one.letter).collect();
        if !ids.is_empty() {
            let mut sql = Sql::new("update notices set letter_id = l.id from letters l where l.id in ");
            sql.bind_list(ids).push(" and notices.person_id = l.person_id and notices.letter_id is null");
            sql.push(" and notices.pace = ").bind(*pace).run(tx)?;
        }
    }
    let mut sql = Sql::new("select l.id from letters l where l.id in ");
    sql.bind_list(letters.iter().map(|one| one.letter));
    sql.push(" and exists (select 1 from notices n where n.person_id = l.person_id and n.letter_id = l.id)");
    let filled: HashSet<LetterId> = sql.all(tx, |row| row.get(0))?.into_iter().collect();
    let mut sql = Sql::new("update notice_habits set mailed_at = ");
    sql.bind(tx.now()).push(" where person_id in ");
    sql.bind_list(letters.iter().filter(|one| filled.contains(&one.letter)).map(|one| one.to)).run(tx)?;
    Ok(filled)
}

/// Those of these people for whom something waits for a letter of this pace that no letter has taken.
pub(crate) fn rest(tx: &Tx<'_>, of: &[PersonId], pace: Pace) -> Result<Vec<PersonId>> {
    let mut sql = Sql::new("select a.person_id from accounts a where a.person_id in ");
    sql.bind_list(of.iter().copied()).push(" and exists (select 1 from notices n where n.person_id = a.person_id");
    sql.push(" and n.letter_id is null and n.pace = ").bind(pace).push(") order by a.person_id");
    sql.all(tx, |row| row.get(0))
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
