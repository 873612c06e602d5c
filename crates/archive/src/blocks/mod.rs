//! What people keep from each other: a block forbids actions (BLK-1), a mute keeps somebody's works out of one's own lists
//! (MUT-1). Neither is secrecy, neither is announced, and nobody sees the lists of another.

use std::collections::HashSet;

use crate::accounts::{self, Power};
use crate::db::{Sql, args};
use crate::error::Why;
use crate::{Error, FieldError, PersonId, Result, Slip, Tx, Viewer, WorkId};

/// So many people can be blocked, and so many muted.
const MOST: u64 = 2_000;

/// One of the two lists.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum List {
    /// Whose actions are kept off.
    Blocked,
    /// Whose works are kept out of lists.
    Muted,
}

/// Who stands on a list of the viewer's, by name.
pub fn on(viewer: &Viewer, tx: &Tx<'_>, list: List) -> Result<Vec<String>> {
    let text = match list {
        List::Blocked => {
            "select p.name from blocks b join people p on p.id = b.blocked_id where b.person_id = $1 order by p.name_key"
        }
        List::Muted => {
            "select p.name from mutes m join people p on p.id = m.muted_id where m.person_id = $1 order by p.name_key"
        }
    };
    tx.all(text, args![viewer.person()], |row| row.get(0))
}

/// Puts somebody on a list of the viewer's. Not oneself; and those who keep order are not blocked, because they must be
/// able to do what they are there for.
pub fn add(viewer: &Viewer, tx: &Tx<'_>, list: List, person: PersonId) -> Result<()> {
    let own = viewer.person().ok_or(Error::LogIn)?;
    let keeps_order = accounts::roles_of(tx, person)?.iter().any(|role| role.has(Power::KeepOrder));
    if own == person || list == List::Blocked && keeps_order {
        return Err(Error::Forbidden(Why::NotToBeBlocked));
    }
    let is = on(viewer, tx, list)?.len() as u64 + 1;
    if is > MOST {
        return Err(Error::Invalid(vec![FieldError::new("name", Slip::TooMany { most: MOST, is })]));
    }
    let text = match list {
        List::Blocked => {
            "insert into blocks (person_id, blocked_id, at) values ($1, $2, $3)
             on conflict (person_id, blocked_id) do nothing"
        }
        List::Muted => {
            "insert into mutes (person_id, muted_id, at) values ($1, $2, $3) on conflict (person_id, muted_id) do nothing"
        }
    };
    tx.run(text, args![own, person, tx.now()]).map(drop)
}

/// Takes somebody off a list of the viewer's.
pub fn remove(viewer: &Viewer, tx: &Tx<'_>, list: List, person: PersonId) -> Result<()> {
    let text = match list {
        List::Blocked => "delete from blocks where person_id = $1 and blocked_id = $2",
        List::Muted => "delete from mutes where person_id = $1 and muted_id = $2",
    };
    tx.run(text, args![viewer.person(), person]).map(drop)
}

/// Whether one of the two has blocked the other: then neither can ask anything of the other.
pub(crate) fn stand_between(tx: &Tx<'_>, one: PersonId, other: PersonId) -> Result<bool> {
    let between = "select count(*) from blocks where person_id = $1 and blocked_id = $2
                   or person_id = $2 and blocked_id = $1";
    Ok(tx.count(between, args![one, other])? > 0)
}

/// Whether one of these people has blocked somebody.
pub(crate) fn keeps_off(tx: &Tx<'_>, people: &[PersonId], somebody: PersonId) -> Result<bool> {
    let mut sql = Sql::new("select count(*) from blocks where blocked_id = ");
    sql.bind(somebody).push(" and person_id in ").bind_list(people.iter().copied());
    Ok(sql.value::<i64>(tx)?.unwrap_or(0) > 0)
}

/// `and …`: the work whose number stands in this column is by nobody whom the viewer has muted.
///
/// Only names that lists tell count: that an anonymous work goes from a list would tell who made it.
pub(crate) fn unmuted_sql(sql: &mut Sql<'_>, viewer: &Viewer, work: &'static str) {
    let Some(person) = viewer.person() else { return };
    sql.push(
        " and not exists (select 1 from mutes m join creatorships u on u.person_id = m.muted_id where m.person_id = ",
    );
    sql.bind(person).push(" and u.audience < 2 and u.work_id = ").push(work).push(")");
}

/// Which of these people have muted a maker of which of these works, where that is told (MUT-1).
pub(crate) fn muted_works(
    tx: &Tx<'_>,
    people: impl IntoIterator<Item = PersonId>,
    works: impl IntoIterator<Item = WorkId>,
) -> Result<HashSet<(PersonId, WorkId)>> {
    let mut sql = Sql::new(
        "select m.person_id, u.work_id from mutes m join creatorships u on u.person_id = m.muted_id
         where u.audience < 2 and m.person_id in ",
    );
    sql.bind_list(people).push(" and u.work_id in ").bind_list(works);
    Ok(sql.all(tx, |row| Ok((row.get(0)?, row.get(1)?)))?.into_iter().collect())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::db::tests::archives;
    use crate::people;

    #[test]
    fn two_thousand_people_stand_on_a_list_and_no_more() {
        let crowd = "insert into people (id, name, name_key, kind, created_at)
             with recursive crowd (number) as (select 1 union all select number + 1 from crowd where number < 1999)
             select 1000 + number, concat('p', number), concat('p', number), 'member', 0 from crowd";
        let blocked =
            "insert into blocks (person_id, blocked_id, at) select $1, id, 0 from people where created_at = 0";
        let muted = "insert into mutes (person_id, muted_id, at) select $1, id, 0 from people where created_at = 0";
        for (archive, _database) in archives() {
            let deed = move |tx: &Tx<'_>| {
                let (ana, bo) = (people::join(tx, "ana")?.0, people::join(tx, "bo_reads")?.0);
                let cy = people::join(tx, "cy_muted")?.0;
                tx.run(crowd, &[])?;
                tx.run(blocked, args![ana])?;
                tx.run(muted, args![ana])?;
                let viewer = Viewer::Member(ana);
                for list in [List::Blocked, List::Muted] {
                    add(&viewer, tx, list, bo)?;
                    let full = add(&viewer, tx, list, cy);
                    assert!(matches!(full, Err(Error::Invalid(_))), "BLK-1, MUT-1: {full:?}");
                    assert_eq!(on(&viewer, tx, list)?.len() as u64, MOST);
                    remove(&viewer, tx, list, bo)?;
                    add(&viewer, tx, list, cy)?;
                }
                Ok(())
            };
            archive.write(deed).wait().unwrap();
        }
    }
}
