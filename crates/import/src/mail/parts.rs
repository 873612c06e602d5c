//! The parts of a message's body (MIME): cut apart, decoded, and chosen among.
//!
//! Text is taken, plain before HTML. What is attached is named and not opened. Nesting and numbers are limited, and every
//! byte is looked at once for each level.

use manuscript::{Complaint, Trouble, letters, plain_text};

use super::{
    codings::{unflowed, untransferred},
    headers::{self, Header},
};
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
            Some(boundary) => {
                self.take_parts(&Pieces::of(body, boundary), kind.name == "multipart/alternative", depth + 1);
            }
            None if self.parts > MOST => self.name("part of a mail beyond the limit", &kind.name),
            None => self.leaf(headers, &kind, body),
        }
    }

    fn take_parts(&mut self, pieces: &Pieces<'_>, alternative: bool, depth: usize) {
        let outside: String = pieces.outside.iter().map(|text| String::from_utf8_lossy(text)).collect();
        if letters(&outside) > 0 {
            Complaint::dropped("text outside the parts of a mail", &outside).join(&mut self.complaints);
        }
        if alternative {
            return self.alternative(pieces, depth);
        }
        for (headers, body) in &pieces.parts {
            self.take(headers, body, depth);
        }
    }

    /// Of several forms of one text the plain one, if there is a word in it.
    fn alternative(&mut self, pieces: &Pieces<'_>, depth: usize) {
        let mut forms = Self { parts: self.parts, ..Self::default() };
        for (headers, body) in &pieces.parts {
            forms.take(headers, body, depth);
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

/// A body cut at the lines of a boundary.
#[derive(Debug, Default)]
struct Pieces<'b> {
    /// The parts, each with its headers.
    parts: Vec<(Vec<Header>, &'b [u8])>,
    /// What stands before the first and behind the last boundary, which mail programs hide and lists add to.
    outside: Vec<&'b [u8]>,
}

impl<'b> Pieces<'b> {
    fn of(body: &'b [u8], boundary: &str) -> Self {
        let mut pieces = Self::default();
        let (mut at, mut start, mut inside) = (0, 0, false);
        for line in body.split_inclusive(|byte| *byte == b'\n') {
            let mark =
                line.trim_ascii_end().strip_prefix(b"--").and_then(|rest| rest.strip_prefix(boundary.as_bytes()));
            if matches!(mark, Some(b"" | b"--")) {
                pieces.add(body.get(start..at).unwrap_or_default(), inside);
                (start, inside) = (at + line.len(), mark == Some(b""));
            }
            at += line.len();
        }
        // A mail that breaks off lacks its last boundary.
        pieces.add(body.get(start..).unwrap_or_default(), inside);
        pieces
    }

    fn add(&mut self, piece: &'b [u8], inside: bool) {
        if inside {
            self.parts.push(parted(piece));
        } else {
            self.outside.push(piece);
        }
    }
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

#[cfg(test)]
mod tests {
    use super::*;

    fn contents(mail: &str) -> Contents {
        let (headers, body) = parted(mail.as_bytes());
        Contents::read(&headers, body)
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
        assert_eq!((both.plain.trim(), &both.html), ("One", &None));
        let outside = both.complaints.iter().find(|complaint| complaint.letters > 0).unwrap();
        assert_eq!(outside.letters, letters("for old programs after"));
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
    fn parts_in_parts_end_somewhere() {
        let head = |n| format!("Content-Type: multipart/mixed; boundary=b{n}\n\n--b{n}\n");
        let deep = (0..200).map(head).collect::<Vec<_>>().concat();
        assert!(contents(&format!("{deep}\nText.")).plain.is_empty());
        let many = format!("Content-Type: multipart/mixed; boundary=b\n\n{}", "--b\n\na\n".repeat(3000));
        assert_eq!(contents(&many).plain.matches('a').count(), MOST - 1);
    }
}
