//! Keeping order: sanctions, works that go for good, and the log of both.

use std::time::Duration;

use archive::accounts::{self, Lasting, Preferences, Role};
use archive::deeds::{self, Act};
use archive::people::Icon;
use archive::people::profile::{self, Profile};
use archive::people::pseuds::{self, NewIcon, NewPseud};
use archive::works::{self, Access, Creators, Epitaph, NewChapter, NewWork, State};
use archive::{Errand, Error, PersonId, Result, Secret, Tx, Viewer, What, Why, mail, moderation, people};
use jiff::SignedDuration;
use testkit::{Member, TestArchive, on_every_database, prose, story};

/// Something that is done to a work.
type Deed = fn(&Viewer, &Tx<'_>, archive::WorkId) -> Result<()>;

/// The smallest GIF there is.
const GIF: &[u8] = b"GIF89a\x01\0\x01\0\x80\0\0\0\0\0\0\0\0!\xf9\x04\0\0\0\0\0,\0\0\0\0\x01\0\x01\0\0\x02\x02D\x01\0;";

const HOST: Viewer = Viewer::Custodian(Errand::Host);

fn write<T: Send + 'static>(test: &TestArchive, deed: impl Fn(&Tx<'_>) -> Result<T> + Send + 'static) -> T {
    test.archive.write(deed).wait().expect("the deed is done")
}

/// Wren as a second moderator.
fn second(test: &TestArchive) -> Viewer {
    let wren = test.cast.wren;
    write(test, move |tx| accounts::give(&HOST, tx, wren.id, Role::Moderator));
    Viewer::Moderator(wren.id)
}

/// Who a session's secret is, as a viewer.
fn who(test: &TestArchive, secret: &'static str) -> Option<Viewer> {
    let found =
        test.archive.read(move |tx| accounts::who(tx, &Secret::shown(secret))).wait().expect("sessions are read");
    found.map(|member| member.viewer())
}

fn log_in(test: &TestArchive, person: PersonId, secret: &'static str) {
    write(test, move |tx| accounts::begin(tx, person, &Secret::shown(secret), "a test", Lasting::Short));
}

fn acts(test: &TestArchive) -> Vec<(Option<Act>, String, String)> {
    let page = test.archive.read(|tx| deeds::page(&HOST, tx, 1)).wait().expect("the log is read");
    page.items.into_iter().map(|deed| (deed.act, deed.subject_name, deed.why)).collect()
}

/// The letters that wait, and everybody forgets them.
fn letters(test: &TestArchive) -> Vec<(PersonId, mail::Matter)> {
    let post = Viewer::Custodian(Errand::Mail);
    write(test, move |tx| {
        let letters = mail::claim(&post, tx, 50)?;
        letters.iter().try_for_each(|letter| mail::sent(&post, tx, letter.id))?;
        Ok(letters.into_iter().filter_map(|letter| Some((letter.to?, letter.matter))).collect())
    })
}

fn work_by(test: &TestArchive, author: Member, title: &str) -> archive::WorkId {
    let creators = Creators::Pseuds(vec![author.pseud]);
    let new = NewWork { manuscript: story(title, 1), creators, state: State::Posted, access: Access::Everyone };
    let new = new.pack().expect("a story of ours can be packed");
    write(test, move |tx| works::post(&author.viewer(), tx, &new))
}

