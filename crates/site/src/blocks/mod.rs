//! Blocking and muting: two lists of names, each on a page of its own that nobody else sees (BLK-1, MUT-1).

use archive::{
    Error, Slip, Why,
    blocks::{self as ground, List},
    people,
};
use askama::Template;
use axum::http::StatusCode;

use crate::{
    Answer, Cx, Door, Page, Routes,
    account::{lead_to, own},
    address,
    form::{Fields, Form, FromFields, Slips},
    path::At,
};

/// The routes of this feature.
pub(crate) fn routes(routes: Routes) -> Routes {
    routes
        .get("/users/{name}/blocked/users", Door::Members, blocked)
        .post("/users/{name}/blocked/users", Door::Account, block)
        .post("/users/{name}/blocked/users/removal", Door::Account, unblock)
        .get("/users/{name}/muted/users", Door::Members, muted)
        .post("/users/{name}/muted/users", Door::Account, mute)
        .post("/users/{name}/muted/users/removal", Door::Account, unmute)
}

#[derive(Template)]
#[template(path = "blocks/index.html")]
struct ListPage<'a> {
    cx: &'a Cx,
    title: &'a str,
    what: String,
    button: String,
    action: &'a str,
    names: Vec<String>,
    form: &'a Name,
    slips: &'a Slips,
}

/// The name of somebody.
#[derive(Debug, Default)]
struct Name {
    name: String,
}

impl FromFields for Name {
    fn read(fields: &Fields) -> Self {
        Self { name: fields.line("name") }
    }
}

async fn blocked(cx: Cx, At(name): At<String>) -> Answer {
    page(&cx, &name, List::Blocked, &Name::default(), &Slips::none()).await
}

async fn block(cx: Cx, At(name): At<String>, Form(form): Form<Name>) -> Answer {
    add(&cx, &name, List::Blocked, &form).await
}

async fn unblock(cx: Cx, At(name): At<String>, Form(form): Form<Name>) -> Answer {
    remove(&cx, &name, List::Blocked, form).await
}

async fn muted(cx: Cx, At(name): At<String>) -> Answer {
    page(&cx, &name, List::Muted, &Name::default(), &Slips::none()).await
}

async fn mute(cx: Cx, At(name): At<String>, Form(form): Form<Name>) -> Answer {
    add(&cx, &name, List::Muted, &form).await
}

async fn unmute(cx: Cx, At(name): At<String>, Form(form): Form<Name>) -> Answer {
    remove(&cx, &name, List::Muted, form).await
}

async fn add(cx: &Cx, name: &str, list: List, form: &Name) -> Answer {
    let (viewer, other, mut slips) = (cx.viewer, form.name.clone(), Slips::none());
    let member = own(cx, name)?;
    let added = cx.archive().write(move |tx| {
        let person = match people::by_name(&viewer, tx, &other) {
            Ok(person) => person.id,
            Err(_) => return Err(Error::invalid("name", Slip::Unknown { name: other.clone() })),
        };
        match ground::add(&viewer, tx, list, person) {
            Err(Error::Forbidden(Why::NotToBeBlocked)) => Err(Error::invalid("name", Slip::NotToBeBlocked)),
            other => other,
        }
    });

    if slips.keep(added.await)?.is_none() {
        return page(cx, name, list, form, &slips).await;
    }
    Ok(lead_to(&address_of(&member.name, list)))
}

async fn remove(cx: &Cx, name: &str, list: List, form: Name) -> Answer {
    let (viewer, back) = (cx.viewer, address_of(&own(cx, name)?.name, list));
    let remove = move |tx: &archive::Tx<'_>| {
        let person = people::by_name(&viewer, tx, &form.name)?.id;
        ground::remove(&viewer, tx, list, person)
    };
    cx.archive().write(remove).await?;

    Ok(lead_to(&back))
}

fn address_of(name: &str, list: List) -> String {
    let tail = if list == List::Blocked { "/blocked/users" } else { "/muted/users" };
    address::person(name) + tail
}

async fn page(cx: &Cx, name: &str, list: List, form: &Name, slips: &Slips) -> Answer {
    let (viewer, action) = (cx.viewer, address_of(&own(cx, name)?.name, list));
    let names = cx.archive().read(move |tx| ground::on(&viewer, tx, list)).await?;

    let [title, what, button] = match list {
        List::Blocked => [message!("blocked-title"), message!("blocked-what"), message!("block")],
        List::Muted => [message!("muted-title"), message!("muted-what"), message!("mute")],
    }
    .map(|words| cx.say.text(words));
    let page = ListPage { cx, title: &title, what, button, action: &action, names, form, slips };
    let status = if slips.is_empty() { StatusCode::OK } else { StatusCode::UNPROCESSABLE_ENTITY };
    Page::new(title.as_str(), page).for_some().with_status(status).for_one(cx)
}
