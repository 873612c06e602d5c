//! One thing that is never shown, or shown nevertheless: how it is typed, kept and named.

use crate::db::Row;
use crate::search::query::{Bounds, Measure, Mine, Part, Query, Trait, What};
use crate::tags::{self, Kind, Tag};
use crate::works::{self, WorkCard};
use crate::{Error, PersonId, Result, ShelfId, Slip, TagId, Tx, Viewer, WorkId, people, shelves};

/// What is not to be seen. Numbers, so that it goes on holding when a name changes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Matter {
    /// Works with a tag, whatever it means (WR-12).
    Tag(TagId),
    /// Works that lists show under somebody's name.
    Author(PersonId),
    /// One work.
    Work(WorkId),
    /// Works that nobody is named for.
    Anonymous,
    /// Works in a language, by its code.
    Language(String),
    /// Works with more fandoms.
    Fandoms(u64),
    /// Works with more relationships.
    Relationships(u64),
    /// Works that the reader has something to do with.
    Mine(Mine),
    /// Works on a shelf of the reader's.
    Shelf(ShelfId),
}

/// A matter as its reader may see it now.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Named {
    /// Works with this tag.
    Tag(Tag),
    /// Works of a person of this name.
    Author(String),
    /// A work.
    Work(Box<WorkCard>),
    /// Anonymous works.
    Anonymous,
    /// Works in a language, by its code.
    Language(String),
    /// Works with more fandoms.
    Fandoms(u64),
    /// Works with more relationships.
    Relationships(u64),
    /// Works that the reader has something to do with.
    Mine(Mine),
    /// Works on the reader's shelf of this name.
    Shelf(String),
    /// What is not here any more, or not for this reader.
    Gone,
}

impl Matter {
    /// Reads what somebody types into `field`: the name of a tag, or a part of the language of search: `by:`, `language:`,
    /// `anonymous`, `fandoms:>5`, `relationships:>10`, `in:read`, `shelf:rereads`; and `work:` with a number.
    pub(super) fn typed(viewer: &Viewer, tx: &Tx<'_>, field: &'static str, text: &str) -> Result<Self> {
        let text = text.trim();
        if let Some(number) = text.strip_prefix("work:") {
            return Self::work(viewer, tx, number).ok_or_else(|| Error::invalid(field, no_rule(text)));
        }
        if let Some((tag, _)) = tags::to_find(viewer, tx, text)? {
            return Ok(Self::Tag(tag.id));
        }
        let query = Query::read(text);
        match query.parts.as_slice() {
            [part] if query.doubts.is_empty() && !part.is_not => Self::of_part(viewer, tx, (field, text), part),
            parts if !parts.is_empty() && parts.iter().all(is_word) => {
                Err(Error::invalid(field, Slip::NoSuchTag { name: short(text) }))
            }
            _ => Err(Error::invalid(field, no_rule(text))),
        }
    }

    fn work(viewer: &Viewer, tx: &Tx<'_>, number: &str) -> Option<Self> {
        let id: WorkId = number.trim().parse().ok()?;
        works::show(viewer, tx, id).is_ok().then_some(Self::Work(id))
    }

