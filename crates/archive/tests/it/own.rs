//! Searching with what only the one who asks knows: what they have read, opened, marked, noted, bookmarked, follow.

use std::sync::Arc;

use archive::bookmarks::{self, NewBookmark};
use archive::filters::{self, Named, NeverWish};
use archive::reading::{self, Download, Glance, Habit, Place, Shown, State as Reading};
use archive::search::query::{About, Mine};
use archive::search::{self, Found, Index, Lifted, Of, Query, Wish};
use archive::shelves::{self, NewShelf};
use archive::subscriptions::{self, Subject};
use archive::works::{self, Access, NewChapter, State};
use archive::{Errand, ShelfId, Tx, Viewer, WorkId};
use manuscript::{Chapter, Manuscript};
use testkit::{Member, TestArchive, on_every_database, story};

const CLOCK: Viewer = Viewer::Custodian(Errand::Clock);

/// An archive whose works are asked for.
struct Searched<'t> {
    test: &'t TestArchive,
    index: Arc<Index>,
}

impl<'t> Searched<'t> {
    fn of(test: &'t TestArchive) -> Self {
        let index = Arc::new(Index::new(None));
        index.prepare(&test.archive, || false).unwrap();
        Self { test, index }
    }

    fn write<T: Send + 'static>(&self, deed: impl Fn(&Tx<'_>) -> archive::Result<T> + Send + 'static) -> T {
        self.test.archive.write(deed).wait().unwrap()
    }

    fn post(&self, title: &str, additional: &[&str]) -> WorkId {
        let additional = additional.iter().map(|name| (*name).to_owned()).collect();
        self.test.post(Manuscript { additional, expected_chapters: None, ..story(title, 1) }, State::Posted, false)
    }

    fn open(&self, who: Member, work: WorkId) {
        let glance =
            Glance { person: who.id, work, edition: 0, chapters: 1, at: self.test.clock.now().as_millisecond() };
        self.write(move |tx| reading::note(&CLOCK, tx, &[glance], &[]));
        self.test.clock.advance(std::time::Duration::from_mins(1));
    }

    fn say(&self, who: Member, work: WorkId, (state, note, stars): (Reading, &str, u64)) {
        let wish = reading::Wish { state, note: note.to_owned(), stars };
        self.write(move |tx| reading::keep(&who.viewer(), tx, work, &wish));
    }

    fn ask(&self, viewer: Viewer, wish: Wish) -> Found {
        let index = Arc::clone(&self.index);
        let found = self.test.archive.read(move |tx| search::find(&viewer, tx, &index, &wish));
        found.wait().unwrap().expect("the index is ready")
    }

    fn find(&self, viewer: Viewer, text: &str) -> Found {
        self.ask(viewer, wish(text))
    }

    fn titles(&self, viewer: Viewer, text: &str) -> Vec<String> {
        let mut titles = names(self.find(viewer, text));
        titles.sort();
        titles
    }
}

fn wish(text: &str) -> Wish {
    Wish { query: Query::read(text), number: 1, with_facets: true, ..Wish::default() }
}

fn names(found: Found) -> Vec<String> {
    assert_eq!(found.works.total as usize, found.works.items.len(), "the total is what is shown");
    found.works.items.into_iter().map(|card| card.title).collect()
}

/// Works that bo has done all sorts of things with: `Read`, `Begun`, `Dropped`, `Later`, `Grown`, and `New`, which they do not know.
fn shelf(test: &TestArchive) -> (Searched<'_>, Vec<WorkId>) {
    let all = Searched::of(test);
    let (ana, bo) = (test.cast.ana.viewer(), test.cast.bo);
    let tags = [&["Fluff"][..], &["Fluff"], &["Angst"], &["Angst"], &["Fluff", "Angst"], &["Angst"]];
    let titles = ["Read", "Begun", "Dropped", "Later", "Grown", "New"];
    let ids: Vec<WorkId> = titles.iter().zip(tags).map(|(title, tags)| all.post(title, tags)).collect();
    for at in [0, 1, 2, 4] {
        all.open(bo, ids[at]);
    }
    all.say(bo, ids[0], (Reading::Finished, "Again, one day: 100%", 5));
    all.say(bo, ids[2], (Reading::Dropped, "not for me, ÉTÉ", 1));
    let (later, grown) = (ids[3], ids[4]);
    all.write(move |tx| reading::mark_for_later(&bo.viewer(), tx, later, true));
    let chapter = Chapter { title: "More".to_owned(), ..story("More", 1).chapters.remove(0) };
    let new = NewChapter { chapter, state: State::Posted, place: None, base: None }.pack();
    all.write(move |tx| works::add_chapter(&ana, tx, grown, &new).map(drop));
    (all, ids)
}

