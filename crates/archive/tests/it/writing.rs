//! Writing works: dates, counts, states, and who may do what.

use std::time::Duration;

use archive::works::{self, Access, Commenters, Commenting, Creators, Epitaph, NewWork, PackedWork, State};
use archive::{Error, Result, Secret, Slip, Tx, Viewer, Why, WorkId};
use jiff::civil::{Date, date};
use manuscript::{Manuscript, Prose};
use testkit::{TestArchive, on_every_database, prose, story};

fn packed(test: &TestArchive, manuscript: Manuscript) -> PackedWork {
    let creators = Creators::Pseuds(vec![test.cast.ana.pseud]);
    NewWork { manuscript, creators, state: State::Posted, access: Access::Everyone }.pack().unwrap()
}

fn shown(test: &TestArchive, id: WorkId) -> works::SeenWork {
    let ana = test.cast.ana.viewer();
    test.archive.read(move |tx| works::show(&ana, tx, id)).wait().unwrap()
}

/// A deed that changes a work.
type Deed = fn(&Viewer, &Tx<'_>, WorkId) -> Result<()>;

const CHANGES: &[Deed] = &[
    works::publish,
    |viewer, tx, id| works::share(viewer, tx, id, Access::Link),
    |viewer, tx, id| works::share_with(viewer, tx, id, &[]),
    |viewer, tx, id| works::share_by_link(viewer, tx, id, &Secret::shown("key")),
    |viewer, tx, id| works::set_unrevealed(viewer, tx, id, true),
    |viewer, tx, id| works::set_anonymous(viewer, tx, id, true),
    |viewer, tx, id| works::schedule(viewer, tx, id, None),
    |viewer, tx, id| works::date(viewer, tx, id, None),
    |viewer, tx, id| works::let_comment(viewer, tx, id, Commenting::default()),
    |viewer, tx, id| works::discard(viewer, tx, id, &Epitaph::default()),
    |viewer, tx, id| works::restore(viewer, tx, id),
    works::delete,
];
const MODERATION: &[Deed] =
    &[|viewer, tx, id| works::hide(viewer, tx, id, "because"), |viewer, tx, id| works::unhide(viewer, tx, id, "")];

#[test]
fn only_creators_change_a_work_and_only_moderators_hide_it() {
    on_every_database(|test| {
        let id = test.post(story("Mine", 1), State::Posted, false);
        let kim = test.cast.moderator();
        for deed in CHANGES {
            for (viewer, why) in
                [(test.cast.bo.viewer(), Why::NotYours), (Viewer::Guest, Why::NotYours), (kim, Why::NotYours)]
            {
                let done = test.archive.write(move |tx| deed(&viewer, tx, id)).wait();
                assert!(matches!(done, Err(Error::Forbidden(found)) if found == why), "{viewer:?} {done:?}");
            }
        }
        for deed in MODERATION {
            for viewer in [test.cast.ana.viewer(), test.cast.bo.viewer(), Viewer::Guest] {
                let done = test.archive.write(move |tx| deed(&viewer, tx, id)).wait();
                assert!(matches!(done, Err(Error::Forbidden(Why::NotModerator))), "{viewer:?} {done:?}");
            }
        }
    });
}

#[test]
fn what_cannot_be_seen_cannot_be_changed_and_says_no_more_than_that() {
    on_every_database(|test| {
        let works = test.stated_works();
        let bo = test.cast.bo.viewer();
        for deed in CHANGES.iter().chain(MODERATION) {
            for id in [works.ana_draft, works.ana_hidden, WorkId::new(1)] {
                let done = test.archive.write(move |tx| deed(&bo, tx, id)).wait();
                assert!(matches!(done, Err(Error::NotFound)), "{done:?}");
            }
            let guest = test.archive.write(move |tx| deed(&Viewer::Guest, tx, works.ana_restricted)).wait();
            assert!(matches!(guest, Err(Error::LogIn)), "{guest:?}");
        }
    });
}

#[test]
fn a_hidden_work_is_read_only_for_its_creator_until_it_is_shown_again() {
    on_every_database(|test| {
        let id = test.post(story("Hidden", 1), State::Posted, false);
        let (ana, kim) = (test.cast.ana.viewer(), test.cast.moderator());
        test.archive.write(move |tx| works::hide(&kim, tx, id, "a complaint")).wait().unwrap();
        let changed = test.archive.write(move |tx| works::share(&ana, tx, id, Access::Members)).wait();
        assert!(matches!(changed, Err(Error::Forbidden(Why::Hidden))));
        assert!(shown(test, id).card.is_hidden);
        test.archive.write(move |tx| works::unhide(&kim, tx, id, "")).wait().unwrap();
        assert!(test.archive.read(move |tx| works::show(&Viewer::Guest, tx, id)).wait().is_ok());
    });
}

#[test]
fn restricting_and_opening_again_moves_a_work_between_audiences() {
    on_every_database(|test| {
        let id = test.post(story("Mine", 1), State::Posted, false);
        let ana = test.cast.ana.viewer();
        let listed = || test.archive.read(|tx| works::newest(&Viewer::Guest, tx, 5)).wait().unwrap().len();
        let first = shown(test, id).card.edition;
        test.archive.write(move |tx| works::share(&ana, tx, id, Access::Members)).wait().unwrap();
        assert_eq!(listed(), 0);
        test.archive.write(move |tx| works::share(&ana, tx, id, Access::Everyone)).wait().unwrap();
        assert_eq!(listed(), 1);
        assert!(shown(test, id).card.edition.number > first.number, "files kept under the old edition are out of date");
    });
}

#[test]
fn posting_a_draft_puts_it_into_the_lists() {
    on_every_database(|test| {
        let id = test.post(story("Draft", 2), State::Draft, false);
        let ana = test.cast.ana.viewer();
        assert_eq!(shown(test, id).card.chapters, 2);
        test.archive.write(move |tx| works::publish(&ana, tx, id)).wait().unwrap();
        let newest = test.archive.read(|tx| works::newest(&Viewer::Guest, tx, 5)).wait().unwrap();
        assert_eq!((newest.len(), newest[0].is_draft, newest[0].chapters), (1, false, 2));
    });
}

/// The days of a work and of its chapters, and the moment of its last revision.
fn days(test: &TestArchive, id: WorkId) -> (Vec<Date>, String) {
    let ana = test.cast.ana.viewer();
    let index = test.archive.read(move |tx| works::index(&works::show(&ana, tx, id)?, tx)).wait().unwrap();
    let card = shown(test, id).card;
    let days = [card.published].into_iter().chain(index.into_iter().map(|entry| entry.published));
    (days.collect(), card.revised.to_string())
}

#[test]
fn a_draft_is_of_the_day_it_is_posted_on_except_where_another_was_told() {
    on_every_database(|test| {
        let mut told = story("Told", 2);
        (told.published, told.chapters[1].published) = (Some(date(2004, 2, 29)), Some(date(2026, 11, 1)));
        let drafts = [story("Untold", 2), told].map(|story| test.post(story, State::Draft, false));
        test.clock.advance(Duration::from_hours(48));
        let ana = test.cast.ana.viewer();
        test.archive.write(move |tx| drafts.iter().try_for_each(|id| works::publish(&ana, tx, *id))).wait().unwrap();

        let today = date(2026, 11, 3);
        assert_eq!(days(test, drafts[0]), (vec![today; 3], test.clock.now().to_string()), "POST-10");
        let (old, day_of_import) = (date(2004, 2, 29), date(2026, 11, 1));
        assert_eq!(days(test, drafts[1]), (vec![old, old, day_of_import], "2026-11-01T12:00:00Z".to_owned()));
        assert_eq!(test.archive.read(|tx| works::newest(&Viewer::Guest, tx, 1)).wait().unwrap()[0].id, drafts[0]);

        let before = days(test, drafts[0]);
        test.clock.advance(Duration::from_hours(48));
        let again = drafts[0];
        test.archive.write(move |tx| works::publish(&ana, tx, again)).wait().unwrap();
        assert_eq!(days(test, again), before, "what is posted stays of its day");
    });
}

#[test]
fn the_days_that_a_file_told_stay_with_their_chapters_when_these_are_moved() {
    on_every_database(|test| {
        let mut told = story("Told", 3);
        for (chapter, year) in told.chapters.iter_mut().zip(2001..) {
            chapter.published = Some(date(year, 1, 1));
        }
        let (id, ana) = (test.post(told, State::Draft, false), test.cast.ana.viewer());
        let chapters = move |tx: &archive::Tx<'_>| works::index(&works::show(&ana, tx, id)?, tx);
        let ids: Vec<_> = test.archive.read(chapters).wait().unwrap().iter().map(|entry| entry.id).collect();
        let deed = move |tx: &archive::Tx<'_>| {
            works::reorder(&ana, tx, id, &[ids[2], ids[0]])?;
            works::delete_chapter(&ana, tx, id, ids[0])?;
            works::publish(&ana, tx, id)
        };
        test.archive.write(deed).wait().unwrap();
        let entries = test.archive.read(chapters).wait().unwrap();
        let days: Vec<_> = entries.iter().map(|entry| (entry.title.as_str(), entry.published.year())).collect();
        assert_eq!(days, [("Part the 3", 2003), ("Part the 2", 2002)]);
    });
}

