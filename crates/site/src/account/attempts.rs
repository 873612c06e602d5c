//! How often somebody may try to log in, sign up or ask for letters, and who waits for whom (ASVS 6.3.1).
//!
//! Names are counted in whatever spelling they are typed, whether or not there is such an account, so that waiting tells
//! nothing. A browser that has logged in to the account before is counted by itself: nobody else can make its owner wait.

use std::time::Duration;

use archive::{
    PersonId, Secret,
    accounts::{self, RecoveryCodes},
};

use crate::{Cx, Problem, client::household, throttle::Rule};

/// Trying passwords (USER-4).
const LOG_IN: Rule = Rule { what: "log-in", most: 5, per: Duration::from_secs(20) };

/// Making accounts.
const SIGN_UP: Rule = Rule { what: "sign-up", most: 10, per: Duration::from_hours(1) };

/// Asking for letters with a link.
const LETTER: Rule = Rule { what: "letter", most: 10, per: Duration::from_hours(1) };

/// Trying codes of a second factor: there are a million of them, and three are right at any time.
const CODE: Rule = Rule { what: "code", most: 10, per: Duration::from_hours(1) };

/// Asking for something that a passkey signs, and showing it.
const CHALLENGE: Rule = Rule { what: "challenge", most: 30, per: Duration::from_mins(1) };

/// One attempt to prove who one is.
#[derive(Debug)]
pub(super) struct Attempt<'a> {
    cx: &'a Cx,
    /// What failures are counted under.
    key: String,
    /// Whether the household is counted beside it.
    from_anywhere: bool,
}

impl<'a> Attempt<'a> {
    /// An attempt to log in under a name or address; `device` is the secret of a browser that the account knows.
    pub(super) fn log_in(cx: &'a Cx, login: &str, device: Option<&Secret>) -> Self {
        match device {
            Some(device) => {
                Self { cx, key: format!("device {}", device.derived("attempts").text()), from_anywhere: false }
            }
            None => Self { cx, key: format!("name {}", accounts::login_key(login)), from_anywhere: true },
        }
    }

    /// An attempt of a member to prove once more that it is they.
    pub(super) fn again(cx: &'a Cx) -> Self {
        let key = cx.member().map_or_else(String::new, |member| format!("member {}", member.person));
        Self { cx, key, from_anywhere: false }
    }

    /// Begins it, or says how long to wait.
    pub(super) fn begin(&self) -> Result<(), Problem> {
        if self.from_anywhere {
            pass(self.cx, LOG_IN)?;
        }
        self.cx.site().throttle().pass(LOG_IN, &self.key, self.cx.now())
    }

    /// Notes how it ended.
    pub(super) fn end(&self, good: bool) {
        let throttle = self.cx.site().throttle();
        if good { throttle.succeeded(LOG_IN, &self.key) } else { throttle.failed(LOG_IN, &self.key, self.cx.now()) }
    }
}

/// Lets somebody try one more code for a person's account. A recovery code cannot be guessed, so that whoever has one comes in
/// while others guess the app's codes; and a browser that the account knows is counted by itself.
pub(super) async fn code(cx: &Cx, person: PersonId, typed: &str) -> Result<(), Problem> {
    let device = cx.device().cloned();
    let known = cx.archive().read(move |tx| match &device {
        Some(device) if accounts::knows(tx, person, device)? => Ok(Some(device.derived("codes"))),
        _ => Ok(None),
    });
    if let Some(device) = known.await? {
        return cx.site().throttle().pass(CODE, &format!("device {}", device.text()), cx.now());
    }
    pass(cx, LOG_IN)?;
    if RecoveryCodes::has_the_form_of_one(typed) {
        return Ok(());
    }
    cx.site().throttle().pass(CODE, &format!("person {person}"), cx.now())
}

/// Lets a household ask for one more thing that a passkey signs, or show one more signature.
pub(super) fn challenge(cx: &Cx) -> Result<(), Problem> {
    pass(cx, CHALLENGE)
}

/// Lets a household make one more account.
pub(super) fn sign_up(cx: &Cx) -> Result<(), Problem> {
    pass(cx, SIGN_UP)
}

/// Lets a household ask for one more letter.
pub(crate) fn letter(cx: &Cx) -> Result<(), Problem> {
    pass(cx, LETTER)
}

fn pass(cx: &Cx, rule: Rule) -> Result<(), Problem> {
    cx.site().throttle().pass(rule, &format!("household {}", household(cx.client())), cx.now())
}
