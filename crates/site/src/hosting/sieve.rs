//! How the sieve does that holds comments nobody wants, for owners: what it has learnt, and how right it was. Of what people have
//! said it shows nothing.

use archive::{
    comments,
    policies::{Policy, Sieved},
    sieve::{self as ground, FLOOR, Report},
};
use askama::Template;

use crate::{
    Answer, Cx, Page,
    account::lead_to,
    form::{Button, Form},
};

#[derive(Template)]
#[template(path = "hosting/sieve.html")]
struct SievePage<'a> {
    cx: &'a Cx,
    report: Report,
    policy: Policy,
    /// What was just done.
    done: Option<String>,
}

impl SievePage<'_> {
    /// Every number with its words.
    fn numbers(&self) -> [(&'static str, u64); 6] {
        let Report { spam, good, waiting, right, wrong, missed, .. } = self.report;
        [
            (message!("sieve-learnt-spam"), spam),
            (message!("sieve-learnt-good"), good),
            (message!("sieve-waiting"), waiting),
            (message!("sieve-right"), right),
            (message!("sieve-wrong"), wrong),
            (message!("sieve-missed"), missed),
        ]
    }
}

pub(super) async fn show(cx: Cx) -> Answer {
    let viewer = cx.viewer;
    let report = cx.archive().read(move |tx| ground::report(&viewer, tx)).await?;
    let policy = cx.policy().await?;

    let done = match cx.asked("done").as_deref() {
        Some("taught") => Some(cx.say.text("sieve-taught")),
        Some("emptied") => Some(cx.say.text("sieve-emptied")),
        _ => None,
    };
    let page = SievePage { cx: &cx, report, policy, done };
    Page::new(cx.say.text("sieve-title"), page).for_some().for_one(&cx)
}

pub(super) async fn teach(cx: Cx, Form(Button): Form<Button>) -> Answer {
    let viewer = cx.viewer;
    cx.archive().write(move |tx| comments::teach_sieve(&viewer, tx)).await?;

    Ok(lead_to("/hosting/sieve?done=taught"))
}

pub(super) async fn empty(cx: Cx, Form(Button): Form<Button>) -> Answer {
    let viewer = cx.viewer;
    cx.archive().write(move |tx| ground::forget(&viewer, tx)).await?;

    Ok(lead_to("/hosting/sieve?done=emptied"))
}
