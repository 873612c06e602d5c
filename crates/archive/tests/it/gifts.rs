//! Gifts (GIFT-1 … GIFT-5): to whom, who may not, refusing, telling, and the lists of them.

use archive::accounts::{self, Preferences};
use archive::blocks::{self, List};
use archive::gifts::{self, To};
use archive::mail::{self, Matter};
use archive::works::{self, Access, Creators, NewWork, State};
use archive::{Errand, Error, PersonId, Slip, Tx, Viewer, WorkId};
use testkit::{Member, TestArchive, on_every_database, story};

fn give(test: &TestArchive, viewer: Viewer, work: WorkId, names: &[&str]) -> archive::Result<()> {
    let names: Vec<String> = names.iter().map(ToString::to_string).collect();
    test.archive.write(move |tx| gifts::give(&viewer, tx, work, &names)).wait()
}

fn do_it(test: &TestArchive, deed: impl Fn(&Tx<'_>) -> archive::Result<()> + Send + 'static) {
    test.archive.write(deed).wait().unwrap();
}

fn take_gifts(test: &TestArchive, who: Member) {
    let wanted = Preferences { gifts: true, ..Preferences::default() };
    do_it(test, move |tx| accounts::prefer(&who.viewer(), tx, &wanted));
}

fn recipients(test: &TestArchive, viewer: Viewer, work: WorkId) -> Vec<String> {
    let work = test.archive.read(move |tx| works::show(&viewer, tx, work)).wait().unwrap();
    work.card.recipients.iter().map(ToString::to_string).collect()
}

fn titles(test: &TestArchive, viewer: Viewer, to: &To) -> Vec<String> {
    let to = to.clone();
    let page = test.archive.read(move |tx| gifts::page_of(&viewer, tx, &to, 1)).wait().unwrap();
    assert_eq!(page.total as usize, page.items.len());
    page.items.into_iter().map(|card| card.title).collect()
}

fn slips(outcome: archive::Result<()>) -> Vec<Slip> {
    match outcome {
        Err(Error::Invalid(errors)) => errors.into_iter().map(|error| error.slip).collect(),
        other => panic!("{other:?}"),
    }
}

fn letters(test: &TestArchive) -> Vec<(Option<PersonId>, Matter)> {
    let post = Viewer::Custodian(Errand::Mail);
    let take = move |tx: &Tx<'_>| {
        let letters = mail::claim(&post, tx, 100)?;
        letters.iter().try_for_each(|letter| mail::sent(&post, tx, letter.id))?;
        Ok(letters.into_iter().map(|letter| (letter.to, letter.matter)).collect::<Vec<_>>())
    };
    test.archive.write(take).wait().unwrap()
}

#[test]
fn a_work_is_for_people_here_and_for_names_each_once() {
    on_every_database(|test| {
        let (ana, bo, wren) = (test.cast.ana.viewer(), test.cast.bo, test.cast.wren);
        take_gifts(test, bo);
        let work = test.post(story("Rain", 1), State::Posted, false);
        give(test, ana, work, &["bo_reads", " The Rain Club ", "BO_reads", "the rain club", "", "雨の会"]).unwrap();
        assert_eq!(recipients(test, Viewer::Guest, work), ["bo_reads", "The Rain Club", "雨の会"], "GIFT-1, GIFT-3");
        let typed = test.archive.read(move |tx| gifts::typed(&ana, tx, work)).wait().unwrap();
        assert_eq!(typed, "bo_reads, The Rain Club, 雨の会");
        let long = "x".repeat(101);
        for bad in ["!?", "…", &long] {
            assert!(matches!(slips(give(test, ana, work, &[bad]))[..], [Slip::NotARecipient { .. }]), "GIFT-1 {bad}");
        }
        assert!(matches!(slips(give(test, ana, work, &["a"; 51]))[..], [Slip::TooMany { .. }]));
        for other in [bo.viewer(), Viewer::Guest, test.cast.moderator(), Viewer::Suspended(test.cast.ana.id)] {
            assert!(give(test, other, work, &["x"]).is_err(), "{other:?}");
        }
        give(test, ana, work, &["雨の会", "bo_reads"]).unwrap();
        assert_eq!(recipients(test, Viewer::Guest, work), ["雨の会", "bo_reads"], "in the order they were typed last");
        give(test, ana, work, &["ana"]).unwrap();
        assert_eq!(recipients(test, Viewer::Guest, work), ["ana"], "for oneself nobody has to be asked");
        assert!(matches!(slips(give(test, ana, work, &["wren"]))[..], [Slip::TakesNoGifts { .. }]), "GIFT-2");
        let _ = wren;
    });
}

