//! What can be wrong with something that was entered. The upper floor has a sentence for each in every language; the
//! English ones here are for the terminal.

/// What is wrong with a field.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Slip {
    /// Nothing was entered.
    #[error("this is needed")]
    Missing,
    /// More was entered than fits; counted in letters, of clean HTML where it is formatted (POST-3).
    #[error("{is} letters are too many; at most {most} fit")]
    TooLong {
        /// How many fit.
        most: u64,
        /// How many there are.
        is: u64,
    },
    /// Less was entered than makes sense.
    #[error("{is} letters are too few; at least {least} are needed")]
    TooShort {
        /// How many are needed.
        least: u64,
        /// How many there are.
        is: u64,
    },
    /// More things were entered than fit.
    #[error("{is} are too many; at most {most} fit")]
    TooMany {
        /// How many fit.
        most: u64,
        /// How many there are.
        is: u64,
    },
    /// The same person has said the same at the same place (COM-1).
    #[error("you have said this here already")]
    SaidAlready,
    /// Somebody or something has it already.
    #[error("this is in use already")]
    Taken,
    /// It cannot be the name of an account (USER-1).
    #[error(
        "a name has 3 to 40 letters of a–z, digits and underscores, and neither begins nor ends with an underscore"
    )]
    NotAName,
    /// It would be taken for the archive's own (USER-1).
    #[error("this name would be taken for the archive’s own")]
    Reserved,
    /// Somebody had this name until lately (USER-5).
    #[error("somebody had this name until lately, or it was taken away; nobody can have it now")]
    Resting,
    /// It cannot be a pseud (PSEUD-1).
    #[error("a pseud has 1 to 40 letters, digits, spaces, “_” and “-”, at least one of them a letter or digit")]
    NotAPseud,
    /// A tag cannot mean or be a part of itself (WR-2, WR-9).
    #[error("this is the tag itself")]
    ItsOwn,
    /// There is no tag of this name.
    #[error("there is no tag “{name}”")]
    NoSuchTag {
        /// The name.
        name: String,
    },
    /// Only canonical tags of the same kind can be meant, hold others or have parts (WR-2, WR-6, WR-9).
    #[error("“{name}” is not canonical, or is of another kind")]
    NotCanonical {
        /// The tag in question.
        name: String,
    },
    /// Tags of this kind do not belong to tags of that one (WR-6).
    #[error("this does not belong to a tag like “{name}”")]
    CannotHold {
        /// The tag that should hold it.
        name: String,
    },
    /// It would be a part of itself, by way of others (WR-9).
    #[error("“{name}” is a part of this tag already, so this cannot be a part of it")]
    Circle {
        /// The tag that should be above.
        name: String,
    },
    /// It cannot be a rule about what is never shown.
    #[error("“{text}” is neither a tag nor anything else that can be hidden")]
    NoRule {
        /// What was entered.
        text: String,
    },
    /// It has not the form of a mail address.
    #[error("this does not look like a mail address")]
    NotAnAddress,
    /// It is not the address of something on the web.
    #[error("an address that begins with http:// or https:// is needed")]
    NotAnUrl,
    /// It is a password that everybody tries first.
    #[error("this password is one of the first that anybody tries")]
    WornOut,
    /// It is not the same as the field above.
    #[error("this is not the same as above")]
    NotTheSame,
    /// It is not the account's password.
    #[error("this is not the account’s password")]
    WrongPassword,
    /// It is neither the code that the app shows now nor a recovery code that is left.
    #[error("this is neither the code of this half minute nor a recovery code that is left")]
    WrongCode,
    /// It is not the code that the app shows now, where none but that one can be.
    #[error("this is not the code of this half minute")]
    NotTheCode,
    /// What the browser handed over is no passkey that can be used here.
    #[error("this is no passkey that can be used here")]
    NotAPasskey,
    /// A tag's name holds a letter that tags cannot hold (TAG-2).
    #[error("the tag “{name}” holds a “{letter}”, which tags cannot hold")]
    BadLetter {
        /// The tag.
        name: String,
        /// The letter.
        letter: char,
    },
    /// A tag's name is too long (TAG-1).
    #[error("the tag “{name}” has {is} letters; at most {most} fit")]
    LongTag {
        /// The tag.
        name: String,
        /// How many fit.
        most: u64,
        /// How many there are.
        is: u64,
    },
    /// A tag is not used in this archive (TAG-10).
    #[error("the tag “{name}” is not used in this archive")]
    NotUsed {
        /// The tag.
        name: String,
    },
    /// A file is heavier than what is taken; in kB.
    #[error("{is} kB are too many; at most {most} fit")]
    TooHeavy {
        /// How many are taken.
        most: u64,
        /// How many there are.
        is: u64,
    },
    /// A file is no picture of a kind that is taken.
    #[error("this is not a PNG, JPEG, GIF or WebP picture")]
    NotAPicture,
    /// It is not the address of a picture, over HTTPS and with the ending of one.
    #[error("this is not the address of a picture, over HTTPS and with the ending of one")]
    NotAPictureAddress,
    /// A picture has too many pixels.
    #[error("this picture is too large; at most {most} pixels fit on a side")]
    TooManyPixels {
        /// How many fit on a side.
        most: u64,
    },
    /// It is too early.
    #[error("this can be done again on {day}")]
    NotBefore {
        /// The day from which it can be done.
        day: jiff::civil::Date,
    },
    /// A file cannot be read as a story.
    #[error("this file was not read: {why}")]
    NotRead {
        /// Why, in words of the reader that tried.
        why: String,
    },
    /// A file holds several stories where one is meant.
    #[error("this file holds {is} stories")]
    SeveralStories {
        /// How many.
        is: u64,
    },
    /// There are pictures where none can be.
    #[error("pictures cannot stand here")]
    NoPictures,
    /// It has no letter that can be seen.
    #[error("at least one letter that can be seen is needed")]
    Blank,
    /// It is none of the choices there are.
    #[error("this is none of the choices")]
    NotOffered,
    /// It is a time that is over, and one to come is needed.
    #[error("this time is over")]
    Past,
    /// It is a day that is still to come, and one that has been is needed.
    #[error("this day is still to come")]
    ToCome,
    /// It is not a date and time.
    #[error("this is not a date and time")]
    NotATime,
    /// They do not wish to be asked, or cannot be; which of it is not told.
    #[error("“{name}” cannot be asked")]
    NotToBeAsked {
        /// Who it is.
        name: String,
    },
    /// So many were asked today that no more can be.
    #[error("as many people were asked as can be in a day")]
    AskedMany,
    /// They are new, and would reach more others than they can in an hour (RATE-1).
    #[error("whoever is new reaches {most} others in an hour; {left} are left, and these are {is}")]
    ReachesMany {
        /// How many can be reached in an hour.
        most: u64,
        /// How many can be now.
        left: u64,
        /// How many would be.
        is: u64,
    },
    /// So many questions of the same asker wait for this person's answer that no more can be asked.
    #[error("{most} questions wait for an answer already; more can be asked when these are answered")]
    AsksMuch {
        /// How many can wait.
        most: u64,
    },
    /// Oneself, or somebody who keeps order.
    #[error("neither oneself nor those who keep order can stand here")]
    NotToBeBlocked,
    /// It cannot be the name of a collection (COL-1).
    #[error("a name has letters of a–z, digits and underscores, and neither begins nor ends with an underscore")]
    NotACollectionName,
    /// There are commas where none can be.
    #[error("commas cannot stand here")]
    NoCommas,
    /// A collection cannot be a part of itself (COL-2).
    #[error("a collection cannot be a part of itself")]
    InsideItself,
    /// What has parts is no part, and what is a part has none (COL-2).
    #[error("a collection that has parts cannot be a part, and a part has no parts")]
    TooDeep,
    /// There is no collection of this name.
    #[error("there is no collection “{name}”")]
    NoCollection {
        /// The name.
        name: String,
    },
    /// The collection takes nothing of theirs: it is closed, or does not want it.
    #[error("nothing can be put into “{name}” now")]
    TakesNothing {
        /// The collection's name.
        name: String,
    },
    /// Nobody here has this name.
    #[error("nobody here is called “{name}”")]
    Unknown {
        /// The name.
        name: String,
    },
    /// Several people here write under this name (PSEUD-2).
    #[error("several people write as “{name}”: {}", them.join(", "))]
    Several {
        /// The name.
        name: String,
        /// Each of them, as they are to be typed.
        them: Vec<String>,
    },
    /// No work of this archive that they can see is there (REL-1).
    #[error("there is no work of this archive at “{address}” that you can see")]
    NoWorkHere {
        /// What was typed.
        address: String,
    },
    /// Its creators want no such works made of it (REL-1).
    #[error("whoever made the work at “{address}” does not want this")]
    NotToBeCited {
        /// What was typed.
        address: String,
    },
    /// Nobody here knows what it is (REL-1).
    #[error("a title and an author are needed for “{address}”")]
    NotDescribed {
        /// What was typed.
        address: String,
    },
    /// It can be nobody's name (GIFT-1).
    #[error("“{name}” is no name: up to 100 letters, at least one of them a letter or digit")]
    NotARecipient {
        /// What was typed.
        name: String,
    },
    /// They take no gifts (GIFT-2).
    #[error("{name} does not take gifts")]
    TakesNoGifts {
        /// Who.
        name: String,
    },
    /// They have blocked the giver (GIFT-2).
    #[error("{name} does not take gifts from you")]
    TakesNoneFromYou {
        /// Who.
        name: String,
    },
    /// They have blocked another creator of the work (GIFT-2).
    #[error("{name} does not take gifts from everybody who made this work")]
    TakesNoneFromAll {
        /// Who.
        name: String,
    },
    /// They have refused this work (GIFT-3).
    #[error("{name} has refused this work")]
    HasRefused {
        /// Who.
        name: String,
    },
    /// They have asked that nothing of theirs is brought in (ARCH-3).
    #[error("this person has asked that none of their works be brought in")]
    RefusesImports,
    /// They have given away all invitations that they have (INV-3).
    #[error("there are no invitations left to give")]
    NoneLeft,
    /// It is no number, or one that is too small or too large.
    #[error("a number from {least} to {most} is needed")]
    NotInRange {
        /// The smallest that is taken.
        least: u64,
        /// The largest that is taken.
        most: u64,
    },
    /// It is the last owner's role (ROLE-2).
    #[error("an archive needs an owner, and this is the last one")]
    LastOwner,
    /// It was not agreed to, and must be (USER-2).
    #[error("this must be agreed to")]
    NotAgreed,
}
