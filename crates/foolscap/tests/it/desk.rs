//! A folder to work in, and the program run from it.

use std::fs;
use std::io::{BufRead as _, BufReader};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, ExitStatus, Stdio};
use std::thread;
use std::time::Duration;

use serde_json::Value;

/// A short story with a header, a rating and a scene break.
pub const STORY: &str = "Title: The Ferry\nAuthor: ana\nRating: PG\nFandom: Sherlock Holmes\n\n\
    It rained on the ferry.\n\n* * *\n\nBy noon it had *stopped*.\n";

/// A folder that goes when the test ends.
pub struct Desk(tempfile::TempDir);

/// What a run left behind.
#[derive(Debug)]
pub struct Said {
    /// The exit code; `None` after a signal.
    pub code: Option<i32>,
    /// Standard output.
    pub out: String,
    /// Standard error.
    pub err: String,
}

impl Desk {
    pub fn new() -> Self {
        Self(tempfile::tempdir().unwrap())
    }

    pub fn path(&self, name: &str) -> PathBuf {
        self.0.path().join(name)
    }

    /// Writes a file and the folders above it.
    pub fn put(&self, name: &str, bytes: impl AsRef<[u8]>) -> PathBuf {
        let path = self.path(name);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(&path, bytes).unwrap();
        path
    }

    pub fn read(&self, name: &str) -> String {
        fs::read_to_string(self.path(name)).unwrap()
    }

    /// The program, standing in the folder, with no settings from outside.
    pub fn command(&self, args: &[&str]) -> Command {
        self.wrapped(&[], args)
    }

    /// The program as started by another one, such as `sh -c 'ulimit …; exec "$0" "$@"'`.
    pub fn wrapped(&self, by: &[&str], args: &[&str]) -> Command {
        let words: Vec<&str> = by.iter().chain(&[env!("CARGO_BIN_EXE_foolscap")]).chain(args).copied().collect();
        let mut command = Command::new(words[0]);
        command.args(&words[1..]).current_dir(self.0.path()).stdin(Stdio::null());
        for name in ["FOOLSCAP_DATA", "FOOLSCAP_DATABASE", "FOOLSCAP_LISTEN", "FOOLSCAP_LOG"] {
            command.env_remove(name);
        }
        command
    }

    pub fn run(&self, args: &[&str]) -> Said {
        said(self.command(args))
    }

    /// The lines of a ledger. Each must be JSON, and each story's letters must add up.
    pub fn ledger(&self, name: &str) -> Vec<Value> {
        let lines: Vec<Value> = self.read(name).lines().map(|line| serde_json::from_str(line).unwrap()).collect();
        for line in lines.iter().filter(|line| line.get("letters").is_some()) {
            let count = |key: &str| line["letters"][key].as_u64().unwrap();
            assert_eq!(count("seen"), count("story") + count("facts") + count("dropped"), "{line}");
            assert_eq!(line["unaccounted"], 0, "{line}");
        }
        lines
    }

    /// Imports into `archive` with a ledger of this name, and gives the run and the ledger's lines.
    pub fn import(&self, ledger: &str, args: &[&str]) -> (Said, Vec<Value>) {
        let all = [&["import", "--data", "archive", "--ledger", ledger], args].concat();
        (self.run(&all), self.ledger(ledger))
    }
}

impl Said {
    /// One sentence on standard error that has all these words, and an exit code that says no.
    #[track_caller]
    pub fn refuses_with(&self, words: &[&str]) {
        assert!(self.code.is_some_and(|code| code != 0), "{self:?}");
        assert_eq!(self.err.trim_end().lines().count(), 1, "{self:?}");
        for word in words {
            assert!(self.err.contains(word), "“{word}” is not in {self:?}");
        }
    }
}

/// Runs a command to its end.
pub fn said(mut command: Command) -> Said {
    let output = command.output().unwrap();
    let text = |bytes: Vec<u8>| String::from_utf8(bytes).unwrap();
    Said { code: output.status.code(), out: text(output.stdout), err: text(output.stderr) }
}

/// How many lines have this fate.
pub fn count(lines: &[Value], fate: &str) -> usize {
    lines.iter().filter(|line| line["fate"] == fate).count()
}

/// A program that runs beside the test, and is ended with it.
pub struct Running(Child);

impl Running {
    pub fn start(mut command: Command) -> Self {
        Self(command.stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap())
    }

    /// The first line on standard output.
    pub fn line(&mut self) -> String {
        let mut line = String::new();
        BufReader::new(self.0.stdout.as_mut().unwrap()).read_line(&mut line).unwrap();
        line.trim_end().to_owned()
    }

    /// Sends a signal by its name, as `kill -INT` does.
    pub fn signal(&self, name: &str) {
        let sent = Command::new("kill").args([&format!("-{name}"), &self.0.id().to_string()]).status().unwrap();
        assert!(sent.success());
    }

    /// Waits until the program has ended by itself.
    pub fn end(&mut self) -> ExitStatus {
        let mut status = None;
        wait_until("the program ends", || {
            status = self.0.try_wait().unwrap();
            status.is_some()
        });
        status.unwrap()
    }
}

impl Drop for Running {
    fn drop(&mut self) {
        let _ = self.0.kill();
        let _ = self.0.wait();
    }
}

/// Waits for something that will happen, but not for ever.
#[track_caller]
pub fn wait_until(what: &str, mut done: impl FnMut() -> bool) {
    for _ in 0..6000 {
        if done() {
            return;
        }
        thread::sleep(Duration::from_millis(20));
    }
    panic!("waited in vain: {what}");
}

/// Every path below a folder, with what is in the files: equal before and after means that nothing was touched.
pub fn contents(folder: &Path) -> Vec<(PathBuf, Vec<u8>)> {
    let mut all = Vec::new();
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            all.extend(contents(&path));
        } else {
            all.push((path.clone(), fs::read(&path).unwrap()));
        }
    }
    all.sort();
    all
}
