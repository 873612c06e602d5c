//! Works in every state, each made of words nobody can guess, with who may see them.

use archive::accounts::{Preferences, prefer};
use archive::bookmarks::{self, NewBookmark, On};
use archive::collections::{self, NewCollection};
use archive::comments::{self, NewComment, Speaker, Topic, Words};
use archive::notices;
use archive::reading::{self, Download};
use archive::relations::{self, Cited, Citing, Source};
use archive::shelves::{self, NewShelf, Sort};
use archive::subscriptions::{Subject, subscribe};
use archive::unwelcome::{self, Unwelcome};
use archive::works::{Commenters, Commenting, Epitaph, NewWork, State};
use archive::{BookmarkId, Errand, Secret, ShelfId, Viewer, WorkId, gifts, kudos, works};
use jiff::SignedDuration;
use manuscript::{Byline, Chapter, ListEntry, Manuscript, Rating, SeriesPlace, Warning};
use testkit::{Member, prose};

use crate::visit::{TestSite, Who};

/// The key of every work that has a secret link.
pub const KEY: &str = "cap-and-bells";

/// Who visits: somebody of the cast, or a guest who has opened every secret link.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Visitor {
    Of(Who),
    Keyed,
}

impl Visitor {
    pub fn all() -> Vec<Self> {
        Who::ALL.into_iter().map(Self::Of).chain([Self::Keyed]).collect()
    }
}

/// Ana and wren made every canary, bo is named as a reader of the one that is for named people, kim moderates.
pub const CREATORS: &[Visitor] = &[Visitor::Of(Who::Ana), Visitor::Of(Who::Wren), Visitor::Of(Who::Kim)];

/// A state that a work can be in: its name, how the work is brought into it, and who may see it besides its creators and
/// those who keep order.
pub struct Case {
    pub state: &'static str,
    put: fn(&TestSite, WorkId),
    also: &'static [Visitor],
    /// The fields whose words others are not told; of most all of them.
    pub kept: &'static [&'static str],
}

const GUESTS: &[Visitor] = &[Visitor::Of(Who::Guest), Visitor::Of(Who::Bo), Visitor::Of(Who::Cy), Visitor::Keyed];
const MEMBERS: &[Visitor] = &[Visitor::Of(Who::Bo), Visitor::Of(Who::Cy)];
const ALL: &[&str] = &[""];
/// What a stone does not say.
const BUT_TITLE: &[&str] =
    &["body1", "body2", "chapter1", "summary", "notes", "fandom", "additional", "series", "value", "bookmark"];

/// Every state.
pub const CASES: &[Case] = &[
    Case { state: "posted", put: |_, _| {}, also: GUESTS, kept: ALL },
    Case { state: "draft", put: |_, _| {}, also: &[], kept: ALL },
    Case { state: "scheduled", put: scheduled, also: &[], kept: ALL },
    Case { state: "restricted", put: |site, id| access(site, id, works::Access::Members), also: MEMBERS, kept: ALL },
    Case { state: "named", put: named, also: &[Visitor::Of(Who::Bo)], kept: ALL },
    Case { state: "link", put: link, also: &[Visitor::Keyed], kept: ALL },
    Case { state: "hidden", put: hidden, also: &[], kept: ALL },
    Case { state: "unrevealed", put: unrevealed, also: &[], kept: ALL },
    Case { state: "anonymous", put: anonymous, also: GUESTS, kept: ALL },
    Case { state: "collected", put: |site, id| collect(site, id, "secrets"), also: &[], kept: ALL },
    Case { state: "masked", put: |site, id| collect(site, id, "masks"), also: GUESTS, kept: ALL },
    Case { state: "discarded", put: |site, id| discarded(site, id, false), also: &[], kept: ALL },
    Case { state: "stone", put: |site, id| discarded(site, id, true), also: &[], kept: BUT_TITLE },
];

fn scheduled(site: &TestSite, id: WorkId) {
    let (ana, at) = (site.ground.cast.ana.viewer(), site.ground.clock.now() + SignedDuration::from_hours(1));
    site.write(move |tx| works::schedule(&ana, tx, id, Some(at)));
}

fn access(site: &TestSite, id: WorkId, access: works::Access) {
    let ana = site.ground.cast.ana.viewer();
    site.write(move |tx| works::share(&ana, tx, id, access));
}

fn named(site: &TestSite, id: WorkId) {
    let (ana, bo) = (site.ground.cast.ana.viewer(), site.ground.cast.bo.id);
    site.write(move |tx| works::share_with(&ana, tx, id, &[bo]));
}

