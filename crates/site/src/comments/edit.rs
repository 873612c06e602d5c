//! Changing what one said, as long as nobody has answered (COM-3).

use archive::{
    CommentId, Error,
    comments::{self as ground, Words},
    typings,
};
use askama::Template;
use axum::http::StatusCode;

use super::{
    place::{AtComment, Place},
    say::{Draft, paced_change},
    show::comment as seen,
};
use crate::{
    Answer, Cx,
    account::lead_to,
    form::{Form, Slips},
};

/// The form.
#[derive(Template)]
#[template(path = "comments/edit.html")]
struct EditPage<'a> {
    cx: &'a Cx,
    place: &'a Place,
    comment: CommentId,
    form: &'a Draft,
    slips: &'a Slips,
    alert: Option<String>,
}

pub(super) async fn edit(cx: Cx, AtComment(place, comment): AtComment) -> Answer {
    let (viewer, topic) = (cx.viewer, place.topic(&cx));
    let typed = cx.archive().read(move |tx| ground::editing(&viewer, tx, &topic, comment)).await?.1;

    let form = Draft { text: typed, ..Draft::default() };
    page(&cx, (&place, comment), (&form, &Slips::none()), None).await
}

pub(super) async fn update(cx: Cx, AtComment(place, comment): AtComment, Form(form): Form<Draft>) -> Answer {
    let mut slips = Slips::none();
    let words = slips.keep(Words::typed(&form.text, false))?;
    let Some(words) = words else { return page(&cx, (&place, comment), (&form, &slips), None).await };
    paced_change(&cx, &place).await?;
    let (viewer, topic, typed) = (cx.viewer, place.topic(&cx), place.comment(&comment) + "/edit");
    let changed = cx.archive().write(move |tx| {
        let is_shown = ground::edit(&viewer, tx, &topic, comment, &words)?;
        typings::forget(&viewer, tx, &typed).map(|()| is_shown)
    });

    match changed.await {
        Ok(is_shown) => {
            let query = if is_shown { "" } else { "?waits=true" };
            Ok(lead_to(&format!("{}{query}#comment_{comment}", place.comment(&comment))))
        }
        Err(Error::Forbidden(_)) => {
            let alert = Some(cx.say.text("comment-not-editable"));
            page(&cx, (&place, comment), (&form, &slips), alert).await
        }
        Err(error) => Err(error.into()),
    }
}

async fn page(
    cx: &Cx,
    (place, comment): (&Place, CommentId),
    (form, slips): (&Draft, &Slips),
    alert: Option<String>,
) -> Answer {
    let (floor, _) = seen(cx, place, comment).await?;
    let is_good = slips.is_empty() && alert.is_none();
    let status = if is_good { StatusCode::OK } else { StatusCode::UNPROCESSABLE_ENTITY };
    let title = cx.say.text("comment-edit-title");
    let page = EditPage { cx, place, comment, form, slips, alert };
    floor.page(title, page).with_status(status).for_one(cx)
}
