//! The page of the link, and every choice on it.

use archive::{
    Secret, Slip, WorkId,
    claims::{self as ground, Claimable, Decision},
    works::Keeping,
};
use askama::Template;
use axum::http::StatusCode;

use crate::{
    Answer, Cx, Page,
    account::{lead_to, stale},
    address,
    form::{Button, Fields, Form, FromFields, Slips},
    path::{At, AtBoth},
};

#[derive(Template)]
#[template(path = "claims/show.html")]
struct ClaimPage<'a> {
    cx: &'a Cx,
    secret: &'a str,
    found: Claimable,
    /// The account that works can be added to; empty for a guest.
    account: &'a str,
    form: &'a Choice,
    /// What was just done, in words.
    done: Option<String>,
    slips: &'a Slips,
}

impl ClaimPage<'_> {
    /// Whether a work is ticked: all are until something was chosen.
    #[expect(clippy::trivially_copy_pass_by_ref, reason = "templates hand over references")]
    fn is_ticked(&self, id: &WorkId) -> bool {
        self.slips.is_empty() || self.form.works.contains(id)
    }
}

/// What the form sends: works, and what shall become of them.
#[derive(Debug, Default)]
pub(super) struct Choice {
    works: Vec<WorkId>,
    fate: Option<Fate>,
}

/// What shall become of works.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Fate {
    Leave,
    Decided(Decision),
}

impl FromFields for Choice {
    fn read(fields: &Fields) -> Self {
        let fate = match fields.raw("fate") {
            "leave" => Some(Fate::Leave),
            "orphan-named" => Some(Fate::Decided(Decision::Orphan(Keeping::Name))),
            "orphan" => Some(Fate::Decided(Decision::Orphan(Keeping::Nothing))),
            "delete" => Some(Fate::Decided(Decision::Delete)),
            _ => None,
        };
        Self { works: fields.all("work").iter().filter_map(|id| id.parse().ok()).collect(), fate }
    }
}

/// Letters and imports that somebody wants no more.
#[derive(Debug)]
pub(super) struct Wishes {
    silent: bool,
    refuses: bool,
}

impl FromFields for Wishes {
    fn read(fields: &Fields) -> Self {
        Self { silent: fields.has("silent"), refuses: fields.has("refuses") }
    }
}

pub(super) async fn show(cx: Cx, At(secret): At<String>) -> Answer {
    page(&cx, &secret, &Choice::default(), &Slips::none()).await
}

pub(super) async fn decide(cx: Cx, At(secret): At<String>, Form(choice): Form<Choice>) -> Answer {
    let mut slips = Slips::none();
    if choice.works.is_empty() {
        slips.add("works", Slip::Missing);
    }
    if choice.fate.is_none() {
        slips.add("fate", Slip::Missing);
    }
    let Some(fate) = choice.fate.filter(|_| slips.is_empty()) else { return page(&cx, &secret, &choice, &slips).await };
    let (shown, works) = (Secret::shown(secret.clone()), choice.works);
    if let Fate::Decided(decision) = fate {
        cx.archive().write(move |tx| ground::decide(tx, &shown, &works, decision)).await?;
    }

    Ok(lead_to(&(address::claim(&secret) + "?done=decided")))
}

pub(super) async fn adopt(cx: Cx, At(secret): At<String>, Form(choice): Form<Choice>) -> Answer {
    let mut slips = Slips::none();
    if choice.works.is_empty() {
        slips.add("works", Slip::Missing);
        return page(&cx, &secret, &choice, &slips).await;
    }
    let (viewer, shown, works) = (cx.viewer, Secret::shown(secret.clone()), choice.works);
    cx.archive().write(move |tx| ground::adopt(&viewer, tx, &shown, &works)).await?;

    Ok(lead_to(&(address::claim(&secret) + "?done=adopted")))
}

pub(super) async fn wish(cx: Cx, At(secret): At<String>, Form(wishes): Form<Wishes>) -> Answer {
    let shown = Secret::shown(secret.clone());
    cx.archive().write(move |tx| ground::wish(tx, &shown, wishes.silent, wishes.refuses)).await?;

    Ok(lead_to(&(address::claim(&secret) + "?done=wished")))
}

pub(super) async fn restore(cx: Cx, AtBoth(secret, id): AtBoth<String, WorkId>, Form(Button): Form<Button>) -> Answer {
    let shown = Secret::shown(secret.clone());
    cx.archive().write(move |tx| ground::restore(tx, &shown, id)).await?;

    Ok(lead_to(&address::claim(&secret)))
}

async fn page(cx: &Cx, secret: &str, form: &Choice, slips: &Slips) -> Answer {
    let shown = Secret::shown(secret);
    let found = cx.archive().read(move |tx| ground::look(tx, &shown)).await?;

    let Some(found) = found else { return stale(cx) };
    let account = cx.member().map_or("", |member| member.name.as_str());
    let page = ClaimPage { cx, secret, found, account, form, done: said(cx), slips };
    let status = if slips.is_empty() { StatusCode::OK } else { StatusCode::UNPROCESSABLE_ENTITY };
    Page::new(cx.say.text("claim-title"), page).for_some().with_status(status).for_one(cx)
}

/// What was done, for the word in the address.
fn said(cx: &Cx) -> Option<String> {
    let message = match &*cx.asked("done")? {
        "adopted" => message!("claim-done-adopted"),
        "decided" => message!("claim-done-decided"),
        "wished" => message!("claim-done-wished"),
        _ => return None,
    };
    Some(cx.say.text(message))
}
