//! The outbox: letters that wait, are tried again, and are forgotten when they are sent.

use super::Matter;
use crate::accounts::Address;
use crate::db::args;
use crate::{Error, LetterId, PersonId, Result, Tx, Viewer};

/// How long a letter is left to whoever took it, and the first wait after a failure; doubled each time.
const PATIENCE: i64 = 5 * 60 * 1000;

/// After so many failures a letter is given up: about two weeks.
const TRIES: i64 = 12;

/// A letter to be sent.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Letter {
    /// The letter.
    pub id: LetterId,
    /// Whose it is; nobody's where the address has no account.
    pub to: Option<PersonId>,
    /// What they are called; empty for nobody.
    pub name: String,
    /// Where it goes.
    pub address: String,
    /// The language they want letters in; empty for the archive's.
    pub language: String,
    /// What it is about.
    pub matter: Matter,
}

/// Writes a letter to a person; it goes to the address they have when it is sent. Who has no account gets none (ROLE-4).
pub(crate) fn write(tx: &Tx<'_>, to: PersonId, matter: &Matter) -> Result<()> {
    put(tx, to, None, matter)
}

/// Writes a letter to a person that goes to this address, whatever theirs is when it is sent.
pub(crate) fn write_to(tx: &Tx<'_>, to: PersonId, address: &Address, matter: &Matter) -> Result<()> {
    put(tx, to, Some(address.text()), matter)
}

/// Writes a letter to a person whose account goes in the same transaction: to the address they have now.
pub(crate) fn write_last(tx: &Tx<'_>, to: PersonId, matter: &Matter) -> Result<()> {
    let address: Option<String> = tx.value("select email from accounts where person_id = $1", args![to])?;
    put(tx, to, address.as_deref(), matter)
}

/// Writes a letter to an address, whether or not it has an account.
pub(crate) fn write_outside(tx: &Tx<'_>, address: &Address, matter: &Matter) -> Result<()> {
    let matter = written(matter)?;
    tx.run(
        "insert into letters (id, person_id, address, matter, written_at, due_at, tries)
         values ($1, null, $2, $3, $4, $4, 0)",
        args![tx.fresh_id(), address.text(), matter, tx.now()],
    )
    .map(drop)
}

fn written(matter: &Matter) -> Result<String> {
    serde_json::to_string(matter).map_err(|_| Error::broken("a letter cannot be written"))
}

fn put(tx: &Tx<'_>, to: PersonId, address: Option<&str>, matter: &Matter) -> Result<()> {
    let matter = written(matter)?;
    tx.run(
        "insert into letters (id, person_id, address, matter, written_at, due_at, tries)
         select $1, a.person_id, $3, $4, $5, $5, 0 from accounts a where a.person_id = $2",
        args![tx.fresh_id(), to, address, matter, tx.now()],
    )
    .map(drop)
}

/// Takes a letter about this back that has not left yet, and says whether there was one.
pub(crate) fn take_back(tx: &Tx<'_>, from: PersonId, matter: &Matter) -> Result<bool> {
    let matter = written(matter)?;
    Ok(tx.run("delete from letters where person_id = $1 and matter = $2", args![from, matter])? > 0)
}

/// Whether a letter about this has not left yet.
pub(crate) fn waits(tx: &Tx<'_>, matter: &Matter) -> Result<bool> {
    let matter = serde_json::to_string(matter).map_err(|_| Error::broken("a letter cannot be looked for"))?;
    Ok(tx.count("select count(*) from letters where matter = $1", args![matter])? > 0)
}

