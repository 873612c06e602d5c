//! What is bookmarked with a tag: each thing once, with the newest of its bookmarks (BKS-5).

use archive::{
    bookmarks::{self as ground, Items},
    tags,
};
use askama::Template;

use crate::{Answer, Cx, Page, address, pager::Pager, path::At};

#[derive(Template)]
#[template(path = "bookmarks/of_tag.html")]
struct TagBookmarksPage<'a> {
    cx: &'a Cx,
    heading: &'a str,
    found: Items,
    pager: Pager,
}

pub(super) async fn show(cx: Cx, At(name): At<String>) -> Answer {
    let (viewer, number) = (cx.viewer, cx.page_number());
    let found = cx
        .archive()
        .read(move |tx| {
            let name = tags::from_address(&name);
            let found = ground::of_tag(&viewer, tx, &name, number)?;
            let last = found.items.pages();
            if number > last { ground::of_tag(&viewer, tx, &name, last) } else { Ok(found) }
        })
        .await?;

    let heading = cx.say.of("bookmarks-tag", &found.name);
    let pager = Pager::new(address::tag(&found.name) + "/bookmarks", &found.items);
    let page = TagBookmarksPage { cx: &cx, heading: &heading, found, pager };
    Page::new(heading.clone(), page).for_one(&cx)
}
