//! Everything the two databases say differently. Past ten entries, stop and think.

use super::Sql;

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

    /// Whether every transaction up to that of a change has ended, so that nothing can appear in front of it any more.
    pub(crate) const fn is_settled(self) -> &'static str {
        match self {
            Self::Sqlite => "true",
            Self::Postgres => {
                "transaction_number < cast(cast(pg_snapshot_xmin(pg_current_snapshot()) as text) as bigint)"
            }
        }
    }

    /// The order of the change feed. SQLite has one writer at a time, so that the positions say it alone.
    pub(crate) const fn feed_order(self) -> &'static str {
        match self {
            Self::Sqlite => "position",
            Self::Postgres => "transaction_number, position",
        }
    }

    /// Limits a query to the changes behind a transaction and a position in it. SQLite looks for pairs by their first half only,
    /// which is the same in all of them: it would read the whole feed.
    pub(crate) fn behind(self, sql: &mut Sql<'_>, (transaction, position): (i64, i64)) {
        match self {
            Self::Sqlite => sql.push("position > ").bind(position),
            Self::Postgres => {
                sql.push("(transaction_number, position) > (").bind(transaction).push(", ").bind(position).push(")")
            }
        };
    }

    /// Reads a table along this index. SQLite guesses how many rows of it somebody has from how many people have on average, and
    /// would look up every row of one who has very many.
    pub(crate) fn along(self, sql: &mut Sql<'_>, index: &'static str) {
        match self {
            Self::Sqlite => _ = sql.push(" indexed by ").push(index),
            Self::Postgres => {}
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

    /// How large each of our tables is: its name, how many rows it has, roughly, and its bytes. SQLite looks at every page for it.
    pub(crate) const fn table_sizes(self) -> &'static str {
        match self {
            Self::Sqlite => {
                "select t.name, coalesce(d.ncell, 0), coalesce(d.pgsize, 0) from sqlite_master t
                 join dbstat d on d.name = t.name and d.aggregate = true
                 where t.type = 'table' and t.name not like 'sqlite%' order by t.name"
            }
            Self::Postgres => {
                "select cast(c.relname as text),
                   cast(case when c.reltuples < 0 then coalesce(s.n_live_tup, 0) else c.reltuples end as bigint),
                   pg_total_relation_size(c.oid)
                 from pg_class c left join pg_stat_all_tables s on s.relid = c.oid
                 where c.relkind = 'r' and c.relnamespace = (select oid from pg_namespace where nspname = current_schema())
                 order by 1"
            }
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
