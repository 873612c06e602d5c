//! How large the tables of the archive are and how they grow, for owners (R36). Noted once a night.

use archive::growth::{self as ground, Size};
use askama::Template;

use crate::{Answer, Cx, Page};

#[derive(Template)]
#[template(path = "hosting/growth.html")]
struct GrowthPage<'a> {
    cx: &'a Cx,
    sizes: Vec<Size>,
}

impl GrowthPage<'_> {
    /// What came to a table in a week: `+1234`, or nothing where that is not known yet.
    fn growth(size: &Size) -> String {
        size.before.map_or_else(String::new, |before| format!("{:+}", i128::from(size.rows) - i128::from(before)))
    }

    /// Bytes in mebibytes, upwards.
    const fn mebibytes(size: &Size) -> u64 {
        size.bytes.div_ceil(1024 * 1024)
    }
}

pub(super) async fn show(cx: Cx) -> Answer {
    let viewer = cx.viewer;
    let sizes = cx.archive().read(move |tx| ground::largest(&viewer, tx)).await?;

    let page = GrowthPage { cx: &cx, sizes };
    Page::new(cx.say.text("growth-title"), page).for_some().for_one(&cx)
}
