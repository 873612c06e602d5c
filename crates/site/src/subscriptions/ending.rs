//! Ending what a letter is about, by the secret in it and without a login. Looking at the page ends nothing, because mail
//! programs look at every link; a mail program's own button sends the form (RFC 8058).

use archive::{
    Secret,
    subscriptions::{self as ground, Ends},
};
use askama::Template;

use super::named;
use crate::{
    Answer, Cx, Page, address,
    form::{Button, Form},
    path::At,
};

#[derive(Template)]
#[template(path = "subscriptions/ending.html")]
struct EndingPage<'a> {
    cx: &'a Cx,
    /// What is ended: a name, or all letters.
    what: Option<String>,
    /// Where the form goes to; nothing once it is ended.
    action: Option<String>,
}

pub(super) async fn new(cx: Cx, At(secret): At<String>) -> Answer {
    let shown = Secret::shown(&secret);
    let ends = cx.archive().read(move |tx| ground::ends(tx, &shown)).await?;

    let what = match ends {
        Ends::One(subject) => Some(named(&cx.say, &subject).0),
        Ends::Letters => None,
    };
    let page = EndingPage { cx: &cx, what, action: Some(address::ending(&secret)) };
    Page::new(cx.say.text("ending-title"), page).for_some().for_one(&cx)
}

pub(super) async fn create(cx: Cx, At(secret): At<String>, Form(Button): Form<Button>) -> Answer {
    let shown = Secret::shown(&secret);
    // A letter can be clicked twice: what is ended is ended.
    match cx.archive().write(move |tx| ground::end(tx, &shown)).await {
        Ok(()) | Err(archive::Error::NotFound) => {}
        Err(error) => return Err(error.into()),
    }

    let page = EndingPage { cx: &cx, what: None, action: None };
    Page::new(cx.say.text("ending-title"), page).for_some().for_one(&cx)
}
