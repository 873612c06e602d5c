//! The form of a title under which it is sorted (POST-9).

/// Lower-case; one leading quote, apostrophe, dot or slash dropped; a leading article at the end; numbers padded.
pub(super) fn sort_title(title: &str) -> String {
    let title = title.trim().to_lowercase();
    let title = title.strip_prefix(['"', '\'', '.', '/', '“', '‘', '’']).unwrap_or(&title);
    let moved = ["a ", "an ", "the "].iter().find_map(|article| {
        title.strip_prefix(article).map(|rest| format!("{}, {}", rest.trim_start(), article.trim_end()))
    });
    pad(moved.unwrap_or_else(|| title.to_owned()))
}

/// A title that begins with a number sorts by its value, up to five digits.
fn pad(title: String) -> String {
    let digits = title.chars().take_while(char::is_ascii_digit).count();
    if digits == 0 || digits >= 5 { title } else { format!("{}{title}", "0".repeat(5 - digits)) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn titles_sort_without_articles_and_marks() {
        for (title, wanted) in [
            ("The Hound", "hound, the"),
            ("A Study in Scarlet", "study in scarlet, a"),
            ("An Omen", "omen, an"),
            ("Another", "another"),
            ("\"Quoted\"", "quoted\""),
            (".hack", "hack"),
            ("39 Steps", "00039 steps"),
            ("1984", "01984"),
            ("100000 Words", "100000 words"),
        ] {
            assert_eq!(sort_title(title), wanted);
        }
    }
}
