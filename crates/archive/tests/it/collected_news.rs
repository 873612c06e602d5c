//! What those are told who follow a collection, and what everybody is told when works are revealed (VIS-6).

use std::time::Duration;

use archive::accounts::{self, Preferences};
use archive::collections::{self, Decision, NewCollection, Which};
use archive::mail::{self, Letter, Matter};
use archive::notices::{Event, Notice};
use archive::relations::{self, Cited, Citing, Source};
use archive::subscriptions::{self, Fed, SeenSubject, Subject};
use archive::works::{self, State};
use archive::{CollectionId, Errand, PersonId, Viewer, WorkId, gifts};
use testkit::{Member, TestArchive, on_every_database, story};

use super::collecting::{decide, only, put};
use super::collections::{made, new, write};
use super::news::{events, follower, seen, tell, told};
use super::news_letters::{claimed, sent, titles};
use super::subscriptions::follow;

const POST: Viewer = Viewer::Custodian(Errand::Mail);

fn id_of(test: &TestArchive, name: &'static str) -> CollectionId {
    test.archive.read(move |tx| collections::find(&Viewer::Guest, tx, name)).wait().unwrap().0
}

fn follow_collection(test: &TestArchive, who: Member, name: &'static str) {
    follow(test, who.viewer(), Subject::Collection(id_of(test, name))).unwrap();
}

fn mysteries() -> NewCollection {
    NewCollection { is_unrevealed: true, ..new("secret") }
}

fn reveal(test: &TestArchive, by: Member, name: &'static str, masks: (bool, bool)) {
    write(test, move |tx| collections::reveal_all(&by.viewer(), tx, name, masks)).unwrap();
    collections::reveal_due(&test.archive).unwrap();
}

fn bylines(notice: &Notice) -> Vec<String> {
    notice.card.bylines.iter().map(ToString::to_string).collect()
}

/// Every letter that waits but for those about news, which counts as sent.
fn others(test: &TestArchive) -> Vec<(Option<PersonId>, Matter)> {
    let letters = test.archive.write(move |tx| mail::claim(&POST, tx, 100)).wait().unwrap();
    let letters: Vec<Letter> = letters.into_iter().filter(|one| !matches!(one.matter, Matter::News { .. })).collect();
    let told = letters.iter().map(|letter| (letter.to, letter.matter.clone())).collect();
    sent(test, letters);
    told
}

#[test]
fn a_collection_that_is_followed_tells_what_comes_into_it_once() {
    on_every_database(|test| {
        let (ana, bo, cy) = (test.cast.ana.viewer(), test.cast.bo, test.cast.cy);
        made(test, cy, NewCollection { is_moderated: true, ..new("rainy") });
        made(test, cy, NewCollection { parent: "rainy".to_owned(), ..new("drizzle") });
        follow_collection(test, bo, "rainy");
        let rain = test.post(story("Rain", 1), State::Posted, false);
        put(test, ana, "rainy", rain).unwrap();
        assert!(told(test, bo).is_empty(), "it waits");
        let item = only(test, cy.viewer(), "rainy", Which::Waiting);
        decide(test, cy.viewer(), "rainy", item, Decision::Take).unwrap();
        assert_eq!(events(&told(test, bo)), [("Rain".to_owned(), Event::Collected)]);
        decide(test, cy.viewer(), "rainy", item, Decision::Remove).unwrap();
        assert!(seen(test, bo)[0].because.is_empty(), "it is there no more");
        put(test, ana, "rainy", rain).unwrap();
        let item = only(test, cy.viewer(), "rainy", Which::Waiting);
        decide(test, cy.viewer(), "rainy", item, Decision::Take).unwrap();
        let notices = told(test, bo);
        assert_eq!(notices.len(), 1, "who takes a work out and puts it in again tells nobody anything");
        let place = collections::Place { name: "rainy".to_owned(), title: "RAINY".to_owned() };
        assert_eq!(notices[0].because[0].subject, SeenSubject::Collection(place));

        let draft = test.post(story("Draft", 1), State::Draft, false);
        put(test, ana, "drizzle", draft).unwrap();
        assert_eq!(told(test, bo).len(), 1, "SUB-3");
        write(test, move |tx| works::publish(&ana, tx, draft)).unwrap();
        test.clock.advance(Duration::from_secs(1));
        assert_eq!(events(&told(test, bo)).len(), 2, "what comes into a part comes into the whole");
        let fed = Fed::One(bo.id, Subject::Collection(id_of(test, "rainy")));
        let shown = test.archive.read(move |tx| archive::notices::fed(tx, fed)).wait().unwrap();
        assert_eq!(shown.len(), 2);
    });
}

