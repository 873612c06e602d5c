//! Takes numbers of every document that a search meets, with its score.

use tantivy::collector::{Collector, SegmentCollector};
use tantivy::columnar::Column;
use tantivy::{DocId, Score, SegmentOrdinal, SegmentReader};

/// These columns of all documents that fit.
pub struct Numbers<const N: usize> {
    pub of: [&'static str; N],
    /// Whether it matters how well they fit.
    pub scored: bool,
}

/// Those of one segment.
pub struct NumbersOfSegment<const N: usize> {
    columns: [Column<u64>; N],
    found: Vec<([u64; N], Score)>,
}

impl<const N: usize> Collector for Numbers<N> {
    type Fruit = Vec<([u64; N], Score)>;
    type Child = NumbersOfSegment<N>;

    fn for_segment(&self, _: SegmentOrdinal, segment: &SegmentReader) -> tantivy::Result<NumbersOfSegment<N>> {
        let columns =
            self.of.iter().map(|name| segment.fast_fields().u64(name)).collect::<tantivy::Result<Vec<_>>>()?;
        let columns = columns.try_into().map_err(|_| tantivy::TantivyError::Poisoned)?;
        Ok(NumbersOfSegment { columns, found: Vec::new() })
    }

    fn requires_scoring(&self) -> bool {
        self.scored
    }

    fn merge_fruits(&self, fruits: Vec<Self::Fruit>) -> tantivy::Result<Self::Fruit> {
        Ok(fruits.concat())
    }
}

impl<const N: usize> SegmentCollector for NumbersOfSegment<N> {
    type Fruit = Vec<([u64; N], Score)>;

    fn collect(&mut self, document: DocId, score: Score) {
        self.found.push((self.columns.each_ref().map(|column| column.first(document).unwrap_or_default()), score));
    }

    fn harvest(self) -> Self::Fruit {
        self.found
    }
}
