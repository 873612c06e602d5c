//! Who did what: a log of every act of those who keep order, only ever added to, in which each entry's digest holds the one
//! before it, so that a change of the past shows (ADM-2, ASVS 16).
//!
//! An entry is written in the transaction of its act. Names stand in it as they were then; it refers to nothing, so that
//! nothing that goes takes its traces with it.

use jiff::Timestamp;
use sha2::{Digest, Sha256};

use crate::accounts::{Power, require};
use crate::clock::from_millis;
use crate::db::{Row, args};
use crate::secret::hex;
use crate::works::{PAGE, Page};
use crate::{PersonId, Result, Tx, Viewer, WorkId};

/// An act of somebody who keeps order.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Act {
    /// A work was hidden.
    Hid,
    /// A hidden work was shown again.
    Showed,
    /// Rating, warnings, fandoms or language of a work were set right.
    Corrected,
    /// It was proposed that a work goes for good.
    ProposedPurge,
    /// The proposal was taken back or refused.
    DroppedPurge,
    /// A second person agreed, and the work is gone.
    Purged,
    /// A person was warned.
    Warned,
    /// A person was suspended until a day.
    Suspended,
    /// A person was banned.
    Banned,
    /// A suspension or ban was lifted.
    Lifted,
    /// A role was given.
    GaveRole,
    /// A role was taken.
    TookRole,
    /// An account was made by hand.
    MadeAccount,
    /// A link to choose a new password was made by hand.
    MadeResetLink,
    /// A name that somebody left on works they orphaned was taken off.
    TookOrphansName,
    /// Everything that belongs to a person was written into a file.
    Exported,
    /// Second factor and passkeys were taken by hand.
    TookSecondFactor,
    /// Somebody was logged out everywhere, or everybody was.
    LoggedOut,
    /// How the archive is run was changed (ADM-4).
    ChangedSetting,
    /// An address was invited (INV-3).
    InvitedAddress,
    /// Those who waited longest were invited (INV-2).
    InvitedWaiting,
    /// A member was given more invitations.
    GaveInvitations,
    /// A member was refused more invitations.
    RefusedInvitations,
    /// An address may not join (INV-4).
    BannedAddress,
    /// An address may join again.
    LiftedAddress,
    /// What somebody says of themselves was taken away.
    BlankedProfile,
    /// What stands beside one of somebody's names was taken away.
    BlankedName,
    /// All works of somebody's were hidden.
    HidAll,
    /// All works of somebody's that were hidden so were shown again.
    ShowedAll,
    /// Somebody's name was taken away; the entry has the one they got.
    TookName,
    /// A comment at a work was deleted.
    DeletedComment,
    /// A comment at a work was hidden.
    HidComment,
    /// A bookmark of somebody's was hidden.
    HidBookmark,
    /// A hidden bookmark of somebody's was shown again.
    ShowedBookmark,
    /// A shelf of somebody's was hidden.
    HidShelf,
    /// A hidden shelf of somebody's was shown again.
    ShowedShelf,
    /// A collection was hidden.
    HidCollection,
    /// A hidden collection was shown again.
    ShowedCollection,
    /// The words of a collection were changed.
    MendedCollection,
    /// A hidden comment was shown again.
    ShowedComment,
    /// A comment was frozen, with all that follows it.
    FrozeComment,
    /// A frozen comment was let go on.
    ThawedComment,
    /// Everything that somebody said was hidden, and their kudos taken away.
    HidAllComments,
    /// A comment was hidden as spam.
    HidSpam,
    /// The sieve was taught by what is here.
    TaughtSieve,
    /// What the sieve had learnt was forgotten.
    EmptiedSieve,
}

