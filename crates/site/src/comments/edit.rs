//! Changing what one said, as long as nobody has answered (COM-3).

use archive::{
    CommentId, Error, WorkId,
    comments::{self as ground, Words},
    typings,
    works::{self, WorkCard},
};
use askama::Template;
use axum::http::StatusCode;

use super::{
    Spot,
    say::{Draft, paced_change},
};
use crate::{
    Answer, Cx, Page,
    account::lead_to,
    address,
    form::{Form, Slips},
    path::AtBoth,
};

/// The form.
#[derive(Template)]
#[template(path = "comments/edit.html")]
struct EditPage<'a> {
    cx: &'a Cx,
    card: &'a WorkCard,
    comment: CommentId,
    form: &'a Draft,
    slips: &'a Slips,
    alert: Option<String>,
}

pub(super) async fn edit(cx: Cx, AtBoth(id, comment): AtBoth<WorkId, CommentId>) -> Answer {
    let (viewer, asked) = (cx.viewer, cx.work(id));
    let typed = cx.archive().read(move |tx| ground::editing(&viewer, tx, &asked, comment)).await?.1;

    let form = Draft { text: typed, ..Draft::default() };
    page(&cx, (id, comment), (&form, &Slips::none()), None).await
}

pub(super) async fn update(cx: Cx, AtBoth(id, comment): AtBoth<WorkId, CommentId>, Form(form): Form<Draft>) -> Answer {
    let mut slips = Slips::none();
    let words = slips.keep(Words::typed(&form.text, false))?;
    let Some(words) = words else { return page(&cx, (id, comment), (&form, &slips), None).await };
    paced_change(&cx, id).await?;
    let (viewer, asked, place) = (cx.viewer, cx.work(id), address::comment(&id, &comment) + "/edit");
    let changed = cx.archive().write(move |tx| {
        let is_shown = ground::edit(&viewer, tx, &asked, comment, &words)?;
        typings::forget(&viewer, tx, &place).map(|()| is_shown)
    });

    match changed.await {
        Ok(is_shown) => {
            let query = if is_shown { "" } else { "?waits=true" };
            Ok(lead_to(&format!("{}{query}#comment_{comment}", Spot::Answer(comment).address(id))))
        }
        Err(Error::Forbidden(_)) => {
            let alert = Some(cx.say.text("comment-not-editable"));
            page(&cx, (id, comment), (&form, &slips), alert).await
        }
        Err(error) => Err(error.into()),
    }
}

async fn page(
    cx: &Cx,
    (id, comment): (WorkId, CommentId),
    (form, slips): (&Draft, &Slips),
    alert: Option<String>,
) -> Answer {
    let (viewer, asked) = (cx.viewer, cx.work(id));
    let card = cx.archive().read(move |tx| works::show(&viewer, tx, asked.clone())).await?.card;
    let is_good = slips.is_empty() && alert.is_none();
    let status = if is_good { StatusCode::OK } else { StatusCode::UNPROCESSABLE_ENTITY };
    let title = cx.say.text("comment-edit-title");
    let page = EditPage { cx, card: &card, comment, form, slips, alert };
    Page::new(title, page).about(&card).hidden_from_search_engines().with_status(status).for_one(cx)
}
