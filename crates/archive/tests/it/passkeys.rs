//! Passkeys, on every database, with an authenticator whose every word can be spoiled (WebAuthn §7).

use std::time::Duration;

use archive::accounts::{self, NewPasskey, Passkey, Place};
use archive::mail::{self, Matter};
use archive::{Errand, Error, PersonId, Result, Secret, SessionId, Slip, Tx, Viewer};
use testkit::{Authenticator, TestArchive, on_every_database};

const HOST: &str = "archive.example";
const ORIGIN: &str = "https://archive.example";

fn place() -> Place {
    Place { host: HOST.to_owned(), origin: ORIGIN.to_owned() }
}

fn write<T: Send + 'static>(test: &TestArchive, deed: impl Fn(&Tx<'_>) -> Result<T> + Send + 'static) -> T {
    test.archive.write(deed).wait().expect("the deed is done")
}

/// An open browser of somebody's.
fn browser(test: &TestArchive, person: PersonId) -> SessionId {
    let secret = test.archive.chance().secret();
    write(test, move |tx| {
        accounts::begin(tx, person, &secret, "a test", accounts::Lasting::Short)?;
        Ok(accounts::who(tx, &secret)?.unwrap().session)
    })
}

/// What somebody's next passkey signs.
fn asked(test: &TestArchive, person: PersonId) -> Secret {
    let secret = test.archive.chance().secret();
    let kept = secret.clone();
    write(test, move |tx| accounts::ask_passkey(&Viewer::Member(person), tx, &kept));
    secret
}

fn add(test: &TestArchive, person: PersonId, made: String) -> Result<()> {
    let (here, new) = (browser(test, person), NewPasskey { label: "my phone".to_owned(), made });
    test.archive.write(move |tx| accounts::add_passkey(&Viewer::Member(person), tx, &place(), &new, here)).wait()
}

/// Somebody's phone, whose passkey the archive knows.
fn known_phone(test: &TestArchive, person: PersonId) -> Authenticator {
    let phone = Authenticator::at(HOST, ORIGIN, person);
    add(test, person, phone.made(&accounts::challenge(&asked(test, person)))).expect("a good passkey is added");
    phone
}

/// Something to sign for whoever logs in.
fn log_in(test: &TestArchive) -> Secret {
    let secret = test.archive.chance().secret();
    let kept = secret.clone();
    write(test, move |tx| accounts::ask_log_in(tx, &kept));
    secret
}

fn show(test: &TestArchive, shown: String) -> Option<PersonId> {
    write(test, move |tx| accounts::show_passkey(tx, &place(), &shown))
}

/// Whether somebody comes in with a fresh signature.
fn comes_in(test: &TestArchive, phone: &Authenticator) -> Option<PersonId> {
    show(test, phone.shown(&accounts::challenge(&log_in(test))))
}

fn list(test: &TestArchive, person: PersonId) -> Vec<Passkey> {
    test.archive.read(move |tx| accounts::passkeys(&Viewer::Member(person), tx)).wait().unwrap()
}

fn is_refused(outcome: Result<()>) -> bool {
    matches!(outcome, Err(Error::Invalid(fields)) if fields[0].slip == Slip::NotAPasskey)
}

/// A member with an account: the cast have none to log in to.
fn dora(test: &TestArchive) -> PersonId {
    account(test, "dora")
}

fn account(test: &TestArchive, name: &str) -> PersonId {
    let password = accounts::Password::typed("a cap and a bell").hashed(test.archive.chance()).unwrap();
    let address = format!("{name}@example.org").parse().unwrap();
    let new = accounts::NewAccount { name: name.to_owned(), address, password, consents: Vec::new() };
    write(test, move |tx| accounts::open_at_once(tx, &new))
}

fn matters(test: &TestArchive) -> Vec<Matter> {
    let post = Viewer::Custodian(Errand::Mail);
    write(test, move |tx| {
        let letters = mail::claim(&post, tx, 50)?;
        letters.iter().try_for_each(|letter| mail::sent(&post, tx, letter.id))?;
        Ok(letters.into_iter().map(|letter| letter.matter).collect())
    })
}

