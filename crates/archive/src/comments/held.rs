//! Why a comment waits before others see it, and what the sieve learns of what is decided about it (COM-6, COM-7).

use super::forum::Forum;
use super::read::{is_new, is_unknown};
use super::visibility::State;
use super::words::Words;
use crate::accounts::{Power, require};
use crate::db::{Cell, Column, Value, args};
use crate::deeds::{self, Act, Subject};
use crate::policies::{self, Guests, Sieved};
use crate::sieve::{self, Lesson};
use crate::{CommentId, Error, PersonId, Result, Tx, Viewer, Why, unwelcome};

/// Why a comment waits.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Held {
    /// The creators look at every comment first.
    Wish,
    /// It leads away from here, and nobody knows yet who says it.
    Leads,
    /// Guests' comments are looked at first in this archive.
    Guest,
    /// A word or name in it stands on the list of a creator. Nobody is told which.
    Unwelcome,
    /// It is like comments that nobody wanted.
    Spam,
}

impl Held {
    /// Every reason.
    pub const ALL: &'static [Self] = &[Self::Wish, Self::Leads, Self::Guest, Self::Unwelcome, Self::Spam];

    /// The word in its column.
    pub(crate) const fn word(self) -> &'static str {
        match self {
            Self::Wish => "wish",
            Self::Leads => "leads",
            Self::Guest => "guest",
            Self::Unwelcome => "unwelcome",
            Self::Spam => "spam",
        }
    }
}

impl Column for Held {
    fn from_cell(cell: Cell<'_>) -> Result<Self> {
        let word = String::from_cell(cell)?;
        let held = Self::ALL.iter().copied().find(|held| held.word() == word);
        held.ok_or_else(|| Error::broken(format!("the database holds a comment that waits because of “{word}”")))
    }
}

impl From<Held> for Value<'_> {
    fn from(held: Held) -> Self {
        Value::from(held.word())
    }
}

/// What is said, for who decides whether it waits.
#[derive(Clone, Copy)]
pub(super) struct Spoken<'s> {
    pub(super) words: &'s Words,
    pub(super) person: Option<PersonId>,
    /// The name that a guest gives.
    pub(super) guest: Option<&'s str>,
}

/// Why something that is said has to wait; nothing where everybody reads it at once. The most telling reason goes first. What a
/// creator refuses by her list is refused like what a blocked person says, so that nobody learns of the list.
pub(super) fn held(viewer: &Viewer, tx: &Tx<'_>, forum: &Forum, spoken: Spoken<'_>) -> Result<Option<Held>> {
    if forum.is_creator || forum.is_tag() {
        return Ok(None);
    }
    let Spoken { words, person, guest } = spoken;
    let unwelcome = unwelcome::met(tx, &forum.told, &unwelcome::Said { html: words.html(), person, guest })?;
    if unwelcome.is_some_and(|met| met.is_refused) {
        return Err(Error::Forbidden(Why::KeptOff));
    }
    let policy = policies::talk(tx)?;
    if is_sieved(viewer, tx, policy.sieve)? && sieve::is_likely(tx, words.html())? {
        return Ok(Some(Held::Spam));
    }
    let is_guest = person.is_none();
    Ok(match () {
        () if unwelcome.is_some() => Some(Held::Unwelcome),
        () if is_guest && policy.guests == Guests::Held => Some(Held::Guest),
        () if words.leads_away() && is_unknown(viewer, tx)? => Some(Held::Leads),
        () if forum.commenting.is_moderated => Some(Held::Wish),
        () => None,
    })
}

/// Whether the sieve is asked about what somebody says.
fn is_sieved(viewer: &Viewer, tx: &Tx<'_>, sieved: Sieved) -> Result<bool> {
    match sieved {
        Sieved::Nobody => Ok(false),
        Sieved::Everybody => Ok(true),
        Sieved::Newcomers => is_new(viewer, tx),
    }
}

