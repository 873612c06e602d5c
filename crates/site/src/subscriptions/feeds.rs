//! Private Atom feeds: what comes of one subscription, or of all. Whoever has the address reads it, with a plain member's eyes.

use archive::{
    Secret, SubscriptionId, Viewer,
    notices::{self, Notice},
    subscriptions::{self as ground, Fed, SeenSubject},
};
use askama::Template;
use axum::{
    http::{HeaderValue, header},
    response::Response,
};
use jiff::Timestamp;

use super::{
    index::{News, page},
    named, number,
};
use crate::{
    Answer, Cx,
    account::{lead_to, own},
    address,
    form::{Fields, Form, FromFields},
    headers,
    notices::event_words,
    path::At,
    search::feed::plain,
};

#[derive(Template)]
#[template(path = "subscriptions/feed.xml")]
struct Feed<'a> {
    cx: &'a Cx,
    title: String,
    list: String,
    own: String,
    updated: Timestamp,
    notices: Vec<Notice>,
}

impl Feed<'_> {
    fn work(&self, notice: &Notice) -> String {
        whole(self.cx, &address::work(&notice.card.id))
    }

    fn title_of(&self, notice: &Notice) -> String {
        plain(&format!("{}: {}", notice.card.title, event_words(&self.cx.say, &notice.event)))
    }
}

/// Which feed: of one subscription, or of all.
#[derive(Debug)]
pub(super) struct Which(Option<SubscriptionId>);

impl FromFields for Which {
    fn read(fields: &Fields) -> Self {
        Self(number(&fields.line("subscription")))
    }
}

/// Makes the address of a feed and shows it, once: the archive keeps no more of it than can tell it again.
pub(super) async fn take(cx: Cx, At(name): At<String>, Form(Which(of)): Form<Which>) -> Answer {
    own(&cx, &name)?;
    let (viewer, secret) = (cx.viewer, cx.archive().chance().secret());
    let kept = secret.clone();
    cx.archive().write(move |tx| ground::take_feed(&viewer, tx, of, &kept)).await?;

    let feed = Some(whole(&cx, &address::subscription_feed(secret.text())));
    page(&cx, &name, News { feed, ..News::default() }).await
}

pub(super) async fn stop(cx: Cx, At(name): At<String>, Form(Which(of)): Form<Which>) -> Answer {
    own(&cx, &name)?;
    let viewer = cx.viewer;
    cx.archive().write(move |tx| ground::stop_feed(&viewer, tx, of)).await?;

    Ok(lead_to(&address::subscriptions(&name)))
}

pub(super) async fn show(cx: Cx, At(secret): At<String>) -> Answer {
    let shown = Secret::shown(&secret);
    let read = cx.archive().read(move |tx| {
        let fed = ground::by_feed(tx, &shown)?;
        let subject = match fed {
            Fed::All(_) => None,
            Fed::One(person, subject) => Some(ground::seen(&Viewer::Member(person), tx, subject)?),
        };
        Ok((subject, notices::fed(tx, fed)?))
    });
    let (subject, notices): (Option<SeenSubject>, _) = read.await?;

    let title = subject.map_or_else(|| cx.say.text("notices-title"), |subject| named(&cx.say, &subject).0);
    let updated = notices.first().map_or(Timestamp::UNIX_EPOCH, |notice| notice.at);
    let (list, own) = (whole(&cx, "/notices"), whole(&cx, &address::subscription_feed(&secret)));
    let feed = Feed { cx: &cx, title: plain(&title), list, own, updated, notices };
    let mut response = Response::new(feed.render()?.into());
    let kind = HeaderValue::from_static("application/atom+xml; charset=utf-8");
    response.headers_mut().insert(header::CONTENT_TYPE, kind);
    headers::for_some(response.headers_mut());
    Ok(response)
}

fn whole(cx: &Cx, path: &str) -> String {
    format!("{}{path}", cx.site().settings().address)
}