#[test]
fn each_word_for_what_somebody_has_to_do_with_works_finds_theirs_and_nobody_elses() {
    on_every_database(|test| {
        let (all, ids) = shelf(test);
        let (bo, cy) = (test.cast.bo.viewer(), test.cast.cy.viewer());
        let (kept, followed) = (ids[5], ids[0]);
        let bookmark = NewBookmark { is_private: true, ..NewBookmark::default() };
        let _ = all.write(move |tx| bookmarks::keep(&bo, tx, &bookmarks::On::Work(kept), &bookmark));
        let _ = all.write(move |tx| subscriptions::subscribe(&bo, tx, Subject::Work(followed)));
        for (text, titles) in [
            ("read", &["Read"][..]),
            ("seen", &["Begun", "Dropped", "Grown", "Read"]),
            ("unseen", &["Later", "New"]),
            ("reading", &["Begun", "Grown"]),
            ("dropped", &["Dropped"]),
            ("later", &["Later"]),
            ("grown", &["Grown"]),
            ("in:library unread -dropped", &["Begun", "Grown", "Later"]),
            ("in:library tag:Angst", &["Dropped", "Grown", "Later"]),
            ("in:bookmarks", &["New"]),
            ("in:subscriptions", &["Read"]),
            ("stars:4-5", &["Read"]),
            ("-stars:1 in:library stars:>0", &["Read"]),
            ("note:\"one DAY\"", &["Read"]),
            ("note:100%", &["Read"]),
            ("note:_", &[]),
            ("note:été", &["Dropped"]),
            ("(read | tag:Fluff)", &["Begun", "Grown", "Read"]),
            ("(unread | complete) tag:Fluff -grown", &["Begun"]),
            ("-(seen | later)", &["New"]),
            ("(in:bookmarks | stars:5 | note:\"for me\")", &["Dropped", "New", "Read"]),
        ] {
            assert_eq!(all.titles(bo, text), titles, "{text}");
            if !text.contains("un") && !text.contains(['-', '|']) {
                assert_eq!(all.titles(cy, text), [""; 0], "{text}");
            }
        }
        assert_eq!(all.titles(cy, "in:library"), [""; 0]);
        assert_eq!(all.titles(cy, "unseen").len(), 6, "another's library changes nothing");
        assert_eq!(names(all.find(bo, "in:library sort:opened")), ["Later", "Grown", "Dropped", "Begun", "Read"]);
        assert_eq!(names(all.find(bo, "stars:>0 sort:stars")), ["Read", "Dropped"]);
        assert_eq!(names(all.find(bo, "sort:stars"))[..2], ["Read", "Dropped"], "what has no stars comes last");
    });
}

#[test]
fn what_a_search_takes_out_because_it_was_read_is_counted_with_its_reason() {
    on_every_database(|test| {
        let (all, _) = shelf(test);
        let bo = test.cast.bo.viewer();
        let text = "tag:Fluff unread -dropped";
        let found = all.find(bo, text);
        let hidden: Vec<_> = found.hidden.iter().map(|one| (one.lifted, one.never.clone(), one.works)).collect();
        assert_eq!(hidden, [(Lifted::Part(10, 16), Named::Mine(Mine::Read), 1)], "what hides nothing is not said");
        assert_eq!(text.get(10..16), Some("unread"));
        let facet = |found: &Found, name: &str| {
            let all = found.facets.iter().flat_map(|facets| &facets.tags);
            all.filter(|(tag, _)| tag.name == name).map(|(_, works)| *works).next()
        };
        assert_eq!(
            (facet(&found, "General Audiences"), found.works.total),
            (Some(2), 2),
            "counts are those of what is shown"
        );
        assert_eq!(facet(&all.find(bo, "tag:Fluff"), "General Audiences"), Some(3));
    });
}

