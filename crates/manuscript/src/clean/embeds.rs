//! Which sites' players may be embedded (SAN-8).

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

/// The hosts of these players: what a page that shows clean text has to let in.
pub fn player_hosts() -> impl Iterator<Item = &'static str> {
    WELCOME.iter().filter_map(|beginning| beginning.split('/').next())
}

/// Whether a player may be embedded from this address.
pub(super) fn is_welcome(address: &str) -> bool {
    let no_detours = !address.contains(['\\', '@']) && !address.contains("..");
    no_detours && bare(address).is_some_and(|bare| WELCOME.iter().any(|known| bare.starts_with(known)))
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
}
