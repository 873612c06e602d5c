//! How far an index has read the change feed, as it is kept with the index.

use std::fmt;

use crate::feed::{self, Cursor};
use crate::{Result, Tx};

/// What the index is made of, and how; raised when the same archive would be told in other facts.
const FACTS: i64 = 4;

/// How far the feed was read, and what stood there: whoever kept it sees by it whether this is still the same archive.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Mark {
    pub(super) cursor: Cursor,
    landmark: String,
}

impl Mark {
    /// The mark at a cursor, in this state of the archive.
    pub(super) fn at(tx: &Tx<'_>, cursor: Cursor) -> Result<Self> {
        Ok(Self { cursor, landmark: feed::landmark(tx, cursor)? })
    }

    /// Whether the snapshot it was made in sees so far.
    #[cfg(feature = "words")]
    pub(super) fn is_seen(&self) -> bool {
        !self.landmark.is_empty() || self.cursor == Cursor::default()
    }

    /// A mark that was kept; nothing if it is none, or of an index that was made of other facts.
    pub(super) fn of(kept: &str) -> Option<Self> {
        let (facts, place) = kept.split_once(' ')?;
        if facts.parse() == Ok(FACTS) { Self::of_place(place) } else { None }
    }

    /// [`of`](Self::of), without a word of facts, for what is made of none.
    fn of_place(kept: &str) -> Option<Self> {
        let mut words = kept.splitn(3, ' ');
        let mut number = || words.next()?.parse::<i64>().ok();
        let (transaction, position) = (number()?, number()?);
        let landmark = words.next()?.to_owned();
        let cursor = Cursor::from_numbers((transaction, position));
        let is_good = !landmark.is_empty() || cursor == Cursor::default();
        is_good.then_some(Self { cursor, landmark })
    }

    /// [`of`](Self::of), of an index that no other facts make worthless.
    #[cfg(feature = "words")]
    pub(super) fn of_any_facts(kept: &str) -> Option<Self> {
        Self::of_place(kept.split_once(' ')?.1)
    }
}

impl fmt::Display for Mark {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (transaction, position) = self.cursor.numbers();
        write!(f, "{FACTS} {transaction} {position} {}", self.landmark)
    }
}
