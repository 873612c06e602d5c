//! Who is in a collection: its people, asking and being asked, roles (COL-3).

use archive::{
    Error, PersonId, Why,
    collections::{self as ground, Participant, Role},
    people,
};
use askama::Template;
use axum::http::StatusCode;

use super::{Headed, Named, at_field};
use crate::{
    Answer, Cx, Page, Problem,
    account::lead_to,
    address,
    form::{Button, Fields, Form, FromFields, Slips},
    path::At,
};

#[derive(Template)]
#[template(path = "collections/people.html")]
struct PeoplePage<'a> {
    cx: &'a Cx,
    headed: Headed,
    people: Vec<Participant>,
    form: &'a Named,
    slips: &'a Slips,
}

impl PeoplePage<'_> {
    /// The roles that the viewer can give somebody, and whether it is the one they have.
    fn roles(&self, one: &Participant) -> Vec<(Role, bool)> {
        let offered = match one.role {
            Role::Invited => Vec::new(),
            Role::Applied if !self.headed.seen.owns => vec![Role::Member],
            _ if self.headed.seen.owns => vec![Role::Owner, Role::Moderator, Role::Member],
            _ => Vec::new(),
        };
        offered.into_iter().map(|role| (role, role == one.role)).collect()
    }

    /// Whether the viewer can send them away.
    fn sends_away(&self, one: &Participant) -> bool {
        self.headed.seen.owns || self.headed.seen.keeps && !one.role.keeps()
    }
}

pub(super) async fn index(cx: Cx, At(name): At<String>) -> Answer {
    page(&cx, name, &Named::default(), &Slips::none()).await
}

async fn page(cx: &Cx, name: String, form: &Named, slips: &Slips) -> Answer {
    let viewer = cx.viewer;
    let found = cx.archive().read(move |tx| Ok((Headed::of(&viewer, tx, &name)?, ground::people(&viewer, tx, &name)?)));
    let (headed, people) = found.await?;

    let title = cx.say.of("collection-people-of", headed.seen.title.as_str());
    let is_kept = headed.seen.keeps || headed.seen.is_hidden;
    let page = PeoplePage { cx, headed, people, form, slips };
    let status = if slips.is_empty() { StatusCode::OK } else { StatusCode::UNPROCESSABLE_ENTITY };
    let page = Page::new(title, page).with_status(status);
    if is_kept { page.for_some().for_one(cx) } else { page.for_one(cx) }
}

fn place(name: &str) -> String {
    address::collection(name) + "/people"
}

/// Asks somebody, by name. Who cannot be asked is told at the field, and not why.
pub(super) async fn invite(cx: Cx, At(name): At<String>, Form(form): Form<Named>) -> Answer {
    let (viewer, mut slips) = (cx.viewer, Slips::none());
    let (collection, typed) = (name.clone(), form.name.clone());
    let asked = cx.archive().write(move |tx| {
        ground::find(&viewer, tx, &collection)?;
        let called = people::called(tx, "name", &typed)?;
        at_field("name", &typed, ground::invite(&viewer, tx, &collection, called))
    });

    match slips.keep(asked.await)? {
        Some(()) => Ok(lead_to(&place(&name))),
        None => page(&cx, name, &form, &slips).await,
    }
}

/// Somebody, and the role they are to have; none to be sent away.
#[derive(Debug)]
pub(super) struct Given {
    person: Option<PersonId>,
    role: Option<Role>,
    away: bool,
}

impl FromFields for Given {
    fn read(fields: &Fields) -> Self {
        Self {
            person: fields.line("person").parse().ok(),
            role: Role::of_word(&fields.line("role")),
            away: fields.has("away"),
        }
    }
}

pub(super) async fn set_role(cx: Cx, At(name): At<String>, Form(given): Form<Given>) -> Answer {
    let (viewer, person, back) = (cx.viewer, given.person.ok_or(Problem::Invalid)?, place(&name));
    let done = cx.archive().write(move |tx| match given.role {
        _ if given.away => ground::expel(&viewer, tx, &name, person),
        Some(role) => ground::set_role(&viewer, tx, &name, (person, role)),
        None => Err(Error::NotFound),
    });

    match done.await {
        Err(Error::Forbidden(Why::LastKeeper)) => Ok(lead_to(&(back + "#last"))),
        other => other.map(|()| lead_to(&back)).map_err(Problem::from),
    }
}

pub(super) async fn join(cx: Cx, At(name): At<String>, Form(Button): Form<Button>) -> Answer {
    let (viewer, back) = (cx.viewer, address::collection(&name));
    cx.archive().write(move |tx| ground::join(&viewer, tx, &name)).await?;

    Ok(lead_to(&back))
}

pub(super) async fn leave(cx: Cx, At(name): At<String>, Form(Button): Form<Button>) -> Answer {
    let (viewer, back) = (cx.viewer, address::collection(&name));
    let left = cx.archive().write(move |tx| ground::leave(&viewer, tx, &name)).await;

    match left {
        Err(Error::Forbidden(Why::LastKeeper)) => Ok(lead_to(&(back + "/people#last"))),
        other => other.map(|()| lead_to(&back)).map_err(Problem::from),
    }
}
