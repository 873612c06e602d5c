//! Words to share a work elsewhere: its title page as HTML, to be copied (POST-20).
//!
//! Only of what everybody can read. Who copies it passes it on, so it says nothing that its copier alone may know: an
//! anonymous work is anonymous to its creators too.

use archive::{
    Error, WorkId,
    people::Byline,
    tags::Kind,
    works::{self as ground, Access, WorkCard},
};
use askama::Template;

use crate::{Answer, Cx, Page, path::At};

/// The page with the words.
#[derive(Template)]
#[template(path = "works/share.html")]
struct SharePage<'a> {
    cx: &'a Cx,
    card: &'a WorkCard,
    words: String,
}

/// The words themselves, with whole addresses.
#[derive(Template)]
#[template(path = "works/_share.html")]
struct Words<'a> {
    cx: &'a Cx,
    card: &'a WorkCard,
    site: &'a str,
    bylines: Vec<(String, Option<String>)>,
    facts: Vec<(String, String)>,
}

pub(super) async fn show(cx: Cx, At(id): At<WorkId>) -> Answer {
    let (viewer, asked) = (cx.viewer, cx.work(id));
    let card = cx.archive().read(move |tx| Ok(ground::show(&viewer, tx, asked.clone())?.card)).await?;
    if !is_shared(&card) {
        return Err(Error::NotFound.into());
    }

    let words = Words {
        cx: &cx,
        card: &card,
        site: &cx.site().settings().address,
        bylines: bylines(&cx, &card),
        facts: facts(&cx, &card),
    };
    let page = SharePage { cx: &cx, card: &card, words: words.render()?.trim().to_owned() };

    Page::new(cx.say.of("share-title", &card.title), page).hidden_from_search_engines().answer(&cx)
}

/// Whether there are such words of a work: everybody can read it.
pub(super) fn is_shared(card: &WorkCard) -> bool {
    card.access == Access::Everyone && card.is_downloadable()
}

/// Who made it, as everybody is told, with the addresses of their pages.
fn bylines(cx: &Cx, card: &WorkCard) -> Vec<(String, Option<String>)> {
    if card.is_anonymous {
        return vec![(cx.say.text("anonymous"), None)];
    }
    card.bylines.iter().map(|byline: &Byline| (byline.to_string(), crate::address::byline(byline))).collect()
}

/// Labels and the tags behind them.
fn facts(cx: &Cx, card: &WorkCard) -> Vec<(String, String)> {
    let kinds = [
        (Kind::Fandom, message!("label-fandom")),
        (Kind::Rating, message!("label-rating")),
        (Kind::Warning, message!("label-warning")),
        (Kind::Relationship, message!("label-relationship")),
        (Kind::Character, message!("label-character")),
        (Kind::Additional, message!("label-additional")),
    ];
    let fact = |(kind, label): (Kind, &str)| {
        let names: Vec<&str> = card.tags_of(kind).map(|tag| tag.name.as_str()).collect();
        (!names.is_empty()).then(|| (cx.say.of(label, names.len() as u64), names.join(", ")))
    };
    kinds.into_iter().filter_map(fact).collect()
}
