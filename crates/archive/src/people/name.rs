//! What an account may be called (USER-1).

use crate::tags::key;
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

/// Names that would be taken for the archive's own, where its host says no others (USER-1).
pub const FORBIDDEN: &[&str] = &[
    "abuse",
    "admin",
    "administrator",
    "anon",
    "anonymous",
    "archivist",
    "foolscap",
    "host",
    "mod",
    "moderator",
    "moderators",
    "mods",
    "nobody",
    "official",
    "orphan_account",
    "owner",
    "postmaster",
    "root",
    "security",
    "staff",
    "support",
    "system",
    "unknown",
    "webmaster",
    "wrangler",
];

/// Refuses a name, of an account or to write under, that stands among those which are forbidden, in whatever spelling.
/// Whom the archive's host gives a name is not asked.
pub fn check_allowed<S: AsRef<str>>(name: &str, forbidden: &[S]) -> Result<()> {
    let folded = |name: &str| key(name).replace(|letter: char| !letter.is_alphanumeric(), "");
    let wanted = folded(name);
    if !wanted.is_empty() && forbidden.iter().any(|name| folded(name.as_ref()) == wanted) {
        return Err(Error::invalid("name", Slip::Reserved));
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_forbidden_name_is_forbidden_in_every_spelling() {
        for bad in ["Anonymous", "ANÓNYMOUS", "a-n_o n y m o u s", "Ｍoderator", "orphan account", "Orphan_Account"] {
            assert!(check_allowed(bad, FORBIDDEN).is_err(), "{bad}");
        }
        for good in ["ana", "anonymousana", "Mod Podge", "----"] {
            assert!(check_allowed(good, FORBIDDEN).is_ok(), "{good}");
        }
        assert!(check_allowed::<&str>("admin", &[]).is_ok(), "where the host forbids none");
    }

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
