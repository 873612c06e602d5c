//! Where things stand: the root of the sources, the folder for built things, and the tools fetched for checks.

use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context, Result};

use crate::run;

/// The checkout that the workshop works on.
pub struct House {
    /// The folder of the workspace's `Cargo.toml`.
    pub root: PathBuf,
}

impl House {
    /// Asks Cargo where the workspace is.
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
        Ok(Self { root: path("workspace_root")? })
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
}
