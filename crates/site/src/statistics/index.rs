//! All of somebody's own works: a table that is ordered by any column, of all years or of one, by fandom or not, with the words
//! that were published month by month and the first five of what the table is ordered by.

use archive::{
    accounts::Member,
    statistics::{self as ground, Line, Numbers, Order, Overview},
    tags::Kind,
};
use askama::Template;
use jiff::{ToSpan, civil::Date};

use super::{Bar, HEIGHT, bars, readers};
use crate::{Answer, Cx, Page, account::own, address, path::At};

/// Works in the drawing of the first.
const FIRST: usize = 5;
/// Months that are drawn.
const MONTHS: usize = 90;

#[derive(Template)]
#[template(path = "statistics/index.html")]
struct StatisticsPage<'a> {
    cx: &'a Cx,
    member: &'a Member,
    asked: Asked,
    overview: Overview,
    months: Vec<Bar>,
}

/// What is asked for.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
struct Asked {
    year: Option<i16>,
    order: Order,
    by_fandom: bool,
}

/// Works below one another, and under which fandom.
struct Group<'a> {
    fandom: Option<&'a str>,
    lines: Vec<&'a Line>,
}

impl StatisticsPage<'_> {
    /// What is added up, with what it is called.
    fn added(&self, numbers: &Numbers) -> Vec<(String, String)> {
        let Numbers { words, hits, kudos, threads, bookmarks, .. } = numbers;
        let cells = [
            (message!("statistics-words"), words),
            (message!("statistics-hits"), hits),
            (message!("statistics-kudos"), kudos),
            (message!("statistics-threads"), threads),
            (message!("statistics-bookmarks"), bookmarks),
        ];
        cells.map(|(label, value)| (self.cx.say.text(label), self.cx.say.number(value))).into()
    }

    /// The numbers of a work.
    fn cells(&self, numbers: &Numbers) -> Vec<(String, String)> {
        let mut cells = self.added(numbers);
        cells.push((self.cx.say.text("statistics-readers"), readers(self.cx, numbers.readers)));
        cells.push((self.cx.say.text("statistics-followers"), readers(self.cx, numbers.followers)));
        cells
    }

    /// Those who follow the author.
    fn followers(&self) -> String {
        readers(self.cx, self.overview.followers)
    }

    /// Those of all works together.
    fn sums(&self) -> Vec<(String, String)> {
        self.added(&self.overview.total)
    }

    fn at(&self, asked: Asked) -> String {
        let mut query = form_urlencoded::Serializer::new(String::new());
        asked.year.map(|year| query.append_pair("year", &year.to_string()));
        if asked.order != Order::default() {
            query.append_pair("sort", asked.order.word());
        }
        if asked.by_fandom {
            query.append_pair("by", "fandom");
        }
        let (path, query) = (address::statistics(&self.member.name), query.finish());
        if query.is_empty() { path } else { format!("{path}?{query}") }
    }

    /// The years to choose from: their address, what they are called, and whether it is this one.
    fn years(&self) -> Vec<(String, String, bool)> {
        let all = (None, self.cx.say.text("statistics-all-years"));
        let years = self.overview.years.iter().map(|year| (Some(*year), year.to_string()));
        let choice = |(year, words)| (self.at(Asked { year, ..self.asked }), words, year == self.asked.year);
        std::iter::once(all).chain(years).map(choice).collect()
    }

    /// Flat or by fandom.
    fn groupings(&self) -> [(String, &'static str, bool); 2] {
        [(false, message!("statistics-flat")), (true, message!("statistics-by-fandom"))].map(|(by_fandom, words)| {
            (self.at(Asked { by_fandom, ..self.asked }), words, by_fandom == self.asked.by_fandom)
        })
    }

    /// The columns: their address, their words, and whether the table is ordered by them.
    fn columns(&self) -> Vec<(String, &'static str, bool)> {
        let words = |order| match order {
            Order::Title => message!("statistics-title-column"),
            Order::Revised => message!("statistics-revised"),
            Order::Words => message!("statistics-words"),
            Order::Hits => message!("statistics-hits"),
            Order::Kudos => message!("statistics-kudos"),
            Order::Threads => message!("statistics-threads"),
            Order::Bookmarks => message!("statistics-bookmarks"),
            Order::Readers => message!("statistics-readers"),
            Order::Followers => message!("statistics-followers"),
        };
        let column =
            |order: &Order| (self.at(Asked { order: *order, ..self.asked }), words(*order), *order == self.asked.order);
        Order::ALL.iter().map(column).collect()
    }

    /// The works, all together or under each of their fandoms.
    fn groups(&self) -> Vec<Group<'_>> {
        let lines = &self.overview.lines;
        if !self.asked.by_fandom {
            return vec![Group { fandom: None, lines: lines.iter().collect() }];
        }
        let of = |line: &Line, name: &str| line.card.tags_of(Kind::Fandom).any(|tag| tag.name == name);
        let mut fandoms: Vec<&str> =
            lines.iter().flat_map(|line| line.card.tags_of(Kind::Fandom)).map(|tag| tag.name.as_str()).collect();
        fandoms.sort_unstable();
        fandoms.dedup();
        let group =
            |fandom| Group { fandom: Some(fandom), lines: lines.iter().filter(|line| of(line, fandom)).collect() };
        fandoms.into_iter().map(group).collect()
    }

    /// The first works of what the table is ordered by, and what part of a hundred each has of the first one's.
    fn first(&self) -> Vec<(&Line, u64, u64)> {
        let valued = self.overview.lines.iter().filter_map(|line| Some((line, self.asked.order.value(line)?)));
        let first: Vec<_> = valued.filter(|(_, value)| *value > 0).take(FIRST).collect();
        let most = first.first().map_or(1, |(_, value)| *value);
        first.into_iter().map(|(line, value)| (line, value, (value * HEIGHT).div_ceil(most))).collect()
    }
}

pub(super) async fn show(cx: Cx, At(name): At<String>) -> Answer {
    let (member, viewer) = (own(&cx, &name)?, cx.viewer);
    let asked = Asked {
        year: cx.asked("year").and_then(|year| year.parse().ok()),
        order: Order::of_word(&cx.asked("sort").unwrap_or_default()),
        by_fandom: cx.asked("by").is_some_and(|by| by == "fandom"),
    };
    let overview = cx.archive().read(move |tx| ground::own(&viewer, tx, asked.year, asked.order)).await?;

    let months = bars(&placed(&overview.months));
    let page = StatisticsPage { cx: &cx, member, asked, overview, months };
    Page::new(cx.say.text("statistics-title"), page).for_some().for_one(&cx)
}

/// Months by their places, the last one at the end.
fn placed(months: &[(Date, u64)]) -> Vec<(usize, u64)> {
    let Some((last, _)) = months.last() else { return Vec::new() };
    let Ok(first) = last.checked_sub((MONTHS as i64 - 1).months()) else { return Vec::new() };
    let place = |day: &Date| {
        let months = i64::from(day.year() - first.year()) * 12 + i64::from(day.month() - first.month());
        usize::try_from(months).ok()
    };
    months.iter().filter_map(|(day, words)| Some((place(day)?, *words))).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn months_stand_at_their_places_and_the_last_one_at_the_end() {
        let day = |year, month| jiff::civil::date(year, month, 1);
        let months = [(day(2010, 1), 5), (day(2025, 12), 6), (day(2026, 2), 7)];
        assert_eq!(placed(&months), [(87, 6), (89, 7)]);
        assert!(placed(&[]).is_empty());
    }
}
