//! The context of one request: who asks, of which archive, in which language, with which settings.
//!
//! Made once, in [`crate::welcome`], and passed first to everything. A handler has no other way to the viewer.

use std::{
    borrow::Cow,
    net::{IpAddr, Ipv4Addr},
    sync::Arc,
};

use archive::{
    Archive, Secret, Viewer, WorkId,
    accounts::{Member, Power},
    people,
    policies::{self, Policy},
    tags::Kind,
    works::{self, WorkCard},
};
use axum::{
    extract::FromRequestParts,
    http::{HeaderMap, Uri, header, request::Parts},
};
use jiff::{Timestamp, tz::TimeZone};

use crate::{
    Problem, Say, Site,
    client::{self, Peer},
    cookies::{self, Cookies},
    familiar::Acquaintance,
    sessions::cookie_names,
    settings::{Reader, reader::Face},
    sheet::{Own, Slot},
    throttle::Rule,
};

/// Everything a handler may know of the request besides its path and form.
#[derive(Debug, Clone)]
pub struct Cx {
    site: Site,
    /// Who asks.
    pub viewer: Viewer,
    /// The member behind the viewer.
    member: Option<Arc<LoggedIn>>,
    /// The visitor's language.
    pub say: Say,
    /// How the visitor likes pages.
    pub reader: Reader,
    /// Whether the visitor has agreed to see adult content, now or before (POST-21).
    pub consent: bool,
    /// Whether a program asks, that reads JSON.
    pub wants_json: bool,
    asked: Arc<Asked>,
}

/// The address asked for.
#[derive(Debug)]
struct Asked {
    path: String,
    query: Option<String>,
    referer: Option<String>,
    browser: String,
    device: Option<Secret>,
    halfway: Option<Secret>,
    client: IpAddr,
    keys: Vec<(WorkId, Secret)>,
}

/// Somebody who is logged in, and the secret that their forms hold.
#[derive(Debug)]
struct LoggedIn {
    known: Arc<Acquaintance>,
    session: Secret,
    form_token: Secret,
}

impl Cx {
    /// Reads a request's address and headers.
    pub(crate) fn of(
        site: Site,
        uri: &Uri,
        headers: &HeaderMap,
        peer: Option<Peer>,
        known: Option<Arc<Acquaintance>>,
    ) -> Self {
        let text = |name| headers.get(name).and_then(|value| value.to_str().ok());
        let cookies = Cookies::of(headers, cookie_names(site.settings()));
        let peer = peer.map_or(IpAddr::V4(Ipv4Addr::UNSPECIFIED), |Peer(address)| address);
        let asked = Asked {
            path: uri.path().to_owned(),
            query: uri.query().map(str::to_owned),
            referer: text(header::REFERER).map(str::to_owned),
            browser: text(header::USER_AGENT).unwrap_or_default().to_owned(),
            device: cookies.device.map(Secret::shown),
            halfway: cookies.halfway.map(Secret::shown),
            client: client::address(peer, headers, &site.settings().trusted_proxies),
            keys: cookies::keys(headers),
        };
        let member = known.zip(cookies.session.map(Secret::shown)).map(|(known, session)| {
            let form_token = session.derived("forms");
            Arc::new(LoggedIn { known, session, form_token })
        });
        let mut cx = Self {
            viewer: member.as_ref().map_or(Viewer::Guest, |logged_in| logged_in.known.member.viewer()),
            member,
            say: site.messages().for_header(text(header::ACCEPT_LANGUAGE)),
            reader: cookies.reader.map(Reader::from_cookie).unwrap_or_default(),
            consent: cookies.consent,
            wants_json: text(header::ACCEPT).is_some_and(|accept| accept.contains("json")),
            asked: Arc::new(asked),
            site,
        };
        cx.obey_preferences();
        cx.consent |= cx.asked("view_adult").is_some_and(|word| word == "true");
        cx
    }

    /// What the member likes goes before what the browser says.
    fn obey_preferences(&mut self) {
        let Some(logged_in) = self.member.clone() else { return };
        let preferences = &logged_in.known.member.preferences;
        self.consent |= preferences.adult;
        if !preferences.reader.is_empty() {
            self.reader = Reader::from_cookie(&preferences.reader);
        }
    }

    /// Whether tags of this kind wait for a click on a work (PREF-1); never on one's own, and not where there are none.
    pub(crate) fn conceals(&self, kind: Kind, card: &WorkCard) -> bool {
        let Some(likes) = self.member().map(|member| &member.preferences) else { return false };
        let waits = match kind {
            Kind::Warning => likes.hides_warnings,
            Kind::Additional => likes.hides_tags,
            _ => false,
        };
        waits && !card.is_own && card.tags_of(kind).next().is_some()
    }

    /// The member's time zone; UTC for whoever has not said one.
    pub fn zone(&self) -> TimeZone {
        let zone = self.member().map_or("", |member| member.preferences.time_zone.as_str());
        TimeZone::get(zone).unwrap_or(TimeZone::UTC)
    }

    /// What that zone is called.
    pub fn zone_name(&self) -> String {
        self.zone().iana_name().unwrap_or("UTC").to_owned()
    }

