//! The secret addresses of private feeds: of one subscription, or of all notices. Only their digests are kept.

use super::habits;
use super::row::{Subject, What};
use super::write::found;
use crate::db::args;
use crate::{Error, PersonId, Result, Secret, SubscriptionId, Tx, Viewer};

/// What a feed is of.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Fed {
    /// All that somebody is told.
    All(PersonId),
    /// What comes of one subscription of somebody's.
    One(PersonId, Subject),
}

/// Gives a subscription of the viewer's a feed, or all their notices: whoever holds the secret reads it with a member's eyes. One
/// that was there ends.
pub fn take_feed(viewer: &Viewer, tx: &Tx<'_>, of: Option<SubscriptionId>, secret: &Secret) -> Result<()> {
    let person = viewer.person().ok_or(Error::LogIn)?;
    habits::begin(tx, person)?;
    feed(tx, person, of, Some(&secret.digest()))
}

/// Ends such a feed.
pub fn stop_feed(viewer: &Viewer, tx: &Tx<'_>, of: Option<SubscriptionId>) -> Result<()> {
    let person = viewer.person().ok_or(Error::LogIn)?;
    feed(tx, person, of, None)
}

fn feed(tx: &Tx<'_>, person: PersonId, of: Option<SubscriptionId>, digest: Option<&str>) -> Result<()> {
    found(match of {
        Some(one) => tx.run(
            "update subscriptions set feed_digest = $3 where person_id = $1 and id = $2",
            args![person, one, digest],
        )?,
        None => tx.run("update notice_habits set feed_digest = $2 where person_id = $1", args![person, digest])?,
    })
}

/// What the feed of this secret is of.
pub fn by_feed(tx: &Tx<'_>, secret: &Secret) -> Result<Fed> {
    let digest = secret.digest();
    let one =
        tx.first("select person_id, what, subject from subscriptions where feed_digest = $1", args![&digest], |row| {
            Ok(Fed::One(row.get(0)?, Subject::of(row.get::<What>(1)?, row.get(2)?)))
        })?;
    if let Some(one) = one {
        return Ok(one);
    }
    let all = tx.value("select person_id from notice_habits where feed_digest = $1", args![&digest])?;
    all.map(Fed::All).ok_or(Error::NotFound)
}
