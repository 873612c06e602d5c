//! Questions to be named as a creator, and whether one may be asked (COCR-1, COCR-2).

use archive::{
    accounts::{self, Preferences},
    tags::Kind,
    works::{self as ground, Invitation, Left},
};
use askama::Template;

use super::marks;
use crate::{
    Answer, Cx, Page,
    account::{lead_to, own},
    address,
    form::{Fields, Form, FromFields},
    path::At,
};

#[derive(Template)]
#[template(path = "works/requests.html")]
struct RequestsPage<'a> {
    cx: &'a Cx,
    name: &'a str,
    invitations: Vec<Invitation>,
    is_open: bool,
    left: Vec<Left>,
}

/// Whether one may be asked.
#[derive(Debug)]
pub(super) struct Wish {
    open: bool,
}

impl FromFields for Wish {
    fn read(fields: &Fields) -> Self {
        Self { open: fields.has("open") }
    }
}

pub(super) async fn index(cx: Cx, At(name): At<String>) -> Answer {
    let (viewer, member) = (cx.viewer, own(&cx, &name)?);
    let (invitations, left) =
        cx.archive().read(move |tx| Ok((ground::invitations(&viewer, tx)?, ground::left_by(&viewer, tx)?))).await?;

    let is_open = member.preferences.invitations;
    let page = RequestsPage { cx: &cx, name: &member.name, invitations, is_open, left };
    Page::new(cx.say.text("requests-title"), page).for_some().for_one(&cx)
}

pub(super) async fn update(cx: Cx, At(name): At<String>, Form(wish): Form<Wish>) -> Answer {
    let (viewer, member) = (cx.viewer, own(&cx, &name)?);
    let wanted = Preferences { invitations: wish.open, ..member.preferences.clone() };
    cx.archive().write(move |tx| accounts::prefer(&viewer, tx, &wanted)).await?;

    Ok(lead_to(&address::creatorships(&member.name)))
}
