//! What the cast say, keep and gather in the sample archive, so that none of its pages is empty: a conversation with a gap
//! where something was deleted, kudos, bookmarks, a shelf, and collections: with a picture and works that wait for a word of each
//! side, inside another, closed, and masked.

use archive::{
    Archive, CommentId, Error, Tx, Viewer, WorkId,
    accounts::{self, Preferences},
    bookmarks::{self, Elsewhere, NewBookmark, On},
    collections::{self, NewCollection, NewPicture},
    comments::{self, NewComment, Speaker, Words},
    kudos, people,
    pictures::Picture,
    reading,
    shelves::{self, NewShelf},
    subscriptions::{self, Subject},
    tags::Kind,
    works::{self, Commenters, Commenting},
};
use manuscript::{Newlines, Place, Prose};

use super::{BadSample, Company};

/// Something said at a work: by whom, and in answer to which of those before it. Who is not of the cast is a guest.
struct Said(&'static str, Option<usize>, &'static str);

/// What is said at the absent muffin.
const SAID: &[Said] = &[
    Said("bo", None, "<p>The butter did it. I said so in chapter one and I will say so at the inquest.</p>"),
    Said("ana", Some(0), "<p>The butter has an alibi. The butter was <em>spread</em>.</p>"),
    Said("wren", Some(1), "<p>I have just had to explain to a full railway carriage why I was laughing.</p>"),
    Said("Percy", None, "<p>First story I have read here. Is there more of Mrs. Hudson?</p>"),
    Said("ana", Some(3), "<p>There is a whole affair with a second one of her: next in the series.</p>"),
    Said("cy", None, "<p>Too much muffin.</p>"),
    Said("bo", Some(5), "<p>There is no muffin in it. That is what it is <strong>about</strong>.</p>"),
    Said("Ned", None, "<p>Best muffins at <a href=\"https://example.org/muffins\">my shop</a>!</p>"),
];
/// One that is deleted again, and has been answered.
const TAKEN_BACK: usize = 5;

const MUFFIN: &str = "affair_of_the_absent_muffin.md";
const LANDLADY: &str = "affair_of_the_second_landlady.md";
const LEDGER: &str = "affair_of_the_bee_ledger.md";
const ALICE: &str = "alice_and_the_queue.md";
const HARE: &str = "a_complaint_against_the_hare.md";
const LAKE: &str = "what_the_lake_said.md";
const NIGHTS: &str = "nine_nights_on_ithaca.md";
const MASK: &str = "a_mask_at_netherfield.md";

/// The collection that has everything, and the picture at its head.
const RAINY: &str = "rainy_days";
const RAIN: &[u8] = include_bytes!("pictures/rain.png");

/// The cast at their deeds, in one archive.
pub(super) struct Gathering<'a> {
    pub archive: &'a Archive,
    pub company: &'a Company,
    /// The works by their files.
    pub works: Vec<(&'static str, WorkId)>,
}

