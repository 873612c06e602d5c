//! What a member likes, kept with the account so that every browser of theirs knows (PREF-1).
//!
//! A new wish is a field of [`Preferences`], a line in `wishes!` and a column of that name.

use std::sync::LazyLock;

use manuscript::Permissions;
use serde::Serialize;

use crate::db::{Row, Sql, Value, args};
use crate::feed::{self, Change};
use crate::people::{self, Person};
use crate::{Error, PersonId, Result, Tx, Viewer, WorkId};

/// Longer words are nobody's time zone, language or settings.
const LONGEST: usize = 100;

/// What a member likes. Of words that mean something to the upper floor alone (zone, language, settings) this one knows
/// only that they are short.
#[expect(clippy::struct_excessive_bools, reason = "independent wishes, each a box of its own")]
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct Preferences {
    /// Whether adult works are shown without asking.
    pub adult: bool,
    /// Whether a work of several chapters is shown whole.
    pub whole_work: bool,
    /// Whether warnings wait for a click on each work.
    pub hides_warnings: bool,
    /// Whether additional tags wait for a click on each work.
    pub hides_tags: bool,
    /// Whether search engines are asked to stay away from their pages, works and series (VIS-12).
    pub unindexed: bool,
    /// Whether nobody finds their works by words of the text.
    pub unsearched: bool,
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
    /// Whether guests cannot answer what they say, but on works of their own (COM-5).
    pub no_guest_replies: bool,
    /// Whether they get no letters about comments.
    pub no_talk_letters: bool,
    /// Whether they get no letters about kudos (KUD-3).
    pub no_kudos_letters: bool,
    /// Whether others may ask to have their works in collections (COL-6).
    pub collections: bool,
    /// Whether what they are asked so is granted without asking them.
    pub collected_at_once: bool,
    /// Whether they get no letters about collections.
    pub no_collection_letters: bool,
    /// Whether others may give them works (GIFT-2).
    pub gifts: bool,
    /// Whether they get no letters about gifts (GIFT-4).
    pub no_gift_letters: bool,
    /// Whether they get a copy of what they say by letter (COM-12).
    pub talk_copies: bool,
}

/// A wish as it is kept in the column that has its field's name.
trait Wish: Sized {
    /// Reads it; of nothing, the default.
    fn of(row: &Row<'_>, at: usize) -> Result<Self>;
    /// What goes into the column.
    fn cell(&self) -> Value<'static>;
}

impl Wish for bool {
    fn of(row: &Row<'_>, at: usize) -> Result<Self> {
        Ok(row.get::<Option<Self>>(at)?.unwrap_or_default())
    }

    fn cell(&self) -> Value<'static> {
        (*self).into()
    }
}

impl Wish for String {
    fn of(row: &Row<'_>, at: usize) -> Result<Self> {
        Ok(row.get::<Option<Self>>(at)?.unwrap_or_default())
    }

    fn cell(&self) -> Value<'static> {
        self.chars().take(LONGEST).collect::<Self>().into()
    }
}

impl Wish for Permissions {
    fn of(row: &Row<'_>, at: usize) -> Result<Self> {
        Ok(row.get::<Option<String>>(at)?.map(|stored| understood(&stored)).unwrap_or_default())
    }

    fn cell(&self) -> Value<'static> {
        // Permissions are words and truths, which can always be written.
        serde_json::to_string(self).unwrap_or_default().into()
    }
}

/// Everything about columns comes from one list of fields, so that a new wish moves none of the others.
macro_rules! wishes {
    ($($field:ident),* $(,)?) => {
        const COLUMNS: &[&str] = &[$(stringify!($field)),*];

        /// What a person likes, from a row with [`columns`] that begin at this one; the defaults when they never said.
        pub(super) fn read(row: &Row<'_>, at: usize) -> Result<Preferences> {
            let mut at = at..;
            let mut next = || at.next().unwrap_or_default();
            Ok(Preferences { $($field: Wish::of(row, next())?),* })
        }

        fn cells(wanted: &Preferences) -> Vec<Value<'static>> {
            vec![$(wanted.$field.cell()),*]
        }
    };
}

wishes![
    adult,
    whole_work,
    hides_warnings,
    hides_tags,
    unindexed,
    unsearched,
    time_zone,
    language,
    reader,
    writing,
    permissions,
    invitations,
    no_guest_replies,
    no_talk_letters,
    no_kudos_letters,
    collections,
    collected_at_once,
    no_collection_letters,
    gifts,
    no_gift_letters,
    talk_copies,
];

