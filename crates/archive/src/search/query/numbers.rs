//! Numbers and times as people write them (SRCH-6): `5k-20k`, `>1,000`, `<2w`, `3 weeks ago`, `2024-05`.

use jiff::civil::{Date, DateTime};
use jiff::tz::TimeZone;
use jiff::{Span, Timestamp, ToSpan as _};

/// Bounds that both belong to what they bound.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Bounds {
    /// The least.
    pub from: Option<u64>,
    /// The most.
    pub to: Option<u64>,
}

/// What a text says, and whether its ends had to be turned round.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Said<T> {
    pub(super) value: T,
    pub(super) is_turned: bool,
}

/// A number or a range of numbers.
pub(super) fn bounds(text: &str) -> Option<Said<Bounds>> {
    if let Some(brackets) = Brackets::of(text) {
        return brackets.numbers();
    }
    let (sign, rest) = comparison(text);
    let right = |value| Some(Said { value, is_turned: false });
    let one = |number: &str| number_of(number);
    match sign {
        "<" => right(Bounds { from: None, to: Some(one(rest)?.saturating_sub(1)) }),
        "<=" => right(Bounds { from: None, to: Some(one(rest)?) }),
        ">" => right(Bounds { from: Some(one(rest)?.saturating_add(1)), to: None }),
        ">=" => right(Bounds { from: Some(one(rest)?), to: None }),
        _ => {
            let Some((from, to)) = ends(rest) else {
                let number = one(rest)?;
                return right(Bounds { from: Some(number), to: Some(number) });
            };
            let end = |text: &str| if text.is_empty() { Some(None) } else { number_of(text).map(Some) };
            let (from, to) = (end(from)?, end(to)?);
            let is_turned = from.zip(to).is_some_and(|(from, to)| from > to);
            let value = if is_turned { Bounds { from: to, to: from } } else { Bounds { from, to } };
            (from.is_some() || to.is_some()).then_some(Said { value, is_turned })
        }
    }
}

/// `[1000 TO 5000}` as the great archive's readers write it: a star is no end, and a curly bracket leaves its end out.
struct Brackets<'t> {
    from: &'t str,
    to: &'t str,
    /// Which ends are left out.
    leaves: (bool, bool),
}

impl<'t> Brackets<'t> {
    fn of(text: &'t str) -> Option<Self> {
        let text = text.trim();
        let inner = text.strip_prefix(['[', '{'])?;
        let (from, to) = inner.strip_suffix([']', '}']).unwrap_or(inner).split_once(" TO ")?;
        let end = |text: &'t str| if text.trim() == "*" { "" } else { text.trim() };
        Some(Self { from: end(from), to: end(to), leaves: (text.starts_with('{'), text.ends_with('}')) })
    }

    /// The ends, the lesser first, each with whether it is left out; and whether they stood the other way round.
    fn in_order<T: PartialOrd>(&self, (from, to): (Option<T>, Option<T>)) -> Said<[(Option<T>, bool); 2]> {
        let is_turned = from.as_ref().zip(to.as_ref()).is_some_and(|(from, to)| from > to);
        let (from, to) = ((from, self.leaves.0), (to, self.leaves.1));
        Said { value: if is_turned { [to, from] } else { [from, to] }, is_turned }
    }

    fn numbers(&self) -> Option<Said<Bounds>> {
        let end = |text: &str| if text.is_empty() { Some(None) } else { number_of(text).map(Some) };
        let Said { value: [(from, no_from), (to, no_to)], is_turned } = self.in_order((end(self.from)?, end(self.to)?));
        if no_to && to == Some(0) {
            return Some(Said { value: Bounds { from: Some(1), to }, is_turned });
        }
        let from = from.map(|from| from.saturating_add(u64::from(no_from)));
        let to = to.map(|to| to.saturating_sub(u64::from(no_to)));
        (from.is_some() || to.is_some()).then_some(Said { value: Bounds { from, to }, is_turned })
    }

    /// A day that is left out goes with all that is told of it: of `2024` that is a year.
    fn days(&self) -> Option<Said<Time>> {
        let end = |text: &str| if text.is_empty() { Some(None) } else { days(text).map(Some) };
        let Said { value: [(from, no_from), (to, no_to)], is_turned } = self.in_order((end(self.from)?, end(self.to)?));
        let from = from.and_then(|(first, last)| if no_from { last.tomorrow().ok() } else { Some(first) });
        let to = to.and_then(|(first, last)| if no_to { first.yesterday().ok() } else { Some(last) });
        (from.is_some() || to.is_some()).then_some(Said { value: Time::Days(from, to), is_turned })
    }
}

fn comparison(text: &str) -> (&str, &str) {
    let text = text.trim();
    let rest = text.trim_start_matches(['<', '>', '=']);
    let sign = text.strip_suffix(rest).unwrap_or_default();
    (sign, rest.trim())
}

