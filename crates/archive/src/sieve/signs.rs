//! The signs of a comment: its words in one spelling, pairs of letters where a script knows no spaces, and where it leads. Each
//! as a digest.

use std::collections::BTreeSet;

use manuscript::plain_text;
use sha2::{Digest, Sha256};

use crate::tags::key;

/// So many signs of a comment count, the first ones.
const MOST: usize = 300;

/// Longer words are no words.
const LONGEST: usize = 40;

/// The signs of clean HTML, each once, in their order.
pub(super) fn signs_of(html: &str) -> Vec<i64> {
    let text = key(&plain_text(html));
    let mut signs = BTreeSet::new();
    for host in hosts(html) {
        signs.insert(digest(&format!("host {host}")));
        signs.insert(digest("leads away"));
    }
    for word in text.split(|letter: char| !letter.is_alphanumeric()) {
        if signs.len() >= MOST {
            break;
        }
        let letters: Vec<char> = word.chars().collect();
        if letters.iter().any(|letter| is_unspaced(*letter)) {
            signs.extend(letters.windows(2).map(|pair| digest(&pair.iter().collect::<String>())));
        } else if (2..=LONGEST).contains(&letters.len()) {
            signs.insert(digest(word));
        }
    }
    signs.into_iter().collect()
}

/// The hosts that links lead to, and addresses that are no links yet.
fn hosts(html: &str) -> impl Iterator<Item = String> {
    let behind = html.split("://").skip(1);
    behind.map(|rest| {
        let host: String =
            rest.chars().take_while(|letter| letter.is_alphanumeric() || ".-".contains(*letter)).collect();
        host.to_lowercase().trim_start_matches("www.").to_owned()
    })
}

/// Letters of scripts that put no spaces between words.
pub(crate) const fn is_unspaced(letter: char) -> bool {
    matches!(letter as u32, 0x0E00..=0x0EFF | 0x1000..=0x109F | 0x1780..=0x17FF | 0x3040..=0x30FF | 0x3400..=0x9FFF
        | 0xF900..=0xFAFF | 0x20000..=0x3FFFF)
}

fn digest(sign: &str) -> i64 {
    let digest = Sha256::digest(format!("sieve {sign}").as_bytes());
    let first = digest.iter().take(8).fold(0_u64, |number, byte| number << 8 | u64::from(*byte));
    // Any 64 bits are a sign.
    first as i64
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_word_in_many_spellings_is_one_sign() {
        for spelling in ["<p>Buy WATCHES</p>", "<p>wátches, buy</p>", "<p>buy</p><p>ｗatches!</p>"] {
            assert_eq!(signs_of(spelling), signs_of("buy watches"), "{spelling}");
        }
        assert!(signs_of("<p>a</p>").is_empty(), "one letter says nothing");
        assert_eq!(signs_of("雨が降った").len(), 4);
        assert_eq!(
            signs_of("<a href=\"https://www.Watches.example/x\">y</a>"),
            signs_of("<a href=\"http://watches.example\">y</a>")
        );
        assert_eq!(signs_of(&"word ".repeat(9_000)).len(), 1);
    }
}
