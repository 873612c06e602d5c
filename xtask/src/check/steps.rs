//! The steps that need only Rust and the databases.

use std::path::Path;
use std::process::Command;

use anyhow::{Result, ensure};

use super::Tally;
use crate::postgres::Postgres;
use crate::{House, run, tidy};

/// The tests write in far more transactions than this on PostgreSQL; fewer mean that little
/// more was done there than making and dropping databases.
const VISITS: u64 = 5_000;

/// Source text stands as rustfmt sets it.
pub fn fmt(house: &House, tally: &mut Tally) -> Result<()> {
    run::run(house.cargo().args(["fmt", "--all", "--check"]))?;
    tally.passed += 1;
    Ok(())
}

/// The rules of the house.
pub fn tidy(house: &House, tally: &mut Tally) -> Result<()> {
    tally.passed += tidy::tidy(house)?;
    Ok(())
}

/// Licences, bans and origin of everything we build on.
pub fn licences(house: &House, tally: &mut Tally) -> Result<()> {
    let crates = tidy::licences(house)?;
    println!("  {crates} crates of other people");
    tally.passed += 1;
    Ok(())
}

/// The compiler's and clippy's opinion, without a single warning.
pub fn clippy(house: &House, tally: &mut Tally) -> Result<()> {
    // The second time without what is only in the large program; of the whole workspace, because what other people's crates are
    // built with then hardly differs, and they are not looked at again.
    for parts in ["--all-targets", "--no-default-features"] {
        let mut command = house.cargo();
        command.args(["clippy", "--locked", "--quiet", "--workspace", parts]);
        run::run(command.args(["--", "-D", "warnings"]))?;
    }
    tally.passed += 1;
    Ok(())
}

/// Every test, on SQLite and on a PostgreSQL of our own, and the examples in the documentation.
pub fn test(house: &House, tally: &mut Tally) -> Result<()> {
    let postgres = Postgres::start()?;
    let before = postgres.writes()?;
    let mut command = house.cargo();
    command.args(["test", "--locked", "--workspace", "--no-fail-fast"]).env("FOOLSCAP_TEST_PG", postgres.url());
    // The check says the same of the same tree; a plain `cargo test` draws new cases every time.
    command.env("PROPTEST_RNG_SEED", "1999");
    let good = run::follow(&mut command, |line| tally.read(line))?;
    ensure!(good, "tests failed");
    let passed = tally.passed;
    let mut command = house.cargo();
    command.args(["test", "--locked", "--workspace", "--no-default-features", "--test", "wordless"]);
    let good = run::follow(command.env("FOOLSCAP_TEST_PG", postgres.url()), |line| tally.read(line))?;
    ensure!(good && tally.passed > passed, "tests of the program without words failed");
    let visits = postgres.writes()?.saturating_sub(before);
    println!("  {visits} transactions that wrote on PostgreSQL");
    ensure!(visits >= VISITS, "the tests hardly came to PostgreSQL; do they still read FOOLSCAP_TEST_PG?");
    Ok(())
}

/// The documentation builds, and every link in it leads somewhere.
pub fn doc(house: &House, tally: &mut Tally) -> Result<()> {
    let mut command = house.cargo();
    command.args(["doc", "--locked", "--workspace", "--no-deps", "--document-private-items", "--quiet"]);
    // What clippy has looked at is not looked at again, if it is asked for in clippy's name and, as there, together with what
    // needs the features that tests need. If clippy ever does this otherwise, it only takes longer.
    command.args(["--lib", "--bins", "--examples"]);
    let home = run::capture(Command::new("rustc").args(["--print", "sysroot"]))?;
    command.env("RUSTC_WORKSPACE_WRAPPER", Path::new(home.trim()).join("bin/clippy-driver"));
    command.env("CLIPPY_ARGS", "-D__CLIPPY_HACKERY__warnings__CLIPPY_HACKERY__");
    // It is read by those who work here and shows private items, so links to them lead somewhere.
    run::run(command.env("RUSTDOCFLAGS", "-D warnings -A rustdoc::private-intra-doc-links"))?;
    tally.passed += 1;
    Ok(())
}
