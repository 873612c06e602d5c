//! The stories in a plain ZIP of files: each file goes to its own reader, chapter files of one story are joined.
//!
//! A file that is no story does not stop the others: it is named in a complaint of the first story that was read.

use manuscript::{Complaint, Trouble};

use super::Bundle;
use crate::detect::{self, Kind};
use crate::{Arrival, Input, Refusal, joining};

/// Endings of files that belong to a saved page or a program and hold no story, though some of them are text.
const FURNITURE: &[&str] = &[
    "css", "js", "json", "xml", "svg", "ttf", "otf", "woff", "woff2", "ico", "db", "ini", "jpg", "jpeg", "png", "gif",
];

/// The file by which a ZIP of everything that belongs to somebody is known. Foolscap writes it.
pub const BELONGINGS: &str = "foolscap.json";

/// The folder of such a ZIP that holds the stories, each once; everything else in it is for people to read.
pub const MANUSCRIPTS: &str = "manuscripts/";

/// Reads every story in a plain ZIP of files; chapter files of one story are joined. Of what Foolscap has given somebody to
/// take away, the manuscripts are read and nothing else.
///
/// # Errors
/// The refusal of the ZIP itself, or [`Refusal::NoStory`] when none of its files is a story.
pub fn read(input: &Input<'_>) -> Result<Vec<Arrival>, Refusal> {
    let bundle = Bundle::open(input.bytes)?;
    let is_own = bundle.has(BELONGINGS);
    let mut arrivals = Vec::new();
    let mut refused = Vec::new();
    for name in bundle.names().filter(|name| if is_own { name.starts_with(MANUSCRIPTS) } else { !is_litter(name) }) {
        match read_one(&bundle, input.name, name) {
            Ok(stories) => arrivals.extend(stories),
            Err(refusal) => refused.push(Complaint::new(
                Trouble::Doubted,
                "file in the ZIP that was not read",
                format!("{name}: {refusal}"),
            )),
        }
    }

    let mut arrivals = joining::join(arrivals);
    let Some(first) = arrivals.first_mut() else { return Err(no_story(&refused)) };
    for complaint in refused {
        complaint.join(&mut first.manuscript.complaints);
    }
    Ok(arrivals)
}

/// Reads the stories of one file in a bundle that stands in no other bundle (see [`super::NESTING`]).
fn read_one(bundle: &Bundle<'_>, outer: &str, name: &str) -> Result<Vec<Arrival>, Refusal> {
    if is_furniture(name) && !bundle.has(BELONGINGS) {
        return Err(Refusal::Unknown("a part of a page or a program".to_owned()));
    }
    let bytes = bundle.read(name)?;
    let full_name = format!("{outer}!/{name}");
    let input = Input { name: &full_name, bytes: &bytes };
    if detect::kind(&input)? == Kind::Bundle {
        return Err(Refusal::Unsafe("a ZIP inside a ZIP is not opened; unpack the outer one first".to_owned()));
    }
    crate::read(input)
}

fn no_story(refused: &[Complaint]) -> Refusal {
    match refused {
        [] => Refusal::NoStory("the ZIP is empty".to_owned()),
        [first, ..] => Refusal::NoStory(format!("no file in the ZIP could be read ({})", first.example)),
    }
}

/// Whether a file is what an operating system leaves lying about.
fn is_litter(name: &str) -> bool {
    let last = name.rsplit('/').next().unwrap_or(name);
    name.starts_with("__MACOSX/") || last.starts_with('.') || last.eq_ignore_ascii_case("thumbs.db")
}

fn is_furniture(name: &str) -> bool {
    let ending = name.rsplit_once('.').map_or("", |(_, ending)| ending);
    FURNITURE.iter().any(|known| known.eq_ignore_ascii_case(ending))
}

#[cfg(test)]
mod tests {
    use super::super::tests::zip_of;
    use super::*;

    type Files<'f> = &'f [(&'f str, &'f [u8])];

    #[test]
    fn every_story_in_a_zip_is_read_and_what_is_none_is_named() {
        let bytes = zip_of(&[
            ("ferry.txt", b"Title: The Ferry\nAuthor: ana\n\nIt rained.\n"),
            ("notes/jam.rtf", b"{\\rtf1 Jam and toast.}"),
            ("cover.jpg", b"\xff\xd8\xff\xe0"),
        ]);
        let arrivals = read(&Input { name: "all.zip", bytes: &bytes }).expect("two stories");
        let files: Vec<_> = arrivals.iter().map(|arrival| arrival.manuscript.provenance.file.as_str()).collect();
        assert_eq!(files, ["all.zip!/ferry.txt", "all.zip!/notes/jam.rtf"]);
        let named: Vec<_> = arrivals.iter().flat_map(|arrival| &arrival.manuscript.complaints).collect();
        assert!(named.iter().any(|complaint| complaint.example.starts_with("cover.jpg")), "{named:?}");
    }

    #[test]
    fn of_what_somebody_took_away_the_manuscripts_are_read_and_nothing_else() {
        let story = |title: &str| {
            let body = "<p>The fog came up the river.</p>";
            let body = manuscript::clean(body, manuscript::Place::Body, manuscript::Newlines::Space, &mut Vec::new());
            let chapters = vec![manuscript::Chapter { body, ..Default::default() }];
            let story = manuscript::Manuscript { title: title.to_owned(), chapters, ..Default::default() };
            serde_json::to_vec(&story).expect("it is written")
        };
        let (one, two) = (story("Part 1"), story("Part 2"));
        let bytes = zip_of(&[
            (BELONGINGS, b"{}"),
            ("works/one.html", b"<html><body><p>The fog came up the river.</p></body></html>"),
            ("manuscripts/part-1.json", &one),
            ("manuscripts/part-2.json", &two),
        ]);
        let arrivals = read(&Input { name: "ana.zip", bytes: &bytes }).expect("two stories");
        let titles: Vec<_> = arrivals.iter().map(|arrival| arrival.manuscript.title.as_str()).collect();
        assert_eq!(titles, ["Part 1", "Part 2"], "none is joined to another");
        assert!(arrivals.iter().all(|arrival| arrival.manuscript.complaints.is_empty()));
    }

    #[test]
    fn a_zip_without_a_story_says_why() {
        let inner = zip_of(&[("a.txt", b"The fog came.")]);
        let cases: [(Files<'_>, &str); 4] = [
            (&[], "empty"),
            (&[("__MACOSX/._a.txt", b"x"), (".DS_Store", b"x")], "empty"),
            (&[("style.css", b"p { color: red }")], "style.css"),
            (&[("inner.zip", &inner)], "ZIP inside a ZIP"),
        ];
        for (files, word) in cases {
            let bytes = zip_of(files);
            let refusal = read(&Input { name: "all.zip", bytes: &bytes }).expect_err("no story");
            assert!(matches!(&refusal, Refusal::NoStory(why) if why.contains(word)), "{refusal}");
        }
    }
}