/// The two ends of `5-9`, `5..9`, `5–9`; one may be missing.
fn ends(text: &str) -> Option<(&str, &str)> {
    let split = text.split_once("..").or_else(|| text.split_once(['-', '–']))?;
    Some((split.0.trim(), split.1.trim()))
}

/// A number with `k` or `m` behind it and a point in it, or with marks between its thousands.
fn number_of(text: &str) -> Option<u64> {
    let text = text.trim().to_ascii_lowercase();
    if text.len() > 24 {
        return None;
    }
    for (suffix, times) in [('k', 1e3), ('m', 1e6)] {
        if let Some(number) = text.strip_suffix(suffix) {
            let number: f64 = number.trim().replace(',', ".").parse().ok()?;
            return (number.is_finite() && number >= 0.0).then_some((number * times) as u64);
        }
    }
    let digits: String = text.chars().filter(|letter| !matches!(letter, ',' | '.' | '_' | '\'')).collect();
    let is_number = !digits.is_empty() && digits.bytes().all(|byte| byte.is_ascii_digit());
    is_number.then(|| digits.parse().unwrap_or(u64::MAX))
}

/// A unit of time.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Unit {
    /// Years.
    Year,
    /// Months.
    Month,
    /// Weeks.
    Week,
    /// Days.
    Day,
    /// Hours.
    Hour,
}

impl Unit {
    const ALL: [(Self, &'static str); 5] =
        [(Self::Year, "year"), (Self::Month, "month"), (Self::Week, "week"), (Self::Day, "day"), (Self::Hour, "hour")];

    fn of(word: &str) -> Option<Self> {
        let word = word.trim().strip_suffix('s').unwrap_or(word.trim());
        let short = |name: &str| !word.is_empty() && name.starts_with(word);
        Self::ALL.into_iter().find(|(_, name)| short(name)).map(|(unit, _)| unit)
    }

    /// The letter it is written with.
    pub(super) fn letter(self) -> char {
        match self {
            Self::Year => 'y',
            Self::Month => 'm',
            Self::Week => 'w',
            Self::Day => 'd',
            Self::Hour => 'h',
        }
    }
}

/// So long ago.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Ago {
    /// How many.
    pub count: u32,
    /// Of what.
    pub unit: Unit,
}

/// A stretch of time.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Time {
    /// Not as long ago as that.
    Newer(Ago),
    /// Longer ago than that.
    Older(Ago),
    /// In that whole week, month, year, day or hour.
    Within(Ago),
    /// Between so long and so long ago, the longer one first.
    Between(Ago, Ago),
    /// From one day to another, both with them.
    Days(Option<Date>, Option<Date>),
}

/// A stretch of time as it is typed.
pub(super) fn time(text: &str) -> Option<Said<Time>> {
    let brackets = Brackets::of(text);
    if let Some(days) = brackets.as_ref().and_then(Brackets::days) {
        return Some(days);
    }
    // Of what was so long ago, an end more or less is a moment.
    let text = brackets.map_or_else(|| text.to_owned(), |ends| format!("{}..{}", ends.from, ends.to));
    let text = text.trim().to_lowercase();
    let text = text.strip_suffix("ago").unwrap_or(&text).trim();
    let (sign, rest) = comparison(text);
    let right = |value| Some(Said { value, is_turned: false });
    if let Some((from, to)) = days(rest) {
        return right(match sign.chars().next() {
            Some('<') if sign.ends_with('=') => Time::Days(None, Some(to)),
            Some('<') => Time::Days(None, from.yesterday().ok()),
            Some('>') if sign.ends_with('=') => Time::Days(Some(from), None),
            Some('>') => Time::Days(to.tomorrow().ok(), None),
            _ => Time::Days(Some(from), Some(to)),
        });
    }
    if let Some(stretch) = rest.split_once("..").and_then(|(from, to)| between_days(from, to)) {
        return Some(stretch);
    }
    match (sign.chars().next(), ends(rest)) {
        (Some('<'), _) => right(Time::Newer(ago(rest)?)),
        (Some('>'), _) => right(Time::Older(ago(rest)?)),
        (_, Some((near, far))) => {
            let far = ago(far)?;
            let near = match near.parse() {
                Ok(count) => Ago { count, unit: far.unit },
                Err(_) => ago(near)?,
            };
            let is_turned = near.hours() > far.hours();
            let value = if is_turned { Time::Between(near, far) } else { Time::Between(far, near) };
            // Either order is how people say it.
            right(value)
        }
        _ => right(Time::Within(ago(rest)?)),
    }
}

