//! What one says of oneself: a form, and the person's page shows it (USER-7).

use archive::{
    accounts::Member,
    people::profile::{self as ground, Profile},
};
use askama::Template;
use axum::http::StatusCode;
use manuscript::{Newlines, Place};

use crate::{
    Answer, Cx, Page, Problem,
    account::{lead_to, own},
    address,
    form::{Fields, Form, FromFields, Slips},
    path::At,
};

#[derive(Template)]
#[template(path = "people/profile.html")]
struct ProfilePage<'a> {
    cx: &'a Cx,
    member: &'a Member,
    form: &'a Typed,
    slips: &'a Slips,
}

/// What the form sends.
#[derive(Debug)]
pub(super) struct Typed {
    title: String,
    about: String,
}

impl FromFields for Typed {
    fn read(fields: &Fields) -> Self {
        Self { title: fields.line("title"), about: fields.text("about") }
    }
}

impl Typed {
    /// The profile it asks for, cleaned.
    async fn profile(&self, cx: &Cx) -> Result<Profile, Problem> {
        let (title, typed) = (self.title.clone(), self.about.clone());
        let clean = move || manuscript::clean(&typed, Place::Summary, Newlines::Breaks, &mut Vec::new());
        Ok(Profile { title, about: cx.away(clean).await? })
    }
}

pub(super) async fn edit(cx: Cx, At(name): At<String>) -> Answer {
    let (member, viewer) = (own(&cx, &name)?, cx.viewer);
    let person = member.person;
    let (profile, _) = cx.archive().read(move |tx| ground::of(&viewer, tx, person)).await?;

    let typed = Typed { title: profile.title, about: profile.about.source().to_owned() };
    page(&cx, member, &typed, &Slips::none())
}

pub(super) async fn update(cx: Cx, At(name): At<String>, Form(typed): Form<Typed>) -> Answer {
    let (member, viewer, mut slips) = (own(&cx, &name)?, cx.viewer, Slips::none());
    let profile = typed.profile(&cx).await?;
    let described = cx.archive().write(move |tx| ground::describe(&viewer, tx, &profile)).await;

    if slips.keep(described)?.is_none() {
        return page(&cx, member, &typed, &slips);
    }
    Ok(lead_to(&address::person(&member.name)))
}

fn page(cx: &Cx, member: &Member, form: &Typed, slips: &Slips) -> Answer {
    let page = ProfilePage { cx, member, form, slips };
    let status = if slips.is_empty() { StatusCode::OK } else { StatusCode::UNPROCESSABLE_ENTITY };
    Page::new(cx.say.text("profile-title"), page).hidden_from_search_engines().with_status(status).for_one(cx)
}
