//! Works that readers took away as files: what happens is noted in batches, off the path of requests, like what they open.

use std::collections::HashMap;

use jiff::Timestamp;
use serde::Serialize;

use super::deeds;
use super::row::Habit;
use crate::clock::from_millis;
use crate::db::{Sql, args};
use crate::{Errand, Error, PersonId, Result, Tx, Viewer, WorkId};

/// A file of a work that somebody has fetched, as it was given to them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Download {
    /// Who.
    pub person: PersonId,
    /// What.
    pub work: WorkId,
    /// In which format, by the ending of its file.
    pub format: &'static str,
    /// Which edition of it.
    pub edition: u64,
    /// How many chapters there were.
    pub chapters: u64,
    /// When, in milliseconds since 1970.
    pub at: i64,
}

/// A file that its reader has of a work.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fetched {
    /// In which format, by the ending of its file.
    pub format: String,
    /// When it was fetched last.
    pub at: Timestamp,
    /// The work's edition then.
    pub edition: u64,
    /// How many chapters there were.
    pub chapters: u64,
}

/// Notes a batch. For the archive's errand alone.
pub fn note_downloads(viewer: &Viewer, tx: &Tx<'_>, downloads: &[Download]) -> Result<()> {
    if *viewer != Viewer::Custodian(Errand::Clock) {
        return Err(Error::NotFound);
    }
    downloads.iter().try_for_each(|download| fetched(tx, download))
}

fn fetched(tx: &Tx<'_>, download: &Download) -> Result<()> {
    let Download { person, work, format, edition, chapters, at } = *download;
    // A member may have gone, or want nothing remembered.
    tx.run(
        "insert into downloads (person_id, work_id, format, edition, chapters, at)
         select p.id, $2, $3, $4, $5, $6 from people p where p.id = $1 and p.kind = 'member'
           and not exists (select 1 from reading_habits h where h.person_id = p.id)
         on conflict (person_id, work_id, format) do update set edition = $4, chapters = $5, at = $6",
        args![person, work, format, edition as i64, chapters as i64, at],
    )
    .map(drop)
}

/// The files that somebody has of each of these works, the newest first.
pub(super) fn files(tx: &Tx<'_>, person: PersonId, works: &[WorkId]) -> Result<HashMap<WorkId, Vec<Fetched>>> {
    let mut sql = Sql::new("select d.work_id, d.format, d.at, d.edition, d.chapters from downloads d where ");
    sql.push("d.person_id = ").bind(person).push(" and d.work_id in ").bind_list(works.iter().copied());
    sql.push(" order by d.at desc, d.format");
    let mut files: HashMap<WorkId, Vec<Fetched>> = HashMap::new();
    let read = |row: &crate::db::Row<'_>| {
        let (edition, chapters) = (row.get::<i64>(3)? as u64, row.get::<i64>(4)? as u64);
        Ok((row.get(0)?, Fetched { format: row.get(1)?, at: from_millis(row.get(2)?), edition, chapters }))
    };
    for (work, file) in sql.all(tx, read)? {
        files.entry(work).or_default().push(file);
    }
    Ok(files)
}

/// The works that the viewer took away as files, as far as that shows; only of these, if any are named.
pub(crate) fn downloaded(viewer: &Viewer, tx: &Tx<'_>, among: Option<&[WorkId]>) -> Result<Vec<WorkId>> {
    let Some(person) = viewer.person() else { return Ok(Vec::new()) };
    if deeds::habit(viewer, tx)? == Habit::Off {
        return Ok(Vec::new());
    }
    let mut sql = Sql::new("select distinct work_id from downloads where person_id = ");
    sql.bind(person).only("work_id", among).all(tx, |row| row.get(0))
}

/// Forgets the files that somebody fetched: of a work, or of all.
pub(super) fn forget(tx: &Tx<'_>, person: PersonId, work: Option<WorkId>) -> Result<()> {
    let mut sql = Sql::new("delete from downloads where person_id = ");
    sql.bind(person);
    if let Some(work) = work {
        sql.push(" and work_id = ").bind(work);
    }
    sql.run(tx).map(drop)
}

/// Forgets the files that somebody fetched before a moment, in milliseconds.
pub(super) fn forget_before(tx: &Tx<'_>, person: PersonId, before: i64) -> Result<u64> {
    tx.run("delete from downloads where person_id = $1 and at < $2", args![person, before])
}

/// A file that somebody fetched, as they take it away.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct KeptFile {
    /// The work's number.
    pub work: i64,
    /// In which format.
    pub format: String,
    /// When.
    pub at: Timestamp,
}

/// Everything that is noted of files the viewer fetched, whether or not it shows.
pub fn all_files(viewer: &Viewer, tx: &Tx<'_>) -> Result<Vec<KeptFile>> {
    let text = "select work_id, format, at from downloads where person_id = $1 order by at, work_id, format";
    tx.all(text, args![viewer.person()], |row| {
        Ok(KeptFile { work: row.get(0)?, format: row.get(1)?, at: from_millis(row.get(2)?) })
    })
}
