//! What one likes, kept with the account (PREF-1): those that have an effect today.

use archive::accounts::{self, Member, Preferences};
use askama::Template;
use jiff::tz::{self, TimeZone};

use super::{lead_to, own};
use crate::{
    Answer, Cx, Page, address,
    form::{Fields, Form, FromFields},
    languages,
    path::At,
    works::wishes::Wishes,
};

#[derive(Template)]
#[template(path = "account/preferences.html")]
struct PreferencesPage<'a> {
    cx: &'a Cx,
    member: &'a Member,
    /// Every zone that this machine knows.
    zones: Vec<String>,
    /// Every language that the site speaks.
    languages: Vec<String>,
    /// What others may do with this member's works.
    wishes: Wishes,
    is_done: bool,
}

/// What the form sends.
#[derive(Debug)]
pub(super) struct Chosen(Preferences);

impl FromFields for Chosen {
    fn read(fields: &Fields) -> Self {
        let known = |zone: &String| zone.is_empty() || TimeZone::get(zone).is_ok();
        Self(Preferences {
            adult: fields.has("adult"),
            whole_work: fields.has("whole_work"),
            hides_warnings: fields.has("hides_warnings"),
            hides_tags: fields.has("hides_tags"),
            unindexed: fields.has("unindexed"),
            unsearched: fields.has("unsearched"),
            no_guest_replies: fields.has("no_guest_replies"),
            no_talk_letters: fields.has("no_talk_letters"),
            no_kudos_letters: fields.has("no_kudos_letters"),
            collections: fields.has("collections"),
            collected_at_once: fields.has("collected_at_once"),
            no_collection_letters: fields.has("no_collection_letters"),
            gifts: fields.has("gifts"),
            no_gift_letters: fields.has("no_gift_letters"),
            talk_copies: fields.has("talk_copies"),
            time_zone: Some(fields.line("time_zone")).filter(known).unwrap_or_default(),
            language: fields.line("language"),
            permissions: Wishes::read(fields).permissions(),
            ..Preferences::default()
        })
    }
}

pub(super) async fn show(cx: Cx, At(name): At<String>) -> Answer {
    let member = own(&cx, &name)?;
    let zones = tz::db().available().map(|zone| zone.to_string()).filter(|zone| zone.contains('/')).collect();
    let languages = cx.site().messages().tags();

    let wishes = Wishes::of(&member.preferences.permissions);
    let page = PreferencesPage { cx: &cx, member, zones, languages, wishes, is_done: cx.asked("done").is_some() };
    Page::new(cx.say.text("preferences-title"), page).hidden_from_search_engines().for_one(&cx)
}

/// A language that the site does not speak counts as none.
pub(super) async fn update(cx: Cx, At(name): At<String>, Form(Chosen(mut wanted)): Form<Chosen>) -> Answer {
    let (member, viewer) = (own(&cx, &name)?, cx.viewer);
    // These have pages of their own.
    wanted.reader.clone_from(&member.preferences.reader);
    wanted.writing.clone_from(&member.preferences.writing);
    wanted.invitations = member.preferences.invitations;
    if !cx.site().messages().tags().contains(&wanted.language) {
        wanted.language.clear();
    }

    cx.archive().write(move |tx| accounts::prefer(&viewer, tx, &wanted)).await?;

    Ok(lead_to(&(address::person(&member.name) + "/preferences?done=yes")))
}
