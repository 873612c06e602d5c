//! Every saved state of a chapter is kept, and thousands of them take little room.

use archive::works::{self, NewChapter, State, Wording};
use archive::{ChapterId, Error, What, WorkId};
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
