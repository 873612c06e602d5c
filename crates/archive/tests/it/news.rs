//! What members are told of what they follow: once, in time, and nothing that they may not see.

use std::sync::Arc;
use std::time::Duration;

use archive::blocks::{self, List};
use archive::filters::{self, SearchWish};
use archive::notices::{self, Event, Notice, Sorting};
use archive::search::Index;
use archive::subscriptions::{self, Fed, SeenSubject, Subject};
use archive::works::{self, NewChapter, State};
use archive::{Archive, Errand, PersonId, Secret, SubscriptionId, Tx, Viewer, WorkId, accounts, feed, tags};
use jiff::SignedDuration;
use manuscript::{Chapter, Manuscript, SeriesPlace};
use testkit::{Member, TestArchive, on_every_database, prose, story};

use super::subscriptions::follow;

const POST: Viewer = Viewer::Custodian(Errand::Mail);

/// Does what runs beside serving until nothing is left. On PostgreSQL, where the tests beside this one run on the same server, the
/// feed gives out what happened when their transactions have ended.
pub fn tell(archive: &Archive) {
    let clock = Viewer::Custodian(Errand::Clock);
    let held_back = || archive.read(move |tx| feed::held_back(&clock, tx, feed::Cursor::default())).wait().unwrap();
    while held_back() != feed::HeldBack::default() {
        std::thread::sleep(Duration::from_millis(5));
    }
    while notices::follow(archive).unwrap() {}
    while notices::tell_some(archive).unwrap() {}
}

pub fn told(test: &TestArchive, who: Member) -> Vec<Notice> {
    tell(&test.archive);
    seen(test, who)
}

pub fn seen(test: &TestArchive, who: Member) -> Vec<Notice> {
    let viewer = who.viewer();
    test.archive.read(move |tx| notices::page_of(&viewer, tx, false, 1)).wait().unwrap().items
}

pub fn events(notices: &[Notice]) -> Vec<(String, Event)> {
    notices.iter().map(|notice| (notice.card.title.clone(), notice.event)).collect()
}

pub fn write(test: &TestArchive, deed: impl Fn(&Tx<'_>) -> archive::Result<()> + Send + 'static) {
    test.archive.write(deed).wait().unwrap();
}

/// The secrets that letters to somebody say.
pub struct Secrets {
    pub one: Secret,
    pub all: Secret,
}

/// The secret of somebody's one subscription to ana, and the one of all their letters.
pub fn secrets_of(test: &TestArchive, person: PersonId) -> Secrets {
    test.post(story("Told", 1), State::Posted, false);
    tell(&test.archive);
    let viewer = Viewer::Member(person);
    let read = move |tx: &Tx<'_>| {
        let notice = notices::page_of(&viewer, tx, false, 1)?.items.remove(0);
        let all = subscriptions::all_letters(&POST, tx, person)?;
        Ok(Secrets { one: notice.because[0].secret.clone(), all })
    };
    test.archive.read(read).wait().unwrap()
}

fn add_chapter(test: &TestArchive, work: WorkId, state: State) -> archive::ChapterId {
    let chapter = Chapter { body: prose("<p>It went on raining.</p>"), ..Chapter::default() };
    let new = NewChapter { chapter, state, place: None, base: None }.pack();
    let ana = test.cast.ana.viewer();
    test.archive.write(move |tx| works::add_chapter(&ana, tx, work, &new)).wait().unwrap()
}

fn grown(chapters: u64, ends: bool) -> Event {
    Event::Grown { chapters, ends }
}

#[test]
fn a_work_is_told_once_however_many_subscriptions_it_is_about() {
    on_every_database(|test| {
        let place = || SeriesPlace { title: "Weather".to_owned(), part: None, url: None };
        let tagged =
            |title: &str| Manuscript { additional: vec!["Rain".to_owned()], series: vec![place()], ..story(title, 1) };
        let first = test.post(tagged("First"), State::Posted, false);
        let (bo, cy, ana) = (test.cast.bo, test.cast.cy, test.cast.ana);
        let card = test.archive.read(move |tx| works::show(&Viewer::Guest, tx, first)).wait().unwrap().card;
        let rain = test.archive.read(|tx| tags::by_name(&Viewer::Guest, tx, "Rain")).wait().unwrap();
        let all = [Subject::Person(ana.id), Subject::Series(card.series[0].id), Subject::Tag(rain.id)];
        for subject in all {
            follow(test, bo.viewer(), subject).unwrap();
            follow(test, ana.viewer(), subject).unwrap();
        }
        follow(test, bo.viewer(), Subject::Work(first)).unwrap();
        assert!(told(test, bo).is_empty(), "what was there before is not new");
        test.post(tagged("Second"), State::Posted, false);
        let notices = told(test, bo);
        assert_eq!(events(&notices), [("Second".to_owned(), Event::Posted)], "SUB-2: once");
        assert_eq!(notices[0].because.len(), 3, "SUB-2: with every reason, {:?}", notices[0].because);
        assert!(told(test, ana).is_empty(), "nobody is told of their own work");
        assert!(told(test, cy).is_empty(), "nobody who follows nothing");
        assert_eq!(told(test, bo).len(), 1, "whoever asks again is told nothing again");
    });
}

