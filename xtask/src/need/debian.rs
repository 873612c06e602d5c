//! Programs from Debian's packages.

use std::path::PathBuf;
use std::process::Command;
use std::sync::OnceLock;

use anyhow::{Context, Result, bail};

use crate::run;

/// A program, and the packages that bring it.
pub type Tool = (&'static str, &'static [&'static str]);

/// Installs what is missing of these together.
pub fn bring(tools: &[Tool]) -> Result<()> {
    let missing = tools.iter().filter(|(name, _)| on_path(name).is_none());
    let packages: Vec<&str> = missing.flat_map(|(_, packages)| packages.iter().copied()).collect();
    if packages.is_empty() { Ok(()) } else { install(&packages) }
}

/// The path of a program, its package installed first when it is missing.
pub fn program((name, packages): Tool) -> Result<PathBuf> {
    if let Some(path) = on_path(name) {
        return Ok(path);
    }
    install(packages)?;
    on_path(name).with_context(|| format!("{} is installed but brought no `{name}`", packages.join(" ")))
}

/// Where a program stands in `PATH`, or in the folder where Debian keeps PostgreSQL's (the newest version there).
fn on_path(name: &str) -> Option<PathBuf> {
    let path = std::env::var_os("PATH").unwrap_or_default();
    std::env::split_paths(&path).chain(postgres_folders()).map(|dir| dir.join(name)).find(|file| file.is_file())
}

fn postgres_folders() -> Vec<PathBuf> {
    let Ok(entries) = std::fs::read_dir("/usr/lib/postgresql") else { return Vec::new() };
    let mut dirs: Vec<PathBuf> = entries.flatten().map(|entry| entry.path()).collect();
    dirs.sort_by_key(|dir| std::cmp::Reverse(version(dir)));
    dirs.into_iter().map(|dir| dir.join("bin")).collect()
}

fn version(dir: &std::path::Path) -> u32 {
    dir.file_name().and_then(|name| name.to_str()).and_then(|name| name.parse().ok()).unwrap_or(0)
}

fn install(packages: &[&str]) -> Result<()> {
    static LISTS: OnceLock<bool> = OnceLock::new();
    println!("  installing {}", packages.join(" "));
    if !LISTS.get_or_init(|| apt(&["update", "-qq"]).is_ok()) {
        bail!("apt-get update failed, so {} cannot be installed", packages.join(" "));
    }
    let mut words = vec!["install", "-y", "-qq", "--no-install-recommends"];
    words.extend(packages);
    apt(&words).with_context(|| format!("install it by hand: apt-get install {}", packages.join(" ")))
}

fn apt(words: &[&str]) -> Result<()> {
    let mut command = Command::new("apt-get");
    command.args(["-o", "DPkg::Lock::Timeout=600"]).args(words).env("DEBIAN_FRONTEND", "noninteractive");
    run::capture(&mut command).map(drop)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_program_that_is_there_is_found_and_nothing_is_installed() {
        assert!(program(("sh", &["no-such-package"])).unwrap().ends_with("sh"));
    }

    #[test]
    fn versions_of_postgresql_sort_as_numbers() {
        assert!(version("/x/15".as_ref()) > version("/x/9".as_ref()));
        assert_eq!(version("/x/current".as_ref()), 0);
    }
}
