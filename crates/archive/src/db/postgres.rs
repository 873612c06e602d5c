//! PostgreSQL: a pool of connections, each on its own thread, found again when they are lost.
//!
//! `synchronous_commit=on` is asked for, whatever the server's default (safety.md M4). Writing transactions run at
//! `repeatable read`: what two of them both change makes one run again; what must be unique is a constraint.

use std::cell::RefCell;
use std::collections::HashMap;
use std::sync::Arc;
use std::time::Duration;

use postgres::config::SslMode;
use postgres::error::SqlState;
use postgres::types::ToSql;
use postgres::{Client, Config, NoTls, Statement};
use tokio_postgres_rustls::MakeRustlsConnect;

use super::tx::Purpose;
use super::{Row, Value};
use crate::{Error, Fault, Result};

/// Prepared statements kept a connection.
const STATEMENTS: usize = 512;

/// What every session is told: what was acknowledged stays; and that reading here and there is cheap, as it is on today's
/// disks (the default made a work's tags read the whole table of tags), and our questions are too short to be compiled.
const SESSION: &str = "set synchronous_commit = on; set client_min_messages = warning; set timezone = 'UTC';
    set random_page_cost = 1.1; set jit = off";

/// Where the server is and how it is spoken to.
pub(super) struct Place {
    config: Config,
}

impl Place {
    /// Reads the address of the setting `--database`.
    pub(super) fn parse(url: &str) -> Result<Self> {
        let mut config: Config = url.parse().map_err(|error: postgres::Error| {
            let sentence = "the database address (--database) is not of the form postgres://user@host/name";
            Error::Broken(Fault::new(sentence, error))
        })?;
        if config.get_connect_timeout().is_none() {
            config.connect_timeout(Duration::from_secs(5));
        }
        config.application_name("foolscap");
        Ok(Self { config })
    }

    /// A connection that stands.
    pub(super) fn connected(&self) -> Result<Remote> {
        let link = self.link();
        link.connect()?;
        Ok(link)
    }

    /// A connection, not connected yet.
    pub(super) fn link(&self) -> Remote {
        Remote { config: self.config.clone(), line: RefCell::new(None) }
    }
}

/// A connection to PostgreSQL, or the means to make one.
pub(crate) struct Remote {
    config: Config,
    line: RefCell<Option<Line>>,
}

/// An open connection with its prepared statements.
struct Line {
    client: Client,
    statements: HashMap<String, Statement>,
}

impl Remote {
    /// Connects when there is no living connection.
    fn connect(&self) -> Result<()> {
        let mut line = self.line.borrow_mut();
        if line.as_ref().is_some_and(|line| !line.client.is_closed()) {
            return Ok(());
        }
        *line = None;
        let mut client = self.dial().map_err(cannot_connect)?;
        client.batch_execute(SESSION)?;
        *line = Some(Line { client, statements: HashMap::new() });
        Ok(())
    }

    fn dial(&self) -> Result<Client, postgres::Error> {
        match self.config.get_ssl_mode() {
            SslMode::Require => self.config.connect(tls()),
            _ => self.config.connect(NoTls),
        }
    }

    pub(super) fn begin(&self, purpose: Purpose) -> Result<()> {
        // A server that went away since the last question is no fault of this one: it is asked again later.
        self.connect().map_err(|error| {
            tracing::warn!(%error, "no connection to PostgreSQL");
            Error::Busy
        })?;
        self.batch(match purpose {
            Purpose::Read => "begin isolation level repeatable read read only",
            Purpose::Write | Purpose::Rehearsal => "begin isolation level repeatable read",
        })
    }

    /// Commits. A connection lost here leaves open whether it was stored, so it is never tried again silently.
    pub(super) fn commit(&self) -> Result<()> {
        let lost = "the connection to PostgreSQL was lost in the moment of storing: look whether it is there";
        self.with(|line| {
            let done = line.client.batch_execute("commit");
            done.map_err(|error| if error.is_closed() { Fault::new(lost, error).into() } else { Error::from(error) })
        })
    }

    /// Takes back what is open; a lost connection has taken it back already.
    pub(super) fn rollback(&self) {
        let _ = self.batch("rollback");
    }

