//! Who sees a work: the page where its creators say it.

use archive::{
    WorkId, people,
    works::{self as ground, Access, Sharing},
};
use askama::Template;
use axum::http::StatusCode;
use jiff::{Timestamp, tz::TimeZone};

use super::when::{When, instant};
use crate::{
    Answer, Cx, Page, Problem,
    account::lead_to,
    address,
    form::{Button, Fields, Form, FromFields, Slips},
    path::At,
};

/// The form, and the link where the work has one.
#[derive(Template)]
#[template(path = "works/sharing.html")]
struct SharingPage<'a> {
    cx: &'a Cx,
    id: WorkId,
    title: &'a str,
    /// Whether it can post itself: a draft only.
    is_draft: bool,
    link: Option<String>,
    form: &'a Wish,
    slips: &'a Slips,
}

/// What the form sends.
#[derive(Debug, Clone)]
pub(super) struct Wish {
    access: Option<Access>,
    named: String,
    is_unrevealed: bool,
    is_anonymous: bool,
    posts_at: String,
}

impl FromFields for Wish {
    fn read(fields: &Fields) -> Self {
        Self {
            access: Access::of_word(&fields.line("access")),
            named: fields.line("named"),
            is_unrevealed: fields.has("unrevealed"),
            is_anonymous: fields.has("anonymous"),
            posts_at: fields.line("posts_at"),
        }
    }
}

impl Wish {
    /// How things stand, told in a time zone.
    fn of(sharing: &Sharing, posts: Option<Timestamp>, zone: &TimeZone) -> Self {
        let names: Vec<&str> = sharing.named.iter().map(|person| person.name.as_str()).collect();
        Self {
            access: Some(sharing.access),
            named: names.join(", "),
            is_unrevealed: sharing.is_unrevealed,
            is_anonymous: sharing.is_anonymous,
            posts_at: When::of(zone, posts, None).posts_at,
        }
    }

    /// Whether this is the one chosen.
    fn has(&self, access: Access) -> bool {
        self.access == Some(access)
    }
}

pub(super) async fn edit(cx: Cx, At(id): At<WorkId>) -> Answer {
    let viewer = cx.viewer;
    let (sharing, posts) = cx
        .archive()
        .read(move |tx| Ok((ground::sharing(&viewer, tx, id)?, ground::show(&viewer, tx, id)?.card.posts)))
        .await?;

    page(&cx, id, &Wish::of(&sharing, posts, &cx.zone()), &Slips::none()).await
}

pub(super) async fn update(cx: Cx, At(id): At<WorkId>, Form(wish): Form<Wish>) -> Answer {
    let (access, mut slips) = (wish.access.ok_or(Problem::Invalid)?, Slips::none());
    let posts = instant(&wish.posts_at, &cx.zone()).unwrap_or_else(|slip| {
        slips.add("posts_at", slip);
        None
    });
    if !slips.is_empty() {
        return page(&cx, id, &wish, &slips).await;
    }
    let (viewer, asked, key) = (cx.viewer, wish.clone(), cx.archive().chance().secret());
    let changed = cx
        .archive()
        .write(move |tx| {
            let before = ground::sharing(&viewer, tx, id)?;
            match access {
                Access::Named => {
                    ground::share_with(&viewer, tx, id, &people::members_named(&viewer, tx, &asked.named)?)?;
                }
                Access::Link if before.key.is_none() => ground::share_by_link(&viewer, tx, id, &key)?,
                same_or_wide => ground::share(&viewer, tx, id, same_or_wide)?,
            }
            ground::set_unrevealed(&viewer, tx, id, asked.is_unrevealed)?;
            ground::set_anonymous(&viewer, tx, id, asked.is_anonymous)?;
            if ground::show(&viewer, tx, id)?.card.is_draft {
                ground::schedule(&viewer, tx, id, posts)?;
            }
            Ok(())
        })
        .await;

    if slips.keep(changed)?.is_none() {
        return page(&cx, id, &wish, &slips).await;
    }
    let next = if access == Access::Link { "/sharing" } else { "" };
    Ok(lead_to(&(address::work(&id) + next)))
}

/// A new link; the one before opens nothing any more.
pub(super) async fn renew_link(cx: Cx, At(id): At<WorkId>, Form(Button): Form<Button>) -> Answer {
    let (viewer, key) = (cx.viewer, cx.archive().chance().secret());
    cx.archive().write(move |tx| ground::share_by_link(&viewer, tx, id, &key)).await?;

    Ok(lead_to(&(address::work(&id) + "/sharing")))
}

async fn page(cx: &Cx, id: WorkId, form: &Wish, slips: &Slips) -> Answer {
    let viewer = cx.viewer;
    let (sharing, card) = cx
        .archive()
        .read(move |tx| Ok((ground::sharing(&viewer, tx, id)?, ground::show(&viewer, tx, id)?.card)))
        .await?;

    let link = sharing.key.map(|key| cx.site().settings().address.clone() + &address::key(&id, key.text()));
    let page = SharingPage { cx, id, title: &card.title, is_draft: card.is_draft, link, form, slips };

    let status = if slips.is_empty() { StatusCode::OK } else { StatusCode::UNPROCESSABLE_ENTITY };
    Page::new(cx.say.of("sharing-of", &card.title), page).for_some().with_status(status).for_one(cx)
}
