//! What its creators do with a series: its words on one page, its works and their order on another (SER-1, SER-2, SER-4).
//!
//! The order is told in numbers, and by dragging where there is script, which fills in the numbers.

use archive::{
    Error, SeriesId, Slip, WorkId,
    people::Byline,
    series::{self as ground, LAST_PLACE, Said, Tended},
    works::WorkCard,
};
use askama::Template;
use axum::http::StatusCode;
use manuscript::{Newlines, Place, Prose, clean};

use crate::{
    Answer, Cx, Page, Problem,
    account::lead_to,
    address,
    form::{Button, Fields, Form, FromFields, Slips, told},
    path::At,
};

/// What is said of a series, as it was typed.
#[derive(Debug, Clone, Default)]
pub(super) struct Words {
    title: String,
    summary: String,
    notes: String,
    is_complete: bool,
}

impl FromFields for Words {
    fn read(fields: &Fields) -> Self {
        Self {
            title: fields.line("title"),
            summary: fields.text("summary"),
            notes: fields.text("notes"),
            is_complete: fields.has("complete"),
        }
    }
}

impl Words {
    fn of(said: &Said) -> Self {
        let typed = |prose: &Prose| prose.source().to_owned();
        let (title, is_complete) = (said.title.clone(), said.is_complete);
        Self { title, summary: typed(&said.summary), notes: typed(&said.notes), is_complete }
    }

    fn said(&self) -> Said {
        let cleaned = |text: &str, place| clean(text, place, Newlines::Breaks, &mut Vec::new());
        let (summary, notes) = (cleaned(&self.summary, Place::Summary), cleaned(&self.notes, Place::Notes));
        Said { title: self.title.clone(), summary, notes, is_complete: self.is_complete }
    }
}

#[derive(Template)]
#[template(path = "series/edit.html")]
struct EditPage<'a> {
    cx: &'a Cx,
    id: &'a SeriesId,
    form: &'a Words,
    slips: &'a Slips,
}

/// The works of a series, with what was typed for their places.
#[derive(Template)]
#[template(path = "series/manage.html")]
struct ManagePage<'a> {
    cx: &'a Cx,
    tended: &'a Tended,
    typed: &'a Order,
    slips: &'a Slips,
    /// Whether each of one's own works in it has another creator, so that one can leave.
    has_others: bool,
}

impl ManagePage<'_> {
    /// The works with their places from 1.
    fn places(&self) -> impl Iterator<Item = (usize, &WorkCard)> {
        (1..).zip(&self.tended.works)
    }

    /// What stands in a work's field: what was typed, or its place.
    #[expect(clippy::trivially_copy_pass_by_ref, reason = "templates hand over references")]
    fn place(&self, number: &usize, card: &WorkCard) -> String {
        self.typed.of(card.id).map_or_else(|| number.to_string(), str::to_owned)
    }

    /// What is wrong with what was typed for a work.
    fn slip(&self, card: &WorkCard) -> Option<String> {
        let is_none = self.typed.of(card.id).is_some_and(|typed| place(typed).is_none());
        is_none.then(|| told(&self.cx.say, &Slip::NotInRange { least: 1, most: self.tended.works.len() as u64 }))
    }
}

#[derive(Template)]
#[template(path = "series/confirm_delete.html")]
struct ConfirmPage<'a> {
    cx: &'a Cx,
    tended: &'a Tended,
}

/// Works with the places that were typed for them.
#[derive(Debug, Default)]
pub(super) struct Order(Vec<(WorkId, String)>);

impl FromFields for Order {
    fn read(fields: &Fields) -> Self {
        let typed = fields.all("work").into_iter().zip(fields.all("place"));
        Self(typed.filter_map(|(id, place)| Some((id.parse().ok()?, place))).collect())
    }
}

impl Order {
    fn of(&self, work: WorkId) -> Option<&str> {
        self.0.iter().find(|(id, _)| *id == work).map(|(_, typed)| typed.as_str())
    }

    /// The works in the order that was typed; nothing if a place is no number. Of two with one place the first stays first.
    fn works(&self) -> Option<Vec<WorkId>> {
        let places = self.0.iter().map(|(id, typed)| Some((place(typed)?, *id)));
        let mut order = places.collect::<Option<Vec<(u64, WorkId)>>>()?;
        order.sort_by_key(|(place, _)| *place);
        Some(order.into_iter().map(|(_, work)| work).collect())
    }
}

/// A place that was typed; beyond the end is the end.
fn place(typed: &str) -> Option<u64> {
    let is_number = !typed.is_empty() && typed.bytes().all(|byte| byte.is_ascii_digit());
    is_number.then(|| typed.parse().unwrap_or(LAST_PLACE))
}

/// A work, and perhaps its place.
#[derive(Debug, Default)]
pub(super) struct Part {
    work: String,
    place: String,
}

impl FromFields for Part {
    fn read(fields: &Fields) -> Self {
        Self { work: fields.line("work"), place: fields.line("place") }
    }
}

async fn tended(cx: &Cx, id: SeriesId) -> Result<Tended, Problem> {
    let viewer = cx.viewer;
    Ok(cx.archive().read(move |tx| ground::tended(&viewer, tx, id)).await?)
}

pub(super) async fn edit(cx: Cx, At(id): At<SeriesId>) -> Answer {
    let form = Words::of(&tended(&cx, id).await?.said);

    edit_page(&cx, id, &form, &Slips::none())
}

