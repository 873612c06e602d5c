//! What people say of themselves, taken away by those who keep order (USER-7): a profile, or what stands beside a name. The
//! person is told, and can write another.

use super::sanctions::within_reach;
use crate::accounts::{Power, require};
use crate::deeds::{self, Act, Subject};
use crate::mail::{self, Matter};
use crate::people::{self, profile, pseuds};
use crate::{Error, PersonId, PseudId, Result, Slip, Tx, Viewer};

/// Takes a person's profile away.
pub fn blank_profile(viewer: &Viewer, tx: &Tx<'_>, person: PersonId, reason: &str) -> Result<()> {
    let reason = asked(viewer, tx, person, reason)?;
    if !profile::blank(tx, person)? {
        return Err(Error::NotFound);
    }
    deeds::note(viewer, tx, Act::BlankedProfile, &Subject::person(tx, person)?, &reason)?;
    mail::write(tx, person, &Matter::ProfileBlanked { reason })
}

/// Takes description and icon from one of a person's names. The log holds the name.
pub fn blank_pseud(viewer: &Viewer, tx: &Tx<'_>, person: PersonId, pseud: PseudId, reason: &str) -> Result<()> {
    let reason = asked(viewer, tx, person, reason)?;
    let names = people::show(viewer, tx, person)?.pseuds;
    let name = names.into_iter().find(|known| known.id == pseud).ok_or(Error::NotFound)?.name;
    pseuds::blank(tx, pseud)?;
    let why = format!("{name}: {reason}");
    deeds::note(viewer, tx, Act::BlankedName, &Subject::person(tx, person)?, &why)?;
    mail::write(tx, person, &Matter::NameBlanked { name, reason })
}

/// The reason, if the viewer may do this to this person.
fn asked(viewer: &Viewer, tx: &Tx<'_>, person: PersonId, reason: &str) -> Result<String> {
    require(viewer, tx, Power::KeepOrder)?;
    within_reach(viewer, tx, person)?;
    let reason = reason.trim();
    if reason.is_empty() { Err(Error::invalid("reason", Slip::Missing)) } else { Ok(reason.to_owned()) }
}
