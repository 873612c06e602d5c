//! What of somebody's stands in no list: their drafts, whole works and chapters of posted ones, with what posts itself and
//! when; all that is hidden or for some people; the bin. Only for them and those who keep order (DRAFT-1, DRAFT-4, CHAP-3).

use archive::{
    ChapterId, Viewer, WorkId,
    people::{self, Person},
    works::{self as ground, DraftChapter, Unlisted, WorkCard},
};
use askama::Template;

use crate::{
    Answer, Cx, Page, Problem,
    account::lead_to,
    address,
    form::{Button, Form},
    pager::{self, Pager},
    path::{At, AtBoth},
};

#[derive(Template)]
#[template(path = "works/drafts.html")]
struct DraftsPage<'a> {
    cx: &'a Cx,
    cards: Vec<WorkCard>,
    chapters: Vec<DraftChapter>,
    pager: Pager,
}

/// A page of works that stand in no list.
#[derive(Template)]
#[template(path = "works/unlisted.html")]
struct UnlistedPage<'a> {
    cx: &'a Cx,
    title: &'a str,
    total: u64,
    cards: Vec<WorkCard>,
    pager: Pager,
}

pub(super) async fn index(cx: Cx, At(name): At<String>) -> Answer {
    let (viewer, number) = (cx.viewer, cx.page_number());
    let (person, works, chapters) = cx
        .archive()
        .read(move |tx| {
            let person = people::by_name(&viewer, tx, &name)?;
            let works = |number| ground::page_of_unlisted(&viewer, tx, person.id, (Unlisted::Drafts, number));
            let chapters = |number| ground::draft_chapters(&viewer, tx, person.id, number);
            let (works, chapters) = (works(number)?, chapters(number)?);
            Ok((person, works, chapters))
        })
        .await?;

    is_theirs(&cx, &person)?;
    let path = address::person(&person.name) + "/works/drafts";
    // The two lists are turned together.
    let pager = if works.total < chapters.total { Pager::new(path, &chapters) } else { Pager::new(path, &works) };

    let page = DraftsPage { cx: &cx, cards: works.items, chapters: chapters.items, pager };
    Page::new(cx.say.text("drafts"), page).hidden_from_search_engines().for_one(&cx)
}

/// All that stands in no list, but for the bin.
pub(super) async fn kept(cx: Cx, At(name): At<String>) -> Answer {
    unlisted(&cx, &name, Unlisted::Kept).await
}

/// The bin.
pub(super) async fn bin(cx: Cx, At(name): At<String>) -> Answer {
    unlisted(&cx, &name, Unlisted::Bin).await
}

async fn unlisted(cx: &Cx, name: &str, which: Unlisted) -> Answer {
    let (viewer, number, name) = (cx.viewer, cx.page_number(), name.to_owned());
    let (person, works) = cx
        .archive()
        .read(move |tx| {
            let person = people::by_name(&viewer, tx, &name)?;
            let works = |number| ground::page_of_unlisted(&viewer, tx, person.id, (which, number));
            Ok((person.clone(), pager::existing(number, works)?))
        })
        .await?;

    is_theirs(cx, &person)?;
    let (path, title) = match which {
        Unlisted::Bin => ("deleted", message!("person-discarded")),
        Unlisted::Kept | Unlisted::Drafts => ("unlisted", message!("person-drafts")),
    };
    let (title, pager) = (cx.say.text(title), Pager::new(address::person(&person.name) + "/works/" + path, &works));

    let page = UnlistedPage { cx, title: &title, total: works.total, cards: works.items, pager };
    Page::new(&*title, page).for_some().for_one(cx)
}

/// Such lists are there for the person themselves and for those who keep order.
fn is_theirs(cx: &Cx, person: &Person) -> Result<(), Problem> {
    let is_theirs = cx.viewer.person() == Some(person.id) || matches!(cx.viewer, Viewer::Moderator(_));
    if is_theirs { Ok(()) } else { Err(Problem::NotFound) }
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
