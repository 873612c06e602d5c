//! Dates as fans write them.

use jiff::{Timestamp, civil::Date, tz::TimeZone};

const MONTHS: [&str; 12] = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"];

/// A day in any of the forms fans write (IMP-9): ISO, `14 Nov 1998 21:07:33 GMT`, `March 3rd, 2009`, `24.12.2008`,
/// `12/24/08`, seconds since 1970.
///
/// `None` when it is no date, has no year, or when day and month could change places (`3/4/2005`).
pub fn parse_date(text: &str) -> Option<Date> {
    let text = text.trim();
    iso(text).or_else(|| epoch(text)).or_else(|| worded(text)).or_else(|| numbers(text, false))
}

/// A day as American sites write it, `MM-DD-YY` (FanFiction.net): day and month never change places.
pub fn parse_american_date(text: &str) -> Option<Date> {
    numbers(text.trim(), true).or_else(|| parse_date(text))
}

fn iso(text: &str) -> Option<Date> {
    let day = text.get(..10)?;
    let rest = text.get(10..)?;
    if rest.starts_with(|c: char| c.is_ascii_digit()) {
        return None;
    }
    day.replace('/', "-").parse().ok().filter(|_| day.as_bytes().get(4).is_some_and(u8::is_ascii_punctuation))
}

fn epoch(text: &str) -> Option<Date> {
    let seconds = (9..=10).contains(&text.len()).then(|| text.parse::<u32>().ok()).flatten()?;
    Some(TimeZone::UTC.to_datetime(Timestamp::from_second(i64::from(seconds)).ok()?).date())
}

/// A date with the month in words; the time of day, the weekday and the zone are passed over.
fn worded(text: &str) -> Option<Date> {
    let tokens: Vec<&str> =
        text.split(|c: char| c.is_whitespace() || ",.-/".contains(c)).filter(|t| !t.is_empty()).collect();
    let at = tokens.iter().position(|token| month(token).is_some())?;
    let month = month(tokens.get(at)?)?;
    let numbers: Vec<i16> = tokens.iter().take(at + 3).filter(|t| !t.contains(':')).filter_map(|t| number(t)).collect();
    match numbers.as_slice() {
        [day, year] if *day <= 31 => date(*year, month, *day),
        [year, day] if *year > 31 => date(*year, month, *day),
        _ => None,
    }
}

fn month(token: &str) -> Option<i16> {
    let lower = token.to_lowercase();
    let short = lower.get(..3)?;
    let known = lower.chars().all(char::is_alphabetic) && lower.len() <= 9;
    MONTHS.iter().position(|month| known && *month == short).map(|at| at as i16 + 1)
}

/// `3`, `3rd`, `2009`.
fn number(token: &str) -> Option<i16> {
    let digits = token.trim_end_matches(|c: char| c.is_ascii_alphabetic());
    (token.len() - digits.len() <= 2).then(|| digits.parse().ok()).flatten()
}

fn numbers(text: &str, american: bool) -> Option<Date> {
    let day = text.split_whitespace().next()?;
    let parts: Vec<i16> = day.split(['/', '-', '.']).map(str::parse).collect::<Result<_, _>>().ok()?;
    let &[first, second, year] = parts.as_slice() else { return None };
    if american || second > 12 {
        date(year, first, second)
    } else if first > 12 || first == second || day.contains('.') {
        date(year, second, first)
    } else {
        None
    }
}

/// Two digits of a year mean 1970 to 2069.
fn date(year: i16, month: i16, day: i16) -> Option<Date> {
    let year = match year {
        0..=69 => 2000 + year,
        70..=99 => 1900 + year,
        1900..=2199 => year,
        _ => return None,
    };
    Date::new(year, i8::try_from(month).ok()?, i8::try_from(day).ok()?).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_usual_form_of_a_day_is_read() {
        let cases = [
            ("2008-12-24", "2008-12-24"),
            ("2026-11-22 17:22:02", "2026-11-22"),
            ("2008/12/24", "2008-12-24"),
            ("14 Nov 1998 21:07:33 GMT", "1998-11-14"),
            ("Sat, 14 Nov 1998 21:07:33 -0500", "1998-11-14"),
            ("Mar 3, 2009", "2009-03-03"),
            ("March 3rd, 2009", "2009-03-03"),
            ("12/24/08", "2008-12-24"),
            ("24.12.2008", "2008-12-24"),
            ("3.4.2005", "2005-04-03"),
            ("24-Dec-99", "1999-12-24"),
            ("1236038400", "2009-03-03"),
        ];
        for (text, expected) in cases {
            assert_eq!(parse_date(text).map(|date| date.to_string()).as_deref(), Some(expected), "{text}");
        }
    }

    #[test]
    fn no_day_is_made_up() {
        for text in ["", "soon", "3/4/2005", "2/3", "November 1998", "32.1.2001", "may be 3 or 4", "1998", "5 jam 2001"]
        {
            assert_eq!(parse_date(text), None, "{text}");
        }
        assert_eq!(parse_american_date("12-04-08").map(|date| date.to_string()).as_deref(), Some("2008-12-04"));
    }

    #[test]
    fn any_text_is_a_date_or_none() {
        proptest::proptest!(|(text: String)| { let _ = parse_date(&text); });
    }
}
