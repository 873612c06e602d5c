//! One message: its headers decoded, the text it shows, and the story that may be in it.

use std::borrow::Cow;

use manuscript::{Complaint, Trouble, letters, plain_text};

use super::headers::{self, Header};
use super::parts::{self, Contents};
use super::words;
use crate::text::draft::Draft;
use crate::{Account, Arrival, Input, Refusal, charset, html, text};

/// A message of a mailbox.
#[derive(Debug)]
pub(super) struct Message {
    headers: Vec<Header>,
    contents: Contents,
}

impl Message {
    /// Reads the bytes of a message, whose lines end with LF.
    pub(super) fn read(bytes: &[u8]) -> Self {
        let start = bytes.iter().position(|byte| !byte.is_ascii_whitespace()).unwrap_or(bytes.len());
        let bytes = bytes.get(start..).unwrap_or_default();
        let (raw, body) = parts::parted(bytes);
        let head = bytes.get(..bytes.len() - body.len()).unwrap_or_default();
        let declared = parts::declared(&raw);
        let contents = Contents::read(&raw, body);
        let decoded = || decoded_head(head, declared.as_deref());
        let headers = if head.is_ascii() { raw } else { decoded().unwrap_or(raw) };
        let headers = headers.into_iter().map(|(label, value)| (label, words::decoded(&value))).collect();
        Self { headers, contents }
    }

    /// The value of a header.
    pub(super) fn header(&self, name: &str) -> &str {
        headers::value(&self.headers, name).unwrap_or_default()
    }

    /// The text that a reader sees under the headers.
    pub(super) fn shown(&self) -> Cow<'_, str> {
        let page = self.contents.html.as_deref();
        page.map_or(Cow::Borrowed(&self.contents.plain), |page| Cow::Owned(plain_text(page)))
    }

    /// Names the whole message as something that is not kept.
    pub(super) fn left_out(&self, what: &str) -> Complaint {
        let count = self.letters_of_headers() + letters(&self.shown()) + self.letters_left_out();
        let example =
            format!("{}: {}", self.header("subject"), self.shown().split_whitespace().collect::<Vec<_>>().join(" "));
        Complaint { letters: count, ..Complaint::new(Trouble::Dropped, what, example) }
    }

    /// The story in the message.
    pub(super) fn arrival(&self, file: &str) -> Result<Arrival, Refusal> {
        match &self.contents.html {
            Some(page) => self.arrival_of_page(page, file),
            None => self.arrival_of_text(file),
        }
    }

    fn arrival_of_text(&self, file: &str) -> Result<Arrival, Refusal> {
        let mut draft = Draft::new("Mail", file);
        draft.seen = self.letters_of_headers() + letters(&self.contents.plain) + self.letters_left_out();
        draft.manuscript.complaints.clone_from(&self.contents.complaints);
        let facts = headers::take(&self.headers, &mut draft.manuscript);
        draft.facts(facts);
        text::tell(&self.contents.plain, draft)
    }

    fn arrival_of_page(&self, page: &str, file: &str) -> Result<Arrival, Refusal> {
        let Arrival { mut manuscript, account } = html::read(&Input { name: file, bytes: page.as_bytes() })?;
        let facts = account.facts + headers::take(&self.headers, &mut manuscript);
        headers::title_from_subject(&mut manuscript);
        "Mail".clone_into(&mut manuscript.provenance.format);
        for complaint in self.contents.complaints.clone() {
            complaint.join(&mut manuscript.complaints);
        }
        let seen = account.seen + self.letters_of_headers() + self.letters_left_out();
        Ok(Arrival { account: Account::of(&manuscript, seen, facts), manuscript })
    }

    fn letters_of_headers(&self) -> u64 {
        self.headers.iter().map(|(label, value)| letters(label) + letters(value)).sum()
    }

    fn letters_left_out(&self) -> u64 {
        self.contents.complaints.iter().map(|complaint| complaint.letters).sum()
    }
}

/// Headers with letters beyond ASCII in them, which no standard allows and many programs write.
fn decoded_head(head: &[u8], declared: Option<&str>) -> Option<Vec<Header>> {
    let text = charset::decode(head, declared).text;
    headers::unfolded(&text.lines().collect::<Vec<_>>())
}
