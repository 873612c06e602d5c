//! The migrations of SQLite and PostgreSQL come in pairs with the same number and name, counted without a gap, and each is taken.

use std::collections::BTreeSet;

use super::{Finding, Tree};

const HOME: &str = "crates/archive/src/db/migrations/";
/// Where they are listed in the order in which they are taken.
const LIST: &str = "crates/archive/src/db/migrate.rs";
const DATABASES: [&str; 2] = ["sqlite", "postgres"];

/// Finds migrations without a twin, numbers used twice, gaps, and what no database would ever take.
pub fn migrations(tree: &Tree) -> Vec<Finding> {
    let [sqlite, postgres] = DATABASES.map(|database| names(tree, database));
    let mut findings: Vec<Finding> = sqlite.symmetric_difference(&postgres).map(|name| alone(name)).collect();
    for (database, names) in DATABASES.iter().zip([&sqlite, &postgres]) {
        findings.extend(names.iter().zip(1..).filter_map(|(name, number)| miscounted(database, name, number)));
    }
    findings.extend(sqlite.iter().filter(|name| !is_listed(tree, name)).map(|name| idle(name)));
    findings
}

fn is_listed(tree: &Tree, name: &str) -> bool {
    let step = name.trim_end_matches(".sql").replacen('_', "\", \"", 1);
    tree.file(LIST).is_some_and(|list| list.lines().any(|(_, line)| line.contains(&format!("\"{step}\""))))
}

fn idle(name: &str) -> Finding {
    Finding {
        path: format!("{HOME}*/{name}"),
        line: 0,
        says: format!("is not listed in {LIST}, so no database takes it"),
    }
}

fn names<'a>(tree: &'a Tree, database: &str) -> BTreeSet<&'a str> {
    let folder = format!("{HOME}{database}");
    tree.files.iter().filter(|file| file.folder() == folder).map(super::File::name).collect()
}

fn alone(name: &str) -> Finding {
    Finding { path: format!("{HOME}*/{name}"), line: 0, says: "stands in one of the two folders only".into() }
}

fn miscounted(database: &str, name: &str, number: u32) -> Option<Finding> {
    let counted = name.split_once('_').and_then(|(digits, _)| digits.parse().ok()) == Some(number);
    let says = format!("should begin with {number:04}_: numbers have no gap and are used once");
    (!counted).then(|| Finding { path: format!("{HOME}{database}/{name}"), line: 0, says })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn says(files: &[&str]) -> Vec<String> {
        const LISTED: &str =
            r#"(1, "0001", "start") (1, "0001", "a") (1, "0001", "b") (2, "0002", "more") (3, "0003", "b")"#;
        let mut all: Vec<(String, &str)> = files.iter().map(|file| (format!("{HOME}{file}"), "")).collect();
        all.push((LIST.to_owned(), LISTED));
        let files: Vec<(&str, &str)> = all.iter().map(|(path, text)| (path.as_str(), *text)).collect();
        migrations(&Tree::of(&files)).iter().map(ToString::to_string).collect()
    }

    #[test]
    fn pairs_counted_from_one_are_fine() {
        let both =
            ["sqlite/0001_start.sql", "sqlite/0002_more.sql", "postgres/0001_start.sql", "postgres/0002_more.sql"];
        assert_eq!(says(&both), [""; 0]);
    }

    #[test]
    fn a_migration_without_its_twin_is_found() {
        let found = says(&["sqlite/0001_start.sql", "sqlite/0002_more.sql", "postgres/0001_start.sql"]);
        assert_eq!(found, [format!("{HOME}*/0002_more.sql: stands in one of the two folders only")]);
    }

    #[test]
    fn a_migration_that_no_database_takes_is_found() {
        let found = says(&["sqlite/0001_idle.sql", "postgres/0001_idle.sql"]);
        assert_eq!(found, [format!("{HOME}*/0001_idle.sql: is not listed in {LIST}, so no database takes it")]);
    }

    #[test]
    fn a_gap_and_a_number_used_twice_are_found() {
        assert_eq!(
            says(&["sqlite/0001_a.sql", "sqlite/0003_b.sql", "postgres/0001_a.sql", "postgres/0003_b.sql"]).len(),
            2
        );
        assert_eq!(
            says(&["sqlite/0001_a.sql", "sqlite/0001_b.sql", "postgres/0001_a.sql", "postgres/0001_b.sql"]).len(),
            2
        );
    }
}
