//! Where in the text of a found work stands what was looked for: a line of it, with the words marked.
//!
//! Made of posted chapters of works that have passed the gate, for the works of one page only, and within a limit of what
//! is read for it: a line is a kindness, and no list waits for it.

use std::collections::HashMap;

use super::wording::Worded;
use crate::works::WorkCard;
use crate::{ChapterId, Result, Tx, WorkId};

/// A line of a text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Passage {
    /// The chapter it stands in.
    pub chapter: ChapterId,
    /// What stands before what was looked for, on the same line.
    pub before: String,
    /// What was looked for, as it stands there.
    pub marked: String,
    /// What stands behind it.
    pub after: String,
}

/// The lines in which works have what was looked for in texts; of few or none, where that would take long.
#[cfg(not(feature = "words"))]
#[expect(clippy::unnecessary_wraps, reason = "with words it can fail")]
pub(super) fn passages(_: &Tx<'_>, _: &Worded, _: &[&WorkCard]) -> Result<HashMap<WorkId, Passage>> {
    Ok(HashMap::new())
}

#[cfg(feature = "words")]
pub(super) fn passages(tx: &Tx<'_>, worded: &Worded, cards: &[&WorkCard]) -> Result<HashMap<WorkId, Passage>> {
    let (mut lines, mut left) = (HashMap::new(), reading::MOST);
    let Some(texts) = &worded.texts else { return Ok(lines) };
    for seek in &worded.in_texts {
        let still: Vec<&WorkCard> = cards.iter().copied().filter(|card| !lines.contains_key(&card.id)).collect();
        if still.is_empty() {
            break;
        }
        // A list does without lines where its index fails.
        let Ok(standing) = reading::chapters(texts, seek, &still) else { break };
        for card in still {
            let Some(chapters) = standing.get(&card.id) else { continue };
            let line = reading::line(tx, (card, chapters), seek, &mut left)?;
            lines.extend(line.map(|line| (card.id, line)));
        }
    }
    Ok(lines)
}

#[cfg(feature = "words")]
mod reading {
    use std::collections::HashMap;
    use std::ops::Range;

    use finder::{Seek, StorySeeker};

    use super::Passage;
    use crate::search::library::broken;
    use crate::works::{self, WorkCard};
    use crate::{ChapterId, Result, Tx, WorkId};

    /// Bytes of HTML that are read for the lines of one page.
    pub(super) const MOST: u64 = 1_500_000;

    /// Letters of a line on each side, and of what is marked.
    const AROUND: usize = 70;
    const MARKED: usize = 200;

    /// The chapters in which it stands, of each of these works.
    pub(super) fn chapters(
        texts: &StorySeeker,
        seek: &Seek,
        cards: &[&WorkCard],
    ) -> Result<HashMap<WorkId, Vec<ChapterId>>> {
        let ids: Vec<finder::WorkId> = cards.iter().map(|card| finder::WorkId(card.id.number() as u64)).collect();
        let mut chapters: HashMap<WorkId, Vec<ChapterId>> = HashMap::new();
        for (work, chapter) in texts.chapters(seek, &ids).map_err(broken)? {
            chapters.entry(WorkId::new(work.0 as i64)).or_default().push(ChapterId::new(chapter as i64));
        }
        Ok(chapters)
    }

    pub(super) fn line(
        tx: &Tx<'_>,
        (card, chapters): (&WorkCard, &[ChapterId]),
        seek: &Seek,
        left: &mut u64,
    ) -> Result<Option<Passage>> {
        let Some(read) = works::first_of(card, tx, chapters, *left)? else { return Ok(None) };
        *left = left.saturating_sub(read.length);
        let at = finder::passage(&read.text, &card.language, seek);
        Ok(at.map(|at| cut(read.chapter, &read.text, at)))
    }

    fn cut(chapter: ChapterId, text: &str, at: Range<usize>) -> Passage {
        let part = |range: Range<usize>| text.get(range).unwrap_or_default();
        // A line goes over no end of a paragraph.
        let before = part(0..at.start).rsplit('\n').next().unwrap_or_default();
        let after = part(at.end..text.len()).split('\n').next().unwrap_or_default();
        let marked: String = part(at).split_whitespace().collect::<Vec<_>>().join(" ");
        Passage {
            chapter,
            before: last_letters(before),
            marked: marked.chars().take(MARKED).collect(),
            after: first_letters(after),
        }
    }

    /// The end of a text, from the beginning of a word.
    fn last_letters(text: &str) -> String {
        let Some((from, _)) = text.char_indices().rev().nth(AROUND) else { return text.to_owned() };
        let end = text.get(from..).unwrap_or_default();
        let end = end.split_once(char::is_whitespace).map_or(end, |(_, end)| end);
        format!("…{end}")
    }

    /// The beginning of a text, to the end of a word.
    fn first_letters(text: &str) -> String {
        let Some((to, _)) = text.char_indices().nth(AROUND) else { return text.to_owned() };
        let start = text.get(..to).unwrap_or_default();
        let start = start.rsplit_once(char::is_whitespace).map_or(start, |(start, _)| start);
        format!("{start}…")
    }

    #[cfg(test)]
    mod tests {
        use super::*;

        #[test]
        fn a_line_is_cut_between_words_and_stays_in_its_paragraph() {
            let long = "word ".repeat(40);
            let text = format!("First.\n\n{long}a dog\nin the night {long}\n\nLast.");
            let start = text.find("a dog").unwrap();
            let passage = cut(ChapterId::new(1), &text, start..start + "a dog\nin the night".len());
            assert_eq!(passage.marked, "a dog in the night");
            assert!(passage.before.starts_with("…word word") && passage.before.ends_with("word "), "{passage:?}");
            assert!(passage.after.starts_with(" word") && passage.after.ends_with("word…"), "{passage:?}");
            let short = cut(ChapterId::new(1), "It was.\n\nA dog barked.\n\nMore.", 11..14);
            assert_eq!((short.before.as_str(), short.marked.as_str(), short.after.as_str()), ("A ", "dog", " barked."));
        }
    }
}
