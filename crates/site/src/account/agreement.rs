//! Agreeing to terms that have changed since one joined (USER-2).

use archive::{Slip, accounts, policies::Policy};
use askama::Template;
use axum::http::StatusCode;

use super::lead_to;
use crate::{
    Answer, Cx, Page, Problem,
    cx::local,
    form::{Fields, Form, FromFields, Slips},
};

#[derive(Template)]
#[template(path = "account/agreement.html")]
struct AgreementPage<'a> {
    cx: &'a Cx,
    form: &'a Agreement,
    slips: &'a Slips,
}

/// What the form sends.
#[derive(Debug)]
pub(super) struct Agreement {
    terms: bool,
    privacy: bool,
    return_to: String,
}

impl FromFields for Agreement {
    fn read(fields: &Fields) -> Self {
        let return_to = local(fields.raw("return_to")).to_owned();
        Self { terms: fields.has("terms"), privacy: fields.has("privacy"), return_to }
    }
}

pub(super) async fn show(cx: Cx) -> Answer {
    let return_to = cx.asked("return_to").map_or_else(|| "/".to_owned(), |address| local(&address).to_owned());
    let form = Agreement { terms: false, privacy: false, return_to };

    page(&cx, &form, &Slips::none())
}

pub(super) async fn create(cx: Cx, Form(form): Form<Agreement>) -> Answer {
    let mut slips = Slips::none();
    for (field, _) in [("terms", form.terms), ("privacy", form.privacy)].into_iter().filter(|(_, agreed)| !agreed) {
        slips.add(field, Slip::NotAgreed);
    }
    if !slips.is_empty() {
        return page(&cx, &form, &slips);
    }
    let (person, policy) = (cx.viewer.person().ok_or(Problem::LogIn)?, cx.policy().await?);
    let consents = consents(&policy, &["terms", "privacy"]);
    cx.archive().write(move |tx| accounts::agree(tx, person, &consents)).await?;

    Ok(lead_to(&form.return_to))
}

/// These consents, to what is in force now.
pub(super) fn consents(policy: &Policy, what: &[&str]) -> Vec<(String, String)> {
    what.iter().map(|what| ((*what).to_owned(), policy.terms_version.clone())).collect()
}

fn page(cx: &Cx, form: &Agreement, slips: &Slips) -> Answer {
    let status = if slips.is_empty() { StatusCode::OK } else { StatusCode::UNPROCESSABLE_ENTITY };
    let page = AgreementPage { cx, form, slips };
    Page::new(cx.say.text("agreement-title"), page).hidden_from_search_engines().with_status(status).for_one(cx)
}
