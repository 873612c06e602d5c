//! Writing works. Every deed passes the gate first, and what a list or an index must learn is written with it.

use super::chaptering::replace_chapters;
use super::commenting::still_commented;
use super::dates::Dates;
use super::new::{Creators, PackedPage, PackedWork};
use super::news::is_silent;
use super::read::fetch;
use super::row::WorkRow;
use super::standing::{Access, Standing};
use super::store::{
    Row, Shelf, insert_chapter, insert_creators, insert_sources, insert_tags, insert_work, update_work,
};
use super::visibility::{Action, audience, audience_by_name, may};
use crate::accounts::{self, Power};
use crate::db::args;
use crate::deeds::{self, Act, Subject};
use crate::feed::{self, Change};
use crate::mail::{self, Matter};
use crate::{
    Error, FieldError, PersonId, PseudId, Result, Tx, Viewer, Why, WorkId, gifts, imports, people, relations, series,
    tags,
};

/// Stores a new work and says under which id.
///
/// Members post under their own names and within the limits; only an import may name authors (ARCH-2).
pub fn post(viewer: &Viewer, tx: &Tx<'_>, work: &PackedWork) -> Result<WorkId> {
    let creators = creators(viewer, tx, &work.page)?;
    fits(viewer, tx, &work.page)?;
    let id = WorkId::new(tx.fresh_id());
    let dates = Dates::of(&work.told, &[], tx.now());
    let (standing, revised_at) = (work.standing(), dates.revised());
    insert_work(tx, id, work, &dates, is_silent(viewer))?;
    insert_creators(tx, id, &creators, &Shelf { audience: audience_by_name(standing), revised_at })?;
    insert_tags(tx, id, &work.page, &Shelf { audience: audience(standing), revised_at })?;
    insert_chapters(viewer, tx, id, work, &dates)?;
    insert_sources(tx, id, 0, &work.page.sources)?;
    for place in &work.page.manuscript.series {
        let first = creators.first().map(|(person, _)| *person).ok_or(Error::NotFound)?;
        series::put(tx, id, first, place)?;
    }
    feed::note(tx, Change::Work(id))?;
    Ok(id)
}

/// Makes sure that a title page keeps the limits and has no tag that is not used here.
fn fits(viewer: &Viewer, tx: &Tx<'_>, page: &PackedPage) -> Result<()> {
    within_limits(viewer, &page.broken)?;
    tags::all_in_use(viewer, tx, &page.tags)
}

/// Stores several works in one transaction: all of them or none.
pub fn post_many(viewer: &Viewer, tx: &Tx<'_>, works: &[PackedWork]) -> Result<Vec<WorkId>> {
    works.iter().map(|work| post(viewer, tx, work)).collect()
}

/// Stores a new state of a work's title page and chapters; state, restriction, creators and who
/// may comment stay as they are.
///
/// Chapters are matched by their place, so that their addresses stay.
pub fn revise(viewer: &Viewer, tx: &Tx<'_>, id: WorkId, work: &PackedWork) -> Result<()> {
    let row = fetch(viewer, tx, id)?;
    may(viewer, Action::Change, row.standing)?;
    fits(viewer, tx, &work.page)?;
    let kept: Vec<(i64, i64)> =
        tx.all("select id, published_at from chapters where work_id = $1 order by position", args![id], |row| {
            Ok((row.get(0)?, row.get(1)?))
        })?;
    let (kept, published): (Vec<i64>, Vec<i64>) = kept.into_iter().unzip();
    let dates = Dates::of(&work.told, &published, tx.now());
    write_page(
        tx,
        id,
        &work.page,
        &still_commented(&row, &work.details)?,
        &Shelf { audience: audience(row.standing), revised_at: dates.revised() },
    )?;
    replace_chapters(viewer, tx, (id, work), &dates, &kept)?;
    settle(tx, id)
}

/// Stores a new state of a work's title page, who of the viewer's own names it is under, and whether it is for everybody or
/// for members; a work for named people or by link stays so, and its chapters stay as they are. What the form does not hold, stays: where it came from, what its source counted.
pub fn revise_page(viewer: &Viewer, tx: &Tx<'_>, id: WorkId, page: &PackedPage) -> Result<()> {
    let row = fetch(viewer, tx, id)?;
    may(viewer, Action::Change, row.standing)?;
    fits(viewer, tx, page)?;
    let mut details = row.details()?;
    details.permissions.clone_from(&page.manuscript.permissions);
    let details = details.written()?;
    if is_wide(row.standing.access) && is_wide(page.access) {
        tx.run("update works set access = $2 where id = $1", args![id, page.access])?;
    }
    let shelf = Shelf { audience: audience(row.standing), revised_at: row.revised_at };
    write_page(tx, id, page, &details, &shelf)?;
    rename_own(viewer, tx, id, page, &shelf)?;
    settle(tx, id)
}

