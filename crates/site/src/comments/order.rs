//! Keeping a conversation in order: freezing threads, hiding comments (COM-9).

use archive::{CommentId, Tx, comments as ground};

use super::place::{AtComment, Place};
use crate::{
    Answer, Cx,
    account::lead_to,
    form::{Button, Form},
};

pub(super) async fn freeze(cx: Cx, AtComment(place, comment): AtComment, Form(Button): Form<Button>) -> Answer {
    let (viewer, topic) = (cx.viewer, place.topic(&cx));
    done(&cx, (&place, comment), move |tx| ground::freeze(&viewer, tx, &topic, comment, true)).await
}

pub(super) async fn thaw(cx: Cx, AtComment(place, comment): AtComment, Form(Button): Form<Button>) -> Answer {
    let (viewer, topic) = (cx.viewer, place.topic(&cx));
    done(&cx, (&place, comment), move |tx| ground::freeze(&viewer, tx, &topic, comment, false)).await
}

pub(super) async fn hide(cx: Cx, AtComment(place, comment): AtComment, Form(Button): Form<Button>) -> Answer {
    let (viewer, topic) = (cx.viewer, place.topic(&cx));
    done(&cx, (&place, comment), move |tx| ground::hide(&viewer, tx, &topic, comment, "")).await
}

pub(super) async fn hide_as_spam(cx: Cx, AtComment(place, comment): AtComment, Form(Button): Form<Button>) -> Answer {
    let (viewer, topic) = (cx.viewer, place.topic(&cx));
    done(&cx, (&place, comment), move |tx| ground::hide_as_spam(&viewer, tx, &topic, comment)).await
}

pub(super) async fn unhide(cx: Cx, AtComment(place, comment): AtComment, Form(Button): Form<Button>) -> Answer {
    let (viewer, topic) = (cx.viewer, place.topic(&cx));
    done(&cx, (&place, comment), move |tx| ground::unhide(&viewer, tx, &topic, comment, "")).await
}

pub(super) async fn hide_all(cx: Cx, AtComment(place, comment): AtComment, Form(Button): Form<Button>) -> Answer {
    let (viewer, topic) = (cx.viewer, place.topic(&cx));
    done(&cx, (&place, comment), move |tx| ground::hide_all_like(&viewer, tx, &topic, comment).map(drop)).await
}

/// Does it, and leads to the comment.
async fn done(
    cx: &Cx,
    (place, comment): (&Place, CommentId),
    deed: impl Fn(&Tx<'_>) -> archive::Result<()> + Send + 'static,
) -> Answer {
    cx.archive().write(deed).await?;

    Ok(lead_to(&format!("{}#comment_{comment}", place.comment(&comment))))
}
