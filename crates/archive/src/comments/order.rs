//! Keeping a conversation in order: freezing and hiding (COM-9).

use super::forum::{Topic, forum};
use super::held;
use super::read::row;
use crate::accounts::{Power, require};
use crate::db::args;
use crate::deeds::{self, Act, Subject};
use crate::{CommentId, Error, PersonId, Result, Tx, Viewer, Why, WorkId, kudos, tallies};

/// Freezes a comment with all that follows it, or lets it go on: nobody can answer or change what is frozen. A creator of the
/// work may, and who keeps order.
pub fn freeze(viewer: &Viewer, tx: &Tx<'_>, topic: &Topic, id: CommentId, is_frozen: bool) -> Result<()> {
    let forum = forum(viewer, tx, topic)?;
    row(viewer, tx, &forum, id)?;
    viewer.in_good_standing()?;
    if !forum.is_creator {
        require(viewer, tx, Power::KeepOrder).map_err(|_| Error::Forbidden(Why::NotYours))?;
        let act = if is_frozen { Act::FrozeComment } else { Act::ThawedComment };
        deeds::note(viewer, tx, act, &forum.subject(), "")?;
    }
    tx.run(
        "update comments set frozen = $2 where id in (with recursive below (id) as (
           select id from comments where id = $1
           union all select c.id from comments c join below b on c.parent_id = b.id) select id from below)",
        args![id, is_frozen],
    )?;
    forum.talked(tx)
}

/// Hides a comment that nobody wants, as [`hide`] does; the sieve learns from it.
pub fn hide_as_spam(viewer: &Viewer, tx: &Tx<'_>, topic: &Topic, id: CommentId) -> Result<()> {
    let forum = forum(viewer, tx, topic)?;
    let row = row(viewer, tx, &forum, id)?;
    require(viewer, tx, Power::KeepOrder)?;
    if row.person.is_some() && row.person == viewer.person() {
        return Err(Error::Forbidden(Why::OwnWork));
    }
    held::is_spam(tx, id)?;
    if row.hidden {
        return Ok(());
    }
    deeds::note(viewer, tx, Act::HidSpam, &forum.subject(), "")?;
    tx.run("update comments set hidden = true where id = $1", args![id])?;
    forum.talked(tx)
}

/// Hides a comment that breaks the archive's rules: others see that there is one, and no more.
pub fn hide(viewer: &Viewer, tx: &Tx<'_>, topic: &Topic, id: CommentId, reason: &str) -> Result<()> {
    veil(viewer, tx, topic, id, (true, reason))
}

/// Shows a hidden comment again.
pub fn unhide(viewer: &Viewer, tx: &Tx<'_>, topic: &Topic, id: CommentId, reason: &str) -> Result<()> {
    veil(viewer, tx, topic, id, (false, reason))
}

fn veil(viewer: &Viewer, tx: &Tx<'_>, topic: &Topic, id: CommentId, (is_hidden, reason): (bool, &str)) -> Result<()> {
    let forum = forum(viewer, tx, topic)?;
    let row = row(viewer, tx, &forum, id)?;
    require(viewer, tx, Power::KeepOrder)?;
    if row.person.is_some() && row.person == viewer.person() {
        return Err(Error::Forbidden(Why::OwnWork));
    }
    if row.hidden == is_hidden {
        return Ok(());
    }
    let act = if is_hidden { Act::HidComment } else { Act::ShowedComment };
    deeds::note(viewer, tx, act, &forum.subject(), reason.trim())?;
    tx.run("update comments set hidden = $2 where id = $1", args![id, is_hidden])?;
    if !is_hidden {
        held::is_undone(tx, id)?;
    }
    forum.talked(tx)
}

/// The sieve learns from so many comments of a flood: they are all alike.
const LESSONS: i64 = 20;

/// Hides everything that was said by who said this, a member or a guest of one address, wherever it stands, and takes their
/// kudos away. Says how many comments that were. For those who keep order, against floods.
pub fn hide_all_like(viewer: &Viewer, tx: &Tx<'_>, topic: &Topic, id: CommentId) -> Result<u64> {
    let forum = forum(viewer, tx, topic)?;
    let row = row(viewer, tx, &forum, id)?;
    require(viewer, tx, Power::KeepOrder)?;
    let email: Option<Option<String>> = tx.value("select guest_email from comments where id = $1", args![id])?;
    let email = email.flatten();
    match (row.person, &email) {
        (Some(person), _) if Some(person) == viewer.person() => return Err(Error::Forbidden(Why::OwnWork)),
        (None, None) => return Err(Error::NotFound),
        _ => {}
    }
    let works: Vec<WorkId> = tx.all(
        "select distinct work_id from comments where work_id is not null and not hidden and (person_id = $1 or guest_email = $2)
         union select work_id from kudos where person_id = $1",
        args![row.person, email.as_deref()],
        |row| row.get(0),
    )?;
    let lessons: Vec<CommentId> = tx.all(
        "select id from comments where not hidden and state <> 'gone' and (person_id = $1 or guest_email = $2)
         order by at desc, id desc limit $3",
        args![row.person, email.as_deref(), LESSONS],
        |row| row.get(0),
    )?;
    lessons.into_iter().try_for_each(|id| held::is_spam(tx, id))?;
    let hidden = tx.run(
        "update comments set hidden = true where not hidden and (person_id = $1 or guest_email = $2)",
        args![row.person, email.as_deref()],
    )?;
    kudos::take_back(tx, row.person)?;
    deeds::note(viewer, tx, Act::HidAllComments, &who(tx, row.person)?, "")?;
    works.into_iter().try_for_each(|work| tallies::talked(tx, work))?;
    Ok(hidden)
}

/// The member in the log, or nobody by name: the address of a guest is no matter of the log.
fn who(tx: &Tx<'_>, person: Option<PersonId>) -> Result<Subject> {
    person.map_or_else(|| Ok(Subject::called("")), |person| Subject::person(tx, person))
}
