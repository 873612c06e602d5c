//! What works come from (REL-1 … REL-3): who may cite what, who is told, and what each is told of either side.

use archive::blocks::{self, List};
use archive::bookmarks::{self, NewBookmark, On};
use archive::mail::{self, Matter};
use archive::relations::{self, Answer, Cited, Citing, Elsewhere, Kind, Parent, Relation, Side, Source, Way};
use archive::works::{self, Access, Epitaph, State};
use archive::{Errand, Error, RelationId, Slip, Tx, Viewer, Why, WorkId};
use manuscript::{Manuscript, Permission, Permissions};
use testkit::{Member, TestArchive, on_every_database, story};

fn here(kind: Kind, id: WorkId) -> Citing {
    let cited = Cited { kind, source: Source::Here(id), typed: format!("/works/{id}") };
    Citing { add: vec![cited], ..Citing::default() }
}

fn cite(test: &TestArchive, viewer: Viewer, work: WorkId, citing: Citing) -> archive::Result<()> {
    test.archive.write(move |tx| relations::cite(&viewer, tx, work, &citing)).wait()
}

fn do_it(test: &TestArchive, deed: impl Fn(&Tx<'_>) -> archive::Result<()> + Send + 'static) {
    test.archive.write(deed).wait().unwrap();
}

fn parents(test: &TestArchive, viewer: Viewer, work: WorkId) -> Vec<Parent> {
    let read = move |tx: &Tx<'_>| relations::parents(&viewer, tx, &works::show(&viewer, tx, work)?.card);
    test.archive.read(read).wait().unwrap()
}

fn children(test: &TestArchive, viewer: Viewer, work: WorkId) -> Vec<String> {
    let read = move |tx: &Tx<'_>| relations::children(&viewer, tx, &works::show(&viewer, tx, work)?.card);
    test.archive.read(read).wait().unwrap().iter().map(|relation| told(&relation.child)).collect()
}

/// What somebody's works come from, and what comes from them.
struct Pages {
    from: Vec<Relation>,
    to: Vec<Relation>,
}

fn pages(test: &TestArchive, viewer: Viewer, of: Member) -> Pages {
    let read = |way| {
        let page = test.archive.read(move |tx| relations::page_of(&viewer, tx, of.id, (way, 1))).wait().unwrap();
        assert_eq!(page.total as usize, page.items.len());
        page.items
    };
    Pages { from: read(Way::From), to: read(Way::To) }
}

fn told(side: &Side) -> String {
    match side {
        Side::Here(card) => {
            let by = card.bylines.iter().map(ToString::to_string).collect::<Vec<_>>().join(", ");
            format!("{} by {by}", card.title)
        }
        Side::Restricted(_) => "restricted".into(),
        Side::Mystery => "mystery".into(),
        Side::Gone => "gone".into(),
        Side::Elsewhere(work) => format!("{} by {} at {}", work.title, work.author, work.address),
    }
}

fn answer(test: &TestArchive, viewer: Viewer, id: RelationId, answer: Answer) -> archive::Result<()> {
    test.archive.write(move |tx| relations::answer(&viewer, tx, id, answer)).wait()
}

fn slips(outcome: archive::Result<()>) -> Vec<Slip> {
    match outcome {
        Err(Error::Invalid(errors)) => errors.into_iter().map(|error| error.slip).collect(),
        other => panic!("{other:?}"),
    }
}

/// A parent of ana's, and a child of bo's that cites it.
fn family(test: &TestArchive) -> (WorkId, WorkId, RelationId) {
    let parent = test.post(story("Parent", 1), State::Posted, false);
    let child = test.post_by(test.cast.bo, story("Child", 1), State::Posted);
    cite(test, test.cast.bo.viewer(), child, here(Kind::Inspired, parent)).unwrap();
    (parent, child, parents(test, Viewer::Guest, child)[0].id)
}

#[test]
fn a_work_cites_what_its_creator_sees_and_nothing_else() {
    on_every_database(|test| {
        let (ana, bo) = (test.cast.ana.viewer(), test.cast.bo.viewer());
        let works = test.stated_works();
        let child = test.post_by(test.cast.bo, story("Child", 1), State::Posted);
        for unseen in [works.ana_draft, works.ana_hidden, WorkId::new(7), child] {
            let address = format!("/works/{unseen}");
            assert_eq!(
                slips(cite(test, bo, child, here(Kind::Inspired, unseen))),
                [Slip::NoWorkHere { address }],
                "REL-1"
            );
        }
        cite(test, bo, child, here(Kind::Translation, works.ana_restricted)).unwrap();
        cite(test, bo, child, here(Kind::Translation, works.ana_restricted)).unwrap();
        cite(test, bo, child, here(Kind::Podfic, works.ana_posted)).unwrap();
        let kinds: Vec<Kind> = parents(test, bo, child).iter().map(|parent| parent.kind).collect();
        assert_eq!(kinds, [Kind::Translation, Kind::Podfic], "what is said already is not said twice");
        for other in [ana, Viewer::Guest, Viewer::Suspended(test.cast.bo.id), test.cast.moderator()] {
            assert!(cite(test, other, child, here(Kind::Inspired, works.ana_posted)).is_err(), "{other:?}");
        }
        do_it(test, move |tx| works::set_unrevealed(&ana, tx, works.ana_posted, true));
        let again = cite(test, bo, child, here(Kind::Inspired, works.ana_posted));
        assert!(matches!(slips(again)[..], [Slip::NoWorkHere { .. }]));
    });
}

#[test]
fn a_block_or_a_wish_keeps_ones_work_from_being_cited_unless_it_would_name_its_author() {
    on_every_database(|test| {
        let (ana, bo, bo_id) = (test.cast.ana.viewer(), test.cast.bo.viewer(), test.cast.bo.id);
        let wishes = Permissions { translate: Permission::No, ..Permissions::default() };
        let parent = test.post(Manuscript { permissions: wishes, ..story("Parent", 1) }, State::Posted, false);
        let child = test.post_by(test.cast.bo, story("Child", 1), State::Posted);
        let refused = |outcome| matches!(slips(outcome)[..], [Slip::NotToBeCited { .. }]);
        assert!(refused(cite(test, bo, child, here(Kind::Translation, parent))), "its page says no");
        do_it(test, move |tx| blocks::add(&ana, tx, List::Blocked, bo_id));
        assert!(refused(cite(test, bo, child, here(Kind::Inspired, parent))), "REL-1");
        do_it(test, move |tx| works::set_anonymous(&ana, tx, parent, true));
        cite(test, bo, child, here(Kind::Inspired, parent)).unwrap();
        assert!(refused(cite(test, bo, child, here(Kind::Translation, parent))), "what the page says names nobody");
    });
}

#[test]
fn a_work_elsewhere_is_cited_with_title_and_author_and_those_are_known_from_open_bookmarks() {
    on_every_database(|test| {
        let (ana, bo) = (test.cast.ana.viewer(), test.cast.bo.viewer());
        let child = test.post_by(test.cast.bo, story("Child", 1), State::Posted);
        let elsewhere = |address: &str, title: &str| Citing {
            add: vec![Cited {
                kind: Kind::Translation,
                source: Source::Elsewhere(Elsewhere {
                    address: address.into(),
                    title: title.into(),
                    author: title.into(),
                    language: "fr".into(),
                }),
                typed: address.into(),
            }],
            ..Citing::default()
        };
        let address = "https://example.org/s/7";
        cite(test, bo, child, elsewhere(address, "Les Pluies")).unwrap();
        let known = &parents(test, Viewer::Guest, child)[0];
        assert_eq!(told(&known.side), "Les Pluies by Les Pluies at https://example.org/s/7", "REL-1");
        assert_eq!(known.answer, Answer::Approved, "there is nobody to ask");
        let other = "https://example.org/s/8";
        assert_eq!(slips(cite(test, bo, child, elsewhere(other, " "))), [Slip::NotDescribed { address: other.into() }]);
        assert_eq!(slips(cite(test, bo, child, elsewhere("javascript:alert(1)", "x"))), [Slip::NotAnUrl]);
        assert!(matches!(slips(cite(test, bo, child, elsewhere(other, &"x".repeat(256))))[..], [Slip::TooLong { .. }]));

        let work = bookmarks::Elsewhere {
            address: other.into(),
            title: "Known".into(),
            author: "Somebody".into(),
            tags: vec![(archive::tags::Kind::Fandom, "Weather".into())],
            ..bookmarks::Elsewhere::default()
        };
        test.archive
            .write(move |tx| bookmarks::keep(&ana, tx, &On::Elsewhere(Box::new(work.clone())), &NewBookmark::default()))
            .wait()
            .unwrap();
        cite(test, bo, child, elsewhere(other, "")).unwrap();
        let found = told(&parents(test, Viewer::Guest, child)[1].side);
        assert_eq!(found, "Known by Somebody at https://example.org/s/8");
    });
}

#[test]
fn what_comes_from_a_work_stands_there_when_its_creators_approve_and_as_long() {
    on_every_database(|test| {
        let (ana, bo) = (test.cast.ana.viewer(), test.cast.bo.viewer());
        let (parent, _, id) = family(test);
        assert!(children(test, Viewer::Guest, parent).is_empty(), "REL-2");
        assert!(children(test, ana, parent).is_empty());
        for other in [bo, test.cast.moderator()] {
            assert!(matches!(answer(test, other, id, Answer::Approved), Err(Error::Forbidden(Why::NotYours))));
        }
        assert!(answer(test, Viewer::Suspended(test.cast.ana.id), id, Answer::Approved).is_err());
        let edition = || test.archive.read(move |tx| works::show(&bo, tx, parent)).wait().unwrap().card.edition;
        let before = edition();
        answer(test, ana, id, Answer::Approved).unwrap();
        assert_eq!(edition(), before, "HIST-2: its readers are told of no change");
        assert_eq!(children(test, Viewer::Guest, parent), ["Child by bo_reads"]);
        answer(test, ana, id, Answer::Refused).unwrap();
        assert!(children(test, Viewer::Guest, parent).is_empty(), "and it can be taken off any time");

        let own = test.post(story("Sequel", 1), State::Posted, false);
        cite(test, ana, own, here(Kind::Inspired, parent)).unwrap();
        assert_eq!(children(test, Viewer::Guest, parent), ["Sequel by ana"], "nobody asks themselves");
        let citing = Citing { drop: vec![parents(test, ana, own)[0].id, id], ..Citing::default() };
        cite(test, ana, own, citing).unwrap();
        assert!(children(test, Viewer::Guest, parent).is_empty());
        assert_eq!(pages(test, bo, test.cast.bo).from.len(), 1, "another's is not dropped so");
    });
}

#[test]
fn nobody_approves_at_once_where_that_would_name_them() {
    on_every_database(|test| {
        let ana = test.cast.ana.viewer();
        let [masked, open] = ["Masked", "Open"].map(|title| test.post(story(title, 1), State::Posted, false));
        do_it(test, move |tx| works::set_anonymous(&ana, tx, masked, true));
        for (child, parent) in [(masked, open), (open, masked)] {
            cite(test, ana, child, here(Kind::Inspired, parent)).unwrap();
            assert!(children(test, Viewer::Guest, parent).is_empty(), "REL-3");
            let id = parents(test, ana, child)[0].id;
            answer(test, ana, id, Answer::Approved).unwrap();
            assert_eq!(children(test, Viewer::Guest, parent).len(), 1, "they can say so themselves");
        }
    });
}

#[test]
fn what_waits_for_an_answer_is_seen_by_its_two_parties_alone() {
    on_every_database(|test| {
        let (_, _, id) = family(test);
        let (ana, bo) = (test.cast.ana, test.cast.bo);
        let numbers = |viewer: Viewer, of: Member| {
            let pages = pages(test, viewer, of);
            (pages.from.len(), pages.to.len())
        };
        assert_eq!((numbers(ana.viewer(), ana), numbers(bo.viewer(), bo)), ((0, 1), (1, 0)), "REL-2");
        for other in [Viewer::Guest, test.cast.cy.viewer(), test.cast.moderator()] {
            assert_eq!((numbers(other, ana), numbers(other, bo)), ((0, 0), (0, 0)), "{other:?}");
        }
        answer(test, ana.viewer(), id, Answer::Approved).unwrap();
        assert_eq!((numbers(Viewer::Guest, ana), numbers(Viewer::Guest, bo)), ((0, 1), (1, 0)));
    });
}

#[test]
fn each_state_of_either_side_tells_what_it_allows() {
    on_every_database(|test| {
        let (ana, bo, kim) = (test.cast.ana.viewer(), test.cast.bo.viewer(), test.cast.moderator());
        let (parent, child, id) = family(test);
        answer(test, ana, id, Answer::Approved).unwrap();
        let cited = |viewer| parents(test, viewer, child).iter().map(|parent| told(&parent.side)).collect::<Vec<_>>();
        assert_eq!(cited(Viewer::Guest), ["Parent by ana"]);

        do_it(test, move |tx| works::share(&ana, tx, parent, Access::Members));
        assert_eq!(
            (cited(Viewer::Guest), cited(bo)),
            (vec!["restricted".into()], vec!["Parent by ana".into()]),
            "REL-3"
        );
        do_it(test, move |tx| works::share(&ana, tx, parent, Access::Link));
        assert!(cited(Viewer::Guest).is_empty() && cited(bo).is_empty());
        do_it(test, move |tx| works::share(&ana, tx, parent, Access::Everyone));
        do_it(test, move |tx| works::set_anonymous(&ana, tx, parent, true));
        assert_eq!(
            (cited(Viewer::Guest), cited(ana)),
            (vec!["Parent by Anonymous".into()], vec!["Parent by Anonymous".into()])
        );
        do_it(test, move |tx| works::set_unrevealed(&ana, tx, parent, true));
        assert_eq!((cited(Viewer::Guest), cited(bo)), (vec!["mystery".into()], vec!["mystery".into()]));
        do_it(test, move |tx| {
            works::set_unrevealed(&ana, tx, parent, false)?;
            works::set_anonymous(&ana, tx, parent, false)?;
            works::hide(&kim, tx, parent, "a test")
        });
        assert!(cited(Viewer::Guest).is_empty() && cited(bo).is_empty());
        do_it(test, move |tx| {
            works::unhide(&kim, tx, parent, "")?;
            works::discard(&ana, tx, parent, &Epitaph::default())
        });
        assert_eq!(cited(Viewer::Guest), ["gone"]);
        do_it(test, move |tx| works::delete(&ana, tx, parent));
        assert_eq!(cited(Viewer::Guest), ["gone"], "and it outlives the work");
        let form = test.archive.read(move |tx| relations::typed(&bo, tx, child)).wait().unwrap();
        assert_eq!(form.len(), 1, "its creator takes it off");
    });
}

#[test]
fn each_state_of_what_comes_from_a_work_is_told_on_that_works_page() {
    on_every_database(|test| {
        let (ana, bo, kim) = (test.cast.ana.viewer(), test.cast.bo.viewer(), test.cast.moderator());
        let (parent, child, id) = family(test);
        answer(test, ana, id, Answer::Approved).unwrap();
        let listed = |viewer| children(test, viewer, parent);
        do_it(test, move |tx| works::share(&bo, tx, child, Access::Members));
        assert_eq!((listed(Viewer::Guest), listed(ana)), (vec!["restricted".into()], vec!["Child by bo_reads".into()]));
        do_it(test, move |tx| works::share(&bo, tx, child, Access::Everyone));
        do_it(test, move |tx| works::set_anonymous(&bo, tx, child, true));
        assert_eq!(
            (listed(Viewer::Guest), listed(bo)),
            (vec!["Child by Anonymous".into()], vec!["Child by Anonymous".into()])
        );
        do_it(test, move |tx| works::set_unrevealed(&bo, tx, child, true));
        assert_eq!((listed(Viewer::Guest), listed(ana)), (vec!["mystery".into()], vec!["mystery".into()]));
        do_it(test, move |tx| works::set_unrevealed(&bo, tx, child, false));
        do_it(test, move |tx| works::hide(&kim, tx, child, "a test"));
        assert!(listed(Viewer::Guest).is_empty() && listed(ana).is_empty());
        do_it(test, move |tx| works::unhide(&kim, tx, child, ""));
        do_it(test, move |tx| works::discard(&bo, tx, child, &Epitaph::default()));
        assert!(listed(Viewer::Guest).is_empty());
    });
}

#[test]
fn a_page_under_a_name_tells_of_no_work_that_does_not_say_that_name() {
    on_every_database(|test| {
        let (ana, bo) = (test.cast.ana, test.cast.bo);
        let (parent, child, id) = family(test);
        answer(test, ana.viewer(), id, Answer::Approved).unwrap();
        let sides = |viewer: Viewer, of: Member| {
            let pages = pages(test, viewer, of);
            let all = pages.from.iter().map(|one| told(&one.parent)).chain(pages.to.iter().map(|one| told(&one.child)));
            all.collect::<Vec<_>>()
        };
        do_it(test, move |tx| works::set_anonymous(&bo.viewer(), tx, child, true));
        assert!(sides(Viewer::Guest, bo).is_empty(), "REL-3: not on the child's creator's");
        assert_eq!(sides(Viewer::Guest, ana), ["Child by Anonymous"], "but on the other's");
        assert_eq!(
            (sides(ana.viewer(), ana), sides(bo.viewer(), bo)),
            (vec!["Child by Anonymous".into()], vec!["Parent by ana".into()])
        );
        do_it(test, move |tx| works::set_unrevealed(&bo.viewer(), tx, child, true));
        assert_eq!((sides(Viewer::Guest, ana), sides(Viewer::Guest, bo)), (vec!["mystery".into()], vec![]));
        do_it(test, move |tx| {
            works::set_unrevealed(&bo.viewer(), tx, child, false)?;
            works::set_anonymous(&bo.viewer(), tx, child, false)?;
            works::set_anonymous(&ana.viewer(), tx, parent, true)
        });
        assert!(sides(Viewer::Guest, ana).is_empty(), "REL-3: not on the parent's creator's");
        assert_eq!(sides(Viewer::Guest, bo), ["Parent by Anonymous"], "but on the other's");
    });
}

/// The matters of the letters that have not left.
fn letters(test: &TestArchive) -> Vec<(Option<archive::PersonId>, Matter)> {
    let post = Viewer::Custodian(Errand::Mail);
    let take = move |tx: &Tx<'_>| {
        let letters = mail::claim(&post, tx, 100)?;
        letters.iter().try_for_each(|letter| mail::sent(&post, tx, letter.id))?;
        Ok(letters.into_iter().map(|letter| (letter.to, letter.matter)).collect::<Vec<_>>())
    };
    test.archive.write(take).wait().unwrap()
}