#[test]
fn a_followed_collection_tells_nothing_of_mysteries_before_they_are_revealed_and_no_name_of_nameless_works() {
    on_every_database(|test| {
        let (ana, bo, cy) = (test.cast.ana.viewer(), test.cast.bo, test.cast.cy);
        made(test, cy, NewCollection { is_anonymous: true, ..mysteries() });
        follow_collection(test, bo, "secret");
        let (nora, _) = follower(test, "nora");
        let rain = test.post(story("Rain", 1), State::Draft, false);
        put(test, ana, "secret", rain).unwrap();
        write(test, move |tx| works::publish(&ana, tx, rain)).unwrap();
        assert!(told(test, bo).is_empty() && seen(test, nora).is_empty(), "VIS-2");
        reveal(test, cy, "secret", (true, false));
        let notices = told(test, bo);
        assert_eq!(events(&notices), [("Rain".to_owned(), Event::Posted)], "VIS-6");
        assert!(!notices[0].card.is_named() && bylines(&notices[0]).iter().all(|name| !name.contains("ana")), "VIS-3");
        assert_eq!(notices[0].because.len(), 1, "a collection says nothing of who made what is in it");
        assert!(seen(test, nora).is_empty(), "VIS-6: no news of ana, who is not named");
        reveal(test, cy, "secret", (false, true));
        assert_eq!(events(&told(test, nora)), [("Rain".to_owned(), Event::Named)], "VIS-6");
        assert_eq!(seen(test, bo).len(), 1, "and who follows the collection knows of it already");
        assert!(seen(test, bo)[0].card.is_named());
    });
}

#[test]
fn a_reveal_while_mails_are_going_out_tells_everything_once_and_what_is_veiled_again_is_told_by_no_letter() {
    on_every_database(|test| {
        let (ana, cy) = (test.cast.ana.viewer(), test.cast.cy);
        made(test, cy, mysteries());
        let nora = test.member_with_account("nora");
        follow_collection(test, nora, "secret");
        let works: Vec<WorkId> = (0..70)
            .map(|n| {
                let work = test.post(story(&format!("No {n}"), 1), State::Draft, false);
                put(test, ana, "secret", work).unwrap();
                write(test, move |tx| works::publish(&ana, tx, work)).unwrap();
                work
            })
            .collect();
        tell(&test.archive);
        assert!(claimed(test).is_empty());
        write(test, move |tx| collections::reveal_all(&cy.viewer(), tx, "secret", (true, false))).unwrap();
        assert!(test.archive.write(collections::reveal_some).wait().unwrap());
        tell(&test.archive);
        let letters = claimed(test);
        let first = titles(test, &letters[0]);
        assert_eq!((letters.len(), first.len()), (1, 50), "some are revealed, and their letter is on its way");

        collections::reveal_due(&test.archive).unwrap();
        tell(&test.archive);
        assert_eq!(titles(test, &letters[0]), first, "what comes now goes with the next");
        let veiled = works[first[0].strip_prefix("No ").unwrap().parse::<usize>().unwrap()];
        write(test, move |tx| works::set_unrevealed(&ana, tx, veiled, true)).unwrap();
        assert_eq!(titles(test, &letters[0]), first[1..], "SUB-3: asked when it gets its words");
        sent(test, letters);
        test.clock.advance(spacing());
        let letters = claimed(test);
        let second = titles(test, &letters[0]);
        assert_eq!(second.len(), 20);
        assert!(second.iter().all(|title| !first.contains(title)), "never twice");
        sent(test, letters);
        test.clock.advance(spacing());
        assert!(claimed(test).is_empty());
    });
}

fn spacing() -> Duration {
    Duration::from_millis(archive::notices::SPACING as u64)
}

