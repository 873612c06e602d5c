//! The desk: the wrangler's own fandoms with what waits in their bins, what belongs nowhere, and what they did last.

use archive::{
    search,
    tags::Kind,
    wrangling::{self as ground, Bin, Decision},
};
use askama::Template;

use super::{kinds_words, verdict_words, way_back};
use crate::{Answer, Cx, Page, address};

/// Decisions on the desk.
const LATEST: u64 = 8;

/// The kinds that have bins of what belongs nowhere.
const LOOSE: [Kind; 4] = [Kind::Fandom, Kind::Character, Kind::Relationship, Kind::Additional];

#[derive(Template)]
#[template(path = "wrangling/desk.html")]
struct DeskPage<'a> {
    cx: &'a Cx,
    bins: Vec<Bin>,
    latest: Vec<Decision>,
    rests: bool,
}

pub(super) async fn index(cx: Cx) -> Answer {
    let viewer = cx.viewer;
    let index = cx.site().index().clone();
    let asked = cx.archive().read(move |tx| {
        let latest = ground::own_latest(&viewer, tx, LATEST)?;
        Ok((search::bins(&viewer, tx, &index)?, latest, ground::rests(&viewer, tx)?))
    });
    let (bins, latest, rests) = asked.await?;

    let page = DeskPage { cx: &cx, bins, latest, rests };
    Page::new(cx.say.text("desk-title"), page).for_some().for_one(&cx)
}

/// The address of a fandom's bin.
#[expect(clippy::trivially_copy_pass_by_ref, reason = "templates hand over references")]
fn bin_address(bin: &Bin, kind: &Kind) -> String {
    address::bin(&bin.name, kind.word())
}

/// How many tags of a kind wait in a bin.
#[expect(clippy::trivially_copy_pass_by_ref, reason = "templates hand over references")]
const fn waiting(bin: &Bin, kind: &Kind) -> u64 {
    match kind {
        Kind::Character => bin.characters,
        Kind::Relationship => bin.relationships,
        _ => bin.additional,
    }
}