impl Gathering<'_> {
    pub(super) fn talk(&self) -> Result<(), BadSample> {
        self.say()?;
        self.applaud()?;
        self.keep()?;
        self.follow()?;
        self.gather()?;
        self.wait()?;
        self.grumble()?;
        self.mask()
    }

    fn say(&self) -> Result<(), BadSample> {
        let muffin = self.work(MUFFIN)?;
        let everyone = Commenting { by: Commenters::Everyone, is_moderated: false };
        self.by("ana", move |ana, tx| works::let_comment(ana, tx, muffin, everyone))?;
        let mut said: Vec<CommentId> = Vec::new();
        for Said(name, answers, words) in SAID {
            let member = self.company.author(name).map(|author| author.viewer);
            let viewer = member.unwrap_or(Viewer::Guest);
            let by = match member {
                Some(_) => Speaker::Member(None),
                None => Speaker::Guest { name: (*name).to_owned(), email: "guest@example.org".parse()? },
            };
            let parent = answers.and_then(|answers| said.get(answers).copied());
            let new = NewComment { parent, chapter: None, by, words: Words::typed(words, member.is_none())? };
            said.push(self.done(move |tx| comments::say(&viewer, tx, &muffin.into(), &new))?.0);
        }
        let taken_back = said.get(TAKEN_BACK).copied().ok_or(Error::NotFound)?;
        self.by("cy", move |cy, tx| comments::delete(cy, tx, &muffin.into(), taken_back))?;
        Ok(())
    }

    fn applaud(&self) -> Result<(), BadSample> {
        for (name, work) in [("bo", MUFFIN), ("wren", MUFFIN), ("cy", LANDLADY), ("wren", LAKE), ("ana", HARE)] {
            let work = self.work(work)?;
            self.by(name, move |viewer, tx| kudos::leave(viewer, tx, &work.into(), [192, 0, 2, 7].into()).map(drop))?;
        }
        Ok(())
    }

    /// Bookmarks, a shelf, and what somebody wants to read later and be told of.
    fn keep(&self) -> Result<(), BadSample> {
        let (muffin, landlady, lake, nights) =
            (self.work(MUFFIN)?, self.work(LANDLADY)?, self.work(LAKE)?, self.work(NIGHTS)?);
        let note = |notes: &str, tags: &str| NewBookmark {
            notes: prose(notes, Place::Notes),
            tags: tags.to_owned(),
            ..NewBookmark::default()
        };
        let praise = NewBookmark { is_rec: true, ..note("Read it with toast.", "tea, read again") };
        self.by("bo", move |bo, tx| bookmarks::keep(bo, tx, &On::Work(landlady), &praise).map(drop))?;
        let all = note("In order, and in one evening.", "breakfast");
        self.by("wren", move |wren, tx| {
            let series = works::show(wren, tx, muffin)?.card.series.first().map(|place| place.id);
            bookmarks::keep(wren, tx, &On::Series(series.ok_or(Error::NotFound)?), &all).map(drop)
        })?;
        let jam = On::Elsewhere(Box::new(Elsewhere {
            address: "https://example.org/stories/jam".to_owned(),
            title: "Forty Jars".to_owned(),
            author: "A. Quince".to_owned(),
            tags: vec![(Kind::Fandom, "Sherlock Holmes - Arthur Conan Doyle".to_owned())],
            ..Elsewhere::default()
        }));
        let told = note("The other great story about preserves.", "jam");
        let private = NewBookmark { is_private: true, ..note("For when I can bear it again.", "") };
        self.by("ana", move |ana, tx| {
            bookmarks::keep(ana, tx, &jam, &told)?;
            bookmarks::keep(ana, tx, &On::Work(lake), &private)?;
            reading::mark_for_later(ana, tx, lake, true)?;
            subscriptions::subscribe(ana, tx, Subject::Work(lake))?;
            let sill = NewShelf { name: "By the window".to_owned(), is_public: true, ..NewShelf::default() };
            let sill = shelves::make(ana, tx, &sill)?;
            shelves::put(ana, tx, sill, &[lake, nights]).map(drop)
        })
    }

    /// Whose new works somebody wants to be told of.
    fn follow(&self) -> Result<(), BadSample> {
        let ana = self.company.author("ana").and_then(|ana| ana.viewer.person()).ok_or(Error::NotFound)?;
        self.by("bo", move |bo, tx| subscriptions::subscribe(bo, tx, Subject::Person(ana)).map(drop))
    }

    /// A collection with a picture and everything that one can say, and a smaller one in it.
    fn gather(&self) -> Result<(), BadSample> {
        let rainy = NewCollection {
            intro: prose("Put the kettle on. Everything here ends before it is cold.", Place::Notes),
            faq: prose("<strong>Does it have to rain in it?</strong> No. It has to rain outside.", Place::Notes),
            rules: prose("Nobody gets wet who does not want to.", Place::Notes),
            picture: NewPicture::Is(Picture::of("picture", RAIN)?),
            header_alt: "A window at night with rain in front of it, and on its sill a cup of tea and a book."
                .to_owned(),
            tags: "Domestic, Fog".to_owned(),
            is_moderated: true,
            ..collection(RAINY, "Rainy Days", "Stories that take about as long as a shower.")
        };
        let teas =
            NewCollection { parent: RAINY.to_owned(), ..collection("tea_rooms", "Tea Rooms", "The indoor half.") };
        let (muffin, landlady, alice) = (self.work(MUFFIN)?, self.work(LANDLADY)?, self.work(ALICE)?);
        self.by("ana", move |ana, tx| {
            collections::make(ana, tx, &rainy)?;
            collections::make(ana, tx, &teas)?;
            collections::put_work(ana, tx, RAINY, muffin)?;
            collections::put_work(ana, tx, RAINY, landlady)?;
            collections::put_work(ana, tx, "tea_rooms", alice).map(drop)
        })
    }

    /// What waits for a word of those who keep that collection, or of those who are asked.
    fn wait(&self) -> Result<(), BadSample> {
        let (lake, ledger) = (self.work(LAKE)?, self.work(LEDGER)?);
        self.by("bo", move |bo, tx| collections::put_work(bo, tx, RAINY, lake).map(drop))?;
        self.by("cy", move |cy, tx| {
            let bookmark = bookmarks::keep(cy, tx, &On::Work(ledger), &NewBookmark::default())?;
            collections::put_bookmark(cy, tx, RAINY, bookmark)?;
            collections::join(cy, tx, RAINY).map(drop)
        })?;
        self.by("ana", |ana, tx| {
            let bo = people::called(tx, "name", "bo")?;
            collections::invite(ana, tx, RAINY, bo)?;
            accounts::prefer(ana, tx, &Preferences { collections: true, ..Preferences::default() })
        })
    }

    /// A collection that is closed, with a work that another one's author was asked for.
    fn grumble(&self) -> Result<(), BadSample> {
        let (alice, hare) = (self.work(ALICE)?, self.work(HARE)?);
        let grumbles = collection("grumbles", "Grumbles", "No.");
        let closed = NewCollection { is_closed: true, ..grumbles.clone() };
        self.by("cy", move |cy, tx| {
            collections::make(cy, tx, &grumbles)?;
            collections::put_work(cy, tx, "grumbles", hare)?;
            collections::put_work(cy, tx, "grumbles", alice)?;
            collections::revise(cy, tx, "grumbles", &closed)
        })
    }

    /// A masked ball: what comes to it is a mystery, and nobody is named.
    fn mask(&self) -> Result<(), BadSample> {
        let what = "Come as somebody else. The masks come off at the end of the season.";
        let ball = collection("masked_ball", "The Masked Ball", what);
        let ball = NewCollection { is_unrevealed: true, is_anonymous: true, ..ball };
        let mask = self.work(MASK)?;
        self.by("wren", move |wren, tx| collections::make(wren, tx, &ball).map(drop))?;
        self.by("bo", move |bo, tx| collections::put_work(bo, tx, "masked_ball", mask).map(drop))
    }

    fn work(&self, file: &'static str) -> Result<WorkId, BadSample> {
        let work = self.works.iter().find(|(name, _)| *name == file).map(|(_, id)| *id);
        work.ok_or_else(|| BadSample::Odd(file, "there is no such work".to_owned()))
    }

    /// Lets one of the cast do something.
    fn by(
        &self,
        name: &'static str,
        deed: impl Fn(&Viewer, &Tx<'_>) -> archive::Result<()> + Send + 'static,
    ) -> Result<(), BadSample> {
        let author = self.company.author(name).ok_or_else(|| BadSample::Odd(name, "nobody is called so".to_owned()))?;
        self.done(move |tx| deed(&author.viewer, tx))
    }

    fn done<T: Send + 'static>(
        &self,
        deed: impl Fn(&Tx<'_>) -> archive::Result<T> + Send + 'static,
    ) -> Result<T, BadSample> {
        Ok(self.archive.write(deed).wait()?)
    }
}

fn collection(name: &str, title: &str, description: &str) -> NewCollection {
    NewCollection {
        name: name.to_owned(),
        title: title.to_owned(),
        description: prose(description, Place::Summary),
        ..NewCollection::default()
    }
}

fn prose(text: &str, place: Place) -> Prose {
    manuscript::clean(text, place, Newlines::Breaks, &mut Vec::new())
}
