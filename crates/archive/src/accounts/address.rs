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

    /// The key under which all addresses of one mailbox are one (INV-2, INV-4): what follows a `+` is dropped, and at
    /// Google, which has two names and reads no dots, the dots. Elsewhere a dot may make another person.
    pub(crate) fn mailbox(&self) -> String {
        let key = self.key();
        let (local, host) = key.split_once('@').unwrap_or((&key, ""));
        let local = local.split_once('+').map_or(local, |(before, _)| before);
        match host {
            "gmail.com" | "googlemail.com" => format!("{}@gmail.com", local.replace('.', "")),
            _ => format!("{local}@{host}"),
        }
    }

    /// The address as the log keeps it for good: enough for those who know it, and nothing to write to.
    pub(crate) fn masked(&self) -> String {
        let (local, host) = self.0.split_once('@').unwrap_or((&self.0, ""));
        let first: String = local.chars().take(1).collect();
        format!("{first}…@{host}")
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
    fn addresses_of_one_mailbox_have_one_key() {
        let mailbox = |text: &str| text.parse::<Address>().unwrap().mailbox();
        for one in ["Ana.Fics@gmail.com", "anafics+archive@googlemail.com", "a.n.a.fics@GMAIL.com"] {
            assert_eq!(mailbox(one), "anafics@gmail.com", "{one}");
        }
        assert_eq!(mailbox("bo+fics@example.org"), mailbox("BO@example.org"));
        assert_ne!(mailbox("b.o@example.org"), mailbox("bo@example.org"), "a dot may make another person");
        assert_eq!("bo@example.org".parse::<Address>().unwrap().masked(), "b…@example.org");
    }

    #[test]
    fn spellings_of_one_address_have_one_key() {
        assert_eq!("Ana@Example.ORG".parse::<Address>().unwrap().key(), "ana@example.org");
    }
}
