//! Suspensions and bans: a person as those who keep order deal with them (USER-6).

use archive::{
    Slip, accounts,
    deeds::{self, Deed},
    moderation::{self as ground, Beyond, Sanction},
    people::{
        self, Person,
        profile::{self, Profile},
        pseuds::{Portrait, portraits},
    },
};
use askama::Template;
use axum::http::StatusCode;
use jiff::{Timestamp, civil::Date, tz::TimeZone};

use super::Reason;
use crate::{
    Answer, Cx, Page,
    account::lead_to,
    address,
    form::{Fields, Form, FromFields, Slips},
    path::At,
};

#[derive(Template)]
#[template(path = "hosting/sanctions.html")]
struct SanctionPage<'a> {
    cx: &'a Cx,
    person: &'a Person,
    sanction: Option<Sanction>,
    profile: Profile,
    /// What their account was called before, the last name first.
    former: Vec<String>,
    /// Their names beside which something stands.
    portraits: Vec<Portrait>,
    deeds: Vec<Deed>,
    /// Why nothing can be done to them by who looks.
    beyond: Option<Beyond>,
    form: &'a Wish,
    slips: &'a Slips,
}

impl SanctionPage<'_> {
    /// The sentence about why nothing can be done to them.
    fn why_not(&self) -> Option<String> {
        let sentence = match self.beyond? {
            Beyond::Oneself => message!("sanction-oneself"),
            Beyond::Owner => message!("sanction-owner"),
            Beyond::KeepsOrder => message!("sanction-keeps-order"),
        };
        Some(self.cx.say.text(sentence))
    }

    /// What the account would be called without its name.
    fn name_instead(&self) -> String {
        ground::name_instead(self.person.id)
    }
}

/// What the form sends.
#[derive(Debug, Default)]
pub(super) struct Wish {
    until: String,
    is_ban: bool,
    reason: String,
}

impl FromFields for Wish {
    fn read(fields: &Fields) -> Self {
        Self {
            until: fields.line("until"),
            is_ban: fields.has("ban"),
            reason: fields.text("reason").trim().chars().take(1_000).collect(),
        }
    }
}

impl Wish {
    /// Why, as it was typed.
    pub(super) fn reason(&self) -> &str {
        &self.reason
    }

    /// The end of the day that was chosen, in UTC.
    fn until(&self) -> Result<Timestamp, Slip> {
        let day: Date = self.until.parse().map_err(|_| Slip::NotATime)?;
        let end = day.at(23, 59, 59, 0).to_zoned_datetime(TimeZone::UTC).map_err(|_| Slip::NotATime)?;
        Ok(end.timestamp())
    }
}

pub(super) async fn show(cx: Cx, At(name): At<String>) -> Answer {
    page(&cx, name, &Wish::default(), &Slips::none()).await
}

pub(super) async fn create(cx: Cx, At(name): At<String>, Form(wish): Form<Wish>) -> Answer {
    let mut slips = Slips::none();
    let until = if wish.is_ban { Ok(None) } else { wish.until().map(Some) };
    let until = until.unwrap_or_else(|slip| {
        slips.add("until", slip);
        None
    });
    if !slips.is_empty() {
        return page(&cx, name, &wish, &slips).await;
    }
    let (viewer, who, reason) = (cx.viewer, name.clone(), wish.reason.clone());
    let done = cx
        .archive()
        .write(move |tx| {
            let person = people::by_name(&viewer, tx, &who)?.id;
            match until {
                Some(until) => ground::suspend(&viewer, tx, person, until, &reason),
                None => ground::ban(&viewer, tx, person, &reason),
            }
        })
        .await;

    if slips.keep(done)?.is_none() {
        return page(&cx, name, &wish, &slips).await;
    }
    Ok(lead_to(&(address::person(&name) + "/sanction")))
}

pub(super) async fn warn(cx: Cx, At(name): At<String>, Form(wish): Form<Wish>) -> Answer {
    let (viewer, who, reason, mut slips) = (cx.viewer, name.clone(), wish.reason.clone(), Slips::none());
    let warned = cx.archive().write(move |tx| {
        let person = people::by_name(&viewer, tx, &who)?.id;
        ground::warn(&viewer, tx, person, &reason)
    });

    if slips.keep(warned.await)?.is_none() {
        return page(&cx, name, &wish, &slips).await;
    }
    Ok(lead_to(&(address::person(&name) + "/sanction")))
}

pub(super) async fn destroy(cx: Cx, At(name): At<String>, Form(form): Form<Reason>) -> Answer {
    let (viewer, who) = (cx.viewer, name.clone());
    let lift = move |tx: &archive::Tx<'_>| {
        let person = people::by_name(&viewer, tx, &who)?.id;
        ground::lift(&viewer, tx, person, &form.reason)
    };
    cx.archive().write(lift).await?;

    Ok(lead_to(&(address::person(&name) + "/sanction")))
}

/// Takes the account's name away; the page has another address then.
pub(super) async fn take_name(cx: Cx, At(name): At<String>, Form(wish): Form<Wish>) -> Answer {
    let (viewer, who, reason, mut slips) = (cx.viewer, name.clone(), wish.reason.clone(), Slips::none());
    let taken = cx.archive().write(move |tx| {
        let person = people::by_name(&viewer, tx, &who)?.id;
        ground::take_name(&viewer, tx, person, &reason)
    });

    match slips.keep(taken.await)? {
        Some(given) => Ok(lead_to(&(address::person(&given) + "/sanction"))),
        None => page(&cx, name, &wish, &slips).await,
    }
}

/// The page, with what is wrong with the form.
pub(super) async fn page(cx: &Cx, name: String, form: &Wish, slips: &Slips) -> Answer {
    let viewer = cx.viewer;
    let (person, (sanction, beyond), (profile, _), mut portraits, (deeds, former)) = cx
        .archive()
        .read(move |tx| {
            let person = people::by_name(&viewer, tx, &name)?;
            let deeds = deeds::done_to(&viewer, tx, person.id.number())?;
            let beyond = if person.is_member { ground::beyond(&viewer, tx, person.id)? } else { None };
            let sanction = (ground::sanction_of(&viewer, tx, person.id)?, beyond);
            let (profile, portraits) = (profile::of(&viewer, tx, person.id)?, portraits(&viewer, tx, person.id)?);
            let former = accounts::former_names(&viewer, tx, person.id)?;
            Ok((person, sanction, profile, portraits, (deeds, former)))
        })
        .await?;
    portraits.retain(|portrait| portrait.icon.is_some() || !portrait.description.is_empty());

    let page = SanctionPage { cx, person: &person, sanction, profile, former, portraits, deeds, beyond, form, slips };
    let status = if slips.is_empty() { StatusCode::OK } else { StatusCode::UNPROCESSABLE_ENTITY };
    Page::new(cx.say.of("sanction-title", person.name.as_str()), page).for_some().with_status(status).for_one(cx)
}
