//! Creators with consent, orphaning, leaving the archive; blocks and mutes.

use archive::accounts::{self, Preferences, Role};
use archive::blocks::{self, List};
use archive::works::{self, Access, Creators, Epitaph, Fate, Keeping, NewWork, State};
use archive::{Errand, Error, PersonId, Result, Tx, Viewer, Why, WorkId, mail, moderation, people};
use testkit::{Member, TestArchive, on_every_database, story};

fn write<T: Send + 'static>(test: &TestArchive, deed: impl Fn(&Tx<'_>) -> Result<T> + Send + 'static) -> T {
    test.archive.write(deed).wait().expect("the deed is done")
}

/// Lets others ask this person.
fn open(test: &TestArchive, member: Member) {
    let wanted = Preferences { invitations: true, ..Preferences::default() };
    write(test, move |tx| accounts::prefer(&member.viewer(), tx, &wanted));
}

fn bylines(test: &TestArchive, id: WorkId) -> Vec<String> {
    let work = test.archive.read(move |tx| works::show(&Viewer::Guest, tx, id)).wait().expect("the work is there");
    work.card.bylines.iter().map(ToString::to_string).collect()
}

fn total(test: &TestArchive, viewer: Viewer, person: PersonId) -> u64 {
    test.archive.read(move |tx| works::page_of_person(&viewer, tx, person, 1)).wait().expect("lists are read").total
}

/// A work by several people; the archive itself posts it, because others than the poster would have to be asked first.
fn post_by(test: &TestArchive, authors: &[Member], title: &str, state: State) -> WorkId {
    let creators = Creators::Pseuds(authors.iter().map(|author| author.pseud).collect());
    let new = NewWork { manuscript: story(title, 1), creators, state, access: Access::Everyone };
    let new = new.pack().expect("a story of ours can be packed");
    write(test, move |tx| works::post(&Viewer::Custodian(Errand::Import), tx, &new))
}

#[test]
fn who_is_asked_reads_the_draft_and_is_named_only_after_a_yes() {
    on_every_database(|test| {
        let id = test.post(story("Ours", 1), State::Draft, false);
        let (ana, dora) = (test.cast.ana.viewer(), test.member_with_account("dora"));
        open(test, dora);
        write(test, move |tx| works::invite(&ana, tx, id, dora.id));
        write(test, move |tx| works::invite(&ana, tx, id, dora.id));
        let post = Viewer::Custodian(Errand::Mail);
        let letters = write(test, move |tx| mail::claim(&post, tx, 9));
        let told: Vec<_> = letters.into_iter().filter_map(|letter| Some((letter.to?, letter.matter))).collect();
        assert_eq!(told, [(dora.id, mail::Matter::Invited { work: id.number() })], "COCR-1: one letter");
        let seen = test.archive.read(move |tx| works::show(&dora.viewer(), tx, id)).wait().unwrap();
        assert_eq!((seen.card.bylines.len(), seen.card.is_own), (1, false), "COCR-1");
        let change = test.archive.write(move |tx| works::publish(&dora.viewer(), tx, id)).wait();
        assert!(matches!(change, Err(Error::Forbidden(Why::NotYours))), "reading is not writing");
        write(test, move |tx| works::accept(&dora.viewer(), tx, id, None));
        write(test, move |tx| works::publish(&dora.viewer(), tx, id));
        assert_eq!(bylines(test, id), ["ana", "dora"]);
        assert_eq!(total(test, Viewer::Guest, dora.id), 1);
        let again = test.archive.write(move |tx| works::accept(&dora.viewer(), tx, id, None)).wait();
        assert!(matches!(again, Err(Error::NotFound)), "a question is answered once");
    });
}

#[test]
fn a_question_survives_the_name_it_was_asked_under() {
    on_every_database(|test| {
        let id = test.post(story("Ours", 1), State::Posted, false);
        let (ana, dora) = (test.cast.ana.viewer(), test.member_with_account("dora"));
        open(test, dora);
        let lamp = write(test, move |tx| people::add_pseud(tx, dora.id, "lamp"));
        write(test, move |tx| people::pseuds::prefer(&dora.viewer(), tx, lamp));
        write(test, move |tx| works::invite(&ana, tx, id, dora.id));
        write(test, move |tx| people::pseuds::remove(&dora.viewer(), tx, lamp));
        write(test, move |tx| works::accept(&dora.viewer(), tx, id, None));
        assert_eq!(bylines(test, id), ["ana", "dora"], "PSEUD-3");
    });
}