#[test]
fn who_takes_no_gifts_or_has_blocked_a_creator_is_given_nothing() {
    on_every_database(|test| {
        let (ana, bo, wren) = (test.cast.ana, test.cast.bo, test.cast.wren);
        let creators = Creators::Pseuds(vec![ana.pseud, wren.pseud]);
        let new = NewWork { manuscript: story("Rain", 1), creators, state: State::Posted, access: Access::Everyone };
        let new = new.pack().unwrap();
        let posted = test.archive.write(move |tx| works::post(&Viewer::Custodian(Errand::Import), tx, &new));
        let work = posted.wait().unwrap();
        let name = || "bo_reads".to_owned();
        assert_eq!(
            slips(give(test, ana.viewer(), work, &["bo_reads"])),
            [Slip::TakesNoGifts { name: name() }],
            "GIFT-2"
        );
        take_gifts(test, bo);
        do_it(test, move |tx| blocks::add(&bo.viewer(), tx, List::Blocked, wren.id));
        let mine = slips(give(test, ana.viewer(), work, &["bo_reads"]));
        assert_eq!(mine, [Slip::TakesNoneFromAll { name: name() }]);
        assert_eq!(
            slips(give(test, wren.viewer(), work, &["bo_reads"])),
            [Slip::TakesNoneFromYou { name: name() }],
            "GIFT-2"
        );
        do_it(test, move |tx| blocks::remove(&bo.viewer(), tx, List::Blocked, wren.id));
        give(test, ana.viewer(), work, &["bo_reads"]).unwrap();
        do_it(test, move |tx| accounts::prefer(&bo.viewer(), tx, &Preferences::default()));
        give(test, ana.viewer(), work, &["bo_reads", "Others"]).unwrap();
        assert_eq!(recipients(test, Viewer::Guest, work).len(), 2, "what they have had already they keep");
    });
}

#[test]
fn a_refused_gift_stands_nowhere_and_stays_refused_until_its_recipient_takes_it_after_all() {
    on_every_database(|test| {
        let (ana, bo, kim) = (test.cast.ana.viewer(), test.cast.bo, test.cast.moderator());
        take_gifts(test, bo);
        let work = test.post(story("Rain", 1), State::Posted, false);
        give(test, ana, work, &["bo_reads", "Others"]).unwrap();
        let to = To::Person(bo.id);
        assert_eq!(titles(test, Viewer::Guest, &to), ["Rain"]);
        do_it(test, move |tx| gifts::refuse(&bo.viewer(), tx, work));
        assert_eq!(recipients(test, Viewer::Guest, work), ["Others"], "GIFT-3");
        assert_eq!((titles(test, Viewer::Guest, &to), titles(test, bo.viewer(), &to)), (vec![], vec![]));
        let refused =
            |viewer: Viewer| test.archive.read(move |tx| gifts::refused(&viewer, tx, bo.id)).wait().unwrap().len();
        assert_eq!([bo.viewer(), kim, ana, Viewer::Guest].map(refused), [1, 1, 0, 0], "GIFT-3");
        assert!(matches!(slips(give(test, ana, work, &["bo_reads"]))[..], [Slip::HasRefused { .. }]));
        give(test, ana, work, &[]).unwrap();
        assert_eq!(refused(bo.viewer()), 1, "the giver cannot make it unsaid");
        assert!(slips(give(test, ana, work, &["bo_reads"])).len() == 1, "nor ask again");
        do_it(test, move |tx| gifts::accept(&bo.viewer(), tx, work));
        assert_eq!((recipients(test, Viewer::Guest, work), refused(bo.viewer())), (vec!["bo_reads".into()], 0));
        for other in [test.cast.cy.viewer(), ana, Viewer::Guest, Viewer::Banned(bo.id)] {
            let refuse = test.archive.write(move |tx| gifts::refuse(&other, tx, work)).wait();
            assert!(refuse.is_err(), "{other:?}");
        }
    });
}

