//! The invitations of a member: how many are left, giving one away, what became of those given, asking for more.

use archive::{
    Error, InvitationId, Slip, Why,
    accounts::{Address, Member},
    invitations::{self as ground, Fate, Given, Wish},
};
use askama::Template;
use axum::http::StatusCode;

use crate::{
    Answer, Cx, Page, Problem,
    account::{attempts, lead_to, own},
    address,
    form::{Button, Fields, Form, FromFields, Slips},
    path::{At, AtBoth},
};

#[derive(Template)]
#[template(path = "invitations/own.html")]
struct OwnPage<'a> {
    cx: &'a Cx,
    member: &'a Member,
    /// How many are left; nothing for those who invite without limit.
    left: Option<u64>,
    given: Vec<Given>,
    /// Whether more can be asked for, and the wish that waits.
    asking: bool,
    wish: Option<Wish>,
    /// The link that was made just now; it is shown this once.
    link: Option<String>,
    is_sent: bool,
    typed: &'a Typed,
    slips: &'a Slips,
}

/// What was typed into the page's forms.
#[derive(Debug, Default)]
pub(super) struct Typed {
    email: String,
    number: String,
    reason: String,
    /// Whether a link is wanted and no letter.
    wants_link: bool,
}

impl FromFields for Typed {
    fn read(fields: &Fields) -> Self {
        Self {
            email: fields.line("email"),
            number: fields.line("number"),
            reason: fields.text("reason").trim().to_owned(),
            wants_link: fields.has("link"),
        }
    }
}

/// What stands on the page beside what was typed.
#[derive(Default)]
struct News {
    link: Option<String>,
    slips: Slips,
}

pub(super) async fn index(cx: Cx, At(name): At<String>) -> Answer {
    page(&cx, &name, &Typed::default(), News::default()).await
}

pub(super) async fn create(cx: Cx, At(name): At<String>, Form(typed): Form<Typed>) -> Answer {
    own(&cx, &name)?;
    if typed.wants_link {
        return link(&cx, &name, &typed).await;
    }
    let mut slips = Slips::none();
    let Some(address) = slips.keep(typed.email.parse::<Address>())? else {
        return page(&cx, &name, &typed, News { slips, ..News::default() }).await;
    };
    attempts::letter(&cx)?;
    let (viewer, first) = (cx.viewer, cx.site().settings().policy.clone());
    let invited = cx.archive().write(move |tx| ground::invite(&viewer, tx, &first, &address)).await;

    if kept(&mut slips, invited)?.is_none() {
        return page(&cx, &name, &typed, News { slips, ..News::default() }).await;
    }
    Ok(lead_to(&(address::own_invitations(&name) + "?done=sent")))
}

/// Makes a link and shows it, once: the archive keeps no more of it than can tell it again.
async fn link(cx: &Cx, name: &str, typed: &Typed) -> Answer {
    attempts::letter(cx)?;
    let (viewer, first, secret) = (cx.viewer, cx.site().settings().policy.clone(), cx.archive().chance().secret());
    let (mut slips, shown) = (Slips::none(), secret.clone());
    let made = cx.archive().write(move |tx| ground::link(&viewer, tx, &first, &secret)).await;

    let link = kept(&mut slips, made)?.map(|()| link_of(cx, shown.text()));
    page(cx, name, typed, News { link, slips }).await
}

fn link_of(cx: &Cx, secret: &str) -> String {
    cx.site().settings().address.clone() + &address::invitation(secret)
}

/// Keeps what is good; having none left is said at the field.
fn kept(slips: &mut Slips, outcome: archive::Result<()>) -> Result<Option<()>, Problem> {
    match outcome {
        Err(Error::Forbidden(Why::NoInvitations)) => {
            slips.add("email", Slip::NoneLeft);
            Ok(None)
        }
        other => slips.keep(other),
    }
}

pub(super) async fn withdraw(
    cx: Cx,
    AtBoth(name, id): AtBoth<String, InvitationId>,
    Form(Button): Form<Button>,
) -> Answer {
    own(&cx, &name)?;
    let viewer = cx.viewer;
    cx.archive().write(move |tx| ground::withdraw(&viewer, tx, id)).await?;

    Ok(lead_to(&address::own_invitations(&name)))
}

pub(super) async fn wish(cx: Cx, At(name): At<String>, Form(typed): Form<Typed>) -> Answer {
    own(&cx, &name)?;
    let (viewer, number, reason, mut slips) =
        (cx.viewer, typed.number.parse().ok(), typed.reason.clone(), Slips::none());
    let wished = cx.archive().write(move |tx| ground::wish(&viewer, tx, number, &reason)).await;

    if slips.keep(wished)?.is_none() {
        return page(&cx, &name, &typed, News { slips, ..News::default() }).await;
    }
    Ok(lead_to(&address::own_invitations(&name)))
}

async fn page(cx: &Cx, name: &str, typed: &Typed, news: News) -> Answer {
    let (member, viewer, asking) = (own(cx, name)?, cx.viewer, cx.policy().await?.asking);
    let (left, given, wish) = cx
        .archive()
        .read(move |tx| {
            let (left, given) = (ground::left(&viewer, tx)?, ground::given(&viewer, tx)?);
            Ok((left, given, ground::own_wish(&viewer, tx)?))
        })
        .await?;

    let (slips, is_sent) = (&news.slips, cx.asked("done").is_some_and(|done| done == "sent"));
    let link = news.link;
    let page = OwnPage { cx, member, left, given, asking, wish, link, is_sent, typed, slips };
    let status = if slips.is_empty() { StatusCode::OK } else { StatusCode::UNPROCESSABLE_ENTITY };
    Page::new(cx.say.text("own-invitations-title"), page).for_some().with_status(status).for_one(cx)
}
