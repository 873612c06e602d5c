//! Kudos: a button on a work's page, and the names of those who pressed it (KUD-1, KUD-2).

use std::time::Duration;

use archive::{
    WorkId,
    kudos::{self as ground, Kudos, Left},
    works::{self, WorkCard},
};
use askama::Template;
use axum::{
    http::{HeaderValue, header},
    response::{IntoResponse, Response},
};
use serde_json::json;

use crate::{
    Answer, Cx, Door, Page, Parameter, Routes,
    account::lead_to,
    address,
    client::household,
    cx::local,
    form::{Fields, Form, FromFields},
    pager::Pager,
    path::At,
    throttle::Rule,
};

/// What a work's page is told that somebody comes back to after the button.
pub(crate) const LEFT: &str = "kudos_left";
/// The same, of who had pressed it before.
pub(crate) const LEFT_BEFORE: &str = "kudos_left_before";

/// How often one member or household presses the button.
const PACE: Rule = Rule { what: "kudos", most: 60, per: Duration::from_mins(10) };

/// The routes of this feature.
pub(crate) fn routes(routes: Routes) -> Routes {
    routes.get("/works/{id}/kudos", Door::Anyone, index).reading(&[Parameter::Page]).post(
        "/works/{id}/kudos",
        Door::Anyone,
        create,
    )
}

/// Everybody who left kudos, by name.
#[derive(Template)]
#[template(path = "kudos/index.html")]
struct KudosPage<'a> {
    cx: &'a Cx,
    card: &'a WorkCard,
    kudos: &'a Kudos,
    pager: Pager,
}

async fn index(cx: Cx, At(id): At<WorkId>) -> Answer {
    let (viewer, asked, number) = (cx.viewer, cx.work(id), cx.page_number());
    let found = cx.archive().read(move |tx| {
        let card = works::show(&viewer, tx, asked.clone())?.card;
        let last = ground::at(&card, tx, 1)?.pages();
        let kudos = ground::at(&card, tx, number.min(last))?;
        Ok((card, kudos, number.min(last)))
    });
    let (card, kudos, number) = found.await?;

    let title = cx.say.of("kudos-of", &card.title);
    let pager = Pager::among(format!("{}/kudos", address::work(&id)), number, kudos.pages());
    let page = KudosPage { cx: &cx, card: &card, kudos: &kudos, pager };

    Page::new(title, page).about(&card).hidden_from_search_engines().answer(&cx)
}

/// Where the button stands.
#[derive(Debug)]
struct Pressed {
    return_to: String,
}

impl FromFields for Pressed {
    fn read(fields: &Fields) -> Self {
        Self { return_to: fields.line("return_to") }
    }
}

async fn create(cx: Cx, At(id): At<WorkId>, Form(pressed): Form<Pressed>) -> Answer {
    let (viewer, asked, from) = (cx.viewer, cx.work(id), cx.client());
    let who = cx.member().map_or_else(|| household(from).to_string(), |member| member.person.to_string());
    cx.site().throttle().pass(PACE, &who, cx.now())?;
    let left = cx.archive().write(move |tx| ground::leave(&viewer, tx, &asked, from)).await?;

    if cx.wants_json {
        return Ok(told(&cx, left));
    }
    let back = if pressed.return_to.is_empty() { address::work(&id) } else { local(&pressed.return_to).to_owned() };
    let joint = if back.contains('?') { '&' } else { '?' };
    let flag = if left == Left::Now { LEFT } else { LEFT_BEFORE };
    Ok(lead_to(&format!("{back}{joint}{flag}=true#kudos")))
}

/// The same in a sentence, for the script that leaves the page as it is.
fn told(cx: &Cx, left: Left) -> Response {
    let sentence = if left == Left::Now { message!("kudos-thanks") } else { message!("kudos-before") };
    let mut response = json!({ "told": cx.say.text(sentence) }).to_string().into_response();
    response.headers_mut().insert(header::CONTENT_TYPE, HeaderValue::from_static("application/json"));
    response
}
