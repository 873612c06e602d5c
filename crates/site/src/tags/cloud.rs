//! The additional tags that are used most, larger the more works have them (WR-17).

use archive::{search, wrangling::Found};
use askama::Template;

use crate::{Answer, Cx, Page};

/// Sizes of names.
const SIZES: u64 = 5;

#[derive(Template)]
#[template(path = "tags/cloud.html")]
struct CloudPage<'a> {
    cx: &'a Cx,
    tags: Vec<(Found, u64)>,
}

pub(super) async fn index(cx: Cx) -> Answer {
    let (viewer, index) = (cx.viewer, cx.site().index().clone());
    let found = cx.archive().read(move |tx| search::cloud(&viewer, tx, &index)).await?;

    let most = found.iter().map(|one| one.works).max().unwrap_or_default();
    let sized = |one: Found| {
        let size = size_of(one.works, most);
        (one, size)
    };
    let page = CloudPage { cx: &cx, tags: found.into_iter().map(sized).collect() };
    Page::new(cx.say.text("cloud-title"), page).answer(&cx)
}

/// How large a name is, from 1: a tenth of the works is not a tenth of the size.
fn size_of(count: u64, most: u64) -> u64 {
    let (count, most) = (u64::from(count.max(1).ilog2()), u64::from(most.max(1).ilog2()));
    1 + (count * (SIZES - 1)).checked_div(most).unwrap_or(0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_used_most_is_largest_and_what_is_used_once_is_smallest() {
        for (count, most, wanted) in [(1, 1, 1), (1, 1000, 1), (1000, 1000, 5), (30, 1000, 2), (0, 0, 1)] {
            assert_eq!(size_of(count, most), wanted, "{count} of {most}");
        }
    }
}
