//! Reading lists on every database: what lines are found to be, and taking them; files that were fetched, beside them.

use archive::imports::{self, Outcome};
use archive::reading::{self, Download, Fate, Glance, Part, Place, Shown, Subject, Wish};
use archive::shelves::{self, NewShelf, Sort};
use archive::works::{self, Access, Creators, NewWork, State};
use archive::{Errand, Tx, Viewer, WorkId};
use manuscript::{ListEntry, ListShelf, ListState, Manuscript, Provenance};
use testkit::{TestArchive, on_every_database, story};

const CLOCK: Viewer = Viewer::Custodian(Errand::Clock);
const HOST: &str = "https://fics.example";

fn write<T: Send + 'static>(
    test: &TestArchive,
    deed: impl Fn(&Tx<'_>) -> archive::Result<T> + Send + 'static,
) -> archive::Result<T> {
    test.archive.write(deed).wait()
}

/// Brings a list of bo's and says what was found, line by line.
fn bring(test: &TestArchive, entries: &[ListEntry]) -> (i64, Vec<Fate>) {
    let (bo, entries) = (test.cast.bo.viewer(), entries.to_vec());
    let id = write(test, move |tx| {
        let id = reading::begin_list(&bo, tx, ("list.csv", "other"), &[])?;
        let lines = (1..).zip(entries.iter().cloned().map(Ok)).collect::<Vec<_>>();
        reading::weigh(&bo, tx, (id, HOST), &lines).map(|()| id)
    });
    let id = id.unwrap();
    (id, fates(test, id))
}

fn fates(test: &TestArchive, id: i64) -> Vec<Fate> {
    let bo = test.cast.bo.viewer();
    let ledger = test.archive.read(move |tx| reading::show_list(&bo, tx, id, (None, 1))).wait().unwrap();
    ledger.lines.items.iter().map(|line| line.fate).collect()
}

fn take(test: &TestArchive, id: i64) {
    let bo = test.cast.bo.viewer();
    while write(test, move |tx| reading::take(&bo, tx, id, HOST)).unwrap() {}
}

fn at(work: WorkId) -> ListEntry {
    ListEntry { address: format!("{HOST}/works/{work}"), ..ListEntry::default() }
}

fn titled(title: &str, author: &str) -> ListEntry {
    ListEntry { title: title.to_owned(), author: author.to_owned(), ..ListEntry::default() }
}

fn out(test: &TestArchive) -> Vec<ListEntry> {
    let bo = test.cast.bo.viewer();
    test.archive.read(move |tx| reading::out(&bo, tx, HOST)).wait().unwrap()
}

/// A work of ana's that came in from an address.
fn imported(test: &TestArchive, title: &str, url: &str) -> WorkId {
    let provenance = Provenance { url: Some(url.to_owned()), ..Provenance::default() };
    let creators = Creators::Pseuds(vec![test.cast.ana.pseud]);
    let manuscript = Manuscript { provenance, ..story(title, 1) };
    let work = NewWork { manuscript, creators, state: State::Posted, access: Access::Everyone }.pack().unwrap();
    let importer = Viewer::Custodian(Errand::Import);
    match write(test, move |tx| imports::take_in(&importer, tx, &work, None)).unwrap() {
        Outcome::Taken(id) => id,
        Outcome::AlreadyHere(_) => panic!("it is new"),
    }
}

