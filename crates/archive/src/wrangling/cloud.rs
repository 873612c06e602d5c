//! The additional tags that are used most in whatever fandom (WR-17).

use super::search::Found;
use super::standing;
use crate::db::Sql;
use crate::tags::{Kind, NO_FANDOM, key};
use crate::works::Audience;
use crate::{Result, Tx, Viewer};

/// So many are told.
const TOLD: i64 = 200;

/// The canonical additional tags that belong to no fandom and are a part of nothing, the most used of them, by name; each with
/// how many works lists show this viewer of it and its synonyms.
pub fn cloud(viewer: &Viewer, tx: &Tx<'_>) -> Result<Vec<Found>> {
    let nowhere = key(NO_FANDOM);
    let mut sql = Sql::new(
        "select t.id, t.kind, t.name, t.standing, t.merger_id, n.works from tags t join (
           select m.root as root, count(distinct c.work_id) as works from (
             select id as tag_id, id as root from tags where standing = 'canonical'
             union all select id, merger_id from tags where merger_id is not null) m
           join work_tags c on c.tag_id = m.tag_id where c.audience <= ",
    );
    sql.bind(Audience::of(viewer).reach());
    sql.push(
        " and m.root in (select p.tag_id from tag_parents p join tags f on f.id = p.parent_id join tags a on a.id = p.tag_id
             where f.name_key = ",
    );
    sql.bind(nowhere.as_str()).push(" and a.standing = 'canonical' and a.kind = ").bind(Kind::Additional);
    sql.push(
        " and not exists (select 1 from metatags e where e.sub_id = a.id)) group by m.root) n on n.root = t.id
         order by n.works desc, t.name_key limit ",
    );
    sql.bind(TOLD);
    let mut found = sql.all(tx, |row| Ok(Found { stand: standing::read(row)?, works: row.get::<i64>(5)? as u64 }))?;
    found.sort_by_cached_key(|one| key(&one.stand.tag.name));
    Ok(found)
}
