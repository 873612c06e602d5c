//! When two addresses are the same story (IMP-2).

/// The key of an address: without scheme, `www.`, trailing slash, fragment and query, except `sid=…` that names an
/// eFiction story; host in lower case. Addresses with one key are one story.
pub fn url_key(url: &str) -> String {
    let url = url.trim();
    let url = url.split_once("://").map_or(url, |(_, rest)| rest);
    let url = url.split_once('#').map_or(url, |(before, _)| before);
    let (path, query) = url.split_once('?').unwrap_or((url, ""));
    let (host, path) = path.split_once('/').unwrap_or((path, ""));
    let host = host.to_lowercase();
    let host = host.strip_prefix("www.").unwrap_or(&host);
    let sid = query.split('&').find(|pair| pair.starts_with("sid="));
    let path = decode(path.trim_end_matches('/'));
    match sid {
        Some(sid) => format!("{host}/{path}?{sid}"),
        None => format!("{host}/{path}"),
    }
}

/// Undoes percent-encoding, where it gives UTF-8.
fn decode(path: &str) -> String {
    let mut bytes = Vec::with_capacity(path.len());
    let mut rest = path.as_bytes();
    while let Some((first, after)) = rest.split_first() {
        let pair = (*first == b'%').then(|| after.split_at_checked(2)).flatten();
        let byte = pair.and_then(|(digits, after)| hex(digits).map(|byte| (byte, after)));
        let (byte, after) = byte.unwrap_or((*first, after));
        bytes.push(byte);
        rest = after;
    }
    String::from_utf8(bytes).unwrap_or_else(|_| path.to_owned())
}

fn hex(digits: &[u8]) -> Option<u8> {
    u8::from_str_radix(std::str::from_utf8(digits).ok()?, 16).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn spellings_of_one_address_have_one_key() {
        for (left, right) in [
            ("http://www.Example.org/story/7/", "https://example.org/story/7"),
            ("https://example.org/s/1?ref=x#part", "example.org/s/1"),
            ("https://example.org/a%20tale", "https://example.org/a tale"),
            ("http://e.org/viewstory.php?sid=12&chapter=2", "https://www.e.org/viewstory.php?page=1&sid=12"),
        ] {
            assert_eq!(url_key(left), url_key(right), "{left} and {right}");
        }
    }

    #[test]
    fn other_stories_have_other_keys() {
        for (left, right) in [
            ("https://example.org/s/1", "https://example.org/s/2"),
            ("https://example.org/viewstory.php?sid=1", "https://example.org/viewstory.php?sid=2"),
            ("https://example.org/S", "https://example.org/s"),
        ] {
            assert_ne!(url_key(left), url_key(right));
        }
        assert_eq!(url_key("https://example.org/100%"), "example.org/100%");
    }
}
