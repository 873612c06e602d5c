//! The page of what a member was told.

use archive::{
    HappeningId,
    notices::{self as ground, Notice, Sorting},
};
use askama::Template;

use super::{UNREAD, event_words};
use crate::{
    Answer, Cx, Page,
    account::{lead_to, own},
    address,
    form::{Fields, Form, FromFields},
    pager::{self, Pager},
    path::At,
    subscriptions::named,
};

/// What was told, with a box beside each.
#[derive(Template)]
#[template(path = "notices/index.html")]
struct NoticesPage<'a> {
    cx: &'a Cx,
    name: &'a str,
    notices: &'a [Notice],
    only_unread: bool,
    pager: Pager,
}

/// Leads to one's own page.
pub(super) async fn lead(cx: Cx) -> Answer {
    let name = cx.member().map(|member| member.name.clone()).unwrap_or_default();
    Ok(lead_to(&address::notices(&name)))
}

pub(super) async fn index(cx: Cx, At(name): At<String>) -> Answer {
    let name = own(&cx, &name)?.name.clone();
    let (viewer, only_unread, number) = (cx.viewer, cx.is_asked(UNREAD), cx.page_number());
    let read =
        move |tx: &archive::Tx<'_>| pager::existing(number, |number| ground::page_of(&viewer, tx, only_unread, number));
    let page = cx.archive().read(read).await?;

    let query = if only_unread { format!("?{UNREAD}=true") } else { String::new() };
    let pager = Pager::new(address::notices(&name) + &query, &page);
    let page = NoticesPage { cx: &cx, name: &name, notices: &page.items, only_unread, pager };
    Page::new(cx.say.text("notices-title"), page).for_some().for_one(&cx)
}

/// What is to be done with which, or with all.
#[derive(Debug)]
pub(super) struct Chosen {
    sorting: Option<Sorting>,
    notices: Vec<HappeningId>,
    all: bool,
}

impl FromFields for Chosen {
    fn read(fields: &Fields) -> Self {
        let notices = fields.all("notice").iter().filter_map(|id| id.parse().ok()).collect();
        let (sorting, all) = match fields.line("deed").as_str() {
            "read" => (Some(Sorting::Read), false),
            "unread" => (Some(Sorting::Unread), false),
            "delete" => (Some(Sorting::PutAway), false),
            "all-read" => (Some(Sorting::Read), true),
            _ => (None, false),
        };
        Self { sorting, notices, all }
    }
}

pub(super) async fn update(cx: Cx, At(name): At<String>, Form(chosen): Form<Chosen>) -> Answer {
    let name = own(&cx, &name)?.name.clone();
    if let Some(sorting) = chosen.sorting {
        let (viewer, notices, all) = (cx.viewer, chosen.notices, chosen.all);
        let sort = cx.archive().write(move |tx| {
            if all { ground::sort_all(&viewer, tx, sorting) } else { ground::sort(&viewer, tx, &notices, sorting) }
        });
        sort.await?;
        // The number in the masthead is another one.
        if let Some(secret) = cx.session() {
            cx.site().familiar().forget(secret);
        }
    }

    Ok(lead_to(&address::notices(&name)))
}