#[test]
fn a_rule_hides_what_somebody_has_read_but_for_exceptions_and_not_from_their_library() {
    on_every_database(|test| {
        let (all, _) = shelf(test);
        let bo = test.cast.bo.viewer();
        let rule = |never: &str, unless: &str| NeverWish {
            never: never.to_owned(),
            unless: unless.to_owned(),
            reason: String::new(),
        };
        let (seen, odd) = (rule("in:seen", "dropped, tag:Angst"), rule("unread", ""));
        let id = all.write(move |tx| filters::hide(&bo, tx, &seen));
        assert!(test.archive.write(move |tx| filters::hide(&bo, tx, &odd)).wait().is_err());
        let found = all.find(bo, "");
        let hidden: Vec<_> = found.hidden.iter().map(|one| (one.lifted, one.never.clone(), one.works)).collect();
        assert_eq!(hidden, [(Lifted::Rule(id), Named::Mine(Mine::Seen), 2)]);
        assert_eq!(all.titles(bo, ""), ["Dropped", "Grown", "Later", "New"]);
        let lifted = all.ask(bo, Wish { lifted: vec![Lifted::Rule(id)], ..wish("") });
        assert_eq!(lifted.works.total, 6);
        assert_eq!(all.titles(bo, "in:library").len(), 5, "who asks for what they have read is not kept from it");
        assert_eq!(names(all.ask(bo, Wish { of: Of::Library, ..wish("tag:Fluff") })), ["Grown", "Begun", "Read"]);
        let index = Arc::clone(&all.index);
        let newest = test.archive.read(move |tx| search::newest(&bo, tx, &index, 20)).wait().unwrap();
        assert_eq!(newest.len(), 4, "the first page follows it, too");
        let rules = test.archive.read(move |tx| filters::rules(&bo, tx)).wait().unwrap();
        let texts: Vec<_> = rules[0].unless.iter().chain([&rules[0].never]).filter_map(Named::text).collect();
        assert_eq!(texts, ["in:dropped", "Angst", "in:seen"], "it is kept as it can be typed");
        assert_eq!(all.titles(test.cast.cy.viewer(), "").len(), 6);
    });
}

#[test]
fn what_was_hidden_deleted_or_taken_back_since_is_found_in_no_library() {
    on_every_database(|test| {
        let all = Searched::of(test);
        let (ana, bo, kim) = (test.cast.ana.viewer(), test.cast.bo, test.cast.moderator());
        let states = ["hidden", "mystery", "named", "deleted", "members", "open"];
        let ids: Vec<WorkId> = states.iter().map(|state| all.post(state, &[])).collect();
        for id in &ids {
            all.open(bo, *id);
            all.say(bo, *id, (Reading::Finished, "secret of mine", 4));
        }
        let [hidden, mystery, named, deleted, members, _] = ids[..] else { panic!() };
        all.write(move |tx| works::hide(&kim, tx, hidden, "a test"));
        all.write(move |tx| works::set_unrevealed(&ana, tx, mystery, true));
        all.write(move |tx| works::share(&ana, tx, named, Access::Named));
        all.write(move |tx| works::delete(&ana, tx, deleted));
        all.write(move |tx| works::share(&ana, tx, members, Access::Members));
        for text in ["in:library", "read", "seen", "note:secret", "stars:4", "(read | title:hidden)"] {
            assert_eq!(all.titles(bo.viewer(), text), ["members", "open"], "{text}");
            assert_eq!(all.titles(Viewer::Guest, text), [""; 0], "{text}");
        }
        assert_eq!(all.titles(bo.viewer(), "unread"), [""; 0]);
        assert_eq!(all.find(bo.viewer(), "unread").hidden[0].works, 2, "nor are they counted");
        let apart = test.archive.read(move |tx| reading::library(&bo.viewer(), tx, Shown::Apart, 1)).wait().unwrap();
        assert_eq!(apart.total, 4, "its reader finds them among what lists do not show");
        let library = all.ask(bo.viewer(), Wish { of: Of::Library, ..wish("") });
        assert_eq!((library.works.total, library.remembered), (2, 6));
    });
}

/// Puts works on a shelf of somebody's.
fn put(all: &Searched<'_>, who: Member, (name, is_public): (&str, bool), works: &[WorkId]) -> ShelfId {
    let new = NewShelf { name: name.to_owned(), is_public, ..NewShelf::default() };
    let works = works.to_vec();
    all.write(move |tx| {
        let shelf = shelves::make(&who.viewer(), tx, &new)?;
        shelves::put(&who.viewer(), tx, shelf, &works).map(|_| shelf)
    })
}

