//! Who is asking: the member behind a session's cookie.

use std::sync::Arc;

use archive::{
    PersonId, Secret, Tx,
    accounts::{self, Lasting, Purpose},
};
use axum::http::HeaderValue;
use jiff::SignedDuration;

use crate::{Cx, Problem, Site, SiteSettings, familiar::Acquaintance};

/// The names of the cookies that prove something.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct CookieNames {
    /// Holds a session's secret.
    pub(crate) session: &'static str,
    /// Holds the secret of a browser that has logged in before.
    pub(crate) device: &'static str,
    /// Holds the secret of somebody between the password and the second factor.
    pub(crate) halfway: &'static str,
}

/// Where the site is reached over TLS or from the machine itself. `__Host-` makes browsers refuse them from another
/// host, path or without TLS.
const NAMES: CookieNames =
    CookieNames { session: "__Host-session", device: "__Host-device", halfway: "__Host-halfway" };

/// On a site that the host has put on plain HTTP.
const PLAIN_NAMES: CookieNames = CookieNames { session: "session", device: "device", halfway: "halfway" };

/// The names of the cookies on this site.
pub(crate) fn cookie_names(settings: &SiteSettings) -> CookieNames {
    if settings.is_plain_http() { PLAIN_NAMES } else { NAMES }
}

/// The member behind a session, if the secret is one and the session lives.
pub(crate) async fn member(site: &Site, secret: Option<&str>) -> Result<Option<Arc<Acquaintance>>, Problem> {
    match secret.map(Secret::shown) {
        Some(secret) => site.familiar().member(site, secret).await,
        None => Ok(None),
    }
}

/// Whether who sends a form is who they were when they began to send it. A body may take its time, and a session that was
/// ended meanwhile, or a sanction, holds at once (R22).
pub(crate) async fn is_still(cx: &Cx) -> Result<(), Problem> {
    let Some(secret) = cx.session() else { return Ok(()) };
    match member(cx.site(), Some(secret.text())).await?.map(|known| known.member.viewer()) {
        Some(viewer) if viewer == cx.viewer => Ok(()),
        Some(viewer) if viewer.is_sanctioned() => Err(Problem::Sanctioned),
        Some(_) => Err(Problem::Forged),
        None => Err(Problem::LogIn),
    }
}

/// Opens a session for somebody who has said their password, or holds a link that is as good; the cookies go into the answer.
pub(crate) async fn begin(cx: &Cx, person: PersonId, lasting: Lasting) -> Result<[HeaderValue; 2], Problem> {
    open(cx, person, lasting, accounts::begin).await
}

/// Opens a session for somebody who has shown two factors, or a passkey; the cookies go into the answer.
pub(crate) async fn begin_proved(cx: &Cx, person: PersonId, lasting: Lasting) -> Result<[HeaderValue; 2], Problem> {
    open(cx, person, lasting, accounts::begin_proved).await
}

/// How a session is opened.
type Opening = fn(&Tx<'_>, PersonId, &Secret, &str, Lasting) -> archive::Result<()>;

/// Opens a session, and knows its browser from now on.
async fn open(cx: &Cx, person: PersonId, lasting: Lasting, opening: Opening) -> Result<[HeaderValue; 2], Problem> {
    let (session, device) = (cx.archive().chance().secret(), cx.archive().chance().secret());
    let (browser, before) = (cx.browser().to_owned(), cx.device().cloned());
    let kept = (session.clone(), device.clone());
    let begin = move |tx: &Tx<'_>| {
        accounts::remember(tx, person, before.as_ref(), &kept.1)?;
        opening(tx, person, &kept.0, &browser, lasting)
    };
    cx.archive().write(begin).await?;
    let (names, lasts) = (cookie_names(cx.site().settings()), (lasting == Lasting::Long).then(|| lasting.time()));
    Ok([
        cookie(cx, names.session, session.text(), lasts)?,
        cookie(cx, names.device, device.text(), Some(accounts::KNOWN_FOR))?,
    ])
}

/// The cookie that takes the browser's session away.
pub(crate) fn over(cx: &Cx) -> Result<HeaderValue, Problem> {
    cookie(cx, cookie_names(cx.site().settings()).session, "", Some(SignedDuration::ZERO))
}

/// The cookie of somebody between the password and the second factor.
pub(crate) fn halfway(cx: &Cx, secret: &Secret) -> Result<HeaderValue, Problem> {
    cookie(cx, cookie_names(cx.site().settings()).halfway, secret.text(), Some(Purpose::SecondStep.lasts()))
}

/// The cookie that takes [`halfway`] away.
pub(crate) fn no_longer_halfway(cx: &Cx) -> Result<HeaderValue, Problem> {
    cookie(cx, cookie_names(cx.site().settings()).halfway, "", Some(SignedDuration::ZERO))
}

/// A cookie without a time goes when the browser is closed.
fn cookie(cx: &Cx, name: &str, value: &str, lasts: Option<SignedDuration>) -> Result<HeaderValue, Problem> {
    let secure = if cx.site().settings().is_plain_http() { "" } else { "; Secure" };
    let age = lasts.map_or_else(String::new, |time| format!("; Max-Age={}", time.as_secs()));
    HeaderValue::try_from(format!("{name}={value}; Path=/; HttpOnly; SameSite=Lax{secure}{age}"))
        .map_err(Problem::broken)
}
