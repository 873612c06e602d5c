//! The page of what a member follows, with what they say for all of it.

use archive::{
    accounts::Member,
    subscriptions::{self as ground, Habit, Pace, Subscription, What},
};
use askama::Template;
use axum::http::StatusCode;

use super::{DONE, Sort, named, own_name, pace_words, sorts, what_words};
use crate::{
    Answer, Cx, Page,
    account::{lead_to, own},
    address,
    form::Slips,
    pager::{self, Pager},
    path::At,
};

#[derive(Template)]
#[template(path = "subscriptions/index.html")]
struct SubscriptionsPage<'a> {
    cx: &'a Cx,
    member: &'a Member,
    subscriptions: Vec<Subscription>,
    habit: Habit,
    counts: Vec<(What, u64)>,
    shown: Option<What>,
    /// The address of a feed that was made just now; it is shown this once.
    feed: Option<String>,
    slips: &'a Slips,
    pager: Pager,
}

impl SubscriptionsPage<'_> {
    fn action(&self) -> String {
        address::subscriptions(&self.member.name)
    }

    /// The sorts of what is followed, and of what could be.
    fn sorts(&self) -> Vec<Sort> {
        let count = |what: &What| self.counts.iter().find(|(other, _)| other == what).map_or(0, |(_, count)| *count);
        let counts: Vec<(What, u64)> = What::ALL.iter().map(|what| (*what, count(what))).collect();
        sorts(&self.member.name, &counts, self.shown)
    }

    /// A sort of what is followed, in words.
    #[expect(clippy::trivially_copy_pass_by_ref, reason = "templates hand over references")]
    fn words(&self, what: &What) -> String {
        self.cx.say.text(what_words(*what))
    }

    /// How soon somebody can be told: the word in forms, the words on the page, and whether it is chosen.
    #[expect(clippy::ref_option, clippy::trivially_copy_pass_by_ref, reason = "templates hand over references")]
    fn paces(&self, chosen: &Option<Pace>) -> Vec<(&'static str, String, bool)> {
        let pace = |pace: &Pace| (pace.word(), self.cx.say.text(pace_words(*pace)), *chosen == Some(*pace));
        Pace::ALL.iter().map(pace).collect()
    }

    /// [`Self::paces`] for everything.
    fn usual_paces(&self) -> Vec<(&'static str, String, bool)> {
        self.paces(&Some(self.habit.pace))
    }

    /// Whether times are those of a known time zone.
    fn has_zone(&self) -> bool {
        !self.member.preferences.time_zone.is_empty()
    }
}

/// The hours of a day, as they are chosen.
fn hours() -> impl Iterator<Item = (u64, String)> {
    (0..24).map(|hour| (hour, format!("{hour:02}:00")))
}

/// The hours by which clocks are before UTC, in minutes, as they are chosen.
fn offsets() -> impl Iterator<Item = (i64, String)> {
    (-12..=14).map(|hours: i64| (hours * 60, format!("UTC{hours:+03}:00")))
}

/// What stands on the page beside what is followed.
#[derive(Default)]
pub(super) struct News {
    pub(super) feed: Option<String>,
    pub(super) slips: Slips,
}

/// Leads to one's own page.
pub(super) async fn lead(cx: Cx) -> Answer {
    Ok(lead_to(&address::subscriptions(&own_name(&cx))))
}

pub(super) async fn index(cx: Cx, At(name): At<String>) -> Answer {
    page(&cx, &name, News::default()).await
}

pub(super) async fn page(cx: &Cx, name: &str, news: News) -> Answer {
    let (member, viewer, number) = (own(cx, name)?, cx.viewer, cx.page_number());
    let shown = cx.asked("show").and_then(|word| What::of_word(&word));
    let read = move |tx: &archive::Tx<'_>| {
        let page = pager::existing(number, |number| ground::page_of(&viewer, tx, shown, number))?;
        Ok((page, ground::habit(&viewer, tx)?, ground::counts(&viewer, tx)?))
    };
    let (found, habit, counts) = cx.archive().read(read).await?;

    let query = shown.map_or_else(String::new, |what| format!("?show={}", what.word()));
    let pager = Pager::new(address::subscriptions(&member.name) + &query, &found);
    let (feed, slips) = (news.feed, &news.slips);
    let page = SubscriptionsPage { cx, member, subscriptions: found.items, habit, counts, shown, feed, slips, pager };
    let status = if slips.is_empty() { StatusCode::OK } else { StatusCode::UNPROCESSABLE_ENTITY };
    Page::new(cx.say.text("subscriptions-title"), page).for_some().with_status(status).for_one(cx)
}
