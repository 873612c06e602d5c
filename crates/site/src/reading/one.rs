//! What a reader says of one work: reading, finished, dropped, for later; a note and stars; and forgetting it.

use archive::{
    WorkId,
    reading::{self as ground, Reading, State},
    works::WorkCard,
};
use askama::Template;
use axum::http::StatusCode;

use crate::{Answer, Cx, Page, form::Slips, path::At};

#[derive(Template)]
#[template(path = "reading/one.html")]
struct ReadingPage<'a> {
    cx: &'a Cx,
    card: &'a WorkCard,
    reading: Option<&'a Reading>,
    typed: &'a ground::Wish,
    slips: &'a Slips,
}

impl ReadingPage<'_> {
    fn states(&self) -> Vec<(&'static str, &'static str, bool)> {
        let one = |state: &State| (state.word(), super::state_words(*state), *state == self.typed.state);
        State::ALL.iter().map(one).collect()
    }

    fn is_later(&self) -> bool {
        self.reading.is_some_and(|reading| reading.is_later)
    }
}

pub(super) async fn show(cx: Cx, At(id): At<WorkId>) -> Answer {
    page(&cx, id, None, &Slips::none()).await
}

/// The page with what is kept, or with what was typed.
pub(super) async fn page(cx: &Cx, id: WorkId, typed: Option<&ground::Wish>, slips: &Slips) -> Answer {
    let (viewer, asked) = (cx.viewer, cx.work(id));
    let (card, reading) = cx.archive().read(move |tx| ground::of_work(&viewer, tx, asked.clone(), id)).await?;

    let kept = reading.as_ref().map_or_else(ground::Wish::default, |reading| ground::Wish {
        state: reading.state,
        note: reading.note.clone(),
        stars: reading.stars,
    });
    let title = cx.say.of("reading-title", &card.title);
    let typed = typed.unwrap_or(&kept);
    let page = ReadingPage { cx, card: &card, reading: reading.as_ref(), typed, slips };
    let status = if slips.is_empty() { StatusCode::OK } else { StatusCode::UNPROCESSABLE_ENTITY };
    Page::new(title, page).for_some().with_status(status).for_one(cx)
}