#[test]
fn the_creators_of_a_cited_work_are_told_once_when_the_other_is_out() {
    on_every_database(|test| {
        let (dora, bo) = (test.member_with_account("dora"), test.cast.bo.viewer());
        let parent = test.post_by(dora, story("Parent", 1), State::Posted);
        let child = test.post_by(test.cast.bo, story("Child", 1), State::Draft);
        letters(test);
        cite(test, bo, child, here(Kind::Inspired, parent)).unwrap();
        assert!(letters(test).is_empty(), "REL-2: not for drafts");
        do_it(test, move |tx| works::set_unrevealed(&bo, tx, child, true));
        do_it(test, move |tx| works::publish(&bo, tx, child));
        assert!(letters(test).is_empty(), "VIS-6: nor for mysteries");
        do_it(test, move |tx| works::share(&bo, tx, child, Access::Link));
        do_it(test, move |tx| works::set_unrevealed(&bo, tx, child, false));
        assert!(letters(test).is_empty(), "nor for what they cannot see");
        do_it(test, move |tx| works::share(&bo, tx, child, Access::Members));
        let told = letters(test);
        assert!(matches!(told[..], [(Some(to), Matter::Cited { .. })] if to == dora.id), "{told:?}");
        do_it(test, move |tx| works::share(&bo, tx, child, Access::Everyone));
        assert!(letters(test).is_empty(), "once");
        let second = test.post_by(test.cast.bo, story("Second", 1), State::Posted);
        cite(test, bo, second, here(Kind::Podfic, parent)).unwrap();
        do_it(test, move |tx| works::set_unrevealed(&bo, tx, second, true));
        assert!(letters(test).is_empty(), "what became a mystery before the letter left is told later");
        do_it(test, move |tx| works::set_unrevealed(&bo, tx, second, false));
        assert_eq!(letters(test).len(), 1, "VIS-6");
        let Matter::Cited { relation, .. } = told[0].1 else { panic!() };
        let named = move |viewer: Viewer| {
            test.archive.read(move |tx| relations::named_in(&viewer, tx, RelationId::new(relation))).wait().unwrap()
        };
        assert!(named(dora.viewer()).is_some());
        do_it(test, move |tx| works::set_unrevealed(&bo, tx, child, true));
        assert!(named(dora.viewer()).is_none() && named(bo).is_none(), "what is taken back is told no more");
    });
}

