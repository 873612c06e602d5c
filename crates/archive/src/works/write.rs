//! Writing works. Every deed passes the gate first, and what a list or an index must learn is written with it.

use super::dates::Dates;
use super::new::{Creators, PackedWork};
use super::read::fetch;
use super::store::{Shelf, insert_creators, insert_sources, insert_tags, insert_work, update_work, write_chapters};
use super::visibility::{Action, Standing, audience, may};
use crate::db::args;
use crate::feed::{self, Change};
use crate::{Error, PersonId, PseudId, Result, Tx, Viewer, WorkId, imports, people, series, tags};

/// Stores a new work and says under which id.
///
/// Members post under their own names and within the limits; only an import may name authors (ARCH-2).
pub fn post(viewer: &Viewer, tx: &Tx<'_>, work: &PackedWork) -> Result<WorkId> {
    let creators = creators(viewer, tx, work)?;
    within_limits(viewer, work)?;
    let tags = tags::find_or_make(tx, &work.tags)?;
    let id = WorkId::new(tx.fresh_id());
    let dates = Dates::of(&work.told, &[], tx.now());
    let shelf = Shelf { audience: audience(work.standing()), revised_at: dates.revised() };
    insert_work(tx, id, work, &dates)?;
    insert_creators(tx, id, &creators, &shelf)?;
    insert_tags(tx, id, &tags, &shelf)?;
    write_chapters(tx, id, work, &dates, &[])?;
    insert_sources(tx, id, 0, &work.sources)?;
    for place in &work.manuscript.series {
        let first = creators.first().map(|(person, _)| *person).ok_or(Error::NotFound)?;
        series::put(tx, id, first, place)?;
    }
    feed::note(tx, Change::Work(id))?;
    Ok(id)
}

/// Stores several works in one transaction: all of them or none.
pub fn post_many(viewer: &Viewer, tx: &Tx<'_>, works: &[PackedWork]) -> Result<Vec<WorkId>> {
    works.iter().map(|work| post(viewer, tx, work)).collect()
}

/// Stores a new state of a work's title page and chapters; state, restriction and creators stay as they are.
///
/// Chapters are matched by their place, so that their addresses stay.
pub fn revise(viewer: &Viewer, tx: &Tx<'_>, id: WorkId, work: &PackedWork) -> Result<()> {
    let row = fetch(viewer, tx, id)?;
    may(viewer, Action::Change, row.standing)?;
    within_limits(viewer, work)?;
    let tags = tags::find_or_make(tx, &work.tags)?;
    let kept: Vec<(i64, i64)> =
        tx.all("select id, published_at from chapters where work_id = $1 order by position", args![id], |row| {
            Ok((row.get(0)?, row.get(1)?))
        })?;
    let (kept, published): (Vec<i64>, Vec<i64>) = kept.into_iter().unzip();
    let dates = Dates::of(&work.told, &published, tx.now());
    update_work(tx, id, work)?;
    tx.run("delete from work_tags where work_id = $1", args![id])?;
    insert_tags(tx, id, &tags, &Shelf { audience: audience(row.standing), revised_at: dates.revised() })?;
    tx.run("delete from source_texts where work_id = $1", args![id])?;
    insert_sources(tx, id, 0, &work.sources)?;
    tx.run("delete from chapters where work_id = $1", args![id])?;
    write_chapters(tx, id, work, &dates, &kept)?;
    settle(tx, id)
}

/// Posts a draft, and with it its chapters (CHAP-4): of today, except where its author or file told another day (POST-10).
pub fn publish(viewer: &Viewer, tx: &Tx<'_>, id: WorkId) -> Result<()> {
    let row = fetch(viewer, tx, id)?;
    may(viewer, Action::Change, row.standing)?;
    if row.standing.posted {
        return Ok(());
    }
    let dates = Dates::of(&row.details()?.told, &[], tx.now());
    tx.run("update works set posted = true, published_at = $2 where id = $1", args![id, dates.work])?;
    for (date, position) in dates.chapters.iter().zip(1_i64..) {
        tx.run(
            "update chapters set published_at = $3 where work_id = $1 and position = $2",
            args![id, position, *date],
        )?;
    }
    settle(tx, id)
}

/// Keeps a work for members.
pub fn restrict(viewer: &Viewer, tx: &Tx<'_>, id: WorkId) -> Result<()> {
    set_restricted(viewer, tx, id, true)
}

/// Opens a work to guests again.
pub fn unrestrict(viewer: &Viewer, tx: &Tx<'_>, id: WorkId) -> Result<()> {
    set_restricted(viewer, tx, id, false)
}

/// Hides a work that breaks the archive's rules, and keeps who did it, when and why (VIS-10).
pub fn hide(viewer: &Viewer, tx: &Tx<'_>, id: WorkId, reason: &str) -> Result<()> {
    may(viewer, Action::Hide, fetch(viewer, tx, id)?.standing)?;
    let by = viewer.person().ok_or(Error::NotFound)?;
    tx.run(
        "insert into hidings (id, work_id, by_id, at, reason) values ($1, $2, $3, $4, $5)",
        args![tx.fresh_id(), id, by, tx.now(), reason],
    )?;
    settle(tx, id)
}

