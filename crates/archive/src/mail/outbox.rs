//! The outbox: letters that wait, are tried again, and are forgotten when they are sent.

use super::{Matter, news};
use crate::accounts::Address;
use crate::db::{Sql, args};
use crate::{Error, LetterId, PersonId, Result, Tx, Viewer};

/// How long a letter is left to whoever took it, and the first wait after a failure; doubled each time.
const PATIENCE: i64 = 5 * 60 * 1000;

/// How soon a letter is taken again that nobody has tried to send.
const SOON: i64 = 60 * 1000;

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

/// A letter that is due, before it is taken.
struct Waiting {
    letter: (LetterId, Option<PersonId>, String, String, String),
    matter: String,
    /// Somebody took it, and did not say what became of it.
    is_begun: bool,
}

/// Takes letters that are due, at most `limit`. For a while nobody else is given them; who takes one and dies leaves it
/// to the next (a letter may then come twice, and never not at all), but for those that go once at most: they are given up.
pub fn claim(viewer: &Viewer, tx: &Tx<'_>, limit: u32) -> Result<Vec<Letter>> {
    custodian(viewer)?;
    let due = tx.all(
        "select l.id, l.person_id, coalesce(l.address, a.email), coalesce(r.language, ''), l.matter, coalesce(p.name, ''),
           l.begun
         from letters l left join accounts a on a.person_id = l.person_id left join people p on p.id = l.person_id
         left join preferences r on r.person_id = l.person_id
         where l.due_at <= $1 and l.dead_at is null and coalesce(l.address, a.email) is not null
         order by l.due_at, l.id limit $2",
        args![tx.now(), i64::from(limit)],
        |row| {
            let letter = (row.get(0)?, row.get(1)?, row.get(2)?, row.get(3)?, row.get(5)?);
            Ok(Waiting { letter, matter: row.get(4)?, is_begun: row.get(6)? })
        },
    )?;
    let (mut letters, mut news) = (Vec::with_capacity(due.len()), Vec::new());
    for Waiting { letter: (id, to, address, language, name), matter, is_begun } in due {
        // One that cannot be read, of another version of the program perhaps, holds up no other.
        let Ok(matter) = serde_json::from_str::<Matter>(&matter) else {
            failed(viewer, tx, id, "it cannot be read")?;
            continue;
        };
        if is_begun && matter.goes_once() {
            give_up(tx, id, Some("nobody knows whether it left: whoever carried it said nothing"))?;
            continue;
        }
        if let Matter::News { pace } = &matter {
            news.push((id, to, pace.clone()));
        }
        letters.push(Letter { id, to, name, address, language, matter });
    }
    let going = news::going(tx, &news)?;
    letters.retain(|letter| !matches!(letter.matter, Matter::News { .. }) || going.contains(&letter.id));
    take(tx, letters.iter().map(|letter| letter.id))?;
    Ok(letters)
}

/// What became of a letter that was taken.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Outcome {
    /// It left, or was pointless.
    Sent,
    /// It did not leave, because of this.
    Failed(String),
    /// Nobody knows whether it left, because of this.
    Unknown(String),
    /// Nobody tried.
    Untouched,
}

/// Keeps what became of letters that were taken.
pub fn settle(viewer: &Viewer, tx: &Tx<'_>, outcomes: &[(Letter, Outcome)]) -> Result<()> {
    custodian(viewer)?;
    let gone = outcomes.iter().filter(|(_, outcome)| *outcome == Outcome::Sent).map(|(letter, _)| letter);
    let gone: Vec<&Letter> = gone.collect();
    Sql::new("delete from letters where id in ").bind_list(gone.iter().map(|letter| letter.id)).run(tx)?;
    news::write_rest(tx, &gone)?;
    for (letter, outcome) in outcomes {
        match outcome {
            Outcome::Sent => {}
            Outcome::Unknown(trouble) if letter.matter.goes_once() => give_up(tx, letter.id, Some(trouble))?,
            Outcome::Failed(trouble) | Outcome::Unknown(trouble) => failed(viewer, tx, letter.id, trouble)?,
            Outcome::Untouched => give_back(tx, letter.id)?,
        }
    }
    Ok(())
}

/// Forgets a letter that was sent.
pub fn sent(viewer: &Viewer, tx: &Tx<'_>, letter: LetterId) -> Result<()> {
    custodian(viewer)?;
    tx.run("delete from letters where id = $1", args![letter]).map(drop)
}

/// Keeps a letter that could not be sent for another try, each time after a longer while, and gives it up in the end.
pub fn failed(viewer: &Viewer, tx: &Tx<'_>, letter: LetterId, trouble: &str) -> Result<()> {
    custodian(viewer)?;
    let tries: i64 = tx.value("select tries from letters where id = $1", args![letter])?.unwrap_or(0);
    if tries >= TRIES {
        return give_up(tx, letter, Some(trouble));
    }
    tx.run(
        "update letters set due_at = $2, tries = tries + 1, trouble = $3, begun = false where id = $1",
        args![letter, tx.now() + (PATIENCE << tries.clamp(0, TRIES)), trouble],
    )
    .map(drop)
}

/// Leaves letters to whoever has taken them, for a while. What happens from now on goes with the next ones.
fn take(tx: &Tx<'_>, letters: impl IntoIterator<Item = LetterId>) -> Result<()> {
    let mut sql = Sql::new("update letters set begun = true, key = null, due_at = ");
    sql.bind(tx.now() + PATIENCE).push(" where id in ").bind_list(letters).run(tx).map(drop)
}

/// Lets somebody else take a letter soon that nobody has tried to send.
fn give_back(tx: &Tx<'_>, letter: LetterId) -> Result<()> {
    let text = "update letters set due_at = $2, begun = false where id = $1";
    tx.run(text, args![letter, tx.now() + SOON]).map(drop)
}

/// Gives a letter up: it lies where the archive's owners see it.
fn give_up(tx: &Tx<'_>, letter: LetterId, trouble: Option<&str>) -> Result<()> {
    tx.run(
        "update letters set dead_at = $2, trouble = coalesce($3, trouble), begun = false, key = null where id = $1",
        args![letter, tx.now(), trouble],
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
            archive.clock().advance(std::time::Duration::from_hours(24 * 20));
            assert_eq!(taken(), []);
            let left = "select count(*) from letters where dead_at is null";
            assert_eq!(archive.read(|tx| tx.count(left, &[])).wait().unwrap(), 0);
        }
    }
}
