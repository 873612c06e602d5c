//! What a letter is about.

use serde::{Deserialize, Serialize};

/// What a letter is about, with what its words need. Kept as JSON until it is sent, then forgotten.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "about", rename_all = "kebab-case")]
pub enum Matter {
    /// Somebody wants an account with this address: show the secret to open it (USER-3).
    Confirm {
        /// The account's name.
        name: String,
        /// The secret for the link.
        secret: String,
    },
    /// They asked for an account a day ago and have not opened it: once more, and not again (USER-3).
    ConfirmAgain {
        /// The account's name.
        name: String,
        /// The secret for the link.
        secret: String,
    },
    /// Somebody tried to make an account with an address that has one (R27).
    AddressInUse {
        /// The name of the account that has it.
        name: String,
    },
    /// Somebody wants to choose a new password (USER-4).
    Reset {
        /// The account's name.
        name: String,
        /// The secret for the link.
        secret: String,
    },
    /// The password was changed.
    PasswordChanged {
        /// The account's name.
        name: String,
    },
    /// Their account is opened by a password alone no more.
    SecondFactorOn,
    /// Their account is opened by a password alone again.
    SecondFactorOff,
    /// One of their recovery codes was used.
    RecoveryCodeUsed {
        /// How many are left.
        left: u64,
    },
    /// A passkey opens their account from now on.
    PasskeyAdded {
        /// What it is called.
        label: String,
    },
    /// A passkey opens their account no more.
    PasskeyRemoved {
        /// What it was called.
        label: String,
    },
    /// Somebody wants this address for their account: show the secret to have it changed (R27).
    ConfirmAddress {
        /// The account's name.
        name: String,
        /// The secret for the link.
        secret: String,
    },
    /// Somebody wants another address for the account; this is the old one (R27).
    AddressAsked {
        /// The account's name.
        name: String,
        /// The address that was asked for.
        address: String,
    },
    /// The account has another address now; this is the old one.
    AddressChanged {
        /// The account's name.
        name: String,
        /// The new address.
        address: String,
    },
    /// The account has another name.
    Renamed {
        /// What it was called.
        before: String,
        /// Its name now.
        name: String,
    },
    /// A work of theirs was deleted: here is its text (POST-19).
    WorkDeleted {
        /// The work, to be looked up as the recipient sees it when the letter goes.
        work: i64,
    },
    /// A chapter of theirs was deleted: here is its text.
    ChapterDeleted {
        /// The work.
        work: i64,
        /// The chapter, to be looked up in the bin when the letter goes.
        chapter: i64,
    },
    /// A draft of theirs goes into the bin in a week, unless somebody saves it (DRAFT-2).
    DraftGoes {
        /// The work, to be looked up when the letter goes.
        work: i64,
    },
    /// A draft of theirs that nobody saved for long lies in the bin: here is its text (DRAFT-2).
    DraftWent {
        /// The work, to be looked up when the letter goes.
        work: i64,
    },
    /// A work of theirs went with their account: here is its text, and a link to fetch it back into another (DEL-1).
    WorkLeftBehind {
        /// The work.
        work: i64,
        /// The secret for the link, the same for all of them.
        secret: String,
    },
    /// A work of theirs was hidden (VIS-10).
    WorkHidden {
        /// The work.
        work: i64,
        /// Why, as the moderator said.
        reason: String,
    },
    /// A work of theirs is shown again.
    WorkShown {
        /// The work.
        work: i64,
    },
    /// Those who keep order set something right on a work of theirs.
    WorkCorrected {
        /// The work.
        work: i64,
        /// What was: `rating`, `warnings`, `fandoms`, `language`.
        fields: Vec<String>,
        /// Why, as the moderator said.
        reason: String,
    },
    /// Works of theirs were hidden, all at once (R49).
    WorksHidden {
        /// How many.
        number: u64,
        /// Why, as the moderator said.
        reason: String,
    },
    /// Works of theirs are shown again.
    WorksShown {
        /// How many.
        number: u64,
    },
    /// A work of theirs may go for good: here is its text (R42).
    WorkGoes {
        /// The work, to be looked up when the letter goes.
        work: i64,
    },
    /// A work of theirs is gone for good.
    WorkPurged {
        /// What it was called.
        title: String,
        /// Why.
        reason: String,
    },
    /// They are warned: nothing is done to them this time.
    Warned {
        /// Why, as the moderator said.
        reason: String,
    },
    /// They are suspended or banned (USER-6).
    Sanctioned {
        /// Until when, in milliseconds since 1970; nothing for a ban.
        until: Option<i64>,
        /// Why, as the moderator said.
        reason: String,
    },
    /// Somebody asks to name them as a creator (COCR-1).
    Invited {
        /// The work.
        work: i64,
    },
    /// What they say of themselves was taken away (USER-7).
    ProfileBlanked {
        /// Why, as the moderator said.
        reason: String,
    },
    /// What stands beside one of their names was taken away.
    NameBlanked {
        /// The name.
        name: String,
        /// Why, as the moderator said.
        reason: String,
    },
    /// Their account's name was taken away (USER-5).
    NameTaken {
        /// Its name now.
        name: String,
        /// Why, as the moderator said.
        reason: String,
    },
    /// They may write again.
    SanctionLifted,
    /// Somebody invites them to make an account (INV-3).
    Join {
        /// The name of who invites; nothing for the archive itself.
        by: Option<String>,
        /// The secret for the link.
        secret: String,
    },
    /// Somebody invited an address that has an account: this one's.
    AlreadyMember {
        /// The account's name.
        name: String,
    },
    /// The address waits for an invitation: here it can be seen how long (INV-2).
    Waits {
        /// The secret for the link.
        secret: String,
    },
    /// Works of theirs were brought in: here they say what shall become of them (ARCH-2).
    Claim {
        /// The name of who brought them in.
        by: String,
        /// How many works.
        number: u64,
        /// The secret for the link.
        secret: String,
    },
    /// Kudos were left at works of theirs (KUD-3).
    Kudos {
        /// From then on, in milliseconds since 1970.
        since: i64,
        /// Until then.
        until: i64,
    },
    /// Somebody commented on a work of theirs (COM-12).
    Commented {
        /// The work.
        work: i64,
        /// The comment, to be looked up as the recipient sees it when the letter goes.
        comment: i64,
    },
    /// Somebody answered a comment of theirs (COM-12).
    Answered {
        /// The work.
        work: i64,
        /// The answer, to be looked up as the recipient sees it when the letter goes.
        comment: i64,
    },
    /// Something became of a work of theirs in a collection (COL-5, VIS-5).
    Collected {
        /// The collection, to be looked up as the recipient sees it when the letter goes.
        collection: i64,
        /// The work, to be looked up as well.
        work: i64,
        /// What.
        what: Collected,
    },
    /// Somebody wants them to be a member of a collection (COL-3).
    AskedIntoCollection {
        /// The collection, to be looked up when the letter goes.
        collection: i64,
    },
    /// Something happened that they follow (SUB-2); which of it, is asked when the letter goes.
    News {
        /// The letters it is one of: `now`, `daily`, `weekly`.
        pace: String,
    },
    /// What somebody said at a work of theirs, or in answer to them, has become another (COM-12).
    CommentChanged {
        /// The work.
        work: i64,
        /// The comment, to be looked up as the recipient sees it when the letter goes.
        comment: i64,
    },
    /// They said something, and wish to keep it.
    CommentCopied {
        /// The work.
        work: i64,
        /// The comment, to be looked up when the letter goes.
        comment: i64,
    },
    /// Somebody said something of a tag that they wrangle, or answered them there (WRK-7).
    SaidOfTag {
        /// The tag.
        tag: i64,
        /// The comment, to be looked up as the recipient sees it when the letter goes.
        comment: i64,
    },
    /// A work comes from one of theirs (REL-2).
    Cited {
        /// The work.
        work: i64,
        /// The relation, to be looked up as the recipient sees it when the letter goes.
        relation: i64,
    },
    /// A work is given to them (GIFT-4).
    Given {
        /// The work, to be looked up as the recipient sees it when the letter goes.
        work: i64,
    },
    /// They were given more invitations.
    InvitationsGranted {
        /// How many.
        number: u64,
    },
    /// A table of the archive that they run has more than doubled in a week (R36).
    TableGrows {
        /// Its name.
        table: String,
        /// How many rows it has, roughly.
        rows: u64,
        /// How many it had.
        before: u64,
    },
    /// They were refused more invitations.
    InvitationsRefused {
        /// Why, as the moderator said.
        reason: String,
    },
}

/// What became of a work in a collection.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Collected {
    /// Somebody who keeps it wants it in.
    Asked,
    /// Somebody who keeps it has put it in.
    PutIn,
    /// It was taken.
    Taken,
    /// It was refused.
    Refused,
    /// It is a mystery there now.
    Veiled,
    /// Its creators are not named there now.
    Masked,
}

impl Matter {
    /// Whether a letter about this goes once at most: where nobody knows whether it left, it is not sent again. What it tells
    /// stands on the page of notices as well. All others go once at least.
    pub(super) const fn goes_once(&self) -> bool {
        matches!(self, Self::News { .. })
    }
}
