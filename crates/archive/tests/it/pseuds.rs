//! The names somebody writes under, on every database (PSEUD-1 … PSEUD-3).

use archive::people::{
    self, Icon,
    pseuds::{self, NewIcon, NewPseud, Portrait},
};
use archive::works::{self, Access, Creators, NewWork, State};
use archive::{Error, PseudId, Slip, Viewer, What, Why, WorkId};
use manuscript::{Newlines, Place, Prose};
use testkit::{TestArchive, on_every_database, story};

fn prose(source: &str) -> Prose {
    manuscript::clean(source, Place::Summary, Newlines::Breaks, &mut Vec::new())
}

fn named(name: &str) -> NewPseud {
    NewPseud { name: name.to_owned(), ..NewPseud::default() }
}

fn add(test: &TestArchive, new: NewPseud) -> Result<PseudId, Error> {
    let ana = test.cast.ana.viewer();
    test.archive.write(move |tx| pseuds::add(&ana, tx, &new)).wait()
}

fn deed<T: Send + 'static>(
    test: &TestArchive,
    deed: impl Fn(&archive::Tx<'_>) -> Result<T, Error> + Send + Sync + 'static,
) -> Result<T, Error> {
    test.archive.write(deed).wait()
}

fn portraits(test: &TestArchive) -> Vec<Portrait> {
    let ana = test.cast.ana.id;
    test.archive.read(move |tx| pseuds::portraits(&Viewer::Guest, tx, ana)).wait().unwrap()
}

fn names(test: &TestArchive) -> Vec<String> {
    portraits(test).into_iter().map(|portrait| portrait.pseud.name).collect()
}

fn icon(shade: u8) -> Icon {
    // The smallest GIF there is, in a colour.
    let mut gif =
        b"GIF89a\x01\0\x01\0\x80\0\0\0\0\0\0\0\0!\xf9\x04\0\0\0\0\0,\0\0\0\0\x01\0\x01\0\0\x02\x02D\x01\0;".to_vec();
    gif[13] = shade;
    Icon::of(&gif).unwrap()
}

#[test]
fn a_name_has_a_description_and_an_icon_that_everybody_sees() {
    on_every_database(|test| {
        let (description, icon) = (prose("I write <b>slowly</b>."), icon(9));
        let new = NewPseud {
            description,
            icon: NewIcon::Is(icon.clone()),
            alt: "A dot".into(),
            ..named("  Anémone  du soir ")
        };
        add(test, new).unwrap();

        let portrait = portraits(test).pop().unwrap();

        assert_eq!(portrait.pseud.name, "Anémone du soir");
        assert_eq!(portrait.description.html(), "<p>I write <b>slowly</b>.</p>");
        assert_eq!(portrait.description.source(), "I write <b>slowly</b>.");
        assert_eq!(portrait.alt, "A dot");
        let digest = portrait.icon.unwrap();
        let fetched = test.archive.read(move |tx| pseuds::icon(tx, &digest)).wait().unwrap();
        assert_eq!(fetched.as_deref(), Some(icon.png()));
    });
}

#[test]
fn what_stands_beside_a_name_keeps_its_limits() {
    on_every_database(|test| {
        let wrong = |new: NewPseud| match add(test, new) {
            Err(Error::Invalid(errors)) => {
                errors.into_iter().map(|error| (error.field, error.slip)).collect::<Vec<_>>()
            }
            other => panic!("{other:?}"),
        };
        let words = |letters: usize| prose(&"a".repeat(letters - "<p></p>".len()));
        assert_eq!(wrong(named("---")), [("name", Slip::NotAPseud)]);
        assert_eq!(wrong(named(&"a".repeat(41))), [("name", Slip::NotAPseud)]);
        let long = NewPseud { description: words(501), alt: "a".repeat(251), ..named("Long") };
        let told =
            [("description", Slip::TooLong { most: 500, is: 501 }), ("icon_alt", Slip::TooLong { most: 250, is: 251 })];
        assert_eq!(wrong(long), told);
        let picture = NewPseud { description: prose("<img src=https://x.example/a.png>"), ..named("Long") };
        assert_eq!(wrong(picture), [("description", Slip::NoPictures)]);
        assert!(
            add(test, NewPseud { description: words(500), alt: "a".repeat(250), ..named(&"a".repeat(40)) }).is_ok()
        );
        assert!(matches!(add(test, named("ANA")), Err(Error::Conflict(What::NameTaken(_)))));
    });
}

