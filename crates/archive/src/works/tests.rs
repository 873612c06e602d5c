//! The gate's inner proofs, which need what is private to this folder: the twin test and the printed matrix.

use std::fmt::Write as _;
use std::path::Path;

use testkit::story;

use super::visibility::{Action, Sight, Standing, listed, listed_sql, may, sight, sight_sql};
use super::write::settle;
use super::{Creators, NewWork, State, chapter, chapters, hide, index, manuscript, post, show};
use crate::db::{Sql, args, tests::archives};
use crate::{Archive, Errand, Error, PersonId, PseudId, Viewer, WorkId, people};

/// What stands in a cell of the matrix.
type Cell = fn(&Viewer, Standing) -> &'static str;

/// A person and their pseud.
type Member = (PersonId, PseudId);

/// Every combination of the facts about a work.
fn facts() -> impl Iterator<Item = (bool, bool, bool)> {
    (0..8).map(|bits| (bits & 1 != 0, bits & 2 != 0, bits & 4 != 0))
}

/// One work by `creator` for every combination of facts, made by the real writers.
fn works_of(archive: &Archive, creator: Member, kim: PersonId) -> Vec<(WorkId, Standing)> {
    let make = |(posted, restricted, hidden): (bool, bool, bool)| {
        let state = if posted { State::Posted } else { State::Draft };
        let creators = Creators::Pseuds(vec![creator.1]);
        let work = NewWork { manuscript: story("twin", 1), creators, state, restricted }.pack().unwrap();
        let id = archive.write(move |tx| {
            let id = post(&Viewer::Member(creator.0), tx, &work)?;
            if hidden {
                hide(&Viewer::Moderator(kim), tx, id, "twin")?;
            }
            Ok(id)
        });
        (id.wait().unwrap(), Standing { posted, restricted, hidden, is_creator: false })
    };
    facts().map(make).collect()
}