#[test]
fn a_revision_dates_new_chapters_and_no_others() {
    on_every_database(|test| {
        let id = test.post(story("Growing", 1), State::Posted, false);
        test.clock.advance(Duration::from_hours(24));
        let ana = test.cast.ana.viewer();
        let revise = |chapters| {
            let work = packed(test, story("Growing", chapters));
            test.archive.write(move |tx| works::revise(&ana, tx, id, &work)).wait().unwrap();
            days(test, id)
        };
        let (first, second) = (date(2026, 11, 1), date(2026, 11, 2));
        assert_eq!(revise(1), (vec![first; 2], "2026-11-01T12:00:00Z".to_owned()), "POST-11: not for plain edits");
        assert_eq!(revise(2), (vec![first, first, second], test.clock.now().to_string()));
    });
}

#[test]
fn the_updated_date_is_the_last_chapters_at_noon_and_never_to_come() {
    on_every_database(|test| {
        let mut old = story("Old", 2);
        old.published = Some(date(2004, 2, 29));
        old.chapters[1].published = Some(date(2010, 6, 1));
        let id = test.post(old, State::Posted, false);
        let card = shown(test, id).card;
        assert_eq!((card.published, card.revised.to_string().as_str()), (date(2004, 2, 29), "2010-06-01T12:00:00Z"));
        test.clock.advance(Duration::from_hours(1));
        let future = Manuscript { published: Some(date(2030, 1, 1)), ..story("Future", 1) };
        let id = test.post(future, State::Posted, false);
        assert_eq!(shown(test, id).card.revised, test.clock.now(), "POST-10, POST-11");
    });
}

