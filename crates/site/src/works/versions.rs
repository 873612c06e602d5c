//! The versions of a chapter: their list, two of them side by side, and bringing an earlier one back.

use archive::{
    ChapterId, WorkId,
    works::{self as ground, NewChapter, State, Version, Wording},
};
use askama::Template;
use manuscript::compare::{Pair, difference};

use crate::{
    Answer, Cx, Page, Problem,
    account::lead_to,
    address,
    form::{Button, Form},
    path::{AtBoth, AtThree},
};

/// So many stand on the page; older ones are behind a link.
const SHOWN: usize = 100;

#[derive(Template)]
#[template(path = "works/versions.html")]
struct VersionsPage<'a> {
    cx: &'a Cx,
    work: &'a WorkId,
    chapter: &'a ChapterId,
    versions: &'a [Version],
    /// The page that goes on, if there are older ones.
    older: Option<u64>,
}

#[derive(Template)]
#[template(path = "works/version.html")]
struct VersionPage<'a> {
    cx: &'a Cx,
    work: &'a WorkId,
    chapter: &'a ChapterId,
    version: &'a Version,
    newest: u64,
    title: &'a str,
    pairs: Vec<Pair>,
    left: String,
    right: String,
}

pub(super) async fn index(cx: Cx, AtBoth(id, chapter): AtBoth<WorkId, ChapterId>) -> Answer {
    let (viewer, number) = (cx.viewer, cx.page_number());
    let versions = cx.archive().read(move |tx| ground::versions(&viewer, tx, id, chapter)).await?;

    let from = (number as usize - 1).saturating_mul(SHOWN).min(versions.len());
    let to = from.saturating_add(SHOWN).min(versions.len());
    let older = (to < versions.len()).then_some(number + 1);
    let shown = versions.get(from..to).unwrap_or_default();
    let page = VersionsPage { cx: &cx, work: &id, chapter: &chapter, versions: shown, older };

    Page::new(cx.say.text("versions"), page).hidden_from_search_engines().for_one(&cx)
}

pub(super) async fn show(cx: Cx, AtThree(id, chapter, number): AtThree<WorkId, ChapterId, u64>) -> Answer {
    let viewer = cx.viewer;
    let (all, then, now) = cx
        .archive()
        .read(move |tx| {
            let all = ground::versions(&viewer, tx, id, chapter)?;
            let newest = all.first().map_or(1, |version| version.number);
            let then = ground::version(&viewer, tx, id, chapter, number)?;
            Ok((all, then, ground::version(&viewer, tx, id, chapter, newest)?))
        })
        .await?;
    let version = all.iter().find(|version| version.number == number).ok_or(Problem::NotFound)?;

    let newest = all.first().map_or(1, |version| version.number);
    let (before, after) = (whole(&then), whole(&now));
    let pairs = cx.away(move || difference(&before, &after)).await?;
    let page = VersionPage {
        cx: &cx,
        work: &id,
        chapter: &chapter,
        version,
        newest,
        title: &then.title,
        pairs,
        left: cx.say.of("version-number", number),
        right: cx.say.of("version-now", newest),
    };
    let title = cx.say.of("version-number", number);
    Page::new(title, page).hidden_from_search_engines().for_one(&cx)
}

/// Makes an earlier version the newest; it is a new version of its own, and nothing goes.
pub(super) async fn restore(
    cx: Cx,
    AtThree(id, chapter, number): AtThree<WorkId, ChapterId, u64>,
    Form(Button): Form<Button>,
) -> Answer {
    let viewer = cx.viewer;
    let then = cx.archive().read(move |tx| ground::version(&viewer, tx, id, chapter, number)).await?;
    let new = NewChapter { chapter: then.chapter(), state: State::Draft, place: None, base: None }.pack();
    cx.archive().write(move |tx| ground::revise_chapter(&viewer, tx, id, chapter, &new)).await?;

    Ok(lead_to(&format!("{}/versions", address::chapter(&id, &chapter))))
}

/// Everything that a version says, in the order of the page.
fn whole(wording: &Wording) -> String {
    let mut title = String::new();
    if !wording.title.is_empty() {
        title = format!("<p>{}</p>", manuscript::escaped(&wording.title));
    }
    [&*title, &wording.summary, &wording.notes, &wording.body, &wording.end_notes].concat()
}
