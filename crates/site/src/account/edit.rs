//! The page of one's own account: password, address, open browsers.

use archive::accounts::{self, Account, Member, OpenSession};
use askama::Template;
use axum::http::StatusCode;

use super::{browsers, own, sanctioned};
use crate::{Answer, Cx, Page, address, form::Slips, path::At};

#[derive(Template)]
#[template(path = "account/edit.html")]
struct EditPage<'a> {
    cx: &'a Cx,
    member: &'a Member,
    account: Account,
    /// The address that waits for an answer.
    asked: Option<String>,
    sessions: Vec<OpenSession>,
    /// That they cannot post, until when and why.
    sanctioned: Option<String>,
    /// What was just done, in words.
    done: Option<String>,
    typed: &'a Typed<'a>,
    slips: &'a Slips,
}

/// What was typed into the page's forms and comes back.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Typed<'a> {
    pub(super) email: &'a str,
    pub(super) name: &'a str,
}

pub(super) async fn show(cx: Cx, At(name): At<String>) -> Answer {
    own(&cx, &name)?;

    page(&cx, &Slips::none(), &Typed::default()).await
}

/// The page, with what is wrong with one of its forms.
pub(super) async fn page(cx: &Cx, slips: &Slips, typed: &Typed<'_>) -> Answer {
    let (viewer, member) = (cx.viewer, cx.member().ok_or(crate::Problem::LogIn)?);
    let (account, asked, sessions) = cx
        .archive()
        .read(move |tx| {
            let account = accounts::of(&viewer, tx)?;
            Ok((account, accounts::address_asked(&viewer, tx)?, accounts::open_of(&viewer, tx)?))
        })
        .await?;

    let sanctioned = sanctioned(cx).await?;
    let status = if slips.is_empty() { StatusCode::OK } else { StatusCode::UNPROCESSABLE_ENTITY };
    let page = EditPage { cx, member, account, asked, sessions, sanctioned, done: said(cx), typed, slips };

    Page::new(cx.say.text("edit-title"), page).hidden_from_search_engines().with_status(status).for_one(cx)
}

/// Where a deed of this page leads: back, with a word of what was done.
pub(super) fn done(member: &Member, what: &str) -> String {
    format!("{}/edit?done={what}", address::person(&member.name))
}

/// What was done, for the word in the address.
fn said(cx: &Cx) -> Option<String> {
    let message = match &*cx.asked("done")? {
        "password" => message!("done-password"),
        "address" => message!("done-address"),
        "address-kept" => message!("done-address-kept"),
        "name" => message!("done-name"),
        "second-factor-off" => message!("done-second-factor-off"),
        "browser" => message!("done-browser"),
        "browsers" => message!("done-browsers"),
        _ => return None,
    };
    Some(cx.say.text(message))
}
