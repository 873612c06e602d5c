//! Accounts whose address nobody has confirmed: one more letter after a day, and after some days they are forgotten, so that
//! nobody keeps a name that they do not use (USER-3).

use super::tokens::{self, Purpose};
use crate::db::args;
use crate::mail::{self, Matter};
use crate::people::{self, Kind};
use crate::{Archive, Errand, Error, PersonId, Result, Tx, Viewer, policies};

/// How long after the first letter the second one comes, in milliseconds.
const AFTER: i64 = 24 * 60 * 60 * 1000;

/// Letters that are written in one transaction.
const AT_ONCE: i64 = 100;

/// Writes once more to those who have not confirmed their address for a day, and forgets those who have not for as long as
/// the owner says. To be called every hour or so; it writes nothing when there is nothing to do.
pub fn tend_unconfirmed(archive: &Archive) -> Result<()> {
    let clock = Viewer::Custodian(Errand::Clock);
    if archive.read(is_any_over).wait()? {
        archive.write(people::forget_pending).wait()?;
    }
    while archive.write(move |tx| remind(&clock, tx)).wait()? > 0 {}
    Ok(())
}

fn is_any_over(tx: &Tx<'_>) -> Result<bool> {
    let before = tx.now() - policies::unconfirmed_limit(tx)?;
    let over = "select count(*) from people where kind = $1 and created_at < $2";
    Ok(tx.count(over, args![Kind::Pending.word(), before])? > 0)
}

/// Writes to some of those who have had one letter, a day ago, and says to how many. For the archive itself.
fn remind(viewer: &Viewer, tx: &Tx<'_>) -> Result<u64> {
    if !matches!(viewer, Viewer::Custodian(Errand::Clock)) {
        return Err(Error::NotFound);
    }
    let waiting = tx.all(
        "select a.person_id, p.name from accounts a join people p on p.id = a.person_id
         where a.confirmed_at is null and a.reminded_at is null and a.joined_at <= $1 order by a.joined_at limit $2",
        args![tx.now() - AFTER, AT_ONCE],
        |row| Ok((row.get::<PersonId>(0)?, row.get::<String>(1)?)),
    )?;
    for (person, name) in &waiting {
        let secret = tx.fresh_secret();
        tokens::make(tx, Purpose::Confirm, Some(*person), "", &secret)?;
        tx.run("update accounts set reminded_at = $2 where person_id = $1", args![*person, tx.now()])?;
        let again = Matter::ConfirmAgain { name: name.clone(), secret: secret.text().to_owned() };
        mail::write(tx, *person, &again)?;
    }
    Ok(waiting.len() as u64)
}
