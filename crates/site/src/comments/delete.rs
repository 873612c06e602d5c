//! Taking a comment away: what will be lost is shown first (COM-4).

use archive::{
    CommentId, WorkId,
    comments::{self as ground, Author, SeenComment, Told},
    works::{ChapterEntry, WorkCard},
};
use askama::Template;

use super::show::comment as seen;
use crate::{
    Answer, Cx, Page,
    account::lead_to,
    address,
    form::{Button, Form},
    path::AtBoth,
};

/// The comment, and the question.
#[derive(Template)]
#[template(path = "comments/delete.html")]
struct DeletePage<'a> {
    cx: &'a Cx,
    card: &'a WorkCard,
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

pub(super) async fn new(cx: Cx, AtBoth(id, comment): AtBoth<WorkId, CommentId>) -> Answer {
    let (work, comment) = seen(&cx, id, comment).await?;

    let page = DeletePage { cx: &cx, card: &work.card, comment: &comment, turn: &comment };
    let title = cx.say.text("comment-delete-title");
    Page::new(title, page).about(&work.card).hidden_from_search_engines().for_one(&cx)
}

pub(super) async fn create(
    cx: Cx,
    AtBoth(id, comment): AtBoth<WorkId, CommentId>,
    Form(Button): Form<Button>,
) -> Answer {
    let (viewer, asked) = (cx.viewer, cx.work(id));
    cx.archive().write(move |tx| ground::delete(&viewer, tx, &asked, comment)).await?;

    Ok(lead_to(&(address::work(&id) + "/comments")))
}
