//! One work: how often it was opened day by day, and how far its readers came.

use archive::{
    WorkId,
    statistics::{self as ground, OfWork, Readers},
    works::{DAILY, hit_day},
};
use askama::Template;
use jiff::{ToSpan, civil::Date};

use super::{Bar, bars, readers};
use crate::{Answer, Cx, Page, path::At};

/// Days that are drawn.
const DAYS: i64 = 90;

#[derive(Template)]
#[template(path = "statistics/one.html")]
struct WorkStatisticsPage<'a> {
    cx: &'a Cx,
    work: OfWork,
    total: u64,
    /// The last days on which it was opened, the newest first.
    days: Vec<(Date, u64)>,
    hits: Vec<Bar>,
    reached: Vec<Bar>,
}

impl WorkStatisticsPage<'_> {
    fn readers(&self, count: &Readers) -> String {
        readers(self.cx, *count)
    }

    /// The chapters are as wide together as the days.
    fn width(&self) -> usize {
        (self.work.chapters.len() * 4).max(4)
    }
}

pub(super) async fn show(cx: Cx, At(id): At<WorkId>) -> Answer {
    let viewer = cx.viewer;
    let work = cx.archive().read(move |tx| ground::of_work(&viewer, tx, id)).await?;

    let total = work.days.iter().map(|(_, hits)| hits).sum();
    let today = hit_day(cx.now().as_millisecond());
    // What is older is kept by months.
    let last = work.days.iter().rev().take(DAYS as usize).take_while(|(day, _)| *day > today - DAILY);
    let days = last.filter_map(|(day, hits)| Some((date(*day)?, *hits))).collect();
    let hits = bars(&lately(&work.days, today));
    let reached: Vec<(usize, u64)> =
        work.chapters.iter().enumerate().map(|(at, (_, readers))| (at, readers.0.unwrap_or(0))).collect();
    let title = cx.say.of("statistics-of", &work.card.title);
    let page = WorkStatisticsPage { cx: &cx, total, days, hits, reached: bars(&reached), work };
    Page::new(title, page).for_some().for_one(&cx)
}

fn date(day: i64) -> Option<Date> {
    Date::new(1970, 1, 1).ok()?.checked_add(day.days()).ok()
}

/// The last days by their places, today at the end.
fn lately(hits: &[(i64, u64)], today: i64) -> Vec<(usize, u64)> {
    let first = today - DAYS + 1;
    let drawn = hits.iter().filter(|(day, _)| (first..=today).contains(day));
    drawn.filter_map(|(day, hits)| Some((usize::try_from(day - first).ok()?, *hits))).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_last_days_are_drawn_and_today_stands_at_the_end() {
        assert_eq!(lately(&[(100, 9), (200, 1), (211, 2), (212, 4)], 212), [(77, 1), (88, 2), (89, 4)]);
        assert!(lately(&[], 0).is_empty());
        assert_eq!(date(20_758).map(|day| day.to_string()), Some("2026-11-01".to_owned()));
    }
}