/// The columns that [`read`] takes, of the table `preferences` that is called `f` in the statement.
pub(super) fn columns() -> String {
    COLUMNS.iter().map(|column| format!("f.{column}")).collect::<Vec<_>>().join(", ")
}

/// What a person likes; the defaults when they never said.
pub(crate) fn of(tx: &Tx<'_>, person: PersonId) -> Result<Preferences> {
    static SQL: LazyLock<String> =
        LazyLock::new(|| format!("select {} from preferences f where f.person_id = $1", columns()));
    Ok(tx.first(&SQL, args![person], |row| read(row, 0))?.unwrap_or_default())
}

/// Keeps what the viewer likes. Words that are too long are cut.
pub fn prefer(viewer: &Viewer, tx: &Tx<'_>, wanted: &Preferences) -> Result<()> {
    static SQL: LazyLock<String> = LazyLock::new(upsert);
    let person = viewer.person().ok_or(Error::LogIn)?;
    let mut values = vec![person.into()];
    values.extend(cells(wanted));
    tx.run(&SQL, &values)?;
    feed::note(tx, Change::Person(person))
}

fn upsert() -> String {
    let places = (2..COLUMNS.len() + 2).map(|n| format!("${n}")).collect::<Vec<_>>().join(", ");
    let sets = COLUMNS.iter().map(|column| format!("{column} = excluded.{column}")).collect::<Vec<_>>().join(", ");
    format!(
        "insert into preferences (person_id, {}) values ($1, {places}) on conflict (person_id) do update set {sets}",
        COLUMNS.join(", ")
    )
}

/// Whether guests cannot answer what a person says (COM-5).
pub(crate) fn refuses_guests(tx: &Tx<'_>, person: PersonId) -> Result<bool> {
    Ok(of(tx, person)?.no_guest_replies)
}

/// Whether a person gets letters about comments.
pub(crate) fn wants_talk(tx: &Tx<'_>, person: PersonId) -> Result<bool> {
    Ok(!of(tx, person)?.no_talk_letters)
}

/// Whether a person gets a copy of what they say.
pub(crate) fn wants_copies(tx: &Tx<'_>, person: PersonId) -> Result<bool> {
    Ok(of(tx, person)?.talk_copies)
}

/// Whether others may give works to a person (GIFT-2).
pub(crate) fn takes_gifts(tx: &Tx<'_>, person: PersonId) -> Result<bool> {
    Ok(of(tx, person)?.gifts)
}

/// Whether a person gets letters about gifts.
pub(crate) fn wants_gift_letters(tx: &Tx<'_>, person: PersonId) -> Result<bool> {
    Ok(!of(tx, person)?.no_gift_letters)
}

/// Whether a person asks search engines to stay away. They say it to everybody.
pub fn is_unindexed(viewer: &Viewer, tx: &Tx<'_>, person: PersonId) -> Result<bool> {
    let Person { id, .. } = people::show(viewer, tx, person)?;
    Ok(of(tx, id)?.unindexed)
}

/// Those of the works of which a creator asks search engines to stay away.
pub(crate) fn unindexed(tx: &Tx<'_>, works: &[WorkId]) -> Result<Vec<WorkId>> {
    let mut sql = Sql::new(
        "select distinct c.work_id from creatorships c join preferences f on f.person_id = c.person_id
         where f.unindexed and c.work_id in ",
    );
    sql.bind_list(works.iter().copied()).all(tx, |row| row.get(0))
}

/// What a person lets others do with their works, where a work does not say otherwise. They say it to everybody.
pub fn permissions(viewer: &Viewer, tx: &Tx<'_>, person: PersonId) -> Result<Permissions> {
    let Person { id, .. } = people::show(viewer, tx, person)?;
    Ok(of(tx, id)?.permissions)
}

/// What everybody who made these works lets others do with all of theirs.
pub(crate) fn permissions_of(tx: &Tx<'_>, works: &[WorkId]) -> Result<Vec<(WorkId, Permissions)>> {
    let mut sql = Sql::new(
        "select c.work_id, coalesce(f.permissions, '') from creatorships c
         left join preferences f on f.person_id = c.person_id where c.work_id in ",
    );
    sql.bind_list(works.iter().copied()).all(tx, |row| Ok((row.get(0)?, understood(&row.get::<String>(1)?))))
}

/// Permissions as they stand in their column; nothing is said by a word that nobody knows.
fn understood(stored: &str) -> Permissions {
    serde_json::from_str(stored).unwrap_or_default()
}
