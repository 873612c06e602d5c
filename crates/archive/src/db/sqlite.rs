//! SQLite: one file, one writer, many readers.
//!
//! WAL with `synchronous=FULL`: what was acknowledged survives a power cut (safety.md M4).

use std::path::Path;
use std::time::Duration;

use rusqlite::backup::Backup;
use rusqlite::{Connection, ErrorCode, OpenFlags, config::DbConfig, ffi, params_from_iter};

use super::tx::Purpose;
use super::{Row, Value, sql};
use crate::{Error, Fault, Result, private};

/// Prepared statements kept a connection.
const STATEMENTS: usize = 256;

/// What the writer is told. A batch of works touches thousands of pages, for ids are random: they are kept in memory
/// until the commit, so that each is written once, and checkpoints come less often than by default. What an archive
/// that ended in a hurry left in its log goes into the file, or readers would look for every page in both.
const WRITER: &str = "pragma journal_mode = wal; pragma synchronous = full; pragma cache_size = -16384;
    pragma cache_spill = off; pragma wal_autocheckpoint = 4000; pragma journal_size_limit = 33554432;
    pragma wal_checkpoint(passive);";

/// A connection to SQLite.
pub(crate) struct Lite {
    connection: Connection,
}

impl Lite {
    /// The connection that writes; makes the file.
    pub(super) fn writer(path: &Path) -> Result<Self> {
        // SQLite gives the files beside it the rights of this one. Where it cannot be made, SQLite says why.
        let _ = private::touch(path);
        let connection = Connection::open(path).map_err(|error| cannot_open(path, error))?;
        let link = Self::with(connection, WRITER);
        link.map_err(|error| match error {
            Error::Broken(fault) => Error::Broken(Fault { sentence: unusable(path, &fault.sentence), ..fault }),
            other => other,
        })
    }

    /// A connection that only reads.
    pub(super) fn reader(path: &Path) -> Result<Self> {
        let flags = OpenFlags::SQLITE_OPEN_READ_WRITE | OpenFlags::SQLITE_OPEN_NO_MUTEX;
        let connection = Connection::open_with_flags(path, flags).map_err(|error| cannot_open(path, error))?;
        Self::with(connection, "pragma query_only = on;")
    }

    /// A database in memory, that only this connection knows.
    pub(super) fn memory() -> Result<Self> {
        Self::with(Connection::open_in_memory()?, "")
    }

    /// A database in memory with everything that is in this one now.
    pub(super) fn copied(&self) -> Result<Self> {
        let mut copy = Self::memory()?;
        Backup::new(&self.connection, &mut copy.connection)?.step(-1)?;
        Ok(copy)
    }

    fn with(connection: Connection, pragmas: &str) -> Result<Self> {
        connection.busy_timeout(Duration::from_secs(10))?;
        connection.set_prepared_statement_cache_capacity(STATEMENTS);
        // A plan may not depend on what is bound: otherwise SQLite makes it anew for every other value, as far as a partial
        // index could be of use, and that was an eighth of what a list of works costs.
        connection.set_db_config(DbConfig::SQLITE_DBCONFIG_ENABLE_QPSG, true)?;
        // Negative cache sizes are KiB: small, because the system's page cache stands behind it (P10).
        connection.execute_batch("pragma foreign_keys = on; pragma cache_size = -8192; pragma temp_store = memory;")?;
        connection.execute_batch(pragmas)?;
        Ok(Self { connection })
    }

    pub(super) fn begin(&self, purpose: Purpose) -> Result<()> {
        self.batch(if purpose == Purpose::Read { "begin" } else { "begin immediate" })
    }

    pub(super) fn commit(&self) -> Result<()> {
        self.batch("commit")
    }

    /// Takes back what is open. Silent: SQLite has taken back some failures by itself.
    pub(super) fn rollback(&self) {
        if !self.connection.is_autocommit() {
            let _ = self.connection.execute_batch("rollback");
        }
    }

    pub(super) fn batch(&self, text: &str) -> Result<()> {
        Ok(self.connection.execute_batch(text)?)
    }

    #[cfg(test)]
    pub(super) fn prepare(&self, text: &str) -> Result<()> {
        Ok(self.connection.prepare(&sql::for_sqlite(text)).map(drop)?)
    }

    pub(super) fn run(&self, text: &str, args: &[Value<'_>]) -> Result<u64> {
        let mut statement = self.connection.prepare_cached(&sql::for_sqlite(text))?;
        if statement.column_count() == 0 {
            return Ok(statement.execute(params_from_iter(args))? as u64);
        }
        let mut rows = statement.query(params_from_iter(args))?;
        let mut count = 0;
        while rows.next()?.is_some() {
            count += 1;
        }
        Ok(count)
    }

    pub(super) fn each(
        &self,
        text: &str,
        args: &[Value<'_>],
        take: &mut dyn FnMut(&Row<'_>) -> Result<()>,
    ) -> Result<()> {
        let mut statement = self.connection.prepare_cached(&sql::for_sqlite(text))?;
        let mut rows = statement.query(params_from_iter(args))?;
        while let Some(row) = rows.next()? {
            take(&Row::Sqlite(row))?;
        }
        Ok(())
    }
}

impl From<rusqlite::Error> for Error {
    fn from(error: rusqlite::Error) -> Self {
        let Some(code) = error.sqlite_error().copied() else {
            return Self::Broken(Fault::new("SQLite refused a statement of ours", error));
        };
        let drawn_again =
            [ffi::SQLITE_CONSTRAINT_PRIMARYKEY, ffi::SQLITE_CONSTRAINT_ROWID, ffi::SQLITE_CONSTRAINT_UNIQUE];
        let no_room = [ffi::SQLITE_IOERR_WRITE, ffi::SQLITE_IOERR_SHMSIZE];
        match code.code {
            ErrorCode::DatabaseBusy | ErrorCode::DatabaseLocked => Self::Busy,
            _ if drawn_again.contains(&code.extended_code) => {
                tracing::debug!(%error, "something of that key is there already; trying again");
                Self::Busy
            }
            // A quota or a limit on the size of files.
            _ if no_room.contains(&code.extended_code) => {
                Self::Broken(Fault::new(sentence(ErrorCode::DiskFull), error))
            }
            other => Self::Broken(Fault::new(sentence(other), error)),
        }
    }
}

fn sentence(code: ErrorCode) -> &'static str {
    match code {
        ErrorCode::DiskFull => {
            "the disk that holds the data folder (--data) is full, or a quota or a limit on files is reached: \
             free some space and try again"
        }
        ErrorCode::ReadOnly => "the database file in the data folder (--data) cannot be written: check who owns it",
        ErrorCode::NotADatabase => "the database file in the data folder (--data) is not a SQLite database",
        ErrorCode::DatabaseCorrupt => "the database file is damaged: stop the archive and restore the newest backup",
        ErrorCode::SystemIoFailure => "the disk that holds the data folder (--data) cannot be read or written",
        _ => "SQLite refused a statement of ours",
    }
}

fn cannot_open(path: &Path, error: rusqlite::Error) -> Error {
    Error::Broken(Fault::new(
        format!(
            "the database file {} cannot be opened: check that its folder (--data) exists and can be written",
            path.display()
        ),
        error,
    ))
}

fn unusable(path: &Path, sentence: &str) -> String {
    format!("{}: {sentence}", path.display())
}
