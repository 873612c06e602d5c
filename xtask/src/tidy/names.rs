//! A file is short, and its name is what one would look for: no drawers for odds and ends.

use super::{File, Finding, Tree};

/// Words that say where something was put because nobody knew what it was.
const DRAWERS: &[&str] =
    &["util", "utils", "helper", "helpers", "common", "manager", "service", "services", "data", "misc"];
/// Over this a file holds more than one thing.
const LONGEST: usize = 500;

/// Finds drawers, and files too long to be one thing.
pub fn names(tree: &Tree) -> Vec<Finding> {
    tree.under("", ".rs").flat_map(check).collect()
}

fn check(file: &File) -> Vec<Finding> {
    let mut findings = Vec::new();
    if let Some(drawer) = file.path.trim_end_matches(".rs").split('/').find(|part| DRAWERS.contains(part)) {
        findings.push(file.finding(0, format!("`{drawer}` says nothing: name it after what is in it")));
    }
    let lines = file.text.lines().count();
    if lines > LONGEST {
        findings.push(file.finding(0, format!("has {lines} lines; over {LONGEST} it is more than one thing")));
    }
    findings
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn drawers_are_found_as_files_and_as_folders() {
        let paths = ["crates/a/src/utils.rs", "crates/a/src/common/x.rs"];
        for path in paths {
            assert_eq!(names(&Tree::of(&[(path, "")])).len(), 1, "{path}");
        }
        assert_eq!(names(&Tree::of(&[("crates/a/src/database.rs", "")])), []);
    }

    #[test]
    fn a_file_of_five_hundred_lines_is_the_longest() {
        let long = "x\n".repeat(LONGEST);
        assert_eq!(names(&Tree::of(&[("a.rs", &long)])), []);
        assert_eq!(names(&Tree::of(&[("a.rs", &format!("{long}x\n"))])).len(), 1);
    }
}
