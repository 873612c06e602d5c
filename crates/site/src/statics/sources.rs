//! The static files as they stand in `assets/`.

/// The script: keyboard shortcuts, nothing a page needs.
pub(super) const SCRIPT: &[u8] = include_bytes!("../../assets/keys.js");

/// The script of the wranglers' bins: one key, one decision.
pub(super) const WRANGLING: &[u8] = include_bytes!("../../assets/wrangling.js");

/// The script of the forms that a text is written into: it keeps what is typed.
pub(super) const WRITING: &[u8] = include_bytes!("../../assets/writing.js");

/// The script of their text: a page to write on, views, and what is pasted.
pub(super) const SURFACE: &[u8] = include_bytes!("../../assets/surface.js");

/// The script of the tag fields: it offers names.
pub(super) const COMPLETE: &[u8] = include_bytes!("../../assets/complete.js");

/// The script of the kudos button.
pub(super) const TALK: &[u8] = include_bytes!("../../assets/talk.js");

/// The script of passkeys.
pub(super) const PASSKEYS: &[u8] = include_bytes!("../../assets/passkeys.js");

/// The script of a work's text: it keeps how far somebody has read, and opens the paragraph where they stopped.
pub(super) const READING: &[u8] = include_bytes!("../../assets/reading.js");

/// The script of orders: rows are dragged, and their numbers follow.
pub(super) const ORDER: &[u8] = include_bytes!("../../assets/order.js");

/// The cap and bells, for the browser's tab.
pub(super) const MARK: &[u8] = include_bytes!("../../assets/mark.svg");

/// The style sheet's parts in order: the tokens first, everything else speaks of them.
pub(super) const STYLES: &[&str] = &[
    include_str!("../../assets/tokens.css"),
    include_str!("../../assets/faces.css"),
    include_str!("../../assets/house.css"),
    include_str!("../../assets/forms.css"),
    include_str!("../../assets/posting.css"),
    include_str!("../../assets/lists.css"),
    include_str!("../../assets/search.css"),
    include_str!("../../assets/work.css"),
    include_str!("../../assets/talk.css"),
    include_str!("../../assets/text.css"),
];

/// Names a face's file and holds it.
macro_rules! faces {
    ($($name:literal),+ $(,)?) => {
        &[$(($name, include_bytes!(concat!("../../assets/fonts/", $name)) as &[u8])),+]
    };
}

/// The faces, each at most 60 kB.
pub(super) const FACES: &[(&str, &[u8])] = faces![
    "literata-latin-400-normal.woff2",
    "literata-latin-400-italic.woff2",
    "literata-latin-700-normal.woff2",
    "literata-latin-ext-400-normal.woff2",
    "atkinson-hyperlegible-latin-400-normal.woff2",
    "atkinson-hyperlegible-latin-400-italic.woff2",
    "atkinson-hyperlegible-latin-700-normal.woff2",
    "foolscap-dyslexic-latin-400-normal.woff2",
    "foolscap-dyslexic-latin-400-italic.woff2",
    "foolscap-dyslexic-latin-700-normal.woff2",
];
