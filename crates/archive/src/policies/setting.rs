//! Each thing that an owner can decide: its word, what it may be, and how it is written.

use super::Policy;
use crate::Slip;

/// Who may make an account.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum SignUp {
    /// Anybody.
    Open,
    /// Whoever was invited.
    Invited,
    /// Nobody by themselves; the host makes accounts.
    Closed,
}

impl SignUp {
    /// Every one, the widest first.
    pub const ALL: &'static [Self] = &[Self::Open, Self::Invited, Self::Closed];

    /// The word in its column, in forms, at the terminal and in the settings file.
    pub const fn word(self) -> &'static str {
        match self {
            Self::Open => "open",
            Self::Invited => "invited",
            Self::Closed => "closed",
        }
    }

    /// The policy of a word.
    pub fn of_word(word: &str) -> Option<Self> {
        Self::ALL.iter().copied().find(|sign_up| sign_up.word() == word)
    }
}

/// What becomes of comments that guests leave, wherever a work lets them.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Guests {
    /// Everybody reads them, as the works' creators wish.
    Everyone,
    /// A creator of the work looks at each first.
    Held,
    /// There are none.
    Nobody,
}

impl Guests {
    /// Every one, the widest first.
    pub const ALL: &'static [Self] = &[Self::Everyone, Self::Held, Self::Nobody];

    /// The word in its column, in forms, at the terminal and in the settings file.
    pub const fn word(self) -> &'static str {
        match self {
            Self::Everyone => "everyone",
            Self::Held => "held",
            Self::Nobody => "nobody",
        }
    }

    /// The one of a word.
    pub fn of_word(word: &str) -> Option<Self> {
        Self::ALL.iter().copied().find(|one| one.word() == word)
    }
}

/// About whose comments the sieve is asked.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Sieved {
    /// About everybody's.
    Everybody,
    /// About those of guests and of whoever is new.
    Newcomers,
    /// About nobody's.
    Nobody,
}

impl Sieved {
    /// Every one, the widest first.
    pub const ALL: &'static [Self] = &[Self::Everybody, Self::Newcomers, Self::Nobody];

    /// The word in its column, in forms, at the terminal and in the settings file.
    pub const fn word(self) -> &'static str {
        match self {
            Self::Everybody => "everybody",
            Self::Newcomers => "newcomers",
            Self::Nobody => "nobody",
        }
    }

    /// The one of a word.
    pub fn of_word(word: &str) -> Option<Self> {
        Self::ALL.iter().copied().find(|one| one.word() == word)
    }
}

/// Something that an owner can decide.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Setting {
    /// Who may make an account.
    SignUp,
    /// Whether there is a list of those who wait.
    Queue,
    /// How many of them are invited at a time.
    QueueNumber,
    /// The hours between.
    QueueHours,
    /// Invitations that everybody has.
    Invitations,
    /// Whether members may ask for more.
    Asking,
    /// Days in the bin.
    RestorableDays,
    /// Days that a draft rests.
    DraftDays,
    /// Days in which an address is confirmed.
    ConfirmDays,
    /// Days after which an unused browser is logged out.
    IdleDays,
    /// Whether wranglers decide.
    Wrangling,
    /// The youngest age.
    MinimumAge,
    /// The version of the terms.
    TermsVersion,
    /// Whether the text of stories is searched.
    SearchesTexts,
    /// What becomes of guests' comments.
    GuestComments,
    /// About whose comments the sieve is asked.
    Sieve,
    /// Days for which an account is new.
    NewcomerDays,
    /// Comments that make one known.
    NewcomerComments,
}

