//! Whom imported works are for and what they come from (REL-1, GIFT-1): filed as their files say, told to nobody, and of works
//! here no more than every member may know.

use archive::gifts::{self, Recipient, To};
use archive::imports::{self, Outcome};
use archive::mail;
use archive::relations::{self, Answer, Parent, Side, Way};
use archive::works::{self, Access, Creators, NewWork, State};
use archive::{Errand, Error, Slip, Tx, Viewer, WorkId};
use manuscript::{Manuscript, Permission, Permissions, Provenance, Relation, RelationKind};
use testkit::{Member, TestArchive, on_every_database, story};

const IMPORTER: Viewer = Viewer::Custodian(Errand::Import);
const HOST: &str = "https://fools.example";

fn other(kind: RelationKind, title: &str, url: Option<&str>) -> Relation {
    let byline = "wren".to_owned();
    Relation { kind, title: title.to_owned(), byline, url: url.map(str::to_owned), language: None }
}

/// The story in a file of this name, which came from there, brought in under a name of somebody's.
fn bring(test: &TestArchive, who: Member, state: State, manuscript: Manuscript) -> WorkId {
    let creators = Creators::Pseuds(vec![who.pseud]);
    let new = NewWork { manuscript, creators, state, access: Access::Everyone };
    let work = new.pack().unwrap().for_archive(HOST).unwrap();
    match test.archive.write(move |tx| imports::take_in(&IMPORTER, tx, &work, None)).wait().unwrap() {
        Outcome::Taken(id) => id,
        Outcome::AlreadyHere(id) => panic!("{id} is here"),
    }
}