#[test]
fn the_accounts_own_name_neither_changes_nor_goes_and_the_others_do() {
    on_every_database(|test| {
        let (ana, bo, own) = (test.cast.ana.viewer(), test.cast.bo.viewer(), test.cast.ana.pseud);
        let other = add(test, named("Other")).unwrap();
        let revised = deed(test, move |tx| pseuds::revise(&ana, tx, own, &named("changed")));
        assert!(revised.is_ok());
        deed(test, move |tx| pseuds::revise(&ana, tx, other, &named("Another"))).unwrap();
        assert_eq!(names(test), ["ana", "Another"]);
        let taken = deed(test, move |tx| pseuds::revise(&ana, tx, other, &named("Ana")));
        assert!(matches!(taken, Err(Error::Conflict(_))));
        let gone = deed(test, move |tx| pseuds::remove(&ana, tx, own));
        assert!(matches!(gone, Err(Error::Forbidden(Why::OwnName))));
        for pseud in [own, other] {
            assert!(matches!(deed(test, move |tx| pseuds::remove(&bo, tx, pseud)), Err(Error::NotFound)));
            assert!(matches!(deed(test, move |tx| pseuds::revise(&bo, tx, pseud, &named("x"))), Err(Error::NotFound)));
            assert!(matches!(deed(test, move |tx| pseuds::prefer(&bo, tx, pseud)), Err(Error::NotFound)));
        }
        assert!(matches!(deed(test, |tx| pseuds::add(&Viewer::Guest, tx, &named("x"))), Err(Error::LogIn)));
    });
}

fn post(test: &TestArchive, title: &str, creators: Vec<PseudId>) -> WorkId {
    let ana = test.cast.ana.viewer();
    let new = NewWork {
        manuscript: story(title, 1),
        creators: Creators::Pseuds(creators),
        state: State::Posted,
        access: Access::Everyone,
    };
    let work = new.pack().unwrap();
    test.archive.write(move |tx| works::post(&ana, tx, &work)).wait().unwrap()
}

fn bylines(test: &TestArchive, work: WorkId) -> Vec<String> {
    let work = test.archive.read(move |tx| works::show(&Viewer::Guest, tx, work)).wait().unwrap();
    work.card.bylines.iter().map(ToString::to_string).collect()
}

#[test]
fn what_stood_under_a_name_that_goes_stands_under_the_default_one() {
    on_every_database(|test| {
        let (ana, id, own) = (test.cast.ana.viewer(), test.cast.ana.id, test.cast.ana.pseud);
        let (rain, snow) = (add(test, named("Rain")).unwrap(), add(test, named("Snow")).unwrap());
        let (alone, both) = (post(test, "alone", vec![rain]), post(test, "both", vec![snow, rain]));
        deed(test, move |tx| pseuds::prefer(&ana, tx, snow)).unwrap();
        assert_eq!(names(test).first().map(String::as_str), Some("Snow"));

        deed(test, move |tx| pseuds::remove(&ana, tx, rain)).unwrap();

        assert_eq!(bylines(test, alone), ["Snow (ana)"]);
        assert_eq!(bylines(test, both), ["Snow (ana)"], "a name stands once on a work");
        deed(test, move |tx| pseuds::remove(&ana, tx, snow)).unwrap();
        assert_eq!(bylines(test, alone), ["ana"], "the default itself goes: the account’s own name takes its place");
        let default = test.archive.read(move |tx| people::default_pseud(tx, id)).wait().unwrap();
        assert_eq!((default, names(test)), (own, vec!["ana".to_owned()]));
    });
}

#[test]
fn an_icon_is_kept_while_some_name_shows_it() {
    on_every_database(|test| {
        let ana = test.cast.ana.viewer();
        let with_icon = |name: &str| NewPseud { icon: NewIcon::Is(icon(9)), ..named(name) };
        let (one, two) = (add(test, with_icon("one")).unwrap(), add(test, with_icon("two")).unwrap());
        let digest = portraits(test).pop().unwrap().icon.unwrap();
        let is_there = || {
            let digest = digest.clone();
            test.archive.read(move |tx| pseuds::icon(tx, &digest)).wait().unwrap().is_some()
        };
        deed(test, move |tx| pseuds::revise(&ana, tx, one, &named("one"))).unwrap();
        assert!(portraits(test).iter().any(|portrait| portrait.pseud.id == one && portrait.icon.is_some()), "it stays");
        let without = NewPseud { icon: NewIcon::Remove, ..named("one") };
        deed(test, move |tx| pseuds::revise(&ana, tx, one, &without)).unwrap();
        assert!(is_there());
        deed(test, move |tx| pseuds::remove(&ana, tx, two)).unwrap();
        assert!(!is_there());
    });
}
