//! What is checked in works on every machine: no home folders, no path of this checkout, no address of a package registry.

use super::{File, Finding, Tree};

/// Folders that belong to one person's machine, in two halves so that this file does not name them itself.
const HOMES: &[&str] =
    &[concat!("/ro", "ot/"), concat!("/ho", "me/"), concat!("/Us", "ers/"), concat!("C:\\", "Users")];
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
    let mut homes = HOMES.iter().copied().chain((!tree.root.is_empty()).then_some(tree.root.as_str()));
    if let Some(home) = homes.find(|home| line.contains(home)) {
        return Some(format!("names {home}, a place on one machine"));
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
    fn a_home_folder_is_found_anywhere() {
        for home in HOMES {
            assert_eq!(count("docs/a.md", &format!("see {home}ana/x")), 1, "{home}");
        }
        assert_eq!(count("docs/a.md", "see ~/saved-fics and /var/lib/foolscap"), 0);
    }

    #[test]
    fn the_checkout_s_own_path_is_found() {
        let mut tree = Tree::of(&[("a.md", "in /srv/checkouts/foolscap/target")]);
        assert_eq!(places(&tree).len(), 0);
        tree.root = "/srv/checkouts/foolscap".into();
        assert_eq!(places(&tree).len(), 1);
    }

    #[test]
    fn a_lock_file_with_download_addresses_is_found_and_one_without_is_fine() {
        assert_eq!(count("browser/package-lock.json", "\"resolved\": \"https://registry.invalid/a.tgz\","), 1);
        assert_eq!(count("browser/package-lock.json", "\"url\": \"https://opencollective.invalid/a\""), 0);
        assert_eq!(count("browser/.npmrc", "omit-lockfile-registry-resolved=true"), 0);
    }
}
