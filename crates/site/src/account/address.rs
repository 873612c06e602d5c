//! Changing one's own mail address: nothing changes before the new one has answered (R27).

use archive::{
    Secret, Slip,
    accounts::{self, Address, Password},
};
use askama::Template;

use super::{attempts, edit, lead_to, note, own, passwords::is_own, sign_up::stale};
use crate::{
    Answer, Cx, Page,
    form::{Button, Fields, Form, FromFields, Slips},
    path::At,
};

#[derive(Template)]
#[template(path = "account/address.html")]
struct ConfirmAddressPage<'a> {
    cx: &'a Cx,
    secret: &'a str,
}

/// What the form sends.
#[derive(Debug)]
pub(super) struct Wish {
    email: String,
    password: Password,
}

impl FromFields for Wish {
    fn read(fields: &Fields) -> Self {
        Self { email: fields.line("email"), password: Password::typed(fields.raw("address_password")) }
    }
}

pub(super) async fn update(cx: Cx, At(name): At<String>, Form(form): Form<Wish>) -> Answer {
    let (member, mut slips, viewer) = (own(&cx, &name)?, Slips::none(), cx.viewer);
    let address = slips.keep(form.email.parse::<Address>())?;
    if !is_own(&cx, form.password).await? {
        slips.add("address_password", Slip::WrongPassword);
    }

    let Some(address) = address.filter(|_| slips.is_empty()) else {
        return edit::page(&cx, &slips, &edit::Typed { email: &form.email, ..edit::Typed::default() }).await;
    };
    attempts::letter(&cx)?;
    let secret = cx.archive().chance().secret();
    cx.archive().write(move |tx| accounts::ask_address(&viewer, tx, &address, &secret)).await?;

    Ok(lead_to(&edit::done(member, "address")))
}

pub(super) async fn withdraw(cx: Cx, At(name): At<String>, Form(Button): Form<Button>) -> Answer {
    let (member, viewer) = (own(&cx, &name)?, cx.viewer);
    cx.archive().write(move |tx| accounts::keep_address(&viewer, tx)).await?;

    Ok(lead_to(&edit::done(member, "address-kept")))
}

/// The letter's link shows a button: GET changes nothing (R13). Whoever reads the new address may press it, logged in
/// or not.
pub(super) async fn confirm(cx: Cx, At(secret): At<String>) -> Answer {
    let page = ConfirmAddressPage { cx: &cx, secret: &secret };

    Page::new(cx.say.text("confirm-title"), page).hidden_from_search_engines().for_one(&cx)
}

pub(super) async fn confirmed(cx: Cx, At(secret): At<String>, Form(Button): Form<Button>) -> Answer {
    let secret = Secret::shown(secret);
    let person = cx.archive().write(move |tx| accounts::confirm_address(tx, &secret)).await?;

    if person.is_none() {
        return stale(&cx);
    }
    note::answer(&cx, &cx.say.text("address-changed-title"), &cx.say.text("address-changed-what"), "")
}
