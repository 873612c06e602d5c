//! Saying something, and changing it as long as nobody has answered.

use super::forum::{At, Forum, Topic, forum, may_hear};
use super::held::{Held, Spoken, held, is_undone};
use super::inbox;
use super::read::row;
use super::row::CommentRow;
use super::visibility::State;
use super::words::{Words, is_another};
use crate::accounts::Address;
use crate::db::args;
use crate::mail::{self, Matter};
use crate::works::{Commenters, has_posted_chapter};
use crate::{
    ChapterId, CommentId, Error, PersonId, PseudId, Result, Slip, Tx, Viewer, What, Why, accounts, blocks, invitations,
    moderation, people,
};

/// Who says something.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Speaker {
    /// The viewer, under one of their names; nothing for the one they use most.
    Member(Option<PseudId>),
    /// Somebody without an account.
    Guest {
        /// What they call themselves.
        name: String,
        /// Where an answer reaches them; told to nobody.
        email: Address,
    },
}

/// What somebody wants to say, and where.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewComment {
    /// What it answers.
    pub parent: Option<CommentId>,
    /// The chapter it is about; an answer is about what it answers.
    pub chapter: Option<ChapterId>,
    /// Who says it.
    pub by: Speaker,
    /// What.
    pub words: Words,
}

/// The longest name of a guest (COM-1).
const LONGEST_NAME: usize = 100;

/// What a new comment is said under: person and pseud, or a guest's name and address.
struct Signature {
    person: Option<PersonId>,
    pseud: Option<PseudId>,
    name: Option<String>,
    email: Option<String>,
}

/// Says something at a work that the viewer sees; answers under which id, and whether everybody reads it at once.
pub fn say(viewer: &Viewer, tx: &Tx<'_>, topic: &Topic, new: &NewComment) -> Result<(CommentId, bool)> {
    let forum = forum(viewer, tx, topic)?;
    let parent = new.parent.map(|id| answered(viewer, tx, &forum, id)).transpose()?;
    may_say(viewer, tx, &forum, parent.as_ref())?;
    let signature = signature(viewer, tx, &new.by)?;
    let chapter = match &parent {
        Some(parent) => parent.chapter,
        None => new.chapter,
    };
    if let Some(chapter) = new.chapter.filter(|_| parent.is_none())
        && !is_posted(tx, &forum, chapter)?
    {
        return Err(Error::Forbidden(Why::NotThere));
    }
    let spoken = Spoken { words: &new.words, person: signature.person, guest: signature.name.as_deref() };
    let held = held(viewer, tx, &forum, spoken)?;
    let state = if held.is_some() { State::Waits } else { State::Shown };
    let id = CommentId::new(tx.fresh_id());
    let thread = parent.as_ref().map_or(id, |parent| parent.thread);
    let depth = parent.as_ref().map_or(0, |parent| parent.depth + 1);
    let who = signature.person.map_or_else(|| signature.email.clone().unwrap_or_default(), |who| who.to_string());
    let (work, tag) = forum.at.columns();
    let place = match forum.at {
        At::Work(work) => format!("{work} {} {who}", new.parent.map_or(0, CommentId::number)),
        At::Tag(tag) => format!("tag {tag} {} {who}", new.parent.map_or(0, CommentId::number)),
    };
    let said = tx.run(
        "insert into comments (id, work_id, chapter_id, thread_id, parent_id, depth, person_id, pseud_id, as_creator,
           guest_name, guest_email, at, state, frozen, hidden, body, source, cleaner, sameness, tag_id, held_for)
         values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, false, false, $14, $15, $16, $17, $18, $19)
         on conflict (sameness) do nothing",
        args![
            id,
            work,
            chapter.map(ChapterId::number),
            thread,
            new.parent.map(CommentId::number),
            depth,
            signature.person.map(PersonId::number),
            signature.pseud.map(PseudId::number),
            forum.is_creator,
            signature.name.as_deref(),
            signature.email.as_deref(),
            tx.now(),
            state,
            new.words.html(),
            new.words.source(),
            new.words.cleaner(),
            new.words.sameness(&place),
            tag,
            held.map(Held::word),
        ],
    )?;
    if said == 0 {
        return Err(Error::invalid("body", Slip::SaidAlready));
    }
    if let (Some(person), Some(parent)) = (signature.person, new.parent) {
        inbox::answered(tx, person, parent)?;
    }
    forum.talked(tx)?;
    tell_those_concerned(tx, &forum, id, signature.person)?;
    if state == State::Shown {
        tell_answered(tx, &forum, id)?;
    }
    if let Some(person) = signature.person {
        copy(tx, &forum, id, person)?;
    }
    Ok((id, state == State::Shown))
}

