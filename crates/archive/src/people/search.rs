//! Looking for people (PPL-1): by words of their names, and by fandoms that they write in as far as lists tell the viewer.
//!
//! Whoever is known only from works is found by nobody whom lists show none of these. What is anonymous, or not to be seen,
//! tells of nobody.

use super::read::{Person, show};
use crate::db::Sql;
use crate::tags::{self, Kind, key};
use crate::works::{Audience, PAGE, Page};
use crate::{PersonId, Result, TagId, Tx, Viewer};

/// Letters and words of a name, and fandoms, that are looked at.
const LETTERS: usize = 300;
const WORDS: usize = 8;
const FANDOMS: usize = 10;

/// Who is looked for.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Sought {
    /// Words that must each stand in one of their names.
    pub name: String,
    /// Fandoms that they all must have written in.
    pub fandoms: Vec<String>,
}

/// Somebody who was found.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Found {
    /// Who.
    pub person: Person,
    /// How many works lists show the viewer under their names (PPL-2).
    pub works: u64,
}

/// The people who are looked for: who is called exactly so first, then by name.
pub fn search(viewer: &Viewer, tx: &Tx<'_>, sought: &Sought, number: u64) -> Result<Page<Found>> {
    let (number, reach) = (number.max(1), Audience::of(viewer).reach());
    let Some(fandoms) = fandoms(viewer, tx, &sought.fandoms)? else {
        return Ok(Page { items: Vec::new(), total: 0, number });
    };
    let name = key(&sought.name.chars().take(LETTERS).collect::<String>());
    let mut count = Sql::new("select count(*) from people p where ");
    condition(&mut count, &name, &fandoms, reach);
    let total = count.value::<i64>(tx)?.unwrap_or(0) as u64;
    let mut sql =
        Sql::new("select p.id, (select count(distinct o.work_id) from creatorships o where o.person_id = p.id");
    sql.push(" and o.audience <= ").bind(reach).push("), case when p.name_key = ").bind(name.as_str());
    sql.push(" then 0 else 1 end as other from people p where ");
    condition(&mut sql, &name, &fandoms, reach);
    sql.push(" order by other, p.name_key, p.id limit ").bind(PAGE as i64);
    sql.push(" offset ").bind((number - 1).saturating_mul(PAGE).min(i64::MAX as u64) as i64);
    let rows = sql.all(tx, |row| Ok((row.get::<PersonId>(0)?, row.get::<i64>(1)? as u64)))?;
    let found = rows.into_iter().map(|(id, works)| Ok(Found { person: show(viewer, tx, id)?, works }));
    Ok(Page { items: found.collect::<Result<_>>()?, total, number })
}

/// What the fandoms of these names mean. Nothing when there is none of a name: nobody has written in it.
fn fandoms(viewer: &Viewer, tx: &Tx<'_>, names: &[String]) -> Result<Option<Vec<TagId>>> {
    let mut found = Vec::new();
    for name in names.iter().take(FANDOMS) {
        let Some((tag, means)) = tags::to_find(viewer, tx, name)? else { return Ok(None) };
        if tag.kind != Kind::Fandom {
            return Ok(None);
        }
        found.push(means.unwrap_or(tag).id);
    }
    Ok(Some(found))
}

/// `… p`: a member, or an author whom lists show works of, with these words in their names and works in these fandoms.
fn condition(sql: &mut Sql<'_>, name: &str, fandoms: &[TagId], reach: i64) {
    const LISTED: &str = "exists (select 1 from creatorships o where o.person_id = p.id and o.audience <= ";
    sql.push("p.kind in ('member', 'author') and (p.kind = 'member' or ").push(LISTED).bind(reach).push("))");
    for word in name.split_whitespace().take(WORDS) {
        let word = format!("%{}%", word.replace('!', "!!").replace('%', "!%").replace('_', "!_"));
        sql.push(" and (p.name_key like ").bind(word.clone());
        sql.push(" escape '!' or exists (select 1 from pseuds s where s.person_id = p.id and s.name_key like ");
        sql.bind(word).push(" escape '!' and (p.kind = 'member' or ");
        // The names of an author whom only files name are as secret as the works they stand on.
        sql.push(LISTED).bind(reach).push(" and o.pseud_id = s.id))))");
    }
    for fandom in fandoms {
        sql.push(" and exists (select 1 from creatorships o join work_tags c on c.work_id = o.work_id");
        sql.push(" join tags t on t.id = c.tag_id where o.person_id = p.id and o.audience <= ").bind(reach);
        sql.push(" and c.audience <= ").bind(reach).push(" and (t.id = ").bind(*fandom);
        sql.push(" or t.merger_id = ").bind(*fandom).push("))");
    }
}
