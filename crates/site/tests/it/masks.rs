//! The world of masks: two archives that differ in nothing but in who made an anonymous work, which answer alike.

use archive::comments::{self, NewComment, Speaker, Words};
use archive::subscriptions::{Subject, subscribe};
use archive::{Viewer, WorkId, works, works::Access, works::NewWork, works::State};
use export::Format;
use manuscript::{Manuscript, Provenance, SeriesPlace};

use crate::canaries::{Visitor, follow_collections, tell};
use crate::leaks::{ask, shared_paths, shared_works, told};
use crate::visit::{TestSite, Who};

/// A world in which somebody has posted an anonymous work, part of a series of their own, and named works beside it.
fn mask(by: fn(&TestSite) -> testkit::Member) -> (TestSite, WorkId) {
    let site = TestSite::new();
    let (cy, bo, wren) = (site.ground.cast.cy.viewer(), site.ground.cast.bo.id, site.ground.cast.wren.id);
    site.write(move |tx| {
        subscribe(&cy, tx, Subject::Person(bo))?;
        subscribe(&cy, tx, Subject::Person(wren)).map(drop)
    });
    shared_works(&site);
    follow_collections(&site, &[site.ground.cast.cy]);
    let (author, bo) = (by(&site), site.ground.cast.bo);
    for name in [bo, site.ground.cast.wren] {
        let place = SeriesPlace { title: "Masks".to_owned(), part: Some(1), url: None };
        post_by(&site, name, Manuscript { series: vec![place], ..testkit::story("Unmasked", 1) });
    }
    let place = SeriesPlace { title: "Masks".to_owned(), part: Some(2), url: None };
    let story = Manuscript {
        series: vec![place],
        extra: vec![("Author".to_owned(), "the one who did it".to_owned())],
        provenance: Provenance { url: Some("https://example.org/did-it".to_owned()), ..Provenance::default() },
        expected_chapters: Some(3),
        ..testkit::story("Masked", 2)
    };
    let id = post_by(&site, author, story);
    site.write(move |tx| {
        works::set_anonymous(&author.viewer(), tx, id, true)?;
        archive::collections::put_work(&author.viewer(), tx, "masks", id)?;
        let words = Words::typed("thanks, all of you", false)?;
        let new = NewComment { parent: None, chapter: None, by: Speaker::Member(None), words };
        comments::say(&author.viewer(), tx, &id.into(), &new).map(drop)
    });
    tell(&site);
    (site, id)
}

fn post_by(site: &TestSite, author: testkit::Member, manuscript: Manuscript) -> WorkId {
    let creators = works::Creators::Pseuds(vec![author.pseud]);
    let work = NewWork { manuscript, creators, state: State::Posted, access: Access::Everyone }.pack().unwrap();
    site.ground.archive.write(move |tx| works::post(&author.viewer(), tx, &work)).wait().unwrap()
}

#[test]
fn who_made_an_anonymous_work_changes_no_byte_of_what_others_are_told() {
    let (by_bo, masked) = mask(|site| site.ground.cast.bo);
    let (by_wren, the_same) = mask(|site| site.ground.cast.wren);
    assert_eq!(masked, the_same);
    let newest = works_of_everybody(&by_bo);
    assert!(newest.contains(&masked), "it stands in the lists without a name");
    for visitor in [Visitor::Of(Who::Guest), Visitor::Of(Who::Cy), Visitor::Of(Who::Ana), Visitor::Keyed] {
        let masks = ["", "/works", "/people", "/bookmarks", "/feed.atom", "/works?q=by%3Abo_reads"];
        let masks = masks.map(|tail| format!("/collections/masks{tail}"));
        let own = "/users/cy_muted/notices".to_owned();
        for path in shared_paths(&by_bo, &newest).into_iter().chain(masks).chain([own]) {
            let get = |site: &TestSite| site.send(ask(&[], visitor, &path));
            assert_eq!(get(&by_bo), get(&by_wren), "{path} tells {visitor:?} who made it");
        }
    }
    let own = by_bo.get(Who::Bo, &format!("/works/{masked}?view_full_work=true"));
    assert!(own.texts(".byline").concat().contains("Anonymous [bo_reads]"), "bo reads it: {:?}", own.texts(".byline"));
    for format in Format::ALL {
        let file = by_bo.get(Who::Bo, &format!("/downloads/{masked}/x.{}", format.extension()));
        let told = told(&file);
        for word in ["bo_reads", "the one who did it", "did-it", "Masks"] {
            assert!(!told.contains(word), "bo's own {} says {word}", format.extension());
        }
    }
}

fn works_of_everybody(site: &TestSite) -> Vec<WorkId> {
    let cards = site.ground.archive.read(|tx| works::newest(&Viewer::Guest, tx, 50)).wait().unwrap();
    cards.into_iter().map(|card| card.id).collect()
}
