//! How the archive is run, on every database.

use archive::deeds::{self, Act};
use archive::policies::{self, Policy, Setting, SignUp};
use archive::works::{self, Epitaph, State};
use archive::{Errand, Error, Slip, Viewer, Why};
use jiff::SignedDuration;
use testkit::{TestArchive, on_every_database, story};

const HOST: Viewer = Viewer::Custodian(Errand::Host);

fn change(test: &TestArchive, viewer: Viewer, wanted: &[(Setting, &str)]) -> archive::Result<()> {
    let wanted: Vec<(Setting, String)> =
        wanted.iter().map(|(setting, value)| (*setting, (*value).to_owned())).collect();
    test.archive.write(move |tx| policies::change(&viewer, tx, &Policy::default(), &wanted)).wait()
}

fn policy(test: &TestArchive, first: Policy) -> Policy {
    test.archive.read(move |tx| policies::of(tx, &first)).wait().unwrap()
}

#[test]
fn what_was_never_decided_is_as_the_program_was_started_and_what_was_decided_stays() {
    on_every_database(|test| {
        let started = Policy { sign_up: SignUp::Closed, minimum_age: 16, ..Policy::default() };
        assert_eq!(policy(test, started.clone()), started);

        change(test, HOST, &[(Setting::SignUp, "invited"), (Setting::Queue, "yes")]).unwrap();

        assert_eq!(policy(test, started.clone()), Policy { sign_up: SignUp::Invited, queue: true, ..started });
    });
}

#[test]
fn each_change_is_a_deed_and_what_stays_is_none() {
    on_every_database(|test| {
        change(test, HOST, &[(Setting::SignUp, "invited"), (Setting::MinimumAge, "13")]).unwrap();
        let deeds = test.archive.read(|tx| deeds::page(&HOST, tx, 1)).wait().unwrap().items;
        let told: Vec<_> = deeds.iter().filter(|deed| deed.act == Some(Act::ChangedSetting)).collect();
        assert_eq!(told.len(), 1);
        assert_eq!((told[0].subject_name.as_str(), told[0].why.as_str()), ("sign_up", "open → invited"));
    });
}

#[test]
fn one_mistake_changes_nothing_and_all_are_told() {
    on_every_database(|test| {
        let wanted = [(Setting::SignUp, "closed"), (Setting::RestorableDays, "0"), (Setting::MinimumAge, "old")];
        let Err(Error::Invalid(wrong)) = change(test, HOST, &wanted) else { panic!("it is wrong") };
        assert_eq!(wrong.iter().map(|error| error.field).collect::<Vec<_>>(), ["restorable_days", "minimum_age"]);
        assert_eq!(wrong[0].slip, Slip::NotInRange { least: 1, most: 366 });
        assert_eq!(policy(test, Policy::default()), Policy::default());
    });
}

#[test]
fn nobody_but_an_owner_decides_how_the_archive_is_run() {
    on_every_database(|test| {
        let cast = test.cast;
        for (viewer, is_known) in [(cast.ana.viewer(), true), (cast.moderator(), true), (Viewer::Guest, false)] {
            let refused = change(test, viewer, &[(Setting::SignUp, "closed")]);
            match refused {
                Err(Error::Forbidden(Why::NotYourRole)) => assert!(is_known),
                Err(Error::LogIn) => assert!(!is_known),
                other => panic!("{other:?}"),
            }
        }
    });
}

#[test]
fn a_work_lies_in_the_bin_as_long_as_the_owner_says() {
    on_every_database(|test| {
        change(test, HOST, &[(Setting::RestorableDays, "3")]).unwrap();
        let (id, ana) = (test.post(story("Rain", 1), State::Posted, false), test.cast.ana.viewer());
        test.archive.write(move |tx| works::discard(&ana, tx, id, &Epitaph::default())).wait().unwrap();
        let seen = test.archive.read(move |tx| works::own(&ana, tx, id)).wait().unwrap();
        assert_eq!(seen.restorable_until, Some(test.clock.now() + SignedDuration::from_hours(72)));
    });
}
