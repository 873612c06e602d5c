//! The gate's inner proof: the rule as it is written and as SQL, over everything a bookmark can be and everybody who looks.

use testkit::story;

use super::read::SeenBookmark;
use super::visibility::{Standing, listed, listed_sql, sight, sight_sql};
use super::write::{NewBookmark, On, keep};
use super::{Of, by, show};
use crate::db::{Sql, args, tests::archives};
use crate::works::{self, Access, Creators, Epitaph, NewWork, State};
use crate::{Archive, BookmarkId, PersonId, PseudId, Result, SeriesId, Tx, Viewer, WorkId, people};

/// Bookmarks that everybody here may look at: whose, whether private and hidden, and of what.
struct Made {
    id: BookmarkId,
    by: PersonId,
    is_private: bool,
    is_hidden: bool,
    on: On,
}

fn put(tx: &Tx<'_>, ana: (PersonId, PseudId), state: &str) -> Result<WorkId> {
    let viewer = Viewer::Member(ana.0);
    let place = manuscript::SeriesPlace { title: format!("Series {state}"), part: None, url: None };
    let manuscript = manuscript::Manuscript { series: vec![place], ..story(state, 1) };
    let work =
        NewWork { manuscript, creators: Creators::Pseuds(vec![ana.1]), state: State::Posted, access: Access::Everyone };
    let id = works::post(&viewer, tx, &work.pack()?)?;
    match state {
        "restricted" => works::share(&viewer, tx, id, Access::Members)?,
        "anonymous" => works::set_anonymous(&viewer, tx, id, true)?,
        _ => {}
    }
    Ok(id)
}

/// Two bookmarks of bo's.
pub(super) fn kept(archive: &Archive) -> [BookmarkId; 2] {
    let deed = |tx: &Tx<'_>| {
        let (ana, bo) = (people::join(tx, "ana")?, people::join(tx, "bo_reads")?);
        let one = |state| keep(&Viewer::Member(bo.0), tx, &On::Work(put(tx, ana, state)?), &NewBookmark::default());
        Ok([one("open")?, one("restricted")?])
    };
    archive.write(deed).wait().unwrap()
}

/// What becomes of a work after it was bookmarked.
fn turn(tx: &Tx<'_>, ana: PersonId, kim: PersonId, (state, id): (&str, WorkId)) -> Result<()> {
    let viewer = Viewer::Member(ana);
    match state {
        "hidden" => works::hide(&Viewer::Moderator(kim), tx, id, "twin"),
        "unrevealed" => works::set_unrevealed(&viewer, tx, id, true),
        "named" => works::share(&viewer, tx, id, Access::Named),
        "binned" => works::discard(&viewer, tx, id, &Epitaph::default()),
        "stone" => works::discard(&viewer, tx, id, &Epitaph { shows_title: true, reason: String::new() }),
        "gone" => works::delete(&viewer, tx, id),
        _ => Ok(()),
    }
}

const STATES: [&str; 9] =
    ["open", "restricted", "anonymous", "hidden", "unrevealed", "named", "binned", "stone", "gone"];

/// Every combination: three people's bookmarks, private or not, hidden or not, of works and series in every state.
fn make(archive: &Archive, [ana, bo, cy, kim]: [(PersonId, PseudId); 4]) -> Vec<Made> {
    let deed = move |tx: &Tx<'_>| {
        let mut made = Vec::new();
        for state in STATES {
            let work = put(tx, ana, state)?;
            let series: SeriesId = tx
                .value("select series_id from series_places where work_id = $1", args![work])?
                .expect("it is in a series");
            for (by, bits) in [(ana, [0, 0]), (bo, [0, 1]), (cy, [3, 2])] {
                for (on, bits) in [On::Work(work), On::Series(series)].into_iter().zip(bits) {
                    // A series would tell who made an anonymous work, so there is none for others.
                    if state == "anonymous" && by != ana && matches!(on, On::Series(_)) {
                        continue;
                    }
                    let (is_private, is_hidden) = (bits & 1 != 0, bits & 2 != 0);
                    let new = NewBookmark { is_private, ..NewBookmark::default() };
                    let id = keep(&Viewer::Member(by.0), tx, &on, &new)?;
                    tx.run("update bookmarks set hidden = $2 where id = $1", args![id, is_hidden])?;
                    made.push(Made { id, by: by.0, is_private, is_hidden, on });
                }
            }
            turn(tx, ana.0, kim.0, (state, work))?;
        }
        Ok(made)
    };
    archive.write(deed).wait().unwrap()
}

