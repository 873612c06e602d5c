//! The sieve: what this archive has learnt about comments that nobody wants, from its own decisions and from nothing else.
//!
//! Who keeps order hides a comment as spam, a creator lets one through that waited: each is a lesson, and each can be taken back.
//! It counts in how many unwanted and in how many other comments a word stood (Bayes), and holds what looks like the first sort
//! until a creator has looked at it. Until it has learnt enough it says nothing. Words are kept as digests: nobody reads here
//! what people have said. Which comments it is asked about, and what of them is a lesson, is the matter of `comments`.

mod judge;
mod signs;

use std::collections::HashMap;

use jiff::Timestamp;

use crate::accounts::{Power, require};
use crate::clock::from_millis;
use crate::db::{Sql, args};
use crate::deeds::{self, Act, Subject};
use crate::{Result, Tx, Viewer};

pub(crate) use self::signs::is_unspaced;
use self::signs::signs_of;

/// Before it has learnt so many comments of each sort it holds none.
pub const FLOOR: u64 = 20;

/// Signs that are learnt in one statement.
const AT_ONCE: usize = 100;

/// How long a sign is kept that was met in one comment only: half a year, in milliseconds.
const REMEMBERED: i64 = 183 * 24 * 60 * 60 * 1_000;

/// Signs that are let go in one transaction.
const SOME: i64 = 2_000;

/// So likely it must be that a comment is not wanted.
const LIKELY: f64 = 0.95;

/// What was learnt of a comment, and whether that spoke for the sieve.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(crate) enum Lesson {
    /// It was not wanted.
    Spam,
    /// It was not wanted, and the sieve had held it.
    Right,
    /// It was not wanted, and the sieve had let it pass.
    Missed,
    /// It was let through.
    Good,
    /// It was let through, and the sieve had held it.
    Wrong,
}

impl Lesson {
    /// Every one.
    pub(crate) const ALL: &'static [Self] = &[Self::Spam, Self::Right, Self::Missed, Self::Good, Self::Wrong];

    /// The word in its columns.
    pub(crate) const fn word(self) -> &'static str {
        match self {
            Self::Spam => "spam",
            Self::Right => "right",
            Self::Missed => "missed",
            Self::Good => "good",
            Self::Wrong => "wrong",
        }
    }

    /// The lesson of a word.
    pub(crate) fn of_word(word: &str) -> Option<Self> {
        Self::ALL.iter().copied().find(|lesson| lesson.word() == word)
    }

    /// Whether it says that a comment was not wanted.
    pub(crate) const fn is_spam(self) -> bool {
        matches!(self, Self::Spam | Self::Right | Self::Missed)
    }
}

/// How the sieve does, for those who run the archive.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Report {
    /// How many unwanted comments it has learnt.
    pub spam: u64,
    /// How many others.
    pub good: u64,
    /// How many comments wait because of it.
    pub waiting: u64,
    /// How many of those that it held were not wanted.
    pub right: u64,
    /// How many of those that it held were let through.
    pub wrong: u64,
    /// How many it let pass that were not wanted.
    pub missed: u64,
    /// Since when it has learnt.
    pub since: Option<Timestamp>,
}

impl Report {
    /// Whether it has learnt enough to hold anything.
    pub const fn is_awake(&self) -> bool {
        self.spam >= FLOOR && self.good >= FLOOR
    }
}

/// Learns a lesson from a comment.
pub(crate) fn learn(tx: &Tx<'_>, html: &str, lesson: Lesson) -> Result<()> {
    let since = "insert into sieve_tallies (lesson, number) values ('since', $1) on conflict (lesson) do nothing";
    tx.run(since, args![tx.now()])?;
    step(tx, html, (lesson, 1))
}

/// Forgets a lesson from a comment.
pub(crate) fn unlearn(tx: &Tx<'_>, html: &str, lesson: Lesson) -> Result<()> {
    step(tx, html, (lesson, -1))
}

/// Steps what is known of the signs of a comment, the smaller first: two who decide at once meet at none the other way round.
fn step(tx: &Tx<'_>, html: &str, (lesson, by): (Lesson, i64)) -> Result<()> {
    let (spam, good) = if lesson.is_spam() { (by, 0) } else { (0, by) };
    for some in signs_of(html).chunks(AT_ONCE) {
        let mut sql = Sql::new("insert into sieve_signs (sign, spam, good, met_at) values ");
        for (sign, comma) in some.iter().zip(std::iter::once("(").chain(std::iter::repeat(", ("))) {
            sql.push(comma).bind(*sign).push(", ").bind(spam.max(0)).push(", ").bind(good.max(0));
            sql.push(", ").bind(tx.now()).push(")");
        }
        sql.push(" on conflict (sign) do update set met_at = excluded.met_at");
        for (column, by) in [("spam", spam), ("good", good)] {
            sql.push(", ").push(column).push(" = case when sieve_signs.").push(column).push(" + ").bind(by);
            sql.push(" > 0 then sieve_signs.").push(column).push(" + ").bind(by).push(" else 0 end");
        }
        sql.run(tx)?;
    }
    tx.run(
        "insert into sieve_tallies (lesson, number) values ($1, case when $2 > 0 then $2 else 0 end)
         on conflict (lesson) do update set
         number = case when sieve_tallies.number + $2 > 0 then sieve_tallies.number + $2 else 0 end",
        args![lesson.word(), by],
    )
    .map(drop)
}

