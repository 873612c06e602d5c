//! Which sites' players may be embedded, and what `<embed>` and `<object>` with its `<param>`s may say (SAN-8).
//!
//! Browsers run no plug-ins any more, so whoever embeds one of these players gets a link to it as well (see
//! [`link`]): what a browser does not show stays within reach. Whether a page lets a player in is for the page to say.

use super::attributes::LONGEST_VALUE;
use super::tokens::{Tag, Token, Tokens};
use super::write;

/// Beginnings of addresses, without protocol and `www.`.
const WELCOME: &[&str] = &[
    "4shared.com/web/embed",
    "archive.org/embed/",
    "audio.com/embed/audio/",
    "bilibili.com/",
    "criticalcommons.org/",
    "open.spotify.com/",
    "player.bilibili.com/",
    "player.vimeo.com/",
    "podfic.com/",
    "soundcloud.com/",
    "spotify.com/",
    "vidders.net/",
    "viddertube.com/",
    "vimeo.com/",
    "w.soundcloud.com/",
    "youtube-nocookie.com/",
    "youtube.com/",
];

/// Those of them whose players are told by variables what to play.
const WITH_VARIABLES: &[&str] = &[
    "criticalcommons.org/",
    "open.spotify.com/",
    "podfic.com/",
    "soundcloud.com/",
    "spotify.com/",
    "vidders.net/",
    "w.soundcloud.com/",
];

/// What every plug-in is told, whatever the author said.
pub(super) const RESTRAINTS: [(&str, &str); 2] = [("allownetworking", "internal"), ("allowscriptaccess", "never")];

/// Names of the `param` that says where the player is.
const ADDRESSES: &[&str] = &["movie", "src", "url"];

/// Other `param`s that may stand, with their values.
const SETTINGS: &[(&str, &[&str])] =
    &[("allowfullscreen", &["false", "true"]), ("wmode", &["direct", "opaque", "transparent", "window"])];

/// The hosts of these players: what a page that shows clean text has to let in.
pub fn player_hosts() -> impl Iterator<Item = &'static str> {
    WELCOME.iter().filter_map(|beginning| beginning.split('/').next())
}

/// Whether a player may be embedded from this address.
pub(super) fn is_welcome(address: &str) -> bool {
    is_among(WELCOME, address)
}

/// Whether an embed of this address may have the attribute.
pub(super) fn takes(attribute: &str, address: &str) -> bool {
    !matches!(attribute, "flashvars" | "wmode") || is_among(WITH_VARIABLES, address)
}

/// Whether a `param` may have this name.
pub(super) fn is_setting(name: &str) -> bool {
    ADDRESSES.contains(&name) || settings().any(|(known, _)| known == name)
}

/// Whether a `param` of some name may have this value.
pub(super) fn is_value(value: &str) -> bool {
    is_welcome(value) || settings().any(|(_, known)| known == value)
}

fn settings() -> impl Iterator<Item = (&'static str, &'static str)> {
    let free = SETTINGS.iter().flat_map(|(name, values)| values.iter().map(|value| (*name, *value)));
    RESTRAINTS.into_iter().chain(free)
}

/// A `param` as it is written; nothing where it says what every player is told anyway, `None` where it may not stand.
pub(super) fn param(tag: &Tag) -> Option<String> {
    let name = tag.get("name")?.to_ascii_lowercase();
    if let Some(address) = address(tag) {
        return Some(spelled(&name, &address));
    }
    let value = write::one_line(tag.get("value")?);
    let pair = settings().find(|(known, word)| *known == name && value.eq_ignore_ascii_case(word))?;
    Some(if RESTRAINTS.contains(&pair) { String::new() } else { spelled(pair.0, pair.1) })
}

/// The parts with which an element begins: `param`s for an object, none for any other.
pub(super) fn first_parts(element: &str) -> String {
    RESTRAINTS.iter().filter(|_| element == "object").map(|(name, value)| spelled(name, value)).collect()
}

fn spelled(name: &str, value: &str) -> String {
    let mut written = String::new();
    write::empty(&mut written, "param", &(write::attribute("name", name) + &write::attribute("value", value)));
    written
}

