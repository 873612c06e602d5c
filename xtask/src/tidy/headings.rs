//! Every Rust file begins by saying what it is, why it is here and what it must not do.

use super::{File, Finding, Tree};

/// Longer than this it is an essay: split the module, or write a document.
const LONGEST: usize = 20;

/// Finds modules that say nothing about themselves, and those that do not stop.
pub fn headings(tree: &Tree) -> Vec<Finding> {
    tree.under("", ".rs").filter_map(check).collect()
}

fn check(file: &File) -> Option<Finding> {
    let heading: Vec<&str> = file.text.lines().map_while(|line| line.strip_prefix("//!")).collect();
    let words: usize = heading.iter().map(|line| line.split_whitespace().count()).sum();
    if words < 2 {
        return Some(file.finding(1, "begin with //! and say what this module is and why it is here"));
    }
    (heading.len() > LONGEST).then(|| file.finding(1, format!("says more than {LONGEST} lines about itself")))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn wrong(text: &str) -> bool {
        !headings(&Tree::of(&[("crates/a/src/lib.rs", text)])).is_empty()
    }

    #[test]
    fn a_module_needs_a_sentence_at_its_top() {
        assert!(!wrong("//! The story as data.\nfn a() {}"));
        for text in [
            "",
            "fn a() {}",
            "//! Works.\n",
            "//! Works.\n",
            "/// Not about the module at all.\n",
            "\n//! Too late to count here.\n",
        ] {
            assert!(wrong(text), "{text:?}");
        }
    }

    #[test]
    fn an_essay_is_too_long() {
        assert!(wrong(&"//! One more line about it.\n".repeat(LONGEST + 1)));
    }
}
