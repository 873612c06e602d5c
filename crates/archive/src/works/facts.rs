//! What the finder is told of works: numbers, and keys to sort by.
//!
//! Only what lists show somebody is told, under the audience that lists go by; an anonymous work is told without its
//! creators, its series and what they permit of all their works, so that no question can find them. For the archive's own
//! errand of indexing only.

use std::collections::HashMap;

use manuscript::{Permission, Permissions};

use super::row::Details;
use super::visibility::Audience;
use crate::db::{Row, Sql, args};
use crate::tags::{self, Kind};
use crate::tallies::Tally;
use crate::{Errand, Error, PersonId, PseudId, Result, SeriesId, TagId, Tx, Viewer, WorkId};
use crate::{accounts, people};

/// By what a person is known to the finder.
pub(crate) const fn person(id: PersonId) -> finder::AuthorId {
    finder::AuthorId(id.number() as u64)
}

/// By what a name of a person is known to the finder: beside the numbers of persons, because both are drawn from one range.
pub(crate) const fn pseud(id: PseudId) -> finder::AuthorId {
    finder::AuthorId(id.number() as u64 | 1 << 41)
}

/// By what a language is known to the finder: 44 bits of a sum over its code.
pub(crate) fn language(code: &str) -> finder::LanguageId {
    let step = |sum: u64, byte: u8| (sum ^ u64::from(byte.to_ascii_lowercase())).wrapping_mul(0x0100_0000_01B3);
    let sum = code.bytes().fold(0xCBF2_9CE4_8422_2325, step);
    finder::LanguageId((sum ^ sum >> 44) & ((1 << 44) - 1))
}

/// Those of these works that lists show somebody.
pub(crate) fn facts(viewer: &Viewer, tx: &Tx<'_>, ids: &[WorkId]) -> Result<Vec<finder::Work>> {
    for_the_index(viewer)?;
    let mut sql = select();
    sql.push("w.id in ").bind_list(ids.iter().copied());
    dress(tx, sql.all(tx, read)?)
}

/// The next works by number that lists show somebody.
pub(crate) fn facts_after(viewer: &Viewer, tx: &Tx<'_>, after: WorkId, limit: u32) -> Result<Vec<finder::Work>> {
    for_the_index(viewer)?;
    let mut sql = select();
    sql.push("w.id > ").bind(after).push(" order by w.id limit ").bind(i64::from(limit));
    dress(tx, sql.all(tx, read)?)
}

/// What is counted of those of these works that lists show somebody.
pub(crate) fn counts(viewer: &Viewer, tx: &Tx<'_>, ids: &[WorkId]) -> Result<Vec<(finder::WorkId, finder::Counts)>> {
    for_the_index(viewer)?;
    let mut sql = Sql::new(
        "select w.id, w.words, w.posted_chapters, coalesce(t.kudos, 0), coalesce(t.comments, 0),
         coalesce(t.bookmarks, 0), coalesce(t.hits, 0)
         from works w left join tallies t on t.work_id = w.id where w.audience <= ",
    );
    sql.bind(Audience::Members.reach()).push(" and w.id in ").bind_list(ids.iter().copied());
    sql.all(tx, |row| {
        let counts = counted(row.get(1)?, row.get(2)?, Tally::read(row, 3)?);
        Ok((finder::WorkId(row.get::<i64>(0)? as u64), counts))
    })
}

fn counted(words: i64, chapters: i64, tally: Tally) -> finder::Counts {
    let Tally { kudos, comments, bookmarks, hits } = tally;
    finder::Counts { words: words as u64, chapters: chapters as u64, kudos, comments, bookmarks, hits }
}

/// The works of a person, whoever sees them.
pub(crate) fn of_person(viewer: &Viewer, tx: &Tx<'_>, person: PersonId) -> Result<Vec<WorkId>> {
    for_the_index(viewer)?;
    let text = "select distinct work_id from creatorships where person_id = $1 and audience <= $2";
    tx.all(text, args![person, Audience::Members.reach()], |row| row.get(0))
}

pub(super) fn for_the_index(viewer: &Viewer) -> Result<()> {
    if matches!(viewer, Viewer::Custodian(Errand::Index)) { Ok(()) } else { Err(Error::NotFound) }
}

pub(super) fn for_the_clock(viewer: &Viewer) -> Result<()> {
    if matches!(viewer, Viewer::Custodian(Errand::Clock)) { Ok(()) } else { Err(Error::NotFound) }
}