#[test]
fn drafts_and_corrections_are_never_told_and_a_draft_that_is_posted_is_one_work() {
    on_every_database(|test| {
        let (bo, ana) = (test.cast.bo, test.cast.ana.viewer());
        follow(test, bo.viewer(), Subject::Person(test.cast.ana.id)).unwrap();
        let draft = test.post(story("Rain", 1), State::Draft, false);
        add_chapter(test, draft, State::Posted);
        assert!(told(test, bo).is_empty(), "SUB-3: a draft");
        write(test, move |tx| works::publish(&ana, tx, draft));
        assert_eq!(events(&told(test, bo)), [("Rain".to_owned(), Event::Posted)], "SUB-3");
        let page = works::NewWork {
            manuscript: Manuscript { expected_chapters: None, ..story("Rain again", 1) },
            creators: works::Creators::Pseuds(vec![test.cast.ana.pseud]),
            state: State::Posted,
            access: works::Access::Everyone,
        };
        let page = page.pack_page().unwrap();
        write(test, move |tx| works::revise_page(&ana, tx, draft, &page));
        add_chapter(test, draft, State::Draft);
        assert_eq!(told(test, bo).len(), 1, "SUB-3: a correction and a chapter that is a draft");
    });
}

#[test]
fn new_chapters_and_the_end_are_told_to_those_who_follow_a_work_or_who_made_it() {
    on_every_database(|test| {
        let (bo, cy, wren, ana) = (test.cast.bo, test.cast.cy, test.cast.wren, test.cast.ana.viewer());
        let tagged = Manuscript { additional: vec!["Rain".to_owned()], ..story("Serial", 1) };
        let work = test.post(tagged, State::Posted, false);
        let rain = test.archive.read(|tx| tags::by_name(&Viewer::Guest, tx, "Rain")).wait().unwrap();
        follow(test, bo.viewer(), Subject::Work(work)).unwrap();
        follow(test, cy.viewer(), Subject::Person(test.cast.ana.id)).unwrap();
        follow(test, wren.viewer(), Subject::Tag(rain.id)).unwrap();
        assert!(told(test, bo).is_empty(), "SUB-3: who follows a work is not told that it is there");
        add_chapter(test, work, State::Posted);
        let second = add_chapter(test, work, State::Posted);
        assert_eq!(events(&told(test, bo)), [("Serial".to_owned(), grown(2, false))], "SUB-2: together");
        assert_eq!(events(&told(test, cy)), [("Serial".to_owned(), grown(2, false))], "SUB-2");
        assert!(told(test, wren).is_empty(), "a tag tells of works alone");

        test.clock.advance(Duration::from_mins(1));
        let third = add_chapter(test, work, State::Draft);
        let at = test.clock.now() + SignedDuration::from_mins(10);
        write(test, move |tx| works::schedule_chapter(&ana, tx, work, third, Some(at)));
        assert_eq!(told(test, bo).len(), 1, "not before its time");
        test.clock.advance(Duration::from_mins(10));
        works::do_what_is_due(&test.archive).unwrap();
        write(test, move |tx| works::expect_chapters(&ana, tx, work, Some(4)));
        assert_eq!(events(&told(test, bo))[0], ("Serial".to_owned(), grown(1, true)), "with the last it is complete");

        write(test, move |tx| works::delete_chapter(&ana, tx, work, second));
        write(test, move |tx| works::restore_chapter(&ana, tx, work, second));
        write(test, move |tx| works::expect_chapters(&ana, tx, work, None));
        write(test, move |tx| works::expect_chapters(&ana, tx, work, Some(4)));
        assert_eq!(told(test, bo).len(), 2, "what was told is not told again");
    });
}

