//! A bin: undecided tags of one kind, of one fandom or of none, each with works that have it and with canonical tags that it
//! is likely to mean; and a form that decides about many of them at once (WRK-2, WRK-5).

use archive::{
    Error, TagId, search,
    tags::{self as names, Kind},
    works::{self, WorkCard},
    wrangling::{self as ground, Decision, Outcome, Pile, Stand, Standing, TagPage, Unwrangled, Waiting},
};
use askama::Template;
use axum::http::StatusCode;

use super::{
    kind_of, kinds_words, refusal,
    rulings::{Choice, Choices},
    verdict_words, way_back,
};
use crate::{
    Answer, Cx, Page, Problem,
    account::lead_to,
    address,
    form::Form,
    pager::{self, Pager},
    path::{At, AtBoth},
};

/// The parameter that says which tag has come back, so that the page is shown that it stands on.
pub(super) const CAME_BACK: &str = "tag";

/// Works shown of a tag, and decisions below a bin.
const SAMPLES: u64 = 3;
const LATEST: u64 = 5;

/// Which bin.
#[derive(Debug, Clone)]
struct Which {
    fandom: Option<Stand>,
    kind: Kind,
    order: Waiting,
}

/// A tag in a bin.
#[derive(Debug)]
struct Row {
    one: Unwrangled,
    likely: Vec<Stand>,
    samples: Vec<WorkCard>,
    choice: Choice,
    is_ticked: bool,
    slip: Option<String>,
}

#[derive(Template)]
#[template(path = "wrangling/bin.html")]
struct BinPage<'a> {
    cx: &'a Cx,
    which: &'a Which,
    title: &'a str,
    total: u64,
    rows: Vec<Row>,
    all: &'a Choice,
    /// What was refused, of tags that stand on this page no more as well.
    refused: &'a [(String, TagId, String)],
    done: usize,
    latest: Vec<Decision>,
    action: String,
    pager: Pager,
}

pub(super) async fn of_fandom(cx: Cx, AtBoth(fandom, kind): AtBoth<String, String>) -> Answer {
    let which = of_names(&cx, &fandom, &kind).await?;

    page(&cx, &which, &Choices::default(), Vec::new()).await
}

pub(super) async fn loose(cx: Cx, At(kind): At<String>) -> Answer {
    let which = Which { fandom: None, kind: kind_of(&kind)?, order: order(&cx) };

    page(&cx, &which, &Choices::default(), Vec::new()).await
}

pub(super) async fn rule_in_fandom(
    cx: Cx,
    AtBoth(fandom, kind): AtBoth<String, String>,
    Form(choices): Form<Choices>,
) -> Answer {
    let which = of_names(&cx, &fandom, &kind).await?;

    decide(&cx, &which, &choices).await
}

pub(super) async fn rule_loose(cx: Cx, At(kind): At<String>, Form(choices): Form<Choices>) -> Answer {
    let which = Which { fandom: None, kind: kind_of(&kind)?, order: order(&cx) };

    decide(&cx, &which, &choices).await
}

/// The bin of a fandom and a kind, as they stand in an address.
async fn of_names(cx: &Cx, fandom: &str, kind: &str) -> Result<Which, Problem> {
    let (viewer, name, kind) = (cx.viewer, names::from_address(fandom), kind_of(kind)?);
    let found = cx.archive().read(move |tx| ground::named(&viewer, tx, "fandom", &name)).await;
    let stand = match found {
        Ok(stand) => Some(stand).filter(|stand| stand.tag.kind == Kind::Fandom && kind != Kind::Fandom),
        Err(Error::Invalid(_)) => None,
        Err(other) => return Err(other.into()),
    };
    let stand = stand.filter(|stand| stand.standing != Standing::Banned);

    Ok(Which { fandom: Some(stand.ok_or(Problem::NotFound)?), kind, order: order(cx) })
}

/// The order that is asked for; a word that is none is the usual one.
fn order(cx: &Cx) -> Waiting {
    let asked = cx.asked("sort").unwrap_or_default();
    Waiting::ALL.into_iter().find(|order| order.word() == asked).unwrap_or_default()
}

async fn decide(cx: &Cx, which: &Which, choices: &Choices) -> Answer {
    let (viewer, rulings) = (cx.viewer, choices.rulings(which.fandom_name()));
    let outcomes = cx.archive().write(move |tx| ground::rule_all(&viewer, tx, &rulings)).await?;

    if outcomes.iter().all(|outcome| outcome.refused.is_none()) {
        return Ok(lead_to(&format!("{}#waiting", without_tag(&cx.address()))));
    }
    page(cx, which, choices, outcomes).await
}

