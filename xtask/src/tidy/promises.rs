//! A note that something is unfinished names the issue where it is kept; there is one form of it.

use super::{File, Finding, Tree};

/// The one form: the word, then the number in brackets.
const MARK: &str = concat!("TO", "DO");
/// Other houses' words for the same thing.
const STRANGERS: &[&str] = &[concat!("FIX", "ME"), concat!("XX", "X"), concat!("HA", "CK")];
/// How a comment starts, by the end of the file's name. Only comments promise; a text may say what it likes.
const COMMENTS: &[(&str, &str)] =
    &[(".rs", "//"), (".mjs", "//"), (".js", "//"), (".css", "/*"), (".html", "<!--"), (".toml", "#"), (".sql", "--")];

/// Finds promises without an issue in comments.
pub fn promises(tree: &Tree) -> Vec<Finding> {
    tree.files.iter().flat_map(open).collect()
}

fn open(file: &File) -> Vec<Finding> {
    let Some((_, start)) = COMMENTS.iter().find(|(ending, _)| file.path.ends_with(ending)) else { return Vec::new() };
    let comments = file.lines().filter_map(|(number, line)| Some((number, line.split_once(start)?.1)));
    let bad = comments.filter(|(_, comment)| broken(comment));
    bad.map(|(number, _)| file.finding(number, format!("name the issue, as in {MARK}(#12), or do it"))).collect()
}

fn broken(comment: &str) -> bool {
    STRANGERS.iter().any(|word| has(comment, word)) || has(comment, MARK) && !numbered(comment)
}

fn numbered(comment: &str) -> bool {
    let after = comment.split_once(MARK).and_then(|(_, rest)| rest.strip_prefix("(#")).unwrap_or_default();
    after.split_once(')').is_some_and(|(number, _)| !number.is_empty() && number.chars().all(|c| c.is_ascii_digit()))
}

/// Whether the word stands alone, and not inside a longer word or a Roman number.
fn has(text: &str, word: &str) -> bool {
    text.split(|letter: char| !letter.is_alphanumeric()).any(|part| part == word)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_the_form_with_a_number_passes() {
        let cases = [
            (format!("{MARK}(#12): later"), false),
            (format!("{MARK}: later"), true),
            (format!("{MARK}(ana): later"), true),
            (format!("{MARK}(#): later"), true),
            (format!("{}: later", STRANGERS[0]), true),
            (format!("Chapter {}II", STRANGERS[1]), false),
            ("the todo list".to_owned(), false),
        ];
        for (comment, wrong) in cases {
            assert_eq!(broken(&comment), wrong, "{comment}");
        }
    }

    #[test]
    fn every_language_s_comments_are_looked_at_and_texts_are_not() {
        let says = |path, text: String| promises(&Tree::of(&[(path, text.as_str())])).len();
        assert_eq!(says("a.rs", format!("let a = 1; // {MARK}")), 1);
        assert_eq!(says("a.toml", format!("# {MARK} later")), 1);
        assert_eq!(says("a.sql", format!("-- {MARK} later")), 1);
        assert_eq!(says("a.html", format!("<p><!-- {MARK} -->")), 1);
        assert_eq!(says("a.rs", format!("let mark = \"{}\";", STRANGERS[1])), 0);
        assert_eq!(says("story.md", format!("{}\n", STRANGERS[1])), 0);
    }
}
