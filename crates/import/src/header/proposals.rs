//! Guesses from prose: what a summary, a subject line or a code string seems to say.

use manuscript::{Category, Manuscript, Proposal, ProposedField, Rating, Warning};

use super::rating::rating;

/// What plain prose seems to say of ratings, warnings, categories and pairings. Guesses only, in the order of the text.
pub fn propose(prose: &str) -> Vec<Proposal> {
    let mut found = Vec::new();
    let tokens: Vec<&str> =
        prose.split(|c: char| c.is_whitespace() || ",;!".contains(c)).filter(|t| !t.is_empty()).collect();
    for (at, token) in tokens.iter().enumerate() {
        let before = at.checked_sub(1).and_then(|before| tokens.get(before)).copied().unwrap_or_default();
        let guess =
            proposed_rating(before, token).or_else(|| proposed_category(token)).or_else(|| proposed_pairing(token));
        found.extend(guess.map(|(field, value)| proposal(field, value, prose)));
    }
    found.extend(proposed_warnings(prose));
    found.dedup();
    found
}

/// A proposal with its evidence, at most 120 characters of the source's words.
pub fn proposal(field: ProposedField, value: impl Into<String>, evidence: &str) -> Proposal {
    Proposal { field, value: value.into(), evidence: evidence.trim().chars().take(120).collect() }
}

/// Where nothing names the title or suggests one, the file's name is a guess at it.
pub(crate) fn propose_title(manuscript: &mut Manuscript) {
    let has_guess = manuscript.proposals.iter().any(|guess| guess.field == ProposedField::Title);
    if has_guess || manuscript.title != Manuscript::default().title {
        return;
    }
    let file = manuscript.provenance.file.rsplit(['/', '\\']).next().unwrap_or_default();
    let stem = file.rsplit_once('.').map_or(file, |(stem, _)| stem).replace('_', " ");
    if !stem.trim().is_empty() {
        manuscript.proposals.push(proposal(ProposedField::Title, stem.trim(), file));
    }
}

/// `[G]`, `(PG-13)`, `rated R`, and the two words that nothing else is called.
fn proposed_rating(before: &str, token: &str) -> Option<(ProposedField, String)> {
    let bare = token.trim_matches(|c: char| "[](){}.:".contains(c));
    let is_bracketed = token.starts_with(['[', '(']) && token.trim_end_matches(['.', ':']).ends_with([']', ')']);
    let is_named = before.trim_end_matches(':').eq_ignore_ascii_case("rated") || before.eq_ignore_ascii_case("rating:");
    let is_certain = ["nc-17", "pg-13", "nc17", "pg13"].iter().any(|word| bare.eq_ignore_ascii_case(word));
    let guess =
        rating(bare).filter(|rating| *rating != Rating::NotRated && (is_bracketed || is_named || is_certain))?;
    Some((ProposedField::Rating, guess.name().to_owned()))
}

fn proposed_category(token: &str) -> Option<(ProposedField, String)> {
    let bare = token.trim_matches(|c: char| !c.is_alphanumeric()).to_lowercase();
    let category = match bare.as_str() {
        "slash" | "m/m" | "yaoi" => Category::MM,
        "femslash" | "femmeslash" | "f/f" | "yuri" => Category::FF,
        "het" | "m/f" | "f/m" => Category::FM,
        "gen" => Category::Gen,
        _ => return None,
    };
    Some((ProposedField::Category, category.name().to_owned()))
}

/// `Holmes/Watson`, `S/Mc`: names with a stroke between; not `and/or`, `A/N`, `R/R`, an address or a fraction.
fn proposed_pairing(token: &str) -> Option<(ProposedField, String)> {
    let bare = token.trim_matches(|c: char| !c.is_alphanumeric());
    let is_name = |name: &str| {
        name.starts_with(char::is_uppercase) && name.chars().all(|c| c.is_alphabetic() || "'’.-_".contains(c))
    };
    let is_none = ["a/n", "r/r", "w/o", "n/a", "a/u", "au/ar"].iter().any(|word| bare.eq_ignore_ascii_case(word));
    let names = bare.split('/').collect::<Vec<_>>();
    (names.len() > 1 && !is_none && names.iter().all(|name| is_name(name)))
        .then(|| (ProposedField::Relationship, bare.to_owned()))
}

fn proposed_warnings(prose: &str) -> impl Iterator<Item = Proposal> {
    const SIGNS: &[(&str, Warning)] = &[
        ("character death", Warning::Death),
        ("deathfic", Warning::Death),
        ("non-con", Warning::NonCon),
        ("noncon", Warning::NonCon),
        ("rape", Warning::NonCon),
        ("graphic violence", Warning::Violence),
        ("underage", Warning::Underage),
    ];
    let lower = prose.to_lowercase();
    let is_word = move |sign: &str| {
        lower.match_indices(sign).any(|(at, _)| {
            let before = lower.get(..at).and_then(|text| text.chars().next_back());
            let after = lower.get(at + sign.len()..).and_then(|text| text.chars().next());
            ![before, after].into_iter().flatten().any(char::is_alphanumeric)
        })
    };
    SIGNS
        .iter()
        .filter(move |(sign, _)| is_word(sign))
        .map(move |(_, warning)| proposal(ProposedField::Warning, warning.name(), prose))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn guesses(prose: &str) -> Vec<String> {
        propose(prose).into_iter().map(|proposal| format!("{:?} {}", proposal.field, proposal.value)).collect()
    }

    #[test]
    fn prose_is_only_a_source_of_guesses() {
        let cases: &[(&str, &[&str])] = &[
            ("SLASH. Holmes/Watson", &["Category M/M", "Relationship Holmes/Watson"]),
            ("NEW: The Jam (1/2) [G] Holmes, Watson", &["Rating General Audiences"]),
            ("Rated R for jam.", &["Rating Mature"]),
            ("S/Mc [PG]", &["Relationship S/Mc", "Rating General Audiences"]),
            ("Warning: character death!", &["Warning Major Character Death"]),
            ("A quiet story, and/or a loud one. A/N inside; 1/2 of it. Grapes. R. Smith.", &[]),
        ];
        for (prose, expected) in cases {
            assert_eq!(guesses(prose), *expected, "{prose}");
        }
    }
}
