//! Setting right what a work of somebody else's says of its rating, warnings, fandoms and language: for those who keep order.

use archive::{
    Slip, WorkId,
    works::{self as ground, Correction, WorkCard},
};
use askama::Template;
use axum::http::StatusCode;

use super::form::WorkForm;
use crate::{
    Answer, Cx, Page, Problem,
    account::lead_to,
    address,
    form::{Fields, Form, FromFields, Slips},
    languages,
    path::At,
};

#[derive(Template)]
#[template(path = "works/correcting.html")]
struct CorrectingPage<'a> {
    cx: &'a Cx,
    card: &'a WorkCard,
    page: &'a WorkForm,
    form: &'a Reason,
    slips: &'a Slips,
}

/// Why.
#[derive(Debug, Default)]
struct Reason {
    reason: String,
}

/// What was typed.
#[derive(Debug)]
pub(super) struct Typed {
    page: WorkForm,
    why: Reason,
}

impl FromFields for Typed {
    fn read(fields: &Fields) -> Self {
        let reason = fields.text("reason").trim().chars().take(1_000).collect();
        Self { page: WorkForm::read(fields), why: Reason { reason } }
    }
}

pub(super) async fn edit(cx: Cx, At(id): At<WorkId>) -> Answer {
    let card = card(&cx, id).await?;
    let form = WorkForm::of_card(&card);

    page(&cx, &card, (&form, &Reason::default()), &Slips::none())
}

pub(super) async fn create(cx: Cx, At(id): At<WorkId>, Form(typed): Form<Typed>) -> Answer {
    let card = card(&cx, id).await?;
    let (viewer, mut slips) = (cx.viewer, Slips::none());
    let (wanted, reason) = (typed.correction(&card, &mut slips), typed.why.reason.clone());

    if slips.is_empty() {
        let correcting = cx.archive().write(move |tx| ground::correct(&viewer, tx, id, &wanted, &reason));
        slips.keep(correcting.await)?;
    }
    if slips.is_empty() {
        return Ok(lead_to(&(address::work(&id) + "/hiding")));
    }
    page(&cx, &card, (&typed.page, &typed.why), &slips)
}

impl Typed {
    /// What it means. A language that an import brought may stay, offered or not.
    fn correction(&self, card: &WorkCard, slips: &mut Slips) -> Correction {
        if self.why.reason.is_empty() {
            slips.add("reason", Slip::Missing);
        }
        let language = self.page.language.clone();
        if language != card.language && !languages::all().any(|(tag, _)| tag == language) {
            slips.add("language", Slip::NotOffered);
        }
        let fandoms = archive::tags::listed(&self.page.fandoms);
        if fandoms.is_empty() {
            slips.add("fandoms", Slip::Missing);
        }
        Correction { rating: self.page.rating(slips), warnings: self.page.warnings(slips), fandoms, language }
    }
}

async fn card(cx: &Cx, id: WorkId) -> Result<WorkCard, Problem> {
    let viewer = cx.viewer;
    Ok(cx.archive().read(move |tx| Ok(ground::show(&viewer, tx, id)?.card)).await?)
}

fn page(cx: &Cx, card: &WorkCard, (page, form): (&WorkForm, &Reason), slips: &Slips) -> Answer {
    let page = CorrectingPage { cx, card, page, form, slips };
    let status = if slips.is_empty() { StatusCode::OK } else { StatusCode::UNPROCESSABLE_ENTITY };
    Page::new(cx.say.text("correct-title"), page).for_some().with_status(status).for_one(cx)
}
