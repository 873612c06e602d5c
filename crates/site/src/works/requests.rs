//! Questions to be named as a creator, and whether one may be asked (COCR-1, COCR-2).

use archive::{
    accounts::{self, Preferences},
    people::{self, Pseud},
    works::{self as ground, Invitation, Left},
};
use askama::Template;

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
    /// The names they write under, the default one first.
    own: Vec<Pseud>,
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
    let person = member.person;
    let (own, invitations, left) = cx
        .archive()
        .read(move |tx| {
            let own = people::show(&viewer, tx, person)?.pseuds;
            Ok((own, ground::invitations(&viewer, tx)?, ground::left_by(&viewer, tx)?))
        })
        .await?;

    let is_open = member.preferences.invitations;
    let page = RequestsPage { cx: &cx, name: &member.name, own, invitations, is_open, left };
    Page::new(cx.say.text("requests-title"), page).for_some().for_one(&cx)
}

pub(super) async fn update(cx: Cx, At(name): At<String>, Form(wish): Form<Wish>) -> Answer {
    let (viewer, member) = (cx.viewer, own(&cx, &name)?);
    let wanted = Preferences { invitations: wish.open, ..member.preferences.clone() };
    cx.archive().write(move |tx| accounts::prefer(&viewer, tx, &wanted)).await?;

    Ok(lead_to(&address::creatorships(&member.name)))
}
