//! Words and names that an author does not wish to meet at her works, on a page that nobody else sees.

use archive::unwelcome::{self as ground, Unwelcome};
use askama::Template;
use axum::http::StatusCode;

use crate::{
    Answer, Cx, Door, Page, Parameter, Routes,
    account::{lead_to, own},
    address,
    form::{Fields, Form, FromFields, Slips},
    path::At,
};

/// The routes of this feature.
pub(crate) fn routes(routes: Routes) -> Routes {
    routes.get("/users/{name}/unwelcome", Door::Members, show).reading(&[Parameter::Text("done")]).post(
        "/users/{name}/unwelcome",
        Door::Account,
        update,
    )
}

#[derive(Template)]
#[template(path = "unwelcome/show.html")]
struct UnwelcomePage<'a> {
    cx: &'a Cx,
    action: &'a str,
    form: &'a Typed,
    slips: &'a Slips,
    is_done: bool,
}

/// The list as it is typed: one on each line.
#[derive(Debug, Default)]
struct Typed {
    words: String,
    names: String,
    is_refused: bool,
}

impl FromFields for Typed {
    fn read(fields: &Fields) -> Self {
        Self { words: fields.text("words"), names: fields.text("names"), is_refused: fields.line("way") == "refuse" }
    }
}

impl Typed {
    fn of(list: &Unwelcome) -> Self {
        Self { words: list.words.join("\n"), names: list.names.join("\n"), is_refused: list.is_refused }
    }

    fn list(&self) -> Unwelcome {
        let lines = |text: &str| {
            let squeezed = text.lines().map(|line| line.split_whitespace().collect::<Vec<_>>().join(" "));
            squeezed.filter(|line| !line.is_empty()).collect()
        };
        Unwelcome { words: lines(&self.words), names: lines(&self.names), is_refused: self.is_refused }
    }
}

async fn show(cx: Cx, At(name): At<String>) -> Answer {
    let (viewer, member) = (cx.viewer, own(&cx, &name)?);
    let list = cx.archive().read(move |tx| ground::own(&viewer, tx)).await?;

    page(&cx, &member.name, &Typed::of(&list), &Slips::none())
}

async fn update(cx: Cx, At(name): At<String>, Form(form): Form<Typed>) -> Answer {
    let (viewer, member, list, mut slips) = (cx.viewer, own(&cx, &name)?, form.list(), Slips::none());
    let kept = cx.archive().write(move |tx| ground::keep(&viewer, tx, &list)).await;

    if slips.keep(kept)?.is_none() {
        return page(&cx, &member.name, &form, &slips);
    }
    Ok(lead_to(&(address::unwelcome(&member.name) + "?done=yes")))
}

fn page(cx: &Cx, name: &str, form: &Typed, slips: &Slips) -> Answer {
    let action = address::unwelcome(name);
    let page = UnwelcomePage { cx, action: &action, form, slips, is_done: cx.asked("done").is_some() };
    let status = if slips.is_empty() { StatusCode::OK } else { StatusCode::UNPROCESSABLE_ENTITY };
    Page::new(cx.say.text("unwelcome-title"), page).for_some().with_status(status).for_one(cx)
}
