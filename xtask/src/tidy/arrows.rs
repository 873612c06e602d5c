//! Which crate may use which: the drawing in `ARCHITECTURE.md` as a table, held against the manifests.
//!
//! It covers our own crates, and the few foreign ones whose presence would show that a floor does another floor's work.

use toml::{Table, Value};

use super::{File, Finding, Tree};

/// What one of our crates may depend on among our crates.
struct Room {
    name: &'static str,
    uses: &'static [&'static str],
    /// More, for its tests only.
    tests_use: &'static [&'static str],
    /// Foreign crates (by the beginning of the name) that do not belong into this room.
    never: &'static [&'static str],
}

const HTTP: &[&str] = &["askama", "axum", "hyper", "tower", "reqwest"];
const PURE: &[&str] = &["askama", "axum", "hyper", "tower", "reqwest", "tokio", "rusqlite", "postgres"];

const ROOMS: &[Room] = &[
    Room {
        name: "foolscap",
        uses: &["archive", "export", "import", "manuscript", "site"],
        tests_use: &["testkit"],
        never: &["askama", "rusqlite", "postgres"],
    },
    Room {
        name: "site",
        uses: &["archive", "export", "import", "manuscript"],
        tests_use: &["testkit"],
        never: &["rusqlite", "postgres"],
    },
    Room { name: "archive", uses: &["finder", "manuscript"], tests_use: &["testkit"], never: HTTP },
    Room { name: "finder", uses: &[], tests_use: &[], never: PURE },
    Room { name: "import", uses: &["manuscript"], tests_use: &[], never: PURE },
    Room { name: "export", uses: &["manuscript"], tests_use: &["import"], never: PURE },
    Room { name: "manuscript", uses: &[], tests_use: &[], never: PURE },
    Room { name: "testkit", uses: &["archive", "manuscript", "site"], tests_use: &[], never: &[] },
    Room { name: "xtask", uses: &[], tests_use: &[], never: PURE },
];

/// Finds arrows that are not in the table, and crates that are not.
pub fn arrows(tree: &Tree) -> Vec<Finding> {
    let manifests: Vec<(&File, Table)> = tree.files.iter().filter_map(|file| Some((file, member(file)?))).collect();
    let ours: Vec<&str> = manifests.iter().filter_map(|(_, manifest)| name(manifest)).collect();
    manifests.iter().flat_map(|(file, manifest)| check(file, manifest, &ours)).collect()
}

fn check(file: &File, manifest: &Table, ours: &[&str]) -> Vec<Finding> {
    let name = name(manifest).unwrap_or_default();
    let Some(room) = ROOMS.iter().find(|room| room.name == name) else {
        return vec![file.finding(0, format!("the crate `{name}` has no row in xtask/src/tidy/arrows.rs"))];
    };
    let mut findings = Vec::new();
    for (section, for_tests) in [("dependencies", false), ("build-dependencies", false), ("dev-dependencies", true)] {
        for used in manifest.get(section).and_then(Value::as_table).into_iter().flat_map(Table::keys) {
            if let Some(says) = objection(room, used, for_tests, ours) {
                findings.push(file.finding(0, says));
            }
        }
    }
    findings
}

fn objection(room: &Room, used: &str, for_tests: bool, ours: &[&str]) -> Option<String> {
    let name = room.name;
    if ours.contains(&used) {
        let fine = room.uses.contains(&used) || for_tests && room.tests_use.contains(&used);
        return (!fine).then(|| format!("`{name}` may not use `{used}`: arrows point only down the list of rooms"));
    }
    let never = !for_tests && room.never.iter().any(|start| used.starts_with(start));
    never.then(|| format!("`{name}` may not use `{used}`: that is another room's work"))
}

/// The manifest of a crate in the workspace, when the file is one.
fn member(file: &File) -> Option<Table> {
    let fits = file.name() == "Cargo.toml" && (file.path.starts_with("crates/") || file.path.starts_with("xtask/"));
    fits.then(|| file.text.parse().ok()).flatten()
}

fn name(manifest: &Table) -> Option<&str> {
    manifest.get("package")?.get("name")?.as_str()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(name: &str, body: &str) -> Vec<String> {
        let path = format!("crates/{name}/Cargo.toml");
        let text = format!("[package]\nname = \"{name}\"\n{body}");
        let others = ["archive", "import", "manuscript", "site", "testkit"]
            .map(|other| (format!("crates/{other}/other/Cargo.toml"), format!("[package]\nname = \"{other}\"\n")));
        let mut files = vec![(path.as_str(), text.as_str())];
        files.extend(others.iter().map(|(path, text)| (path.as_str(), text.as_str())));
        arrows(&Tree::of(&files)).into_iter().map(|finding| finding.says).collect()
    }

    #[test]
    fn arrows_down_the_list_are_fine() {
        assert_eq!(of("site", "[dependencies]\narchive.workspace = true\nmanuscript.workspace = true\n"), [""; 0]);
        assert_eq!(of("export", "[dev-dependencies]\nimport.workspace = true\n"), [""; 0]);
    }

    #[test]
    fn an_arrow_up_the_list_is_found_in_every_kind_of_dependency() {
        for section in ["dependencies", "build-dependencies", "dev-dependencies"] {
            let says = of("archive", &format!("[{section}]\nsite.workspace = true\n"));
            assert_eq!(says, ["`archive` may not use `site`: arrows point only down the list of rooms"], "{section}");
        }
    }

    #[test]
    fn what_tests_may_use_the_crate_itself_may_not() {
        assert_eq!(of("export", "[dependencies]\nimport.workspace = true\n").len(), 1);
        assert_eq!(of("site", "[dependencies]\ntestkit.workspace = true\n").len(), 1);
    }

    #[test]
    fn the_ground_floor_never_names_http() {
        assert_eq!(
            of("archive", "[dependencies]\naxum.workspace = true\n"),
            ["`archive` may not use `axum`: that is another room's work"]
        );
        assert_eq!(of("import", "[dependencies]\nrusqlite = \"1\"\n").len(), 1);
    }

    #[test]
    fn a_crate_nobody_drew_is_found() {
        assert_eq!(of("attic", ""), ["the crate `attic` has no row in xtask/src/tidy/arrows.rs"]);
    }
}
