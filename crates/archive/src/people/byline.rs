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
    /// Not to be known.
    Anonymous,
}

impl fmt::Display for Byline {
    /// `pseud (account)`, or one name when they are equal (PSEUD-2).
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Named { pseud, account, .. } if pseud == account => f.write_str(pseud),
            Self::Named { pseud, account, .. } => write!(f, "{pseud} ({account})"),
            Self::Anonymous => f.write_str("Anonymous"),
        }
    }
}
