//! Rows that come out of a statement, the same from both databases.

use postgres::types::Type;
use rusqlite::types::ValueRef;

use crate::{Error, Result};

/// A row of an answer, still inside the driver.
pub(crate) enum Row<'r> {
    /// Of SQLite.
    Sqlite(&'r rusqlite::Row<'r>),
    /// Of PostgreSQL.
    Postgres(&'r postgres::Row),
}

impl Row<'_> {
    /// The column at `at`, from 0.
    pub(crate) fn get<T: Column>(&self, at: usize) -> Result<T> {
        match self {
            Self::Sqlite(row) => T::from_cell(sqlite_cell(row, at)?),
            Self::Postgres(row) => T::from_cell(postgres_cell(row, at)?),
        }
    }
}

/// One value of a row, borrowed from the driver.
#[derive(Debug, Clone, Copy)]
pub(crate) enum Cell<'c> {
    /// No value.
    Null,
    /// A whole number; in SQLite a truth as well.
    Int(i64),
    /// A truth.
    Bool(bool),
    /// Text.
    Text(&'c str),
    /// Bytes.
    Blob(&'c [u8]),
}

/// What can be read out of a column.
pub(crate) trait Column: Sized {
    /// Reads the value, or says that the column holds something else.
    fn from_cell(cell: Cell<'_>) -> Result<Self>;
}

impl Column for i64 {
    fn from_cell(cell: Cell<'_>) -> Result<Self> {
        match cell {
            Cell::Int(number) => Ok(number),
            other => Err(mismatch("a whole number", other)),
        }
    }
}

impl Column for bool {
    fn from_cell(cell: Cell<'_>) -> Result<Self> {
        match cell {
            Cell::Bool(truth) => Ok(truth),
            Cell::Int(number) => Ok(number != 0),
            other => Err(mismatch("a truth", other)),
        }
    }
}

impl Column for String {
    fn from_cell(cell: Cell<'_>) -> Result<Self> {
        match cell {
            Cell::Text(text) => Ok(text.to_owned()),
            other => Err(mismatch("a text", other)),
        }
    }
}

impl Column for Vec<u8> {
    fn from_cell(cell: Cell<'_>) -> Result<Self> {
        match cell {
            Cell::Blob(bytes) => Ok(bytes.to_vec()),
            other => Err(mismatch("bytes", other)),
        }
    }
}

impl<T: Column> Column for Option<T> {
    fn from_cell(cell: Cell<'_>) -> Result<Self> {
        match cell {
            Cell::Null => Ok(None),
            cell => T::from_cell(cell).map(Some),
        }
    }
}

fn mismatch(wanted: &str, found: Cell<'_>) -> Error {
    let found = match found {
        Cell::Null => "nothing",
        Cell::Int(_) => "a whole number",
        Cell::Bool(_) => "a truth",
        Cell::Text(_) => "a text",
        Cell::Blob(_) => "bytes",
    };
    Error::broken(format!("the database gave {found} where {wanted} was expected"))
}

fn sqlite_cell<'r>(row: &'r rusqlite::Row<'_>, at: usize) -> Result<Cell<'r>> {
    Ok(match row.get_ref(at)? {
        ValueRef::Null => Cell::Null,
        ValueRef::Integer(number) => Cell::Int(number),
        ValueRef::Text(bytes) => {
            Cell::Text(std::str::from_utf8(bytes).map_err(|_| mismatch("a text", Cell::Blob(bytes)))?)
        }
        ValueRef::Blob(bytes) => Cell::Blob(bytes),
        ValueRef::Real(_) => return Err(Error::broken("the database gave a fraction, which no column of ours holds")),
    })
}

fn postgres_cell(row: &postgres::Row, at: usize) -> Result<Cell<'_>> {
    let kind = row.columns().get(at).map(|column| column.type_().clone());
    let cell = match kind {
        Some(Type::INT8) => row.try_get::<_, Option<i64>>(at)?.map(Cell::Int),
        Some(Type::INT4) => row.try_get::<_, Option<i32>>(at)?.map(|number| Cell::Int(i64::from(number))),
        Some(Type::BOOL) => row.try_get::<_, Option<bool>>(at)?.map(Cell::Bool),
        Some(Type::BYTEA) => row.try_get::<_, Option<&[u8]>>(at)?.map(Cell::Blob),
        _ => row.try_get::<_, Option<&str>>(at)?.map(Cell::Text),
    };
    Ok(cell.unwrap_or(Cell::Null))
}
