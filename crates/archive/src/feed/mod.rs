//! The change feed: an ordered log of what changed, from which indexes and caches follow.
//!
//! A change is written in the transaction that makes it. A reader keeps a [`Cursor`] and asks for what came after.
//! On PostgreSQL transactions end in another order than they begin, so only what no running transaction can slip in
//! front of is given out: a reader never misses a change, it may only see it a moment later. After a restore from a
//! dump the server counts transactions anew; what it noted before then counts as older (`count_anew`).
//! What is old and was read goes (`prune`).

mod prune;

use crate::db::{Dialect, Sql};
use crate::{CollectionId, Error, PersonId, Result, TagId, Tx, Viewer, WorkId};

/// What changed. The reader looks up by itself what it is now.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Change {
    /// A work was posted, revised, hidden, shown again or restricted; it may be a draft now.
    Work(WorkId),
    /// A work is gone for good.
    WorkGone(WorkId),
    /// A tag was made, renamed or wrangled.
    Tag(TagId),
    /// A tag belongs elsewhere, or something else is said of it; works are found by it as before.
    TagFiled(TagId),
    /// Somebody came, or what is known of them changed: a name, a role, a sanction, what they like, an end of a session.
    Person(PersonId),
    /// Something was said or left at a work that its own pages show, and nothing else: kudos, a comment.
    Talk(WorkId),
    /// What is counted of a work was counted anew, and is another number now.
    Tally(WorkId),
    /// A collection, who is in it or what of it is to be seen changed; works are found in it as before.
    Collection(CollectionId),
    /// The owner runs the archive in another way.
    Policy,
}

pub(crate) use prune::count_anew;
pub use prune::{is_cut, prune};

/// The word for talk in the log.
const TALK: &str = "talk";

/// How far a reader has read.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Cursor {
    transaction: i64,
    position: i64,
}

impl Cursor {
    /// The cursor as two numbers, to be kept with what was made from the feed.
    pub const fn numbers(self) -> (i64, i64) {
        (self.transaction, self.position)
    }

    /// A cursor that was kept as two numbers.
    pub const fn from_numbers((transaction, position): (i64, i64)) -> Self {
        Self { transaction, position }
    }
}

/// The next changes after `cursor`, at most `limit`, oldest first, each with the cursor behind it.
///
/// For the archive's own errands only: ids of hidden works are among them.
pub fn after(viewer: &Viewer, tx: &Tx<'_>, cursor: Cursor, limit: u32) -> Result<Vec<(Cursor, Change)>> {
    if !matches!(viewer, Viewer::Custodian(_)) {
        return Err(Error::NotFound);
    }
    let mut sql = Sql::new("select transaction_number, position, what, subject from changes where ");
    sql.push(tx.dialect().is_settled()).push(" and ");
    next(&mut sql, tx.dialect(), cursor, limit);
    sql.all(tx, |row| {
        let cursor = Cursor { transaction: row.get(0)?, position: row.get(1)? };
        Ok((cursor, change(&row.get::<String>(2)?, row.get(3)?)?))
    })
}

/// A change as a reader gets it who must know at once *what* changed.
#[derive(Debug, Clone, Copy)]
pub(crate) struct News {
    /// Behind it.
    pub(crate) cursor: Cursor,
    /// What changed.
    pub(crate) change: Change,
    /// Whether nothing can slip in front of it any more, so that the reader may go on from its cursor.
    pub(crate) is_settled: bool,
}

/// [`after`], with the changes that are not given out yet, which come last.
pub(crate) fn news(tx: &Tx<'_>, cursor: Cursor, limit: u32) -> Result<Vec<News>> {
    let mut sql = Sql::new("select transaction_number, position, what, subject, ");
    sql.push(tx.dialect().is_settled()).push(" from changes where ");
    next(&mut sql, tx.dialect(), cursor, limit);
    sql.all(tx, |row| {
        let cursor = Cursor { transaction: row.get(0)?, position: row.get(1)? };
        Ok(News { cursor, change: change(&row.get::<String>(2)?, row.get(3)?)?, is_settled: row.get(4)? })
    })
}

/// Limits a query to the first changes behind a cursor, in their order.
fn next(sql: &mut Sql<'_>, dialect: Dialect, cursor: Cursor, limit: u32) {
    dialect.behind(sql, cursor.numbers());
    sql.push(" order by ").push(dialect.feed_order()).push(" limit ").bind(i64::from(limit));
}

