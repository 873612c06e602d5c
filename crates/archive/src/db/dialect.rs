//! Everything the two databases say differently. Past ten entries, stop and think.

/// Which database is spoken to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Dialect {
    /// SQLite.
    Sqlite,
    /// PostgreSQL.
    Postgres,
}

impl Dialect {
    /// A number for this writing transaction, growing in the order in which transactions began.
    pub(crate) const fn this_transaction(self) -> &'static str {
        match self {
            Self::Sqlite => "0",
            Self::Postgres => "cast(cast(pg_current_xact_id() as text) as bigint)",
        }
    }

    /// The number below which every transaction has ended, so that nothing can appear there any more.
    pub(crate) const fn settled_before(self) -> &'static str {
        match self {
            Self::Sqlite => "1",
            Self::Postgres => "cast(cast(pg_snapshot_xmin(pg_current_snapshot()) as text) as bigint)",
        }
    }

    /// Holds back every other transaction that would migrate, until this one ends.
    pub(crate) const fn migration_lock(self) -> &'static str {
        match self {
            // `begin immediate` holds the only write lock already.
            Self::Sqlite => "select 1",
            Self::Postgres => "select 1 from pg_advisory_xact_lock(7066147)",
        }
    }

    /// Names the columns of all our tables: `table.column`, in any order.
    #[cfg(test)]
    pub(crate) const fn columns(self) -> &'static str {
        match self {
            Self::Sqlite => {
                "select t.name || '.' || c.name from sqlite_master t join pragma_table_info(t.name) c on true
                 where t.type = 'table' and t.name not like 'sqlite%'"
            }
            Self::Postgres => {
                "select cast(table_name || '.' || column_name as text) from information_schema.columns
                 where table_schema = current_schema()"
            }
        }
    }
}