#[test]
fn nobody_is_asked_who_does_not_wish_it_and_the_answer_tells_no_reason() {
    on_every_database(|test| {
        let id = test.post(story("Ours", 1), State::Posted, false);
        let (ana, cast, host) = (test.cast.ana, test.cast, Viewer::Custodian(Errand::Host));
        for member in [cast.cy, cast.wren, cast.kim] {
            open(test, member);
        }
        write(test, move |tx| blocks::add(&cast.cy.viewer(), tx, List::Blocked, ana.id));
        write(test, move |tx| blocks::add(&ana.viewer(), tx, List::Blocked, cast.wren.id));
        write(test, move |tx| accounts::take(&host, tx, cast.kim.id, Role::Moderator));
        write(test, move |tx| moderation::ban(&host, tx, cast.kim.id, "a test"));
        for person in [cast.bo.id, cast.cy.id, cast.wren.id, cast.kim.id] {
            let asked = test.archive.write(move |tx| works::invite(&ana.viewer(), tx, id, person)).wait();
            assert!(matches!(asked, Err(Error::Forbidden(Why::NotToBeAsked))), "COCR-2, BLK-1: {asked:?}");
        }
    });
}

#[test]
fn one_leaves_by_oneself_and_the_last_one_stays() {
    on_every_database(|test| {
        let (ana, wren, kim) = (test.cast.ana, test.cast.wren, test.cast.moderator());
        let id = post_by(test, &[ana, wren], "Ours", State::Posted);
        write(test, move |tx| works::leave(&ana.viewer(), tx, id));
        assert_eq!(bylines(test, id), ["wren"]);
        let last = test.archive.write(move |tx| works::leave(&wren.viewer(), tx, id)).wait();
        assert!(matches!(last, Err(Error::Forbidden(Why::LastCreator))), "COCR-4");
        let left = |viewer: Viewer| test.archive.read(move |tx| works::left(&viewer, tx, id)).wait();
        assert_eq!(left(kim).unwrap(), ["ana"], "COCR-5");
        assert!(left(wren.viewer()).is_err());
        test.clock.advance(std::time::Duration::from_hours(72));
        assert!(left(kim).unwrap().is_empty(), "COCR-5: for three days");
    });
}

#[test]
fn an_orphaned_work_stays_under_the_orphan_account_with_or_without_its_name() {
    on_every_database(|test| {
        let (ana, wren) = (test.cast.ana, test.cast.wren);
        let pseud = write(test, move |tx| people::add_pseud(tx, ana.id, "Nana"));
        let nana = Member { id: ana.id, pseud };
        let (named, nameless) =
            (post_by(test, &[nana], "Named", State::Posted), post_by(test, &[nana], "Not", State::Posted));
        let ours = post_by(test, &[ana, wren], "Ours", State::Posted);
        for (id, keeping) in [(named, Keeping::Name), (nameless, Keeping::Nothing), (ours, Keeping::Nothing)] {
            write(test, move |tx| works::orphan(&ana.viewer(), tx, id, keeping));
        }
        assert_eq!(bylines(test, named), ["Nana (orphan_account)"], "ORPH-1");
        assert_eq!(bylines(test, nameless), ["orphan_account"], "ORPH-1");
        assert_eq!(bylines(test, ours), ["orphan_account", "wren"], "ORPH-2");
        assert_eq!(total(test, Viewer::Guest, ana.id), 0);
        let change = test.archive.write(move |tx| works::share(&ana.viewer(), tx, named, Access::Members)).wait();
        assert!(matches!(change, Err(Error::Forbidden(Why::NotYours))), "it cannot be undone");
        let draft = post_by(test, &[ana], "Draft", State::Draft);
        let orphaned = test.archive.write(move |tx| works::orphan(&ana.viewer(), tx, draft, Keeping::Nothing)).wait();
        assert!(matches!(orphaned, Err(Error::Forbidden(Why::Draft))));
        let taken = test.archive.write(|tx| people::join(tx, "Orphan_Account")).wait();
        assert!(matches!(taken, Err(Error::Conflict(_))), "ROLE-4: nobody has its name");
        let orphanage = test.archive.read(|tx| people::by_name(&Viewer::Guest, tx, "orphan_account")).wait().unwrap();
        let host = Viewer::Custodian(Errand::Host);
        let banned = test.archive.write(move |tx| moderation::ban(&host, tx, orphanage.id, "x")).wait();
        assert!(matches!(banned, Err(Error::NotFound)), "ROLE-4");
    });
}

