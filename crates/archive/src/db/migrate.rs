//! Migrations: forward only, each in one transaction under a lock, the same numbers and names on both databases.

use super::tx::{Given, Purpose};
use super::{Dialect, Link, Tx, args};
use crate::{Error, Result};

/// A step from one version of the tables to the next.
pub(super) struct Migration {
    /// The version it leads to, from 1.
    pub(super) number: i64,
    /// Its file's name without number and ending.
    pub(super) name: &'static str,
    sqlite: &'static str,
    postgres: &'static str,
}

/// Names a migration once and takes its two files.
macro_rules! migration {
    ($number:literal, $file:literal, $name:literal) => {
        Migration {
            number: $number,
            name: $name,
            sqlite: include_str!(concat!("migrations/sqlite/", $file, "_", $name, ".sql")),
            postgres: include_str!(concat!("migrations/postgres/", $file, "_", $name, ".sql")),
        }
    };
}

/// All of them, in order.
pub(super) const MIGRATIONS: &[Migration] = &[
    migration!(1, "0001", "ground"),
    migration!(2, "0002", "accounts"),
    migration!(3, "0003", "members"),
    migration!(4, "0004", "writing"),
    migration!(5, "0005", "states"),
    migration!(6, "0006", "order"),
    migration!(7, "0007", "keys"),
    migration!(8, "0008", "forms"),
    migration!(9, "0009", "people"),
    migration!(10, "0010", "rest"),
    migration!(11, "0011", "people"),
    migration!(12, "0012", "wrangling"),
    migration!(13, "0013", "cleaning"),
    migration!(14, "0014", "filters"),
    migration!(15, "0015", "deciders"),
    migration!(16, "0016", "texts"),
    migration!(17, "0017", "desk"),
    migration!(18, "0018", "talk"),
    migration!(19, "0019", "bookmarks"),
    migration!(20, "0020", "comments"),
    migration!(21, "0021", "reading"),
    migration!(22, "0022", "statistics"),
    migration!(23, "0023", "collections"),
    migration!(24, "0024", "notices"),
    migration!(25, "0025", "ties"),
    migration!(26, "0026", "tag_talk"),
    migration!(27, "0027", "reading_searched"),
    migration!(28, "0028", "talking"),
    migration!(29, "0029", "gathering"),
    migration!(30, "0030", "shelves"),
    migration!(31, "0031", "downloads"),
    migration!(32, "0032", "reading_lists"),
    migration!(33, "0033", "reading_indexes"),
    migration!(34, "0034", "list_shelves"),
    migration!(35, "0035", "growth"),
    migration!(36, "0036", "pictures"),
    migration!(37, "0037", "reading_steps"),
    migration!(38, "0038", "threads"),
    migration!(39, "0039", "held"),
];

/// Brings the database up to date, or refuses one that a newer program has made.
pub(super) fn up_to_date(link: &Link, given: &Given) -> Result<()> {
    let tx = Tx { link, given, purpose: Purpose::Write };
    link.batch(
        "create table if not exists migrations (number bigint primary key, name text not null, at bigint not null)",
    )?;
    let newest = tx.value("select max(number) from migrations", &[])?.flatten().unwrap_or(0);
    let known = MIGRATIONS.last().map_or(0, |step| step.number);
    if newest > known {
        return Err(Error::broken(format!(
            "the database (--data, --database) is at version {newest}, made by a newer Foolscap, and this program knows \
             versions up to {known}: start the newer program, or restore the backup made before the update"
        )));
    }
    MIGRATIONS.iter().filter(|step| step.number > newest).try_for_each(|step| climb(&tx, step))
}

/// Takes one step, unless another process has taken it in the meantime.
fn climb(tx: &Tx<'_>, step: &Migration) -> Result<()> {
    tx.link.begin(Purpose::Write)?;
    let done = locked_climb(tx, step).and_then(|()| tx.link.commit());
    if done.is_err() {
        tx.link.rollback();
    }
    done
}

fn locked_climb(tx: &Tx<'_>, step: &Migration) -> Result<()> {
    tx.all(tx.dialect().migration_lock(), &[], |_| Ok(()))?;
    if tx.count("select count(*) from migrations where number = $1", args![step.number])? > 0 {
        return Ok(());
    }
    tx.link.batch(match tx.dialect() {
        Dialect::Sqlite => step.sqlite,
        Dialect::Postgres => step.postgres,
    })?;
    let taken = args![step.number, step.name, tx.now()];
    tx.run("insert into migrations (number, name, at) values ($1, $2, $3)", taken).map(drop)
}
