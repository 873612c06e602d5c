//! The parts of a message's body (MIME): cut apart, decoded, and chosen among.
//!
//! Text is taken, plain before HTML. What is attached is named and not opened. Nesting and numbers are limited, and every
//! byte is looked at once for each level.

use manuscript::{Complaint, Trouble, letters, plain_text};

use super::headers::{self, Header};
use crate::charset;

/// The most levels of parts in parts.
const DEEPEST: usize = 8;
/// The most parts of one message.
const MOST: usize = 1000;

/// What is in a message's body.
#[derive(Debug, Default)]
pub(super) struct Contents {
    /// Its plain texts, one after the other.
    pub plain: String,
    /// Its first page of HTML.
    pub html: Option<String>,
    /// What was left out, repaired or doubted.
    pub complaints: Vec<Complaint>,
    parts: usize,
}

/// A part's type, as far as it matters.
#[derive(Debug, Default)]
struct Kind {
    name: String,
    charset: Option<String>,
    boundary: Option<String>,
    flowed: bool,
}

impl Contents {
    /// Takes the body of a message that has these headers.
    pub(super) fn read(headers: &[Header], body: &[u8]) -> Self {
        let mut contents = Self::default();
        contents.take(headers, body, 0);
        if contents.plain.trim().is_empty() {
            return contents;
        }
        if let Some(html) = contents.html.take() {
            Complaint::dropped("HTML beside the text of a mail", &plain_text(&html)).join(&mut contents.complaints);
        }
        contents
    }

    fn take(&mut self, headers: &[Header], body: &[u8], depth: usize) {
        let kind = Kind::of(headers);
        self.parts += 1;
        match kind.boundary.as_deref().filter(|_| kind.name.starts_with("multipart/") && depth < DEEPEST) {
            Some(boundary) if kind.name == "multipart/alternative" => self.alternative(body, boundary, depth),
            Some(boundary) => {
                for (headers, body) in pieces(body, boundary) {
                    self.take(&headers, body, depth + 1);
                }
            }
            None if self.parts > MOST => self.name("part of a mail beyond the limit", &kind.name),
            None => self.leaf(headers, &kind, body),
        }
    }

    /// Of several forms of one text the plain one, if there is a word in it.
    fn alternative(&mut self, body: &[u8], boundary: &str, depth: usize) {
        let mut forms = Self { parts: self.parts, ..Self::default() };
        for (headers, body) in pieces(body, boundary) {
            forms.take(&headers, body, depth + 1);
        }
        self.parts = forms.parts;
        for complaint in forms.complaints {
            complaint.join(&mut self.complaints);
        }
        if letters(&forms.plain) > 0 {
            self.plain.push_str(&forms.plain);
            if forms.html.is_some() {
                Complaint::new(Trouble::Changed, "HTML form of the same mail", "").join(&mut self.complaints);
            }
        } else {
            self.html = self.html.take().or(forms.html);
        }
    }

    fn leaf(&mut self, headers: &[Header], kind: &Kind, body: &[u8]) {
        if !matches!(kind.name.as_str(), "text/plain" | "text/html" | "text" | "") {
            let name = headers::value(headers, "content-disposition").unwrap_or(&kind.name);
            return self.name("attachment that was not read", name);
        }
        let decoded = charset::decode(&untransferred(headers, body), kind.charset.as_deref());
        for complaint in decoded.complaints {
            complaint.join(&mut self.complaints);
        }
        if kind.name == "text/html" && self.html.is_none() {
            self.html = Some(decoded.text);
        } else if kind.name == "text/html" {
            Complaint::dropped("HTML beside the text of a mail", &plain_text(&decoded.text)).join(&mut self.complaints);
        } else {
            self.plain.push_str(&if kind.flowed { unflowed(&decoded.text) } else { decoded.text });
            self.plain.push('\n');
        }
    }

    fn name(&mut self, what: &str, example: &str) {
        Complaint::new(Trouble::Doubted, what, example).join(&mut self.complaints);
    }
}

impl Kind {
    fn of(headers: &[Header]) -> Self {
        let value = headers::value(headers, "content-type").unwrap_or_default();
        let mut pieces = value.split(';').map(str::trim);
        let mut kind = Self { name: pieces.next().unwrap_or_default().to_lowercase(), ..Self::default() };
        for (name, value) in pieces.filter_map(|piece| piece.split_once('=')) {
            let value = value.trim().trim_matches('"').to_owned();
            match name.trim().to_lowercase().as_str() {
                "charset" => kind.charset = Some(value),
                "boundary" => kind.boundary = Some(value).filter(|value| !value.is_empty()),
                "format" => kind.flowed = value.eq_ignore_ascii_case("flowed"),
                _ => {}
            }
        }
        kind
    }
}