    pub(super) fn batch(&self, text: &str) -> Result<()> {
        self.with(|line| Ok(line.client.batch_execute(text)?))
    }

    #[cfg(test)]
    pub(super) fn prepare(&self, text: &str) -> Result<()> {
        self.with(|line| line.prepare(text).map(drop))
    }

    pub(super) fn run(&self, text: &str, args: &[Value<'_>]) -> Result<u64> {
        self.with(|line| {
            let statement = line.prepare(text)?;
            Ok(line.client.execute(&statement, &borrowed(args))?)
        })
    }

    pub(super) fn each(
        &self,
        text: &str,
        args: &[Value<'_>],
        take: &mut dyn FnMut(&Row<'_>) -> Result<()>,
    ) -> Result<()> {
        let rows = self.with(|line| {
            let statement = line.prepare(text)?;
            Ok(line.client.query(&statement, &borrowed(args))?)
        })?;
        rows.iter().try_for_each(|row| take(&Row::Postgres(row)))
    }

    fn with<T>(&self, deed: impl FnOnce(&mut Line) -> Result<T>) -> Result<T> {
        deed(self.line.borrow_mut().as_mut().ok_or(Error::Busy)?)
    }
}

impl Line {
    fn prepare(&mut self, text: &str) -> Result<Statement> {
        if let Some(statement) = self.statements.get(text) {
            return Ok(statement.clone());
        }
        let statement = self.client.prepare(text)?;
        if self.statements.len() >= STATEMENTS {
            self.statements.clear();
        }
        self.statements.insert(text.to_owned(), statement.clone());
        Ok(statement)
    }
}

fn borrowed<'a>(args: &'a [Value<'_>]) -> Vec<&'a (dyn ToSql + Sync)> {
    args.iter().map(|value| value as &(dyn ToSql + Sync)).collect()
}

/// Rustls with the web's usual roots: `sslmode=require` means that the server proves who it is.
fn tls() -> MakeRustlsConnect {
    let mut roots = rustls::RootCertStore::empty();
    roots.extend(webpki_roots::TLS_SERVER_ROOTS.iter().cloned());
    let provider = Arc::new(rustls::crypto::ring::default_provider());
    let versions = rustls::ClientConfig::builder_with_provider(provider).with_safe_default_protocol_versions();
    let config = versions.expect("ring speaks the default versions of TLS");
    MakeRustlsConnect::new(config.with_root_certificates(roots).with_no_client_auth())
}

impl From<postgres::Error> for Error {
    fn from(error: postgres::Error) -> Self {
        let again = [
            SqlState::T_R_SERIALIZATION_FAILURE,
            SqlState::T_R_DEADLOCK_DETECTED,
            SqlState::UNIQUE_VIOLATION,
            SqlState::ADMIN_SHUTDOWN,
            SqlState::CANNOT_CONNECT_NOW,
        ];
        match error.code() {
            Some(code) if again.contains(code) => {
                tracing::debug!(%error, "another transaction was in the way; trying again");
                Self::Busy
            }
            Some(code) if *code == SqlState::DISK_FULL => {
                let sentence = "the disk of the PostgreSQL server (--database) is full: free some space and try again";
                Self::Broken(Fault::new(sentence, error))
            }
            None if error.is_closed() => Self::Busy,
            _ => Self::Broken(Fault::new("PostgreSQL refused a statement of ours", error)),
        }
    }
}

impl From<Fault> for Error {
    fn from(fault: Fault) -> Self {
        Self::Broken(fault)
    }
}

fn cannot_connect(error: postgres::Error) -> Error {
    let sentence = match error.code() {
        Some(code) if *code == SqlState::UNDEFINED_DATABASE => {
            "the PostgreSQL server has no such database: make it with `createdb`, or correct --database"
        }
        Some(code) if *code == SqlState::INVALID_PASSWORD || *code == SqlState::INVALID_AUTHORIZATION_SPECIFICATION => {
            "the PostgreSQL server refused the user or the password in --database"
        }
        _ => "the PostgreSQL server in --database does not answer: check that it runs and that the address is right",
    };
    Error::Broken(Fault::new(sentence, error))
}
