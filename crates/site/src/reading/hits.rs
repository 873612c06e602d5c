//! How often a work was opened, day by day, for its creators alone (want of authors: numbers over time): a drawing, and the table
//! behind it. Nothing of single readers is told, and nothing is known here.

use archive::{
    WorkId,
    works::{self as ground, WorkCard},
};
use askama::Template;
use jiff::{ToSpan, civil::Date};

use crate::{Answer, Cx, Page, path::At};

/// Days that are drawn.
const DAYS: i64 = 90;

/// The height of the drawing.
const HEIGHT: u64 = 100;

#[derive(Template)]
#[template(path = "reading/hits.html")]
struct HitsPage<'a> {
    cx: &'a Cx,
    card: &'a WorkCard,
    total: u64,
    /// The last days on which it was opened, the newest first.
    days: Vec<(Date, u64)>,
    bars: Vec<Bar>,
}

/// A day in the drawing.
struct Bar {
    at: i64,
    top: u64,
    height: u64,
}

pub(super) async fn show(cx: Cx, At(id): At<WorkId>) -> Answer {
    let viewer = cx.viewer;
    let (work, hits) =
        cx.archive().read(move |tx| Ok((ground::own(&viewer, tx, id)?, ground::own_hits(&viewer, tx, id)?))).await?;

    let today = ground::hit_day(cx.now().as_millisecond());
    let total = hits.iter().map(|(_, hits)| hits).sum();
    let days = hits.iter().rev().take(DAYS as usize).filter_map(|(day, hits)| Some((date(*day)?, *hits))).collect();
    let page = HitsPage { cx: &cx, card: &work.card, total, days, bars: bars(&hits, today) };
    Page::new(cx.say.of("hits-title", &work.card.title), page).for_some().for_one(&cx)
}

fn date(day: i64) -> Option<Date> {
    Date::new(1970, 1, 1).ok()?.checked_add(day.days()).ok()
}

/// The last days, today at the end, each as high as its part of the most.
fn bars(hits: &[(i64, u64)], today: i64) -> Vec<Bar> {
    let lately = || hits.iter().filter(|(day, _)| (today - DAYS + 1..=today).contains(day));
    let most = lately().map(|(_, hits)| *hits).max().unwrap_or(0).max(1);
    let bar = |(day, hits): &(i64, u64)| {
        let height = (hits * HEIGHT).div_ceil(most);
        Bar { at: (day - (today - DAYS + 1)) * 4, top: HEIGHT - height, height }
    };
    lately().map(bar).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_last_days_are_drawn_and_todays_bar_stands_at_the_end() {
        let drawn = bars(&[(100, 9), (200, 1), (211, 2), (212, 4)], 212);
        let drawn: Vec<_> = drawn.iter().map(|bar| (bar.at, bar.top, bar.height)).collect();
        assert_eq!(drawn, [(77 * 4, 75, 25), (88 * 4, 50, 50), (89 * 4, 0, 100)], "older days are not drawn");
        assert!(bars(&[], 0).is_empty());
        assert_eq!(date(20_758).map(|day| day.to_string()), Some("2026-11-01".to_owned()));
    }
}