#[test]
fn a_deleted_account_leaves_its_works_where_it_said_and_nothing_else() {
    on_every_database(|test| {
        let (dora, wren) = (test.member_with_account("dora"), test.cast.wren);
        let sole = post_by(test, &[dora], "Sole", State::Posted);
        let shared = post_by(test, &[dora, wren], "Shared", State::Posted);
        let draft = post_by(test, &[dora], "Draft", State::Draft);
        let binned = post_by(test, &[dora], "Binned", State::Posted);
        write(test, move |tx| works::discard(&dora.viewer(), tx, binned, &Epitaph::default()));
        write(test, move |tx| accounts::delete(&dora.viewer(), tx, Fate::Leave, Fate::Orphan(Keeping::Name)));
        assert_eq!(bylines(test, sole), ["dora (orphan_account)"], "DEL-1");
        assert_eq!(bylines(test, shared), ["wren"], "DEL-1");
        let kim = test.cast.moderator();
        for gone in [draft, binned] {
            let there = test.archive.read(move |tx| works::show(&kim, tx, gone)).wait().unwrap();
            assert!(there.card.is_deleted, "drafts and the bin go too");
            let told = there.card.bylines[0].to_string();
            assert!(told.starts_with('-'), "and name nobody: {told}");
            let found = test.archive.read(move |tx| works::show(&Viewer::Guest, tx, gone)).wait();
            assert!(matches!(found, Err(Error::NotFound)));
        }
        for viewer in [Viewer::Guest, kim] {
            let found = test.archive.read(move |tx| people::by_name(&viewer, tx, "dora")).wait();
            assert!(matches!(found, Err(Error::NotFound)));
            let found = test.archive.read(move |tx| people::show(&viewer, tx, dora.id)).wait();
            assert!(matches!(found, Err(Error::NotFound)), "DEL-2");
        }
        assert!(test.archive.read(|tx| accounts::by_name_or_address(tx, "dora@example.org")).wait().unwrap().is_none());
        test.clock.advance(std::time::Duration::from_hours(24 * 30));
        test.member_with_account("dora");
    });
}

/// Takes the letters that bring works which went with an account: the address, the work, and the secret.
fn last_letters(test: &TestArchive) -> Vec<(String, WorkId, archive::Secret)> {
    let post = Viewer::Custodian(Errand::Mail);
    let letters = write(test, move |tx| mail::claim(&post, tx, 50)).into_iter();
    let of = |letter: mail::Letter| match letter.matter {
        mail::Matter::WorkLeftBehind { work, secret } => {
            (letter.address, WorkId::new(work), archive::Secret::shown(secret))
        }
        other => panic!("another letter: {other:?}"),
    };
    letters.map(of).collect()
}

