//! Who is looking. Every read takes a viewer first; nothing is read for nobody.

use crate::error::Why;
use crate::{Error, PersonId, Result};

/// Somebody for whom something is read or done.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Viewer {
    /// Not logged in.
    Guest,
    /// Logged in as this person.
    Member(PersonId),
    /// Logged in as this person, who is suspended: reads what a member reads, and does nothing (USER-6).
    Suspended(PersonId),
    /// Logged in as this person, who is banned: reads, and may take their own works away.
    Banned(PersonId),
    /// Logged in as this person, with the archive's leave to see and hide what breaks its rules.
    Moderator(PersonId),
    /// The archive itself on an errand: sees everything. The only bypass of the gate, and it says why.
    Custodian(Errand),
}

/// Why the archive itself looks at works. A test pins the list: a new errand is a decision.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Errand {
    /// Building the index of tags and text.
    Index,
    /// Copying everything to a backup.
    Backup,
    /// Handing a person all of their own works.
    OwnExport,
    /// Bringing works in from files.
    Import,
    /// Doing what the host says at the terminal.
    Host,
    /// Sending letters.
    Mail,
    /// Doing what the time has come for: posting what posts itself, emptying the bin.
    Clock,
}

impl Errand {
    /// Every errand.
    pub const ALL: &'static [Self] =
        &[Self::Index, Self::Backup, Self::OwnExport, Self::Import, Self::Host, Self::Mail, Self::Clock];
}

impl Viewer {
    /// The person who is logged in.
    pub const fn person(&self) -> Option<PersonId> {
        match self {
            Self::Member(person) | Self::Suspended(person) | Self::Banned(person) | Self::Moderator(person) => {
                Some(*person)
            }
            Self::Guest | Self::Custodian(_) => None,
        }
    }

    /// Whether a sanction keeps this person from writing.
    pub const fn is_sanctioned(&self) -> bool {
        matches!(self, Self::Suspended(_) | Self::Banned(_))
    }

    /// Nothing, unless a sanction keeps this person from writing. Every deed asks this, by itself or through the gate.
    pub const fn in_good_standing(&self) -> Result<()> {
        if self.is_sanctioned() { Err(Error::Forbidden(Why::Sanctioned)) } else { Ok(()) }
    }

    /// Whether works for members only may be shown.
    pub const fn is_logged_in(&self) -> bool {
        !matches!(self, Self::Guest)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_archive_bypasses_the_gate_for_these_errands_only() {
        let names: Vec<String> = Errand::ALL.iter().map(|errand| format!("{errand:?}")).collect();
        assert_eq!(names, ["Index", "Backup", "OwnExport", "Import", "Host", "Mail", "Clock"]);
    }
}