impl Act {
    /// Every act.
    pub const ALL: &'static [Self] = &[
        Self::Hid,
        Self::Showed,
        Self::Corrected,
        Self::ProposedPurge,
        Self::DroppedPurge,
        Self::Purged,
        Self::Warned,
        Self::Suspended,
        Self::Banned,
        Self::Lifted,
        Self::GaveRole,
        Self::TookRole,
        Self::MadeAccount,
        Self::MadeResetLink,
        Self::TookOrphansName,
        Self::Exported,
        Self::TookSecondFactor,
        Self::LoggedOut,
        Self::ChangedSetting,
        Self::InvitedAddress,
        Self::InvitedWaiting,
        Self::GaveInvitations,
        Self::RefusedInvitations,
        Self::BannedAddress,
        Self::LiftedAddress,
        Self::BlankedProfile,
        Self::BlankedName,
        Self::HidAll,
        Self::ShowedAll,
        Self::TookName,
        Self::DeletedComment,
        Self::HidComment,
        Self::HidBookmark,
        Self::ShowedBookmark,
        Self::HidShelf,
        Self::ShowedShelf,
        Self::HidCollection,
        Self::ShowedCollection,
        Self::MendedCollection,
        Self::ShowedComment,
        Self::FrozeComment,
        Self::ThawedComment,
        Self::HidAllComments,
        Self::HidSpam,
        Self::TaughtSieve,
        Self::EmptiedSieve,
    ];

    /// The word in its column.
    pub const fn word(self) -> &'static str {
        match self {
            Self::Hid => "hid",
            Self::Showed => "showed",
            Self::Corrected => "corrected",
            Self::ProposedPurge => "proposed-purge",
            Self::DroppedPurge => "dropped-purge",
            Self::Purged => "purged",
            Self::Warned => "warned",
            Self::Suspended => "suspended",
            Self::Banned => "banned",
            Self::Lifted => "lifted",
            Self::GaveRole => "gave-role",
            Self::TookRole => "took-role",
            Self::MadeAccount => "made-account",
            Self::MadeResetLink => "made-reset-link",
            Self::TookOrphansName => "took-orphans-name",
            Self::Exported => "exported",
            Self::TookSecondFactor => "took-second-factor",
            Self::LoggedOut => "logged-out",
            Self::ChangedSetting => "changed-setting",
            Self::InvitedAddress => "invited-address",
            Self::InvitedWaiting => "invited-waiting",
            Self::GaveInvitations => "gave-invitations",
            Self::RefusedInvitations => "refused-invitations",
            Self::BannedAddress => "banned-address",
            Self::LiftedAddress => "lifted-address",
            Self::BlankedProfile => "blanked-profile",
            Self::BlankedName => "blanked-name",
            Self::HidAll => "hid-all",
            Self::ShowedAll => "showed-all",
            Self::TookName => "took-name",
            Self::DeletedComment => "deleted-comment",
            Self::HidComment => "hid-comment",
            Self::HidBookmark => "hid-bookmark",
            Self::ShowedBookmark => "showed-bookmark",
            Self::HidShelf => "hid-shelf",
            Self::ShowedShelf => "showed-shelf",
            Self::HidCollection => "hid-collection",
            Self::ShowedCollection => "showed-collection",
            Self::MendedCollection => "mended-collection",
            Self::ShowedComment => "showed-comment",
            Self::FrozeComment => "froze-comment",
            Self::ThawedComment => "thawed-comment",
            Self::HidAllComments => "hid-all-comments",
            Self::HidSpam => "hid-spam",
            Self::TaughtSieve => "taught-sieve",
            Self::EmptiedSieve => "emptied-sieve",
        }
    }
}

/// What an act was done to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Subject {
    number: i64,
    name: String,
}

impl Subject {
    /// A work, with its title.
    pub(crate) const fn work(id: WorkId, title: String) -> Self {
        Self { number: id.number(), name: title }
    }

    /// Everybody who has an account.
    pub(crate) const fn everybody() -> Self {
        Self { number: 0, name: String::new() }
    }

    /// Neither a work nor a person: something that has only a name.
    pub(crate) fn called(name: impl Into<String>) -> Self {
        Self { number: 0, name: name.into() }
    }

    /// A person, with their name.
    pub(crate) fn person(tx: &Tx<'_>, id: PersonId) -> Result<Self> {
        Ok(Self { number: id.number(), name: name_of(tx, id)? })
    }
}