    /// An instant to the minute, in the member's time zone.
    pub fn minute(&self, instant: &Timestamp) -> String {
        self.zone().to_datetime(*instant).strftime("%Y-%m-%d %H:%M").to_string()
    }

    /// An instant to the minute, with the name of the zone that it is told in.
    pub fn moment(&self, instant: &Timestamp) -> String {
        format!("{} ({})", self.minute(instant), self.zone_name())
    }

    /// Whether somebody may take this name by themselves (USER-1).
    pub(crate) fn allows(&self, name: &str) -> archive::Result<()> {
        people::check_allowed(name, &self.site.settings().forbidden_names)
    }

    /// The archive, to be asked on behalf of [`Cx::viewer`].
    pub fn archive(&self) -> &Archive {
        self.site.archive()
    }

    /// The site: its name, files and routes.
    pub fn site(&self) -> &Site {
        &self.site
    }

    /// The member who is logged in.
    pub fn member(&self) -> Option<&Member> {
        self.member.as_ref().map(|logged_in| &logged_in.known.member)
    }

    /// Whether somebody is logged in whose role has a power.
    pub fn has(&self, power: Power) -> bool {
        self.member().is_some_and(|member| member.has(power))
    }

    /// The member, if their roles wait for a second factor.
    pub fn limited(&self) -> Option<&Member> {
        self.member().filter(|member| member.is_limited)
    }

    /// Whether the terms have changed since the member agreed to them (USER-2). Who was made a member by the host at the
    /// terminal was never asked, and is not asked now.
    pub fn must_agree(&self) -> bool {
        let Some(member) = self.member() else { return false };
        let terms = member.terms.as_ref().unwrap_or(&self.site.settings().policy.terms_version);
        member.agreed_to.as_ref().is_some_and(|agreed_to| agreed_to != terms)
    }

    /// How the archive is run now.
    pub(crate) async fn policy(&self) -> Result<Policy, Problem> {
        let first = self.site.settings().policy.clone();
        Ok(self.archive().read(move |tx| policies::of(tx, &first)).await?)
    }

    /// The secret that forms on this page hold; nothing for guests.
    pub fn form_token(&self) -> Option<&str> {
        self.member.as_ref().map(|logged_in| logged_in.form_token.text())
    }

    /// Where that secret goes in a form.
    pub(crate) fn form_slot(&self) -> Option<Slot> {
        self.member.as_ref().map(|_| Slot::Own(Own::Token))
    }

    /// Everything, besides the address, that a page may depend on which is the same for all members who have no tie to
    /// what it shows; nothing for a member who is told more than others are, or asked for something.
    pub(crate) fn kin(&self) -> Option<String> {
        let Acquaintance { member, likes, .. } = &*self.member.as_ref()?.known;
        let is_plain = member.roles.is_empty() && member.sanction.is_none() && !self.must_agree() && !member.is_limited;
        let asks_alike = self.asked.keys.is_empty() && !self.wants_json;
        let (reader, consent, language) = (self.reader.to_cookie(), self.consent, self.say.tag());
        (is_plain && asks_alike).then(|| format!("{likes} {reader} {consent} {language}"))
    }

    /// Whether a work may be to the member not what it is to every member.
    pub(crate) fn is_tied_to(&self, work: WorkId) -> bool {
        let ties = self.member.as_ref().and_then(|logged_in| logged_in.known.ties.as_ref());
        ties.is_none_or(|ties| ties.contains(&work))
    }

    /// The secret of the session behind the member.
    pub(crate) fn session(&self) -> Option<&Secret> {
        self.member.as_ref().map(|logged_in| &logged_in.session)
    }

    /// Whether a form holds the secret of the member who sends it. A guest's form has nothing to lose.
    pub(crate) fn is_own_form(&self, token: &str) -> Result<(), Problem> {
        match &self.member {
            Some(logged_in) if logged_in.form_token != Secret::shown(token) => Err(Problem::Forged),
            _ => Ok(()),
        }
    }

    /// A work as this visitor asks for it: with the key of its secret link, when they hold one.
    pub(crate) fn work(&self, id: WorkId) -> works::Asked {
        let key = self.asked.keys.iter().find(|(work, _)| *work == id).map(|(_, key)| key.clone());
        works::Asked::with(id, key)
    }

    /// How many notices the member has not read.
    pub(crate) fn unread(&self) -> u64 {
        self.member.as_ref().map_or(0, |logged_in| logged_in.known.unread)
    }

    /// What the browser calls itself.
    pub fn browser(&self) -> &str {
        &self.asked.browser
    }

    /// What this browser is known by, if it says that it logged in to some account before.
    pub(crate) fn device(&self) -> Option<&Secret> {
        self.asked.device.as_ref()
    }

    /// By what this browser is known between the password and the second factor.
    pub(crate) fn halfway(&self) -> Option<&Secret> {
        self.asked.halfway.as_ref()
    }

    /// The address of whoever asks (R16).
    pub(crate) fn client(&self) -> IpAddr {
        self.asked.client
    }

