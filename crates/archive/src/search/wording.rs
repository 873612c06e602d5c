//! Looks for the words of a question: in what is said about works, and in their texts, where that is wished.
//!
//! What is found are candidates among which the finder answers. A broken index of words takes no list down with it.

use super::ask::Asking;
use super::index::Index;
use super::query::{About, Doubt};
#[cfg(feature = "words")]
use super::{
    library::seek_of,
    meaning::{Sought, Where},
    query::Place,
    stories,
};
use crate::{Result, Tx};

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
    if asking.sought.is_empty() && asking.unsought.is_empty() {
        return Ok(Worded::default());
    }
    let (found, worded) = words(tx, index, asking)?;
    if found.is_none() {
        asking.doubts.push(Doubt { about: About::NoWords, at: 0..0 });
    }
    // What has words in it that cannot be looked for finds nothing; what only has words that must not be there finds all.
    let nothing = (!asking.sought.is_empty()).then(Vec::new);
    asking.question.among = found.or(nothing);
    Ok(worded)
}

type Words = (Option<Vec<(finder::WorkId, f32)>>, Worded);

#[cfg(not(feature = "words"))]
#[expect(clippy::unnecessary_wraps, reason = "with words it can fail")]
fn words(_: &Tx<'_>, _: &Index, _: &Asking) -> Result<Words> {
    Ok((None, Worded::default()))
}

#[cfg(feature = "words")]
fn words(tx: &Tx<'_>, index: &Index, asking: &mut Asking) -> Result<Words> {
    use finder::Seek;

    let texts = if looks_into_texts(asking) { texts(tx, index, asking)? } else { None };
    let sought = asking.sought.iter().map(|any| Seek::Any(any.iter().map(seek_of).collect()));
    let sought: Vec<Seek> = sought.collect();
    let in_texts = sought.iter().filter(|seek| seek.looks_in(finder::Place::Story)).cloned().collect();
    let unsought = asking.unsought.iter().map(|one| Seek::Not(Box::new(seek_of(one))));
    let all = Seek::All(sought.into_iter().chain(unsought).collect());
    match index.seek(tx, &all, texts.as_ref()) {
        Err(crate::Error::Broken(fault)) => {
            tracing::error!(error = %fault, "words cannot be looked for");
            Ok((None, Worded::default()))
        }
        found => Ok((found?, Worded { texts, in_texts })),
    }
}

/// Whether anything is looked for in texts. What is too much of that is looked for elsewhere.
#[cfg(feature = "words")]
fn looks_into_texts(asking: &mut Asking) -> bool {
    let mut count = 0;
    for sought in asking.sought.iter_mut().flatten().chain(&mut asking.unsought) {
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
    let mut all = asking.sought.iter().flatten().chain(&asking.unsought);
    let is_said = all.any(|sought| sought.place == Where::In(Place::Text));
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
