//! Recognises the chapter files of one story among several files and joins them.
//!
//! Conservative: files are joined only when their names, or their headers, count up from one another under the same
//! name; and the joined story says which files it was made of, as a doubt for a person to settle.

mod number;

use manuscript::{Complaint, Manuscript, Trouble, letters_of_html, plain_text};

use self::number::{Place, place};
use crate::{Account, Arrival, header, headings, json};

/// Joins the arrivals that are chapters of one story; everything else comes back as it was, in order. A manuscript of ours is a
/// whole story, whatever it is called.
///
/// A joined story stands where its first file stood.
pub fn join(arrivals: Vec<Arrival>) -> Vec<Arrival> {
    let mut groups: Vec<Group> = Vec::new();
    for arrival in arrivals {
        let is_whole = arrival.manuscript.provenance.format == json::FORMAT;
        let place = if is_whole { None } else { place(&arrival.manuscript) };
        match groups.iter_mut().find(|group| group.takes(place.as_ref(), &arrival.manuscript)) {
            Some(group) => group.files.push((place, arrival)),
            None => groups.push(Group { files: vec![(place, arrival)] }),
        }
    }
    groups.into_iter().flat_map(Group::joined).collect()
}

/// Files that may be chapters of one story.
struct Group {
    files: Vec<(Option<Place>, Arrival)>,
}

impl Group {
    /// Whether a file is another chapter of the same story: the same name with a number that is not here yet, and no
    /// other title or author in its header.
    fn takes(&self, place: Option<&Place>, manuscript: &Manuscript) -> bool {
        let Some(place) = place else { return false };
        let Some((Some(first), arrival)) = self.files.first() else { return false };
        let is_new =
            self.files.iter().all(|(other, _)| other.as_ref().is_none_or(|other| other.number != place.number));
        first.story == place.story && is_new && agree(&arrival.manuscript, manuscript)
    }

    /// One story, if the numbers leave no gap; else the files as they were.
    fn joined(mut self) -> Vec<Arrival> {
        self.files.sort_by_key(|(place, _)| place.as_ref().map_or(0, |place| place.number));
        let numbers: Vec<u32> =
            self.files.iter().filter_map(|(place, _)| place.as_ref().map(|place| place.number)).collect();
        let counts_up = numbers.windows(2).all(|pair| matches!(pair, [one, next] if one + 1 == *next));
        let starts = numbers.first().is_some_and(|first| *first <= 1);
        let mut arrivals = self.files.into_iter().map(|(_, arrival)| arrival);
        if numbers.len() < 2 || !counts_up || !starts {
            return arrivals.collect();
        }
        let Some(first) = arrivals.next() else { return Vec::new() };
        vec![one_story(first, arrivals, "chapter files joined into one story")]
    }
}

/// Whether two title pages may belong to one story.
fn agree(one: &Manuscript, other: &Manuscript) -> bool {
    let unknown = Manuscript::default().title;
    let same_names = one.bylines.is_empty() || other.bylines.is_empty() || one.bylines == other.bylines;
    let bare = |m: &Manuscript| number::without_number(&m.title).to_lowercase();
    let same_title =
        one.title == unknown || other.title == unknown || bare(one) == bare(other) || is_chapter_title(other);
    same_names && same_title
}

/// A file whose own title is only its chapter's: `Chapter 3`, `Prologue`.
fn is_chapter_title(manuscript: &Manuscript) -> bool {
    manuscript::chapter_heading(&manuscript.title).is_some()
}

/// Joins parts to the first one; `what` says so in a complaint.
pub(crate) fn one_story(first: Arrival, others: impl Iterator<Item = Arrival>, what: &str) -> Arrival {
    let mut files = files_of(&first);
    let mut whole = first;
    let bare = number::without_number(&whole.manuscript.title).to_owned();
    if !bare.is_empty() {
        whole.manuscript.title = bare;
    }
    let (mut seen, mut facts) = (whole.account.seen, whole.account.facts);
    for arrival in others {
        files.extend(files_of(&arrival));
        seen += arrival.account.seen;
        facts += arrival.account.facts;
        append(&mut whole.manuscript, arrival.manuscript);
    }
    let complaint = Complaint::new(Trouble::Doubted, what, files.join(", "));
    Complaint { times: files.len() as u64, ..complaint }.join(&mut whole.manuscript.complaints);
    whole.manuscript.provenance.files = files;
    headings::renumber(&mut whole.manuscript);
    header::settle(&mut whole.manuscript);
    whole.account = Account::of(&whole.manuscript, seen, facts);
    whole
}

