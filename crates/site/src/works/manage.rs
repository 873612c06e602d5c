//! What creators do with a work besides writing it: the order of its chapters, its tags alone, taking a chapter
//! away (CHAP-2, CHAP-5, POST-18). What will be lost is said before it is.

use archive::{
    ChapterId, Error, What, WorkId,
    works::{self as ground, ChapterEntry, Creators, DeletedChapter, Editing, NewWork, SeenWork, State},
};
use askama::Template;
use axum::http::StatusCode;

use super::{clash::PageClash, form::WorkForm, view::View, when::When};
use crate::{
    Answer, Cx, Page, Problem,
    account::lead_to,
    address,
    form::{Button, Fields, Form, FromFields, Slips},
    path::{At, AtBoth},
};

#[derive(Template)]
#[template(path = "works/manage.html")]
struct ManagePage<'a> {
    cx: &'a Cx,
    work: &'a WorkId,
    title: &'a str,
    chapters: &'a [ChapterEntry],
    /// Those that can be fetched back.
    deleted: &'a [DeletedChapter],
}

#[derive(Template)]
#[template(path = "works/edit_tags.html")]
struct EditTagsPage<'a> {
    cx: &'a Cx,
    work: &'a WorkId,
    title: &'a str,
    form: &'a WorkForm,
    slips: &'a Slips,
    page_clash: Option<PageClash>,
}

#[derive(Template)]
#[template(path = "works/confirm_delete.html")]
struct ConfirmPage<'a> {
    cx: &'a Cx,
    title: &'a str,
    /// What goes with it.
    words: u64,
    /// Where the button goes, and where nothing is lost.
    action: String,
    back: String,
    /// Whether it is the only one and cannot go (CHAP-5).
    is_last: bool,
}

/// Chapters with the places that were typed for them.
#[derive(Debug)]
pub(super) struct Order(Vec<ChapterId>);

impl FromFields for Order {
    fn read(fields: &Fields) -> Self {
        let places = fields.all("place").into_iter().map(|place| place.parse::<u64>().unwrap_or(u64::MAX));
        let chapters = fields.all("chapter").into_iter().filter_map(|id| id.parse::<ChapterId>().ok());
        let mut order: Vec<(u64, ChapterId)> = places.zip(chapters).collect();
        // A chapter that was given the place of another stands before or behind it as before: the sort is stable.
        order.sort_by_key(|(place, _)| *place);
        Self(order.into_iter().map(|(_, chapter)| chapter).collect())
    }
}

pub(super) async fn order(cx: Cx, At(id): At<WorkId>) -> Answer {
    let (work, viewer) = (editing(&cx, id).await?, cx.viewer);
    let deleted = cx.archive().read(move |tx| ground::deleted_chapters(&viewer, tx, id)).await?;

    let page = ManagePage { cx: &cx, work: &id, title: &work.page.title, chapters: &work.chapters, deleted: &deleted };

    Page::new(cx.say.text("manage-chapters"), page).hidden_from_search_engines().for_one(&cx)
}

pub(super) async fn reorder(cx: Cx, At(id): At<WorkId>, Form(Order(order)): Form<Order>) -> Answer {
    let viewer = cx.viewer;
    cx.archive().write(move |tx| ground::reorder(&viewer, tx, id, &order)).await?;

    Ok(lead_to(&format!("{}/navigate", address::work(&id))))
}

pub(super) async fn edit_tags(cx: Cx, At(id): At<WorkId>) -> Answer {
    let work = editing(&cx, id).await?;
    let form = WorkForm::of(&work, None, View::Html, When::default());

    tags_page(&cx, (id, &work), &form, &Slips::none(), None)
}

pub(super) async fn update_tags(cx: Cx, At(id): At<WorkId>, Form(typed): Form<WorkForm>) -> Answer {
    let work = editing(&cx, id).await?;
    let form = typed.only_tags(WorkForm::of(&work, None, View::Html, When::default()));
    let (story, slips) = form.story(false);
    if !slips.is_empty() {
        return tags_page(&cx, (id, &work), &form, &slips, None);
    }

    let (viewer, creators) = (cx.viewer, Creators::Pseuds(work.pseuds));
    let new = NewWork { manuscript: story, creators, state: State::Draft, access: work.access };
    let (page, base) = (new.pack_page()?, form.page_base.clone());
    let saving = cx.archive().write(move |tx| {
        ground::is_still(&viewer, tx, id, &base)?;
        ground::revise_page(&viewer, tx, id, &page)
    });

    match saving.await {
        Ok(()) => Ok(lead_to(&address::work(&id))),
        Err(Error::Conflict(What::NewerPage)) => tags_clash(&cx, id, form).await,
        Err(error) => Err(error.into()),
    }
}

