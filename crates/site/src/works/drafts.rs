//! Somebody's drafts: what they have written and not posted, whole works and chapters of posted ones, with what posts
//! itself and when. Only for them and those who keep order (DRAFT-1, DRAFT-4, CHAP-3). Drafts do not expire.

use archive::{
    ChapterId, Viewer, WorkId, people,
    tags::Kind,
    works::{self as ground, DraftChapter, WorkCard},
};
use askama::Template;

use super::marks;
use crate::{
    Answer, Cx, Page, Problem,
    account::lead_to,
    address,
    form::{Button, Form},
    path::{At, AtBoth},
};

#[derive(Template)]
#[template(path = "works/drafts.html")]
struct DraftsPage<'a> {
    cx: &'a Cx,
    cards: Vec<WorkCard>,
    chapters: Vec<DraftChapter>,
}

pub(super) async fn index(cx: Cx, At(name): At<String>) -> Answer {
    let viewer = cx.viewer;
    let (person, cards, chapters) = cx
        .archive()
        .read(move |tx| {
            let person = people::by_name(&viewer, tx, &name)?;
            let cards = ground::drafts(&viewer, tx, person.id)?;
            let chapters = ground::draft_chapters(&viewer, tx, person.id)?;
            Ok((person, cards, chapters))
        })
        .await?;

    if viewer.person() != Some(person.id) && !matches!(viewer, Viewer::Moderator(_)) {
        return Err(Problem::NotFound);
    }
    let cards = cards.into_iter().filter(|card| card.is_draft).collect();

    let page = DraftsPage { cx: &cx, cards, chapters };
    Page::new(cx.say.text("drafts"), page).hidden_from_search_engines().for_one(&cx)
}

/// Posts a draft now, as it is.
pub(super) async fn publish(cx: Cx, At(id): At<WorkId>, Form(Button): Form<Button>) -> Answer {
    let viewer = cx.viewer;
    cx.archive().write(move |tx| ground::publish(&viewer, tx, id)).await?;

    Ok(lead_to(&address::work(&id)))
}

/// Lets a draft wait for its author again.
pub(super) async fn unschedule(cx: Cx, At(id): At<WorkId>, Form(Button): Form<Button>) -> Answer {
    let viewer = cx.viewer;
    cx.archive().write(move |tx| ground::schedule(&viewer, tx, id, None)).await?;

    Ok(lead_to(&drafts_of(&cx)))
}

/// Posts a chapter now, as it is.
pub(super) async fn publish_chapter(
    cx: Cx,
    AtBoth(id, chapter): AtBoth<WorkId, ChapterId>,
    Form(Button): Form<Button>,
) -> Answer {
    let viewer = cx.viewer;
    cx.archive().write(move |tx| ground::publish_chapter(&viewer, tx, id, chapter)).await?;

    Ok(lead_to(&address::chapter(&id, &chapter)))
}

/// Lets a chapter wait for its author again.
pub(super) async fn unschedule_chapter(
    cx: Cx,
    AtBoth(id, chapter): AtBoth<WorkId, ChapterId>,
    Form(Button): Form<Button>,
) -> Answer {
    let viewer = cx.viewer;
    cx.archive().write(move |tx| ground::schedule_chapter(&viewer, tx, id, chapter, None)).await?;

    Ok(lead_to(&drafts_of(&cx)))
}

/// The page of one's own drafts.
fn drafts_of(cx: &Cx) -> String {
    cx.member().map_or_else(|| "/".to_owned(), |member| address::person(&member.name) + "/works/drafts")
}
