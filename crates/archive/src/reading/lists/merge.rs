//! What becomes of what is remembered when a list says something of the same work: pure functions, so that weighing and taking
//! agree.
//!
//! What was said later wins. Of what was said before, only that counts on which there is no word since: an empty note or place
//! is filled, the first visit may be earlier, visits may be more. So nothing is lost, and doing it twice changes nothing.

use jiff::Timestamp;
use manuscript::{ListEntry, ListState};

use super::super::row::State;

/// What is remembered of a work here, as far as lists speak of it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Memory {
    pub(super) first_at: i64,
    pub(super) last_at: i64,
    pub(super) visits: i64,
    pub(super) edition: i64,
    pub(super) chapters: i64,
    pub(super) state: State,
    pub(super) is_later: bool,
    /// The number of the chapter; 0 where none is known.
    pub(super) chapter: i64,
    pub(super) paragraph: i64,
    pub(super) mark: String,
    pub(super) note: String,
    pub(super) stars: i64,
}

/// What a line is merged with.
#[derive(Debug, Clone, Copy)]
pub(super) struct Facts {
    /// The work's edition and chapters now.
    pub(super) now: (i64, i64),
    /// Whether the line is of a list of this archive's, so that its editions and chapters are this archive's too.
    pub(super) is_own: bool,
    /// When it is taken, in milliseconds.
    pub(super) at: i64,
}

pub(super) const fn state(state: ListState) -> State {
    match state {
        ListState::Reading => State::Reading,
        ListState::Finished => State::Finished,
        ListState::Dropped => State::Dropped,
    }
}

fn millis(time: Option<Timestamp>) -> Option<i64> {
    time.map(Timestamp::as_millisecond)
}

/// What is remembered after a list has said something of a work.
pub(super) fn memory(before: Option<&Memory>, entry: &ListEntry, facts: Facts) -> Memory {
    let Some(before) = before else { return fresh(entry, facts) };
    let said = fresh(entry, facts);
    let is_newer = millis(entry.last).is_some_and(|last| last > before.last_at);
    let has_place = said.chapter > 0 && (is_newer || before.chapter == 0);
    let place = if has_place { &said } else { before };
    let take_text =
        |new: &str, old: &str| if new.is_empty() || !is_newer && !old.is_empty() { old } else { new }.to_owned();
    Memory {
        first_at: if entry.first.is_some() { before.first_at.min(said.first_at) } else { before.first_at },
        last_at: before.last_at.max(millis(entry.last).unwrap_or(before.last_at)),
        visits: before.visits.max(said.visits),
        edition: if is_newer { said.edition } else { before.edition },
        chapters: if is_newer { said.chapters } else { before.chapters },
        state: entry.state.filter(|_| is_newer).map_or(before.state, state),
        is_later: if is_newer { said.is_later } else { before.is_later },
        chapter: place.chapter,
        paragraph: place.paragraph,
        mark: place.mark.clone(),
        note: take_text(&said.note, &before.note),
        stars: if said.stars == 0 || !is_newer && before.stars > 0 { before.stars } else { said.stars },
    }
}

fn fresh(entry: &ListEntry, facts: Facts) -> Memory {
    let (first, last) = (millis(entry.first), millis(entry.last));
    let own = |said: Option<u64>, now: i64| said.filter(|_| facts.is_own).map_or(now, |said| said as i64);
    Memory {
        first_at: first.or(last).unwrap_or(facts.at),
        last_at: last.or(first).unwrap_or(facts.at),
        visits: entry.visits as i64,
        edition: own(entry.edition, facts.now.0),
        chapters: own(entry.chapters, facts.now.1),
        state: entry.state.map_or(State::Reading, state),
        is_later: entry.later,
        chapter: entry.chapter.map_or(0, |chapter| chapter as i64),
        // Who only says which chapter, is at its beginning.
        paragraph: entry.chapter.and(entry.paragraph).unwrap_or(0),
        mark: if entry.chapter.is_some() { entry.mark.clone() } else { String::new() },
        note: entry.note.clone(),
        stars: entry.stars as i64,
    }
}

