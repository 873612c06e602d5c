//! The dashboard of those who keep order: what waits for them, and where everything is.

use std::sync::{Mutex, PoisonError};

use archive::{
    accounts::Power,
    deeds::{self, Checked, Deed},
    moderation::{self, Proposal},
};
use askama::Template;
use jiff::{SignedDuration, Timestamp};

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
    let (viewer, checked) = (cx.viewer, cx.site().log_checked().at(cx.now()));
    let (proposals, deeds, checked) = cx
        .archive()
        .read(move |tx| {
            let deeds = deeds::page(&viewer, tx, 1)?;
            Ok((moderation::proposals(&viewer, tx)?, deeds, deeds::check(&viewer, tx, &checked)?))
        })
        .await?;

    let broken = checked.map(|well| cx.site().log_checked().note(well, cx.now())).err();
    let latest = deeds.items.into_iter().take(LATEST).collect();
    let page = DashboardPage { cx: &cx, proposals, latest, broken };
    Page::new(cx.say.text("hosting-title"), page).for_some().for_one(&cx)
}

/// Up to where the log was found well, so that not every visit looks at all of it; all of it is looked at once a day, and by
/// every start of the program.
#[derive(Debug, Default)]
pub(crate) struct LogChecked(Mutex<Option<(Timestamp, Checked)>>);

/// How long is built upon what was found.
const TRUSTED: SignedDuration = SignedDuration::from_hours(24);

impl LogChecked {
    /// Where to begin.
    fn at(&self, now: Timestamp) -> Checked {
        let known = self.0.lock().unwrap_or_else(PoisonError::into_inner).clone();
        known.filter(|(since, _)| now.duration_since(*since) < TRUSTED).map(|(_, well)| well).unwrap_or_default()
    }

    /// Notes how far all is well.
    fn note(&self, well: Checked, now: Timestamp) {
        let mut known = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let since = known.take().map(|(since, _)| since).filter(|since| now.duration_since(*since) < TRUSTED);
        *known = Some((since.unwrap_or(now), well));
    }
}
