//! Taking a comment away: what will be lost is shown first (COM-4).

use archive::{
    comments::{self as ground, Author, SeenComment, Told},
    works::ChapterEntry,
};
use askama::Template;

use super::{
    place::{AtComment, Place},
    show::comment as seen,
};
use crate::{
    Answer, Cx,
    account::lead_to,
    form::{Button, Form},
};

/// The comment, and the question.
#[derive(Template)]
#[template(path = "comments/delete.html")]
struct DeletePage<'a> {
    cx: &'a Cx,
    place: &'a Place,
    title: &'a str,
    comment: &'a SeenComment,
    turn: &'a SeenComment,
}

impl DeletePage<'_> {
    /// The page says the work already.
    #[expect(clippy::unused_self, reason = "the template of what was said asks the page it stands on")]
    const fn chapter_of(&self, _: &SeenComment) -> Option<&ChapterEntry> {
        None
    }
}

pub(super) async fn new(cx: Cx, AtComment(place, comment): AtComment) -> Answer {
    let (floor, comment) = seen(&cx, &place, comment).await?;

    let title = &floor.conversation.title;
    let page = DeletePage { cx: &cx, place: &place, title, comment: &comment, turn: &comment };
    floor.page(cx.say.text("comment-delete-title"), page).for_one(&cx)
}

pub(super) async fn create(cx: Cx, AtComment(place, comment): AtComment, Form(Button): Form<Button>) -> Answer {
    let (viewer, topic) = (cx.viewer, place.topic(&cx));
    cx.archive().write(move |tx| ground::delete(&viewer, tx, &topic, comment)).await?;

    Ok(lead_to(&place.comments()))
}
