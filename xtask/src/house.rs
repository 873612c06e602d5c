//! Where things stand: the root of the sources, the folder for built things, and the tools fetched for checks.

use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context, Result};

use crate::run;

/// The checkout that the workshop works on.
pub struct House {
    /// The folder of the workspace's `Cargo.toml`.
    pub root: PathBuf,
    /// Cargo's target folder; tools and reports stand in it too, so that `cargo clean` takes everything away.
    pub target: PathBuf,
}

impl House {
    /// Asks Cargo where the workspace and its target folder are.
    pub fn find() -> Result<Self> {
        let text = run::capture(Command::new("cargo").args(["metadata", "--format-version=1", "--no-deps"]))?;
        let facts: serde_json::Value = serde_json::from_str(&text).context("cargo metadata did not print JSON")?;
        let path = |key: &str| {
            facts
                .get(key)
                .and_then(|v| v.as_str())
                .map(PathBuf::from)
                .with_context(|| format!("cargo metadata names no {key}"))
        };
        Ok(Self { root: path("workspace_root")?, target: path("target_directory")? })
    }

    /// A `cargo` command at the root.
    pub fn cargo(&self) -> Command {
        self.command("cargo")
    }

    /// A command that runs at the root.
    pub fn command(&self, program: impl AsRef<Path>) -> Command {
        let mut command = Command::new(program.as_ref());
        command.current_dir(&self.root);
        command
    }

    /// Builds the `foolscap` program as `profile` says, `release` or `dist`, and says where it stands.
    pub fn program(&self, profile: &str) -> Result<PathBuf> {
        run::run(self.cargo().args(["build", "--locked", "--quiet", "--package", "foolscap", "--profile", profile]))?;
        Ok(self.target.join(profile).join("foolscap"))
    }

    /// The quick build of `foolscap`. Asking for it together with the tests spares the libraries a second build, because
    /// tests ask for more of their features.
    pub fn quick_program(&self) -> Result<PathBuf> {
        run::run(self.cargo().args(["build", "--locked", "--quiet", "--workspace", "--bins", "--tests"]))?;
        Ok(self.target.join("debug/foolscap"))
    }

    /// The folder that fetched tools live in.
    pub fn tools(&self) -> PathBuf {
        self.target.join("tools")
    }

    /// An empty folder for what a job leaves to be looked at.
    pub fn reports(&self, job: &str) -> Result<PathBuf> {
        let dir = self.target.join("reports").join(job);
        if dir.exists() {
            std::fs::remove_dir_all(&dir).with_context(|| format!("cannot empty {}", dir.display()))?;
        }
        std::fs::create_dir_all(&dir).with_context(|| format!("cannot make {}", dir.display()))?;
        Ok(dir)
    }
}