/// The comment that is to be answered, if it can be.
fn answered(viewer: &Viewer, tx: &Tx<'_>, forum: &Forum, id: CommentId) -> Result<CommentRow> {
    let parent = match row(viewer, tx, forum, id) {
        Err(Error::NotFound) => return Err(Error::Conflict(What::Unsaid)),
        found => found?,
    };
    if parent.state == State::Gone {
        return Err(Error::Conflict(What::Unsaid));
    }
    if parent.frozen || parent.hidden || parent.state == State::Waits {
        return Err(Error::Forbidden(Why::Frozen));
    }
    Ok(parent)
}

/// Whether the viewer may say something there now (COM-5, COM-10, COM-11).
fn may_say(viewer: &Viewer, tx: &Tx<'_>, forum: &Forum, parent: Option<&CommentRow>) -> Result<()> {
    viewer.in_good_standing()?;
    if !forum.is_open || matches!(viewer, Viewer::Custodian(_)) {
        return Err(Error::Forbidden(Why::NotThere));
    }
    let answers = parent.and_then(|parent| parent.person);
    match (forum.commenting.by, viewer.person()) {
        (Commenters::Nobody, _) => Err(Error::Forbidden(Why::NoComments)),
        (Commenters::Members, None) => Err(Error::LogIn),
        (Commenters::Everyone, None) => match answers.filter(|person| !forum.told.contains(person)) {
            Some(person) if accounts::refuses_guests(tx, person)? => Err(Error::Forbidden(Why::NoGuests)),
            _ => Ok(()),
        },
        (_, Some(_)) if forum.is_tag() => Ok(()),
        (_, Some(person)) => {
            let mut deaf: Vec<PersonId> = answers.into_iter().collect();
            if !forum.is_creator {
                deaf.extend(&forum.told);
            }
            if blocks::keeps_off(tx, &deaf, person)? { Err(Error::Forbidden(Why::KeptOff)) } else { Ok(()) }
        }
    }
}

fn signature(viewer: &Viewer, tx: &Tx<'_>, by: &Speaker) -> Result<Signature> {
    match (viewer.person(), by) {
        (Some(person), Speaker::Member(pseud)) => {
            let own = tx.all("select id from pseuds where person_id = $1", args![person], |row| row.get(0))?;
            let pseud = match pseud {
                Some(pseud) if own.contains(pseud) => *pseud,
                Some(_) => return Err(Error::Forbidden(Why::NotYours)),
                None => people::default_pseud(tx, person)?,
            };
            Ok(Signature { person: Some(person), pseud: Some(pseud), name: None, email: None })
        }
        (None, Speaker::Guest { name, email }) => {
            let (name, length) = (name.trim(), name.trim().chars().count());
            if crate::tags::is_blank(name) {
                return Err(Error::invalid("name", Slip::Missing));
            }
            if length > LONGEST_NAME {
                return Err(Error::invalid("name", Slip::TooLong { most: LONGEST_NAME as u64, is: length as u64 }));
            }
            if invitations::is_banned(tx, email)? || moderation::is_address_of_sanctioned(tx, email)? {
                return Err(Error::Forbidden(Why::KeptOff));
            }
            let (name, email) = (Some(name.to_owned()), Some(email.text().to_owned()));
            Ok(Signature { person: None, pseud: None, name, email })
        }
        (Some(_), Speaker::Guest { .. }) => Err(Error::Forbidden(Why::NotYours)),
        (None, Speaker::Member(_)) => Err(Error::LogIn),
    }
}

/// Whether this is a posted chapter of the work.
fn is_posted(tx: &Tx<'_>, forum: &Forum, chapter: ChapterId) -> Result<bool> {
    forum.work.as_ref().map_or(Ok(false), |work| has_posted_chapter(tx, work, chapter))
}

/// Writes to a work's creators, or to the wranglers of a tag's fandoms, but to who has said it.
fn tell_those_concerned(tx: &Tx<'_>, forum: &Forum, id: CommentId, by: Option<PersonId>) -> Result<()> {
    let comment = id.number();
    let matter = match forum.at {
        At::Work(work) => Matter::Commented { work: work.number(), comment },
        At::Tag(tag) => Matter::SaidOfTag { tag: tag.number(), comment },
    };
    let others = forum.told.iter().filter(|creator| Some(**creator) != by);
    others.copied().try_for_each(|creator| tell(tx, creator, id, &matter))
}

/// Puts a comment before somebody, and writes to them if they wish it; of tags whoever wrangles is told in any case (WRK-7).
fn tell(tx: &Tx<'_>, person: PersonId, id: CommentId, matter: &Matter) -> Result<()> {
    inbox::deliver(tx, person, id)?;
    if matches!(matter, Matter::SaidOfTag { .. }) || accounts::wants_talk(tx, person)? {
        mail::write(tx, person, matter)
    } else {
        Ok(())
    }
}

