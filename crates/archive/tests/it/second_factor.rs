//! The second factor and recovery codes, on every database (ASVS 6.3.3, 6.5, ADM-1).

use std::time::Duration;

use archive::accounts::{
    self, Halfway, HashedPassword, Lasting, NewAccount, Password, Power, RecoveryCodes, Role, SecondFactor, Seed,
};
use archive::deeds::{self, Act};
use archive::mail::{self, Matter};
use archive::{Errand, Error, FieldError, PersonId, Result, Secret, SessionId, Slip, Tx, Viewer};
use testkit::{TestArchive, on_every_database};

const HOST: Viewer = Viewer::Custodian(Errand::Host);
const STEP: Duration = Duration::from_secs(30);

fn write<T: Send + 'static>(test: &TestArchive, deed: impl Fn(&Tx<'_>) -> Result<T> + Send + 'static) -> T {
    test.archive.write(deed).wait().expect("the deed is done")
}

fn hashed(test: &TestArchive) -> HashedPassword {
    Password::typed("a cap and a bell").hashed(test.archive.chance()).unwrap()
}

/// Dora, logged in.
fn dora(test: &TestArchive) -> (PersonId, SessionId) {
    let new = NewAccount {
        name: "dora".to_owned(),
        address: "dora@example.org".parse().unwrap(),
        password: hashed(test),
        consents: Vec::new(),
    };
    let person = write(test, move |tx| accounts::open_at_once(tx, &new));
    (person, log_in(test, person, "here"))
}

fn log_in(test: &TestArchive, person: PersonId, secret: &'static str) -> SessionId {
    write(test, move |tx| {
        accounts::begin(tx, person, &Secret::shown(secret), "a test", Lasting::Short)?;
        Ok(accounts::who(tx, &Secret::shown(secret))?.unwrap().session)
    })
}

fn offered(test: &TestArchive, person: PersonId) -> Seed {
    let seed = Seed::fresh(test.archive.chance());
    let kept = seed.clone();
    write(test, move |tx| accounts::offer_second_factor(&Viewer::Member(person), tx, &kept));
    seed
}

/// Switches it on with the code of this half minute, and goes on to the next.
fn switched_on(test: &TestArchive, person: PersonId, here: SessionId) -> (Seed, Vec<String>) {
    let (seed, codes) = (offered(test, person), RecoveryCodes::fresh(test.archive.chance()));
    let (code, kept) = (now(test, &seed), codes.clone());
    write(test, move |tx| accounts::switch_on(&Viewer::Member(person), tx, &code, &kept, here));
    test.clock.advance(STEP);
    (seed, codes.shown())
}

fn now(test: &TestArchive, seed: &Seed) -> String {
    seed.code_at(test.clock.now())
}

fn state(test: &TestArchive, person: PersonId) -> SecondFactor {
    test.archive.read(move |tx| accounts::second_factor(&Viewer::Member(person), tx)).wait().unwrap()
}