#[test]
fn a_relation_is_in_what_its_maker_takes_away() {
    on_every_database(|test| {
        let (parent, child, _) = family(test);
        let bo = test.cast.bo.id;
        let all = test
            .archive
            .read(move |tx| archive::belongings::of(&Viewer::Custodian(Errand::OwnExport), tx, bo))
            .wait()
            .unwrap();
        let kept = &all.relations[0];
        assert_eq!((kept.work, kept.parent, kept.answer), (child.number(), Some(parent.number()), "waits"));
    });
}

#[test]
fn related_works_come_in_pages_without_those_whom_the_viewer_has_muted_and_no_number_counts_what_is_not_told() {
    on_every_database(|test| {
        let (ana, bo, cy, wren) = (test.cast.ana, test.cast.bo, test.cast.cy, test.cast.wren);
        let root = test.post(story("Root", 1), State::Posted, false);
        let most = works::PAGE as usize;
        for n in 0..most + 4 {
            let by = if n <= most { bo } else { wren };
            let child = test.post_by(by, story(&format!("No {n}"), 1), State::Posted);
            cite(test, by.viewer(), child, here(Kind::Inspired, root)).unwrap();
            test.clock.advance(std::time::Duration::from_secs(1));
            if n == most + 3 {
                do_it(test, move |tx| works::share_with(&wren.viewer(), tx, child, &[]));
            }
        }
        let page = |viewer: Viewer, number: u64| {
            let read = test.archive.read(move |tx| relations::page_of(&viewer, tx, ana.id, (Way::To, number)));
            let page = read.wait().unwrap();
            (page.total as usize, page.items.len())
        };
        assert_eq!(page(cy.viewer(), 1), (0, 0), "REL-2: nothing was approved");
        let waiting = test.archive.read(move |tx| relations::page_of(&ana.viewer(), tx, ana.id, (Way::To, 2)));
        let mut waiting = waiting.wait().unwrap().items;
        let first = test.archive.read(move |tx| relations::page_of(&ana.viewer(), tx, ana.id, (Way::To, 1)));
        waiting.extend(first.wait().unwrap().items);
        assert_eq!(waiting.len(), most + 3, "what is for nobody any more is not told");
        for relation in &waiting {
            answer(test, ana.viewer(), relation.id, Answer::Approved).unwrap();
        }
        assert_eq!((page(cy.viewer(), 1), page(cy.viewer(), 2)), ((most + 3, most), (most + 3, 3)));
        do_it(test, move |tx| blocks::add(&cy.viewer(), tx, List::Muted, wren.id));
        assert_eq!((page(cy.viewer(), 1), page(cy.viewer(), 2)), ((most + 1, most), (most + 1, 1)), "MUT-1");
        do_it(test, move |tx| blocks::add(&ana.viewer(), tx, List::Muted, wren.id));
        assert_eq!(page(ana.viewer(), 1).0, most + 3, "whoever has to answer sees all of it");
    });
}