#[test]
fn what_a_banned_or_suspended_author_has_scheduled_waits_and_nothing_of_it_is_lost() {
    on_every_database(|test| {
        let dora = test.member_with_account("dora");
        let (kim, ana) = (test.cast.moderator(), test.cast.ana);
        let in_hours = |hours| test.clock.now() + SignedDuration::from_hours(hours);
        let scheduled = |title: &str, hours| {
            let creators = Creators::Pseuds(vec![dora.pseud]);
            let new = NewWork { manuscript: story(title, 1), creators, state: State::Draft, access: Access::Everyone };
            let (new, at) = (new.pack().unwrap(), in_hours(hours));
            write(test, move |tx| {
                let id = works::post(&dora.viewer(), tx, &new)?;
                works::schedule(&dora.viewer(), tx, id, Some(at)).map(|()| id)
            })
        };
        let (soon, late, shared) = (scheduled("Soon", 1), scheduled("Late", 100), scheduled("Shared", 2));
        let serial = work_by(test, dora, "Serial");
        let (chapter, at) = (story("Serial", 1).chapters.remove(0), in_hours(1));
        let chapter = NewChapter { chapter, state: State::Draft, place: None, base: None }.pack();
        write(test, move |tx| {
            let id = works::add_chapter(&dora.viewer(), tx, serial, &chapter)?;
            works::schedule_chapter(&dora.viewer(), tx, serial, id, Some(at))
        });
        write(test, move |tx| {
            accounts::prefer(&ana.viewer(), tx, &Preferences { invitations: true, ..Preferences::default() })?;
            works::invite(&dora.viewer(), tx, shared, ana.id)?;
            works::accept(&ana.viewer(), tx, shared, None)
        });
        let until = in_hours(48);
        write(test, move |tx| moderation::suspend(&kim, tx, dora.id, until, "spam"));

        let guests = |id| test.archive.read(move |tx| works::show(&Viewer::Guest, tx, id)).wait().is_ok();
        let chapters = || {
            let index = move |tx: &Tx<'_>| Ok(works::index(&works::show(&Viewer::Guest, tx, serial)?, tx)?.len());
            test.archive.read(index).wait().unwrap()
        };
        let pass = |hours| {
            test.clock.advance(Duration::from_hours(hours));
            assert!(works::do_what_is_due(&test.archive).unwrap().is_empty());
        };
        pass(3);
        assert_eq!((guests(soon), guests(shared), chapters()), (false, false, 1), "USER-6");
        let own = test.archive.read(move |tx| works::show(&Viewer::Suspended(dora.id), tx, soon)).wait().unwrap();
        assert_eq!(own.card.posts, Some(in_hours(-2)), "she sees that it is still to be posted");
        write(test, move |tx| works::publish(&ana.viewer(), tx, shared));
        assert!(guests(shared), "another creator decides");
        write(test, move |tx| moderation::lift(&kim, tx, dora.id, ""));
        write(test, move |tx| moderation::ban(&kim, tx, dora.id, "more spam"));
        pass(48);
        assert_eq!((guests(soon), chapters()), (false, 1), "a ban does not end by itself");
        write(test, move |tx| moderation::lift(&kim, tx, dora.id, ""));
        pass(0);
        assert_eq!((guests(soon), guests(late), chapters()), (true, false, 2), "what was due is posted now");
        let card = test.archive.read(move |tx| works::show(&Viewer::Guest, tx, soon)).wait().unwrap().card;
        assert_eq!(card.revised, test.clock.now(), "as of now, so that readers find it");
        pass(49);
        assert!(guests(late), "what was not due has its time again");
    });
}

#[test]
fn a_suspended_person_is_logged_out_at_once_and_can_only_read_until_the_day_comes() {
    on_every_database(|test| {
        let dora = test.member_with_account("dora");
        let id = work_by(test, dora, "Rain");
        letters(test);
        log_in(test, dora.id, "one");
        let (kim, until) = (test.cast.moderator(), test.clock.now() + SignedDuration::from_hours(48));
        write(test, move |tx| moderation::suspend(&kim, tx, dora.id, until, "spam"));
        assert_eq!(who(test, "one"), None, "R22");
        log_in(test, dora.id, "two");
        let suspended = who(test, "two").unwrap();
        assert_eq!(suspended, Viewer::Suspended(dora.id), "USER-6: she may log in and read");
        assert!(test.archive.read(move |tx| works::show(&suspended, tx, id)).wait().is_ok());
        let packed = |viewer: Viewer| {
            let creators = Creators::Pseuds(vec![dora.pseud]);
            let new = NewWork { manuscript: story("More", 1), creators, state: State::Draft, access: Access::Everyone };
            let new = new.pack().unwrap();
            test.archive.write(move |tx| works::post(&viewer, tx, &new).map(drop)).wait()
        };
        let discard =
            |viewer: Viewer| test.archive.write(move |tx| works::discard(&viewer, tx, id, &Epitaph::default())).wait();
        for outcome in [packed(suspended), discard(suspended)] {
            assert!(matches!(outcome, Err(Error::Forbidden(Why::Sanctioned))), "{outcome:?}");
        }
        test.clock.advance(Duration::from_hours(48));
        assert_eq!(who(test, "two"), Some(dora.viewer()), "it ends by the clock");
        let reason = "spam".to_owned();
        let matter = mail::Matter::Sanctioned { until: Some(until.as_millisecond()), reason };
        assert_eq!(letters(test), [(dora.id, matter)]);
        assert_eq!(acts(test)[0], (Some(Act::Suspended), "dora".to_owned(), "spam".to_owned()));
    });
}

