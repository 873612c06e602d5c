//! `foolscap settings`: how an archive is run, by the same functions as the page, noted in the same log.

use std::process::ExitCode;

use anyhow::{Result, anyhow};
use archive::policies::{self, Setting};
use archive::{Archive, Errand, Error, Viewer};

use crate::args::Settings;
use crate::place;
use crate::settings::FromFile;

const HOST: Viewer = Viewer::Custodian(Errand::Host);

/// Lists the settings, or changes one.
pub fn run(wishes: &Settings) -> Result<ExitCode> {
    let named = wishes.name.as_deref().map(setting_of).transpose()?;
    let archive = place::open(&wishes.place)?;
    let first = FromFile::read(&wishes.place.data)?.policy();
    if let (Some(setting), Some(value)) = (named, &wishes.value) {
        change(&archive, &first, setting, value)?;
    }
    let policy = archive.read(move |tx| policies::of(tx, &first)).wait()?;
    for setting in Setting::ALL.iter().filter(|setting| named.is_none_or(|named| named == **setting)) {
        println!("{} = {}", setting.word(), setting.value(&policy));
    }
    Ok(ExitCode::SUCCESS)
}

fn change(archive: &Archive, first: &policies::Policy, setting: Setting, value: &str) -> Result<()> {
    let (first, wanted) = (first.clone(), vec![(setting, value.to_owned())]);
    match archive.write(move |tx| policies::change(&HOST, tx, &first, &wanted)).wait() {
        Err(Error::Invalid(_)) => Err(anyhow!("“{value}” is no {}; it can be: {}", setting.word(), setting.choices())),
        other => Ok(other?),
    }
}

fn setting_of(word: &str) -> Result<Setting> {
    let words: Vec<&str> = Setting::ALL.iter().map(|setting| setting.word()).collect();
    Setting::of_word(word).ok_or_else(|| anyhow!("there is no setting “{word}”; the settings are {}", words.join(", ")))
}
