//! The pages of one tag as the index counts them; while it is not ready, the tables do.

use std::cmp::Reverse;

use finder::{Order, Roll, Stands};

use super::find::{asker, muted};
use super::index::Index;
use crate::tags::{self, Kind, key};
use crate::wrangling::{self, ByTables, CHILDREN, Counting, OnDesk, SeenTag, Stand};
use crate::{Result, TagId, Tx, Viewer};

/// [`wrangling::show`], counted by the index.
pub fn tag(viewer: &Viewer, tx: &Tx<'_>, index: &Index, name: &str) -> Result<SeenTag> {
    wrangling::show_by(&ByIndex(index), viewer, tx, name)
}

/// [`wrangling::on_desk`], counted by the index.
pub fn tag_on_desk(viewer: &Viewer, tx: &Tx<'_>, index: &Index, name: &str) -> Result<OnDesk> {
    wrangling::on_desk_by(&ByIndex(index), viewer, tx, name)
}

struct ByIndex<'i>(&'i Index);

impl Counting for ByIndex<'_> {
    fn found_by(&self, viewer: &Viewer, tx: &Tx<'_>, tag: TagId) -> Result<u64> {
        let (rules, wanted) = (muted(viewer, tx)?, [tags::number(tag)]);
        match self.0.ask(tx, |finder| finder.found_by(asker(viewer), &rules, &wanted))? {
            Some(found) => Ok(found.first().copied().unwrap_or(0)),
            None => ByTables.found_by(viewer, tx, tag),
        }
    }

    fn shown(&self, viewer: &Viewer, tx: &Tx<'_>, tags: &[TagId]) -> Result<Vec<bool>> {
        let wanted: Vec<_> = tags.iter().copied().map(tags::number).collect();
        match self.0.ask(tx, |finder| finder.found_by(asker(viewer), &[], &wanted))? {
            Some(found) => Ok(found.into_iter().map(|works| works > 0).collect()),
            None => ByTables.shown(viewer, tx, tags),
        }
    }

    fn children(&self, viewer: &Viewer, tx: &Tx<'_>, tag: TagId, kind: Kind) -> Result<Vec<Stand>> {
        let is_of_fandom = kind != Kind::Fandom && wrangling::kind_of(tx, tag)? == Some(Kind::Fandom);
        let found = if is_of_fandom {
            self.of_fandom(viewer, tx, (tag, kind))?
        } else {
            self.of_other(viewer, tx, (tag, kind))?
        };
        let Some(mut found) = found else { return ByTables.children(viewer, tx, tag, kind) };
        found.sort_by_cached_key(|stand| key(&stand.tag.name));
        Ok(found)
    }
}

impl ByIndex<'_> {
    /// Of those that belong to a fandom the index knows which.
    fn of_fandom(&self, viewer: &Viewer, tx: &Tx<'_>, (tag, kind): (TagId, Kind)) -> Result<Option<Vec<Stand>>> {
        let fandoms = [tags::number(tag)];
        let roll = Roll {
            asker: asker(viewer),
            kind: Some(kind.for_finder()),
            fandoms: &fandoms,
            with_unused: true,
            order: Order::Uses,
            take: CHILDREN,
            ..Roll::default()
        };
        let ids = self.0.ask(tx, |finder| {
            let (_, listed) = finder.roll(&roll, |one| one.stands == Stands::Canonical);
            listed.iter().map(|one| TagId::new(one.tag.0 as i64)).collect::<Vec<_>>()
        })?;
        ids.map(|ids| Ok(wrangling::stands(tx, &ids)?.into_values().collect())).transpose()
    }

    /// Of a character's relationships and a medium's fandoms the tables do.
    fn of_other(&self, viewer: &Viewer, tx: &Tx<'_>, (tag, kind): (TagId, Kind)) -> Result<Option<Vec<Stand>>> {
        let all = wrangling::all_children(tx, tag, kind)?;
        if all.len() <= CHILDREN {
            return Ok(Some(all));
        }
        let wanted: Vec<_> = all.iter().map(|stand| tags::number(stand.tag.id)).collect();
        let counted = self.0.ask(tx, |finder| finder.found_by(asker(viewer), &[], &wanted))?;
        let most_used = |counted: Vec<u64>| {
            let mut all: Vec<(u64, Stand)> = counted.into_iter().zip(all).collect();
            all.sort_by_key(|(works, _)| Reverse(*works));
            all.into_iter().take(CHILDREN).map(|(_, stand)| stand).collect()
        };
        Ok(counted.map(most_used))
    }
}
