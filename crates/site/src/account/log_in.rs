//! Logging in and out.

use archive::{
    Secret,
    accounts::{self, Account, Lasting, Password},
};
use askama::Template;
use axum::http::StatusCode;

use super::{attempts::Attempt, hashing::fits, lead_with};
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
    /// Whether what was typed fits no account. It is not said which half was wrong.
    failed: bool,
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

    page(&cx, &form, false)
}

pub(super) async fn create(cx: Cx, Form(form): Form<LogIn>) -> Answer {
    let (account, device) = asked_for(&cx, form.login.clone()).await?;
    let attempt = Attempt::log_in(&cx, &form.login, device.as_ref());
    attempt.begin()?;
    let hash = account.as_ref().and_then(|account| account.password.clone());
    let fits = fits(&cx, form.password.clone(), hash).await?;
    attempt.end(fits);

    let Some(Account { person, .. }) = account.filter(|account| fits && account.is_confirmed) else {
        return page(&cx, &form, true);
    };
    let lasting = if form.remember { Lasting::Long } else { Lasting::Short };
    let cookies = sessions::begin(&cx, person, lasting).await?;

    Ok(lead_with(&form.return_to, cookies))
}

/// The account of a name or address, and the secret of this browser if the account knows it.
async fn asked_for(cx: &Cx, login: String) -> Result<(Option<Account>, Option<Secret>), Problem> {
    let device = cx.device().cloned();
    let found = cx.archive().read(move |tx| {
        let account = accounts::by_name_or_address(tx, &login)?;
        let known = match (&account, &device) {
            (Some(account), Some(device)) => accounts::knows(tx, account.person, device)?,
            _ => false,
        };
        Ok((account, device.clone().filter(|_| known)))
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

fn page(cx: &Cx, form: &LogIn, failed: bool) -> Answer {
    let page = LogInPage { cx, form, failed };
    let page = Page::new(cx.say.text("log-in"), page).hidden_from_search_engines();
    let status = if failed { StatusCode::UNPROCESSABLE_ENTITY } else { StatusCode::OK };
    page.with_status(status).for_one(cx)
}