/// Gives bo a library: read, marked, noted, with stars, on shelves, gone, elsewhere.
fn furnish(test: &TestArchive) {
    let (bo, ana, now) = (test.cast.bo, test.cast.ana.viewer(), test.clock.now().as_millisecond());
    let long = test.post(story("Long", 3), State::Posted, false);
    let [noted, later, shelved] =
        ["Noted", "Later", "Shelved"].map(|title| test.post(story(title, 1), State::Posted, false));
    write(test, move |tx| {
        let index = works::index(&works::show(&ana, tx, long)?, tx)?;
        let glance = Glance { person: bo.id, work: long, edition: 0, chapters: 2, at: now - 5_000 };
        let mark = "0123abcd".to_owned();
        let place =
            Place { person: bo.id, work: long, chapter: index[1].id, paragraph: Some(3), mark, at: now - 4_000 };
        reading::note(&CLOCK, tx, &[glance], &[place])?;
        reading::keep(
            &bo.viewer(),
            tx,
            noted,
            &Wish { state: reading::State::Finished, note: "=mine\n,\"yes\"".to_owned(), stars: 4 },
        )?;
        reading::mark_for_later(&bo.viewer(), tx, later, true)?;
        let new = NewShelf { name: "Tea, and rain".to_owned(), is_public: true, sort: Sort::Hand };
        let shelf = shelves::make(&bo.viewer(), tx, &new)?;
        shelves::put(&bo.viewer(), tx, shelf, &[shelved, long]).map(drop)
    })
    .unwrap();
    let (id, fates) = bring(test, &[ListEntry { stars: 3, note: "far away".to_owned(), ..titled("Jam", "Somebody") }]);
    assert_eq!(fates, [Fate::Elsewhere]);
    take(test, id);
}

#[test]
fn a_library_that_was_taken_out_cleared_and_brought_back_is_the_same_library() {
    on_every_database(|test| {
        furnish(test);
        let bo = test.cast.bo.viewer();
        let before = out(test);
        assert_eq!(before.len(), 5, "{before:?}");
        let page = || {
            let page = test.archive.read(move |tx| reading::library(&bo, tx, Shown::All, 1)).wait().unwrap();
            let mut items = page.items;
            items.sort_by_key(|reading| reading.work);
            items
        };
        let (read, all_known) = (page(), bring(test, &before).1);
        assert!(all_known.iter().all(|fate| matches!(fate, Fate::Here | Fate::Kept)), "{all_known:?}");

        write(test, move |tx| {
            reading::clear(&bo, tx, None)?;
            let mine = shelves::of_person(&bo, tx, bo.person().unwrap())?;
            mine.iter().try_for_each(|shelf| shelves::remove(&bo, tx, shelf.id))
        })
        .unwrap();
        assert!(out(test).is_empty(), "all of it is gone");
        test.clock.advance(std::time::Duration::from_mins(1));
        let (id, fates) = bring(test, &before);
        assert!(fates.iter().all(|fate| matches!(fate, Fate::New | Fate::Elsewhere)), "{fates:?}");
        assert!(out(test).is_empty(), "looking changes nothing");
        take(test, id);
        let after = out(test);
        let sorted = |mut list: Vec<ListEntry>| {
            list.sort_by(|one, other| (&one.address, &one.title).cmp(&(&other.address, &other.title)));
            list
        };
        assert_eq!(sorted(after), sorted(before.clone()));
        assert_eq!(page(), read);

        take(test, id);
        let (id, known) = bring(test, &before);
        assert!(known.iter().all(|fate| matches!(fate, Fate::Here | Fate::Kept)), "twice: {known:?}");
        take(test, id);
        assert_eq!(out(test).len(), 5);
    });
}

/// Brings entries of bo's with how their shelves stand.
fn bring_shelves(test: &TestArchive, entries: &[ListEntry], told: &[ListShelf<String>]) -> i64 {
    let (bo, entries) = (test.cast.bo.viewer(), entries.to_vec());
    let line = |address: &String| entries.iter().position(|entry| entry.address == *address).unwrap() as u64 + 1;
    let told: Vec<ListShelf<u64>> = told
        .iter()
        .cloned()
        .map(|shelf| ListShelf {
            works: shelf.works.iter().map(line).collect(),
            name: shelf.name,
            public: shelf.public,
            order: shelf.order,
        })
        .collect();
    let brought = write(test, move |tx| {
        let id = reading::begin_list(&bo, tx, ("library.json", "foolscap"), &told)?;
        let lines = (1..).zip(entries.iter().cloned().map(Ok)).collect::<Vec<_>>();
        reading::weigh(&bo, tx, (id, HOST), &lines).map(|()| id)
    });
    brought.unwrap()
}

