//! What waits for a creator of the work to let it through: looked at, let through or taken away, many at once (COM-6).

use archive::{
    CommentId, WorkId,
    comments::{self as ground, Author, SeenComment, Told, Topic},
    works::{self, ChapterEntry, WorkCard},
};
use askama::Template;

use crate::{
    Answer, Cx, Page,
    account::lead_to,
    address,
    form::{Fields, Form, FromFields},
    path::At,
};

/// Everything that waits, with a box beside each.
#[derive(Template)]
#[template(path = "comments/waiting.html")]
struct WaitingPage<'a> {
    cx: &'a Cx,
    card: &'a WorkCard,
    waiting: &'a [SeenComment],
    /// How many there are in all.
    all: u64,
    index: &'a [ChapterEntry],
}

impl WaitingPage<'_> {
    fn chapter_of(&self, comment: &SeenComment) -> Option<&ChapterEntry> {
        self.index.iter().find(|entry| Some(entry.id) == comment.chapter)
    }
}

pub(super) async fn index(cx: Cx, At(id): At<WorkId>) -> Answer {
    let (viewer, asked) = (cx.viewer, cx.work(id));
    let read = cx.archive().read(move |tx| {
        let work = works::show(&viewer, tx, asked.clone())?;
        let (waiting, all) = ground::waiting(&viewer, tx, &asked.clone().into())?;
        Ok((works::index(&work, tx)?, work.card, waiting, all))
    });
    let (index, card, waiting, all) = read.await?;

    let page = WaitingPage { cx: &cx, card: &card, waiting: &waiting, all, index: &index };
    let title = cx.say.of("comments-waiting-of", &card.title);
    Page::new(title, page).about(&card).hidden_from_search_engines().for_one(&cx)
}

/// What is to be done with which. `let` is `approve` of the one beside whose button it stands.
#[derive(Debug)]
pub(super) struct Chosen {
    deed: String,
    comments: Vec<CommentId>,
}

impl FromFields for Chosen {
    fn read(fields: &Fields) -> Self {
        let comments = fields.all("comment").iter().filter_map(|id| id.parse().ok()).collect();
        Self { deed: fields.line("deed"), comments }
    }
}

impl Chosen {
    /// Where it goes on: with the next that waits, or with the one that was let through where it stood.
    fn back(&self, work: WorkId) -> String {
        let comments = address::work(&work) + "/comments";
        match self.comments.as_slice() {
            [one] if self.deed == "let" => format!("{comments}/{one}"),
            _ => comments + "/waiting",
        }
    }
}

pub(super) async fn update(cx: Cx, At(id): At<WorkId>, Form(chosen): Form<Chosen>) -> Answer {
    let (viewer, asked) = (cx.viewer, Topic::from(cx.work(id)));
    let back = chosen.back(id);
    let deed = cx.archive().write(move |tx| match chosen.deed.as_str() {
        "all" => ground::approve_all(&viewer, tx, &asked).map(drop),
        "spam" => ground::delete_as_spam(&viewer, tx, &asked, &chosen.comments).map(drop),
        "delete" => {
            ground::waiting(&viewer, tx, &asked)?;
            chosen.comments.iter().try_for_each(|comment| ground::delete(&viewer, tx, &asked, *comment))
        }
        _ => ground::approve(&viewer, tx, &asked, &chosen.comments).map(drop),
    });
    deed.await?;

    Ok(lead_to(&back))
}
