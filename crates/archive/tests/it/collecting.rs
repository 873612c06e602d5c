//! Works and bookmarks in collections: how they come in and go, who is told what of them, and how they are revealed.

use std::sync::Arc;
use std::time::Duration;

use archive::accounts::{self, Preferences};
use archive::bookmarks::{self, NewBookmark, On};
use archive::collections::{self, Counts, Decision, NewCollection, Role, Side, Which};
use archive::search::{self, Index, Of, Query, Wish};
use archive::works::{self, AtAddress, State};
use archive::{Error, ItemId, Slip, Tx, Viewer, Why, WorkId, blocks, feed};
use jiff::SignedDuration;
use testkit::{Member, TestArchive, on_every_database, story};

use crate::collections::{made, new, write};

pub fn put(test: &TestArchive, by: Viewer, name: &'static str, work: WorkId) -> archive::Result<Side> {
    write(test, move |tx| collections::put_work(&by, tx, name, work))
}

fn items(test: &TestArchive, by: Viewer, name: &'static str, which: Which) -> Vec<collections::Item> {
    let page = test.archive.read(move |tx| collections::items(&by, tx, name, (which, 1))).wait().unwrap();
    assert_eq!(page.total as usize, page.items.len());
    page.items
}

pub fn only(test: &TestArchive, by: Viewer, name: &'static str, which: Which) -> ItemId {
    let items = items(test, by, name, which);
    assert_eq!(items.len(), 1, "{which:?}");
    items[0].id
}

pub fn decide(
    test: &TestArchive,
    by: Viewer,
    name: &'static str,
    item: ItemId,
    decision: Decision,
) -> archive::Result<()> {
    write(test, move |tx| collections::decide(&by, tx, name, (&[item], decision)))
}

/// What a viewer gets at the address of a work.
fn at(test: &TestArchive, viewer: Viewer, id: WorkId) -> &'static str {
    match test.archive.read(move |tx| works::at_address(&viewer, tx, id)).wait() {
        Ok(AtAddress::Work(work)) if work.card.is_named() => "all",
        Ok(AtAddress::Work(_)) => "nameless",
        Ok(AtAddress::Mystery) => "mystery",
        Ok(AtAddress::Grave(_)) => "grave",
        Err(Error::NotFound | Error::LogIn) => "nothing",
        Err(other) => panic!("{other}"),
    }
}

fn counts(test: &TestArchive, viewer: Viewer, name: &'static str) -> Counts {
    let counted = test.archive.read(move |tx| {
        let seen = collections::show(&viewer, tx, name)?;
        collections::counts(&viewer, tx, &seen)
    });
    counted.wait().unwrap()
}

fn prefer(test: &TestArchive, member: Member, wanted: Preferences) {
    write(test, move |tx| accounts::prefer(&member.viewer(), tx, &wanted)).unwrap();
}

#[test]
fn a_work_is_in_a_collection_when_both_sides_say_so() {
    on_every_database(|test| {
        let cast = test.cast;
        let (ana, bo, cy) = (cast.ana.viewer(), cast.bo.viewer(), cast.cy.viewer());
        made(test, cast.bo, new("open"));
        made(test, cast.bo, NewCollection { is_moderated: true, ..new("waits") });
        made(test, cast.bo, NewCollection { is_closed: true, ..new("closed") });
        let work = test.post(story("Rain", 1), State::Posted, false);
        let of = |viewer: Viewer| {
            let card = test.archive.read(move |tx| works::show(&viewer, tx, work)).wait().unwrap().card;
            card.collections.into_iter().map(|place| place.name).collect::<Vec<_>>().join(" ")
        };
        assert_eq!(put(test, ana, "open", work).unwrap(), Side::Yes, "COL-5");
        assert_eq!(put(test, ana, "waits", work).unwrap(), Side::Waits);
        assert!(matches!(put(test, ana, "closed", work), Err(Error::Forbidden(Why::Closed))), "COL-7");
        assert!(matches!(put(test, cy, "open", work), Err(Error::Forbidden(Why::NotYours))), "COL-6");
        assert_eq!(of(Viewer::Guest), "open");
        assert_eq!(at(test, Viewer::Guest, work), "all", "COL-8: it waits in public");

        let item = only(test, bo, "waits", Which::Waiting);
        assert!(matches!(decide(test, ana, "waits", item, Decision::Take), Err(Error::Forbidden(Why::NotKept))));
        decide(test, bo, "waits", item, Decision::Take).unwrap();
        assert_eq!(of(Viewer::Guest), "open waits");
        decide(test, bo, "waits", item, Decision::Refuse).unwrap();
        assert_eq!(put(test, ana, "waits", work).unwrap(), Side::No, "what was refused stays refused");
        write(test, move |tx| collections::take_out(&ana, tx, item)).unwrap();
        assert_eq!(put(test, ana, "waits", work).unwrap(), Side::No, "however often it is put in");
        decide(test, bo, "waits", item, Decision::Take).unwrap();
        assert_eq!(of(Viewer::Guest), "open waits", "until those who keep it say otherwise");
        // Another collection's item is not theirs to decide about.
        made(test, cast.cy, new("theirs"));
        decide(test, cy, "theirs", item, Decision::Remove).unwrap();
        assert_eq!(of(Viewer::Guest), "open waits");

        write(test, move |tx| {
            collections::join(&cy, tx, "waits")?;
            collections::set_role(&bo, tx, "waits", (cast.cy.id, Role::Member))
        })
        .unwrap();
        let other = test.post_by(cast.cy, story("Snow", 1), State::Posted);
        assert_eq!(put(test, cy, "waits", other).unwrap(), Side::Yes, "COL-5: members do not wait");
        write(test, move |tx| blocks::add(&bo, tx, blocks::List::Blocked, cast.ana.id)).unwrap();
        let more = test.post(story("Hail", 1), State::Posted, false);
        assert!(matches!(put(test, ana, "open", more), Err(Error::Forbidden(Why::KeptOff))));
    });
}