fn link(site: &TestSite, id: WorkId) {
    let ana = site.ground.cast.ana.viewer();
    site.write(move |tx| works::share_by_link(&ana, tx, id, &Secret::shown(KEY)));
}

fn hidden(site: &TestSite, id: WorkId) {
    let kim = site.ground.cast.moderator();
    site.write(move |tx| works::hide(&kim, tx, id, "a test"));
}

fn unrevealed(site: &TestSite, id: WorkId) {
    let ana = site.ground.cast.ana.viewer();
    site.write(move |tx| works::set_unrevealed(&ana, tx, id, true));
}

fn anonymous(site: &TestSite, id: WorkId) {
    let ana = site.ground.cast.ana.viewer();
    site.write(move |tx| works::set_anonymous(&ana, tx, id, true));
}

/// The collections that works are put into: one that keeps nothing to itself, one of mysteries, one without names.
pub const COLLECTIONS: [&str; 3] = ["gathered", "secrets", "masks"];

/// Lets dora, who keeps nothing else and visits nobody, make them.
pub fn gather(site: &TestSite) {
    let dora = site.ground.member_with_account("dora").viewer();
    let picture = crate::pictures::picture();
    for name in COLLECTIONS {
        let new = NewCollection {
            name: name.to_owned(),
            title: name.to_owned(),
            is_moderated: name == "secrets",
            is_unrevealed: name == "secrets",
            is_anonymous: name == "masks",
            picture: picture.clone(),
            ..NewCollection::default()
        };
        site.write(move |tx| collections::make(&dora, tx, &new).map(drop));
    }
}

/// Puts a work of ana's into a collection.
pub fn collect(site: &TestSite, id: WorkId, name: &'static str) {
    let ana = site.ground.cast.ana.viewer();
    site.write(move |tx| collections::put_work(&ana, tx, name, id).map(drop));
}

fn discarded(site: &TestSite, id: WorkId, shows_title: bool) {
    let ana = site.ground.cast.ana.viewer();
    site.write(move |tx| works::discard(&ana, tx, id, &Epitaph { shows_title, reason: String::new() }));
}

impl Case {
    /// Posts a story by ana and wren in this state.
    pub fn put(&self, site: &TestSite, manuscript: Manuscript) -> WorkId {
        let id = self.make(site, manuscript);
        (self.put)(site, id);
        id
    }

    /// Posts it, puts it into a collection that keeps nothing to itself, and brings it into this state. That there is a mystery,
    /// the page of a collection tells (VIS-2), so none is put there.
    pub fn put_in(&self, site: &TestSite, manuscript: Manuscript) -> WorkId {
        let id = self.make(site, manuscript);
        if !matches!(self.state, "unrevealed" | "collected") {
            collect(site, id, "gathered");
        }
        (self.put)(site, id);
        id
    }

    /// Posts it, before it is brought into this state.
    fn make(&self, site: &TestSite, manuscript: Manuscript) -> WorkId {
        let cast = site.ground.cast;
        let creators = works::Creators::Pseuds(vec![cast.ana.pseud, cast.wren.pseud]);
        let state = if matches!(self.state, "draft" | "scheduled") { State::Draft } else { State::Posted };
        let work = NewWork { manuscript, creators, state, access: works::Access::Everyone }.pack().unwrap();
        let posted = site.ground.archive.write(move |tx| works::post(&Viewer::Custodian(Errand::Host), tx, &work));
        let id = posted.wait().unwrap();
        // Whoever follows its creators is told, before it comes into its state.
        tell(site);
        talk(site, id, self.state);
        let ana = cast.ana.viewer();
        site.write(move |tx| gifts::give(&ana, tx, id, &["The Club".to_owned()]));
        self.throw_away(site, id);
        if BEGUN.contains(&self.state) {
            self.begin(site, id);
        }
        id
    }

