//! Making people and pseuds. How a member proves who they are stands in [`crate::accounts`].

use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

use super::{Kind, Pseud, check_name, resting};
use crate::db::args;
use crate::error::What;
use crate::feed::{self, Change};
use crate::tags::key;
use crate::{Error, PersonId, PseudId, Result, Slip, Tx, policies};

/// Makes a member with one pseud of the same name (PSEUD-1), without an account: for samples and tests.
pub fn join(tx: &Tx<'_>, name: &str) -> Result<(PersonId, PseudId)> {
    make(tx, name, Kind::Member)
}

/// Makes a person of a kind under a name that is free, with one pseud of the same name.
pub(crate) fn make(tx: &Tx<'_>, name: &str, kind: Kind) -> Result<(PersonId, PseudId)> {
    check_free(tx, name)?;
    insert(tx, kind, name, name)
}

/// Whether a new account may have this name (USER-1).
fn check_free(tx: &Tx<'_>, name: &str) -> Result<()> {
    check_name(name)?;
    let name_key = key(name);
    if tx.count("select count(*) from people where name_key = $1", args![&name_key])? > 0 {
        return Err(Error::Conflict(What::NameTaken(name.to_owned())));
    }
    resting::check(tx, name, None)
}

/// Gives a person another name, if nobody has it and it does not rest for another; the pseud of the old name follows, unless they have one of the new name (USER-5).
pub(crate) fn call(tx: &Tx<'_>, person: PersonId, before: &str, name: &str) -> Result<()> {
    let name_key = key(name);
    if tx.count("select count(*) from people where name_key = $1 and id <> $2", args![&name_key, person])? > 0 {
        return Err(Error::Conflict(What::NameTaken(name.to_owned())));
    }
    resting::check(tx, name, Some(person))?;
    resting::wake(tx, name)?;
    tx.run("update people set name = $2, name_key = $3 where id = $1", args![person, name, &name_key])?;
    let (old, new) = (pseud_of(tx, person, before)?, pseud_of(tx, person, name)?);
    if let Some(old) = old
        && new.is_none_or(|new| new == old)
    {
        tx.run("update pseuds set name = $2, name_key = $3 where id = $1", args![old, name, &name_key])?;
    }
    tx.names().changed(tx)
}

/// Frees the names of those who asked for an account and have not confirmed their address for as long as the owner says; an
/// invitation that they used is good again (USER-3).
pub(crate) fn forget_pending(tx: &Tx<'_>) -> Result<()> {
    let (before, pending) = (tx.now() - policies::unconfirmed_limit(tx)?, Kind::Pending.word());
    tx.run(
        "update account_invitations set used_at = null, used_by = null
         where used_by in (select id from people where kind = $1 and created_at < $2)",
        args![pending, before],
    )?;
    tx.run(
        "delete from pseuds where person_id in (select id from people where kind = $1 and created_at < $2)",
        args![pending, before],
    )?;
    tx.run("delete from people where kind = $1 and created_at < $2", args![pending, before]).map(drop)
}

/// Makes a member of somebody whose address is confirmed.
pub(crate) fn welcome(tx: &Tx<'_>, person: PersonId) -> Result<()> {
    tx.run("update people set kind = $2 where id = $1", args![person, Kind::Member.word()]).map(drop)
}

/// Gives a person one more name to write under; 1 to 40 letters, digits, spaces, `_` and `-` (PSEUD-1).
pub fn add_pseud(tx: &Tx<'_>, person: PersonId, name: &str) -> Result<PseudId> {
    let name = fitting_pseud(name).ok_or_else(|| Error::invalid("name", Slip::NotAPseud))?;
    if pseud_of(tx, person, &name)?.is_some() {
        return Err(Error::Conflict(What::NameTaken(name)));
    }
    make_pseud(tx, person, &name, false)
}

/// A name to write under, composed and with single spaces; nothing when it breaks the rule. Letters are those of any
/// script, with the marks that stand on them and, in the scripts that need one, the joiners between them.
pub(super) fn fitting_pseud(name: &str) -> Option<String> {
    let name: String = name.nfc().collect();
    let name = name.split_whitespace().collect::<Vec<_>>().join(" ");
    let letters: Vec<char> = name.chars().collect();
    let has_letter = letters.iter().any(|letter| letter.is_alphanumeric());
    let all_fit = (0..letters.len()).all(|at| is_of_pseud(&letters, at));
    (has_letter && all_fit && (1..=40).contains(&letters.len())).then_some(name)
}