#[test]
fn the_form_of_a_work_puts_it_in_takes_it_out_and_tells_what_cannot_be_done() {
    on_every_database(|test| {
        let (ana, cast) = (test.cast.ana.viewer(), test.cast);
        made(test, cast.bo, new("one"));
        made(test, cast.bo, new("two"));
        made(test, cast.bo, NewCollection { is_closed: true, ..new("closed") });
        let work = test.post(story("Rain", 1), State::Posted, false);
        let arrange = |names: &'static str| write(test, move |tx| collections::arrange(&ana, tx, work, names));
        arrange("One, two").unwrap();
        let of = || {
            let all = test.archive.read(move |tx| collections::of_work(&ana, tx, work)).wait().unwrap();
            all.into_iter().map(|standing| standing.place.name).collect::<Vec<_>>().join(" ")
        };
        assert_eq!(of(), "one two", "POST-6");
        match arrange("two, closed, nowhere") {
            Err(Error::Invalid(wrong)) => {
                let slips: Vec<Slip> = wrong.into_iter().map(|error| error.slip).collect();
                let name = |name: &str| name.to_owned();
                assert_eq!(
                    slips,
                    [Slip::TakesNothing { name: name("closed") }, Slip::NoCollection { name: name("nowhere") }]
                );
            }
            other => panic!("{other:?}"),
        }
        assert_eq!(of(), "one two", "all or nothing");
        arrange("TWO").unwrap();
        assert_eq!(of(), "two");
    });
}

#[test]
fn somebody_elses_work_is_asked_for_and_why_it_cannot_be_is_not_told() {
    on_every_database(|test| {
        let cast = test.cast;
        let (ana, bo) = (cast.ana.viewer(), cast.bo.viewer());
        made(test, cast.bo, new("open"));
        made(test, cast.bo, NewCollection { is_anonymous: true, ..new("masks") });
        let work = test.post(story("Rain", 1), State::Posted, false);
        let nameless = test.post(story("Mask", 1), State::Posted, false);
        write(test, move |tx| works::set_anonymous(&ana, tx, nameless, true)).unwrap();
        let refused = |name: &'static str, work: WorkId| {
            let asked = put(test, bo, name, work);
            assert!(matches!(asked, Err(Error::Forbidden(Why::NotToBeAsked))), "COL-6: {name} {asked:?}");
        };
        refused("open", work);
        prefer(test, cast.ana, Preferences { collections: true, ..Preferences::default() });
        refused("masks", work);
        refused("open", nameless);
        put(test, bo, "open", work).unwrap();
        assert_eq!(counts(test, bo, "open").works, 0, "nobody has said yes");
        let asked = test.archive.read(move |tx| collections::asked_for(&ana, tx)).wait().unwrap();
        assert_eq!((asked.len(), asked[0].place.name.as_str()), (1, "open"));
        let item = asked[0].id;
        let answer = |by: Viewer, yes: bool| write(test, move |tx| collections::answer(&by, tx, item, yes));
        assert!(answer(bo, true).is_err(), "who asks does not answer");
        answer(ana, false).unwrap();
        refused("open", work);
        decide(test, bo, "open", item, Decision::Remove).unwrap();
        refused("open", work);
        answer(ana, true).unwrap();
        assert_eq!(counts(test, Viewer::Guest, "open").works, 1);

        let at_once = test.post(story("Snow", 1), State::Posted, false);
        prefer(test, cast.ana, Preferences { collected_at_once: true, ..Preferences::default() });
        put(test, bo, "open", at_once).unwrap();
        assert_eq!(counts(test, Viewer::Guest, "open").works, 2, "asked once and for all");
        write(test, move |tx| blocks::add(&ana, tx, blocks::List::Blocked, cast.bo.id)).unwrap();
        let blocked = test.post(story("Hail", 1), State::Posted, false);
        refused("open", blocked);
    });
}

