//! What the parts of a query mean in this archive, for this viewer: names become numbers.
//!
//! A tag that lists show this viewer on no work means the same as one that does not exist: its words, looked for in the names
//! of tags (SRCH-7). So nobody learns by a search which names there are.

use finder::{AuthorId, CollectionId, LanguageId, SeriesId};

use super::find::for_finder;
use super::index::Index;
use super::own::{Asks, Known, Sets, is_known};
use super::query::{About, Doubt, Part, Place, Role, What, Words};
use crate::collections;
use crate::db::args;
use crate::tags::{self, Kind, Tag, key};
use crate::{PersonId, PseudId, Result, TagId, Tx, Viewer, works};

/// What a part means.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Meaning {
    /// Works with a tag.
    Tag(TagId),
    /// Works to which a tag matters so.
    Role(Role, TagId),
    /// Works with words.
    Words(Sought),
    /// Somebody's works.
    Author(AuthorId),
    /// Works of a series.
    Series(SeriesId),
    /// Works that one of these collections holds.
    Collections(Vec<CollectionId>),
    /// Works that name nobody.
    Nameless,
    /// Works in a language.
    Language(LanguageId),
    /// Works of a set that the viewer knows, by its place.
    Own(usize),
}

/// Words, and where they are to stand.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Sought {
    pub(super) text: String,
    pub(super) is_phrase: bool,
    pub(super) place: Where,
}

/// Where words are to stand.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Where {
    /// In one of the places that a query can name.
    In(Place),
    /// In the names of tags.
    Tags,
    /// In the byline.
    Byline,
}

/// Looks up names for somebody.
pub(super) struct Lookup<'a> {
    pub(super) viewer: &'a Viewer,
    pub(super) tx: &'a Tx<'a>,
    pub(super) index: &'a Index,
    /// What could not be found.
    pub(super) doubts: Vec<Doubt>,
    /// The tags that were named.
    pub(super) tags: Vec<Tag>,
    /// What only the viewer knows of works.
    pub(super) sets: Sets,
}

impl<'a> Lookup<'a> {
    /// Looks up nothing yet.
    pub(super) fn of((viewer, tx, index): (&'a Viewer, &'a Tx<'a>, &'a Index)) -> Self {
        Self { viewer, tx, index, doubts: Vec::new(), tags: Vec::new(), sets: Sets::default() }
    }

    /// The place of what only the viewer knows. Who has read nothing has it in no set, and is told what that takes.
    pub(super) fn own(&mut self, what: &What, part: &Part) -> Result<usize> {
        let doubt = match is_known(self.viewer, self.tx, what)? {
            Known::Yes => None,
            Known::LogIn => Some(About::LogIn),
            Known::NoMemory => Some(About::NoMemory),
            Known::NoShelf(name) => Some(About::NoShelf(name)),
        };
        self.doubts.extend(doubt.map(|about| Doubt { about, at: part.at.clone() }));
        self.sets.place(self.asks(), what)
    }

