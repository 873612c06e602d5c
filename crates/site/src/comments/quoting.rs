//! Quoting the text of a chapter without script: its paragraphs with their numbers, each with a link to the box that has it quoted. With
//! script a passage is chosen in the text itself.

use archive::{ChapterId, WorkId, reading, works};
use askama::Template;
use axum::http::StatusCode;

use super::{
    place::{Place, Spot},
    say::Draft,
    show::{CommentsPage, Floor},
};
use crate::{Answer, Cx, Page, Problem, address, form::Slips, path::AtBoth, works::gate};

/// Which paragraph is quoted, from 1.
pub(super) const QUOTE: &str = "quote";

/// Consent to adult content, as the question before it asks for it.
pub(super) const CONSENT: &str = "view_adult";

/// Letters of a paragraph that the list shows.
const SHOWN: usize = 160;

/// Letters that are quoted at most: some are left for what is said of them.
const QUOTED: usize = 4_000;

#[derive(Template)]
#[template(path = "comments/quoting.html")]
struct QuotingPage<'a> {
    cx: &'a Cx,
    title: &'a str,
    chapter: String,
    /// Where the box is.
    comments: String,
    /// What links say of a consent that was given in this address and perhaps in no cookie.
    consent: &'static str,
    /// Numbers and beginnings of the paragraphs that have words.
    paragraphs: Vec<(usize, String)>,
}

pub(super) async fn show(cx: Cx, AtBoth(id, chapter): AtBoth<WorkId, ChapterId>) -> Answer {
    let (viewer, asked, place, spot) = (cx.viewer, cx.work(id), Place::Work(id), Spot::Chapter(chapter));
    let read = cx.archive().read(move |tx| {
        let work = works::show(&viewer, tx, asked.clone())?;
        let text = works::chapter(&work, tx, chapter)?.text.text()?;
        Ok((work, reading::paragraphs(&text)))
    });
    let (work, paragraphs) = read.await?;
    if gate::asks(&cx, &work.card) {
        return gate::page(&cx, &work.card);
    }
    let words = paragraphs.into_iter().map(|paragraph| paragraph.text.trim().to_owned()).zip(1..);
    let mut words = words.filter(|(text, _)| !text.is_empty());
    if let Some(number) = cx.asked(QUOTE) {
        let wanted = number.parse::<usize>().ok();
        let (text, _) = words.find(|(_, at)| Some(*at) == wanted).ok_or(Problem::NotFound)?;
        return filled(&cx, &place, spot, &text).await;
    }

    let consent = if cx.is_asked(CONSENT) { "&view_adult=true" } else { "" };
    let paragraphs = words.map(|(text, at)| (at, cut(&text, SHOWN))).collect();
    let (chapter, comments) = (address::chapter(&id, &chapter), spot.address(&place));
    let page = QuotingPage { cx: &cx, title: &work.card.title, chapter, comments, consent, paragraphs };
    Page::new(cx.say.of("quoting-of", &work.card.title), page).hidden_from_search_engines().for_some().for_one(&cx)
}

/// The conversation, with a paragraph in the box.
async fn filled(cx: &Cx, place: &Place, spot: Spot, text: &str) -> Answer {
    let of_chapter = Floor::read(cx, place, spot, 1).await?;
    // Of a work of one chapter is spoken on one page, where what was typed before is kept.
    let (floor, spot) = if of_chapter.is_of_one_chapter() {
        (Floor::read(cx, place, Spot::Whole, 1).await?, Spot::Whole)
    } else {
        (of_chapter, spot)
    };
    let (empty, slips) = (Draft::default(), Slips::none());
    let draft = Draft { text: quoted(text), ..Draft::default() };
    let page = CommentsPage::new(cx, &floor, spot, (&empty, &slips));
    // Where nothing can be said there is no box, and the page says why.
    let is_open = page.silence().is_none();
    let page = if is_open { CommentsPage::new(cx, &floor, spot, (&draft, &slips)) } else { page };
    page.answer(None, StatusCode::OK)
}

/// A paragraph as a comment quotes it.
fn quoted(text: &str) -> String {
    format!("<blockquote>{}</blockquote>\n", manuscript::escaped(&cut(text, QUOTED)))
}

/// A text, or its beginning where it is longer than so many letters.
fn cut(text: &str, most: usize) -> String {
    match text.char_indices().nth(most) {
        Some((at, _)) => text.get(..at).unwrap_or_default().trim_end().to_owned() + "…",
        None => text.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_quoted_is_text_and_no_markup_and_not_longer_than_a_comment() {
        assert_eq!(quoted("1 < 2 & \"so\""), "<blockquote>1 &lt; 2 &amp; \"so\"</blockquote>\n");
        assert_eq!(cut("雨が降った", 2), "雨が…");
        assert_eq!(cut("rain", 4), "rain");
        assert!(quoted(&"x".repeat(90_000)).len() < 5_000);
    }
}
