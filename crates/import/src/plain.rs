//! The plain texts of a story that was read: titles, names, tags. Files with data in them (JSON, our own pages) and control
//! words can say any character; none may come in that no page, book or database can hold (SAN-10).

use manuscript::{Byline, Complaint, Manuscript, Relation, SeriesPlace, Trouble};

/// Takes away what no plain text may hold, and gives a story without a title the one that such stories have (IMP-5).
pub(crate) fn mend(manuscript: &mut Manuscript) {
    let broken: usize = texts(manuscript).into_iter().map(without_controls).sum();
    if broken > 0 {
        let complaint = Complaint::new(Trouble::Changed, "control character", "");
        Complaint { times: broken as u64, ..complaint }.join(&mut manuscript.complaints);
    }
    if manuscript.title.trim().is_empty() {
        manuscript.title = Manuscript::default().title;
    }
}

/// Takes control characters out of a text; gives how many there were.
fn without_controls(text: &mut String) -> usize {
    let is_broken = |c: char| c.is_control() && !matches!(c, '\n' | '\t') || matches!(c, '\u{fffe}' | '\u{ffff}');
    let broken = text.chars().filter(|c| is_broken(*c)).count();
    if broken > 0 {
        text.retain(|c| !is_broken(c));
    }
    broken
}

fn texts(manuscript: &mut Manuscript) -> Vec<&mut String> {
    let m = manuscript;
    let mut texts = vec![&mut m.title, &mut m.language];
    let tags = [&mut m.fandoms, &mut m.relationships, &mut m.characters, &mut m.additional, &mut m.side];
    for list in tags.into_iter().chain([&mut m.collections, &mut m.gifts]) {
        texts.extend(list);
    }
    for Relation { title, byline, url, language, .. } in &mut m.relations {
        texts.extend([title, byline].into_iter().chain(url).chain(language));
    }
    texts.extend(m.provenance.url.iter_mut().chain(&mut m.provenance.publisher));
    texts.extend(m.extra.iter_mut().flat_map(|(key, value)| [key, value]));
    for SeriesPlace { title, url, .. } in &mut m.series {
        texts.extend([title].into_iter().chain(url));
    }
    let mut bylines: Vec<&mut Byline> = m.bylines.iter_mut().collect();
    for chapter in &mut m.chapters {
        texts.push(&mut chapter.title);
        bylines.extend(&mut chapter.bylines);
    }
    texts.extend(
        bylines.into_iter().flat_map(|Byline { name, account, url }| [name].into_iter().chain(account).chain(url)),
    );
    texts
}

#[cfg(test)]
mod tests {
    use manuscript::{Chapter, Newlines, Place, clean};

    use super::*;
    use crate::{Input, read};

    /// A story that came in as our own JSON, which says any character.
    fn read_json(story: &Manuscript) -> Manuscript {
        let bytes = serde_json::to_vec(story).unwrap();
        read(Input { name: "story.json", bytes: &bytes }).unwrap().remove(0).manuscript
    }

    fn story() -> Manuscript {
        let body = clean("<p>Jam.</p>", Place::Body, Newlines::Space, &mut Vec::new());
        Manuscript { chapters: vec![Chapter { body, ..Chapter::default() }], ..Manuscript::default() }
    }

    #[test]
    fn no_control_character_comes_in_with_a_title_a_name_or_a_tag() {
        let mut sent = story();
        for text in texts(&mut sent) {
            text.push_str("a\0b\u{1b}\u{ffff}");
        }
        sent.fandoms.push("F\u{7f}".to_owned());
        sent.bylines.push(Byline { name: "\0ana".to_owned(), account: Some("a\r".to_owned()), url: None });
        sent.extra.push(("Beta\0".to_owned(), "bo\ncy".to_owned()));
        let read = read_json(&sent);
        assert_eq!((read.title.as_str(), read.chapters[0].title.as_str()), ("Untitled Imported Workab", "ab"));
        assert_eq!((read.fandoms[0].as_str(), read.bylines[0].name.as_str()), ("F", "ana"));
        assert_eq!(read.bylines[0].account.as_deref(), Some("a"));
        assert_eq!(read.extra, [("Beta".to_owned(), "bo\ncy".to_owned())]);
        assert!(read.complaints.iter().any(|complaint| complaint.what == "control character"));
    }

    #[test]
    fn a_title_of_nothing_is_none() {
        for title in ["", " \t", "\0"] {
            let read = read_json(&Manuscript { title: title.to_owned(), ..story() });
            assert_eq!(read.title, Manuscript::default().title, "{title:?}");
        }
    }
}
