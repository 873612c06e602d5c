//! The gate's inner proofs, which need what is private to this folder: the twin test and the printed matrix.

use std::collections::BTreeSet;
use std::fmt::Write as _;
use std::path::Path;

use testkit::story;

use super::Told;
use super::forum::forum;
use super::row::{COLUMNS, CommentRow};
use super::visibility::{Sight, Standing, State, sight, sight_anywhere_sql, sight_sql};
use crate::db::{Dialect, Sql, args, tests::archives};
use crate::works::{self, Access, Creators, NewWork};
use crate::{CommentId, Errand, PersonId, Result, Tx, Viewer, WorkId, people};

/// A comment of every kind by bo, with its state and whether it is hidden.
fn of_every_kind(tx: &Tx<'_>, work: WorkId, by: Option<PersonId>) -> Result<Vec<(CommentId, State, bool)>> {
    let mut made = Vec::new();
    for (state, hidden) in State::ALL.iter().flat_map(|state| [(*state, false), (*state, true)]) {
        let id = CommentId::new(tx.fresh_id());
        tx.run(
            "insert into comments (id, work_id, thread_id, depth, person_id, as_creator, at, state, frozen, hidden, body,
               cleaner) values ($1, $2, $1, 0, $3, false, 0, $4, false, $5, 'said', 0)",
            args![id, work, by, state, hidden],
        )?;
        made.push((id, state, hidden));
    }
    Ok(made)
}

#[test]
fn the_rule_of_comments_in_rust_and_the_one_in_sql_are_twins() {
    for (archive, _database) in archives() {
        let deed = |tx: &Tx<'_>| {
            let [ana, bo, cy, kim] = ["ana", "bo_reads", "cy_muted", "kim"].map(|name| people::join(tx, name).unwrap());
            let creators = Creators::Pseuds(vec![ana.1]);
            let new = NewWork {
                manuscript: story("twin", 1),
                creators,
                state: works::State::Posted,
                access: Access::Everyone,
            };
            let work = works::post(&Viewer::Member(ana.0), tx, &new.pack()?)?;
            let custodians = Errand::ALL.iter().map(|errand| Viewer::Custodian(*errand));
            let members = [ana, bo, cy].map(|member| Viewer::Member(member.0));
            let others = [Viewer::Guest, Viewer::Moderator(kim.0), Viewer::Suspended(bo.0), Viewer::Banned(bo.0)];
            let viewers: Vec<Viewer> = members.into_iter().chain(others).chain(custodians).collect();
            for by in [Some(bo.0), None] {
                let all = of_every_kind(tx, work, by)?;
                for viewer in &viewers {
                    let forum = forum(viewer, tx, &work.into())?;
                    let mut sql = Sql::new("select c.id from comments c where ");
                    sight_sql(&mut sql, "c", viewer, forum.is_creator);
                    let seen: Vec<CommentId> = sql.all(tx, |row| row.get(0))?;
                    let mut sql = Sql::new("select c.id from comments c where ");
                    sight_anywhere_sql(&mut sql, viewer);
                    let seen_anywhere: Vec<CommentId> = sql.all(tx, |row| row.get(0))?;
                    assert_eq!(seen.iter().collect::<BTreeSet<_>>(), seen_anywhere.iter().collect(), "{viewer:?}");
                    for (id, state, hidden) in &all {
                        let is_own = by.is_some() && by == viewer.person();
                        let is_creator = viewer.person() == Some(ana.0);
                        let standing = Standing { state: *state, hidden: *hidden, is_own, is_creator };
                        let sight = sight(viewer, standing);
                        assert_eq!(seen.contains(id), sight != Sight::Nothing, "{viewer:?} {standing:?}");
                        let mut sql = CommentRow::select(viewer);
                        sql.push("where c.id = ").bind(*id);
                        let row = CommentRow::all(tx, &sql)?.pop().unwrap();
                        assert_eq!(row.standing(viewer, &forum), standing);
                        let told = row.seen(viewer, &forum).map(|comment| comment.told);
                        let expected = match &told {
                            None => Sight::Nothing,
                            Some(Told::Deleted) => Sight::Stub,
                            Some(Told::Hidden) => Sight::Veiled,
                            Some(Told::Said { .. }) => Sight::Full,
                        };
                        assert_eq!(expected, sight, "{viewer:?} {standing:?}");
                    }
                }
                for (id, ..) in all {
                    tx.run("delete from comments where id = $1", args![id])?;
                }
            }
            Ok(())
        };
        archive.write(deed).wait().unwrap();
    }
}

#[test]
fn the_matrix_of_comments_is_the_one_in_the_documents() {
    let person = PersonId::new(7);
    let columns: &[(&str, Viewer, bool, bool)] = &[
        ("guest", Viewer::Guest, false, false),
        ("member", Viewer::Member(person), false, false),
        ("author", Viewer::Member(person), true, false),
        ("creator of the work", Viewer::Member(person), false, true),
        ("moderator", Viewer::Moderator(person), false, false),
        ("custodian", Viewer::Custodian(Errand::Mail), false, false),
    ];
    let mut table = INTRODUCTION.to_owned();
    for (state, hidden) in State::ALL.iter().flat_map(|state| [(*state, false), (*state, true)]) {
        write!(table, "| {}{} |", state.word(), if hidden { ", hidden" } else { "" }).unwrap();
        for (_, viewer, is_own, is_creator) in columns {
            let standing = Standing { state, hidden, is_own: *is_own, is_creator: *is_creator };
            let word = match sight(viewer, standing) {
                Sight::Nothing => "nothing",
                Sight::Stub => "that there was one",
                Sight::Veiled => "that one is hidden",
                Sight::Full => "**all**",
            };
            write!(table, " {word} |").unwrap();
        }
        table.push('\n');
    }
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../docs/visibility-comments.md");
    if testkit::blessing() {
        std::fs::write(&path, &table).unwrap();
    }
    assert_eq!(std::fs::read_to_string(path).unwrap_or_default(), table, "run with FOOLSCAP_BLESS=1 if it is meant");
}

const INTRODUCTION: &str = "# Who sees a comment

Printed by the test `the_matrix_of_comments_is_the_one_in_the_documents` from the rule itself
(`crates/archive/src/comments/visibility.rs`); do not edit. After a change that is meant, run it with `FOOLSCAP_BLESS=1`.

Asked after the gate of the work ([visibility.md](visibility.md)): who does not see a work sees nothing that is said there.
What a creator says on an anonymous work is told as the words of an *Anonymous Creator* to everybody who is not told the
creators' names. A comment that *waits* was not let through yet by a creator; one that is *gone* has answers left.
What is said of a tag is for wranglers and for those who keep order alone; to everybody else there is no such place.

| comment | guest | member | author | creator of the work | moderator | custodian |
|---|---|---|---|---|---|---|
";

#[test]
fn on_sqlite_all_that_is_shown_of_a_thread_stands_in_its_index() {
    let plan = |tx: &Tx<'_>| {
        let text = format!(
            "explain query plan select {COLUMNS} from comments c where c.thread_id = $1 order by c.at, c.depth, c.id limit 61"
        );
        if matches!(tx.dialect(), Dialect::Sqlite) {
            tx.all(&text, args![1_i64], |row| row.get::<String>(3))
        } else {
            Ok(Vec::new())
        }
    };
    let plans: Vec<String> = archives().iter().flat_map(|(archive, _)| archive.read(plan).wait().unwrap()).collect();
    assert_eq!(plans, ["SEARCH c USING COVERING INDEX comments_of_thread (thread_id=?)"]);
}
