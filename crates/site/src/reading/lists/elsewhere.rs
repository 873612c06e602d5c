//! The page of works elsewhere that are in a library.

use archive::reading::{self as ground, Elsewhere};
use askama::Template;
use manuscript::ListState;

use crate::{
    Answer, Cx, Page, Problem,
    account::{lead_to, own},
    address,
    form::{Fields, Form, FromFields},
    pager::{self, Pager},
    path::At,
};

#[derive(Template)]
#[template(path = "reading/lists/elsewhere.html")]
struct ElsewherePage<'a> {
    cx: &'a Cx,
    path: &'a str,
    total: u64,
    items: Vec<Elsewhere>,
    pager: Pager,
}

/// What it is called.
fn called(one: &Elsewhere) -> &str {
    if one.entry.title.is_empty() { &one.entry.address } else { &one.entry.title }
}

impl ElsewherePage<'_> {
    /// What its reader says of it, each a sentence.
    fn lines(&self, one: &Elsewhere) -> Vec<String> {
        let (say, entry) = (&self.cx.say, &one.entry);
        let state = entry.state.map(|state| match state {
            ListState::Reading => message!("reading-state-reading"),
            ListState::Finished => message!("reading-state-finished"),
            ListState::Dropped => message!("reading-state-dropped"),
        });
        let day = |time| crate::works::day(time).to_string();
        let mut lines: Vec<String> = state.into_iter().map(|words| say.text(words)).collect();
        if entry.later {
            lines.push(say.text("reading-later"));
        }
        lines.extend(entry.chapter.map(|chapter| say.of("reading-in", chapter)));
        if entry.stars > 0 {
            lines.push(say.of("reading-stars", entry.stars));
        }
        lines.extend(entry.last.as_ref().map(|last| say.of("elsewhere-last", day(last).as_str())));
        if !entry.shelves.is_empty() {
            lines.push(say.of("elsewhere-shelves", entry.shelves.join(", ").as_str()));
        }
        lines
    }
}

pub(super) async fn index(cx: Cx, At(name): At<String>) -> Answer {
    let (member, viewer, number) = (own(&cx, &name)?, cx.viewer, cx.page_number());
    let read = move |tx: &archive::Tx<'_>| pager::existing(number, |number| ground::elsewhere(&viewer, tx, number));
    let page = cx.archive().read(read).await?;

    let path = address::person(&member.name) + "/readings";
    let pager = Pager::new(format!("{path}/elsewhere"), &page);
    let page = ElsewherePage { cx: &cx, path: &path, total: page.total, items: page.items, pager };
    Page::new(cx.say.text("elsewhere-title"), page).for_some().for_one(&cx)
}

/// One of them.
#[derive(Debug)]
pub(super) struct One(Option<i64>);

impl FromFields for One {
    fn read(fields: &Fields) -> Self {
        Self(fields.line("entry").parse().ok())
    }
}

pub(super) async fn destroy(cx: Cx, At(name): At<String>, Form(One(id)): Form<One>) -> Answer {
    let (member, viewer) = (own(&cx, &name)?, cx.viewer);
    let id = id.ok_or(Problem::Invalid)?;
    cx.archive().write(move |tx| ground::forget_elsewhere(&viewer, tx, id)).await?;

    Ok(lead_to(&(address::person(&member.name) + "/readings/elsewhere")))
}
