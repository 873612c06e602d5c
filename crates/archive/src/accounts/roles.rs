//! Roles, and what each of them may do: one table, printed into `docs/roles.md` by a test.
//!
//! A role is given by somebody who may give it, and both are kept. What a viewer may *see* is decided by the gate alone;
//! of the roles it knows one thing only, whether somebody keeps order ([`Viewer::Moderator`]).

use crate::db::args;
use crate::deeds::{self, Act, Subject};
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
    /// See what is hidden, hide it and show it again; correct rating, warnings, fandoms and language.
    KeepOrder,
    /// Warn, suspend and ban people, and lift it.
    Sanction,
    /// Propose that something goes for good, and agree to it when another has proposed it.
    Purge,
    /// See who did what.
    ReadDeeds,
    /// See what happened to accounts: log-ins, wrong passwords, changes.
    ReadEvents,
    /// Help people back into their accounts.
    HelpWithAccounts,
    /// Invite people without limit, and see who was invited.
    Invite,
    /// Sort tags.
    Wrangle,
    /// Change what wranglers cannot: rename tags freely, unmake canonical ones, make media (TAG-8, WR-2).
    MendTags,
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
    (Power::ReadEvents, &[Role::Owner]),
    (Power::HelpWithAccounts, &[Role::Owner, Role::Moderator]),
    (Power::Invite, &[Role::Owner, Role::Moderator]),
    (Power::Wrangle, &[Role::Owner, Role::Wrangler]),
    (Power::MendTags, &[Role::Owner]),
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

/// Everybody who has a role, by name. For those who give roles.
pub fn held(viewer: &Viewer, tx: &Tx<'_>) -> Result<Vec<(String, Role)>> {
    require(viewer, tx, Power::GiveRoles)?;
    let held = tx.all(
        "select p.name, r.role from roles r join people p on p.id = r.person_id order by p.name_key, r.role",
        &[],
        |row| Ok((row.get::<String>(0)?, row.get::<String>(1)?)),
    )?;
    Ok(held.into_iter().filter_map(|(name, word)| Role::of_word(&word).map(|role| (name, role))).collect())
}

/// Whether `viewer` has a power; the archive itself has all of them.
pub fn require(viewer: &Viewer, tx: &Tx<'_>, power: Power) -> Result<()> {
    let person = match viewer {
        Viewer::Custodian(_) => return Ok(()),
        Viewer::Guest => return Err(Error::LogIn),
        Viewer::Suspended(_) | Viewer::Banned(_) => return Err(Error::Forbidden(Why::Sanctioned)),
        Viewer::Member(person) | Viewer::Moderator(person) => *person,
    };
    // Who keeps order and comes as a plain member has not shown the second factor that this archive wants of them.
    let counts = |role: &Role| matches!(viewer, Viewer::Moderator(_)) || !role.has(Power::KeepOrder);
    let may = of(tx, person)?.iter().any(|role| counts(role) && role.has(power));
    if may { Ok(()) } else { Err(Error::Forbidden(Why::NotYourRole)) }
}

/// Gives a person a role. Only who may give roles can; on a fresh archive the terminal can, as the archive itself.
pub fn give(viewer: &Viewer, tx: &Tx<'_>, person: PersonId, role: Role) -> Result<()> {
    require(viewer, tx, Power::GiveRoles)?;
    // Touches the row that deleting the account changes, so that of both at once one is run again and sees the other.
    if tx.run("update people set kind = kind where id = $1 and kind = 'member'", args![person])? == 0 {
        return Err(Error::NotFound);
    }
    tx.run(
        "insert into roles (person_id, role, by_id, at) values ($1, $2, $3, $4) on conflict (person_id, role) do nothing",
        args![person, role.word(), viewer.person(), tx.now()],
    )?;
    deeds::note(viewer, tx, Act::GaveRole, &Subject::person(tx, person)?, role.word())?;
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
    deeds::note(viewer, tx, Act::TookRole, &Subject::person(tx, person)?, role.word())?;
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

    #[test]
    fn what_each_role_may_do_is_the_table_in_the_documents() {
        let path = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("../../docs/roles.md");
        let printed = page();
        if testkit::blessing() {
            std::fs::write(&path, &printed).unwrap();
        }
        let kept = std::fs::read_to_string(&path).unwrap_or_default();
        assert_eq!(kept, printed, "who may do what has changed: if that is meant, run the test with FOOLSCAP_BLESS=1");
    }

    const HEAD: &str = "# Who may do what

Printed by the test `what_each_role_may_do_is_the_table_in_the_documents` from the table itself
(`crates/archive/src/accounts/roles.rs`); do not edit. After a change that is meant, run it with `FOOLSCAP_BLESS=1`.

A role is given and taken by an owner, on the page *Roles* or with `foolscap user role`; the log keeps who did it. Whoever
is suspended or banned has no role for that time. An archive always has an owner. Works are not in this table: who sees and
changes them stands in [visibility.md](visibility.md).
";

    fn page() -> String {
        use std::fmt::Write as _;
        let mut page = HEAD.to_owned();
        let heads: Vec<&str> = Role::ALL.iter().map(|role| role.word()).collect();
        writeln!(page, "\n| power | {} |\n|---|{}", heads.join(" | "), "---|".repeat(heads.len())).unwrap();
        for (power, _) in TABLE {
            let cells: Vec<&str> = Role::ALL.iter().map(|role| if role.has(*power) { "yes" } else { "–" }).collect();
            writeln!(page, "| {} | {} |", words(*power), cells.join(" | ")).unwrap();
        }
        page
    }

    const fn words(power: Power) -> &'static str {
        match power {
            Power::KeepOrder => {
                "sees what is hidden, hides it and shows it again; corrects rating, warnings, fandoms and language"
            }
            Power::Sanction => "warns, suspends and bans people, and lifts it",
            Power::Purge => "proposes that a work goes for good, and agrees when another has proposed it",
            Power::ReadDeeds => "reads who did what",
            Power::ReadEvents => "reads what happened to accounts",
            Power::HelpWithAccounts => "helps people back into their accounts",
            Power::Invite => "invites people without limit, and sees who was invited",
            Power::Wrangle => "sorts tags",
            Power::MendTags => "renames tags freely, makes canonical ones into synonyms, makes media",
            Power::ImportForOthers => "brings works in under the names of others",
            Power::GiveRoles => "gives and takes roles",
            Power::Run => "changes how the archive is run",
        }
    }
}
