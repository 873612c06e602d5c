//! Everything that must hold before a change lands, one step after another; the first failure ends the run.
//!
//! The order is from cheap to dear. A step that lacks a tool installs it; a step never passes because something was missing.

mod books;
mod browser;
mod steps;
mod tally;

use std::thread;
use std::time::Instant;

use anyhow::{Result, bail};

use crate::{House, need};
pub use books::converted;
pub use tally::Tally;

type Step = (&'static str, fn(&House, &mut Tally) -> Result<()>);

const STEPS: &[Step] = &[
    ("fmt", steps::fmt),
    ("tidy", steps::tidy),
    ("licences", steps::licences),
    ("clippy", steps::clippy),
    ("test", steps::test),
    ("doc", steps::doc),
    ("books", books::books),
    ("html", browser::html),
    ("browser", browser::browser),
    ("lighthouse", browser::lighthouse),
];

/// Steps that ask for more than Rust.
const NEEDY: [&str; 5] = ["test", "books", "html", "browser", "lighthouse"];

/// Runs the steps, all or those named, and says at the end what each cost.
pub fn check(house: &House, wanted: &[String]) -> Result<()> {
    let is_wanted = |name: &&str| wanted.is_empty() || wanted.iter().any(|want| want == name);
    if let Some(unknown) = wanted.iter().find(|name| !STEPS.iter().any(|(step, _)| step == name)) {
        let known: Vec<&str> = STEPS.iter().map(|(name, _)| *name).collect();
        bail!("there is no step `{unknown}`; the steps are {}", known.join(", "));
    }
    let steps: Vec<&Step> = STEPS.iter().filter(|(name, _)| is_wanted(name)).collect();
    thread::scope(|scope| {
        if NEEDY.iter().any(is_wanted) {
            // It waits for the network, and the compiler does not.
            scope.spawn(|| need::ahead(house));
        }
        one_after_another(house, &steps)
    })
}

fn one_after_another(house: &House, steps: &[&Step]) -> Result<()> {
    let mut tally = Tally::default();
    let mut summary = Vec::new();
    let mut outcome = Ok(());
    for (name, step) in steps {
        println!("== {name}");
        let start = Instant::now();
        outcome = step(house, &mut tally);
        let verdict = if outcome.is_ok() { "ok" } else { "FAILED" };
        summary.push(format!("{name:<12} {verdict:<6} {:>7.1} s", start.elapsed().as_secs_f64()));
        if let Err(error) = &outcome {
            println!("== {name} FAILED: {error:#}");
            tally.failed = tally.failed.max(1);
            break;
        }
    }
    println!("\n{}\n{tally}", summary.join("\n"));
    outcome.map_err(|_| anyhow::anyhow!("the check stopped at its first failure"))
}