#[test]
fn a_shelf_that_is_brought_back_stands_as_it_stood_and_one_that_is_here_stays_as_it_is() {
    on_every_database(|test| {
        let bo = test.cast.bo.viewer();
        let works = ["One", "Two", "Three"].map(|title| test.post(story(title, 1), State::Posted, false));
        let [one, two, three] = works;
        write(test, move |tx| {
            for work in works {
                reading::mark_for_later(&bo, tx, work, true)?;
            }
            let tea = NewShelf { name: "Tea".to_owned(), is_public: true, sort: Sort::Hand };
            let tea = shelves::make(&bo, tx, &tea)?;
            shelves::put(&bo, tx, tea, &[three])?;
            shelves::put(&bo, tx, tea, &[one])?;
            let rain = NewShelf { name: "Rain".to_owned(), is_public: false, sort: Sort::Title };
            let rain = shelves::make(&bo, tx, &rain)?;
            shelves::put(&bo, tx, rain, &[two]).map(drop)
        })
        .unwrap();
        let told = || test.archive.read(move |tx| reading::out_shelves(&bo, tx, HOST)).wait().unwrap();
        let (before, entries) = (told(), out(test));
        let clear = move |tx: &Tx<'_>| {
            reading::clear(&bo, tx, None)?;
            let mine = shelves::of_person(&bo, tx, bo.person().unwrap())?;
            mine.iter().try_for_each(|shelf| shelves::remove(&bo, tx, shelf.id))
        };
        let shown = |id: i64| {
            let ledger = test.archive.read(move |tx| reading::show_list(&bo, tx, id, (None, 1))).wait().unwrap();
            ledger.shown_to_others
        };

        write(test, clear).unwrap();
        let id = bring_shelves(test, &entries, &before);
        assert_eq!(shown(id), ["Tea"], "its reader is told who is going to see it");
        assert!(told().is_empty(), "looking changes nothing");
        take(test, id);
        assert_eq!(told(), before);
        assert_eq!(out(test), entries, "and nothing else is remembered otherwise");

        write(test, clear).unwrap();
        write(test, move |tx| shelves::called(&bo, tx, "tea").and_then(|tea| shelves::put(&bo, tx, tea, &[two])))
            .unwrap();
        let id = bring_shelves(test, &entries, &before);
        assert!(shown(id).is_empty());
        take(test, id);
        let tea = told().into_iter().find(|shelf| shelf.name == "tea").unwrap();
        assert_eq!((tea.public, tea.order.as_str()), (false, "added"), "what is one’s alone stays so");
        assert_eq!(tea.works, [two, three, one].map(|work| at(work).address), "behind what stood there");
    });
}

#[test]
fn a_list_shows_nothing_to_others_for_somebody_who_may_not_and_no_work_that_they_do_not_see() {
    on_every_database(|test| {
        let (kim, suspended) = (Viewer::Moderator(test.cast.kim.id), Viewer::Suspended(test.cast.bo.id));
        let [seen, hidden] = ["Seen", "Hidden"].map(|title| test.post(story(title, 1), State::Posted, false));
        let entry = |work| ListEntry { shelves: vec!["Tea".to_owned()], later: true, ..at(work) };
        let works = vec![at(hidden).address, at(seen).address];
        let tea = ListShelf { name: "Tea".to_owned(), public: true, order: "sideways".to_owned(), works };
        let id = bring_shelves(test, &[entry(seen), entry(hidden)], &[tea]);
        write(test, move |tx| works::hide(&kim, tx, hidden, "")).unwrap();
        while write(test, move |tx| reading::take(&suspended, tx, id, HOST)).unwrap() {}
        let told = test.archive.read(move |tx| reading::out_shelves(&suspended, tx, HOST)).wait().unwrap();
        let tea = ListShelf {
            name: "Tea".to_owned(),
            public: false,
            order: "added".to_owned(),
            works: vec![at(seen).address],
        };
        assert_eq!(told, [tea]);
    });
}

