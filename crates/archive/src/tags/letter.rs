//! Under which letter a fandom stands in a list by name (WR-18), without the article that its name begins with (TAG-12).

use super::key;

/// Under what a name stands in a list by letter.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Letter {
    /// It begins with this letter.
    Of(char),
    /// It begins with a number or a sign.
    Number,
    /// It is written in signs of which there are too many for a list.
    Script,
}

impl Letter {
    /// The letter that a name stands under: of the word that it is sorted by, without accents.
    pub fn of(name: &str) -> Self {
        Self::of_sorted(&manuscript::sort_title(&key(name)))
    }

    fn of_sorted(sorted: &str) -> Self {
        match sorted.chars().find(|letter| letter.is_alphanumeric()) {
            Some('\u{2E80}'..) => Self::Script,
            Some(letter) if letter.is_alphabetic() => letter.to_uppercase().next().map_or(Self::Number, Self::Of),
            _ => Self::Number,
        }
    }

    /// The letter at the beginning of what [`in_order`] makes.
    pub(crate) fn of_place(place: &str) -> Self {
        let mut letters = place.chars();
        match (letters.next(), letters.next()) {
            (Some('0'), Some(letter)) => Self::Of(letter),
            (Some('2'), _) => Self::Script,
            _ => Self::Number,
        }
    }
}

/// The place of a normalised name in a list by letter: what it stands under, a line's end, and what it is sorted by. Places
/// compare as they stand.
pub(crate) fn in_order(name_key: &str) -> String {
    let sorted = manuscript::sort_title(name_key);
    match Letter::of_sorted(&sorted) {
        Letter::Of(letter) => format!("0{letter}\n{sorted}"),
        Letter::Number => format!("1\n{sorted}"),
        Letter::Script => format!("2\n{sorted}"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_fandom_stands_under_the_letter_that_it_is_sorted_by() {
        for (name, letter) in [
            ("The Hound", Letter::Of('H')),
            ("Émile", Letter::Of('E')),
            ("“Quoted”", Letter::Of('Q')),
            ("07-Ghost", Letter::Number),
            ("Война и мир", Letter::Of('В')),
            ("鏡の国", Letter::Script),
            ("한국", Letter::Script),
            ("!?", Letter::Number),
        ] {
            assert_eq!(Letter::of(name), letter, "{name}");
            assert_eq!(Letter::of_place(&in_order(&key(name))), letter, "{name}");
        }
    }
}
