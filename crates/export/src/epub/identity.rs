//! The name of an edition, which stays the same when the story grows.

use std::fmt::Write as _;

use manuscript::Manuscript;
use sha2::{Digest, Sha256};

use crate::Imprint;

/// `urn:uuid:…` made from the work's address in the archive, else at its source, else from the story itself.
///
/// A UUID of version 8 (RFC 9562): a name hashed as version 5 does it, with SHA-256.
pub(super) fn identifier(manuscript: &Manuscript, imprint: &Imprint) -> String {
    let address = imprint.address.as_deref().or(manuscript.provenance.url.as_deref());
    let mut digest = Sha256::new();
    digest.update(b"foolscap edition\0");
    match address {
        Some(address) => digest.update(address.as_bytes()),
        None => story(manuscript, &mut digest),
    }
    let mut bytes: Vec<u8> = digest.finalize().iter().copied().take(16).collect();
    mark(&mut bytes, 6, 0x0f, 0x80);
    mark(&mut bytes, 8, 0x3f, 0x80);
    let mut urn = String::from("urn:uuid:");
    for (at, byte) in bytes.iter().enumerate() {
        let hyphen = if matches!(at, 4 | 6 | 8 | 10) { "-" } else { "" };
        let _ = write!(urn, "{hyphen}{byte:02x}");
    }
    urn
}

fn mark(bytes: &mut [u8], at: usize, keep: u8, set: u8) {
    if let Some(byte) = bytes.get_mut(at) {
        *byte = (*byte & keep) | set;
    }
}

/// Title, names and texts; each ends in a NUL, so that nothing runs together.
fn story(manuscript: &Manuscript, digest: &mut Sha256) {
    let names = manuscript.bylines.iter().map(|byline| byline.name.as_str());
    let texts = manuscript.chapters.iter().flat_map(|chapter| [chapter.title.as_str(), chapter.body.html()]);
    for part in std::iter::once(manuscript.title.as_str()).chain(names).chain(texts) {
        digest.update(part.as_bytes());
        digest.update(b"\0");
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn imprint(address: Option<&str>) -> Imprint {
        Imprint { archive: "Test".into(), address: address.map(str::to_owned), modified: jiff::Timestamp::UNIX_EPOCH }
    }

    #[test]
    fn a_new_edition_at_the_same_address_has_the_same_name() {
        let old = Manuscript { title: "Old".into(), ..Manuscript::default() };
        let new = Manuscript { title: "New".into(), ..Manuscript::default() };
        let here = imprint(Some("https://archive.example/works/7"));
        assert_eq!(identifier(&old, &here), identifier(&new, &here));
        assert_ne!(identifier(&old, &here), identifier(&old, &imprint(Some("https://archive.example/works/8"))));
        assert_ne!(identifier(&old, &imprint(None)), identifier(&new, &imprint(None)));
    }

    #[test]
    fn the_name_is_a_uuid_of_version_8() {
        let urn = identifier(&Manuscript::default(), &imprint(None));
        let parts: Vec<_> = urn.strip_prefix("urn:uuid:").unwrap().split('-').map(str::len).collect();
        assert_eq!(parts, [8, 4, 4, 4, 12]);
        assert_eq!(urn.chars().nth(23), Some('8'), "{urn}");
    }
}
