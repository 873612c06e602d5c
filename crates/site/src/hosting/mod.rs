//! For those who run the archive, and for machines: is it well, who may do what, what may be crawled.

use archive::{Viewer, works};
use askama::Template;
use axum::{
    http::header,
    response::{IntoResponse, Response},
};

use crate::{Answer, Cx, Door, Page, Problem, Route, Routes};

/// What crawlers are asked to leave alone (ROBOT-1): copies in other shapes, and all of it to those who train machines.
const ROBOTS: &str = "User-agent: *\nDisallow: /downloads/\nDisallow: /settings\nDisallow: /*?*view_full_work=\n\
    Disallow: /*?*view_adult=\n\n\
    User-agent: GPTBot\nUser-agent: CCBot\nUser-agent: ClaudeBot\nUser-agent: anthropic-ai\nUser-agent: Google-Extended\n\
    User-agent: Applebot-Extended\nUser-agent: Bytespider\nUser-agent: PerplexityBot\nUser-agent: meta-externalagent\n\
    Disallow: /\n";

/// The routes of this feature.
pub(crate) fn routes(routes: Routes) -> Routes {
    routes.get("/healthz", Door::Anyone, health).get("/robots.txt", Door::Anyone, robots).get(
        "/hosting/doors",
        Door::Moderators,
        doors,
    )
}

/// Every route with its door, as the running program has them.
#[derive(Template)]
#[template(path = "hosting/doors.html")]
struct DoorsPage<'a> {
    cx: &'a Cx,
    routes: &'a [Route],
}

/// Well means that the database answers.
async fn health(cx: Cx) -> Answer {
    cx.archive().read(|tx| works::newest(&Viewer::Guest, tx, 1)).await?;

    Ok(plain("ok\n"))
}

async fn robots() -> Result<Response, Problem> {
    Ok(plain(ROBOTS))
}

async fn doors(cx: Cx) -> Answer {
    let page = DoorsPage { cx: &cx, routes: cx.site().routes() };

    Page::new(cx.say.text("doors-title"), page).hidden_from_search_engines().for_one(&cx)
}

fn plain(text: &'static str) -> Response {
    ([(header::CONTENT_TYPE, "text/plain; charset=utf-8"), (header::CACHE_CONTROL, "no-cache")], text).into_response()
}
