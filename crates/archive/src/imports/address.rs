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

/// The keys under which the story at an address may have come in: its own, and where a known archive has the same story under
/// several addresses (a chapter's, a collection's, with the title behind the number), that of the story alone.
pub(crate) fn spellings(url: &str) -> Vec<String> {
    let key = url_key(url);
    let (host, path) = key.split_once('/').unwrap_or((key.as_str(), ""));
    let number = |after: &str| {
        let (_, rest) = path.split_once(after)?;
        let digits: String = rest.chars().take_while(char::is_ascii_digit).collect();
        (!digits.is_empty()).then_some(digits)
    };
    let others = match host {
        "archiveofourown.org" | "ao3.org" | "archiveofourown.com" => {
            number("works/").into_iter().map(|id| format!("archiveofourown.org/works/{id}")).collect()
        }
        "fanfiction.net" | "m.fanfiction.net" | "fictionpress.com" | "m.fictionpress.com" => {
            let host = host.trim_start_matches("m.");
            number("s/").into_iter().flat_map(|id| ["", "/1"].map(|end| format!("{host}/s/{id}{end}"))).collect()
        }
        _ => Vec::new(),
    };
    let mut all = vec![key.clone()];
    all.extend(others.into_iter().filter(|other| *other != key));
    all
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
    fn a_story_is_known_by_the_addresses_of_its_chapters_too() {
        for (url, key) in [
            ("https://archiveofourown.org/collections/x/works/12/chapters/3", "archiveofourown.org/works/12"),
            ("https://m.fanfiction.net/s/7/4/Jam", "fanfiction.net/s/7"),
            ("https://www.fanfiction.net/s/7", "fanfiction.net/s/7/1"),
            ("https://example.org/s/1", "example.org/s/1"),
        ] {
            assert!(spellings(url).iter().any(|spelling| spelling == key), "{:?}", spellings(url));
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
