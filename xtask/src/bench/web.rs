//! The least of an HTTP client: one GET on a connection of its own, to a server on this machine.

use std::io::{Read, Write};
use std::net::TcpStream;

use anyhow::{Context, Result, ensure};

/// Gets `path` from a server such as `http://127.0.0.1:8642`; anything but 200 is an error. Nothing is asked to be compressed.
pub fn get(base: &str, path: &str) -> Result<Vec<u8>> {
    get_with(base, path, "")
}

/// The same with further headers, each with its line's end.
pub fn get_with(base: &str, path: &str, headers: &str) -> Result<Vec<u8>> {
    let host = base.strip_prefix("http://").context("only http:// is spoken here")?;
    let mut stream = TcpStream::connect(host).with_context(|| format!("cannot reach {base}"))?;
    // HTTP/1.0 answers end with the connection and are never chunked.
    write!(stream, "GET {path} HTTP/1.0\r\nHost: {host}\r\n{headers}\r\n")?;
    let mut answer = Vec::new();
    stream.read_to_end(&mut answer)?;
    let (head, body) = parted(&answer).with_context(|| format!("{base}{path} gave no HTTP answer"))?;
    ensure!(head.split(' ').nth(1) == Some("200"), "{base}{path} answered {}", head.lines().next().unwrap_or_default());
    Ok(body.to_vec())
}

/// One whole answer on a connection that stays open: its head, and its body as text. It must say its length.
pub fn answer(stream: &mut TcpStream) -> Result<(String, String)> {
    let (mut seen, mut buffer) = (Vec::new(), vec![0; 65_536]);
    loop {
        let count = stream.read(&mut buffer)?;
        ensure!(count > 0, "the server hung up");
        seen.extend_from_slice(buffer.get(..count).unwrap_or_default());
        let Some((head, body)) = parted(&seen) else { continue };
        let length = header(head, "content-length").and_then(|length| length.parse().ok()).unwrap_or(0);
        if body.len() >= length {
            return Ok((head.to_owned(), String::from_utf8_lossy(body).into_owned()));
        }
    }
}

/// A header of an answer's head, by its name in any case.
pub fn header<'h>(head: &'h str, name: &str) -> Option<&'h str> {
    let lines = head.lines().filter_map(|line| line.split_once(": "));
    lines.into_iter().find(|(known, _)| known.eq_ignore_ascii_case(name)).map(|(_, value)| value)
}

/// The addresses of works that a page links to, each once, in order.
pub fn works(html: &str) -> Vec<String> {
    let mut found = Vec::new();
    for (_, rest) in html.match_indices("href=\"/works/").map(|(at, mark)| html.split_at(at + mark.len())) {
        let id: String = rest.chars().take_while(char::is_ascii_digit).collect();
        if !id.is_empty() && rest.strip_prefix(&id).is_some_and(|next| next.starts_with('"')) && !found.contains(&id) {
            found.push(id);
        }
    }
    found.into_iter().map(|id| format!("/works/{id}")).collect()
}

/// The first address on a page that begins and ends so.
pub fn link<'a>(html: &'a str, start: &str, end: &str) -> Option<&'a str> {
    let hrefs = html.split("href=\"").skip(1).filter_map(|rest| rest.split('"').next());
    hrefs
        .into_iter()
        .find(|href| href.starts_with(start) && href.split('?').next().is_some_and(|path| path.ends_with(end)))
}

/// The head and the body of an answer, once the head is whole.
pub fn parted(answer: &[u8]) -> Option<(&str, &[u8])> {
    let end = answer.windows(4).position(|four| four == b"\r\n\r\n")?;
    let (head, body) = answer.split_at_checked(end + 4)?;
    Some((std::str::from_utf8(head).ok()?, body))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_answer_is_parted_at_the_first_empty_line() {
        assert_eq!(
            parted(b"HTTP/1.1 200 OK\r\nA: b\r\n\r\nbody\r\n\r\n"),
            Some(("HTTP/1.1 200 OK\r\nA: b\r\n\r\n", &b"body\r\n\r\n"[..]))
        );
        assert_eq!(parted(b"nothing"), None);
    }

    #[test]
    fn works_are_found_once_and_their_chapters_are_not_works() {
        let html = r#"<a href="/works/12">a</a><a href="/works/12/navigate">b</a><a href="/works/7">c</a><a href="/works/12">d</a>"#;
        assert_eq!(works(html), ["/works/12", "/works/7"]);
    }

    #[test]
    fn a_link_is_known_by_how_it_begins_and_ends() {
        let html = r#"<a href="/downloads/1/a.txt?x=1">t</a><a href="/downloads/1/a.epub?x=1">e</a>"#;
        assert_eq!(link(html, "/downloads/", ".epub"), Some("/downloads/1/a.epub?x=1"));
        assert_eq!(link(html, "/works/", ""), None);
    }
}
