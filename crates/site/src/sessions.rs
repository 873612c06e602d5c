//! Who is asking: the member behind a session's cookie.

use archive::{
    Secret,
    accounts::{self, Lasting, Member},
};
use axum::http::HeaderValue;

use crate::{Cx, Problem, Site, SiteSettings};

/// The cookie's name where the site is reached over TLS or from the machine itself. `__Host-` makes browsers refuse it
/// from another host, path or without TLS.
const COOKIE: &str = "__Host-session";

/// Its name on a site that the host has put on plain HTTP.
const PLAIN_COOKIE: &str = "session";

/// The name of the cookie that holds a session's secret on this site.
pub(crate) fn cookie_name(settings: &SiteSettings) -> &'static str {
    if settings.is_plain_http() { PLAIN_COOKIE } else { COOKIE }
}

/// The member behind a session, if the secret is one and the session lives.
pub(crate) async fn member(site: &Site, secret: Option<&str>) -> Result<Option<Member>, Problem> {
    let Some(secret) = secret.map(Secret::shown) else { return Ok(None) };
    Ok(site.archive().read(move |tx| accounts::who(tx, &secret)).await?)
}

/// Opens a session for somebody who has proved who they are; the cookie goes into the answer.
pub(crate) async fn begin(cx: &Cx, person: archive::PersonId, lasting: Lasting) -> Result<HeaderValue, Problem> {
    let (secret, device) = (cx.archive().chance().secret(), cx.browser().to_owned());
    let kept = secret.clone();
    cx.archive().write(move |tx| accounts::begin(tx, person, &kept, &device, lasting)).await?;
    cookie(cx, secret.text(), (lasting == Lasting::Long).then(|| lasting.time().as_secs()))
}

/// The cookie that takes the browser's one away.
pub(crate) fn over(cx: &Cx) -> Result<HeaderValue, Problem> {
    cookie(cx, "", Some(0))
}

/// A short session's cookie goes when the browser is closed.
fn cookie(cx: &Cx, value: &str, max_age: Option<i64>) -> Result<HeaderValue, Problem> {
    let settings = cx.site().settings();
    let name = cookie_name(settings);
    let secure = if settings.is_plain_http() { "" } else { "; Secure" };
    let age = max_age.map_or_else(String::new, |seconds| format!("; Max-Age={seconds}"));
    HeaderValue::try_from(format!("{name}={value}; Path=/; HttpOnly; SameSite=Lax{secure}{age}"))
        .map_err(Problem::broken)
}
