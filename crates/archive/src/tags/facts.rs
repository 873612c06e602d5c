//! What the finder is told of tags: how they stand, what they are part of, and by which name they are found.

use std::collections::HashMap;

use finder::Traits;

use super::Kind;
use crate::db::{Sql, args};
use crate::wrangling::Standing;
use crate::{Result, TagId, Tx};

impl Kind {
    /// The finder's word for it.
    pub(crate) const fn for_finder(self) -> finder::Kind {
        match self {
            Self::Rating => finder::Kind::Rating,
            Self::Warning => finder::Kind::Warning,
            Self::Category => finder::Kind::Category,
            Self::Media => finder::Kind::Media,
            Self::Fandom => finder::Kind::Fandom,
            Self::Relationship => finder::Kind::Relationship,
            Self::Character => finder::Kind::Character,
            Self::Additional => finder::Kind::Additional,
        }
    }
}

/// A tag's number as the finder has it.
pub(crate) const fn number(tag: TagId) -> finder::TagId {
    finder::TagId(tag.number() as u64)
}

/// A tag as the finder is told of it.
pub(crate) struct Facts {
    pub(crate) tag: finder::Tag,
    pub(crate) name: finder::TagName,
}

/// Every tag, those on the most works first.
pub(crate) fn by_use(tx: &Tx<'_>) -> Result<Vec<TagId>> {
    tx.all(
        "select t.id from tags t left join (select tag_id, count(*) as works from work_tags group by tag_id) u
         on u.tag_id = t.id order by coalesce(u.works, 0) desc, t.id",
        args![],
        |row| row.get(0),
    )
}

/// Those of these tags that there are, in this order.
pub(crate) fn facts(tx: &Tx<'_>, ids: &[TagId]) -> Result<Vec<Facts>> {
    let mut metatags = pairs(tx, "select sub_id, meta_id from metatags where is_direct and sub_id in ", ids)?;
    let mut fandoms = pairs(
        tx,
        "select p.tag_id, p.parent_id from tag_parents p join tags f on f.id = p.parent_id
         where f.kind = 'fandom' and p.tag_id in ",
        ids,
    )?;
    let mut sql = Sql::new(
        "select id, kind, name_key, standing, merger_id, created_at from tags where standing <> 'banned' and id in ",
    );
    sql.bind_list(ids.iter().copied());
    let read = sql.all(tx, |row| {
        let (id, kind): (TagId, Kind) = (row.get(0)?, row.get(1)?);
        let (stands_as, made): (Standing, i64) = (row.get(3)?, row.get(5)?);
        let standing = stands(stands_as, row.get(4)?);
        let tag = finder::Tag { id: number(id), kind: kind.for_finder(), standing, metatags: Vec::new() };
        let traits = Traits {
            made: u32::try_from(made / 1_000).unwrap_or_default(),
            is_aside: stands_as == Standing::Unwrangleable,
            is_filed: false,
        };
        let name = finder::TagName { tag: tag.id, kind: tag.kind, key: row.get(2)?, fandoms: Vec::new(), traits };
        Ok((id, Facts { tag, name }))
    })?;
    let mut found: HashMap<TagId, Facts> = read.into_iter().collect();
    let told = ids.iter().filter_map(|id| {
        let mut facts = found.remove(id)?;
        facts.tag.metatags = metatags.remove(id).unwrap_or_default();
        facts.name.fandoms = fandoms.remove(id).unwrap_or_default();
        facts.name.traits.is_filed = !facts.name.fandoms.is_empty();
        Some(facts)
    });
    Ok(told.collect())
}

fn stands(standing: Standing, merger: Option<TagId>) -> finder::Standing {
    match (standing, merger) {
        (Standing::Canonical, _) => finder::Standing::Canonical,
        (Standing::Synonym, Some(merger)) => finder::Standing::SynonymOf(number(merger)),
        _ => finder::Standing::Unwrangled,
    }
}

fn pairs(tx: &Tx<'_>, text: &'static str, ids: &[TagId]) -> Result<HashMap<TagId, Vec<finder::TagId>>> {
    let mut sql = Sql::new(text);
    sql.bind_list(ids.iter().copied());
    let mut pairs: HashMap<TagId, Vec<finder::TagId>> = HashMap::new();
    for (of, other) in sql.all(tx, |row| Ok((row.get(0)?, row.get(1)?)))? {
        pairs.entry(of).or_default().push(number(other));
    }
    Ok(pairs)
}