fn do_it(test: &TestArchive, deed: impl Fn(&Tx<'_>) -> archive::Result<()> + Send + 'static) {
    test.archive.write(deed).wait().unwrap();
}

fn parents(test: &TestArchive, viewer: Viewer, work: WorkId) -> Vec<Parent> {
    let read = move |tx: &Tx<'_>| relations::parents(&viewer, tx, &works::show(&viewer, tx, work)?.card);
    test.archive.read(read).wait().unwrap()
}

/// All that a work of bo's says that it comes from.
fn typed(test: &TestArchive, work: WorkId) -> Vec<String> {
    let bo = test.cast.bo.viewer();
    let read = move |tx: &Tx<'_>| relations::typed(&bo, tx, work);
    test.archive.read(read).wait().unwrap().iter().map(|parent| told(&parent.side)).collect()
}

fn told(side: &Side) -> String {
    match side {
        Side::Here(card) => format!("here {}", card.title),
        Side::Elsewhere(work) => format!("{} by {} at {}", work.title, work.author, work.address),
        side => format!("{side:?}"),
    }
}

/// The letters that wait to be sent.
fn letters(test: &TestArchive) -> usize {
    let post = Viewer::Custodian(Errand::Mail);
    test.archive.write(move |tx| mail::claim(&post, tx, 100)).wait().unwrap().len()
}

fn address_of(id: WorkId) -> String {
    format!("{HOST}/works/{id}")
}

#[test]
fn a_work_from_a_file_says_whom_it_is_for_and_what_it_comes_from_and_nobody_gets_a_letter() {
    on_every_database(|test| {
        let (ana, bo, cy) = (test.cast.ana, test.cast.bo, test.cast.cy);
        let wanted = archive::accounts::Preferences { gifts: true, ..archive::accounts::Preferences::default() };
        do_it(test, move |tx| archive::accounts::prefer(&cy.viewer(), tx, &wanted));
        let parent = test.post(story("Parent", 1), State::Posted, false);
        let relations = vec![
            other(RelationKind::InspiredBy, "What the file calls it", Some(&address_of(parent))),
            other(RelationKind::TranslationOf, "Fog", Some("https://example.org/works/12")),
            other(RelationKind::PodficOf, "A book", None),
        ];
        let gifts = vec!["cy_muted".to_owned(), "The Club".to_owned(), "the club".to_owned(), "!!".to_owned()];
        let child = bring(test, bo, State::Draft, Manuscript { gifts, relations, ..story("Child", 1) });
        assert_eq!(letters(test), 0);
        do_it(test, move |tx| works::publish(&bo.viewer(), tx, child));
        assert_eq!(letters(test), 0, "nor when it is posted");

        let card = test.archive.read(move |tx| works::show(&Viewer::Guest, tx, child)).wait().unwrap().card;
        let names = ["cy_muted", "The Club"].map(|name| Recipient::Name(name.to_owned()));
        assert_eq!(card.recipients, names, "a name is no member, whoever is called so");
        let theirs = test.archive.read(move |tx| gifts::page_of(&cy.viewer(), tx, &To::Person(cy.id), 1));
        assert!(theirs.wait().unwrap().items.is_empty());
        let shown = parents(test, Viewer::Guest, child);
        let sides: Vec<String> = shown.iter().map(|parent| told(&parent.side)).collect();
        assert_eq!(sides, ["here Parent", "Fog by wren at https://example.org/works/12", "A book by wren at "]);
        assert_eq!(shown.iter().map(|parent| parent.answer).next(), Some(Answer::Waits), "REL-2");

        let own = move |tx: &Tx<'_>| relations::page_of(&ana.viewer(), tx, ana.id, (Way::To, 1));
        let asked = test.archive.read(own).wait().unwrap().items;
        assert_eq!(asked.iter().map(|one| told(&one.child)).collect::<Vec<_>>(), ["here Child"]);
        let id = asked[0].id;
        do_it(test, move |tx| relations::answer(&ana.viewer(), tx, id, Answer::Approved));
        let read =
            move |tx: &Tx<'_>| relations::children(&Viewer::Guest, tx, &works::show(&Viewer::Guest, tx, parent)?.card);
        assert_eq!(test.archive.read(read).wait().unwrap().len(), 1, "REL-2");
    });
}

#[test]
fn a_work_here_is_cited_only_where_any_member_could_cite_it() {
    on_every_database(|test| {
        let (bo, kim) = (test.cast.bo, test.cast.moderator());
        let post = |title: &str| test.post(story(title, 1), State::Posted, false);
        let (open, hidden, mystery, named) = (post("Open"), post("Hidden"), post("Mystery"), post("Named"));
        let (restricted, masked) = (test.post(story("Restricted", 1), State::Posted, true), post("Masked"));
        let draft = test.post(story("Draft", 1), State::Draft, false);
        let permissions = Permissions { remix: Permission::No, ..Permissions::default() };
        let kept = test.post(Manuscript { permissions, ..story("Kept", 1) }, State::Posted, false);
        let ana = test.cast.ana.viewer();
        do_it(test, move |tx| {
            works::hide(&kim, tx, hidden, "a test")?;
            works::set_unrevealed(&ana, tx, mystery, true)?;
            works::set_anonymous(&ana, tx, masked, true)?;
            // Bo may read this one, and the file that they bring tells others no more of it for that.
            works::share_with(&ana, tx, named, &[bo.id])
        });
        let all = [open, hidden, mystery, named, restricted, masked, draft, kept];
        let mut relations: Vec<Relation> = all
            .iter()
            .map(|id| other(RelationKind::InspiredBy, "A title from the file", Some(&address_of(*id))))
            .collect();
        relations.push(other(RelationKind::InspiredBy, "Somebody", Some(&format!("{HOST}/users/ana"))));
        let child = bring(test, bo, State::Posted, Manuscript { relations, ..story("Child", 1) });
        assert_eq!(typed(test, child), ["here Open", "here Restricted", "here Masked"]);
    });
}

#[test]
fn a_work_that_came_in_from_the_same_address_is_cited_here_unless_that_would_name_who_made_it() {
    on_every_database(|test| {
        let (ana, bo) = (test.cast.ana, test.cast.bo);
        let from = |name: &str| {
            let url = Some(format!("https://archiveofourown.org/works/{}", name.len()));
            let provenance = Provenance { file: name.to_owned(), url, ..Provenance::default() };
            bring(test, ana, State::Posted, Manuscript { provenance, ..story(name, 1) })
        };
        let (_, masked) = (from("Fog"), from("Masked"));
        do_it(test, move |tx| works::set_anonymous(&ana.viewer(), tx, masked, true));
        let there = ["3/chapters/9", "6"].map(|rest| format!("https://archiveofourown.org/works/{rest}"));
        let relations = there.iter().map(|url| other(RelationKind::InspiredBy, "As told", Some(url))).collect();
        let child = bring(test, bo, State::Posted, Manuscript { relations, ..story("Child", 1) });
        assert_eq!(typed(test, child), ["here Fog".to_owned(), format!("As told by wren at {}", there[1])]);
    });
}

#[test]
fn a_name_that_came_with_a_file_stays_one_when_its_author_names_more() {
    on_every_database(|test| {
        let (ana, bo) = (test.cast.ana, test.cast.bo);
        let work = bring(test, bo, State::Posted, Manuscript { gifts: vec!["Ana".to_owned()], ..story("Rain", 1) });
        let give = move |names: &[&str]| {
            let names: Vec<String> = names.iter().map(ToString::to_string).collect();
            test.archive.write(move |tx| gifts::give(&bo.viewer(), tx, work, &names)).wait()
        };
        give(&["ana", "The Club"]).unwrap();
        let card = test.archive.read(move |tx| works::show(&Viewer::Guest, tx, work)).wait().unwrap().card;
        assert_eq!(card.recipients, ["ana", "The Club"].map(|name| Recipient::Name(name.to_owned())));
        give(&["The Club"]).unwrap();
        let refused = give(&["ana", "The Club"]);
        let slips = |errors: Vec<archive::FieldError>| errors.into_iter().map(|error| error.slip).collect::<Vec<_>>();
        let Err(Error::Invalid(errors)) = refused else { panic!("{refused:?}") };
        assert_eq!(slips(errors), [Slip::TakesNoGifts { name: "ana".to_owned() }], "GIFT-2: {}", ana.id);
    });
}

#[test]
fn what_comes_from_it_elsewhere_is_kept_and_of_works_here_the_archive_speaks_itself() {
    on_every_database(|test| {
        let hidden = test.post(story("Hidden", 1), State::Posted, false);
        let (bo, kim) = (test.cast.bo, test.cast.moderator());
        do_it(test, move |tx| works::hide(&kim, tx, hidden, "a test"));
        let rain = other(RelationKind::Inspired, "Rain", Some("https://example.org/works/9"));
        let relations = vec![rain.clone(), other(RelationKind::Podfic, "Hidden", Some(&address_of(hidden)))];
        let parent = bring(test, bo, State::Posted, Manuscript { relations, ..story("Parent", 1) });
        let read = move |tx: &Tx<'_>| works::manuscript(&Viewer::Guest, tx, parent);
        assert_eq!(test.archive.read(read).wait().unwrap().relations, [rain]);
        do_it(test, move |tx| works::set_anonymous(&bo.viewer(), tx, parent, true));
        assert!(test.archive.read(read).wait().unwrap().relations.is_empty(), "VIS-3: it would name who made it");
    });
}
