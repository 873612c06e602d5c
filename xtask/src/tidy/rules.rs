//! The table of rules names tests that are there; a test that is renamed takes its name in the table along.

use std::collections::HashSet;

use super::{File, Finding, Tree};

/// Where the table stands.
const TABLE: &str = "docs/rules.md";

/// Finds names in the table that no test has.
pub fn rules(tree: &Tree) -> Vec<Finding> {
    let Some(table) = tree.file(TABLE) else { return Vec::new() };
    let functions: HashSet<&str> =
        tree.under("crates/", ".rs").flat_map(File::lines).filter_map(|(_, line)| function(line)).collect();
    let rows = table.lines().filter(|(_, line)| line.starts_with("| ") && line.contains('-'));
    let named = rows.flat_map(|(number, line)| line.split('`').skip(1).step_by(2).map(move |name| (number, name)));
    let missing = named.filter(|(_, name)| !functions.contains(name));
    missing.map(|(number, name)| table.finding(number, format!("no test is called {name}"))).collect()
}

/// The name of the function that a line begins, without parameters, as tests have none.
fn function(line: &str) -> Option<&str> {
    line.trim().strip_prefix("fn ")?.split_once("()").map(|(name, _)| name)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_in_the_table_that_no_test_has_is_found() {
        let table = "| rule | tests |\n|---|---|\n| POST-1 | `is_there` `is_not` |\nelsewhere `is_nothing`\n";
        let tests = "#[test]\nfn is_there() {\n}\nfn is_not(with: u8) {}\n";
        let found = rules(&Tree::of(&[("docs/rules.md", table), ("crates/a/tests/it/a.rs", tests)]));
        assert_eq!(
            found.iter().map(ToString::to_string).collect::<Vec<_>>(),
            ["docs/rules.md:3: no test is called is_not"]
        );
        assert!(rules(&Tree::of(&[])).is_empty());
    }
}