    /// Posts a canary that bo has bookmarked as long as they saw it, and ana after it came into this state.
    fn kept(&'static self, site: &TestSite, on: Stands) -> Canary {
        let (ana, bo) = (site.ground.cast.ana.viewer(), site.ground.cast.bo.viewer());
        let id = self.make(site, story(self.state));
        let kin = tie(site, id, !matches!(self.state, "draft" | "scheduled"));
        let is_seen = !matches!(self.state, "draft" | "scheduled");
        let early = is_seen.then(|| bookmark(site, bo, id, NewBookmark::default()));
        if is_seen {
            site.write(move |tx| reading::mark_for_later(&bo, tx, id, true));
            site.write(move |tx| shelves::put(&bo, tx, on.shelves[1], &[id]).map(drop));
            on.list(site, id);
        }
        collect(site, id, "gathered");
        (self.put)(site, id);
        let word = format!("{}bookmark", stem(self.state));
        let new = NewBookmark { notes: prose(&format!("<p>{word}</p>")), tags: word, ..NewBookmark::default() };
        let late = bookmark(site, ana, id, new);
        site.write(move |tx| collections::put_bookmark(&ana, tx, "gathered", late).map(drop));
        site.write(move |tx| shelves::put(&ana, tx, on.shelves[0], &[id]).map(drop));
        Canary { case: self, id, kin, on, bookmarks: early.into_iter().chain([late]).collect() }
    }

    /// Lets ana begin one chapter more and leave it a draft, for its creators and those who keep order alone.
    fn begin(&self, site: &TestSite, id: WorkId) {
        let (ana, word) = (site.ground.cast.ana.viewer(), drafted(self.state));
        let chapter = Chapter { title: word.clone(), body: prose(&format!("<p>{word}</p>")), ..Chapter::default() };
        let new = works::NewChapter { chapter, state: State::Draft, place: None, base: None }.pack();
        site.write(move |tx| works::add_chapter(&ana, tx, id, &new).map(drop));
    }

    /// Lets ana write one chapter more and delete it: it lies in the bin, for its creators alone.
    fn throw_away(&self, site: &TestSite, id: WorkId) {
        let (ana, word) = (site.ground.cast.ana.viewer(), binned(self.state));
        let chapter = Chapter { title: word.clone(), body: prose(&format!("<p>{word}</p>")), ..Chapter::default() };
        let new = works::NewChapter { chapter, state: State::Draft, place: None, base: None }.pack();
        site.write(move |tx| {
            let chapter = works::add_chapter(&ana, tx, id, &new)?;
            works::delete_chapter(&ana, tx, id, chapter)?;
            works::expect_chapters(&ana, tx, id, Some(2))
        });
    }

    /// Whether a visitor may see works in this state.
    pub fn shows(&self, visitor: Visitor) -> bool {
        CREATORS.contains(&visitor) || self.also.contains(&visitor)
    }
}

/// Lets bo's works come from a canary, and the canary from them, as long as it is seen, and gives it to bo. Says which they are.
fn tie(site: &TestSite, id: WorkId, is_seen: bool) -> [WorkId; 2] {
    let (ana, bo) = (site.ground.cast.ana, site.ground.cast.bo);
    let wanted = Preferences { gifts: true, ..Preferences::default() };
    site.write(move |tx| {
        prefer(&bo.viewer(), tx, &wanted)?;
        gifts::give(&ana.viewer(), tx, id, &["bo_reads".to_owned(), "The Club".to_owned()])
    });
    let [root, shoot] =
        ["Root", "Offshoot"].map(|title| site.ground.post_by(bo, testkit::story(title, 1), State::Posted));
    cite(site, ana.viewer(), (id, root));
    answer_all(site, bo);
    if is_seen {
        cite(site, bo.viewer(), (shoot, id));
        answer_all(site, ana);
    }
    [root, shoot]
}

fn cite(site: &TestSite, viewer: Viewer, (work, parent): (WorkId, WorkId)) {
    let cited = Cited { kind: relations::Kind::Inspired, source: Source::Here(parent), typed: String::new() };
    let citing = Citing { add: vec![cited], ..Citing::default() };
    site.write(move |tx| relations::cite(&viewer, tx, work, &citing));
}

/// Lets somebody approve of all that comes from their works and that they see.
fn answer_all(site: &TestSite, who: testkit::Member) {
    let viewer = who.viewer();
    site.write(move |tx| {
        let page = relations::page_of(&viewer, tx, who.id, (relations::Way::To, 1))?;
        let seen = page.items.iter().filter(|one| matches!(one.child, relations::Side::Here(_)));
        seen.map(|one| one.id).try_for_each(|id| relations::answer(&viewer, tx, id, relations::Answer::Approved))
    });
}

/// Where every canary stands: on shelves that everybody may see, in a reading list of bo's.
#[derive(Debug, Clone, Copy)]
pub struct Stands {
    pub shelves: [ShelfId; 2],
    pub list: i64,
}

