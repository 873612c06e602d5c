//! Who decided what about which tag, and taking it back.

use archive::{
    Error, TagId,
    wrangling::{self as ground, Decision},
};
use askama::Template;
use axum::http::StatusCode;

use super::{bin, refusal, verdict_words, way_back};
use crate::{
    Answer, Cx, Page,
    account::lead_to,
    cx::local,
    form::{Fields, Form, FromFields},
    pager::{self, Pager},
    path::At,
};

#[derive(Template)]
#[template(path = "wrangling/history.html")]
struct HistoryPage<'a> {
    cx: &'a Cx,
    decisions: Vec<Decision>,
    /// Why something was not undone.
    refused: Option<String>,
    pager: Pager,
}

/// Where the button was pressed.
#[derive(Debug)]
pub(super) struct Back(String);

impl FromFields for Back {
    fn read(fields: &Fields) -> Self {
        let asked = fields.line("return_to");
        Self(if asked.is_empty() { "/wrangling/history".to_owned() } else { local(&asked).to_owned() })
    }
}

pub(super) async fn index(cx: Cx) -> Answer {
    page(&cx, None).await
}

pub(super) async fn undo(cx: Cx, At(id): At<i64>, Form(back): Form<Back>) -> Answer {
    let viewer = cx.viewer;
    let undone = cx.archive().write(move |tx| ground::undo(&viewer, tx, id)).await;

    answer(&cx, undone, &back).await
}

pub(super) async fn undo_together(cx: Cx, At(batch): At<i64>, Form(back): Form<Back>) -> Answer {
    let viewer = cx.viewer;
    let undone = cx.archive().write(move |tx| ground::undo_together(&viewer, tx, batch)).await;

    answer(&cx, undone, &back).await
}

/// Where the button was pressed, or why nothing was undone.
async fn answer(cx: &Cx, undone: archive::Result<TagId>, Back(address): &Back) -> Answer {
    match undone {
        Ok(tag) => Ok(lead_to(&bin::back_to(address, tag))),
        Err(Error::Conflict(_)) => page(cx, Some(cx.say.text("history-built-upon"))).await,
        Err(error @ Error::Forbidden(_)) => {
            let why = refusal(cx, error)?;
            page(cx, Some(why)).await
        }
        Err(other) => Err(other.into()),
    }
}

async fn page(cx: &Cx, refused: Option<String>) -> Answer {
    let (viewer, number) = (cx.viewer, cx.page_number());
    let page =
        cx.archive().read(move |tx| pager::existing(number, |number| ground::history(&viewer, tx, None, number)));
    let page = page.await?;

    let pager = Pager::new("/wrangling/history".to_owned(), &page);
    let status = if refused.is_none() { StatusCode::OK } else { StatusCode::UNPROCESSABLE_ENTITY };
    let page = HistoryPage { cx, decisions: page.items, refused, pager };
    Page::new(cx.say.text("history-title"), page).for_some().with_status(status).for_one(cx)
}
