//! Logging in and out.

use archive::{
    Secret,
    accounts::{self, Account, Halfway, Lasting, Password},
    policies::SignUp,
};
use askama::Template;
use axum::http::StatusCode;

use super::{attempts::Attempt, hashing::fits, lead_with, misses, second_step};
use crate::{
    Answer, Cx, Page, Problem,
    cx::local,
    form::{Button, Fields, Form, FromFields},
    sessions,
};

#[derive(Template)]
#[template(path = "account/log_in.html")]
struct LogInPage<'a> {
    cx: &'a Cx,
    form: &'a LogIn,
    /// What was wrong, in words. It is not said which half of name and password.
    wrong: Option<String>,
    /// Whether there is a way to an account.
    offers_account: bool,
}

/// What the form sends.
#[derive(Debug)]
pub(super) struct LogIn {
    login: String,
    password: Password,
    remember: bool,
    return_to: String,
}

impl FromFields for LogIn {
    fn read(fields: &Fields) -> Self {
        Self {
            login: fields.line("login"),
            password: Password::typed(fields.raw("password")),
            remember: fields.has("remember"),
            return_to: local(fields.raw("return_to")).to_owned(),
        }
    }
}

pub(super) async fn show(cx: Cx) -> Answer {
    let return_to = cx.asked("return_to").map(|address| local(&address).to_owned());
    let return_to = return_to.or_else(|| cx.came_from().map(str::to_owned)).unwrap_or_else(|| "/".to_owned());
    let form = LogIn { login: String::new(), password: Password::typed(""), remember: false, return_to };

    page(&cx, &form, None).await
}

pub(super) async fn create(cx: Cx, Form(form): Form<LogIn>) -> Answer {
    cx.site().hashers().have_room()?;
    let Found { account, device, has_second_factor } = asked_for(&cx, form.login.clone()).await?;
    let attempt = Attempt::log_in(&cx, &form.login, device.as_ref());
    attempt.begin()?;
    let hash = account.as_ref().and_then(|account| account.password.clone());
    let fits = fits(&cx, form.password.clone(), hash).await?;
    attempt.end(fits);
    if !fits {
        misses::note(&cx, account.as_ref().map(|account| account.person)).await?;
    }

    let Some(Account { person, .. }) = account.filter(|account| fits && account.is_confirmed) else {
        return page(&cx, &form, Some(message!("log-in-failed"))).await;
    };
    let lasting = if form.remember { Lasting::Long } else { Lasting::Short };
    if has_second_factor {
        return second_step::begin(&cx, Halfway { person, lasting }, &form.return_to).await;
    }
    let cookies = sessions::begin(&cx, person, lasting).await?;

    Ok(lead_with(&form.return_to, cookies))
}

/// The account of a name or address.
#[derive(Default)]
struct Found {
    account: Option<Account>,
    /// The secret of this browser if the account knows it.
    device: Option<Secret>,
    /// Whether the password is not enough.
    has_second_factor: bool,
}

async fn asked_for(cx: &Cx, login: String) -> Result<Found, Problem> {
    let device = cx.device().cloned();
    let found = cx.archive().read(move |tx| {
        let Some(account) = accounts::by_name_or_address(tx, &login)? else { return Ok(Found::default()) };
        let is_known = device.as_ref().map_or(Ok(false), |device| accounts::knows(tx, account.person, device))?;
        let has_second_factor = accounts::has_second_factor(tx, account.person)?;
        Ok(Found { account: Some(account), device: device.clone().filter(|_| is_known), has_second_factor })
    });
    Ok(found.await?)
}

pub(super) async fn destroy(cx: Cx, Form(Button): Form<Button>) -> Answer {
    let viewer = cx.viewer;
    if let Some(session) = cx.member().map(|member| member.session) {
        cx.archive().write(move |tx| accounts::end(&viewer, tx, session)).await?;
    }

    let mut response = lead_with("/", [sessions::over(&cx)?]);
    let everything = axum::http::HeaderValue::from_static("\"cache\", \"storage\"");
    response.headers_mut().insert("clear-site-data", everything);
    Ok(response)
}

/// The page for somebody whose passkey opens nothing here, or whose browser showed none.
pub(super) async fn without_passkey(cx: &Cx, remember: bool, return_to: String) -> Answer {
    let form = LogIn { login: String::new(), password: Password::typed(""), remember, return_to };
    page(cx, &form, Some(message!("passkey-unknown"))).await
}

async fn page(cx: &Cx, form: &LogIn, wrong: Option<&'static str>) -> Answer {
    let status = if wrong.is_some() { StatusCode::UNPROCESSABLE_ENTITY } else { StatusCode::OK };
    let offers_account = cx.policy().await?.sign_up != SignUp::Closed;
    let page = LogInPage { cx, form, wrong: wrong.map(|name| cx.say.text(name)), offers_account };
    let page = Page::new(cx.say.text("log-in"), page).hidden_from_search_engines();
    page.with_status(status).for_one(cx)
}