#[test]
fn a_banned_person_may_take_their_works_away_and_no_more_until_it_is_lifted() {
    on_every_database(|test| {
        let dora = test.member_with_account("dora");
        let id = work_by(test, dora, "Rain");
        let kim = test.cast.moderator();
        write(test, move |tx| moderation::ban(&kim, tx, dora.id, "spam"));
        log_in(test, dora.id, "one");
        let banned = who(test, "one").unwrap();
        assert_eq!(banned, Viewer::Banned(dora.id));
        let share = test.archive.write(move |tx| works::share(&banned, tx, id, Access::Members)).wait();
        assert!(matches!(share, Err(Error::Forbidden(Why::Sanctioned))), "USER-6");
        write(test, move |tx| works::discard(&banned, tx, id, &Epitaph::default()));
        test.clock.advance(Duration::from_hours(24 * 10));
        assert_eq!(who(test, "one"), Some(banned), "no day ends it");
        write(test, move |tx| moderation::lift(&kim, tx, dora.id, "a mistake"));
        assert_eq!(who(test, "one"), Some(dora.viewer()));
        let again = test.archive.write(move |tx| moderation::lift(&kim, tx, dora.id, "")).wait();
        assert!(matches!(again, Err(Error::NotFound)));
    });
}

#[test]
fn sanctions_are_for_those_who_may_impose_them_and_never_against_those_above() {
    on_every_database(|test| {
        let (cast, kim) = (test.cast, test.cast.moderator());
        write(test, move |tx| accounts::give(&HOST, tx, cast.ana.id, Role::Owner));
        let other = second(test);
        let ban = |viewer: Viewer, person: PersonId| {
            test.archive.write(move |tx| moderation::ban(&viewer, tx, person, "because")).wait()
        };
        for viewer in [cast.bo.viewer(), Viewer::Suspended(cast.kim.id)] {
            assert!(matches!(ban(viewer, cast.cy.id), Err(Error::Forbidden(_))), "{viewer:?}");
        }
        assert!(matches!(ban(Viewer::Guest, cast.cy.id), Err(Error::LogIn)));
        for above in [cast.ana.id, cast.kim.id] {
            assert!(matches!(ban(other, above), Err(Error::Forbidden(Why::NotYourRole))), "neither owner nor equals");
        }
        assert!(matches!(ban(kim, cast.kim.id), Err(Error::Forbidden(_))), "not oneself");
        assert!(ban(Viewer::Moderator(cast.ana.id), cast.kim.id).is_ok(), "the owner may");
        log_in(test, cast.kim.id, "kim");
        assert_eq!(who(test, "kim"), Some(Viewer::Banned(cast.kim.id)), "and with it the power is gone");
        let unsaid = test.archive.write(move |tx| moderation::ban(&HOST, tx, cast.cy.id, "  ")).wait();
        assert!(matches!(unsaid, Err(Error::Invalid(_))), "a reason is needed");
    });
}