#[test]
fn a_revision_keeps_the_addresses_of_chapters_and_counts_anew() {
    on_every_database(|test| {
        let id = test.post(story("First", 3), State::Posted, false);
        let ids = || {
            let index = test.archive.read(move |tx| works::index(&works::show(&Viewer::Guest, tx, id)?, tx)).wait();
            index.unwrap().into_iter().map(|entry| entry.id).collect::<Vec<_>>()
        };
        let before = ids();
        let mut second = story("Second", 2);
        second.additional = vec!["Snow".into()];
        second.chapters[0].body = prose("<p>One two three.</p>");
        let work = packed(test, second);
        let ana = test.cast.ana.viewer();
        test.archive.write(move |tx| works::revise(&ana, tx, id, &work)).wait().unwrap();
        assert_eq!(ids(), before[..2]);
        let card = shown(test, id).card;
        assert_eq!((card.title.as_str(), card.chapters), ("Second", 2));
        assert!(card.tags.iter().any(|tag| tag.name == "Snow") && !card.tags.iter().any(|tag| tag.name == "Rain"));
        let words = 3 + manuscript::count_words(story("Second", 2).chapters[1].body.html());
        assert_eq!(card.words, words);
    });
}

#[test]
fn a_deleted_work_is_gone_with_its_chapters_and_counts() {
    on_every_database(|test| {
        let id = test.post(story("Gone", 2), State::Posted, false);
        let ana = test.cast.ana.viewer();
        test.archive.write(move |tx| works::delete(&ana, tx, id)).wait().unwrap();
        let found = test.archive.read(move |tx| works::show(&ana, tx, id)).wait();
        assert!(matches!(found, Err(Error::NotFound)));
        assert!(test.archive.read(move |tx| works::fandoms(&ana, tx)).wait().unwrap().is_empty());
    });
}