/// The files that an arrival was read from; several when it was joined already.
fn files_of(arrival: &Arrival) -> Vec<String> {
    let from = &arrival.manuscript.provenance;
    if from.files.is_empty() { vec![from.file.clone()] } else { from.files.clone() }
}

/// Adds another file's chapters; its notes stay with its first and last chapter, its labels add to the work's.
fn append(whole: &mut Manuscript, mut part: Manuscript) {
    let in_front: Vec<String> = in_front(whole).chain(in_front(&part)).cloned().collect();
    for (said, again) in [(&whole.summary, &mut part.summary), (&whole.notes, &mut part.notes)] {
        if !again.is_empty() && *said == *again {
            let again = std::mem::take(again);
            let complaint = Complaint::new(Trouble::Dropped, "summary or notes said again", plain_text(again.html()));
            Complaint { letters: letters_of_html(again.html()), ..complaint }.join(&mut whole.complaints);
        }
    }
    if let Some(chapter) = part.chapters.first_mut() {
        put_before(&mut chapter.notes, part.notes, &mut whole.complaints);
        put_before(&mut chapter.summary, part.summary, &mut whole.complaints);
    }
    if let Some(chapter) = part.chapters.last_mut() {
        put_before(&mut chapter.end_notes, part.end_notes, &mut whole.complaints);
    }
    whole.chapters.append(&mut part.chapters);
    let known = whole.extra.clone();
    whole.extra.extend(part.extra.into_iter().filter(|pair| !known.contains(pair)));
    for (tags, more) in [
        (&mut whole.fandoms, part.fandoms),
        (&mut whole.relationships, part.relationships),
        (&mut whole.characters, part.characters),
        (&mut whole.additional, part.additional),
        (&mut whole.side, part.side),
        (&mut whole.gifts, part.gifts),
    ] {
        for tag in more {
            if !tags.contains(&tag) {
                tags.push(tag);
            }
        }
    }
    whole.side.retain(|tag| !in_front.contains(tag));
    let known = whole.relations.clone();
    whole.relations.extend(part.relations.into_iter().filter(|relation| !known.contains(relation)));
    whole.rating = whole.rating.max(part.rating);
    whole.updated = whole.updated.max(part.updated).max(part.published);
    whole.expected_chapters = whole.expected_chapters.or(part.expected_chapters);
    whole.proposals.extend(part.proposals);
    for complaint in part.complaints {
        complaint.join(&mut whole.complaints);
    }
}

/// Relationships and characters that are more than background.
fn in_front(manuscript: &Manuscript) -> impl Iterator<Item = &String> {
    let tags = manuscript.relationships.iter().chain(&manuscript.characters);
    tags.filter(|tag| !manuscript.side.contains(tag))
}