#[test]
fn a_recipient_is_told_once_when_the_work_is_out_and_they_see_it() {
    on_every_database(|test| {
        let (ana, dora) = (test.cast.ana.viewer(), test.member_with_account("dora"));
        take_gifts(test, dora);
        letters(test);
        let work = test.post(story("Rain", 1), State::Draft, false);
        give(test, ana, work, &["dora"]).unwrap();
        assert!(letters(test).is_empty(), "GIFT-4: not for drafts");
        do_it(test, move |tx| works::set_unrevealed(&ana, tx, work, true));
        do_it(test, move |tx| works::publish(&ana, tx, work));
        assert!(letters(test).is_empty(), "VIS-6");
        do_it(test, move |tx| works::set_unrevealed(&ana, tx, work, false));
        assert_eq!(letters(test), [(Some(dora.id), Matter::Given { work: work.number() })], "GIFT-4");
        do_it(test, move |tx| works::set_anonymous(&ana, tx, work, true));
        do_it(test, move |tx| works::set_anonymous(&ana, tx, work, false));
        give(test, ana, work, &["dora", "Others"]).unwrap();
        assert!(letters(test).is_empty(), "once");

        let third = test.post(story("Fog", 1), State::Posted, false);
        give(test, ana, third, &["dora"]).unwrap();
        do_it(test, move |tx| works::set_unrevealed(&ana, tx, third, true));
        assert!(letters(test).is_empty(), "what became a mystery before the letter left is told later");
        do_it(test, move |tx| works::set_unrevealed(&ana, tx, third, false));
        assert_eq!(letters(test), [(Some(dora.id), Matter::Given { work: third.number() })], "VIS-6");

        let quiet = Preferences { gifts: true, no_gift_letters: true, ..Preferences::default() };
        do_it(test, move |tx| accounts::prefer(&dora.viewer(), tx, &quiet));
        let other = test.post(story("Snow", 1), State::Posted, false);
        give(test, ana, other, &["dora"]).unwrap();
        assert!(letters(test).is_empty(), "who wants no letters gets none");
    });
}

#[test]
fn a_scheduled_work_tells_its_recipient_when_it_has_posted_itself() {
    on_every_database(|test| {
        let (ana, dora) = (test.cast.ana.viewer(), test.member_with_account("dora"));
        take_gifts(test, dora);
        let (work, at) =
            (test.post(story("Rain", 1), State::Draft, false), test.clock.now() + jiff::SignedDuration::from_mins(10));
        give(test, ana, work, &["dora"]).unwrap();
        do_it(test, move |tx| works::schedule(&ana, tx, work, Some(at)));
        letters(test);
        test.clock.advance(std::time::Duration::from_mins(11));
        assert!(works::do_what_is_due(&test.archive).unwrap().is_empty());
        assert_eq!(letters(test), [(Some(dora.id), Matter::Given { work: work.number() })]);
    });
}

#[test]
fn lists_of_gifts_show_each_viewer_what_lists_show_them() {
    on_every_database(|test| {
        let (ana, bo, kim) = (test.cast.ana.viewer(), test.cast.bo, test.cast.moderator());
        take_gifts(test, bo);
        let post = |title: &str, state, restricted| {
            let work = test.post(story(title, 1), state, restricted);
            give(test, ana, work, &["bo_reads", "Club"]).unwrap();
            test.clock.advance(std::time::Duration::from_mins(1));
            work
        };
        post("Open", State::Posted, false);
        post("Members", State::Posted, true);
        post("Draft", State::Draft, false);
        let [hidden, mystery, nameless] =
            ["Hidden", "Mystery", "Nameless"].map(|title| post(title, State::Posted, false));
        do_it(test, move |tx| {
            works::hide(&kim, tx, hidden, "a test")?;
            works::set_unrevealed(&ana, tx, mystery, true)?;
            works::set_anonymous(&ana, tx, nameless, true)
        });
        for to in [To::Person(bo.id), To::Name(" CLUB".trim().to_owned())] {
            assert_eq!(titles(test, Viewer::Guest, &to), ["Nameless", "Open"], "GIFT-5");
            assert_eq!(titles(test, bo.viewer(), &to), ["Nameless", "Members", "Open"], "GIFT-5");
        }
        assert!(titles(test, bo.viewer(), &To::Name("bo_reads".into())).is_empty(), "a person is no name");
        let bo_id = bo.id;
        let taken = test
            .archive
            .read(move |tx| archive::belongings::of(&Viewer::Custodian(Errand::OwnExport), tx, bo_id))
            .wait()
            .unwrap();
        let kept: Vec<&str> = taken.gifts.iter().map(|gift| gift.title.as_str()).collect();
        assert_eq!(kept, ["Open", "Members", "Nameless"], "what they take away is what they see");
    });
}

#[test]
fn a_gift_follows_its_recipients_names_and_goes_with_their_account() {
    on_every_database(|test| {
        let (ana, dora) = (test.cast.ana.viewer(), test.member_with_account("dora"));
        take_gifts(test, dora);
        let pen = test.archive.write(move |tx| archive::people::add_pseud(tx, dora.id, "Pen")).wait().unwrap();
        let work = test.post(story("Rain", 1), State::Posted, false);
        give(test, ana, work, &["Pen (dora)"]).unwrap();
        assert_eq!(recipients(test, Viewer::Guest, work), ["Pen (dora)"]);
        do_it(test, move |tx| archive::people::pseuds::remove(&dora.viewer(), tx, pen));
        assert_eq!(recipients(test, Viewer::Guest, work), ["dora"], "PSEUD-3");
        do_it(test, move |tx| accounts::delete(&dora.viewer(), tx, works::Fate::Leave, works::Fate::Leave));
        assert!(recipients(test, Viewer::Guest, work).is_empty(), "DEL-2");
    });
}