/// Shows a hidden work again.
pub fn unhide(viewer: &Viewer, tx: &Tx<'_>, id: WorkId) -> Result<()> {
    may(viewer, Action::Hide, fetch(viewer, tx, id)?.standing)?;
    let by = viewer.person().ok_or(Error::NotFound)?;
    tx.run(
        "update hidings set lifted_by_id = $1, lifted_at = $2 where work_id = $3 and lifted_at is null",
        args![by, tx.now(), id],
    )?;
    settle(tx, id)
}

/// Takes a work away for good, with its chapters and the file it came from.
pub fn delete(viewer: &Viewer, tx: &Tx<'_>, id: WorkId) -> Result<()> {
    may(viewer, Action::Change, fetch(viewer, tx, id)?.standing)?;
    imports::forget(tx, id)?;
    tx.run("delete from works where id = $1", args![id])?;
    series::drop_empty(tx)?;
    feed::note(tx, Change::WorkGone(id))
}

fn set_restricted(viewer: &Viewer, tx: &Tx<'_>, id: WorkId, restricted: bool) -> Result<()> {
    may(viewer, Action::Change, fetch(viewer, tx, id)?.standing)?;
    tx.run("update works set restricted = $1 where id = $2", args![restricted, id])?;
    settle(tx, id)
}

/// Works out what is derived of a work that has changed: counts, dates, who sees it in lists. A new work is stored with
/// the same values; a test compares the two.
pub(super) fn settle(tx: &Tx<'_>, id: WorkId) -> Result<()> {
    tx.run(
        "update works set
           hidden = exists (select 1 from hidings h where h.work_id = works.id and h.lifted_at is null),
           chapters = (select count(*) from chapters h where h.work_id = works.id),
           posted_chapters = (select count(*) from chapters h where h.work_id = works.id and h.posted),
           words = (select cast(coalesce(sum(h.words), 0) as bigint) from chapters h
                    where h.work_id = works.id and (h.posted or not works.posted)),
           revised_at = (select coalesce(max(h.published_at), works.published_at) from chapters h
                         where h.work_id = works.id and (h.posted or not works.posted)),
           edition = edition + 1
         where id = $1",
        args![id],
    )?;
    let facts =
        tx.first("select posted, restricted, hidden, revised_at from works where id = $1", args![id], |row| {
            let standing =
                Standing { posted: row.get(0)?, restricted: row.get(1)?, hidden: row.get(2)?, is_creator: false };
            Ok((audience(standing), row.get::<i64>(3)?))
        })?;
    let (reach, revised_at) = facts.ok_or(Error::NotFound)?;
    tx.run("update works set audience = $1 where id = $2", args![reach, id])?;
    tx.run(
        "update work_tags set audience = $1, revised_at = $2
         where work_id = $3 and (audience <> $1 or revised_at <> $2)",
        args![reach, revised_at, id],
    )?;
    tx.run(
        "update creatorships set audience = $1, revised_at = $2
         where work_id = $3 and (audience <> $1 or revised_at <> $2)",
        args![reach, revised_at, id],
    )?;
    feed::note(tx, Change::Work(id))
}

/// What an import brings is taken as it is; members keep the limits (POST-3, POST-4).
fn within_limits(viewer: &Viewer, work: &PackedWork) -> Result<()> {
    match viewer {
        Viewer::Custodian(_) => Ok(()),
        _ if work.broken.is_empty() => Ok(()),
        _ => Err(Error::Invalid(work.broken.clone())),
    }
}

/// The names a work appears under, each once: one of them at least is the poster's own. Asking the others first (COCR-1)
/// is for whoever offers a form; only the archive's own errands post for others.
fn creators(viewer: &Viewer, tx: &Tx<'_>, work: &PackedWork) -> Result<Vec<(PersonId, PseudId)>> {
    match (&work.creators, viewer) {
        (_, Viewer::Guest) => Err(Error::LogIn),
        (Creators::Bylines, Viewer::Custodian(_)) => authors(tx, work),
        (Creators::Bylines, _) => Err(Error::Forbidden(crate::Why::NotYours)),
        (Creators::Pseuds(pseuds), _) => {
            let mut owned: Vec<(PersonId, PseudId)> = Vec::new();
            for pseud in pseuds {
                let creator = owner(tx, *pseud)?;
                if !owned.contains(&creator) {
                    owned.push(creator);
                }
            }
            let own = viewer.person().is_none_or(|person| owned.iter().any(|(owner, _)| *owner == person));
            if own { Ok(owned) } else { Err(Error::Forbidden(crate::Why::NotYours)) }
        }
    }
}

fn authors(tx: &Tx<'_>, work: &PackedWork) -> Result<Vec<(PersonId, PseudId)>> {
    let mut authors = Vec::new();
    for byline in &work.manuscript.bylines {
        let (person, pseud) = people::author(tx, byline)?;
        if !authors.contains(&(person, pseud.id)) {
            authors.push((person, pseud.id));
        }
    }
    if authors.is_empty() {
        let unknown = manuscript::Byline { name: "Unknown".to_owned(), ..Default::default() };
        let (person, pseud) = people::author(tx, &unknown)?;
        authors.push((person, pseud.id));
    }
    Ok(authors)
}

fn owner(tx: &Tx<'_>, pseud: PseudId) -> Result<(PersonId, PseudId)> {
    let person = tx.value("select person_id from pseuds where id = $1", args![pseud])?;
    person.map(|person| (person, pseud)).ok_or(Error::NotFound)
}
