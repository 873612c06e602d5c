//! `foolscap convert`: one file in, one file out, no archive.

use std::path::{Path, PathBuf};
use std::process::ExitCode;

use anyhow::{Context as _, Result, bail};
use export::{Format, Imprint};
use import::{Arrival, Input};
use jiff::Timestamp;
use jiff::tz::TimeZone;
use manuscript::Manuscript;

use crate::args::{Convert, Detail};
use crate::{files, report};

/// Reads the story, writes it, and says what was dropped or doubted.
pub fn run(wishes: &Convert) -> Result<ExitCode> {
    let format = format_of(wishes)?;
    let arrivals = read(&wishes.from)?;

    let targets = targets(wishes, format, &arrivals)?;

    for (arrival, target) in arrivals.iter().zip(&targets) {
        files::write_whole(target, &write(&arrival.manuscript, format)?)?;
        if !wishes.quiet {
            eprint!("{}", report::arrival(arrival, Detail::All));
            eprintln!("written to {}", target.display());
        }
    }
    Ok(ExitCode::SUCCESS)
}

fn read(from: &Path) -> Result<Vec<Arrival>> {
    let bytes = files::read(from).map_err(|why| anyhow::anyhow!("{} cannot be read: {why}", from.display()))?;
    let name = from.file_name().unwrap_or_default().to_string_lossy();
    import::read(Input { name: &name, bytes: &bytes }).with_context(|| format!("{} was not read", from.display()))
}

fn write(manuscript: &Manuscript, format: Format) -> Result<Vec<u8>> {
    let mut bytes = Vec::new();
    export::write(manuscript, format, &imprint(manuscript), &mut bytes)?;
    Ok(bytes)
}

/// The edition's instant is the story's own last date, so that the same file converts to the same bytes.
fn imprint(manuscript: &Manuscript) -> Imprint {
    let day = manuscript.updated.or(manuscript.published);
    let modified = day.and_then(|day| TimeZone::UTC.to_timestamp(day.at(12, 0, 0, 0)).ok());
    Imprint { archive: "Foolscap".to_owned(), address: None, modified: modified.unwrap_or(Timestamp::UNIX_EPOCH) }
}

fn format_of(wishes: &Convert) -> Result<Format> {
    let ending = wishes.to.extension().map(|ending| ending.to_string_lossy().into_owned());
    let Some(word) = wishes.format.clone().or(ending) else {
        bail!(
            "{} has no ending that names a format; add one of .epub .html .md .txt .json, or --format",
            wishes.to.display()
        );
    };
    word.parse()
        .map_err(|_| anyhow::anyhow!("“{word}” is not a format that can be written; use epub, html, md, txt or json"))
}

/// One path for each story: the one asked for, or a name of its own in the folder asked for.
fn targets(wishes: &Convert, format: Format, arrivals: &[Arrival]) -> Result<Vec<PathBuf>> {
    if wishes.to.is_dir() {
        let name = |n: usize, arrival: &Arrival| {
            let stem = manuscript::file_name(&arrival.manuscript.title, &(n + 1).to_string());
            wishes.to.join(format!("{stem}.{}", format.extension()))
        };
        return Ok(arrivals.iter().enumerate().map(|(n, arrival)| name(n, arrival)).collect());
    }
    if arrivals.len() != 1 {
        bail!(
            "{} holds {} stories; give a folder to write them to, and --format",
            wishes.from.display(),
            arrivals.len()
        );
    }
    Ok(vec![wishes.to.clone()])
}
