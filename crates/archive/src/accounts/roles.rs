//! Roles, and what each of them may do: one table, printed into `docs/roles.md` by a test.
//!
//! A role is given by somebody who may give it, and both are kept. What a viewer may *see* is decided by the gate alone;
//! of the roles it knows one thing only, whether somebody keeps order ([`Viewer::Moderator`]).

use crate::db::args;
use crate::error::Why;
use crate::feed::{self, Change};
use crate::{Error, PersonId, Result, Tx, Viewer};

/// What somebody does for the archive beside reading and writing (ROLE-2).
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Role {
    /// Runs the archive.
    Owner,
    /// Keeps order.
    Moderator,
    /// Sorts tags.
    Wrangler,
    /// Brings works in for others (ARCH-1).
    Archivist,
}

/// Something that not everybody may do.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Power {
    /// See what is hidden, hide it and show it again.
    KeepOrder,
    /// Suspend and ban people, and lift it.
    Sanction,
    /// Propose that something goes for good, and agree to it when another has proposed it.
    Purge,
    /// See who did what.
    ReadDeeds,
    /// Help people back into their accounts.
    HelpWithAccounts,
    /// Invite people without limit, and see who was invited.
    Invite,
    /// Sort tags.
    Wrangle,
    /// Bring works in under the names of others.
    ImportForOthers,
    /// Give and take roles.
    GiveRoles,
    /// Change how the archive is run.
    Run,
}

impl Role {
    /// Every role.
    pub const ALL: &'static [Self] = &[Self::Owner, Self::Moderator, Self::Wrangler, Self::Archivist];

    /// The word in its column, in addresses and at the terminal.
    pub const fn word(self) -> &'static str {
        match self {
            Self::Owner => "owner",
            Self::Moderator => "moderator",
            Self::Wrangler => "wrangler",
            Self::Archivist => "archivist",
        }
    }

    /// The role of a word.
    pub fn of_word(word: &str) -> Option<Self> {
        Self::ALL.iter().copied().find(|role| role.word() == word)
    }

    /// Whether the role has a power.
    pub fn has(self, power: Power) -> bool {
        TABLE.iter().any(|(of, roles)| *of == power && roles.contains(&self))
    }
}

/// Who may do what.
pub(crate) const TABLE: &[(Power, &[Role])] = &[
    (Power::KeepOrder, &[Role::Owner, Role::Moderator]),
    (Power::Sanction, &[Role::Owner, Role::Moderator]),
    (Power::Purge, &[Role::Owner, Role::Moderator]),
    (Power::ReadDeeds, &[Role::Owner, Role::Moderator]),
    (Power::HelpWithAccounts, &[Role::Owner, Role::Moderator]),
    (Power::Invite, &[Role::Owner, Role::Moderator]),
    (Power::Wrangle, &[Role::Owner, Role::Wrangler]),
    (Power::ImportForOthers, &[Role::Owner, Role::Archivist]),
    (Power::GiveRoles, &[Role::Owner]),
    (Power::Run, &[Role::Owner]),
];

/// The roles of a person.
pub fn of(tx: &Tx<'_>, person: PersonId) -> Result<Vec<Role>> {
    let words: Vec<String> =
        tx.all("select role from roles where person_id = $1 order by role", args![person], |row| row.get(0))?;
    Ok(words.iter().filter_map(|word| Role::of_word(word)).collect())
}

/// Whether `viewer` has a power; the archive itself has all of them.
pub fn require(viewer: &Viewer, tx: &Tx<'_>, power: Power) -> Result<()> {
    let person = match viewer {
        Viewer::Custodian(_) => return Ok(()),
        Viewer::Guest => return Err(Error::LogIn),
        Viewer::Member(person) | Viewer::Moderator(person) => *person,
    };
    let may = of(tx, person)?.iter().any(|role| role.has(power));
    if may { Ok(()) } else { Err(Error::Forbidden(Why::NotYourRole)) }
}

/// Gives a person a role. Only who may give roles can; on a fresh archive the terminal can, as the archive itself.
pub fn give(viewer: &Viewer, tx: &Tx<'_>, person: PersonId, role: Role) -> Result<()> {
    require(viewer, tx, Power::GiveRoles)?;
    tx.run(
        "insert into roles (person_id, role, by_id, at) values ($1, $2, $3, $4) on conflict (person_id, role) do nothing",
        args![person, role.word(), viewer.person(), tx.now()],
    )?;
    feed::note(tx, Change::Person(person))
}

/// Takes a role from a person. The last owner keeps it, so that an archive never stands without one.
pub fn take(viewer: &Viewer, tx: &Tx<'_>, person: PersonId, role: Role) -> Result<()> {
    require(viewer, tx, Power::GiveRoles)?;
    if role == Role::Owner
        && tx.count("select count(*) from roles where role = 'owner' and person_id <> $1", args![person])? == 0
    {
        return Err(Error::Forbidden(Why::LastOwner));
    }
    tx.run("delete from roles where person_id = $1 and role = $2", args![person, role.word()])?;
    feed::note(tx, Change::Person(person))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_owner_may_do_everything_and_every_power_stands_in_the_table_once() {
        for (power, roles) in TABLE {
            assert!(roles.contains(&Role::Owner), "{power:?}");
            assert_eq!(TABLE.iter().filter(|(other, _)| other == power).count(), 1, "{power:?}");
        }
    }

    #[test]
    fn a_role_comes_back_from_its_word() {
        for role in Role::ALL {
            assert_eq!(Role::of_word(role.word()), Some(*role));
        }
        assert_eq!(Role::of_word("king"), None);
    }
}
