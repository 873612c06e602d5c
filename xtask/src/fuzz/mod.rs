//! Lets libFuzzer throw bytes at every reader and writer: the targets in `fuzz/`, built with the usual toolchain.
//!
//! It needs nothing installed but a C++ compiler. Each target starts from the stories in `fuzz/seeds`, from those that
//! `fixtures` invents, and from what earlier runs found worth keeping. Runs take time and luck, so they are no part of `check`.

mod seeds;

use std::path::PathBuf;
use std::process::{Command, Stdio};

use anyhow::{Context, Result, bail, ensure};

use crate::{House, run};

/// What to run and for how long.
#[derive(Debug, clap::Args)]
pub struct Fuzz {
    /// Only these targets, the binaries of fuzz/Cargo.toml
    targets: Vec<String>,
    /// Seconds for each
    #[arg(long, default_value_t = 60)]
    seconds: u64,
}

/// What cargo-fuzz asks of the compiler when no sanitizer is wanted: counters at every edge and comparison.
const FLAGS: &[&str] = &[
    "--cfg fuzzing",
    "-Cpasses=sancov-module",
    "-Cllvm-args=-sanitizer-coverage-level=4",
    "-Cllvm-args=-sanitizer-coverage-inline-8bit-counters",
    "-Cllvm-args=-sanitizer-coverage-pc-table",
    "-Cllvm-args=-sanitizer-coverage-trace-compares",
];

/// The longest input, the seconds after which one counts as endless, and the most memory in MB.
const LIMITS: &[&str] = &["-max_len=16384", "-timeout=20", "-rss_limit_mb=4096"];

/// Builds the targets and runs each; the first finding ends the run.
pub fn fuzz(house: &House, wanted: &Fuzz) -> Result<()> {
    let known = targets(house)?;
    if let Some(name) = wanted.targets.iter().find(|name| !known.contains(name)) {
        bail!("there is no target `{name}`; there are {}", known.join(", "));
    }
    let chosen = known.iter().filter(|name| wanted.targets.is_empty() || wanted.targets.contains(name));
    let programs = build(house)?;
    let (kept, made) = (house.root.join("fuzz/seeds"), house.reports("fuzz-seeds")?);
    seeds::make(&house.reports("fuzz-stories")?, &kept, &made)?;
    for target in chosen {
        println!("== {target}");
        let seeds = [made.join(target), kept.join(target)];
        attack(house, &programs.join(target), &seeds, wanted.seconds)?;
    }
    Ok(())
}

/// The names of the targets, as the manifest lists them.
fn targets(house: &House) -> Result<Vec<String>> {
    let text = std::fs::read_to_string(house.root.join("fuzz/Cargo.toml")).context("cannot read fuzz/Cargo.toml")?;
    let manifest: toml::Table = text.parse()?;
    let bins = manifest.get("bin").and_then(|bins| bins.as_array()).context("fuzz/Cargo.toml has no targets")?;
    Ok(bins.iter().filter_map(|bin| Some(bin.get("name")?.as_str()?.to_owned())).collect())
}

/// Builds every target; returns the folder they stand in.
fn build(house: &House) -> Result<PathBuf> {
    let (host, folder) = (run::platform()?, house.target.join("fuzz"));
    let mut command = house.cargo();
    // With a target named, build scripts and macros are built without counters.
    command.args(["build", "--locked", "--release", "--manifest-path", "fuzz/Cargo.toml", "--target", &host]);
    run::run(command.arg("--target-dir").arg(&folder).env("RUSTFLAGS", FLAGS.join(" ")))?;
    Ok(folder.join(host).join("release"))
}

/// Runs one target and prints how many inputs it tried.
fn attack(house: &House, program: &std::path::Path, seeds: &[PathBuf], seconds: u64) -> Result<()> {
    let name = program.file_name().unwrap_or_default();
    let folder = |kind: &str| -> Result<PathBuf> {
        let folder = house.target.join("fuzz").join(kind).join(name);
        std::fs::create_dir_all(&folder).with_context(|| format!("cannot make {}", folder.display()))?;
        Ok(folder)
    };
    let (corpus, findings) = (folder("corpus")?, folder("findings")?);
    let mut command = Command::new(program);
    command.arg(corpus).args(seeds.iter().filter(|folder| folder.exists())).args(LIMITS);
    command.arg(format!("-dict={}", house.root.join("fuzz/words.dict").display()));
    command.args([format!("-max_total_time={seconds}"), format!("-artifact_prefix={}/", findings.display())]);
    let output = command.arg("-print_final_stats=1").stdin(Stdio::null()).output()?;
    let said = String::from_utf8_lossy(&output.stderr);
    ensure!(output.status.success(), "{}\n{}", tail(&said), run::shown(&command));
    let tried = said.lines().find_map(|line| line.strip_prefix("stat::number_of_executed_units:"));
    println!("  {} inputs, no finding", tried.unwrap_or_default().trim());
    Ok(())
}

/// The last lines of what a target said: the panic and where the input was kept.
fn tail(said: &str) -> String {
    let lines: Vec<&str> = said.lines().collect();
    let from = lines.iter().position(|line| line.starts_with("thread '")).unwrap_or(lines.len().saturating_sub(30));
    lines.get(from..).unwrap_or_default().join("\n")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_target_has_its_file() {
        let house = House::find().unwrap();
        let targets = targets(&house).unwrap();
        assert!(targets.len() > 10, "{targets:?}");
        for target in targets {
            assert!(house.root.join(format!("fuzz/fuzz_targets/{target}.rs")).exists(), "{target}");
        }
    }

    #[test]
    fn the_targets_are_locked_to_all_that_the_crates_need() {
        let house = House::find().unwrap();
        let table =
            |path: &str| -> toml::Table { std::fs::read_to_string(house.root.join(path)).unwrap().parse().unwrap() };
        let lock = table("fuzz/Cargo.lock");
        for room in ["manuscript", "import", "export"] {
            let manifest = table(&format!("crates/{room}/Cargo.toml"));
            let packages = lock["package"].as_array().unwrap();
            let locked = packages.iter().find(|package| package["name"].as_str() == Some(room)).unwrap();
            // A name that stands twice has its version behind it.
            let locked = locked["dependencies"].as_array().unwrap().iter();
            let locked: Vec<&str> = locked.filter_map(|name| name.as_str()?.split(' ').next()).collect();
            for needed in manifest["dependencies"].as_table().unwrap().keys() {
                assert!(locked.contains(&needed.as_str()), "fuzz/Cargo.lock does not know that {room} needs {needed}");
            }
        }
    }

    #[test]
    fn of_a_finding_the_panic_and_what_follows_is_shown() {
        assert_eq!(tail("INFO: x\n#2 y\nthread 'main' panicked at z\nnote\n"), "thread 'main' panicked at z\nnote");
        assert_eq!(tail("ALARM: timeout"), "ALARM: timeout");
    }
}