fn select() -> Sql<'static> {
    let mut sql = Sql::new(
        "select w.id, w.audience, w.anonymous, w.language, w.words, w.posted_chapters, w.expected_chapters, w.published_at,
         w.revised_at, w.sort_title, coalesce(t.kudos, 0), coalesce(t.comments, 0), coalesce(t.bookmarks, 0),
         coalesce(t.hits, 0), w.details from works w left join tallies t on t.work_id = w.id where w.audience <= ",
    );
    sql.bind(Audience::Members.reach()).push(" and ");
    sql
}

/// A work as its own row says, what it permits, and whether it is anonymous.
type Bare = (finder::Work, Permissions, bool);

/// A work without what stands in other tables.
fn read(row: &Row<'_>) -> Result<Bare> {
    let (chapters, expected): (i64, Option<i64>) = (row.get(5)?, row.get(6)?);
    let audience = if row.get::<i64>(1)? == Audience::Everyone.reach() {
        finder::Audience::Everyone
    } else {
        finder::Audience::Members
    };
    let counts = counted(row.get(4)?, chapters, Tally::read(row, 10)?);
    let is_anonymous = row.get(2)?;
    let work = finder::Work {
        id: finder::WorkId(row.get::<i64>(0)? as u64),
        audience,
        names: if is_anonymous { finder::Audience::Nobody } else { audience },
        language: language(&row.get::<String>(3)?),
        counts,
        complete: expected == Some(chapters),
        single: expected == Some(1),
        posted: row.get(7)?,
        updated: row.get(8)?,
        title: row.get(9)?,
        ..finder::Work::default()
    };
    // What cannot be read permits nothing.
    let details: Details = serde_json::from_str(&row.get::<String>(14)?).unwrap_or_default();
    Ok((work, details.permissions, is_anonymous))
}

fn dress(tx: &Tx<'_>, read: Vec<Bare>) -> Result<Vec<finder::Work>> {
    let all: Vec<WorkId> = read.iter().map(|(work, ..)| WorkId::new(work.id.0 as i64)).collect();
    let named = read.iter().filter(|(_, _, is_anonymous)| !is_anonymous);
    let named: Vec<WorkId> = named.map(|(work, ..)| WorkId::new(work.id.0 as i64)).collect();
    let (mut tags, mut authors) = (entered(tx, &all)?, authors(tx, &named)?);
    let (mut series, mut bylines) = (series(tx, &named)?, bylines(tx, &named)?);
    let mut collections = collections(tx, &all)?;
    let mut usual = gathered(accounts::permissions_of(tx, &named)?);
    let dressed = read.into_iter().map(|(work, permissions, is_anonymous)| {
        let id = work.id;
        let byline = if is_anonymous { people::Byline::Anonymous.to_string() } else { String::new() };
        finder::Work {
            tags: tags.remove(&id).unwrap_or_default(),
            authors: authors.remove(&id).unwrap_or_default(),
            series: series.remove(&id).unwrap_or_default(),
            collections: collections.remove(&id).unwrap_or_default(),
            byline: tags::key(&bylines.remove(&id).unwrap_or(byline)),
            permissions: permitted(&permissions, &usual.remove(&id).unwrap_or_default()),
            ..work
        }
    });
    Ok(dressed.collect())
}

type OfWorks<T> = HashMap<finder::WorkId, Vec<T>>;

fn gathered<T>(rows: Vec<(WorkId, T)>) -> OfWorks<T> {
    let mut gathered: OfWorks<T> = HashMap::new();
    for (work, item) in rows {
        gathered.entry(finder::WorkId(work.number() as u64)).or_default().push(item);
    }
    gathered
}

fn entered(tx: &Tx<'_>, works: &[WorkId]) -> Result<OfWorks<finder::Entered>> {
    let mut sql = Sql::new(
        "select c.work_id, c.tag_id, t.kind, c.is_side from work_tags c join tags t on t.id = c.tag_id where c.work_id in ",
    );
    sql.bind_list(works.iter().copied()).push(" order by c.work_id, c.position");
    let rows = sql.all(tx, |row| {
        let role = if row.get(3)? { finder::Role::Side } else { finder::Role::Plain };
        let tag = finder::TagId(row.get::<TagId>(1)?.number() as u64);
        Ok((row.get(0)?, finder::Entered { tag, kind: row.get::<Kind>(2)?.for_finder(), role }))
    });
    let mut entered = rows.map(gathered)?;
    for tags in entered.values_mut() {
        tell_main(tags);
    }
    Ok(entered)
}