    /// Who asks, and whom.
    pub(super) const fn asks(&self) -> Asks<'a> {
        Asks { viewer: self.viewer, tx: self.tx, index: self.index }
    }

    /// What one thing of a part means; nothing for what is no name.
    pub(super) fn meaning(&mut self, what: &What, part: &Part) -> Result<Option<Meaning>> {
        Ok(Some(match what {
            What::Tag(kind, name) => self.tag(*kind, name, part)?,
            What::Role(role, name) => match self.tag(None, name, part)? {
                Meaning::Tag(tag) => Meaning::Role(*role, tag),
                words => words,
            },
            What::Words(words) if words.place == Place::Collection => self.collection(&words.text, part)?,
            What::Words(words) => self.words(words)?,
            What::By(name) => self.author(name)?,
            What::Language(code) => Meaning::Language(works::language(code)),
            What::Mine(_) | What::Stars(_) | What::Noted(_) | What::Shelf(_) => Meaning::Own(self.own(what, part)?),
            What::Is(_) | What::May(_) | What::Amount(..) | What::Posted(_) | What::Updated(_) | What::Either(_) => {
                return Ok(None);
            }
        }))
    }

    fn tag(&mut self, kind: Option<Kind>, name: &str, part: &Part) -> Result<Meaning> {
        let full = kind.and_then(|kind| fixed(kind, name));
        if let Some(tag) = self.named(kind, full.unwrap_or(name))? {
            return Ok(Meaning::Tag(tag));
        }
        self.doubts.push(Doubt { about: About::NoTag(name.to_owned()), at: part.at.clone() });
        Ok(Meaning::Words(Sought { text: name.to_owned(), is_phrase: false, place: Where::Tags }))
    }

    /// A tag of a name, of this kind if one is wanted.
    fn named(&mut self, kind: Option<Kind>, name: &str) -> Result<Option<TagId>> {
        let found = tags::to_find(self.viewer, self.tx, name)?.map(|(tag, _)| tag);
        let tag = found.filter(|tag| kind.is_none_or(|kind| kind == tag.kind));
        self.tags.extend(tag.clone());
        Ok(tag.map(|tag| tag.id))
    }

    /// A phrase that is the name of a tag means the tag; everything else is words.
    fn words(&mut self, words: &Words) -> Result<Meaning> {
        if words.place == Place::Series
            && let Some(series) = self.series(&words.text)?
        {
            return Ok(Meaning::Series(series));
        }
        let may_be_a_tag = words.place == Place::Anywhere && (words.is_phrase || !cfg!(feature = "words"));
        if may_be_a_tag && let Some(tag) = self.named(None, &words.text)? {
            return Ok(Meaning::Tag(tag));
        }
        let place = Where::In(words.place);
        Ok(Meaning::Words(Sought { text: words.text.clone(), is_phrase: words.is_phrase, place }))
    }

    /// The series of this number, if it is one.
    fn series(&self, number: &str) -> Result<Option<SeriesId>> {
        let Ok(number) = number.parse::<i64>() else { return Ok(None) };
        let is_one = self.tx.count("select count(*) from series where id = $1", args![number])? > 0;
        Ok(is_one.then_some(SeriesId(number as u64)))
    }

    /// The collection of this name, as far as the viewer may know of it, with its parts; nothing is in one that is not there.
    fn collection(&mut self, name: &str, part: &Part) -> Result<Meaning> {
        let found = collections::sees(self.viewer, self.tx, name)?;
        if found.is_none() {
            self.doubts.push(Doubt { about: About::NotHere, at: part.at.clone() });
        }
        Ok(Meaning::Collections(found.unwrap_or_default().into_iter().map(for_finder).collect()))
    }

    /// Somebody under one name of theirs, as bylines say it: `pseud (account)`.
    fn pseud(&self, name: &str) -> Result<Option<PseudId>> {
        let Some((pseud, account)) = name.strip_suffix(')').and_then(|name| name.split_once('(')) else {
            return Ok(None);
        };
        let text =
            "select s.id from pseuds s join people p on p.id = s.person_id where p.name_key = $1 and s.name_key = $2";
        self.tx.value(text, args![key(account), key(pseud)])
    }

    /// Who has an account of this name, or whoever's byline has these words in it (SRCH-8, SRCH-9).
    fn author(&self, name: &str) -> Result<Meaning> {
        let name_key = key(name);
        if name_key == "anonymous" {
            return Ok(Meaning::Nameless);
        }
        if let Some(pseud) = self.pseud(name)? {
            return Ok(Meaning::Author(works::pseud(pseud)));
        }
        let person: Option<PersonId> = self.tx.value("select id from people where name_key = $1", args![&name_key])?;
        Ok(person.map_or_else(
            || Meaning::Words(Sought { text: name.to_owned(), is_phrase: false, place: Where::Byline }),
            |person| Meaning::Author(works::author(person)),
        ))
    }
}

/// The name of a fixed tag that begins so, if only one does: `explicit`, `teen`, `graphic`.
fn fixed(kind: Kind, begun: &str) -> Option<&'static str> {
    let names: Vec<&'static str> = match kind {
        Kind::Rating => manuscript::Rating::ALL.iter().map(|label| label.name()).collect(),
        Kind::Warning => manuscript::Warning::ALL.iter().map(|label| label.name()).collect(),
        Kind::Category => manuscript::Category::ALL.iter().map(|label| label.name()).collect(),
        _ => return None,
    };
    let begun = key(begun);
    let mut fitting = names.into_iter().filter(|name| key(name).starts_with(&begun));
    fitting.next().filter(|first| key(first) == begun || fitting.next().is_none())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_fixed_tag_is_named_by_its_beginning() {
        assert_eq!(fixed(Kind::Rating, "teen"), Some("Teen And Up Audiences"));
        assert_eq!(fixed(Kind::Rating, "EXPLICIT"), Some("Explicit"));
        assert_eq!(fixed(Kind::Category, "m/m"), Some("M/M"));
        assert_eq!(fixed(Kind::Rating, "x"), None);
        assert_eq!(fixed(Kind::Fandom, "teen"), None);
    }
}