/// Lets go of some signs that were met once, long ago: they say nothing ([`judge`]), and most words that anybody writes are such. Says
/// whether there may be more.
pub fn let_signs_go(tx: &Tx<'_>) -> Result<bool> {
    let gone = tx.run(
        "delete from sieve_signs where sign in
         (select sign from sieve_signs where met_at < $1 and spam + good < 2 order by met_at, sign limit $2)",
        args![tx.now() - REMEMBERED, SOME],
    )?;
    Ok(gone as i64 == SOME)
}

/// Whether a comment is likely not wanted. Never, as long as too little was learnt.
pub(crate) fn is_likely(tx: &Tx<'_>, html: &str) -> Result<bool> {
    let Report { spam, good, .. } = learnt(tx)?;
    if spam < FLOOR || good < FLOOR {
        return Ok(false);
    }
    let mut known = Vec::new();
    for some in signs_of(html).chunks(AT_ONCE) {
        let mut sql = Sql::new("select spam, good from sieve_signs where sign in ");
        sql.bind_list(some.iter().copied());
        known.extend(sql.all(tx, |row| Ok((row.get::<i64>(0)? as u64, row.get::<i64>(1)? as u64)))?);
    }
    Ok(judge::likelihood(&known, (spam, good)) >= LIKELY)
}

/// Whether enough was learnt.
pub(crate) fn is_awake(tx: &Tx<'_>) -> Result<bool> {
    Ok(learnt(tx)?.is_awake())
}

/// What was learnt, without what waits.
fn learnt(tx: &Tx<'_>) -> Result<Report> {
    let rows =
        tx.all("select lesson, number from sieve_tallies", &[], |row| Ok((row.get::<String>(0)?, row.get::<i64>(1)?)))?;
    let numbers: HashMap<String, i64> = rows.into_iter().collect();
    let number = |lesson: Lesson| numbers.get(lesson.word()).copied().unwrap_or(0) as u64;
    let (right, wrong, missed) = (number(Lesson::Right), number(Lesson::Wrong), number(Lesson::Missed));
    Ok(Report {
        spam: number(Lesson::Spam) + right + missed,
        good: number(Lesson::Good) + wrong,
        waiting: 0,
        right,
        wrong,
        missed,
        since: numbers.get("since").copied().map(from_millis),
    })
}

/// How the sieve does. For those who run the archive.
pub fn report(viewer: &Viewer, tx: &Tx<'_>) -> Result<Report> {
    require(viewer, tx, Power::Run)?;
    let waiting = tx.count("select count(*) from comments where state = 'waits' and held_for = 'spam'", &[])?;
    Ok(Report { waiting, ..learnt(tx)? })
}

/// Forgets everything that was learnt. What waits goes on waiting. For those who run the archive.
pub fn forget(viewer: &Viewer, tx: &Tx<'_>) -> Result<()> {
    require(viewer, tx, Power::Run)?;
    tx.run("delete from sieve_signs", &[])?;
    tx.run("delete from sieve_tallies", &[])?;
    tx.run("update comments set learnt = null where learnt is not null", &[])?;
    deeds::note(viewer, tx, Act::EmptiedSieve, &Subject::called(""), "")
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use super::*;
    use crate::db::tests::archives;

    #[test]
    fn a_sign_that_was_met_once_long_ago_is_let_go_and_no_other() {
        for (archive, _database) in archives() {
            let many = (0..250).map(|number| format!("word{number}")).collect::<Vec<_>>().join(" ");
            let count = || archive.read(|tx| tx.count("select count(*) from sieve_signs", &[])).wait().unwrap();
            let lesson = |html: &str, lesson: Lesson| {
                let html = html.to_owned();
                archive.write(move |tx| learn(tx, &html, lesson)).wait().unwrap();
            };
            lesson(&many, Lesson::Spam);
            lesson("word7 word8", Lesson::Good);
            archive.clock().advance(Duration::from_hours(24 * 200));
            lesson("word9 fresh", Lesson::Spam);
            assert_eq!(count(), 251);
            assert!(!archive.write(let_signs_go).wait().unwrap());
            assert_eq!(count(), 4, "those met twice, and the fresh one");
            archive.write(|tx| unlearn(tx, "word7 word8 unknown", Lesson::Good)).wait().unwrap();
            let good = "select count(*) from sieve_signs where good > 0 or spam < 0";
            assert_eq!(archive.read(|tx| tx.count(good, &[])).wait().unwrap(), 0, "and nothing below nothing");
        }
    }
}
