//! Which works of this archive the lines of a list are of, as far as their reader may see them.

use std::collections::{HashMap, HashSet};

use manuscript::ListEntry;

use crate::imports::{self, spellings};
use crate::tags::key;
use crate::works;
use crate::{Result, Tx, Viewer, WorkId};

/// What an entry may be here.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Found {
    /// This work, by its address; and whether that is one of this archive's own.
    Is(WorkId, bool),
    /// Perhaps one of these, by title and name.
    Perhaps(Vec<WorkId>),
    /// Nothing that its reader sees.
    Nothing,
}

/// What each of these entries is. `host` is the archive's own address.
pub(super) fn find(viewer: &Viewer, tx: &Tx<'_>, host: &str, entries: &[ListEntry]) -> Result<Vec<Found>> {
    let own: Vec<Option<WorkId>> = entries.iter().map(|entry| own(host, &entry.address)).collect();
    let ids: Vec<WorkId> = own.iter().flatten().copied().collect();
    let seen = works::seen_among(viewer, tx, &ids, false)?;
    let old = by_old_address(viewer, tx, entries)?;
    let named = by_name(viewer, tx, entries)?;
    let found = entries.iter().zip(own).map(|(entry, own)| {
        if let Some(id) = own {
            return if seen.contains(&id) { Found::Is(id, true) } else { Found::Nothing };
        }
        if !entry.address.is_empty()
            && let Some(id) = spellings(&entry.address).iter().find_map(|spelling| old.get(spelling))
        {
            return Found::Is(*id, false);
        }
        let mut works: Vec<WorkId> =
            names(&entry.author).filter_map(|name| named.get(&(name, key(&entry.title)))).flatten().copied().collect();
        works.sort();
        works.dedup();
        if works.is_empty() { Found::Nothing } else { Found::Perhaps(works) }
    });
    Ok(found.collect())
}

/// The work that an address of this archive names.
pub(super) fn own(host: &str, address: &str) -> Option<WorkId> {
    let bare = |address: &str| address.split_once("://").map_or(address, |(_, rest)| rest).to_owned();
    let (host, address) = (bare(host), bare(address));
    let path = address.strip_prefix(host.trim_end_matches('/'))?.strip_prefix("/works/")?;
    let digits: String = path.chars().take_while(char::is_ascii_digit).collect();
    digits.parse().ok()
}

/// Works that came in from the addresses of these entries. Where a work came from tells who made it, so an anonymous one is not
/// found so.
fn by_old_address(viewer: &Viewer, tx: &Tx<'_>, entries: &[ListEntry]) -> Result<HashMap<String, WorkId>> {
    let addresses = entries.iter().filter(|entry| !entry.address.is_empty());
    let keys: HashSet<String> = addresses.flat_map(|entry| spellings(&entry.address)).collect();
    let found = imports::works_at(tx, &keys.into_iter().collect::<Vec<_>>())?;
    let ids: Vec<WorkId> = found.iter().map(|(_, id)| *id).collect();
    let seen = works::seen_among(viewer, tx, &ids, true)?;
    Ok(found.into_iter().filter(|(_, id)| seen.contains(id)).collect())
}

/// Works by the keys of their creators' names and of their titles.
fn by_name(viewer: &Viewer, tx: &Tx<'_>, entries: &[ListEntry]) -> Result<HashMap<(String, String), Vec<WorkId>>> {
    let titled = entries.iter().filter(|entry| !entry.title.is_empty());
    let keys: HashSet<String> = titled.flat_map(|entry| names(&entry.author)).collect();
    let mut named: HashMap<(String, String), Vec<WorkId>> = HashMap::new();
    for (name, title, id) in works::by_names(viewer, tx, &keys.into_iter().collect::<Vec<_>>())? {
        named.entry((name, key(&title))).or_default().push(id);
    }
    Ok(named)
}

/// The keys of the names in a byline: `ana (ana_writes), wren`.
fn names(byline: &str) -> impl Iterator<Item = String> {
    let byline = byline.replace(" and ", ",").replace(" & ", ",");
    let parts: Vec<String> = byline.split([',', '(', ')']).map(key).filter(|name| !name.is_empty()).collect();
    parts.into_iter()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_of_this_archive_is_known_however_it_is_written() {
        let host = "https://fics.example";
        for address in ["https://fics.example/works/12", "http://fics.example/works/12/chapters/3?view=1"] {
            assert_eq!(own(host, address), Some(WorkId::new(12)), "{address}");
        }
        for other in
            ["https://fics.example.org/works/12", "https://fics.example/series/12", "", "https://fics.example/works/x"]
        {
            assert_eq!(own(host, other), None, "{other}");
        }
        assert_eq!(names("Ana (ana_writes), Wren and bo").collect::<Vec<_>>(), ["ana", "ana_writes", "wren", "bo"]);
    }
}
