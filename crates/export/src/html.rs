//! One HTML file in the structure of an AO3 download, so that every tool that reads those reads ours.
//!
//! `#preface`, `dl.tags` with the known labels, `#chapters.userstuff`, `#afterword` (`spec/formats.md` §2.1). Beside it the
//! facts as data ([`crate::facts`]). The file is valid HTML, needs nothing from elsewhere, and runs nothing.

use std::io;

use manuscript::{Chapter, Manuscript};

use crate::facts::Field;
use crate::sheet::Sheet;
use crate::xhtml::Target;
use crate::xml::escape;
use crate::{Imprint, facts, labels};

/// Writes a manuscript as one HTML file.
pub(crate) fn write(manuscript: &Manuscript, imprint: &Imprint, to: &mut dyn io::Write) -> io::Result<()> {
    let sheet = Sheet::new(manuscript, imprint, Target::Browser);
    to.write_all(head(&sheet)?.as_bytes())?;
    to.write_all(preface(&sheet).as_bytes())?;
    to.write_all(b"<div id=\"chapters\" class=\"userstuff\">\n")?;
    for (at, chapter) in manuscript.chapters.iter().enumerate() {
        let text = if labels::is_single(manuscript) {
            single_chapter(&sheet, chapter)
        } else {
            one_of_many(&sheet, at + 1, chapter)
        };
        to.write_all(text.as_bytes())?;
    }
    to.write_all(b"</div>\n")?;
    to.write_all(afterword(&sheet).as_bytes())
}

/// `<title>` is `Title - Author - Fandom`, as AO3's is.
fn head(sheet: &Sheet<'_>) -> io::Result<String> {
    let manuscript = sheet.manuscript;
    let fandoms = match manuscript.fandoms.len() {
        0 => "No fandom specified".to_owned(),
        1..=3 => manuscript.fandoms.join(", "),
        _ => "Multifandom".to_owned(),
    };
    let title = format!("{} - {} - {fandoms}", manuscript.title, labels::byline(&manuscript.bylines));
    Ok(format!(
        "<!DOCTYPE html>\n<html {}>\n<head>\n<meta charset=\"utf-8\" />\n\
         <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\" />\n<meta name=\"generator\" content=\"Foolscap\" />\n\
         <title>{}</title>\n<style>\n{}</style>\n<script type=\"application/json\" id=\"foolscap\">{}</script>\n</head>\n<body>\n",
        sheet.language(),
        escape(&title),
        include_str!("html.css"),
        facts::json_in_html(manuscript)?,
    ))
}

fn preface(sheet: &Sheet<'_>) -> String {
    let manuscript = sheet.manuscript;
    let title = escape(&manuscript.title);
    let more = if manuscript.end_notes.is_empty() {
        ""
    } else {
        "<div class=\"endnote-link\">See the end of the work for <a href=\"#endnotes\">more notes</a></div>\n"
    };
    format!(
        "<div id=\"preface\">\n<h2 class=\"toc-heading\">Preface</h2>\n<p class=\"message\"><b>{title}</b><br />\n{}</p>\n\
         <div class=\"meta\">\n{}<h1>{title}</h1>\n<div class=\"byline\">by {}</div>\n{}{}{more}{}</div>\n</div>\n",
        sheet.whereabouts(),
        sheet.tags(),
        sheet.byline(&manuscript.bylines),
        sheet.labelled("Summary", Field::Summary, None, &manuscript.summary),
        sheet.labelled("Notes", Field::Notes, None, &manuscript.notes),
        sheet.associations(),
    )
}

/// The only chapter of a work that will have no other: no heading of its own (CHAP-8, DL-4).
fn single_chapter(sheet: &Sheet<'_>, chapter: &Chapter) -> String {
    format!(
        "<h2 class=\"toc-heading\">{}</h2>\n{}{}{}{}",
        escape(&sheet.manuscript.title),
        sheet.labelled("Chapter Summary", Field::ChapterSummary, Some(1), &chapter.summary),
        sheet.labelled("Chapter Notes", Field::ChapterNotes, Some(1), &chapter.notes),
        body(sheet, 1, chapter),
        sheet.labelled("Chapter End Notes", Field::ChapterEndNotes, Some(1), &chapter.end_notes),
    )
}

