//! Archives to measure on: invented stories imported and posted by the program itself, in a folder that goes afterwards.

use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::Result;
use tempfile::TempDir;

use super::process::{Cost, timed};
use super::web;
use crate::fixtures::{Order, fixtures_in};
use crate::server::Server;

/// A program, and a temporary folder for what it reads and writes.
pub struct Shelf {
    /// The release build.
    pub program: PathBuf,
    dir: TempDir,
}

impl Shelf {
    /// An empty shelf for a program.
    pub fn new(program: PathBuf) -> Result<Self> {
        Ok(Self { program, dir: tempfile::Builder::new().prefix("foolscap-bench-").tempdir()? })
    }

    /// The archive's data folder.
    pub fn data(&self) -> PathBuf {
        self.dir.path().join("data")
    }

    /// A path in the temporary folder.
    pub fn path(&self, name: &str) -> PathBuf {
        self.dir.path().join(name)
    }

    /// Writes stories in one format, by its ending, into a folder of that name.
    pub fn write(&self, name: &str, order: Order, ending: &str) -> Result<PathBuf> {
        let dir = self.path(name);
        fixtures_in(&dir, order, ending)?;
        Ok(dir)
    }

    /// Imports a folder and posts what is in it.
    pub fn import(&self, stories: &Path) -> Result<Cost> {
        let mut command = Command::new(&self.program);
        command.arg("import").arg(stories).args(["--post", "--detail", "totals", "--data"]).arg(self.data());
        timed(&mut command)
    }

    /// Serves the archive.
    pub fn serve(&self) -> Result<Server> {
        let data = self.data().display().to_string();
        Server::start(&self.program, &["--data", &data])
    }

    /// The newest works' pages.
    pub fn works(server: &Server) -> Result<Vec<String>> {
        Ok(web::works(&String::from_utf8_lossy(&web::get(&server.url, "/works")?)))
    }
}