const fn is_wide(access: Access) -> bool {
    matches!(access, Access::Everyone | Access::Members)
}

pub(super) fn write_page(tx: &Tx<'_>, id: WorkId, page: &PackedPage, details: &str, shelf: &Shelf) -> Result<()> {
    update_work(tx, id, page, details)?;
    tx.run("delete from work_tags where work_id = $1", args![id])?;
    insert_tags(tx, id, page, shelf)?;
    tx.run("delete from source_texts where work_id = $1 and chapter_id = 0", args![id])?;
    insert_sources(tx, id, 0, &page.sources)
}

/// Puts the names that the viewer chose in the place of their own; other people's stay where they are.
fn rename_own(viewer: &Viewer, tx: &Tx<'_>, id: WorkId, page: &PackedPage, shelf: &Shelf) -> Result<()> {
    let (Some(person), Creators::Pseuds(_)) = (viewer.person(), &page.creators) else { return Ok(()) };
    let chosen = creators(viewer, tx, page)?;
    let there = tx.all(
        "select person_id, pseud_id from creatorships where work_id = $1 order by position",
        args![id],
        |row| Ok((row.get::<PersonId>(0)?, row.get::<PseudId>(1)?)),
    )?;
    let place = there.iter().position(|(owner, _)| *owner == person).unwrap_or(there.len());
    let mut names: Vec<_> = there.into_iter().filter(|(owner, _)| *owner != person).collect();
    let own = chosen.into_iter().filter(|(owner, _)| *owner == person);
    let place = place.min(names.len());
    names.splice(place..place, own);
    tx.run("delete from creatorships where work_id = $1", args![id])?;
    insert_creators(tx, id, &names, shelf)
}

fn insert_chapters(viewer: &Viewer, tx: &Tx<'_>, work: WorkId, new: &PackedWork, dates: &Dates) -> Result<()> {
    let chapters = new.page.manuscript.chapters.iter().zip(&new.chapters).zip(&dates.chapters);
    for (((chapter, packed), published_at), position) in chapters.zip(1..) {
        let (id, saved_by) = (tx.fresh_id(), viewer.person());
        let (published_at, is_told) = (*published_at, is_silent(viewer));
        let row = Row { id, work, position, chapter, packed, posted: true, published_at, saved_by, is_told };
        insert_chapter(tx, &row)?;
    }
    Ok(())
}

/// Posts a draft with its first chapter and those that are not drafts of their own (CHAP-4): of today, except where its
/// author or file told another day (POST-10).
pub fn publish(viewer: &Viewer, tx: &Tx<'_>, id: WorkId) -> Result<()> {
    let row = fetch(viewer, tx, id)?;
    may(viewer, Action::Change, row.standing)?;
    if row.standing.posted { Ok(()) } else { publish_at(tx, &row, tx.now()) }
}

/// Posts a draft as of a moment.
pub(super) fn publish_at(tx: &Tx<'_>, row: &WorkRow, moment: i64) -> Result<()> {
    let dates = Dates::of(&row.details()?.told, &[], moment);
    tx.run(
        "update works set posted = true, posts_at = null, waits_at = null, published_at = $2 where id = $1",
        args![row.id, dates.work],
    )?;
    tx.run(
        "update chapters set posted = true, posts_at = null, waits_at = null where work_id = $1 and position = 1",
        args![row.id],
    )?;
    let posted = tx.all("select id, position from chapters where work_id = $1 and posted", args![row.id], |row| {
        Ok((row.get::<i64>(0)?, row.get::<i64>(1)?))
    })?;
    for (chapter, position) in posted {
        let told = dates.chapters.get(position as usize - 1).copied().unwrap_or(moment);
        tx.run("update chapters set published_at = coalesce(told_at, $2) where id = $1", args![chapter, told])?;
    }
    settle(tx, row.id)
}

