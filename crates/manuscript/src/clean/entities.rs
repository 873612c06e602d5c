//! Character references, decoded as HTML does: named with or without semicolon, decimal, hexadecimal, and numbers of the
//! old Windows code page.

use std::borrow::Cow;

use html5ever::data::{C1_REPLACEMENTS, NAMED_ENTITIES};

use super::repair::is_allowed;

/// The longest name of a reference, so that looking for one stays cheap.
const LONGEST_NAME: usize = 33;

/// Decodes a text between tags.
pub(super) fn decode(text: &str) -> Cow<'_, str> {
    decode_where(text, false)
}

/// Decodes the value of an attribute, where `&copy=1` is part of an address and no sign.
pub(super) fn decode_attribute(value: &str) -> Cow<'_, str> {
    decode_where(value, true)
}

fn decode_where(text: &str, attribute: bool) -> Cow<'_, str> {
    if !text.contains('&') {
        return Cow::Borrowed(text);
    }
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some((before, after)) = rest.split_once('&') {
        out.push_str(before);
        let (characters, behind) = reference(after, attribute).unwrap_or(([Some('&'), None], after));
        out.extend(characters.into_iter().flatten());
        rest = behind;
    }
    out.push_str(rest);
    Cow::Owned(out)
}

/// One or two characters and the text behind the reference.
type Decoded<'a> = ([Option<char>; 2], &'a str);

fn reference(after: &str, attribute: bool) -> Option<Decoded<'_>> {
    match after.strip_prefix('#') {
        Some(number) => numeric(number),
        None => named(after, attribute),
    }
}

fn numeric(number: &str) -> Option<Decoded<'_>> {
    let (digits, radix) = match number.strip_prefix(['x', 'X']) {
        Some(hexadecimal) => (hexadecimal, 16),
        None => (number, 10),
    };
    let end = digits.find(|c: char| !c.is_digit(radix)).unwrap_or(digits.len());
    let (digits, rest) = digits.split_at_checked(end)?;
    if digits.is_empty() {
        return None;
    }
    // A number too long for 32 bits is no character either way.
    let code = u32::from_str_radix(digits, radix).unwrap_or(u32::MAX);
    Some(([Some(character(code)), None], rest.strip_prefix(';').unwrap_or(rest)))
}

fn character(code: u32) -> char {
    let of_windows = code.checked_sub(0x80).and_then(|place| C1_REPLACEMENTS.get(place as usize).copied().flatten());
    let meant = of_windows.or_else(|| char::from_u32(code));
    meant.filter(|&c| is_allowed(c)).unwrap_or(char::REPLACEMENT_CHARACTER)
}

fn named(after: &str, attribute: bool) -> Option<Decoded<'_>> {
    let end = after.bytes().take(LONGEST_NAME).take_while(u8::is_ascii_alphanumeric).count();
    let whole = after.get(..=end).filter(|name| name.ends_with(';'));
    if let Some(found) = whole.and_then(|name| lookup(after, name.len())) {
        return Some(found);
    }
    let (characters, rest) = (2..=end).rev().find_map(|length| lookup(after, length))?;
    let goes_on = rest.starts_with(|c: char| c == '=' || c.is_ascii_alphanumeric());
    (!attribute || !goes_on).then_some((characters, rest))
}

fn lookup(after: &str, length: usize) -> Option<Decoded<'_>> {
    let (name, rest) = after.split_at_checked(length)?;
    let &(first, second) = NAMED_ENTITIES.get(name)?;
    let second = char::from_u32(second).filter(|&c| c != '\0');
    // Mere beginnings of names stand in the table with no character.
    (first != 0).then_some(([char::from_u32(first), second], rest))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn references_are_decoded_as_browsers_do() {
        let table = [
            ("a &amp; b", "a & b"),
            ("&lt;b&gt;", "<b>"),
            ("&#8220;x&#x201D;", "“x”"),
            ("&#146;&#0146", "’’"),
            ("&nbsp;&eacute&copy2", "\u{A0}é©2"),
            ("&notit; &notin;", "¬it; ∉"),
            ("&NotEqualTilde;", "≂̸"),
            ("AT&T & &; &# &#x; &zzz;", "AT&T & &; &# &#x; &zzz;"),
            ("&#0;&#1;&#xD800;&#99999999999;", "\u{FFFD}\u{FFFD}\u{FFFD}\u{FFFD}"),
            ("&CounterClockwiseContourIntegral;", "∳"),
            ("&é", "&é"),
        ];
        for (source, expected) in table {
            assert_eq!(decode(source), expected, "{source}");
        }
    }

    #[test]
    fn an_address_keeps_its_ampersands() {
        assert_eq!(decode_attribute("?a=1&copy=2&amp;lt=3&reg"), "?a=1&copy=2&lt=3®");
    }
}