#[test]
fn a_mystery_is_news_when_it_is_revealed_and_what_is_hidden_is_told_nobody() {
    on_every_database(|test| {
        let (bo, ana, kim) = (test.cast.bo, test.cast.ana.viewer(), test.cast.moderator());
        follow(test, bo.viewer(), Subject::Person(test.cast.ana.id)).unwrap();
        let work = test.post(story("Rain", 1), State::Draft, false);
        write(test, move |tx| works::set_unrevealed(&ana, tx, work, true));
        write(test, move |tx| works::publish(&ana, tx, work));
        assert!(told(test, bo).is_empty(), "SUB-3: a mystery");
        write(test, move |tx| works::set_unrevealed(&ana, tx, work, false));
        assert_eq!(events(&told(test, bo)), [("Rain".to_owned(), Event::Posted)], "VIS-6: revealed");

        write(test, move |tx| works::hide(&kim, tx, work, "a test"));
        let unread = |test: &TestArchive| {
            let viewer = bo.viewer();
            test.archive.read(move |tx| notices::count_unread(&viewer, tx)).wait().unwrap()
        };
        assert_eq!((told(test, bo).len(), unread(test)), (0, 0), "SUB-3: hidden, and not counted");
        write(test, move |tx| works::unhide(&kim, tx, work, "a test"));
        assert_eq!((told(test, bo).len(), unread(test)), (1, 1), "SUB-3: shown again, and not told again");
        write(test, move |tx| works::set_unrevealed(&ana, tx, work, true));
        assert!(told(test, bo).is_empty(), "SUB-3");
        write(test, move |tx| works::set_unrevealed(&ana, tx, work, false));
        write(test, move |tx| works::share_with(&ana, tx, work, &[]));
        assert!(told(test, bo).is_empty(), "it is for some people now");
        write(test, move |tx| works::discard(&ana, tx, work, &works::Epitaph::default()));
        assert!(told(test, bo).is_empty());
    });
}

#[test]
fn who_made_an_anonymous_work_is_told_by_no_notice_before_it_is_told_by_the_work() {
    on_every_database(|test| {
        let (bo, cy, ana) = (test.cast.bo, test.cast.cy, test.cast.ana.viewer());
        test.post(Manuscript { additional: vec!["Rain".to_owned()], ..story("Before", 1) }, State::Posted, false);
        let rain = test.archive.read(|tx| tags::by_name(&Viewer::Guest, tx, "Rain")).wait().unwrap();
        follow(test, bo.viewer(), Subject::Person(test.cast.ana.id)).unwrap();
        follow(test, cy.viewer(), Subject::Person(test.cast.ana.id)).unwrap();
        follow(test, cy.viewer(), Subject::Tag(rain.id)).unwrap();
        let tagged = Manuscript { additional: vec!["Rain".to_owned()], ..story("Mask", 1) };
        let work = test.post(tagged, State::Draft, false);
        write(test, move |tx| works::set_anonymous(&ana, tx, work, true));
        write(test, move |tx| works::publish(&ana, tx, work));
        assert!(told(test, bo).is_empty(), "SUB-3: not by its creator");
        let notices = told(test, cy);
        assert_eq!(events(&notices), [("Mask".to_owned(), Event::Posted)], "by its tag");
        assert!(matches!(&notices[0].because[..], [one] if matches!(one.subject, SeenSubject::Tag(_))));
        add_chapter(test, work, State::Posted);
        assert!(told(test, bo).is_empty(), "SUB-3: nor its chapters");

        write(test, move |tx| works::set_anonymous(&ana, tx, work, false));
        assert_eq!(events(&told(test, bo)), [("Mask".to_owned(), Event::Named)], "SUB-2: its creator is told");
        write(test, move |tx| works::set_anonymous(&ana, tx, work, true));
        assert!(told(test, bo).is_empty(), "and not any more, when it is anonymous again");
        let by_tag = told(test, cy);
        assert!(
            by_tag.iter().all(|notice| notice.because.iter().all(|one| matches!(one.subject, SeenSubject::Tag(_))))
        );
        let (of_ana, person) = (Subject::Person(test.cast.ana.id), cy.id);
        let fed = test.archive.read(move |tx| notices::fed(tx, Fed::One(person, of_ana))).wait().unwrap();
        assert!(fed.is_empty(), "nor by a feed");
    });
}

