//! Who made a work, as a viewer may see it.

use std::fmt;

use crate::{PersonId, PseudId};

/// A name on a work. The nameless form carries no name that could be printed by accident.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Byline {
    /// Known by name.
    Named {
        /// The person.
        person: PersonId,
        /// The name they write under here.
        pseud_id: PseudId,
        /// Its text.
        pseud: String,
        /// The person's own name.
        account: String,
    },
    /// Known by a name that stands on a work which somebody brought in for them, until they claim it (ARCH-2).
    Brought {
        /// The name.
        name: String,
        /// The name of who brought it in, as long as they are here.
        by: Option<String>,
    },
    /// Not to be known.
    Anonymous,
}

impl fmt::Display for Byline {
    /// `pseud (account)`, or one name when they are equal (PSEUD-2); `name [archived by account]` (ARCH-2).
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Named { pseud, account, .. } if pseud == account => f.write_str(pseud),
            Self::Named { pseud, account, .. } => write!(f, "{pseud} ({account})"),
            Self::Brought { name, by: Some(by) } => write!(f, "{name} [archived by {by}]"),
            Self::Brought { name, by: None } => f.write_str(name),
            Self::Anonymous => f.write_str("Anonymous"),
        }
    }
}
