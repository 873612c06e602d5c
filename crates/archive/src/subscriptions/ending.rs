//! Ending what a letter is about without a login, by the secret that the letter says (RFC 8058).

use super::SeenSubject;
use super::read::seen;
use super::row::{Pace, Subject, What};
use crate::db::args;
use crate::notices;
use crate::{Errand, Error, PersonId, Result, Secret, SubscriptionId, Tx, Viewer};

/// What a secret ends.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Ends {
    /// One subscription.
    One(SeenSubject),
    /// All letters about subscriptions; the subscriptions stay, and tell on the page of notices.
    Letters,
}

enum Found {
    One(SubscriptionId, PersonId, Subject),
    Letters(PersonId),
}

fn found(tx: &Tx<'_>, secret: &Secret) -> Result<Found> {
    let one = tx.first(
        "select id, person_id, what, subject from subscriptions where secret = $1",
        args![secret.text()],
        |row| Ok(Found::One(row.get(0)?, row.get(1)?, Subject::of(row.get::<What>(2)?, row.get(3)?))),
    )?;
    if let Some(one) = one {
        return Ok(one);
    }
    let all = tx.value("select person_id from notice_habits where secret = $1", args![secret.text()])?;
    all.map(Found::Letters).ok_or(Error::NotFound)
}

/// What a secret ends, as a member sees it whose it is. Nothing is ended.
pub fn ends(tx: &Tx<'_>, secret: &Secret) -> Result<Ends> {
    match found(tx, secret)? {
        Found::Letters(_) => Ok(Ends::Letters),
        Found::One(_, person, subject) => seen(&Viewer::Member(person), tx, subject).map(Ends::One),
    }
}

/// The secret that ends all letters about somebody's subscriptions; for letters to them alone.
pub fn all_letters(viewer: &Viewer, tx: &Tx<'_>, of: PersonId) -> Result<Secret> {
    if !matches!(viewer, Viewer::Custodian(Errand::Mail)) {
        return Err(Error::NotFound);
    }
    let secret: Option<String> = tx.value("select secret from notice_habits where person_id = $1", args![of])?;
    secret.map(Secret::shown).ok_or(Error::NotFound)
}

/// Ends it.
pub fn end(tx: &Tx<'_>, secret: &Secret) -> Result<()> {
    match found(tx, secret)? {
        Found::One(id, ..) => tx.run("delete from subscriptions where id = $1", args![id]).map(drop),
        Found::Letters(person) => {
            tx.run("update subscriptions set pace = null where person_id = $1", args![person])?;
            tx.run("update notice_habits set pace = $2 where person_id = $1", args![person, Pace::Page])?;
            notices::keep_on_page(tx, person)
        }
    }
}