#[test]
fn a_work_is_a_mystery_as_long_as_any_collection_it_is_put_into_says_so() {
    on_every_database(|test| {
        let cast = test.cast;
        let (ana, bo, cy, wren) = (cast.ana.viewer(), cast.bo.viewer(), cast.cy.viewer(), cast.wren.viewer());
        for (by, name) in [(cast.bo, "one"), (cast.cy, "two")] {
            made(test, by, NewCollection { is_unrevealed: true, is_moderated: true, ..new(name) });
        }
        let work = test.post(story("Rain", 1), State::Posted, false);
        put(test, ana, "one", work).unwrap();
        put(test, ana, "two", work).unwrap();
        let seen = || [Viewer::Guest, wren, bo, cy, ana].map(|viewer| at(test, viewer, work)).join(" ");
        assert_eq!(seen(), "mystery mystery all all all", "VIS-4: whether or not it was taken");
        let (first, second) = (only(test, bo, "one", Which::Waiting), only(test, cy, "two", Which::Waiting));
        decide(test, cy, "two", second, Decision::Refuse).unwrap();
        assert_eq!(seen(), "mystery mystery all mystery all", "who refuses it does not go on reading it");
        decide(test, bo, "one", first, Decision::Take).unwrap();
        assert_eq!(counts(test, Viewer::Guest, "one"), Counts { mysteries: 1, people: 1, ..Counts::default() });
        decide(test, bo, "one", first, Decision::Reveal).unwrap();
        assert_eq!(seen(), "mystery mystery all mystery all", "VIS-4: both must be lifted");
        write(test, move |tx| collections::take_out(&ana, tx, second)).unwrap();
        assert_eq!(seen(), "all all all all all");
        assert_eq!(counts(test, Viewer::Guest, "one").works, 1);

        decide(test, bo, "one", first, Decision::Veil).unwrap();
        assert_eq!(at(test, wren, work), "mystery", "VIS-5");
        assert!(matches!(decide(test, bo, "one", first, Decision::Mask), Err(Error::Forbidden(Why::NotMasked))));
        // What is switched on masks nothing that is in already; what is switched off reveals all.
        let revise = |is_unrevealed, is_anonymous| {
            let wanted = NewCollection { is_unrevealed, is_anonymous, ..new("one") };
            write(test, move |tx| collections::revise(&bo, tx, "one", &wanted)).unwrap();
            collections::reveal_due(&test.archive).unwrap();
        };
        revise(false, true);
        assert_eq!(at(test, wren, work), "all", "VIS-4");
        decide(test, bo, "one", first, Decision::Mask).unwrap();
        assert_eq!(at(test, wren, work), "nameless");
        write(test, move |tx| works::set_unrevealed(&ana, tx, work, true)).unwrap();
        write(test, move |tx| collections::remove(&bo, tx, "one")).unwrap();
        collections::reveal_due(&test.archive).unwrap();
        assert_eq!(at(test, wren, work), "mystery", "what its creator wants, stays");
        write(test, move |tx| works::set_unrevealed(&ana, tx, work, false)).unwrap();
        assert_eq!(at(test, wren, work), "all", "COL-11: the works stay, revealed and named");
    });
}

