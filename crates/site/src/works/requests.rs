//! Questions to be named as a creator, and whether one may be asked (COCR-1, COCR-2).

use archive::{
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
    let (invitations, is_open, left) = cx
        .archive()
        .read(move |tx| {
            let is_open = ground::is_open_to_invitations(&viewer, tx)?;
            Ok((ground::invitations(&viewer, tx)?, is_open, ground::left_by(&viewer, tx)?))
        })
        .await?;

    let page = RequestsPage { cx: &cx, name: &member.name, invitations, is_open, left };
    Page::new(cx.say.text("requests-title"), page).for_some().for_one(&cx)
}

pub(super) async fn update(cx: Cx, At(name): At<String>, Form(wish): Form<Wish>) -> Answer {
    let (viewer, back) = (cx.viewer, address::creatorships(&own(&cx, &name)?.name));
    cx.archive().write(move |tx| ground::open_to_invitations(&viewer, tx, wish.open)).await?;

    Ok(lead_to(&back))
}
