//! The archive as its callers hold it: a database, a clock and a source of chance.

use std::sync::Arc;
use std::thread;

use crate::db::{Answer, Database, Tx};
use crate::{Chance, Clock, Error, Result, Settings, feed, people, tags};

/// A running archive. Cloning it is cheap and gives the same archive.
#[derive(Clone)]
pub struct Archive {
    database: Arc<Database>,
    clock: Clock,
    chance: Chance,
}

impl Archive {
    /// Opens the database that `settings` name, brings its tables up to date and seeds the fixed tags (TAG-5).
    ///
    /// Blocks until it is open. Fails with [`crate::Error::Broken`], whose sentence names the setting and
    /// what to do, when the database cannot be reached or written or was made by a newer program.
    pub fn open(settings: &Settings, clock: Clock, chance: Chance) -> Result<Self> {
        // On a thread of its own: neither PostgreSQL's client nor waiting for an answer may meet an async runtime.
        let opened = thread::scope(|scope| scope.spawn(|| Self::open_here(settings, clock, chance)).join());
        opened
            .unwrap_or_else(|_| Err(Error::broken("the database could not be opened because of a defect of Foolscap")))
    }

    fn open_here(settings: &Settings, clock: Clock, chance: Chance) -> Result<Self> {
        let database = Arc::new(Database::open(settings, &clock, &chance)?);
        let archive = Self { database, clock, chance };
        archive
            .write(|tx| tags::seed(tx).and_then(|()| people::seed(tx)).and_then(|()| feed::count_anew(tx)))
            .wait()?;
        Ok(archive)
    }

    /// Runs `question` in one snapshot of the data, on a thread that owns its connection.
    ///
    /// The answer is a future; [`Answer::wait`] blocks for it instead.
    pub fn read<T, F>(&self, question: F) -> Answer<T>
    where
        T: Send + 'static,
        F: Fn(&Tx<'_>) -> Result<T> + Send + 'static,
    {
        self.database.read(question)
    }

    /// Runs `deed` as one transaction: all of it is stored, for good, before the answer comes, or nothing is.
    ///
    /// `deed` is run again from the start when another transaction was in its way, so it must do nothing but database
    /// work. The answer is a future; [`Answer::wait`] blocks for it instead.
    pub fn write<T, F>(&self, deed: F) -> Answer<T>
    where
        T: Send + 'static,
        F: Fn(&Tx<'_>) -> Result<T> + Send + 'static,
    {
        self.database.write(deed)
    }

    /// Runs `deed` as [`Archive::write`] does and takes all of it back: what it would answer, with nothing changed.
    pub fn rehearse<T, F>(&self, deed: F) -> Answer<T>
    where
        T: Send + 'static,
        F: Fn(&Tx<'_>) -> Result<T> + Send + 'static,
    {
        self.database.rehearse(deed)
    }

    /// How many writes of this process are stored. It has grown before the answer of a write comes, so whoever looks here
    /// sees at once that there may be news in the change feed.
    pub fn commits(&self) -> u64 {
        self.database.commits()
    }

    /// The clock this archive lives by.
    pub fn clock(&self) -> &Clock {
        &self.clock
    }

    /// The source of chance this archive draws from.
    pub fn chance(&self) -> &Chance {
        &self.chance
    }

    /// Tells the database's planner what the tables hold now. Worth a call after an import run.
    pub fn analyze(&self) -> Answer<()> {
        self.database.write(|tx| tx.run("analyze", &[]).map(drop))
    }
}