#[test]
fn a_work_goes_for_good_when_two_agree_and_its_creators_have_its_text() {
    on_every_database(|test| {
        let dora = test.member_with_account("dora");
        let id = work_by(test, dora, "Rain");
        let (kim, wren) = (test.cast.moderator(), second(test));
        let agree = |viewer: Viewer| test.archive.write(move |tx| moderation::agree_to_purge(&viewer, tx, id)).wait();
        assert!(matches!(agree(wren), Err(Error::NotFound)), "nothing was proposed");
        write(test, move |tx| moderation::propose_purge(&kim, tx, id, "plagiarism"));
        assert!(test.archive.read(move |tx| works::show(&Viewer::Guest, tx, id)).wait().is_err(), "hidden from now on");
        assert!(matches!(agree(kim), Err(Error::Forbidden(Why::TakesTwo))));
        assert!(matches!(agree(dora.viewer()), Err(Error::Forbidden(Why::NotYourRole))));
        assert!(matches!(agree(wren), Err(Error::Conflict(What::LetterWaits))), "first the text leaves the house");
        let told: Vec<_> = letters(test).into_iter().map(|(_, matter)| matter).collect();
        assert!(told.contains(&mail::Matter::WorkGoes { work: id.number() }), "R42");
        assert!(agree(wren).is_ok());
        assert!(test.archive.read(move |tx| works::show(&kim, tx, id)).wait().is_err());
        let (title, reason) = ("Rain".to_owned(), "plagiarism".to_owned());
        assert_eq!(
            letters(test),
            [(dora.id, mail::Matter::WorkPurged { title: title.clone(), reason: reason.clone() })]
        );
        let acts: Vec<_> = acts(test).into_iter().map(|(act, ..)| act).take(3).collect();
        assert_eq!(acts, [Act::Purged, Act::ProposedPurge, Act::Hid].map(Some), "what was done outlives the work");
    });
}

#[test]
fn a_dropped_proposal_leaves_the_work_hidden_until_somebody_shows_it() {
    on_every_database(|test| {
        let id = test.post(story("Rain", 1), State::Posted, false);
        let kim = test.cast.moderator();
        write(test, move |tx| moderation::propose_purge(&kim, tx, id, "plagiarism"));
        write(test, move |tx| moderation::drop_purge(&kim, tx, id));
        assert!(test.archive.read(move |tx| moderation::proposals(&kim, tx)).wait().unwrap().is_empty());
        assert!(test.archive.read(move |tx| works::show(&Viewer::Guest, tx, id)).wait().is_err());
        write(test, move |tx| works::unhide(&kim, tx, id, "it was theirs"));
        assert!(test.archive.read(move |tx| works::show(&Viewer::Guest, tx, id)).wait().is_ok());
    });
}

#[test]
fn the_log_holds_every_act_and_is_for_those_who_may_read_it() {
    on_every_database(|test| {
        let id = test.post(story("Rain", 1), State::Posted, false);
        let kim = test.cast.moderator();
        write(test, move |tx| works::hide(&kim, tx, id, "a complaint"));
        write(test, move |tx| works::unhide(&kim, tx, id, "it was nothing"));
        let deeds = test.archive.read(move |tx| deeds::done_to(&kim, tx, id.number())).wait().unwrap();
        let told: Vec<_> = deeds.iter().map(|deed| (deed.act, deed.by.as_deref(), deed.why.as_str())).collect();
        assert_eq!(
            told,
            [(Some(Act::Showed), Some("kim"), "it was nothing"), (Some(Act::Hid), Some("kim"), "a complaint")]
        );
        assert!(
            acts(test).iter().any(
                |(act, name, why)| (*act, name.as_str(), why.as_str()) == (Some(Act::GaveRole), "kim", "moderator")
            )
        );
        assert_eq!(test.archive.read(|tx| deeds::first_broken(&HOST, tx)).wait().unwrap(), None);
        for viewer in [Viewer::Guest, test.cast.ana.viewer(), test.cast.wren.viewer()] {
            assert!(test.archive.read(move |tx| deeds::page(&viewer, tx, 1)).wait().is_err(), "{viewer:?}");
            assert!(test.archive.read(move |tx| deeds::done_to(&viewer, tx, id.number())).wait().is_err());
        }
    });
}

