//! How things can fail: seven ways, and no more (house rule).
//!
//! The upper floor makes an answer of each. The text inside [`Error::Broken`] is for the archive's owner and the log,
//! never for a visitor.

use std::fmt;

pub use crate::slip::Slip;

/// What every function of this room gives.
pub type Result<T, E = Error> = std::result::Result<T, E>;

/// A failure.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// There is nothing here for this viewer: it does not exist, is a draft or is hidden. All three are the same answer.
    #[error("there is nothing here")]
    NotFound,
    /// It is for members; a guest may log in and come back.
    #[error("this is for members of the archive: log in to see it")]
    LogIn,
    /// The viewer may see it but not do this with it.
    #[error("{0}")]
    Forbidden(Why),
    /// What was entered cannot be stored as it is.
    #[error("{}", sentences(.0))]
    Invalid(Vec<FieldError>),
    /// It collides with what is already there.
    #[error("{0}")]
    Conflict(What),
    /// The database is busy or away for the moment: try again.
    #[error("the archive is busy; try again in a moment")]
    Busy,
    /// Something that should work does not.
    #[error(transparent)]
    Broken(Fault),
}

impl Error {
    /// A failure that is told in one plain sentence, naming the setting or file and what to do.
    pub fn broken(sentence: impl Into<String>) -> Self {
        Self::Broken(Fault { sentence: sentence.into(), source: None })
    }

    /// One field that cannot be stored as entered.
    pub fn invalid(field: &'static str, slip: Slip) -> Self {
        Self::Invalid(vec![FieldError::new(field, slip)])
    }
}

/// Why a deed is not allowed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum Why {
    /// Only its creators may.
    #[error("only its creators may do this")]
    NotYours,
    /// Only moderators may.
    #[error("only a moderator may do this")]
    NotModerator,
    /// Only people with another role may.
    #[error("your role in this archive does not include this")]
    NotYourRole,
    /// An archive needs an owner.
    #[error("an archive needs an owner, and this is the last one")]
    LastOwner,
    /// It is the name of the account itself (PSEUD-1).
    #[error("the name of the account itself stays")]
    OwnName,
    /// A moderator has hidden it; its creators may read it, and no more (VIS-10).
    #[error("a moderator has hidden this work, so it cannot be changed for now")]
    Hidden,
    /// They are suspended or banned (USER-6).
    #[error("this account is suspended or banned, so it can read and no more")]
    Sanctioned,
    /// Who keeps order does not decide about their own work.
    #[error("somebody else who keeps order decides about your own work")]
    OwnWork,
    /// One proposes, another agrees.
    #[error("this takes two people, and the first one was you")]
    TakesTwo,
    /// As the tag stands, this cannot be done to it (WR-1, TAG-9).
    #[error("as this tag stands, this cannot be done to it")]
    NotNow,
    /// Wrangling rests, and only owners decide about tags meanwhile (WRK-8).
    #[error("wrangling rests in this archive, so only its owners decide about tags")]
    WranglingRests,
    /// The last creator of a work cannot leave it (COCR-4).
    #[error("this work has no other creator; it can be orphaned or deleted")]
    LastCreator,
    /// They cannot be asked, for whatever reason.
    #[error("this person cannot be asked")]
    NotToBeAsked,
    /// Oneself, or somebody who keeps order.
    #[error("neither oneself nor those who keep order can be blocked")]
    NotToBeBlocked,
    /// Only what is posted can be orphaned.
    #[error("only what is posted can be orphaned")]
    Draft,
    /// It is for some people only, and is not made wider with many others at once.
    #[error("it is for the people its author named, or by its secret link; change that on its own page")]
    ForSome,
    /// They have given away all invitations that they have (INV-3).
    #[error("there are no invitations left to give")]
    NoInvitations,
    /// Whoever made it has asked that nothing of theirs is brought in (ARCH-3).
    #[error("its creator has asked that none of their works be brought in")]
    RefusesImports,
    /// The archive takes no new accounts, or keeps no list of those who wait (INV-1).
    #[error("this archive takes no new accounts")]
    NotOpen,
    /// Nothing can be said or left there now: it is a draft, hidden, a mystery or deleted (COM-11).
    #[error("nothing can be said or left at this work now")]
    NotThere,
    /// Its creators want no comments (COM-5).
    #[error("nobody can comment on this work")]
    NoComments,
    /// Whoever it answers wants no answers from guests (COM-5).
    #[error("guests cannot answer this person")]
    NoGuests,
    /// It is frozen, hidden or waits, so nobody can answer it (COM-9).
    #[error("this comment cannot be answered now")]
    Frozen,
    /// It was answered, or stands still, so it stays as it is (COM-3).
    #[error("this comment cannot be changed any more")]
    Answered,
    /// Somebody behind it does not want to hear from them (BLK-1).
    #[error("this cannot be said or left here")]
    KeptOff,
    /// Only those who keep the collection may.
    #[error("only those who keep this collection may do this")]
    NotKept,
    /// Nothing new comes into it (COL-7).
    #[error("this collection is closed")]
    Closed,
    /// It is its owner's alone.
    #[error("what is private cannot be put into a collection")]
    Private,
    /// A collection needs an owner (COL-3).
    #[error("a collection needs an owner, and this is the last one")]
    LastKeeper,
    /// The collection does not mask what comes in (VIS-5).
    #[error("this collection does not keep works or names to itself, so it cannot do so with one")]
    NotMasked,
    /// It lies in the bin: it can be fetched back, and no more.
    #[error("this work is deleted; fetch it back first")]
    Deleted,
}

