//! Suggestions among very many names.

use std::time::Duration;

use finder::{Finder, Hint, Kind, Standing, Tag, TagId, TagName, Traits};

use crate::clock::{ms, percentile, timed};
use crate::queries::roll;

/// As many names as the largest archive has canonical tags.
const NAMES: u64 = 1_500_000;

/// Invents names, and asks for what people begin to type: beginnings, second words, slips.
pub fn run() {
    let mut finder = Finder::to_fill();
    let mut dice = 1;
    let words: Vec<String> = (0..200_000).map(|_| word(&mut dice)).collect();
    // Fixed names are suggested whether or not a work carries them, so that no works are needed here.
    let kind = Kind::Media;
    let ((), cost) = timed(|| {
        for id in 0..NAMES {
            let tag = TagId(id);
            finder.put_tag(&Tag { id: tag, kind, standing: Standing::Canonical, metatags: vec![] });
            let key = [pick(&words, &mut dice), pick(&words, &mut dice)].join(" ");
            finder.put_name(&TagName { tag, kind, key, fandoms: vec![], traits: Traits::default() });
        }
        finder.settle();
    });
    println!("{NAMES} names taken in in {:.1} s CPU", cost.cpu.as_secs_f64());
    for (what, letters, slip) in
        [("a letter", 1, false), ("three letters", 3, false), ("a word", 99, false), ("a slip", 99, true)]
    {
        let mut times: Vec<Duration> = Vec::new();
        let mut found = 0;
        for _ in 0..200 {
            let typed = typed(pick(&words, &mut dice), letters, slip);
            let hint = Hint { typed, limit: 15, ..Hint::default() };
            let (suggestions, cost) = timed(|| finder.suggest(&hint));
            found += suggestions.len();
            times.push(cost.cpu);
        }
        let (half, most) = (percentile(&mut times, 50), percentile(&mut times, 99));
        println!("{what} typed: {:.2} / {:.2} ms CPU p50 / p99, {found} suggestions for 200", ms(half), ms(most));
    }
}

fn typed(word: &str, letters: usize, slip: bool) -> String {
    let mut typed: Vec<char> = word.chars().take(letters).collect();
    if slip && typed.len() > 3 {
        typed.swap(2, 3);
    }
    typed.into_iter().collect()
}

/// Words are used very unevenly.
fn pick<'a>(words: &'a [String], dice: &mut u64) -> &'a str {
    let share = (roll(dice) % 1_000_000) as f64 / 1e6;
    &words[((words.len() as f64).powf(share) - 1.0) as usize]
}

fn word(dice: &mut u64) -> String {
    const PARTS: [&str; 20] = [
        "ka", "ro", "mi", "ten", "sol", "ba", "ne", "shi", "lu", "vor", "da", "e", "gan", "ti", "ho", "pe", "wy", "ar",
        "zu", "qui",
    ];
    (0..2 + roll(dice) % 3).map(|_| PARTS[(roll(dice) % 20) as usize]).collect()
}