/// The end of the feed: the cursor behind the last change that is given out.
pub(crate) fn end(tx: &Tx<'_>) -> Result<Cursor> {
    let mut sql = Sql::new("select transaction_number, position from changes where ");
    sql.push(tx.dialect().is_settled()).push(" order by transaction_number desc, position desc limit 1");
    let last = sql.first(tx, |row| Ok(Cursor { transaction: row.get(0)?, position: row.get(1)? }))?;
    Ok(last.unwrap_or_default())
}

/// What stands right before a cursor, in words: whoever kept the cursor sees by it whether this is still the same feed.
pub(crate) fn landmark(tx: &Tx<'_>, cursor: Cursor) -> Result<String> {
    let mut sql = Sql::new("select at, what, subject from changes where transaction_number = ");
    sql.bind(cursor.transaction).push(" and position = ").bind(cursor.position);
    sql.push(" and ").push(tx.dialect().is_settled());
    let seen = sql.first(tx, |row| {
        let (at, what, subject): (i64, String, i64) = (row.get(0)?, row.get(1)?, row.get(2)?);
        Ok(format!("{at} {what} {subject}"))
    })?;
    Ok(seen.unwrap_or_default())
}

/// What is stored after a cursor but not given out yet, because a transaction that began before it still runs.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct HeldBack {
    /// Works at which something was said or left.
    pub talk: Vec<WorkId>,
    /// How many other changes there are.
    pub others: u64,
}

/// What is held back after `cursor`. For a reader that needs to know at once *that* something changed, and not what.
pub fn held_back(viewer: &Viewer, tx: &Tx<'_>, cursor: Cursor) -> Result<HeldBack> {
    if !matches!(viewer, Viewer::Custodian(_)) {
        return Err(Error::NotFound);
    }
    let mut sql = Sql::new("select what = ");
    sql.bind(TALK).push(", case when what = ").bind(TALK).push(" then subject else 0 end, count(*) from changes");
    sql.push(" where not (").push(tx.dialect().is_settled()).push(") and ");
    tx.dialect().behind(&mut sql, cursor.numbers());
    sql.push(" group by 1, 2");
    let mut held = HeldBack::default();
    for (is_talk, work, count) in sql.all(tx, |row| Ok((row.get(0)?, row.get(1)?, row.get::<i64>(2)?)))? {
        if is_talk {
            held.talk.push(work);
        } else {
            held.others += count as u64;
        }
    }
    Ok(held)
}

/// Notes a change in the transaction that makes it.
pub(crate) fn note(tx: &Tx<'_>, change: Change) -> Result<()> {
    let (what, subject) = match change {
        Change::Work(id) => ("work", id.number()),
        Change::WorkGone(id) => ("work-gone", id.number()),
        Change::Tag(id) => ("tag", id.number()),
        Change::TagFiled(id) => ("tag-filed", id.number()),
        Change::Person(id) => ("person", id.number()),
        Change::Talk(id) => (TALK, id.number()),
        Change::Tally(id) => ("tally", id.number()),
        Change::Collection(id) => ("collection", id.number()),
        Change::Policy => ("policy", 0),
    };
    let mut sql = Sql::new("insert into changes (transaction_number, at, what, subject) values (");
    sql.push(tx.dialect().this_transaction()).push(", ").bind(tx.now());
    sql.push(", ").bind(what).push(", ").bind(subject).push(")");
    sql.run(tx).map(drop)
}

fn change(what: &str, subject: i64) -> Result<Change> {
    match what {
        "work" => Ok(Change::Work(WorkId::new(subject))),
        "work-gone" => Ok(Change::WorkGone(WorkId::new(subject))),
        "tag" => Ok(Change::Tag(TagId::new(subject))),
        "tag-filed" => Ok(Change::TagFiled(TagId::new(subject))),
        "person" => Ok(Change::Person(PersonId::new(subject))),
        TALK => Ok(Change::Talk(WorkId::new(subject))),
        "tally" => Ok(Change::Tally(WorkId::new(subject))),
        "collection" => Ok(Change::Collection(CollectionId::new(subject))),
        "policy" => Ok(Change::Policy),
        other => Err(Error::broken(format!("the change feed holds an unknown change “{other}”"))),
    }
}

#[cfg(test)]
mod tests {
    use super::prune::{Stays, prune_to};
    use super::*;
    use crate::db::{args, tests::archives};
    use crate::{Archive, Errand};

    const CLOCK: Viewer = Viewer::Custodian(Errand::Clock);

    fn noted(archive: &Archive, works: std::ops::Range<i64>) {
        for work in works {
            archive.write(move |tx| note(tx, Change::Tally(WorkId::new(work)))).wait().unwrap();
        }
        wait_until_all_is_given_out(archive);
    }

