//! A bookmark as it stands in a list: what it is of, and what was said of it.

use archive::{
    bookmarks::{SeenBookmark, Target},
    tags::Kind,
};
use askama::Template;

use crate::Cx;

/// A bookmark in a list.
#[derive(Template)]
#[template(path = "bookmarks/blurb.html")]
pub(crate) struct Blurb<'a> {
    cx: &'a Cx,
    bookmark: &'a SeenBookmark,
}

/// The blurb of a bookmark, for a template to set in.
pub(crate) const fn blurb<'a>(cx: &'a Cx, bookmark: &'a SeenBookmark) -> Blurb<'a> {
    Blurb { cx, bookmark }
}