/// A work that the viewer may hide. Nobody judges their own, but who gives roles: an archive may have nobody else.
pub(super) fn fetch_to_hide(viewer: &Viewer, tx: &Tx<'_>, id: WorkId) -> Result<WorkRow> {
    let row = fetch(viewer, tx, id)?;
    match may(viewer, Action::Hide, row.standing) {
        Err(Error::Forbidden(Why::OwnWork)) => {
            accounts::require(viewer, tx, Power::GiveRoles).map_err(|_| Error::Forbidden(Why::OwnWork)).map(|()| row)
        }
        decided => decided.map(|()| row),
    }
}

/// Hides a work that breaks the archive's rules, and keeps who did it, when and why (VIS-10). Its creators are told.
pub fn hide(viewer: &Viewer, tx: &Tx<'_>, id: WorkId, reason: &str) -> Result<()> {
    let row = fetch_to_hide(viewer, tx, id)?;
    let (by, reason) = (viewer.person().ok_or(Error::NotFound)?, reason.trim());
    tx.run(
        "insert into hidings (id, work_id, by_id, at, reason) values ($1, $2, $3, $4, $5)",
        args![tx.fresh_id(), id, by, tx.now(), reason],
    )?;
    deeds::note(viewer, tx, Act::Hid, &Subject::work(id, row.title), reason)?;
    settle(tx, id)?;
    if row.standing.hidden {
        return Ok(());
    }
    write_to_creators(tx, id, &Matter::WorkHidden { work: id.number(), reason: reason.to_owned() })
}

/// Shows a hidden work again.
pub fn unhide(viewer: &Viewer, tx: &Tx<'_>, id: WorkId, reason: &str) -> Result<()> {
    let row = fetch_to_hide(viewer, tx, id)?;
    if !row.standing.hidden {
        return Ok(());
    }
    let by = viewer.person().ok_or(Error::NotFound)?;
    tx.run(
        "update hidings set lifted_by_id = $1, lifted_at = $2 where work_id = $3 and lifted_at is null",
        args![by, tx.now(), id],
    )?;
    deeds::note(viewer, tx, Act::Showed, &Subject::work(id, row.title), reason)?;
    settle(tx, id)?;
    write_to_creators(tx, id, &Matter::WorkShown { work: id.number() })
}

/// Takes away for good what two people who keep order agreed on. The caller has asked whether they have.
pub(crate) fn purge(viewer: &Viewer, tx: &Tx<'_>, id: WorkId) -> Result<()> {
    fetch_to_hide(viewer, tx, id)?;
    erase(tx, id)
}

/// Writes a letter to everybody who made a work.
pub(crate) fn write_to_creators(tx: &Tx<'_>, id: WorkId, matter: &Matter) -> Result<()> {
    creators_of(tx, id)?.into_iter().try_for_each(|creator| mail::write(tx, creator, matter))
}

/// The people who made a work, each once.
pub(crate) fn creators_of(tx: &Tx<'_>, id: WorkId) -> Result<Vec<PersonId>> {
    tx.all("select distinct person_id from creatorships where work_id = $1 order by person_id", args![id], |row| {
        row.get(0)
    })
}

/// Takes a work away for good, with its chapters and the file it came from. Asks nobody: who may do so has been asked.
pub(super) fn erase(tx: &Tx<'_>, id: WorkId) -> Result<()> {
    imports::forget(tx, id)?;
    series::forget(tx, id)?;
    tx.run("delete from works where id = $1", args![id])?;
    feed::note(tx, Change::WorkGone(id))
}

/// Works out what is derived of a work that has changed: counts, dates, who sees it in lists. A new work is stored with
/// the same values; a test compares the two.
pub(super) fn settle(tx: &Tx<'_>, id: WorkId) -> Result<()> {
    settle_as(tx, id, 1)
}

/// [`settle`] after a change of which readers see nothing: it makes no new edition, so that no tag of a file tells of it.
pub(super) fn settle_unseen(tx: &Tx<'_>, id: WorkId) -> Result<()> {
    settle_as(tx, id, 0)
}

