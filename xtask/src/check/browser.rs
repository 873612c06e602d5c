//! The checks in `browser/`: a running demo is visited by Chromium, the Nu HTML checker, Lighthouse and EPUBCheck.

use std::thread;

use anyhow::{Context, Result, anyhow, ensure};

use super::Tally;
use crate::server::Server;
use crate::{House, need, run};

/// Every kind of page is correct HTML, and every book that the demo gives away is a correct EPUB.
pub fn html(house: &House, tally: &mut Tally) -> Result<()> {
    visit(house, tally, &["html", "books"])
}

/// Every kind of page in every theme and width, with scripts and without; and what members do.
pub fn browser(house: &House, tally: &mut Tally) -> Result<()> {
    visit(house, tally, &["themes", "pages", "plain", "weight"])?;
    // These change the archive, so that each has one of its own. Each waits, half of its time, for what it did.
    let mut others = Tally::default();
    thread::scope(|scope| {
        let beside = scope.spawn(|| visit(house, &mut others, &["accounts"]));
        visit(house, tally, &["flows"])?;
        beside.join().map_err(|_| anyhow!("the checks of accounts were stopped"))?
    })?;
    tally.add(&others);
    Ok(())
}

/// The scores of the pages that people see most.
pub fn lighthouse(house: &House, tally: &mut Tally) -> Result<()> {
    visit(house, tally, &["lighthouse"])
}

fn visit(house: &House, tally: &mut Tally, checks: &[&str]) -> Result<()> {
    need::modules(house)?;
    let chromium = need::program(need::CHROMIUM)?;
    let epubcheck = need::epubcheck(house)?;
    let server = Server::start(&house.quick_program()?, &["--demo"])?;
    let mut node = house.command("node");
    node.current_dir(house.root.join("browser")).args(["--test", "--test-concurrency=2", "--test-reporter=spec"]);
    node.args(checks.iter().map(|check| format!("{check}.test.mjs")));
    node.env("FOOLSCAP_URL", &server.url).env("FOOLSCAP_CHROMIUM", chromium).env("FOOLSCAP_EPUBCHECK", epubcheck);
    node.env("FOOLSCAP_PASSWORD", server.password()?).env("FOOLSCAP_LETTERS", server.letters()?);
    let maps = tempfile::tempdir()?;
    node.env("FOOLSCAP_MAPS", maps.path());
    node.env("FOOLSCAP_REPORTS", house.reports(checks.first().context("no checks")?)?);
    let good = run::follow(&mut node, |line| tally.read(line))?;
    ensure!(good, "the checks {} failed; `cargo xtask check browser html lighthouse` repeats them", checks.join(", "));
    Ok(())
}
