//! Deleting one's account, and saying what becomes of one's works (DEL-1).

use archive::{
    Error, FieldError, Slip, Why,
    accounts::{self, Password},
    works::{self, Fate, Keeping, Legacy},
};
use askama::Template;
use axum::http::StatusCode;

use super::{lead_with, own, passwords::is_own};
use crate::{
    Answer, Cx, Page,
    form::{Fields, Form, FromFields, Slips},
    path::At,
    sessions,
};

#[derive(Template)]
#[template(path = "account/farewell.html")]
struct FarewellPage<'a> {
    cx: &'a Cx,
    name: &'a str,
    /// About which works there is to decide.
    legacy: Legacy,
    wish: &'a Wish,
    slips: &'a Slips,
}

/// What the form sends.
#[derive(Debug, Clone, Default)]
pub(super) struct Wish {
    shared: String,
    sole: String,
}

/// [`Wish`], and the password that it needs.
#[derive(Debug)]
pub(super) struct Signed(Wish, Password);

impl FromFields for Signed {
    fn read(fields: &Fields) -> Self {
        let wish = Wish { shared: fields.line("shared"), sole: fields.line("sole") };
        Self(wish, Password::typed(fields.raw("current")))
    }
}

impl Wish {
    /// What becomes of works with others and of those of their own. Where there are none nothing needs to be chosen.
    fn fates(&self, legacy: Legacy) -> Result<(Fate, Fate), Vec<FieldError>> {
        let shared = chosen("shared", &self.shared, legacy.shared);
        match (shared, chosen("sole", &self.sole, legacy.sole)) {
            (Ok(shared), Ok(sole)) => Ok((shared, sole)),
            (shared, sole) => Err(shared.err().into_iter().chain(sole.err()).collect()),
        }
    }
}

fn chosen(field: &'static str, word: &str, is_needed: bool) -> Result<Fate, FieldError> {
    match word {
        "orphan" => Ok(Fate::Orphan(Keeping::Nothing)),
        "orphan-named" => Ok(Fate::Orphan(Keeping::Name)),
        "leave" | "delete" => Ok(Fate::Leave),
        "" if is_needed => Err(FieldError::new(field, Slip::Missing)),
        _ if is_needed => Err(FieldError::new(field, Slip::NotOffered)),
        _ => Ok(Fate::Leave),
    }
}

pub(super) async fn new(cx: Cx, At(name): At<String>) -> Answer {
    let name = &own(&cx, &name)?.name;

    page(&cx, name, &Wish::default(), &Slips::none()).await
}

pub(super) async fn create(cx: Cx, At(name): At<String>, Form(Signed(wish, password)): Form<Signed>) -> Answer {
    let (member, viewer, mut slips) = (own(&cx, &name)?, cx.viewer, Slips::none());
    let legacy = cx.archive().read(move |tx| works::legacy(&viewer, tx)).await?;
    slips.extend(wish.fates(legacy).err().unwrap_or_default());
    if !is_own(&cx, password).await? {
        slips.add("current", Slip::WrongPassword);
    }
    if slips.is_empty() {
        let wanted = wish.clone();
        let leaving = cx.archive().write(move |tx| {
            // What was posted meanwhile has been asked about by nobody.
            let (shared, sole) = wanted.fates(works::legacy(&viewer, tx)?).map_err(Error::Invalid)?;
            accounts::delete(&viewer, tx, shared, sole)
        });
        slips.keep(leaving.await.map_err(told_at_the_button))?;
    }

    if !slips.is_empty() {
        return page(&cx, &member.name, &wish, &slips).await;
    }
    Ok(lead_with("/", [sessions::over(&cx)?]))
}

/// Why the last owner stays is said beside what they have typed.
fn told_at_the_button(error: Error) -> Error {
    match error {
        Error::Forbidden(Why::LastOwner) => Error::invalid("current", Slip::LastOwner),
        error => error,
    }
}

async fn page(cx: &Cx, name: &str, wish: &Wish, slips: &Slips) -> Answer {
    let viewer = cx.viewer;
    let legacy = cx.archive().read(move |tx| works::legacy(&viewer, tx)).await?;

    let page = FarewellPage { cx, name, legacy, wish, slips };
    let status = if slips.is_empty() { StatusCode::OK } else { StatusCode::UNPROCESSABLE_ENTITY };
    Page::new(cx.say.text("farewell-title"), page).for_some().with_status(status).for_one(cx)
}
