//! Words and phrases in the text of stories.

use std::error::Error;
use std::time::Duration;

use finder::{Place, Seek, Text, Words, WorkId};

use crate::clock::{ms, percentile, timed};
use crate::queries::roll;

/// Words of a story.
const LENGTH: u64 = 7_000;
/// Distinct words.
const VOCABULARY: u64 = 60_000;

/// Indexes so many invented stories and looks for phrases out of them.
pub fn run(stories: u64) -> Result<(), Box<dyn Error>> {
    let dir = tempfile::tempdir()?;
    let (mut words, _) = Words::open(dir.path())?;
    let (mut bytes, mut dice, mut phrases) = (0, 1, Vec::new());
    let mut spent = Duration::ZERO;
    for id in 0..stories {
        let story: Vec<String> = (0..LENGTH).map(|_| word(&mut dice)).collect();
        let start = (roll(&mut dice) % (LENGTH - 5)) as usize;
        phrases.push(story[start..start + 2 + (id % 3) as usize].join(" "));
        let story = story.join(" ");
        bytes += story.len();
        let (put, cost) =
            timed(|| words.add(&Text { work: WorkId(id), language: "en", story: &story, ..Text::default() }));
        put?;
        spent += cost.wall;
    }
    let (settled, cost) = timed(|| words.commit("1").and_then(|()| words.settle()));
    settled?;
    let size: u64 =
        std::fs::read_dir(dir.path())?.flatten().filter_map(|file| file.metadata().ok()).map(|m| m.len()).sum();
    println!(
        "{stories} stories, {:.0} MB: read in {:.1} s; index {:.2} of the text",
        bytes as f64 / 1e6,
        (spent + cost.wall).as_secs_f64(),
        size as f64 / bytes as f64
    );
    let mut times = Vec::new();
    for phrase in phrases.into_iter().take(300) {
        let seek = Seek::Phrase(phrase, vec![Place::Story]);
        let (found, cost) = timed(|| words.seek(&seek, &["en"]));
        found?;
        times.push(cost.cpu);
    }
    let (half, most) = (percentile(&mut times, 50), percentile(&mut times, 99));
    println!("a phrase of two to four words: {:.2} / {:.2} ms CPU p50 / p99", ms(half), ms(most));
    Ok(())
}

/// Words are used as in a language: the most frequent one is one in twenty.
fn word(dice: &mut u64) -> String {
    let share = (roll(dice) >> 11) as f64 / (1_u64 << 53) as f64;
    let mut number = ((VOCABULARY as f64).powf(share) - 1.0) as u64;
    let mut word = String::new();
    loop {
        word.push(char::from(b"etaoinshrdlucmfwypvbgk"[(number % 22) as usize]));
        number /= 22;
        if number == 0 {
            return word + ["", "s", "ing", "ed"][(roll(dice) % 4) as usize];
        }
    }
}
