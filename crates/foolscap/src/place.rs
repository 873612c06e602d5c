//! Opening the archive that the command line names.

use std::path::Path;

use anyhow::{Context as _, Result};
use archive::{Archive, Chance, Clock, DatabasePlace, Settings};

use crate::args::Place;
use crate::settings::FromFile;

/// The SQLite file's name inside the data folder.
pub const DATABASE: &str = "archive.sqlite";

/// Opens the archive in its data folder, which is made when it is not there.
pub fn open(place: &Place) -> Result<Archive> {
    make_folder(&place.data)?;
    let database = match &place.database {
        Some(address) => DatabasePlace::Postgres(address.clone()),
        None => DatabasePlace::Sqlite(place.data.join(DATABASE)),
    };
    Ok(Archive::open(&Settings::with(database), Clock::Real, Chance::fresh())?)
}

/// The address under which visitors reach the archive.
pub fn home(place: &Place) -> Result<String> {
    Ok(FromFile::read(&place.data)?.address.unwrap_or_else(|| site::SiteSettings::default().address))
}

fn make_folder(folder: &Path) -> Result<()> {
    archive::make_private_folder(folder)
        .map_err(|error| anyhow::anyhow!("{}", crate::files::plain(&error)))
        .with_context(|| format!("the data folder {} cannot be made; choose another with --data", folder.display()))
}