/// The ids that a condition lets through.
fn ids(archive: &Archive, viewer: Viewer, condition: fn(&mut Sql<'_>, &Viewer)) -> Vec<WorkId> {
    let answer = archive.read(move |tx| {
        let mut sql = Sql::new("select w.id from works w where ");
        condition(&mut sql, &viewer);
        sql.all(tx, |row| row.get(0))
    });
    answer.wait().unwrap()
}

#[test]
fn the_rule_in_rust_and_the_rule_in_sql_are_twins() {
    for (archive, _database) in archives() {
        let join = |name: &'static str| archive.write(move |tx| people::join(tx, name)).wait().unwrap();
        let (ana, wren, kim) = (join("ana"), join("wren"), join("kim"));
        let works: Vec<_> = [ana, wren]
            .into_iter()
            .flat_map(|creator| {
                works_of(&archive, creator, kim.0).into_iter().map(move |(id, standing)| (id, creator.0, standing))
            })
            .collect();
        assert_eq!(works.len(), 16);
        let custodians = Errand::ALL.iter().map(|errand| Viewer::Custodian(*errand));
        let people = [Viewer::Guest, Viewer::Member(ana.0), Viewer::Member(wren.0), Viewer::Member(kim.0)];
        for viewer in people.into_iter().chain([Viewer::Moderator(kim.0)]).chain(custodians) {
            let (open, shown) = (ids(&archive, viewer, sight_sql), ids(&archive, viewer, listed_sql));
            for (id, creator, standing) in &works {
                let standing = Standing { is_creator: viewer.person() == Some(*creator), ..*standing };
                assert_eq!(open.contains(id), sight(&viewer, standing) == Sight::Full, "{viewer:?} {standing:?}");
                assert_eq!(shown.contains(id), listed(&viewer, standing), "listed: {viewer:?} {standing:?}");
                assert!(!shown.contains(id) || open.contains(id), "what is listed can be opened");
            }
        }
    }
}

#[test]
fn the_copies_of_the_audience_follow_the_work() {
    for (archive, _database) in archives() {
        let join = |name: &'static str| archive.write(move |tx| people::join(tx, name)).wait().unwrap();
        let (ana, kim) = (join("ana"), join("kim"));
        works_of(&archive, ana, kim.0);
        let stray = archive.read(|tx| {
            Ok((
                tx.count(
                    "select count(*) from work_tags c join works w on w.id = c.work_id
                     where c.audience <> w.audience or c.revised_at <> w.revised_at",
                    &[],
                )?,
                tx.count(
                    "select count(*) from creatorships c join works w on w.id = c.work_id
                     where c.audience <> w.audience or c.revised_at <> w.revised_at",
                    &[],
                )?,
            ))
        });
        assert_eq!(stray.wait().unwrap(), (0, 0));
    }
}

#[test]
fn a_new_work_is_stored_with_what_settling_it_would_work_out() {
    for (archive, _database) in archives() {
        let join = |name: &'static str| archive.write(move |tx| people::join(tx, name)).wait().unwrap();
        let ana = join("ana");
        for (state, restricted) in [(State::Posted, false), (State::Posted, true), (State::Draft, false)] {
            let creators = Creators::Pseuds(vec![ana.1]);
            let work = NewWork { manuscript: story("New", 3), creators, state, restricted }.pack().unwrap();
            let (before, after) = archive
                .write(move |tx| {
                    let id = post(&Viewer::Member(ana.0), tx, &work)?;
                    let before = derived(tx, id)?;
                    settle(tx, id)?;
                    Ok((before, derived(tx, id)?))
                })
                .wait()
                .unwrap();
            assert_eq!(before, after);
            assert!(before[0] > 0 && before[1] > 0);
        }
    }
}

/// What is worked out of a work: its counts, dates and audience, and their copies.
fn derived(tx: &crate::Tx<'_>, id: WorkId) -> crate::Result<Vec<i64>> {
    let derived = tx.first(
        "select w.words, w.revised_at, w.chapters, w.posted_chapters, w.audience,
           (select min(c.audience) from work_tags c where c.work_id = w.id),
           (select min(c.revised_at) from work_tags c where c.work_id = w.id),
           (select min(c.audience) from creatorships c where c.work_id = w.id),
           (select min(c.revised_at) from creatorships c where c.work_id = w.id) from works w where w.id = $1",
        args![id],
        |row| (0..9).map(|at| row.get(at)).collect(),
    );
    derived.map(Option::unwrap)
}

#[test]
fn a_draft_chapter_of_a_posted_work_is_there_only_for_creators_and_moderators() {
    for (archive, _database) in archives() {
        let join = |name: &'static str| archive.write(move |tx| people::join(tx, name)).wait().unwrap();
        let (ana, kim) = (join("ana"), join("kim"));
        let creators = Creators::Pseuds(vec![ana.1]);
        let work = NewWork { manuscript: story("Chaptered", 3), creators, state: State::Posted, restricted: false };
        let work = work.pack().unwrap();
        let id = archive.write(move |tx| {
            let id = post(&Viewer::Member(ana.0), tx, &work)?;
            tx.run("update chapters set posted = false where work_id = $1 and position = 2", args![id])?;
            settle(tx, id).map(|()| id)
        });
        let id = id.wait().unwrap();
        let seen = |viewer: Viewer| {
            let answer = archive.read(move |tx| {
                let work = show(&viewer, tx, id)?;
                let index = index(&work, tx)?;
                let reads = index.iter().filter(|entry| chapter(&work, tx, entry.id).is_ok()).count();
                let titles = index.into_iter().map(|entry| entry.title).collect::<Vec<_>>();
                Ok((titles, reads, chapters(&work, tx)?.len(), manuscript(&viewer, tx, id)?.chapters.len()))
            });
            answer.wait().unwrap()
        };
        let titles = |list: &[&str]| list.iter().map(|title| format!("Part the {title}")).collect::<Vec<_>>();
        assert_eq!(seen(Viewer::Guest), (titles(&["1", "3"]), 2, 2, 2), "CHAP-3");
        assert_eq!(seen(Viewer::Member(ana.0)), (titles(&["1", "2", "3"]), 3, 3, 2), "DL-4: not in downloads");
        assert_eq!(seen(Viewer::Moderator(kim.0)).0.len(), 3);
        let card = archive.read(move |tx| show(&Viewer::Guest, tx, id)).wait().unwrap().card;
        assert_eq!((card.chapters, card.expected_chapters, card.is_complete()), (2, Some(3), false));
    }
}

#[test]
fn the_visibility_matrix_is_the_one_in_the_documents() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../docs/visibility.md");
    let printed = matrix();
    if testkit::blessing() {
        std::fs::write(&path, &printed).unwrap();
    }
    let kept = std::fs::read_to_string(&path).unwrap_or_default();
    assert_eq!(kept, printed, "who sees what has changed: if that is meant, run the test with FOOLSCAP_BLESS=1");
}

