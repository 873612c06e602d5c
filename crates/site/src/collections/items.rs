//! What stands in a collection and waits to, for those who keep it: taking, refusing, revealing, many things at once.

use archive::{
    Error, ItemId, WorkId,
    collections::{self as ground, Decision, Item, Place, SeenCollection, Which},
};
use askama::Template;
use axum::http::StatusCode;

use super::at_field;
use crate::{
    Answer, Cx, Page, Problem,
    account::lead_to,
    address,
    form::{Fields, Form, FromFields, Slips},
    pager::{Pager, existing},
    path::At,
};

#[derive(Template)]
#[template(path = "collections/items.html")]
struct ItemsPage<'a> {
    cx: &'a Cx,
    seen: &'a SeenCollection,
    which: Which,
    items: Vec<Item>,
    total: u64,
    /// The collections that ask to be a part of this one.
    asking: Vec<Place>,
    pager: Pager,
    work: &'a str,
    slips: &'a Slips,
}

impl ItemsPage<'_> {
    /// What can be done with what is shown: its word, and the name of its words.
    fn decisions(&self) -> Vec<(&'static str, &'static str)> {
        let mut all = match self.which {
            Which::Waiting | Which::Asked | Which::Declined => vec![Decision::Take, Decision::Refuse],
            Which::In => vec![Decision::Refuse],
            Which::Refused => vec![Decision::Take],
        };
        if self.which != Which::Declined {
            all.push(Decision::Remove);
        }
        let has = |masked: fn(&Item) -> bool| self.items.iter().any(masked);
        if has(|item| item.is_unrevealed) {
            all.push(Decision::Reveal);
        }
        if has(|item| item.is_anonymous) {
            all.push(Decision::Name);
        }
        if self.seen.is_unrevealed {
            all.push(Decision::Veil);
        }
        if self.seen.is_anonymous {
            all.push(Decision::Mask);
        }
        all.into_iter().map(|decision| (decision.word(), words(decision))).collect()
    }

    /// The parts of the page: the word, the words, and whether it is the one that is shown.
    fn tabs(&self) -> impl Iterator<Item = (&'static str, &'static str, bool)> {
        Which::ALL.iter().map(|which| (which.word(), heading(*which), *which == self.which))
    }

    fn heading(&self) -> &'static str {
        heading(self.which)
    }
}

const fn heading(which: Which) -> &'static str {
    match which {
        Which::Waiting => message!("items-waiting"),
        Which::Asked => message!("items-asked"),
        Which::In => message!("items-in"),
        Which::Refused => message!("items-refused"),
        Which::Declined => message!("items-declined"),
    }
}

const fn words(decision: Decision) -> &'static str {
    match decision {
        Decision::Take => message!("decide-take"),
        Decision::Refuse => message!("decide-refuse"),
        Decision::Remove => message!("decide-remove"),
        Decision::Reveal => message!("decide-reveal"),
        Decision::Name => message!("decide-name"),
        Decision::Veil => message!("decide-veil"),
        Decision::Mask => message!("decide-mask"),
    }
}

/// Things that were ticked, and the button that was pressed.
#[derive(Debug)]
pub(super) struct Decided {
    items: Vec<ItemId>,
    decision: Option<Decision>,
    which: Option<Which>,
}

impl FromFields for Decided {
    fn read(fields: &Fields) -> Self {
        Self {
            items: fields.all("item").iter().filter_map(|id| id.parse().ok()).collect(),
            decision: Decision::of_word(&fields.line("decision")),
            which: Which::of_word(&fields.line("which")),
        }
    }
}

pub(super) async fn index(cx: Cx, At(name): At<String>) -> Answer {
    page(&cx, name, "", &Slips::none()).await
}