#[test]
fn ones_own_shelves_and_downloads_are_searched_and_nobody_elses() {
    on_every_database(|test| {
        let (all, ids) = shelf(test);
        let (bo, cy) = (test.cast.bo, test.cast.cy);
        put(&all, bo, ("Rainy Days", false), &[ids[0], ids[5]]);
        put(&all, cy, ("Shown", true), &[ids[2]]);
        let at = test.clock.now().as_millisecond();
        let file = Download { person: bo.id, work: ids[1], format: "epub", edition: 0, chapters: 1, at };
        all.write(move |tx| reading::note_downloads(&CLOCK, tx, std::slice::from_ref(&file)));
        for (text, titles) in [
            ("shelf:\"rainy days\"", &["New", "Read"][..]),
            ("shelf:\"Rainy Days\" unread", &["New"]),
            ("-shelf:\"rainy days\"", &["Begun", "Dropped", "Grown", "Later"]),
            ("in:downloads", &["Begun"]),
            ("in:library -in:downloads -shelf:\"rainy days\"", &["Dropped", "Grown", "Later"]),
            ("(shelf:\"rainy days\" | in:downloads | dropped)", &["Begun", "Dropped", "New", "Read"]),
            ("shelf:shown", &[]),
            ("shelf:\"no such\"", &[]),
        ] {
            assert_eq!(all.titles(bo.viewer(), text), titles, "{text}");
        }
        let about = |found: Found| found.doubts.into_iter().map(|doubt| doubt.about).collect::<Vec<_>>();
        let no = |name: &str| vec![About::NoShelf(name.to_owned())];
        assert_eq!(about(all.find(bo.viewer(), "shelf:shown")), no("shown"), "as if it were not there, shown or not");
        assert_eq!(about(all.find(cy.viewer(), "shelf:\"rainy days\"")), no("rainy days"));
        assert_eq!(
            about(all.find(cy.viewer(), "shelf:never")),
            no("never"),
            "what is another's is told in no other way"
        );
        assert_eq!(about(all.find(bo.viewer(), "shelf:\"rainy days\"")), []);
        assert_eq!(about(all.find(Viewer::Guest, "shelf:shown")), [About::LogIn]);
        let hidden = all.find(bo.viewer(), "-shelf:\"rainy days\"").hidden;
        let hidden: Vec<_> = hidden.iter().map(|one| (one.never.clone(), one.works)).collect();
        assert_eq!(hidden, [(Named::Shelf("rainy days".to_owned()), 2)], "what it takes out is told");
        all.write(move |tx| reading::set_habit(&bo.viewer(), tx, Habit::Off));
        assert_eq!(all.titles(bo.viewer(), "in:downloads"), [""; 0]);
        assert_eq!(all.titles(bo.viewer(), "shelf:\"rainy days\"").len(), 2, "what was put there by hand stays");
    });
}

#[test]
fn what_stands_on_a_shelf_is_hidden_by_a_rule_under_whatever_name_the_shelf_has() {
    on_every_database(|test| {
        let (all, ids) = shelf(test);
        let bo = test.cast.bo;
        let shelf = put(&all, bo, ("Enough", false), &[ids[0], ids[1]]);
        let rule = NeverWish { never: "shelf:enough".to_owned(), ..NeverWish::default() };
        let _ = all.write(move |tx| filters::hide(&bo.viewer(), tx, &rule));
        let others = NeverWish { never: "shelf:other".to_owned(), ..NeverWish::default() };
        assert!(test.archive.write(move |tx| filters::hide(&bo.viewer(), tx, &others)).wait().is_err());
        assert_eq!(all.titles(bo.viewer(), ""), ["Dropped", "Grown", "Later", "New"]);
        let renamed = NewShelf { name: "Now this".to_owned(), ..NewShelf::default() };
        all.write(move |tx| shelves::revise(&bo.viewer(), tx, shelf, &renamed));
        let hidden = all.find(bo.viewer(), "").hidden;
        assert_eq!(hidden[0].never, Named::Shelf("Now this".to_owned()));
        assert_eq!(all.titles(bo.viewer(), "shelf:\"now this\""), ["Begun", "Read"], "who asks for it finds it");
        all.write(move |tx| shelves::remove(&bo.viewer(), tx, shelf).map(drop));
        assert_eq!(all.titles(bo.viewer(), "").len(), 6, "a shelf that is gone hides nothing");
    });
}

#[test]
fn notes_that_are_more_than_is_held_are_searched_all_the_same() {
    on_every_database(|test| {
        let all = Searched::of(test);
        let bo = test.cast.bo;
        let long = "🕯".repeat(1_990);
        // 2 MB are held of one reader's notes, and a letter of these takes four bytes.
        let works: Vec<WorkId> = (0..265).map(|number| all.post(&format!("Work {number}"), &[])).collect();
        for (number, work) in works.iter().enumerate() {
            let note = if number % 100 == 7 { format!("{long} LAMP") } else { long.clone() };
            all.say(bo, *work, (Reading::Reading, &note, 0));
        }
        assert_eq!(all.titles(bo.viewer(), "note:lamp"), ["Work 107", "Work 207", "Work 7"]);
        all.say(bo, works[8], (Reading::Reading, "A lamp.", 0));
        assert_eq!(all.titles(bo.viewer(), "note:lamp"), ["Work 107", "Work 207", "Work 7", "Work 8"]);
        assert_eq!(all.find(bo.viewer(), "in:library").works.total, 265);
    });
}

