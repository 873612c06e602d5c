//! Tokens: secrets that are good for one deed, once, until a time (R26). They go out in letters and links.

use jiff::SignedDuration;

use crate::db::args;
use crate::{PersonId, Result, Secret, Tx};

/// What a token is good for. One of one purpose never serves another.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Purpose {
    /// Making the owner's account on a fresh archive.
    Own,
    /// Confirming the address of a new account.
    Confirm,
    /// Choosing a new password.
    Reset,
    /// Confirming another address.
    ChangeAddress,
    /// Fetching back the works that went with an account, into another one.
    Inherit,
    /// Coming back to a work that one has left, under the same name (COCR-5). Nobody is shown its secret.
    ComeBack,
    /// Showing the second factor after the password.
    SecondStep,
    /// Adding the passkey that signs it.
    AddPasskey,
    /// Logging in with the passkey that signs it.
    ShowPasskey,
    /// Saying what becomes of works that somebody brought in for one (ARCH-3): until its end, as often as one likes.
    Claim,
}

impl Purpose {
    /// The word in its column.
    const fn word(self) -> &'static str {
        match self {
            Self::Own => "own",
            Self::Confirm => "confirm",
            Self::Reset => "reset",
            Self::ChangeAddress => "change-address",
            Self::Inherit => "inherit",
            Self::ComeBack => "come-back",
            Self::SecondStep => "second-step",
            Self::AddPasskey => "add-passkey",
            Self::ShowPasskey => "show-passkey",
            Self::Claim => "claim",
        }
    }

    /// How long it is good (USER-3, USER-4, ASVS 6.5).
    pub const fn lasts(self) -> SignedDuration {
        match self {
            Self::Own | Self::Confirm => SignedDuration::from_hours(14 * 24),
            Self::Reset | Self::ChangeAddress => SignedDuration::from_hours(7 * 24),
            // It opens what lies in the bin and no more, and the owner says how long that is.
            Self::Inherit => SignedDuration::from_hours(366 * 24),
            Self::ComeBack => SignedDuration::from_hours(72),
            Self::SecondStep | Self::AddPasskey | Self::ShowPasskey => SignedDuration::from_mins(10),
            // Nobody looks for their old works every month.
            Self::Claim => SignedDuration::from_hours(365 * 24),
        }
    }
}

/// A token that was shown and held.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Held {
    /// Whose it is, if anybody's.
    pub(crate) person: Option<PersonId>,
    /// What it was made with.
    pub(crate) detail: String,
}

/// How long a token is kept after its time, so that [`count_since`] still counts it.
const KEPT: SignedDuration = SignedDuration::from_hours(24);

/// Stores a token; only its digest is kept. Tokens that are long over are swept away.
pub(crate) fn make(
    tx: &Tx<'_>,
    purpose: Purpose,
    person: Option<PersonId>,
    detail: &str,
    secret: &Secret,
) -> Result<()> {
    tx.run("delete from tokens where ends_at < $1", args![tx.now() - KEPT.as_millis() as i64])?;
    let ends_at = tx.now() + purpose.lasts().as_millis() as i64;
    tx.run(
        "insert into tokens (digest, purpose, person_id, detail, made_at, ends_at) values ($1, $2, $3, $4, $5, $6)",
        args![secret.digest(), purpose.word(), person, detail, tx.now(), ends_at],
    )
    .map(drop)
}

/// Looks at a token without using it up; nothing when it is unknown, used, for something else or over.
pub(crate) fn look(tx: &Tx<'_>, purpose: Purpose, secret: &Secret) -> Result<Option<Held>> {
    tx.first(
        "select person_id, detail from tokens where digest = $1 and purpose = $2 and ends_at > $3",
        args![secret.digest(), purpose.word(), tx.now()],
        |row| Ok(Held { person: row.get(0)?, detail: row.get(1)? }),
    )
}

/// Uses a token up.
pub(crate) fn take(tx: &Tx<'_>, purpose: Purpose, secret: &Secret) -> Result<Option<Held>> {
    let held = look(tx, purpose, secret)?;
    if held.is_some() {
        tx.run("update tokens set ends_at = $2 where digest = $1", args![secret.digest(), tx.now()])?;
    }
    Ok(held)
}

/// Ends a person's tokens for these purposes; they still count as made.
pub(crate) fn revoke(tx: &Tx<'_>, person: PersonId, purposes: &[Purpose]) -> Result<()> {
    for purpose in purposes {
        tx.run(
            "update tokens set ends_at = $3 where person_id = $1 and purpose = $2 and ends_at > $3",
            args![person, purpose.word(), tx.now()],
        )?;
    }
    Ok(())
}

/// How many tokens for a purpose a person was given in the time before now.
pub(crate) fn count_since(tx: &Tx<'_>, purpose: Purpose, person: PersonId, time: SignedDuration) -> Result<u64> {
    tx.count(
        "select count(*) from tokens where person_id = $1 and purpose = $2 and made_at > $3",
        args![person, purpose.word(), tx.now() - time.as_millis() as i64],
    )
}

/// What a person's living tokens were made with, each with its end, the newest first.
pub(crate) fn all_open_of(tx: &Tx<'_>, purpose: Purpose, person: PersonId) -> Result<Vec<(String, i64)>> {
    tx.all(
        "select detail, ends_at from tokens where person_id = $1 and purpose = $2 and ends_at > $3
         order by made_at desc, digest",
        args![person, purpose.word(), tx.now()],
        |row| Ok((row.get(0)?, row.get(1)?)),
    )
}

/// Uses up a person's tokens that were made with this.
pub(crate) fn take_with(tx: &Tx<'_>, purpose: Purpose, person: PersonId, detail: &str) -> Result<()> {
    tx.run(
        "update tokens set ends_at = $4 where person_id = $1 and purpose = $2 and detail = $3 and ends_at > $4",
        args![person, purpose.word(), detail, tx.now()],
    )
    .map(drop)
}

/// What the newest living token of a person's was made with.
pub(crate) fn open_of(tx: &Tx<'_>, purpose: Purpose, person: PersonId) -> Result<Option<String>> {
    tx.value(
        "select detail from tokens where person_id = $1 and purpose = $2 and ends_at > $3
         order by made_at desc limit 1",
        args![person, purpose.word(), tx.now()],
    )
}
