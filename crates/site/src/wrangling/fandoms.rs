//! Who wrangles which fandom: signing up, and dropping oneself or another (WRK-1).

use archive::{
    Error, Slip, people,
    tags::Kind,
    wrangling::{self as ground, Among, Assignment},
};
use askama::Template;
use axum::http::StatusCode;

use super::rulings::one_name;
use crate::{
    Answer, Cx, Page, Problem,
    account::lead_to,
    form::{Fields, Form, FromFields, Slips},
};

/// Letters of what is looked for.
const LONGEST: usize = 200;

#[derive(Template)]
#[template(path = "wrangling/fandoms.html")]
struct FandomsPage<'a> {
    cx: &'a Cx,
    assignments: Vec<Assignment>,
    form: &'a Wish,
    among: &'a Among,
    slips: &'a Slips,
}

/// What the forms send: a fandom, and of whom it is taken.
#[derive(Debug, Default)]
pub(super) struct Wish {
    fandom: String,
    person: String,
}

impl FromFields for Wish {
    fn read(fields: &Fields) -> Self {
        Self { fandom: one_name(fields, "fandom"), person: fields.line("person") }
    }
}

pub(super) async fn index(cx: Cx) -> Answer {
    page(&cx, &Wish::default(), &Slips::none()).await
}

pub(super) async fn create(cx: Cx, Form(wish): Form<Wish>) -> Answer {
    let (viewer, fandom, mut slips) = (cx.viewer, wish.fandom.clone(), Slips::none());
    let signed_up = cx.archive().write(move |tx| {
        let stand = ground::named(&viewer, tx, "fandom", &fandom)?;
        if stand.tag.kind != Kind::Fandom {
            return Err(Error::invalid("fandom", Slip::NotCanonical { name: stand.tag.name }));
        }
        ground::sign_up(&viewer, tx, stand.tag.id)
    });

    if slips.keep(signed_up.await)?.is_none() {
        return page(&cx, &wish, &slips).await;
    }
    Ok(lead_to("/wrangling/fandoms"))
}

pub(super) async fn destroy(cx: Cx, Form(wish): Form<Wish>) -> Answer {
    let viewer = cx.viewer;
    let dropped = cx.archive().write(move |tx| {
        let fandom = ground::named(&viewer, tx, "fandom", &wish.fandom)?.tag.id;
        let person = people::by_name(&viewer, tx, &wish.person)?.id;
        ground::drop_out(&viewer, tx, fandom, person)
    });
    match dropped.await {
        Err(Error::Invalid(_)) => return Err(Problem::NotFound),
        other => other?,
    }

    Ok(lead_to("/wrangling/fandoms"))
}

async fn page(cx: &Cx, form: &Wish, slips: &Slips) -> Answer {
    let asked = |field: &str| cx.asked(field).unwrap_or_default().chars().take(LONGEST).collect::<String>();
    let name = |field: &str| asked(field).trim_matches([',', ' ']).to_owned();
    let among = Among { person: name("wrangler"), medium: name("medium"), fandom: name("in") };
    let (viewer, wanted) = (cx.viewer, among.clone());
    let assignments = cx.archive().read(move |tx| ground::assignments(&viewer, tx, &wanted)).await?;

    let page = FandomsPage { cx, assignments, form, among: &among, slips };
    let status = if slips.is_empty() { StatusCode::OK } else { StatusCode::UNPROCESSABLE_ENTITY };
    Page::new(cx.say.text("desk-fandoms"), page).for_some().with_status(status).for_one(cx)
}