impl Setting {
    /// Every one, as pages and the terminal list them.
    pub const ALL: &'static [Self] = &[
        Self::SignUp,
        Self::Queue,
        Self::QueueNumber,
        Self::QueueHours,
        Self::Invitations,
        Self::Asking,
        Self::RestorableDays,
        Self::DraftDays,
        Self::ConfirmDays,
        Self::IdleDays,
        Self::Wrangling,
        Self::MinimumAge,
        Self::TermsVersion,
        Self::SearchesTexts,
        Self::GuestComments,
        Self::Sieve,
        Self::NewcomerDays,
        Self::NewcomerComments,
    ];

    /// The word in its column, in forms and at the terminal.
    pub const fn word(self) -> &'static str {
        match self {
            Self::SignUp => "sign_up",
            Self::Queue => "queue",
            Self::QueueNumber => "queue_number",
            Self::QueueHours => "queue_hours",
            Self::Invitations => "invitations",
            Self::Asking => "asking",
            Self::RestorableDays => "restorable_days",
            Self::DraftDays => "draft_days",
            Self::ConfirmDays => "confirm_days",
            Self::IdleDays => "idle_days",
            Self::Wrangling => "wrangling",
            Self::MinimumAge => "minimum_age",
            Self::TermsVersion => "terms_version",
            Self::SearchesTexts => "searches_texts",
            Self::GuestComments => "guest_comments",
            Self::Sieve => "sieve",
            Self::NewcomerDays => "newcomer_days",
            Self::NewcomerComments => "newcomer_comments",
        }
    }

    /// The setting of a word.
    pub fn of_word(word: &str) -> Option<Self> {
        Self::ALL.iter().copied().find(|setting| setting.word() == word)
    }

    /// What it is, as it is written.
    pub fn value(self, policy: &Policy) -> String {
        let yes_or_no = |yes: bool| if yes { "yes" } else { "no" }.to_owned();
        match self {
            Self::SignUp => policy.sign_up.word().to_owned(),
            Self::Queue => yes_or_no(policy.queue),
            Self::QueueNumber => policy.queue_number.to_string(),
            Self::QueueHours => policy.queue_hours.to_string(),
            Self::Invitations => policy.invitations.to_string(),
            Self::Asking => yes_or_no(policy.asking),
            Self::RestorableDays => policy.restorable_days.to_string(),
            Self::DraftDays => policy.draft_days.to_string(),
            Self::ConfirmDays => policy.confirm_days.to_string(),
            Self::IdleDays => policy.idle_days.to_string(),
            Self::Wrangling => yes_or_no(policy.wrangling),
            Self::MinimumAge => policy.minimum_age.to_string(),
            Self::TermsVersion => policy.terms_version.clone(),
            Self::SearchesTexts => yes_or_no(policy.searches_texts),
            Self::GuestComments => policy.guest_comments.word().to_owned(),
            Self::Sieve => policy.sieve.word().to_owned(),
            Self::NewcomerDays => policy.newcomer_days.to_string(),
            Self::NewcomerComments => policy.newcomer_comments.to_string(),
        }
    }

    /// The words that it is one of; none where it is something else.
    pub fn words(self) -> Vec<&'static str> {
        match self {
            Self::SignUp => SignUp::ALL.iter().map(|one| one.word()).collect(),
            Self::GuestComments => Guests::ALL.iter().map(|one| one.word()).collect(),
            Self::Sieve => Sieved::ALL.iter().map(|one| one.word()).collect(),
            _ => Vec::new(),
        }
    }

    /// What it may be, for the terminal.
    pub fn choices(self) -> String {
        match self {
            Self::SignUp | Self::GuestComments | Self::Sieve => self.words().join(", "),
            Self::Queue | Self::Asking | Self::SearchesTexts | Self::Wrangling => "yes, no".to_owned(),
            Self::TermsVersion => format!("at most {LONGEST} letters"),
            Self::DraftDays => format!("0 for never, {}", self.span()),
            Self::QueueNumber => format!("0 for by hand, up to {}", self.range().1),
            Self::QueueHours
            | Self::Invitations
            | Self::RestorableDays
            | Self::ConfirmDays
            | Self::IdleDays
            | Self::NewcomerDays
            | Self::NewcomerComments
            | Self::MinimumAge => self.span(),
        }
    }

    /// Puts what was written into a policy, or says what is wrong with it.
    pub(super) fn put(self, policy: &mut Policy, value: &str) -> Result<(), Slip> {
        match self {
            Self::SignUp => policy.sign_up = SignUp::of_word(value).ok_or(Slip::NotOffered)?,
            Self::Queue => policy.queue = truth(value)?,
            Self::QueueNumber => policy.queue_number = self.number(value)?,
            Self::QueueHours => policy.queue_hours = self.number(value)?,
            Self::Invitations => policy.invitations = self.number(value)?,
            Self::Asking => policy.asking = truth(value)?,
            Self::RestorableDays => policy.restorable_days = self.number(value)?,
            Self::DraftDays if value == "0" => policy.draft_days = 0,
            Self::DraftDays => policy.draft_days = self.number(value)?,
            Self::ConfirmDays => policy.confirm_days = self.number(value)?,
            Self::IdleDays => policy.idle_days = self.number(value)?,
            Self::Wrangling => policy.wrangling = truth(value)?,
            Self::MinimumAge => policy.minimum_age = self.number(value)?,
            Self::TermsVersion => policy.terms_version = version(value)?,
            Self::SearchesTexts => policy.searches_texts = truth(value)?,
            Self::GuestComments => policy.guest_comments = Guests::of_word(value).ok_or(Slip::NotOffered)?,
            Self::Sieve => policy.sieve = Sieved::of_word(value).ok_or(Slip::NotOffered)?,
            Self::NewcomerDays => policy.newcomer_days = self.number(value)?,
            Self::NewcomerComments => policy.newcomer_comments = self.number(value)?,
        }
        Ok(())
    }

    fn span(self) -> String {
        let (least, most) = self.range();
        format!("{least} to {most}")
    }

    fn number(self, value: &str) -> Result<u64, Slip> {
        let (least, most) = self.range();
        let number = value.parse().ok().filter(|number| (least..=most).contains(number));
        number.ok_or(Slip::NotInRange { least, most })
    }

    /// The smallest and the largest number that makes sense.
    const fn range(self) -> (u64, u64) {
        match self {
            // A day at least, so that every deletion can be undone; a year at most, because what was deleted should go.
            Self::RestorableDays => (1, 366),
            // The day after which the second letter comes, and one more to answer it.
            Self::ConfirmDays => (2, 366),
            // No browser stays logged in for longer than three months anyway.
            Self::IdleDays => (1, 90),
            // The week in which its creators know of it, and another one at least in which they need not.
            Self::DraftDays => (14, 3_660),
            // A month at most: who waits longer has forgotten that they do.
            Self::QueueHours => (1, 720),
            Self::MinimumAge => (0, 99),
            Self::NewcomerDays => (0, 366),
            Self::NewcomerComments => (0, 100),
            _ => (0, 1_000),
        }
    }
}

