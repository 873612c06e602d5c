//! The page of one's passkeys, and logging in with one. The browser makes and shows them, so `passkeys.js` stands between:
//! it asks here for what is to be signed, and sends what was signed with the form.

use archive::{
    PasskeyId, Slip,
    accounts::{self, Lasting, Member, NewPasskey, Passkey, Password, Place},
};
use askama::Template;
use axum::{
    http::{StatusCode, header},
    response::{IntoResponse, Response},
};
use serde_json::{Value, json};

use super::{attempts, browsers, lead_to, lead_with, log_in, own, passwords::is_own, second_factor::Wish};
use crate::{
    Answer, Cx, Door, Page,
    Parameter::Text,
    Problem, Routes, address,
    cx::local,
    form::{Button, Fields, Form, FromFields, Slips},
    path::{At, AtBoth},
    sessions,
};

#[derive(Template)]
#[template(path = "account/passkeys.html")]
struct PasskeysPage<'a> {
    cx: &'a Cx,
    member: &'a Member,
    passkeys: Vec<Passkey>,
    /// Where passkeys are good; nowhere when browsers would refuse to make one for this archive.
    place: Option<&'a Place>,
    /// What the next passkey is called.
    label: String,
    done: Option<String>,
    slips: &'a Slips,
}

/// What the form sends.
#[derive(Debug)]
struct Addition {
    label: String,
    passkey: String,
}

impl FromFields for Addition {
    fn read(fields: &Fields) -> Self {
        Self { label: fields.line("label"), passkey: fields.raw("passkey").to_owned() }
    }
}

/// What the form sends.
#[derive(Debug)]
struct Removal {
    password: Password,
    passkey: PasskeyId,
}

impl FromFields for Removal {
    fn read(fields: &Fields) -> Self {
        let passkey = PasskeyId::new(fields.line("passkey").parse().unwrap_or_default());
        Self { password: Password::typed(fields.raw("removal_password")), passkey }
    }
}

/// What somebody sends who logs in.
#[derive(Debug)]
struct Shown {
    passkey: String,
    remember: bool,
    return_to: String,
}

impl FromFields for Shown {
    fn read(fields: &Fields) -> Self {
        let return_to = local(fields.raw("return_to")).to_owned();
        Self { passkey: fields.raw("passkey").to_owned(), remember: fields.has("remember"), return_to }
    }
}

/// The routes of these pages.
pub(super) fn routes(routes: Routes) -> Routes {
    routes
        .post("/users/login/passkey", Door::Anyone, show_one)
        .post("/users/login/passkey/challenge", Door::Anyone, ask_log_in)
        .get("/users/{name}/passkeys", Door::Members, index)
        .reading(&[Text("done")])
        .post("/users/{name}/passkeys", Door::Account, create)
        .post("/users/{name}/passkeys/challenge", Door::Account, ask_new)
        .post("/users/{name}/passkeys/removal", Door::Account, destroy)
        .post("/users/{name}/passkeys/{id}/label", Door::Account, update)
}

async fn index(cx: Cx, At(name): At<String>) -> Answer {
    own(&cx, &name)?;

    page(&cx, &Slips::none(), None).await
}

/// What a new passkey signs, for whoever says their password.
async fn ask_new(cx: Cx, At(name): At<String>, Form(wish): Form<Wish>) -> Answer {
    let (member, viewer, place) = (own(&cx, &name)?, cx.viewer, place(&cx)?);
    if !is_own(&cx, wish.password).await? {
        return Ok(told(&json!({ "refused": cx.say.text("slip-wrong-password") })));
    }
    let secret = cx.archive().chance().secret();
    let kept = secret.clone();
    let known = cx.archive().write(move |tx| accounts::ask_passkey(&viewer, tx, &kept)).await?;

    let algorithms = accounts::algorithms().into_iter().map(|number| json!({ "type": "public-key", "alg": number }));
    let known = known.into_iter().map(|id| json!({ "type": "public-key", "id": id }));
    Ok(told(&json!({
            "challenge": accounts::challenge(&secret),
            "rp": { "id": place.host, "name": cx.site().settings().name },
            "user": { "id": accounts::handle(member.person), "name": member.name, "displayName": member.name },
            "pubKeyCredParams": algorithms.collect::<Vec<_>>(),
            "excludeCredentials": known.collect::<Vec<_>>(),
            "authenticatorSelection":
                { "residentKey": "required", "requireResidentKey": true, "userVerification": "required" },
            "attestation": "none",
    })))
}

