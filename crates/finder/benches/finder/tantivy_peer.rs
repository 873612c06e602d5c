//! tantivy beside the finder: tags as numbers of one field, facets by its own aggregation, one segment.

use std::error::Error;
use std::ops::Bound;
use std::time::Duration;

use serde_json::{Value, json};
use tantivy::aggregation::agg_req::Aggregations;
use tantivy::aggregation::agg_result::AggregationResults;
use tantivy::aggregation::{AggContextParams, AggregationCollector};
use tantivy::collector::{Count, TopDocs};
use tantivy::query::{BooleanQuery, Occur, Query as TantivyQuery, RangeQuery, TermQuery};
use tantivy::schema::{FAST, Field, INDEXED, IndexRecordOption, Schema};
use tantivy::{Index, IndexWriter, Order, Searcher, TantivyDocument, Term};

use crate::clock::{Cost, process_cpu, timed};
use crate::queries::{Found, Query, kinds};
use crate::report::Table;
use crate::source::{Row, Source};

struct Fields {
    filter: Field,
    complete: Field,
    words: Field,
    rank: Field,
    kinds: Vec<Field>,
}

/// Fills an index, and asks it everything several times.
pub fn run(
    source: &dyn Source,
    queries: &[Query],
    rounds: usize,
    table: &mut Table,
) -> Result<Vec<Found>, Box<dyn Error>> {
    let dir = tempfile::tempdir()?;
    let mut schema = Schema::builder();
    let fields = Fields {
        filter: schema.add_u64_field("filter", INDEXED),
        complete: schema.add_u64_field("complete", INDEXED),
        words: schema.add_u64_field("words", FAST | INDEXED),
        rank: schema.add_u64_field("rank", FAST),
        kinds: kinds().iter().map(|kind| schema.add_u64_field(kind, FAST)).collect(),
    };
    let index = Index::create_in_dir(dir.path(), schema.build())?;
    let build = fill(&index, &fields, source)?;
    let size: u64 =
        std::fs::read_dir(dir.path())?.flatten().filter_map(|file| file.metadata().ok()).map(|m| m.len()).sum();
    table.built("tantivy", build, &format!("{:.1} MB on disk", size as f64 / 1e6));
    let searcher = index.reader()?.searcher();
    let mut answers = Vec::new();
    for round in 0..rounds {
        for query in queries {
            let (found, cost) = timed(|| ask(&searcher, &fields, query));
            table.note("tantivy", &query.cls, round, cost);
            if round == 0 {
                answers.push(found?);
            }
        }
    }
    Ok(answers)
}

fn fill(index: &Index, fields: &Fields, source: &dyn Source) -> Result<Cost, Box<dyn Error>> {
    let mut writer: IndexWriter = index.writer_with_num_threads(1, 400 << 20)?;
    let (mut cost, began) = (Cost::default(), process_cpu());
    let reading = thread_cpu();
    let mut failure = None;
    let ((), whole) = timed(|| {
        let added = source.each(&mut |row| {
            if let Err(error) = writer.add_document(document(fields, &row)) {
                failure = Some(error);
            }
        });
        failure = failure.take().or_else(|| added.is_err().then_some(tantivy::TantivyError::Poisoned));
    });
    let read = thread_cpu().saturating_sub(reading);
    if let Some(failure) = failure {
        return Err(failure.into());
    }
    let (merged, rest) = timed(|| -> tantivy::Result<()> {
        writer.commit()?;
        let segments = index.searchable_segment_ids()?;
        writer.merge(&segments).wait()?;
        writer.garbage_collect_files().wait()?;
        writer.wait_merging_threads()
    });
    merged?;
    // Its threads' work, without the reading of the source, which is this thread's.
    cost.wall = whole.wall + rest.wall;
    cost.cpu = process_cpu().saturating_sub(began).saturating_sub(read);
    Ok(cost)
}

/// CPU time of this thread, to the nanosecond.
fn thread_cpu() -> Duration {
    let now = rustix::time::clock_gettime(rustix::time::ClockId::ThreadCPUTime);
    Duration::new(now.tv_sec.unsigned_abs(), now.tv_nsec.unsigned_abs() as u32)
}

fn document(fields: &Fields, row: &Row) -> TantivyDocument {
    let mut document = TantivyDocument::default();
    row.filters.iter().for_each(|tag| document.add_u64(fields.filter, (*tag).into()));
    document.add_u64(fields.complete, row.complete.into());
    document.add_u64(fields.words, row.counts.words);
    // Kudos, of equals the id.
    document.add_u64(fields.rank, row.counts.kudos.min(0xFF_FFFF) << 40 | row.id);
    for (field, tags) in fields.kinds.iter().zip(&row.direct) {
        for tag in tags {
            document.add_u64(*field, (*tag).into());
        }
    }
    document
}

fn query(fields: &Fields, query: &Query) -> BooleanQuery {
    let term = |field: Field, value: u64| -> Box<dyn TantivyQuery> {
        Box::new(TermQuery::new(Term::from_field_u64(field, value), IndexRecordOption::Basic))
    };
    let tag = |tag: &u32| term(fields.filter, (*tag).into());
    let mut parts = vec![(Occur::Must, tag(&query.fandom))];
    parts.extend(query.include.iter().map(|included| (Occur::Must, tag(included))));
    parts.extend(query.exclude.iter().map(|excluded| (Occur::MustNot, tag(excluded))));
    if !query.ratings.is_empty() {
        let any: Vec<_> = query.ratings.iter().map(|rating| (Occur::Should, tag(rating))).collect();
        parts.push((Occur::Must, Box::new(BooleanQuery::new(any))));
    }
    if query.complete {
        parts.push((Occur::Must, term(fields.complete, 1)));
    }
    if let Some([from, to]) = query.words {
        let bound = |words| Bound::Included(Term::from_field_u64(fields.words, words));
        parts.push((Occur::Must, Box::new(RangeQuery::new(bound(from), bound(to)))));
    }
    BooleanQuery::new(parts)
}

fn ask(searcher: &Searcher, fields: &Fields, asked: &Query) -> Result<Found, tantivy::TantivyError> {
    let wanted: serde_json::Map<String, Value> = kinds()
        .into_iter()
        .map(|kind| (kind.clone(), json!({ "terms": { "field": kind, "size": 10, "segment_size": 1_000 } })))
        .collect();
    let wanted: Aggregations = serde_json::from_value(Value::Object(wanted))?;
    let facets = AggregationCollector::from_aggs(wanted, AggContextParams::default());
    let first = TopDocs::with_limit(20).order_by_u64_field("rank", Order::Desc);
    let (total, works, facets) = searcher.search(&query(fields, asked), &(Count, first, facets))?;
    Ok(Found {
        total: total as u64,
        works: works.into_iter().map(|(rank, _)| rank.unwrap_or_default() & 0xFF_FFFF_FFFF).collect(),
        facets: tags(&facets)?,
    })
}

fn tags(facets: &AggregationResults) -> Result<Vec<Vec<(u32, u64)>>, tantivy::TantivyError> {
    let facets = serde_json::to_value(facets)?;
    let of_kind = |kind: &String| {
        let buckets = facets[kind]["buckets"].as_array().cloned().unwrap_or_default();
        let number = |value: &Value| value.as_f64().unwrap_or_default();
        buckets.iter().map(|bucket| (number(&bucket["key"]) as u32, number(&bucket["doc_count"]) as u64)).collect()
    };
    Ok(kinds().iter().map(of_kind).collect())
}
