//! When something is posted, and on which day it was published, as people type it: in their own time zone, which is named
//! beside every field.

use archive::Slip;
use jiff::{
    Timestamp,
    civil::{Date, DateTime},
    tz::TimeZone,
};

use crate::{
    Cx,
    form::{Fields, Slips},
};

/// What was typed.
#[derive(Debug, Clone, Default)]
pub(super) struct When {
    /// When a draft posts itself; empty for by hand.
    pub(super) posts_at: String,
    /// The day of publication; empty for the day of posting.
    pub(super) published: String,
    /// Whether the form had the field of the one and of the other: what is not asked is not changed.
    pub(super) asks_posting: bool,
    pub(super) asks_day: bool,
}

/// What it means.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) struct Moments {
    pub(super) posts: Option<Timestamp>,
    pub(super) published: Option<Date>,
}

impl When {
    pub(super) fn read(fields: &Fields) -> Self {
        let (asks_posting, asks_day) = (fields.has("posts_at"), fields.has("published"));
        Self { posts_at: fields.line("posts_at"), published: fields.line("published"), asks_posting, asks_day }
    }

    /// How things stand, told in a time zone.
    pub(super) fn of(zone: &TimeZone, posts: Option<Timestamp>, published: Option<Date>) -> Self {
        let published = published.map(|day| day.to_string()).unwrap_or_default();
        let posts_at = shown(zone, posts);
        Self { posts_at, published, asks_posting: true, asks_day: true }
    }

    /// The same, and of others what was not asked.
    pub(super) fn or(self, others: &Self) -> Self {
        let posts_at = if self.asks_posting { self.posts_at } else { others.posts_at.clone() };
        let published = if self.asks_day { self.published } else { others.published.clone() };
        Self { posts_at, published, ..self }
    }

    /// What was meant. A time that is over and a day that is to come are told at their fields.
    pub(super) fn moments(&self, cx: &Cx, slips: &mut Slips) -> Moments {
        let (zone, now) = (cx.zone(), cx.now());
        let mut keep = |field, slip: Slip| slips.add(field, slip);
        let posts = instant(&self.posts_at, &zone).unwrap_or_else(|slip| {
            keep("posts_at", slip);
            None
        });
        let published = day(&self.published).unwrap_or_else(|slip| {
            keep("published", slip);
            None
        });
        if posts.is_some_and(|posts| posts <= now) {
            keep("posts_at", Slip::Past);
        }
        if published.is_some_and(|day| day > zone.to_datetime(now).date()) {
            keep("published", Slip::ToCome);
        }
        Moments { posts, published }
    }
}

/// The instant of a date and time in a zone; nothing where nothing was typed. An hour that a clock skips is the one after
/// it, and of one that it goes through twice the first.
pub(crate) fn instant(typed: &str, zone: &TimeZone) -> Result<Option<Timestamp>, Slip> {
    if typed.is_empty() {
        return Ok(None);
    }
    let local: DateTime = typed.parse().map_err(|_| Slip::NotATime)?;
    zone.to_timestamp(local).map(Some).map_err(|_| Slip::NotATime)
}

/// An instant as it is typed in a zone.
pub(crate) fn shown(zone: &TimeZone, at: Option<Timestamp>) -> String {
    at.map(|at| zone.to_datetime(at).strftime("%Y-%m-%dT%H:%M").to_string()).unwrap_or_default()
}

fn day(typed: &str) -> Result<Option<Date>, Slip> {
    if typed.is_empty() { Ok(None) } else { typed.parse().map(Some).map_err(|_| Slip::NotATime) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_time_is_read_in_the_zone_of_who_typed_it() {
        let lisbon = TimeZone::get("Europe/Lisbon").unwrap();
        let cases = [
            ("2026-07-01T09:30", Some("2026-07-01T08:30:00Z")),
            ("2026-12-01T09:30", Some("2026-12-01T09:30:00Z")),
            ("2026-03-29T01:30", Some("2026-03-29T01:30:00Z")),
            ("", None),
        ];
        for (typed, expected) in cases {
            assert_eq!(instant(typed, &lisbon), Ok(expected.map(|instant| instant.parse().unwrap())), "{typed}");
        }
        for odd in ["soon", "2026-13-01T00:00", "+9999999"] {
            assert_eq!(instant(odd, &lisbon), Err(Slip::NotATime), "{odd}");
        }
        let posts = instant("2026-07-01T09:30", &lisbon).unwrap();
        assert_eq!(When::of(&lisbon, posts, None).posts_at, "2026-07-01T09:30", "and is told in it");
    }

    #[test]
    fn a_day_is_a_day() {
        assert_eq!(day("2004-02-29"), Ok(Some(jiff::civil::date(2004, 2, 29))));
        assert_eq!((day(""), day("yesterday")), (Ok(None), Err(Slip::NotATime)));
    }
}