#[test]
fn who_made_a_nameless_work_is_told_to_those_who_keep_the_collection_on_one_page_alone() {
    on_every_database(|test| {
        let cast = test.cast;
        let (ana, bo) = (cast.ana.viewer(), cast.bo.viewer());
        made(test, cast.bo, NewCollection { is_anonymous: true, ..new("masks") });
        let work = test.post(story("Mask", 1), State::Posted, false);
        put(test, ana, "masks", work).unwrap();
        for viewer in [Viewer::Guest, bo, cast.cy.viewer()] {
            assert_eq!(at(test, viewer, work), "nameless", "VIS-3");
        }
        let item = items(test, bo, "masks", Which::In).remove(0);
        assert!(!item.work.unwrap().is_named());
        assert_eq!(item.names.iter().map(ToString::to_string).collect::<Vec<_>>(), ["ana"]);
        let others = test.archive.read(move |tx| collections::items(&ana, tx, "masks", (Which::In, 1))).wait();
        assert!(matches!(others, Err(Error::Forbidden(Why::NotKept))));
        let people = test.archive.read(|tx| collections::people(&Viewer::Guest, tx, "masks")).wait().unwrap();
        assert_eq!(people.len(), 1, "to have a work in it makes nobody a member");

        let index = Arc::new(Index::new(None));
        index.prepare(&test.archive, || false).unwrap();
        let found = |text: &'static str| {
            let index = Arc::clone(&index);
            let wish = Wish { query: Query::read(text), number: 1, ..Wish::default() };
            let found = test.archive.read(move |tx| search::find(&Viewer::Guest, tx, &index, &wish)).wait().unwrap();
            found.unwrap().works.total
        };
        assert_eq!((found("collection:masks"), found("collection:masks by:ana")), (1, 0), "VIS-3");
    });
}

#[test]
fn the_finder_finds_a_collections_works_and_its_parts_works_and_nothing_of_what_is_not_told() {
    on_every_database(|test| {
        let cast = test.cast;
        let (ana, bo, kim) = (cast.ana.viewer(), cast.bo.viewer(), cast.moderator());
        made(test, cast.bo, new("year"));
        made(test, cast.bo, NewCollection { parent: "year".to_owned(), ..new("spring") });
        made(test, cast.bo, NewCollection { is_unrevealed: true, parent: "year".to_owned(), ..new("secret") });
        let [open, members, veiled, plain] = [("Open", false), ("Members", true), ("Veiled", false), ("Plain", false)]
            .map(|(title, restricted)| test.post(story(title, 1), State::Posted, restricted));
        let draft = test.post(story("Draft", 1), State::Draft, false);
        for (name, work) in [("spring", open), ("year", members), ("secret", veiled), ("year", draft)] {
            put(test, ana, name, work).unwrap();
        }
        let index = Arc::new(Index::new(None));
        index.prepare(&test.archive, || false).unwrap();
        let titles = |viewer: Viewer, wish: Wish| {
            let index = Arc::clone(&index);
            let found = test.archive.read(move |tx| search::find(&viewer, tx, &index, &wish)).wait().unwrap().unwrap();
            let mut titles: Vec<String> = found.works.items.into_iter().map(|card| card.title).collect();
            assert_eq!(found.works.total as usize, titles.len());
            titles.sort();
            titles.join(" ")
        };
        let asked = |text: &str| Wish { query: Query::read(text), number: 1, ..Wish::default() };
        assert_eq!(titles(Viewer::Guest, asked("collection:year")), "Open");
        assert_eq!(titles(bo, asked("collection:YEAR")), "Members Open", "with its parts, for members");
        assert_eq!(titles(bo, asked("collection:secret")), "", "VIS-2: not even for those who keep it");
        assert_eq!(titles(bo, asked("-collection:year")), "Plain");
        assert_eq!(titles(bo, asked("collection:nowhere")), "");
        assert_eq!(titles(bo, asked("collection:spring collection:year")), "Open");
        let held = |viewer: Viewer| {
            let held = test.archive.read(move |tx| {
                let (id, _) = collections::find(&viewer, tx, "year")?;
                collections::holds(&viewer, tx, id)
            });
            Wish { of: Of::Collection(held.wait().unwrap()), number: 1, ..Wish::default() }
        };
        assert_eq!(titles(Viewer::Guest, held(Viewer::Guest)), "Open");
        assert_eq!((counts(test, bo, "year").works, counts(test, Viewer::Guest, "year").works), (2, 1));
        let ids = held(bo);
        let Of::Collection(ids) = ids.of else { panic!("a collection's") };
        let plain_list = test.archive.read(move |tx| works::page_of_collected(&bo, tx, &ids, 1)).wait().unwrap();
        assert_eq!(plain_list.total, 2, "without the index it is the same");

        write(test, move |tx| collections::hide(&kim, tx, "spring", "because")).unwrap();
        assert_eq!(titles(Viewer::Guest, asked("collection:spring")), "", "a hidden one finds nothing");
        assert_eq!(titles(Viewer::Guest, held(Viewer::Guest)), "");
        write(test, move |tx| collections::reveal_all(&bo, tx, "secret", (true, false))).unwrap();
        collections::reveal_due(&test.archive).unwrap();
        assert_eq!(titles(Viewer::Guest, asked("collection:secret")), "Veiled", "revealed, it is found at once");
        let _ = plain;
    });
}

