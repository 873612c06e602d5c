//! What a member likes, kept with the account so that every browser of theirs knows (PREF-1).

use manuscript::Permissions;
use serde::Serialize;

use crate::db::{Row, args};
use crate::feed::{self, Change};
use crate::people::{self, Person};
use crate::{Error, PersonId, Result, Tx, Viewer};

/// Longer words are nobody's time zone, language or settings.
const LONGEST: usize = 100;

/// What a member likes. Of words that mean something to the upper floor alone (zone, language, settings) this one knows
/// only that they are short.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct Preferences {
    /// Whether adult works are shown without asking.
    pub adult: bool,
    /// Whether a work of several chapters is shown whole.
    pub whole_work: bool,
    /// The time zone of times on pages, by its IANA name; empty for UTC.
    pub time_zone: String,
    /// The language of letters; empty for the archive's.
    pub language: String,
    /// How pages look; empty for as the browser says.
    pub reader: String,
    /// In which view they write; empty for as the site offers first.
    pub writing: String,
    /// What others may do with their works, where a work does not say otherwise: new works begin with it.
    pub permissions: Permissions,
    /// Whether others may ask to name them as a creator (COCR-2).
    pub invitations: bool,
}

/// What a person likes; the defaults when they never said.
pub(crate) fn of(tx: &Tx<'_>, person: PersonId) -> Result<Preferences> {
    let found = tx.first(
        "select adult, whole_work, time_zone, language, reader, invitations, writing, permissions from preferences
         where person_id = $1",
        args![person],
        |row| read(row, 0),
    )?;
    Ok(found.unwrap_or_default())
}

/// What a person likes, from the columns `adult, whole_work, time_zone, language, reader, invitations, writing, permissions`
/// of a row that begin at this one; the defaults when they never said.
pub(super) fn read(row: &Row<'_>, at: usize) -> Result<Preferences> {
    let truth = |at| row.get::<Option<bool>>(at).map(Option::unwrap_or_default);
    let word = |at| row.get::<Option<String>>(at).map(Option::unwrap_or_default);
    let (adult, whole_work, invitations) = (truth(at)?, truth(at + 1)?, truth(at + 5)?);
    let (time_zone, language, reader) = (word(at + 2)?, word(at + 3)?, word(at + 4)?);
    let (writing, permissions) = (word(at + 6)?, understood(&word(at + 7)?));
    Ok(Preferences { adult, whole_work, time_zone, language, reader, writing, permissions, invitations })
}

/// Keeps what the viewer likes.
pub fn prefer(viewer: &Viewer, tx: &Tx<'_>, wanted: &Preferences) -> Result<()> {
    let person = viewer.person().ok_or(Error::LogIn)?;
    let cut = |word: &str| word.chars().take(LONGEST).collect::<String>();
    let permissions = serde_json::to_string(&wanted.permissions)
        .map_err(|_| Error::broken("the permissions of a member cannot be written"))?;
    tx.run(
        "insert into preferences (person_id, adult, whole_work, time_zone, language, reader, writing, permissions,
           invitations)
         values ($1, $2, $3, $4, $5, $6, $7, $8, $9) on conflict (person_id) do update set adult = $2, whole_work = $3,
         time_zone = $4, language = $5, reader = $6, writing = $7, permissions = $8, invitations = $9",
        args![
            person,
            wanted.adult,
            wanted.whole_work,
            cut(&wanted.time_zone),
            cut(&wanted.language),
            cut(&wanted.reader),
            cut(&wanted.writing),
            permissions,
            wanted.invitations,
        ],
    )?;
    feed::note(tx, Change::Person(person))
}

/// What a person lets others do with their works, where a work does not say otherwise. They say it to everybody.
pub fn permissions(viewer: &Viewer, tx: &Tx<'_>, person: PersonId) -> Result<Permissions> {
    let Person { id, .. } = people::show(viewer, tx, person)?;
    Ok(of(tx, id)?.permissions)
}

/// Permissions as they stand in their column; nothing is said by a word that nobody knows.
fn understood(stored: &str) -> Permissions {
    serde_json::from_str(stored).unwrap_or_default()
}
