//! Lists of tags in one line, made the names that an archive can hold (TAG-2, IMP-8).

use manuscript::{Complaint, Trouble};

/// The longest name of a tag, in characters (TAG-2).
const LONGEST: usize = 150;

/// Splits a line of tags at commas of any script and semicolons (POST-4), makes each a valid name, drops doubles.
pub fn split(value: &str, complaints: &mut Vec<Complaint>) -> Vec<String> {
    let mut tags: Vec<String> = Vec::new();
    for piece in value.split([',', '，', '、', ';', '\n']) {
        let tag = name(piece, complaints);
        if !tag.is_empty() && !tags.contains(&tag) {
            tags.push(tag);
        }
    }
    tags
}

/// One tag's valid name: white space squeezed, forbidden characters gone, at most 150 characters, cut between words.
pub fn name(text: &str, complaints: &mut Vec<Complaint>) -> String {
    let allowed: String =
        text.chars().map(|c| if c.is_whitespace() { ' ' } else { c }).filter(|c| !is_forbidden(*c)).collect();
    let squeezed = allowed.split_whitespace().collect::<Vec<_>>().join(" ");
    if allowed.chars().count() < text.chars().count() {
        Complaint::new(Trouble::Changed, "character that a tag cannot hold", text).join(complaints);
    }
    if squeezed.chars().count() <= LONGEST {
        return if squeezed.chars().any(char::is_alphanumeric) || !squeezed.is_ascii() {
            squeezed
        } else {
            String::new()
        };
    }
    Complaint::dropped("end of a tag over 150 characters", &after_cut(&squeezed)).join(complaints);
    cut(&squeezed)
}

const fn is_forbidden(c: char) -> bool {
    matches!(c, ',' | '，' | '、' | '*' | '<' | '>' | '^' | '{' | '}' | '=' | '`' | '\\' | '%')
}

fn cut(long: &str) -> String {
    let short: String = long.chars().take(LONGEST).collect();
    let ends_a_word = long.chars().nth(LONGEST).is_none_or(char::is_whitespace);
    match short.rsplit_once(' ') {
        Some((words, _)) if !ends_a_word => words.to_owned(),
        _ => short.trim_end().to_owned(),
    }
}

fn after_cut(long: &str) -> String {
    long.strip_prefix(&cut(long)).unwrap_or_default().to_owned()
}

#[cfg(test)]
mod tests {
    use manuscript::letters;

    use super::*;

    #[test]
    fn a_line_of_tags_is_split_at_commas_of_any_script() {
        let mut complaints = Vec::new();
        assert_eq!(
            split(" Fluff,  Slow   burn、ジャム; Fluff,, *Angst*", &mut complaints),
            ["Fluff", "Slow burn", "ジャム", "Angst"]
        );
        assert_eq!(complaints.len(), 1);
    }

    #[test]
    fn a_long_tag_is_cut_between_words_and_the_rest_is_accounted_for() {
        let long = "jam ".repeat(60);
        let mut complaints = Vec::new();
        let tag = name(&long, &mut complaints);
        assert!(tag.chars().count() <= LONGEST && tag.ends_with("jam"));
        assert_eq!(letters(&tag) + complaints.iter().map(|complaint| complaint.letters).sum::<u64>(), letters(&long));
    }
}