#[test]
fn works_that_go_with_an_account_come_back_into_another_by_the_letters_link() {
    on_every_database(|test| {
        let (dora, ana) = (test.member_with_account("dora"), test.cast.ana);
        let pseud = write(test, move |tx| people::add_pseud(tx, dora.id, "Nora"));
        let nora = Member { id: dora.id, pseud };
        let sole = post_by(test, &[nora, dora], "Sole", State::Posted);
        let draft = post_by(test, &[dora], "Draft", State::Draft);
        let (second, kept) =
            (post_by(test, &[dora], "Second", State::Posted), post_by(test, &[ana, dora], "Ours", State::Posted));
        write(test, move |tx| accounts::delete(&dora.viewer(), tx, Fate::Leave, Fate::Leave));

        let letters = last_letters(test);
        let mut works: Vec<WorkId> = letters.iter().map(|(_, work, _)| *work).collect();
        works.sort();
        let mut expected = vec![sole, draft, second];
        expected.sort();
        assert_eq!(works, expected, "DEL-1: one letter for each that goes, and none for what stays");
        assert!(letters.iter().all(|(address, ..)| address == "dora@example.org"), "to the address that is gone now");
        assert_eq!(bylines(test, kept), ["ana"]);
        let secret = letters[0].2.clone();
        let shown = secret.clone();
        assert_eq!(test.archive.read(move |tx| works::estate(tx, &shown)).wait().unwrap().len(), 3);
        let inherit = |viewer: Viewer| {
            let shown = secret.clone();
            test.archive.write(move |tx| works::inherit(&viewer, tx, &shown)).wait()
        };
        assert!(matches!(inherit(Viewer::Guest), Err(Error::LogIn)));
        assert!(matches!(inherit(Viewer::Suspended(ana.id)), Err(Error::Forbidden(Why::Sanctioned))));
        assert_eq!(inherit(ana.viewer()).unwrap().len(), 3);
        assert!(matches!(inherit(test.cast.bo.viewer()), Err(Error::NotFound)), "the link works once");
        assert_eq!((bylines(test, sole), bylines(test, second)), (vec!["ana".to_owned()], vec!["ana".to_owned()]));
        let seen = test.archive.read(move |tx| works::show(&ana.viewer(), tx, draft)).wait().unwrap();
        assert!(seen.card.is_draft && seen.card.is_own && !seen.card.is_deleted, "each in the state it was in");
    });
}

#[test]
fn what_nobody_fetches_back_is_gone_after_its_time() {
    on_every_database(|test| {
        let dora = test.member_with_account("dora");
        let sole = post_by(test, &[dora], "Sole", State::Posted);
        write(test, move |tx| accounts::delete(&dora.viewer(), tx, Fate::Leave, Fate::Leave));
        let secret = last_letters(test).remove(0).2;
        test.clock.advance(std::time::Duration::from_hours(30 * 24));
        let clock = Viewer::Custodian(Errand::Clock);
        assert!(write(test, move |tx| works::empty_bin(&clock, tx, sole)));
        let kim = test.cast.moderator();
        assert!(matches!(test.archive.read(move |tx| works::show(&kim, tx, sole)).wait(), Err(Error::NotFound)));
        assert!(matches!(test.archive.read(move |tx| works::estate(tx, &secret)).wait(), Err(Error::NotFound)));
    });
}

#[test]
fn who_left_comes_back_for_three_days_and_who_orphaned_does_not() {
    on_every_database(|test| {
        let (ana, wren) = (test.cast.ana, test.cast.wren);
        let pseud = write(test, move |tx| people::add_pseud(tx, ana.id, "Nana"));
        let nana = Member { id: ana.id, pseud };
        let (left, draft) =
            (post_by(test, &[nana, wren], "Left", State::Posted), post_by(test, &[ana, wren], "Draft", State::Draft));
        let orphaned = post_by(test, &[ana, wren], "Orphaned", State::Posted);
        for id in [left, draft] {
            write(test, move |tx| works::leave(&ana.viewer(), tx, id));
        }
        write(test, move |tx| works::orphan(&ana.viewer(), tx, orphaned, Keeping::Nothing));
        let waiting = test.archive.read(move |tx| works::left_by(&ana.viewer(), tx)).wait().unwrap();
        let mut titles: Vec<_> =
            waiting.iter().map(|left| left.card.as_ref().map(|card| card.title.as_str())).collect();
        titles.sort();
        assert_eq!(titles, [None, Some("Left")], "of a draft that is others' now not even the title is told");
        let back = |viewer: Viewer, id| test.archive.write(move |tx| works::come_back(&viewer, tx, id)).wait();
        assert!(matches!(back(ana.viewer(), orphaned), Err(Error::NotFound)), "ORPH-1: it cannot be undone");
        assert!(matches!(back(test.cast.bo.viewer(), left), Err(Error::NotFound)));
        back(ana.viewer(), left).unwrap();
        assert_eq!(bylines(test, left), ["wren", "Nana (ana)"]);
        assert!(matches!(back(ana.viewer(), left), Err(Error::NotFound)), "once");
        let kim = test.cast.moderator();
        assert!(test.archive.read(move |tx| works::left(&kim, tx, left)).wait().unwrap().is_empty());
        write(test, move |tx| works::discard(&wren.viewer(), tx, draft, &Epitaph::default()));
        assert!(matches!(back(ana.viewer(), draft), Err(Error::Forbidden(Why::Deleted))));
        write(test, move |tx| works::restore(&wren.viewer(), tx, draft));
        test.clock.advance(std::time::Duration::from_hours(72));
        assert!(matches!(back(ana.viewer(), draft), Err(Error::NotFound)), "COCR-5: for three days");
    });
}