#[test]
fn what_was_said_here_later_stays_and_what_is_new_is_taken() {
    on_every_database(|test| {
        let bo = test.cast.bo.viewer();
        let work = test.post(story("Rain", 3), State::Posted, false);
        write(test, move |tx| {
            reading::keep(&bo, tx, work, &Wish { state: reading::State::Finished, note: "mine".to_owned(), stars: 0 })
        })
        .unwrap();
        let old = ListEntry {
            state: Some(ListState::Dropped),
            note: "theirs".to_owned(),
            stars: 2,
            visits: 3,
            last: Some("2001-01-01T00:00:00Z".parse().unwrap()),
            ..at(work)
        };
        let (id, fates) = bring(test, std::slice::from_ref(&old));
        assert_eq!(fates, [Fate::New], "it knows of stars");
        take(test, id);
        let kept = out(test).remove(0);
        assert_eq!((kept.state, kept.note.as_str(), kept.stars), (Some(ListState::Finished), "mine", 2));
        let newer = ListEntry { last: Some("2099-01-01T00:00:00Z".parse().unwrap()), ..old };
        let (id, _) = bring(test, &[newer]);
        take(test, id);
        let kept = out(test).remove(0);
        assert_eq!((kept.state, kept.note.as_str()), (Some(ListState::Dropped), "theirs"));
    });
}

#[test]
fn lines_are_found_by_old_addresses_and_asked_about_by_title_and_name_and_never_tell_what_is_hidden() {
    on_every_database(|test| {
        let (bo, ana, kim) = (test.cast.bo.viewer(), test.cast.ana.viewer(), test.cast.moderator());
        let ao3 = |number: u64| ListEntry {
            address: format!("https://archiveofourown.org/works/{number}"),
            ..ListEntry::default()
        };
        let open = imported(test, "Open", "https://archiveofourown.org/works/1");
        let ff = imported(test, "Far", "https://www.fanfiction.net/s/7");
        let nameless = imported(test, "Nameless", "https://archiveofourown.org/works/2");
        let hidden = imported(test, "Hidden", "https://archiveofourown.org/works/3");
        let twin = test.post(story("Open", 1), State::Posted, false);
        let draft = test.post(story("Draft", 1), State::Draft, false);
        write(test, move |tx| {
            works::set_anonymous(&ana, tx, nameless, true)?;
            works::hide(&kim, tx, hidden, "a test")
        })
        .unwrap();
        let far = ListEntry { address: "http://m.fanfiction.net/s/7/4/Far".to_owned(), ..ListEntry::default() };
        let lines = [
            ao3(1),
            far,
            ao3(2),
            ao3(3),
            titled("OPEN", "Ana"),
            titled("Nameless", "ana"),
            titled("Hidden", "ana"),
            titled("Draft", "ana"),
            titled("Open", "wren"),
            at(hidden),
            at(draft),
            at(nameless),
        ];
        let (id, fates) = bring(test, &lines);
        let asked = fates[4];
        assert_eq!(asked, Fate::Ask);
        assert_eq!(fates[..2], [Fate::New, Fate::New]);
        assert_eq!(fates[2], Fate::Elsewhere, "where an anonymous work came from would tell who made it");
        assert!(fates[3..4].iter().chain(&fates[5..11]).all(|fate| *fate == Fate::Elsewhere), "{fates:?}");
        assert_eq!(fates[11], Fate::New, "at its own address everybody sees it");

        let ledger = test.archive.read(move |tx| reading::show_list(&bo, tx, id, (Some(Fate::Ask), 1))).wait().unwrap();
        let choices: Vec<WorkId> = ledger.lines.items[0].choices.iter().map(|card| card.id).collect();
        assert!(choices.len() == 2 && choices.contains(&open) && choices.contains(&twin));
        let cy = test.cast.cy.viewer();
        assert!(test.archive.read(move |tx| reading::show_list(&cy, tx, id, (None, 1))).wait().is_err());
        write(test, move |tx| reading::choose(&bo, tx, id, &[(5, Some(draft)), (1, None)])).unwrap();
        assert_eq!(self::fates(test, id), fates, "only what was offered, only where it was asked");
        take(test, id);
        assert_eq!(self::fates(test, id)[4], Fate::Ask, "nobody answered yet");
        write(test, move |tx| reading::choose(&bo, tx, id, &[(5, Some(twin))])).unwrap();
        take(test, id);
        let library = test.archive.read(move |tx| reading::library(&bo, tx, Shown::All, 1)).wait().unwrap();
        let mut works: Vec<WorkId> = library.items.iter().map(|reading| reading.work).collect();
        works.sort();
        let mut expected = vec![open, ff, nameless, twin];
        expected.sort();
        assert_eq!(works, expected);
        write(test, move |tx| reading::put_away(&bo, tx, id)).unwrap();
        assert!(test.archive.read(move |tx| reading::brought(&bo, tx)).wait().unwrap().is_empty());
    });
}

