//! A seeded generator of catalogues: many works with tags as popular as an archive's are, and little text.
//!
//! Popularity follows Zipf's law in each kind. The same seed gives the same works; names are made of numbers, so that
//! nothing real is in them.

use manuscript::{Byline, CLEANER, Category, Chapter, Manuscript, Prose, Rating, Warning};
use rand::rngs::StdRng;
use rand::{RngExt, SeedableRng};

/// Words of a summary, and how many words there are.
const SUMMARY: usize = 20;
const VOCABULARY: usize = 30_000;

/// Gives one story after the other.
pub struct Generator {
    rng: StdRng,
    words: usize,
    /// Whether most are shorter than that and some much longer.
    varies: bool,
}

impl Generator {
    /// Stories of about `words` words, the same ones for the same seed.
    pub fn new(seed: u64, words: usize) -> Self {
        Self { rng: StdRng::seed_from_u64(seed), words, varies: false }
    }

    /// Stories of a third of `words` words to three times as many.
    pub fn of_many_lengths(seed: u64, words: usize) -> Self {
        Self { varies: true, ..Self::new(seed, words) }
    }

    /// So many invented words, a few of them in nearly every text and most in hardly any.
    fn phrase(&mut self, words: usize) -> String {
        let all: Vec<String> = (0..words).map(|_| word(self.zipf(VOCABULARY))).collect();
        all.join(" ")
    }

    fn one_of<T: Copy>(&mut self, list: &[T]) -> Option<T> {
        list.get(self.zipf(list.len())).copied()
    }

    /// A rank below `count`, the first the most frequent (s = 1, by inverting the harmonic sum's logarithm).
    fn zipf(&mut self, count: usize) -> usize {
        let at = (count as f64).powf(self.rng.random::<f64>()) as usize;
        at.saturating_sub(1).min(count.saturating_sub(1))
    }

    fn tags(&mut self, kind: &str, most: usize, count: usize) -> Vec<String> {
        let many = self.rng.random_range(1..=most);
        (0..many).map(|_| format!("{kind} {}", self.zipf(count))).collect()
    }

    fn chapter(&mut self, words: usize) -> Chapter {
        let mut html = String::from("<p>");
        for at in 0..words {
            let word = ["rain", "door", "letter", "candle", "never", "said", "the", "and", "of", "lamp"];
            html.push_str(self.one_of(&word).unwrap_or("and"));
            html.push_str(if at % 60 == 59 { ".</p><p>" } else { " " });
        }
        html.push_str("end.</p>");
        // Clean as it is made, so the cleaner's time is not in what is measured with it.
        Chapter { body: Prose::stored(html, None, CLEANER), ..Chapter::default() }
    }
}

impl Iterator for Generator {
    type Item = Manuscript;

    fn next(&mut self) -> Option<Manuscript> {
        let author = format!("author {}", self.zipf(20_000));
        let year = self.rng.random_range(2008..2026);
        let month = self.rng.random_range(1..=12);
        let day = self.rng.random_range(1..=28);
        let chapters = if self.rng.random_bool(0.75) { 1 } else { self.rng.random_range(2..8) };
        let length = if self.varies { self.rng.random_range(self.words / 3..self.words * 3) } else { self.words };
        let words = length / chapters;
        Some(Manuscript {
            title: self.phrase(3),
            bylines: vec![Byline { name: author, ..Byline::default() }],
            summary: Prose::stored(format!("<p>{}.</p>", self.phrase(SUMMARY)), None, CLEANER),
            rating: self.one_of(Rating::ALL)?,
            warnings: vec![self.one_of(Warning::ALL)?],
            categories: vec![self.one_of(Category::ALL)?],
            fandoms: self.tags("Fandom", 2, 3_000),
            relationships: self.tags("Relationship", 3, 20_000),
            characters: self.tags("Character", 5, 20_000),
            additional: self.tags("Additional", 9, 60_000),
            language: "en".to_owned(),
            published: jiff::civil::Date::new(year, month, day).ok(),
            expected_chapters: u32::try_from(chapters).ok(),
            chapters: (0..chapters).map(|_| self.chapter(words)).collect(),
            ..Manuscript::default()
        })
    }
}

/// The invented word of a rank, in syllables.
fn word(rank: usize) -> String {
    const SYLLABLES: [&str; 16] =
        ["ka", "lo", "mi", "ru", "te", "sha", "ven", "dor", "il", "an", "po", "qui", "bra", "fe", "gu", "zy"];
    let mut rest = rank + SYLLABLES.len();
    let mut word = String::new();
    while rest > 0 {
        word.push_str(SYLLABLES.get(rest % SYLLABLES.len()).unwrap_or(&"o"));
        rest /= SYLLABLES.len();
    }
    word
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_same_seed_gives_the_same_works_and_another_seed_others() {
        let some = |seed| Generator::new(seed, 60).take(20).collect::<Vec<_>>();
        assert_eq!(some(1), some(1));
        assert_ne!(some(1), some(2));
    }

    #[test]
    fn a_few_tags_are_on_many_works() {
        let fandoms: Vec<String> = Generator::new(1, 10).take(1_000).flat_map(|story| story.fandoms).collect();
        let first = fandoms.iter().filter(|name| *name == "Fandom 0").count();
        let hundredth = fandoms.iter().filter(|name| *name == "Fandom 100").count();
        assert!(first > 60 && first > 10 * hundredth.max(1), "{first} and {hundredth}");
    }
}