/// The pieces between the lines of a boundary, each with its headers; what stands before the first and behind the last
/// no mail program shows.
fn pieces<'b>(body: &'b [u8], boundary: &str) -> Vec<(Vec<Header>, &'b [u8])> {
    let mut pieces = Vec::new();
    let (mut at, mut start) = (0, None);
    for line in body.split_inclusive(|byte| *byte == b'\n') {
        let mark = line.trim_ascii_end().strip_prefix(b"--").and_then(|rest| rest.strip_prefix(boundary.as_bytes()));
        if matches!(mark, Some(b"" | b"--")) {
            pieces.extend(start.and_then(|start: usize| body.get(start..at)).map(parted));
            start = (mark == Some(b"")).then_some(at + line.len());
        }
        at += line.len();
    }
    // A mail that breaks off lacks its last boundary.
    pieces.extend(start.and_then(|start| body.get(start..)).map(parted));
    pieces
}

/// Headers and body, parted at the first blank line; without readable headers everything is body.
pub(super) fn parted(bytes: &[u8]) -> (Vec<Header>, &[u8]) {
    let mut end = 0;
    let lines = bytes.split_inclusive(|byte| *byte == b'\n');
    let head: Vec<_> =
        lines.take_while(|line| !line.trim_ascii().is_empty()).inspect(|line| end += line.len()).collect();
    let head: Vec<_> = head.into_iter().map(|line| String::from_utf8_lossy(line.trim_ascii_end())).collect();
    let head: Vec<&str> = head.iter().map(AsRef::as_ref).collect();
    match headers::unfolded(&head) {
        Some(headers) => (headers, bytes.get(end..).unwrap_or_default()),
        None => (Vec::new(), bytes),
    }
}

/// The charset that the headers of a mail declare.
pub(super) fn declared(headers: &[Header]) -> Option<String> {
    Kind::of(headers).charset
}

/// The body without its transfer coding.
fn untransferred(headers: &[Header], body: &[u8]) -> Vec<u8> {
    match headers::value(headers, "content-transfer-encoding").unwrap_or_default().to_lowercase().as_str() {
        "base64" => from_base64(body),
        "quoted-printable" => unquoted(body),
        _ => body.to_vec(),
    }
}

/// Quoted-printable undone.
pub(super) fn unquoted(text: &[u8]) -> Vec<u8> {
    charset::quoted_printable::undone(text)
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
fn unflowed(text: &str) -> String {
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

    fn contents(mail: &str) -> Contents {
        let (headers, body) = parted(mail.as_bytes());
        Contents::read(&headers, body)
    }

    #[test]
    fn codings_of_transport_are_undone() {
        assert_eq!(from_base64(b"VGhlIGZv\nZyBjYW1lLg=="), b"The fog came.");
        let mail = "Content-Type: text/plain; charset=\"windows-1252\"\nContent-Transfer-Encoding: quoted-printable\n\nDon=92t =\nmind.";
        assert_eq!(contents(mail).plain, "\nDon’t mind.\n");
    }

    #[test]
    fn of_two_forms_the_plain_one_is_read_and_of_one_that_one() {
        let parts = |plain: &str| {
            format!(
                "Content-Type: multipart/alternative; boundary=x\n\nfor old programs\n--x\nContent-Type: text/plain\n\n{plain}\n--x\n\
                 Content-Type: text/html\n\n<p>One</p>\n--x--\nafter"
            )
        };
        let both = contents(&parts("One"));
        assert_eq!((both.plain.trim(), both.html), ("One", None));
        assert_eq!(contents(&parts(" ")).html.as_deref(), Some("\n<p>One</p>\n"));
    }

    #[test]
    fn texts_are_joined_and_attachments_are_named() {
        let mail = "Content-Type: multipart/mixed; boundary=\"x y\"\n\n--x y\n\nOne.\n--x y\nContent-Type: image/png; name=a.png\n\n\u{1}\n\
                    --x y\nContent-Type: text/plain\n\nTwo.";
        let contents = contents(mail);
        assert_eq!(contents.plain.split_whitespace().collect::<Vec<_>>(), ["One.", "Two."]);
        assert!(contents.complaints.iter().any(|complaint| complaint.example == "image/png"));
    }

    #[test]
    fn flowed_lines_are_joined_at_their_own_depth() {
        assert_eq!(
            unflowed("The fog \ncame.\n> He \n> said \nno.\n-- \nAnn \n"),
            "The fog came.\n> He said \nno.\n-- \nAnn "
        );
    }

    #[test]
    fn parts_in_parts_end_somewhere() {
        let head = |n| format!("Content-Type: multipart/mixed; boundary=b{n}\n\n--b{n}\n");
        let deep = (0..200).map(head).collect::<Vec<_>>().concat();
        assert!(contents(&format!("{deep}\nText.")).plain.is_empty());
        let many = format!("Content-Type: multipart/mixed; boundary=b\n\n{}", "--b\n\na\n".repeat(3000));
        assert_eq!(contents(&many).plain.matches('a').count(), MOST - 1);
    }
}
