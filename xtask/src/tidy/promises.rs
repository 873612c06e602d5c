//! A note that something is unfinished names the issue where it is kept; there is one form of it.

use super::{File, Finding, Tree};

/// The one form: the word, then the number in brackets.
const MARK: &str = concat!("TO", "DO");
/// Other houses' words for the same thing.
const STRANGERS: &[&str] = &[concat!("FIX", "ME"), concat!("XX", "X"), concat!("HA", "CK")];

/// Finds promises without an issue, in code, templates and documents.
pub fn promises(tree: &Tree) -> Vec<Finding> {
    let ours = |file: &&File| {
        [".rs", ".html", ".css", ".js", ".md", ".toml", ".sql"].iter().any(|end| file.path.ends_with(end))
    };
    tree.files.iter().filter(ours).flat_map(open).collect()
}

fn open(file: &File) -> Vec<Finding> {
    let bad = file.lines().filter(|(_, line)| broken(line));
    bad.map(|(number, _)| file.finding(number, format!("name the issue, as in {MARK}{}, or do it", "(#12)"))).collect()
}

fn broken(line: &str) -> bool {
    STRANGERS.iter().any(|word| has(line, word)) || has(line, MARK) && !numbered(line)
}

fn numbered(line: &str) -> bool {
    let after = line.split_once(MARK).and_then(|(_, rest)| rest.strip_prefix("(#")).unwrap_or_default();
    after.split_once(')').is_some_and(|(number, _)| !number.is_empty() && number.chars().all(|c| c.is_ascii_digit()))
}

/// Whether the word stands alone, and not inside a longer word or a Roman number.
fn has(line: &str, word: &str) -> bool {
    line.split(|letter: char| !letter.is_alphanumeric()).any(|part| part == word)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_the_form_with_a_number_passes() {
        let cases = [
            (format!("// {MARK}(#12): later"), false),
            (format!("// {MARK}: later"), true),
            (format!("// {MARK}(ana): later"), true),
            (format!("// {MARK}(#): later"), true),
            (format!("// {}: later", STRANGERS[0]), true),
            (format!("Chapter {}II", STRANGERS[1]), false),
            ("fn todo() {}".to_owned(), false),
        ];
        for (line, wrong) in cases {
            assert_eq!(broken(&line), wrong, "{line}");
        }
    }

    #[test]
    fn documents_are_looked_at_too() {
        let text = format!("# Title\n{MARK} write this\n");
        assert_eq!(promises(&Tree::of(&[("docs/a.md", &text), ("a.png", &text)])).len(), 1);
    }
}
