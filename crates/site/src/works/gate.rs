//! The adult-content gate (POST-21): a work rated Mature, Explicit or not at all asks first.
//!
//! Consent is a parameter, `view_adult=true`, as fans' tools send it, and is remembered in a cookie. Creators and
//! moderators are not asked.

use archive::{Viewer, works::WorkCard};
use askama::Template;
use axum::{
    http::header,
    response::{IntoResponse, Redirect, Response},
};

use super::show::wants_all;
use crate::{Answer, Cx, Page, Problem, cookies};

/// What an address says that was led to from a chapter that is gone.
pub(super) const GONE: &str = "chapter_gone";

/// The question, over what lists show of the work anyway.
#[derive(Template)]
#[template(path = "works/gate.html")]
struct GatePage<'a> {
    cx: &'a Cx,
    card: &'a WorkCard,
    whole: bool,
}

/// Whether this visitor has to be asked before this work is shown.
pub(crate) fn asks(cx: &Cx, card: &WorkCard) -> bool {
    card.is_adult() && !cx.consent && !card.is_own && !matches!(cx.viewer, Viewer::Moderator(_))
}

/// The page that asks.
pub(crate) fn page(cx: &Cx, card: &WorkCard) -> Answer {
    let page = GatePage { cx, card, whole: wants_all(cx) };

    Page::new(cx.say.text("gate-title"), page).about(card).answer(cx)
}

/// Leads elsewhere in this site, with the consent that was given in this address, and with what it says happened.
pub(super) fn leads(cx: &Cx, address: String) -> Answer {
    let (mut address, anchor) = match address.split_once('#') {
        Some((address, anchor)) => (address.to_owned(), format!("#{anchor}")),
        None => (address, String::new()),
    };
    for flag in ["view_adult", GONE].into_iter().filter(|flag| cx.is_asked(flag)) {
        address.push(if address.contains('?') { '&' } else { '?' });
        address.push_str(flag);
        address.push_str("=true");
    }
    address.push_str(&anchor);
    remembered(cx, Redirect::to(&address).into_response())
}

/// Remembers consent that was given in this address.
pub(super) fn remembered(cx: &Cx, mut response: Response) -> Answer {
    if is_given(cx) {
        let cookie = cookies::preference(cookies::CONSENT, "yes").ok_or(Problem::Invalid)?;
        response.headers_mut().append(header::SET_COOKIE, cookie);
    }
    Ok(response)
}

fn is_given(cx: &Cx) -> bool {
    cx.is_asked("view_adult")
}