fn edit_page(cx: &Cx, id: SeriesId, form: &Words, slips: &Slips) -> Answer {
    let status = if slips.is_empty() { StatusCode::OK } else { StatusCode::UNPROCESSABLE_ENTITY };
    let page = EditPage { cx, id: &id, form, slips };
    Page::new(cx.say.text("series-edit"), page).hidden_from_search_engines().with_status(status).for_one(cx)
}

pub(super) async fn update(cx: Cx, At(id): At<SeriesId>, Form(form): Form<Words>) -> Answer {
    let (viewer, typed, mut slips) = (cx.viewer, form.clone(), Slips::none());
    let said = cx.away(move || typed.said()).await?;
    let saved = slips.keep(cx.archive().write(move |tx| ground::describe(&viewer, tx, id, &said)).await)?;

    if saved.is_none() { edit_page(&cx, id, &form, &slips) } else { Ok(lead_to(&address::series(&id))) }
}

pub(super) async fn order(cx: Cx, At(id): At<SeriesId>) -> Answer {
    order_page(&cx, id, &Order::default(), &Slips::none()).await
}

/// The works in their order; with what was typed where something is wrong with it (422).
async fn order_page(cx: &Cx, id: SeriesId, typed: &Order, slips: &Slips) -> Answer {
    let tended = tended(cx, id).await?;
    let has_others = tended.works.iter().filter(|card| card.is_own).all(|card| has_others(cx, card));

    let is_good = typed.works().is_some() && slips.is_empty();
    let status = if is_good { StatusCode::OK } else { StatusCode::UNPROCESSABLE_ENTITY };
    let page = ManagePage { cx, tended: &tended, typed, slips, has_others };
    Page::new(cx.say.text("series-manage"), page).hidden_from_search_engines().with_status(status).for_one(cx)
}

pub(super) async fn reorder(cx: Cx, At(id): At<SeriesId>, Form(typed): Form<Order>) -> Answer {
    let viewer = cx.viewer;
    let Some(order) = typed.works() else { return order_page(&cx, id, &typed, &Slips::none()).await };
    cx.archive().write(move |tx| ground::reorder(&viewer, tx, id, &order)).await?;

    Ok(lead_to(&address::series(&id)))
}

pub(super) async fn put_in(cx: Cx, At(id): At<SeriesId>, Form(part): Form<Part>) -> Answer {
    let (viewer, mut slips) = (cx.viewer, Slips::none());
    let at = place(&part.place);
    if at.is_none() && !part.place.is_empty() {
        slips.add("place", Slip::NotInRange { least: 1, most: LAST_PLACE });
    }
    match part.work.parse() {
        Ok(work) if slips.is_empty() => {
            let put = cx.archive().write(move |tx| ground::put_in(&viewer, tx, id, (work, at))).await;
            match put {
                Err(Error::NotFound) => slips.add("work", Slip::NotOffered),
                other => drop(slips.keep(other)?),
            }
        }
        Ok(_) => {}
        Err(_) => slips.add("work", Slip::NotOffered),
    }

    if slips.is_empty() { Ok(lead_to(&manage(id))) } else { order_page(&cx, id, &Order::default(), &slips).await }
}

pub(super) async fn take_out(cx: Cx, At(id): At<SeriesId>, Form(part): Form<Part>) -> Answer {
    let viewer = cx.viewer;
    let work: WorkId = part.work.parse().map_err(|_| Problem::Invalid)?;
    let is_there = cx
        .archive()
        .write(move |tx| {
            ground::take_out(&viewer, tx, id, work)?;
            match ground::show(&viewer, tx, id, 1) {
                Ok(_) => Ok(true),
                Err(Error::NotFound) => Ok(false),
                Err(error) => Err(error),
            }
        })
        .await?;

    // The series has gone with its last work (SER-1).
    Ok(lead_to(&if is_there { manage(id) } else { address::work(&work) }))
}

pub(super) async fn confirm_delete(cx: Cx, At(id): At<SeriesId>) -> Answer {
    let tended = tended(&cx, id).await?;

    let page = ConfirmPage { cx: &cx, tended: &tended };
    Page::new(cx.say.text("series-delete"), page).hidden_from_search_engines().for_one(&cx)
}

pub(super) async fn destroy(cx: Cx, At(id): At<SeriesId>, Form(Button): Form<Button>) -> Answer {
    let viewer = cx.viewer;
    cx.archive().write(move |tx| ground::delete(&viewer, tx, id)).await?;

    Ok(lead_to(&own_page(&cx)))
}

pub(super) async fn leave(cx: Cx, At(id): At<SeriesId>, Form(Button): Form<Button>) -> Answer {
    let viewer = cx.viewer;
    cx.archive().write(move |tx| ground::leave(&viewer, tx, id)).await?;

    // There it can be undone for some days (COCR-5).
    Ok(lead_to(&cx.member().map_or_else(|| "/".to_owned(), |member| address::creatorships(&member.name))))
}

/// Whether somebody else than the member has made a work.
fn has_others(cx: &Cx, card: &WorkCard) -> bool {
    let is_other =
        |byline: &Byline| matches!(byline, Byline::Named { person, .. } if Some(*person) != cx.viewer.person());
    card.bylines.iter().any(is_other)
}

fn own_page(cx: &Cx) -> String {
    cx.member().map_or_else(|| "/".to_owned(), |member| address::person(&member.name))
}

fn manage(id: SeriesId) -> String {
    address::series(&id) + "/manage"
}
