//! The gate's inner proofs, which need what is private to this folder: the twin test and the printed matrix.

use std::fmt::Write as _;
use std::path::Path;
use std::sync::Arc;

use testkit::story;

use super::bin::Epitaph;
use super::read::Asked;
use super::standing::{Access, Deleted, Standing, Tie};
use super::visibility::{Action, Sight, Told, byline, listed, listed_by_name, listed_sql, may, sight, sight_sql};
use super::write::settle;
use super::{
    AtAddress, Creators, NewWork, State, at_address, cards, chapter, chapters, discard, hide, index, manuscript, post,
    set_anonymous, set_unrevealed, share, share_by_link, share_with, show,
};
use crate::collections::{self, NewCollection};
use crate::db::{Sql, args, tests::archives};
use crate::people::Byline;
use crate::{Archive, Errand, Error, PersonId, PseudId, Secret, Tx, Viewer, WorkId, people};

/// What stands in a cell of the matrix.
type Cell = fn(&Viewer, Standing) -> &'static str;

/// A person and their pseud.
type Member = (PersonId, PseudId);

/// The people of the twin test: ana made all works, bo is named as a reader of all that are for named people, wren is
/// asked to be named as a creator of all, cy has nothing to do with them, kim moderates, dora keeps a collection that holds
/// all of them.
struct People {
    ana: Member,
    bo: Member,
    cy: Member,
    kim: Member,
    wren: Member,
    dora: Member,
}

impl People {
    fn join(archive: &Archive) -> Self {
        let join = |name: &'static str| archive.write(move |tx| people::join(tx, name)).wait().unwrap();
        Self {
            ana: join("ana"),
            bo: join("bo_reads"),
            cy: join("cy_muted"),
            kim: join("kim"),
            wren: join("wren"),
            dora: join("dora"),
        }
    }

    /// A work as a stranger finds it, as this viewer's own facts make it.
    fn seen_by(&self, viewer: &Viewer, stranger: Standing, has_key: bool) -> Standing {
        let is = |member: Member| viewer.person() == Some(member.0);
        let tie = Tie {
            is_creator: is(self.ana),
            is_invited: is(self.wren) && stranger.deleted == Deleted::No,
            is_named: is(self.bo) && stranger.access == Access::Named,
            has_key: has_key && stranger.access == Access::Link,
            keeps: is(self.dora),
        };
        Standing { tie, ..stranger }
    }

    fn viewers(&self) -> Vec<Viewer> {
        let members =
            [self.ana, self.bo, self.cy, self.wren, self.kim, self.dora].map(|member| Viewer::Member(member.0));
        let custodians = Errand::ALL.iter().map(|errand| Viewer::Custodian(*errand));
        [Viewer::Guest, Viewer::Moderator(self.kim.0)].into_iter().chain(members).chain(custodians).collect()
    }
}

/// Every combination of the facts about a work, as a stranger finds it.
fn facts() -> Vec<Standing> {
    let mut facts = Vec::new();
    for (access, deleted) in Access::ALL.iter().flat_map(|access| Deleted::ALL.iter().map(move |way| (*access, *way))) {
        for bits in 0..16 {
            let standing = Standing::new(bits & 1 != 0, access);
            let (hidden, unrevealed, anonymous) = (bits & 2 != 0, bits & 4 != 0, bits & 8 != 0);
            facts.push(Standing { hidden, unrevealed, anonymous, deleted, ..standing });
        }
    }
    facts
}

const KEY: &str = "cap-and-bells";

/// A work by ana to which these things have been done, by the real writers.
fn make(tx: &Tx<'_>, people: &People, work: &super::PackedWork, standing: Standing) -> crate::Result<WorkId> {
    let ana = Viewer::Member(people.ana.0);
    let id = post(&ana, tx, work)?;
    match standing.access {
        Access::Named => share_with(&ana, tx, id, &[people.bo.0])?,
        Access::Link => share_by_link(&ana, tx, id, &Secret::shown(KEY))?,
        wide => share(&ana, tx, id, wide)?,
    }
    set_unrevealed(&ana, tx, id, standing.unrevealed)?;
    set_anonymous(&ana, tx, id, standing.anonymous)?;
    tx.run(
        "insert into invitations (work_id, person_id, pseud_id, by_id, at) values ($1, $2, $3, $4, 0)",
        args![id, people.wren.0, people.wren.1, people.ana.0],
    )?;
    tx.run(
        "insert into collection_items (id, collection_id, work_id, creator_side, keeper_side, unrevealed, anonymous, at)
         select $1, id, $2, 'yes', 'waits', false, false, 0 from collections",
        args![tx.fresh_id(), id],
    )?;
    match standing.deleted {
        Deleted::No => {}
        Deleted::Silently => discard(&ana, tx, id, &Epitaph::default())?,
        Deleted::Told => discard(&ana, tx, id, &Epitaph { shows_title: true, reason: "a test".to_owned() })?,
    }
    if standing.hidden {
        hide(&Viewer::Moderator(people.kim.0), tx, id, "twin")?;
    }
    Ok(id)
}

