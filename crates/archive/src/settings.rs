//! What the archive's owner decides about the ground floor.

use std::path::PathBuf;

/// Where and how the data is kept.
#[derive(Debug, Clone)]
pub struct Settings {
    /// The database.
    pub database: DatabasePlace,
    /// How many connections read at the same time; PostgreSQL uses the same ones for writing. At least 1.
    pub connections: usize,
}

impl Settings {
    /// The defaults with this database: four connections.
    pub const fn with(database: DatabasePlace) -> Self {
        Self { database, connections: 4 }
    }
}

/// Which database.
#[derive(Debug, Clone)]
pub enum DatabasePlace {
    /// A SQLite file; made when it is not there. Its folder must exist.
    Sqlite(PathBuf),
    /// A PostgreSQL server's address, `postgres://user@host/name`. `sslmode=require` turns TLS on.
    Postgres(String),
    /// SQLite in memory, gone at the end: for tests and demonstrations.
    Memory,
}
