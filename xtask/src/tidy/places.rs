//! What is checked in works on every machine: no path of this checkout, nobody's home folder, no
//! address of a package registry.

use super::{File, Finding, Tree};

/// How a lock file or a package client's settings would tie a checkout to one registry or mirror.
const REGISTRIES: &[(&str, &str)] = &[
    ("package-lock.json", "\"resolved\": \"http"),
    (".npmrc", "registry="),
    ("pip.conf", "index-url"),
    ("requirements.txt", "index-url"),
    ("config.toml", "[source"),
    ("config.toml", "[registries"),
];

/// Finds names of places that another machine would not have.
pub fn places(tree: &Tree) -> Vec<Finding> {
    tree.files.iter().flat_map(|file| found(tree, file)).collect()
}

fn found(tree: &Tree, file: &File) -> Vec<Finding> {
    let lines = file.lines().filter_map(|(number, line)| Some(file.finding(number, complaint(tree, file, line)?)));
    lines.collect()
}

fn complaint(tree: &Tree, file: &File, line: &str) -> Option<String> {
    let mut folders = tree.local.iter().map(|folder| folder.trim_end_matches('/')).filter(|folder| !folder.is_empty());
    if let Some(folder) = folders.find(|folder| line.contains(&format!("{folder}/"))) {
        return Some(format!("names {folder}, a place on this machine only"));
    }
    let tied = REGISTRIES.iter().any(|(name, sign)| file.name() == *name && line.contains(sign));
    tied.then(|| "ties the checkout to one registry's address".to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn count(path: &str, text: &str) -> usize {
        places(&Tree::of(&[(path, text)])).len()
    }

    #[test]
    fn this_machine_s_own_folders_are_found_and_invented_ones_are_fine() {
        let mut tree =
            Tree::of(&[("a.md", "in /srv/checkouts/foolscap/target\nsee ~/saved-fics\nand /srv/ana/secret.html")]);
        assert_eq!(places(&tree).len(), 0);
        tree.local = vec!["/srv/checkouts/foolscap".into(), "/srv/bo/".into(), String::new()];
        assert_eq!(places(&tree).iter().map(|finding| finding.line).collect::<Vec<_>>(), [1]);
    }

    #[test]
    fn a_lock_file_with_download_addresses_is_found_and_one_without_is_fine() {
        assert_eq!(count("browser/package-lock.json", "\"resolved\": \"https://registry.invalid/a.tgz\","), 1);
        assert_eq!(count("browser/package-lock.json", "\"url\": \"https://opencollective.invalid/a\""), 0);
        assert_eq!(count("browser/.npmrc", "omit-lockfile-registry-resolved=true"), 0);
    }
}