impl Stands {
    /// Lets bo have it as a file, and have it on a list by its address alone.
    fn list(self, site: &TestSite, id: WorkId) {
        let (bo, host) = (site.ground.cast.bo, site.site().settings().address.clone());
        let file = Download { person: bo.id, work: id, format: "epub", edition: 0, chapters: 1, at: 0 };
        site.write(move |tx| {
            reading::note_downloads(&Viewer::Custodian(Errand::Clock), tx, std::slice::from_ref(&file))?;
            let entry = ListEntry { address: format!("{host}/works/{id}"), ..ListEntry::default() };
            reading::weigh(&bo.viewer(), tx, (self.list, &host), &[(id.number() as u64, Ok(entry))])
        });
    }
}

/// A work whose every field is a word of its own that stands nowhere else.
pub struct Canary {
    pub case: &'static Case,
    pub id: WorkId,
    /// The work that it comes from, and the one that comes from it.
    pub kin: [WorkId; 2],
    /// Bookmarks of it.
    pub bookmarks: Vec<BookmarkId>,
    /// Where it stands.
    pub on: Stands,
}

/// Has somebody bookmark a work.
pub fn bookmark(site: &TestSite, viewer: Viewer, work: WorkId, new: NewBookmark) -> BookmarkId {
    let kept = site.ground.archive.write(move |tx| bookmarks::keep(&viewer, tx, &On::Work(work), &new));
    kept.wait().unwrap()
}

/// Has somebody put works on a shelf that everybody may see, in an order set by hand.
pub fn shelve(site: &TestSite, viewer: Viewer, works: &[WorkId]) -> ShelfId {
    let (new, works) = (NewShelf { name: "Weather".to_owned(), is_public: true, sort: Sort::Hand }, works.to_vec());
    let made = site.ground.archive.write(move |tx| {
        let id = shelves::make(&viewer, tx, &new)?;
        shelves::put(&viewer, tx, id, &works).map(|_| id)
    });
    made.wait().unwrap()
}

/// The words of a canary: title, texts and tags all begin with this.
pub fn stem(state: &str) -> String {
    format!("zq{state}xv")
}

/// The address of a guest who says something everywhere; nobody is ever told it.
pub const GUESTS_ADDRESS: &str = "zqguestsaddressxv@example.org";

/// Lets bo, a guest and a creator say something at a work, as long as it is there for them.
fn talk(site: &TestSite, id: WorkId, state: &str) {
    let (ana, bo) = (site.ground.cast.ana.viewer(), site.ground.cast.bo.viewer());
    let commenting = Commenting { by: Commenters::Everyone, is_moderated: false };
    site.write(move |tx| works::let_comment(&ana, tx, id, commenting));
    if matches!(state, "draft" | "scheduled") {
        return;
    }
    let guest = Speaker::Guest { name: "Gus".to_owned(), email: GUESTS_ADDRESS.parse().unwrap() };
    for (viewer, by) in [(bo, Speaker::Member(None)), (Viewer::Guest, guest), (ana, Speaker::Member(None))] {
        let words = Words::typed(&format!("{}said", stem(state)), viewer == Viewer::Guest).unwrap();
        let new = NewComment { parent: None, chapter: None, by, words };
        site.write(move |tx| comments::say(&viewer, tx, &id.into(), &new).map(drop));
    }
    site.write(move |tx| kudos::leave(&bo, tx, &id.into(), "192.0.2.7".parse().unwrap()).map(drop));
}

/// The word of a chapter that lies in the bin.
pub fn binned(state: &str) -> String {
    format!("{}binned", stem(state))
}

/// The states of works that have a draft of one more chapter.
pub const BEGUN: &[&str] = &["posted", "restricted"];

/// The word of a chapter that is a draft.
pub fn drafted(state: &str) -> String {
    format!("{}drafted", stem(state))
}

/// Whose bins the chapters lie in.
pub const BINS: &[Visitor] = &[Visitor::Of(Who::Ana), Visitor::Of(Who::Wren)];

