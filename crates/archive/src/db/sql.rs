//! Statements whose text depends on what is asked: text and values grow together.
//!
//! Text is only ever `'static`, so nothing a person typed can become SQL (safety rule R9).

use std::fmt::Write as _;

use memchr::memchr3_iter;

use super::{Column, Row, Tx, Value};
use crate::Result;

/// A statement under construction.
#[derive(Debug, Clone, Default)]
pub(crate) struct Sql<'v> {
    text: String,
    values: Vec<Value<'v>>,
}

impl<'v> Sql<'v> {
    /// Begins with this text.
    pub(crate) fn new(text: &'static str) -> Self {
        Self { text: text.to_owned(), values: Vec::new() }
    }

    /// Goes on with this text.
    pub(crate) fn push(&mut self, text: &'static str) -> &mut Self {
        self.text.push_str(text);
        self
    }

    /// Goes on with a value.
    pub(crate) fn bind(&mut self, value: impl Into<Value<'v>>) -> &mut Self {
        self.values.push(value.into());
        // Writing to a String cannot fail.
        let _ = write!(self.text, "${}", self.values.len());
        self
    }

    /// Goes on with `($1, $2, …)`; of nothing, with a list that no value is in.
    ///
    /// Lists are filled up with their last value to a few lengths, so that few different statements are prepared.
    pub(crate) fn bind_list<T>(&mut self, values: impl IntoIterator<Item = T>) -> &mut Self
    where
        T: Into<Value<'v>> + Clone,
    {
        let values = filled_up(values);
        if values.is_empty() {
            return self.push("(null)");
        }
        self.push("(");
        for (n, value) in values.into_iter().enumerate() {
            self.push(if n == 0 { "" } else { ", " }).bind(value);
        }
        self.push(")")
    }

    /// Goes on with `values ($1), ($2), …`, rows of one number each, filled up as lists are. There is at least one.
    pub(crate) fn bind_rows<T>(&mut self, values: impl IntoIterator<Item = T>) -> &mut Self
    where
        T: Into<Value<'v>> + Clone,
    {
        for (n, value) in filled_up(values).into_iter().enumerate() {
            self.push(if n == 0 { "values (cast(" } else { ", (cast(" }).bind(value).push(" as bigint))");
        }
        self
    }

    /// Goes on with ` and <column> in (…)`, if only some are asked about.
    pub(crate) fn only<T>(&mut self, column: &'static str, among: Option<&[T]>) -> &mut Self
    where
        T: Into<Value<'v>> + Copy,
    {
        match among {
            Some(among) => self.push(" and ").push(column).push(" in ").bind_list(among.iter().copied()),
            None => self,
        }
    }

    /// Runs the statement and gives the number of rows it changed.
    pub(crate) fn run(&self, tx: &Tx<'_>) -> Result<u64> {
        tx.run(&self.text, &self.values)
    }

    /// All rows of the answer.
    pub(crate) fn all<T>(&self, tx: &Tx<'_>, read: impl Fn(&Row<'_>) -> Result<T>) -> Result<Vec<T>> {
        tx.all(&self.text, &self.values, read)
    }

    /// The first row of the answer.
    pub(crate) fn first<T>(&self, tx: &Tx<'_>, read: impl Fn(&Row<'_>) -> Result<T>) -> Result<Option<T>> {
        tx.first(&self.text, &self.values, read)
    }

    /// The first column of the first row.
    pub(crate) fn value<T: Column>(&self, tx: &Tx<'_>) -> Result<Option<T>> {
        tx.value(&self.text, &self.values)
    }
}

/// Values with the last repeated up to one of a few lengths.
fn filled_up<T: Clone>(values: impl IntoIterator<Item = T>) -> Vec<T> {
    let mut values: Vec<T> = values.into_iter().collect();
    let lengths = [1, 2, 5, 10, 25, 50, 100, 250, 500, 1_000, 2_000];
    if let (Some(last), Some(length)) =
        (values.last().cloned(), lengths.into_iter().find(|length| *length >= values.len()))
    {
        values.resize(length, last);
    }
    values
}

/// Rewrites `$n` to `?n` outside quotes: SQLite numbers `$n` by first appearance, not by its number.
pub(super) fn for_sqlite(text: &str) -> String {
    let (mut out, mut quote) = (String::with_capacity(text.len()), None);
    let (bytes, mut start) = (text.as_bytes(), 0);
    for at in memchr3_iter(b'\'', b'"', b'$', bytes) {
        match (quote, bytes.get(at).copied().unwrap_or_default()) {
            (None, byte @ (b'\'' | b'"')) => quote = Some(byte),
            (Some(open), byte) if open == byte => quote = None,
            (None, b'$') => {
                out.push_str(text.get(start..at).unwrap_or_default());
                out.push('?');
                start = at + 1;
            }
            _ => {}
        }
    }
    out.push_str(text.get(start..).unwrap_or_default());
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn parameters_are_rewritten_outside_quotes_only() {
        for (given, wanted) in [
            ("select $2, $1", "select ?2, ?1"),
            ("select '$1', $1", "select '$1', ?1"),
            ("select 'it''s $1', \"a$b\", $12", "select 'it''s $1', \"a$b\", ?12"),
            ("select '雨$1', $1 || '雨'", "select '雨$1', ?1 || '雨'"),
            ("select 1", "select 1"),
        ] {
            assert_eq!(for_sqlite(given), wanted);
        }
    }

    #[test]
    fn text_and_values_grow_together_and_lists_are_filled_up() {
        let mut sql = Sql::new("select a from t where b = ");
        sql.bind("x").push(" and c in ").bind_list([1_i64, 2, 3]);
        assert_eq!(sql.text, "select a from t where b = $1 and c in ($2, $3, $4, $5, $6)");
        assert_eq!(sql.values.last(), Some(&Value::Int(3)));
        let mut empty = Sql::new("c in ");
        empty.bind_list(Vec::<i64>::new());
        assert_eq!(empty.text, "c in (null)");
    }
}