/// Whether an object shows one of the players: it says so itself, or one of the `param`s and embeds does that begin it.
pub(super) fn is_player(object: &Tag, inside: Tokens) -> bool {
    let is_head = |token: &Token| match token {
        Token::Start(tag) => matches!(tag.name.as_ref(), "param" | "embed"),
        Token::End(name) => matches!(name.as_ref(), "param" | "embed"),
        Token::Text(text) => text.trim_ascii().is_empty(),
        Token::Comment(_) => true,
        Token::Raw { .. } => false,
    };
    let named = |token| if let Token::Start(tag) = token { address(&tag) } else { None };
    address(object).is_some() || inside.take_while(is_head).find_map(named).is_some()
}

/// The address of the player that this tag is or belongs to, as it is written.
fn address(tag: &Tag) -> Option<String> {
    let value = match tag.name.as_ref() {
        "object" => tag.get("data"),
        "embed" => tag.get("src"),
        "param" => tag.get("value").filter(|_| {
            tag.get("name").is_some_and(|name| ADDRESSES.iter().any(|known| name.eq_ignore_ascii_case(known)))
        }),
        _ => None,
    };
    let fits = |value: &str| value.len() <= LONGEST_VALUE;
    let value = value.filter(|value| fits(value)).map(write::one_line)?;
    Some(value).filter(|value| is_welcome(value)).map(secure).filter(|value| fits(value))
}

/// The link to the player that a written object shows, unless there is one in it already.
pub(super) fn link(object: &str) -> Option<String> {
    let mut tags = Tokens::new(object).filter_map(|token| if let Token::Start(tag) = token { Some(tag) } else { None });
    let address = tags.find_map(|tag| address(&tag))?;
    let href = write::attribute("href", &address);
    let host = bare(&address)?.split('/').next().map(|host| write::attribute("title", host))?;
    (!object.contains(&href)).then(|| format!("<a{href}{host} rel=\"nofollow\">▶</a>"))
}

/// Upgrades `http` to `https` for the sites that players may come from.
pub(super) fn secure(address: String) -> String {
    match bare(&address) {
        Some(_) if !address.starts_with("https://") && is_welcome(&address) => {
            let path = address.split_once("//").map_or("", |(_, path)| path);
            format!("https://{path}")
        }
        _ => address,
    }
}

fn is_among(list: &[&str], address: &str) -> bool {
    let no_detours = !address.contains(['\\', '@']) && !address.contains("..");
    no_detours && bare(address).is_some_and(|bare| list.iter().any(|known| bare.starts_with(known)))
}

fn bare(address: &str) -> Option<String> {
    let (protocol, rest) = address.split_once("//")?;
    let known = matches!(protocol.to_ascii_lowercase().as_str(), "" | "http:" | "https:");
    let rest = rest.to_ascii_lowercase();
    known.then(|| rest.strip_prefix("www.").unwrap_or(&rest).to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_the_listed_players_are_welcome() {
        for address in ["https://www.youtube.com/embed/x", "//player.vimeo.com/video/1", "HTTP://archive.org/embed/y"] {
            assert!(is_welcome(address), "{address}");
        }
        for address in [
            "https://youtube.com.evil.example/x",
            "https://evil.example/youtube.com/",
            "javascript://youtube.com/%0Aalert(1)",
            "https://youtube.com@evil.example/",
            "https://archive.org/embed/../evil",
            "data:text/html,x",
        ] {
            assert!(!is_welcome(address), "{address}");
        }
    }

    #[test]
    fn players_come_over_https() {
        assert_eq!(secure("http://www.youtube.com/embed/x".into()), "https://www.youtube.com/embed/x");
        assert_eq!(secure("http://pictures.example/x.png".into()), "http://pictures.example/x.png");
    }

    #[test]
    fn variables_are_for_the_players_that_need_them() {
        assert!(takes("flashvars", "https://w.soundcloud.com/p") && takes("wmode", "//www.podfic.com/p"));
        assert!(!takes("flashvars", "https://youtube.com/v/1") && takes("src", "https://youtube.com/v/1"));
        assert!(WITH_VARIABLES.iter().all(|site| WELCOME.contains(site)));
    }
}
