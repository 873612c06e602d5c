//! The owner's account, made once, by whoever holds the link that the terminal printed.

use archive::{
    Secret,
    accounts::{self, Lasting},
    policies::Policy,
};

use super::{
    attempts, lead_with,
    sign_up::{SignUp, SignUpPage, answer, stale},
};
use crate::{
    Answer, Cx, Problem,
    form::{Form, Slips},
    path::At,
    sessions,
};

pub(super) async fn new(cx: Cx, At(secret): At<String>) -> Answer {
    if !opens(&cx, &secret).await? {
        return stale(&cx);
    }
    form_page(&cx, &cx.policy().await?, &secret, (&SignUp::empty(), &Slips::none()))
}

pub(super) async fn create(cx: Cx, At(secret): At<String>, Form(form): Form<SignUp>) -> Answer {
    attempts::sign_up(&cx)?;
    // Hashing a password is dear, and nobody's who only guesses a link.
    if !opens(&cx, &secret).await? {
        return stale(&cx);
    }
    let policy = cx.policy().await?;
    let new = match form.account(&cx, &policy).await? {
        Ok(new) => new,
        Err(slips) => return form_page(&cx, &policy, &secret, (&form, &slips)),
    };
    let (mut slips, shown) = (Slips::none(), Secret::shown(secret.clone()));
    let made = cx.archive().write(move |tx| accounts::own(tx, &new, &shown)).await;

    let Some(made) = slips.keep(made)? else {
        return form_page(&cx, &policy, &secret, (&form, &slips));
    };
    let Some(person) = made else { return stale(&cx) };
    let cookies = sessions::begin(&cx, person, Lasting::Short).await?;

    Ok(lead_with("/", cookies))
}

/// Whether the link is good.
async fn opens(cx: &Cx, secret: &str) -> Result<bool, Problem> {
    let secret = Secret::shown(secret);
    Ok(cx.archive().read(move |tx| accounts::is_owner_link(tx, &secret)).await?)
}

fn form_page(cx: &Cx, policy: &Policy, secret: &str, (form, slips): (&SignUp, &Slips)) -> Answer {
    let action = format!("/users/owner/{}", crate::address::segment(secret));
    let words = [cx.say.text("owner-title"), cx.say.text("owner-what")];
    answer(cx, SignUpPage { cx, form, slips, action: &action, words, minimum_age: policy.minimum_age })
}
