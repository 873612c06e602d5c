//! A tag's own page (WR-16): what it means, what stands around it, and the way to its works.
//!
//! What of it is told to whom is decided by the archive; this page shows what it is given.

use archive::{
    accounts::Power,
    filters, search,
    tags::{self as names, Kind},
    wrangling::{SeenTag, Stand, Standing},
};
use askama::Template;
use axum::http::StatusCode;

use super::kind_message;
use crate::{Answer, Cx, Page, address, path::At};

#[derive(Template)]
#[template(path = "tags/show.html")]
struct TagPage<'a> {
    cx: &'a Cx,
    seen: &'a SeenTag,
    kind: String,
    tree: Vec<Branch<'a>>,
    /// Whether the member keeps it at hand; nothing where nobody can.
    is_at_hand: Option<bool>,
    slip: Option<String>,
}

/// A step through a tree, for a template that can only go along a list.
#[derive(Debug, PartialEq, Eq)]
enum Branch<'a> {
    /// A list begins.
    Open,
    /// A tag in it.
    Tag(&'a Stand),
    /// The tag ends, with all below it.
    End,
    /// The list ends.
    Close,
}

pub(super) async fn show(cx: Cx, At(name): At<String>) -> Answer {
    page(&cx, &names::from_address(&name), None).await
}

/// The page, with what is wrong about keeping the tag at hand.
pub(super) async fn page(cx: &Cx, name: &str, slip: Option<String>) -> Answer {
    let (viewer, name, index) = (cx.viewer, name.to_owned(), cx.site().index().clone());
    let asked =
        cx.archive().read(move |tx| Ok((search::tag(&viewer, tx, &index, &name)?, filters::favourites(&viewer, tx)?)));
    let (seen, favourites) = asked.await?;

    let means = seen.merger.as_ref().unwrap_or(&seen.stand);
    let is_keepable = means.standing == Standing::Canonical && means.tag.kind != Kind::Media && cx.member().is_some();
    let is_at_hand = is_keepable.then(|| favourites.iter().any(|one| one.id == means.tag.id));
    let (name, kind) = (&seen.stand.tag.name, cx.say.text(kind_message(seen.stand.tag.kind)));
    let status = if slip.is_none() { StatusCode::OK } else { StatusCode::UNPROCESSABLE_ENTITY };
    let page = TagPage { cx, seen: &seen, kind, tree: branches(&seen.relatives.tree), is_at_hand, slip };
    Page::new(name, page).with_status(status).answer(cx)
}

/// Where the works are that a tag finds: those of a synonym under the tag that it means (WR-13).
fn works_of(seen: &SeenTag) -> String {
    address::tag_works(seen.merger.as_ref().map_or(&seen.stand.tag.name, |merger| &merger.tag.name))
}

/// What a tag's standing means to a reader, where it needs no second tag to say it.
fn standing_words(seen: &SeenTag) -> &'static str {
    match (seen.stand.standing, seen.stand.tag.kind) {
        (Standing::Canonical, kind) if kind.is_fixed() => message!("tag-is-fixed"),
        (Standing::Canonical, Kind::Media) => message!("tag-is-medium"),
        (Standing::Canonical, _) => message!("tag-is-canonical"),
        (Standing::Unwrangleable, _) => message!("tag-is-unwrangleable"),
        (Standing::Unwrangled | Standing::Synonym | Standing::Banned, _) => message!("tag-is-unwrangled"),
    }
}

/// The name of the word for many tags of a kind.
#[expect(clippy::trivially_copy_pass_by_ref, reason = "templates hand over references")]
pub(crate) const fn children_words(kind: &Kind) -> &'static str {
    match kind {
        Kind::Fandom => message!("tag-children-fandom"),
        Kind::Character => message!("tag-children-character"),
        Kind::Relationship => message!("tag-children-relationship"),
        _ => message!("tag-children-additional"),
    }
}

/// A tree, given as tags with their depths, as nested lists.
fn branches(tree: &[(Stand, usize)]) -> Vec<Branch<'_>> {
    let (mut branches, mut open) = (Vec::new(), 0);
    for (stand, depth) in tree {
        while open > depth + 1 {
            branches.extend([Branch::End, Branch::Close]);
            open -= 1;
        }
        if open == depth + 1 {
            branches.push(Branch::End);
        } else {
            branches.push(Branch::Open);
            open += 1;
        }
        branches.push(Branch::Tag(stand));
    }
    branches.extend((0..open).flat_map(|_| [Branch::End, Branch::Close]));
    branches
}
