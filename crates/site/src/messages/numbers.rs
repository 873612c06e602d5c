//! Numbers as languages write them: `7,526` in English, with a narrow space elsewhere.

use fluent_bundle::FluentValue;
use unic_langid::LanguageIdentifier;

use super::FIRST_LANGUAGE;

/// Writes a number in a sentence as English does.
pub(super) fn with_commas<M>(value: &FluentValue, _: &M) -> Option<String> {
    whole(value).map(|number| grouped(number, ","))
}

/// Writes a number in a sentence so that no language misreads it.
pub(super) fn with_spaces<M>(value: &FluentValue, _: &M) -> Option<String> {
    whole(value).map(|number| grouped(number, NARROW_SPACE))
}

fn whole(value: &FluentValue) -> Option<u64> {
    match value {
        FluentValue::Number(number) if number.value.fract() == 0.0 => Some(number.value as u64),
        _ => None,
    }
}

/// U+202F, the separator of thousands that no language misreads as a decimal mark (ISO 80000-1).
const NARROW_SPACE: &str = "\u{202f}";

/// What stands between the thousands of a language.
pub(super) fn separator(locale: &LanguageIdentifier) -> &'static str {
    if locale.language.as_str() == FIRST_LANGUAGE { "," } else { NARROW_SPACE }
}

/// A number with its thousands apart.
pub(super) fn grouped(number: u64, separator: &str) -> String {
    let digits = number.to_string();
    let mut text = String::with_capacity(digits.len() + digits.len() / 3);
    for (place, digit) in digits.chars().enumerate() {
        if place > 0 && (digits.len() - place).is_multiple_of(3) {
            text.push_str(separator);
        }
        text.push(digit);
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_grouped_as_the_language_writes_them() {
        let cases = [(0, "0"), (999, "999"), (1_000, "1,000"), (7_526, "7,526"), (1_234_567, "1,234,567")];
        for (number, written) in cases {
            assert_eq!(grouped(number, ","), written);
        }
    }
}
