//! The browser checks' own packages: `browser/package-lock.json`, installed exactly.

use std::path::Path;

use anyhow::{Context, Result, ensure};

use super::debian::{Tool, program};
use crate::{House, run};

/// The oldest Node.js that the packages run on.
const LEAST: u32 = 20;

/// What runs them.
pub const NODE: Tool = ("node", &["nodejs", "npm"]);

/// What installs them.
pub const NPM: Tool = ("npm", &["npm"]);

/// Installs the packages of `browser/` when they are missing or older than the lock file.
pub fn modules(house: &House) -> Result<()> {
    let node = program(NODE)?;
    let version = run::capture(house.command(&node).arg("--version"))?;
    ensure!(major(&version) >= LEAST, "the browser checks need Node.js {LEAST} or newer; this is {}", version.trim());
    let browser = house.root.join("browser");
    if current(&browser) {
        return Ok(());
    }
    println!("  installing the packages of browser/");
    let mut npm = house.command(program(NPM)?);
    npm.args(["ci", "--no-audit", "--no-fund", "--ignore-scripts"]).current_dir(&browser);
    run::capture(&mut npm).map(drop).context("the packages of browser/ could not be installed")
}

/// npm writes its own list after each install; younger than the lock file, it says that nothing is left to do.
fn current(browser: &Path) -> bool {
    let written = |file: &str| browser.join(file).metadata().and_then(|facts| facts.modified()).ok();
    let lock = written("package-lock.json");
    lock.is_some() && written("node_modules/.package-lock.json") >= lock
}

fn major(version: &str) -> u32 {
    let digits = version.trim().trim_start_matches('v').split('.').next().unwrap_or_default();
    digits.parse().unwrap_or(0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_major_version_is_read_from_what_node_prints() {
        for (said, number) in [("v20.20.2\n", 20), ("v9.1.0", 9), ("nonsense", 0), ("", 0)] {
            assert_eq!(major(said), number, "{said:?}");
        }
    }

    #[test]
    fn packages_are_installed_again_after_the_lock_file_changed() {
        let dir = tempfile::tempdir().unwrap();
        assert!(!current(dir.path()), "nothing there yet");
        std::fs::write(dir.path().join("package-lock.json"), "{}").unwrap();
        assert!(!current(dir.path()), "never installed");
        std::fs::create_dir(dir.path().join("node_modules")).unwrap();
        std::fs::write(dir.path().join("node_modules/.package-lock.json"), "{}").unwrap();
        assert!(current(dir.path()));
    }
}
