//! Letters in words, and the post office that sends them.
//!
//! A letter gets its words here, when it is sent, in the language of the recipient (house rule 8). The post office is a
//! thread of its own: a mail server that hangs holds up letters and nothing else.

mod collecting;
mod order;
mod talk;
mod ties;

use std::{
    borrow::Cow,
    collections::HashMap,
    sync::{
        Mutex, PoisonError,
        atomic::{AtomicBool, Ordering},
        mpsc::{self, Receiver, RecvTimeoutError, Sender},
    },
    thread,
    time::{Duration, Instant},
};

use archive::{
    ChapterId, Errand, Error, LetterId, PersonId, Viewer, WorkId,
    mail::{self, Carrier, Enclosure, Letter, Mail, Matter, Outcome, Undeliverable},
    notices::Contents,
    works,
};
use export::{Format, Imprint};
use manuscript::Manuscript;

use crate::{Say, Site, notices::letter as news};

/// How long the post office rests when the outbox is empty.
const REST: Duration = Duration::from_secs(2);

/// Letters taken at once: should the house fall down, nobody knows of these whether they left.
const BAG: u32 = 64;

/// Those who carry at the same time: a mail server far away answers each of them after a while.
const HANDS: usize = 16;

/// Of so many letters at most it is written down together what became of them.
const TOGETHER: usize = 32;

/// How long after a letter has left that is written down, at most.
const KNOWN: Duration = Duration::from_millis(100);

/// How long what was read for a bag is as good as read now.
const FRESH: Duration = Duration::from_secs(1);

/// How long a bag is carried. What is in it then is left for another time, long before somebody else takes it for abandoned.
const CARRIED: Duration = Duration::from_mins(2);

/// Sends letters until the other end of `stop` goes. Blocks; give it a thread.
pub fn post_office(site: &Site, carrier: &Carrier, stop: &Receiver<()>) {
    loop {
        let sent = send_some(site, carrier).unwrap_or_else(|error| {
            tracing::error!(%error, "the outbox cannot be read");
            0
        });
        let rest = if sent > 0 {
            Duration::ZERO
        } else {
            carrier.rest();
            REST
        };
        if stop.recv_timeout(rest) != Err(RecvTimeoutError::Timeout) {
            return;
        }
    }
}

/// Sends the letters that are due, and says how many left the house.
pub fn send_some(site: &Site, carrier: &Carrier) -> archive::Result<usize> {
    let viewer = Viewer::Custodian(Errand::Mail);
    let mut letters = site.archive().write(move |tx| mail::claim(&viewer, tx, BAG)).wait()?;
    letters.reverse();
    let hands = letters.len().min(HANDS);
    let bag = Bag::of(site, letters)?;
    let (tell, told) = mpsc::channel();
    thread::scope(|scope| {
        for _ in 0..hands {
            let tell = tell.clone();
            scope.spawn(|| carry_some(site, carrier, (&bag, tell)));
        }
        drop(tell);
        write_down(site, &told).inspect_err(|_| bag.end())
    })
}

/// Letters that were taken together, the one that is next at the end.
struct Bag {
    letters: Mutex<Vec<Letter>>,
    /// What those of them tell that are about news, read for all together when the bag was filled.
    news: HashMap<LetterId, Contents>,
    /// Nobody takes letters now, or nobody can write down what becomes of them.
    is_over: AtomicBool,
    began: Instant,
}

impl Bag {
    fn of(site: &Site, letters: Vec<Letter>) -> archive::Result<Self> {
        let (began, news) = (Instant::now(), news::contents(site, letters.iter())?);
        Ok(Self { letters: Mutex::new(letters), news, is_over: AtomicBool::new(false), began })
    }

    /// What a letter about news tells, as its recipient sees it now: read again if the bag has been carried for a while.
    fn contents(&self, site: &Site, letter: &Letter) -> archive::Result<Option<Cow<'_, Contents>>> {
        if self.began.elapsed() < FRESH {
            return Ok(self.news.get(&letter.id).map(Cow::Borrowed));
        }
        Ok(news::contents(site, std::iter::once(letter))?.remove(&letter.id).map(Cow::Owned))
    }

    fn next(&self) -> Option<Letter> {
        self.letters.lock().unwrap_or_else(PoisonError::into_inner).pop()
    }

    fn end(&self) {
        self.is_over.store(true, Ordering::Relaxed);
    }

    /// Whether what is left is for another time.
    fn is_over(&self) -> bool {
        self.is_over.load(Ordering::Relaxed) || self.began.elapsed() > CARRIED
    }
}