#[test]
fn a_passkey_is_added_shown_called_something_and_removed() {
    on_every_database(|test| {
        let dora = dora(test);
        let phone = known_phone(test, dora);
        assert_eq!(
            list(test, dora).iter().map(|key| (key.label.as_str(), key.used)).collect::<Vec<_>>(),
            [("my phone", None)]
        );
        assert_eq!(comes_in(test, &phone), Some(dora));
        let key = list(test, dora).remove(0);
        assert_eq!(key.used, Some(test.clock.now()));
        let viewer = Viewer::Member(dora);
        write(test, move |tx| accounts::label_passkey(&viewer, tx, key.id, " the old phone "));
        assert_eq!(list(test, dora)[0].label, "the old phone");
        let others = Viewer::Member(test.cast.bo.id);
        let theirs = test.archive.write(move |tx| accounts::remove_passkey(&others, tx, key.id)).wait();
        assert!(matches!(theirs, Err(Error::NotFound)));

        // Letters of one moment leave in any order.
        test.clock.advance(std::time::Duration::from_secs(1));
        write(test, move |tx| accounts::remove_passkey(&viewer, tx, key.id));

        assert_eq!((list(test, dora), comes_in(test, &phone)), (Vec::new(), None));
        let (added, removed) = ("my phone".to_owned(), "the old phone".to_owned());
        let told = [Matter::PasskeyAdded { label: added }, Matter::PasskeyRemoved { label: removed }];
        assert_eq!(matters(test), told);
    });
}

/// What is made wrong with an authenticator.
type Spoil = fn(&mut Authenticator);

#[test]
fn what_was_made_elsewhere_for_somebody_else_or_without_its_owner_is_not_added() {
    on_every_database(|test| {
        let dora = dora(test);
        let spoils: [(&str, Spoil); 6] = [
            ("another page", |phone| "https://archive.example.evil".clone_into(&mut phone.origin)),
            ("another host", |phone| "evil".clone_into(&mut phone.host)),
            ("a frame", |phone| phone.is_framed = true),
            ("nobody was there", |phone| phone.flags = 0b100),
            ("nobody was known", |phone| phone.flags = 0b001),
            ("no name", |phone| phone.credential.clear()),
        ];
        for (what, spoil) in spoils {
            let mut phone = Authenticator::at(HOST, ORIGIN, dora);
            spoil(&mut phone);
            let made = phone.made(&accounts::challenge(&asked(test, dora)));
            assert!(is_refused(add(test, dora, made)), "{what}");
        }
        let phone = Authenticator::at(HOST, ORIGIN, dora);
        let made = phone.made(&accounts::challenge(&asked(test, dora)));
        for (from, to) in [("webauthn", "x"), ("-7", "-8"), ("-7", "-257"), ("-7", "0"), ("\"key\":\"", "\"key\":\"A")]
        {
            let client = made.replace(from, to);
            assert!(client == made || is_refused(add(test, dora, client)), "{from} {to}");
        }
        for nonsense in ["", "{}", "null", "\u{0}"] {
            assert!(is_refused(add(test, dora, nonsense.to_owned())), "{nonsense:?}");
        }
        assert_eq!(list(test, dora), []);
    });
}

#[test]
fn what_was_asked_of_another_before_or_for_another_purpose_is_not_added() {
    on_every_database(|test| {
        let (dora, nora) = (dora(test), account(test, "nora"));
        let phone = Authenticator::at(HOST, ORIGIN, dora);
        let make = |secret: &Secret| phone.made(&accounts::challenge(secret));
        assert!(is_refused(add(test, dora, make(&asked(test, nora)))), "nora was asked");
        assert!(is_refused(add(test, dora, make(&log_in(test)))), "that was for logging in");
        let late = asked(test, dora);
        test.clock.advance(Duration::from_mins(10));
        assert!(is_refused(add(test, dora, make(&late))));
        let good = asked(test, dora);
        assert!(add(test, dora, make(&good)).is_ok());
        assert!(is_refused(add(test, dora, make(&good))), "once");
        assert!(is_refused(add(test, dora, make(&asked(test, dora)))), "it is there");
        assert!(is_refused(add(test, nora, make(&asked(test, nora)))), "it is dora's");
    });
}

