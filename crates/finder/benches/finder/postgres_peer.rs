//! PostgreSQL beside the finder: tags as an array of numbers with a GIN index, facets by `unnest`.

use std::error::Error;
use std::fmt::Write as _;
use std::io::Write as _;

use postgres::{Client, NoTls};

use crate::clock::timed;
use crate::queries::{Found, Query, kinds};
use crate::report::Table;
use crate::source::{Row, Source};

/// Fills a table, and asks it everything once and then once more. Its CPU time is another process's, so only wall time counts.
pub fn run(url: &str, source: &dyn Source, queries: &[Query], table: &mut Table) -> Result<Vec<Found>, Box<dyn Error>> {
    let mut client = Client::connect(url, NoTls)?;
    client.batch_execute("drop table if exists finder_peer")?;
    let (built, cost) = timed(|| fill(&mut client, source));
    built?;
    let size: i64 = client.query_one("select pg_total_relation_size('finder_peer')", &[])?.get(0);
    table.built("PostgreSQL", cost, &format!("{:.1} MB on disk; CPU is that of the client", size as f64 / 1e6));
    let mut answers = Vec::new();
    for round in 0..2 {
        for query in queries {
            let (found, cost) = timed(|| ask(&mut client, query));
            table.note("PostgreSQL", &query.cls, round, cost);
            if round == 0 {
                answers.push(found?);
            }
        }
    }
    client.batch_execute("drop table finder_peer")?;
    Ok(answers)
}

fn fill(client: &mut Client, source: &dyn Source) -> Result<(), Box<dyn Error>> {
    let arrays: Vec<String> = kinds().iter().map(|kind| format!("{kind} bigint[] not null")).collect();
    client.batch_execute(&format!(
        "create unlogged table finder_peer (id bigint primary key, kudos bigint not null, words bigint not null, \
         complete boolean not null, filters bigint[] not null, {})",
        arrays.join(", ")
    ))?;
    let mut copy = client.copy_in("copy finder_peer from stdin")?;
    let mut failure = None;
    source.each(&mut |row| {
        if let Err(error) = copy.write_all(line(&row).as_bytes()) {
            failure = Some(error);
        }
    })?;
    if let Some(failure) = failure {
        return Err(failure.into());
    }
    copy.finish()?;
    client.batch_execute("create index on finder_peer using gin (filters)")?;
    client.batch_execute("vacuum analyze finder_peer")?;
    Ok(())
}

fn line(row: &Row) -> String {
    let mut line = format!("{}\t{}\t{}\t{}", row.id, row.counts.kudos, row.counts.words, row.complete);
    for tags in [&row.filters].into_iter().chain(&row.direct) {
        let tags: Vec<String> = tags.iter().map(ToString::to_string).collect();
        // A string takes everything.
        let _ = write!(line, "\t{{{}}}", tags.join(","));
    }
    line + "\n"
}

fn condition(query: &Query) -> String {
    let array = |tags: &mut dyn Iterator<Item = &u32>| {
        format!("array[{}]::bigint[]", tags.map(ToString::to_string).collect::<Vec<_>>().join(","))
    };
    let mut parts = vec![format!("filters @> {}", array(&mut [query.fandom].iter().chain(&query.include)))];
    if !query.exclude.is_empty() {
        parts.push(format!("not filters && {}", array(&mut query.exclude.iter())));
    }
    if !query.ratings.is_empty() {
        parts.push(format!("filters && {}", array(&mut query.ratings.iter())));
    }
    if query.complete {
        parts.push("complete".to_owned());
    }
    parts.extend(query.words.map(|[from, to]| format!("words between {from} and {to}")));
    parts.join(" and ")
}

/// The found works once, and everything else out of them.
fn ask(client: &mut Client, query: &Query) -> Result<Found, postgres::Error> {
    let facets: Vec<String> = (0..)
        .zip(kinds())
        .map(|(number, kind)| {
            format!(
                "(select {number}, tag, count(*) from found, unnest({kind}) tag group by tag order by count(*) desc, tag limit 10)"
            )
        })
        .collect();
    let text = format!(
        "with found as materialized (select * from finder_peer where {}) select -2, 0::bigint, count(*) from found \
         union all (select -1, id, kudos from found order by kudos desc, id desc limit 20) union all {}",
        condition(query),
        facets.join(" union all ")
    );
    let mut found = Found { facets: vec![Vec::new(); kinds().len()], ..Found::default() };
    let mut works = Vec::new();
    for row in client.query(&text, &[])? {
        let (part, key, count): (i32, i64, i64) = (row.get(0), row.get(1), row.get(2));
        match part {
            -2 => found.total = count as u64,
            -1 => works.push((count, key)),
            kind => found.facets[kind as usize].push((key as u32, count as u64)),
        }
    }
    works.sort_unstable_by(|one, other| other.cmp(one));
    found.works = works.into_iter().map(|(_, id)| id as u64).collect();
    Ok(found)
}
