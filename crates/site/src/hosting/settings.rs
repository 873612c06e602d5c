//! How the archive is run: what its owner decides, each change a deed in the log (ADM-4, INV-1).

use archive::policies::{self as ground, Policy, Setting};
use askama::Template;
use axum::http::StatusCode;

use crate::{
    Answer, Cx, Page,
    account::lead_to,
    form::{Fields, Form, FromFields, Slips},
};

#[derive(Template)]
#[template(path = "hosting/settings.html")]
struct SettingsPage<'a> {
    cx: &'a Cx,
    rows: Vec<Row>,
    is_done: bool,
    slips: &'a Slips,
}

/// A setting on the page.
struct Row {
    setting: Setting,
    /// What is typed or stands.
    value: String,
}

/// What the form sends: every setting as it was typed.
#[derive(Debug)]
pub(super) struct Wanted(Vec<(Setting, String)>);

impl FromFields for Wanted {
    fn read(fields: &Fields) -> Self {
        // A box that is not ticked is not sent.
        let typed = |setting: Setting| match setting {
            Setting::Queue | Setting::Asking | Setting::SearchesTexts | Setting::Wrangling => {
                if fields.has(setting.word()) { "yes" } else { "no" }.to_owned()
            }
            _ => fields.line(setting.word()),
        };
        Self(Setting::ALL.iter().map(|setting| (*setting, typed(*setting))).collect())
    }
}

pub(super) async fn show(cx: Cx) -> Answer {
    let policy = cx.policy().await?;

    page(&cx, rows(&policy), &Slips::none())
}

pub(super) async fn update(cx: Cx, Form(Wanted(wanted)): Form<Wanted>) -> Answer {
    let (viewer, first, asked, mut slips) =
        (cx.viewer, cx.site().settings().policy.clone(), wanted.clone(), Slips::none());
    let changed = cx.archive().write(move |tx| ground::change(&viewer, tx, &first, &asked)).await;

    if slips.keep(changed)?.is_none() {
        let rows = wanted.into_iter().map(|(setting, value)| Row { setting, value }).collect();
        return page(&cx, rows, &slips);
    }
    Ok(lead_to("/hosting/settings?done=yes"))
}

fn rows(policy: &Policy) -> Vec<Row> {
    Setting::ALL.iter().map(|setting| Row { setting: *setting, value: setting.value(policy) }).collect()
}

fn page(cx: &Cx, rows: Vec<Row>, slips: &Slips) -> Answer {
    let page = SettingsPage { cx, rows, is_done: cx.asked("done").is_some(), slips };
    let status = if slips.is_empty() { StatusCode::OK } else { StatusCode::UNPROCESSABLE_ENTITY };
    Page::new(cx.say.text("run-title"), page).for_some().with_status(status).for_one(cx)
}

/// The name of the words for a setting.
#[expect(clippy::trivially_copy_pass_by_ref, reason = "templates hand over references")]
const fn setting_words(setting: &Setting) -> &'static str {
    match setting {
        Setting::SignUp => message!("run-sign-up"),
        Setting::Queue => message!("run-queue"),
        Setting::QueueNumber => message!("run-queue-number"),
        Setting::QueueHours => message!("run-queue-hours"),
        Setting::Invitations => message!("run-invitations"),
        Setting::Asking => message!("run-asking"),
        Setting::RestorableDays => message!("run-restorable-days"),
        Setting::DraftDays => message!("run-draft-days"),
        Setting::ConfirmDays => message!("run-confirm-days"),
        Setting::IdleDays => message!("run-idle-days"),
        Setting::Wrangling => message!("run-wrangling"),
        Setting::MinimumAge => message!("run-minimum-age"),
        Setting::TermsVersion => message!("run-terms-version"),
        Setting::SearchesTexts => message!("run-searches-texts"),
        Setting::GuestComments => message!("run-guest-comments"),
        Setting::Sieve => message!("run-sieve"),
        Setting::NewcomerDays => message!("run-newcomer-days"),
        Setting::NewcomerComments => message!("run-newcomer-comments"),
    }
}

/// The name of the words for one of the things that a setting can be.
#[expect(clippy::trivially_copy_pass_by_ref, reason = "templates hand over references")]
fn choice_words(setting: &Setting, word: &str) -> &'static str {
    match (setting, word) {
        (Setting::GuestComments, "held") => message!("run-guests-held"),
        (Setting::GuestComments, "nobody") => message!("run-guests-nobody"),
        (Setting::GuestComments, _) => message!("run-guests-everyone"),
        (Setting::Sieve, "everybody") => message!("run-sieve-everybody"),
        (Setting::Sieve, "newcomers") => message!("run-sieve-newcomers"),
        (Setting::Sieve, _) => message!("run-sieve-nobody"),
        (_, "open") => message!("run-open"),
        (_, "invited") => message!("run-invited"),
        _ => message!("run-closed"),
    }
}