#[test]
fn nobody_who_keeps_order_decides_about_their_own_work_but_the_owner() {
    on_every_database(|test| {
        let (wren, kim) = (second(test), test.cast.moderator());
        let id = work_by(test, test.cast.kim, "Kims");
        write(test, move |tx| works::hide(&wren, tx, id, "spam"));
        let tried: [Deed; 4] = [
            |viewer, tx, id| works::hide(viewer, tx, id, "it is mine"),
            |viewer, tx, id| works::unhide(viewer, tx, id, "it is mine"),
            |viewer, tx, id| moderation::propose_purge(viewer, tx, id, "it is mine"),
            moderation::agree_to_purge,
        ];
        for deed in tried {
            let refused = test.archive.write(move |tx| deed(&kim, tx, id)).wait();
            assert!(matches!(refused, Err(Error::Forbidden(Why::OwnWork))), "{refused:?}");
        }
        write(test, move |tx| moderation::propose_purge(&wren, tx, id, "spam"));
        let dropped = test.archive.write(move |tx| moderation::drop_purge(&kim, tx, id)).wait();
        assert!(matches!(dropped, Err(Error::Forbidden(Why::OwnWork))), "{dropped:?}");

        let owner = test.cast.kim.id;
        write(test, move |tx| accounts::give(&HOST, tx, owner, Role::Owner));
        write(test, move |tx| works::unhide(&kim, tx, id, "there may be nobody else"));
    });
}

#[test]
fn those_who_keep_order_take_away_what_somebody_says_of_themselves_and_tell_them() {
    on_every_database(|test| {
        let dora = test.member_with_account("dora");
        let (kim, bo) = (test.cast.moderator(), test.cast.bo.viewer());
        let (about, icon) = (prose("<p>Buy my pills.</p>"), Icon::of(GIF).unwrap());
        write(test, move |tx| {
            let profile = Profile { title: "Pills".to_owned(), about: about.clone() };
            profile::describe(&dora.viewer(), tx, &profile)?;
            let (name, alt, icon) = ("dora".to_owned(), "A pill".to_owned(), NewIcon::Is(icon.clone()));
            pseuds::revise(&dora.viewer(), tx, dora.pseud, &NewPseud { name, description: about.clone(), icon, alt })
        });
        letters(test);
        let refused = test.archive.write(move |tx| moderation::blank_profile(&bo, tx, dora.id, "because")).wait();
        assert!(matches!(refused, Err(Error::Forbidden(Why::NotYourRole))));
        let without = test.archive.write(move |tx| moderation::blank_profile(&kim, tx, dora.id, " ")).wait();
        assert!(matches!(without, Err(Error::Invalid(_))), "not without a reason");
        let not_hers = test.cast.ana.pseud;
        let another = test.archive.write(move |tx| moderation::blank_pseud(&kim, tx, dora.id, not_hers, "spam")).wait();
        assert!(matches!(another, Err(Error::NotFound)));

        write(test, move |tx| {
            moderation::blank_profile(&kim, tx, dora.id, "spam")?;
            moderation::blank_pseud(&kim, tx, dora.id, dora.pseud, "spam too")
        });

        let left = test.archive.read(move |tx| {
            let (said, _) = profile::of(&Viewer::Guest, tx, dora.id)?;
            Ok((said, pseuds::portraits(&Viewer::Guest, tx, dora.id)?.remove(0)))
        });
        let (said, portrait) = left.wait().unwrap();
        assert_eq!(said, Profile::default());
        assert!(portrait.icon.is_none() && portrait.description.is_empty() && portrait.alt.is_empty());
        let told: Vec<mail::Matter> = letters(test).into_iter().map(|(_, matter)| matter).collect();
        let (name, reason) = ("dora".to_owned(), "spam too".to_owned());
        let both =
            [mail::Matter::ProfileBlanked { reason: "spam".to_owned() }, mail::Matter::NameBlanked { name, reason }];
        assert!(told.len() == 2 && both.iter().all(|matter| told.contains(matter)), "{told:?}");
        let noted = acts(test);
        assert_eq!(noted[1], (Some(Act::BlankedProfile), "dora".to_owned(), "spam".to_owned()));
        assert_eq!(noted[0], (Some(Act::BlankedName), "dora".to_owned(), "dora: spam too".to_owned()));
    });
}

