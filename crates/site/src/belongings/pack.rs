//! Everything that belongs to a person, as a ZIP.
//!
//! Works one after the other, each as a page and as a manuscript, with the earlier versions of its chapters; then what is
//! not a work, and an index that leads to all of it. Nothing is held but the work that is being written.

use std::io::{self, Write};

use archive::{
    Answer, Archive, Errand, Error, PersonId, Viewer, WorkId,
    belongings::{self as ground, Belongings},
    collections::{self, Kept},
    works::{self, Binned, ChapterEntry, Keepsake, WayBack},
};
use askama::Template;
use export::{Format, Imprint};
use import::bundle::{BELONGINGS, MANUSCRIPTS};
use manuscript::Manuscript;
use serde::Serialize;
use zip::{ZipWriter, result::ZipError, write::SimpleFileOptions, write::StreamWriter};

use super::files::{self, IndexPage, VersionsPage, Work};
use crate::Say;

/// On whose behalf everything is read: the archive's own, for somebody who has proved who they are.
const ERRAND: Viewer = Viewer::Custodian(Errand::OwnExport);

/// Whose house somebody takes their belongings from.
#[derive(Clone, Copy)]
pub struct House<'a> {
    /// The archive. It is asked with waiting, so not from a thread that serves.
    pub archive: &'a Archive,
    /// The language of index and page titles.
    pub say: &'a Say,
    /// The archive's name.
    pub name: &'a str,
    /// The address under which visitors reach it.
    pub address: &'a str,
}