#[test]
fn nobody_is_told_of_works_by_those_whom_they_have_muted_or_blocked() {
    on_every_database(|test| {
        let (bo, cy, wren, ana) = (test.cast.bo, test.cast.cy, test.cast.wren, test.cast.ana.id);
        for one in [bo, cy, wren] {
            follow(test, one.viewer(), Subject::Person(ana)).unwrap();
        }
        write(test, move |tx| blocks::add(&bo.viewer(), tx, List::Muted, ana));
        write(test, move |tx| blocks::add(&cy.viewer(), tx, List::Blocked, ana));
        test.post(story("Rain", 1), State::Posted, false);
        assert!(told(test, bo).is_empty(), "MUT-1");
        assert!(told(test, cy).is_empty(), "BLK-1");
        assert_eq!(told(test, wren).len(), 1);
        write(test, move |tx| blocks::add(&wren.viewer(), tx, List::Muted, ana));
        assert!(seen(test, wren).is_empty(), "MUT-1: muted since");
    });
}

#[test]
fn a_work_for_members_is_told_to_members_and_tags_are_followed_by_what_they_mean() {
    on_every_database(|test| {
        let bo = test.cast.bo;
        let tagged = |title: &str, tag: &str| Manuscript { additional: vec![tag.to_owned()], ..story(title, 1) };
        test.post(tagged("One", "Rain"), State::Posted, false);
        test.post(tagged("Two", "Rainfall"), State::Posted, false);
        let find =
            |name: &'static str| test.archive.read(move |tx| tags::by_name(&Viewer::Guest, tx, name)).wait().unwrap();
        let (rain, rainfall) = (find("Rain").id, find("Rainfall").id);
        follow(test, bo.viewer(), Subject::Tag(rain)).unwrap();
        let file = "additional: Rain\n  = Rainfall\n";
        let host = Viewer::Custodian(Errand::Host);
        write(test, move |tx| archive::wrangling::vocabulary::take(&host, tx, file).map(drop));
        test.post(tagged("Three", "Rainfall"), State::Posted, true);
        assert_eq!(events(&told(test, bo)), [("Three".to_owned(), Event::Posted)], "{rainfall}");
    });
}

#[test]
fn a_followed_search_tells_what_it_finds_and_is_asked_for_new_works_alone() {
    on_every_database(|test| {
        let (bo, index) = (test.cast.bo, Arc::new(Index::new(None)));
        let wish = SearchWish { name: "Wet".to_owned(), query: "additional:Rain -additional:Snow".to_owned() };
        let tagged = |title: &str, tags: &[&str]| Manuscript {
            additional: tags.iter().map(|tag| (*tag).to_owned()).collect(),
            ..story(title, 1)
        };
        test.post(tagged("Before", &["Rain", "Snow"]), State::Posted, false);
        let search = test.archive.write(move |tx| filters::save(&bo.viewer(), tx, &wish)).wait().unwrap();
        follow(test, bo.viewer(), Subject::Search(search)).unwrap();
        tell(&test.archive);
        test.post(tagged("Found", &["Rain"]), State::Posted, false);
        test.post(tagged("Not", &["Rain", "Snow"]), State::Posted, false);
        test.post(tagged("Neither", &["Fog"]), State::Posted, false);
        tell(&test.archive);
        assert!(!notices::ask_searches(&test.archive, &index).unwrap());
        assert!(told(test, bo).is_empty(), "while the index is not ready nobody is told, and nothing is lost");
        index.prepare(&test.archive, || false).unwrap();
        notices::ask_searches(&test.archive, &index).unwrap();
        assert_eq!(events(&told(test, bo)), [("Found".to_owned(), Event::Posted)]);
        notices::ask_searches(&test.archive, &index).unwrap();
        assert_eq!(told(test, bo).len(), 1, "once");
        write(test, move |tx| filters::forget(&bo.viewer(), tx, search));
        let followed = test.archive.read(move |tx| subscriptions::page_of(&bo.viewer(), tx, None, 1)).wait().unwrap();
        assert_eq!(followed.items[0].subject, SeenSubject::Gone, "SUB-1");
        test.post(tagged("After", &["Rain"]), State::Posted, false);
        tell(&test.archive);
        notices::ask_searches(&test.archive, &index).unwrap();
        assert_eq!(told(test, bo).len(), 1);
    });
}

