//! Nobody but `archive::works` reads the table of works: every other feature asks for cards, which pass the visibility gate.

use super::{File, Finding, Tree};

/// The one folder that may.
const HOME: &str = "crates/archive/src/works/";

/// Finds SQL that reads `works` outside its home.
pub fn works(tree: &Tree) -> Vec<Finding> {
    let elsewhere = tree.under("crates/", ".rs").filter(|file| !file.path.starts_with(HOME));
    elsewhere.flat_map(reads).collect()
}

fn reads(file: &File) -> Vec<Finding> {
    let words = file.code().flat_map(|(number, line)| words(line).map(move |word| (number, word)));
    let words: Vec<(usize, String)> = words.collect();
    let pairs = words.iter().zip(words.iter().skip(1));
    let hit = pairs.filter(|((_, first), (_, second))| matches!(first.as_str(), "from" | "join") && second == "works");
    hit.map(|(_, (line, _))| file.finding(*line, "ask works::read for cards instead of reading the table of works"))
        .collect()
}

/// The words of a line in small letters; an underscore belongs to a word, so `works_tags` is not `works`.
fn words(line: &str) -> impl Iterator<Item = String> {
    let parts = line.split(|letter: char| !(letter.is_alphanumeric() || letter == '_'));
    parts.filter(|part| !part.is_empty()).map(str::to_lowercase)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn lines(path: &str, text: &str) -> Vec<usize> {
        works(&Tree::of(&[(path, text)])).into_iter().map(|finding| finding.line).collect()
    }

    #[test]
    fn reading_works_is_found_however_it_is_written() {
        for text in
            ["\"select 1 from works\"", "\"SELECT 1 FROM Works w\"", "\"… join works on\"", "\"select 1\nfrom\nworks\""]
        {
            assert_eq!(lines("crates/archive/src/series/read.rs", text).len(), 1, "{text}");
        }
    }

    #[test]
    fn the_line_of_the_table_s_name_is_given() {
        assert_eq!(lines("crates/archive/src/series/read.rs", "a\n\"select 1 from\n  works\""), [3]);
    }

    #[test]
    fn works_itself_and_tables_that_only_sound_like_it_are_fine() {
        assert_eq!(lines("crates/archive/src/works/read.rs", "\"from works\""), [0; 0]);
        assert_eq!(lines("crates/archive/src/tags/read.rs", "\"from works_tags\""), [0; 0]);
        assert_eq!(lines("crates/archive/src/tags/read.rs", "/// Cards come from works.\nuse crate::works;"), [0; 0]);
    }
}
