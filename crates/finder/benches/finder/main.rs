//! Measures the finder on a catalogue of works beside what else could do its work, and compares all answers.
//!
//! `cargo bench -p finder --bench finder -- [--catalogue DIR] [--queries FILE] [--answers OUT.json] [--works N] …`; usually run as
//! `cargo xtask bench finder`, which says what the arguments are.

#![expect(clippy::print_stdout, reason = "a bench prints what it measured")]
#![expect(clippy::indexing_slicing, reason = "a bench that stands on sand should fall")]

mod arguments;
mod catalogue;
mod clock;
mod fresh;
mod inferred;
mod invented;
mod lucene_peer;
mod names;
mod ours;
mod postgres_peer;
mod queries;
mod report;
mod source;
mod tantivy_peer;

use std::error::Error;

use arguments::Arguments;
use report::Table;
use source::Source;

fn main() -> Result<(), Box<dyn Error>> {
    let arguments = Arguments::read(std::env::args().skip(1))?;
    if let Some(file) = &arguments.weigh {
        return ours::weigh(file);
    }
    let source: Box<dyn Source> = match &arguments.catalogue {
        Some(dir) => Box::new(catalogue::Catalogue::open(dir, arguments.needs_works())?),
        None => Box::new(invented::Invented::of(arguments.works, arguments.seed)),
    };
    let queries = match &arguments.queries {
        Some(file) => queries::read(file)?,
        None => queries::invent(&*source, arguments.seed)?,
    };
    println!("{}; {} queries, each {} times", source.name(), queries.len(), arguments.rounds);
    let mut table = Table::default();
    let (finder, answers) = ours::run(&*source, &queries, &arguments, &mut table)?;
    if arguments.peers {
        let theirs = tantivy_peer::run(&*source, &queries, arguments.rounds, &mut table)?;
        report::compare("tantivy", &queries, &answers, &theirs);
    }
    if let Some(jar) = &arguments.lucene {
        let theirs = lucene_peer::run(jar, &*source, &queries, arguments.rounds, &mut table)?;
        report::compare("Lucene", &queries, &answers, &theirs);
    }
    if let Some(url) = &arguments.postgres {
        let theirs = postgres_peer::run(url, &*source, &queries, &mut table)?;
        report::compare("PostgreSQL", &queries, &answers, &theirs);
    }
    table.print();
    if arguments.check {
        report::compare("looking at every work", &queries, &answers, &queries::plainly(&*source, &queries)?);
    }
    if let Some(file) = &arguments.answers {
        report::write(file, &queries, &answers)?;
    }
    if arguments.fresh {
        fresh::run(finder, &*source)?;
        names::run();
    }
    Ok(())
}
