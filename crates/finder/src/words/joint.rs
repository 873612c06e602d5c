//! What is looked for about works and in their text at once: two indexes are asked, and what they find is joined by work.
//!
//! All that is looked for only about works is asked of their index together; the rest part by part.

use std::cmp::Ordering;

use super::{Place, Seek, StorySeeker, Words, WordsError};
use crate::facts::WorkId;
use crate::question::Relevance;

/// Works, each once, in the order of their numbers.
type Found = Vec<(WorkId, Relevance)>;

/// The works in which it is found, and how well they fit; without stories, as if no work had any text. `languages` are the
/// codes of those whose forms of words count; without any, all do.
pub fn seek(
    words: &Words,
    stories: Option<&StorySeeker>,
    seek: &Seek,
    languages: &[&str],
) -> Result<Vec<(WorkId, Relevance)>, WordsError> {
    match stories {
        Some(stories) => Both { words, stories, languages }.seek(seek),
        None => words.seek(seek, languages),
    }
}

struct Both<'a> {
    words: &'a Words,
    stories: &'a StorySeeker,
    languages: &'a [&'a str],
}

impl Both<'_> {
    fn seek(&self, seek: &Seek) -> Result<Found, WordsError> {
        if !seek.looks_in(Place::Story) {
            return self.about(seek);
        }
        match seek {
            Seek::Phrase(..) | Seek::Beginning(..) => {
                let weight = Place::Story.weight();
                let told = self.stories.seek(seek, self.languages)?.into_iter().map(|work| (work, weight)).collect();
                Ok(either(&self.about(seek)?, told))
            }
            Seek::All(seeks) => self.all(seeks),
            Seek::Any(seeks) => {
                let (apart, together) = parted(seeks);
                let about = if together.is_empty() { Vec::new() } else { self.about(&Seek::Any(together))? };
                apart.into_iter().try_fold(about, |found, seek| Ok(either(&found, self.seek(seek)?)))
            }
            Seek::Not(seek) => Ok(without(&self.everything()?, &self.seek(seek)?)),
        }
    }

    /// What must be there first, so that little is left from which to take away.
    fn all(&self, seeks: &[Seek]) -> Result<Found, WordsError> {
        let (apart, together) = parted(seeks);
        let mut found = if together.is_empty() { None } else { Some(self.about(&Seek::All(together))?) };
        let (unwanted, wanted): (Vec<&Seek>, Vec<&Seek>) =
            apart.into_iter().partition(|seek| matches!(seek, Seek::Not(_)));
        for seek in wanted {
            found = Some(match found {
                Some(found) if found.is_empty() => return Ok(found),
                Some(found) => both(&found, &self.seek(seek)?),
                None => self.seek(seek)?,
            });
        }
        let mut found = found.map_or_else(|| self.everything(), Ok)?;
        for seek in unwanted {
            if let Seek::Not(seek) = seek
                && !found.is_empty()
            {
                found = without(&found, &self.seek(seek)?);
            }
        }
        Ok(found)
    }

    fn about(&self, seek: &Seek) -> Result<Found, WordsError> {
        let mut found = self.words.seek(seek, self.languages)?;
        found.sort_unstable_by_key(|(work, _)| *work);
        Ok(found)
    }

    fn everything(&self) -> Result<Found, WordsError> {
        self.about(&Seek::Not(Box::new(Seek::Any(Vec::new()))))
    }
}

/// What looks into the text, and what does not.
fn parted(seeks: &[Seek]) -> (Vec<&Seek>, Vec<Seek>) {
    let (apart, together): (Vec<&Seek>, Vec<&Seek>) = seeks.iter().partition(|seek| seek.looks_in(Place::Story));
    (apart, together.into_iter().cloned().collect())
}

/// The works of one or the other, with what they are worth together.
fn either(one: &Found, other: Found) -> Found {
    let mut joined = Vec::with_capacity(one.len() + other.len());
    let mut rest = one.iter().copied().peekable();
    for (work, relevance) in other {
        while let Some(before) = rest.next_if(|(first, _)| *first < work) {
            joined.push(before);
        }
        let same = rest.next_if(|(first, _)| *first == work);
        joined.push((work, relevance + same.map_or(0.0, |(_, relevance)| relevance)));
    }
    joined.extend(rest);
    joined
}

/// The works of both.
fn both(one: &Found, other: &Found) -> Found {
    let mut joined = Vec::new();
    meet(one, other, |(work, relevance), same| {
        joined.extend(same.map(|(_, further)| (work, relevance + further)));
    });
    joined
}

/// The works of the one that are not in the other.
fn without(one: &Found, other: &Found) -> Found {
    let mut rest = Vec::new();
    meet(one, other, |work, same| {
        if same.is_none() {
            rest.push(work);
        }
    });
    rest
}

/// Goes through the works of the one, each with what the other has of it.
fn meet(one: &Found, other: &Found, mut each: impl FnMut((WorkId, Relevance), Option<(WorkId, Relevance)>)) {
    let mut others = other.iter().copied().peekable();
    for work in one {
        while others.next_if(|(first, _)| first.cmp(&work.0) == Ordering::Less).is_some() {}
        each(*work, others.next_if(|(first, _)| *first == work.0));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn works(numbers: &[u64]) -> Found {
        numbers.iter().map(|number| (WorkId(*number), 1.0)).collect()
    }

    fn numbers(found: &Found) -> Vec<(u64, f32)> {
        found.iter().map(|(work, relevance)| (work.0, *relevance)).collect()
    }

    #[test]
    fn works_of_two_lists_are_joined_met_and_taken_away() {
        let (one, other) = (works(&[1, 3, 5, 9]), works(&[2, 3, 9, 11]));
        let joined = numbers(&either(&one, other.clone()));
        assert_eq!(joined, [(1, 1.0), (2, 1.0), (3, 2.0), (5, 1.0), (9, 2.0), (11, 1.0)]);
        assert_eq!(numbers(&both(&one, &other)), [(3, 2.0), (9, 2.0)]);
        assert_eq!(numbers(&without(&one, &other)), [(1, 1.0), (5, 1.0)]);
        assert_eq!(numbers(&both(&one, &works(&[]))), []);
        assert_eq!(numbers(&either(&works(&[]), one.clone())), numbers(&one));
    }
}
