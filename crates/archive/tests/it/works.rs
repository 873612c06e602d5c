//! Works: who sees them, what lists show, and that what goes in comes out.

use archive::works::{self, State};
use archive::{Error, Viewer};
use testkit::{on_every_database, story};

#[test]
fn a_posted_work_is_read_back_as_it_went_in() {
    on_every_database(|test| {
        let written = story("The Hound Again", 3);
        let id = test.post(written.clone(), State::Posted, false);
        let read = test.archive.read(move |tx| works::manuscript(&Viewer::Guest, tx, id)).wait().unwrap();
        assert_eq!(read.title, written.title);
        assert_eq!(read.fandoms, written.fandoms);
        let bodies = |m: &manuscript::Manuscript| m.chapters.iter().map(|c| c.body.clone()).collect::<Vec<_>>();
        assert_eq!(bodies(&read), bodies(&written));
    });
}

#[test]
fn draft_hidden_and_missing_are_one_answer_and_restricted_is_an_invitation() {
    on_every_database(|test| {
        let works = test.stated_works();
        let ask = |viewer: Viewer, id| test.archive.read(move |tx| works::show(&viewer, tx, id)).wait();
        let missing = archive::WorkId::new(1);
        for id in [works.ana_draft, works.ana_hidden, missing] {
            assert!(matches!(ask(Viewer::Guest, id), Err(Error::NotFound)));
            assert!(matches!(ask(test.cast.bo.viewer(), id), Err(Error::NotFound)));
        }
        assert!(matches!(ask(Viewer::Guest, works.ana_restricted), Err(Error::LogIn)));
        assert_eq!(ask(test.cast.bo.viewer(), works.ana_restricted).unwrap().card.title, "ana_restricted");
        assert_eq!(ask(test.cast.ana.viewer(), works.ana_draft).unwrap().card.title, "ana_draft");
    });
}