/// Says the password and then this code.
fn comes_in(test: &TestArchive, person: PersonId, code: &str) -> bool {
    let (secret, code) = (test.archive.chance().secret(), code.to_owned());
    write(test, move |tx| {
        accounts::begin_second_step(tx, Halfway { person, lasting: Lasting::Long }, &secret)?;
        Ok(accounts::end_second_step(tx, &secret, &code)?.is_some())
    })
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
fn it_is_asked_for_once_the_app_has_shown_a_code() {
    on_every_database(|test| {
        let (dora, here) = dora(test);
        log_in(test, dora, "elsewhere");
        assert_eq!(state(test, dora), SecondFactor::Off);
        let seed = offered(test, dora);
        assert_eq!(state(test, dora), SecondFactor::Waiting(seed.clone()));
        let asked = move |tx: &Tx<'_>| accounts::has_second_factor(tx, dora);
        assert!(!test.archive.read(asked).wait().unwrap(), "nobody is locked out by an app that was never set up");
        let codes = RecoveryCodes::fresh(test.archive.chance());
        let wrong = move |tx: &Tx<'_>| accounts::switch_on(&Viewer::Member(dora), tx, "000000", &codes, here);
        let told = Err(FieldError::new("code", Slip::NotTheCode));
        assert_eq!(test.archive.write(wrong).wait().map_err(slip), told);

        switched_on(test, dora, here);

        assert!(matches!(state(test, dora), SecondFactor::On { codes: 10, .. }));
        assert!(test.archive.read(asked).wait().unwrap());
        let open = test.archive.read(move |tx| accounts::open_of(&Viewer::Member(dora), tx)).wait().unwrap();
        assert_eq!(open.iter().map(|session| session.id).collect::<Vec<_>>(), [here], "the others showed none");
        assert_eq!(matters(test), [Matter::SecondFactorOn]);
    });
}

fn slip(error: Error) -> FieldError {
    match error {
        Error::Invalid(mut fields) => fields.remove(0),
        other => panic!("another failure: {other}"),
    }
}

#[test]
fn an_app_that_shows_no_code_within_the_hour_is_forgotten_and_one_in_use_is_not_replaced() {
    on_every_database(|test| {
        let (dora, here) = dora(test);
        offered(test, dora);
        test.clock.advance(Duration::from_hours(1));
        assert_eq!(state(test, dora), SecondFactor::Off);
        let (seed, _) = switched_on(test, dora, here);

        offered(test, dora);

        assert!(comes_in(test, dora, &now(test, &seed)));
    });
}

#[test]
fn a_code_of_the_app_opens_once_in_its_half_minute() {
    on_every_database(|test| {
        let (dora, here) = dora(test);
        let (seed, _) = switched_on(test, dora, here);
        let code = now(test, &seed);
        assert!(!comes_in(test, dora, "000000"));
        assert!(comes_in(test, dora, &code));
        assert!(!comes_in(test, dora, &code), "read over a shoulder it is worth nothing");
        assert!(!comes_in(test, dora, &seed.code_at(test.clock.now() - jiff::SignedDuration::from_secs(30))));
        test.clock.advance(STEP);
        assert!(comes_in(test, dora, &now(test, &seed)));
    });
}

#[test]
fn a_recovery_code_opens_once_and_a_letter_tells_it() {
    on_every_database(|test| {
        let (dora, here) = dora(test);
        let (_, codes) = switched_on(test, dora, here);
        matters(test);
        let typed = codes[3].to_uppercase().replace('-', " ");

        assert!(comes_in(test, dora, &typed));

        assert!(!comes_in(test, dora, &codes[3]));
        assert!(!comes_in(test, test.cast.bo.id, &codes[4]), "they are dora's");
        assert_eq!(matters(test), [Matter::RecoveryCodeUsed { left: 9 }]);
        let fresh = RecoveryCodes::fresh(test.archive.chance());
        let kept = fresh.clone();
        write(test, move |tx| accounts::renew_codes(&Viewer::Member(dora), tx, &kept));
        assert!(!comes_in(test, dora, &codes[4]), "the old ones are dead");
        assert!(comes_in(test, dora, &fresh.shown()[0]));
    });
}

#[test]
fn halfway_is_nobody_and_over_after_ten_minutes_a_new_password_or_one_success() {
    on_every_database(|test| {
        let (dora, here) = dora(test);
        let (_, codes) = switched_on(test, dora, here);
        let begin = |test: &TestArchive| {
            let secret = test.archive.chance().secret();
            let kept = secret.clone();
            let halfway = Halfway { person: dora, lasting: Lasting::Long };
            write(test, move |tx| accounts::begin_second_step(tx, halfway, &kept));
            secret
        };
        let end = |secret: &Secret, code: &str| {
            let (secret, code) = (secret.clone(), code.to_owned());
            write(test, move |tx| accounts::end_second_step(tx, &secret, &code))
        };
        let secret = begin(test);
        let shown = secret.clone();
        assert!(test.archive.read(move |tx| accounts::who(tx, &shown)).wait().unwrap().is_none());
        assert_eq!(end(&secret, "000000"), None);
        assert_eq!(end(&secret, &codes[0]), Some(Halfway { person: dora, lasting: Lasting::Long }));
        assert_eq!(end(&secret, &codes[1]), None, "used up");
        let late = begin(test);
        test.clock.advance(Duration::from_mins(10));
        assert_eq!(end(&late, &codes[1]), None);
        let (before, password) = (begin(test), hashed(test));
        write(test, move |tx| accounts::change_password(&Viewer::Member(dora), tx, &password, here));
        assert_eq!(end(&before, &codes[1]), None, "the password that was said is another now");
    });
}

#[test]
fn a_letter_alone_replaces_no_password_where_there_is_a_second_factor() {
    on_every_database(|test| {
        let (dora, here) = dora(test);
        let (seed, _) = switched_on(test, dora, here);
        let secret = test.archive.chance().secret();
        let asked = secret.clone();
        write(test, move |tx| accounts::ask_reset(tx, "dora", &asked));
        let reset = |code: String| {
            let (secret, password) = (secret.clone(), hashed(test));
            test.archive.write(move |tx| accounts::reset(tx, &secret, &password, &code)).wait()
        };
        for wrong in ["", "000000"] {
            assert_eq!(reset(wrong.to_owned()).map_err(slip), Err(FieldError::new("code", Slip::WrongCode)));
        }
        assert_eq!(reset(now(test, &seed)).unwrap().map(|reset| reset.person), Some(dora), "the link stayed good");
    });
}

#[test]
fn switched_off_it_is_asked_for_no_more() {
    on_every_database(|test| {
        let (dora, here) = dora(test);
        let (seed, codes) = switched_on(test, dora, here);
        matters(test);

        write(test, move |tx| accounts::switch_off(&Viewer::Member(dora), tx));

        assert_eq!(state(test, dora), SecondFactor::Off);
        assert!(!comes_in(test, dora, &now(test, &seed)) && !comes_in(test, dora, &codes[0]));
        assert_eq!(matters(test), [Matter::SecondFactorOff]);
    });
}

#[test]
fn the_host_takes_it_from_somebody_who_lost_it_and_the_log_says_so() {
    on_every_database(|test| {
        let (dora, here) = dora(test);
        let take = move |viewer: Viewer| move |tx: &Tx<'_>| accounts::take_second_factor(&viewer, tx, dora);
        assert!(matches!(test.archive.write(take(HOST)).wait(), Err(Error::NotFound)), "there is none");
        switched_on(test, dora, here);
        let kim = test.cast.moderator();
        assert!(matches!(test.archive.write(take(kim)).wait(), Err(Error::NotFound)), "nobody does it over the web");
        matters(test);

        write(test, take(HOST));

        assert_eq!(state(test, dora), SecondFactor::Off);
        assert!(test.archive.read(|tx| accounts::who(tx, &Secret::shown("here"))).wait().unwrap().is_none());
        assert_eq!(matters(test), [Matter::SecondFactorOff]);
        let deed = test.archive.read(|tx| deeds::page(&HOST, tx, 1)).wait().unwrap().items.remove(0);
        assert_eq!((deed.act, deed.subject_name.as_str()), (Some(Act::TookSecondFactor), "dora"));
    });
}

#[test]
fn a_role_that_waits_for_a_second_factor_gives_no_power() {
    on_every_database(|test| {
        let (dora, here) = dora(test);
        write(test, move |tx| accounts::give(&HOST, tx, dora, Role::Owner));
        let who = |test: &TestArchive| {
            test.archive.read(|tx| accounts::who(tx, &Secret::shown("here"))).wait().unwrap().unwrap()
        };
        assert_eq!(who(test).viewer(), Viewer::Moderator(dora), "where roles need none, they count");

        let limited = who(test).limited();

        assert!(limited.is_limited && limited.roles.is_empty());
        assert_eq!(limited.viewer(), Viewer::Member(dora));
        let may = test.archive.read(move |tx| accounts::require(&limited.viewer(), tx, Power::GiveRoles)).wait();
        assert!(matches!(may, Err(Error::Forbidden(_))), "the ground floor says no too");
        switched_on(test, dora, here);
        assert_eq!(who(test).limited().viewer(), Viewer::Moderator(dora));
    });
}
