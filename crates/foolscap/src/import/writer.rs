//! The storing half of an import: batches of works, each batch one transaction, then its lines in the ledger.

use std::sync::mpsc::Receiver;

use anyhow::{Result, bail};
use archive::imports::{self, Outcome, SourceFile};
use archive::tags::Kind;
use archive::works::{self, PackedWork};
use archive::{Archive, Errand, Error, Viewer, WorkId};
use indicatif::ProgressBar;
use manuscript::Rating;

use super::behalf::Behalf;
use super::reader::{Reading, Story};
use crate::args::{Detail, Import};
use crate::ledger::{Fate, Ledger, Line};
use crate::report;

/// Works a transaction: enough that the disk's confirmation is shared, few enough that little is repeated after a crash.
const BATCH: usize = 16;

/// The archive itself, bringing works in.
const IMPORTER: Viewer = Viewer::Custodian(Errand::Import);

/// What a story is stored from: the work to be, and the file it came from.
pub type Packed = (PackedWork, Option<SourceFile>);

/// Stores on behalf of one import.
pub struct Writer<'a> {
    archive: Option<&'a Archive>,
    behalf: Option<&'a Behalf>,
    detail: Detail,
    posts: bool,
    ledger: &'a mut Ledger,
    bar: &'a ProgressBar,
}

impl<'a> Writer<'a> {
    /// A writer into `archive`, perhaps on somebody's behalf, or one that only says what would come in.
    pub fn new(
        archive: Option<&'a Archive>,
        (wishes, behalf): (&Import, Option<&'a Behalf>),
        ledger: &'a mut Ledger,
        bar: &'a ProgressBar,
    ) -> Self {
        Self { archive, behalf, detail: wishes.detail, posts: wishes.post, ledger, bar }
    }

    /// Stores readings as they come, until there are no more. An error ends the import; what was stored stays.
    pub fn store_all(&mut self, readings: &Receiver<Vec<Reading>>) -> Result<()> {
        while let Ok(first) = readings.recv() {
            let mut batch = first;
            while batch.len() < BATCH {
                match readings.try_recv() {
                    Ok(more) => batch.extend(more),
                    Err(_) => break,
                }
            }
            self.store(batch)?;
        }
        Ok(())
    }

    fn store(&mut self, readings: Vec<Reading>) -> Result<()> {
        let mut stories = Vec::new();
        for reading in readings {
            match reading {
                Reading::Unreadable(file, why) => self.note(file, Fate::Unreadable, &why)?,
                Reading::Refused(file, why) => self.note(file, Fate::Refused, &why)?,
                Reading::Known(file, work) => self.recognise(file, work)?,
                Reading::Story(story) => stories.push(*story),
            }
        }
        let outcomes = self.take_in(&mut stories)?;
        for (story, outcome) in stories.iter().zip(outcomes) {
            self.tell(story, outcome)?;
        }
        self.ledger.flush()
    }

    /// Stores the packed stories in one transaction; should one of them be refused, each in its own.
    fn take_in(&self, stories: &mut [Story]) -> Result<Vec<Option<Result<Outcome, Error>>>> {
        let Some(archive) = self.archive else { return Ok(stories.iter().map(|_| None).collect()) };
        let packed: Vec<Packed> = stories.iter_mut().filter_map(|story| story.packed.take()).collect();
        match self.store_packed(archive, packed.clone()) {
            Ok(outcomes) => Ok(outcomes.into_iter().map(|outcome| Some(Ok(outcome))).collect()),
            Err(error @ (Error::Broken(_) | Error::Busy)) => bail!(error),
            Err(_) => packed.into_iter().map(|work| Ok(Some(self.one(archive, work)))).collect(),
        }
    }

    fn store_packed(&self, archive: &Archive, works: Vec<Packed>) -> Result<Vec<Outcome>, Error> {
        match self.behalf {
            Some(behalf) => behalf.bring(archive, works),
            None => archive.write(move |tx| imports::take_in_many(&IMPORTER, tx, &works)).wait(),
        }
    }

    fn one(&self, archive: &Archive, work: Packed) -> Result<Outcome, Error> {
        let outcomes = self.store_packed(archive, vec![work])?;
        outcomes.into_iter().next().ok_or(Error::NotFound)
    }

    /// A file that is here already. Its draft is posted now, if that is wished and its rating is stated.
    fn recognise(&mut self, file: String, work: WorkId) -> Result<()> {
        let fate = self.fate_of_known(work)?;
        self.say_known(&file, fate, work);
        self.ledger.write(&Line { file, fate, why: None, work: Some(work.number()), story: None })
    }

    fn fate_of_known(&self, work: WorkId) -> Result<Fate> {
        Ok(if self.posts && self.post_draft(work)? { Fate::Posted } else { Fate::AlreadyHere })
    }

    fn say_known(&self, file: &str, fate: Fate, work: WorkId) {
        if self.detail >= Detail::Lines {
            self.bar.suspend(|| report::say(&format!("{}\n  {}, as work {work}\n", report::plain(file), fate.words())));
        }
    }

    fn post_draft(&self, work: WorkId) -> Result<bool> {
        let Some(archive) = self.archive else { return Ok(false) };
        let posted = archive.write(move |tx| {
            let card = works::show(&IMPORTER, tx, work)?.card;
            let is_rated = card.tags_of(Kind::Rating).any(|tag| tag.name != Rating::NotRated.name());
            if card.is_draft && is_rated {
                works::publish(&IMPORTER, tx, work)?;
            }
            Ok(card.is_draft && is_rated)
        });
        Ok(posted.wait()?)
    }

    fn tell(&mut self, story: &Story, outcome: Option<Result<Outcome, Error>>) -> Result<()> {
        let file = story.arrival.manuscript.provenance.file.clone();
        let (fate, work) = match outcome {
            None => (Fate::WouldArrive, None),
            Some(Ok(Outcome::Taken(work))) if story.posted => (Fate::Posted, Some(work)),
            Some(Ok(Outcome::Taken(work))) => (Fate::Draft, Some(work)),
            Some(Ok(Outcome::AlreadyHere(work))) => (self.fate_of_known(work)?, Some(work)),
            Some(Err(error)) => return self.note(file, Fate::Refused, &error.to_string()),
        };
        self.say(story, &file, fate, work);
        let story = Some((&story.arrival).into());
        self.ledger.write(&Line { file, fate, why: None, work: work.map(WorkId::number), story })
    }

    fn say(&self, story: &Story, file: &str, fate: Fate, work: Option<WorkId>) {
        match work.filter(|_| fate == Fate::AlreadyHere) {
            Some(work) => self.say_known(file, fate, work),
            None if self.detail >= Detail::Lines => {
                let text = format!("{}\n  {}", report::plain(file), report::arrival(&story.arrival, self.detail));
                self.bar.suspend(|| report::say(&text));
            }
            None => {}
        }
    }

    fn note(&mut self, file: String, fate: Fate, why: &str) -> Result<()> {
        self.bar.suspend(|| eprintln!("{}: {}", report::plain(&file), report::plain(why)));
        self.ledger.write(&Line { file, fate, why: Some(why.to_owned()), work: None, story: None })
    }
}
