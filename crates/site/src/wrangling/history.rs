//! Who decided what about which tag, and taking it back.

use archive::wrangling::{self as ground, Decision};
use askama::Template;

use super::verdict_words;
use crate::{
    Answer, Cx, Page,
    account::lead_to,
    cx::local,
    form::{Fields, Form, FromFields},
    pager::{self, Pager, Step},
    path::At,
};

#[derive(Template)]
#[template(path = "wrangling/history.html")]
struct HistoryPage<'a> {
    cx: &'a Cx,
    decisions: Vec<Decision>,
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
    let (viewer, number) = (cx.viewer, cx.page_number());
    let page =
        cx.archive().read(move |tx| pager::existing(number, |number| ground::history(&viewer, tx, None, number)));
    let page = page.await?;

    let pager = Pager::new("/wrangling/history".to_owned(), &page);
    let page = HistoryPage { cx: &cx, decisions: page.items, pager };
    Page::new(cx.say.text("history-title"), page).for_some().for_one(&cx)
}

pub(super) async fn undo(cx: Cx, At(id): At<i64>, Form(Back(address)): Form<Back>) -> Answer {
    let viewer = cx.viewer;
    cx.archive().write(move |tx| ground::undo(&viewer, tx, id)).await?;

    Ok(lead_to(&address))
}
