//! The rules of the house that no compiler knows, read off the source text.
//!
//! One file per rule, each with its own tests. A rule takes the [`Tree`] and returns what it found; it never changes a file.
//! A rule is a sentence that a newcomer could have been told; what rustc, clippy and rustfmt can say stays with them.

mod arrows;
mod doors;
mod headings;
mod licences;
mod manifests;
mod migrations;
mod names;
mod places;
mod promises;
mod rules;
mod templates;
mod tree;
mod works;

use anyhow::{Result, bail};

use crate::House;
pub use licences::licences;
pub use tree::{File, Finding, Tree};

type Rule = (&'static str, fn(&Tree) -> Vec<Finding>);

const RULES: &[Rule] = &[
    ("crates depend only downwards", arrows::arrows),
    ("only archive::works reads the table of works", works::works),
    ("an unfinished thing names its issue", promises::promises),
    ("the table of rules names tests that are there", rules::rules),
    ("every page has its template and every template its page", templates::templates),
    ("every route has its door", doors::doors),
    ("both databases have the same migrations", migrations::migrations),
    ("nothing names a place that only one machine has", places::places),
    ("every module says what it is", headings::headings),
    ("files are short and named after what is in them", names::names),
    ("every crate inherits the licence and the lints", manifests::manifests),
];

/// Holds every rule against the sources, prints what breaks them and returns how many were kept.
pub fn tidy(house: &House) -> Result<usize> {
    let tree = Tree::of_checkout(&house.root)?;
    let mut broken = 0;
    for (rule, find) in RULES {
        let findings = find(&tree);
        if findings.is_empty() {
            continue;
        }
        broken += 1;
        println!("  broken: {rule}");
        for finding in findings {
            println!("    {finding}");
        }
    }
    if broken > 0 {
        bail!("{broken} of {} rules are broken", RULES.len());
    }
    Ok(RULES.len())
}
