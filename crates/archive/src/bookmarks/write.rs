//! Making, changing and taking away bookmarks: one a person and thing, under whichever of their names (BM-1).

use manuscript::Prose;

use super::elsewhere::{self, Elsewhere};
use super::read::own;
use super::row::What;
use super::visibility::may_keep;
use crate::db::args;
use crate::tags::{check, key, listed};
use crate::{
    BookmarkId, Error, FieldError, PersonId, PseudId, Result, SeriesId, Slip, Tx, Viewer, WorkId, people, series,
    tallies, works,
};

/// Characters of notes, of the clean HTML as it is stored.
const NOTES: u64 = 5_000;

/// Words of a bookmarker's own on one bookmark.
const TAGS: u64 = 75;

/// What is bookmarked.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum On {
    /// A work of this archive.
    Work(WorkId),
    /// A series of this archive.
    Series(SeriesId),
    /// A work elsewhere.
    Elsewhere(Box<Elsewhere>),
}

/// A bookmark as its owner wants it.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct NewBookmark {
    /// Under which of their names; nothing for the one they use unless another is said.
    pub pseud: Option<PseudId>,
    /// What they note.
    pub notes: Prose,
    /// Their own words for it, with commas between.
    pub tags: String,
    /// Whether nobody else is to see it.
    pub is_private: bool,
    /// Whether they recommend it.
    pub is_rec: bool,
}

/// Bookmarks something that the viewer sees; a bookmark that they have of it is changed.
pub fn keep(viewer: &Viewer, tx: &Tx<'_>, on: &On, new: &NewBookmark) -> Result<BookmarkId> {
    let person = may_keep(viewer)?;
    let (what, subject) = match on {
        On::Work(id) => (What::Work, works::show(viewer, tx, *id)?.card.id.number()),
        On::Series(id) => (What::Series, series::show(viewer, tx, *id, 1)?.id.number()),
        On::Elsewhere(work) => return keep_elsewhere(tx, person, work, new),
    };
    let checked = Checked::of(tx, person, new)?;
    let known: Option<BookmarkId> = tx.value(
        "select id from bookmarks where person_id = $1 and what = $2 and subject = $3",
        args![person, what, subject],
    )?;
    match known {
        Some(id) => checked.change(tx, id).map(|()| id),
        None => checked.insert(tx, BookmarkId::new(tx.fresh_id()), (what, subject)),
    }
}

fn keep_elsewhere(tx: &Tx<'_>, person: PersonId, work: &Elsewhere, new: &NewBookmark) -> Result<BookmarkId> {
    let (checked, work) = both(Checked::of(tx, person, new), work.checked())?;
    let known = elsewhere::own_at(tx, person, &work.address)?;
    let id = known.unwrap_or_else(|| BookmarkId::new(tx.fresh_id()));
    if known.is_some() {
        checked.change(tx, id)?;
    } else {
        checked.insert(tx, id, (What::Elsewhere, id.number()))?;
    }
    elsewhere::store(tx, id, &work).map(|()| id)
}

/// Both, or all that is wrong with either.
fn both<T, U>(one: Result<T>, other: Result<U, Vec<FieldError>>) -> Result<(T, U)> {
    match (one, other) {
        (Ok(one), Ok(other)) => Ok((one, other)),
        (Err(Error::Invalid(mut all)), Err(more)) => {
            all.extend(more);
            Err(Error::Invalid(all))
        }
        (Err(error), _) => Err(error),
        (Ok(_), Err(wrong)) => Err(Error::Invalid(wrong)),
    }
}

/// Changes one of the viewer's bookmarks; of a work elsewhere also what is said of it.
pub fn revise(
    viewer: &Viewer,
    tx: &Tx<'_>,
    id: BookmarkId,
    (new, work): (&NewBookmark, Option<&Elsewhere>),
) -> Result<()> {
    let (person, before) = (may_keep(viewer)?, own(viewer, tx, id)?);
    let checked = Checked::of(tx, person, new);
    let Some(work) = work.filter(|_| before.what == What::Elsewhere) else { return checked?.change(tx, id) };
    let (checked, work) = both(checked, work.checked())?;
    if elsewhere::own_at(tx, person, &work.address)?.is_some_and(|other| other != id) {
        return Err(Error::invalid("address", Slip::Taken));
    }
    checked.change(tx, id)?;
    elsewhere::store(tx, id, &work)
}

