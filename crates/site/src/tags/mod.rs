//! Tags: what each means, its works, and the fandoms by medium and by letter.

mod complete;
mod media;
mod search;
mod show;

use archive::{
    tags::{self as ground, Kind, Tag},
    works::{self, WorkCard},
};
use askama::Template;

use crate::{
    Answer, Cx, Door, Page, Parameter, Routes, address,
    pager::{self, Pager, Step},
    path::At,
    works::marks,
};

/// The routes of this feature.
pub(crate) fn routes(routes: Routes) -> Routes {
    routes
        .get("/media", Door::Anyone, media::index)
        .get("/media/{name}/fandoms", Door::Anyone, media::fandoms_of)
        .get("/fandoms", Door::Anyone, media::fandoms)
        .get("/tags/search", Door::Anyone, search::index)
        .reading(&[
            Parameter::Text("name"),
            Parameter::Text("fandoms"),
            Parameter::Text("kind"),
            Parameter::Text("status"),
            Parameter::Text("sort"),
            Parameter::Page,
        ])
        .get("/tags/{name}", Door::Anyone, show::show)
        .get("/tags/{name}/works", Door::Anyone, list)
        .reading(&[Parameter::Page])
        .get("/autocomplete/{kind}", Door::Anyone, complete::index)
        .reading(&[Parameter::Text("term")])
}

/// A tag's works, newest first.
#[derive(Template)]
#[template(path = "tags/works.html")]
struct TagWorksPage<'a> {
    cx: &'a Cx,
    tag: Tag,
    kind: String,
    total: u64,
    cards: Vec<WorkCard>,
    pager: Pager,
}

async fn list(cx: Cx, At(name): At<String>) -> Answer {
    let (viewer, number) = (cx.viewer, cx.page_number());
    let (tag, works) = cx
        .archive()
        .read(move |tx| {
            let tag = ground::by_name(&viewer, tx, &ground::from_address(&name))?;
            let works = pager::existing(number, |number| works::page_of_tag(&viewer, tx, tag.id, number))?;
            Ok((tag, works))
        })
        .await?;

    let pager = Pager::new(address::tag_works(&tag.name), &works);
    let (title, kind) = (cx.say.of("tag-works-title", &tag.name), cx.say.text(kind_message(tag.kind)));
    let page = TagWorksPage { cx: &cx, tag, kind, total: works.total, cards: works.items, pager };

    Page::new(title, page).answer(&cx)
}

/// The name of the word for a kind.
pub(crate) const fn kind_message(kind: Kind) -> &'static str {
    match kind {
        Kind::Rating => message!("kind-rating"),
        Kind::Warning => message!("kind-warning"),
        Kind::Category => message!("kind-category"),
        Kind::Media => message!("kind-media"),
        Kind::Fandom => message!("kind-fandom"),
        Kind::Relationship => message!("kind-relationship"),
        Kind::Character => message!("kind-character"),
        Kind::Additional => message!("kind-additional"),
    }
}
