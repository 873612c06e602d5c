//! Signing up: a form, a letter, and the button behind the letter's link (USER-1 … USER-3).

use archive::{
    Secret, Slip,
    accounts::{self, Address, Lasting, NewAccount},
    people,
};
use askama::Template;
use axum::http::StatusCode;

use super::{agreement, attempts, hashing::hashed, lead_with, note, passwords::NewPassword};
use crate::{
    Answer, Cx, Page, Problem,
    form::{Button, Fields, Form, FromFields, Slips},
    path::At,
    sessions,
};

/// The form, new or with what is wrong with it.
#[derive(Template)]
#[template(path = "account/sign_up.html")]
pub(super) struct SignUpPage<'a> {
    pub(super) cx: &'a Cx,
    pub(super) form: &'a SignUp,
    pub(super) slips: &'a Slips,
    /// Where the form goes.
    pub(super) action: &'a str,
    /// Whether it makes the owner's account.
    pub(super) is_owner: bool,
}

#[derive(Template)]
#[template(path = "account/confirm.html")]
struct ConfirmPage<'a> {
    cx: &'a Cx,
    secret: &'a str,
}

#[derive(Template)]
#[template(path = "account/stale_link.html")]
pub(super) struct StaleLinkPage<'a> {
    pub(super) cx: &'a Cx,
}

/// What the form sends.
#[derive(Debug)]
pub(super) struct SignUp {
    pub(super) name: String,
    pub(super) email: String,
    password: NewPassword,
    pub(super) age: bool,
    pub(super) terms: bool,
    pub(super) privacy: bool,
}

impl FromFields for SignUp {
    fn read(fields: &Fields) -> Self {
        Self {
            name: fields.line("name"),
            email: fields.line("email"),
            password: NewPassword::read(fields),
            age: fields.has("age"),
            terms: fields.has("terms"),
            privacy: fields.has("privacy"),
        }
    }
}

impl SignUp {
    /// Nothing typed yet.
    pub(super) fn empty() -> Self {
        Self::read(&Fields::default())
    }

    /// The account it asks for, or all that is wrong with it at once.
    pub(super) async fn account(&self, cx: &Cx) -> Result<Result<NewAccount, Slips>, Problem> {
        let mut slips = Slips::none();
        slips.keep(people::check_name(&self.name))?;
        let address = slips.keep(self.email.parse::<Address>())?;
        let password = slips.keep(self.password.chosen(&self.name))?;
        for (field, agreed) in [("age", self.age), ("terms", self.terms), ("privacy", self.privacy)] {
            if !agreed {
                slips.add(field, Slip::NotAgreed);
            }
        }
        let (Some(address), Some(password), true) = (address, password, slips.is_empty()) else {
            return Ok(Err(slips));
        };
        let (password, consents) = (hashed(cx, password).await?, agreement::consents(cx, &["age", "terms", "privacy"]));
        Ok(Ok(NewAccount { name: self.name.clone(), address, password, consents }))
    }
}

pub(super) async fn new(cx: Cx) -> Answer {
    open(&cx)?;

    form_page(&cx, &SignUp::empty(), &Slips::none())
}

pub(super) async fn create(cx: Cx, Form(form): Form<SignUp>) -> Answer {
    open(&cx)?;
    attempts::sign_up(&cx)?;
    let mut slips = Slips::none();
    slips.keep(cx.allows(&form.name))?;
    if !slips.is_empty() {
        return form_page(&cx, &form, &slips);
    }
    let new = match form.account(&cx).await? {
        Ok(new) => new,
        Err(slips) => return form_page(&cx, &form, &slips),
    };
    let secret = cx.archive().chance().secret();
    let asked = cx.archive().write(move |tx| accounts::sign_up(tx, &new, &secret)).await;

    if slips.keep(asked)?.is_none() {
        return form_page(&cx, &form, &slips);
    }

    let (title, what) = (cx.say.text("letter-sent-title"), cx.say.of("letter-sent-what", form.email.as_str()));
    note::answer(&cx, &title, &what, &cx.say.text("letter-sent-do"))
}

/// The letter's link shows a button: some mail programs open every link, and GET changes nothing (R13).
pub(super) async fn confirm(cx: Cx, At(secret): At<String>) -> Answer {
    let page = ConfirmPage { cx: &cx, secret: &secret };

    Page::new(cx.say.text("confirm-title"), page).hidden_from_search_engines().for_one(&cx)
}

pub(super) async fn confirmed(cx: Cx, At(secret): At<String>, Form(Button): Form<Button>) -> Answer {
    let secret = Secret::shown(secret);
    let person = cx.archive().write(move |tx| accounts::confirm(tx, &secret)).await?;

    let Some(person) = person else { return stale(&cx) };
    let cookies = sessions::begin(&cx, person, Lasting::Short).await?;

    Ok(lead_with("/", cookies))
}

/// Whether anybody may sign up.
fn open(cx: &Cx) -> Result<(), Problem> {
    if cx.site().settings().sign_up.is_open() { Ok(()) } else { Err(Problem::Closed) }
}

/// A link that is used up, over or wrong.
pub(super) fn stale(cx: &Cx) -> Answer {
    let page = Page::new(cx.say.text("stale-link-title"), StaleLinkPage { cx }).hidden_from_search_engines();
    page.with_status(StatusCode::NOT_FOUND).for_one(cx)
}

fn form_page(cx: &Cx, form: &SignUp, slips: &Slips) -> Answer {
    let page = SignUpPage { cx, form, slips, action: "/users/signup", is_owner: false };
    answer(cx, page)
}

/// The form; with what is wrong with it where something is (422).
pub(super) fn answer(cx: &Cx, page: SignUpPage<'_>) -> Answer {
    let status = if page.slips.is_empty() { StatusCode::OK } else { StatusCode::UNPROCESSABLE_ENTITY };
    Page::new(cx.say.text("sign-up"), page).hidden_from_search_engines().with_status(status).for_one(cx)
}
