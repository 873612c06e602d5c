//! Bringing works in for others: under their names, kept by whoever brings them (ARCH-1, ARCH-2).

use crate::accounts::{self, Address, Power, Purpose, tokens};
use crate::db::args;
use crate::imports::{self, Outcome, SourceFile};
use crate::mail::{self, Matter};
use crate::works::PackedWork;
use crate::{Errand, Error, PersonId, Result, Slip, Tx, Viewer, Why, WorkId, moderation};

/// Letters of a name that stands on a work.
const LONGEST: usize = 255;

/// Somebody for whom works are brought in.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Absent {
    name: String,
    address: Address,
}

impl Absent {
    /// Somebody of this name and address.
    pub fn new(name: &str, address: Address) -> Result<Self> {
        let name = Self::fitting(name).map_err(|slip| Error::invalid("name", slip))?;
        Ok(Self { name, address })
    }

    /// A name as it can stand on a work, with single spaces, or what is wrong with it.
    pub fn fitting(name: &str) -> Result<String, Slip> {
        let name = name.split_whitespace().collect::<Vec<_>>().join(" ");
        match name.chars().count() {
            0 => Err(Slip::Missing),
            1..=LONGEST if name.chars().any(char::is_alphanumeric) => Ok(name),
            1..=LONGEST => Err(Slip::Blank),
            is => Err(Slip::TooLong { most: LONGEST as u64, is: is as u64 }),
        }
    }

    /// Whether two of them read the same letters.
    pub fn is_same_person(&self, other: &Self) -> bool {
        self.address.mailbox() == other.address.mailbox()
    }
}

/// Takes works in for others, each once; all of them or none. They were packed under a name of `keeper`, who keeps them
/// and whose own leave is needed, whoever does it on their behalf.
///
/// Who has asked that nothing of theirs is brought in is heeded: [`Why::RefusesImports`].
pub fn bring(
    viewer: &Viewer,
    tx: &Tx<'_>,
    keeper: PersonId,
    works: &[(PackedWork, Option<SourceFile>)],
    absent: &[Absent],
) -> Result<Vec<Outcome>> {
    may_bring(viewer, tx, keeper)?;
    let creators = absent.iter().map(|one| found_or_made(tx, one)).collect::<Result<Vec<i64>>>()?;
    let mut outcomes = Vec::with_capacity(works.len());
    for (work, file) in works {
        let outcome = imports::take_in(&Viewer::Custodian(Errand::Import), tx, work, file.as_ref())?;
        if let Outcome::Taken(id) = outcome {
            put_names(tx, id, keeper, absent.iter().zip(&creators))?;
        }
        outcomes.push(outcome);
    }
    Ok(outcomes)
}

/// Writes to those for whom works were brought in since they were written to last, one letter each, however many works.
pub fn announce(viewer: &Viewer, tx: &Tx<'_>, keeper: PersonId, absent: &[Absent]) -> Result<()> {
    may_bring(viewer, tx, keeper)?;
    let by: String = tx.value("select name from people where id = $1", args![keeper])?.unwrap_or_default();
    for one in absent {
        let creator = match found_or_made(tx, one) {
            Err(Error::Forbidden(Why::RefusesImports)) => continue,
            other => other?,
        };
        let number = tx.run("update claims set told = true where creator_id = $1 and not told", args![creator])?;
        if number > 0 {
            write(tx, creator, &by, number)?;
        }
    }
    Ok(())
}

fn write(tx: &Tx<'_>, creator: i64, by: &str, number: u64) -> Result<()> {
    let email: Option<String> =
        tx.value("select email from absent_creators where id = $1 and not silent", args![creator])?;
    let Some(email) = email else { return Ok(()) };
    let secret = tx.fresh_secret();
    tokens::make(tx, Purpose::Claim, None, &creator.to_string(), &secret)?;
    let matter = Matter::Claim { by: by.to_owned(), number, secret: secret.text().to_owned() };
    mail::write_outside(tx, &email.parse()?, &matter)
}

/// Whoever keeps works for others is an archivist, and does it themselves or has the host do it at the terminal.
fn may_bring(viewer: &Viewer, tx: &Tx<'_>, keeper: PersonId) -> Result<()> {
    let is_self = viewer.person() == Some(keeper) || matches!(viewer, Viewer::Custodian(Errand::Host));
    if !is_self {
        return Err(Error::Forbidden(Why::NotYourRole));
    }
    if moderation::active(tx, keeper)?.is_some() {
        return Err(Error::Forbidden(Why::Sanctioned));
    }
    accounts::require(viewer, tx, Power::ImportForOthers)?;
    let keeps = accounts::roles_of(tx, keeper)?.iter().any(|role| role.has(Power::ImportForOthers));
    if keeps { Ok(()) } else { Err(Error::Forbidden(Why::NotYourRole)) }
}

/// The number under which somebody is known by their address.
fn found_or_made(tx: &Tx<'_>, absent: &Absent) -> Result<i64> {
    let mailbox = absent.address.mailbox();
    let known = tx.first("select id, refuses from absent_creators where email_key = $1", args![&mailbox], |row| {
        Ok((row.get::<i64>(0)?, row.get::<bool>(1)?))
    })?;
    match known {
        Some((_, true)) => Err(Error::Forbidden(Why::RefusesImports)),
        Some((id, false)) => Ok(id),
        None => {
            let id = tx.fresh_id();
            tx.run(
                "insert into absent_creators (id, email, email_key, silent, refuses, since)
                 values ($1, $2, $3, false, false, $4)",
                args![id, absent.address.text(), &mailbox, tx.now()],
            )?;
            Ok(id)
        }
    }
}

fn put_names<'a>(
    tx: &Tx<'_>,
    work: WorkId,
    keeper: PersonId,
    names: impl Iterator<Item = (&'a Absent, &'a i64)>,
) -> Result<()> {
    for (absent, creator) in names {
        tx.run(
            "insert into claims (work_id, creator_id, name, by_id, at, told) values ($1, $2, $3, $4, $5, false)",
            args![work, *creator, &absent.name, keeper, tx.now()],
        )?;
    }
    Ok(())
}
