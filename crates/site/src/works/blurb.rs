//! A work as it stands in a list, and who wrote it. Many pages show both; each is a template of its own, so that it is translated
//! once and not for every page.

use archive::{tags::Kind, works::WorkCard};
use askama::Template;

use super::marks;
use crate::Cx;

/// What readers see of a work before they open it.
#[derive(Template)]
#[template(path = "works/blurb.html")]
pub(crate) struct Blurb<'a> {
    cx: &'a Cx,
    card: &'a WorkCard,
}

/// A work's names, with links to those who bear them.
#[derive(Template)]
#[template(path = "works/byline.html")]
pub(crate) struct Byline<'a> {
    cx: &'a Cx,
    card: &'a WorkCard,
}

/// The blurb of a work, for a template to set in.
pub(crate) const fn blurb<'a>(cx: &'a Cx, card: &'a WorkCard) -> Blurb<'a> {
    Blurb { cx, card }
}

/// The byline of a work, for a template to set in.
pub(crate) const fn byline<'a>(cx: &'a Cx, card: &'a WorkCard) -> Byline<'a> {
    Byline { cx, card }
}
