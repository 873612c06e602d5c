//! What happened to accounts, as owners read it, on every database (ASVS 16.1).

use std::time::Duration;

use archive::accounts::{self, Event, Happened, Lasting, Password, Role, Whose};
use archive::works::Fate;
use archive::{Errand, Error, PersonId, Secret, Tx, Viewer, Why};
use testkit::{TestArchive, on_every_database};

const HOST: Viewer = Viewer::Custodian(Errand::Host);
const HOUR: Duration = Duration::from_hours(1);

fn write<T: Send + 'static>(test: &TestArchive, deed: impl Fn(&Tx<'_>) -> archive::Result<T> + Send + 'static) -> T {
    test.archive.write(deed).wait().expect("the deed is done")
}

fn log_in(test: &TestArchive, person: PersonId, secret: &'static str) {
    write(test, move |tx| accounts::begin(tx, person, &Secret::shown(secret), "a test", Lasting::Short));
}

fn all(test: &TestArchive) -> Vec<Happened> {
    test.archive.read(|tx| accounts::events(&HOST, tx, 1)).wait().expect("owners read it").items
}

fn told(test: &TestArchive) -> Vec<(Whose, Event, u64)> {
    all(test).into_iter().map(|line| (line.whose, line.event.expect("a known event"), line.times)).collect()
}

#[test]
fn what_happens_to_an_account_in_an_hour_is_one_line_with_a_number() {
    on_every_database(|test| {
        let dora = test.member_with_account("dora");
        let member = |name: &str| Whose::Member(name.to_owned());
        for _ in 0..100 {
            write(test, |tx| accounts::note_event(tx, None, Event::WrongPassword));
        }
        test.clock.advance(HOUR);
        for secret in ["one", "two", "three"] {
            log_in(test, dora.id, secret);
        }
        assert_eq!(
            told(test),
            [(member("dora"), Event::LoggedIn, 3), (Whose::Nobody, Event::WrongPassword, 100)],
            "R36: no flood fills the table"
        );
        test.clock.advance(HOUR);
        log_in(test, dora.id, "there");
        assert_eq!(told(test)[0], (member("dora"), Event::LoggedIn, 1));
        assert_eq!(all(test)[0].last, test.clock.now());
    });
}

#[test]
fn changes_of_what_opens_an_account_and_its_end_are_told_to_owners_alone_and_name_nobody_who_is_gone() {
    on_every_database(|test| {
        let dora = test.member_with_account("dora");
        let (secret, password) =
            (Secret::shown("link"), Password::typed("a cap and a bell").hashed(test.archive.chance()));
        let password = password.unwrap();
        log_in(test, dora.id, "here");
        write(test, move |tx| {
            let here = accounts::who(tx, &Secret::shown("here"))?.unwrap().session;
            accounts::change_password(&dora.viewer(), tx, &password, here)?;
            accounts::ask_address(&dora.viewer(), tx, &"zq@example.org".parse()?, &secret)?;
            accounts::confirm_address(tx, &secret)?;
            accounts::rename(&dora.viewer(), tx, "nora")
        });
        let events: Vec<Event> = told(test).into_iter().map(|(_, event, _)| event).collect();
        for event in [Event::ChangedPassword, Event::AskedAddress, Event::ChangedAddress, Event::Renamed] {
            assert!(events.contains(&event), "{event:?} in {events:?}");
        }
        write(test, move |tx| accounts::delete(&dora.viewer(), tx, Fate::Leave, Fate::Leave));
        let told = told(test);
        assert!(told.contains(&(Whose::Gone(dora.id), Event::Deleted, 1)), "{told:?}");
        assert!(told.iter().all(|(whose, ..)| *whose == Whose::Gone(dora.id)), "{told:?}");
        let kept = test.archive.read(|tx| Ok(format!("{:?}", accounts::events(&HOST, tx, 1)?))).wait().unwrap();
        assert!(!["dora", "nora", "zq", "example"].iter().any(|word| kept.contains(word)), "{kept}");

        let ana = test.cast.ana;
        write(test, move |tx| accounts::give(&HOST, tx, ana.id, Role::Owner));
        let read = |viewer: Viewer| test.archive.read(move |tx| accounts::events(&viewer, tx, 1)).wait();
        assert!(read(Viewer::Moderator(ana.id)).is_ok());
        assert!(matches!(read(test.cast.moderator()), Err(Error::Forbidden(Why::NotYourRole))));
        assert!(matches!(read(Viewer::Guest), Err(Error::LogIn)));
    });
}

#[test]
fn what_happened_is_forgotten_after_ninety_days() {
    on_every_database(|test| {
        log_in(test, test.cast.ana.id, "here");
        test.clock.advance(HOUR * 24 * 89);
        log_in(test, test.cast.bo.id, "there");
        accounts::forget_events(&test.archive).unwrap();
        assert_eq!(told(test).len(), 2);
        test.clock.advance(HOUR * 25);
        accounts::forget_events(&test.archive).unwrap();
        assert_eq!(told(test), [(Whose::Member("bo_reads".to_owned()), Event::LoggedIn, 1)]);
    });
}
