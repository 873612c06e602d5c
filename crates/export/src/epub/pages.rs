//! The pages of the book as XHTML.

use std::fmt::Write as _;

use manuscript::Chapter;

use crate::cover::MARK_PATH;
use crate::facts::Field;
use crate::labels;
use crate::sheet::Sheet;
use crate::xml::escape;

/// A whole page around `body`.
pub(super) fn page(sheet: &Sheet<'_>, title: &str, body_attributes: &str, body: &str) -> String {
    let [head, tail] = frame(sheet, title, body_attributes);
    format!("{head}{body}{tail}")
}

/// What stands before and after a page's body.
fn frame(sheet: &Sheet<'_>, title: &str, body_attributes: &str) -> [String; 2] {
    let tag = crate::sheet::language(sheet.manuscript);
    let head = format!(
        "<?xml version=\"1.0\" encoding=\"utf-8\"?>\n<!DOCTYPE html>\n\
         <html xmlns=\"http://www.w3.org/1999/xhtml\" xmlns:epub=\"http://www.idpf.org/2007/ops\" xml:lang=\"{tag}\" {}>\n\
         <head>\n<title>{}</title>\n<link rel=\"stylesheet\" type=\"text/css\" href=\"style.css\"/>\n</head>\n<body{body_attributes}>\n",
        sheet.language(),
        escape(title),
    );
    [head, "</body>\n</html>\n".to_owned()]
}

/// The page that shows the cover.
pub(super) fn cover(sheet: &Sheet<'_>) -> String {
    let manuscript = sheet.manuscript;
    let alt = format!("Cover: {} by {}", manuscript.title, labels::byline(&manuscript.bylines));
    let body = format!(
        "<section epub:type=\"cover\" class=\"cover\"><img src=\"cover.png\" role=\"doc-cover\" alt=\"{}\"/></section>\n",
        escape(&alt)
    );
    page(sheet, &manuscript.title, " class=\"cover\"", &body)
}

/// The title page: everything a reader wants to know before the first sentence (DL-3).
pub(super) fn title(sheet: &Sheet<'_>) -> String {
    let manuscript = sheet.manuscript;
    let mut series = String::new();
    for place in &manuscript.series {
        let _ = writeln!(series, "<div class=\"series\">{}</div>", escape(&labels::place(place)));
    }
    let body = format!(
        "<section epub:type=\"titlepage\" class=\"titlepage\" id=\"preface\">\n\
         <svg class=\"mark\" xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 100 100\" aria-hidden=\"true\">\
         <path d=\"{MARK_PATH}\" fill=\"none\" stroke=\"currentColor\" stroke-width=\"4\" stroke-linecap=\"round\" stroke-linejoin=\"round\"/></svg>\n\
         <h1>{}</h1>\n<div class=\"byline\">by {}</div>\n{series}<div class=\"meta\">\n{}{}{}{}</div>\n\
         <p class=\"message\">{}</p>\n</section>\n",
        escape(&manuscript.title),
        sheet.byline(&manuscript.bylines),
        sheet.labelled("Summary", Field::Summary, None, &manuscript.summary),
        sheet.labelled("Notes", Field::Notes, None, &manuscript.notes),
        sheet.associations(),
        sheet.tags(),
        sheet.whereabouts(),
    );
    page(sheet, &manuscript.title, "", &body)
}

/// A chapter's page before and after its text, so that the text itself can be put between unparsed.
pub(super) fn around_body(sheet: &Sheet<'_>, number: usize, chapter: &Chapter) -> [String; 2] {
    let single = labels::is_single(sheet.manuscript);
    let heading = labels::chapter_heading(number, &chapter.title);
    let title = if single { &sheet.manuscript.title } else { &heading };
    let [mut head, tail] = frame(sheet, title, "");
    let name = escape(title);
    let _ = writeln!(head, "<section epub:type=\"chapter\" role=\"doc-chapter\" aria-label=\"{name}\">");
    if !single {
        head.push_str(&chapter_head(sheet, number, chapter));
    }
    let front = [
        sheet.labelled("Chapter Summary", Field::ChapterSummary, Some(number), &chapter.summary),
        sheet.labelled("Chapter Notes", Field::ChapterNotes, Some(number), &chapter.notes),
    ]
    .concat();
    head.push_str(&framed("chapter-front", &front));
    let _ = write!(head, "<div class=\"userstuff\"{}>", Field::Body.marks(Some(number)));
    let back = sheet.labelled("Chapter End Notes", Field::ChapterEndNotes, Some(number), &chapter.end_notes);
    [head, format!("</div>\n{}</section>\n{tail}", framed("chapter-back", &back))]
}

/// Number, title, names where they differ from the work's, and the date.
fn chapter_head(sheet: &Sheet<'_>, number: usize, chapter: &Chapter) -> String {
    let title = match chapter.title.as_str() {
        "" => format!("Chapter {number}"),
        title => {
            format!("<span class=\"number\">Chapter {number}</span> <span class=\"title\">{}</span>", escape(title))
        }
    };
    let names = (!chapter.bylines.is_empty()).then(|| format!("by {}", sheet.byline(&chapter.bylines)));
    let date = chapter.published.map(|day| format!("<time datetime=\"{day}\">{day}</time>"));
    let facts: Vec<_> = names.into_iter().chain(date).collect();
    let facts =
        if facts.is_empty() { String::new() } else { format!("<p class=\"facts\">{}</p>\n", facts.join(" · ")) };
    format!("<header class=\"chapter-head\">\n<h1>{title}</h1>\n{facts}</header>\n")
}

fn framed(class: &str, content: &str) -> String {
    if content.is_empty() { String::new() } else { format!("<div class=\"{class}\">\n{content}</div>\n") }
}

/// End notes, the works it inspired and the way back to the archive; never names the author (DL-3).
pub(super) fn afterword(sheet: &Sheet<'_>) -> String {
    let body = format!(
        "<section epub:type=\"afterword\" role=\"doc-afterword\" id=\"afterword\" aria-label=\"Afterword\">\n{}{}\
         <p class=\"ornament\">⁂</p>\n<p class=\"message\">{}</p>\n</section>\n",
        sheet.labelled("End Notes", Field::EndNotes, None, &sheet.manuscript.end_notes),
        sheet.inspired(),
        sheet.whereabouts(),
    );
    page(sheet, "Afterword", "", &body)
}