/// Takes letters that are due, at most `limit`. For a while nobody else is given them; who takes one and dies leaves it
/// to the next (a letter may then come twice, and never not at all).
pub fn claim(viewer: &Viewer, tx: &Tx<'_>, limit: u32) -> Result<Vec<Letter>> {
    custodian(viewer)?;
    let due = tx.all(
        "select l.id, l.person_id, coalesce(l.address, a.email), coalesce(r.language, ''), l.matter, coalesce(p.name, '')
         from letters l left join accounts a on a.person_id = l.person_id left join people p on p.id = l.person_id
         left join preferences r on r.person_id = l.person_id
         where l.due_at <= $1 and coalesce(l.address, a.email) is not null order by l.due_at, l.id limit $2",
        args![tx.now(), i64::from(limit)],
        |row| {
            let letter = (row.get(0)?, row.get(1)?, row.get(2)?, row.get(3)?, row.get(5)?);
            Ok((letter, row.get::<String>(4)?))
        },
    )?;
    let mut letters = Vec::with_capacity(due.len());
    for ((id, to, address, language, name), matter) in due {
        // One that cannot be read, of another version of the program perhaps, holds up no other.
        let Ok(matter) = serde_json::from_str(&matter) else {
            failed(viewer, tx, id, "it cannot be read")?;
            continue;
        };
        put_off(tx, id, None)?;
        letters.push(Letter { id, to, name, address, language, matter });
    }
    Ok(letters)
}

/// Forgets a letter that was sent.
pub fn sent(viewer: &Viewer, tx: &Tx<'_>, letter: LetterId) -> Result<()> {
    custodian(viewer)?;
    tx.run("delete from letters where id = $1", args![letter]).map(drop)
}

/// Keeps a letter that could not be sent for another try, each time after a longer while, and gives it up in the end.
pub fn failed(viewer: &Viewer, tx: &Tx<'_>, letter: LetterId, trouble: &str) -> Result<()> {
    custodian(viewer)?;
    tx.run("delete from letters where id = $1 and tries >= $2", args![letter, TRIES])?;
    put_off(tx, letter, Some(trouble))
}

/// Moves a letter's time, by as many patiences as it had tries to the power of two.
fn put_off(tx: &Tx<'_>, letter: LetterId, trouble: Option<&str>) -> Result<()> {
    let tries: i64 = tx.value("select tries from letters where id = $1", args![letter])?.unwrap_or(0);
    let wait = PATIENCE << tries.clamp(0, TRIES);
    let counted = i64::from(trouble.is_some());
    tx.run(
        "update letters set due_at = $2, tries = tries + $3, trouble = coalesce($4, trouble) where id = $1",
        args![letter, tx.now() + wait, counted, trouble],
    )
    .map(drop)
}

fn custodian(viewer: &Viewer) -> Result<()> {
    if matches!(viewer, Viewer::Custodian(_)) { Ok(()) } else { Err(Error::NotFound) }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::accounts::{self, NewAccount, Password};
    use crate::db::tests::archives;

    #[test]
    fn a_letter_that_cannot_be_read_holds_up_no_other_and_is_given_up_in_the_end() {
        for (archive, _database) in archives() {
            let post = Viewer::Custodian(crate::Errand::Mail);
            let password = Password::typed("a fool and a cap").hashed(archive.chance()).unwrap();
            let address: Address = "dora@example.org".parse().unwrap();
            let new = NewAccount { name: "dora".to_owned(), address, password, consents: Vec::new() };
            let deed = move |tx: &Tx<'_>| {
                let dora = accounts::open_at_once(tx, &new)?;
                write(tx, dora, &Matter::SanctionLifted)?;
                tx.run("update letters set matter = $1", args!["{\"OfAnotherVersion\":7}"])?;
                write(tx, dora, &Matter::WorkShown { work: 7 })
            };
            archive.write(deed).wait().unwrap();
            let taken = || archive.write(move |tx| claim(&post, tx, 20)).wait().unwrap();
            let letters = taken();
            assert_eq!(
                letters.iter().map(|letter| &letter.matter).collect::<Vec<_>>(),
                [&Matter::WorkShown { work: 7 }]
            );

            let id = letters[0].id;
            archive.write(move |tx| sent(&post, tx, id)).wait().unwrap();
            for _ in 0..TRIES {
                archive.clock().advance(std::time::Duration::from_hours(24 * 20));
                assert_eq!(taken(), []);
            }
            assert_eq!(archive.read(|tx| tx.count("select count(*) from letters", &[])).wait().unwrap(), 0);
        }
    }
}
