//! What the transport of a mail did to its text, undone: transfer codings, and lines broken on the way.

use super::headers::{self, Header};
use crate::charset::quoted_printable;

/// The body without its transfer coding.
pub(super) fn untransferred(headers: &[Header], body: &[u8]) -> Vec<u8> {
    match headers::value(headers, "content-transfer-encoding").unwrap_or_default().to_lowercase().as_str() {
        "base64" => from_base64(body),
        "quoted-printable" => quoted_printable::undone(body),
        _ => body.to_vec(),
    }
}

/// Base64 undone; what is none of its signs is passed over.
pub(super) fn from_base64(text: &[u8]) -> Vec<u8> {
    let value = |byte: &u8| match byte {
        b'A'..=b'Z' => Some(byte - b'A'),
        b'a'..=b'z' => Some(byte - b'a' + 26),
        b'0'..=b'9' => Some(byte - b'0' + 52),
        b'+' => Some(62),
        b'/' => Some(63),
        _ => None,
    };
    let (mut out, mut bits, mut held) = (Vec::with_capacity(text.len() / 4 * 3), 0_u32, 0);
    for six in text.iter().filter_map(value) {
        bits = bits << 6 | u32::from(six);
        held += 6;
        if held >= 8 {
            held -= 8;
            out.push((bits >> held) as u8);
        }
    }
    out
}

/// Lines that were broken only for the transport, joined again (`format=flowed`).
pub(super) fn unflowed(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let depth = |line: &str| line.len() - line.trim_start_matches('>').len();
    let mut open: Option<usize> = None;
    for line in text.lines() {
        let quotes = depth(line);
        let bare = line.get(quotes..).unwrap_or_default();
        let bare = bare.strip_prefix(' ').unwrap_or(bare);
        match open {
            Some(before) if before == quotes => {}
            _ => out.extend([
                if open.is_some() { "\n" } else { "" },
                &">".repeat(quotes),
                if quotes > 0 { " " } else { "" },
            ]),
        }
        out.push_str(bare);
        let flows = bare.ends_with(' ') && bare != "-- ";
        open = flows.then_some(quotes);
        out.push_str(if flows { "" } else { "\n" });
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn codings_of_transport_are_undone() {
        assert_eq!(from_base64(b"VGhlIGZv\nZyBjYW1lLg=="), b"The fog came.");
        let coded = |coding: &str, body: &[u8]| {
            let headers = headers::unfolded(&[format!("Content-Transfer-Encoding: {coding}").as_str()]).unwrap();
            untransferred(&headers, body)
        };
        assert_eq!(coded("Quoted-Printable", b"Don=92t =\nmind."), b"Don\x92t mind.");
        assert_eq!(coded("base64", b"VGhl"), b"The");
        assert_eq!(coded("8bit", b"VGhl"), b"VGhl");
    }

    #[test]
    fn flowed_lines_are_joined_at_their_own_depth() {
        assert_eq!(
            unflowed("The fog \ncame.\n> He \n> said \nno.\n-- \nAnn \n"),
            "The fog came.\n> He said \nno.\n-- \nAnn "
        );
    }
}
