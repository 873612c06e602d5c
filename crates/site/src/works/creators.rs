//! Who made a work: asking others to be named, taking one's own name off (COCR).

use std::time::Duration;

use archive::{
    Error, PseudId, Result, Slip, Tx, Viewer, Why, WorkId,
    people::{self, Called},
    reach, tags,
    works::{self as ground, WorkCard},
};
use askama::Template;
use axum::http::StatusCode;

use crate::{
    Answer, Cx, Page,
    account::lead_to,
    address,
    collections::moved,
    form::{Button, Fields, Form, FromFields, Slips},
    path::At,
    throttle::Rule,
};

#[derive(Template)]
#[template(path = "works/creators.html")]
struct CreatorsPage<'a> {
    cx: &'a Cx,
    card: &'a WorkCard,
    invited: Vec<String>,
    form: &'a Name,
    slips: &'a Slips,
}

/// The name of somebody.
#[derive(Debug, Default)]
pub(super) struct Name {
    name: String,
}

impl FromFields for Name {
    fn read(fields: &Fields) -> Self {
        Self { name: fields.line("name") }
    }
}

/// Under which of their names somebody says yes.
#[derive(Debug)]
pub(super) struct Under(Option<PseudId>);

impl FromFields for Under {
    fn read(fields: &Fields) -> Self {
        Self(fields.line("pseud").parse().ok())
    }
}

pub(super) async fn edit(cx: Cx, At(id): At<WorkId>) -> Answer {
    page(&cx, id, &Name::default(), &Slips::none()).await
}

/// How often a member may ask others: each question is a letter.
const QUESTIONS: Rule = Rule { what: "question", most: 40, per: Duration::from_hours(24) };

/// How often a person may be asked about one work, by whomever.
const AGAIN: Rule = Rule { what: "question again", most: 5, per: Duration::from_hours(24) };

/// Asks somebody. A name that nobody has, and a person who cannot be asked, are told at the field.
pub(super) async fn create(cx: Cx, At(id): At<WorkId>, Form(form): Form<Name>) -> Answer {
    let (viewer, name, mut slips) = (cx.viewer, form.name.clone(), Slips::none());
    if name.is_empty() {
        slips.add("name", Slip::Missing);
        return page(&cx, id, &form, &slips).await;
    }
    cx.slow_down(QUESTIONS)?;
    let called = name.clone();
    let called = slips.keep(cx.archive().read(move |tx| people::called(tx, "name", &called)).await)?;
    let asked = match called {
        Some(Called { person, .. }) => {
            cx.site().throttle().pass(AGAIN, &format!("{id} {person}"), cx.now())?;
            slips.keep(cx.archive().write(move |tx| ask(&viewer, tx, id, ("name", &name))).await)?
        }
        None => None,
    };

    if asked.is_none() {
        return page(&cx, id, &form, &slips).await;
    }
    Ok(lead_to(&back(id)))
}

/// The names on a list with commas, if so many people may still be asked; else that is told at the field of a new work.
pub(super) fn to_ask(cx: &Cx, typed: &str, slips: &mut Slips) -> Vec<String> {
    let names = tags::listed(typed);
    let (most, is) = (u64::from(QUESTIONS.most), names.len() as u64);
    if is > most {
        slips.add("cocreators", Slip::TooMany { most, is });
    } else if names.iter().any(|_| cx.slow_down(QUESTIONS).is_err()) {
        slips.add("cocreators", Slip::AskedMany);
    }
    names
}

/// Asks all whose names stand in the form of a new work, or nobody.
pub(super) fn ask_all(viewer: &Viewer, tx: &Tx<'_>, id: WorkId, names: &[String]) -> Result<()> {
    const FIELD: &str = "cocreators";
    let called = names.iter().map(|name| people::called(tx, FIELD, name)).collect::<Result<Vec<_>>>()?;
    reach::out(viewer, tx, FIELD, &called.iter().map(|called| called.person).collect::<Vec<_>>())?;
    names.iter().try_for_each(|name| ask(viewer, tx, id, (FIELD, name)))
}

/// Asks the member who was called so to be named (PSEUD-2). What stands against it is told at the field.
pub(super) fn ask(viewer: &Viewer, tx: &Tx<'_>, id: WorkId, (field, name): (&'static str, &str)) -> Result<()> {
    match ground::invite_under(viewer, tx, id, people::called(tx, field, name)?) {
        Err(Error::Forbidden(Why::NotToBeAsked)) => {
            Err(Error::invalid(field, Slip::NotToBeAsked { name: name.to_owned() }))
        }
        Err(Error::Invalid(errors)) => Err(Error::Invalid(moved(errors, field))),
        other => other,
    }
}

pub(super) async fn withdraw(cx: Cx, At(id): At<WorkId>, Form(form): Form<Name>) -> Answer {
    let viewer = cx.viewer;
    let withdraw = move |tx: &archive::Tx<'_>| {
        let person = people::by_name(&viewer, tx, &form.name)?.id;
        ground::withdraw(&viewer, tx, id, person)
    };
    cx.archive().write(withdraw).await?;

    Ok(lead_to(&back(id)))
}

pub(super) async fn leave(cx: Cx, At(id): At<WorkId>, Form(Button): Form<Button>) -> Answer {
    let viewer = cx.viewer;
    cx.archive().write(move |tx| ground::leave(&viewer, tx, id)).await?;

    Ok(lead_to(&questions(&cx)))
}

/// Undoes having left.
pub(super) async fn come_back(cx: Cx, At(id): At<WorkId>, Form(Button): Form<Button>) -> Answer {
    let viewer = cx.viewer;
    cx.archive().write(move |tx| ground::come_back(&viewer, tx, id)).await?;

    Ok(lead_to(&address::work(&id)))
}

pub(super) async fn accept(cx: Cx, At(id): At<WorkId>, Form(Under(under)): Form<Under>) -> Answer {
    let viewer = cx.viewer;
    cx.archive().write(move |tx| ground::accept(&viewer, tx, id, under)).await?;

    Ok(lead_to(&address::work(&id)))
}

pub(super) async fn decline(cx: Cx, At(id): At<WorkId>, Form(Button): Form<Button>) -> Answer {
    let viewer = cx.viewer;
    cx.archive().write(move |tx| ground::decline(&viewer, tx, id)).await?;

    Ok(lead_to(&questions(&cx)))
}

/// Where one's own questions stand, and what one has left.
fn questions(cx: &Cx) -> String {
    cx.member().map_or_else(|| "/".to_owned(), |member| address::creatorships(&member.name))
}

fn back(id: WorkId) -> String {
    address::work(&id) + "/creators"
}

async fn page(cx: &Cx, id: WorkId, form: &Name, slips: &Slips) -> Answer {
    let viewer = cx.viewer;
    let (card, invited) = cx
        .archive()
        .read(move |tx| Ok((ground::own(&viewer, tx, id)?.card, ground::invited(&viewer, tx, id)?)))
        .await?;

    let invited = invited.into_iter().map(|(_, name)| name).collect();
    let page = CreatorsPage { cx, card: &card, invited, form, slips };
    let status = if slips.is_empty() { StatusCode::OK } else { StatusCode::UNPROCESSABLE_ENTITY };
    Page::new(cx.say.of("creators-of", &card.title), page).for_some().with_status(status).for_one(cx)
}