/// An entry of the log.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Deed {
    /// Its number, from 1.
    pub number: u64,
    /// When.
    pub at: Timestamp,
    /// Who; nothing for the host at the terminal.
    pub by: Option<String>,
    /// What, as a word of [`Act::word`].
    pub act: Option<Act>,
    /// The number of the work or person it was done to.
    pub subject: i64,
    /// Its name then.
    pub subject_name: String,
    /// Why, as they said.
    pub why: String,
}

/// What of an entry its digest is made of.
struct Entry<'e> {
    number: i64,
    at: i64,
    by_id: Option<i64>,
    by_name: &'e str,
    what: &'e str,
    subject: i64,
    subject_name: &'e str,
    why: &'e str,
    previous: &'e str,
}

impl Entry<'_> {
    /// The fields are told apart by their lengths, so that nothing can be moved from one to the next.
    fn digest(&self) -> String {
        let by = self.by_id.map_or_else(String::new, |id| id.to_string());
        let numbers = format!("{} {} {by} {}", self.number, self.at, self.subject);
        let texts = [self.by_name, self.what, self.subject_name, self.why, self.previous];
        let told = texts.iter().fold(numbers, |told, text| format!("{told} {}:{text}", text.len()));
        hex(&Sha256::digest(told.as_bytes()))
    }
}

/// Adds an entry. Two acts at once would follow the same entry: one of them is run again.
pub(crate) fn note(viewer: &Viewer, tx: &Tx<'_>, act: Act, subject: &Subject, why: &str) -> Result<()> {
    let last = tx.first("select number, digest from deeds order by number desc limit 1", &[], |row| {
        Ok((row.get::<i64>(0)?, row.get::<String>(1)?))
    })?;
    let (last, previous) = last.unwrap_or_default();
    let by_name = viewer.person().map_or_else(|| Ok(String::new()), |person| name_of(tx, person))?;
    let entry = Entry {
        number: last + 1,
        at: tx.now(),
        by_id: viewer.person().map(PersonId::number),
        by_name: &by_name,
        what: act.word(),
        subject: subject.number,
        subject_name: &subject.name,
        why: why.trim(),
        previous: &previous,
    };
    tx.run(
        "insert into deeds (number, at, by_id, by_name, what, subject, subject_name, why, previous, digest)
         values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)",
        args![
            entry.number,
            entry.at,
            entry.by_id,
            entry.by_name,
            entry.what,
            entry.subject,
            entry.subject_name,
            entry.why,
            entry.previous,
            entry.digest(),
        ],
    )
    .map(drop)
}

/// A page of the log, the newest first. For those who may read it.
pub fn page(viewer: &Viewer, tx: &Tx<'_>, number: u64) -> Result<Page<Deed>> {
    require(viewer, tx, Power::ReadDeeds)?;
    let number = number.max(1);
    let offset = (number - 1).saturating_mul(PAGE).min(i64::MAX as u64) as i64;
    let items = tx.all(
        "select number, at, by_name, what, subject, subject_name, why from deeds order by number desc
         limit $1 offset $2",
        args![PAGE as i64, offset],
        read,
    )?;
    Ok(Page { items, total: tx.count("select count(*) from deeds", &[])?, number })
}

/// Everything that was done to a work or person, the newest first. For those who may read it.
pub fn done_to(viewer: &Viewer, tx: &Tx<'_>, subject: i64) -> Result<Vec<Deed>> {
    require(viewer, tx, Power::ReadDeeds)?;
    tx.all(
        "select number, at, by_name, what, subject, subject_name, why from deeds where subject = $1
         order by number desc",
        args![subject],
        read,
    )
}

/// Up to where the log was looked at and found as it was written: an entry's number and its digest.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Checked(i64, String);

/// Entries looked at in one step, so that a long log takes time and no room.
const STEP: i64 = 1_000;

/// The number of the first entry that is not as it was written, or that follows one that is gone; nothing when all is well.
pub fn first_broken(viewer: &Viewer, tx: &Tx<'_>) -> Result<Option<u64>> {
    Ok(check(viewer, tx, &Checked::default())?.err())
}