#[test]
fn a_hundred_works_are_revealed_in_short_steps_and_what_is_noted_is_done_after_a_fall() {
    on_every_database(|test| {
        let cast = test.cast;
        let (ana, bo) = (cast.ana.viewer(), cast.bo.viewer());
        let at_ten = test.clock.now() + SignedDuration::from_mins(10);
        let names_at = test.clock.now() + SignedDuration::from_mins(20);
        let secret = NewCollection {
            is_unrevealed: true,
            is_anonymous: true,
            reveals: Some(at_ten),
            names: Some(names_at),
            ..new("secret")
        };
        made(test, cast.bo, secret);
        let works: Vec<WorkId> =
            (0..101).map(|n| test.post(story(&format!("No {n}"), 1), State::Posted, false)).collect();
        let all = works.clone();
        write(test, move |tx| {
            all.iter().try_for_each(|work| collections::put_work(&ana, tx, "secret", *work).map(drop))
        })
        .unwrap();
        let guests = || {
            let page = test.archive.read(|tx| works::page_of_all(&Viewer::Guest, tx, 1)).wait().unwrap();
            (page.total, page.items.first().is_some_and(archive::works::WorkCard::is_named))
        };
        assert_eq!(guests(), (0, false));
        collections::reveal_due(&test.archive).unwrap();
        assert_eq!(guests(), (0, false), "its time has not come");
        assert_eq!(counts(test, Viewer::Guest, "secret").mysteries, 101);

        test.clock.advance(Duration::from_mins(10));
        // The first step, and then the program falls.
        let before = test.archive.commits();
        write(test, move |tx| collections::reveal_all(&bo, tx, "secret", (true, false))).unwrap();
        assert!(test.archive.write(collections::reveal_some).wait().unwrap());
        assert_eq!(guests(), (50, false), "some at a time");
        let late = test.post(story("Late", 1), State::Posted, false);
        put(test, ana, "secret", late).unwrap();
        assert_eq!(at(test, Viewer::Guest, late), "nameless", "what comes in now is no mystery any more");
        collections::reveal_due(&test.archive).unwrap();
        assert_eq!(guests(), (102, false), "what was noted is done");
        assert!(test.archive.commits() - before >= 4, "each step is a transaction of its own (R40)");

        test.clock.advance(Duration::from_mins(10));
        collections::reveal_due(&test.archive).unwrap();
        assert_eq!(guests(), (102, true), "and everybody is named at the time that was set");
        let after = test.archive.commits();
        collections::reveal_due(&test.archive).unwrap();
        assert_eq!(test.archive.commits(), after, "nothing is written when nothing is due");
        let seen = test.archive.read(|tx| collections::show(&Viewer::Guest, tx, "secret")).wait().unwrap();
        assert!(!seen.is_unrevealed && !seen.is_anonymous && seen.reveals.is_none() && seen.names.is_none());
        let told = test
            .archive
            .read(|tx| feed::after(&Viewer::Custodian(archive::Errand::Index), tx, feed::Cursor::default(), 5_000));
        assert!(told.wait().unwrap().iter().any(|(_, change)| *change == feed::Change::Work(works[7])));
    });
}