fn settle_as(tx: &Tx<'_>, id: WorkId, editions: i64) -> Result<()> {
    tx.run(
        "update works set
           hidden = exists (select 1 from hidings h where h.work_id = works.id and h.lifted_at is null),
           unrevealed = works.own_unrevealed or exists (select 1 from collection_items i
             where i.work_id = works.id and i.creator_side = 'yes' and i.unrevealed),
           anonymous = works.own_anonymous or exists (select 1 from collection_items i
             where i.work_id = works.id and i.creator_side = 'yes' and i.anonymous),
           deleted = coalesce((select case when d.shows_title or d.reason <> '' then 'told' else 'silently' end
                               from deletions d where d.work_id = works.id), 'no'),
           chapters = (select count(*) from chapters h where h.work_id = works.id),
           posted_chapters = (select count(*) from chapters h where h.work_id = works.id and h.posted),
           words = (select cast(coalesce(sum(h.words), 0) as bigint) from chapters h
                    where h.work_id = works.id and (h.posted or not works.posted)),
           revised_at = (select coalesce(max(h.published_at), works.published_at) from chapters h
                         where h.work_id = works.id and (h.posted or not works.posted)),
           expected_chapters = case when expected_chapters >=
             (select count(*) from chapters h where h.work_id = works.id and (h.posted or not works.posted))
             then expected_chapters end,
           edition = edition + $2, changed_at = $3, goes_at = null
         where id = $1",
        args![id, editions, tx.now()],
    )?;
    let (standing, revised_at) = stored_facts(tx, id)?;
    let (by_tag, by_name) = (audience(standing), audience_by_name(standing));
    tx.run("update works set audience = $1 where id = $2", args![by_tag, id])?;
    tx.run(
        "update work_tags set audience = $1, revised_at = $2
         where work_id = $3 and (audience <> $1 or revised_at <> $2)",
        args![by_tag, revised_at, id],
    )?;
    tx.run(
        "update creatorships set audience = $1, revised_at = $2
         where work_id = $3 and (audience <> $1 or revised_at <> $2)",
        args![by_name, revised_at, id],
    )?;
    relations::tell(tx, id)?;
    gifts::tell(tx, id)?;
    feed::note(tx, Change::Work(id))
}

/// What an import brings is taken as it is; members keep the limits (POST-3, POST-4).
pub(super) fn within_limits(viewer: &Viewer, broken: &[FieldError]) -> Result<()> {
    match viewer {
        Viewer::Custodian(_) => Ok(()),
        _ if broken.is_empty() => Ok(()),
        _ => Err(Error::Invalid(broken.to_vec())),
    }
}

/// The facts that lists go by, and the date. A work whose time has come is listed when it has been settled as posted.
fn stored_facts(tx: &Tx<'_>, id: WorkId) -> Result<(Standing, i64)> {
    let facts = tx.first(
        "select posted, access, hidden, unrevealed, anonymous, deleted, revised_at from works where id = $1",
        args![id],
        |row| {
            let new = Standing::new(row.get(0)?, row.get(1)?);
            let (hidden, unrevealed, anonymous) = (row.get(2)?, row.get(3)?, row.get(4)?);
            Ok((Standing { hidden, unrevealed, anonymous, deleted: row.get(5)?, ..new }, row.get(6)?))
        },
    )?;
    facts.ok_or(Error::NotFound)
}

/// The names a work appears under, each once: the poster's own.
fn creators(viewer: &Viewer, tx: &Tx<'_>, page: &PackedPage) -> Result<Vec<(PersonId, PseudId)>> {
    match (&page.creators, viewer) {
        (_, Viewer::Guest) => Err(Error::LogIn),
        (_, Viewer::Suspended(_) | Viewer::Banned(_)) => Err(Error::Forbidden(crate::Why::Sanctioned)),
        (Creators::Bylines, Viewer::Custodian(_)) => authors(tx, page),
        (Creators::Bylines, _) => Err(Error::Forbidden(crate::Why::NotYours)),
        (Creators::Pseuds(pseuds), _) => {
            let mut owned: Vec<(PersonId, PseudId)> = Vec::new();
            for pseud in pseuds {
                let creator = owner(tx, *pseud)?;
                if !owned.contains(&creator) {
                    owned.push(creator);
                }
            }
            // Others are asked first (COCR-1, see `creators`); only the archive's own errands post for them.
            let own = viewer.person().is_none_or(|person| owned.iter().all(|(owner, _)| *owner == person));
            if own { Ok(owned) } else { Err(Error::Forbidden(crate::Why::NotYours)) }
        }
    }
}

fn authors(tx: &Tx<'_>, page: &PackedPage) -> Result<Vec<(PersonId, PseudId)>> {
    let mut authors = Vec::new();
    for byline in &page.manuscript.bylines {
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
