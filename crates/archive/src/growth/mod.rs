//! How large tables are, and which grow without end (R36). Once a night it is noted how many rows each has; owners see the largest with
//! what came in a week, and get a letter when one has more than doubled. Of what stands in them nothing is noted.

use crate::accounts::{Power, require};
use crate::db::{Sql, args};
use crate::mail::{self, Matter};
use crate::{Archive, PersonId, Result, Tx, Viewer};

/// A day, in milliseconds.
const DAY: i64 = 24 * 60 * 60 * 1_000;

/// What a table is compared with is so old at least.
const WEEK: i64 = 7 * DAY;

/// How long sizes are kept.
const KEPT: i64 = 35 * DAY;

/// A table with fewer rows than so many may grow as it likes.
const FLOOR: i64 = 100_000;

/// Tables that owners see.
const LARGEST: i64 = 25;

/// How large a table is, and was.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Size {
    /// Its name.
    pub table: String,
    /// How many rows it has, roughly.
    pub rows: u64,
    /// How many bytes.
    pub bytes: u64,
    /// How many rows it had a week ago or somewhat before that, if that was noted.
    pub before: Option<u64>,
}

impl Size {
    /// Whether it has more than doubled, and is large.
    pub fn is_alarming(&self) -> bool {
        self.rows >= FLOOR as u64 && self.before.is_some_and(|before| self.rows > before.saturating_mul(2))
    }
}

/// Notes how large every table is, unless that was done in the last twelve hours, and writes to the owners of those that have more
/// than doubled: once a week of each.
pub fn note(archive: &Archive) -> Result<()> {
    let is_due =
        archive.read(|tx| tx.count("select count(*) from table_sizes where at > $1", args![tx.now() - DAY / 2]));
    if is_due.wait()? > 0 {
        return Ok(());
    }
    let sizes =
        archive.read(|tx| tx.all(tx.dialect().table_sizes(), &[], |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?))));
    let sizes: Vec<(String, i64, i64)> = sizes.wait()?;
    archive.write(move |tx| keep(tx, &sizes)).wait()
}

fn keep(tx: &Tx<'_>, sizes: &[(String, i64, i64)]) -> Result<()> {
    tx.run("delete from table_sizes where at < $1", args![tx.now() - KEPT])?;
    for (name, rows, bytes) in sizes {
        tx.run(
            "insert into table_sizes (name, at, number, bytes, told) values ($1, $2, $3, $4, false)",
            args![name, tx.now(), *rows, *bytes],
        )?;
    }
    for size in newest(tx)?.iter().filter(|size| size.is_alarming()) {
        let told = "select count(*) from table_sizes where name = $1 and told and at > $2";
        if tx.count(told, args![&size.table, tx.now() - WEEK])? == 0 {
            tell(tx, size)?;
        }
    }
    Ok(())
}

fn tell(tx: &Tx<'_>, size: &Size) -> Result<()> {
    tx.run("update table_sizes set told = true where name = $1 and at = $2", args![&size.table, tx.now()])?;
    let before = size.before.unwrap_or(0);
    let matter = Matter::TableGrows { table: size.table.clone(), rows: size.rows, before };
    let owners = "select person_id from roles where role = 'owner' order by person_id";
    let owners: Vec<PersonId> = tx.all(owners, &[], |row| row.get(0))?;
    owners.into_iter().try_for_each(|owner| mail::write(tx, owner, &matter))
}

/// The largest tables, the largest first. For those who run the archive.
pub fn largest(viewer: &Viewer, tx: &Tx<'_>) -> Result<Vec<Size>> {
    require(viewer, tx, Power::Run)?;
    let mut sizes = newest(tx)?;
    sizes.truncate(LARGEST as usize);
    Ok(sizes)
}

/// What was noted last, the largest table first.
fn newest(tx: &Tx<'_>) -> Result<Vec<Size>> {
    let mut sql = Sql::new(
        "select s.name, s.number, s.bytes, (select b.number from table_sizes b where b.name = s.name and b.at <= s.at - ",
    );
    sql.bind(WEEK)
        .push(" order by b.at desc limit 1) from table_sizes s where s.at = (select max(at) from table_sizes)");
    sql.push(" order by s.bytes desc, s.name");
    sql.all(tx, |row| {
        let before = row.get::<Option<i64>>(3)?.map(|before| before as u64);
        Ok(Size { table: row.get(0)?, rows: row.get::<i64>(1)? as u64, bytes: row.get::<i64>(2)? as u64, before })
    })
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use super::*;
    use crate::Errand;
    use crate::accounts::{self, NewAccount, Password, Role};
    use crate::db::tests::archives;

    const HOST: Viewer = Viewer::Custodian(Errand::Host);

    fn noted(archive: &Archive, rows: i64) {
        archive.write(move |tx| keep(tx, &[("changes".to_owned(), rows, rows * 64)])).wait().unwrap();
        archive.clock().advance(Duration::from_hours(24));
    }

    fn letters(archive: &Archive) -> u64 {
        archive
            .read(|tx| tx.count("select count(*) from letters where matter like '%table-grows%'", &[]))
            .wait()
            .unwrap()
    }

    fn own(archive: &Archive) -> PersonId {
        let password = Password::typed("a fool and a cap").hashed(archive.chance()).unwrap();
        let address = "hob@example.org".parse().unwrap();
        let new = NewAccount { name: "hob".to_owned(), address, password, consents: Vec::new() };
        let deed = move |tx: &Tx<'_>| {
            let hob = accounts::open_at_once(tx, &new)?;
            accounts::give(&HOST, tx, hob, Role::Owner).map(|()| hob)
        };
        archive.write(deed).wait().unwrap()
    }

    #[test]
    fn the_size_of_every_table_is_noted_once_a_night() {
        for (archive, _database) in archives() {
            let hob = Viewer::Moderator(own(&archive));
            note(&archive).unwrap();
            note(&archive).unwrap();
            let seen = archive.read(move |tx| largest(&hob, tx)).wait().unwrap();
            assert_eq!(seen.len(), LARGEST as usize);
            assert!(seen.iter().all(|size| size.before.is_none() && !size.is_alarming()));
            assert!(seen.windows(2).all(|pair| pair[0].bytes >= pair[1].bytes), "the largest first");
            let bo = Viewer::Member(PersonId::new(7));
            assert!(archive.read(move |tx| largest(&bo, tx)).wait().is_err(), "for owners");
        }
    }

    #[test]
    fn owners_are_told_once_a_week_of_a_large_table_that_has_more_than_doubled() {
        for (archive, _database) in archives() {
            own(&archive);
            noted(&archive, 60_000);
            (0..6).for_each(|_| noted(&archive, 60_000));
            noted(&archive, 119_000);
            assert_eq!(letters(&archive), 0, "large, and not twice as large");
            noted(&archive, 130_000);
            assert_eq!(letters(&archive), 1);
            noted(&archive, 150_000);
            assert_eq!(letters(&archive), 1, "told once");
            (0..6).for_each(|_| noted(&archive, 150_000));
            noted(&archive, 400_000);
            assert_eq!(letters(&archive), 2, "a week later it may be told again");
        }
    }

    #[test]
    fn a_small_table_grows_as_it_likes() {
        for (archive, _database) in archives() {
            own(&archive);
            (0..8).for_each(|_| noted(&archive, 1_000));
            noted(&archive, 90_000);
            assert_eq!(letters(&archive), 0);
        }
    }
}