fn between_days(from: &str, to: &str) -> Option<Said<Time>> {
    let end = |text: &str| if text.trim().is_empty() { Some(None) } else { days(text.trim()).map(Some) };
    let (from, to) = (end(from)?, end(to)?);
    let (first, last) = (from.map(|days| days.0), to.map(|days| days.1));
    let is_turned = first.zip(last).is_some_and(|(first, last)| first > last);
    let turned = || Time::Days(to.map(|days| days.0), from.map(|days| days.1));
    let value = if is_turned { turned() } else { Time::Days(first, last) };
    (first.is_some() || last.is_some()).then_some(Said { value, is_turned })
}

/// The first and last day of `2024`, `2024-05` or `2024-05-17`.
fn days(text: &str) -> Option<(Date, Date)> {
    let parts: Vec<i16> = text.split('-').map(|part| part.parse().ok()).collect::<Option<_>>()?;
    let is_year = text.len() >= 4 && text.bytes().take(4).all(|byte| byte.is_ascii_digit());
    let small = |number: i16| i8::try_from(number).ok();
    match *parts.as_slice() {
        [year] if is_year && text.len() == 4 => Some((Date::new(year, 1, 1).ok()?, Date::new(year, 12, 31).ok()?)),
        [year, month] if is_year => {
            let first = Date::new(year, small(month)?, 1).ok()?;
            Some((first, first.last_of_month()))
        }
        [year, month, day] if is_year => {
            let day = Date::new(year, small(month)?, small(day)?).ok()?;
            Some((day, day))
        }
        _ => None,
    }
}

fn ago(text: &str) -> Option<Ago> {
    let text = text.trim();
    let text = text.strip_suffix("ago").unwrap_or(text).trim();
    let word = text.trim_start_matches(|letter: char| letter.is_ascii_digit());
    let digits = text.strip_suffix(word)?;
    // Years beyond the beginning of time all mean it.
    let count = digits.parse::<u64>().unwrap_or(if digits.is_empty() { 1 } else { u64::MAX }).min(1_000_000) as u32;
    Some(Ago { count, unit: Unit::of(word)? })
}

impl Ago {
    /// About how many hours, to tell which of two is longer.
    fn hours(self) -> u64 {
        let hours = match self.unit {
            Unit::Year => 8_766,
            Unit::Month => 730,
            Unit::Week => 168,
            Unit::Day => 24,
            Unit::Hour => 1,
        };
        u64::from(self.count) * hours
    }

    fn span(self) -> Option<Span> {
        let count = i64::from(self.count);
        match self.unit {
            Unit::Year => Span::new().try_years(count),
            Unit::Month => Span::new().try_months(count),
            Unit::Week => Span::new().try_weeks(count),
            Unit::Day => Span::new().try_days(count),
            Unit::Hour => Span::new().try_hours(count),
        }
        .ok()
    }

    /// The moment, in milliseconds since 1970; nothing before there was time.
    fn before(self, now: Timestamp) -> Option<i64> {
        millis(TimeZone::UTC.to_datetime(now).checked_sub(self.span()?).ok()?)
    }

    /// The first moments of that whole unit and of the next.
    fn whole(self, now: Timestamp) -> Option<(i64, i64)> {
        let then = TimeZone::UTC.to_datetime(now).checked_sub(self.span()?).ok()?;
        let midnight = then.start_of_day();
        let start = match self.unit {
            Unit::Year => midnight.first_of_year(),
            Unit::Month => midnight.first_of_month(),
            Unit::Week => {
                let since_monday = i64::from(midnight.weekday().to_monday_zero_offset());
                midnight.checked_sub(since_monday.days()).ok()?
            }
            Unit::Day => midnight,
            Unit::Hour => then.with().minute(0).second(0).subsec_nanosecond(0).build().ok()?,
        };
        let end = start.checked_add(Self { count: 1, unit: self.unit }.span()?).ok()?;
        Some((millis(start)?, millis(end)? - 1))
    }
}

/// A moment in UTC, in milliseconds since 1970.
fn millis(moment: DateTime) -> Option<i64> {
    Some(TimeZone::UTC.to_timestamp(moment).ok()?.as_millisecond())
}