#[test]
fn many_works_are_posted_together_or_not_at_all() {
    on_every_database(|test| {
        let ana = test.cast.ana.viewer();
        let stranger = NewWork {
            manuscript: story("Not mine", 1),
            creators: Creators::Pseuds(vec![test.cast.bo.pseud]),
            state: State::Posted,
            access: Access::Everyone,
        };
        let works = vec![packed(test, story("Mine", 1)), stranger.pack().unwrap()];
        let posted = test.archive.write(move |tx| works::post_many(&ana, tx, &works)).wait();
        assert!(matches!(posted, Err(Error::Forbidden(Why::NotYours))));
        assert!(test.archive.read(|tx| works::newest(&Viewer::Guest, tx, 5)).wait().unwrap().is_empty());
        let works = vec![packed(test, story("One", 1)), packed(test, story("Two", 1))];
        assert_eq!(test.archive.write(move |tx| works::post_many(&ana, tx, &works)).wait().unwrap().len(), 2);
    });
}

#[test]
fn writers_at_the_same_time_share_a_new_tag_and_lose_no_work() {
    on_every_database(|test| {
        let works: Vec<_> = (0..12).map(|number| packed(test, story(&format!("Work {number}"), 1))).collect();
        let ana = test.cast.ana.viewer();
        let answers: Vec<_> =
            works.into_iter().map(|work| test.archive.write(move |tx| works::post(&ana, tx, &work))).collect();
        assert!(answers.into_iter().all(|answer| answer.wait().is_ok()));
        let page = test.archive.read(|tx| {
            let rain = archive::tags::by_name(&Viewer::Guest, tx, "rain")?;
            works::page_of_tag(&Viewer::Guest, tx, rain.id, 1)
        });
        assert_eq!(page.wait().unwrap().total, 12);
    });
}

#[test]
fn guests_post_nothing_and_members_name_no_authors() {
    let test = TestArchive::new();
    let work = packed(&test, story("Guest's", 1));
    assert!(matches!(test.archive.write(move |tx| works::post(&Viewer::Guest, tx, &work)).wait(), Err(Error::LogIn)));
    let creators = Creators::Bylines;
    let work = NewWork { manuscript: story("Theirs", 1), creators, state: State::Posted, access: Access::Everyone }
        .pack()
        .unwrap();
    let ana = test.cast.ana.viewer();
    let posted = test.archive.write(move |tx| works::post(&ana, tx, &work)).wait();
    assert!(matches!(posted, Err(Error::Forbidden(Why::NotYours))));
}

#[test]
fn a_work_without_title_text_or_creator_is_told_so_field_by_field() {
    let test = TestArchive::new();
    let ana = Creators::Pseuds(vec![test.cast.ana.pseud]);
    for (manuscript, creators, field) in [
        (story("  ", 1), ana.clone(), "title"),
        (story("Empty", 0), ana, "chapters"),
        (story("Nobody's", 1), Creators::Pseuds(Vec::new()), "creators"),
    ] {
        let packed = NewWork { manuscript, creators, state: State::Posted, access: Access::Everyone }.pack();
        assert!(matches!(packed, Err(Error::Invalid(errors)) if errors[0].field == field), "{field}");
    }
}

/// Clean text of so many characters, tags included.
fn of_length(length: usize) -> Prose {
    prose(&format!("<p>{}</p>", "雨".repeat(length - 7)))
}

/// A story in which every part is as long as it may be, and `more` characters longer.
fn at_its_limits(more: usize) -> Manuscript {
    let mut full = story(&"t".repeat(255 + more), 2);
    let texts = || (of_length(1_250 + more), of_length(5_000 + more), of_length(5_000 + more));
    (full.summary, full.notes, full.end_notes) = texts();
    let chapter = &mut full.chapters[1];
    (chapter.summary, chapter.notes, chapter.end_notes) = texts();
    chapter.title = "c".repeat(255 + more);
    chapter.body = of_length(510_000 + more);
    full.chapters[0].body = of_length(10 - more);
    full.fandoms = (0..20).map(|n| format!("Fandom {n}")).collect();
    full.relationships = (0..20).map(|n| format!("Ana/Bo {n}")).collect();
    full.characters = (0..19).map(|n| format!("Ana {n}")).chain([" ".to_owned()]).collect();
    full.additional = (0..15 + more).map(|n| format!("Rain {n}")).chain(["n".repeat(150 + more)]).collect();
    full
}

