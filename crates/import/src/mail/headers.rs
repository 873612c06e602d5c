//! The headers of a mail: which lines they are, and what they say of a story.

use manuscript::{Complaint, Manuscript, ProposedField, Trouble, letters};

use super::subject::Subject;
use crate::header;

/// Headers of which two prove a mail.
const PROOFS: &[&str] = &["from", "subject", "date", "newsgroups", "message-id", "to", "sender"];

/// Beginnings of headers that only machines read, and that tell more of a person than a story's page should.
const TECHNICAL: &[&str] = &[
    "from ",
    "received",
    "return-path",
    "delivered-to",
    "envelope-to",
    "mime-version",
    "content-",
    "x-",
    "nntp-",
    "list-",
    "path",
    "lines",
    "references",
    "in-reply-to",
    "xref",
    "status",
    "precedence",
    "errors-to",
    "dkim-",
    "domainkey-",
    "authentication-results",
    "arc-",
    "thread-",
    "user-agent",
    "importance",
    "priority",
];

/// A header's name and its value.
pub(crate) type Header = (String, String);

/// The headers of a mail, with folded lines joined; `None` when the lines are anything else.
pub(crate) fn read(lines: &[&str]) -> Option<Vec<Header>> {
    unfolded(lines).filter(|headers| is_mail(headers))
}

/// Whether a text begins with the headers of a mail.
pub(crate) fn begin(text: &str) -> bool {
    let lines = text.lines().skip_while(|line| line.trim().is_empty());
    let head: Vec<&str> = lines.take_while(|line| !line.trim().is_empty()).collect();
    read(&head).is_some()
}

/// Headers with their folded lines joined; `None` when a line is no header.
pub(super) fn unfolded(lines: &[&str]) -> Option<Vec<Header>> {
    let mut headers: Vec<Header> = Vec::new();
    for line in lines {
        if let Some(envelope) = line.strip_prefix("From ").filter(|_| headers.is_empty()) {
            headers.push(("From ".to_owned(), envelope.to_owned()));
        } else if line.starts_with([' ', '\t']) {
            let (_, value) = headers.last_mut()?;
            value.push(' ');
            value.push_str(line.trim());
        } else {
            let (label, value) = line.split_once(':')?;
            let is_label = label.chars().all(|c| c.is_ascii_alphanumeric() || c == '-') && !label.is_empty();
            is_label.then(|| headers.push((label.to_owned(), value.trim().to_owned())))?;
        }
    }
    Some(headers)
}

fn is_mail(headers: &[Header]) -> bool {
    let has = |name: &str| value(headers, name).is_some();
    PROOFS.iter().filter(|name| has(name)).count() >= 2 && (has("from") || has("newsgroups") || has("message-id"))
}

/// The value of the first header of this name.
pub(super) fn value<'h>(headers: &'h [Header], name: &str) -> Option<&'h str> {
    headers.iter().find(|(label, _)| label.eq_ignore_ascii_case(name)).map(|(_, value)| value.as_str())
}

/// Puts the headers into the manuscript; gives the letters that became facts.
pub(super) fn take(headers: &[Header], manuscript: &mut Manuscript) -> u64 {
    let mut facts = 0;
    for (label, value) in headers {
        let count = letters(label) + letters(value);
        let lower = label.to_lowercase();
        if TECHNICAL.iter().any(|start| lower.starts_with(start)) {
            let complaint = Complaint::new(Trouble::Dropped, "technical line of a mail", label);
            Complaint { letters: count, ..complaint }.join(&mut manuscript.complaints);
        } else {
            facts += count;
            manuscript.extra.push((label.clone(), value.clone()));
            say(&lower, value, manuscript);
        }
    }
    facts
}

fn say(label: &str, value: &str, manuscript: &mut Manuscript) {
    match label {
        "date" => manuscript.published = header::parse_date(value),
        "subject" => {
            manuscript.proposals.extend(header::propose(value));
            if let Some(part) = Subject::read(value).part_in_words() {
                header::take("Part", &part, manuscript);
            }
        }
        "from" => manuscript.proposals.push(header::proposal(ProposedField::Byline, sender(value), value)),
        _ => {}
    }
}

/// Where nothing else names the title, a mail's subject does, without its tags and marks; told as doubtful.
pub(crate) fn title_from_subject(manuscript: &mut Manuscript) {
    let said = manuscript.extra.iter().find(|(label, _)| label.eq_ignore_ascii_case("subject"));
    let untitled = manuscript.title == Manuscript::default().title;
    let Some((_, subject)) = said.filter(|_| untitled).cloned() else { return };
    let title = Subject::read(&subject).story;
    if title.contains(char::is_alphanumeric) {
        Complaint::new(Trouble::Doubted, "title read from the subject line", subject).join(&mut manuscript.complaints);
        manuscript.title = title;
    }
}

/// The person's name in `"Ann" <a@b.org>` or `a@b.org (Ann)`, else what stands before the `@`.
fn sender(value: &str) -> &str {
    let bracketed = value.split_once('(').and_then(|(_, rest)| rest.split_once(')')).map(|(name, _)| name);
    let named = value.split_once('<').map(|(name, _)| name.trim().trim_matches('"'));
    let account = value.trim_start_matches('<').split('@').next().unwrap_or(value);
    bracketed.or(named).map(str::trim).filter(|name| !name.is_empty()).unwrap_or(account)
}

/// The address in a `From` header, by which two mails are of one person.
pub(super) fn address(value: &str) -> String {
    let word = value.split([' ', '<', '>', '(', ')', '"']).find(|word| word.contains('@'));
    word.unwrap_or(value).trim().to_lowercase()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn senders_have_names_and_addresses() {
        for (value, name) in
            [("a@b.org (Ann)", "Ann"), ("\"Ann B\" <A@b.org>", "Ann B"), ("a@b.org", "a"), ("<a@b.org>", "a")]
        {
            assert_eq!((sender(value), address(value).as_str()), (name, "a@b.org"));
        }
    }

    #[test]
    fn what_machines_say_to_machines_is_dropped_and_counted() {
        let headers = [("Received", "from home by 10.0.0.7"), ("Newsgroups", "alt.jam")];
        let headers: Vec<Header> = headers.iter().map(|(name, value)| ((*name).into(), (*value).into())).collect();
        let mut manuscript = Manuscript::default();
        assert_eq!(take(&headers, &mut manuscript), letters("Newsgroups alt.jam"));
        assert_eq!(manuscript.extra, [("Newsgroups".to_owned(), "alt.jam".to_owned())]);
        let [complaint] = manuscript.complaints.as_slice() else { panic!("{:?}", manuscript.complaints) };
        assert_eq!((complaint.letters, complaint.example.as_str()), (letters("Receivedfromhomeby10007"), "Received"));
    }

    #[test]
    fn a_text_begins_with_headers_or_does_not() {
        assert!(begin("\nFrom: a@b.org\nSubject: Jam\n and toast\n\nOne."));
        for text in
            ["From: a\n\nOne.", "Title: Jam\nFrom: a\nDate: x y\nShe said: no\nOne", "Subject: x\nDate: y\n\n", ""]
        {
            assert!(!begin(text), "{text}");
        }
    }
}
