//! Words and names that an author does not wish to meet at her works.

use archive::comments::{self, Held};
use archive::people;
use archive::unwelcome::{self, Unwelcome};
use archive::works::State;
use archive::{CommentId, Error, FieldError, Slip, Viewer, Why, WorkId};
use testkit::{TestArchive, on_every_database, story};

use crate::comments::{GUEST, answer, counted, open, read, refused, say, say_to};

fn list(words: &[&str], names: &[&str], is_refused: bool) -> Unwelcome {
    let owned = |all: &[&str]| all.iter().map(|one| (*one).to_owned()).collect();
    Unwelcome { words: owned(words), names: owned(names), is_refused }
}

fn keep(test: &TestArchive, viewer: Viewer, wanted: &Unwelcome) -> Result<(), Error> {
    let wanted = wanted.clone();
    test.archive.write(move |tx| unwelcome::keep(&viewer, tx, &wanted)).wait()
}

fn held(test: &TestArchive, work: WorkId, id: CommentId) -> Option<Held> {
    let ana = test.cast.ana.viewer();
    let shown = test.archive.read(move |tx| comments::show(&ana, tx, &work.into(), id, 1)).wait();
    shown.unwrap().turns[0].comment.held
}

#[test]
fn what_holds_a_word_of_a_creators_list_waits_for_her_and_nobody_is_told_which() {
    on_every_database(|test| {
        let (bo, ana) = (test.cast.bo.viewer(), test.cast.ana.viewer());
        let work = open(test);
        keep(test, ana, &list(&["Sequel", "hurry up"], &[], false)).unwrap();
        let asked = say(test, bo, work, "When is the SÉQUEL?");
        assert_eq!(held(test, work, asked), Some(Held::Unwelcome));
        say(test, bo, work, "All its sequels are good");
        let hurried = say(test, GUEST, work, "Hurry<br>up!");
        assert_eq!(held(test, work, hurried), Some(Held::Unwelcome), "across a line");
        assert_eq!(read(test, GUEST, work), ["bo_reads: All its sequels are good"]);
        assert_eq!(counted(test, work), 1);
        say(test, ana, work, "The sequel comes, I hurry up");
        let waiting = test.archive.read(move |tx| comments::waiting(&ana, tx, &work.into())).wait().unwrap();
        assert_eq!(waiting.1, 2);
        let others = test.post_by(test.cast.bo, story("Snow", 1), State::Posted);
        say(test, test.cast.cy.viewer(), others, "When is the sequel?");
        assert_eq!(read(test, bo, others).len(), 1);
        assert!(read(test, GUEST, others).len() == 1, "her list is for her works");
        let mine = test.archive.read(move |tx| unwelcome::own(&bo, tx)).wait().unwrap();
        assert_eq!(mine, Unwelcome::default(), "nobody sees another's");
    });
}

#[test]
fn what_a_list_refuses_is_refused_like_what_somebody_says_who_is_blocked() {
    on_every_database(|test| {
        let (bo, ana) = (test.cast.bo.viewer(), test.cast.ana.viewer());
        let work = open(test);
        let first = say(test, bo, work, "When is the chapter?");
        keep(test, ana, &list(&["sequel"], &[], true)).unwrap();
        refused(say_to(test, bo, work, (None, "The sequel, please")), Why::KeptOff);
        refused(say_to(test, GUEST, work, (Some(first), "The sequel, please")), Why::KeptOff);
        let words = comments::Words::typed("When is the sequel, and the chapter after it?", false).unwrap();
        let edited = test.archive.write(move |tx| comments::edit(&bo, tx, &work.into(), first, &words));
        refused(edited.wait(), Why::KeptOff);
        answer(test, bo, work, first, "Please");
        assert_eq!(read(test, GUEST, work), ["bo_reads: When is the chapter?", "-bo_reads: Please"]);
    });
}

#[test]
fn names_of_guests_and_members_are_met_in_every_spelling() {
    on_every_database(|test| {
        let (bo, cy, ana) = (test.cast.bo.viewer(), test.cast.cy.viewer(), test.cast.ana.viewer());
        let work = open(test);
        let cy_id = test.cast.cy.id;
        keep(test, ana, &list(&[], &["GÜS", "BO_READS", "Masked One"], false)).unwrap();
        assert_eq!(held(test, work, say(test, GUEST, work, "hello")), Some(Held::Unwelcome));
        assert_eq!(held(test, work, say(test, bo, work, "hello")), Some(Held::Unwelcome));
        assert_eq!(held(test, work, say(test, cy, work, "hello")), None);
        test.archive.write(move |tx| people::add_pseud(tx, cy_id, "Masked One").map(drop)).wait().unwrap();
        let again = say(test, cy, work, "hello again");
        assert_eq!(held(test, work, again), Some(Held::Unwelcome), "whatever name it is said under");
    });
}

#[test]
fn a_list_has_five_hundred_words_and_none_that_says_nothing() {
    on_every_database(|test| {
        let ana = test.cast.ana.viewer();
        let many: Vec<String> = (0..501).map(|number| format!("word {number}")).collect();
        let slips = |wanted: Unwelcome| match keep(test, ana, &wanted) {
            Err(Error::Invalid(wrong)) => {
                wrong.into_iter().map(|FieldError { field, slip, .. }| (field, slip)).collect()
            }
            other => panic!("{other:?}"),
        };
        let kept: Vec<(_, Slip)> = slips(Unwelcome { words: many.clone(), ..Unwelcome::default() });
        assert_eq!(kept, [("words", Slip::TooMany { most: 500, is: 501 })]);
        let long = "a".repeat(101);
        assert_eq!(
            slips(list(&["…"], &[&long], false)),
            [("words", Slip::Blank), ("names", Slip::TooLong { most: 100, is: 101 })]
        );
        assert_eq!(test.archive.read(move |tx| unwelcome::own(&ana, tx)).wait().unwrap(), Unwelcome::default());
        keep(test, ana, &Unwelcome { words: many[1..].to_vec(), ..Unwelcome::default() }).unwrap();
        keep(test, ana, &list(&["Twice", "twíce"], &[], true)).unwrap();
        let own = test.archive.read(move |tx| unwelcome::own(&ana, tx)).wait().unwrap();
        assert_eq!((own.words.len(), own.is_refused), (1, true));
        assert!(matches!(keep(test, GUEST, &Unwelcome::default()), Err(Error::LogIn)));
    });
}