#[test]
fn a_members_post_keeps_every_limit_and_is_told_of_all_it_breaks_at_once() {
    on_every_database(|test| {
        let ana = test.cast.ana.viewer();
        let post = |story: Manuscript, viewer: Viewer| {
            let work = packed(test, story);
            test.archive.write(move |tx| works::post(&viewer, tx, &work)).wait()
        };
        let id = post(at_its_limits(0), ana).unwrap();
        let Err(Error::Invalid(errors)) = post(at_its_limits(1), ana) else { panic!("POST-3, POST-4") };
        let fields: Vec<&str> = errors.iter().map(|error| error.field).collect();
        let chapter = ["chapter_title", "chapter_summary", "chapter_notes", "body", "chapter_end_notes"];
        let page = ["title", "summary", "notes", "end_notes", "body"];
        assert_eq!(fields, [&page[..], &chapter[..], &["additional", "tags"]].concat());
        assert_eq!(errors[1].to_string(), "summary: 1251 letters are too many; at most 1250 fit");
        assert_eq!(errors[4].to_string(), "body of chapter 1: 9 letters are too few; at least 10 are needed");

        let work = packed(test, at_its_limits(1));
        let revised = test.archive.write(move |tx| works::revise(&ana, tx, id, &work)).wait();
        assert!(matches!(revised, Err(Error::Invalid(again)) if again == errors));
    });
}

#[test]
fn an_import_brings_what_is_beyond_the_limits_whole_and_doubts_it() {
    let test = TestArchive::new();
    let story = Manuscript { additional: Vec::new(), ..at_its_limits(1) };
    let doubts = archive::imports::doubts(&story);
    assert_eq!((doubts.len(), doubts[0].times), (1, 10), "{doubts:?}");
    let importer = Viewer::Custodian(archive::Errand::Import);
    let work = packed(&test, story);
    let id = test.archive.write(move |tx| works::post(&importer, tx, &work)).wait().unwrap();
    let title = test.archive.read(move |tx| works::manuscript(&Viewer::Guest, tx, id)).wait().unwrap().title;
    assert_eq!(title.len(), 256);
}

#[test]
fn ids_are_drawn_and_not_counted() {
    let test = TestArchive::new();
    let ids: Vec<i64> = (0..20).map(|n| test.post(story(&n.to_string(), 1), State::Posted, false).number()).collect();
    assert!(ids.windows(2).all(|pair| (pair[0] - pair[1]).abs() > 1_000), "{ids:?}");
    assert!(ids.iter().any(|id| *id > 1 << 32), "they are wider than 32 bits (safety.md R34)");
}

#[test]
fn a_title_that_cannot_be_seen_is_none() {
    on_every_database(|test| {
        for title in ["\u{200B}", "\u{2800} \u{3164}", "\u{202E}\u{2060}"] {
            let blank = works::beyond_limits(&manuscript::Manuscript { title: title.to_owned(), ..story("Rain", 1) });
            assert_eq!(
                blank.iter().map(|error| (error.field, &error.slip)).collect::<Vec<_>>(),
                [("title", &Slip::Blank)]
            );
        }
        let seen =
            works::beyond_limits(&manuscript::Manuscript { title: "\u{2060}…".to_owned(), ..story("Rain", 1) });
        assert_eq!(seen, []);
        let (id, ana) = (test.post(story("Rain", 1), State::Posted, false), test.cast.ana.viewer());
        let stone = works::Epitaph { shows_title: false, reason: "\u{3164}".to_owned() };
        test.archive.write(move |tx| works::discard(&ana, tx, id, &stone)).wait().unwrap();
        let found = test.archive.read(move |tx| works::at_address(&Viewer::Guest, tx, id)).wait();
        assert!(matches!(found, Err(archive::Error::NotFound)), "a stone without a word is none");
    });
}

#[test]
fn who_may_comment_is_members_until_its_creator_says_otherwise_and_stays_so() {
    on_every_database(|test| {
        let id = test.post(story("Rain", 1), State::Posted, false);
        let ana = test.cast.ana.viewer();
        let said =
            |viewer: Viewer| test.archive.read(move |tx| works::show(&viewer, tx, id)).wait().unwrap().commenting;
        assert_eq!(said(Viewer::Guest), Commenting { by: Commenters::Members, is_moderated: false }, "POST-7");
        let wanted = Commenting { by: Commenters::Nobody, is_moderated: true };
        let before = shown(test, id).card.edition;
        test.archive.write(move |tx| works::let_comment(&ana, tx, id, wanted)).wait().unwrap();
        assert_eq!((said(Viewer::Guest), said(ana)), (wanted, wanted));
        let after = shown(test, id).card.edition;
        assert!(after.number > before.number, "pages that were kept say something else");
        test.archive.write(move |tx| works::let_comment(&ana, tx, id, wanted)).wait().unwrap();
        assert_eq!(shown(test, id).card.edition, after, "saying it again changes nothing");

        let again = packed(test, story("Storm", 2));
        test.archive.write(move |tx| works::revise(&ana, tx, id, &again)).wait().unwrap();

        assert_eq!(
            (shown(test, id).card.title.as_str(), said(ana)),
            ("Storm", wanted),
            "a new text says nothing of it"
        );
        let changes = works::Changes { commenters: Some(Commenters::Everyone), ..works::Changes::default() };
        test.archive.write(move |tx| works::change(&ana, tx, id, &changes)).wait().unwrap();
        assert_eq!(said(ana), Commenting { by: Commenters::Everyone, is_moderated: true }, "POST-16");
    });
}