#[test]
fn a_subscription_to_something_since_restricted_hidden_or_gone_tells_nothing_that_is_not_there_for_its_owner() {
    on_every_database(|test| {
        let (ana, bo, cy, kim) = (test.cast.ana.viewer(), test.cast.bo, test.cast.cy, test.cast.moderator());
        made(test, cy, new("rainy"));
        follow_collection(test, bo, "rainy");
        let rain = test.post(story("Rain", 1), State::Posted, false);
        put(test, ana, "rainy", rain).unwrap();
        assert_eq!(told(test, bo).len(), 1);
        write(test, move |tx| works::share(&ana, tx, rain, works::Access::Members)).unwrap();
        assert_eq!(told(test, bo).len(), 1, "it is for members, and bo is one");
        write(test, move |tx| works::share_with(&ana, tx, rain, &[])).unwrap();
        assert!(told(test, bo).is_empty(), "it is not for bo any more");

        write(test, move |tx| collections::hide(&kim, tx, "rainy", "a test")).unwrap();
        let snow = test.post(story("Snow", 1), State::Posted, false);
        put(test, ana, "rainy", snow).unwrap_err();
        assert!(told(test, bo).is_empty());
        let mine = |test: &TestArchive| {
            let viewer = bo.viewer();
            test.archive.read(move |tx| subscriptions::page_of(&viewer, tx, None, 1)).wait().unwrap().items
        };
        assert_eq!(mine(test)[0].subject, SeenSubject::Gone, "a hidden collection is not even named");
        assert!(follow(test, test.cast.wren.viewer(), Subject::Collection(id_of_hidden(test))).is_err());
        write(test, move |tx| collections::unhide(&kim, tx, "rainy", "a test")).unwrap();
        write(test, move |tx| collections::remove(&cy.viewer(), tx, "rainy")).unwrap();
        collections::reveal_due(&test.archive).unwrap();
        assert!(mine(test).is_empty(), "SUB-1: what is gone is followed by nobody");
    });
}

fn id_of_hidden(test: &TestArchive) -> CollectionId {
    let kim = test.cast.moderator();
    test.archive.read(move |tx| collections::find(&kim, tx, "rainy")).wait().unwrap().0
}

#[test]
fn when_works_are_revealed_all_at_once_or_one_by_one_recipients_and_those_whom_they_come_from_are_told() {
    on_every_database(|test| {
        let (ana, cy) = (test.cast.ana.viewer(), test.cast.cy);
        let (dora, nora) = (test.member_with_account("dora"), test.member_with_account("nora"));
        let wish = Preferences { gifts: true, ..Preferences::default() };
        write(test, move |tx| accounts::prefer(&dora.viewer(), tx, &wish)).unwrap();
        let root = test.post_by(nora, story("Root", 1), State::Posted);
        made(test, cy, mysteries());
        let given = ["Rain", "Snow"].map(|title| {
            let work = test.post(story(title, 1), State::Draft, false);
            put(test, ana, "secret", work).unwrap();
            write(test, move |tx| gifts::give(&ana, tx, work, &["dora".to_owned()])).unwrap();
            let source = Cited { kind: relations::Kind::Inspired, source: Source::Here(root), typed: String::new() };
            let citing = Citing { add: vec![source], ..Citing::default() };
            write(test, move |tx| relations::cite(&ana, tx, work, &citing)).unwrap();
            write(test, move |tx| works::publish(&ana, tx, work)).unwrap();
            work
        });
        assert!(others(test).is_empty(), "VIS-6: a mystery is told nobody");
        let item = items_of(test, cy, given[0]);
        decide(test, cy.viewer(), "secret", item, Decision::Reveal).unwrap();
        let of = |letters: &[(Option<PersonId>, Matter)], work: WorkId| {
            let about = |matter: &Matter| match matter {
                Matter::Given { work: told } | Matter::Cited { work: told, .. } => *told == work.number(),
                _ => false,
            };
            let mut to: Vec<_> = letters.iter().filter(|(_, matter)| about(matter)).map(|(to, _)| *to).collect();
            to.sort_unstable();
            to
        };
        let mut both = vec![Some(dora.id), Some(nora.id)];
        both.sort_unstable();
        let letters = others(test);
        assert_eq!((of(&letters, given[0]), letters.len()), (both.clone(), 2), "VIS-6: one by one too");
        reveal(test, cy, "secret", (true, false));
        let letters = others(test);
        assert_eq!((of(&letters, given[1]), letters.len()), (both, 2), "VIS-6: and each once");
        reveal(test, cy, "secret", (false, true));
        assert!(others(test).is_empty(), "VIS-6: when creators are named, recipients know already");
    });
}

fn items_of(test: &TestArchive, keeper: Member, work: WorkId) -> archive::ItemId {
    let page = test.archive.read(move |tx| collections::items(&keeper.viewer(), tx, "secret", (Which::In, 1)));
    let items = page.wait().unwrap().items;
    items.into_iter().find(|item| item.work.as_ref().is_some_and(|card| card.id == work)).unwrap().id
}
