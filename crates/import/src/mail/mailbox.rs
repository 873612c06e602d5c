//! Cuts a mailbox into its messages, at the envelope line `From …` that stands before each.
//!
//! A line of a story may begin with that word too, so it counts only after a blank line and before headers of a mail.

use std::borrow::Cow;

use super::headers;

/// The most lines of one message's headers.
const MOST_HEADERS: usize = 500;

/// The messages of a mailbox; a file without an envelope line is one message. Line ends become LF.
pub(super) fn messages(bytes: &[u8]) -> Vec<Vec<u8>> {
    let bytes = with_line_feeds(bytes);
    let lines: Vec<&[u8]> = bytes.split(|byte| *byte == b'\n').collect();
    let starts: Vec<usize> = (0..lines.len()).filter(|at| begins(&lines, *at)).collect();
    if starts.is_empty() {
        return vec![bytes.into_owned()];
    }
    let ends = starts.iter().skip(1).copied().chain([lines.len()]);
    starts.iter().zip(ends).filter_map(|(start, end)| Some(unescaped(lines.get(*start..end)?))).collect()
}

fn with_line_feeds(bytes: &[u8]) -> Cow<'_, [u8]> {
    if !bytes.contains(&b'\r') {
        return Cow::Borrowed(bytes);
    }
    let mut out = Vec::with_capacity(bytes.len());
    let mut rest = bytes.iter().peekable();
    while let Some(byte) = rest.next() {
        if *byte == b'\r' {
            rest.next_if(|next| **next == b'\n');
        }
        out.push(if *byte == b'\r' { b'\n' } else { *byte });
    }
    Cow::Owned(out)
}

fn is_blank(line: &[u8]) -> bool {
    line.trim_ascii().is_empty()
}

/// Whether a message begins at this line.
fn begins(lines: &[&[u8]], at: usize) -> bool {
    let is_envelope = lines.get(at).is_some_and(|line| line.starts_with(b"From "));
    let after_blank = at.checked_sub(1).and_then(|before| lines.get(before)).is_none_or(|line| is_blank(line));
    is_envelope && after_blank && has_headers(lines.get(at..).unwrap_or_default())
}

/// Whether the lines up to the first blank one are the headers of a mail.
fn has_headers(lines: &[&[u8]]) -> bool {
    let head = lines.iter().take(MOST_HEADERS).take_while(|line| !is_blank(line));
    let head: Vec<Cow<'_, str>> = head.map(|line| String::from_utf8_lossy(line)).collect();
    let head: Vec<&str> = head.iter().map(AsRef::as_ref).collect();
    headers::read(&head).is_some()
}

/// The lines of a message, with the `>` taken off that a mailbox puts before `From ` in a text.
fn unescaped(lines: &[&[u8]]) -> Vec<u8> {
    let is_escaped = |line: &[u8]| {
        let bare = line.iter().position(|byte| *byte != b'>').and_then(|at| line.get(at..));
        line.starts_with(b">") && bare.is_some_and(|bare| bare.starts_with(b"From "))
    };
    let plain =
        |line: &&[u8]| if is_escaped(line) { line.get(1..).unwrap_or_default().to_vec() } else { line.to_vec() };
    lines.iter().map(plain).collect::<Vec<_>>().join(&b'\n')
}

#[cfg(test)]
mod tests {
    use super::*;

    fn texts(mailbox: &str) -> Vec<String> {
        messages(mailbox.as_bytes()).into_iter().map(|message| String::from_utf8(message).unwrap()).collect()
    }

    #[test]
    fn a_mailbox_is_cut_before_headers_and_nowhere_else() {
        let one = "From ann@b.org Sat Nov 14 21:07:33 1998\r\nFrom: ann@b.org\r\nSubject: Jam\r\n\r\n";
        let mailbox = format!("{one}One.\r\n\r\nFrom then on it rained.\r\n>From here, too.\r\n\r\n{one}Two.\r\n");
        let found = texts(&mailbox);
        assert_eq!(found.len(), 2);
        assert!(found[0].contains("\n\nFrom then on it rained.\nFrom here, too.\n") && found[1].ends_with("Two.\n"));
        assert_eq!(texts(&mailbox.replace("\r\n", "\r")), found, "as old Macs have it");
    }

    #[test]
    fn a_message_without_an_envelope_is_alone() {
        assert_eq!(texts("From: a@b.org\nSubject: Jam\n\nOne.\n\n> From me").len(), 1);
        assert_eq!(texts(""), [""]);
    }
}