impl Time {
    /// The first and the last millisecond since 1970, seen from now; days are counted in UTC.
    pub fn around(self, now: Timestamp) -> (Option<i64>, Option<i64>) {
        let start = |day: Date| millis(day.at(0, 0, 0, 0)).unwrap_or(i64::MIN);
        let end = |day: Date| day.tomorrow().map_or(i64::MAX, start).saturating_sub(1);
        match self {
            Self::Newer(ago) => (ago.before(now), None),
            // Nothing is older than the beginning of time.
            Self::Older(ago) => (None, Some(ago.before(now).unwrap_or(i64::MIN))),
            Self::Within(ago) => ago.whole(now).map_or((None, Some(i64::MIN)), |(from, to)| (Some(from), Some(to))),
            Self::Between(far, near) => (far.before(now), Some(near.before(now).unwrap_or(i64::MIN))),
            Self::Days(from, to) => (from.map(start), to.map(end)),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_and_ranges_are_read_as_people_write_them() {
        let cases = [
            ("100", Some((Some(100), Some(100)))),
            ("5k-20k", Some((Some(5_000), Some(20_000)))),
            ("1.5k", Some((Some(1_500), Some(1_500)))),
            ("2m..", Some((Some(2_000_000), None))),
            ("-300", Some((None, Some(300)))),
            ("<100", Some((None, Some(99)))),
            (">100", Some((Some(101), None))),
            (">=1,000", Some((Some(1_000), None))),
            ("<= 1.000", Some((None, Some(1_000)))),
            ("1,000-2,500", Some((Some(1_000), Some(2_500)))),
            ("99999999999999999999999", Some((Some(u64::MAX), Some(u64::MAX)))),
            ("<0", Some((None, Some(0)))),
            ("many", None),
            ("", None),
            ("-", None),
            ("1-2-3", None),
        ];
        for (text, expected) in cases {
            let read = bounds(text).map(|said| (said.value.from, said.value.to));
            assert_eq!(read, expected, "{text}");
        }
        for (text, from, to) in [
            ("[5 TO 9]", Some(5), Some(9)),
            ("{5 TO 9}", Some(6), Some(8)),
            ("[5 TO 9}", Some(5), Some(8)),
            ("{5 TO 9]", Some(6), Some(9)),
            ("{* TO 9}", None, Some(8)),
            ("{1k TO *]", Some(1_001), None),
            ("{5 TO 5}", Some(6), Some(4)),
            ("[0 TO 0}", Some(1), Some(0)),
        ] {
            assert_eq!(bounds(text), Some(Said { value: Bounds { from, to }, is_turned: false }), "{text}");
        }
        let turned = bounds("{9 TO 5]").unwrap();
        assert!(turned.is_turned && turned.value == Bounds { from: Some(5), to: Some(8) }, "the nine is left out");
        let turned = bounds("20k-5k").unwrap();
        assert!(turned.is_turned && turned.value == Bounds { from: Some(5_000), to: Some(20_000) });
    }

    #[test]
    fn times_are_read_as_people_write_them() {
        let now: Timestamp = "2026-11-26T12:34:56Z".parse().unwrap();
        let cases = [
            ("<2w", "2026-11-12T12:34:56Z", ""),
            ("< 2 weeks ago", "2026-11-12T12:34:56Z", ""),
            (">1y", "", "2025-11-26T12:34:56Z"),
            ("2 weeks ago", "2026-11-09T00:00:00Z", "2026-11-15T23:59:59.999Z"),
            ("1 month", "2026-10-01T00:00:00Z", "2026-10-31T23:59:59.999Z"),
            ("0d", "2026-11-26T00:00:00Z", "2026-11-26T23:59:59.999Z"),
            ("1h", "2026-11-26T11:00:00Z", "2026-11-26T11:59:59.999Z"),
            ("1-2 weeks ago", "2026-11-12T12:34:56Z", "2026-11-19T12:34:56Z"),
            ("2024", "2024-01-01T00:00:00Z", "2024-12-31T23:59:59.999Z"),
            ("2024-02", "2024-02-01T00:00:00Z", "2024-02-29T23:59:59.999Z"),
            (">=2024-02-03", "2024-02-03T00:00:00Z", ""),
            ("<2024-02-03", "", "2024-02-02T23:59:59.999Z"),
            ("[2024-02-01 TO 2024-02-03}", "2024-02-01T00:00:00Z", "2024-02-02T23:59:59.999Z"),
            ("{2023 TO 2024-02]", "2024-01-01T00:00:00Z", "2024-02-29T23:59:59.999Z"),
            ("2024-05-01..2024-04", "2024-04-01T00:00:00Z", "2024-05-01T23:59:59.999Z"),
        ];
        let shown = |moment: Option<i64>| moment.map(|at| Timestamp::from_millisecond(at).unwrap().to_string());
        for (text, from, to) in cases {
            let (first, last) = time(text).expect(text).value.around(now);
            assert_eq!(
                (shown(first).unwrap_or_default(), shown(last).unwrap_or_default()),
                (from.into(), to.into()),
                "{text}"
            );
        }
        for none in ["", "soon", "<", "5", "2024-13", "x ago", "-"] {
            assert_eq!(time(none), None, "{none}");
        }
    }

    #[test]
    fn a_time_before_all_time_is_clamped() {
        let now: Timestamp = "2026-11-26T12:34:56Z".parse().unwrap();
        assert_eq!(time("> 99999 years ago").unwrap().value.around(now), (None, Some(i64::MIN)));
        assert_eq!(time("< 99999999999999 years ago").unwrap().value.around(now), (None, None));
    }
}