/// What is known of a comment by who learns from it.
struct Pupil {
    html: String,
    state: State,
    held: Option<Held>,
    learnt: Option<Lesson>,
}

fn pupil(tx: &Tx<'_>, id: CommentId) -> Result<Option<Pupil>> {
    tx.first("select body, state, held_for, learnt from comments where id = $1", args![id], |row| {
        let learnt = row.get::<Option<String>>(3)?.and_then(|word| Lesson::of_word(&word));
        Ok(Pupil { html: row.get(0)?, state: row.get(1)?, held: row.get(2)?, learnt })
    })
}

/// The sieve learns that a comment was not wanted.
pub(super) fn is_spam(tx: &Tx<'_>, id: CommentId) -> Result<()> {
    let Some(pupil) = pupil(tx, id)? else { return Ok(()) };
    let lesson = match (pupil.held, pupil.state) {
        (Some(Held::Spam), _) => Lesson::Right,
        (_, State::Shown) if sieve::is_awake(tx)? => Lesson::Missed,
        _ => Lesson::Spam,
    };
    taught(tx, (id, &pupil), Some(lesson))
}

/// The sieve learns that a comment was let through.
pub(super) fn is_good(tx: &Tx<'_>, id: CommentId) -> Result<()> {
    let Some(pupil) = pupil(tx, id)? else { return Ok(()) };
    let lesson = if pupil.held == Some(Held::Spam) { Lesson::Wrong } else { Lesson::Good };
    taught(tx, (id, &pupil), Some(lesson))
}

/// The sieve forgets what it learnt of a comment, as far as that still says the same.
pub(super) fn is_undone(tx: &Tx<'_>, id: CommentId) -> Result<()> {
    let Some(pupil) = pupil(tx, id)? else { return Ok(()) };
    taught(tx, (id, &pupil), None)
}

fn taught(tx: &Tx<'_>, (id, pupil): (CommentId, &Pupil), lesson: Option<Lesson>) -> Result<()> {
    let is_known = pupil.learnt.is_some_and(|before| lesson.is_some_and(|now| now.is_spam() == before.is_spam()));
    if is_known || pupil.learnt.is_none() && lesson.is_none() {
        return Ok(());
    }
    if let Some(before) = pupil.learnt {
        sieve::unlearn(tx, &pupil.html, before)?;
    }
    if let Some(lesson) = lesson {
        sieve::learn(tx, &pupil.html, lesson)?;
    }
    tx.run("update comments set learnt = $2 where id = $1", args![id, lesson.map(Lesson::word)]).map(drop)
}

/// So many comments of each sort are learnt at once.
const SOME: i64 = 200;

/// A comment that has stood for so long without being hidden was wanted, in milliseconds: a week.
const STOOD: i64 = 7 * 24 * 60 * 60 * 1_000;

/// Has the sieve learn from what is here already: the newest comments that were hidden, and as many of those that have stood for a
/// week. Says how many of each. For those who run the archive.
pub fn teach_sieve(viewer: &Viewer, tx: &Tx<'_>) -> Result<(u64, u64)> {
    require(viewer, tx, Power::Run)?;
    let hidden: Vec<CommentId> = tx.all(
        "select id from comments where hidden and state <> 'gone' and learnt is null order by at desc, id desc limit $1",
        args![SOME],
        |row| row.get(0),
    )?;
    let stood: Vec<CommentId> = tx.all(
        "select id from comments where state = 'shown' and not hidden and learnt is null and at < $1
           and work_id is not null and not as_creator order by at desc, id desc limit $2",
        args![tx.now() - STOOD, SOME],
        |row| row.get(0),
    )?;
    hidden.iter().try_for_each(|id| is_spam(tx, *id))?;
    stood.iter().try_for_each(|id| is_good(tx, *id))?;
    deeds::note(viewer, tx, Act::TaughtSieve, &Subject::called(""), "")?;
    Ok((hidden.len() as u64, stood.len() as u64))
}
