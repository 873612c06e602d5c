//! Roles: who does what for the archive, and what each of them may do. For those who give them.

use archive::{
    Error, Slip, Why,
    accounts::{self as ground, Role},
    people,
};
use askama::Template;
use axum::http::StatusCode;

use crate::{
    Answer, Cx, Page, Problem,
    account::lead_to,
    form::{Fields, Form, FromFields, Slips},
};

#[derive(Template)]
#[template(path = "hosting/roles.html")]
struct RolesPage<'a> {
    cx: &'a Cx,
    /// Names with a role, by name.
    held: Vec<(String, Role)>,
    form: &'a Wish,
    slips: &'a Slips,
}

/// What the form sends.
#[derive(Debug, Default, Clone)]
pub(super) struct Wish {
    name: String,
    role: String,
}

impl FromFields for Wish {
    fn read(fields: &Fields) -> Self {
        Self { name: fields.line("name"), role: fields.line("role") }
    }
}

pub(super) async fn index(cx: Cx) -> Answer {
    page(&cx, &Wish::default(), &Slips::none()).await
}

pub(super) async fn create(cx: Cx, Form(wish): Form<Wish>) -> Answer {
    change(cx, wish, ground::give).await
}

pub(super) async fn destroy(cx: Cx, Form(wish): Form<Wish>) -> Answer {
    change(cx, wish, ground::take).await
}

/// Giving or taking a role.
type Change = fn(&archive::Viewer, &archive::Tx<'_>, archive::PersonId, Role) -> archive::Result<()>;

async fn change(cx: Cx, wish: Wish, change: Change) -> Answer {
    let role = Role::of_word(&wish.role).ok_or(Problem::Invalid)?;
    let (viewer, name, mut slips) = (cx.viewer, wish.name.clone(), Slips::none());
    let changed = cx.archive().write(move |tx| {
        let person = match people::by_name(&viewer, tx, &name) {
            Ok(person) if person.is_member => person.id,
            _ => return Err(Error::invalid("name", Slip::Unknown { name: name.clone() })),
        };
        change(&viewer, tx, person, role)
    });

    let changed = match changed.await {
        Err(Error::Forbidden(Why::LastOwner)) => Err(Error::invalid("last", Slip::LastOwner)),
        outcome => outcome,
    };
    if slips.keep(changed)?.is_none() {
        return page(&cx, &wish, &slips).await;
    }
    Ok(lead_to("/hosting/roles"))
}

async fn page(cx: &Cx, form: &Wish, slips: &Slips) -> Answer {
    let viewer = cx.viewer;
    let held = cx.archive().read(move |tx| ground::roles_held(&viewer, tx)).await?;

    let page = RolesPage { cx, held, form, slips };
    let status = if slips.is_empty() { StatusCode::OK } else { StatusCode::UNPROCESSABLE_ENTITY };
    Page::new(cx.say.text("roles-title"), page).for_some().with_status(status).for_one(cx)
}

/// The name of the words for a role.
#[expect(clippy::trivially_copy_pass_by_ref, reason = "templates hand over references")]
const fn role_words(role: &Role) -> &'static str {
    match role {
        Role::Owner => message!("role-owner"),
        Role::Moderator => message!("role-moderator"),
        Role::Wrangler => message!("role-wrangler"),
        Role::Archivist => message!("role-archivist"),
    }
}