#[test]
fn files_that_were_fetched_are_remembered_where_it_is_wanted_and_say_what_came_since() {
    on_every_database(|test| {
        let (bo, at) = (test.cast.bo, test.clock.now().as_millisecond());
        let work = test.post(story("Rain", 3), State::Posted, false);
        let gone = test.post(story("Snow", 1), State::Posted, false);
        let file = move |work, chapters, at| Download { person: bo.id, work, format: "epub", edition: 0, chapters, at };
        let note = move |files: Vec<Download>| write(test, move |tx| reading::note_downloads(&CLOCK, tx, &files));
        note(vec![file(work, 1, at), file(gone, 1, at + 1)]).unwrap();
        let mine = file(work, 1, at);
        assert!(write(test, move |tx| reading::note_downloads(&bo.viewer(), tx, std::slice::from_ref(&mine))).is_err());
        let ana = test.cast.ana.viewer();
        write(test, move |tx| works::delete(&ana, tx, gone)).unwrap();
        let page = |part| test.archive.read(move |tx| reading::gathered(&bo.viewer(), tx, part, 1)).wait().unwrap();
        let files = page(Part::Downloaded);
        assert_eq!(files.total, 2);
        assert_eq!((files.items[0].work, &files.items[0].subject), (gone, &Subject::Gone));
        assert_eq!((files.items[1].files[0].format.as_str(), files.items[1].files[0].new_chapters), ("epub", 2));
        note(vec![file(work, 3, at + 2)]).unwrap();
        let again = page(Part::Downloaded);
        assert_eq!(
            (again.items[0].work, again.items[0].files.len(), again.items[0].files[0].new_chapters),
            (work, 1, 0)
        );

        write(test, move |tx| {
            archive::bookmarks::keep(
                &bo.viewer(),
                tx,
                &archive::bookmarks::On::Work(work),
                &archive::bookmarks::NewBookmark::default(),
            )?;
            archive::subscriptions::subscribe(&bo.viewer(), tx, archive::subscriptions::Subject::Work(work)).map(drop)
        })
        .unwrap();
        for part in [Part::Bookmarked, Part::Subscribed] {
            let page = page(part);
            assert_eq!((page.total, page.items[0].work, page.items[0].files.len()), (1, work, 1), "{part:?}");
        }
        write(test, move |tx| reading::set_habit(&bo.viewer(), tx, reading::Habit::Off)).unwrap();
        assert_eq!((page(Part::Downloaded).total, page(Part::Bookmarked).items[0].files.len()), (0, 0), "HIST-1");
        note(vec![file(work, 9, at + 9)]).unwrap();
        let kept = test.archive.read(move |tx| reading::all_files(&bo.viewer(), tx)).wait().unwrap();
        assert_eq!(kept.len(), 2, "what is remembered stays, and nothing comes to it");
        write(test, move |tx| reading::forget(&bo.viewer(), tx, work)).unwrap();
        assert_eq!(test.archive.read(move |tx| reading::all_files(&bo.viewer(), tx)).wait().unwrap().len(), 1);
        write(test, move |tx| reading::clear(&bo.viewer(), tx, None)).unwrap();
        assert!(test.archive.read(move |tx| reading::all_files(&bo.viewer(), tx)).wait().unwrap().is_empty());
    });
}