#[test]
fn bookmarks_are_collected_but_no_private_one_and_are_counted_for_whoever_sees_them() {
    on_every_database(|test| {
        let cast = test.cast;
        let (ana, bo, cy) = (cast.ana.viewer(), cast.bo.viewer(), cast.cy.viewer());
        made(test, cast.ana, NewCollection { is_moderated: true, is_unrevealed: true, ..new("recs") });
        let keep = |work: WorkId, is_private| {
            let new = NewBookmark { is_private, ..NewBookmark::default() };
            write(test, move |tx| bookmarks::keep(&bo, tx, &On::Work(work), &new)).unwrap()
        };
        let [open, members] = [("Open", false), ("Members", true)]
            .map(|(title, restricted)| test.post(story(title, 1), State::Posted, restricted));
        let (open, members) = (keep(open, false), keep(members, false));
        let private = keep(test.post(story("Private", 1), State::Posted, false), true);
        let put = |by: Viewer, id| write(test, move |tx| collections::put_bookmark(&by, tx, "recs", id));
        assert_eq!(put(bo, open).unwrap(), Side::Waits, "COL-7");
        put(bo, members).unwrap();
        assert!(matches!(put(bo, private), Err(Error::Forbidden(Why::Private))));
        assert!(matches!(put(cy, open), Err(Error::NotFound)), "only one's own");
        assert_eq!(counts(test, bo, "recs").bookmarks, 0);
        for item in items(test, ana, "recs", Which::Waiting) {
            assert!(!item.is_unrevealed, "COL-7: never masked");
            decide(test, ana, "recs", item.id, Decision::Take).unwrap();
        }
        let number = |viewer: Viewer| {
            let listed = test.archive.read(move |tx| {
                let (id, _) = collections::find(&viewer, tx, "recs")?;
                bookmarks::by(&viewer, tx, bookmarks::Of::Collection(id), 1)
            });
            (counts(test, viewer, "recs").bookmarks, listed.wait().unwrap().total)
        };
        assert_eq!([Viewer::Guest, cy].map(number), [(1, 1), (2, 2)]);
        write(test, move |tx| {
            let hidden = NewBookmark { is_private: true, ..NewBookmark::default() };
            bookmarks::revise(&bo, tx, open, (&hidden, None))
        })
        .unwrap();
        assert_eq!([Viewer::Guest, cy].map(number), [(0, 0), (1, 1)], "what becomes private is gone from it");
        write(test, move |tx| bookmarks::remove(&bo, tx, members)).unwrap();
        assert_eq!(number(cy), (0, 0));
    });
}

#[test]
fn a_work_that_is_gone_leaves_its_collections_and_takes_no_trace_of_a_draft_into_their_numbers() {
    on_every_database(|test| {
        let cast = test.cast;
        let (ana, bo) = (cast.ana.viewer(), cast.bo.viewer());
        made(test, cast.bo, NewCollection { is_moderated: true, ..new("rain") });
        let draft = test.post(story("Draft", 1), State::Draft, false);
        put(test, ana, "rain", draft).unwrap();
        assert!(items(test, bo, "rain", Which::Waiting).is_empty(), "who keeps it is told nothing of a draft");
        write(test, move |tx| works::publish(&ana, tx, draft)).unwrap();
        only(test, bo, "rain", Which::Waiting);
        write(test, move |tx| works::delete(&ana, tx, draft)).unwrap();
        assert!(items(test, bo, "rain", Which::Waiting).is_empty());
        let left: Vec<_> = test
            .archive
            .read(move |tx: &Tx<'_>| collections::items(&bo, tx, "rain", (Which::In, 1)))
            .wait()
            .unwrap()
            .items;
        assert!(left.is_empty());
    });
}

#[test]
fn several_works_are_put_into_collections_and_taken_out_with_one_form() {
    on_every_database(|test| {
        let (ana, cast) = (test.cast.ana.viewer(), test.cast);
        made(test, cast.bo, new("one"));
        made(test, cast.bo, NewCollection { is_unrevealed: true, ..new("two") });
        let work = test.post(story("Rain", 1), State::Posted, false);
        let change = |put: &[&str], take: &[&str]| {
            let names = |names: &[&str]| names.iter().map(|name| (*name).to_owned()).collect::<Vec<_>>();
            let changes =
                works::Changes { put_into: names(put), take_out_of: names(take), ..works::Changes::default() };
            assert!(!changes.is_empty());
            write(test, move |tx| works::change(&ana, tx, work, &changes))
        };
        change(&["one", "TWO"], &[]).unwrap();
        assert_eq!(at(test, Viewer::Guest, work), "mystery", "POST-16");
        change(&["one"], &["Two", "nowhere"]).unwrap();
        assert_eq!(at(test, Viewer::Guest, work), "all");
        assert!(matches!(change(&["nowhere"], &[]), Err(Error::Invalid(_))));
        assert_eq!(counts(test, Viewer::Guest, "one").works, 1);
    });
}
