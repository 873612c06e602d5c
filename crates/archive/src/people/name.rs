//! What an account may be called (USER-1).

use crate::{Error, Result, Slip};

/// Words that stand where a name would in the site's addresses, under `/users/`.
const ADDRESSES: &[&str] = &["address", "agreement", "confirm", "login", "logout", "owner", "password", "signup"];

/// Checks the name of an account: 3 to 40 ASCII letters, digits and underscores, an underscore neither first nor last.
pub fn check(name: &str) -> Result<()> {
    let fits = (3..=40).contains(&name.len());
    let letters = name.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'_');
    let ends = !name.starts_with('_') && !name.ends_with('_');
    if ADDRESSES.contains(&name.to_ascii_lowercase().as_str()) {
        return Err(Error::invalid("name", Slip::Taken));
    }
    if fits && letters && ends {
        return Ok(());
    }
    Err(Error::invalid("name", Slip::NotAName))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_of_accounts_follow_the_rule() {
        for good in ["ana", "Wren_2", "x9x", &"a".repeat(40)] {
            assert!(check(good).is_ok(), "{good}");
        }
        for bad in ["", "bo", "_ana", "ana_", "ána", "a b c", "a-b-c", "Login", &"a".repeat(41)] {
            assert!(matches!(check(bad), Err(Error::Invalid(_))), "{bad}");
        }
    }
}
