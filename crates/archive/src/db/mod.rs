//! The database: one SQL text for SQLite and PostgreSQL, run in closures on threads that own their connection.
//!
//! SQLite has one writer and several readers (WAL); PostgreSQL has a pool that does both. A closure gets a [`Tx`], in
//! which every statement sees the same snapshot. No connection ever meets async code: questions go to the threads
//! over a bounded queue, and an [`Answer`] comes back. What truly differs between the two stands in `dialect`.

mod dialect;
mod held;
mod migrate;
mod postgres;
mod queue;
mod row;
mod sql;
mod sqlite;
mod threads;
mod tx;
mod value;

#[cfg(test)]
pub(crate) mod tests;

pub(crate) use dialect::Dialect;
pub(crate) use held::{Held, Rows};
pub(crate) use row::{Cell, Column, Row};
pub(crate) use sql::Sql;
pub use threads::Answer;
pub use tx::Tx;
pub(crate) use value::{Value, args};

use std::sync::{Mutex, PoisonError};

use crate::{Chance, Clock, DatabasePlace, Error, Result, Settings};
use threads::Threads;
use tx::{Given, Purpose};

/// An open database with its threads.
pub(crate) struct Database {
    readers: Option<Threads>,
    writers: Threads,
}

impl Database {
    /// Opens the database and brings its tables up to date.
    pub(crate) fn open(settings: &Settings, clock: &Clock, chance: &Chance) -> Result<Self> {
        let given = Given::new(clock, chance);
        let start = |name, links| Threads::start(name, links, &given);
        let prepared = |link: Link| migrate::up_to_date(&link, &given).map(|()| link);
        let connections = settings.connections.max(1);
        match &settings.database {
            DatabasePlace::Memory => {
                let link = Link::Sqlite(in_memory(&given)?);
                Ok(Self { readers: None, writers: start("sqlite", vec![link])? })
            }
            DatabasePlace::Sqlite(path) => {
                let writer = prepared(Link::Sqlite(sqlite::Lite::writer(path)?))?;
                let readers = (0..connections).map(|_| sqlite::Lite::reader(path).map(Link::Sqlite));
                let readers = start("sqlite-read", readers.collect::<Result<_>>()?)?;
                Ok(Self { readers: Some(readers), writers: start("sqlite-write", vec![writer])? })
            }
            DatabasePlace::Postgres(url) => {
                let place = postgres::Place::parse(url)?;
                let mut links = vec![prepared(Link::Postgres(Box::new(place.connected()?)))?];
                links.extend((1..connections).map(|_| Link::Postgres(Box::new(place.link()))));
                Ok(Self { readers: None, writers: start("postgres", links)? })
            }
        }
    }

    pub(crate) fn read<T, F>(&self, question: F) -> Answer<T>
    where
        T: Send + 'static,
        F: Fn(&Tx<'_>) -> Result<T> + Send + 'static,
    {
        self.readers.as_ref().unwrap_or(&self.writers).ask(Purpose::Read, question)
    }

    pub(crate) fn write<T, F>(&self, deed: F) -> Answer<T>
    where
        T: Send + 'static,
        F: Fn(&Tx<'_>) -> Result<T> + Send + 'static,
    {
        self.writers.ask(Purpose::Write, deed)
    }

    pub(crate) fn rehearse<T, F>(&self, deed: F) -> Answer<T>
    where
        T: Send + 'static,
        F: Fn(&Tx<'_>) -> Result<T> + Send + 'static,
    {
        self.writers.ask(Purpose::Rehearsal, deed)
    }

    pub(crate) fn commits(&self) -> u64 {
        self.writers.commits()
    }
}

/// A database in memory. All are copies of the first, which is brought up to date once: that takes far longer than a copy,
/// and tests open thousands.
fn in_memory(given: &Given) -> Result<sqlite::Lite> {
    static FIRST: Mutex<Option<sqlite::Lite>> = Mutex::new(None);
    let mut first = FIRST.lock().unwrap_or_else(PoisonError::into_inner);
    if let Some(first) = &*first {
        return first.copied();
    }
    let link = Link::Sqlite(sqlite::Lite::memory()?);
    migrate::up_to_date(&link, given)?;
    let Link::Sqlite(made) = link else { return Err(Error::broken("a database in memory is one of SQLite's")) };
    first.insert(made).copied()
}

/// A connection to one of the two databases.
pub(crate) enum Link {
    /// To SQLite.
    Sqlite(sqlite::Lite),
    /// To PostgreSQL.
    Postgres(Box<postgres::Remote>),
}