#[test]
fn works_of_their_own_are_deleted_where_that_was_chosen_and_neither_owner_nor_suspended_go() {
    on_every_database(|test| {
        let (dora, host) = (test.member_with_account("dora"), Viewer::Custodian(Errand::Host));
        let sole = post_by(test, &[dora], "Sole", State::Posted);
        write(test, move |tx| accounts::give(&host, tx, dora.id, Role::Owner));
        let go = |viewer: Viewer| {
            test.archive.write(move |tx| accounts::delete(&viewer, tx, Fate::Leave, Fate::Leave)).wait()
        };
        assert!(matches!(go(dora.viewer()), Err(Error::Forbidden(Why::LastOwner))));
        assert!(matches!(go(Viewer::Suspended(dora.id)), Err(Error::Forbidden(Why::Sanctioned))), "USER-6");
        let ana = test.cast.ana;
        write(test, move |tx| accounts::give(&host, tx, ana.id, Role::Owner));
        assert!(go(Viewer::Banned(dora.id)).is_ok(), "USER-6: a banned one may");
        assert!(test.archive.read(move |tx| works::show(&Viewer::Guest, tx, sole)).wait().is_err());
    });
}

#[test]
fn muted_authors_are_in_no_list_and_no_count_of_who_mutes_them_and_in_everybody_elses() {
    on_every_database(|test| {
        let (ana, bo, cy) = (test.cast.ana, test.cast.bo, test.cast.cy);
        for n in 0..3 {
            post_by(test, &[cy], &format!("Muted {n}"), State::Posted);
        }
        post_by(test, &[ana], "Heard", State::Posted);
        post_by(test, &[ana, cy], "Half", State::Posted);
        let masked = post_by(test, &[cy], "Masked", State::Posted);
        write(test, move |tx| works::set_anonymous(&cy.viewer(), tx, masked, true));
        write(test, move |tx| blocks::add(&bo.viewer(), tx, List::Muted, cy.id));
        let lists = |viewer: Viewer| {
            test.archive.read(move |tx| {
                let tag = archive::tags::by_name(&viewer, tx, "Rain")?.id;
                let page = works::page_of_tag(&viewer, tx, tag, 1)?;
                let newest = works::newest(&viewer, tx, 2)?.len();
                Ok((page.total, page.items.len(), newest, works::fandoms(&viewer, tx)?[0].works))
            })
        };
        assert_eq!(lists(bo.viewer()).wait().unwrap(), (2, 2, 2, 2), "MUT-1: pages full, totals true");
        assert_eq!(lists(ana.viewer()).wait().unwrap(), (6, 6, 2, 6));
        let titles = test.archive.read(move |tx| works::newest(&bo.viewer(), tx, 9)).wait().unwrap();
        let titles: Vec<_> = titles.iter().map(|card| card.title.as_str()).collect();
        assert!(titles.contains(&"Masked"), "that it were gone would tell who made it: {titles:?}");
        write(test, move |tx| blocks::remove(&bo.viewer(), tx, List::Muted, cy.id));
        assert_eq!(lists(bo.viewer()).wait().unwrap(), (6, 6, 2, 6));
    });
}