/// Writes to who has said something at a work what it was, if they wish to keep it.
fn copy(tx: &Tx<'_>, forum: &Forum, id: CommentId, person: PersonId) -> Result<()> {
    match forum.at {
        At::Work(work) if accounts::wants_copies(tx, person)? => {
            mail::write(tx, person, &Matter::CommentCopied { work: work.number(), comment: id.number() })
        }
        At::Work(_) | At::Tag(_) => Ok(()),
    }
}

/// Somebody without whom a comment would be another: a member, or a guest's address.
enum Answered {
    Member(PersonId),
    Guest(Address),
}

/// Whom a comment answers, unless they are told as a creator or answer themselves, or hear of tags no more.
fn whom(tx: &Tx<'_>, forum: &Forum, id: CommentId) -> Result<Option<Answered>> {
    let found = tx.first(
        "select p.person_id, p.guest_email, c.person_id, c.guest_email from comments c
         join comments p on p.id = c.parent_id where c.id = $1",
        args![id],
        |row| {
            let told: (Option<PersonId>, Option<String>) = (row.get(0)?, row.get(1)?);
            Ok((told, (row.get::<Option<PersonId>>(2)?, row.get::<Option<String>>(3)?)))
        },
    )?;
    let Some((told, by)) = found.filter(|(told, by)| told != by) else { return Ok(None) };
    Ok(match told {
        (Some(person), _) if by.0 == Some(person) || forum.told.contains(&person) => None,
        (Some(person), _) if forum.is_tag() && !may_hear(tx, person)? => None,
        (Some(person), _) => Some(Answered::Member(person)),
        (None, email) => email.and_then(|email| email.parse().ok()).map(Answered::Guest),
    })
}

/// Puts a comment before whom it answers, and writes to them, a guest too (COM-12).
pub(super) fn tell_answered(tx: &Tx<'_>, forum: &Forum, id: CommentId) -> Result<()> {
    let comment = id.number();
    let matter = match forum.at {
        At::Work(work) => Matter::Answered { work: work.number(), comment },
        At::Tag(tag) => Matter::SaidOfTag { tag: tag.number(), comment },
    };
    match whom(tx, forum, id)? {
        Some(Answered::Member(person)) => tell(tx, person, id, &matter),
        Some(Answered::Guest(address)) => mail::write_outside(tx, &address, &matter),
        None => Ok(()),
    }
}

/// Writes to those who were told of something said at a work that it has become another (COM-12), as far as they see it.
fn tell_changed(tx: &Tx<'_>, forum: &Forum, id: CommentId, is_shown: bool) -> Result<()> {
    let At::Work(work) = forum.at else { return Ok(()) };
    let matter = Matter::CommentChanged { work: work.number(), comment: id.number() };
    for creator in forum.told.iter().filter(|_| !forum.is_creator) {
        if accounts::wants_talk(tx, *creator)? {
            mail::write(tx, *creator, &matter)?;
        }
    }
    match whom(tx, forum, id)?.filter(|_| is_shown) {
        Some(Answered::Member(person)) if accounts::wants_talk(tx, person)? => mail::write(tx, person, &matter),
        Some(Answered::Guest(address)) => mail::write_outside(tx, &address, &matter),
        Some(Answered::Member(_)) | None => Ok(()),
    }
}

/// Changes what the viewer said, as long as nobody has answered (COM-3). Where a creator lets comments through, one that has
/// become another waits once more (COM-6). Says whether everybody reads it.
pub fn edit(viewer: &Viewer, tx: &Tx<'_>, topic: &Topic, id: CommentId, words: &Words) -> Result<bool> {
    let forum = forum(viewer, tx, topic)?;
    let row = row(viewer, tx, &forum, id)?;
    if row.person.is_none() || row.person != viewer.person() {
        return Err(Error::Forbidden(Why::NotYours));
    }
    let parent = row.parent.map(|parent| super::read::row(viewer, tx, &forum, parent)).transpose()?;
    may_say(viewer, tx, &forum, parent.as_ref())?;
    let answers = tx.count("select count(*) from comments where parent_id = $1", args![id])?;
    if row.frozen || row.hidden || answers > 0 {
        return Err(Error::Forbidden(Why::Answered));
    }
    let spoken = Spoken { words, person: row.person, guest: None };
    let is_another = is_another(&row.body, words.html());
    let held = if is_another { held(viewer, tx, &forum, spoken)? } else { None };
    let state = if held.is_some() { State::Waits } else { row.state };
    // What was learnt was learnt of other words.
    is_undone(tx, id)?;
    tx.run(
        "update comments set body = $2, source = $3, cleaner = $4, edited_at = $5, state = $6, sameness = null,
           held_for = coalesce($7, held_for) where id = $1",
        args![id, words.html(), words.source(), words.cleaner(), tx.now(), state, held.map(Held::word)],
    )?;
    forum.talked(tx)?;
    if is_another {
        tell_changed(tx, &forum, id, state == State::Shown)?;
    }
    Ok(state == State::Shown)
}