/// A letter, and what became of it.
type Told = (Letter, Outcome);

/// Carries one letter after the other until the bag is empty.
fn carry_some(site: &Site, carrier: &Carrier, (bag, tell): (&Bag, Sender<Told>)) {
    while let Some(letter) = bag.next() {
        let outcome = if bag.is_over() { Outcome::Untouched } else { carried(site, carrier, (&letter, bag)) };
        if tell.send((letter, outcome)).is_err() {
            return;
        }
    }
}

/// Writes down what becomes of letters, several at once, until all hands have come home; says how many left the house.
fn write_down(site: &Site, told: &Receiver<Told>) -> archive::Result<usize> {
    let mut sent = 0;
    while let Ok(first) = told.recv() {
        let (mut some, first_at) = (vec![first], Instant::now());
        while some.len() < TOGETHER
            && let Ok(next) = told.recv_timeout(KNOWN.saturating_sub(first_at.elapsed()))
        {
            some.push(next);
        }
        sent += some.iter().filter(|(_, outcome)| *outcome == Outcome::Sent).count();
        settle(site, some)?;
    }
    Ok(sent)
}

fn settle(site: &Site, outcomes: Vec<Told>) -> archive::Result<()> {
    let viewer = Viewer::Custodian(Errand::Mail);
    site.archive().write(move |tx| mail::settle(&viewer, tx, &outcomes)).wait()
}

/// Gives a letter its words and has it carried: what became of it.
fn carried(site: &Site, carrier: &Carrier, (letter, bag): (&Letter, &Bag)) -> Outcome {
    let outcome = match written(site, letter, bag) {
        Ok(None) => return Outcome::Sent,
        Ok(Some(mail)) => carrier.carry(&mail, &letter.id.to_string()),
        Err(error) => return Outcome::Failed(error.to_string()),
    };
    let Err(trouble) = outcome else { return Outcome::Sent };
    let told = trouble.to_string();
    tracing::warn!(letter = letter.id.number(), trouble = told, "a letter could not be sent and is kept");
    match trouble {
        Undeliverable::Silent(_) => Outcome::Unknown(told),
        Undeliverable::Absent(_) => {
            bag.end();
            Outcome::Failed(told)
        }
        _ => Outcome::Failed(told),
    }
}

/// The letter in words, for its recipient as they are now; nothing when it has become pointless.
fn written(site: &Site, letter: &Letter, bag: &Bag) -> archive::Result<Option<Mail>> {
    let say = site.messages().for_header(Some(letter.language.as_str()).filter(|language| !language.is_empty()));
    if matches!(letter.matter, Matter::News { .. }) {
        let contents = bag.contents(site, letter)?;
        return contents.map(|contents| news::written(site, &say, letter, &contents)).transpose();
    }
    if let Some((subject, text)) = words(site, &say, &letter.name, &letter.matter) {
        return Ok(Some(Mail::plain(letter.address.clone(), subject, text)));
    }
    for looked_up in [talk::written, collecting::written, ties::written, with_text] {
        let mail = looked_up(site, &say, letter)?;
        if mail.is_some() {
            return Ok(mail);
        }
    }
    Ok(None)
}

