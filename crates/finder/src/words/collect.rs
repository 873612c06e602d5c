//! Takes every work that a search meets, with its score.

use tantivy::collector::{Collector, SegmentCollector};
use tantivy::columnar::Column;
use tantivy::{DocId, Score, SegmentOrdinal, SegmentReader};

use crate::facts::WorkId;

/// All works that fit.
pub struct Ids;

/// Those of one segment.
pub struct IdsOfSegment {
    ids: Column<u64>,
    found: Vec<(WorkId, Score)>,
}

impl Collector for Ids {
    type Fruit = Vec<(WorkId, Score)>;
    type Child = IdsOfSegment;

    fn for_segment(&self, _: SegmentOrdinal, segment: &SegmentReader) -> tantivy::Result<IdsOfSegment> {
        Ok(IdsOfSegment { ids: segment.fast_fields().u64("id")?, found: Vec::new() })
    }

    fn requires_scoring(&self) -> bool {
        true
    }

    fn merge_fruits(&self, fruits: Vec<Self::Fruit>) -> tantivy::Result<Self::Fruit> {
        Ok(fruits.concat())
    }
}

impl SegmentCollector for IdsOfSegment {
    type Fruit = Vec<(WorkId, Score)>;

    fn collect(&mut self, document: DocId, score: Score) {
        self.found.extend(self.ids.first(document).map(|id| (WorkId(id), score)));
    }

    fn harvest(self) -> Self::Fruit {
        self.found
    }
}