    /// On PostgreSQL the tests beside this one hold back what is given out.
    fn wait_until_all_is_given_out(archive: &Archive) {
        while archive.read(|tx| held_back(&CLOCK, tx, Cursor::default())).wait().unwrap() != HeldBack::default() {
            std::thread::sleep(std::time::Duration::from_millis(5));
        }
    }

    fn all(archive: &Archive) -> Vec<(Cursor, Change)> {
        archive.read(|tx| after(&CLOCK, tx, Cursor::default(), 5_000)).wait().unwrap()
    }

    fn place(archive: &Archive, cursor: Cursor) {
        let (transaction, position) = cursor.numbers();
        let text = "insert into followers (name, transaction_number, position) values ('notices', $1, $2)
                    on conflict (name) do update set transaction_number = $1, position = $2";
        archive.write(move |tx| tx.run(text, args![transaction, position]).map(drop)).wait().unwrap();
    }

    #[test]
    fn old_changes_go_when_everybody_has_read_them_and_whoever_has_not_knows_it() {
        for (archive, _database) in archives() {
            wait_until_all_is_given_out(&archive);
            let begun = all(&archive).last().map_or(Cursor::default(), |(cursor, _)| *cursor);
            place(&archive, begun);
            noted(&archive, 1..21);
            let told = all(&archive);
            let (fifth, tenth) = (told[told.len() - 16].0, told[told.len() - 11].0);
            let stays = Stays { millis: 1_000, newest: 4 };
            let left = || all(&archive).iter().filter(|(cursor, _)| *cursor > begun).count();
            prune_to(&archive, stays).unwrap();
            assert_eq!(left(), 20, "nothing is old");
            archive.clock().advance(std::time::Duration::from_secs(2));
            prune_to(&archive, stays).unwrap();
            assert_eq!(left(), 20, "nobody has read it");
            place(&archive, tenth);
            prune_to(&archive, stays).unwrap();
            assert_eq!(left(), 10, "R36: what is read and old goes");
            let is_cut = |cursor| archive.read(move |tx| is_cut(&CLOCK, tx, cursor)).wait().unwrap();
            assert!(is_cut(fifth) && !is_cut(tenth), "whoever is further behind knows of the gap");
            place(&archive, told[told.len() - 1].0);
            prune_to(&archive, stays).unwrap();
            assert_eq!(left(), 4, "of the newest some stay for ever");
            let commits = archive.commits();
            prune_to(&archive, stays).unwrap();
            assert_eq!(archive.commits(), commits, "nothing is written when nothing is due");
        }
    }

    #[test]
    fn a_database_that_was_filled_from_a_dump_tells_what_is_new_to_whoever_has_read_the_old() {
        for (archive, _database) in archives() {
            noted(&archive, 1..4);
            let is_postgres = archive.read(|tx| Ok(tx.dialect() == Dialect::Postgres)).wait().unwrap();
            if !is_postgres {
                continue;
            }
            let far = "update changes set transaction_number = 9000000000 + position";
            archive.write(move |tx| tx.run(far, &[]).map(drop)).wait().unwrap();
            let last: i64 =
                archive.read(|tx| tx.count("select max(position) from changes", &[])).wait().unwrap() as i64;
            place(&archive, Cursor { transaction: 9_000_000_000 + last, position: last });
            archive.write(count_anew).wait().unwrap();
            noted(&archive, 4..5);
            let text = "select transaction_number, position from followers";
            let read = archive.read(move |tx| {
                let place =
                    tx.first(text, &[], |row| Ok(Cursor { transaction: row.get(0)?, position: row.get(1)? }))?;
                after(&CLOCK, tx, place.unwrap_or_default(), 10)
            });
            let told: Vec<Change> = read.wait().unwrap().into_iter().map(|(_, change)| change).collect();
            assert_eq!(told, [Change::Tally(WorkId::new(4))]);
        }
    }

    #[test]
    fn whoever_follows_the_feed_reads_no_change_that_lies_before_them() {
        for (archive, _database) in archives() {
            let plan = archive.read(|tx| {
                if tx.dialect() == Dialect::Postgres {
                    // Its planner reads a table of this size as a whole.
                    return Ok(None);
                }
                let mut sql = Sql::new("explain query plan select what, subject from changes where ");
                sql.push(tx.dialect().is_settled()).push(" and ");
                next(&mut sql, tx.dialect(), Cursor::default(), 10);
                sql.all(tx, |row| row.get::<String>(3)).map(Some)
            });
            if let Some(plan) = plan.wait().unwrap() {
                assert_eq!(plan, ["SEARCH changes USING INTEGER PRIMARY KEY (rowid>?)"]);
            }
        }
    }
}