fn put_before(prose: &mut manuscript::Prose, before: manuscript::Prose, complaints: &mut Vec<Complaint>) {
    if prose.is_empty() {
        *prose = before;
    } else if !before.is_empty() {
        let both = format!("{}{}", before.html(), prose.html());
        *prose = manuscript::clean(&both, manuscript::Place::Notes, manuscript::Newlines::Space, complaints);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{Input, text};

    fn arrivals(files: &[(&str, &str)]) -> Vec<Arrival> {
        let read = |(name, text): &(&str, &str)| text::read(&Input { name, bytes: text.as_bytes() }).expect("a story");
        files.iter().map(read).collect()
    }

    fn shapes(files: &[(&str, &str)]) -> Vec<(String, usize)> {
        join(arrivals(files))
            .into_iter()
            .map(|arrival| (arrival.manuscript.title, arrival.manuscript.chapters.len()))
            .collect()
    }

    #[test]
    fn files_that_count_up_under_one_name_are_one_story() {
        let files = [("saved/story_ch10.txt", "Ten."), ("other.txt", "Other."), ("saved/story_ch09.txt", "Nine.")];
        assert_eq!(join(arrivals(&files)).len(), 3, "the first eight are missing");
        let files = [
            ("jam-2.txt", "Title: Jam\nAuthor: Ann\n\nTwo."),
            ("other.txt", "Other."),
            ("jam-1.txt", "Title: Jam\nAuthor: Ann\n\nOne."),
        ];
        assert_eq!(shapes(&files), [("Jam".to_owned(), 2), (Manuscript::default().title, 1)]);
        let joined = join(arrivals(&files));
        let first = joined.first().expect("a story");
        assert_eq!(first.manuscript.provenance.files, ["jam-1.txt", "jam-2.txt"], "every file in the story's order");
        assert!(first.manuscript.chapters.first().is_some_and(|chapter| chapter.body.html().contains("One.")));
        assert!(
            first
                .manuscript
                .complaints
                .iter()
                .any(|c| c.trouble == Trouble::Doubted && c.example.contains("jam-2.txt"))
        );
    }

    #[test]
    fn who_is_in_front_in_one_part_is_not_in_the_background_of_the_whole() {
        let part = |number: u32| format!("Title: Jam\nAuthor: Ann\nCharacters: Hana, Kim, Wren\n\nPart {number}.");
        let (names, parts) = (["jam-1.txt", "jam-2.txt", "jam-3.txt"], [part(1), part(2), part(3)]);
        let files: Vec<_> = names.into_iter().zip(parts.iter().map(String::as_str)).collect();
        let mut arrivals = arrivals(&files);
        for (arrival, side) in arrivals.iter_mut().zip([["Kim", "Wren"], ["Hana", "Wren"], ["Kim", "Wren"]]) {
            arrival.manuscript.side = side.map(String::from).into();
        }
        let joined = join(arrivals);
        let whole = &joined.first().expect("a story").manuscript;
        assert_eq!((whole.chapters.len(), &*whole.characters), (3, &["Hana", "Kim", "Wren"].map(String::from)[..]));
        assert_eq!(whole.side, ["Wren"]);
    }

    #[test]
    fn parts_in_headers_are_joined_under_any_file_name() {
        let files = [
            ("a.txt", "Title: The Jam (2/3)\nAuthor: Ann\nDisclaimer: Not mine.\nNotes: Late.\n\nTwo."),
            ("b.txt", "Title: The Jam (1/3)\nAuthor: Ann\nDisclaimer: Not mine.\nSummary: Fog.\n\nOne."),
            ("c.txt", "Title: The Jam (3/3)\nAuthor: Ann\nDisclaimer: Not mine.\nSummary: Fog.\n\nThree."),
        ];
        let joined = join(arrivals(&files));
        let arrival = joined.first().expect("a story");
        assert_eq!(arrival.account.difference(), 0);
        let manuscript = &arrival.manuscript;
        let notes: Vec<&str> = manuscript.chapters.iter().map(|chapter| chapter.notes.html()).collect();
        assert_eq!(notes, ["", "<p>Disclaimer: Not mine.</p><p>Late.</p>", ""], "what is said again stands there once");
        assert_eq!((manuscript.title.as_str(), manuscript.chapters.len()), ("The Jam", 3));
        assert!(manuscript.is_complete());
    }

    #[test]
    fn stories_that_only_look_alike_stay_apart() {
        let cases: &[&[(&str, &str)]] = &[
            &[("jam-1.txt", "Title: Jam\nAuthor: Ann\n\nOne."), ("jam-2.txt", "Title: Jam\nAuthor: Bo\n\nTwo.")],
            &[("jam-1.txt", "Title: Jam\nAuthor: Ann\n\nOne."), ("jam-2.txt", "Title: Toast\nAuthor: Ann\n\nTwo.")],
            &[("a/jam-1.txt", "One."), ("b/jam-2.txt", "Two.")],
            &[("jam-1.txt", "One."), ("jam-1999.txt", "Two.")],
        ];
        for files in cases {
            assert_eq!(join(arrivals(files)).len(), 2, "{files:?}");
        }
    }
}