    fn of_part(viewer: &Viewer, tx: &Tx<'_>, (field, text): (&'static str, &str), part: &Part) -> Result<Self> {
        match &part.what {
            What::Tag(kind, name) => tag(viewer, tx, *kind, name)?.ok_or_else(|| Slip::NoSuchTag { name: short(name) }),
            What::By(name) => author(viewer, tx, name),
            What::Language(code) => Ok(Self::Language(code.clone())),
            What::Is(Trait::Anonymous) => Ok(Self::Anonymous),
            What::Mine(mine) => Ok(Self::Mine(*mine)),
            What::Shelf(name) => {
                let shelf = shelves::own_named(viewer, tx, name)?;
                shelf.map(Self::Shelf).ok_or_else(|| Slip::Unknown { name: short(name) })
            }
            What::Amount(Measure::Fandoms, bounds) => more(*bounds).map(Self::Fandoms).ok_or_else(|| no_rule(text)),
            What::Amount(Measure::Relationships, bounds) => {
                more(*bounds).map(Self::Relationships).ok_or_else(|| no_rule(text))
            }
            What::Words(_) => Err(Slip::NoSuchTag { name: short(text) }),
            _ => Err(no_rule(text)),
        }
        .map_err(|slip| Error::invalid(field, slip))
    }

    /// What stands in the columns `what`, `subject` and `word`.
    pub(super) fn columns(&self) -> (&'static str, i64, &str) {
        let whole = |number: &u64| i64::try_from(*number).unwrap_or(i64::MAX);
        match self {
            Self::Tag(tag) => ("tag", tag.number(), ""),
            Self::Author(person) => ("author", person.number(), ""),
            Self::Work(work) => ("work", work.number(), ""),
            Self::Anonymous => ("anonymous", 0, ""),
            Self::Language(code) => ("language", 0, code),
            Self::Fandoms(most) => ("fandoms", whole(most), ""),
            Self::Relationships(most) => ("relationships", whole(most), ""),
            Self::Mine(mine) => ("mine", 0, mine.word()),
            Self::Shelf(id) => ("shelf", id.number(), ""),
        }
    }

    /// Reads the three columns, from `at` on.
    pub(super) fn read(row: &Row<'_>, at: usize) -> Result<Self> {
        let (what, subject): (String, i64) = (row.get(at)?, row.get(at + 1)?);
        match what.as_str() {
            "tag" => Ok(Self::Tag(TagId::new(subject))),
            "author" => Ok(Self::Author(PersonId::new(subject))),
            "work" => Ok(Self::Work(WorkId::new(subject))),
            "anonymous" => Ok(Self::Anonymous),
            "language" => Ok(Self::Language(row.get(at + 2)?)),
            "fandoms" => Ok(Self::Fandoms(subject as u64)),
            "relationships" => Ok(Self::Relationships(subject as u64)),
            "mine" => {
                let word: String = row.get(at + 2)?;
                let mine = Mine::of_word(&word);
                mine.map(Self::Mine).ok_or_else(|| Error::broken(format!("a rule speaks of the unknown “{word}”")))
            }
            "shelf" => Ok(Self::Shelf(ShelfId::new(subject))),
            other => Err(Error::broken(format!("a rule speaks of an unknown thing “{other}”"))),
        }
    }

    /// As its reader may see it now.
    pub(crate) fn named(&self, viewer: &Viewer, tx: &Tx<'_>) -> Result<Named> {
        Ok(match self {
            Self::Tag(tag) => tags::of_ids(tx, &[*tag])?.remove(tag).map_or(Named::Gone, Named::Tag),
            Self::Author(person) => {
                people::show(viewer, tx, *person).map_or(Named::Gone, |found| Named::Author(found.name))
            }
            Self::Work(work) => {
                works::cards(viewer, tx, &[*work])?.pop().map_or(Named::Gone, |card| Named::Work(Box::new(card)))
            }
            Self::Anonymous => Named::Anonymous,
            Self::Language(code) => Named::Language(code.clone()),
            Self::Fandoms(most) => Named::Fandoms(*most),
            Self::Relationships(most) => Named::Relationships(*most),
            Self::Mine(mine) => Named::Mine(*mine),
            Self::Shelf(id) => shelves::own(viewer, tx, *id).map_or(Named::Gone, |found| Named::Shelf(found.name)),
        })
    }

    /// As the finder follows it. `place` is asked where the works are that only its reader knows of.
    pub(super) fn for_finder(&self, place: &mut dyn FnMut(&Self) -> Result<usize>) -> Result<finder::Never> {
        let whole = |number: &u64| i64::try_from(*number).unwrap_or(i64::MAX);
        Ok(match self {
            Self::Mine(_) | Self::Shelf(_) => finder::Never::Set(place(self)?),
            Self::Tag(tag) => finder::Never::Tag(tags::number(*tag)),
            Self::Author(person) => finder::Never::Author(works::author(*person)),
            Self::Work(work) => finder::Never::Work(finder::WorkId(work.number() as u64)),
            Self::Anonymous => finder::Never::Anonymous,
            Self::Language(code) => finder::Never::Language(works::language(code)),
            Self::Fandoms(most) => finder::Never::MoreThan(finder::Measure::Fandoms, whole(most)),
            Self::Relationships(most) => finder::Never::MoreThan(finder::Measure::Relationships, whole(most)),
        })
    }
}

impl Named {
    /// As it would be typed; nothing for what is gone.
    pub fn text(&self) -> Option<String> {
        Some(match self {
            Self::Tag(tag) => tag.name.clone(),
            Self::Author(name) => format!("by:{name}"),
            Self::Work(card) => format!("work:{}", card.id),
            Self::Anonymous => "anonymous".to_owned(),
            Self::Language(code) => format!("language:{code}"),
            Self::Fandoms(most) => format!("fandoms:>{most}"),
            Self::Relationships(most) => format!("relationships:>{most}"),
            Self::Mine(mine) => What::Mine(*mine).to_string(),
            Self::Shelf(name) => What::Shelf(name.clone()).to_string(),
            Self::Gone => return None,
        })
    }
}

fn tag(viewer: &Viewer, tx: &Tx<'_>, kind: Option<Kind>, name: &str) -> Result<Option<Matter>> {
    let found = tags::to_find(viewer, tx, name)?.map(|(tag, _)| tag);
    Ok(found.filter(|tag| kind.is_none_or(|kind| kind == tag.kind)).map(|tag| Matter::Tag(tag.id)))
}

fn author(viewer: &Viewer, tx: &Tx<'_>, name: &str) -> std::result::Result<Matter, Slip> {
    let found = people::by_name(viewer, tx, name);
    found.map(|person| Matter::Author(person.id)).map_err(|_| Slip::Unknown { name: short(name) })
}

fn is_word(part: &Part) -> bool {
    matches!(part.what, What::Words(_)) && !part.is_not
}

/// `>5`: more than five.
fn more(bounds: Bounds) -> Option<u64> {
    match bounds {
        Bounds { from: Some(from), to: None } => from.checked_sub(1),
        _ => None,
    }
}

fn no_rule(text: &str) -> Slip {
    Slip::NoRule { text: short(text) }
}

fn short(text: &str) -> String {
    text.chars().take(60).collect()
}
