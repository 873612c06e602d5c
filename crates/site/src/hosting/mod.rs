//! For those who run the archive, and for machines: is it well, who may do what, what may be crawled.

mod account_works;
mod addresses;
mod blanking;
mod deeds;
mod events;
mod growth;
mod hiding;
mod invitations;
mod letters;
mod orphans;
mod people;
mod roles;
mod sanctions;
mod settings;
mod show;
mod sieve;

pub(crate) use show::LogChecked;

use archive::{
    Slip, Viewer,
    deeds::{Act, Deed},
    works,
};
use askama::Template;
use axum::{
    http::header,
    response::{IntoResponse, Response},
};

use crate::{
    Answer, Cx, Door, Page, Parameter, Problem, Route, Routes,
    form::{Fields, FromFields, Slips},
};

/// What crawlers are asked to leave alone (ROBOT-1): copies in other shapes, and all of it to those who train machines.
const ROBOTS: &str = "User-agent: *\nDisallow: /downloads/\nDisallow: /settings\nDisallow: /*?*view_full_work=\n\
    Disallow: /*?*view_adult=\n\n\
    User-agent: GPTBot\nUser-agent: CCBot\nUser-agent: ClaudeBot\nUser-agent: anthropic-ai\nUser-agent: Google-Extended\n\
    User-agent: Applebot-Extended\nUser-agent: Bytespider\nUser-agent: PerplexityBot\nUser-agent: meta-externalagent\n\
    Disallow: /\n";

/// The routes of this feature.
pub(crate) fn routes(routes: Routes) -> Routes {
    routes
        .get("/healthz", Door::Anyone, health)
        .get("/robots.txt", Door::Anyone, robots)
        .get("/hosting", Door::Moderators, show::show)
        .get("/hosting/doors", Door::Moderators, doors)
        .get("/hosting/deeds", Door::Moderators, deeds::index)
        .reading(&[Parameter::Page])
        .get("/hosting/events", Door::Owners, events::index)
        .reading(&[Parameter::Page])
        .get("/hosting/letters", Door::Owners, letters::index)
        .reading(&[Parameter::Page])
        .post("/hosting/letters", Door::Owners, letters::update)
        .get("/hosting/roles", Door::Owners, roles::index)
        .post("/hosting/roles", Door::Owners, roles::create)
        .post("/hosting/roles/taking", Door::Owners, roles::destroy)
        .get("/hosting/settings", Door::Owners, settings::show)
        .reading(&[Parameter::Text("done")])
        .post("/hosting/settings", Door::Owners, settings::update)
        .get("/hosting/growth", Door::Owners, growth::show)
        .get("/hosting/sieve", Door::Owners, sieve::show)
        .reading(&[Parameter::Text("done")])
        .post("/hosting/sieve/teaching", Door::Owners, sieve::teach)
        .post("/hosting/sieve/emptying", Door::Owners, sieve::empty)
        .get("/hosting/invitations", Door::Moderators, invitations::index)
        .reading(&[Parameter::Text("done"), Parameter::Text("given")])
        .post("/hosting/invitations/grants", Door::Moderators, invitations::grant_all)
        .post("/hosting/invitations/waiting", Door::Moderators, invitations::call)
        .post("/hosting/invitations/wishes/{id}/granting", Door::Moderators, invitations::grant)
        .post("/hosting/invitations/wishes/{id}/refusal", Door::Moderators, invitations::refuse)
        .get("/hosting/addresses", Door::Moderators, addresses::index)
        .post("/hosting/addresses", Door::Moderators, addresses::create)
        .post("/hosting/addresses/lifting", Door::Moderators, addresses::destroy)
        .get("/works/{id}/hiding", Door::Moderators, hiding::show)
        .post("/works/{id}/hiding", Door::Moderators, hiding::create)
        .post("/works/{id}/hiding/lifting", Door::Moderators, hiding::destroy)
        .post("/works/{id}/purge", Door::Moderators, hiding::propose)
        .post("/works/{id}/purge/agreement", Door::Moderators, hiding::agree)
        .post("/works/{id}/purge/withdrawal", Door::Moderators, hiding::withdraw)
        .get("/hosting/orphans/{id}", Door::Moderators, orphans::show)
        .post("/hosting/orphans/{id}", Door::Moderators, orphans::destroy)
        .get("/users/{name}/sanction", Door::Moderators, sanctions::show)
        .post("/users/{name}/sanction", Door::Moderators, sanctions::create)
        .post("/users/{name}/warning", Door::Moderators, sanctions::warn)
        .post("/users/{name}/sanction/lifting", Door::Moderators, sanctions::destroy)
        .get("/users/{name}/works/hiding", Door::Moderators, account_works::show)
        .post("/users/{name}/works/hiding", Door::Moderators, account_works::create)
        .post("/users/{name}/works/hiding/lifting", Door::Moderators, account_works::destroy)
        .get("/hosting/people", Door::Moderators, people::new)
        .post("/hosting/people", Door::Moderators, people::index)
        .post("/users/{name}/name/taking", Door::Moderators, sanctions::take_name)
        .post("/users/{name}/profile/blanking", Door::Moderators, blanking::profile)
        .post("/users/{name}/pseuds/{pseud}/blanking", Door::Moderators, blanking::pseud)
}

