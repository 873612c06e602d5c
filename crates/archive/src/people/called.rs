//! Who is meant by what somebody typed into a field of bylines (PSEUD-2).

use crate::db::{Row, args};
use crate::tags::key;
use crate::{Error, PersonId, PseudId, Result, Slip, Tx};

/// So many people of one name are told apart in a sentence.
const MOST_TOLD: usize = 12;

/// A member, under the name that was typed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Called {
    /// The member.
    pub person: PersonId,
    /// The name they were called by.
    pub pseud: PseudId,
}

/// The member who was typed as `pseud (account)`, by the name of an account, or by a name that they write under. Where several
/// write under it, all of them are told at the field, as they are to be typed.
pub fn called(tx: &Tx<'_>, field: &'static str, typed: &str) -> Result<Called> {
    let unknown = || Error::invalid(field, Slip::Unknown { name: typed.chars().take(90).collect() });
    let mut found = match apart(typed) {
        Some((pseud, account)) => of_both(tx, pseud, account)?,
        None => of_one(tx, typed)?,
    };
    match found.len() {
        0 | 1 => found.pop().map(|(called, _)| called).ok_or_else(unknown),
        _ => {
            let them = found.into_iter().take(MOST_TOLD).map(|(_, byline)| byline).collect();
            Err(Error::invalid(field, Slip::Several { name: typed.to_owned(), them }))
        }
    }
}

/// `pseud (account)`; neither may have brackets in it.
fn apart(typed: &str) -> Option<(&str, &str)> {
    let (pseud, account) = typed.trim().strip_suffix(')')?.rsplit_once('(')?;
    Some((pseud.trim(), account.trim()))
}

fn of_both(tx: &Tx<'_>, pseud: &str, account: &str) -> Result<Vec<(Called, String)>> {
    let (pseud, account) = (key(pseud), key(account));
    tx.all(
        "select p.id, s.id, s.name, p.name from pseuds s join people p on p.id = s.person_id
         where p.name_key = $1 and s.name_key = $2 and p.kind = 'member'",
        args![&account, &pseud],
        found,
    )
}

/// An account's name is that account's, whoever else writes under it.
fn of_one(tx: &Tx<'_>, name: &str) -> Result<Vec<(Called, String)>> {
    let name = key(name);
    let accounts = tx.all(
        "select p.id, s.id, s.name, p.name from people p join pseuds s on s.person_id = p.id and s.name_key = p.name_key
         where p.name_key = $1 and p.kind = 'member'",
        args![&name],
        found,
    )?;
    if !accounts.is_empty() {
        return Ok(accounts);
    }
    tx.all(
        "select p.id, s.id, s.name, p.name from pseuds s join people p on p.id = s.person_id
         where s.name_key = $1 and p.kind = 'member' order by p.name_key limit $2",
        args![&name, MOST_TOLD as i64],
        found,
    )
}

fn found(row: &Row<'_>) -> Result<(Called, String)> {
    let (pseud, account): (String, String) = (row.get(2)?, row.get(3)?);
    Ok((Called { person: row.get(0)?, pseud: row.get(1)? }, format!("{pseud} ({account})")))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_byline_is_a_name_and_an_account() {
        let cases = [
            ("Lamp (ana)", Some(("Lamp", "ana"))),
            (" Lamp(ana) ", Some(("Lamp", "ana"))),
            ("ana", None),
            ("(ana)", Some(("", "ana"))),
            ("Lamp (ana", None),
        ];
        for (typed, parts) in cases {
            assert_eq!(apart(typed), parts, "{typed}");
        }
    }
}