#[test]
fn neither_oneself_nor_those_who_keep_order_are_blocked() {
    on_every_database(|test| {
        let (ana, kim, bo) = (test.cast.ana, test.cast.kim, test.cast.bo);
        let add = |list, person| test.archive.write(move |tx| blocks::add(&ana.viewer(), tx, list, person)).wait();
        assert!(matches!(add(List::Blocked, ana.id), Err(Error::Forbidden(Why::NotToBeBlocked))), "BLK-1");
        assert!(matches!(add(List::Blocked, kim.id), Err(Error::Forbidden(Why::NotToBeBlocked))), "BLK-1");
        assert!(
            add(List::Muted, kim.id).is_ok() && add(List::Blocked, bo.id).is_ok() && add(List::Blocked, bo.id).is_ok()
        );
        let on = |viewer: Viewer| test.archive.read(move |tx| blocks::on(&viewer, tx, List::Blocked)).wait().unwrap();
        assert_eq!((on(ana.viewer()), on(bo.viewer())), (vec!["bo_reads".to_owned()], Vec::new()));
    });
}

#[test]
fn whoever_says_yes_chooses_under_which_of_their_own_names() {
    on_every_database(|test| {
        let id = test.post(story("Ours", 1), State::Posted, false);
        let (ana, dora) = (test.cast.ana, test.member_with_account("dora"));
        open(test, dora);
        let nana = write(test, move |tx| people::add_pseud(tx, dora.id, "Nana"));
        write(test, move |tx| works::invite(&ana.viewer(), tx, id, dora.id));
        let theirs = test.archive.write(move |tx| works::accept(&dora.viewer(), tx, id, Some(ana.pseud))).wait();
        assert!(matches!(theirs, Err(Error::Forbidden(Why::NotYours))), "{theirs:?}");
        assert_eq!(bylines(test, id), ["ana"]);
        write(test, move |tx| works::accept(&dora.viewer(), tx, id, Some(nana)));
        assert_eq!(bylines(test, id), ["ana", "Nana (dora)"]);
    });
}

#[test]
fn a_question_can_be_taken_back_and_then_opens_nothing() {
    on_every_database(|test| {
        let id = test.post(story("Ours", 1), State::Draft, false);
        let (ana, bo, dora) = (test.cast.ana.viewer(), test.cast.bo.viewer(), test.member_with_account("dora"));
        open(test, dora);
        write(test, move |tx| works::invite(&ana, tx, id, dora.id));
        let theirs = test.archive.write(move |tx| works::withdraw(&bo, tx, id, dora.id)).wait();
        assert!(matches!(theirs, Err(Error::NotFound)), "of a draft that is others' nothing is told");
        let reads = || test.archive.read(move |tx| works::show(&dora.viewer(), tx, id)).wait();
        assert!(reads().is_ok());

        write(test, move |tx| works::withdraw(&ana, tx, id, dora.id));

        assert!(matches!(reads(), Err(Error::NotFound)), "COCR-1");
        let yes = test.archive.write(move |tx| works::accept(&dora.viewer(), tx, id, None)).wait();
        assert!(matches!(yes, Err(Error::NotFound)));
        let waiting = test.archive.read(move |tx| works::invitations(&dora.viewer(), tx)).wait().unwrap();
        assert!(waiting.is_empty());
        assert!(test.archive.read(move |tx| works::invited(&ana, tx, id)).wait().unwrap().is_empty());
    });
}

#[test]
fn whoever_closes_the_door_keeps_the_questions_already_asked() {
    on_every_database(|test| {
        let (asked, later) =
            (test.post(story("Asked", 1), State::Posted, false), test.post(story("Later", 1), State::Posted, false));
        let (ana, dora) = (test.cast.ana.viewer(), test.member_with_account("dora"));
        open(test, dora);
        write(test, move |tx| works::invite(&ana, tx, asked, dora.id));
        write(test, move |tx| accounts::prefer(&dora.viewer(), tx, &Preferences::default()));
        let waiting = test.archive.read(move |tx| works::invitations(&dora.viewer(), tx)).wait().unwrap();
        assert_eq!(waiting.iter().map(|asked| asked.card.title.as_str()).collect::<Vec<_>>(), ["Asked"], "COCR-2");
        let refused = test.archive.write(move |tx| works::invite(&ana, tx, later, dora.id)).wait();
        assert!(matches!(refused, Err(Error::Forbidden(Why::NotToBeAsked))));
        write(test, move |tx| works::accept(&dora.viewer(), tx, asked, None));
        assert_eq!(bylines(test, asked), ["ana", "dora"]);
    });
}