/// Why somebody does something, as they typed it.
#[derive(Debug, Default)]
pub(crate) struct Reason {
    pub(crate) reason: String,
}

impl FromFields for Reason {
    fn read(fields: &Fields) -> Self {
        Self { reason: fields.text("reason").trim().chars().take(1_000).collect() }
    }
}

impl Reason {
    /// The reason, if there is one.
    pub(crate) fn given(&self) -> Option<String> {
        Some(self.reason.clone()).filter(|reason| !reason.is_empty())
    }

    /// What is wrong where there is none.
    pub(crate) fn missing() -> Slips {
        let mut slips = Slips::none();
        slips.add("reason", Slip::Missing);
        slips
    }
}

/// The name of the words for what somebody did.
fn deed_words(deed: &Deed) -> &'static str {
    match deed.act {
        Some(Act::Hid) => message!("deed-hid"),
        Some(Act::Showed) => message!("deed-showed"),
        Some(Act::Corrected) => message!("deed-corrected"),
        Some(Act::ProposedPurge) => message!("deed-proposed-purge"),
        Some(Act::DroppedPurge) => message!("deed-dropped-purge"),
        Some(Act::Purged) => message!("deed-purged"),
        Some(Act::Warned) => message!("deed-warned"),
        Some(Act::Suspended) => message!("deed-suspended"),
        Some(Act::Banned) => message!("deed-banned"),
        Some(Act::Lifted) => message!("deed-lifted"),
        Some(Act::GaveRole) => message!("deed-gave-role"),
        Some(Act::TookRole) => message!("deed-took-role"),
        Some(Act::MadeAccount) => message!("deed-made-account"),
        Some(Act::MadeResetLink) => message!("deed-made-reset-link"),
        Some(Act::TookOrphansName) => message!("deed-took-orphans-name"),
        Some(Act::Exported) => message!("deed-exported"),
        Some(Act::TookSecondFactor) => message!("deed-took-second-factor"),
        Some(Act::LoggedOut) => message!("deed-logged-out"),
        Some(Act::ChangedSetting) => message!("deed-changed-setting"),
        Some(Act::InvitedAddress) => message!("deed-invited-address"),
        Some(Act::InvitedWaiting) => message!("deed-invited-waiting"),
        Some(Act::GaveInvitations) => message!("deed-gave-invitations"),
        Some(Act::RefusedInvitations) => message!("deed-refused-invitations"),
        Some(Act::BannedAddress) => message!("deed-banned-address"),
        Some(Act::BlankedProfile) => message!("deed-blanked-profile"),
        Some(Act::BlankedName) => message!("deed-blanked-name"),
        Some(Act::TookName) => message!("deed-took-name"),
        Some(Act::HidAll) => message!("deed-hid-all"),
        Some(Act::ShowedAll) => message!("deed-showed-all"),
        Some(Act::LiftedAddress) => message!("deed-lifted-address"),
        Some(Act::DeletedComment) => message!("deed-deleted-comment"),
        Some(Act::HidBookmark) => message!("deed-hid-bookmark"),
        Some(Act::ShowedBookmark) => message!("deed-showed-bookmark"),
        Some(Act::HidShelf) => message!("deed-hid-shelf"),
        Some(Act::ShowedShelf) => message!("deed-showed-shelf"),
        Some(Act::HidCollection) => message!("deed-hid-collection"),
        Some(Act::ShowedCollection) => message!("deed-showed-collection"),
        Some(Act::MendedCollection) => message!("deed-mended-collection"),
        Some(Act::HidComment) => message!("deed-hid-comment"),
        Some(Act::ShowedComment) => message!("deed-showed-comment"),
        Some(Act::FrozeComment) => message!("deed-froze-comment"),
        Some(Act::ThawedComment) => message!("deed-thawed-comment"),
        Some(Act::HidAllComments) => message!("deed-hid-all-comments"),
        Some(Act::HidSpam) => message!("deed-hid-spam"),
        Some(Act::TaughtSieve) => message!("deed-taught-sieve"),
        Some(Act::EmptiedSieve) => message!("deed-emptied-sieve"),
        None => message!("deed-other"),
    }
}

/// Every route with its door, as the running program has them.
#[derive(Template)]
#[template(path = "hosting/doors.html")]
struct DoorsPage<'a> {
    cx: &'a Cx,
    routes: &'a [Route],
}

/// Well means that the database answers.
async fn health(cx: Cx) -> Answer {
    cx.archive().read(|tx| works::newest(&Viewer::Guest, tx, 1)).await?;

    Ok(plain("ok\n"))
}

async fn robots() -> Result<Response, Problem> {
    Ok(plain(ROBOTS))
}

async fn doors(cx: Cx) -> Answer {
    let page = DoorsPage { cx: &cx, routes: cx.site().routes() };

    Page::new(cx.say.text("doors-title"), page).hidden_from_search_engines().for_one(&cx)
}

fn plain(text: &'static str) -> Response {
    ([(header::CONTENT_TYPE, "text/plain; charset=utf-8"), (header::CACHE_CONTROL, "no-cache")], text).into_response()
}
