//! Works and chapters that appeared elsewhere before, and drafts of chapters that wait (POST-10, CHAP-1, CHAP-3).

use std::time::Duration;

use archive::works::{self, DraftChapter, NewChapter, State};
use archive::{ChapterId, Error, Slip, Tx, Viewer, Why, WorkId};
use jiff::civil::{Date, date};
use testkit::{TestArchive, on_every_database, story};

const LONG_AGO: Date = date(2004, 2, 29);

fn write<T: Send + 'static>(test: &TestArchive, deed: impl Fn(&Tx<'_>) -> archive::Result<T> + Send + 'static) -> T {
    test.archive.write(deed).wait().expect("the deed is done")
}

fn days(test: &TestArchive, id: WorkId) -> (Date, Vec<Date>) {
    let ana = test.cast.ana.viewer();
    let reading = test.archive.read(move |tx| {
        let work = works::show(&ana, tx, id)?;
        Ok((work.card.published, works::index(&work, tx)?.into_iter().map(|entry| entry.published).collect()))
    });
    reading.wait().expect("the work is shown")
}

fn add_draft(test: &TestArchive, id: WorkId) -> ChapterId {
    let ana = test.cast.ana.viewer();
    let chapter = story("More", 1).chapters.remove(0);
    let new = NewChapter { chapter, state: State::Draft, place: None, base: None }.pack();
    write(test, move |tx| works::add_chapter(&ana, tx, id, &new))
}

fn waiting(test: &TestArchive, viewer: Viewer) -> Vec<DraftChapter> {
    let ana = test.cast.ana.id;
    test.archive.read(move |tx| works::draft_chapters(&viewer, tx, ana, 1)).wait().expect("drafts are listed").items
}

#[test]
fn a_posted_work_is_dated_anew_and_goes_back_to_the_day_it_was_made() {
    on_every_database(|test| {
        let (ana, today) = (test.cast.ana.viewer(), date(2026, 11, 1));
        let (one, two) =
            (test.post(story("One", 1), State::Posted, false), test.post(story("Two", 2), State::Posted, false));
        for id in [one, two] {
            write(test, move |tx| works::date(&ana, tx, id, Some(LONG_AGO)));
        }
        assert_eq!(days(test, one), (LONG_AGO, vec![LONG_AGO]), "a work of one chapter is that chapter");
        assert_eq!(days(test, two), (LONG_AGO, vec![today; 2]));
        test.clock.advance(Duration::from_hours(48));
        write(test, move |tx| works::date(&ana, tx, one, None));
        assert_eq!(days(test, one), (today, vec![today]));
        let ahead = test.archive.write(move |tx| works::date(&ana, tx, one, Some(date(2026, 11, 5)))).wait();
        assert!(matches!(ahead, Err(Error::Invalid(errors)) if errors[0].slip == Slip::ToCome));
    });
}

#[test]
fn a_draft_is_of_the_day_that_was_told_once_it_is_posted() {
    on_every_database(|test| {
        let ana = test.cast.ana.viewer();
        let id = test.post(story("Old", 1), State::Draft, false);
        write(test, move |tx| works::date(&ana, tx, id, Some(LONG_AGO)));
        let editing = test.archive.read(move |tx| works::editing(&ana, tx, id)).wait().unwrap();
        assert_eq!(editing.published, Some(LONG_AGO));
        write(test, move |tx| works::publish(&ana, tx, id));
        assert_eq!(days(test, id), (LONG_AGO, vec![LONG_AGO]));
        let chapter = add_draft(test, id);
        write(test, move |tx| works::date_chapter(&ana, tx, id, chapter, Some(date(2005, 5, 5))));
        write(test, move |tx| works::publish_chapter(&ana, tx, id, chapter));
        assert_eq!(days(test, id).1, [LONG_AGO, date(2005, 5, 5)]);
        write(test, move |tx| works::date_chapter(&ana, tx, id, chapter, Some(date(2006, 6, 6))));
        write(test, move |tx| works::date_chapter(&ana, tx, id, chapter, None));
        assert_eq!(days(test, id).1, [LONG_AGO, date(2006, 6, 6)], "what is posted has a date");
    });
}

#[test]
fn draft_chapters_wait_for_their_creators_and_post_themselves_once() {
    on_every_database(|test| {
        let (ana, bo) = (test.cast.ana.viewer(), test.cast.bo.viewer());
        let id = test.post(story("Serial", 1), State::Posted, false);
        let (first, second) = (add_draft(test, id), add_draft(test, id));
        let at = test.clock.now() + jiff::SignedDuration::from_hours(1);
        write(test, move |tx| works::schedule_chapter(&ana, tx, id, first, Some(at)));
        let listed: Vec<_> = waiting(test, ana).into_iter().map(|draft| (draft.id, draft.place, draft.posts)).collect();
        assert_eq!(listed, [(first, 2, Some(at)), (second, 3, None)]);
        assert_eq!(waiting(test, test.cast.moderator()).len(), 2);
        assert!(waiting(test, bo).is_empty() && waiting(test, Viewer::Guest).is_empty());
        let theirs = test.archive.write(move |tx| works::publish_chapter(&bo, tx, id, first)).wait();
        assert!(matches!(theirs, Err(Error::Forbidden(Why::NotYours))));

        write(test, move |tx| works::publish_chapter(&ana, tx, id, first));
        let again = test.archive.write(move |tx| works::publish_chapter(&ana, tx, id, first)).wait();
        assert!(matches!(again, Err(Error::NotFound)));
        test.clock.advance(Duration::from_hours(2));
        assert!(test.archive.read(works::due).wait().unwrap().is_empty(), "its time is forgotten");
        assert_eq!(waiting(test, ana).len(), 1);
    });
}

#[test]
fn a_chapter_of_a_draft_is_posted_with_its_work_and_not_before() {
    on_every_database(|test| {
        let ana = test.cast.ana.viewer();
        let id = test.post(story("Draft", 1), State::Draft, false);
        let chapter = add_draft(test, id);
        let early = test.archive.write(move |tx| works::publish_chapter(&ana, tx, id, chapter)).wait();
        assert!(matches!(early, Err(Error::NotFound)));
        assert!(waiting(test, ana).is_empty(), "the draft itself is listed");
    });
}