/// Whether somebody sees what is bookmarked, by the gate of the works.
fn sees(archive: &Archive, viewer: Viewer, on: &On) -> bool {
    let on = on.clone();
    let seen = archive.read(move |tx| match &on {
        On::Work(id) => Ok(works::cards(&viewer, tx, &[*id])?.iter().any(|card| !card.is_deleted)),
        On::Series(id) => Ok(crate::series::show(&viewer, tx, *id, 1).is_ok()),
        On::Elsewhere(_) => Ok(true),
    });
    seen.wait().unwrap()
}

fn ids(archive: &Archive, viewer: Viewer, condition: fn(&mut Sql<'_>, &Viewer, i64)) -> Vec<BookmarkId> {
    let found = archive.read(move |tx| {
        let mut sql = Sql::new("select b.id from bookmarks b where ");
        condition(&mut sql, &viewer, tx.now());
        sql.all(tx, |row| row.get(0))
    });
    found.wait().unwrap()
}

#[test]
fn the_rule_for_bookmarks_in_rust_and_in_sql_are_twins() {
    for (archive, _database) in archives() {
        let join = |name: &'static str| archive.write(move |tx| people::join(tx, name)).wait().unwrap();
        let all = [join("ana"), join("bo_reads"), join("cy_muted"), join("kim")];
        let [ana, bo, cy, kim] = all;
        let made = make(&archive, all);
        let viewers = [
            Viewer::Guest,
            Viewer::Member(ana.0),
            Viewer::Member(bo.0),
            Viewer::Member(cy.0),
            Viewer::Member(kim.0),
            Viewer::Moderator(kim.0),
        ];
        for viewer in viewers {
            let seen = ids(&archive, viewer, sight_sql);
            let in_lists = ids(&archive, viewer, |sql, viewer, _| listed_sql(sql, viewer));
            for one in &made {
                let is_target_seen = sees(&archive, viewer, &one.on);
                let is_own = viewer.person() == Some(one.by);
                let (is_private, is_hidden) = (one.is_private, one.is_hidden);
                let keeps_order = works::sees_all(&viewer);
                let standing = Standing { is_own, is_private, is_hidden, is_target_seen, keeps_order };
                let told = format!("{viewer:?} {standing:?} {:?}", one.on);
                assert_eq!(seen.contains(&one.id), sight(standing), "{told}");
                let id = one.id;
                let shown = archive.read(move |tx| show(&viewer, tx, id)).wait().is_ok();
                assert_eq!(shown, sight(standing), "{told}");
                // Lists show nobody more than everybody of their kind sees.
                let kind = if viewer.person().is_some() { Viewer::Member(kim.0) } else { Viewer::Guest };
                let standing = Standing { is_target_seen: sees(&archive, kind, &one.on), ..standing };
                assert_eq!(in_lists.contains(&one.id), listed(standing), "{told}");
            }
            pages_hold_what_is_seen(&archive, viewer, (&all, &seen, &made));
        }
    }
}

/// The pages of every person hold what their viewer sees, and their totals count nothing else.
fn pages_hold_what_is_seen(
    archive: &Archive,
    viewer: Viewer,
    (all, seen, made): (&[(PersonId, PseudId); 4], &[BookmarkId], &[Made]),
) {
    for (person, _) in all {
        let person = *person;
        let page = archive.read(move |tx| by(&viewer, tx, Of::Person(person), 1)).wait().unwrap();
        let theirs = made.iter().filter(|one| one.by == person && seen.contains(&one.id)).count() as u64;
        assert_eq!(page.total, theirs, "{viewer:?}");
        assert_eq!(page.items.len() as u64, theirs.min(works::PAGE));
        assert!(page.items.iter().all(|bookmark: &SeenBookmark| bookmark.is_own || !bookmark.is_private));
    }
}
