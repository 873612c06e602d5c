//! The gate's inner proof: the rule as it is written and as SQL, over everything a collection can be and everybody who looks.

use super::row::{CollectionRow, Role};
use super::visibility::{Standing, sight, sight_sql};
use super::{NewCollection, make};
use crate::db::{Sql, args, tests::archives};
use crate::people::Called;
use crate::{CollectionId, Errand, PersonId, PseudId, Result, Tx, Viewer, people, works};

/// A collection of cy's that is what these facts say, with bo in it and ana above it in these roles.
fn put(tx: &Tx<'_>, [ana, bo, cy]: [(PersonId, PseudId); 3], facts: Facts) -> Result<CollectionId> {
    let viewer = Viewer::Member(cy.0);
    let new = |name: String| NewCollection { title: name.clone(), name, ..NewCollection::default() };
    let number = tx.count("select count(*) from collections", &[])?;
    let (above, id) =
        (make(&viewer, tx, &new(format!("above{number}")))?, make(&viewer, tx, &new(format!("c{number}")))?);
    tx.run(
        "update collections set hidden = $2, ended = $3, parent_id = $4, parent_agreed = $5 where id = $1",
        args![id, facts.is_hidden, facts.is_ended, above, facts.agreed],
    )?;
    for (collection, (person, pseud), role) in [(id, bo, facts.role), (above, ana, facts.above)] {
        if let Some(role) = role {
            super::participants::put(tx, collection, Called { person, pseud }, role)?;
        }
    }
    Ok(id)
}

#[derive(Debug, Clone, Copy)]
struct Facts {
    is_hidden: bool,
    is_ended: bool,
    agreed: bool,
    role: Option<Role>,
    above: Option<Role>,
}

fn all_facts() -> Vec<Facts> {
    let roles = || Role::ALL.iter().copied().map(Some).chain([None]);
    let pairs = roles().flat_map(|role| roles().map(move |above| (role, above)));
    let facts = pairs.flat_map(|(role, above)| {
        (0..8).map(move |bits| Facts {
            is_hidden: bits & 1 != 0,
            is_ended: bits & 2 != 0,
            agreed: bits & 4 != 0,
            role,
            above,
        })
    });
    facts.collect()
}

#[test]
fn the_rule_for_collections_in_rust_and_in_sql_are_twins() {
    for (archive, _database) in archives() {
        let deed = |tx: &Tx<'_>| {
            let [ana, bo, cy, kim] = ["ana", "bo_reads", "cy_muted", "kim"].map(|name| people::join(tx, name).unwrap());
            let made = all_facts()
                .into_iter()
                .map(|facts| Ok((put(tx, [ana, bo, cy], facts)?, facts)))
                .collect::<Result<Vec<_>>>()?;
            let members = [ana, bo, cy, kim].map(|member| Viewer::Member(member.0));
            let others = [Viewer::Guest, Viewer::Moderator(kim.0), Viewer::Custodian(Errand::Index)];
            for viewer in members.into_iter().chain(others) {
                let mut sql = Sql::new("select c.id from collections c where ");
                sight_sql(&mut sql, &viewer);
                let seen: Vec<CollectionId> = sql.all(tx, |row| row.get(0))?;
                for (id, facts) in &made {
                    let is = |member: (PersonId, PseudId)| viewer.person() == Some(member.0);
                    let own = match () {
                        () if is(cy) => Some(Role::Owner),
                        () if is(bo) => facts.role,
                        () => None,
                    };
                    let above = match () {
                        () if !facts.agreed => None,
                        () if is(cy) => Some(Role::Owner),
                        () if is(ana) => facts.above,
                        () => None,
                    };
                    let (is_hidden, is_ended, keeps_order) =
                        (facts.is_hidden, facts.is_ended, works::sees_all(&viewer));
                    let standing = Standing { is_hidden, is_ended, role: own, above, keeps_order };
                    let told = format!("{viewer:?} {standing:?}");
                    assert_eq!(seen.contains(id), sight(standing), "{told}");
                    let mut sql = CollectionRow::select(&viewer);
                    sql.push("c.id = ").bind(*id);
                    let row = sql.first(tx, |row| CollectionRow::read(&viewer, row))?.unwrap();
                    assert_eq!(row.standing, standing, "{told}");
                }
            }
            Ok(())
        };
        archive.write(deed).wait().unwrap();
    }
}
