//! Looks for the words of a question: in what is said about works, and in their texts, where that is wished.
//!
//! What is found are candidates among which the finder answers. A broken index of words takes no list down with it.

use finder::{Alternative, Whether};

use super::ask::{Asking, Choice};
use super::index::Index;
use super::meaning::Sought;
use super::query::{About, Doubt};
#[cfg(feature = "words")]
use super::{library::seek_of, meaning::Where, query::Place, stories};
use crate::{Result, Tx};
#[cfg(feature = "words")]
use finder::Seek;

/// Words and phrases of a query that are looked for in texts.
#[cfg(feature = "words")]
const MOST_IN_TEXTS: usize = 8;

/// What words were looked for, and by whom, so that passages can be shown.
#[derive(Default)]
pub(super) struct Worded {
    #[cfg(feature = "words")]
    pub(super) texts: Option<finder::StorySeeker>,
    #[cfg(feature = "words")]
    pub(super) in_texts: Vec<finder::Seek>,
}

/// Looks for the words, and limits the question to the works they stand in.
pub(super) fn seek(tx: &Tx<'_>, index: &Index, asking: &mut Asking) -> Result<Worded> {
    let worded = if asking.has_words() { texts_for(tx, index, asking)? } else { Worded::default() };
    if !asking.sought.is_empty() || !asking.unsought.is_empty() {
        let found = words(tx, index, (asking, &worded))?;
        if found.is_none() {
            asking.doubts.push(Doubt { about: About::NoWords, at: 0..0 });
        }
        // What has words in it that cannot be looked for finds nothing; what only has words that must not be there finds all.
        let nothing = (!asking.sought.is_empty()).then(Vec::new);
        asking.question.among = found.or(nothing);
    }
    for any in std::mem::take(&mut asking.mixed) {
        let any = any.into_iter().map(|one| alternative(tx, index, one, (asking, &worded)));
        let any = any.collect::<Result<Vec<_>>>()?;
        asking.question.either.push(any);
    }
    Ok(worded)
}

type Works = Vec<(finder::WorkId, f32)>;

/// One of several things as the finder is asked about it; words that cannot be looked for stand nowhere.
fn alternative(
    tx: &Tx<'_>,
    index: &Index,
    one: Choice,
    (asking, worded): (&mut Asking, &Worded),
) -> Result<Alternative> {
    let (sought, is_not) = match one {
        Choice::Of(alternative) => return Ok(alternative),
        Choice::Words(sought, is_not) => (sought, is_not),
    };
    let found = stands(tx, index, &sought, worded)?;
    if found.is_none() {
        asking.doubts.push(Doubt { about: About::NoWords, at: 0..0 });
    }
    let works = found.unwrap_or_default().into_iter().map(|(work, _)| work).collect();
    Ok(Alternative { whether: Whether::Among(works), is_not })
}

#[cfg(not(feature = "words"))]
mod without {
    use super::{Asking, Index, Result, Sought, Tx, Worded, Works};

    #[expect(clippy::unnecessary_wraps, reason = "with words it can fail")]
    pub(super) fn texts_for(_: &Tx<'_>, _: &Index, _: &mut Asking) -> Result<Worded> {
        Ok(Worded::default())
    }

    #[expect(clippy::unnecessary_wraps, reason = "with words it can fail")]
    pub(super) fn words(_: &Tx<'_>, _: &Index, _: (&Asking, &Worded)) -> Result<Option<Works>> {
        Ok(None)
    }

    #[expect(clippy::unnecessary_wraps, reason = "with words it can fail")]
    pub(super) fn stands(_: &Tx<'_>, _: &Index, _: &Sought, _: &Worded) -> Result<Option<Works>> {
        Ok(None)
    }
}
#[cfg(not(feature = "words"))]
use without::{stands, texts_for, words};

/// Who looks into texts, if anything is looked for in them, and what.
#[cfg(feature = "words")]
fn texts_for(tx: &Tx<'_>, index: &Index, asking: &mut Asking) -> Result<Worded> {
    let texts = if looks_into_texts(asking) { texts(tx, index, asking)? } else { None };
    let any = asking.sought.iter().map(|any| Seek::Any(any.iter().map(seek_of).collect()));
    let mixed = asking.mixed.iter().flatten().filter_map(|one| match one {
        Choice::Words(sought, false) => Some(seek_of(sought)),
        _ => None,
    });
    let in_texts = any.chain(mixed).filter(|seek| seek.looks_in(finder::Place::Story)).collect();
    Ok(Worded { texts, in_texts })
}

/// The works in which all words stand that must, and none that must not.
#[cfg(feature = "words")]
fn words(tx: &Tx<'_>, index: &Index, (asking, worded): (&Asking, &Worded)) -> Result<Option<Works>> {
    let sought = asking.sought.iter().map(|any| Seek::Any(any.iter().map(seek_of).collect()));
    let unsought = asking.unsought.iter().map(|one| Seek::Not(Box::new(seek_of(one))));
    sure(index.seek(tx, &Seek::All(sought.chain(unsought).collect()), worded.texts.as_ref()))
}

/// The works in which words stand.
#[cfg(feature = "words")]
fn stands(tx: &Tx<'_>, index: &Index, sought: &Sought, worded: &Worded) -> Result<Option<Works>> {
    sure(index.seek(tx, &Seek::All(vec![seek_of(sought)]), worded.texts.as_ref()))
}

/// What was found, or nothing where the index is broken.
#[cfg(feature = "words")]
fn sure(found: Result<Option<Works>>) -> Result<Option<Works>> {
    match found {
        Err(crate::Error::Broken(fault)) => {
            tracing::error!(error = %fault, "words cannot be looked for");
            Ok(None)
        }
        found => found,
    }
}

/// Whether anything is looked for in texts. What is too much of that is looked for elsewhere.
#[cfg(feature = "words")]
fn looks_into_texts(asking: &mut Asking) -> bool {
    let mut count = 0;
    for sought in asking.all_words() {
        count += usize::from(is_in_texts(sought));
        if count > MOST_IN_TEXTS && is_in_texts(sought) {
            sought.place = Where::In(Place::About);
        }
    }
    if count > MOST_IN_TEXTS {
        asking.doubts.push(Doubt { about: About::ManyTexts, at: 0..0 });
    }
    count > 0
}

#[cfg(feature = "words")]
fn is_in_texts(sought: &Sought) -> bool {
    match sought.place {
        Where::In(Place::Text) => true,
        Where::In(Place::Anywhere) => sought.is_phrase,
        _ => false,
    }
}

/// Who looks into texts; nobody where the owner of the archive does not wish it, and that is said to whoever asks for them.
#[cfg(feature = "words")]
fn texts(tx: &Tx<'_>, index: &Index, asking: &mut Asking) -> Result<Option<finder::StorySeeker>> {
    let is_said = asking.all_words().any(|sought| sought.place == Where::In(Place::Text));
    let doubt = |about| Doubt { about, at: 0..0 };
    if !stories::is_wished(tx)? {
        asking.doubts.extend(is_said.then(|| doubt(About::NoTexts)));
        return Ok(None);
    }
    match index.texts(tx) {
        Err(crate::Error::Broken(fault)) => {
            tracing::error!(error = %fault, "texts cannot be searched");
            asking.doubts.push(doubt(About::NoTexts));
            Ok(None)
        }
        texts => {
            asking.doubts.extend((!index.has_texts()).then(|| doubt(About::SomeTexts)));
            texts
        }
    }
}
