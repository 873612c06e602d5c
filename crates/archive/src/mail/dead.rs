//! Letters that were given up: for the archive's owners, who may send them again or let them go.

use jiff::Timestamp;

use crate::accounts::{Power, require};
use crate::clock::from_millis;
use crate::db::args;
use crate::works::{PAGE, Page};
use crate::{Error, LetterId, Result, Tx, Viewer};

/// A letter that was given up, without its words: they are its recipient's.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DeadLetter {
    /// The letter.
    pub id: LetterId,
    /// What its recipient is called; nothing for an address without an account.
    pub to: Option<String>,
    /// What it is about, in a word.
    pub about: String,
    /// When it was written.
    pub written: Timestamp,
    /// When it was given up.
    pub since: Timestamp,
    /// How often it could not be sent.
    pub tries: u64,
    /// Why not, the last time.
    pub trouble: String,
}

/// A page of the letters that were given up, the last one first.
pub fn dead(viewer: &Viewer, tx: &Tx<'_>, number: u64) -> Result<Page<DeadLetter>> {
    require(viewer, tx, Power::Run)?;
    let total = tx.count("select count(*) from letters where dead_at is not null", &[])?;
    let before = number.saturating_sub(1).saturating_mul(PAGE).min(i64::MAX as u64) as i64;
    let items = tx.all(
        "select l.id, p.name, l.matter, l.written_at, l.dead_at, l.tries, coalesce(l.trouble, '')
         from letters l left join people p on p.id = l.person_id where l.dead_at is not null
         order by l.dead_at desc, l.id desc limit $1 offset $2",
        args![PAGE as i64, before],
        |row| {
            let matter: serde_json::Value = serde_json::from_str(&row.get::<String>(2)?).unwrap_or_default();
            Ok(DeadLetter {
                id: row.get(0)?,
                to: row.get(1)?,
                about: matter.get("about").and_then(|about| about.as_str()).unwrap_or_default().to_owned(),
                written: from_millis(row.get(3)?),
                since: from_millis(row.get(4)?),
                tries: row.get::<i64>(5)? as u64,
                trouble: row.get(6)?,
            })
        },
    )?;
    Ok(Page { items, total, number: number.max(1) })
}

/// Has a letter that was given up sent again, as if it had just been written.
pub fn send_again(viewer: &Viewer, tx: &Tx<'_>, letter: LetterId) -> Result<()> {
    require(viewer, tx, Power::Run)?;
    let text = "update letters set dead_at = null, tries = 0, due_at = $2 where id = $1 and dead_at is not null";
    found(tx.run(text, args![letter, tx.now()])?)
}

/// Lets a letter go that was given up.
pub fn let_go(viewer: &Viewer, tx: &Tx<'_>, letter: LetterId) -> Result<()> {
    require(viewer, tx, Power::Run)?;
    found(tx.run("delete from letters where id = $1 and dead_at is not null", args![letter])?)
}

fn found(rows: u64) -> Result<()> {
    if rows == 0 { Err(Error::NotFound) } else { Ok(()) }
}