/// The tags again, with what was saved since the form was opened.
async fn tags_clash(cx: &Cx, id: WorkId, mut form: WorkForm) -> Answer {
    let work = editing(cx, id).await?;
    let clash = PageClash::between(&mut form, &WorkForm::of(&work, None, View::Html, When::default()), &cx.say);

    tags_page(cx, (id, &work), &form, &Slips::none(), Some(clash))
}

pub(super) async fn confirm_delete_chapter(cx: Cx, AtBoth(id, chapter): AtBoth<WorkId, ChapterId>) -> Answer {
    let (_, index) = own(&cx, id).await?;
    let entry = index.iter().find(|entry| entry.id == chapter).ok_or(Problem::NotFound)?;

    chapter_page(&cx, id, entry, false, StatusCode::OK)
}

pub(super) async fn destroy_chapter(
    cx: Cx,
    AtBoth(id, chapter): AtBoth<WorkId, ChapterId>,
    Form(Button): Form<Button>,
) -> Answer {
    let (_, index) = own(&cx, id).await?;
    let entry = index.iter().find(|entry| entry.id == chapter).ok_or(Problem::NotFound)?;
    let viewer = cx.viewer;

    match cx.archive().write(move |tx| ground::delete_chapter(&viewer, tx, id, chapter)).await {
        Ok(()) => Ok(lead_to(&format!("{}/navigate", address::work(&id)))),
        Err(Error::Conflict(What::LastChapter)) => chapter_page(&cx, id, entry, true, StatusCode::CONFLICT),
        Err(error) => Err(error.into()),
    }
}

pub(super) async fn restore_chapter(
    cx: Cx,
    AtBoth(id, chapter): AtBoth<WorkId, ChapterId>,
    Form(Button): Form<Button>,
) -> Answer {
    let viewer = cx.viewer;
    cx.archive().write(move |tx| ground::restore_chapter(&viewer, tx, id, chapter)).await?;

    Ok(lead_to(&address::chapter(&id, &chapter)))
}

fn chapter_page(cx: &Cx, id: WorkId, entry: &ChapterEntry, is_last: bool, status: StatusCode) -> Answer {
    let back = address::chapter(&id, &entry.id);
    let number = cx.say.of("chapter-number", entry.number);
    let title = if entry.title.is_empty() { number } else { format!("{number}: {}", entry.title) };
    let page = ConfirmPage { cx, title: &title, words: entry.words, action: format!("{back}/deletion"), back, is_last };
    Page::new(cx.say.text("delete-chapter"), page).hidden_from_search_engines().with_status(status).for_one(cx)
}

fn tags_page(
    cx: &Cx,
    (id, work): (WorkId, &Editing),
    form: &WorkForm,
    slips: &Slips,
    page_clash: Option<PageClash>,
) -> Answer {
    let status = match page_clash {
        Some(_) => StatusCode::CONFLICT,
        None if slips.is_empty() => StatusCode::OK,
        None => StatusCode::UNPROCESSABLE_ENTITY,
    };
    let page = EditTagsPage { cx, work: &id, title: &work.page.title, form, slips, page_clash };
    Page::new(cx.say.text("edit-tags"), page).hidden_from_search_engines().with_status(status).for_one(cx)
}

async fn editing(cx: &Cx, id: WorkId) -> Result<Editing, Problem> {
    let viewer = cx.viewer;
    Ok(cx.archive().read(move |tx| ground::editing(&viewer, tx, id)).await?)
}

/// A work that the viewer may change, as its page shows it.
async fn own(cx: &Cx, id: WorkId) -> Result<(SeenWork, Vec<ChapterEntry>), Problem> {
    let viewer = cx.viewer;
    let reading = cx.archive().read(move |tx| {
        ground::editing(&viewer, tx, id)?;
        let work = ground::show(&viewer, tx, id)?;
        let index = ground::index(&work, tx)?;
        Ok((work, index))
    });
    Ok(reading.await?)
}