#[test]
fn to_guests_nobody_has_read_anything_and_a_memory_that_is_off_is_not_searched() {
    on_every_database(|test| {
        let (all, _) = shelf(test);
        let bo = test.cast.bo.viewer();
        let about = |found: &Found| found.doubts.iter().map(|doubt| doubt.about.clone()).collect::<Vec<_>>();
        for (text, works) in [("unread", 6), ("in:library", 0), ("sort:opened", 6), ("(reading | tag:Fluff)", 3)] {
            let found = all.find(Viewer::Guest, text);
            assert_eq!((about(&found), found.works.total), (vec![About::LogIn], works), "{text}");
        }
        all.write(move |tx| reading::set_habit(&bo, tx, Habit::Off));
        for (text, works) in [("unread", 6), ("in:library", 1), ("read", 0)] {
            let found = all.find(bo, text);
            assert_eq!((about(&found), found.works.total), (vec![About::NoMemory], works), "HIST-1: {text}");
        }
        assert_eq!(about(&all.find(bo, "later")), []);
        assert_eq!(all.titles(bo, "later"), ["Later"], "what was marked by hand stays");
    });
}

/// What bo does next with one of these works, by number.
fn do_something(all: &Searched<'_>, works: &[WorkId], number: u64) {
    let (test, bo) = (all.test, all.test.cast.bo);
    let Some(work) = works.get((number / 16) as usize % works.len()).copied() else { return };
    let state = Reading::ALL[(number / 256) as usize % Reading::ALL.len()];
    match number % 16 {
        0..4 => all.open(bo, work),
        4..7 => all.say(bo, work, (state, if number.is_multiple_of(5) { "a lamp" } else { "" }, number / 64 % 6)),
        7..9 => all.write(move |tx| reading::mark_for_later(&bo.viewer(), tx, work, !number.is_multiple_of(3))),
        9..11 => all.write(move |tx| reading::forget(&bo.viewer(), tx, work)),
        11 => {
            let before = test.clock.now().as_millisecond() - 90_000;
            all.write(move |tx| reading::clear(&bo.viewer(), tx, Some(before)).map(drop));
        }
        12 => {
            // What is taken back was never so, and its step is taken by something else.
            let index = Arc::clone(&all.index);
            let taken_back = test.archive.rehearse(move |tx| {
                reading::mark_for_later(&bo.viewer(), tx, work, true)?;
                search::find(&bo.viewer(), tx, &index, &wish("in:library")).map(drop)
            });
            taken_back.wait().unwrap();
        }
        13 => all.write(move |tx| {
            let chapter = works::show(&bo.viewer(), tx, work).and_then(|seen| works::index(&seen, tx))?.remove(0).id;
            reading::read_up_to(&bo.viewer(), tx, work, chapter)
        }),
        _ => {
            let at = test.clock.now().as_millisecond();
            all.write(move |tx| {
                let chapter =
                    works::show(&bo.viewer(), tx, work).and_then(|seen| works::index(&seen, tx))?.remove(0).id;
                let place = Place { person: bo.id, work, chapter, paragraph: Some(0), mark: String::new(), at };
                reading::note(&CLOCK, tx, &[], &[place])
            });
        }
    }
    test.clock.advance(std::time::Duration::from_secs(30));
}

#[test]
fn what_is_held_of_a_memory_is_what_the_database_says_after_whatever_its_reader_did_on_whichever_node() {
    on_every_database(|test| {
        let (all, works) = shelf(test);
        let (bo, seldom) = (test.cast.bo.viewer(), Searched::of(test));
        let mut number = 1_999_u64;
        for turn in 0..64 {
            number = number.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
            do_something(&all, &works, number >> 33);
            for text in [
                "in:library sort:opened",
                "in:read",
                "in:seen",
                "in:reading",
                "in:dropped",
                "in:later",
                "in:grown",
                "stars:1-5 sort:stars",
                "note:lamp",
                "unread",
            ] {
                let said = |searched: &Searched<'_>| names(searched.find(bo, text));
                // Where something may be taken back, nothing is held.
                let index = Arc::clone(&all.index);
                let read = test.archive.rehearse(move |tx| search::find(&bo, tx, &index, &wish(text)));
                let right = names(read.wait().unwrap().unwrap());
                assert_eq!(said(&all), right, "{text} in turn {turn}");
                if turn % 7 == 0 {
                    assert_eq!(said(&seldom), right, "{text} in turn {turn}, elsewhere");
                }
            }
        }
    });
}