#[test]
fn what_was_told_is_read_unread_and_put_away() {
    on_every_database(|test| {
        let (bo, cy) = (test.cast.bo, test.cast.cy);
        follow(test, bo.viewer(), Subject::Person(test.cast.ana.id)).unwrap();
        for title in ["Rain", "Snow", "Fog"] {
            test.clock.advance(Duration::from_mins(1));
            test.post(story(title, 1), State::Posted, false);
            tell(&test.archive);
        }
        let all = told(test, bo);
        assert_eq!(events(&all).iter().map(|(title, _)| title.as_str()).collect::<Vec<_>>(), ["Fog", "Snow", "Rain"]);
        let ids: Vec<_> = all.iter().map(|notice| notice.id).collect();
        let first = vec![ids[0]];
        let (one, others) = (first.clone(), ids.clone());
        write(test, move |tx| notices::sort(&cy.viewer(), tx, &others, Sorting::PutAway));
        write(test, move |tx| notices::sort(&bo.viewer(), tx, &one, Sorting::Read));
        let unread = test.archive.read(move |tx| notices::newest_unread(&bo.viewer(), tx, 3)).wait().unwrap();
        assert_eq!(unread.len(), 2, "only one's own are sorted");
        write(test, move |tx| notices::sort(&bo.viewer(), tx, &first, Sorting::PutAway));
        write(test, move |tx| notices::sort_all(&bo.viewer(), tx, Sorting::Read));
        assert!(seen(test, bo).len() == 2 && seen(test, bo).iter().all(|notice| notice.is_read));
        test.clock.advance(Duration::from_hours(24 * 91));
        notices::prune(&test.archive).unwrap();
        assert!(seen(test, bo).is_empty(), "after ninety days");
    });
}

/// A member with an account who follows ana.
pub fn follower(test: &TestArchive, name: &'static str) -> (Member, SubscriptionId) {
    let member = test.member_with_account(name);
    (member, follow(test, member.viewer(), Subject::Person(test.cast.ana.id)).unwrap())
}

#[test]
fn two_nodes_tell_everything_once() {
    on_every_database(|test| {
        let Some(other) = test.another_node() else { return };
        let people: Vec<Member> = [test.cast.bo, test.cast.cy, test.cast.wren, test.cast.kim].to_vec();
        for one in &people {
            follow(test, one.viewer(), Subject::Person(test.cast.ana.id)).unwrap();
        }
        for round in 0..8 {
            test.post(story(&format!("Work {round}"), 1), State::Posted, false);
        }
        let both = [test.archive.clone(), other].map(|node| {
            std::thread::spawn(move || {
                for _ in 0..20 {
                    tell(&node);
                }
            })
        });
        for node in both {
            node.join().unwrap();
        }
        for one in people {
            assert_eq!(told(test, one).len(), 8);
        }
    });
}

#[test]
fn who_leaves_takes_their_subscriptions_away_and_whom_they_follow_may_leave() {
    on_every_database(|test| {
        let (nora, _) = follower(test, "nora");
        let author = test.member_with_account("dora");
        follow(test, nora.viewer(), Subject::Person(author.id)).unwrap();
        test.post_by(author, story("Rain", 1), State::Posted);
        assert_eq!(told(test, nora).len(), 1);
        let leave = |who: Member| {
            write(test, move |tx| accounts::delete(&who.viewer(), tx, works::Fate::Leave, works::Fate::Leave));
        };
        leave(author);
        let followed = test.archive.read(move |tx| subscriptions::page_of(&nora.viewer(), tx, None, 1)).wait().unwrap();
        assert!(followed.items.iter().any(|one| one.subject == SeenSubject::Gone), "SUB-1: {followed:?}");
        tell(&test.archive);
        leave(nora);
        assert!(seen(test, nora).is_empty());
    });
}

#[test]
fn what_an_import_brings_in_is_told_nobody() {
    on_every_database(|test| {
        let bo = test.cast.bo;
        follow(test, bo.viewer(), Subject::Person(test.cast.ana.id)).unwrap();
        let creators = works::Creators::Pseuds(vec![test.cast.ana.pseud]);
        let new = |title: &str, state| works::NewWork {
            manuscript: story(title, 1),
            creators: creators.clone(),
            state,
            access: works::Access::Everyone,
        };
        let (old, draft) = (new("Old", State::Posted).pack().unwrap(), new("Draft", State::Draft).pack().unwrap());
        let import = Viewer::Custodian(Errand::Import);
        let brought =
            test.archive.write(move |tx| Ok((works::post(&import, tx, &old)?, works::post(&import, tx, &draft)?)));
        let (old, draft) = brought.wait().unwrap();
        assert!(told(test, bo).is_empty());
        let ana = test.cast.ana.viewer();
        write(test, move |tx| works::publish(&ana, tx, draft));
        add_chapter(test, old, State::Posted);
        assert_eq!(told(test, bo).len(), 2, "what their author does with them is");
    });
}