/// What something collides with.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum What {
    /// The name is in use, perhaps in another spelling.
    #[error("the name “{0}” is already in use")]
    NameTaken(String),
    /// It was imported before (IMP-2).
    #[error("this was imported before, as work {0}")]
    AlreadyHere(crate::WorkId),
    /// A letter that must be sent first has not left yet.
    #[error("the letter that brings its creators the text has not left yet; try again in a minute")]
    LetterWaits,
    /// Neither the only chapter nor the only posted chapter can be deleted (CHAP-5).
    #[error("a work needs at least one chapter")]
    LastChapter,
    /// Somebody has saved this since: the state that is there now has this number.
    #[error("this was saved by somebody else since, as version {0}")]
    Newer(u64),
    /// What a decision left behind has been decided otherwise since.
    #[error("this has been decided otherwise since")]
    Changed,
    /// What was to be answered is deleted.
    #[error("the comment was deleted meanwhile")]
    Unsaid,
    /// Somebody has saved the title page since.
    #[error("the title page was saved by somebody else since")]
    NewerPage,
}

/// A field of a form, and what is wrong with it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FieldError {
    /// The field's name, as in the model: `title`, `fandoms`.
    pub field: &'static str,
    /// In which chapter it is, from 1, if in one.
    pub chapter: Option<usize>,
    /// What is wrong.
    pub slip: Slip,
}

impl FieldError {
    /// This field has this wrong with it.
    pub const fn new(field: &'static str, slip: Slip) -> Self {
        Self { field, chapter: None, slip }
    }
}

impl fmt::Display for FieldError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.chapter {
            Some(number) => write!(f, "{} of chapter {number}: {}", self.field.replace('_', " "), self.slip),
            None => write!(f, "{}: {}", self.field.replace('_', " "), self.slip),
        }
    }
}

/// Something that should work and does not, with the cause for the log.
#[derive(Debug)]
pub struct Fault {
    /// One plain sentence: what is wrong and what to do.
    pub sentence: String,
    /// What the library beneath said.
    pub source: Option<Box<dyn std::error::Error + Send + Sync>>,
}

impl Fault {
    /// A fault with its cause.
    pub fn new(sentence: impl Into<String>, source: impl std::error::Error + Send + Sync + 'static) -> Self {
        Self { sentence: sentence.into(), source: Some(Box::new(source)) }
    }
}

impl fmt::Display for Fault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.sentence)
    }
}

impl std::error::Error for Fault {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        self.source.as_ref().map(|source| &**source as _)
    }
}

fn sentences(fields: &[FieldError]) -> String {
    fields.iter().map(FieldError::to_string).collect::<Vec<_>>().join("; ")
}