/// So many marks stand on a letter of a name at most: enough for every script, too few to paint over the lines around it.
const MARKS: usize = 4;

/// Whether the letter at a place of a name may stand there.
fn is_of_pseud(name: &[char], at: usize) -> bool {
    let Some((before, [letter, after @ ..])) = name.split_at_checked(at) else { return false };
    match letter {
        ' ' | '_' | '-' => true,
        '\u{200C}' | '\u{200D}' => {
            before.last().copied().is_some_and(is_joined) && after.first().copied().is_some_and(is_joined)
        }
        letter if is_combining_mark(*letter) && !is_paint(*letter) => {
            let marks = before.iter().rev().take_while(|letter| is_combining_mark(**letter)).count();
            marks < MARKS && before.iter().rev().nth(marks).is_some_and(|letter| letter.is_alphanumeric())
        }
        letter => letter.is_alphanumeric(),
    }
}

/// Whether a letter is of a script in which joiners tell words apart: Arabic and its relatives, and the scripts of India.
const fn is_joined(letter: char) -> bool {
    matches!(letter as u32, 0x0600..=0x0DFF)
}

/// Marks that make pictures or nothing of what they stand on.
const fn is_paint(mark: char) -> bool {
    matches!(mark as u32, 0x034F | 0x180B..=0x180F | 0x20D0..=0x20FF | 0xFE00..=0xFE0F | 0xE0100..=0xE01EF)
}

/// The name that a person writes under unless they say another.
pub fn default_pseud(tx: &Tx<'_>, person: PersonId) -> Result<PseudId> {
    let id = tx.value("select id from pseuds where person_id = $1 and is_default", args![person])?;
    id.ok_or(Error::NotFound)
}

/// The author that a byline in a file names: found among the authors of earlier imports, or made.
pub(crate) fn author(tx: &Tx<'_>, byline: &manuscript::Byline) -> Result<(PersonId, Pseud)> {
    let pseud = fitting(&byline.name);
    let account = byline.account.as_deref().map_or_else(|| pseud.clone(), fitting);
    let (known, free_name) = known_or_free(tx, &account)?;
    let Some(person) = known else {
        let (person, id) = insert(tx, Kind::Author, &free_name, &pseud)?;
        return Ok((person, Pseud { id, name: pseud }));
    };
    let id = match pseud_of(tx, person, &pseud)? {
        Some(id) => id,
        None => make_pseud(tx, person, &pseud, false)?,
    };
    Ok((person, Pseud { id, name: pseud }))
}

fn fitting(name: &str) -> String {
    let name = name.split_whitespace().collect::<Vec<_>>().join(" ");
    if name.is_empty() { "Unknown".to_owned() } else { name.chars().take(255).collect() }
}

/// The author of this name, or a free name for one. A member keeps the name, also for the while in which it rests after they
/// gave it up, and the author gets a number behind it.
fn known_or_free(tx: &Tx<'_>, name: &str) -> Result<(Option<PersonId>, String)> {
    let (mut candidate, mut number) = (name.to_owned(), 1);
    loop {
        let name_key = key(&candidate);
        let found = tx.first("select id, kind from people where name_key = $1", args![&name_key], |row| {
            Ok((row.get::<PersonId>(0)?, row.get::<String>(1)?))
        })?;
        match found {
            Some((_, kind)) if kind != Kind::Author.word() => number += 1,
            None if resting::rests(tx, &candidate, None)? => number += 1,
            author => return Ok((author.map(|(id, _)| id), candidate)),
        }
        candidate = format!("{name}_{number}");
    }
}

fn insert(tx: &Tx<'_>, kind: Kind, name: &str, pseud: &str) -> Result<(PersonId, PseudId)> {
    let (id, name_key) = (PersonId::new(tx.fresh_id()), key(name));
    tx.run(
        "insert into people (id, name, name_key, kind, created_at) values ($1, $2, $3, $4, $5)",
        args![id, name, &name_key, kind.word(), tx.now()],
    )?;
    Ok((id, make_pseud(tx, id, pseud, true)?))
}

pub(super) fn make_pseud(tx: &Tx<'_>, person: PersonId, name: &str, is_default: bool) -> Result<PseudId> {
    let (id, name_key) = (PseudId::new(tx.fresh_id()), key(name));
    tx.run(
        "insert into pseuds (id, person_id, name, name_key, is_default, created_at) values ($1, $2, $3, $4, $5, $6)",
        args![id, person, name, &name_key, is_default, tx.now()],
    )?;
    feed::note(tx, Change::Person(person))?;
    Ok(id)
}

