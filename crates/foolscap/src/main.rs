//! The binary: arguments, settings, wiring and progress; nothing else.
//!
//! Every command ends in one of two ways: it did what it says, or it prints one sentence that names the file or
//! setting and what to do, and exits with a code other than 0.

#![expect(clippy::print_stdout, clippy::print_stderr, reason = "a terminal program speaks to its terminal")]

mod args;
mod convert;
mod crew;
mod files;
mod import;
mod ledger;
mod log;
mod notices;
mod place;
mod policy;
mod report;
mod serve;
mod settings;
mod tags;
mod user;

use std::process::ExitCode;

use clap::Parser as _;

use crate::args::{Args, Command};

fn main() -> ExitCode {
    let outcome = match Args::parse().command {
        Command::Convert(wishes) => convert::run(&wishes),
        Command::Import(wishes) => import::run(&wishes),
        Command::Serve(wishes) => serve::run(&wishes),
        Command::User(wishes) => user::run(&wishes),
        Command::Settings(wishes) => policy::run(&wishes),
        Command::Tags(wishes) => tags::run(&wishes),
    };
    match outcome {
        Ok(code) => code,
        Err(error) => {
            eprintln!("foolscap: {error:#}");
            ExitCode::FAILURE
        }
    }
}