/// Letters of a version of the terms.
const LONGEST: usize = 40;

fn truth(value: &str) -> Result<bool, Slip> {
    match value {
        "yes" => Ok(true),
        "no" => Ok(false),
        _ => Err(Slip::NotOffered),
    }
}

fn version(value: &str) -> Result<String, Slip> {
    let (value, is) = (value.trim(), value.trim().chars().count());
    match is {
        0 => Err(Slip::Missing),
        1..=LONGEST => Ok(value.to_owned()),
        _ => Err(Slip::TooLong { most: LONGEST as u64, is: is as u64 }),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_setting_comes_back_from_its_word_and_its_value() {
        let policy = Policy {
            sign_up: SignUp::Invited,
            queue: true,
            invitations: 7,
            searches_texts: false,
            guest_comments: Guests::Held,
            sieve: Sieved::Everybody,
            newcomer_days: 0,
            ..Policy::default()
        };
        let mut again = Policy::default();
        for setting in Setting::ALL {
            assert_eq!(Setting::of_word(setting.word()), Some(*setting));
            setting.put(&mut again, &setting.value(&policy)).unwrap();
        }
        assert_eq!(again, policy);
    }

    #[test]
    fn what_makes_no_sense_is_refused_and_changes_nothing() {
        let odd = [
            (Setting::SignUp, "ajar"),
            (Setting::Queue, "1"),
            (Setting::QueueNumber, "1001"),
            (Setting::QueueHours, "0"),
            (Setting::Invitations, "-1"),
            (Setting::Invitations, "1001"),
            (Setting::RestorableDays, "0"),
            (Setting::DraftDays, "13"),
            (Setting::ConfirmDays, "1"),
            (Setting::IdleDays, "0"),
            (Setting::MinimumAge, "many"),
            (Setting::TermsVersion, "  "),
            (Setting::GuestComments, "some"),
            (Setting::Sieve, "yes"),
            (Setting::NewcomerDays, "367"),
            (Setting::NewcomerComments, "101"),
        ];
        for (setting, value) in odd {
            let mut policy = Policy::default();
            assert!(setting.put(&mut policy, value).is_err(), "{setting:?} {value}");
            assert_eq!(policy, Policy::default());
        }
    }
}
