//! Encoded words in headers: `=?iso-8859-1?Q?Caf=E9?=`.

use encoding_rs::{Encoding, UTF_8};

use super::codings::from_base64;
use crate::charset::quoted_printable;

/// The longest encoded word, in bytes; the standard has 75.
const LONGEST: usize = 1000;

/// A header's value with its encoded words undone. What is broken stays as it was.
pub(super) fn decoded(value: &str) -> String {
    let mut out = String::new();
    let mut pending = Pending::default();
    let mut rest = value;
    while let Some((before, marked)) = rest.split_once("=?") {
        let Some((word, behind)) = word(marked) else {
            pending.flush(&mut out);
            out.extend([before, "=?"]);
            rest = marked;
            continue;
        };
        // White space between two encoded words belongs to neither.
        if !(pending.is_waiting() && before.trim().is_empty()) {
            pending.flush(&mut out);
            out.push_str(before);
        }
        pending.add(word, &mut out);
        rest = behind;
    }
    pending.flush(&mut out);
    out.push_str(rest);
    out
}

/// The bytes of an encoded word with their charset.
struct Word {
    charset: &'static Encoding,
    bytes: Vec<u8>,
}

/// Reads `charset?Q?text?=` and gives what follows.
fn word(text: &str) -> Option<(Word, &str)> {
    let near = text.get(..text.floor_char_boundary(LONGEST)).unwrap_or(text);
    let mut pieces = near.splitn(3, '?');
    let (charset, coding, rest) = (pieces.next()?, pieces.next()?, pieces.next()?);
    let (word, _) = rest.split_once("?=")?;
    let behind = text.get(charset.len() + coding.len() + word.len() + "???=".len()..)?;
    let label = charset.split('*').next().unwrap_or(charset);
    let charset = Encoding::for_label(label.as_bytes()).unwrap_or(UTF_8);
    let bytes = match coding {
        "Q" | "q" => quoted_printable::undone(word.replace('_', " ").as_bytes()),
        "B" | "b" => from_base64(word.as_bytes()),
        _ => return None,
    };
    Some((Word { charset, bytes }, behind))
}

/// Words that wait for the next: a character may be cut between two of one charset.
#[derive(Default)]
struct Pending(Option<Word>);

impl Pending {
    const fn is_waiting(&self) -> bool {
        self.0.is_some()
    }

    fn add(&mut self, word: Word, out: &mut String) {
        match &mut self.0 {
            Some(waiting) if waiting.charset == word.charset => waiting.bytes.extend(word.bytes),
            _ => {
                self.flush(out);
                self.0 = Some(word);
            }
        }
    }

    fn flush(&mut self, out: &mut String) {
        if let Some(word) = self.0.take() {
            out.push_str(&word.charset.decode_without_bom_handling(&word.bytes).0);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn encoded_words_are_undone_and_anything_else_stays() {
        for (value, expected) in [
            ("=?iso-8859-1?Q?Caf=E9_noir?= (1/2)", "Café noir (1/2)"),
            ("=?UTF-8?B?0JLQsNGA?= =?utf-8?b?0LXQvdGM0LU=?=", "Варенье"),
            ("=?utf-8?Q?=E2=82?=\t=?utf-8?Q?=AC?= x", "€ x"),
            ("=?koi8-r?B?98HSxc7YxQ==?=", "Варенье"),
            ("a =?b", "a =?b"),
            ("=?utf-8?X?x?= y", "=?utf-8?X?x?= y"),
            ("plain", "plain"),
        ] {
            assert_eq!(decoded(value), expected, "{value}");
        }
    }
}