fn one_of_many(sheet: &Sheet<'_>, number: usize, chapter: &Chapter) -> String {
    let heading = labels::chapter_heading(number, &chapter.title);
    let names = if chapter.bylines.is_empty() {
        String::new()
    } else {
        format!("<p class=\"byline\">Chapter by {}</p>\n", sheet.byline(&chapter.bylines))
    };
    let date = chapter
        .published
        .map_or_else(String::new, |day| format!("<p class=\"facts\"><time datetime=\"{day}\">{day}</time></p>\n"));
    let back = sheet.labelled("Chapter End Notes", Field::ChapterEndNotes, Some(number), &chapter.end_notes);
    let (more, back) = if back.is_empty() {
        (String::new(), String::new())
    } else {
        (
            format!(
                "<div class=\"endnote-link\">See the end of the chapter for <a href=\"#endnotes{number}\">more notes</a></div>\n"
            ),
            format!("<div class=\"meta\" id=\"endnotes{number}\">\n{back}</div>\n"),
        )
    };
    format!(
        "<div class=\"meta group\">\n<h2 class=\"heading\">{}</h2>\n{names}{date}{}{}{more}</div>\n{}{back}",
        escape(&heading),
        sheet.labelled("Chapter Summary", Field::ChapterSummary, Some(number), &chapter.summary),
        sheet.labelled("Chapter Notes", Field::ChapterNotes, Some(number), &chapter.notes),
        body(sheet, number, chapter),
    )
}

fn body(sheet: &Sheet<'_>, number: usize, chapter: &Chapter) -> String {
    let marks = Field::Body.marks(Some(number));
    let html = sheet.fit(Field::Body, Some(number), chapter.body.html());
    format!("<!--chapter content-->\n<div class=\"userstuff\"{marks}>{html}</div>\n<!--/chapter content-->\n")
}

fn afterword(sheet: &Sheet<'_>) -> String {
    let notes = sheet.labelled("End Notes", Field::EndNotes, None, &sheet.manuscript.end_notes);
    let notes = if notes.is_empty() { notes } else { format!("<div id=\"endnotes\">\n{notes}</div>\n") };
    format!(
        "<div id=\"afterword\">\n<h2 class=\"toc-heading\">Afterword</h2>\n<div class=\"meta\">\n{notes}{}</div>\n\
         <p class=\"message\">{}</p>\n</div>\n</body>\n</html>\n",
        sheet.inspired(),
        sheet.whereabouts()
    )
}

#[cfg(test)]
mod tests {
    use manuscript::{Byline, Newlines, Place, Prose, clean};

    use super::*;

    fn prose(html: &str) -> Prose {
        clean(html, Place::Body, Newlines::Space, &mut Vec::new())
    }

    fn written(manuscript: &Manuscript) -> String {
        let imprint = Imprint {
            archive: "The Test Archive".into(),
            address: Some("https://archive.example/works/7".into()),
            modified: jiff::Timestamp::UNIX_EPOCH,
        };
        let mut out = Vec::new();
        write(manuscript, &imprint, &mut out).unwrap();
        String::from_utf8(out).unwrap()
    }

    fn story() -> Manuscript {
        Manuscript {
            title: "The <Lamp>".into(),
            fandoms: vec!["Alice & Co.".into()],
            end_notes: prose("<p>Bye.</p>"),
            chapters: vec![Chapter { title: "One".into(), body: prose("<p>First.</p>"), ..Chapter::default() }],
            ..Manuscript::default()
        }
    }

    #[test]
    fn tools_for_ao3_find_their_landmarks() {
        let html = written(&story());
        for wanted in [
            "<title>The &lt;Lamp&gt; - Anonymous - Alice &amp; Co.</title>",
            "<div id=\"preface\">",
            "<dl class=\"tags\">",
            "<dt>Fandom:</dt>\n<dd class=\"fandom\"><a class=\"tag\" href=\"https://archive.example/tags/Alice%20*a*%20Co*d*\">Alice &amp; Co.</a></dd>",
            "Chapters: 1/?",
            "<div id=\"chapters\" class=\"userstuff\">",
            "<h2 class=\"heading\">Chapter 1: One</h2>",
            "<div id=\"afterword\">",
            "<div id=\"endnotes\">",
        ] {
            assert!(html.contains(wanted), "{wanted} is not in {html}");
        }
    }

    #[test]
    fn a_name_leads_to_its_page_only_by_a_whole_address() {
        let byline = |url: &str| Byline { name: "ana".into(), account: None, url: Some(url.into()) };
        let mut story = story();
        story.bylines = vec![byline("https://x.example/ana"), byline("javascript:alert(1)")];
        let html = written(&story);
        assert!(html.contains("by <a rel=\"author\" href=\"https://x.example/ana\">ana</a>, ana<"), "{html}");
    }
}