const HEAD: &str = "# Who sees a work

Printed by the test `the_visibility_matrix_is_the_one_in_the_documents` from the rule itself
(`crates/archive/src/works/visibility.rs`); do not edit. After a change that is meant, run it with `FOOLSCAP_BLESS=1`.

*By its address* a work answers **all** of it, **log in** (without title or author), or **nothing**: the same answer as
for a work that does not exist. *Lists* are lists, counts, feeds and everything else derived; drafts and hidden works are
in nobody's, but creators and moderators find them among the drafts. *Deeds*: a creator **changes** (revises, posts,
restricts, deletes), a moderator **hides** and shows again.
The creator's column is a member who made the work; the custodian is the archive itself on an errand, of which only the
import may change works. The errands are: ";

fn matrix() -> String {
    let errands: Vec<String> = Errand::ALL.iter().map(|errand| format!("{errand:?}")).collect();
    let mut page = format!("{HEAD}{}.\n", errands.join(", "));
    let person = PersonId::new(1);
    let viewers = [
        (Viewer::Guest, false),
        (Viewer::Member(person), false),
        (Viewer::Member(person), true),
        (Viewer::Moderator(person), false),
        (Viewer::Custodian(Errand::Index), false),
    ];
    page.push_str("\n| work | | guest | member | creator | moderator | custodian |\n|---|---|---|---|---|---|---|\n");
    for (posted, restricted, hidden) in facts() {
        let state = name(posted, restricted, hidden);
        for (what, cell) in [("by its address", address as Cell), ("in lists", lists), ("deeds", deeds)] {
            write!(page, "| {} | {what} |", if what == "by its address" { &state } else { "" }).unwrap();
            for (viewer, is_creator) in &viewers {
                let standing = Standing { posted, restricted, hidden, is_creator: *is_creator };
                write!(page, " {} |", cell(viewer, standing)).unwrap();
            }
            page.push('\n');
        }
    }
    page
}

fn name(posted: bool, restricted: bool, hidden: bool) -> String {
    let mut name = if posted { "posted" } else { "draft" }.to_owned();
    name.push_str(if restricted { ", restricted" } else { "" });
    name.push_str(if hidden { ", hidden" } else { "" });
    name
}

fn address(viewer: &Viewer, standing: Standing) -> &'static str {
    match sight(viewer, standing) {
        Sight::Nothing => "nothing",
        Sight::LogIn => "log in",
        Sight::Full => "**all**",
    }
}

fn lists(viewer: &Viewer, standing: Standing) -> &'static str {
    if listed(viewer, standing) { "yes" } else { "no" }
}

fn deeds(viewer: &Viewer, standing: Standing) -> &'static str {
    let allowed =
        |action| !matches!(may(viewer, action, standing), Err(Error::Forbidden(_) | Error::NotFound | Error::LogIn));
    match (allowed(Action::Change), allowed(Action::Hide)) {
        (true, true) => "change, hide",
        (true, false) => "change",
        (false, true) => "hide",
        (false, false) => "–",
    }
}
