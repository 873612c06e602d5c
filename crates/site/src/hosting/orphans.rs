//! A name that somebody left on works they orphaned, taken off by those who keep order (ORPH-3).

use archive::{PseudId, works};
use askama::Template;
use axum::http::StatusCode;

use super::Reason;
use crate::{
    Answer, Cx, Page,
    account::lead_to,
    form::{Form, Slips},
    path::At,
};

/// What will be done, before it is.
#[derive(Template)]
#[template(path = "hosting/orphans.html")]
struct OrphansNamePage<'a> {
    cx: &'a Cx,
    id: PseudId,
    name: &'a str,
    works: u64,
    form: &'a Reason,
    slips: &'a Slips,
}

pub(super) async fn show(cx: Cx, At(id): At<PseudId>) -> Answer {
    page(&cx, id, &Reason::default(), &Slips::none()).await
}

pub(super) async fn destroy(cx: Cx, At(id): At<PseudId>, Form(form): Form<Reason>) -> Answer {
    let Some(reason) = form.given() else { return page(&cx, id, &form, &Reason::missing()).await };
    let viewer = cx.viewer;
    cx.archive().write(move |tx| works::take_orphans_name(&viewer, tx, id, &reason)).await?;

    Ok(lead_to("/hosting"))
}

async fn page(cx: &Cx, id: PseudId, form: &Reason, slips: &Slips) -> Answer {
    let viewer = cx.viewer;
    let (name, works) = cx.archive().read(move |tx| works::orphans_name(&viewer, tx, id)).await?;

    let page = OrphansNamePage { cx, id, name: &name, works, form, slips };
    let status = if slips.is_empty() { StatusCode::OK } else { StatusCode::UNPROCESSABLE_ENTITY };
    Page::new(cx.say.text("orphans-name-title"), page).for_some().with_status(status).for_one(cx)
}
