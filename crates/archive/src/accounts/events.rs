//! What happened to accounts: log-ins, wrong passwords, changes of what opens an account, its end (ASVS 16.1). Owners read it.
//!
//! It says who and when, never from where: no address of a machine is kept, and of names that are nobody's only how often they
//! were tried. What happens to one account in one hour is one line with a number, so that no flood fills the table (R36).
//! After ninety days a line is gone. It is no part of the log of deeds, which is kept for good.

use jiff::{SignedDuration, Timestamp};

use super::{Power, require};
use crate::clock::from_millis;
use crate::db::args;
use crate::works::{PAGE, Page};
use crate::{Archive, PersonId, Result, Tx, Viewer};

/// How long a line is kept.
const KEPT: SignedDuration = SignedDuration::from_hours(90 * 24);

/// What one line counts, in milliseconds.
const HOUR: i64 = 60 * 60 * 1000;

/// Something that happens to an account.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Event {
    /// Somebody logged in.
    LoggedIn,
    /// Somebody said a wrong password, logging in or where it is asked again; or one for a name that is nobody's.
    WrongPassword,
    /// Somebody said the password, and a wrong code after it.
    WrongCode,
    /// The password was changed, by who knew it or by a letter.
    ChangedPassword,
    /// Another address was asked for.
    AskedAddress,
    /// The address was changed.
    ChangedAddress,
    /// The account was renamed by its owner.
    Renamed,
    /// The account is opened by a password alone no more.
    SecondFactorOn,
    /// The account is opened by a password alone again.
    SecondFactorOff,
    /// A passkey was added.
    AddedPasskey,
    /// A passkey was taken away.
    RemovedPasskey,
    /// Everything was taken away in a ZIP, by its owner.
    TookAlong,
    /// The account was deleted by its owner.
    Deleted,
}

impl Event {
    /// Every event.
    pub const ALL: &'static [Self] = &[
        Self::LoggedIn,
        Self::WrongPassword,
        Self::WrongCode,
        Self::ChangedPassword,
        Self::AskedAddress,
        Self::ChangedAddress,
        Self::Renamed,
        Self::SecondFactorOn,
        Self::SecondFactorOff,
        Self::AddedPasskey,
        Self::RemovedPasskey,
        Self::TookAlong,
        Self::Deleted,
    ];

    /// The word in its column.
    pub const fn word(self) -> &'static str {
        match self {
            Self::LoggedIn => "logged-in",
            Self::WrongPassword => "wrong-password",
            Self::WrongCode => "wrong-code",
            Self::ChangedPassword => "changed-password",
            Self::AskedAddress => "asked-address",
            Self::ChangedAddress => "changed-address",
            Self::Renamed => "renamed",
            Self::SecondFactorOn => "second-factor-on",
            Self::SecondFactorOff => "second-factor-off",
            Self::AddedPasskey => "added-passkey",
            Self::RemovedPasskey => "removed-passkey",
            Self::TookAlong => "took-along",
            Self::Deleted => "deleted",
        }
    }
}

/// Whose account something happened to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Whose {
    /// A member's, of this name now.
    Member(String),
    /// Somebody's who is gone; their number.
    Gone(PersonId),
    /// Nobody's: names were tried that no account has.
    Nobody,
}

/// A line: what happened to one account in one hour.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Happened {
    /// To whose account.
    pub whose: Whose,
    /// What, if this version knows it.
    pub event: Option<Event>,
    /// How often in that hour.
    pub times: u64,
    /// When last.
    pub last: Timestamp,
}

/// Notes that something happened to an account; nobody's where a name was tried that none has.
pub fn note_event(tx: &Tx<'_>, person: Option<PersonId>, event: Event) -> Result<()> {
    note_events(tx, person, event, 1)
}

/// Notes that something happened to an account so many times.
pub fn note_events(tx: &Tx<'_>, person: Option<PersonId>, event: Event, times: u64) -> Result<()> {
    let hour = tx.now() - tx.now().rem_euclid(HOUR);
    tx.run(
        "insert into account_events (person_id, what, hour_at, times, last_at) values ($1, $2, $3, $5, $4)
         on conflict (person_id, what, hour_at) do update set times = account_events.times + $5, last_at = $4",
        args![person.map_or(0, PersonId::number), event.word(), hour, tx.now(), times as i64],
    )
    .map(drop)
}

/// A page of what happened, the newest first. For those who may read it.
pub fn events(viewer: &Viewer, tx: &Tx<'_>, number: u64) -> Result<Page<Happened>> {
    require(viewer, tx, Power::ReadEvents)?;
    let number = number.max(1);
    let offset = (number - 1).saturating_mul(PAGE).min(i64::MAX as u64) as i64;
    let items = tx.all(
        "select e.person_id, case when p.kind = 'member' then p.name end, e.what, e.times, e.last_at
         from account_events e left join people p on p.id = e.person_id
         order by e.last_at desc, e.person_id, e.what limit $1 offset $2",
        args![PAGE as i64, offset],
        |row| {
            let whose = match (row.get::<i64>(0)?, row.get::<Option<String>>(1)?) {
                (0, _) => Whose::Nobody,
                (_, Some(name)) => Whose::Member(name),
                (id, None) => Whose::Gone(PersonId::new(id)),
            };
            let what: String = row.get(2)?;
            let event = Event::ALL.iter().copied().find(|event| event.word() == what);
            Ok(Happened { whose, event, times: row.get::<i64>(3)? as u64, last: from_millis(row.get(4)?) })
        },
    )?;
    Ok(Page { items, total: tx.count("select count(*) from account_events", &[])?, number })
}

/// Forgets what happened long ago. To be called every hour or so; it writes nothing when there is nothing to forget.
pub fn forget_events(archive: &Archive) -> Result<()> {
    let old = "select count(*) from account_events where last_at < $1";
    if archive.read(move |tx| tx.count(old, args![tx.now() - KEPT.as_millis() as i64])).wait()? == 0 {
        return Ok(());
    }
    let forget = |tx: &Tx<'_>| {
        tx.run("delete from account_events where last_at < $1", args![tx.now() - KEPT.as_millis() as i64]).map(drop)
    };
    archive.write(forget).wait()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_event_has_a_word_of_its_own() {
        for event in Event::ALL {
            assert_eq!(Event::ALL.iter().filter(|other| other.word() == event.word()).count(), 1, "{event:?}");
        }
    }
}