/// What is kept of a work elsewhere after another list has said something of it.
pub(super) fn entries(before: Option<&ListEntry>, entry: &ListEntry) -> ListEntry {
    let Some(before) = before else { return ListEntry { elsewhere: false, ..entry.clone() } };
    let is_newer = entry.last.is_some() && entry.last > before.last.or(before.first);
    let (winner, other) = if is_newer { (entry, before) } else { (before, entry) };
    let filled = |one: &String, two: &String| if one.is_empty() { two } else { one }.clone();
    let place = if winner.chapter.is_some() { winner } else { other };
    let mut shelves = before.shelves.clone();
    shelves.extend(entry.shelves.iter().filter(|name| !before.shelves.contains(name)).cloned());
    ListEntry {
        address: filled(&before.address, &entry.address),
        title: filled(&winner.title, &other.title),
        author: filled(&winner.author, &other.author),
        state: winner.state.or(other.state),
        later: winner.later,
        chapter: place.chapter,
        paragraph: place.paragraph,
        mark: place.mark.clone(),
        chapters: winner.chapters.or(other.chapters),
        edition: winner.edition.or(other.edition),
        visits: before.visits.max(entry.visits),
        first: before.first.into_iter().chain(entry.first).min(),
        last: before.last.into_iter().chain(entry.last).max(),
        stars: if winner.stars > 0 { winner.stars } else { other.stars },
        shelves,
        note: filled(&winner.note, &other.note),
        elsewhere: false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const FACTS: Facts = Facts { now: (5, 3), is_own: true, at: 1_000 };

    fn time(at: i64) -> Option<Timestamp> {
        Timestamp::from_millisecond(at).ok()
    }

    fn entry(last: i64) -> ListEntry {
        ListEntry {
            state: Some(ListState::Dropped),
            chapter: Some(2),
            note: "then".to_owned(),
            stars: 2,
            visits: 9,
            first: time(10),
            last: time(last),
            ..ListEntry::default()
        }
    }

    #[test]
    fn what_was_said_later_wins_and_nothing_said_is_lost() {
        let now =
            ListEntry { note: "now".to_owned(), state: Some(ListState::Finished), chapter: Some(3), ..entry(500) };
        let here = memory(None, &now, FACTS);
        let older = memory(Some(&here), &entry(400), FACTS);
        assert_eq!(older, here, "older says nothing that is not said");
        let newer = memory(Some(&here), &entry(600), FACTS);
        assert_eq!((newer.state, newer.chapter, newer.note.as_str()), (State::Dropped, 2, "then"));
        assert_eq!((newer.last_at, newer.first_at), (600, 10));
        let empty = ListEntry { note: String::new(), stars: 0, chapter: None, ..entry(700) };
        let kept = memory(Some(&newer), &empty, FACTS);
        assert_eq!((kept.note.as_str(), kept.stars, kept.chapter), ("then", 2, 2), "saying nothing takes nothing away");
        let silent = Memory { note: String::new(), stars: 0, chapter: 0, ..here };
        let filled = memory(Some(&silent), &entry(400), FACTS);
        assert_eq!((filled.note.as_str(), filled.stars, filled.chapter, filled.state), ("then", 2, 2, State::Finished));
    }

    #[test]
    fn saying_it_twice_changes_nothing() {
        for last in [100, 500, 900] {
            for before in [None, Some(memory(None, &entry(500), FACTS))] {
                let once = memory(before.as_ref(), &entry(last), FACTS);
                assert_eq!(memory(Some(&once), &entry(last), FACTS), once);
                let known = entries(Some(&entry(500)), &entry(last));
                assert_eq!(entries(Some(&known), &entry(last)), known);
            }
        }
    }
}