/// Looks at the entries from one that was found well on, that one among them: how far all is well, or the number of the
/// first that is not.
pub fn check(viewer: &Viewer, tx: &Tx<'_>, from: &Checked) -> Result<Result<Checked, u64>> {
    require(viewer, tx, Power::ReadDeeds)?;
    let still = tx.value::<String>("select digest from deeds where number = $1", args![from.0])?;
    if from.0 > 0 && still.as_ref() != Some(&from.1) {
        return Ok(Err(from.0 as u64));
    }
    let mut well = from.clone();
    loop {
        let links = tx.all(
            "select number, at, by_id, by_name, what, subject, subject_name, why, previous, digest from deeds
             where number > $1 order by number limit $2",
            args![well.0, STEP],
            link,
        )?;
        if links.is_empty() {
            return Ok(Ok(well));
        }
        for (number, previous, digest, found) in links {
            if (number, &previous) != (well.0 + 1, &well.1) || digest != found {
                return Ok(Err(well.0 as u64 + 1));
            }
            well = Checked(number, digest);
        }
    }
}

/// An entry's number, the digest before it, the digest it has, and the one it should have.
fn link(row: &Row<'_>) -> Result<(i64, String, String, String)> {
    let [by_name, what, subject_name, why, previous, digest] =
        [row.get(3)?, row.get(4)?, row.get(6)?, row.get(7)?, row.get(8)?, row.get::<String>(9)?];
    let entry = Entry {
        number: row.get(0)?,
        at: row.get(1)?,
        by_id: row.get(2)?,
        by_name: &by_name,
        what: &what,
        subject: row.get(5)?,
        subject_name: &subject_name,
        why: &why,
        previous: &previous,
    };
    let (number, right) = (entry.number, entry.digest());
    Ok((number, previous, digest, right))
}

fn read(row: &Row<'_>) -> Result<Deed> {
    let (by, what): (String, String) = (row.get(2)?, row.get(3)?);
    Ok(Deed {
        number: row.get::<i64>(0)? as u64,
        at: from_millis(row.get(1)?),
        by: Some(by).filter(|by| !by.is_empty()),
        act: Act::ALL.iter().copied().find(|act| act.word() == what),
        subject: row.get(4)?,
        subject_name: row.get(5)?,
        why: row.get(6)?,
    })
}

fn name_of(tx: &Tx<'_>, person: PersonId) -> Result<String> {
    Ok(tx.value("select name from people where id = $1", args![person])?.unwrap_or_default())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Errand;
    use crate::db::tests::archives;

    const HOST: Viewer = Viewer::Custodian(Errand::Host);

    #[test]
    fn a_change_of_the_past_shows() {
        let spoils = [
            "update deeds set why = 'nothing' where number = 2",
            "update deeds set by_name = 'bo' where number = 2",
            "update deeds set at = at + 1 where number = 2",
            "delete from deeds where number = 2",
            "update deeds set why = '', subject_name = 'Onebecause' where number = 2",
        ];
        for (spoil, (archive, _database)) in
            spoils.iter().flat_map(|spoil| archives().into_iter().map(move |a| (*spoil, a)))
        {
            let broken = || archive.read(|tx| first_broken(&HOST, tx)).wait().unwrap();
            for number in 1..=3 {
                let act = move |tx: &Tx<'_>| {
                    let subject = Subject::work(WorkId::new(number), "One".to_owned());
                    note(&HOST, tx, Act::Hid, &subject, "because")
                };
                archive.write(act).wait().unwrap();
            }
            assert_eq!(broken(), None);
            archive.write(move |tx| tx.run(spoil, &[])).wait().unwrap();
            assert_eq!(broken(), Some(2), "{spoil}");
        }
    }

    #[test]
    fn every_act_has_a_word_of_its_own() {
        for act in Act::ALL {
            assert_eq!(Act::ALL.iter().filter(|other| other.word() == act.word()).count(), 1, "{act:?}");
        }
    }
}
