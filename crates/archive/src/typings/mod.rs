//! What somebody is typing: kept every few seconds, so that neither a crash nor a log-out takes words away.
//!
//! One text for a person and a place, which is the address that the form goes to. It is nobody else's, no version of
//! anything, and gone when the form is saved. What stands in it only the upper floor knows.

use jiff::Timestamp;

use crate::clock::from_millis;
use crate::db::args;
use crate::works::PackedText;
use crate::{Error, PersonId, Result, Slip, Tx, Viewer};

/// So many places are kept for a person, the newest.
const MOST: i64 = 50;

/// So many bytes are kept for a person, packed; the newest text in any case.
const HEAVIEST: i64 = 16 * 1024 * 1024;

/// Where the forms of texts go to.
const FORMS: [&str; 2] = ["/works", "/tags/"];

/// The longest address of a form.
const LONGEST_PLACE: usize = 120;

/// What was typed, and when it was kept.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Typing {
    /// When.
    pub at: Timestamp,
    /// As it was given.
    pub text: String,
}

/// Keeps what is typed at a place, over what was kept there before.
pub fn keep(viewer: &Viewer, tx: &Tx<'_>, place: &str, text: &PackedText) -> Result<()> {
    let person = viewer.person().ok_or(Error::LogIn)?;
    if !FORMS.iter().any(|forms| place.starts_with(forms)) || place.len() > LONGEST_PLACE {
        return Err(Error::invalid("place", Slip::NotOffered));
    }
    tx.run(
        "insert into typings (person_id, place, at, deflate, crc, length) values ($1, $2, $3, $4, $5, $6)
         on conflict (person_id, place) do update set at = excluded.at, deflate = excluded.deflate,
           crc = excluded.crc, length = excluded.length",
        args![person, place, tx.now(), &text.deflate[..], i64::from(text.crc), text.length as i64],
    )?;
    tx.run(
        "delete from typings where person_id = $1 and at < (select min(n.at) from
           (select at from typings where person_id = $1 order by at desc limit $2) n)",
        args![person, MOST],
    )?;
    tx.run(
        "delete from typings where person_id = $1 and place <> $2 and place in (select n.place from
           (select place, sum(length(deflate)) over (order by at desc, place) as bytes from typings
            where person_id = $1) n where n.bytes > $3)",
        args![person, place, HEAVIEST],
    )
    .map(drop)
}

/// What the viewer was typing at a place.
pub fn at(viewer: &Viewer, tx: &Tx<'_>, place: &str) -> Result<Option<Typing>> {
    let person = viewer.person().ok_or(Error::LogIn)?;
    tx.first(
        "select at, deflate, crc, length from typings where person_id = $1 and place = $2",
        args![person, place],
        |row| Ok(Typing { at: from_millis(row.get(0)?), text: PackedText::read(row, 1)?.text()? }),
    )
}

/// What the viewer was typing at the places that begin like this, the newest first.
pub fn under(viewer: &Viewer, tx: &Tx<'_>, beginning: &str) -> Result<Vec<(String, Typing)>> {
    let person = viewer.person().ok_or(Error::LogIn)?;
    let mut all = all(tx, person)?;
    all.retain(|(place, _)| place.starts_with(beginning));
    all.sort_by_key(|(_, typing)| std::cmp::Reverse(typing.at));
    Ok(all)
}

/// Forgets what was typed at a place: it is saved now, or not wanted.
pub fn forget(viewer: &Viewer, tx: &Tx<'_>, place: &str) -> Result<()> {
    let person = viewer.person().ok_or(Error::LogIn)?;
    tx.run("delete from typings where person_id = $1 and place = $2", args![person, place]).map(drop)
}

/// Everything that a person was typing, by place. The caller has asked whether it is theirs.
pub(crate) fn all(tx: &Tx<'_>, person: PersonId) -> Result<Vec<(String, Typing)>> {
    tx.all(
        "select place, at, deflate, crc, length from typings where person_id = $1 order by place",
        args![person],
        |row| {
            let text = PackedText::read(row, 2)?.text()?;
            Ok((row.get(0)?, Typing { at: from_millis(row.get(1)?), text }))
        },
    )
}
