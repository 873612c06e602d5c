//! What somebody says of themselves on their page (USER-7). Only they write it.

use jiff::civil::Date;
use manuscript::Prose;

use super::read;
use crate::clock::day_of;
use crate::db::args;
use crate::feed::{self, Change};
use crate::{Error, FieldError, PersonId, Result, Slip, Tx, Viewer};

/// Characters of the title.
pub const TITLE: u64 = 255;

/// Characters of the text, of the clean HTML as it is stored.
pub const ABOUT: u64 = 2_000;

/// What stands on a person's page beside their works.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Profile {
    /// A line above the text, plain; may be empty.
    pub title: String,
    /// What they say; may be empty.
    pub about: Prose,
}

/// What a person says of themselves, and the day they joined; no day for whoever has never had an account.
pub fn of(viewer: &Viewer, tx: &Tx<'_>, person: PersonId) -> Result<(Profile, Option<Date>)> {
    let is_member = read::show(viewer, tx, person)?.is_member;
    let joined: Option<i64> = tx.value("select created_at from people where id = $1", args![person])?;
    Ok((said(tx, person)?, joined.filter(|_| is_member).map(day_of)))
}

fn said(tx: &Tx<'_>, person: PersonId) -> Result<Profile> {
    let found = tx.first(
        "select title, about, about_source, cleaner from profiles where person_id = $1",
        args![person],
        |row| {
            let about = Prose::stored(row.get(1)?, row.get(2)?, row.get::<i64>(3)? as u32);
            Ok(Profile { title: row.get(0)?, about })
        },
    )?;
    Ok(found.unwrap_or_default())
}

/// Puts this on the viewer's page, in the place of what stood there.
pub fn describe(viewer: &Viewer, tx: &Tx<'_>, new: &Profile) -> Result<()> {
    viewer.in_good_standing()?;
    let person = viewer.person().ok_or(Error::LogIn)?;
    check(new)?;
    let (html, source) = (new.about.html(), new.about.source());
    tx.run(
        "insert into profiles (person_id, title, about, about_source, cleaner) values ($1, $2, $3, $4, $5)
         on conflict (person_id) do update set title = $2, about = $3, about_source = $4, cleaner = $5",
        args![person, &new.title, html, (source != html).then_some(source), i64::from(new.about.cleaner())],
    )?;
    feed::note(tx, Change::Person(person))
}

/// Takes what a person says of themselves away, and answers whether there was anything. The caller has asked whether they
/// may.
pub(crate) fn blank(tx: &Tx<'_>, person: PersonId) -> Result<bool> {
    let gone = tx.run("delete from profiles where person_id = $1", args![person])?;
    feed::note(tx, Change::Person(person)).map(|()| gone > 0)
}

/// All that is wrong with it.
fn check(new: &Profile) -> Result<()> {
    let mut wrong = Vec::new();
    for (field, most, text) in [("title", TITLE, new.title.as_str()), ("about", ABOUT, new.about.html())] {
        let is = text.chars().count() as u64;
        if is > most {
            wrong.push(FieldError::new(field, Slip::TooLong { most, is }));
        }
    }
    if new.about.html().contains("<img") {
        wrong.push(FieldError::new("about", Slip::NoPictures));
    }
    if wrong.is_empty() { Ok(()) } else { Err(Error::Invalid(wrong)) }
}
