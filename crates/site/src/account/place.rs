//! Where passkeys of a site are good: under one name for ever, over TLS or on the machine itself.

use std::net::IpAddr;

use archive::accounts::Place;

use crate::SiteSettings;

/// The place that the site's address makes; none where browsers refuse to make a passkey: without TLS, or without a name.
///
/// This machine's own number stands for its name: browsers know `localhost` and refuse `127.0.0.1`.
pub(crate) fn of(settings: &SiteSettings) -> Option<Place> {
    let address = settings.address.to_lowercase();
    let (scheme, rest) = address.split_once("://")?;
    let authority = rest.split('/').next()?;
    let (name, port) = match authority.rsplit_once(':') {
        Some((name, port)) if !port.ends_with(']') => (name, Some(port)),
        _ => (authority, None),
    };
    let is_here = settings.is_on_this_machine();
    let is_number = name.starts_with('[') || name.parse::<IpAddr>().is_ok();
    if !is_here && (is_number || scheme != "https") {
        return None;
    }
    let host = if is_here { "localhost" } else { name };
    let usual = if scheme == "https" { "443" } else { "80" };
    let port = port.filter(|port| *port != usual).map_or_else(String::new, |port| format!(":{port}"));
    Some(Place { host: host.to_owned(), origin: format!("{scheme}://{host}{port}") })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_with_tls_and_this_machine_are_places_and_nothing_else_is() {
        let cases = [
            ("https://archive.example", Some(("archive.example", "https://archive.example"))),
            ("https://Archive.example:443", Some(("archive.example", "https://archive.example"))),
            ("https://archive.example:8443", Some(("archive.example", "https://archive.example:8443"))),
            ("http://localhost:8642", Some(("localhost", "http://localhost:8642"))),
            ("http://127.0.0.1:8642", Some(("localhost", "http://localhost:8642"))),
            ("http://[::1]:8642", Some(("localhost", "http://localhost:8642"))),
            ("http://localhost", Some(("localhost", "http://localhost"))),
            ("http://archive.example", None),
            ("http://192.168.1.5:8642", None),
            ("https://192.168.1.5", None),
            ("https://[2001:db8::1]:8443", None),
            ("nonsense", None),
        ];
        for (address, expected) in cases {
            let settings = SiteSettings { address: address.to_owned(), ..SiteSettings::default() };
            let expected = expected.map(|(host, origin)| Place { host: host.to_owned(), origin: origin.to_owned() });
            assert_eq!(of(&settings), expected, "{address}");
        }
    }
}
