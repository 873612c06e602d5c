//! Works that are elsewhere and in somebody's library all the same: what they brought along of them.

use jiff::Timestamp;
use manuscript::ListEntry;

use super::merge;
use crate::clock::from_millis;
use crate::db::args;
use crate::imports::url_key;
use crate::tags::key;
use crate::works::{PAGE, Page};
use crate::{Error, PersonId, Result, Tx, Viewer};

/// A work elsewhere in somebody's library.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Elsewhere {
    /// Its number in this library.
    pub id: i64,
    /// What its reader says of it.
    pub entry: ListEntry,
    /// When they read it last, or brought it along.
    pub at: Timestamp,
}

/// The key by which an entry is the same as another: its address, or its title and author.
pub(super) fn entry_key(entry: &ListEntry) -> String {
    if entry.address.is_empty() {
        format!("title {}\n{}", key(&entry.title), key(&entry.author))
    } else {
        format!("address {}", url_key(&entry.address))
    }
}

/// Reads an entry that was stored.
pub(super) fn stored(text: &str) -> Result<ListEntry> {
    serde_json::from_str(text)
        .map_err(|error| Error::broken(format!("a stored entry of a reading list is damaged: {error}")))
}

/// An entry as it is stored.
pub(super) fn to_store(entry: &ListEntry) -> Result<String> {
    serde_json::to_string(entry).map_err(|_| Error::broken("an entry of a reading list cannot be stored"))
}

/// What a person has of an entry.
pub(super) fn known(tx: &Tx<'_>, person: PersonId, entry: &ListEntry) -> Result<Option<ListEntry>> {
    let text = "select entry from readings_elsewhere where person_id = $1 and entry_key = $2";
    let found: Option<String> = tx.value(text, args![person, entry_key(entry)])?;
    found.map(|text| stored(&text)).transpose()
}

/// Keeps an entry, with what was known of it.
pub(super) fn keep(tx: &Tx<'_>, person: PersonId, entry: &ListEntry) -> Result<()> {
    let before = known(tx, person, entry)?;
    let entry = merge::entries(before.as_ref(), entry);
    if before.as_ref() == Some(&entry) {
        return Ok(());
    }
    let at = entry.last.or(entry.first).map_or(tx.now(), Timestamp::as_millisecond);
    tx.run(
        "insert into readings_elsewhere (id, person_id, entry_key, entry, at) values ($1, $2, $3, $4, $5)
         on conflict (person_id, entry_key) do update set entry = $4, at = $5",
        args![tx.fresh_id(), person, entry_key(&entry), to_store(&entry)?, at],
    )
    .map(drop)
}

/// A page of the works elsewhere in the viewer's library, what they read last first.
pub fn elsewhere(viewer: &Viewer, tx: &Tx<'_>, number: u64) -> Result<Page<Elsewhere>> {
    let person = viewer.person().ok_or(Error::LogIn)?;
    let total = tx.count("select count(*) from readings_elsewhere where person_id = $1", args![person])?;
    let from = (number.max(1) - 1).saturating_mul(PAGE).min(i64::MAX as u64) as i64;
    let text = "select id, entry, at from readings_elsewhere where person_id = $1 order by at desc, id desc
                limit $2 offset $3";
    let items = tx.all(text, args![person, PAGE as i64, from], |row| {
        let entry = stored(&row.get::<String>(1)?)?;
        Ok(Elsewhere { id: row.get(0)?, entry, at: from_millis(row.get(2)?) })
    })?;
    Ok(Page { items, total, number: number.max(1) })
}

/// Takes a work elsewhere out of the viewer's library.
pub fn forget(viewer: &Viewer, tx: &Tx<'_>, id: i64) -> Result<()> {
    let text = "delete from readings_elsewhere where person_id = $1 and id = $2";
    tx.run(text, args![viewer.person(), id]).map(drop)
}

/// Forgets everything that a person brought along.
pub(in super::super) fn forget_all(tx: &Tx<'_>, person: PersonId) -> Result<()> {
    tx.run("delete from readings_elsewhere where person_id = $1", args![person])?;
    tx.run("delete from reading_lists where person_id = $1", args![person]).map(drop)
}

/// All works elsewhere in the viewer's library.
pub fn out(viewer: &Viewer, tx: &Tx<'_>) -> Result<Vec<ListEntry>> {
    let text = "select entry from readings_elsewhere where person_id = $1 order by at, id";
    let all: Vec<String> = tx.all(text, args![viewer.person()], |row| row.get(0))?;
    all.iter().map(|text| Ok(ListEntry { elsewhere: true, ..stored(text)? })).collect()
}