pub fn story(state: &str) -> Manuscript {
    let word = |field: &str| format!("{}{field}", stem(state));
    let html = |field: &str| prose(&format!("<p>{}</p>", word(field)));
    let chapter = |n: usize| Chapter {
        title: word(&format!("chapter{n}")),
        body: html(&format!("body{n}")),
        notes: html("chapternotes"),
        ..Chapter::default()
    };
    Manuscript {
        title: word("title"),
        bylines: vec![Byline { name: word("byline"), ..Byline::default() }],
        summary: html("summary"),
        notes: html("notes"),
        end_notes: html("endnotes"),
        rating: Rating::General,
        warnings: vec![Warning::NoneApply],
        fandoms: vec!["Shared Fandom".to_owned(), word("fandom")],
        relationships: vec![word("relationship")],
        characters: vec![word("character")],
        additional: vec![word("additional")],
        language: "en".to_owned(),
        series: vec![
            SeriesPlace { title: "Shared Series".to_owned(), part: None, url: None },
            SeriesPlace { title: word("series"), part: Some(1), url: None },
        ],
        extra: vec![(word("key"), word("value"))],
        expected_chapters: Some(2),
        chapters: vec![chapter(1), chapter(2)],
        ..Manuscript::default()
    }
}

/// Tells everybody what happened that they follow.
pub fn tell(site: &TestSite) {
    while notices::follow(&site.ground.archive).unwrap() {}
    while notices::tell_some(&site.ground.archive).unwrap() {}
}

/// Has these people follow ana and wren, who make everything.
pub fn follow(site: &TestSite, people: &[Member]) {
    let (ana, wren) = (site.ground.cast.ana.id, site.ground.cast.wren.id);
    for person in people.iter().map(|member| member.viewer()) {
        site.write(move |tx| {
            subscribe(&person, tx, Subject::Person(ana))?;
            subscribe(&person, tx, Subject::Person(wren)).map(drop)
        });
    }
}

/// Has these people follow all collections.
pub fn follow_collections(site: &TestSite, people: &[Member]) {
    for person in people.iter().map(|member| member.viewer()) {
        site.write(move |tx| {
            COLLECTIONS.iter().try_for_each(|name| {
                let (id, _) = collections::find(&person, tx, name)?;
                subscribe(&person, tx, Subject::Collection(id)).map(drop)
            })
        });
    }
}

/// A canary in every state, of each of which bo, cy and kim were told when it was posted.
pub fn canaries(site: &TestSite) -> Vec<Canary> {
    let cast = site.ground.cast;
    follow(site, &[cast.bo, cast.cy, cast.kim]);
    gather(site);
    follow_collections(site, &[cast.bo, cast.cy, cast.kim]);
    let shelves = [cast.ana, cast.bo].map(|member| shelve(site, member.viewer(), &[]));
    let bo = cast.bo.viewer();
    let begun = site.ground.archive.write(move |tx| reading::begin_list(&bo, tx, ("list.csv", "other"), &[]));
    let on = Stands { shelves, list: begun.wait().unwrap() };
    let canaries: Vec<Canary> = CASES.iter().map(|case| case.kept(site, on)).collect();
    say_of_tag(site);
    welcome_not(site, cast.ana.viewer());
    say_treacle(site, cast.cy.viewer(), canaries[0].id);
    canaries
}

/// The word that wren says of the tag that all works share; only those who keep tags or order are told it (WRK-7).
pub const OF_TAG: &str = "zqwranglerssayxv";

fn say_of_tag(site: &TestSite) {
    let wren = site.ground.cast.wren.viewer();
    let words = Words::typed(OF_TAG, false).unwrap();
    let new = NewComment { parent: None, chapter: None, by: Speaker::Member(None), words };
    let topic = Topic::Named("Shared Fandom".to_owned());
    site.write(move |tx| comments::say(&wren, tx, &topic, &new).map(drop));
}

/// The word that ana wishes not to meet, and the beginning of a name; her list is told to her alone.
pub const UNWELCOME: &str = "zqunwelcomexv";

/// Somebody's list of what they wish not to meet, besides treacle.
pub fn welcome_not(site: &TestSite, viewer: Viewer) {
    let words = vec![UNWELCOME.to_owned(), "treacle".to_owned()];
    let list = Unwelcome { words, names: vec![format!("{UNWELCOME}name")], is_refused: false };
    site.write(move |tx| unwelcome::keep(&viewer, tx, &list));
}

/// Says something at a work that meets such a list.
pub fn say_treacle(site: &TestSite, viewer: Viewer, work: WorkId) {
    let words = Words::typed("So much treacle.", false).unwrap();
    let new = NewComment { parent: None, chapter: None, by: Speaker::Member(None), words };
    site.write(move |tx| comments::say(&viewer, tx, &work.into(), &new).map(drop));
}

/// The moderator, who can name everything there is.
pub fn moderator(site: &TestSite) -> Viewer {
    Viewer::Moderator(site.ground.cast.kim.id)
}
