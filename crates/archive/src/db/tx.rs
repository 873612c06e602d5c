//! A transaction as the features see it: statements, the time, and fresh ids.

use std::sync::Arc;

use super::{Column, Dialect, Link, Row, Value};
use crate::people::{self, Names};
use crate::tags::{self, KnownTags};
use crate::{Chance, Clock, Error, Result, Secret};

/// What a transaction is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Purpose {
    /// Looking: one snapshot.
    Read,
    /// Changing: all or nothing.
    Write,
    /// Changing for the sake of the answer: nothing stays.
    Rehearsal,
}

/// What a transaction has besides its connection.
#[derive(Clone)]
pub(super) struct Given {
    pub(super) clock: Clock,
    pub(super) chance: Chance,
    names: Arc<Names>,
    tags: Arc<KnownTags>,
}

impl Given {
    /// With nothing held yet.
    pub(super) fn new(clock: &Clock, chance: &Chance) -> Self {
        let (clock, chance) = (clock.clone(), chance.clone());
        Self { clock, chance, names: Arc::new(people::no_names()), tags: Arc::new(tags::no_tags()) }
    }
}

/// A running transaction. Every statement in it sees the same snapshot and its own changes.
pub struct Tx<'t> {
    pub(super) link: &'t Link,
    pub(super) given: &'t Given,
    pub(super) purpose: Purpose,
}

impl Tx<'_> {
    /// Runs a statement and gives the number of rows it changed.
    pub(crate) fn run(&self, sql: &str, args: &[Value<'_>]) -> Result<u64> {
        match self.link {
            Link::Sqlite(link) => link.run(sql, args),
            Link::Postgres(link) => link.run(sql, args),
        }
    }

    /// All rows of a statement's answer.
    pub(crate) fn all<T>(&self, sql: &str, args: &[Value<'_>], read: impl Fn(&Row<'_>) -> Result<T>) -> Result<Vec<T>> {
        let mut rows = Vec::new();
        let mut take = |row: &Row<'_>| read(row).map(|row| rows.push(row));
        match self.link {
            Link::Sqlite(link) => link.each(sql, args, &mut take)?,
            Link::Postgres(link) => link.each(sql, args, &mut take)?,
        }
        Ok(rows)
    }

    /// The first row of a statement's answer, which should have no more than one.
    pub(crate) fn first<T>(
        &self,
        sql: &str,
        args: &[Value<'_>],
        read: impl Fn(&Row<'_>) -> Result<T>,
    ) -> Result<Option<T>> {
        Ok(self.all(sql, args, read)?.into_iter().next())
    }

    /// The first column of the first row.
    pub(crate) fn value<T: Column>(&self, sql: &str, args: &[Value<'_>]) -> Result<Option<T>> {
        self.first(sql, args, |row| row.get(0))
    }

    /// The number a counting statement gives.
    pub(crate) fn count(&self, sql: &str, args: &[Value<'_>]) -> Result<u64> {
        let count: Option<i64> = self.value(sql, args)?;
        count.map(|count| count as u64).ok_or_else(|| Error::broken("the database did not answer a count"))
    }

    /// Whether all that it sees is stored for good.
    pub(crate) fn is_settled(&self) -> bool {
        self.purpose == Purpose::Read
    }

    /// What people are called, as far as it is held.
    pub(crate) fn names(&self) -> &Names {
        &self.given.names
    }

    /// What is shown of tags, as far as it is held.
    pub(crate) fn tags(&self) -> &KnownTags {
        &self.given.tags
    }

    /// The time now, in milliseconds since 1970, UTC.
    pub(crate) fn now(&self) -> i64 {
        self.given.clock.now_millis()
    }

    /// The time now.
    pub(crate) fn clock_now(&self) -> jiff::Timestamp {
        self.given.clock.now()
    }

    /// A fresh random id. Should it be taken, the insert fails and the transaction is run again with another.
    pub(crate) fn fresh_id(&self) -> i64 {
        self.given.chance.id()
    }

    /// A fresh secret. What is run again makes another one.
    pub(crate) fn fresh_secret(&self) -> Secret {
        self.given.chance.secret()
    }

    /// What this database says differently.
    pub(crate) fn dialect(&self) -> Dialect {
        match self.link {
            Link::Sqlite(_) => Dialect::Sqlite,
            Link::Postgres(_) => Dialect::Postgres,
        }
    }
}
