//! Keeping a conversation in order: freezing threads, hiding comments (COM-9).

use archive::{CommentId, Tx, WorkId, comments as ground};

use super::Spot;
use crate::{
    Answer, Cx,
    account::lead_to,
    form::{Button, Form},
    path::AtBoth,
};

pub(super) async fn freeze(
    cx: Cx,
    AtBoth(id, comment): AtBoth<WorkId, CommentId>,
    Form(Button): Form<Button>,
) -> Answer {
    let (viewer, asked) = (cx.viewer, cx.work(id));
    done(&cx, (id, comment), move |tx| ground::freeze(&viewer, tx, &asked, comment, true)).await
}

pub(super) async fn thaw(cx: Cx, AtBoth(id, comment): AtBoth<WorkId, CommentId>, Form(Button): Form<Button>) -> Answer {
    let (viewer, asked) = (cx.viewer, cx.work(id));
    done(&cx, (id, comment), move |tx| ground::freeze(&viewer, tx, &asked, comment, false)).await
}

pub(super) async fn hide(cx: Cx, AtBoth(id, comment): AtBoth<WorkId, CommentId>, Form(Button): Form<Button>) -> Answer {
    let (viewer, asked) = (cx.viewer, cx.work(id));
    done(&cx, (id, comment), move |tx| ground::hide(&viewer, tx, &asked, comment, "")).await
}

pub(super) async fn unhide(
    cx: Cx,
    AtBoth(id, comment): AtBoth<WorkId, CommentId>,
    Form(Button): Form<Button>,
) -> Answer {
    let (viewer, asked) = (cx.viewer, cx.work(id));
    done(&cx, (id, comment), move |tx| ground::unhide(&viewer, tx, &asked, comment, "")).await
}

pub(super) async fn hide_all(
    cx: Cx,
    AtBoth(id, comment): AtBoth<WorkId, CommentId>,
    Form(Button): Form<Button>,
) -> Answer {
    let (viewer, asked) = (cx.viewer, cx.work(id));
    done(&cx, (id, comment), move |tx| ground::hide_all_like(&viewer, tx, &asked, comment).map(drop)).await
}

/// Does it, and leads to the comment.
async fn done(
    cx: &Cx,
    (id, comment): (WorkId, CommentId),
    deed: impl Fn(&Tx<'_>) -> archive::Result<()> + Send + 'static,
) -> Answer {
    cx.archive().write(deed).await?;

    Ok(lead_to(&format!("{}#comment_{comment}", Spot::Answer(comment).address(id))))
}
