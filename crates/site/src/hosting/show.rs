//! The dashboard of those who keep order: what waits for them, and where everything is.

use archive::{
    accounts::Power,
    deeds::{self, Deed},
    moderation::{self, Proposal},
};
use askama::Template;

use crate::{Answer, Cx, Page};

/// Deeds on the dashboard.
const LATEST: usize = 10;

#[derive(Template)]
#[template(path = "hosting/show.html")]
struct DashboardPage<'a> {
    cx: &'a Cx,
    proposals: Vec<Proposal>,
    latest: Vec<Deed>,
    /// The first entry of the log that is not as it was written.
    broken: Option<u64>,
}

pub(super) async fn show(cx: Cx) -> Answer {
    let viewer = cx.viewer;
    let (proposals, deeds, broken) = cx
        .archive()
        .read(move |tx| {
            let deeds = deeds::page(&viewer, tx, 1)?;
            Ok((moderation::proposals(&viewer, tx)?, deeds, deeds::first_broken(&viewer, tx)?))
        })
        .await?;

    let latest = deeds.items.into_iter().take(LATEST).collect();
    let page = DashboardPage { cx: &cx, proposals, latest, broken };
    Page::new(cx.say.text("hosting-title"), page).for_some().for_one(&cx)
}
