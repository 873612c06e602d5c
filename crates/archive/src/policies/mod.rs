//! How the archive is run: what its owner decides on a page or at the terminal (ADM-4, INV-1).
//!
//! Only what the program heeds stands here. What was never decided is as the program was started: every reader is given
//! that first state. Each change is a deed in the log.

mod setting;

use jiff::SignedDuration;

pub use setting::{Guests, Setting, Sieved, SignUp};

use crate::accounts::{Power, require};
use crate::db::args;
use crate::deeds::{self, Act, Subject};
use crate::feed::{self, Change};
use crate::{Error, FieldError, Result, Tx, Viewer};

/// How the archive is run.
#[expect(clippy::struct_excessive_bools, reason = "each is one thing that an owner says yes or no to")]
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Policy {
    /// Who may make an account.
    pub sign_up: SignUp,
    /// Whether anybody may leave an address and wait for an invitation (INV-2).
    pub queue: bool,
    /// How many of those who wait are invited at a time; 0 where those who keep order call them by hand (INV-2).
    pub queue_number: u64,
    /// The hours from one time to the next.
    pub queue_hours: u64,
    /// How many people each member may invite.
    pub invitations: u64,
    /// Whether members may ask for more invitations.
    pub asking: bool,
    /// For how many days a deleted work can be fetched back.
    pub restorable_days: u64,
    /// After how many days without a change a draft goes into the bin; 0 for never (DRAFT-2).
    pub draft_days: u64,
    /// After how many days an account whose address nobody has confirmed is forgotten, with its name (USER-3).
    pub confirm_days: u64,
    /// After how many days a browser that nobody comes back with is logged out (ASVS 7.3).
    pub idle_days: u64,
    /// Whether wranglers decide about tags; where they do not, only owners do (WRK-8).
    pub wrangling: bool,
    /// The youngest that may have an account, in years (USER-2).
    pub minimum_age: u64,
    /// The version of terms and privacy notice that accounts agree to.
    pub terms_version: String,
    /// Whether words are looked for in the text of stories, too.
    pub searches_texts: bool,
    /// What becomes of guests' comments (COM-5).
    pub guest_comments: Guests,
    /// About whose comments the sieve is asked (COM-7).
    pub sieve: Sieved,
    /// For how many days an account is new (COM-8).
    pub newcomer_days: u64,
    /// Who has said so much is new no more.
    pub newcomer_comments: u64,
}

impl Default for Policy {
    fn default() -> Self {
        Self {
            sign_up: SignUp::Open,
            queue: false,
            queue_number: 10,
            queue_hours: 12,
            invitations: 0,
            asking: false,
            restorable_days: 30,
            draft_days: 0,
            confirm_days: 14,
            idle_days: 30,
            wrangling: true,
            minimum_age: 13,
            terms_version: "1".to_owned(),
            searches_texts: true,
            guest_comments: Guests::Everyone,
            sieve: Sieved::Newcomers,
            newcomer_days: 7,
            newcomer_comments: 5,
        }
    }
}

/// How the archive is run now; as in `first` where the owner has decided nothing.
pub fn of(tx: &Tx<'_>, first: &Policy) -> Result<Policy> {
    let mut policy = first.clone();
    let decided = tx.all("select name, value from settings order by name", &[], |row| {
        Ok((row.get::<String>(0)?, row.get::<String>(1)?))
    })?;
    for (name, value) in decided {
        // A value that this version does not take is as if it had never been decided.
        if let Some(setting) = Setting::of_word(&name) {
            let _ = setting.put(&mut policy, &value);
        }
    }
    Ok(policy)
}