/// What a work is about: where its author mentions something of a kind in passing, the rest of that kind; where nothing is
/// said, the first.
fn tell_main(tags: &mut [finder::Entered]) {
    for kind in finder::Kind::ALL {
        let says_more = tags.iter().any(|entered| entered.kind == kind && entered.role == finder::Role::Side);
        let of_kind = tags.iter_mut().filter(|entered| entered.kind == kind && entered.role != finder::Role::Side);
        of_kind.take(if says_more { usize::MAX } else { 1 }).for_each(|entered| entered.role = finder::Role::Main);
    }
}

/// The bits of what is permitted: by the work, or where it does not say by all who made it.
fn permitted(own: &Permissions, usual: &[Permissions]) -> u8 {
    let usual = usual.iter().map(|one| answered(one, Permission::Yes)).reduce(|one, other| one & other);
    answered(own, Permission::Yes) | answered(own, Permission::Unsaid) & usual.unwrap_or(0)
}

/// A bit for each wish that has this answer, the first wish in the lowest.
fn answered(permissions: &Permissions, answer: Permission) -> u8 {
    let Permissions { bind, podfic, translate, remix, keep, ai } = permissions;
    let all = [bind, podfic, translate, remix, keep, ai].into_iter().enumerate();
    all.filter(|(_, given)| **given == answer).map(|(place, _)| 1 << place).sum()
}

fn authors(tx: &Tx<'_>, works: &[WorkId]) -> Result<OfWorks<finder::AuthorId>> {
    let mut sql = Sql::new("select work_id, person_id, pseud_id from creatorships where work_id in ");
    sql.bind_list(works.iter().copied()).push(" order by work_id, position");
    let rows = sql.all(tx, |row| Ok((row.get(0)?, [person(row.get(1)?), pseud(row.get(2)?)])))?;
    let mut authors: OfWorks<finder::AuthorId> = HashMap::new();
    for (work, both) in gathered(rows) {
        let mut known: Vec<finder::AuthorId> = both.concat();
        known.sort_unstable();
        known.dedup();
        authors.insert(work, known);
    }
    Ok(authors)
}

fn series(tx: &Tx<'_>, works: &[WorkId]) -> Result<OfWorks<finder::SeriesId>> {
    let mut sql = Sql::new("select work_id, series_id from series_places where work_id in ");
    sql.bind_list(works.iter().copied());
    let rows = sql.all(tx, |row| Ok((row.get(0)?, finder::SeriesId(row.get::<SeriesId>(1)?.number() as u64))));
    rows.map(gathered)
}

fn collections(tx: &Tx<'_>, works: &[WorkId]) -> Result<OfWorks<finder::CollectionId>> {
    let rows = crate::collections::searched(tx, works)?.into_iter();
    Ok(gathered(rows.map(|(work, id)| (work, finder::CollectionId(id.number() as u64))).collect()))
}

pub(super) fn bylines(tx: &Tx<'_>, works: &[WorkId]) -> Result<HashMap<finder::WorkId, String>> {
    let rows = people::bylines_of(tx, works)?.into_iter().map(|(work, byline)| (work, byline.to_string()));
    Ok(gathered(rows.collect()).into_iter().map(|(work, names)| (work, names.join(", "))).collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_work_permits_what_it_says_and_otherwise_what_all_who_made_it_say() {
        let yes = |bind, podfic| Permissions { bind, podfic, ..Permissions::default() };
        let (go, no, unsaid) = (Permission::Yes, Permission::No, Permission::Unsaid);
        assert_eq!(permitted(&yes(go, unsaid), &[]), 0b01);
        assert_eq!(permitted(&yes(no, unsaid), &[yes(go, go)]), 0b10, "the work goes before its author");
        assert_eq!(permitted(&yes(unsaid, unsaid), &[yes(go, go), yes(go, Permission::Ask)]), 0b01);
    }

    #[test]
    fn numbers_for_the_finder_have_the_bits_it_keeps() {
        assert_eq!(language("de"), language("DE"));
        let codes = ["de", "en", "zh-Hans", "zh-Hant", "pt-BR", "pt-PT", ""];
        let known: std::collections::HashSet<_> = codes.iter().map(|code| language(code).0).collect();
        assert_eq!(known.len(), codes.len());
        assert!(known.iter().all(|number| *number < 1 << 44));
        assert_ne!(person(PersonId::new(7)), pseud(PseudId::new(7)));
    }
}
