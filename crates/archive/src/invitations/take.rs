//! Using an invitation, once (INV-3).

use crate::db::args;
use crate::{PersonId, Result, Secret, Tx};

/// What an invitation offers whoever holds its secret.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Offer {
    /// The address that it was made for.
    pub address: Option<String>,
    /// Whether its secret left the archive in a letter to that address alone, so that whoever shows it reads the address.
    pub proves_address: bool,
}

/// What an invitation offers; nothing when it is used, taken back, over or none at all.
pub fn offered(tx: &Tx<'_>, secret: &Secret) -> Result<Option<Offer>> {
    tx.first(
        "select email, by_letter from account_invitations where digest = $1 and used_at is null and ends_at > $2",
        args![secret.digest(), tx.now()],
        |row| Ok(Offer { address: row.get(0)?, proves_address: row.get(1)? }),
    )
}

/// Uses an invitation up for an account that was made with it.
pub(crate) fn take(tx: &Tx<'_>, secret: &Secret, person: PersonId) -> Result<()> {
    tx.run(
        "update account_invitations set used_at = $2, used_by = $3 where digest = $1",
        args![secret.digest(), tx.now(), person],
    )
    .map(drop)
}
