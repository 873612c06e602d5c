//! The links between tags, read off the works: the catalogue keeps them in another format than its works.
//!
//! A work says which tags were entered, which canonical ones it counts for, and what it is found by. A metatag of a tag is on
//! every work that is found by the tag, and the canonical form of a synonym on every work that carries the synonym. Links that
//! are too many by this rule change nothing for these works, and [`Links::agrees`] tells whether any are missing.

use std::collections::HashMap;

use finder::{Kind, Standing, Tag, TagId};

use crate::catalogue::Line;

/// What is known of a tag.
#[derive(Default)]
struct Seen {
    works: u32,
    kind: Option<Kind>,
    canonical: bool,
    /// For a canonical tag: what has been on every work it finds. For another: the canonical tags on all its works.
    with: Option<Vec<u32>>,
    /// How often each of those was there without having been entered, or without counting.
    unexplained: Vec<(u32, u32)>,
    chosen: Option<u32>,
}

/// All tags.
#[derive(Default)]
pub struct Links {
    tags: HashMap<u32, Seen>,
}

impl Links {
    /// Looks at a work.
    pub fn see(&mut self, line: &Line) {
        let mut direct: Vec<u32> = Vec::with_capacity(32);
        for (kind, tags) in line.direct() {
            direct.extend(tags);
            for tag in tags {
                self.tags.entry(*tag).or_default().kind = Some(kind);
            }
        }
        let plain: Vec<u32> = line.tags.iter().copied().filter(|tag| !direct.contains(tag)).collect();
        let found: Vec<u32> = line.filter_ids.iter().copied().filter(|tag| !plain.contains(tag)).collect();
        let inherited: Vec<u32> = found.iter().copied().filter(|tag| !direct.contains(tag)).collect();
        let replaced: Vec<u32> = direct.iter().copied().filter(|tag| !line.tags.contains(tag)).collect();
        for tag in &found {
            self.note(*tag, &found, &inherited);
        }
        inherited.iter().chain(&direct).for_each(|tag| self.tags.entry(*tag).or_default().canonical = true);
        for tag in &plain {
            self.note(*tag, &direct, &replaced);
        }
    }

    fn note(&mut self, tag: u32, with: &[u32], unexplained: &[u32]) {
        let seen = self.tags.entry(tag).or_default();
        seen.works += 1;
        match &mut seen.with {
            Some(before) => before.retain(|other| with.contains(other)),
            None => seen.with = Some(with.iter().copied().filter(|other| *other != tag).collect()),
        }
        let with = seen.with.as_deref().unwrap_or_default();
        for other in unexplained.iter().filter(|other| with.contains(other)) {
            match seen.unexplained.iter_mut().find(|(known, _)| known == other) {
                Some((_, count)) => *count += 1,
                None => seen.unexplained.push((*other, 1)),
            }
        }
        seen.unexplained.retain(|(other, _)| with.contains(other));
    }

    /// Decides whose synonym each tag without a kind is: of what was there most often without having been entered.
    pub fn choose(&mut self) {
        for seen in self.tags.values_mut().filter(|seen| !seen.canonical) {
            let best = seen.unexplained.iter().max_by_key(|(other, count)| (*count, std::cmp::Reverse(*other)));
            seen.chosen = best.map(|(other, _)| *other);
        }
        self.spread_kinds();
    }

    /// A metatag that no work carries itself speaks of what a tag under it speaks of.
    fn spread_kinds(&mut self) {
        let below = self.tags.values().filter(|seen| seen.canonical);
        let told: Vec<(u32, Kind)> = below
            .filter_map(|seen| Some((seen.kind?, &seen.unexplained)))
            .flat_map(|(kind, above)| above.iter().map(move |(tag, _)| (*tag, kind)))
            .collect();
        for (tag, kind) in told {
            self.tags.entry(tag).or_default().kind.get_or_insert(kind);
        }
    }

    /// Looks at a work again: a canonical tag that nothing on it leads to takes a synonym that is not needed otherwise.
    pub fn mend(&mut self, line: &Line) {
        let direct: Vec<u32> = line.direct().iter().flat_map(|(_, tags)| tags.iter().copied()).collect();
        let plain: Vec<u32> = line.tags.iter().copied().filter(|tag| !direct.contains(tag)).collect();
        for canonical in direct.iter().filter(|tag| !line.tags.contains(tag)) {
            let chosen = |tag: &u32| self.tags.get(tag).and_then(|seen| seen.chosen);
            if plain.iter().any(|tag| chosen(tag) == Some(*canonical)) {
                continue;
            }
            let spare = plain.iter().copied().find(|tag| {
                let other = chosen(tag);
                let needed = other.is_some_and(|other| {
                    !line.tags.contains(&other) && plain.iter().filter(|tag| chosen(tag) == Some(other)).count() < 2
                });
                let can = self.tags.get(tag).is_some_and(|seen| seen.unexplained.iter().any(|(o, _)| o == canonical));
                can && !needed
            });
            if let Some(seen) = spare.and_then(|tag| self.tags.get_mut(&tag)) {
                seen.chosen = Some(*canonical);
            }
        }
    }

    /// What a tag speaks of; a synonym what its canonical form speaks of.
    pub fn kind(&self, tag: u32) -> Kind {
        let seen = self.tags.get(&tag);
        let own = seen.and_then(|seen| seen.kind);
        let of_other = || self.tags.get(&seen?.chosen?)?.kind;
        own.or_else(of_other).unwrap_or(Kind::Additional)
    }

    /// Every tag that has links, the most used first; then those that are only carried, so that they get the longer numbers.
    pub fn tags(&self) -> Vec<Tag> {
        let mut tags: Vec<(&u32, &Seen)> = self.tags.iter().collect();
        tags.sort_by_key(|(tag, seen)| (std::cmp::Reverse(seen.works), **tag));
        let linked = tags.into_iter().filter(|(_, seen)| seen.canonical || seen.chosen.is_some() || seen.works > 1);
        linked.map(|(tag, seen)| self.tag(*tag, seen)).collect()
    }

    fn tag(&self, tag: u32, seen: &Seen) -> Tag {
        let kind = self.kind(tag);
        let standing = match seen.chosen {
            _ if seen.canonical => Standing::Canonical,
            Some(other) => Standing::SynonymOf(TagId(other.into())),
            None => Standing::Unwrangled,
        };
        let akin = |other: &u32| self.tags.get(other).is_some_and(|seen| seen.kind.is_none_or(|other| other == kind));
        let above = seen.unexplained.iter().map(|(other, _)| *other).filter(|other| seen.canonical && akin(other));
        Tag { id: TagId(tag.into()), kind, standing, metatags: above.map(|other| TagId(other.into())).collect() }
    }
}