async fn page(cx: &Cx, name: String, work: &str, slips: &Slips) -> Answer {
    let (viewer, number) = (cx.viewer, cx.page_number());
    let which = cx.asked("which").and_then(|word| Which::of_word(&word)).unwrap_or(Which::Waiting);
    let found = cx.archive().read(move |tx| {
        let seen = ground::show(&viewer, tx, &name)?;
        let items = existing(number, |number| ground::items(&viewer, tx, &name, (which, number)))?;
        Ok((seen, items, ground::asked_by(&viewer, tx, &name)?))
    });
    let (seen, items, asking) = found.await?;

    let pager = Pager::new(format!("{}?which={}", place(&seen.name), which.word()), &items);
    let total = items.total;
    let page = ItemsPage { cx, seen: &seen, which, items: items.items, total, asking, pager, work, slips };
    let status = if slips.is_empty() { StatusCode::OK } else { StatusCode::UNPROCESSABLE_ENTITY };
    Page::new(cx.say.of("items-title", seen.title.as_str()), page).for_some().with_status(status).for_one(cx)
}

fn place(name: &str) -> String {
    address::collection(name) + "/items"
}

pub(super) async fn decide(cx: Cx, At(name): At<String>, Form(decided): Form<Decided>) -> Answer {
    let (viewer, decision) = (cx.viewer, decided.decision.ok_or(Problem::Invalid)?);
    let back = format!("{}?which={}", place(&name), decided.which.unwrap_or(Which::Waiting).word());
    let items = decided.items;
    cx.archive().write(move |tx| ground::decide(&viewer, tx, &name, (&items, decision))).await?;

    Ok(lead_to(&back))
}

/// A work that is to be in the collection: its number, or its address.
#[derive(Debug)]
pub(super) struct Wanted {
    work: String,
}

impl FromFields for Wanted {
    fn read(fields: &Fields) -> Self {
        Self { work: fields.line("work") }
    }
}

impl Wanted {
    fn id(&self) -> Option<WorkId> {
        let after = self.work.rsplit_once("/works/").map_or(self.work.as_str(), |(_, after)| after);
        after.split(['/', '?', '#']).next()?.parse().ok()
    }
}

/// Asks the creators of a work, or puts one's own in. What stands against it is told at the field.
pub(super) async fn ask(cx: Cx, At(name): At<String>, Form(wanted): Form<Wanted>) -> Answer {
    let (viewer, mut slips, id) = (cx.viewer, Slips::none(), wanted.id());
    let (place_name, typed) = (name.clone(), wanted.work.clone());
    let asked = cx.archive().write(move |tx| {
        ground::find(&viewer, tx, &place_name)?;
        let put = id.ok_or(Error::NotFound).and_then(|id| ground::put_work(&viewer, tx, &place_name, id).map(drop));
        match put {
            Err(Error::NotFound | Error::LogIn) => Err(Error::invalid("work", archive::Slip::NotOffered)),
            other => at_field("work", &typed, other),
        }
    });

    match slips.keep(asked.await)? {
        Some(()) => Ok(lead_to(&(place(&name) + "?which=asked"))),
        None => page(&cx, name, &wanted.work, &slips).await,
    }
}

/// What is to be revealed.
#[derive(Debug)]
pub(super) struct Masks {
    works: bool,
    names: bool,
}

impl FromFields for Masks {
    fn read(fields: &Fields) -> Self {
        Self { works: fields.has("works"), names: fields.has("names") }
    }
}

/// Reveals all works, or names everybody.
pub(super) async fn reveal(cx: Cx, At(name): At<String>, Form(Masks { works, names }): Form<Masks>) -> Answer {
    let (viewer, back) = (cx.viewer, place(&name) + "?which=in");
    cx.archive().write(move |tx| ground::reveal_all(&viewer, tx, &name, (works, names))).await?;

    go_on(&cx).await?;
    Ok(lead_to(&back))
}

/// Does what is noted, some works at a time, each time in a short transaction. What is left when this breaks off is the
/// timekeeper's.
pub(super) async fn go_on(cx: &Cx) -> Result<(), Problem> {
    while cx.archive().write(ground::reveal_some).await? {}
    Ok(())
}
