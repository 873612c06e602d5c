//! The gate's inner proof: who sees a shelf, as it is written and as SQL, over everything a shelf can be and everybody who
//! looks.

use super::read::find;
use super::visibility::{Standing, sight, sight_sql};
use super::{NewShelf, make, of_person};
use crate::db::{Sql, args, tests::archives};
use crate::works;
use crate::{ShelfId, Viewer, people};

#[test]
fn the_rule_for_shelves_in_rust_and_in_sql_are_twins() {
    for (archive, _database) in archives() {
        let join = |name: &'static str| archive.write(move |tx| people::join(tx, name)).wait().unwrap().0;
        let [ana, bo, kim] = [join("ana"), join("bo_reads"), join("kim")];
        let made = archive.write(move |tx| {
            let mut made = Vec::new();
            for person in [ana, kim] {
                for bits in 0..4 {
                    let (is_public, is_hidden) = (bits & 1 != 0, bits & 2 != 0);
                    let new = NewShelf { name: format!("Shelf {bits}"), is_public, ..NewShelf::default() };
                    let id = make(&Viewer::Member(person), tx, &new)?;
                    tx.run("update shelves set hidden = $2 where id = $1", args![id, is_hidden])?;
                    made.push((id, person, is_public, is_hidden));
                }
            }
            Ok(made)
        });
        let made = made.wait().unwrap();
        let viewers = [Viewer::Guest, Viewer::Member(ana), Viewer::Member(bo), Viewer::Moderator(kim)];
        for viewer in viewers {
            let seen = archive.read(move |tx| {
                let mut sql = Sql::new("select h.id from shelves h where ");
                sight_sql(&mut sql, &viewer);
                sql.all(tx, |row| row.get::<ShelfId>(0))
            });
            let seen = seen.wait().unwrap();
            for (id, person, is_public, is_hidden) in made.iter().copied() {
                let (is_own, keeps_order) = (viewer.person() == Some(person), works::sees_all(&viewer));
                let standing = Standing { is_own, is_public, is_hidden, keeps_order };
                assert_eq!(seen.contains(&id), sight(standing), "{viewer:?} {standing:?}");
                assert_eq!(archive.read(move |tx| find(&viewer, tx, id)).wait().is_ok(), sight(standing));
                let listed = archive.read(move |tx| of_person(&viewer, tx, person)).wait().unwrap();
                assert_eq!(listed.iter().any(|shelf| shelf.id == id), sight(standing));
            }
        }
    }
}
