//! From the change feed to what happened.

use crate::db::{Sql, args};
use crate::feed::{self, Change, Cursor};
use crate::subscriptions::{Subject, What};
use crate::works::{self, New, News};
use crate::{Archive, CollectionId, Errand, HappeningId, Result, TagId, Tx, Viewer, WorkId, wrangling};

/// Changes that are followed in one transaction.
const AT_ONCE: u32 = 500;

/// Who follows.
const CLOCK: Viewer = Viewer::Custodian(Errand::Clock);

/// Reads on in the feed and writes down what happened. Says whether there is more. How far it came is stored in the same
/// transaction, so that of two who do it at once one does it again and finds nothing.
pub fn follow(archive: &Archive) -> Result<bool> {
    let is_any = archive.read(|tx| Ok(!feed::after(&CLOCK, tx, place(tx)?, 1)?.is_empty()));
    if is_any.wait()? { archive.write(read_on).wait() } else { Ok(false) }
}

fn place(tx: &Tx<'_>) -> Result<Cursor> {
    let stored = "select transaction_number, position from followers where name = 'notices'";
    let place = tx.first(stored, &[], |row| Ok((row.get(0)?, row.get(1)?)))?;
    Ok(place.map(Cursor::from_numbers).unwrap_or_default())
}

fn read_on(tx: &Tx<'_>) -> Result<bool> {
    let changes = feed::after(&CLOCK, tx, place(tx)?, AT_ONCE)?;
    let Some((last, _)) = changes.last() else { return Ok(false) };
    let (transaction, position) = last.numbers();
    tx.run(
        "insert into followers (name, transaction_number, position) values ('notices', $1, $2)
         on conflict (name) do update set transaction_number = $1, position = $2",
        args![transaction, position],
    )?;
    let mut touched: Vec<WorkId> = changes.iter().filter_map(|(_, change)| work_of(*change)).collect();
    touched.sort_unstable();
    touched.dedup();
    for news in works::news(&CLOCK, tx, &touched)? {
        write_down(tx, &news)?;
    }
    Ok(changes.len() == AT_ONCE as usize)
}

const fn work_of(change: Change) -> Option<WorkId> {
    if let Change::Work(work) = change { Some(work) } else { None }
}

/// Writes down what happened, if anybody follows what it is about.
fn write_down(tx: &Tx<'_>, news: &News) -> Result<()> {
    let (kind, chapters, ends) = match news.new {
        New::Posted => ("posted", 0, false),
        New::Named => ("named", 0, false),
        New::Collected => ("collected", 0, false),
        New::Grown { chapters, ends } => ("grown", chapters, ends),
    };
    let is_sought = news.new == New::Posted && has_searchers(tx)?;
    let subjects = followed(tx, about(tx, news)?)?;
    if subjects.is_empty() && !is_sought {
        return Ok(());
    }
    let id = HappeningId::new(tx.fresh_id());
    tx.run(
        "insert into happenings (id, work_id, kind, chapters, ends, at, searched) values ($1, $2, $3, $4, $5, $6, $7)",
        args![id, news.work, kind, chapters, ends, tx.now(), !is_sought],
    )?;
    subjects.into_iter().try_for_each(|subject| begin(tx, id, subject))
}

/// What those follow who are told. Of tags and searches nobody is told who follows a work by its chapters (SUB-3).
fn about(tx: &Tx<'_>, news: &News) -> Result<Vec<Subject>> {
    if news.new == New::Collected {
        return untold(tx, news);
    }
    let mut about: Vec<Subject> = news.people.iter().copied().map(Subject::Person).collect();
    about.extend(news.series.iter().copied().map(Subject::Series));
    match news.new {
        New::Posted => {
            about.extend(news.collections.iter().copied().map(Subject::Collection));
            about.extend(tags(tx, news)?);
        }
        New::Grown { .. } => about.push(Subject::Work(news.work)),
        New::Named | New::Collected => {}
    }
    Ok(about)
}

/// The collections that a work came into, but for those whose followers were told so before: who takes a work out and puts it in
/// again tells nobody anything.
fn untold(tx: &Tx<'_>, news: &News) -> Result<Vec<Subject>> {
    let told: Vec<CollectionId> = tx.all(
        "select distinct x.subject from happenings h join happening_subjects x on x.happening_id = h.id
         where h.work_id = $1 and x.what = $2",
        args![news.work, What::Collection],
        |row| row.get(0),
    )?;
    let new = news.collections.iter().filter(|collection| !told.contains(collection));
    Ok(new.copied().map(Subject::Collection).collect())
}

/// The tags that find the work, and those that somebody follows and that mean one of them by now.
fn tags(tx: &Tx<'_>, news: &News) -> Result<Vec<Subject>> {
    let found_by = wrangling::finders(tx, &news.tags)?;
    let mut sql = Sql::new(
        "select distinct t.id from tags t where exists (select 1 from subscriptions s where s.what = 'tag' and s.subject = t.id)
         and t.merger_id in ",
    );
    sql.bind_list(found_by.iter().copied());
    let meant: Vec<TagId> = sql.all(tx, |row| row.get(0))?;
    let mut all: Vec<_> = found_by.into_iter().chain(meant).collect();
    all.sort_unstable();
    all.dedup();
    Ok(all.into_iter().map(Subject::Tag).collect())
}

/// Those that somebody follows.
fn followed(tx: &Tx<'_>, subjects: Vec<Subject>) -> Result<Vec<Subject>> {
    let text = "select 1 from subscriptions where what = $1 and subject = $2 limit 1";
    let mut followed = Vec::new();
    for subject in subjects {
        if tx.value::<i64>(text, args![subject.what(), subject.number()])?.is_some() {
            followed.push(subject);
        }
    }
    Ok(followed)
}

fn has_searchers(tx: &Tx<'_>) -> Result<bool> {
    let text = "select 1 from subscriptions where what = $1 limit 1";
    Ok(tx.value::<i64>(text, args![What::Search])?.is_some())
}

/// Has the followers of a subject told of a happening, from the first on; if they are told already, or being told, no more.
pub(super) fn begin(tx: &Tx<'_>, happening: HappeningId, subject: Subject) -> Result<()> {
    tx.run(
        "insert into happening_subjects (happening_id, what, subject, reached)
         select id, $2, $3, 0 from happenings where id = $1 on conflict (happening_id, what, subject) do nothing",
        args![happening, subject.what(), subject.number()],
    )
    .map(drop)
}