#[test]
fn every_work_of_an_account_is_hidden_in_one_act_and_shown_again_in_one() {
    on_every_database(|test| {
        let (dora, kim, wren) = (test.member_with_account("dora"), test.cast.moderator(), second(test));
        let (one, other, alone) =
            (work_by(test, dora, "One"), work_by(test, dora, "Other"), work_by(test, dora, "Alone"));
        let by_ana = work_by(test, test.cast.ana, "Not hers");
        write(test, move |tx| works::discard(&dora.viewer(), tx, other, &Epitaph::default()));
        write(test, move |tx| works::hide(&wren, tx, alone, "a complaint"));
        letters(test);
        let guests = |id| test.archive.read(move |tx| works::show(&Viewer::Guest, tx, id)).wait().is_ok();
        let told = test.archive.read(move |tx| works::to_hide(&kim, tx, dora.id)).wait().unwrap();
        let mut titles: Vec<String> = told.into_iter().map(|card| card.title).collect();
        titles.sort();
        assert_eq!(titles, ["One", "Other"], "R47: what would be hidden is said before");
        let bo = test.cast.bo.viewer();
        let refused = test.archive.write(move |tx| moderation::hide_works_of(&bo, tx, dora.id, "because")).wait();
        assert!(matches!(refused, Err(Error::Forbidden(Why::NotYourRole))));
        let without = test.archive.write(move |tx| moderation::hide_works_of(&kim, tx, dora.id, " ")).wait();
        assert!(matches!(without, Err(Error::Invalid(_))));

        assert_eq!(write(test, move |tx| moderation::hide_works_of(&kim, tx, dora.id, "spam")), 2);

        assert_eq!((guests(one), guests(by_ana)), (false, true), "R49");
        assert!(test.archive.read(move |tx| works::show(&dora.viewer(), tx, one)).wait().is_ok(), "she keeps reading");
        let told = mail::Matter::WorksHidden { number: 2, reason: "spam".to_owned() };
        assert_eq!(letters(test), [(dora.id, told)], "one letter");
        let noted = acts(test);
        assert_eq!(noted[0], (Some(Act::HidAll), "dora".to_owned(), "spam".to_owned()));
        assert_eq!(noted[1..3].iter().map(|(act, ..)| *act).collect::<Vec<_>>(), [Some(Act::Hid); 2]);
        let again = test.archive.write(move |tx| moderation::hide_works_of(&kim, tx, dora.id, "spam")).wait();
        assert!(matches!(again, Err(Error::NotFound)), "nothing is left to hide");

        write(test, move |tx| works::hide(&wren, tx, one, "something else"));
        letters(test);
        assert_eq!(write(test, move |tx| moderation::show_works_of(&wren, tx, dora.id, "it was not she")), 1);

        assert!(!guests(one) && !guests(alone), "what was hidden by itself stays so");
        assert_eq!(letters(test), [(dora.id, mail::Matter::WorksShown { number: 1 })]);
        write(test, move |tx| works::restore(&dora.viewer(), tx, other));
        assert!(guests(other));
        write(test, move |tx| works::unhide(&kim, tx, one, "enough"));
        assert!(guests(one));
        let nothing = test.archive.write(move |tx| moderation::show_works_of(&kim, tx, dora.id, "x")).wait();
        assert!(matches!(nothing, Err(Error::NotFound)));
    });
}

