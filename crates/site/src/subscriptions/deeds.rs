//! Following something, saying how soon one is told, and ceasing to.

use archive::{
    SubscriptionId,
    subscriptions::{self as ground, Habit, Pace, Subject, What},
};

use super::{
    DONE,
    index::{News, page},
    number, own_name,
};
use crate::{
    Answer, Cx, Problem,
    account::{lead_to, own},
    address,
    form::{Fields, Form, FromFields, Slips},
    path::At,
};

/// What is to be followed.
#[derive(Debug)]
pub(super) struct Wish(Option<Subject>);

impl FromFields for Wish {
    fn read(fields: &Fields) -> Self {
        let number = fields.line("subject").parse().ok();
        Self(What::of_word(&fields.line("what")).zip(number).map(|(what, number)| Subject::of(what, number)))
    }
}

pub(super) async fn create(cx: Cx, Form(Wish(subject)): Form<Wish>) -> Answer {
    let (viewer, name) = (cx.viewer, own_name(&cx));
    let subject = subject.ok_or(Problem::NotFound)?;
    let mut slips = Slips::none();
    let done = cx.archive().write(move |tx| ground::subscribe(&viewer, tx, subject)).await;

    if slips.keep(done)?.is_none() {
        return page(&cx, &name, News { slips, ..News::default() }).await;
    }
    Ok(lead_to(&format!("{}?{DONE}=true", address::subscriptions(&name))))
}

/// One subscription, and how soon its owner is told.
#[derive(Debug)]
pub(super) struct OnePace {
    subscription: Option<SubscriptionId>,
    pace: Option<Pace>,
}

impl FromFields for OnePace {
    fn read(fields: &Fields) -> Self {
        Self { subscription: number(&fields.line("subscription")), pace: Pace::of_word(&fields.line("pace")) }
    }
}

pub(super) async fn set_pace(cx: Cx, At(name): At<String>, Form(one): Form<OnePace>) -> Answer {
    own(&cx, &name)?;
    let (viewer, id) = (cx.viewer, one.subscription.ok_or(Problem::NotFound)?);
    cx.archive().write(move |tx| ground::set_pace(&viewer, tx, id, one.pace)).await?;

    Ok(lead_to(&address::subscriptions(&name)))
}

/// What is not to be followed any more: one, or all of a sort, or all, if that is meant.
#[derive(Debug)]
pub(super) struct Ending {
    subscription: Option<SubscriptionId>,
    what: Option<What>,
    is_sure: bool,
}

impl FromFields for Ending {
    fn read(fields: &Fields) -> Self {
        let what = What::of_word(&fields.line("what"));
        Self { subscription: number(&fields.line("subscription")), what, is_sure: fields.has("sure") }
    }
}

pub(super) async fn destroy(cx: Cx, At(name): At<String>, Form(ending): Form<Ending>) -> Answer {
    own(&cx, &name)?;
    let viewer = cx.viewer;
    let end = cx.archive().write(move |tx| match ending.subscription {
        Some(one) => ground::unsubscribe(&viewer, tx, one),
        None if ending.is_sure => ground::unsubscribe_all(&viewer, tx, ending.what).map(drop),
        None => Ok(()),
    });
    end.await?;

    Ok(lead_to(&address::subscriptions(&name)))
}

impl FromFields for Habit {
    fn read(fields: &Fields) -> Self {
        let hour = |field| fields.line(field).parse().unwrap_or(0);
        Self {
            pace: Pace::of_word(&fields.line("pace")).unwrap_or_default(),
            quiet: (hour("quiet_from"), hour("quiet_until")),
            offset: fields.line("offset").parse().unwrap_or(0),
            has_feed: false,
        }
    }
}

pub(super) async fn set_habit(cx: Cx, At(name): At<String>, Form(habit): Form<Habit>) -> Answer {
    own(&cx, &name)?;
    let (viewer, mut slips) = (cx.viewer, Slips::none());
    let kept = cx.archive().write(move |tx| ground::set_habit(&viewer, tx, &habit)).await;

    if slips.keep(kept)?.is_none() {
        return page(&cx, &name, News { slips, ..News::default() }).await;
    }
    Ok(lead_to(&address::subscriptions(&name)))
}
