//! Letters that could not be sent and were given up: for owners, who send them again or let them go. What they say is their
//! recipient's, and is not shown.

use archive::{
    LetterId,
    mail::{self as ground, DeadLetter},
};
use askama::Template;

use crate::{
    Answer, Cx, Page, Problem,
    account::lead_to,
    form::{Fields, Form, FromFields},
    pager::{self, Pager},
};

#[derive(Template)]
#[template(path = "hosting/letters.html")]
struct LettersPage<'a> {
    cx: &'a Cx,
    letters: Vec<DeadLetter>,
    pager: Pager,
}

/// What is to be done with which.
#[derive(Debug)]
pub(super) struct Wish {
    letter: Option<LetterId>,
    sends: bool,
}

impl FromFields for Wish {
    fn read(fields: &Fields) -> Self {
        Self { letter: fields.line("letter").parse().ok(), sends: fields.line("deed") == "send" }
    }
}

pub(super) async fn index(cx: Cx) -> Answer {
    let (viewer, number) = (cx.viewer, cx.page_number());
    let page = cx.archive().read(move |tx| pager::existing(number, |number| ground::dead(&viewer, tx, number))).await?;

    let pager = Pager::new("/hosting/letters".to_owned(), &page);
    let page = LettersPage { cx: &cx, letters: page.items, pager };
    Page::new(cx.say.text("dead-letters-title"), page).for_some().for_one(&cx)
}

pub(super) async fn update(cx: Cx, Form(wish): Form<Wish>) -> Answer {
    let (viewer, letter) = (cx.viewer, wish.letter.ok_or(Problem::NotFound)?);
    let deed = if wish.sends { ground::send_again } else { ground::let_go };
    cx.archive().write(move |tx| deed(&viewer, tx, letter)).await?;

    Ok(lead_to("/hosting/letters"))
}
