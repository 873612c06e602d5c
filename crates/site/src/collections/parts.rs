//! The collections that are a part of another one, and the answer to one that asks to be (COL-2).

use archive::collections::{self as ground, Card};
use askama::Template;

use super::Headed;
use crate::{
    Answer, Cx, Page,
    account::lead_to,
    address,
    form::{Fields, Form, FromFields},
    path::At,
};

#[derive(Template)]
#[template(path = "collections/parts.html")]
struct PartsPage<'a> {
    cx: &'a Cx,
    headed: Headed,
    cards: Vec<Card>,
}

pub(super) async fn index(cx: Cx, At(name): At<String>) -> Answer {
    let viewer = cx.viewer;
    let found = cx.archive().read(move |tx| {
        let headed = Headed::of(&viewer, tx, &name)?;
        let cards = ground::children(&viewer, tx, headed.seen.id)?;
        Ok((headed, cards))
    });
    let (headed, cards) = found.await?;

    let (title, is_hidden) = (cx.say.of("collection-parts-of", headed.seen.title.as_str()), headed.seen.is_hidden);
    let page = Page::new(title, PartsPage { cx: &cx, headed, cards });
    if is_hidden { page.for_some().for_one(&cx) } else { page.for_one(&cx) }
}

/// An answer to a collection that asks to be a part, or that is one.
#[derive(Debug)]
pub(super) struct ToChild {
    child: String,
    yes: bool,
}

impl FromFields for ToChild {
    fn read(fields: &Fields) -> Self {
        Self { child: fields.line("child"), yes: fields.raw("answer") == "yes" }
    }
}

pub(super) async fn answer(cx: Cx, At(name): At<String>, Form(to): Form<ToChild>) -> Answer {
    let (viewer, back) = (cx.viewer, address::collection(&name) + "/collections");
    cx.archive().write(move |tx| ground::answer_child(&viewer, tx, &name, (&to.child, to.yes))).await?;

    Ok(lead_to(&back))
}