async fn create(cx: Cx, At(name): At<String>, Form(form): Form<Addition>) -> Answer {
    let (member, viewer, place) = (own(&cx, &name)?, cx.viewer, place(&cx)?.clone());
    let (here, mut slips) = (member.session, Slips::none());
    let new = NewPasskey { label: form.label.clone(), made: form.passkey };
    let added = cx.archive().write(move |tx| accounts::add_passkey(&viewer, tx, &place, &new, here)).await;

    if slips.keep(added)?.is_none() {
        return page(&cx, &slips, Some(form.label)).await;
    }
    Ok(done(member, "added"))
}

async fn update(cx: Cx, AtBoth(name, passkey): AtBoth<String, PasskeyId>, Form(form): Form<Addition>) -> Answer {
    let (member, viewer, mut slips) = (own(&cx, &name)?, cx.viewer, Slips::none());
    let label = form.label.clone();
    let labelled = cx.archive().write(move |tx| accounts::label_passkey(&viewer, tx, passkey, &label)).await;

    if slips.keep(labelled)?.is_none() {
        return page(&cx, &slips, Some(form.label)).await;
    }
    Ok(done(member, "labelled"))
}

async fn destroy(cx: Cx, At(name): At<String>, Form(form): Form<Removal>) -> Answer {
    let (member, viewer) = (own(&cx, &name)?, cx.viewer);
    if !is_own(&cx, form.password).await? {
        let mut slips = Slips::none();
        slips.add("removal_password", Slip::WrongPassword);
        return page(&cx, &slips, None).await;
    }
    cx.archive().write(move |tx| accounts::remove_passkey(&viewer, tx, form.passkey)).await?;

    Ok(done(member, "removed"))
}

/// What the passkey of somebody who logs in signs. Nobody is named: the passkey says whose it is.
async fn ask_log_in(cx: Cx, Form(Button): Form<Button>) -> Answer {
    let place = place(&cx)?;
    attempts::challenge(&cx)?;
    let secret = cx.archive().chance().secret();
    let kept = secret.clone();
    cx.archive().write(move |tx| accounts::ask_log_in(tx, &kept)).await?;

    let asked =
        json!({ "challenge": accounts::challenge(&secret), "rpId": place.host, "userVerification": "required" });
    Ok(told(&asked))
}

async fn show_one(cx: Cx, Form(form): Form<Shown>) -> Answer {
    let place = place(&cx)?.clone();
    attempts::challenge(&cx)?;
    let shown = form.passkey;
    let person = cx.archive().write(move |tx| accounts::show_passkey(tx, &place, &shown)).await?;

    let Some(person) = person else { return log_in::without_passkey(&cx, form.remember, form.return_to).await };
    let lasting = if form.remember { Lasting::Long } else { Lasting::Short };
    Ok(lead_with(&form.return_to, sessions::begin_proved(&cx, person, lasting).await?))
}

/// Where passkeys are good; where they are good nowhere there is nothing to ask for.
fn place(cx: &Cx) -> Result<&Place, Problem> {
    cx.site().passkeys().ok_or(Problem::NotFound)
}

/// An answer to the script.
fn told(what: &Value) -> Response {
    let headers = [(header::CONTENT_TYPE, "application/json"), (header::CACHE_CONTROL, "no-store")];
    (headers, what.to_string()).into_response()
}

fn done(member: &Member, what: &str) -> Response {
    lead_to(&format!("{}/passkeys?done={what}", address::person(&member.name)))
}

async fn page(cx: &Cx, slips: &Slips, label: Option<String>) -> Answer {
    let (viewer, member) = (cx.viewer, cx.member().ok_or(Problem::LogIn)?);
    let passkeys = cx.archive().read(move |tx| accounts::passkeys(&viewer, tx)).await?;

    let label = label.unwrap_or_else(|| browsers::told(&cx.say, cx.browser()));
    let page = PasskeysPage { cx, member, passkeys, place: cx.site().passkeys(), label, done: said(cx), slips };
    let status = if slips.is_empty() { StatusCode::OK } else { StatusCode::UNPROCESSABLE_ENTITY };
    Page::new(cx.say.text("passkeys-title"), page).for_some().with_status(status).for_one(cx)
}

/// What was done, for the word in the address.
fn said(cx: &Cx) -> Option<String> {
    let message = match &*cx.asked("done")? {
        "added" => message!("passkey-added"),
        "labelled" => message!("passkey-labelled"),
        "removed" => message!("passkey-removed"),
        _ => return None,
    };
    Some(cx.say.text(message))
}
