//! When a letter goes: not in quiet hours, not two within a quarter of an hour, digests in the morning.

use jiff::Timestamp;
use jiff::civil::{Date, DateTime, Weekday};
use jiff::tz::{Offset, TimeZone};

use crate::subscriptions::Pace;

/// The least time between two letters about subscriptions to one person, in milliseconds: four an hour at most. What happens
/// meanwhile goes together.
pub const SPACING: i64 = 15 * 60 * 1_000;

/// The hour in which digests go, where one lives.
const MORNING: i8 = 8;

/// What is known of somebody's days.
#[derive(Debug, Clone)]
pub(super) struct Days {
    zone: TimeZone,
    quiet: (i8, i8),
    mailed_at: i64,
}

impl Days {
    /// By the name of a time zone, if it is known, or minutes before UTC; the quiet hours; when the last letter went.
    pub(super) fn of(zone: &str, offset: i64, quiet: (i64, i64), mailed_at: i64) -> Self {
        let fixed = || Offset::from_seconds(offset as i32 * 60).map_or(TimeZone::UTC, TimeZone::fixed);
        let known = Some(zone).filter(|zone| !zone.is_empty()).and_then(|zone| TimeZone::get(zone).ok());
        Self { zone: known.unwrap_or_else(fixed), quiet: (quiet.0 as i8, quiet.1 as i8), mailed_at }
    }

    fn local(&self, at: i64) -> Option<DateTime> {
        Timestamp::from_millisecond(at).ok().map(|at| self.zone.to_datetime(at))
    }

    fn moment(&self, day: Date, hour: i8) -> Option<i64> {
        self.zone.to_timestamp(day.at(hour, 0, 0, 0)).ok().map(Timestamp::as_millisecond)
    }

    /// The first moment from this one on in which a letter may go: after the quiet hours, and not too soon after the last.
    pub(super) fn allowed(&self, at: i64) -> i64 {
        let at = at.max(self.mailed_at.saturating_add(SPACING));
        self.local(at).and_then(|local| self.after_quiet(local)).unwrap_or(at)
    }

    /// The end of the quiet hours, if it is one of them.
    fn after_quiet(&self, local: DateTime) -> Option<i64> {
        let ((from, until), hour) = (self.quiet, local.hour());
        let is_quiet = if from <= until { (from..until).contains(&hour) } else { hour >= from || hour < until };
        if !is_quiet {
            return None;
        }
        let day = if hour < until { local.date() } else { local.date().tomorrow().ok()? };
        self.moment(day, until)
    }

    /// When a letter of this pace is due that something at this moment belongs to.
    pub(super) fn due(&self, pace: Pace, at: i64) -> i64 {
        let digest = match pace {
            Pace::Daily => self.morning_after(at, false),
            Pace::Weekly => self.morning_after(at, true),
            Pace::AtOnce | Pace::Page => None,
        };
        self.allowed(digest.unwrap_or(at))
    }

    /// The next morning; of a Monday, for a week.
    fn morning_after(&self, at: i64, is_weekly: bool) -> Option<i64> {
        let local = self.local(at)?;
        let mut day = local.date();
        if local.hour() >= MORNING {
            day = day.tomorrow().ok()?;
        }
        while is_weekly && day.weekday() != Weekday::Monday {
            day = day.tomorrow().ok()?;
        }
        self.moment(day, MORNING)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(text: &str) -> i64 {
        text.parse::<Timestamp>().unwrap().as_millisecond()
    }

    #[test]
    fn no_letter_goes_in_quiet_hours_wherever_one_lives() {
        for (zone, offset, quiet, from, until) in [
            ("", 0, (22, 7), "2026-11-01T23:30:00Z", "2026-11-02T07:00:00Z"),
            ("", 0, (22, 7), "2026-11-02T06:59:00Z", "2026-11-02T07:00:00Z"),
            ("", 0, (22, 7), "2026-11-02T07:00:00Z", "2026-11-02T07:00:00Z"),
            ("", 0, (9, 17), "2026-11-02T12:00:00Z", "2026-11-02T17:00:00Z"),
            ("", 0, (0, 0), "2026-11-02T12:00:00Z", "2026-11-02T12:00:00Z"),
            ("", 120, (22, 7), "2026-11-01T20:30:00Z", "2026-11-02T05:00:00Z"),
            ("Asia/Tokyo", 120, (22, 7), "2026-11-01T13:30:00Z", "2026-11-01T22:00:00Z"),
            ("Nowhere/AtAll", 60, (22, 7), "2026-11-01T21:30:00Z", "2026-11-02T06:00:00Z"),
            // The night in which clocks go back in Berlin is an hour longer.
            ("Europe/Berlin", 0, (22, 7), "2026-10-24T20:30:00Z", "2026-10-25T06:00:00Z"),
        ] {
            let days = Days::of(zone, offset, quiet, 0);
            assert_eq!(days.allowed(at(from)), at(until), "{zone} {offset} {quiet:?} {from}");
        }
    }

    #[test]
    fn digests_go_in_the_morning_and_letters_not_too_often() {
        let days = Days::of("Europe/Berlin", 0, (0, 0), 0);
        assert_eq!(days.due(Pace::Daily, at("2026-11-01T12:00:00Z")), at("2026-11-02T07:00:00Z"));
        assert_eq!(days.due(Pace::Daily, at("2026-11-01T06:59:00Z")), at("2026-11-01T07:00:00Z"));
        assert_eq!(days.due(Pace::Weekly, at("2026-11-03T12:00:00Z")), at("2026-11-09T07:00:00Z"));
        assert_eq!(days.due(Pace::Weekly, at("2026-11-02T05:00:00Z")), at("2026-11-02T07:00:00Z"), "a Monday");
        let noon = at("2026-11-01T12:00:00Z");
        assert_eq!(Days::of("", 0, (0, 0), noon).due(Pace::AtOnce, noon + 1_000), noon + SPACING);
        assert_eq!(Days::of("", 0, (0, 10), 0).due(Pace::Daily, noon), at("2026-11-02T10:00:00Z"), "quiet until ten");
    }
}
