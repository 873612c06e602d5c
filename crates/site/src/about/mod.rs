//! What this archive is, what it runs on, and its keys.

mod notice;

use askama::Template;

use crate::{Answer, Cx, Door, Page, Routes};

/// The routes of this feature.
pub(crate) fn routes(routes: Routes) -> Routes {
    routes.get("/about", Door::Anyone, show).get("/about/terms", Door::Anyone, notice::terms).get(
        "/about/privacy",
        Door::Anyone,
        notice::privacy,
    )
}

#[derive(Template)]
#[template(path = "about/show.html")]
struct AboutPage<'a> {
    cx: &'a Cx,
    version: &'static str,
}

async fn show(cx: Cx) -> Answer {
    let page = AboutPage { cx: &cx, version: env!("CARGO_PKG_VERSION") };

    Page::new(cx.say.text("about-title"), page).answer(&cx)
}
