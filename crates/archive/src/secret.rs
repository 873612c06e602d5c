//! Secrets: the random words in links and cookies that prove who somebody is.
//!
//! The archive keeps a secret's digest only, so that a copy of the database logs nobody in (ASVS 7.2, R26).

use std::fmt;

use sha2::{Digest, Sha256};

/// A secret as it stands in a link or a cookie. [`crate::Chance::secret`] makes one of 256 bits.
#[derive(Clone, PartialEq, Eq)]
pub struct Secret(String);

impl Secret {
    /// What somebody shows. Whether it proves anything, only the archive can say.
    pub fn shown(text: impl Into<String>) -> Self {
        Self(text.into())
    }

    /// The words themselves, to be put into a link or a cookie and nowhere else.
    pub fn text(&self) -> &str {
        &self.0
    }

    /// What is stored of it.
    pub(crate) fn digest(&self) -> String {
        hex(&Sha256::digest(self.0.as_bytes()))
    }

    /// Another secret that only who knows this one can say; the same one each time for the same purpose.
    #[must_use]
    pub fn derived(&self, purpose: &str) -> Self {
        Self(hex(&Sha256::digest(format!("{purpose} {}", self.0).as_bytes())))
    }
}

impl fmt::Debug for Secret {
    /// Says nothing, so that no log can tell it.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Secret")
    }
}

/// Bytes as lower-case hex digits.
pub(crate) fn hex(bytes: &[u8]) -> String {
    use fmt::Write as _;
    bytes.iter().fold(String::with_capacity(bytes.len() * 2), |mut text, byte| {
        // Writing into a String cannot fail.
        let _ = write!(text, "{byte:02x}");
        text
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_secret_is_neither_stored_nor_logged_as_it_is() {
        let secret = Secret::shown("cap-and-bells");
        assert_eq!(format!("{secret:?}"), "Secret");
        assert!(!secret.digest().contains("cap"));
        assert_eq!(secret.digest().len(), 64);
    }

    #[test]
    fn what_is_derived_differs_by_purpose_and_secret() {
        let (one, other) = (Secret::shown("one"), Secret::shown("other"));
        assert_eq!(one.derived("forms"), one.derived("forms"));
        assert_ne!(one.derived("forms"), one.derived("feeds"));
        assert_ne!(one.derived("forms"), other.derived("forms"));
        assert_ne!(one.derived("forms").digest(), one.digest());
    }
}
