//! A running `foolscap` to look at from outside, on a free port of this machine, gone when dropped.

use std::io::{BufRead, BufReader, Lines};
use std::path::Path;
use std::process::{Child, ChildStdout, Command, Stdio};
use std::sync::mpsc::{Receiver, channel};
use std::time::Duration;

use anyhow::{Context, Result};

use crate::run;

/// A server that has said where it listens.
pub struct Server {
    child: Child,
    /// What it prints after its address.
    lines: Receiver<String>,
    /// Its address without a slash at the end, such as `http://127.0.0.1:41234`.
    pub url: String,
}

impl Server {
    /// Starts `program serve` with these words and waits for the line that names the address.
    pub fn start(program: &Path, words: &[&str]) -> Result<Self> {
        let mut command = Command::new(program);
        command.arg("serve").args(["--listen", "127.0.0.1:0", "--log", "warn"]).args(words);
        let mut child = command
            .stdin(Stdio::null())
            .stdout(Stdio::piped())
            .spawn()
            .with_context(|| format!("cannot start {}", run::shown(&command)))?;
        let stdout = child.stdout.take().context("the server has no standard output")?;
        let mut lines = BufReader::new(stdout).lines();
        // Made before the address is known, so that a server that never names one is ended all the same.
        let (printed, kept) = channel();
        let mut server = Self { child, lines: kept, url: String::new() };
        server.url = announced(&mut lines)?;
        // Read to the end whether anybody listens or not: a full pipe would hold the server up.
        std::thread::spawn(move || lines.map_while(Result::ok).for_each(|line| drop(printed.send(line))));
        Ok(server)
    }

    /// The next line it prints that holds these words, if it comes within seconds.
    pub fn line(&self, words: &str) -> Option<String> {
        std::iter::from_fn(|| self.lines.recv_timeout(Duration::from_secs(5)).ok()).find(|line| line.contains(words))
    }

    /// The password of everybody in the sample archive.
    pub fn password(&self) -> Result<String> {
        let line = self.line("password ").context("the sample archive prints its password")?;
        Ok(line.rsplit("password ").next().unwrap_or_default().trim_end_matches(')').to_owned())
    }

    /// The folder into which the sample archive puts its letters. Asked for after the password, which is printed before it.
    pub fn letters(&self) -> Result<String> {
        let line = self.line("letters are put into ").context("the sample archive says where its letters are")?;
        Ok(line.rsplit("put into ").next().unwrap_or_default().to_owned())
    }

    /// The process, for looking at its memory and time.
    pub fn id(&self) -> u32 {
        self.child.id()
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        // Asked first, so that it can take its temporary folder with it.
        Command::new("kill").arg(self.child.id().to_string()).status().ok();
        for _ in 0..100 {
            if self.child.try_wait().is_ok_and(|ended| ended.is_some()) {
                return;
            }
            std::thread::sleep(Duration::from_millis(50));
        }
        self.child.kill().ok();
        self.child.wait().ok();
    }
}

fn announced(lines: &mut Lines<BufReader<ChildStdout>>) -> Result<String> {
    let named = lines.map_while(Result::ok).find_map(|line| address(&line));
    named.context("the server ended without the line `listening on http://…`")
}

fn address(line: &str) -> Option<String> {
    let (_, rest) = line.split_once("listening on ")?;
    let url = rest.split_whitespace().next()?;
    Some(url.trim_end_matches('/').to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_address_is_read_from_the_line_that_names_it() {
        assert_eq!(address("listening on http://127.0.0.1:8642/").unwrap(), "http://127.0.0.1:8642");
        assert_eq!(address("Foolscap: listening on http://127.0.0.1:1 (demo)").unwrap(), "http://127.0.0.1:1");
        assert_eq!(address("making sample works"), None);
    }

    #[test]
    fn a_program_that_ends_without_an_address_is_an_error() {
        assert!(Server::start("true".as_ref(), &[]).is_err());
    }
}