/// Why a ZIP is not whole.
#[derive(Debug, thiserror::Error)]
pub enum CannotPack {
    /// The archive could not be read.
    #[error(transparent)]
    Archive(#[from] Error),
    /// It could not be written, or is not taken any more.
    #[error("it cannot be written: {0}")]
    Written(#[from] io::Error),
    /// A file could not be put into the ZIP.
    #[error("it cannot be packed: {0}")]
    Packed(#[from] ZipError),
    /// A page in it could not be made.
    #[error("a page of it cannot be made: {0}")]
    Page(#[from] askama::Error),
    /// What is told as data could not be told.
    #[error("its data cannot be written: {0}")]
    Data(#[from] serde_json::Error),
}

type Result<T, E = CannotPack> = std::result::Result<T, E>;

/// Everything about a person and their works, as data.
#[derive(Serialize)]
struct Told<'a> {
    archive: &'a str,
    address: &'a str,
    taken: jiff::Timestamp,
    #[serde(flatten)]
    belongings: &'a Belongings,
    works: &'a [Work],
}

/// A ZIP that is being filled.
struct Packing<'a, W: Write> {
    house: &'a House<'a>,
    person: PersonId,
    zip: ZipWriter<StreamWriter<W>>,
}

/// Writes everything that belongs to a person to `to`. Blocks.
pub fn pack(house: &House<'_>, person: PersonId, to: impl Write) -> Result<()> {
    let belongings = ask(house.archive.read(move |tx| ground::of(&ERRAND, tx, person)))?;
    let mut packing = Packing { house, person, zip: ZipWriter::new_stream(to) };
    let works = packing.works()?;
    packing.rest(&belongings, &works)?;
    packing.zip.finish()?.into_inner().flush()?;
    Ok(())
}

fn ask<T>(answer: Answer<T>) -> Result<T> {
    Ok(answer.wait()?)
}

impl<W: Write> Packing<'_, W> {
    fn works(&mut self) -> Result<Vec<Work>> {
        let person = self.person;
        let ids = ask(self.house.archive.read(move |tx| works::made_by(&ERRAND, tx, person)))?;
        let mut packed = Vec::with_capacity(ids.len());
        for id in ids {
            match self.house.archive.read(move |tx| works::keepsake(&ERRAND, tx, person, id)).wait() {
                Ok(keepsake) => packed.push(self.work(&keepsake)?),
                // It went while the others were packed.
                Err(Error::NotFound) => {}
                Err(error) => return Err(error.into()),
            }
        }
        Ok(packed)
    }

    fn work(&mut self, keepsake: &Keepsake) -> Result<Work> {
        let mut work = Work::of(keepsake);
        let card = &keepsake.seen.card;
        let address = Some(format!("{}/works/{}", self.house.address, card.id));
        let imprint = Imprint { archive: self.house.name.to_owned(), address, modified: card.revised };
        for (format, file) in [(Format::Json, &work.manuscript), (Format::Html, &work.page)] {
            self.begin(file)?;
            export::write(&keepsake.manuscript, format, &imprint, &mut self.zip)?;
        }
        for entry in &keepsake.chapters {
            let files = self.versions((card.id, &card.title), entry, false)?;
            work.versions.extend(files);
        }
        for binned in &keepsake.deleted {
            self.deleted(&mut work, keepsake, binned, &imprint)?;
        }
        Ok(work)
    }

    /// Writes a chapter that lies in the bin, under the title page of its work.
    fn deleted(
        &mut self,
        work: &mut Work,
        of: &Keepsake,
        Binned { bin, chapter }: &Binned,
        imprint: &Imprint,
    ) -> Result<()> {
        let (card, file) = (&of.seen.card, work.deleted_file(bin));
        let story = Manuscript { chapters: vec![chapter.clone()], ..of.manuscript.clone() };
        self.begin(&file)?;
        export::write(&story, Format::Html, imprint, &mut self.zip)?;
        let entry = ChapterEntry {
            id: bin.id,
            number: bin.place,
            title: bin.title.clone(),
            published: chapter.published.unwrap_or(card.published),
            words: bin.words,
            is_draft: false,
            posts: None,
        };
        let versions = self.versions((card.id, &card.title), &entry, true)?;
        work.add_deleted(bin.clone(), file, versions);
        Ok(())
    }

    /// Writes the earlier versions of a chapter, some to a file, and says into which.
    fn versions(
        &mut self,
        (work, title): (WorkId, &str),
        entry: &ChapterEntry,
        is_deleted: bool,
    ) -> Result<Vec<files::Versions>> {
        let (mut files, mut way) = (Vec::new(), WayBack::of(work, entry.id));
        loop {
            let from = way.clone();
            let step = match self.house.archive.read(move |tx| from.step(&ERRAND, tx)).wait() {
                // The chapter went while it was packed.
                Err(Error::NotFound) => None,
                other => other?,
            };
            let Some((states, on)) = step else { return Ok(files) };
            let versions = files::Versions::of(work, entry, is_deleted, &states);
            let page = VersionsPage { say: self.house.say, work: title, chapter: entry, states: &states };
            self.put(&versions.file, page.render()?.as_bytes())?;
            files.push(versions);
            way = on;
        }
    }

    fn rest(&mut self, belongings: &Belongings, works: &[Work]) -> Result<()> {
        let House { archive, say, name, address } = self.house;
        for pseud in &belongings.pseuds {
            if let (Some(file), Some(icon)) = (files::icon(belongings, pseud), &pseud.icon) {
                self.put(&file, icon)?;
            }
        }
        belongings.collections.iter().try_for_each(|kept| self.picture(belongings, kept))?;
        let taken = archive.clock().now();
        let told = Told { archive: name, address, taken, belongings, works };
        self.put("account.json", &serde_json::to_vec_pretty(&told)?)?;
        let day = crate::works::day(&taken).to_string();
        self.put("index.html", IndexPage { say, archive: name, day: &day, belongings, works }.render()?.as_bytes())?;
        self.put("README.txt", files::readme(say, name, &day).as_bytes())?;
        let mark = serde_json::json!({ "foolscap": 1, "manuscripts": MANUSCRIPTS });
        self.put(BELONGINGS, mark.to_string().as_bytes())
    }

    fn picture(&mut self, belongings: &Belongings, kept: &Kept) -> Result<()> {
        let Some(file) = files::picture(belongings, kept) else { return Ok(()) };
        let name = kept.name.clone();
        match self.house.archive.read(move |tx| collections::picture(&ERRAND, tx, &name)).wait() {
            Ok((picture, _)) => self.put(&file, &picture.bytes),
            // It went while the works were packed.
            Err(Error::NotFound) => Ok(()),
            Err(error) => Err(error.into()),
        }
    }

    fn put(&mut self, file: &str, bytes: &[u8]) -> Result<()> {
        self.begin(file)?;
        Ok(self.zip.write_all(bytes)?)
    }

    fn begin(&mut self, file: &str) -> Result<()> {
        // Its size is not known when a file begins, and a work with all its sources may be very long.
        Ok(self.zip.start_file(file, SimpleFileOptions::default().large_file(true))?)
    }
}
