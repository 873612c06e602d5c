//! Works: who sees them, what lists show, and that what goes in comes out.

use archive::works::{self, Access, Creators, FINAL_BLOCK, NewWork, State};
use archive::{Error, PersonId, TagId, Tx, Viewer, WorkId, people, tags};
use jiff::civil::date;
use manuscript::{Category, Manuscript, Permission, Rating, Warning};
use testkit::{TestArchive, on_every_database, prose, story};

/// A title page with something in every field that the archive keeps.
fn full_story() -> Manuscript {
    let mut full = Manuscript {
        notes: prose("<p>For <em>bo</em>.</p>"),
        end_notes: prose("<p>Thanks.</p>"),
        rating: Rating::Teen,
        warnings: vec![Warning::Violence, Warning::Death],
        categories: vec![Category::Gen, Category::FF],
        fandoms: vec!["Sherlock Holmes".into(), "Dracula - Bram Stoker".into()],
        relationships: vec!["Irene Adler/Mina Harker".into()],
        extra: vec![("Beta".into(), "wren".into())],
        published: Some(date(2019, 5, 4)),
        updated: Some(date(2020, 1, 2)),
        expected_chapters: None,
        ..story("The Hound & the <Count>", 3)
    };
    full.permissions.bind = Permission::Yes;
    full
}

#[test]
fn a_posted_work_is_read_back_as_it_went_in() {
    on_every_database(|test| {
        let written = full_story();
        let id = test.post(written.clone(), State::Posted, false);
        let read = test.archive.read(move |tx| works::manuscript(&Viewer::Guest, tx, id)).wait().unwrap();
        let mut wanted = written.story();
        for (chapter, day) in wanted.chapters.iter_mut().zip([date(2019, 5, 4), date(2019, 5, 4), date(2020, 1, 2)]) {
            chapter.published = Some(day);
        }
        assert_eq!(read.story(), wanted);
    });
}

#[test]
fn draft_hidden_and_missing_are_one_answer_and_restricted_is_an_invitation() {
    on_every_database(|test| {
        let works = test.stated_works();
        let ask = |viewer: Viewer, id| test.archive.read(move |tx| works::show(&viewer, tx, id)).wait();
        for id in [works.ana_draft, works.ana_hidden, WorkId::new(1)] {
            assert!(matches!(ask(Viewer::Guest, id), Err(Error::NotFound)));
            assert!(matches!(ask(test.cast.bo.viewer(), id), Err(Error::NotFound)));
        }
        assert!(matches!(ask(Viewer::Guest, works.ana_restricted), Err(Error::LogIn)));
        for (viewer, id, title) in [
            (test.cast.bo.viewer(), works.ana_restricted, "ana_restricted"),
            (test.cast.ana.viewer(), works.ana_draft, "ana_draft"),
            (test.cast.ana.viewer(), works.ana_hidden, "ana_hidden"),
            (test.cast.moderator(), works.ana_hidden, "ana_hidden"),
            (Viewer::Guest, works.ana_posted, "ana_posted"),
        ] {
            assert_eq!(ask(viewer, id).unwrap().card.title, title);
        }
    });
}

#[test]
fn a_restricted_work_cannot_be_taken_as_a_whole_by_a_guest() {
    on_every_database(|test| {
        let works = test.stated_works();
        let take = |id| test.archive.read(move |tx| works::manuscript(&Viewer::Guest, tx, id)).wait();
        assert!(matches!(take(works.ana_restricted), Err(Error::LogIn)), "VIS-11");
        assert!(matches!(take(works.ana_hidden), Err(Error::NotFound)));
    });
}

