//! Passwords: what may be one, and their hashes (argon2id; ASVS 6.2, 11.4).
//!
//! Hashing is made to be slow, so it happens where a caller can afford it: never in a transaction, never on a thread
//! that serves pages. Every character of a password counts, and none is changed (R6).

use argon2::Argon2;
use argon2::password_hash::phc::PasswordHash;
use argon2::password_hash::{PasswordHasher as _, PasswordVerifier as _};

use crate::chance::Chance;
use crate::{Error, Result};
use crate::{FieldError, Slip};

/// Fewer characters are too few (USER-1).
const SHORTEST: usize = 8;

/// More bytes than this are nobody's password.
const LONGEST: usize = 1_024;

/// Passwords that everybody tries first, beside the archive's and the account's own name.
const WORN_OUT: &[&str] = &[
    "12345678",
    "123456789",
    "1234567890",
    "password",
    "password1",
    "passw0rd",
    "qwertyui",
    "qwertyuiop",
    "iloveyou",
    "11111111",
    "00000000",
    "sunshine",
    "princess",
    "football",
    "baseball",
    "superman",
    "trustno1",
    "letmein1",
    "abcd1234",
    "1q2w3e4r",
    "1qaz2wsx",
    "zaq12wsx",
    "asdfghjk",
    "foolscap",
    "fanfiction",
    "archiveofourown",
];

/// A password as somebody typed it.
#[derive(Clone)]
pub struct Password(String);

/// What is stored of a password: argon2id as a PHC string.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct HashedPassword(String);

impl Password {
    /// What somebody typed to log in.
    pub fn typed(text: impl Into<String>) -> Self {
        Self(text.into())
    }

    /// What somebody wants as a password: 8 characters to 1,024 bytes, and not what everybody tries first.
    pub fn chosen(text: &str, name: &str) -> Result<Self> {
        let length = text.chars().count();
        let lower = text.to_lowercase();
        let slip = if length < SHORTEST {
            Slip::TooShort { least: SHORTEST as u64, is: length as u64 }
        } else if text.len() > LONGEST {
            Slip::TooLong { most: LONGEST as u64, is: text.len() as u64 }
        } else if WORN_OUT.contains(&lower.as_str()) || lower == name.to_lowercase() || is_one_letter(&lower) {
            Slip::WornOut
        } else {
            return Ok(Self(text.to_owned()));
        };
        Err(Error::Invalid(vec![FieldError::new("password", slip)]))
    }

    /// Hashes it with a fresh salt. Takes tens of milliseconds and 19 MiB.
    pub fn hashed(&self, chance: &Chance) -> Result<HashedPassword> {
        let hash: PasswordHash = Argon2::default()
            .hash_password_with_salt(self.0.as_bytes(), &chance.bytes::<16>())
            .map_err(|_| Error::broken("a password could not be hashed"))?;
        Ok(HashedPassword(hash.to_string()))
    }

    /// Whether this is the password that was hashed; when there was none, the same work is done and the answer is no.
    pub fn fits(&self, hashed: Option<&HashedPassword>) -> bool {
        let stored = hashed.map_or(NOBODYS, |hashed| hashed.0.as_str());
        let Ok(stored) = PasswordHash::new(stored) else { return false };
        Argon2::default().verify_password(self.0.as_bytes(), &stored).is_ok() && hashed.is_some()
    }
}

/// A hash made like all others, of a password that was thrown away.
const NOBODYS: &str =
    "$argon2id$v=19$m=19456,t=2,p=1$c29tZXNhbHRzb21lc2FsdA$UmnA5Tk7e6X5kqQ9q0o2fF2kY1cF3W0r0L3yq6m5c5E";

impl HashedPassword {
    /// The PHC string, for its column.
    pub(crate) fn text(&self) -> &str {
        &self.0
    }

    pub(crate) const fn stored(text: String) -> Self {
        Self(text)
    }
}

impl std::fmt::Debug for Password {
    /// Says nothing, so that no log can tell it.
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Password")
    }
}

fn is_one_letter(text: &str) -> bool {
    let mut letters = text.chars();
    letters.next().is_some_and(|first| letters.all(|letter| letter == first))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_password_fits_its_own_hash_only() {
        let chance = Chance::seeded(3);
        for text in ["correct horse", "pässwörd ünïcode 雨", "  spaces  around  ", "\u{202e}rtl and \u{0} NUL"] {
            let hashed = Password::typed(text).hashed(&chance).unwrap();
            assert!(Password::typed(text).fits(Some(&hashed)), "{text:?}");
            assert!(!Password::typed(format!("{text}!")).fits(Some(&hashed)));
            assert!(!Password::typed(text.trim()).fits(Some(&hashed)) || text.trim() == text);
        }
    }

    #[test]
    fn the_same_password_is_hashed_differently_each_time() {
        let chance = Chance::seeded(3);
        let password = Password::typed("correct horse");
        assert_ne!(password.hashed(&chance).unwrap(), password.hashed(&chance).unwrap());
    }

    #[test]
    fn nobodys_password_is_worked_on_and_never_fits() {
        assert!(PasswordHash::new(NOBODYS).is_ok());
        assert!(!Password::typed("anything at all").fits(None));
    }

    #[test]
    fn what_everybody_tries_first_is_no_password() {
        for bad in ["short", "Password", "archiveofourown", "wren_the_second", "aaaaaaaaaaa", &"x1".repeat(600)] {
            assert!(Password::chosen(bad, "Wren_the_second").is_err(), "{bad}");
        }
        for good in ["a fool and a cap", "雨が降る夜に読む", &"long ".repeat(200)] {
            assert!(Password::chosen(good, "wren").is_ok(), "{good}");
        }
    }
}