#[test]
fn a_signature_opens_the_account_of_its_key_once_for_ten_minutes() {
    on_every_database(|test| {
        let dora = dora(test);
        let mut phone = known_phone(test, dora);
        let secret = log_in(test);
        let shown = phone.shown(&accounts::challenge(&secret));
        assert_eq!(show(test, shown.clone()), Some(dora));
        assert_eq!(show(test, shown), None, "once");
        let late = log_in(test);
        test.clock.advance(Duration::from_mins(10));
        assert_eq!(show(test, phone.shown(&accounts::challenge(&late))), None);
        assert_eq!(show(test, phone.shown(&accounts::challenge(&asked(test, dora)))), None, "that was for adding one");
        assert_eq!(show(test, phone.shown("bm90IGFza2Vk")), None, "nobody asked for it");
        phone.person = test.cast.bo.id;
        assert_eq!(comes_in(test, &phone), None, "it says it is bo's");
        phone.person = dora;
        phone.flags = 0b001;
        assert_eq!(comes_in(test, &phone), None, "its owner was not there");
        phone.flags = 0b101;
        "https://evil.example".clone_into(&mut phone.origin);
        assert_eq!(comes_in(test, &phone), None, "another page asked");
        ORIGIN.clone_into(&mut phone.origin);
        assert_eq!(comes_in(test, &phone), Some(dora));
    });
}

#[test]
fn a_key_that_is_not_the_one_that_was_added_opens_nothing() {
    on_every_database(|test| {
        let dora = dora(test);
        let phone = known_phone(test, dora);
        let mut forger = Authenticator::at(HOST, ORIGIN, dora);
        assert_eq!(comes_in(test, &forger), None, "nobody knows it");
        forger.credential.clone_from(&phone.credential);
        assert_eq!(comes_in(test, &forger), None, "it says the right name and signs with another key");
    });
}

#[test]
fn a_copy_of_a_key_that_counts_is_found_out() {
    on_every_database(|test| {
        let dora = dora(test);
        let mut phone = Authenticator::at(HOST, ORIGIN, dora);
        phone.uses = 7;
        add(test, dora, phone.made(&accounts::challenge(&asked(test, dora)))).unwrap();
        assert_eq!(comes_in(test, &phone), None, "it has signed since, and says that it has not");
        phone.uses = 8;
        assert_eq!(comes_in(test, &phone), Some(dora));
        assert_eq!(comes_in(test, &phone), None);
        phone.uses = 0;
        assert_eq!(comes_in(test, &phone), None);
    });
}

#[test]
fn an_account_has_twenty_passkeys_and_each_has_a_name() {
    on_every_database(|test| {
        let dora = dora(test);
        for _ in 0..20 {
            known_phone(test, dora);
        }
        let one_more = Authenticator::at(HOST, ORIGIN, dora).made(&accounts::challenge(&asked(test, dora)));
        assert!(matches!(add(test, dora, one_more), Err(Error::Invalid(fields))
            if fields[0].slip == Slip::TooMany { most: 20, is: 21 }));
        let (viewer, key) = (Viewer::Member(dora), list(test, dora)[0].id);
        for bad in ["  ".to_owned(), "x".repeat(61)] {
            let named = test.archive.write(move |tx| accounts::label_passkey(&viewer, tx, key, &bad)).wait();
            assert!(matches!(named, Err(Error::Invalid(fields)) if fields[0].field == "label"));
        }
    });
}
