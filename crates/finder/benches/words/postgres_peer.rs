//! PostgreSQL beside ours: `tsvector` with a GIN index. Its CPU time is another process's, so only wall time counts.

use std::error::Error;
use std::io::Write as _;
use std::time::Instant;

use postgres::{Client, NoTls};

use crate::clock::timed;
use crate::invented::Invented;
use crate::report::{self, Reached};

pub fn run(url: &str, invented: &Invented) -> Result<Reached, Box<dyn Error>> {
    let mut client = Client::connect(url, NoTls)?;
    client.batch_execute(
        "drop table if exists words_peer; create unlogged table words_peer (id bigint primary key, told tsvector);
         create temporary table brought (id bigint, text text)",
    )?;
    let (mut bytes, start) = (0, Instant::now());
    for first in (0..invented.stories).step_by(500) {
        let mut copy = client.copy_in("copy brought from stdin")?;
        for number in first..(first + 500).min(invented.stories) {
            let text = invented.story(number);
            bytes += text.len() as u64;
            writeln!(copy, "{number}\t{text}")?;
        }
        copy.finish()?;
        client.batch_execute(
            "insert into words_peer select id, to_tsvector('english', text) from brought; truncate brought",
        )?;
    }
    client.batch_execute("create index on words_peer using gin (told)")?;
    client.batch_execute("vacuum analyze words_peer")?;
    let build = start.elapsed();
    let size: i64 = client.query_one("select pg_total_relation_size('words_peer')", &[])?.get(0);
    let question = client.prepare("select id from words_peer where told @@ phraseto_tsquery('english', $1)")?;
    let (mut costs, mut found) = (Vec::new(), Vec::new());
    for (_, phrase) in invented.phrases() {
        let (rows, cost) = timed(|| client.query(&question, &[&phrase]));
        found.push(rows?.len());
        costs.push(cost);
    }
    client.batch_execute("drop table words_peer")?;
    let reached = Reached { build, share: size as f64 / bytes as f64, costs, found };
    report::print("PostgreSQL, with inventing the stories", invented.stories, bytes, &reached, false);
    Ok(reached)
}