    /// Lets the member behind the viewer do something once more, or says how long to wait.
    pub(crate) fn slow_down(&self, rule: Rule) -> Result<(), Problem> {
        let key = self.member().map_or_else(String::new, |member| member.person.to_string());
        self.site.throttle().pass(rule, &key, self.now())
    }

    /// Does work that takes a processor away from the threads that serve pages, in a seat of which there is one a processor:
    /// who asks for much of it waits for their own turn. It is finished whether or not anybody still waits for it.
    pub(crate) async fn away<T: Send + 'static>(
        &self,
        work: impl FnOnce() -> T + Send + 'static,
    ) -> Result<T, Problem> {
        let seat = self.site.writers().acquire_owned().await.map_err(Problem::broken)?;
        let working = tokio::task::spawn_blocking(move || {
            let _seat = seat;
            work()
        });
        working.await.map_err(Problem::broken)
    }

    /// The time now, by the archive's clock.
    pub(crate) fn now(&self) -> Timestamp {
        self.archive().clock().now()
    }

    /// Whether nobody is logged in.
    pub fn is_guest(&self) -> bool {
        matches!(self.viewer, Viewer::Guest)
    }

    /// The first value of a parameter in the address.
    pub fn asked(&self, name: &str) -> Option<Cow<'_, str>> {
        let pairs = form_urlencoded::parse(self.asked.query.as_deref()?.as_bytes());
        pairs.into_iter().find(|(key, _)| key == name).map(|(_, value)| value)
    }

    /// Every value of a parameter in the address, in its order.
    pub fn all_asked(&self, name: &str) -> Vec<String> {
        let pairs = form_urlencoded::parse(self.asked.query.as_deref().unwrap_or_default().as_bytes());
        pairs.filter(|(key, _)| key == name).map(|(_, value)| value.into_owned()).collect()
    }

    /// Whether the address says that this is so.
    pub fn is_asked(&self, flag: &str) -> bool {
        self.asked(flag).is_some_and(|word| word == "true")
    }

    /// The page number asked for, from 1; anything that is none counts as the first page (FILT-8).
    pub fn page_number(&self) -> u64 {
        self.asked("page").and_then(|page| page.parse().ok()).unwrap_or(1).max(1)
    }

    /// The path asked for.
    pub fn path(&self) -> &str {
        &self.asked.path
    }

    /// The path and parameters asked for, to come back to.
    pub fn address(&self) -> String {
        match &self.asked.query {
            Some(query) => format!("{}?{query}", self.asked.path),
            None => self.asked.path.clone(),
        }
    }

    /// The page of ours that the visitor comes from, if the browser says.
    pub fn came_from(&self) -> Option<&str> {
        let referer = self.asked.referer.as_deref()?;
        let after_scheme = referer.split_once("://")?.1;
        after_scheme.split_once('/').and_then(|(host, _)| after_scheme.strip_prefix(host))
    }

    /// The address of a static file, with its content's hash in it.
    pub fn file(&self, name: &str) -> &str {
        self.site.statics().address(name)
    }

    /// The faces that this page's text is set in, to be fetched early so that nothing jumps.
    pub fn fonts(&self) -> impl Iterator<Item = &str> {
        let files: &[&str] = match self.reader.face {
            Face::Literata => &["literata-latin-400-normal.woff2", "literata-latin-400-italic.woff2"],
            Face::Atkinson => &["atkinson-hyperlegible-latin-400-normal.woff2", "literata-latin-400-italic.woff2"],
            Face::Dyslexic => &["foolscap-dyslexic-latin-400-normal.woff2", "literata-latin-400-italic.woff2"],
            Face::System => &["literata-latin-400-italic.woff2"],
        };
        files.iter().map(|name| self.file(name))
    }

    /// The host's sentence about the archive, or the built-in one.
    pub fn tagline(&self) -> String {
        let own = &self.site.settings().tagline;
        if own.is_empty() { self.say.text("about-tagline") } else { own.clone() }
    }

    /// A number under which a visitor can speak of what went wrong and a host find it in the log.
    pub(crate) fn next_incident(&self) -> String {
        self.site.next_incident()
    }
}

impl<S: Sync> FromRequestParts<S> for Cx {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, Problem> {
        let missing = || Problem::broken("a route stands outside the welcome layer");
        parts.extensions.get::<Self>().cloned().ok_or_else(missing)
    }
}

/// Where a form may lead back to: a path of this site and nothing else, `/` otherwise.
pub fn local(address: &str) -> &str {
    let odd = |c: char| c.is_control() || c == '\\';
    let is_local = address.starts_with('/') && !address.starts_with("//") && !address.contains(odd);
    if is_local { address } else { "/" }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_form_leads_back_only_into_this_site() {
        let cases = [
            ("/works/7?page=2#text", "/works/7?page=2#text"),
            ("https://evil.example", "/"),
            ("//evil.example", "/"),
            ("/\\evil.example", "/"),
            ("javascript:alert(1)", "/"),
            ("/works\r\nSet-Cookie: a=b", "/"),
            ("", "/"),
        ];
        for (asked, led) in cases {
            assert_eq!(local(asked), led, "{asked}");
        }
    }
}
