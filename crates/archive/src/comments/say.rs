//! Saying something, and changing it as long as nobody has answered.

use super::forum::{At, Forum, Topic, forum, may_hear};
use super::inbox;
use super::read::{is_unknown, row};
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
    let state = if is_held(viewer, tx, &forum, &new.words)? { State::Waits } else { State::Shown };
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
           guest_name, guest_email, at, state, frozen, hidden, body, source, cleaner, sameness, tag_id)
         values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, false, false, $14, $15, $16, $17, $18)
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
    Ok((id, state == State::Shown))
}

/// Whether a creator has to let it through first: where they wish it (COM-6), and what leads away from here and is said by a
/// guest, or by somebody who is new and of whom nothing was let through yet (COM-7).
fn is_held(viewer: &Viewer, tx: &Tx<'_>, forum: &Forum, words: &Words) -> Result<bool> {
    if forum.is_creator || forum.is_tag() {
        return Ok(false);
    }
    Ok(forum.commenting.is_moderated || words.leads_away() && is_unknown(viewer, tx)?)
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

/// Writes to whom a comment answers, a guest too, unless they are told as a creator or answer themselves (COM-12).
pub(super) fn tell_answered(tx: &Tx<'_>, forum: &Forum, id: CommentId) -> Result<()> {
    let found = tx.first(
        "select p.person_id, p.guest_email, c.person_id, c.guest_email from comments c
         join comments p on p.id = c.parent_id where c.id = $1",
        args![id],
        |row| {
            let told: (Option<PersonId>, Option<String>) = (row.get(0)?, row.get(1)?);
            Ok((told, (row.get::<Option<PersonId>>(2)?, row.get::<Option<String>>(3)?)))
        },
    )?;
    let Some((told, by)) = found.filter(|(told, by)| told != by) else { return Ok(()) };
    let comment = id.number();
    let matter = match forum.at {
        At::Work(work) => Matter::Answered { work: work.number(), comment },
        At::Tag(tag) => Matter::SaidOfTag { tag: tag.number(), comment },
    };
    match told {
        (Some(person), _) if by.0 == Some(person) || forum.told.contains(&person) => Ok(()),
        (Some(person), _) if forum.is_tag() && !may_hear(tx, person)? => Ok(()),
        (Some(person), _) => tell(tx, person, id, &matter),
        (None, Some(email)) => match email.parse::<Address>() {
            Ok(address) => mail::write_outside(tx, &address, &matter),
            Err(_) => Ok(()),
        },
        (None, None) => Ok(()),
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
    let waits = is_another(&row.body, words.html()) && is_held(viewer, tx, &forum, words)?;
    let state = if waits { State::Waits } else { row.state };
    tx.run(
        "update comments set body = $2, source = $3, cleaner = $4, edited_at = $5, state = $6, sameness = null
         where id = $1",
        args![id, words.html(), words.source(), words.cleaner(), tx.now(), state],
    )?;
    forum.talked(tx)?;
    Ok(state == State::Shown)
}