/// A person's name to write under of this text, in any spelling.
pub(crate) fn pseud_named(tx: &Tx<'_>, person: PersonId, name: &str) -> Result<Option<PseudId>> {
    pseud_of(tx, person, name)
}

pub(super) fn pseud_of(tx: &Tx<'_>, person: PersonId, name: &str) -> Result<Option<PseudId>> {
    let name_key = key(name);
    tx.value("select id from pseuds where person_id = $1 and name_key = $2", args![person, &name_key])
}

/// The name of the account that orphaned works belong to (ROLE-4).
const ORPHANAGE: &str = "orphan_account";

/// Makes the orphan account, where it is not there, so that nobody can have its name.
pub(crate) fn seed(tx: &Tx<'_>) -> Result<()> {
    if tx.count("select count(*) from people where kind = 'orphanage'", &[])? > 0 {
        return Ok(());
    }
    make(tx, ORPHANAGE, Kind::Orphanage).map(drop)
}

/// A name of the orphan account: this one, or its own.
pub(crate) fn orphan_name(tx: &Tx<'_>, name: Option<&str>) -> Result<(PersonId, PseudId)> {
    let person: Option<PersonId> = tx.value("select id from people where kind = 'orphanage'", &[])?;
    let person = person.ok_or_else(|| Error::broken("the orphan account is not there; start the archive again"))?;
    let pseud = match name {
        None => default_pseud(tx, person)?,
        Some(name) => match pseud_of(tx, person, name)? {
            Some(pseud) => pseud,
            None => make_pseud(tx, person, name, false)?,
        },
    };
    Ok((person, pseud))
}

/// Forgets the names of somebody whose account is deleted, with their icons. The row stays, nameless, for what refers to it,
/// and one nameless name as long as works lie in the bin under it.
pub(crate) fn forget(tx: &Tx<'_>, person: PersonId) -> Result<()> {
    let name: Option<String> = tx.value("select name from people where id = $1", args![person])?;
    resting::rest(tx, &name.unwrap_or_default(), None)?;
    let nameless = format!("-{}", tx.fresh_id());
    let names: Vec<PseudId> = tx.all("select id from pseuds where person_id = $1", args![person], |row| row.get(0))?;
    let kept = make_pseud(tx, person, &nameless, false)?;
    names.into_iter().try_for_each(|name| super::pseuds::dissolve(tx, name, kept))?;
    tx.run(
        "delete from icons where not exists (select 1 from pseuds where pseuds.icon = icons.digest)
         and not exists (select 1 from collections where collections.icon = icons.digest)",
        &[],
    )?;
    tx.run(
        "update people set name = $2, name_key = $2, kind = $3 where id = $1",
        args![person, &nameless, Kind::Gone.word()],
    )?;
    tx.names().changed(tx)?;
    sweep_gone(tx)
}

/// Forgets the nameless names of those who are gone, under which no work lies any more.
pub(crate) fn sweep_gone(tx: &Tx<'_>) -> Result<()> {
    tx.run(
        "delete from pseuds where person_id in (select id from people where kind = 'gone')
         and not exists (select 1 from creatorships c where c.pseud_id = pseuds.id)",
        &[],
    )
    .map(drop)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_to_write_under_is_of_letters_in_any_script() {
        for (typed, name) in [("Jose\u{301}", "José"), ("  a   b ", "a b")] {
            assert_eq!(fitting_pseud(typed).as_deref(), Some(name), "{typed}");
        }
        for good in ["हिन्दी", "বাংলা", "தமிழ்", "می\u{200C}خواهم", "ක්\u{200D}ෂ", "ไทยนี้", "שָׁלוֹם", "Đỗ Ngọc", "x"]
        {
            assert!(fitting_pseud(good).is_some(), "{good}");
        }
        for bad in [
            "",
            " ",
            "_-_",
            "a\u{200D}na",
            "ana\u{200B}",
            "\u{202E}ana",
            "an\u{AD}a",
            "👍",
            "1\u{20E3}",
            "a\u{FE0F}",
            "\u{301}ana",
            "a\u{316}\u{317}\u{318}\u{319}\u{31C}",
            "a.b",
            "می\u{200C}",
            &"a".repeat(41),
        ] {
            assert_eq!(fitting_pseud(bad), None, "{bad:?}");
        }
    }
}
