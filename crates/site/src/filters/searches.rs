//! Searches that are saved by name: saving, forgetting, having lists begin with one, and the secret address of its feed.

use archive::filters::{self as ground, SearchId, SearchWish};

use super::{News, Typed, page};
use crate::{
    Answer, Cx,
    account::{lead_to, own},
    address,
    form::{Fields, Form, FromFields, Slips},
    path::At,
};

impl FromFields for SearchWish {
    fn read(fields: &Fields) -> Self {
        Self { name: fields.line("name"), query: fields.line("query") }
    }
}

/// One of the searches, and the tag whose lists are to begin with it.
#[derive(Debug)]
pub(super) struct One {
    search: Option<SearchId>,
    tag: String,
    /// Whether no search is to be there for that list.
    is_none: bool,
}

impl FromFields for One {
    fn read(fields: &Fields) -> Self {
        Self { search: fields.line("search").parse().ok(), tag: fields.line("tag"), is_none: fields.has("none") }
    }
}

impl One {
    /// The number; that of no search for what is none.
    fn number(&self) -> SearchId {
        self.search.unwrap_or_default()
    }
}

pub(super) async fn save(cx: Cx, At(name): At<String>, Form(wish): Form<SearchWish>) -> Answer {
    own(&cx, &name)?;
    let (viewer, mut slips, search) = (cx.viewer, Slips::none(), wish.clone());
    let saved = cx.archive().write(move |tx| ground::save(&viewer, tx, &wish)).await;

    if slips.keep(saved)?.is_none() {
        return page(&cx, &name, &Typed { search, ..Typed::default() }, News { slips, ..News::default() }).await;
    }
    Ok(lead_to(&address::filters(&name)))
}

pub(super) async fn forget(cx: Cx, At(name): At<String>, Form(one): Form<One>) -> Answer {
    own(&cx, &name)?;
    let viewer = cx.viewer;
    cx.archive().write(move |tx| ground::forget(&viewer, tx, one.number())).await?;

    Ok(lead_to(&address::filters(&name)))
}

pub(super) async fn make_usual(cx: Cx, At(name): At<String>, Form(one): Form<One>) -> Answer {
    own(&cx, &name)?;
    let (viewer, mut slips, tag, meant) = (cx.viewer, Slips::none(), one.tag.clone(), one.search);
    let made = cx.archive().write(move |tx| {
        let tag = Some(one.tag.as_str()).filter(|tag| !tag.is_empty());
        ground::make_usual(&viewer, tx, (!one.is_none).then_some(one.number()), tag)
    });

    if slips.keep(made.await)?.is_none() {
        return page(&cx, &name, &Typed { tag, meant, ..Typed::default() }, News { slips, ..News::default() }).await;
    }
    Ok(lead_to(&address::filters(&name)))
}

/// Makes the address of a feed and shows it, once: the archive keeps no more of it than can tell it again.
pub(super) async fn take_feed(cx: Cx, At(name): At<String>, Form(one): Form<One>) -> Answer {
    own(&cx, &name)?;
    let (viewer, secret) = (cx.viewer, cx.archive().chance().secret());
    let shown = secret.clone();
    cx.archive().write(move |tx| ground::take_feed(&viewer, tx, one.number(), &secret)).await?;

    let feed = Some(cx.site().settings().address.clone() + &address::private_feed(shown.text()));
    page(&cx, &name, &Typed::default(), News { feed, ..News::default() }).await
}

pub(super) async fn stop_feed(cx: Cx, At(name): At<String>, Form(one): Form<One>) -> Answer {
    own(&cx, &name)?;
    let viewer = cx.viewer;
    cx.archive().write(move |tx| ground::stop_feed(&viewer, tx, one.number())).await?;

    Ok(lead_to(&address::filters(&name)))
}
