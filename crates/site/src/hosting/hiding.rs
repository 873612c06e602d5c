//! A work as those who keep order deal with it: hidden, shown again, proposed to go for good; with its history.

use archive::{
    WorkId,
    deeds::{self, Deed},
    moderation::{self, Proposal},
    works::{self, WorkCard},
};
use askama::Template;
use axum::http::StatusCode;

use super::Reason;
use crate::{
    Answer, Cx, Page,
    account::lead_to,
    address,
    form::{Button, Form, Slips},
    path::At,
};

#[derive(Template)]
#[template(path = "hosting/hiding.html")]
struct HidingPage<'a> {
    cx: &'a Cx,
    card: &'a WorkCard,
    proposal: Option<&'a Proposal>,
    deeds: Vec<Deed>,
    /// Who left or orphaned it in the last days (COCR-5).
    left: Vec<String>,
    form: &'a Reason,
    slips: &'a Slips,
}

pub(super) async fn show(cx: Cx, At(id): At<WorkId>) -> Answer {
    page(&cx, id, &Reason::default(), &Slips::none()).await
}

pub(super) async fn create(cx: Cx, At(id): At<WorkId>, Form(form): Form<Reason>) -> Answer {
    let Some(reason) = form.given() else { return page(&cx, id, &form, &Reason::missing()).await };
    let viewer = cx.viewer;
    cx.archive().write(move |tx| works::hide(&viewer, tx, id, &reason)).await?;

    Ok(lead_to(&back(id)))
}

pub(super) async fn destroy(cx: Cx, At(id): At<WorkId>, Form(form): Form<Reason>) -> Answer {
    let viewer = cx.viewer;
    cx.archive().write(move |tx| works::unhide(&viewer, tx, id, &form.reason)).await?;

    Ok(lead_to(&back(id)))
}

pub(super) async fn propose(cx: Cx, At(id): At<WorkId>, Form(form): Form<Reason>) -> Answer {
    let Some(reason) = form.given() else { return page(&cx, id, &form, &Reason::missing()).await };
    let viewer = cx.viewer;
    cx.archive().write(move |tx| moderation::propose_purge(&viewer, tx, id, &reason)).await?;

    Ok(lead_to(&back(id)))
}

pub(super) async fn withdraw(cx: Cx, At(id): At<WorkId>, Form(Button): Form<Button>) -> Answer {
    let viewer = cx.viewer;
    cx.archive().write(move |tx| moderation::drop_purge(&viewer, tx, id)).await?;

    Ok(lead_to(&back(id)))
}

pub(super) async fn agree(cx: Cx, At(id): At<WorkId>, Form(Button): Form<Button>) -> Answer {
    let viewer = cx.viewer;
    cx.archive().write(move |tx| moderation::agree_to_purge(&viewer, tx, id)).await?;

    Ok(lead_to("/hosting"))
}

fn back(id: WorkId) -> String {
    address::work(&id) + "/hiding"
}

async fn page(cx: &Cx, id: WorkId, form: &Reason, slips: &Slips) -> Answer {
    let viewer = cx.viewer;
    let (card, proposals, deeds, left) = cx
        .archive()
        .read(move |tx| {
            let card = works::show(&viewer, tx, id)?.card;
            let (proposals, deeds) = (moderation::proposals(&viewer, tx)?, deeds::done_to(&viewer, tx, id.number())?);
            Ok((card, proposals, deeds, works::left(&viewer, tx, id)?))
        })
        .await?;

    let proposal = proposals.iter().find(|proposal| proposal.work == id);
    let page = HidingPage { cx, card: &card, proposal, deeds, left, form, slips };
    let status = if slips.is_empty() { StatusCode::OK } else { StatusCode::UNPROCESSABLE_ENTITY };
    Page::new(cx.say.text("hiding-title"), page).for_some().with_status(status).for_one(cx)
}