#[test]
fn who_keeps_order_hides_all_works_of_an_account_but_their_own_and_none_of_their_equals() {
    on_every_database(|test| {
        let (dora, kim, wren) = (test.member_with_account("dora"), test.cast.moderator(), second(test));
        let shared = NewWork {
            manuscript: story("Ours", 1),
            creators: Creators::Pseuds(vec![dora.pseud, test.cast.kim.pseud]),
            state: State::Posted,
            access: Access::Everyone,
        };
        let shared = shared.pack().unwrap();
        write(test, move |tx| works::post(&Viewer::Custodian(Errand::Import), tx, &shared));
        let nothing = test.archive.write(move |tx| moderation::hide_works_of(&kim, tx, dora.id, "spam")).wait();
        assert!(matches!(nothing, Err(Error::NotFound)), "nobody judges their own");
        assert_eq!(write(test, move |tx| moderation::hide_works_of(&wren, tx, dora.id, "spam")), 1);
        let equal = test.cast.kim.id;
        let refused = test.archive.write(move |tx| moderation::hide_works_of(&wren, tx, equal, "because")).wait();
        assert!(matches!(refused, Err(Error::Forbidden(Why::NotYourRole))));
    });
}

#[test]
fn people_are_found_by_name_former_name_pseud_number_and_whole_address_by_who_helps_with_accounts() {
    on_every_database(|test| {
        let (dora, vera) = (test.member_with_account("dora"), test.member_with_account("vera_x"));
        write(test, move |tx| {
            people::add_pseud(tx, dora.id, "Anémone 100")?;
            accounts::rename(&dora.viewer(), tx, "nora")
        });
        let find = |viewer: Viewer, text: &str| {
            let text = text.to_owned();
            test.archive.read(move |tx| moderation::find(&viewer, tx, &text)).wait()
        };
        let names = |text: &str| -> Vec<String> {
            find(test.cast.moderator(), text).unwrap().into_iter().map(|found| found.person.name).collect()
        };
        let number = dora.id.to_string();
        for text in ["NOR", "dora", "anemone", "DORA@example.org", number.as_str(), " nora "] {
            assert_eq!(names(text), ["nora"], "{text}");
        }
        for text in ["", " ", "example.org", "dora@example", "%%", "a_a", "nobody", "pending"] {
            assert_eq!(names(text), [""; 0], "{text}");
        }
        assert_eq!(names("a_x"), ["vera_x"], "nothing stands for anything else");
        assert_eq!((names("100"), names("10_")), (vec!["nora".to_owned()], Vec::new()));
        let found = find(test.cast.moderator(), "nora").unwrap().remove(0);
        assert_eq!((found.former, found.sanction), (vec!["dora".to_owned()], None));
        for viewer in [test.cast.bo.viewer(), Viewer::Guest, Viewer::Suspended(test.cast.kim.id)] {
            assert!(find(viewer, "nora").is_err(), "{viewer:?}");
        }
        let kim = test.cast.moderator();
        write(test, move |tx| moderation::ban(&kim, tx, vera.id, "spam"));
        assert!(find(kim, "vera_x").unwrap()[0].sanction.is_some());
    });
}

#[test]
fn a_warning_is_a_letter_and_a_line_in_the_log_and_nothing_else() {
    on_every_database(|test| {
        let (dora, kim, bo) = (test.member_with_account("dora"), test.cast.moderator(), test.cast.bo.viewer());
        log_in(test, dora.id, "one");
        let warn = |viewer: Viewer, person: PersonId, reason: &'static str| {
            test.archive.write(move |tx| moderation::warn(&viewer, tx, person, reason)).wait()
        };
        assert!(matches!(warn(bo, dora.id, "because"), Err(Error::Forbidden(Why::NotYourRole))));
        assert!(matches!(warn(kim, dora.id, " "), Err(Error::Invalid(_))), "not without a reason");
        assert!(matches!(warn(kim, test.cast.kim.id, "because"), Err(Error::Forbidden(_))));

        warn(kim, dora.id, "mind the bees").unwrap();

        assert_eq!(letters(test), [(dora.id, mail::Matter::Warned { reason: "mind the bees".to_owned() })]);
        assert_eq!(acts(test)[0], (Some(Act::Warned), "dora".to_owned(), "mind the bees".to_owned()));
        assert_eq!(who(test, "one"), Some(dora.viewer()), "she is neither logged out nor kept from anything");
    });
}
