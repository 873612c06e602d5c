//! What tells one guest from another at a work, for a while, and nothing else.
//!
//! A mark is a digest of where the guest comes from, of the work, and of a salt that the archive forgets after some weeks:
//! from then on nobody can say from where any of them were left, and what somebody left at two works cannot be laid
//! together even before. No address is stored anywhere.

use std::net::IpAddr;

use crate::db::args;
use crate::secret::hex;
use crate::{Archive, Result, Secret, Tx, WorkId};

/// How long a salt is good, in milliseconds: thirty days.
const SPAN: i64 = 30 * 24 * 60 * 60 * 1_000;

/// The mark of a guest who comes from this address, at a work.
pub(super) fn of(tx: &Tx<'_>, work: WorkId, from: IpAddr) -> Result<String> {
    let salt = Secret::shown(salt(tx)?);
    Ok(salt.derived(&format!("kudos {work} {}", home(from))).text().to_owned())
}

/// The salt of now; drawn by whoever needs it first. Of two who do so at once, one is run again.
fn salt(tx: &Tx<'_>) -> Result<String> {
    let span = tx.now() / SPAN;
    if let Some(salt) = tx.value("select salt from guest_salts where span = $1", args![span])? {
        return Ok(salt);
    }
    let salt = hex(tx.fresh_secret().text().as_bytes());
    tx.run("insert into guest_salts (span, salt) values ($1, $2)", args![span, &salt])?;
    Ok(salt)
}

/// Forgets the salts of spans that are over.
pub fn forget_salts(archive: &Archive) -> Result<()> {
    archive.write(|tx| tx.run("delete from guest_salts where span < $1", args![tx.now() / SPAN])).wait().map(drop)
}

/// As much of an address as one household has: of the newer kind, its network.
fn home(address: IpAddr) -> IpAddr {
    match address.to_canonical() {
        IpAddr::V6(v6) => IpAddr::V6((u128::from(v6) & !u128::from(u64::MAX)).into()),
        v4 @ IpAddr::V4(_) => v4,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_household_is_one_address_or_one_network() {
        let cases =
            [("192.0.2.7", "192.0.2.7"), ("::ffff:192.0.2.7", "192.0.2.7"), ("2001:db8:1:2:3:4:5:6", "2001:db8:1:2::")];
        for (address, same) in cases {
            assert_eq!(home(address.parse().unwrap()), same.parse::<IpAddr>().unwrap(), "{address}");
        }
    }
}
