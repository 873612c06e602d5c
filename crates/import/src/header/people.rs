//! Names of people and places in a header: bylines, titles with parts, places in series.

use manuscript::{Byline, SeriesPlace};

/// The names in a byline, `A, B and C (account)`, and the e-mail addresses that stood beside them.
pub fn bylines(value: &str) -> (Vec<Byline>, Vec<String>) {
    let mut contacts = Vec::new();
    let value = value.trim().trim_start_matches("by ").trim();
    if matches!(value.to_lowercase().as_str(), "anonymous" | "anon" | "") {
        return (Vec::new(), contacts);
    }
    let names = value.replace(" & ", ", ").replace(" and ", ", ");
    let names = names.split([',', ';', '\n']).filter_map(|name| {
        let (name, contact) = without_contact(name.trim());
        contacts.extend(contact);
        (!name.is_empty()).then(|| byline(&name))
    });
    let names = names.collect();
    (names, contacts)
}

/// One name, `pseud (account)` (PSEUD-2).
pub fn byline(name: &str) -> Byline {
    let name = name.trim();
    let parts = name.strip_suffix(')').and_then(|rest| rest.rsplit_once(" ("));
    match parts {
        Some((pseud, account)) if !account.is_empty() && !account.contains(['(', ')']) => {
            Byline { name: pseud.trim().to_owned(), account: Some(account.to_owned()), url: None }
        }
        _ => Byline { name: name.to_owned(), ..Byline::default() },
    }
}

/// Parts a name from an e-mail address in brackets or alone.
fn without_contact(name: &str) -> (String, Option<String>) {
    let Some(contact) = name.split_whitespace().find(|word| word.contains('@') && word.contains('.')) else {
        return (name.to_owned(), None);
    };
    let rest = name.replace(contact, " ");
    let rest = rest.split_whitespace().collect::<Vec<_>>().join(" ");
    (rest.trim_matches(['"', '\'']).to_owned(), Some(contact.trim_matches(['(', ')', '<', '>', '[', ']']).to_owned()))
}

/// Parts `The Jam (1/2)` or `The Jam  1/2` into the title and `1/2`.
pub fn title_and_part(value: &str) -> (&str, Option<&str>) {
    let value = value.trim();
    let Some((title, last)) = value.rsplit_once(char::is_whitespace) else { return (value, None) };
    let bare = last.trim_matches(['(', ')', '[', ']']);
    let is_number = |text: &str| !text.is_empty() && text.len() <= 3 && text.bytes().all(|byte| byte.is_ascii_digit());
    let is_part =
        bare.split_once('/').is_some_and(|(part, total)| is_number(part) && (is_number(total) || total == "?"));
    let title = title.strip_suffix("Part").or_else(|| title.strip_suffix("part")).unwrap_or(title);
    let title = title.trim_end_matches(|c: char| c.is_whitespace() || "-–—,:".contains(c));
    if is_part && !title.is_empty() { (title, Some(bare)) } else { (value, None) }
}

/// `Part 2 of X`, `X, part 2`, `X #2`, `X [2]`, or only the title.
pub fn series_place(value: &str) -> SeriesPlace {
    let value = value.trim();
    let place = |title: &str, part: &str| {
        let part = part.trim().trim_end_matches(']').parse().ok().filter(|part| *part > 0)?;
        let title = title.trim().trim_end_matches([',', '-', ':']).trim_end();
        (!title.is_empty()).then(|| SeriesPlace { title: title.to_owned(), part: Some(part), url: None })
    };
    let of = value.get(..5).filter(|start| start.eq_ignore_ascii_case("part ")).and_then(|_| value.get(5..));
    let first = of.and_then(|rest| rest.split_once(" of ")).and_then(|(part, title)| place(title, part));
    let last = || {
        [" part ", " Part ", " #", " ["].iter().find_map(|mark| value.rsplit_once(mark).and_then(|(t, p)| place(t, p)))
    };
    first.or_else(last).unwrap_or_else(|| SeriesPlace { title: value.to_owned(), part: None, url: None })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_and_addresses_are_parted() {
        let (names, contacts) = bylines("Ann Example (inkwell@example.org), bo (bo_b) and Zoë & Cy");
        let shown: Vec<String> = names.iter().map(ToString::to_string).collect();
        assert_eq!(shown, ["Ann Example", "bo (bo_b)", "Zoë", "Cy"]);
        assert_eq!(contacts, ["inkwell@example.org"]);
        assert_eq!(bylines("Anonymous").0, []);
        assert_eq!(bylines("\"Ann\" <a@b.org>").0.first().map(|name| name.name.as_str()), Some("Ann"));
    }

    #[test]
    fn a_part_after_a_title_is_no_title() {
        let cases = [
            ("The Jam (1/2)", ("The Jam", Some("1/2"))),
            ("The Jam, Part 2/?", ("The Jam", Some("2/?"))),
            ("The Jam  1/2", ("The Jam", Some("1/2"))),
            ("Either/Or", ("Either/Or", None)),
            ("9/11", ("9/11", None)),
            ("Kirk and/or Spock", ("Kirk and/or Spock", None)),
        ];
        for (value, expected) in cases {
            assert_eq!(title_and_part(value), expected, "{value}");
        }
    }

    #[test]
    fn places_in_series_are_read_in_every_form() {
        let cases = [
            ("Part 2 of Jam Cycle", ("Jam Cycle", Some(2))),
            ("Jam Cycle, part 2", ("Jam Cycle", Some(2))),
            ("Jam Cycle #3", ("Jam Cycle", Some(3))),
            ("Jam Cycle [4]", ("Jam Cycle", Some(4))),
            ("Part of the Plan", ("Part of the Plan", None)),
        ];
        for (value, (title, part)) in cases {
            let place = series_place(value);
            assert_eq!((place.title.as_str(), place.part), (title, part), "{value}");
        }
    }
}
