//! The JSON that Foolscap writes: a manuscript whole.
//!
//! A file may have been changed by anybody, so every prose in it goes through the cleaner like any other HTML. What
//! earlier readers complained of is about other files and is left behind.

use manuscript::{Complaint, Manuscript, Newlines, Place, Prose, clean, letters_of_html};

use crate::{Account, Arrival, Input, Refusal, account, charset};

/// The format's name in a provenance.
pub(crate) const FORMAT: &str = "Foolscap (JSON)";

/// Whether a text is JSON at all, and whether it looks like a manuscript.
pub(crate) fn looks(sample: &str) -> Option<bool> {
    let sample = sample.trim_start();
    let is_json = sample.strip_prefix('{').is_some_and(|rest| rest.trim_start().starts_with('"'));
    is_json
        .then(|| sample.contains("\"title\"") && sample.contains("\"provenance\"") || sample.contains("\"chapters\""))
}

/// Reads a manuscript.
pub fn read(input: &Input<'_>) -> Result<Arrival, Refusal> {
    let text = charset::decode_own(input.bytes).text;
    let mut story: Manuscript = serde_json::from_str(&text)
        .map_err(|error| Refusal::Damaged(format!("it is JSON, but not a story as Foolscap writes it: {error}")))?;
    if story.chapters.is_empty() {
        return Err(Refusal::NoStory("it has no chapters".to_owned()));
    }
    story.complaints.clear();
    let seen = account::story_letters(&story);
    let mut complaints = Vec::new();
    for (place, prose) in proses(&mut story) {
        let before = prose.html().to_owned();
        *prose = cleaned(&before, place, &mut complaints);
    }
    story.complaints = complaints;
    FORMAT.clone_into(&mut story.provenance.format);
    input.name.clone_into(&mut story.provenance.file);
    let account = Account::of(&story, seen, 0);
    Ok(Arrival { manuscript: story, account })
}

/// Every prose of a manuscript with the place it stands in.
fn proses(story: &mut Manuscript) -> Vec<(Place, &mut Prose)> {
    let work =
        [(Place::Summary, &mut story.summary), (Place::Notes, &mut story.notes), (Place::Notes, &mut story.end_notes)];
    let chapters = story.chapters.iter_mut().flat_map(|chapter| {
        [
            (Place::Summary, &mut chapter.summary),
            (Place::Notes, &mut chapter.notes),
            (Place::Body, &mut chapter.body),
            (Place::Notes, &mut chapter.end_notes),
        ]
    });
    work.into_iter().chain(chapters).collect()
}

/// The letters of what the cleaner names as dropped are counted as it sees them; what it does not see was never text.
fn cleaned(html: &str, place: Place, complaints: &mut Vec<Complaint>) -> Prose {
    if letters_of_html(html) == 0 && !html.contains('<') {
        return Prose::default();
    }
    clean(html, place, Newlines::Space, complaints)
}

#[cfg(test)]
mod tests {
    use manuscript::Chapter;

    use super::*;

    fn story(body: &str) -> Manuscript {
        let body = clean(body, Place::Body, Newlines::Space, &mut Vec::new());
        let chapters = vec![Chapter { title: "Fog".to_owned(), body, ..Chapter::default() }];
        Manuscript {
            title: "Jam".to_owned(),
            fandoms: vec!["Sherlock Holmes".to_owned()],
            chapters,
            ..Manuscript::default()
        }
    }

    fn read_text(text: &str) -> Result<Arrival, Refusal> {
        read(&Input { name: "jam.json", bytes: text.as_bytes() })
    }

    #[test]
    fn a_manuscript_comes_back_as_it_was() {
        let story = story("<p>The <em>fog</em> came up the river.</p><hr /><p>Jam.</p>");
        let arrival = read_text(&serde_json::to_string(&story).unwrap()).unwrap();
        assert_eq!(arrival.manuscript.story(), story.story());
        assert_eq!(arrival.account.difference(), 0);
    }

    #[test]
    fn html_that_somebody_wrote_into_the_file_is_cleaned_and_named() {
        let text = serde_json::to_string(&story("<p>Jam and toast.</p>")).unwrap();
        let arrival =
            read_text(&text.replace("<p>Jam and", "<p onclick='x()'>Jam<script>evil()</script> and")).unwrap();
        assert_eq!(arrival.manuscript.chapters[0].body.html(), "<p>Jam and toast.</p>");
        assert!(arrival.manuscript.complaints.iter().any(|complaint| complaint.what.contains("script")));
    }

    #[test]
    fn other_json_and_cut_json_are_refused_in_words() {
        let text = serde_json::to_string(&story("<p>Jam.</p>")).unwrap();
        let cut = text.get(..text.len() / 2).unwrap();
        for broken in [cut, "{\"title\": 3}", "{\"title\": \"Jam\", \"chapters\": []}"] {
            assert!(matches!(read_text(broken), Err(Refusal::Damaged(_) | Refusal::NoStory(_))), "{broken}");
        }
    }
}
