//! The pages of one's second factor: switching it on with an app, recovery codes, switching it off (ASVS 6.3.3).

use archive::{
    Slip,
    accounts::{self, Member, Password, RecoveryCodes, SecondFactor, Seed},
};
use askama::Template;
use axum::http::StatusCode;

use super::{edit, lead_to, own, passwords::is_own, qr::Qr};
use crate::{
    Answer, Cx, Door, Page,
    Parameter::Text,
    Problem, Routes, address,
    form::{Fields, Form, FromFields, Slips},
    path::At,
};

#[derive(Template)]
#[template(path = "account/second_factor.html")]
struct SecondFactorPage<'a> {
    cx: &'a Cx,
    member: &'a Member,
    factor: SecondFactor,
    /// What an app is shown while it is expected.
    offer: Option<Offer>,
    slips: &'a Slips,
}

/// A seed in the shapes in which apps take it.
struct Offer {
    link: String,
    qr: Option<Qr>,
    /// In groups of four, to be typed.
    text: String,
}

/// Recovery codes, which nobody sees again.
#[derive(Template)]
#[template(path = "account/recovery_codes.html")]
struct RecoveryCodesPage<'a> {
    cx: &'a Cx,
    member: &'a Member,
    codes: Vec<String>,
    /// The codes as a file that the page itself holds.
    file: String,
}

/// A wish that needs the password.
#[derive(Debug)]
pub(super) struct Wish {
    pub(super) password: Password,
}

impl FromFields for Wish {
    fn read(fields: &Fields) -> Self {
        Self { password: Password::typed(fields.raw("current")) }
    }
}

/// The first code of an app.
#[derive(Debug)]
struct FirstCode(String);

impl FromFields for FirstCode {
    fn read(fields: &Fields) -> Self {
        Self(fields.line("code"))
    }
}

/// The routes of these pages.
pub(super) fn routes(routes: Routes) -> Routes {
    routes
        .get("/users/{name}/second-factor", Door::Members, show)
        .reading(&[Text("done")])
        .post("/users/{name}/second-factor", Door::Account, create)
        .post("/users/{name}/second-factor/confirmation", Door::Account, confirm)
        .post("/users/{name}/second-factor/removal", Door::Account, destroy)
        .post("/users/{name}/recovery-codes", Door::Account, renew)
}

async fn show(cx: Cx, At(name): At<String>) -> Answer {
    own(&cx, &name)?;

    page(&cx, &Slips::none()).await
}

async fn create(cx: Cx, At(name): At<String>, Form(wish): Form<Wish>) -> Answer {
    let (member, viewer) = (own(&cx, &name)?, cx.viewer);
    if !is_own(&cx, wish.password).await? {
        return refused(&cx).await;
    }
    let seed = Seed::fresh(cx.archive().chance());
    cx.archive().write(move |tx| accounts::offer_second_factor(&viewer, tx, &seed)).await?;

    Ok(lead_to(&place(member)))
}

/// The codes stand in the answer itself, because they are kept nowhere.
async fn confirm(cx: Cx, At(name): At<String>, Form(FirstCode(code)): Form<FirstCode>) -> Answer {
    let (member, viewer, mut slips) = (own(&cx, &name)?, cx.viewer, Slips::none());
    let (codes, here) = (RecoveryCodes::fresh(cx.archive().chance()), member.session);
    let kept = codes.clone();
    let switched = cx.archive().write(move |tx| accounts::switch_on(&viewer, tx, &code, &kept, here)).await;

    if slips.keep(switched)?.is_none() {
        return page(&cx, &slips).await;
    }
    codes_page(&cx, member, &codes)
}

async fn renew(cx: Cx, At(name): At<String>, Form(wish): Form<Wish>) -> Answer {
    let (member, viewer) = (own(&cx, &name)?, cx.viewer);
    if !is_own(&cx, wish.password).await? {
        return refused(&cx).await;
    }
    let codes = RecoveryCodes::fresh(cx.archive().chance());
    let kept = codes.clone();
    cx.archive().write(move |tx| accounts::renew_codes(&viewer, tx, &kept)).await?;

    codes_page(&cx, member, &codes)
}

async fn destroy(cx: Cx, At(name): At<String>, Form(wish): Form<Wish>) -> Answer {
    let (member, viewer) = (own(&cx, &name)?, cx.viewer);
    if !is_own(&cx, wish.password).await? {
        return refused(&cx).await;
    }
    cx.archive().write(move |tx| accounts::switch_off(&viewer, tx)).await?;

    Ok(lead_to(&edit::done(member, "second-factor-off")))
}

/// The address of the page.
fn place(member: &Member) -> String {
    address::person(&member.name) + "/second-factor"
}

/// The page, with what is wrong: the password was another.
async fn refused(cx: &Cx) -> Answer {
    let mut slips = Slips::none();
    slips.add("current", Slip::WrongPassword);
    page(cx, &slips).await
}

async fn page(cx: &Cx, slips: &Slips) -> Answer {
    let (viewer, member) = (cx.viewer, cx.member().ok_or(Problem::LogIn)?);
    let factor = cx.archive().read(move |tx| accounts::second_factor(&viewer, tx)).await?;

    let offer = if let SecondFactor::Waiting(seed) = &factor { Some(Offer::of(cx, member, seed)) } else { None };
    let page = SecondFactorPage { cx, member, factor, offer, slips };
    let status = if slips.is_empty() { StatusCode::OK } else { StatusCode::UNPROCESSABLE_ENTITY };
    Page::new(cx.say.text("second-factor-title"), page).for_some().with_status(status).for_one(cx)
}

fn codes_page(cx: &Cx, member: &Member, codes: &RecoveryCodes) -> Answer {
    let codes = codes.shown();
    let heading = cx.say.of_two("codes-file", cx.site().settings().name.as_str(), member.name.as_str());
    let text = format!("{heading}\r\n\r\n{}\r\n", codes.join("\r\n"));
    let file = format!("data:text/plain;charset=utf-8,{}", address::segment(&text));

    let page = RecoveryCodesPage { cx, member, codes, file };
    Page::new(cx.say.text("codes-title"), page).for_some().for_one(cx)
}

impl Offer {
    /// The link is the one that apps agree on: `otpauth://totp/Archive:ana?secret=…`.
    fn of(cx: &Cx, member: &Member, seed: &Seed) -> Self {
        let (archive, name) = (address::segment(&cx.site().settings().name), address::segment(&member.name));
        let text = seed.text();
        let link = format!("otpauth://totp/{archive}:{name}?secret={text}&issuer={archive}");
        let letters: Vec<char> = text.chars().collect();
        let text = letters.chunks(4).map(String::from_iter).collect::<Vec<_>>().join(" ");
        Self { qr: Qr::of(&link), link, text }
    }
}
