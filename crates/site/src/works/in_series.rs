//! The series that a work is in, as the form of a work says it (POST-6): places in those it is in, one of the author's own to
//! join, or the title of a new one.
//!
//! A form says what is to change and nothing of what stays, so that two tabs overwrite nothing of each other's.

use archive::{
    SeriesId, Slip,
    series::{Arrangement, LAST_PLACE, Named},
    works::SeriesEntry,
};

use crate::form::{Fields, Slips};

/// What was typed.
#[derive(Debug, Clone, Default)]
pub(super) struct InSeries {
    /// The series that it is in.
    pub(super) rows: Vec<Row>,
    pub(super) join: String,
    pub(super) title: String,
    pub(super) place: String,
}

/// A series that a work is in.
#[derive(Debug, Clone)]
pub(super) struct Row {
    pub(super) id: String,
    pub(super) name: String,
    /// Its place when the form was opened, and now.
    pub(super) was: String,
    pub(super) place: String,
    pub(super) stays: bool,
}

impl InSeries {
    pub(super) fn read(fields: &Fields) -> Self {
        let stay = fields.all("in_series");
        let all = |name| fields.all(name).into_iter();
        let rows = all("series_id").zip(all("series_name")).zip(all("series_was")).zip(all("series_at"));
        let row = |(((id, name), was), place): (((String, String), String), String)| {
            let stays = stay.contains(&id);
            Row { id, name, was, place, stays }
        };
        Self {
            rows: rows.map(row).collect(),
            join: fields.line("series"),
            title: fields.line("series_title"),
            place: fields.line("series_place"),
        }
    }

    /// The series of a work as it is.
    pub(super) fn of(entries: &[SeriesEntry]) -> Self {
        let row = |entry: &SeriesEntry| {
            let place = entry.place.to_string();
            Row { id: entry.id.to_string(), name: entry.title.clone(), was: place.clone(), place, stays: true }
        };
        Self { rows: entries.iter().map(row).collect(), ..Self::default() }
    }

    /// Whether this one is chosen to be joined; a template cannot compare an id with a word.
    pub(super) fn joins(&self, series: &Named) -> bool {
        self.join == series.id.to_string()
    }

    /// What it means.
    pub(super) fn arrangement(&self, slips: &mut Slips) -> Arrangement {
        let ids = |row: &Row| row.id.parse::<SeriesId>().ok();
        let moved = self.rows.iter().filter(|row| row.stays && row.place != row.was);
        let places = moved.filter_map(|row| Some((ids(row)?, place(&row.place, slips)?))).collect();
        let join = self.join.parse().ok();
        if join.is_none() && !self.join.is_empty() {
            slips.add("series", Slip::NotOffered);
        }
        let joins_any = join.is_some() || !self.title.is_empty();
        Arrangement {
            leave: self.rows.iter().filter(|row| !row.stays).filter_map(ids).collect(),
            places,
            join,
            title: self.title.clone(),
            place: place(&self.place, slips).filter(|_| joins_any),
        }
    }
}

/// A place that was typed; nothing for the last one.
fn place(typed: &str, slips: &mut Slips) -> Option<u64> {
    let place = typed.parse().ok().filter(|place| (1..=LAST_PLACE).contains(place));
    if place.is_none() && !typed.is_empty() {
        slips.add("series_place", Slip::NotInRange { least: 1, most: LAST_PLACE });
    }
    place
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_form_says_what_changes_and_nothing_else() {
        let row = |id: u8, was: u8, at: &str| format!("series_id={id}&series_name=S&series_was={was}&series_at={at}&");
        let sent =
            row(7, 1, "1") + &row(8, 2, "5") + &row(9, 3, "3") + "in_series=7&in_series=8&series=4&series_place=2";
        let mut slips = Slips::none();
        let wanted = InSeries::read(&Fields::of(sent.as_bytes())).arrangement(&mut slips);
        let id = |number| SeriesId::new(number);
        let expected = Arrangement {
            leave: vec![id(9)],
            places: vec![(id(8), 5)],
            join: Some(id(4)),
            title: String::new(),
            place: Some(2),
        };
        assert!(slips.is_empty());
        assert_eq!(wanted, expected);
        assert_eq!(InSeries::read(&Fields::default()).arrangement(&mut slips), Arrangement::default());
        for odd in ["series=x", "series_place=0", "series_place=last", "series_place=10000"] {
            let mut slips = Slips::none();
            InSeries::read(&Fields::of(odd.as_bytes())).arrangement(&mut slips);
            assert!(!slips.is_empty(), "{odd}");
        }
    }
}
