//! `foolscap tags`: the vocabulary of an archive as one file, and what a new archive begins with.

use std::fs;
use std::io::Write as _;
use std::path::Path;
use std::process::ExitCode;

use anyhow::{Result, anyhow, bail};
use archive::wrangling::vocabulary::{self, STARTER, Taken};
use archive::{Archive, Errand, Viewer};

use crate::args::{ExportTags, ImportTags, Tags, TagsDeed};
use crate::{files, place};

const HOST: Viewer = Viewer::Custodian(Errand::Host);

/// The file in the data folder that a new archive takes instead of what is built in.
const OWN: &str = "vocabulary.txt";

/// Does what was asked for.
pub fn run(wishes: &Tags) -> Result<ExitCode> {
    match &wishes.deed {
        TagsDeed::Export(wish) => export(wish),
        TagsDeed::Import(wish) => import(wish),
    }
}

/// Gives an archive in which nobody has decided anything about tags the host's own vocabulary, or the one built in.
pub fn begin(archive: &Archive, data: &Path) -> Result<()> {
    if !archive.read(vocabulary::is_untouched).wait()? {
        return Ok(());
    }
    let own = data.join(OWN);
    let text = if own.exists() { read(&own)? } else { STARTER.to_owned() };
    let taken = archive.write(move |tx| vocabulary::take(&HOST, tx, &text)).wait()?;
    complain(&own, &taken);
    Ok(())
}

/// Written aside and moved into its place when it is whole.
fn export(wish: &ExportTags) -> Result<ExitCode> {
    let file = &wish.file;
    if file.exists() {
        bail!("{} is there already; choose another name", file.display());
    }
    let archive = place::open(&wish.place)?;
    let text = archive.read(|tx| vocabulary::write(&HOST, tx)).wait()?;
    let folder = file.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
    let not_written = |error: &std::io::Error| anyhow!("{} cannot be written: {}", file.display(), files::plain(error));
    let mut aside = tempfile::NamedTempFile::new_in(folder).map_err(|error| not_written(&error))?;
    aside.write_all(text.as_bytes()).map_err(|error| not_written(&error))?;
    aside.persist_noclobber(file).map_err(|error| not_written(&error.error))?;
    let tags = text.lines().filter(|line| line.starts_with(char::is_alphabetic)).count();
    println!("wrote {tags} tags to {}", file.display());
    Ok(ExitCode::SUCCESS)
}

fn import(wish: &ImportTags) -> Result<ExitCode> {
    let text = read(&wish.file)?;
    let archive = place::open(&wish.place)?;
    let deed = move |tx: &archive::Tx<'_>| vocabulary::take(&HOST, tx, &text);
    let taken = if wish.dry_run { archive.rehearse(deed) } else { archive.write(deed) }.wait()?;
    let Taken { canonical, synonyms, parents, metatags, descriptions, known, complaints } = &taken;
    println!("canonical tags: {canonical}");
    println!("other names: {synonyms}");
    println!("belongs to: {parents}");
    println!("part of: {metatags}");
    println!("said in words: {descriptions}");
    println!("so already: {known}");
    println!("lines not taken: {}", complaints.len());
    complain(&wish.file, &taken);
    if wish.dry_run {
        println!("nothing was changed");
    }
    Ok(ExitCode::SUCCESS)
}

fn complain(file: &Path, taken: &Taken) {
    for complaint in &taken.complaints {
        eprintln!("{}:{}: {}", file.display(), complaint.line, complaint.fault);
    }
}

fn read(file: &Path) -> Result<String> {
    let bytes =
        fs::read(file).map_err(|error| anyhow!("{} cannot be read: {}", file.display(), files::plain(&error)))?;
    String::from_utf8(bytes).map_err(|_| anyhow!("{} is no text in UTF-8; nothing was taken", file.display()))
}
