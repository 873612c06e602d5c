//! What a collection shows beside its list: its fandoms with their numbers, a work at random, the picture at its head.

use archive::collections::{self, NewCollection};
use archive::tags::Kind;
use archive::works::{self, State};
use archive::{Error, Slip, Viewer, WorkId, blocks};
use manuscript::Manuscript;
use testkit::{TestArchive, story};

use super::collecting::put;
use super::collections::{made, new, write};
use super::wrangling::{Desk, at_the_desk};

fn of_fandom(test: &TestArchive, title: &str, fandom: &str, is_restricted: bool) -> WorkId {
    let story = Manuscript { fandoms: vec![fandom.to_owned()], ..story(title, 1) };
    test.post(story, State::Posted, is_restricted)
}

fn fandoms(test: &TestArchive, viewer: Viewer, name: &'static str) -> Vec<(String, u64)> {
    let read = test.archive.read(move |tx| {
        let (id, _) = collections::find(&viewer, tx, name)?;
        works::fandoms_collected(&viewer, tx, &collections::holds(&viewer, tx, id)?)
    });
    let mut all: Vec<_> = read.wait().unwrap().into_iter().map(|one| (one.tag.name, one.works)).collect();
    all.sort();
    all
}

fn named(all: &[(&str, u64)]) -> Vec<(String, u64)> {
    all.iter().map(|(name, works)| ((*name).to_owned(), *works)).collect()
}

fn merged(desk: &Desk<'_>) {
    let tag = desk.tag("Sherlock");
    desk.canon(Kind::Fandom, "Sherlock Holmes & Co");
    desk.merge(tag, "Sherlock Holmes & Co");
}

#[test]
fn fandoms_of_a_collection_are_counted_for_whoever_looks_each_work_once_and_nothing_of_mysteries() {
    at_the_desk(|desk| {
        let test = desk.test;
        let (ana, cy) = (test.cast.ana.viewer(), test.cast.cy);
        made(test, cy, new("rainy"));
        made(test, cy, NewCollection { is_unrevealed: true, ..new("secret") });
        made(test, cy, NewCollection { parent: "rainy".to_owned(), ..new("drizzle") });
        let sherlock = of_fandom(test, "Rain", "Sherlock", false);
        let members = of_fandom(test, "Snow", "Narnia", true);
        let hidden = of_fandom(test, "Fog", "Zorro", false);
        put(test, ana, "drizzle", sherlock).unwrap();
        put(test, ana, "rainy", members).unwrap();
        put(test, ana, "rainy", hidden).unwrap();
        put(test, ana, "secret", hidden).unwrap();
        assert_eq!(fandoms(test, Viewer::Guest, "rainy"), named(&[("Sherlock", 1)]), "COL-9: VIS-2");
        let bo = test.cast.bo.viewer();
        assert_eq!(fandoms(test, bo, "rainy"), named(&[("Narnia", 1), ("Sherlock", 1)]));
        merged(desk);
        let both =
            Manuscript { fandoms: vec!["Sherlock".to_owned(), "Sherlock Holmes & Co".to_owned()], ..story("Both", 1) };
        let both = test.post(both, State::Posted, false);
        put(test, ana, "rainy", both).unwrap();
        assert_eq!(fandoms(test, Viewer::Guest, "rainy"), named(&[("Sherlock Holmes & Co", 2)]), "WR-12: each once");

        let drawn = |viewer: Viewer, name: &'static str| {
            let draw = move |number: u64| {
                let read = test.archive.read(move |tx| {
                    let (id, _) = collections::find(&viewer, tx, name)?;
                    works::any_collected(&viewer, tx, (&collections::holds(&viewer, tx, id)?, number))
                });
                read.wait().unwrap()
            };
            let mut all: Vec<WorkId> = (0..6).filter_map(draw).collect();
            all.sort_unstable();
            all.dedup();
            all
        };
        let sorted = |mut all: Vec<WorkId>| {
            all.sort_unstable();
            all
        };
        assert_eq!(
            drawn(Viewer::Guest, "rainy"),
            sorted(vec![sherlock, both]),
            "each is drawn some day, no other ever"
        );
        assert_eq!(drawn(bo, "rainy"), sorted(vec![sherlock, both, members]));
        assert!(drawn(bo, "secret").is_empty());
        write(test, move |tx| blocks::add(&bo, tx, blocks::List::Muted, test_ana(tx)?)).unwrap();
        assert!(drawn(bo, "rainy").is_empty(), "MUT-1");
        let any = test.archive.read(|tx| collections::any(&Viewer::Guest, tx, 7)).wait().unwrap();
        assert!(any.is_some_and(|name| ["rainy", "secret", "drizzle"].contains(&name.as_str())));
    });
}

fn test_ana(tx: &archive::Tx<'_>) -> archive::Result<archive::PersonId> {
    Ok(archive::people::by_name(&Viewer::Guest, tx, "ana")?.id)
}

#[test]
fn a_picture_at_the_head_is_said_by_its_address_and_described_in_words() {
    at_the_desk(|desk| {
        let test = desk.test;
        let cy = test.cast.cy;
        let bad = NewCollection { header: "http://example.org/a.svg".to_owned(), ..new("rainy") };
        let wrong = write(test, move |tx| collections::make(&cy.viewer(), tx, &bad));
        assert!(matches!(wrong, Err(Error::Invalid(slips)) if slips[0].slip == Slip::NotAPictureAddress), "COL-1");
        let header = "https://example.org/a.png".to_owned();
        made(test, cy, NewCollection { header: header.clone(), header_alt: "Rain".to_owned(), ..new("rainy") });
        let seen = test.archive.read(|tx| collections::show(&Viewer::Guest, tx, "rainy")).wait().unwrap();
        assert_eq!((seen.header, seen.header_alt), (header, "Rain".to_owned()));
    });
}
