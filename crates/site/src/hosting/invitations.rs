//! Those who wait for an invitation, and members who ask for more: called and answered by those who invite (INV-2, INV-3).

use archive::{
    PersonId, Slip,
    invitations::{self as ground, Queue, Wish},
};
use askama::Template;
use axum::http::StatusCode;

use super::Reason;
use crate::{
    Answer, Cx, Page,
    account::lead_to,
    form::{Fields, Form, FromFields, Slips},
    path::At,
};

/// Where this page is.
const HERE: &str = "/hosting/invitations";

#[derive(Template)]
#[template(path = "hosting/invitations.html")]
struct InvitationsPage<'a> {
    cx: &'a Cx,
    /// Where this moderator's own are.
    own: String,
    queue: Queue,
    wishes: Vec<Wish>,
    /// How many were called just now.
    called: Option<u64>,
    /// How many members were given more just now.
    given: Option<u64>,
    number: &'a str,
    slips: &'a Slips,
}

/// How many.
#[derive(Debug, Default)]
pub(super) struct Number {
    number: String,
}

impl FromFields for Number {
    fn read(fields: &Fields) -> Self {
        Self { number: fields.line("number") }
    }
}

/// More invitations for everybody.
#[derive(Debug)]
pub(super) struct ForAll {
    number: String,
    only_out: bool,
}

impl FromFields for ForAll {
    fn read(fields: &Fields) -> Self {
        Self { number: fields.line("all_number"), only_out: fields.has("only_out") }
    }
}

pub(super) async fn index(cx: Cx) -> Answer {
    page(&cx, "10", &Slips::none()).await
}

/// Invites those who waited longest.
pub(super) async fn call(cx: Cx, Form(form): Form<Number>) -> Answer {
    let mut slips = Slips::none();
    let Some(number) = form.number.parse::<u64>().ok().filter(|number| (1..=1_000).contains(number)) else {
        slips.add("number", Slip::NotInRange { least: 1, most: 1_000 });
        return page(&cx, &form.number, &slips).await;
    };
    let (viewer, first) = (cx.viewer, cx.site().settings().policy.clone());
    let called = cx.archive().write(move |tx| ground::call(&viewer, tx, &first, number)).await?;

    Ok(lead_to(&format!("{HERE}?done={called}")))
}

pub(super) async fn grant(cx: Cx, At(person): At<PersonId>, Form(form): Form<Number>) -> Answer {
    let (viewer, number, mut slips) = (cx.viewer, form.number.parse().ok(), Slips::none());
    let granted = cx.archive().write(move |tx| ground::grant(&viewer, tx, person, number)).await;

    if slips.keep(granted)?.is_none() {
        return page(&cx, &form.number, &slips).await;
    }
    Ok(lead_to(HERE))
}

pub(super) async fn refuse(cx: Cx, At(person): At<PersonId>, Form(form): Form<Reason>) -> Answer {
    let (viewer, mut slips) = (cx.viewer, Slips::none());
    let refused = cx.archive().write(move |tx| ground::refuse(&viewer, tx, person, &form.reason)).await;

    if slips.keep(refused)?.is_none() {
        return page(&cx, "10", &slips).await;
    }
    Ok(lead_to(HERE))
}

pub(super) async fn grant_all(cx: Cx, Form(form): Form<ForAll>) -> Answer {
    let (viewer, number, only_out, mut slips) = (cx.viewer, form.number.parse().ok(), form.only_out, Slips::none());
    let given = cx.archive().write(move |tx| ground::grant_all(&viewer, tx, number, only_out)).await;

    match slips.keep(given)? {
        Some(given) => Ok(lead_to(&format!("{HERE}?given={given}#for-all"))),
        None => page(&cx, "10", &slips).await,
    }
}

async fn page(cx: &Cx, number: &str, slips: &Slips) -> Answer {
    let viewer = cx.viewer;
    let (queue, wishes) =
        cx.archive().read(move |tx| Ok((ground::queue(&viewer, tx)?, ground::wishes(&viewer, tx)?))).await?;

    let own = cx.member().map_or_else(String::new, |member| crate::address::own_invitations(&member.name));
    let told = |name| cx.asked(name).and_then(|number| number.parse().ok());
    let (called, given) = (told("done"), told("given"));
    let page = InvitationsPage { cx, own, queue, wishes, called, given, number, slips };
    let status = if slips.is_empty() { StatusCode::OK } else { StatusCode::UNPROCESSABLE_ENTITY };
    Page::new(cx.say.text("invitations-title"), page).for_some().with_status(status).for_one(cx)
}
