//! Lists of tags as the index counts them: looking for tags, the wranglers' bins, the cloud.
//!
//! While the index is not ready, each is made from the tables, which takes longer. There the counts of canonical tags in lists are
//! those of their own spelling.

use std::cell::Cell;

use finder::{Asker, Finder, Listed, Order, Roll, Stands};

use super::find::asker;
use super::index::Index;
use crate::db::args;
use crate::tags::{self, Kind, NO_FANDOM, key};
use crate::wrangling::{self, Bin, Found, Pile, Sort, Status, TAGS, TagPage, Unwrangled, Waiting, Wanted};
use crate::{Result, TagId, Tx, Viewer};

/// So many pages are leafed through for a tag.
const LEAFED: u64 = 40;

/// So many tags are in the cloud.
const IN_CLOUD: usize = 200;

/// A page of the tags that are wanted (TGS-1).
pub fn tags(viewer: &Viewer, tx: &Tx<'_>, index: &Index, wanted: &Wanted, number: u64) -> Result<TagPage<Found>> {
    let Some(fandoms) = wrangling::named_fandoms(tx, &wanted.fandoms)? else {
        return Ok(TagPage { items: Vec::new(), total: 0, number: 1 });
    };
    let fandoms: Vec<_> = fandoms.into_iter().map(tags::number).collect();
    let (words, exact) = (wrangling::words(&wanted.name), key(&wanted.name));
    let order = match wanted.sort {
        Sort::Name => Order::Name,
        Sort::Created => Order::Newest,
        Sort::Uses => Order::Uses,
    };
    let roll = Roll {
        asker: asker(viewer),
        kind: wanted.kind.map(Kind::for_finder),
        holding: &words,
        fandoms: &fandoms,
        with_unused: true,
        first: &exact,
        order,
        ..page_of(number)
    };
    let fits = |one: &Listed<'_>| stands(wanted.status, one) && holds(one.key, &words);
    let Some(found) = index.ask(tx, |finder| rolled(finder, &roll, fits))? else {
        return wrangling::search(viewer, tx, wanted, number);
    };
    let items = named(tx, &found.1)?.into_iter().map(|(stand, works)| Found { stand, works }).collect();
    Ok(TagPage { items, total: found.0, number: number.max(1) })
}

/// The bins of the fandoms that the viewer wrangles, by name (WRK-2).
pub fn bins(viewer: &Viewer, tx: &Tx<'_>, index: &Index) -> Result<Vec<Bin>> {
    let fandoms = wrangling::own_fandoms(viewer, tx)?;
    let counted = index.ask(tx, |finder| {
        let count = |fandom: &(TagId, String)| counts(finder, fandom.0);
        fandoms.iter().map(count).collect::<Vec<_>>()
    })?;
    let Some(counted) = counted else { return wrangling::bins(viewer, tx) };
    let bin = |((fandom, name), counts): ((TagId, String), [u64; 3])| {
        let [characters, relationships, additional] = counts;
        Bin { fandom, name, characters, relationships, additional }
    };
    Ok(fandoms.into_iter().zip(counted).map(bin).collect())
}

/// A page of tags that wait (WRK-2).
pub fn waiting(viewer: &Viewer, tx: &Tx<'_>, index: &Index, pile: &Pile, number: u64) -> Result<TagPage<Unwrangled>> {
    // Whoever may not is told so by the same that reads the tables.
    wrangling::own_fandoms(viewer, tx)?;
    let order = match pile.order {
        Waiting::Uses => Order::Uses,
        Waiting::Newest => Order::Newest,
        Waiting::Oldest => Order::Oldest,
    };
    let roll = Roll {
        asker: Asker::Member,
        kind: Some(pile.kind.for_finder()),
        beside: pile.fandom.map(tags::number),
        order,
        ..page_of(number)
    };
    let Some(found) = index.ask(tx, |finder| rolled(finder, &roll, waits))? else {
        return wrangling::waiting(viewer, tx, pile, number);
    };
    let items = named(tx, &found.1)?.into_iter().map(|(stand, works)| Unwrangled { stand, works }).collect();
    Ok(TagPage { items, total: found.0, number })
}