/// Takes one of the viewer's bookmarks away.
pub fn remove(viewer: &Viewer, tx: &Tx<'_>, id: BookmarkId) -> Result<()> {
    let (person, _) = (may_keep(viewer)?, own(viewer, tx, id)?);
    count_anew(tx, id)?;
    tx.run("delete from bookmarks where id = $1 and person_id = $2", args![id, person]).map(drop)
}

/// Has the bookmarks of the work that this one is of counted anew.
pub(super) fn count_anew(tx: &Tx<'_>, id: BookmarkId) -> Result<()> {
    let of = "select subject from bookmarks where id = $1 and what = 'work'";
    let work: Option<WorkId> = tx.value(of, args![id])?;
    work.map_or(Ok(()), |work| tallies::owe_if_there(tx, work))
}

/// A bookmark that can be stored.
struct Checked<'n> {
    person: PersonId,
    pseud: PseudId,
    tags: Vec<String>,
    new: &'n NewBookmark,
}

impl<'n> Checked<'n> {
    fn of(tx: &Tx<'_>, person: PersonId, new: &'n NewBookmark) -> Result<Self> {
        let mut wrong = Vec::new();
        let is = new.notes.html().chars().count() as u64;
        if is > NOTES {
            wrong.push(FieldError::new("notes", Slip::TooLong { most: NOTES, is }));
        }
        if new.notes.html().contains("<img") {
            wrong.push(FieldError::new("notes", Slip::NoPictures));
        }
        let mut tags = Vec::new();
        for name in listed(&new.tags) {
            match check(&name) {
                Ok(name) => tags.push(name),
                Err(slip) => wrong.push(FieldError::new("tags", slip)),
            }
        }
        if tags.len() as u64 > TAGS {
            wrong.push(FieldError::new("tags", Slip::TooMany { most: TAGS, is: tags.len() as u64 }));
        }
        let pseud = pseud(tx, person, new.pseud)?;
        if pseud.is_none() {
            wrong.push(FieldError::new("pseud", Slip::NotOffered));
        }
        match pseud {
            Some(pseud) if wrong.is_empty() => Ok(Self { person, pseud, tags, new }),
            _ => Err(Error::Invalid(wrong)),
        }
    }

    fn insert(&self, tx: &Tx<'_>, id: BookmarkId, (what, subject): (What, i64)) -> Result<BookmarkId> {
        let new = self.new;
        let (html, source) = (new.notes.html(), new.notes.source());
        tx.run(
            "insert into bookmarks (id, person_id, pseud_id, what, subject, notes, notes_source, cleaner, private, rec,
               hidden, at) values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)",
            args![
                id,
                self.person,
                self.pseud,
                what,
                subject,
                html,
                (source != html).then_some(source),
                i64::from(new.notes.cleaner()),
                new.is_private,
                new.is_rec,
                false,
                tx.now(),
            ],
        )?;
        self.tag(tx, id)?;
        count_anew(tx, id).map(|()| id)
    }

    fn change(&self, tx: &Tx<'_>, id: BookmarkId) -> Result<()> {
        let new = self.new;
        let (html, source) = (new.notes.html(), new.notes.source());
        tx.run(
            "update bookmarks set pseud_id = $2, notes = $3, notes_source = $4, cleaner = $5, private = $6, rec = $7
             where id = $1",
            args![
                id,
                self.pseud,
                html,
                (source != html).then_some(source),
                i64::from(new.notes.cleaner()),
                new.is_private,
                new.is_rec,
            ],
        )?;
        tx.run("delete from bookmark_tags where bookmark_id = $1", args![id])?;
        self.tag(tx, id)?;
        count_anew(tx, id)
    }

    fn tag(&self, tx: &Tx<'_>, id: BookmarkId) -> Result<()> {
        for (position, name) in self.tags.iter().enumerate() {
            let name_key = key(name);
            tx.run(
                "insert into bookmark_tags (bookmark_id, position, name, name_key) values ($1, $2, $3, $4)",
                args![id, position as i64, name, &name_key],
            )?;
        }
        Ok(())
    }
}

/// The name to keep it under, if it is one of the person's own.
fn pseud(tx: &Tx<'_>, person: PersonId, wanted: Option<PseudId>) -> Result<Option<PseudId>> {
    let Some(pseud) = wanted else { return people::default_pseud(tx, person).map(Some) };
    tx.value("select id from pseuds where id = $1 and person_id = $2", args![pseud, person])
}