async fn page(cx: &Cx, which: &Which, choices: &Choices, outcomes: Vec<Outcome>) -> Answer {
    let (total_ruled, mut refused) = (outcomes.len(), Vec::new());
    for Outcome { tag, name, refused: why, .. } in outcomes {
        if let Some(why) = why {
            refused.push((name, tag, refusal(cx, why)?));
        }
    }
    let (viewer, number, asked) = (cx.viewer, cx.page_number(), which.clone());
    let came_back: Option<TagId> = cx.asked(CAME_BACK).and_then(|tag| tag.parse().ok());
    let index = cx.site().index().clone();
    let ((found, rows), latest) = cx
        .archive()
        .read(move |tx| {
            let pile = asked.pile();
            let read = |number| search::waiting(&viewer, tx, &index, &pile, number);
            let page = match came_back.map(|tag| search::page_with(&viewer, tx, &index, &pile, tag)).transpose()? {
                Some(Some(page)) => page,
                _ => pager::existing(number, read)?,
            };
            Ok((rows(&viewer, tx, &asked, page)?, ground::own_latest(&viewer, tx, LATEST)?))
        })
        .await?;

    let row = |(one, likely, samples): Found| {
        let tag = one.stand.tag.id;
        let slip = refused.iter().find(|(_, refused, _)| *refused == tag).map(|(_, _, why)| why.clone());
        Row { likely, samples, choice: choices.of(tag), is_ticked: choices.ticked.contains(&tag), slip, one }
    };
    let (rows, title) = (rows.into_iter().map(row).collect(), which.title(cx));
    let done = total_ruled - refused.len();
    let (total, pager) = (found.total, Pager::new(which.address(), &found));
    let action = pager.address(pager.number);
    let status = if refused.is_empty() { StatusCode::OK } else { StatusCode::UNPROCESSABLE_ENTITY };
    let (all, refused) = (&choices.all, refused.as_slice());
    let page = BinPage { cx, which, title: &title, total, rows, all, refused, done, latest, action, pager };
    Page::new(title.as_str(), page).for_some().with_status(status).for_one(cx)
}

/// A tag of a bin with what it is likely to mean and works that have it.
type Found = (Unwrangled, Vec<Stand>, Vec<WorkCard>);

fn rows(
    viewer: &archive::Viewer,
    tx: &archive::Tx<'_>,
    which: &Which,
    page: TagPage<Unwrangled>,
) -> archive::Result<(TagPage<Unwrangled>, Vec<Found>)> {
    let stands: Vec<Stand> = page.items.iter().map(|one| one.stand.clone()).collect();
    let likely = ground::likely(viewer, tx, which.fandom.as_ref().map(|stand| stand.tag.id), &stands)?;
    let ids: Vec<TagId> = stands.iter().map(|stand| stand.tag.id).collect();
    let samples = works::some_of_tags(viewer, tx, &ids, SAMPLES)?;
    let rows = page.items.iter().cloned().zip(likely).zip(samples).map(|((one, likely), some)| (one, likely, some));
    let rows = rows.collect();
    Ok((page, rows))
}

impl Which {
    fn pile(&self) -> Pile {
        Pile { fandom: self.fandom.as_ref().map(|stand| stand.tag.id), kind: self.kind, order: self.order }
    }

    fn fandom_name(&self) -> Option<&str> {
        self.fandom.as_ref().map(|stand| stand.tag.name.as_str())
    }

    fn address(&self) -> String {
        self.address_in(self.order)
    }

    /// Where the same tags stand in an order.
    fn address_in(&self, order: Waiting) -> String {
        let address = match self.fandom_name() {
            Some(name) => address::bin(name, self.kind.word()),
            None => format!("/wrangling/loose/{}", self.kind.word()),
        };
        if order == Waiting::default() { address } else { format!("{address}?sort={}", order.word()) }
    }

    fn title(&self, cx: &Cx) -> String {
        let kind = kinds_words(cx, &self.kind);
        match self.fandom_name() {
            Some(name) => cx.say.of_two("desk-bin-of", name, kind.as_str()),
            None => cx.say.of("desk-loose-of", kind.as_str()),
        }
    }
}

/// The name of the words for an order.
#[expect(clippy::trivially_copy_pass_by_ref, reason = "templates hand over references")]
const fn order_words(order: &Waiting) -> &'static str {
    match order {
        Waiting::Uses => message!("sort-tag-uses"),
        Waiting::Newest => message!("sort-tag-created"),
        Waiting::Oldest => message!("bin-oldest"),
    }
}

/// Where somebody is led who has taken back a decision about a tag: in a bin, to the tag.
pub(super) fn back_to(address: &str, tag: TagId) -> String {
    if !["/wrangling/bins/", "/wrangling/loose/"].iter().any(|bins| address.starts_with(bins)) {
        return address.to_owned();
    }
    let address = without_tag(address);
    let joint = if address.contains('?') { '&' } else { '?' };
    format!("{address}{joint}{CAME_BACK}={tag}#row-{tag}")
}

/// The address of a bin's page, whichever tag had come back to it.
fn without_tag(address: &str) -> String {
    let Some((path, query)) = address.split_once('?') else { return address.to_owned() };
    let kept: Vec<&str> = query.split('&').filter(|pair| !pair.starts_with("tag=")).collect();
    if kept.is_empty() { path.to_owned() } else { format!("{path}?{}", kept.join("&")) }
}

/// The word of a choice that takes an offered tag.
fn offer(stand: &Stand) -> String {
    format!("as:{}", stand.tag.name)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_tag_that_comes_back_is_led_to_in_its_bin_and_nowhere_else() {
        for (from, to) in [
            ("/wrangling/loose/character", "/wrangling/loose/character?tag=7#row-7"),
            (
                "/wrangling/bins/A/character?sort=newest&page=2&tag=5",
                "/wrangling/bins/A/character?sort=newest&page=2&tag=7#row-7",
            ),
            ("/wrangling/bins/A/character?tag=5", "/wrangling/bins/A/character?tag=7#row-7"),
            ("/wrangling/history", "/wrangling/history"),
            ("/tags/Rain/edit", "/tags/Rain/edit"),
        ] {
            assert_eq!(back_to(from, TagId::new(7)), to);
        }
    }
}
