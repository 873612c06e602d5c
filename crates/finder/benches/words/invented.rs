//! Invented stories: words as frequent as in a language (Zipf), in forms that stemming joins, and phrases out of them.

use crate::arguments::Arguments;

/// Distinct words, each in four forms.
const VOCABULARY: u64 = 60_000;

/// Phrases that are looked for.
const PHRASES: u64 = 400;

/// Stories that are made when they are needed, each time the same.
pub struct Invented {
    pub stories: u64,
    length: u64,
    seed: u64,
}

impl Invented {
    pub const fn of(arguments: &Arguments, stories: u64) -> Self {
        Self { stories, length: arguments.length, seed: arguments.seed }
    }

    /// A story.
    pub fn story(&self, number: u64) -> String {
        let mut dice = self.dice(number);
        let mut story = String::with_capacity(self.length as usize * 6);
        for at in 0..self.length {
            if at > 0 {
                story.push_str(match roll(&mut dice) % 12 {
                    0 => ". ",
                    1 => ", ",
                    _ => " ",
                });
            }
            word(&mut dice, &mut story);
        }
        story
    }

    /// Phrases of two to five words, each with a story that has it.
    pub fn phrases(&self) -> Vec<(u64, String)> {
        let one = |number: u64| {
            let mut dice = number.wrapping_mul(0x2545_F491_4F6C_DD1D);
            let story = roll(&mut dice) % self.stories;
            let text = self.story(story);
            let words: Vec<&str> = text.split_whitespace().collect();
            let (start, length) = ((roll(&mut dice) % (self.length - 6)) as usize, 2 + (number % 4) as usize);
            let phrase = words[start..start + length].join(" ");
            (story, phrase.replace(['.', ','], ""))
        };
        (0..PHRASES).map(one).collect()
    }

    const fn dice(&self, number: u64) -> u64 {
        self.seed.wrapping_mul(0x9E37_79B9).wrapping_add(number).wrapping_mul(0xD134_2543_DE82_EF95)
    }
}

/// The next number of a sequence.
fn roll(dice: &mut u64) -> u64 {
    *dice = dice.wrapping_add(0x9E37_79B9_7F4A_7C15);
    let mixed = (*dice ^ *dice >> 30).wrapping_mul(0xBF58_476D_1CE4_E5B9);
    let mixed = (mixed ^ mixed >> 27).wrapping_mul(0x94D0_49BB_1331_11EB);
    mixed ^ mixed >> 31
}

/// The more frequent a word, the shorter.
fn word(dice: &mut u64, story: &mut String) {
    let share = (roll(dice) >> 11) as f64 / (1_u64 << 53) as f64;
    let mut number = ((VOCABULARY as f64).powf(share) - 1.0) as u64;
    loop {
        story.push(char::from(b"etaoinshrdlucmfwypvbgk"[(number % 22) as usize]));
        number /= 22;
        if number == 0 {
            break;
        }
    }
    story.push_str(["", "s", "ing", "ed"][(roll(dice) % 4) as usize]);
}
