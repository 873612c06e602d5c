//! The chapters of a work: the index, and one of them as a page (CHAP-7).

use archive::{
    ChapterId, Error, WorkId, kudos,
    works::{self as ground, ChapterEntry, WorkCard},
};
use askama::Template;

use super::{
    gate::{self, GONE},
    show::{WorkShowPage, asks_for_all},
};
use crate::{
    Answer, Cx, Page, address,
    path::{At, AtBoth},
    relations::Related,
};

/// Every chapter with its date.
#[derive(Template)]
#[template(path = "works/chapters.html")]
struct ChapterIndexPage<'a> {
    cx: &'a Cx,
    card: &'a WorkCard,
    index: Vec<ChapterEntry>,
}

pub(super) async fn index(cx: Cx, At(id): At<WorkId>) -> Answer {
    let (viewer, asked) = (cx.viewer, cx.work(id));
    let (work, index) = cx
        .archive()
        .read(move |tx| {
            let work = ground::show(&viewer, tx, asked.clone())?;
            let index = ground::index(&work, tx)?;
            Ok((work, index))
        })
        .await?;

    let title = cx.say.of("chapter-index-of", &work.card.title);
    let page = ChapterIndexPage { cx: &cx, card: &work.card, index };

    Page::new(title, page).about(&work.card).answer(&cx)
}

pub(super) async fn show(cx: Cx, AtBoth(id, chapter): AtBoth<WorkId, ChapterId>) -> Answer {
    let (viewer, asked) = (cx.viewer, cx.work(id));
    let (work, index, chapter, kudos, related) = cx
        .archive()
        .read(move |tx| {
            let work = ground::show(&viewer, tx, asked.clone())?;
            let index = ground::index(&work, tx)?;
            let chapter = ground::chapter(&work, tx, chapter);
            let kudos = kudos::at(&work.card, tx, 1)?;
            let related = Related::of(&viewer, tx, &work.card)?;
            Ok((work, index, chapter, kudos, related))
        })
        .await?;

    if gate::asks(&cx, &work.card) {
        return gate::page(&cx, &work.card);
    }
    let elsewhere = match chapter {
        Ok(chapter) if !asks_for_all(&cx) => {
            return WorkShowPage::new(&cx, &work, (&index, &[chapter]), (&kudos, &related)).answer();
        }
        // A chapter that is gone leads to the work it was part of, which says so (CHAP-7); the entire work has its own
        // address.
        Ok(chapter) => format!("{}?view_full_work=true#chapter-{}", address::work(&id), chapter.entry.number),
        Err(Error::NotFound) => address::work(&id) + "?" + GONE + "=true",
        Err(error) => return Err(error.into()),
    };

    gate::leads(&cx, elsewhere)
}
