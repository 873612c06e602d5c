//! A catalogue out of nothing but a seed, with the shape that archives have: few tags on very many works, very many tags on few.

use std::error::Error;

use finder::{Counts, Kind, Standing, Tag, TagId};

use crate::queries::roll;
use crate::source::{KINDS, Row, Source};

/// Where the ids of each kind begin, and how many canonical tags there are for a million works.
const RATINGS: u64 = 5;
const WARNINGS: u64 = 6;
const CATEGORIES: u64 = 6;

/// A seeded catalogue.
pub struct Invented {
    works: u64,
    seed: u64,
    /// First id and number of canonical tags of each kind.
    vocabulary: [(u64, u64); 7],
    synonyms: u64,
    tags: Vec<Tag>,
}

impl Invented {
    pub fn of(works: u64, seed: u64) -> Self {
        let share = (works as f64 / 1e6).powf(0.6);
        let sized = |million: f64| (million * share).max(40.0) as u64;
        let numbers =
            [RATINGS, WARNINGS, CATEGORIES, sized(14_000.0), sized(150_000.0), sized(120_000.0), sized(60_000.0)];
        let mut first = 1;
        let vocabulary = numbers.map(|size| {
            let here = (first, size);
            first += size;
            here
        });
        let mut catalogue = Self { works, seed, vocabulary, synonyms: first, tags: Vec::new() };
        catalogue.tags = catalogue.links();
        catalogue
    }

    /// Tag `rank` of a kind, which is used the more the lower the rank.
    fn tag(&self, kind: usize, rank: u64) -> u64 {
        self.vocabulary[kind].0 + rank
    }

    /// Every eleventh tag of a kind with many stands under the tag of half its rank; every third has a synonym.
    fn links(&self) -> Vec<Tag> {
        let mut ranked = Vec::new();
        for (number, kind) in KINDS.into_iter().enumerate() {
            for rank in 0..self.vocabulary[number].1 {
                let id = self.tag(number, rank);
                let above = self.above(number, rank).map(TagId).into_iter().collect();
                ranked.push((rank, Tag { id: TagId(id), kind, standing: Standing::Canonical, metatags: above }));
                if number > 2 && rank % 3 == 0 {
                    let synonym = Standing::SynonymOf(TagId(id));
                    ranked.push((
                        rank * 8,
                        Tag { id: TagId(self.synonyms + id), kind, standing: synonym, metatags: vec![] },
                    ));
                }
            }
        }
        ranked.sort_by_key(|(rank, tag)| (*rank, tag.id));
        ranked.into_iter().map(|(_, tag)| tag).collect()
    }

    fn above(&self, kind: usize, rank: u64) -> Option<u64> {
        (kind > 2 && rank % 11 == 10).then(|| self.tag(kind, rank / 2))
    }

    /// Ids of forty bits that were drawn by chance, in their order, as an archive tells of its works when a finder is filled.
    fn id(&self, number: u64, dice: &mut u64) -> u64 {
        number * self.share() + roll(dice) % self.share()
    }

    fn share(&self) -> u64 {
        (1 << 40) / self.works
    }

    fn row(&self, number: u64) -> Row {
        let mut dice = self.seed.wrapping_mul(0x1_0000_0001).wrapping_add(number);
        let words = 10_f64.powf(2.0 + unit(&mut dice) + unit(&mut dice) + unit(&mut dice)) as u64;
        let kudos = 10_f64.powf(unit(&mut dice) * 1.6 + unit(&mut dice) * 1.8) as u64;
        let chapters = if unit(&mut dice) < 0.73 { 1 } else { 2 + words / 4_000 };
        let day = roll(&mut dice) % 5_500;
        let mut row = Row {
            id: self.id(number, &mut dice),
            title: format!("{:x} {:x}", roll(&mut dice) % 4_096, roll(&mut dice) % 65_536),
            author: roll(&mut dice) % (self.works / 5 + 1),
            language: if unit(&mut dice) < 0.9 { "en" } else { "de" }.to_owned(),
            posted: 1_230_000_000_000 + day as i64 * 86_400_000,
            updated: 1_230_000_000_000 + (day + roll(&mut dice) % 400) as i64 * 86_400_000,
            counts: Counts {
                words,
                chapters,
                kudos,
                comments: kudos / 10,
                bookmarks: kudos / 6,
                hits: kudos * (8 + roll(&mut dice) % 12),
            },
            complete: unit(&mut dice) < 0.86,
            single: chapters == 1,
            restricted: unit(&mut dice) < 0.15,
            ..Row::default()
        };
        self.dress(&mut row, &mut dice);
        row
    }

    /// Gives a work its tags. A fandom has its own characters and relationships.
    fn dress(&self, row: &mut Row, dice: &mut u64) {
        for number in 0..3 {
            self.enter(row, dice, number, 0);
        }
        let fandom = self.popular(3, dice);
        self.carry(row, dice, 3, fandom);
        if unit(dice) < 0.2 {
            self.enter(row, dice, 3, 0);
        }
        for (number, mean) in [(4, 4), (5, 2)] {
            for _ in 0..=roll(dice) % (2 * mean) {
                self.enter(row, dice, number, fandom + 1);
            }
        }
        for _ in 0..roll(dice) % 15 {
            self.enter(row, dice, 6, 0);
        }
        row.filters.sort_unstable();
        row.filters.dedup();
        for direct in &mut row.direct {
            direct.sort_unstable();
            direct.dedup();
        }
    }

    /// A rank, low ones much more often.
    fn popular(&self, kind: usize, dice: &mut u64) -> u64 {
        let size = self.vocabulary[kind].1;
        ((size as f64 + 1.0).powf(unit(dice)) - 1.0) as u64 % size
    }

    fn enter(&self, row: &mut Row, dice: &mut u64, kind: usize, own: u64) {
        let size = self.vocabulary[kind].1;
        let rank = if own > 0 { (own * own + self.popular(kind, dice) % 300) % size } else { self.popular(kind, dice) };
        self.carry(row, dice, kind, rank);
    }

    fn carry(&self, row: &mut Row, dice: &mut u64, kind: usize, rank: u64) {
        let id = self.tag(kind, rank);
        let synonym = kind > 2 && rank.is_multiple_of(3) && unit(dice) < 0.15;
        let entered = if synonym { self.synonyms + id } else { id };
        if row.tags.iter().any(|(tag, _)| u64::from(*tag) == entered) {
            return;
        }
        row.tags.push((entered as u32, KINDS[kind]));
        row.filters.extend([entered as u32, id as u32]);
        row.direct[kind].push(id as u32);
        let mut rank = rank;
        while let Some(above) = self.above(kind, rank) {
            row.filters.push(above as u32);
            rank /= 2;
        }
        if kind == 6 && unit(dice) < 0.12 {
            // A tag of one's own, as most tags are.
            let id = (2 * self.synonyms + row.id / self.share()) as u32;
            row.tags.push((id, Kind::Additional));
            row.filters.push(id);
        }
    }
}

impl Source for Invented {
    fn name(&self) -> String {
        format!("{} invented works, seed {}", self.works, self.seed)
    }

    fn tags(&self) -> &[Tag] {
        &self.tags
    }

    fn each(&self, then: &mut dyn FnMut(Row)) -> Result<(), Box<dyn Error>> {
        (0..self.works).for_each(|number| then(self.row(number)));
        Ok(())
    }
}

/// A number between 0 and 1.
fn unit(dice: &mut u64) -> f64 {
    (roll(dice) >> 11) as f64 / (1_u64 << 53) as f64
}
