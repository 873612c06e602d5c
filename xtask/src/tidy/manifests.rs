//! Licence, edition and lints are said once, for the whole workspace, and no crate says otherwise: above all not about `unsafe`.

use toml::{Table, Value};

use super::{File, Finding, Tree};

/// What every crate takes from the workspace.
const INHERITED: &[&str] = &["license", "edition", "rust-version", "publish", "version"];

/// Finds crates that go their own way, and a workspace that permits `unsafe`.
pub fn manifests(tree: &Tree) -> Vec<Finding> {
    let mut findings: Vec<Finding> = tree.file("Cargo.toml").into_iter().flat_map(workspace).collect();
    // The fuzzer is a workspace of its own, and its engine cannot do without `unsafe`.
    let members = tree.under("", "/Cargo.toml").filter(|file| file.folder() != "fuzz");
    findings.extend(members.flat_map(member));
    findings
}

fn workspace(file: &File) -> Vec<Finding> {
    let table = parsed(file);
    let wants = [
        ("unsafe_code must be forbidden", at(&table, &["workspace", "lints", "rust", "unsafe_code"]), "forbid"),
        ("the licence must be named", at(&table, &["workspace", "package", "license"]), "AGPL-3.0-or-later"),
    ];
    let missing = wants.into_iter().filter(|(_, value, want)| value.and_then(Value::as_str) != Some(want));
    missing.map(|(says, _, want)| file.finding(0, format!("{says}: \"{want}\""))).collect()
}

fn member(file: &File) -> Vec<Finding> {
    let table = parsed(file);
    let inherits = |path: &[&str]| at(&table, path).and_then(Value::as_bool) == Some(true);
    let mut findings: Vec<Finding> = INHERITED
        .iter()
        .filter(|key| !inherits(&["package", key, "workspace"]))
        .map(|key| file.finding(0, format!("`{key}` is said once: write {key}.workspace = true")))
        .collect();
    if !inherits(&["lints", "workspace"]) {
        findings.push(file.finding(0, "the lints are those of the house: write [lints] workspace = true"));
    }
    findings
}

fn parsed(file: &File) -> Value {
    Value::Table(file.text.parse::<Table>().unwrap_or_default())
}

fn at<'a>(table: &'a Value, path: &[&str]) -> Option<&'a Value> {
    path.iter().try_fold(table, |value, key| value.get(key))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn says(path: &str, text: &str) -> Vec<String> {
        manifests(&Tree::of(&[(path, text)])).into_iter().map(|finding| finding.says).collect()
    }

    fn good() -> String {
        let inherited = INHERITED.join(".workspace = true\n");
        format!("[package]\nname = \"a\"\n{inherited}.workspace = true\n[lints]\nworkspace = true\n")
    }

    #[test]
    fn a_crate_that_inherits_everything_is_fine() {
        assert_eq!(says("crates/a/Cargo.toml", &good()), [""; 0]);
    }

    #[test]
    fn a_licence_or_lints_of_its_own_are_found() {
        let licence = good().replace("license.workspace = true", "license = \"MIT\"");
        assert_eq!(says("crates/a/Cargo.toml", &licence), ["`license` is said once: write license.workspace = true"]);
        let lints = good().replace("[lints]\nworkspace = true", "[lints.rust]\nunsafe_code = \"allow\"");
        assert_eq!(says("crates/a/Cargo.toml", &lints).len(), 1);
    }

    #[test]
    fn a_workspace_that_permits_unsafe_is_found() {
        let text =
            "[workspace.package]\nlicense = \"AGPL-3.0-or-later\"\n[workspace.lints.rust]\nunsafe_code = \"warn\"\n";
        assert_eq!(says("Cargo.toml", text), ["unsafe_code must be forbidden: \"forbid\""]);
        assert_eq!(says("Cargo.toml", &text.replace("warn", "forbid")), [""; 0]);
    }
}
