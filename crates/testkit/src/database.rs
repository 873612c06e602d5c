//! Fresh databases for tests: SQLite in memory always, PostgreSQL when a server is named.
//!
//! `FOOLSCAP_TEST_PG` holds the address of a PostgreSQL server. Without it tests run on SQLite alone, except in CI,
//! where a missing server must not pass for a passed test. Knows no type of `archive`, so that its inner tests can
//! use it too.

use std::sync::atomic::{AtomicU32, Ordering};

use postgres::{Client, NoTls};

/// An empty database; a schema of its own on PostgreSQL, gone when this is dropped.
pub struct ScratchDatabase {
    server: Option<String>,
    schema: String,
}

impl ScratchDatabase {
    /// The address of the database; `None` for SQLite in memory.
    pub fn url(&self) -> Option<String> {
        let server = self.server.as_ref()?;
        let sign = if server.contains('?') { '&' } else { '?' };
        Some(format!("{server}{sign}options=-csearch_path%3D{}", self.schema))
    }

    fn sqlite() -> Self {
        Self { server: None, schema: String::new() }
    }

    fn postgres(server: String) -> Self {
        static COUNT: AtomicU32 = AtomicU32::new(0);
        let schema = format!("test_{}_{}", std::process::id(), COUNT.fetch_add(1, Ordering::Relaxed));
        run(&server, &format!("drop schema if exists {schema} cascade; create schema {schema}"));
        Self { server: Some(server), schema }
    }
}

impl Drop for ScratchDatabase {
    fn drop(&mut self) {
        if let Some(server) = &self.server {
            run(server, &format!("drop schema if exists {} cascade", self.schema));
        }
    }
}

/// A fresh database of every kind there is here.
pub fn every_database() -> Vec<ScratchDatabase> {
    let mut databases = vec![ScratchDatabase::sqlite()];
    match server() {
        Some(server) => databases.push(ScratchDatabase::postgres(server)),
        None => assert!(!in_ci(), "FOOLSCAP_TEST_PG names no PostgreSQL server; `cargo xtask check` starts one"),
    }
    databases
}

fn run(server: &str, text: &str) {
    let mut client = Client::connect(server, NoTls).expect("the server in FOOLSCAP_TEST_PG answers");
    client.batch_execute(text).expect("the server in FOOLSCAP_TEST_PG lets us make schemas");
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
