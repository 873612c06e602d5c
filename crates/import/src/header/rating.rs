//! Rating words of all archives, and what they mean here.

use manuscript::Rating;

/// Words that mean one rating for certain, lower case, without spaces and hyphens (IMP-7 and the fan-rated scale).
const WORDS: &[(Rating, &[&str])] = &[
    (
        Rating::General,
        &["g", "pg", "k", "k+", "kplus", "frk", "frc", "general", "generalaudience", "generalaudiences", "allages"],
    ),
    (
        Rating::Teen,
        &["pg13", "pg14", "pg15", "pg16", "t", "teen", "teens", "teenandup", "teenandupaudiences", "frt", "frt13"],
    ),
    (Rating::Mature, &["r", "m", "mature", "frm", "r16", "r17"]),
    (Rating::Explicit, &["nc17", "nc18", "x", "xxx", "ma", "explicit", "frao", "nc17+"]),
    (Rating::NotRated, &["notrated", "unrated", "norating"]),
];

/// The rating that a header's value means (IMP-7): `PG-13`, `R for language`, `Fiction K+`; `None` when it means none for
/// certain (`R/NC-17`, `Adult`, `Tweenie`).
pub fn rating(value: &str) -> Option<Rating> {
    let lower = value.trim().trim_end_matches(['.', '!']).to_lowercase();
    let lower = lower
        .strip_prefix("fiction")
        .or_else(|| lower.strip_prefix("rated"))
        .unwrap_or(&lower)
        .trim_start_matches([':', ' '])
        .trim();
    whole(lower).or_else(|| whole(before_reason(lower)?))
}

fn whole(value: &str) -> Option<Rating> {
    let plain: String = value.chars().filter(|c| c.is_alphanumeric() || *c == '+').collect();
    let has_only_joints = value.chars().all(|c| c.is_alphanumeric() || " -+.()[]".contains(c));
    let known = WORDS.iter().find(|(_, words)| words.contains(&plain.as_str()));
    known.filter(|_| has_only_joints).map(|(rating, _)| *rating)
}

/// The word before a reason: `pg-13 for violence`, `r (language)`, `m: gore`; nothing when another rating may follow.
fn before_reason(value: &str) -> Option<&str> {
    let marks = [" for ", " because ", " due to ", " (", ", for ", " - ", ": ", "; "];
    let (word, reason) = marks.iter().filter_map(|mark| value.split_once(mark)).min_by_key(|(word, _)| word.len())?;
    let names_another = |token: &str| whole(token).is_some_and(|other| Some(other) != whole(word));
    let tokens = || reason.split(|c: char| c.is_whitespace() || "/,()".contains(c)).filter(|token| token.len() > 1);
    (!tokens().any(names_another)).then_some(word)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_of_every_scale_are_understood() {
        use Rating::{Explicit, General, Mature, NotRated, Teen};
        let cases = [
            ("G", General),
            ("k+", General),
            ("Fiction K+", General),
            ("General Audiences", General),
            ("PG-13", Teen),
            ("PG13 for violence", Teen),
            ("Rated: T", Teen),
            ("FRT", Teen),
            ("R (language)", Mature),
            ("m", Mature),
            ("NC-17.", Explicit),
            ("[NC17]", Explicit),
            ("Fiction MA", Explicit),
            ("Not Rated", NotRated),
        ];
        for (word, expected) in cases {
            assert_eq!(rating(word), Some(expected), "{word}");
        }
    }

    #[test]
    fn what_may_mean_several_ratings_means_none() {
        for word in
            ["R/NC-17", "PG-13 to R", "Tweenie", "Adult", "", "E", "PG-13 (later chapters NC-17)", "between G and PG"]
        {
            assert_eq!(rating(word), None, "{word}");
        }
    }
}
