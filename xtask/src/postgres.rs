//! A PostgreSQL of our own for the length of the tests: new, on a private socket, gone afterwards.
//!
//! It never listens on TCP and never meets a server that is already on the machine. Tests do not need their data to survive a
//! power cut, so it does not wait for the disk; the archive's own settings are tested all the same.

use std::env::temp_dir;
use std::os::unix::fs::{MetadataExt, chown};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::time::Duration;

use anyhow::{Context, Result, bail};
use tempfile::TempDir;

use crate::{need, run};

/// Fast rather than safe, and small.
const SETTINGS: [&str; 7] = [
    "listen_addresses=",
    "fsync=off",
    "full_page_writes=off",
    "autovacuum=off",
    "max_connections=200",
    "min_wal_size=32MB",
    "max_wal_size=256MB",
];

/// The system's folder in memory, where it has one.
const MEMORY: &str = "/dev/shm";

/// PostgreSQL refuses to run as root; Debian's package brings this account for it.
const ACCOUNT: &str = "postgres";

/// A running server; dropping it stops it and removes its files.
pub struct Postgres {
    dir: TempDir,
    server: Child,
}

impl Postgres {
    /// Makes a cluster in a temporary folder, starts it and waits until it answers.
    pub fn start() -> Result<Self> {
        // A link elsewhere would hide the programs that stand beside it.
        let postgres = need::program(need::POSTGRES)?.canonicalize()?;
        let dir =
            tempfile::Builder::new().prefix("foolscap-pg-").tempdir_in(roomy_memory().unwrap_or_else(temp_dir))?;
        let root = dir.path().metadata()?.uid() == 0;
        if root {
            let (user, group) = account()?;
            chown(dir.path(), Some(user), Some(group))?;
        }
        let cluster = dir.path().join("cluster");
        let initdb = postgres.with_file_name("initdb");
        let mut make = unprivileged(&initdb, root);
        make.args(["--auth=trust", "--username=foolscap", "--encoding=UTF8", "--no-locale", "--no-sync", "-D"]);
        run::capture(make.arg(&cluster).current_dir(dir.path()))?;
        let server = launch(&postgres, dir.path(), root)?;
        let mut own = Self { dir, server };
        own.wait(&postgres.with_file_name("pg_isready"))?;
        Ok(own)
    }

    /// The address for clients, as in `FOOLSCAP_TEST_PG`.
    pub fn url(&self) -> String {
        format!("postgres://foolscap@/postgres?host={}", self.dir.path().display())
    }

    /// How many transactions have written something so far, in databases that are gone too: proof that tests really came here.
    pub fn writes(&self) -> Result<u64> {
        let psql = need::program(need::PSQL)?;
        let mut ask = Command::new(psql);
        ask.arg(self.url()).args(["-qtAc", "select pg_snapshot_xmax(pg_current_snapshot())"]);
        let said = run::capture(&mut ask)?;
        said.trim().parse().with_context(|| format!("psql answered {said:?} instead of a number"))
    }

    fn wait(&mut self, pg_isready: &Path) -> Result<()> {
        for _ in 0..300 {
            if let Some(status) = self.server.try_wait()? {
                bail!("PostgreSQL ended with {status}:\n{}", self.log());
            }
            if run::capture(Command::new(pg_isready).arg("-qh").arg(self.dir.path())).is_ok() {
                return Ok(());
            }
            std::thread::sleep(Duration::from_millis(100));
        }
        bail!("PostgreSQL did not answer within 30 seconds:\n{}", self.log());
    }

    fn log(&self) -> String {
        std::fs::read_to_string(self.dir.path().join("log")).unwrap_or_default()
    }
}

impl Drop for Postgres {
    fn drop(&mut self) {
        // SIGQUIT is the immediate stop: the files go anyway.
        let stop = Command::new("kill").args(["-QUIT", &self.server.id().to_string()]).status();
        if !stop.is_ok_and(|status| status.success()) {
            self.server.kill().ok();
        }
        self.server.wait().ok();
    }
}

/// Where files are kept in memory, if there is room for ours. The tests make and drop hundreds of databases of a thousand
/// files each, and a file system on a disk takes longer for that than PostgreSQL for all the rest.
fn roomy_memory() -> Option<PathBuf> {
    let free = run::capture(Command::new("df").args(["--output=avail", "--block-size=1G", MEMORY])).ok()?;
    let gigabytes: u64 = free.lines().last()?.trim().parse().ok()?;
    (gigabytes >= 2).then(|| MEMORY.into())
}

fn launch(postgres: &Path, dir: &Path, root: bool) -> Result<Child> {
    let mut command = unprivileged(postgres, root);
    command.arg("-D").arg(dir.join("cluster")).arg("-k").arg(dir);
    for setting in SETTINGS {
        command.args(["-c", setting]);
    }
    let log = std::fs::File::create(dir.join("log"))?;
    command.current_dir(dir).stdin(Stdio::null()).stdout(log.try_clone()?).stderr(log);
    command.spawn().with_context(|| format!("cannot start {}", run::shown(&command)))
}

/// The program, as PostgreSQL's account where we are root, and ended by the kernel should the workshop die.
fn unprivileged(program: &Path, root: bool) -> Command {
    let mut command = Command::new("setpriv");
    if root {
        command.args(["--reuid", ACCOUNT, "--regid", ACCOUNT, "--init-groups"]);
    }
    command.args(["--pdeathsig", "QUIT", "--"]).arg(program);
    command
}

fn account() -> Result<(u32, u32)> {
    let number = |flag: &str| -> Result<u32> {
        let said = run::capture(Command::new("id").args([flag, ACCOUNT]))?;
        said.trim().parse().with_context(|| format!("id {flag} {ACCOUNT} answered {said:?}"))
    };
    Ok((number("-u")?, number("-g")?))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_server_of_our_own_answers_on_a_short_private_socket_and_leaves_nothing_behind() {
        let own = Postgres::start().unwrap();
        let dir = own.dir.path().to_owned();
        assert!(dir.join(".s.PGSQL.5432").as_os_str().len() <= 107, "the kernel takes no longer socket path");
        assert!(own.url().ends_with(&dir.display().to_string()));
        assert!(own.writes().unwrap() > 0, "initdb itself has written something");
        drop(own);
        assert!(!dir.exists());
    }
}
