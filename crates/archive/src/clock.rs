//! The clock: the only place where this room learns the time.
//!
//! It is handed in, so that tests can let time stand still and move it by hand.

use std::sync::Arc;
use std::sync::atomic::{AtomicI64, Ordering};

use jiff::Timestamp;
use jiff::civil::Date;
use jiff::tz::TimeZone;

/// Real time, or a time that stands still until somebody moves it.
#[derive(Debug, Clone)]
pub enum Clock {
    /// The machine's clock.
    Real,
    /// A clock that shows these milliseconds since 1970 (UTC) until it is moved. Clones move together.
    Still(Arc<AtomicI64>),
}

impl Clock {
    /// A clock that stands still at `moment`.
    pub fn still(moment: Timestamp) -> Self {
        Self::Still(Arc::new(AtomicI64::new(moment.as_millisecond())))
    }

    /// The time now.
    pub fn now(&self) -> Timestamp {
        from_millis(self.now_millis())
    }

    /// The time now in milliseconds since 1970, UTC, as the tables hold it.
    pub(crate) fn now_millis(&self) -> i64 {
        match self {
            #[expect(clippy::disallowed_methods, reason = "this is the Clock that everybody else has to use")]
            Self::Real => Timestamp::now().as_millisecond(),
            Self::Still(millis) => millis.load(Ordering::Relaxed),
        }
    }

    /// Moves a standing clock forward; real time cannot be moved.
    pub fn advance(&self, by: std::time::Duration) {
        if let Self::Still(millis) = self {
            millis.fetch_add(by.as_millis() as i64, Ordering::Relaxed);
        }
    }
}

/// The moment of stored milliseconds; the nearest possible one for numbers that no calendar holds.
pub(crate) fn from_millis(millis: i64) -> Timestamp {
    Timestamp::from_millisecond(millis).unwrap_or(if millis < 0 { Timestamp::MIN } else { Timestamp::MAX })
}

/// The day of stored milliseconds, UTC.
pub(crate) fn day_of(millis: i64) -> Date {
    from_millis(millis).to_zoned_datetime(TimeZone::UTC).date()
}

/// Noon UTC of a day, the instant that stands for a day whose hour is not known (POST-11).
pub(crate) fn noon_of(day: Date) -> i64 {
    let noon = day.at(12, 0, 0, 0).to_zoned_datetime(TimeZone::UTC);
    noon.map_or(0, |noon| noon.timestamp().as_millisecond())
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    #[test]
    fn a_standing_clock_moves_only_by_hand_and_with_its_clones() {
        let clock = Clock::still(Timestamp::from_second(1_000).unwrap());
        let clone = clock.clone();
        clock.advance(std::time::Duration::from_secs(5));
        assert_eq!(clone.now(), Timestamp::from_second(1_005).unwrap());
    }

    #[test]
    fn a_day_goes_into_the_tables_and_comes_back() {
        let day = date(2004, 2, 29);
        assert_eq!(day_of(noon_of(day)), day);
        assert_eq!(noon_of(day) % 86_400_000, 43_200_000);
    }
}