/// Decides how the archive is run, all of it or nothing. What stays as it is, is no deed. For those who run it.
pub fn change(viewer: &Viewer, tx: &Tx<'_>, first: &Policy, wanted: &[(Setting, String)]) -> Result<()> {
    require(viewer, tx, Power::Run)?;
    let before = of(tx, first)?;
    let (mut after, mut wrong) = (before.clone(), Vec::new());
    for (setting, value) in wanted {
        if let Err(slip) = setting.put(&mut after, value) {
            wrong.push(FieldError::new(setting.word(), slip));
        }
    }
    if !wrong.is_empty() {
        return Err(Error::Invalid(wrong));
    }
    for (setting, _) in wanted {
        let (old, new) = (setting.value(&before), setting.value(&after));
        if old != new {
            keep(viewer, tx, *setting, &old, &new)?;
        }
    }
    Ok(())
}

fn keep(viewer: &Viewer, tx: &Tx<'_>, setting: Setting, old: &str, new: &str) -> Result<()> {
    tx.run(
        "insert into settings (name, value) values ($1, $2) on conflict (name) do update set value = excluded.value",
        args![setting.word(), new],
    )?;
    let change = format!("{old} → {new}");
    deeds::note(viewer, tx, Act::ChangedSetting, &Subject::called(setting.word()), &change)?;
    feed::note(tx, Change::Policy)
}

/// Whether words are looked for in the text of stories, too.
#[cfg(feature = "words")]
pub(crate) fn searches_texts(tx: &Tx<'_>) -> Result<bool> {
    Ok(of(tx, &Policy::default())?.searches_texts)
}

/// For how long a work that is deleted now can be fetched back.
pub(crate) fn restorable(tx: &Tx<'_>) -> Result<SignedDuration> {
    let days = of(tx, &Policy::default())?.restorable_days;
    Ok(SignedDuration::from_hours(days as i64 * 24))
}

/// After how many milliseconds without a change a draft goes into the bin; nothing where drafts stay.
pub(crate) fn draft_limit(tx: &Tx<'_>) -> Result<Option<i64>> {
    let days = of(tx, &Policy::default())?.draft_days as i64;
    Ok((days > 0).then_some(days * DAY))
}

/// A day in milliseconds.
const DAY: i64 = 24 * 60 * 60 * 1000;

/// After how many milliseconds a browser that nobody comes back with is logged out.
pub(crate) fn idle_limit(tx: &Tx<'_>) -> Result<i64> {
    let decided: Option<String> = tx.value("select value from settings where name = 'idle_days'", &[])?;
    Ok(idle_limit_of(decided.as_deref()))
}

/// [`idle_limit`] where it was decided so, or not at all; for a question that asks it on the way.
pub(crate) fn idle_limit_of(decided: Option<&str>) -> i64 {
    let mut policy = Policy::default();
    // A value that this version does not take is as if it had never been decided.
    let _ = decided.map(|value| Setting::IdleDays.put(&mut policy, value));
    policy.idle_days as i64 * DAY
}

/// Whether wranglers decide about tags at present.
pub(crate) fn wrangles(tx: &Tx<'_>) -> Result<bool> {
    Ok(of(tx, &Policy::default())?.wrangling)
}

/// After how many milliseconds an account whose address nobody has confirmed is forgotten.
pub(crate) fn unconfirmed_limit(tx: &Tx<'_>) -> Result<i64> {
    Ok(of(tx, &Policy::default())?.confirm_days as i64 * DAY)
}

/// What of it concerns comments.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Talk {
    /// What becomes of guests' comments.
    pub(crate) guests: Guests,
    /// About whose comments the sieve is asked.
    pub(crate) sieve: Sieved,
    /// For how many milliseconds an account is new.
    pub(crate) new_for: i64,
    /// Who has said so much is new no more.
    pub(crate) practised: i64,
}

/// How comments are dealt with at present.
pub(crate) fn talk(tx: &Tx<'_>) -> Result<Talk> {
    let policy = of(tx, &Policy::default())?;
    Ok(Talk {
        guests: policy.guest_comments,
        sieve: policy.sieve,
        new_for: policy.newcomer_days as i64 * DAY,
        practised: policy.newcomer_comments as i64,
    })
}
