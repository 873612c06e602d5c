//! A member's inbox: what was said at their works and in answer to them (COM-12).

use archive::{
    CommentId,
    comments::{self as ground, At as Spoken, Author, Received, Sorting, Told},
    works::ChapterEntry,
};
use askama::Template;

use super::{UNREAD, place::Place};
use crate::{
    Answer, Cx, Page,
    account::{lead_to, own},
    address,
    form::{Fields, Form, FromFields},
    pager::{self, Pager},
    path::At,
};

/// What was said, with a box beside each.
#[derive(Template)]
#[template(path = "comments/inbox.html")]
struct InboxPage<'a> {
    cx: &'a Cx,
    name: &'a str,
    received: &'a [Received],
    only_unread: bool,
    pager: Pager,
}

impl InboxPage<'_> {
    /// Whether anything on the page waits to be let through.
    fn has_waiting(&self) -> bool {
        self.received.iter().any(|received| received.comment.waits && !received.comment.is_own)
    }

    /// What was said to somebody is told with its work, not with its chapter.
    #[expect(clippy::unused_self, reason = "the template of what was said asks the page it stands on")]
    const fn chapter_of(&self, _: &Received) -> Option<&ChapterEntry> {
        None
    }
}

/// Where something was said.
fn place_of(received: &Received) -> Place {
    match received.comment.place {
        Spoken::Work(work) => Place::Work(work),
        Spoken::Tag(_) => Place::Tag(received.title.clone()),
    }
}

pub(super) async fn index(cx: Cx, At(name): At<String>) -> Answer {
    let name = own(&cx, &name)?.name.clone();
    let (viewer, only_unread, number) = (cx.viewer, cx.is_asked(UNREAD), cx.page_number());
    let read =
        move |tx: &archive::Tx<'_>| pager::existing(number, |number| ground::inbox(&viewer, tx, only_unread, number));
    let page = cx.archive().read(read).await?;

    let query = if only_unread { format!("?{UNREAD}=true") } else { String::new() };
    let pager = Pager::new(address::inbox(&name) + &query, &page);
    let page = InboxPage { cx: &cx, name: &name, received: &page.items, only_unread, pager };
    Page::new(cx.say.text("inbox-title"), page).hidden_from_search_engines().for_one(&cx)
}

/// What is to be done with which.
#[derive(Debug)]
pub(super) struct Chosen {
    /// Whether they are let through.
    approves: bool,
    sorting: Option<Sorting>,
    comments: Vec<CommentId>,
}

impl FromFields for Chosen {
    fn read(fields: &Fields) -> Self {
        let comments = fields.all("comment").iter().filter_map(|id| id.parse().ok()).collect();
        let sorting = match fields.line("deed").as_str() {
            "read" => Some(Sorting::Read),
            "unread" => Some(Sorting::Unread),
            "delete" => Some(Sorting::PutAway),
            _ => None,
        };
        Self { approves: fields.line("deed") == "approve", sorting, comments }
    }
}

pub(super) async fn update(cx: Cx, At(name): At<String>, Form(chosen): Form<Chosen>) -> Answer {
    let name = own(&cx, &name)?.name.clone();
    let (viewer, Chosen { approves, sorting, comments }) = (cx.viewer, chosen);
    if approves {
        cx.archive().write(move |tx| ground::approve_received(&viewer, tx, &comments)).await?;
    } else if let Some(sorting) = sorting {
        cx.archive().write(move |tx| ground::sort(&viewer, tx, &comments, sorting)).await?;
    }

    Ok(lead_to(&address::inbox(&name)))
}
