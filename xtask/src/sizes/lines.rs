//! Lines of source, of comments in it, and of tests. Empty lines count nowhere.

use std::ops::AddAssign;

use syn::spanned::Spanned;
use syn::{Item, ItemMod};

use super::functions::{is_cfg_test, is_test_file};
use crate::tidy::File;

/// A count of lines.
#[derive(Debug, Default, PartialEq, Eq)]
pub struct Lines {
    /// Of the program, comments included.
    pub source: usize,
    /// Of comments in the program.
    pub comments: usize,
    /// Of tests, comments included.
    pub tests: usize,
}

impl AddAssign for Lines {
    fn add_assign(&mut self, other: Self) {
        self.source += other.source;
        self.comments += other.comments;
        self.tests += other.tests;
    }
}

/// Counts one file.
pub fn of(file: &File) -> Lines {
    let tests = test_modules(&file.text);
    let whole = is_test_file(&file.path);
    let mut lines = Lines::default();
    for (number, line) in file.lines().map(|(number, line)| (number, line.trim())).filter(|(_, line)| !line.is_empty())
    {
        if whole || tests.iter().any(|module| module.contains(&number)) {
            lines.tests += 1;
        } else {
            lines.source += 1;
            lines.comments += usize::from(line.starts_with("//"));
        }
    }
    lines
}

fn test_modules(text: &str) -> Vec<std::ops::RangeInclusive<usize>> {
    let items = syn::parse_file(text).map(|file| file.items).unwrap_or_default();
    let modules = items.iter().filter_map(|item| match item {
        Item::Mod(module @ ItemMod { attrs, .. }) if attrs.iter().any(is_cfg_test) => Some(module),
        _ => None,
    });
    modules.map(|module| module.span().start().line..=module.span().end().line).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn source_comments_and_tests_are_told_apart() {
        let text = "//! Heading.\n\nfn a() {\n    // why\n    b(); // beside\n}\n\n#[cfg(test)]\nmod tests {\n    // here\n    fn c() {}\n}\n";
        let file = File { path: "crates/a/src/lib.rs".into(), text: text.into() };
        assert_eq!(of(&file), Lines { source: 5, comments: 2, tests: 5 });
        let file = File { path: "crates/a/tests/it.rs".into(), text: text.into() };
        assert_eq!(of(&file), Lines { source: 0, comments: 0, tests: 10 });
    }
}