/// A letter that brings one of the creators the text of a work which is going. Nothing when it is not theirs, not going
/// any more, or gone.
fn with_text(site: &Site, say: &Say, letter: &Letter) -> archive::Result<Option<Mail>> {
    let (work, path, subject, text) = match &letter.matter {
        Matter::WorkDeleted { work } => {
            let path = format!("/works/{work}/deletion");
            (*work, path, message!("mail-work-deleted-subject"), message!("mail-work-deleted-text"))
        }
        Matter::DraftGoes { work } => {
            let path = format!("/works/{work}");
            (*work, path, message!("mail-draft-goes-subject"), message!("mail-draft-goes-text"))
        }
        Matter::DraftWent { work } => {
            let path = format!("/works/{work}/deletion");
            (*work, path, message!("mail-draft-went-subject"), message!("mail-draft-went-text"))
        }
        Matter::WorkLeftBehind { work, secret } => {
            let path = crate::address::estate(secret);
            (*work, path, message!("mail-work-deleted-subject"), message!("mail-work-left-behind-text"))
        }
        Matter::WorkGoes { work } => {
            let path = format!("/works/{work}");
            (*work, path, message!("mail-work-goes-subject"), message!("mail-work-goes-text"))
        }
        Matter::ChapterDeleted { work, .. } => {
            let path = format!("/works/{work}/chapters/manage");
            (*work, path, message!("mail-chapter-deleted-subject"), message!("mail-chapter-deleted-text"))
        }
        _ => return Ok(None),
    };
    let must_be_deleted =
        matches!(letter.matter, Matter::WorkDeleted { .. } | Matter::WorkLeftBehind { .. } | Matter::DraftWent { .. });
    let Some(to) = letter.to else { return Ok(None) };
    let what = match letter.matter {
        Matter::ChapterDeleted { chapter, .. } => {
            deleted_chapter(site, to, WorkId::new(work), ChapterId::new(chapter))?
        }
        _ => enclosed(site, to, WorkId::new(work), must_be_deleted)?,
    };
    let Some((title, enclosure)) = what else { return Ok(None) };
    let link = site.settings().address.clone() + &path;
    let (subject, text) =
        (say.of(subject, site.settings().name.as_str()), say.of_two(text, title.as_str(), link.as_str()));
    Ok(Some(Mail { enclosure: Some(enclosure), ..Mail::plain(letter.address.clone(), subject, text) }))
}

/// A work with all its chapters as a file for one of its creators, and its title.
fn enclosed(
    site: &Site,
    creator: PersonId,
    work: WorkId,
    must_be_deleted: bool,
) -> archive::Result<Option<(String, Enclosure)>> {
    let found = site.archive().read(move |tx| {
        let seen = match works::own(&Viewer::Member(creator), tx, work) {
            Ok(seen) => seen,
            Err(Error::NotFound | Error::LogIn | Error::Forbidden(_)) => return Ok(None),
            Err(error) => return Err(error),
        };
        if must_be_deleted && !seen.card.is_deleted {
            return Ok(None);
        }
        works::manuscript(&Viewer::Custodian(Errand::OwnExport), tx, work).map(Some)
    });
    let Some(story) = found.wait()? else { return Ok(None) };
    as_file(site, story, work).map(Some)
}

/// A chapter in the bin as a file for one of the creators of its work, and the work's title.
fn deleted_chapter(
    site: &Site,
    creator: PersonId,
    work: WorkId,
    chapter: ChapterId,
) -> archive::Result<Option<(String, Enclosure)>> {
    let viewer = Viewer::Member(creator);
    match site.archive().read(move |tx| works::deleted_chapter(&viewer, tx, work, chapter)).wait() {
        Ok(story) => as_file(site, story, work).map(Some),
        Err(Error::NotFound | Error::LogIn | Error::Forbidden(_)) => Ok(None),
        Err(error) => Err(error),
    }
}

fn as_file(site: &Site, story: Manuscript, work: WorkId) -> archive::Result<(String, Enclosure)> {
    let imprint =
        Imprint { archive: site.settings().name.clone(), address: None, modified: site.archive().clock().now() };
    let (mut bytes, name) = (Vec::new(), manuscript::file_name(&story.title, &work.to_string()));
    export::write(&story, Format::Html, &imprint, &mut bytes)
        .map_err(|error| Error::broken(format!("a work could not be put into a letter: {error}")))?;
    let media_type = Format::Html.media_type();
    Ok((story.title, Enclosure { name: format!("{name}.html"), media_type, bytes }))
}

