//! What creators do with a work besides writing it: the order of its chapters, its tags alone, taking a chapter
//! away (CHAP-2, CHAP-5, POST-18). What will be lost is said before it is.

use archive::{
    ChapterId, Error, Slip, What, WorkId,
    works::{self as ground, ChapterEntry, Creators, DeletedChapter, Editing, NewWork, SeenWork, State},
};
use askama::Template;
use axum::http::StatusCode;

use super::{clash::PageClash, form::WorkForm, view::View, when::When};
use crate::{
    Answer, Cx, Page, Problem,
    account::lead_to,
    address,
    form::{Button, Fields, Form, FromFields, Slips, told},
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
    typed: &'a Order,
}

impl ManagePage<'_> {
    /// What a chapter is called: by its title, or else by its number.
    fn name(&self, entry: &ChapterEntry) -> String {
        if entry.title.is_empty() { self.cx.say.of("chapter-number", entry.number) } else { entry.title.clone() }
    }

    /// What stands in a chapter's field: what was typed, or its number.
    fn place(&self, entry: &ChapterEntry) -> String {
        self.typed.of(entry.id).map_or_else(|| entry.number.to_string(), str::to_owned)
    }

    /// What is wrong with what was typed for a chapter.
    fn slip(&self, entry: &ChapterEntry) -> Option<String> {
        let is_none = self.typed.of(entry.id).is_some_and(|typed| place(typed).is_none());
        is_none.then(|| told(&self.cx.say, &Slip::NotInRange { least: 1, most: self.chapters.len() as u64 }))
    }
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
#[derive(Debug, Default)]
pub(super) struct Order(Vec<(ChapterId, String)>);

impl FromFields for Order {
    fn read(fields: &Fields) -> Self {
        let typed = fields.all("chapter").into_iter().zip(fields.all("place"));
        Self(typed.filter_map(|(id, place)| Some((id.parse().ok()?, place))).collect())
    }
}

impl Order {
    /// What was typed for a chapter.
    fn of(&self, chapter: ChapterId) -> Option<&str> {
        self.0.iter().find(|(id, _)| *id == chapter).map(|(_, typed)| typed.as_str())
    }

    /// The chapters in the order that was typed; nothing if a place is no number.
    fn chapters(&self) -> Option<Vec<ChapterId>> {
        let places = self.0.iter().map(|(id, typed)| Some((place(typed)?, *id)));
        let mut order = places.collect::<Option<Vec<(i64, ChapterId)>>>()?;
        // A chapter that was given the place of another stands before or behind it as before: the sort is stable.
        order.sort_by_key(|(place, _)| *place);
        Some(order.into_iter().map(|(_, chapter)| chapter).collect())
    }
}

/// The place that was typed. A number that is too small means the start, one that is too large the end (CHAP-2).
fn place(typed: &str) -> Option<i64> {
    let (is_negative, digits) = typed.strip_prefix('-').map_or((false, typed), |digits| (true, digits));
    if digits.is_empty() || !digits.bytes().all(|byte| byte.is_ascii_digit()) {
        return None;
    }
    let size = digits.parse().unwrap_or(i64::MAX);
    Some(if is_negative { 0 } else { size })
}

pub(super) async fn order(cx: Cx, At(id): At<WorkId>) -> Answer {
    order_page(&cx, id, &Order::default()).await
}

/// The order of the chapters; with what was typed where something is wrong with it (422).
async fn order_page(cx: &Cx, id: WorkId, typed: &Order) -> Answer {
    let (work, viewer) = (editing(cx, id).await?, cx.viewer);
    let deleted = cx.archive().read(move |tx| ground::deleted_chapters(&viewer, tx, id)).await?;

    let status = if typed.chapters().is_some() { StatusCode::OK } else { StatusCode::UNPROCESSABLE_ENTITY };
    let (title, chapters) = (&work.page.title, &work.chapters);
    let page = ManagePage { cx, work: &id, title, chapters, deleted: &deleted, typed };

    Page::new(cx.say.text("manage-chapters"), page).hidden_from_search_engines().with_status(status).for_one(cx)
}

pub(super) async fn reorder(cx: Cx, At(id): At<WorkId>, Form(typed): Form<Order>) -> Answer {
    let viewer = cx.viewer;
    let Some(order) = typed.chapters() else { return order_page(&cx, id, &typed).await };
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
