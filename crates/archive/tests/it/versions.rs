//! Every saved state of a chapter is kept, and thousands of them take little room.

use archive::works::{self, NewChapter, State, WayBack, Wording};
use archive::{ChapterId, Errand, Error, Viewer, What, Why, WorkId};
use manuscript::Chapter;
use testkit::{TestArchive, on_every_database, prose, story};

fn only_chapter(test: &TestArchive, id: WorkId) -> ChapterId {
    let ana = test.cast.ana.viewer();
    let reading = test.archive.read(move |tx| works::index(&works::show(&ana, tx, id)?, tx));
    reading.wait().expect("ana sees her work").first().expect("it has a chapter").id
}

fn revise(
    test: &TestArchive,
    (work, chapter): (WorkId, ChapterId),
    html: &str,
    base: Option<u64>,
) -> archive::Result<()> {
    let ana = test.cast.ana.viewer();
    let said = Chapter { body: prose(html), ..Chapter::default() };
    let new = NewChapter { chapter: said, state: State::Draft, place: None, base }.pack();
    test.archive.write(move |tx| works::revise_chapter(&ana, tx, work, chapter, &new)).wait()
}

fn said(test: &TestArchive, (work, chapter): (WorkId, ChapterId), number: u64) -> Wording {
    let ana = test.cast.ana.viewer();
    test.archive.read(move |tx| works::version(&ana, tx, work, chapter, number)).wait().expect("it was saved")
}

#[test]
fn every_state_comes_back_as_it_was() {
    on_every_database(|test| {
        let id = test.post(story("Rain", 1), State::Posted, false);
        let at = (id, only_chapter(test, id));
        let text =
            |n: usize| format!("<p>It rained {n} times.</p><p>{}</p><hr /><p>The end.</p>", "very ".repeat(n % 7));
        for n in 2..=40 {
            revise(test, at, &text(n), Some(n as u64 - 1)).unwrap();
        }
        assert_eq!(said(test, at, 1).title, "Part the 1");
        for n in 2..=40 {
            assert_eq!(said(test, at, n as u64).body, prose(&text(n)).html(), "version {n}");
        }
        let older = revise(test, at, "<p>Over something newer.</p>", Some(39));
        assert!(matches!(older, Err(Error::Conflict(What::Newer(40)))), "{older:?}");
    });
}

#[test]
fn the_way_back_gives_every_earlier_state_a_few_at_a_time() {
    on_every_database(|test| {
        let id = test.post(story("Rain", 1), State::Posted, false);
        let at = (id, only_chapter(test, id));
        let long = "<p>It rained all night, and then it rained all day.</p>".repeat(5_000);
        for n in 2..=12 {
            revise(test, at, &format!("<p>Night {n}.</p>{long}"), None).unwrap();
        }
        let own = Viewer::Custodian(Errand::OwnExport);
        let (mut way, mut steps, mut states) = (WayBack::of(at.0, at.1), 0, Vec::new());
        loop {
            let from = way.clone();
            let Some((some, on)) = test.archive.read(move |tx| from.step(&own, tx)).wait().unwrap() else { break };
            states.extend(some.into_iter().map(|(version, wording)| (version.number, wording)));
            (way, steps) = (on, steps + 1);
        }
        let expected: Vec<(u64, Wording)> = (1..12).rev().map(|number| (number, said(test, at, number))).collect();
        assert_eq!(states, expected);
        assert!(steps > 1, "twelve long texts are not held at once");
    });
}

#[test]
fn those_who_keep_order_see_what_is_there_and_not_the_way_to_it() {
    on_every_database(|test| {
        let id = test.post(story("Rain", 1), State::Posted, false);
        let at = (id, only_chapter(test, id));
        revise(test, at, "<p>It rained on.</p>", Some(1)).unwrap();
        let kim = test.cast.moderator();
        test.archive.write(move |tx| works::hide(&kim, tx, id, "a test")).wait().unwrap();
        for viewer in [kim, test.cast.bo.viewer(), Viewer::Custodian(Errand::Backup)] {
            let all = test.archive.read(move |tx| works::versions(&viewer, tx, at.0, at.1)).wait();
            let one = test.archive.read(move |tx| works::version(&viewer, tx, at.0, at.1, 1)).wait();
            if viewer == test.cast.bo.viewer() {
                assert!(matches!((all, one), (Err(Error::NotFound), Err(Error::NotFound))), "it is hidden");
            } else {
                let no = |error| matches!(error, Error::Forbidden(Why::NotYours));
                assert!(all.is_err_and(no) && one.is_err_and(no), "{viewer:?}");
            }
        }
        assert_eq!(said(test, at, 1).title, "Part the 1", "its creator sees it, hidden or not");
    });
}
