//! The cast, and an archive with them in it: ana writes, bo reads, cy is muted, kim moderates, wren wrangles.

use std::sync::LazyLock;

use archive::accounts::{self, NewAccount, Password, Role};
use archive::works::{self, Access, Creators, NewWork, State};
use archive::{
    Archive, Chance, Clock, DatabasePlace, Errand, Error, PersonId, PseudId, Settings, Viewer, WorkId, people,
};
use jiff::Timestamp;
use manuscript::Manuscript;

use crate::database::{every_database_like, template};
use crate::{ScratchDatabase, story};

/// One of the cast.
#[derive(Debug, Clone, Copy)]
pub struct Member {
    /// The person.
    pub id: PersonId,
    /// The name they write under, equal to their account's.
    pub pseud: PseudId,
}

impl Member {
    /// This member as a viewer.
    pub const fn viewer(self) -> Viewer {
        Viewer::Member(self.id)
    }
}

/// The people of every test.
#[derive(Debug, Clone, Copy)]
pub struct Cast {
    /// Writes.
    pub ana: Member,
    /// Reads.
    pub bo: Member,
    /// Is muted by some.
    pub cy: Member,
    /// Moderates.
    pub kim: Member,
    /// Wrangles tags.
    pub wren: Member,
}

impl Cast {
    /// Kim, with a moderator's leave.
    pub const fn moderator(&self) -> Viewer {
        Viewer::Moderator(self.kim.id)
    }
}

/// Works named by their state, all by ana; the title of each is its name.
#[derive(Debug, Clone, Copy)]
pub struct StatedWorks {
    /// Everybody sees it.
    pub ana_posted: WorkId,
    /// A draft.
    pub ana_draft: WorkId,
    /// For members only.
    pub ana_restricted: WorkId,
    /// Hidden by kim.
    pub ana_hidden: WorkId,
}

/// A fresh archive with the cast in it, where time stands still and chance is seeded.
pub struct TestArchive {
    /// The archive.
    pub archive: Archive,
    /// Its clock: noon on 1 November 2026, until a test moves it.
    pub clock: Clock,
    /// The people in it.
    pub cast: Cast,
    // Last, so that the archive has let go of its connections before the database is taken away.
    database: Option<ScratchDatabase>,
}

impl TestArchive {
    /// An archive in memory.
    pub fn new() -> Self {
        Self::open(&Settings::with(DatabasePlace::Memory), None)
    }

    /// An archive on this database.
    pub fn on(database: ScratchDatabase) -> Self {
        let place = database.url().map_or(DatabasePlace::Memory, DatabasePlace::Postgres);
        Self::open(&Settings { database: place, connections: 2 }, Some(database))
    }

    /// An archive in these settings.
    pub fn open(settings: &Settings, database: Option<ScratchDatabase>) -> Self {
        let clock = Clock::still(noon());
        let archive = Archive::open(settings, clock.clone(), Chance::seeded(1)).expect("a fresh database opens");
        let cast = invite(&archive).expect("the cast joins");
        Self { archive, clock, cast, database }
    }

    /// Another node on the same database; there is none for a database in memory.
    pub fn another_node(&self) -> Option<Archive> {
        let url = self.database.as_ref().and_then(ScratchDatabase::url)?;
        let settings = Settings { database: DatabasePlace::Postgres(url), connections: 2 };
        Some(Archive::open(&settings, self.clock.clone(), Chance::seeded(2)).expect("a second node opens"))
    }

    /// A member who has an account, an address and a password, as nobody of the cast has.
    pub fn member_with_account(&self, name: &'static str) -> Member {
        let password = Password::typed("a fool and a cap").hashed(self.archive.chance()).expect("a password is hashed");
        let address = format!("{name}@example.org").parse().expect("an address");
        let new = NewAccount { name: name.to_owned(), address, password, consents: Vec::new() };
        let made = self.archive.write(move |tx| {
            let id = accounts::open_at_once(tx, &new)?;
            Ok(Member { id, pseud: people::default_pseud(tx, id)? })
        });
        made.wait().expect("they join")
    }

    /// Posts a story by ana.
    pub fn post(&self, story: Manuscript, state: State, restricted: bool) -> WorkId {
        let access = if restricted { Access::Members } else { Access::Everyone };
        self.post_as(self.cast.ana, story, (state, access))
    }

    /// Posts a story by somebody for everybody.
    pub fn post_by(&self, author: Member, story: Manuscript, state: State) -> WorkId {
        self.post_as(author, story, (state, Access::Everyone))
    }

    fn post_as(&self, author: Member, story: Manuscript, (state, access): (State, Access)) -> WorkId {
        let new = NewWork { manuscript: story, creators: Creators::Pseuds(vec![author.pseud]), state, access };
        let work = new.pack().expect("a story of ours can be packed");
        self.archive.write(move |tx| works::post(&author.viewer(), tx, &work)).wait().expect("they post")
    }

    /// One work in every state, all by ana.
    pub fn stated_works(&self) -> StatedWorks {
        let post = |title: &str, state, restricted| self.post(story(title, 1), state, restricted);
        let works = StatedWorks {
            ana_posted: post("ana_posted", State::Posted, false),
            ana_draft: post("ana_draft", State::Draft, false),
            ana_restricted: post("ana_restricted", State::Posted, true),
            ana_hidden: post("ana_hidden", State::Posted, false),
        };
        let kim = self.cast.moderator();
        let hide = self.archive.write(move |tx| works::hide(&kim, tx, works.ana_hidden, "a test"));
        hide.wait().expect("kim hides");
        works
    }
}

impl Default for TestArchive {
    fn default() -> Self {
        Self::new()
    }
}

/// Runs a test on a fresh archive of every database there is here.
pub fn on_every_database(test: impl Fn(&TestArchive)) {
    for database in every_ready_database() {
        test(&TestArchive::on(database));
    }
}

/// A fresh database of every kind there is here, brought up to date and otherwise empty.
pub fn every_ready_database() -> Vec<ScratchDatabase> {
    static READY: LazyLock<String> = LazyLock::new(|| {
        template(|url| {
            let settings = Settings { database: DatabasePlace::Postgres(url), connections: 1 };
            // Of another chance than the tests', or what they make next would get the ids that are taken here.
            drop(Archive::open(&settings, Clock::still(noon()), Chance::seeded(0)).expect("a fresh database opens"));
        })
    });
    every_database_like(&READY)
}

/// When every test begins: noon on 1 November 2026.
fn noon() -> Timestamp {
    "2026-11-01T12:00:00Z".parse().expect("a moment")
}

fn invite(archive: &Archive) -> Result<Cast, Error> {
    let join = |name: &'static str| {
        let joined = archive.write(move |tx| people::join(tx, name)).wait()?;
        Ok::<Member, Error>(Member { id: joined.0, pseud: joined.1 })
    };
    // Accounts have three letters at least (USER-1), so bo and cy have longer ones.
    let cast = Cast {
        ana: join("ana")?,
        bo: join("bo_reads")?,
        cy: join("cy_muted")?,
        kim: join("kim")?,
        wren: join("wren")?,
    };
    for (member, role) in [(cast.kim, Role::Moderator), (cast.wren, Role::Wrangler)] {
        archive.write(move |tx| accounts::give(&Viewer::Custodian(Errand::Host), tx, member.id, role)).wait()?;
    }
    Ok(cast)
}