#[test]
fn a_banned_person_neither_leaves_nor_orphans_nor_restores() {
    on_every_database(|test| {
        let (dora, wren, kim) = (test.member_with_account("dora"), test.cast.wren, test.cast.moderator());
        let (ours, sole) =
            (post_by(test, &[dora, wren], "Ours", State::Posted), post_by(test, &[dora], "Sole", State::Posted));
        let (left, binned) =
            (post_by(test, &[dora, wren], "Left", State::Posted), post_by(test, &[dora], "Binned", State::Posted));
        write(test, move |tx| works::leave(&dora.viewer(), tx, left));
        write(test, move |tx| works::discard(&dora.viewer(), tx, binned, &Epitaph::default()));
        let asked = test.post(story("Asked", 1), State::Posted, false);
        open(test, dora);
        let ana = test.cast.ana.viewer();
        write(test, move |tx| works::invite(&ana, tx, asked, dora.id));
        write(test, move |tx| moderation::ban(&kim, tx, dora.id, "spam"));
        for banned in [Viewer::Banned(dora.id), Viewer::Suspended(dora.id)] {
            let deeds: [(&str, Result<()>); 5] = [
                ("leave", test.archive.write(move |tx| works::leave(&banned, tx, ours)).wait()),
                ("orphan", test.archive.write(move |tx| works::orphan(&banned, tx, sole, Keeping::Name)).wait()),
                ("restore", test.archive.write(move |tx| works::restore(&banned, tx, binned)).wait()),
                ("come back", test.archive.write(move |tx| works::come_back(&banned, tx, left)).wait()),
                ("accept", test.archive.write(move |tx| works::accept(&banned, tx, asked, None)).wait()),
            ];
            for (deed, outcome) in deeds {
                assert!(matches!(outcome, Err(Error::Forbidden(Why::Sanctioned))), "USER-6: {deed} {outcome:?}");
            }
            let all = works::Chosen::Everything;
            let chosen = test
                .archive
                .write(move |tx| works::orphan_chosen(&banned, tx, &all, Keeping::Nothing).map(|(done, _)| done));
            assert!(!matches!(chosen.wait(), Ok(done) if done > 0), "USER-6: nor all at once");
        }
        assert_eq!(bylines(test, ours), ["dora", "wren"]);
        assert_eq!((bylines(test, sole), bylines(test, left)), (vec!["dora".to_owned()], vec!["wren".to_owned()]));
        write(test, move |tx| moderation::lift(&kim, tx, dora.id, "enough"));
        write(test, move |tx| works::restore(&dora.viewer(), tx, binned));
        assert_eq!(bylines(test, binned), ["dora"], "nothing was lost meanwhile");
    });
}

#[test]
fn the_orphan_account_gets_no_letter_no_role_and_no_sanction() {
    on_every_database(|test| {
        let (dora, kim, host) =
            (test.member_with_account("dora"), test.cast.moderator(), Viewer::Custodian(Errand::Host));
        let id = post_by(test, &[dora], "Left behind", State::Posted);
        write(test, move |tx| works::orphan(&dora.viewer(), tx, id, Keeping::Nothing));
        let post = Viewer::Custodian(Errand::Mail);
        write(test, move |tx| works::hide(&kim, tx, id, "a complaint"));
        assert!(write(test, move |tx| mail::claim(&post, tx, 9)).is_empty(), "ROLE-4");
        let orphanage = write(test, |tx| people::by_name(&Viewer::Custodian(Errand::Host), tx, "orphan_account")).id;
        let refused: [Result<()>; 4] = [
            test.archive.write(move |tx| moderation::ban(&host, tx, orphanage, "x")).wait(),
            test.archive.write(move |tx| accounts::give(&host, tx, orphanage, Role::Wrangler)).wait(),
            test.archive.write(move |tx| moderation::take_name(&kim, tx, orphanage, "x").map(drop)).wait(),
            test.archive.write(move |tx| moderation::hide_works_of(&kim, tx, orphanage, "x").map(drop)).wait(),
        ];
        for outcome in refused {
            assert!(matches!(outcome, Err(Error::NotFound)), "ROLE-4: {outcome:?}");
        }
    });
}
