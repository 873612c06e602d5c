//! What is never to be shown: saying so, and taking it back.

use archive::filters::{self as ground, NeverWish, RuleId};

use super::{News, Typed, page};
use crate::{
    Answer, Cx,
    account::{lead_to, own},
    address,
    form::{Fields, Form, FromFields, Slips},
    path::At,
};

impl FromFields for NeverWish {
    fn read(fields: &Fields) -> Self {
        Self { never: fields.line("never"), unless: fields.line("unless"), reason: fields.line("reason") }
    }
}

/// One of the rules.
#[derive(Debug)]
pub(super) struct One(RuleId);

impl FromFields for One {
    fn read(fields: &Fields) -> Self {
        Self(fields.line("rule").parse().unwrap_or_default())
    }
}

pub(super) async fn hide(cx: Cx, At(name): At<String>, Form(wish): Form<NeverWish>) -> Answer {
    own(&cx, &name)?;
    let (viewer, mut slips, never) = (cx.viewer, Slips::none(), wish.clone());
    let hidden = cx.archive().write(move |tx| ground::hide(&viewer, tx, &wish)).await;

    if slips.keep(hidden)?.is_none() {
        return page(&cx, &name, &Typed { never, ..Typed::default() }, News { slips, ..News::default() }).await;
    }
    Ok(lead_to(&(address::filters(&name) + "#never")))
}

pub(super) async fn stop_hiding(cx: Cx, At(name): At<String>, Form(One(rule)): Form<One>) -> Answer {
    own(&cx, &name)?;
    let viewer = cx.viewer;
    cx.archive().write(move |tx| ground::stop_hiding(&viewer, tx, rule)).await?;

    Ok(lead_to(&(address::filters(&name) + "#never")))
}
