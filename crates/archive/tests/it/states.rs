//! The states of works: who is let in, when, and for how long.

use std::time::Duration;

use archive::works::{self, Access, Asked, AtAddress, Creators, Epitaph, NewWork, State};
use archive::{Errand, Error, Secret, Slip, Viewer, WorkId, mail};
use jiff::SignedDuration;
use testkit::{TestArchive, on_every_database, story};

const CLOCK: Viewer = Viewer::Custodian(Errand::Clock);

/// Whether this viewer finds the work at its address, with this key.
fn opens(test: &TestArchive, viewer: Viewer, id: WorkId, key: Option<&'static str>) -> bool {
    let asked = Asked::with(id, key.map(Secret::shown));
    match test.archive.read(move |tx| works::show(&viewer, tx, asked.clone())).wait() {
        Ok(_) => true,
        Err(Error::NotFound | Error::LogIn) => false,
        Err(other) => panic!("{other}"),
    }
}

fn listed(test: &TestArchive, viewer: Viewer) -> Vec<String> {
    let cards = test.archive.read(move |tx| works::newest(&viewer, tx, 9)).wait().expect("lists are read");
    cards.into_iter().map(|card| card.title).collect()
}

fn write(test: &TestArchive, deed: impl Fn(&archive::Tx<'_>) -> archive::Result<()> + Send + 'static) {
    test.archive.write(deed).wait().expect("the deed is done");
}

#[test]
fn a_scheduled_work_is_there_at_its_time_and_not_a_moment_before_whatever_has_run() {
    on_every_database(|test| {
        let id = test.post(story("Later", 2), State::Draft, false);
        let (ana, at) = (test.cast.ana.viewer(), test.clock.now() + SignedDuration::from_mins(10));
        write(test, move |tx| works::schedule(&ana, tx, id, Some(at)));
        test.clock.advance(Duration::from_millis(599_999));
        assert!(!opens(test, Viewer::Guest, id, None));
        assert_eq!(test.archive.read(works::due).wait().unwrap(), []);
        test.clock.advance(Duration::from_millis(1));
        assert!(opens(test, Viewer::Guest, id, None), "the clock alone decides");
        assert_eq!(listed(test, Viewer::Guest), [""; 0], "lists wait for what settles them");
        assert_eq!(test.archive.read(works::due).wait().unwrap(), [id]);
        test.clock.advance(Duration::from_millis(700));
        for is_first in [true, false] {
            assert_eq!(test.archive.write(move |tx| works::post_due(&CLOCK, tx, id)).wait().unwrap(), is_first);
        }
        let cards = test.archive.read(|tx| works::newest(&Viewer::Guest, tx, 9)).wait().unwrap();
        assert_eq!((cards.len(), cards[0].revised, cards[0].chapters), (1, at, 2), "dated with its own time");
    });
}

#[test]
fn nothing_is_scheduled_in_the_past_and_only_the_clock_posts_what_is_due() {
    on_every_database(|test| {
        let id = test.post(story("Later", 1), State::Draft, false);
        let (ana, now) = (test.cast.ana.viewer(), test.clock.now());
        let past = test.archive.write(move |tx| works::schedule(&ana, tx, id, Some(now))).wait();
        assert!(matches!(past, Err(Error::Invalid(errors)) if errors[0].slip == Slip::Past));
        for viewer in [Viewer::Guest, ana, test.cast.moderator(), Viewer::Custodian(Errand::Import)] {
            assert!(test.archive.write(move |tx| works::post_due(&viewer, tx, id)).wait().is_err());
            assert!(test.archive.write(move |tx| works::empty_bin(&viewer, tx, id)).wait().is_err());
        }
    });
}

#[test]
fn a_link_opens_a_work_until_there_is_a_new_one_or_the_work_is_for_others() {
    on_every_database(|test| {
        let id = test.post(story("Link", 1), State::Posted, false);
        let ana = test.cast.ana.viewer();
        write(test, move |tx| works::share_by_link(&ana, tx, id, &Secret::shown("first")));
        let opened = |key| [Viewer::Guest, test.cast.bo.viewer()].map(|viewer| opens(test, viewer, id, key));
        assert_eq!(
            (opened(Some("first")), opened(Some("guessed")), opened(Some("")), opened(None)),
            ([true; 2], [false; 2], [false; 2], [false; 2])
        );
        assert_eq!(listed(test, test.cast.bo.viewer()), [""; 0]);
        write(test, move |tx| works::share_by_link(&ana, tx, id, &Secret::shown("second")));
        assert_eq!((opened(Some("first")), opened(Some("second"))), ([false; 2], [true; 2]));
        write(test, move |tx| works::share(&ana, tx, id, Access::Named));
        write(test, move |tx| works::share(&ana, tx, id, Access::Link));
        assert_eq!(opened(Some("second")), [false; 2], "nobody is let in again unasked");
    });
}

#[test]
fn a_work_for_named_people_is_for_those_and_is_found_on_its_authors_page_by_them() {
    on_every_database(|test| {
        let id = test.post(story("Beta", 1), State::Posted, false);
        let (ana, bo, cy) = (test.cast.ana, test.cast.bo, test.cast.cy);
        write(test, move |tx| works::share_with(&ana.viewer(), tx, id, &[bo.id]));
        let shared =
            |viewer: Viewer| test.archive.read(move |tx| works::shared_by(&viewer, tx, ana.id)).wait().unwrap().len();
        let sees =
            || [Viewer::Guest, bo.viewer(), cy.viewer()].map(|viewer| (opens(test, viewer, id, None), shared(viewer)));
        assert_eq!(sees(), [(false, 0), (true, 1), (false, 0)]);
        write(test, move |tx| works::share_with(&ana.viewer(), tx, id, &[cy.id]));
        assert_eq!(sees(), [(false, 0), (false, 0), (true, 1)]);
        write(test, move |tx| works::set_anonymous(&ana.viewer(), tx, id, true));
        assert_eq!(sees()[2], (true, 0), "no page of hers says that it is hers");
    });
}

#[test]
fn what_is_shared_by_name_keeps_away_who_is_muted_as_author_or_beside_her() {
    on_every_database(|test| {
        let (ana, bo, wren) = (test.cast.ana, test.cast.bo, test.cast.wren);
        let creators = Creators::Pseuds(vec![ana.pseud, wren.pseud]);
        let new = NewWork { manuscript: story("Ours", 1), creators, state: State::Posted, access: Access::Everyone };
        let new = new.pack().unwrap();
        let ours =
            test.archive.write(move |tx| works::post(&Viewer::Custodian(Errand::Import), tx, &new)).wait().unwrap();
        let hers = test.post(story("Hers", 1), State::Posted, false);
        write(test, move |tx| {
            [ours, hers].iter().try_for_each(|id| works::share_with(&ana.viewer(), tx, *id, &[bo.id]))
        });
        let shared = || test.archive.read(move |tx| works::shared_by(&bo.viewer(), tx, ana.id)).wait().unwrap().len();
        assert_eq!(shared(), 2);
        write(test, move |tx| archive::blocks::add(&bo.viewer(), tx, archive::blocks::List::Muted, wren.id));
        assert_eq!(shared(), 1, "MUT-1");
        write(test, move |tx| archive::blocks::add(&bo.viewer(), tx, archive::blocks::List::Muted, ana.id));
        assert_eq!(shared(), 0, "MUT-1");
    });
}

#[test]
fn an_anonymous_work_is_listed_without_a_name_and_under_no_name() {
    on_every_database(|test| {
        let id = test.post(story("Masked", 1), State::Posted, false);
        let ana = test.cast.ana;
        write(test, move |tx| works::set_anonymous(&ana.viewer(), tx, id, true));
        let by_ana = |viewer: Viewer| {
            test.archive.read(move |tx| {
                let kept = works::page_of_unlisted(&viewer, tx, ana.id, (works::Unlisted::Kept, 1))?;
                Ok((works::page_of_person(&viewer, tx, ana.id, 1)?.total, kept.items.len()))
            })
        };
        for viewer in [Viewer::Guest, test.cast.bo.viewer()] {
            assert_eq!(listed(test, viewer), ["Masked"], "VIS-3");
            assert_eq!(by_ana(viewer).wait().unwrap(), (0, 0), "VIS-3: in no count of hers");
        }
        assert_eq!(by_ana(ana.viewer()).wait().unwrap(), (0, 1), "she finds it among what is in no list");
        write(test, move |tx| works::set_anonymous(&ana.viewer(), tx, id, false));
        assert_eq!(by_ana(Viewer::Guest).wait().unwrap(), (1, 0));
    });
}

#[test]
fn a_deleted_work_is_gone_comes_back_as_it_was_and_is_buried_after_its_time() {
    on_every_database(|test| {
        let [one, other] = ["One", "Other"].map(|title| test.post(story(title, 1), State::Posted, true));
        let (ana, bo) = (test.cast.ana.viewer(), test.cast.bo.viewer());
        for id in [one, other] {
            write(test, move |tx| works::discard(&ana, tx, id, &Epitaph { shows_title: true, reason: String::new() }));
        }
        assert_eq!(listed(test, bo), [""; 0]);
        let found = test.archive.read(move |tx| works::at_address(&bo, tx, one)).wait().unwrap();
        assert!(matches!(found, AtAddress::Grave(stone) if stone.title.as_deref() == Some("One")));
        write(test, move |tx| works::restore(&ana, tx, one));
        assert_eq!(listed(test, bo), ["One"], "for members, as it was");
        test.clock.advance(Duration::from_hours(30 * 24 - 1));
        assert!(!test.archive.write(move |tx| works::empty_bin(&CLOCK, tx, other)).wait().unwrap());
        test.clock.advance(Duration::from_hours(1));
        for id in [one, other] {
            assert_eq!(test.archive.write(move |tx| works::empty_bin(&CLOCK, tx, id)).wait().unwrap(), id == other);
        }
        let gone = test.archive.read(move |tx| works::at_address(&ana, tx, other)).wait();
        assert!(matches!(gone, Err(Error::NotFound)));
    });
}

#[test]
fn deleting_writes_to_every_creator_who_has_an_account() {
    on_every_database(|test| {
        let dora = test.member_with_account("dora");
        let ana = test.cast.ana;
        let id = test.archive.write(move |tx| {
            let creators = Creators::Pseuds(vec![ana.pseud, dora.pseud]);
            let new =
                NewWork { manuscript: story("Ours", 1), creators, state: State::Posted, access: Access::Everyone };
            let id = works::post(&Viewer::Custodian(Errand::Import), tx, &new.pack()?)?;
            works::discard(&ana.viewer(), tx, id, &Epitaph::default()).map(|()| id)
        });
        let id = id.wait().unwrap();
        let letters = test.archive.write(|tx| mail::claim(&Viewer::Custodian(Errand::Mail), tx, 9)).wait().unwrap();
        let told: Vec<_> = letters.into_iter().filter_map(|letter| Some((letter.to?, letter.matter))).collect();
        assert_eq!(told, [(dora.id, mail::Matter::WorkDeleted { work: id.number() })], "POST-19");
    });
}

#[test]
fn a_scheduled_draft_in_the_bin_posts_nothing_and_comes_back_as_a_plain_draft() {
    on_every_database(|test| {
        let (ana, at) = (test.cast.ana.viewer(), test.clock.now() + SignedDuration::from_hours(1));
        let (draft, serial) =
            (test.post(story("Later", 1), State::Draft, false), test.post(story("Serial", 1), State::Posted, false));
        let late = test.post(story("Late", 1), State::Draft, false);
        let new = works::NewChapter {
            chapter: story("Next", 1).chapters.remove(0),
            state: State::Draft,
            place: None,
            base: None,
        };
        let new = new.pack();
        write(test, move |tx| {
            works::schedule(&ana, tx, draft, Some(at))?;
            works::schedule(&ana, tx, late, Some(at))?;
            let chapter = works::add_chapter(&ana, tx, serial, &new)?;
            works::schedule_chapter(&ana, tx, serial, chapter, Some(at))?;
            [draft, serial].iter().try_for_each(|id| works::discard(&ana, tx, *id, &Epitaph::default()))
        });
        test.clock.advance(Duration::from_hours(2));
        write(test, move |tx| works::discard(&ana, tx, late, &Epitaph::default()));
        assert!(works::do_what_is_due(&test.archive).unwrap().is_empty());

        write(test, move |tx| [draft, serial, late].iter().try_for_each(|id| works::restore(&ana, tx, *id)));

        assert!(works::do_what_is_due(&test.archive).unwrap().is_empty());
        assert!(!opens(test, Viewer::Guest, draft, None) && opens(test, ana, draft, None));
        let posts = test.archive.read(move |tx| Ok(works::editing(&ana, tx, draft)?.posts)).wait().unwrap();
        assert_eq!(posts, None, "it waits for its author's hand");
        let chapters = |viewer| {
            let index =
                test.archive.read(move |tx| works::index(&works::show(&viewer, tx, serial)?, tx)).wait().unwrap();
            index.len()
        };
        assert_eq!((chapters(Viewer::Guest), chapters(ana)), (1, 2), "its chapter is a draft too");
        assert!(opens(test, Viewer::Guest, late, None), "what was posted before it was deleted is posted");
    });
}
