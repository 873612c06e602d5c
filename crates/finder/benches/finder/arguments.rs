//! What to measure.

use std::path::PathBuf;

/// The arguments.
pub struct Arguments {
    pub catalogue: Option<PathBuf>,
    pub queries: Option<PathBuf>,
    pub answers: Option<PathBuf>,
    /// A finder to load, or to keep here when it is not there yet.
    pub snapshot: Option<PathBuf>,
    /// A kept finder to load, only to say how much memory a process holds then.
    pub weigh: Option<PathBuf>,
    pub works: u64,
    pub seed: u64,
    pub rounds: usize,
    /// Whether to measure changes, too.
    pub fresh: bool,
    /// Whether to measure tantivy, too.
    pub peers: bool,
    /// Lucene's program, to measure it, too.
    pub lucene: Option<PathBuf>,
    /// A PostgreSQL to measure, too.
    pub postgres: Option<String>,
    /// Whether to answer every query by looking at every work, too.
    pub check: bool,
}

impl Arguments {
    /// Whether the works themselves are needed: not when a finder is loaded and only asked.
    pub fn needs_works(&self) -> bool {
        self.fresh
            || self.check
            || self.peers
            || self.lucene.is_some()
            || self.postgres.is_some()
            || self.snapshot.as_ref().is_none_or(|file| !file.exists())
    }

    pub fn read(mut words: impl Iterator<Item = String>) -> Result<Self, String> {
        let mut read = Self {
            catalogue: None,
            queries: None,
            answers: None,
            snapshot: None,
            weigh: None,
            works: 100_000,
            seed: 1,
            rounds: 3,
            fresh: false,
            peers: false,
            lucene: None,
            postgres: None,
            check: false,
        };
        while let Some(word) = words.next() {
            let mut value = || words.next().ok_or(format!("{word} needs a value"));
            let number = |text: String| text.parse::<u64>().map_err(|_| format!("{text} is not a number"));
            match word.as_str() {
                "--catalogue" => read.catalogue = Some(value()?.into()),
                "--queries" => read.queries = Some(value()?.into()),
                "--answers" => read.answers = Some(value()?.into()),
                "--snapshot" => read.snapshot = Some(value()?.into()),
                "--weigh" => read.weigh = Some(value()?.into()),
                "--works" => read.works = number(value()?)?,
                "--seed" => read.seed = number(value()?)?,
                "--rounds" => read.rounds = number(value()?)?.max(1) as usize,
                "--peers" => read.peers = true,
                "--lucene" => read.lucene = Some(value()?.into()),
                "--postgres" => read.postgres = Some(value()?),
                "--check" => read.check = true,
                "--fresh" => read.fresh = true,
                // Cargo adds it for every bench.
                "--bench" => {}
                other => return Err(format!("what is {other}?")),
            }
        }
        if read.queries.is_none() {
            read.queries = read.catalogue.as_ref().map(|dir| dir.join("queries.json")).filter(|file| file.exists());
        }
        Ok(read)
    }
}
