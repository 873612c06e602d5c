//! SQLite's FTS5 beside ours: words cut by the rules of English, no text kept, as dense as it gets.

use std::error::Error;
use std::time::Instant;

use rusqlite::Connection;

use crate::clock::timed;
use crate::invented::Invented;
use crate::ours::size;
use crate::report::{self, Reached};

pub fn run(invented: &Invented) -> Result<Reached, Box<dyn Error>> {
    let dir = tempfile::tempdir()?;
    let mut database = Connection::open(dir.path().join("peer"))?;
    database.execute_batch(
        "pragma synchronous = off; pragma journal_mode = off; pragma cache_size = -64000;
         create virtual table stories using fts5 (text, content = '', columnsize = 0, tokenize = 'porter unicode61');",
    )?;
    let (mut bytes, start) = (0, Instant::now());
    for first in (0..invented.stories).step_by(500) {
        let tx = database.transaction()?;
        for number in first..(first + 500).min(invented.stories) {
            let text = invented.story(number);
            bytes += text.len() as u64;
            tx.prepare_cached("insert into stories (rowid, text) values (?1, ?2)")?.execute((number as i64, &text))?;
        }
        tx.commit()?;
    }
    database.execute_batch("insert into stories (stories) values ('optimize'); vacuum;")?;
    let build = start.elapsed();
    let mut question = database.prepare("select rowid from stories where stories match ?1 order by rowid")?;
    let (mut costs, mut found) = (Vec::new(), Vec::new());
    for (_, phrase) in invented.phrases() {
        let (rows, cost) = timed(|| {
            let rows = question.query_map([format!("\"{phrase}\"")], |row| row.get::<_, i64>(0))?;
            rows.collect::<rusqlite::Result<Vec<i64>>>()
        });
        found.push(rows?.len());
        costs.push(cost);
    }
    let reached = Reached { build, share: size(dir.path())? as f64 / bytes as f64, costs, found };
    report::print("SQLite FTS5, with inventing the stories", invented.stories, bytes, &reached, true);
    Ok(reached)
}
