//! Following something, and ceasing to.

use super::habits;
use super::row::{Pace, Subject, What};
use crate::db::args;
use crate::filters;
use crate::{
    Error, PersonId, Result, Slip, SubscriptionId, TagId, Tx, Viewer, collections, people, series, tags, works,
};

/// So many subscriptions somebody can have.
pub const MOST: u64 = 5_000;

/// Follows what the viewer sees, if they do not yet. A tag that means another one is followed as that one.
pub fn subscribe(viewer: &Viewer, tx: &Tx<'_>, subject: Subject) -> Result<SubscriptionId> {
    let person = viewer.person().ok_or(Error::LogIn)?;
    let subject = seen(viewer, tx, subject)?;
    let (what, number) = (subject.what(), subject.number());
    let known = "select id from subscriptions where person_id = $1 and what = $2 and subject = $3";
    if let Some(id) = tx.value(known, args![person, what, number])? {
        return Ok(id);
    }
    let is = tx.count("select count(*) from subscriptions where person_id = $1", args![person])? + 1;
    if is > MOST {
        return Err(Error::invalid("subject", Slip::TooMany { most: MOST, is }));
    }
    habits::begin(tx, person)?;
    let (id, secret) = (SubscriptionId::new(tx.fresh_id()), tx.fresh_secret());
    tx.run(
        "insert into subscriptions (id, person_id, what, subject, secret, at) values ($1, $2, $3, $4, $5, $6)",
        args![id, person, what, number, secret.text(), tx.now()],
    )?;
    Ok(id)
}

/// What is followed, if the viewer may know of it.
fn seen(viewer: &Viewer, tx: &Tx<'_>, subject: Subject) -> Result<Subject> {
    match subject {
        Subject::Work(id) => works::show(viewer, tx, id).map(|_| subject),
        Subject::Series(id) => series::show(viewer, tx, id, 1).map(|_| subject),
        Subject::Person(id) => {
            let person = people::show(viewer, tx, id)?;
            // What nobody has written any more comes from nobody whom one could follow (SUB-3).
            if person.is_orphanage { Err(Error::NotFound) } else { Ok(subject) }
        }
        Subject::Tag(id) => tag(viewer, tx, id).map(Subject::Tag),
        Subject::Collection(id) => collections::place(viewer, tx, id)?.map(|_| subject).ok_or(Error::NotFound),
        Subject::Search(id) => {
            let is_own = filters::all(viewer, tx)?.iter().any(|search| search.id == id);
            if is_own { Ok(subject) } else { Err(Error::NotFound) }
        }
    }
}

fn tag(viewer: &Viewer, tx: &Tx<'_>, id: TagId) -> Result<TagId> {
    let tag = tags::of_ids(tx, &[id])?.remove(&id).ok_or(Error::NotFound)?;
    let (tag, means) = tags::to_find(viewer, tx, &tag.name)?.ok_or(Error::NotFound)?;
    Ok(means.map_or(tag.id, |means| means.id))
}

/// Says how soon the viewer is told of one of their subscriptions; nothing: as they say for all.
pub fn set_pace(viewer: &Viewer, tx: &Tx<'_>, subscription: SubscriptionId, pace: Option<Pace>) -> Result<()> {
    let text = "update subscriptions set pace = $3 where id = $1 and person_id = $2";
    found(tx.run(text, args![subscription, viewer.person(), pace.map(Pace::number)])?)
}

/// Ends a subscription of the viewer's.
pub fn unsubscribe(viewer: &Viewer, tx: &Tx<'_>, subscription: SubscriptionId) -> Result<()> {
    let text = "delete from subscriptions where id = $1 and person_id = $2";
    found(tx.run(text, args![subscription, viewer.person()])?)
}

/// Ends all subscriptions of the viewer's, or those of one sort, and says how many there were.
pub fn unsubscribe_all(viewer: &Viewer, tx: &Tx<'_>, what: Option<What>) -> Result<u64> {
    let person: PersonId = viewer.person().ok_or(Error::LogIn)?;
    match what {
        None => tx.run("delete from subscriptions where person_id = $1", args![person]),
        Some(what) => tx.run("delete from subscriptions where person_id = $1 and what = $2", args![person, what]),
    }
}

pub(super) fn found(rows: u64) -> Result<()> {
    if rows == 0 { Err(Error::NotFound) } else { Ok(()) }
}
