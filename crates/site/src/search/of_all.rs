//! `/works` and `/languages/CODE/works`: all works, and those in one language; and `/languages`, which leads to the latter.

use archive::{
    Tx, Viewer, filters,
    search::{self, Index, Of, query::What},
};
use askama::Template;
use axum::response::{IntoResponse, Redirect};

use super::{
    asked::{Asked, address, filtered},
    list::{List, Place},
};
use crate::{Cx, Page, Problem, address as addresses, languages, path::At};

#[derive(Template)]
#[template(path = "search/of_all.html")]
struct WorksPage<'a> {
    cx: &'a Cx,
    kind: Option<String>,
    heading: &'a str,
    code: Option<&'a str>,
    list: List,
}

#[derive(Template)]
#[template(path = "search/languages.html")]
struct LanguagesPage<'a> {
    cx: &'a Cx,
    /// Code, name, and how many works are in it, if that can be said.
    languages: Vec<(&'static str, &'static str, Option<u64>)>,
}

/// All works, the newest first (FILT-1).
pub(super) async fn show(cx: Cx) -> crate::Answer {
    let place = Place::of_all("/works", message!("home-empty"));
    let heading = cx.say.text("works-title");

    page(&cx, &place, Of::Archive, (&heading, None)).await
}

/// The works in a language (LANG-1).
pub(super) async fn of_language(cx: Cx, At(code): At<String>) -> crate::Answer {
    let known = languages::all().find(|(known, _)| known.eq_ignore_ascii_case(&code));
    let (code, name) = known.ok_or(Problem::NotFound)?;
    let means = What::Language(code.to_lowercase());
    let place = Place::of(addresses::language_works(code), &means, message!("language-empty"));

    page(&cx, &place, Of::Language(code.to_owned()), (name, Some(code))).await
}

async fn page(cx: &Cx, place: &Place, of: Of, (heading, code): (&str, Option<&str>)) -> crate::Answer {
    if let Some(address) = filtered(cx, place.path()) {
        return Ok(Redirect::to(&address).into_response());
    }
    let (viewer, index, asked) = (cx.viewer, cx.site().index().clone(), Asked::of(cx));
    let (wish, is_bare) = (asked.wish(of), asked.is_bare);
    let found = cx.archive().read(move |tx| {
        let usual = if is_bare { filters::usual(&viewer, tx, None)? } else { None };
        Ok((usual, search::list(&viewer, tx, &index, &wish)?))
    });
    let (usual, listed) = found.await?;

    if let Some(usual) = usual {
        return Ok(Redirect::to(&address(place.path(), &usual.query)).into_response());
    }
    let list = List::of(cx, asked, place, listed);
    let (manner, kind) = (list.manner(), code.map(|_| cx.say.text("filters-language")));

    let page = WorksPage { cx, kind, heading, code, list };
    manner.send(cx, Page::new(heading, page))
}

/// Every language that a viewer finds works in.
pub(super) async fn languages(cx: Cx) -> crate::Answer {
    let (viewer, index) = (cx.viewer, cx.site().index().clone());
    let languages = cx.archive().read(move |tx| in_use(&viewer, tx, &index)).await?;

    Page::new(cx.say.text("languages-title"), LanguagesPage { cx: &cx, languages }).answer(&cx)
}

fn in_use(
    viewer: &Viewer,
    tx: &Tx<'_>,
    index: &Index,
) -> archive::Result<Vec<(&'static str, &'static str, Option<u64>)>> {
    let all: Vec<_> = languages::all().collect();
    let codes: Vec<&str> = all.iter().map(|(code, _)| *code).collect();
    let Some(counts) = search::in_languages(viewer, tx, index, &codes)? else {
        return Ok(all.into_iter().map(|(code, name)| (code, name, None)).collect());
    };
    let counted = all.into_iter().zip(counts).filter(|(_, works)| *works > 0);
    Ok(counted.map(|((code, name), works)| (code, name, Some(works))).collect())
}
