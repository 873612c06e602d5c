//! The browsers somebody is logged in with: what they are called, and ending them (R2).

use archive::{SessionId, accounts};

use super::{edit, lead_to, own};
use crate::{
    Answer, Cx, Say,
    form::{Button, Form},
    path::{At, AtBoth},
};

/// The browsers that call themselves by their own name, the ones that also call themselves by another's first.
const BROWSERS: &[(&str, &str)] = &[
    ("Edg", "Edge"),
    ("OPR/", "Opera"),
    ("Vivaldi", "Vivaldi"),
    ("SamsungBrowser", "Samsung Internet"),
    ("Silk/", "Silk"),
    ("Firefox", "Firefox"),
    ("FxiOS", "Firefox"),
    ("CriOS", "Chrome"),
    ("Chromium", "Chromium"),
    ("Chrome", "Chrome"),
    ("Safari", "Safari"),
    ("curl/", "curl"),
];

/// What they run on, in the same order.
const SYSTEMS: &[(&str, &str)] = &[
    ("Kindle", "Kindle"),
    ("Kobo", "Kobo"),
    ("Android", "Android"),
    ("iPhone", "iPhone"),
    ("iPad", "iPad"),
    ("Windows", "Windows"),
    ("Mac OS", "macOS"),
    ("CrOS", "ChromeOS"),
    ("Linux", "Linux"),
];

/// A browser in words: “Firefox on Linux”.
pub(super) fn told(say: &Say, device: &str) -> String {
    let of = |list: &[(&str, &'static str)]| list.iter().find(|(sign, _)| device.contains(sign)).map(|(_, name)| *name);
    match (of(BROWSERS), of(SYSTEMS)) {
        (Some(browser), Some(system)) => say.of_two("browser-on", browser, system),
        (Some(one), None) | (None, Some(one)) => one.to_owned(),
        (None, None) => say.text("browser-unknown"),
    }
}

pub(super) async fn end(
    cx: Cx,
    AtBoth(name, session): AtBoth<String, SessionId>,
    Form(Button): Form<Button>,
) -> Answer {
    let (member, viewer) = (own(&cx, &name)?, cx.viewer);
    cx.archive().write(move |tx| accounts::end(&viewer, tx, session)).await?;

    Ok(lead_to(&edit::done(member, "browser")))
}

pub(super) async fn end_others(cx: Cx, At(name): At<String>, Form(Button): Form<Button>) -> Answer {
    let member = own(&cx, &name)?;
    let (person, here) = (member.person, member.session);
    cx.archive().write(move |tx| accounts::end_all(tx, person, Some(here))).await?;

    Ok(lead_to(&edit::done(member, "browsers")))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Messages;

    #[test]
    fn a_browser_is_called_by_its_own_name() {
        let say = Messages::english().unwrap().for_header(None);
        let cases = [
            ("Mozilla/5.0 (X11; Linux x86_64; rv:145.0) Gecko/20100101 Firefox/145.0", "Firefox on Linux"),
            ("Mozilla/5.0 (Windows NT 10.0) AppleWebKit/537 Chrome/142 Safari/537 Edg/142", "Edge on Windows"),
            ("Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) Version/18 Safari/604", "Safari on iPhone"),
            ("Mozilla/5.0 (Linux; Android 15) Chrome/142 Mobile Safari/537", "Chrome on Android"),
            ("curl/8.5", "curl"),
            ("", "A browser that says nothing of itself"),
        ];
        for (device, expected) in cases {
            assert_eq!(told(&say, device), expected);
        }
    }
}
