//! Every crate we build on has a licence on the list in `deny.toml`, comes from crates.io, and there are not too many of them.
//!
//! The list has cargo-deny's form, and cargo-deny reads it where it is installed. Reading `cargo metadata` here needs no tool to be
//! installed. Advisories do need one; they are looked up at a release.

use std::collections::BTreeSet;

use anyhow::{Context, Result, bail, ensure};
use serde::Deserialize;

use crate::{House, run};

/// More crates than this to compile on one machine, and the first build becomes a reason not to try Foolscap (without the typesetter).
const MOST: usize = 425;

#[derive(Deserialize)]
struct Deny {
    licenses: Licenses,
    bans: Bans,
}

#[derive(Deserialize)]
struct Licenses {
    allow: Vec<String>,
}

#[derive(Deserialize)]
struct Bans {
    deny: Vec<Ban>,
}

#[derive(Deserialize)]
struct Ban {
    name: String,
    reason: String,
}

#[derive(Deserialize)]
struct Metadata {
    packages: Vec<Package>,
}

#[derive(Deserialize)]
struct Package {
    name: String,
    license: Option<String>,
    source: Option<String>,
}

/// Holds the whole dependency graph, of every platform, against `deny.toml`; returns how many foreign crates are compiled on
/// this one (decision 0010).
pub fn licences(house: &House) -> Result<usize> {
    let list = std::fs::read_to_string(house.root.join("deny.toml")).context("cannot read deny.toml")?;
    let deny: Deny = toml::from_str(&list).context("deny.toml has another form than expected")?;
    let graph = graph(house, None)?;
    let objections: Vec<String> = graph.packages.iter().filter_map(|package| objection(package, &deny)).collect();
    if !objections.is_empty() {
        bail!("{}", objections.join("\n"));
    }
    let here = self::graph(house, Some(&run::platform()?))?;
    let foreign = here.packages.iter().filter(|package| package.source.is_some()).count();
    ensure!(foreign <= MOST, "we build on {foreign} crates; the house allows {MOST}");
    Ok(foreign)
}

/// The crates we build on, on one platform or on all.
fn graph(house: &House, platform: Option<&str>) -> Result<Metadata> {
    let mut command = house.cargo();
    command.args(["metadata", "--format-version=1", "--locked", "--all-features"]);
    command.args(platform.iter().flat_map(|platform| ["--filter-platform", platform]));
    serde_json::from_str(&run::capture(&mut command)?).context("cargo metadata did not print what it used to")
}

fn objection(package: &Package, deny: &Deny) -> Option<String> {
    let name = &package.name;
    if let Some(ban) = deny.bans.deny.iter().find(|ban| ban.name == *name) {
        return Some(format!("{name} is banned: {}", ban.reason));
    }
    if package.source.as_ref().is_some_and(|source| !source.starts_with("registry+")) {
        return Some(format!("{name} does not come from crates.io"));
    }
    let allowed: BTreeSet<&str> = deny.licenses.allow.iter().map(String::as_str).collect();
    match &package.license {
        Some(licence) if permitted(licence, &allowed) => None,
        Some(licence) => Some(format!("{name} has the licence {licence}, which deny.toml does not allow")),
        None => Some(format!("{name} names no licence")),
    }
}

/// Whether an SPDX expression can be met with allowed licences. `/` is the old way to write OR.
fn permitted(expression: &str, allowed: &BTreeSet<&str>) -> bool {
    let spaced = expression.replace('/', " OR ").replace('(', " ( ").replace(')', " ) ");
    let words: Vec<&str> = spaced.split_whitespace().collect();
    let mut rest = words.as_slice();
    any(&mut rest, allowed) && rest.is_empty()
}

fn any(words: &mut &[&str], allowed: &BTreeSet<&str>) -> bool {
    let mut good = all(words, allowed);
    while let Some(rest) = words.strip_prefix(&["OR"]) {
        *words = rest;
        good |= all(words, allowed);
    }
    good
}

fn all(words: &mut &[&str], allowed: &BTreeSet<&str>) -> bool {
    let mut good = one(words, allowed);
    while let Some(rest) = words.strip_prefix(&["AND"]) {
        *words = rest;
        good &= one(words, allowed);
    }
    good
}

fn one(words: &mut &[&str], allowed: &BTreeSet<&str>) -> bool {
    let Some((word, rest)) = words.split_first() else { return false };
    *words = rest;
    if *word == "(" {
        let good = any(words, allowed);
        *words = words.strip_prefix(&[")"]).unwrap_or(words);
        return good;
    }
    match words {
        ["WITH", exception, rest @ ..] => {
            *words = rest;
            allowed.contains(format!("{word} WITH {exception}").as_str())
        }
        _ => allowed.contains(word),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_expression_is_met_by_what_is_allowed() {
        let allowed = BTreeSet::from(["MIT", "Apache-2.0", "Unicode-3.0", "Apache-2.0 WITH LLVM-exception"]);
        let cases = [
            ("MIT", true),
            ("MIT OR GPL-2.0-only", true),
            ("GPL-2.0-only/MIT", true),
            ("MIT AND GPL-2.0-only", false),
            ("(MIT OR GPL-2.0-only) AND Unicode-3.0", true),
            ("(MIT OR Apache-2.0) AND GPL-2.0-only", false),
            ("Apache-2.0 WITH LLVM-exception", true),
            ("MIT WITH some-exception", false),
            ("MIT GPL-2.0-only", false),
            ("", false),
        ];
        for (expression, good) in cases {
            assert_eq!(permitted(expression, &allowed), good, "{expression:?}");
        }
    }

    fn judged(name: &str, license: Option<&str>, source: Option<&str>) -> Option<String> {
        let deny = Deny {
            licenses: Licenses { allow: vec!["MIT".into()] },
            bans: Bans { deny: vec![Ban { name: "openssl".into(), reason: "C code".into() }] },
        };
        let package = Package { name: name.into(), license: license.map(Into::into), source: source.map(Into::into) };
        objection(&package, &deny)
    }

    #[test]
    fn each_kind_of_objection_is_raised() {
        assert_eq!(judged("a", Some("MIT"), Some("registry+x")), None);
        assert_eq!(judged("a", Some("MIT"), None), None, "our own crates come from nowhere");
        assert_eq!(judged("openssl", Some("MIT"), None).unwrap(), "openssl is banned: C code");
        assert_eq!(judged("a", Some("MIT"), Some("git+x")).unwrap(), "a does not come from crates.io");
        assert_eq!(judged("a", None, None).unwrap(), "a names no licence");
        assert_eq!(
            judged("a", Some("BUSL-1.1"), None).unwrap(),
            "a has the licence BUSL-1.1, which deny.toml does not allow"
        );
    }
}
