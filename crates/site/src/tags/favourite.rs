//! Keeping a tag at hand on one's first page, and putting it away (WRK-9).

use archive::{Error, filters, tags as names};

use super::show;
use crate::{
    Answer, Cx,
    account::lead_to,
    address,
    form::{Fields, Form, FromFields, told},
    path::At,
};

/// What the form sends: which of the two.
#[derive(Debug)]
pub(super) struct Wish {
    keeps: bool,
}

impl FromFields for Wish {
    fn read(fields: &Fields) -> Self {
        Self { keeps: fields.line("deed") != "away" }
    }
}

pub(super) async fn update(cx: Cx, At(name): At<String>, Form(wish): Form<Wish>) -> Answer {
    let (viewer, name) = (cx.viewer, names::from_address(&name));
    let meant = name.clone();
    let deed = if wish.keeps { filters::keep_at_hand } else { filters::put_away };
    let done = cx.archive().write(move |tx| deed(&viewer, tx, &meant)).await;

    match done {
        Ok(()) => Ok(lead_to(&address::tag(&name))),
        Err(Error::Invalid(slips)) => {
            let slip = slips.first().map(|one| told(&cx.say, &one.slip));
            show::page(&cx, &name, slip).await
        }
        Err(other) => Err(other.into()),
    }
}
