//! Words that are nearly the typed one.

/// Words that are looked at for each way in which a word may begin.
const MOST: usize = 60_000;

/// How many letters may be wrong in a word of so many: none in a short one.
const fn slips(letters: usize) -> usize {
    match letters {
        0..4 => 0,
        4..8 => 1,
        _ => 2,
    }
}

/// The words within the distance of a typed word, or whose beginning is, if it may be unfinished. The first letter, or the
/// second one, must be right, or the first two in turns. `words` gives those that begin with a letter.
pub fn near<W: AsRef<str>, V, I>(words: impl Fn(char) -> I, typed: &str, unfinished: bool) -> Vec<V>
where
    I: Iterator<Item = (W, V)>,
{
    let letters: Vec<char> = typed.chars().collect();
    let most = slips(letters.len());
    let mut starts: Vec<char> = letters.iter().copied().take(2).collect();
    starts.dedup();
    let beginnings = starts.into_iter().filter(|_| most > 0);
    let range = beginnings.flat_map(|start| words(start).take(MOST));
    range.filter(|(word, _)| is_near(&letters, word.as_ref(), most, unfinished)).map(|(_, value)| value).collect()
}

/// Whether a word, or its beginning if `unfinished`, becomes the typed one by at most `most` changes: a letter more, less or
/// another, or two neighbours changed over.
pub fn is_near(typed: &[char], word: &str, most: usize, unfinished: bool) -> bool {
    let length = word.chars().count();
    if length + most < typed.len() || !unfinished && length > typed.len() + most {
        return false;
    }
    // Rows of the table of distances between beginnings; the one before the last is needed for neighbours.
    let mut before: Vec<usize> = Vec::new();
    let mut row: Vec<usize> = (0..=typed.len()).collect();
    let mut previous = None;
    let mut best = row.last().copied().unwrap_or_default();
    for (number, letter) in (1..).zip(word.chars()) {
        let next = step(typed, (&before, &row), (number, letter, previous));
        let least = next.iter().min().copied().unwrap_or_default();
        best = best.min(next.last().copied().unwrap_or_default());
        (before, row, previous) = (row, next, Some(letter));
        if least > most || unfinished && number > typed.len() + most {
            break;
        }
        if number == length && !unfinished {
            best = row.last().copied().unwrap_or_default();
            return best <= most;
        }
    }
    unfinished && best <= most
}

fn step(
    typed: &[char],
    (before, row): (&[usize], &[usize]),
    (number, letter, previous): (usize, char, Option<char>),
) -> Vec<usize> {
    let mut next = Vec::with_capacity(row.len());
    next.push(number);
    let cell = |cells: &[usize], place: usize| cells.get(place).copied().unwrap_or(usize::MAX / 2);
    for (place, of) in typed.iter().enumerate() {
        let change = cell(row, place) + usize::from(*of != letter);
        let mut least = change.min(cell(row, place + 1) + 1).min(cell(&next, place) + 1);
        let turned = place > 0 && previous == Some(*of) && typed.get(place - 1) == Some(&letter);
        if turned {
            least = least.min(cell(before, place - 1) + 1);
        }
        next.push(least);
    }
    next
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn slips_are_counted_and_neighbours_changed_over_are_one() {
        let near =
            |typed: &str, word, most, unfinished| is_near(&typed.chars().collect::<Vec<_>>(), word, most, unfinished);
        assert!(near("sherlok", "sherlock", 1, false) && near("shrelock", "sherlock", 1, false));
        assert!(near("sherlock", "sherlock", 0, false) && !near("sherl", "sherlock", 2, false));
        assert!(near("sherlo", "sherlock", 0, true) && near("shrelo", "sherlock", 1, true));
        assert!(!near("watson", "sherlock", 2, true) && !near("holmes", "home", 1, false));
    }
}
