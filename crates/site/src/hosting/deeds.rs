//! Who did what: the log of those who keep order.

use archive::deeds::{self as ground, Deed};
use askama::Template;

use crate::{
    Answer, Cx, Page,
    pager::{self, Pager},
};

#[derive(Template)]
#[template(path = "hosting/deeds.html")]
struct DeedsPage<'a> {
    cx: &'a Cx,
    deeds: Vec<Deed>,
    pager: Pager,
}

pub(super) async fn index(cx: Cx) -> Answer {
    let (viewer, number) = (cx.viewer, cx.page_number());
    let page = cx.archive().read(move |tx| pager::existing(number, |number| ground::page(&viewer, tx, number))).await?;

    let pager = Pager::new("/hosting/deeds".to_owned(), &page);
    let page = DeedsPage { cx: &cx, deeds: page.items, pager };
    Page::new(cx.say.text("deeds-title"), page).for_some().for_one(&cx)
}
