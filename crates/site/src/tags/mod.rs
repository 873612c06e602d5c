//! Tags and their works; and the fandoms, all on one page.

mod complete;
mod show;

use archive::{
    tags::{self as ground, Kind, Tag},
    works::{self, FandomCount, WorkCard},
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
        .get("/media", Door::Anyone, index)
        .get("/fandoms", Door::Anyone, index)
        .get("/tags/{name}", Door::Anyone, show::show)
        .get("/tags/{name}/works", Door::Anyone, list)
        .reading(&[Parameter::Page])
        .get("/autocomplete/{kind}", Door::Anyone, complete::index)
        .reading(&[Parameter::Text("term")])
}

/// Every fandom with its number of works.
#[derive(Template)]
#[template(path = "tags/index.html")]
struct FandomIndexPage<'a> {
    cx: &'a Cx,
    fandoms: Vec<FandomCount>,
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

async fn index(cx: Cx) -> Answer {
    let viewer = cx.viewer;
    let fandoms = cx.archive().read(move |tx| works::fandoms(&viewer, tx)).await?;

    let page = FandomIndexPage { cx: &cx, fandoms };

    Page::new(cx.say.text("fandoms-title"), page).answer(&cx)
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