/// The page of a pile on which a tag waits, if it is among the first.
pub fn page_with(
    viewer: &Viewer,
    tx: &Tx<'_>,
    index: &Index,
    pile: &Pile,
    tag: TagId,
) -> Result<Option<TagPage<Unwrangled>>> {
    for number in 1..=LEAFED {
        let page = waiting(viewer, tx, index, pile, number)?;
        let is_last = number >= page.pages();
        if page.items.iter().any(|one| one.stand.tag.id == tag) {
            return Ok(Some(page));
        }
        if is_last {
            break;
        }
    }
    Ok(None)
}

/// The canonical additional tags that belong to no fandom and are a part of nothing, the most used of them, by name (WR-17).
pub fn cloud(viewer: &Viewer, tx: &Tx<'_>, index: &Index) -> Result<Vec<Found>> {
    let nowhere: Option<TagId> = tx.value("select id from tags where name_key = $1", args![&key(NO_FANDOM)])?;
    let fandoms: Vec<_> = nowhere.into_iter().map(tags::number).collect();
    let kind = Some(Kind::Additional.for_finder());
    let roll =
        Roll { asker: asker(viewer), kind, fandoms: &fandoms, order: Order::Uses, take: IN_CLOUD, ..Roll::default() };
    let fits = |one: &Listed<'_>| one.stands == Stands::Canonical && !one.is_part;
    let Some(found) = index.ask(tx, |finder| rolled(finder, &roll, fits))? else {
        return wrangling::cloud(viewer, tx);
    };
    let mut found: Vec<Found> = named(tx, &found.1)?.into_iter().map(|(stand, works)| Found { stand, works }).collect();
    found.sort_by_cached_key(|one| key(&one.stand.tag.name));
    Ok(found)
}

fn page_of(number: u64) -> Roll<'static> {
    let skip = number.max(1).saturating_sub(1).saturating_mul(TAGS);
    Roll { skip: usize::try_from(skip).unwrap_or(usize::MAX), take: TAGS as usize, ..Roll::default() }
}

/// What a list gives, without what it borrows.
fn rolled(finder: &Finder, roll: &Roll<'_>, fits: impl Fn(&Listed<'_>) -> bool) -> (u64, Vec<(TagId, u64)>) {
    let (total, listed) = finder.roll(roll, fits);
    (total, listed.iter().map(|one| (TagId::new(one.tag.0 as i64), one.uses)).collect())
}

fn named(tx: &Tx<'_>, found: &[(TagId, u64)]) -> Result<Vec<(wrangling::Stand, u64)>> {
    let ids: Vec<TagId> = found.iter().map(|(tag, _)| *tag).collect();
    let mut stands = wrangling::stands(tx, &ids)?;
    Ok(found.iter().filter_map(|(tag, works)| Some((stands.remove(tag)?, *works))).collect())
}

/// How many tags of each kind wait in a fandom's bins.
fn counts(finder: &Finder, fandom: TagId) -> [u64; 3] {
    let counts = [const { Cell::new(0) }; 3];
    let roll = Roll { asker: Asker::Member, beside: Some(tags::number(fandom)), ..Roll::default() };
    finder.roll(&roll, |one| {
        let kind = wrangling::IN_BINS.iter().position(|kind| kind.for_finder() == one.kind);
        if let Some(count) = kind.filter(|_| waits(one)).and_then(|kind| counts.get(kind)) {
            count.set(count.get() + 1);
        }
        false
    });
    counts.map(Cell::into_inner)
}

/// Whether somebody has yet to decide about a tag.
fn waits(one: &Listed<'_>) -> bool {
    let is_decided = if one.kind == finder::Kind::Fandom { one.stands != Stands::Alone } else { one.is_filed };
    !is_decided && !one.is_aside
}

fn stands(status: Status, one: &Listed<'_>) -> bool {
    match status {
        Status::Any => true,
        Status::Canonical => one.stands == Stands::Canonical,
        Status::NotCanonical => one.stands != Stands::Canonical,
        Status::Synonym => one.stands == Stands::Synonym,
        Status::Wrangled => one.stands != Stands::Alone,
        Status::Unwrangled => one.stands == Stands::Alone,
    }
}

/// Whether all of these words stand whole in a normalised name.
fn holds(key: &str, wanted: &[String]) -> bool {
    wanted.iter().all(|word| wrangling::parts(key).any(|part| part == word))
}
