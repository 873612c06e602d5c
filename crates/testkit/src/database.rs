//! Fresh databases for tests: SQLite in memory always, PostgreSQL when a server is named.
//!
//! `FOOLSCAP_TEST_PG` holds the address of a PostgreSQL server. Without it tests run on SQLite alone, except in CI,
//! where a missing server must not pass for a passed test. Knows no type of `archive`, so that its inner tests can
//! use it too; what goes into a template is said by those who make it.

use std::path::Path;
use std::sync::atomic::{AtomicU32, Ordering};

use postgres::{Client, NoTls};

/// A database of a test's own; on PostgreSQL gone when this is dropped.
pub struct ScratchDatabase {
    server: Option<String>,
    name: String,
}

impl ScratchDatabase {
    /// The address of the database; `None` for SQLite in memory.
    pub fn url(&self) -> Option<String> {
        self.server.as_deref().map(|server| inside(server, &self.name))
    }

    fn sqlite() -> Self {
        Self { server: None, name: String::new() }
    }

    fn postgres(server: &str, template: &str) -> Self {
        static COUNT: AtomicU32 = AtomicU32::new(0);
        let name = format!("foolscap_test_{}_{}", std::process::id(), COUNT.fetch_add(1, Ordering::Relaxed));
        let mut client = client(server);
        run(&mut client, &format!("drop database if exists {name} with (force)"));
        // Files are copied in two thirds of the time that it takes to write every page of them into the log.
        run(&mut client, &format!("create database {name} template {template} strategy file_copy"));
        Self { server: Some(server.to_owned()), name }
    }
}

impl Drop for ScratchDatabase {
    fn drop(&mut self) {
        if let Some(server) = &self.server {
            run(&mut client(server), &format!("drop database if exists {} with (force)", self.name));
        }
    }
}

/// A fresh and empty database of every kind there is here.
pub fn every_database() -> Vec<ScratchDatabase> {
    every_database_like("template1")
}

/// A fresh database of every kind there is here, those on a server copies of what [`template`] named.
pub(crate) fn every_database_like(template: &str) -> Vec<ScratchDatabase> {
    let copied = server().map(|server| ScratchDatabase::postgres(&server, template));
    assert!(
        copied.is_some() || !in_ci(),
        "FOOLSCAP_TEST_PG names no PostgreSQL server; `cargo xtask check` starts one"
    );
    [ScratchDatabase::sqlite()].into_iter().chain(copied).collect()
}

/// Makes a database for tests of this process to copy, fills it and names it: a copy is made sooner than all migrations
/// are run. `fill` gets its address and leaves no connection open. Without a server there is nothing to fill.
pub(crate) fn template(fill: impl Fn(String)) -> String {
    let name = format!("{TEMPLATE}{}", std::process::id());
    if let Some(server) = server() {
        clear(&server);
        let mut client = client(&server);
        run(&mut client, &format!("drop database if exists {name}"));
        run(&mut client, &format!("create database {name}"));
        fill(inside(&server, &name));
    }
    name
}

/// What the names of templates begin with; the number of the process follows.
const TEMPLATE: &str = "foolscap_template_";

/// Takes away the templates of processes that have ended: no test is the last to know that it is.
fn clear(server: &str) {
    let mut client = client(server);
    let named = client.query("select datname from pg_database where starts_with(datname, $1)", &[&TEMPLATE]);
    for row in named.expect("a server lists its databases") {
        let name: String = row.get(0);
        let process = Path::new("/proc").join(name.trim_start_matches(TEMPLATE));
        if Path::new("/proc/self").exists() && !process.exists() {
            // Somebody else may be taking it away just now.
            let _ = client.batch_execute(&format!("drop database if exists {name}"));
        }
    }
}

/// The server's address with another database in it.
fn inside(server: &str, name: &str) -> String {
    let (address, options) = server.split_once('?').map_or((server, ""), |(address, options)| (address, options));
    let host = address.rsplit_once('/').map_or(address, |(host, _)| host);
    format!("{host}/{name}?{options}")
}

fn client(server: &str) -> Client {
    Client::connect(server, NoTls).expect("the server in FOOLSCAP_TEST_PG answers")
}

fn run(client: &mut Client, text: &str) {
    client.batch_execute(text).expect("the server in FOOLSCAP_TEST_PG lets us make databases");
}

/// Whether tests shall write what they print, instead of comparing it: `FOOLSCAP_BLESS=1`.
#[expect(
    clippy::disallowed_methods,
    reason = "whoever runs the tests says whether a change of what they print is meant"
)]
pub fn blessing() -> bool {
    std::env::var("FOOLSCAP_BLESS").is_ok_and(|bless| bless == "1")
}

#[expect(clippy::disallowed_methods, reason = "which server to test on is told by whoever runs the tests")]
fn server() -> Option<String> {
    std::env::var("FOOLSCAP_TEST_PG").ok().filter(|server| !server.is_empty())
}

#[expect(clippy::disallowed_methods, reason = "CI says by a variable that it is CI")]
fn in_ci() -> bool {
    std::env::var("CI").is_ok_and(|ci| !ci.is_empty() && ci != "false")
}
