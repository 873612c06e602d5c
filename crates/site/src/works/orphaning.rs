//! Orphaning by hand: what is chosen, what will become of it, and what became of it (ORPH-1, ORPH-2). It cannot be undone, so a
//! page says everything before anything is done.

use archive::{
    PseudId, SeriesId, Slip, Why, WorkId,
    people::{self, Pseud},
    works::{self as ground, Chosen, Keeping, Prospect, SeriesEntry, WorkCard},
};
use askama::Template;
use axum::http::StatusCode;

use super::marks;
use crate::{
    Answer, Cx, Page, Problem,
    account::own,
    form::{Fields, Form, FromFields, Slips},
    path::At,
};

/// Everything that can be chosen.
#[derive(Template)]
#[template(path = "works/orphaning.html")]
struct ChoicePage<'a> {
    cx: &'a Cx,
    name: &'a str,
    cards: &'a [WorkCard],
    pseuds: &'a [Pseud],
    series: Vec<&'a SeriesEntry>,
    slips: &'a Slips,
}

/// What will become of what was chosen.
#[derive(Template)]
#[template(path = "works/orphaning_confirm.html")]
struct ConfirmPage<'a> {
    cx: &'a Cx,
    name: &'a str,
    wish: &'a Wish,
    prospects: &'a [Prospect],
    slips: &'a Slips,
}

/// What became of it.
#[derive(Template)]
#[template(path = "works/orphaned.html")]
struct OrphanedPage<'a> {
    cx: &'a Cx,
    done: u64,
    left: &'a [(WorkCard, Why)],
}

/// What the forms send.
#[derive(Debug)]
pub(super) struct Wish {
    which: String,
    works: Vec<WorkId>,
    keeps_name: bool,
    is_sure: bool,
}

impl FromFields for Wish {
    fn read(fields: &Fields) -> Self {
        Self {
            which: fields.line("which"),
            works: fields.all("work_ids").iter().filter_map(|id| id.parse().ok()).collect(),
            keeps_name: fields.has("keep_name"),
            is_sure: fields.has("sure"),
        }
    }
}

impl Wish {
    /// What was chosen, if anything was.
    fn chosen(&self) -> Option<Chosen> {
        let number = |word| self.which.strip_prefix(word);
        match self.which.as_str() {
            "all" => Some(Chosen::Everything),
            "works" if !self.works.is_empty() => Some(Chosen::Works(self.works.clone())),
            _ => {
                let pseud = number("pseud-").and_then(|id| id.parse::<PseudId>().ok()).map(Chosen::Under);
                pseud.or_else(|| number("series-").and_then(|id| id.parse::<SeriesId>().ok()).map(Chosen::Series))
            }
        }
    }

    const fn keeping(&self) -> Keeping {
        if self.keeps_name { Keeping::Name } else { Keeping::Nothing }
    }
}

pub(super) async fn new(cx: Cx, At(name): At<String>) -> Answer {
    choice(&cx, &own(&cx, &name)?.name, &Slips::none()).await
}

/// One work alone.
pub(super) async fn of_one(cx: Cx, At(id): At<WorkId>) -> Answer {
    let name = cx.member().ok_or(Problem::LogIn)?.name.clone();
    let wish = Wish { which: "works".to_owned(), works: vec![id], keeps_name: false, is_sure: false };
    let viewer = cx.viewer;
    cx.archive().read(move |tx| ground::own(&viewer, tx, id)).await?;

    confirm(&cx, &name, &wish, &Slips::none()).await
}

/// Says what will become of it; nothing is done yet.
pub(super) async fn show(cx: Cx, At(name): At<String>, Form(wish): Form<Wish>) -> Answer {
    let name = &own(&cx, &name)?.name;

    if wish.chosen().is_none() {
        let mut slips = Slips::none();
        slips.add("which", Slip::Missing);
        return choice(&cx, name, &slips).await;
    }
    confirm(&cx, name, &wish, &Slips::none()).await
}

pub(super) async fn create(cx: Cx, At(name): At<String>, Form(wish): Form<Wish>) -> Answer {
    let (name, viewer) = (&own(&cx, &name)?.name, cx.viewer);
    let (chosen, keeping) = (wish.chosen().ok_or(Problem::Invalid)?, wish.keeping());
    if !wish.is_sure {
        let mut slips = Slips::none();
        slips.add("sure", Slip::NotAgreed);
        return confirm(&cx, name, &wish, &slips).await;
    }
    let orphaning = cx.archive().write(move |tx| ground::orphan_chosen(&viewer, tx, &chosen, keeping));
    let (done, left) = orphaning.await?;

    let page = OrphanedPage { cx: &cx, done, left: &left };
    Page::new(cx.say.text("orphaning-title"), page).for_some().for_one(&cx)
}

/// The name of the sentence that says why nothing was done to a work.
#[expect(clippy::trivially_copy_pass_by_ref, reason = "templates hand over references")]
pub(super) const fn reason(why: &Why) -> &'static str {
    match why {
        Why::Draft => message!("why-draft"),
        Why::Hidden => message!("why-hidden"),
        Why::Deleted => message!("why-deleted"),
        Why::LastCreator => message!("why-last-creator"),
        Why::ForSome => message!("why-for-some"),
        Why::NotToBeAsked => message!("why-not-to-be-asked"),
        _ => message!("why-not-yours"),
    }
}

async fn choice(cx: &Cx, name: &str, slips: &Slips) -> Answer {
    let viewer = cx.viewer;
    let (prospects, person) = cx
        .archive()
        .read(move |tx| {
            let person = people::show(&viewer, tx, viewer.person().ok_or(archive::Error::LogIn)?)?;
            Ok((ground::prospects(&viewer, tx, &Chosen::Everything)?, person))
        })
        .await?;

    let cards: Vec<WorkCard> = orphanable(prospects).collect();
    let mut series: Vec<&SeriesEntry> = cards.iter().flat_map(|card| &card.series).collect();
    series.sort_by(|one, other| (&one.title, one.id).cmp(&(&other.title, other.id)));
    series.dedup_by_key(|entry| entry.id);
    let page = ChoicePage { cx, name, cards: &cards, pseuds: &person.pseuds, series, slips };
    let status = if slips.is_empty() { StatusCode::OK } else { StatusCode::UNPROCESSABLE_ENTITY };
    Page::new(cx.say.text("orphaning-title"), page).for_some().with_status(status).for_one(cx)
}

fn orphanable(prospects: Vec<Prospect>) -> impl Iterator<Item = WorkCard> {
    prospects.into_iter().filter(|prospect| prospect.hindrance.is_none()).map(|prospect| prospect.card)
}

async fn confirm(cx: &Cx, name: &str, wish: &Wish, slips: &Slips) -> Answer {
    let (viewer, chosen) = (cx.viewer, wish.chosen().ok_or(Problem::Invalid)?);
    let prospects = cx.archive().read(move |tx| ground::prospects(&viewer, tx, &chosen)).await?;

    let page = ConfirmPage { cx, name, wish, prospects: &prospects, slips };
    let status = if slips.is_empty() { StatusCode::OK } else { StatusCode::UNPROCESSABLE_ENTITY };
    Page::new(cx.say.text("orphaning-title"), page).for_some().with_status(status).for_one(cx)
}