/// Subject and text of a letter that needs nothing but words.
fn words(site: &Site, say: &Say, to: &str, matter: &Matter) -> Option<(String, String)> {
    let settings = site.settings();
    let link = |path: &str, secret: &str| format!("{}{path}{secret}", settings.address);
    let archive = settings.name.as_str();
    let words = match matter {
        Matter::Confirm { name, secret } => (
            say.of("mail-confirm-subject", archive),
            say.of_two("mail-confirm-text", name.as_str(), link("/users/confirm/", secret).as_str()),
        ),
        Matter::ConfirmAgain { name, secret } => (
            say.of("mail-confirm-subject", archive),
            say.of_two("mail-confirm-again-text", name.as_str(), link("/users/confirm/", secret).as_str()),
        ),
        Matter::AddressInUse { name } => (
            say.of("mail-address-in-use-subject", archive),
            say.of_two("mail-address-in-use-text", name.as_str(), link("/users/login", "").as_str()),
        ),
        Matter::Reset { name, secret } => (
            say.of("mail-reset-subject", archive),
            say.of_two("mail-reset-text", name.as_str(), link("/users/password/", secret).as_str()),
        ),
        Matter::PasswordChanged { name } => (
            say.of("mail-password-changed-subject", archive),
            say.of_two("mail-password-changed-text", name.as_str(), link("/users/login", "").as_str()),
        ),
        Matter::ConfirmAddress { name, secret } => (
            say.of("mail-confirm-address-subject", archive),
            say.of_two("mail-confirm-address-text", name.as_str(), link("/users/address/", secret).as_str()),
        ),
        Matter::AddressAsked { name, address } => (
            say.of("mail-address-asked-subject", archive),
            say.of_two("mail-address-asked-text", name.as_str(), address.as_str()),
        ),
        Matter::AddressChanged { name, address } => (
            say.of("mail-address-changed-subject", archive),
            say.of_two("mail-address-changed-text", name.as_str(), address.as_str()),
        ),
        Matter::Renamed { before, name } => {
            (say.of("mail-renamed-subject", archive), say.of_two("mail-renamed-text", before.as_str(), name.as_str()))
        }
        Matter::Invited { .. } => {
            let link = format!("{}{}", settings.address, crate::address::creatorships(to));
            (say.of("mail-invited-subject", archive), say.of("mail-invited-text", link.as_str()))
        }
        Matter::Join { by, secret } => (
            say.of("mail-join-subject", archive),
            match by {
                Some(by) => say.of_two("mail-join-by-text", by.as_str(), link("/invitations/", secret).as_str()),
                None => say.of("mail-join-text", link("/invitations/", secret).as_str()),
            },
        ),
        Matter::AlreadyMember { name } => (
            say.of("mail-already-member-subject", archive),
            say.of_two("mail-already-member-text", name.as_str(), link("/users/login", "").as_str()),
        ),
        Matter::Waits { secret } => (
            say.of("mail-waits-subject", archive),
            say.of("mail-waits-text", link("/invitations/waiting/", secret).as_str()),
        ),
        Matter::Claim { by, number, secret } => {
            let what = say.of_two("mail-claim-text", by.as_str(), *number);
            (
                say.of("mail-claim-subject", archive),
                format!("{what}\n\n{}\n\n{}", link("/claims/", secret), say.text("mail-claim-do")),
            )
        }
        Matter::InvitationsGranted { number } => {
            let link = format!("{}{}", settings.address, crate::address::own_invitations(to));
            (say.of("mail-invitations-subject", archive), say.of_two("mail-invitations-granted-text", *number, &link))
        }
        Matter::InvitationsRefused { reason } => {
            (say.of("mail-invitations-subject", archive), say.of("mail-invitations-refused-text", reason.as_str()))
        }
        _ => return order::words(site, say, to, matter).or_else(|| about_proofs(site, say, to, matter)),
    };
    Some(words)
}

/// Subject and text of a letter about what opens an account beside the password.
fn about_proofs(site: &Site, say: &Say, to: &str, matter: &Matter) -> Option<(String, String)> {
    let edit = format!("{}{}/edit", site.settings().address, crate::address::person(to));
    let (subject, text) = match matter {
        Matter::SecondFactorOn => (message!("mail-second-factor-on-subject"), say.of("mail-second-factor-on-text", to)),
        Matter::SecondFactorOff => {
            (message!("mail-second-factor-off-subject"), say.of_two("mail-second-factor-off-text", to, edit.as_str()))
        }
        Matter::RecoveryCodeUsed { left } => {
            (message!("mail-recovery-code-subject"), say.of_two("mail-recovery-code-text", *left, edit.as_str()))
        }
        Matter::PasskeyAdded { label } => (
            message!("mail-passkey-added-subject"),
            say.of_two("mail-passkey-added-text", label.as_str(), edit.as_str()),
        ),
        Matter::PasskeyRemoved { label } => (
            message!("mail-passkey-removed-subject"),
            say.of_two("mail-passkey-removed-text", label.as_str(), edit.as_str()),
        ),
        _ => return None,
    };
    Some((say.of(subject, site.settings().name.as_str()), text))
}
