//! Somebody's drafts: what they have written and not posted. Only for them and those who keep order (DRAFT-1, DRAFT-4).
//! Drafts do not expire.

use archive::{
    Viewer, people,
    tags::Kind,
    works::{self as ground, WorkCard},
};
use askama::Template;

use super::marks;
use crate::{Answer, Cx, Page, Problem, path::At};

#[derive(Template)]
#[template(path = "works/drafts.html")]
struct DraftsPage<'a> {
    cx: &'a Cx,
    cards: Vec<WorkCard>,
}

pub(super) async fn index(cx: Cx, At(name): At<String>) -> Answer {
    let viewer = cx.viewer;
    let (person, cards) = cx
        .archive()
        .read(move |tx| {
            let person = people::by_name(&viewer, tx, &name)?;
            let cards = ground::drafts(&viewer, tx, person.id)?;
            Ok((person, cards))
        })
        .await?;

    if viewer.person() != Some(person.id) && !matches!(viewer, Viewer::Moderator(_)) {
        return Err(Problem::NotFound);
    }
    let cards = cards.into_iter().filter(|card| card.is_draft).collect();

    Page::new(cx.say.text("drafts"), DraftsPage { cx: &cx, cards }).hidden_from_search_engines().for_one(&cx)
}
