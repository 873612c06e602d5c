//! Recovery codes: ten words that each stand in for the app once (ADM-1). They are shown when they are made and never
//! again; only their digests are kept.

use crate::db::args;
use crate::mail::{self, Matter};
use crate::{Chance, PersonId, Result, Secret, Tx};

/// So many are given at once.
const MANY: usize = 10;

/// So many letters has one: 80 bits.
const LENGTH: usize = 16;

/// The letters of a code: none of them is easily taken for another.
const LETTERS: &[u8; 32] = b"0123456789abcdefghjkmnpqrstvwxyz";

/// Ten codes, to be shown once.
#[derive(Clone, PartialEq, Eq)]
pub struct RecoveryCodes(Vec<String>);

impl RecoveryCodes {
    /// Codes that nobody had before.
    pub fn fresh(chance: &Chance) -> Self {
        let letter = |byte: u8| LETTERS.get(usize::from(byte % 32)).map(|letter| char::from(*letter));
        let code = || chance.bytes::<LENGTH>().into_iter().filter_map(letter).collect::<String>();
        Self((0..MANY).map(|_| code()).collect())
    }

    /// The codes as people read them: four letters, a dash, four letters.
    pub fn shown(&self) -> Vec<String> {
        let dashed = |code: &String| {
            let letters: Vec<char> = code.chars().collect();
            letters.chunks(4).map(String::from_iter).collect::<Vec<_>>().join("-")
        };
        self.0.iter().map(dashed).collect()
    }

    /// Whether what was typed is a recovery code and not an app's: by its length.
    pub fn has_the_form_of_one(typed: &str) -> bool {
        plain(typed).chars().count() == LENGTH
    }
}

impl std::fmt::Debug for RecoveryCodes {
    /// Says nothing, so that no log can tell them.
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("RecoveryCodes")
    }
}

/// How many a person has left.
pub(super) fn count(tx: &Tx<'_>, person: PersonId) -> Result<u64> {
    tx.count("select count(*) from recovery_codes where person_id = $1", args![person])
}

/// Keeps these instead of those that a person had.
pub(super) fn keep(tx: &Tx<'_>, person: PersonId, codes: &RecoveryCodes) -> Result<()> {
    tx.run("delete from recovery_codes where person_id = $1", args![person])?;
    for code in &codes.0 {
        tx.run("insert into recovery_codes (person_id, digest) values ($1, $2)", args![person, digest(code)])?;
    }
    Ok(())
}

/// Uses a code up, if it is one of the person's; a letter tells it.
pub(super) fn take(tx: &Tx<'_>, person: PersonId, typed: &str) -> Result<bool> {
    let used = "delete from recovery_codes where person_id = $1 and digest = $2";
    if tx.run(used, args![person, digest(&plain(typed))])? == 0 {
        return Ok(false);
    }
    mail::write(tx, person, &Matter::RecoveryCodeUsed { left: count(tx, person)? })?;
    Ok(true)
}

fn digest(code: &str) -> String {
    Secret::shown(code).digest()
}

/// A code as it is kept: without what people put between, and with the letters that they meant.
fn plain(typed: &str) -> String {
    let letters = typed.chars().filter(|letter| !letter.is_whitespace() && *letter != '-');
    letters
        .map(|letter| match letter.to_ascii_lowercase() {
            'o' => '0',
            'i' | 'l' => '1',
            other => other,
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ten_codes_of_four_times_four_letters_are_all_different() {
        let codes = RecoveryCodes::fresh(&Chance::seeded(7)).shown();
        assert_eq!(codes.len(), 10);
        for code in &codes {
            assert_eq!(code.split('-').map(str::len).collect::<Vec<_>>(), [4, 4, 4, 4], "{code}");
            assert_eq!(codes.iter().filter(|other| *other == code).count(), 1);
            assert!(RecoveryCodes::has_the_form_of_one(code));
        }
    }

    #[test]
    fn a_code_is_read_as_people_write_it() {
        assert_eq!(plain(" 0A1B-c2d3 e4f5-OIl9 "), "0a1bc2d3e4f50119");
        assert!(!RecoveryCodes::has_the_form_of_one("123 456"));
    }

    #[test]
    fn codes_are_not_logged() {
        assert_eq!(format!("{:?}", RecoveryCodes::fresh(&Chance::seeded(7))), "RecoveryCodes");
    }
}