/// A list of works that somebody is shown, by title.
type List = fn(&Viewer, &Tx<'_>, PersonId, TagId) -> archive::Result<Vec<works::WorkCard>>;

const LISTS: &[(&str, List)] = &[
    ("tag", |viewer, tx, _, tag| Ok(works::page_of_tag(viewer, tx, tag, 1)?.items)),
    ("person", |viewer, tx, ana, _| Ok(works::page_of_person(viewer, tx, ana, 1)?.items)),
    ("newest", |viewer, tx, _, _| works::newest(viewer, tx, 10)),
];

#[test]
fn lists_show_restricted_works_to_members_and_drafts_and_hidden_works_to_nobody() {
    on_every_database(|test| {
        test.stated_works();
        let (ana, tag) = (test.cast.ana.id, tag(test, "Sherlock Holmes"));
        for (name, list) in LISTS {
            let titles = |viewer: Viewer| {
                let cards = test.archive.read(move |tx| list(&viewer, tx, ana, tag)).wait().unwrap();
                let mut titles: Vec<_> = cards.into_iter().map(|card| card.title).collect();
                titles.sort();
                titles
            };
            assert_eq!(titles(Viewer::Guest), ["ana_posted"], "{name}");
            for viewer in [test.cast.bo.viewer(), test.cast.ana.viewer(), test.cast.moderator()] {
                assert_eq!(titles(viewer), ["ana_posted", "ana_restricted"], "{name} for {viewer:?}");
            }
        }
    });
}

#[test]
fn counts_are_the_viewers_own() {
    on_every_database(|test| {
        test.stated_works();
        let (ana, tag) = (test.cast.ana.id, tag(test, "Rain"));
        let counts = |viewer: Viewer| {
            let answer = test.archive.read(move |tx| {
                let fandoms = works::fandoms(&viewer, tx)?;
                let totals =
                    [works::page_of_tag(&viewer, tx, tag, 1)?.total, works::page_of_person(&viewer, tx, ana, 1)?.total];
                Ok((fandoms.into_iter().map(|fandom| (fandom.tag.name, fandom.works)).collect::<Vec<_>>(), totals))
            });
            answer.wait().unwrap()
        };
        assert_eq!(counts(Viewer::Guest), (vec![("Sherlock Holmes".into(), 1)], [1, 1]));
        assert_eq!(counts(test.cast.bo.viewer()), (vec![("Sherlock Holmes".into(), 2)], [2, 2]));
    });
}

#[test]
fn drafts_are_found_by_their_creator_and_by_moderators_only() {
    on_every_database(|test| {
        test.stated_works();
        let ana = test.cast.ana.id;
        let count = |viewer: Viewer| {
            let kept = (works::Unlisted::Kept, 1);
            test.archive.read(move |tx| works::page_of_unlisted(&viewer, tx, ana, kept)).wait().unwrap().total
        };
        assert_eq!(count(test.cast.ana.viewer()), 2);
        assert_eq!(count(test.cast.moderator()), 2);
        assert_eq!(count(test.cast.bo.viewer()), 0);
        assert_eq!(count(Viewer::Guest), 0);
    });
}

#[test]
fn cards_come_in_the_order_asked_for_and_leave_out_what_is_not_to_be_seen() {
    on_every_database(|test| {
        let works = test.stated_works();
        let ids = [works.ana_hidden, works.ana_restricted, works.ana_posted, works.ana_draft, WorkId::new(1)];
        let titles = |viewer: Viewer, ids: Vec<WorkId>| {
            let cards = test.archive.read(move |tx| works::cards(&viewer, tx, &ids)).wait().unwrap();
            cards.into_iter().map(|card| card.title).collect::<Vec<_>>()
        };
        assert_eq!(titles(Viewer::Guest, ids.to_vec()), ["ana_posted"]);
        assert_eq!(titles(test.cast.bo.viewer(), ids.to_vec()), ["ana_restricted", "ana_posted"]);
        let all = titles(test.cast.ana.viewer(), ids.to_vec());
        assert_eq!(all, ["ana_hidden", "ana_restricted", "ana_posted", "ana_draft"]);
        assert!(titles(Viewer::Guest, Vec::new()).is_empty());
    });
}

#[test]
fn pages_of_a_tag_are_newest_first_and_join_without_a_seam() {
    on_every_database(|test| {
        for number in 1..=60 {
            let day = date(2020, 1, 1).checked_add(jiff::SignedDuration::from_hours(24 * number)).unwrap();
            let story = Manuscript { published: Some(day), ..story(&format!("{number}"), 1) };
            test.post(story, State::Posted, false);
        }
        let tag = tag(test, "Rain");
        let page =
            |number| test.archive.read(move |tx| works::page_of_tag(&Viewer::Guest, tx, tag, number)).wait().unwrap();
        let titles: Vec<String> = (1..=4).flat_map(|number| page(number).items).map(|card| card.title).collect();
        let wanted: Vec<String> = (1..=60).rev().map(|number| number.to_string()).collect();
        assert_eq!(titles, wanted);
        assert_eq!((page(1).items.len(), page(1).pages(), page(1).total), (25, 3, 60));
        assert_eq!(page(0).number, 1, "FILT-8");
        assert!(page(u64::MAX).items.is_empty());
    });
}

#[test]
fn a_work_under_two_names_of_one_person_counts_once() {
    on_every_database(|test| {
        let ana = test.cast.ana;
        let second = test.archive.write(move |tx| people::add_pseud(tx, ana.id, "Anemone")).wait().unwrap();
        let creators = Creators::Pseuds(vec![ana.pseud, second]);
        let work = NewWork { manuscript: story("Twice", 1), creators, state: State::Posted, access: Access::Everyone };
        let work = work.pack().unwrap();
        test.archive.write(move |tx| works::post(&ana.viewer(), tx, &work)).wait().unwrap();
        let page = test.archive.read(move |tx| works::page_of_person(&Viewer::Guest, tx, ana.id, 1)).wait().unwrap();
        assert_eq!((page.total, page.items.len()), (1, 1));
        let bylines: Vec<String> = page.items[0].bylines.iter().map(ToString::to_string).collect();
        assert_eq!(bylines, ["ana", "Anemone (ana)"]);
        test.post(story("Under one name", 1), State::Posted, false);
        let under =
            |pseud| test.archive.read(move |tx| works::page_of_pseud(&Viewer::Guest, tx, pseud, 1)).wait().unwrap();
        assert_eq!((under(ana.pseud).total, under(second).total, under(second).items.len()), (2, 1, 1));
    });
}

#[test]
fn a_chapters_text_can_be_spliced_into_a_page_as_it_is_stored() {
    on_every_database(|test| {
        let written = story("Spliced", 2);
        let id = test.post(written.clone(), State::Posted, false);
        let chapters = test.archive.read(move |tx| {
            let work = works::show(&Viewer::Guest, tx, id)?;
            let index = works::index(&work, tx)?;
            index.iter().map(|entry| works::chapter(&work, tx, entry.id)).collect::<archive::Result<Vec<_>>>()
        });
        let chapters = chapters.wait().unwrap();
        assert_eq!(chapters.iter().map(|chapter| chapter.entry.number).collect::<Vec<_>>(), [1, 2]);
        for (chapter, written) in chapters.iter().zip(&written.chapters) {
            assert_eq!(chapter.text.text().unwrap(), written.body.html());
            assert!(chapter.text.deflate.ends_with(&[0, 0, 255, 255]));
            assert_eq!(chapter.entry.words, written.words());
        }
        assert_eq!(FINAL_BLOCK, [3, 0]);
    });
}

#[test]
fn a_chapter_is_not_found_under_another_work() {
    on_every_database(|test| {
        let (one, other) =
            (test.post(story("One", 1), State::Posted, false), test.post(story("Other", 1), State::Draft, false));
        let ana = test.cast.ana.viewer();
        let chapter =
            test.archive.read(move |tx| works::index(&works::show(&ana, tx, other)?, tx)).wait().unwrap()[0].id;
        let read = test.archive.read(move |tx| works::chapter(&works::show(&Viewer::Guest, tx, one)?, tx, chapter));
        assert!(matches!(read.wait(), Err(Error::NotFound)));
    });
}

#[test]
fn only_unrated_mature_and_explicit_works_are_for_adults() {
    let test = TestArchive::new();
    for (rating, adult) in [(Rating::General, false), (Rating::Mature, true), (Rating::NotRated, true)] {
        let id = test.post(Manuscript { rating, ..story("Rated", 1) }, State::Posted, false);
        let work = test.archive.read(move |tx| works::show(&Viewer::Guest, tx, id)).wait().unwrap();
        assert_eq!(work.card.is_adult(), adult, "{rating}");
    }
}

fn tag(test: &TestArchive, name: &'static str) -> TagId {
    test.archive.read(move |tx| tags::by_name(&Viewer::Guest, tx, name)).wait().unwrap().id
}
