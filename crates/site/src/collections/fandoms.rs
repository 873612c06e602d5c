//! `/collections/NAME/fandoms`: the fandoms of a collection by letter, with how many works of each lists show this viewer (COL-9).

use archive::{collections as ground, search, works};
use askama::Template;

use super::Headed;
use crate::{
    Answer, Cx, Page, address,
    path::At,
    search::of_fandom,
    tags::letters::{Lettered, anchor, letter_words},
};

#[derive(Template)]
#[template(path = "collections/fandoms.html")]
struct CollectionFandomsPage<'a> {
    cx: &'a Cx,
    headed: Headed,
    lettered: Lettered,
}

pub(super) async fn show(cx: Cx, At(name): At<String>) -> Answer {
    let (viewer, number) = (cx.viewer, cx.page_number());
    let found = cx.archive().read(move |tx| {
        let headed = Headed::of(&viewer, tx, &name)?;
        let held = ground::holds(&viewer, tx, headed.seen.id)?;
        let fandoms = works::fandoms_collected(&viewer, tx, &held)?.into_iter().map(|one| (one.tag, one.works));
        Ok((headed, search::by_letter(fandoms.collect(), number)))
    });
    let (headed, fandoms) = found.await?;

    let lettered = Lettered::of(address::collection(&headed.seen.name) + "/fandoms", fandoms);
    let (title, is_hidden) = (cx.say.of("collection-fandoms-of", headed.seen.title.as_str()), headed.seen.is_hidden);
    let page = Page::new(title, CollectionFandomsPage { cx: &cx, headed, lettered });
    if is_hidden { page.for_some().for_one(&cx) } else { page.for_one(&cx) }
}
