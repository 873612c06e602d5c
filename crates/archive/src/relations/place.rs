//! What an address is the address of, seen from an archive: a work there, something else there, or something elsewhere.

use crate::WorkId;

/// What an address leads to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Place {
    /// The work with this number, if there is one.
    Here(WorkId),
    /// Something else of this archive.
    Nowhere,
    /// Elsewhere.
    Elsewhere,
}

impl Place {
    /// Where an address leads, seen from the archive at `archive`.
    pub fn of(archive: &str, address: &str) -> Self {
        let host = |address: &str| {
            let rest = address.split_once("://").map_or(address, |(_, rest)| rest);
            let host = rest.split(['/', '?', '#']).next().unwrap_or_default().to_ascii_lowercase();
            host.strip_prefix("www.").map(str::to_owned).unwrap_or(host)
        };
        let rest = address.split_once("://").map(|(_, rest)| rest);
        let path = rest.map_or(address, |rest| rest.split_once('/').map_or("", |(_, path)| path));
        if !address.starts_with('/') && host(address) != host(archive) {
            return Self::Elsewhere;
        }
        let path = path.split(['?', '#']).next().unwrap_or_default();
        let mut parts = path.split('/').skip_while(|part| *part != "works").skip(1);
        parts.next().and_then(|id| id.parse().ok()).map_or(Self::Nowhere, Self::Here)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_on_our_host_is_a_work_here_or_nothing() {
        let archive = "https://fools.example:8443";
        let here = [
            "https://fools.example:8443/works/7",
            "http://www.FOOLS.example:8443/works/7/chapters/9?view_adult=true#c",
            "https://fools.example:8443/collections/x/works/7",
            "/works/7",
        ];
        for address in here {
            assert_eq!(Place::of(archive, address), Place::Here(WorkId::new(7)), "{address}");
        }
        for address in ["https://fools.example:8443/users/ana", "https://fools.example:8443", "/series/7", "/works/x"] {
            assert_eq!(Place::of(archive, address), Place::Nowhere, "{address}");
        }
        for address in ["https://example.org/works/7", "https://fools.example.org/works/7", "fools"] {
            assert_eq!(Place::of(archive, address), Place::Elsewhere, "{address}");
        }
        assert_eq!(Place::of(archive, ""), Place::Elsewhere);
    }
}