#[test]
fn a_deleted_chapter_comes_back_to_its_place_with_its_text_and_versions_and_goes_after_its_time() {
    on_every_database(|test| {
        let (id, ana) = (test.post(story("Rain", 3), State::Posted, false), test.cast.ana.viewer());
        let titles = move |viewer: Viewer| {
            let index = test.archive.read(move |tx| works::index(&works::show(&viewer, tx, id)?, tx)).wait().unwrap();
            index.into_iter().map(|entry| (entry.id, entry.title, entry.words)).collect::<Vec<_>>()
        };
        let before = titles(Viewer::Guest);
        let second = before[1].0;
        let delete = move |tx: &Tx<'_>| works::delete_chapter(&ana, tx, id, second);
        let restore =
            |viewer: Viewer| test.archive.write(move |tx| works::restore_chapter(&viewer, tx, id, second)).wait();
        let whole = || test.archive.read(move |tx| works::manuscript(&Viewer::Guest, tx, id)).wait().unwrap();
        let text = whole();

        test.archive.write(delete).wait().unwrap();
        assert_eq!(titles(Viewer::Guest), [before[0].clone(), before[2].clone()]);
        for viewer in [Viewer::Guest, test.cast.bo.viewer(), test.cast.moderator()] {
            assert!(test.archive.read(move |tx| works::deleted_chapters(&viewer, tx, id)).wait().is_err());
            assert!(restore(viewer).is_err());
        }
        let bin = test.archive.read(move |tx| works::deleted_chapters(&ana, tx, id)).wait().unwrap();
        assert_eq!((bin.len(), bin[0].id, bin[0].place), (1, second, 2));
        let letter = test.archive.read(move |tx| works::deleted_chapter(&ana, tx, id, second)).wait().unwrap();
        assert_eq!((&letter.chapters[0].body, letter.chapters.len()), (&text.chapters[1].body, 1));
        let tags = |of: &Manuscript| (of.rating, of.warnings.clone(), of.fandoms.clone(), of.characters.clone());
        assert_eq!(tags(&letter), tags(&text), "the letter names the tags as others do");
        restore(ana).unwrap();
        assert_eq!((titles(Viewer::Guest), whole()), (before.clone(), text));
        assert!(matches!(restore(ana), Err(Error::NotFound)), "it is back");

        test.archive.write(delete).wait().unwrap();
        test.clock.advance(Duration::from_hours(30 * 24));
        assert!(works::do_what_is_due(&test.archive).unwrap().is_empty());
        assert!(matches!(restore(ana), Err(Error::NotFound)), "its time is over");
    });
}

#[test]
fn two_who_delete_the_last_two_chapters_leave_one() {
    on_every_database(|test| {
        for state in [State::Posted, State::Draft] {
            let (id, ana) = (test.post(story("Rain", 2), state, false), test.cast.ana.viewer());
            let index = move |tx: &Tx<'_>| works::index(&works::show(&ana, tx, id)?, tx);
            let both: Vec<_> = test.archive.read(index).wait().unwrap().into_iter().map(|entry| entry.id).collect();

            let deeds = both
                .into_iter()
                .map(|chapter| test.archive.write(move |tx| works::delete_chapter(&ana, tx, id, chapter)));
            let outcomes: Vec<_> = deeds.collect::<Vec<_>>().into_iter().map(archive::Answer::wait).collect();

            assert_eq!(outcomes.iter().filter(|outcome| outcome.is_ok()).count(), 1, "{outcomes:?}");
            let refused = outcomes.into_iter().find_map(Result::err);
            assert!(matches!(refused, Some(Error::Conflict(archive::What::LastChapter))), "CHAP-5: {refused:?}");
            assert_eq!(test.archive.read(index).wait().unwrap().len(), 1);
        }
    });
}