/// One work by ana for every combination of facts.
fn works_of(archive: &Archive, people: &Arc<People>) -> Vec<(WorkId, Standing)> {
    let pack = |posted| {
        let state = if posted { State::Posted } else { State::Draft };
        let creators = Creators::Pseuds(vec![people.ana.1]);
        NewWork { manuscript: story("twin", 1), creators, state, access: Access::Everyone }.pack().unwrap()
    };
    let (posted, draft, people) = (pack(true), pack(false), Arc::clone(people));
    let made = archive.write(move |tx| {
        let twins = NewCollection { name: "twins".to_owned(), title: "Twins".to_owned(), ..NewCollection::default() };
        collections::make(&Viewer::Member(people.dora.0), tx, &twins)?;
        let all = facts().into_iter();
        all.map(|standing| Ok((make(tx, &people, if standing.posted { &posted } else { &draft }, standing)?, standing)))
            .collect()
    });
    made.wait().unwrap()
}

/// The ids that a condition lets through.
fn ids(archive: &Archive, viewer: Viewer, condition: fn(&mut Sql<'_>, &Viewer, i64)) -> Vec<WorkId> {
    let answer = archive.read(move |tx| {
        let mut sql = Sql::new("select w.id from works w where ");
        condition(&mut sql, &viewer, tx.now());
        sql.all(tx, |row| row.get(0))
    });
    answer.wait().unwrap()
}

/// The works that lists under a name show.
fn ids_by_name(archive: &Archive, viewer: Viewer) -> Vec<WorkId> {
    let answer = archive.read(move |tx| {
        let mut sql = Sql::new("select work_id from creatorships where ");
        listed_sql(&mut sql, &viewer);
        sql.all(tx, |row| row.get(0))
    });
    answer.wait().unwrap()
}

#[test]
fn the_rule_in_rust_and_the_rule_in_sql_are_twins() {
    for (archive, _database) in archives() {
        let people = Arc::new(People::join(&archive));
        let works = works_of(&archive, &people);
        assert_eq!(works.len(), 192);
        for viewer in people.viewers() {
            let open = ids(&archive, viewer, sight_sql);
            let shown = ids(&archive, viewer, |sql, viewer, _| listed_sql(sql, viewer));
            let named = ids_by_name(&archive, viewer);
            for (id, standing) in &works {
                let standing = people.seen_by(&viewer, *standing, false);
                assert_eq!(open.contains(id), sight(&viewer, standing) == Sight::Full, "{viewer:?} {standing:?}");
                assert_eq!(shown.contains(id), listed(&viewer, standing), "listed: {viewer:?} {standing:?}");
                assert_eq!(named.contains(id), listed_by_name(&viewer, standing), "by name: {viewer:?} {standing:?}");
                assert!(!shown.contains(id) || open.contains(id), "what is listed can be opened");
            }
        }
    }
}

#[test]
fn no_tie_takes_anything_from_a_member_that_a_stranger_has() {
    let member = Viewer::Member(PersonId::new(7));
    for standing in facts() {
        for bits in 0..32 {
            let is = |bit: i32| bits & (1 << bit) != 0;
            let tie = Tie { is_creator: is(0), is_invited: is(1), is_named: is(2), has_key: is(3), keeps: is(4) };
            let tied = Standing { tie, ..standing };
            if sight(&member, standing) == Sight::Full {
                assert_eq!(sight(&member, tied), Sight::Full, "{tied:?}");
            }
            if byline(&member, standing) == Told::Named {
                assert_eq!(byline(&member, tied), Told::Named, "{tied:?}");
            }
        }
    }
}

#[test]
fn what_stands_at_an_address_and_who_is_named_there_follow_the_rule() {
    for (archive, _database) in archives() {
        let people = Arc::new(People::join(&archive));
        let works = works_of(&archive, &people);
        for (viewer, has_key) in people.viewers().into_iter().flat_map(|viewer| [(viewer, false), (viewer, true)]) {
            let (asked, key) = (works.clone(), if has_key { KEY } else { "guessed" });
            let answer = archive.read(move |tx| {
                let with = |id| Asked::with(id, Some(Secret::shown(key)));
                Ok(asked.iter().map(|(id, _)| at_address(&viewer, tx, with(*id))).collect::<Vec<_>>())
            });
            for ((_, stranger), found) in works.iter().zip(answer.wait().unwrap()) {
                let standing = people.seen_by(&viewer, *stranger, has_key);
                let (sight, context) = (sight(&viewer, standing), format!("{viewer:?} {has_key} {standing:?}"));
                match found {
                    Ok(AtAddress::Work(work)) => {
                        assert_eq!(sight, Sight::Full, "{context}");
                        assert_eq!(work.card.is_named(), byline(&viewer, standing) == Told::Named, "{context}");
                    }
                    Ok(AtAddress::Mystery) => assert_eq!(sight, Sight::Mystery, "{context}"),
                    Ok(AtAddress::Grave(stone)) => {
                        assert_eq!(sight, Sight::Grave, "{context}");
                        let is_named = stone.bylines != [Byline::Anonymous];
                        assert_eq!(is_named, byline(&viewer, standing) == Told::Named, "{context}");
                    }
                    Err(Error::NotFound) => assert_eq!(sight, Sight::Nothing, "{context}"),
                    Err(Error::LogIn) => assert_eq!(sight, Sight::LogIn, "{context}"),
                    Err(other) => panic!("{other} {context}"),
                }
            }
        }
    }
}

#[test]
fn cards_tell_no_names_of_anonymous_works() {
    for (archive, _database) in archives() {
        let people = Arc::new(People::join(&archive));
        let works = works_of(&archive, &people);
        for viewer in people.viewers() {
            let all: Vec<WorkId> = works.iter().map(|(id, _)| *id).collect();
            for card in archive.read(move |tx| cards(&viewer, tx, &all)).wait().unwrap() {
                let stranger = works.iter().find(|(id, _)| *id == card.id).unwrap().1;
                let standing = people.seen_by(&viewer, stranger, false);
                assert_eq!(card.is_named(), byline(&viewer, standing) == Told::Named, "{viewer:?} {standing:?}");
            }
        }
    }
}

#[test]
fn the_copies_of_the_audience_follow_the_work() {
    for (archive, _database) in archives() {
        works_of(&archive, &Arc::new(People::join(&archive)));
        let stray = archive.read(|tx| {
            Ok((
                tx.count(
                    "select count(*) from work_tags c join works w on w.id = c.work_id
                     where c.audience <> w.audience or c.revised_at <> w.revised_at",
                    &[],
                )?,
                tx.count(
                    "select count(*) from creatorships c join works w on w.id = c.work_id
                     where c.audience <> case when w.anonymous then 2 else w.audience end
                        or c.revised_at <> w.revised_at",
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
        for (state, access) in [
            (State::Posted, Access::Everyone),
            (State::Posted, Access::Members),
            (State::Posted, Access::Link),
            (State::Draft, Access::Everyone),
        ] {
            let creators = Creators::Pseuds(vec![ana.1]);
            let work = NewWork { manuscript: story("New", 3), creators, state, access }.pack().unwrap();
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
        let work =
            NewWork { manuscript: story("Chaptered", 3), creators, state: State::Posted, access: Access::Everyone };
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
    assert!(kept == printed, "who sees what has changed: if that is meant, run the test with FOOLSCAP_BLESS=1");
}

const HEAD: &str = "# Who sees a work

Printed by the test `the_visibility_matrix_is_the_one_in_the_documents` from the rule itself
(`crates/archive/src/works/visibility.rs`); do not edit. After a change that is meant, run it with `FOOLSCAP_BLESS=1`.

*By its address* a work answers **all** of it; a **mystery**, which is a page without a word of it; a **stone**, which
says what its author allowed to be said of a deleted work; **log in**, without title or author; or **nothing**: the same
answer as for a work that does not exist. *Lists* are lists, counts, feeds and everything else derived; *under a name* are
those of a person or a series. What is in no list is found by its creators, and by moderators, on the person's own page.
Who is told no **names** reads “Anonymous” there, in files and in the titles of pages.
*Deeds*: a creator **changes** (revises, posts, says who sees it), **deletes** (into the bin) and **restores**; a moderator
**hides** and shows again.

A *named* member is one whom the author has named as a reader, a *key* is the one of the work's secret link, an *invited*
member was asked to be named as a creator, a *keeper* keeps a collection in order into which its creators have put it and
which has not refused it; *creator* is a member who made it. The custodian is the archive itself on an
errand, of which only the import may change works. The errands are: ";

/// Who stands at the head of a column.
fn columns() -> [(&'static str, Viewer, Tie); 9] {
    let (none, person) = (Tie::default(), PersonId::new(1));
    let member = Viewer::Member(person);
    [
        ("guest", Viewer::Guest, none),
        ("guest with the key", Viewer::Guest, Tie { has_key: true, ..none }),
        ("member", member, none),
        ("named member", member, Tie { is_named: true, ..none }),
        ("invited member", member, Tie { is_invited: true, ..none }),
        ("keeper", member, Tie { keeps: true, ..none }),
        ("creator", member, Tie { is_creator: true, ..none }),
        ("moderator", Viewer::Moderator(person), none),
        ("custodian", Viewer::Custodian(Errand::Index), none),
    ]
}

fn matrix() -> String {
    let errands: Vec<String> = Errand::ALL.iter().map(|errand| format!("{errand:?}")).collect();
    let mut page = format!("{HEAD}{}.\n", errands.join(", "));
    let heads: Vec<&str> = columns().iter().map(|(head, ..)| *head).collect();
    let head = format!("\n| work | | {} |\n|---|---{}|", heads.join(" | "), "|---".repeat(heads.len()));
    let plain: Vec<Standing> =
        facts().into_iter().filter(|standing| name(*standing).matches(',').count() < 1).collect();
    let one: Vec<Standing> = facts().into_iter().filter(|standing| is_one_thing(*standing)).collect();
    for (title, states) in [("One thing at a time", [plain, one].concat()), ("Every combination", facts())] {
        writeln!(page, "\n## {title}\n{head}").unwrap();
        rows(&mut page, &states);
    }
    page
}

/// Whether a posted work differs from all others in one fact.
fn is_one_thing(standing: Standing) -> bool {
    standing.posted && name(standing).matches(',').count() == 1
}

fn rows(page: &mut String, states: &[Standing]) {
    for standing in states.iter().copied() {
        let state = name(standing);
        let rows = [
            (state.as_str(), "by its address", address as Cell),
            ("", "in lists", lists),
            ("", "names", names),
            ("", "deeds", deeds),
        ];
        for (state, what, cell) in rows {
            let cells = columns().map(|(_, viewer, tie)| cell(&viewer, Standing { tie, ..standing }));
            writeln!(page, "| {state} | {what} | {} |", cells.join(" | ")).unwrap();
        }
    }
}

fn name(standing: Standing) -> String {
    let access = match standing.access {
        Access::Everyone => "",
        Access::Members => ", for members",
        Access::Named => ", for named people",
        Access::Link => ", by link",
    };
    let deleted = match standing.deleted {
        Deleted::No => "",
        Deleted::Silently => ", deleted",
        Deleted::Told => ", deleted with a stone",
    };
    let posted = if standing.posted { "posted" } else { "draft" };
    let flag = |is: bool, word: &'static str| if is { word } else { "" };
    [
        posted,
        access,
        flag(standing.hidden, ", hidden"),
        flag(standing.unrevealed, ", unrevealed"),
        flag(standing.anonymous, ", anonymous"),
        deleted,
    ]
    .concat()
}

fn address(viewer: &Viewer, standing: Standing) -> &'static str {
    match sight(viewer, standing) {
        Sight::Nothing => "nothing",
        Sight::LogIn => "log in",
        Sight::Grave => "stone",
        Sight::Mystery => "mystery",
        Sight::Full => "**all**",
    }
}

fn lists(viewer: &Viewer, standing: Standing) -> &'static str {
    match (listed(viewer, standing), listed_by_name(viewer, standing)) {
        (true, true) => "yes",
        (true, false) => "not under a name",
        (false, _) => "no",
    }
}

fn names(viewer: &Viewer, standing: Standing) -> &'static str {
    match (sight(viewer, standing), byline(viewer, standing)) {
        (Sight::Nothing | Sight::LogIn | Sight::Mystery, _) => "–",
        (_, Told::Named) => "yes",
        (_, Told::Anonymous) => "no",
    }
}

fn deeds(viewer: &Viewer, standing: Standing) -> &'static str {
    let allowed = |action| may(viewer, action, standing).is_ok();
    let deeds = [Action::Change, Action::Discard, Action::Restore, Action::Hide].map(allowed);
    match deeds {
        [true, true, false, false] => "change, delete",
        [true, false, false, false] => "change",
        [false, false, true, false] => "restore",
        [false, false, false, true] => "hide",
        [false, false, false, false] => "–",
        odd => panic!("a combination of deeds without words: {odd:?}"),
    }
}
