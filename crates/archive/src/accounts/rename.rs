//! Another name for an account: once in seven days, told by letter; every byline follows (USER-5). What it was called rests
//! for a while, so that nobody is taken for who they are not.

use jiff::{SignedDuration, Timestamp};

use super::events::{Event, note_event};
use super::of;
use crate::clock::{day_of, from_millis};
use crate::db::args;
use crate::feed::{self, Change};
use crate::mail::{self, Matter};
use crate::people;
use crate::tags::key;
use crate::{Error, PersonId, Result, Slip, Tx, Viewer};

/// The time from one renaming to the next.
const REST: SignedDuration = SignedDuration::from_hours(7 * 24);

/// Gives the viewer's account another name, or another spelling of it. The name to write under that is called like the
/// account follows, unless they have one of the new name. What the account was called is kept for those who help with
/// accounts.
pub fn rename(viewer: &Viewer, tx: &Tx<'_>, name: &str) -> Result<()> {
    let account = of(viewer, tx)?;
    people::check_name(name)?;
    if let Some(again) = renamed_until(tx, account.person)? {
        return Err(Error::invalid("name", Slip::NotBefore { day: day_of(again.as_millisecond()) }));
    }
    if name == account.name {
        return Err(Error::invalid("name", Slip::Taken));
    }
    people::call(tx, account.person, &account.name, name)?;
    if key(name) != key(&account.name) {
        people::rest(tx, &account.name, Some(account.person))?;
    }
    remember(tx, account.person, "name", &account.name)?;
    note_event(tx, Some(account.person), Event::Renamed)?;
    let told = Matter::Renamed { before: account.name, name: name.to_owned() };
    mail::write(tx, account.person, &told)?;
    feed::note(tx, Change::Person(account.person))
}

/// Gives an account another name than its owner's choice; what it was called rests for good. The caller has asked whether
/// they may. Its owner can choose another name at once.
pub(crate) fn rename_by_force(tx: &Tx<'_>, person: PersonId, name: &str) -> Result<()> {
    people::check_name(name)?;
    let before = people::show(&Viewer::Member(person), tx, person)?.name;
    if key(name) == key(&before) {
        return Err(Error::invalid("name", Slip::Taken));
    }
    people::wake(tx, name)?;
    people::call(tx, person, &before, name)?;
    people::rest_for_good(tx, &before)?;
    remember(tx, person, TAKEN, &before)?;
    feed::note(tx, Change::Person(person))
}

/// The word for a name that was taken from its owner.
const TAKEN: &str = "taken-name";

/// When an account whose owner renamed it lately may be renamed again; whoever got a name they did not choose does not wait.
fn renamed_until(tx: &Tx<'_>, person: PersonId) -> Result<Option<Timestamp>> {
    let last: Option<i64> = tx
        .value(
            "select max(until_at) from former where person_id = $1 and what = 'name' and until_at >
               coalesce((select max(t.until_at) from former t where t.person_id = $1 and t.what = $2), 0)",
            args![person, TAKEN],
        )?
        .flatten();
    let again = last.map(|last| last + REST.as_millis() as i64);
    Ok(again.filter(|again| *again > tx.now()).map(from_millis))
}

/// Keeps what an account had until now, for those who help with accounts.
pub(super) fn remember(tx: &Tx<'_>, person: PersonId, what: &'static str, value: &str) -> Result<()> {
    tx.run(
        "insert into former (person_id, what, value, until_at) values ($1, $2, $3, $4)",
        args![person, what, value, tx.now()],
    )
    .map(drop)
}

/// What an account was called before, the last name first; for those who help with accounts (USER-5).
pub fn former_names(viewer: &Viewer, tx: &Tx<'_>, person: PersonId) -> Result<Vec<String>> {
    super::require(viewer, tx, super::Power::HelpWithAccounts)?;
    tx.all(
        "select value from former where person_id = $1 and what in ('name', $2) order by until_at desc",
        args![person, TAKEN],
        |row| row.get(0),
    )
}
