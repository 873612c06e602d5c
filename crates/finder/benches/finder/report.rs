//! What was measured, as a table and as a file.

use std::collections::BTreeMap;
use std::error::Error;
use std::path::Path;

use serde_json::{Map, Value, json};

use crate::clock::{Cost, ms, percentile};
use crate::queries::{Found, Query, kinds};

/// Times by engine and class of query.
#[derive(Default)]
pub struct Table {
    builds: Vec<String>,
    times: BTreeMap<(String, String, &'static str), Vec<Cost>>,
}

impl Table {
    pub fn built(&mut self, engine: &str, cost: Cost, size: &str) {
        let (wall, cpu) = (cost.wall.as_secs_f64(), cost.cpu.as_secs_f64());
        self.builds.push(format!("{engine}: built in {wall:.1} s, {cpu:.1} s CPU; {size}"));
    }

    /// Notes what a query took; the first round is what somebody waits who asks first.
    pub fn note(&mut self, engine: &str, class: &str, round: usize, cost: Cost) {
        let when = if round == 0 { "first" } else { "warm" };
        self.times.entry((class.to_owned(), engine.to_owned(), when)).or_default().push(cost);
    }

    pub fn print(&mut self) {
        self.builds.iter().for_each(|line| println!("{line}"));
        println!("{:8} {:12} {:6} {:>34} {:>34}", "class", "engine", "", "CPU ms p50 / p99", "wall ms p50 / p99");
        for ((class, engine, when), costs) in &mut self.times {
            let column = |of: fn(&Cost) -> std::time::Duration| {
                let mut times: Vec<_> = costs.iter().map(of).collect();
                format!("{:.3} / {:.3}", ms(percentile(&mut times, 50)), ms(percentile(&mut times, 99)))
            };
            println!("{class:8} {engine:12} {when:6} {:>34} {:>34}", column(|cost| cost.cpu), column(|cost| cost.wall));
        }
    }
}

/// Says how many answers of another engine differ from ours, and shows the first.
pub fn compare(engine: &str, queries: &[Query], ours: &[Found], theirs: &[Found]) {
    let differs = |(one, other): (&Found, &Found)| one != other;
    let wrong: Vec<usize> = (0..queries.len()).filter(|n| differs((&ours[*n], &theirs[*n]))).collect();
    println!("{engine}: {} of {} answers are ours", queries.len() - wrong.len(), queries.len());
    if let Some(first) = wrong.first() {
        println!(
            "   first difference: {:?}\n   ours   {:?}\n   theirs {:?}",
            queries[*first], ours[*first], theirs[*first]
        );
    }
}

/// Writes every query's total, first works and facets.
pub fn write(path: &Path, queries: &[Query], answers: &[Found]) -> Result<(), Box<dyn Error>> {
    let facets = |found: &Found| {
        let kinds = kinds().into_iter().zip(&found.facets);
        kinds.map(|(kind, tags)| (kind, json!(tags))).collect::<Map<String, Value>>()
    };
    let answer = |(number, (query, found)): (usize, (&Query, &Found))| json!({ "query": number, "cls": query.cls, "total": found.total, "ids": found.works, "facets": facets(found) });
    let answers: Vec<Value> = queries.iter().zip(answers).enumerate().map(answer).collect();
    std::fs::write(path, serde_json::to_string(&json!({ "answers": answers }))?)?;
    Ok(())
}
