//! Following: a posting that very many members follow, until all were told, and their letters into a mail server on this machine.
//!
//! The bench itself is a program of the upper floor's crate, because the workshop knows the crates only from outside.

use anyhow::Result;

use super::Bench;
use crate::{House, run};

/// Builds the program that measures following and runs it; what it says is the result.
pub fn notices(house: &House, bench: &Bench) -> Result<()> {
    let folder = tempfile::Builder::new().prefix("foolscap-bench-").tempdir()?;
    let mut command = house.cargo();
    command.args(["run", "--release", "--locked", "--quiet", "--package", "site", "--example", "notices", "--"]);
    command.arg(bench.followers.to_string()).arg(folder.path());
    run::run(&mut command)
}
