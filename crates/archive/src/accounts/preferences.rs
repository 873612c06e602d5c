//! What a member likes, kept with the account so that every browser of theirs knows (PREF-1).

use manuscript::Permissions;
use serde::Serialize;

use crate::db::{Row, Sql, args};
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
}

/// What a person likes; the defaults when they never said.
pub(crate) fn of(tx: &Tx<'_>, person: PersonId) -> Result<Preferences> {
    let found = tx.first(
        "select adult, whole_work, time_zone, language, reader, invitations, writing, permissions, hides_warnings,
           hides_tags, unindexed, unsearched, no_guest_replies, no_talk_letters, no_kudos_letters, collections,
           collected_at_once, no_collection_letters, gifts, no_gift_letters from preferences where person_id = $1",
        args![person],
        |row| read(row, 0),
    )?;
    Ok(found.unwrap_or_default())
}

/// What a person likes, from the columns `adult, whole_work, time_zone, language, reader, invitations, writing, permissions,
/// hides_warnings, hides_tags, unindexed, unsearched, no_guest_replies, no_talk_letters, no_kudos_letters, collections,
/// collected_at_once, no_collection_letters, gifts, no_gift_letters` of a row that begin at this one; the defaults when they
/// never said.
pub(super) fn read(row: &Row<'_>, at: usize) -> Result<Preferences> {
    let truth = |at| row.get::<Option<bool>>(at).map(Option::unwrap_or_default);
    let word = |at| row.get::<Option<String>>(at).map(Option::unwrap_or_default);
    let (adult, whole_work, invitations) = (truth(at)?, truth(at + 1)?, truth(at + 5)?);
    let (time_zone, language, reader) = (word(at + 2)?, word(at + 3)?, word(at + 4)?);
    let (writing, permissions) = (word(at + 6)?, understood(&word(at + 7)?));
    let (hides_warnings, hides_tags) = (truth(at + 8)?, truth(at + 9)?);
    let (unindexed, unsearched) = (truth(at + 10)?, truth(at + 11)?);
    let (collections, collected_at_once, no_collection_letters) = (truth(at + 15)?, truth(at + 16)?, truth(at + 17)?);
    let (no_guest_replies, no_talk_letters, no_kudos_letters) = (truth(at + 12)?, truth(at + 13)?, truth(at + 14)?);
    let (gifts, no_gift_letters) = (truth(at + 18)?, truth(at + 19)?);
    Ok(Preferences {
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
    })
}

/// Keeps what the viewer likes.
pub fn prefer(viewer: &Viewer, tx: &Tx<'_>, wanted: &Preferences) -> Result<()> {
    let person = viewer.person().ok_or(Error::LogIn)?;
    let cut = |word: &str| word.chars().take(LONGEST).collect::<String>();
    let permissions = serde_json::to_string(&wanted.permissions)
        .map_err(|_| Error::broken("the permissions of a member cannot be written"))?;
    tx.run(
        "insert into preferences (person_id, adult, whole_work, time_zone, language, reader, writing, permissions,
           invitations, hides_warnings, hides_tags, unindexed, unsearched, no_guest_replies, no_talk_letters,
           no_kudos_letters, collections, collected_at_once, no_collection_letters, gifts, no_gift_letters)
         values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19, $20, $21)
         on conflict (person_id) do update set
         adult = $2, whole_work = $3, time_zone = $4, language = $5, reader = $6, writing = $7, permissions = $8,
         invitations = $9, hides_warnings = $10, hides_tags = $11, unindexed = $12, unsearched = $13, no_guest_replies = $14,
         no_talk_letters = $15, no_kudos_letters = $16, collections = $17, collected_at_once = $18,
         no_collection_letters = $19, gifts = $20, no_gift_letters = $21",
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
            wanted.hides_warnings,
            wanted.hides_tags,
            wanted.unindexed,
            wanted.unsearched,
            wanted.no_guest_replies,
            wanted.no_talk_letters,
            wanted.no_kudos_letters,
            wanted.collections,
            wanted.collected_at_once,
            wanted.no_collection_letters,
            wanted.gifts,
            wanted.no_gift_letters,
        ],
    )?;
    feed::note(tx, Change::Person(person))
}

/// Whether guests cannot answer what a person says (COM-5).
pub(crate) fn refuses_guests(tx: &Tx<'_>, person: PersonId) -> Result<bool> {
    Ok(of(tx, person)?.no_guest_replies)
}

/// Whether a person gets letters about comments.
pub(crate) fn wants_talk(tx: &Tx<'_>, person: PersonId) -> Result<bool> {
    Ok(!of(tx, person)?.no_talk_letters)
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
