//! Mail addresses.

use std::fmt;
use std::str::FromStr;

use crate::{Error, Result};
use crate::{FieldError, Slip};

/// Longer addresses are refused (RFC 5321 §4.5.3.1.3).
const LONGEST: usize = 254;

/// A mail address that has the form of one. Whether somebody reads it, only a letter can tell.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Address(String);

impl Address {
    /// The address as it was typed.
    pub fn text(&self) -> &str {
        &self.0
    }

    /// The key under which two spellings are one address: case is folded.
    pub(crate) fn key(&self) -> String {
        self.0.to_lowercase()
    }
}

impl FromStr for Address {
    type Err = Error;

    /// Takes what mail can be sent to: one `@`, something on both sides, a dot in the host, nothing that could break
    /// out of a mail's header (ASVS 1.3.11).
    fn from_str(text: &str) -> Result<Self> {
        let text = text.trim();
        let is_plain =
            |letter: char| !letter.is_whitespace() && !letter.is_control() && !"<>()[],;:\"\\".contains(letter);
        let good = text.split_once('@').is_some_and(|(local, host)| {
            let labels = host.split('.').collect::<Vec<_>>();
            !local.is_empty() && labels.len() > 1 && labels.iter().all(|label| !label.is_empty()) && !host.contains('@')
        });
        if good && text.len() <= LONGEST && text.chars().all(is_plain) {
            return Ok(Self(text.to_owned()));
        }
        Err(Error::Invalid(vec![FieldError::new("email", Slip::NotAnAddress)]))
    }
}

impl fmt::Display for Address {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_mail_can_be_sent_to_is_an_address() {
        for good in ["ana@example.org", " ana+fics@mail.example.co.uk ", "ána@exämple.org", "a@b.c"] {
            assert!(good.parse::<Address>().is_ok(), "{good}");
        }
        for bad in [
            "",
            "ana",
            "ana@",
            "@example.org",
            "ana@example",
            "ana@@example.org",
            "ana@example..org",
            "ana@example.org\r\nBcc: all@example.org",
            "Ana <ana@example.org>",
            "ana@example.org, bo@example.org",
        ] {
            assert!(matches!(bad.parse::<Address>(), Err(Error::Invalid(_))), "{bad}");
        }
        assert!(format!("{}@example.org", "a".repeat(250)).parse::<Address>().is_err());
    }

    #[test]
    fn spellings_of_one_address_have_one_key() {
        assert_eq!("Ana@Example.ORG".parse::<Address>().unwrap().key(), "ana@example.org");
    }
}
