//! What a reader saves of their searching, on one page: searches by name, and what is never to be shown.
//!
//! Other pages lead here with what is to be saved filled in. The page is its owner's alone.

mod never;
mod searches;

use archive::{
    accounts::Member,
    filters::{self as ground, Named, NeverWish, Rule, SavedSearch, Scope, SearchWish},
    search::query::Mine,
};
use askama::Template;
use axum::http::StatusCode;
use percent_encoding::{NON_ALPHANUMERIC, utf8_percent_encode};

use crate::{
    Answer, Cx, Door, Page,
    Parameter::Text,
    Routes,
    account::{lead_to, own},
    address,
    form::Slips,
    path::At,
};

/// What other pages fill in.
const FILLED: &[crate::Parameter] = &[Text("query"), Text("never")];

/// The routes of this feature.
pub(crate) fn routes(routes: Routes) -> Routes {
    routes
        .get("/filters", Door::Members, lead)
        .reading(FILLED)
        .get("/users/{name}/filters", Door::Members, index)
        .reading(FILLED)
        .post("/users/{name}/filters", Door::Account, searches::save)
        .post("/users/{name}/filters/removal", Door::Account, searches::forget)
        .post("/users/{name}/filters/usual", Door::Account, searches::make_usual)
        .post("/users/{name}/filters/feed", Door::Account, searches::take_feed)
        .post("/users/{name}/filters/feed/removal", Door::Account, searches::stop_feed)
        .post("/users/{name}/never", Door::Account, never::hide)
        .post("/users/{name}/never/removal", Door::Account, never::stop_hiding)
}

#[derive(Template)]
#[template(path = "filters/index.html")]
struct FiltersPage<'a> {
    cx: &'a Cx,
    member: &'a Member,
    searches: Vec<SavedSearch>,
    rules: Vec<Rule>,
    typed: &'a Typed,
    /// The address of a feed that was made just now; it is shown this once.
    feed: Option<String>,
    slips: &'a Slips,
}

/// What was typed into the page's forms.
#[derive(Debug, Default)]
struct Typed {
    search: SearchWish,
    never: NeverWish,
    /// The tag whose lists are to begin with a search.
    tag: String,
    /// The search that was meant.
    meant: Option<ground::SearchId>,
}

/// What stands on the page beside what was typed.
#[derive(Default)]
struct News {
    feed: Option<String>,
    slips: Slips,
}

impl FiltersPage<'_> {
    fn action(&self) -> String {
        address::filters(&self.member.name)
    }

    fn never_action(&self) -> String {
        address::person(&self.member.name) + "/never"
    }

    fn named(&self, what: &Named) -> String {
        named(self.cx, what)
    }

    fn exceptions(&self, rule: &Rule) -> String {
        rule.unless.iter().map(|what| self.named(what)).collect::<Vec<_>>().join(", ")
    }

    /// Whether the tag's field of this search is the one that was wrong.
    fn is_meant(&self, search: &SavedSearch) -> bool {
        self.typed.meant == Some(search.id) && !self.slips.is_empty()
    }
}

/// What a rule speaks of, in words.
pub(crate) fn named(cx: &Cx, what: &Named) -> String {
    let say = &cx.say;
    match what {
        Named::Tag(tag) => tag.name.clone(),
        Named::Author(name) => say.of("never-by", name.as_str()),
        Named::Work(card) => say.of("never-work", card.title.as_str()),
        Named::Anonymous => say.text("never-anonymous"),
        Named::Language(code) => say.of("never-language", crate::languages::name(code)),
        Named::Fandoms(most) => say.of("never-fandoms", *most),
        Named::Relationships(most) => say.of("never-relationships", *most),
        Named::Mine(mine) => say.text(mine_message(*mine)),
        Named::Shelf(name) => say.of("never-shelf", name.as_str()),
        Named::Gone => say.text("never-gone"),
    }
}

/// Works that somebody has this to do with.
pub(crate) const fn mine_message(mine: Mine) -> &'static str {
    match mine {
        Mine::Read => message!("never-mine-read"),
        Mine::Seen => message!("never-mine-seen"),
        Mine::Reading => message!("never-mine-reading"),
        Mine::Dropped => message!("never-mine-dropped"),
        Mine::Later => message!("never-mine-later"),
        Mine::Grown => message!("never-mine-grown"),
        Mine::Library => message!("never-mine-library"),
        Mine::Bookmarks => message!("never-mine-bookmarks"),
        Mine::Subscriptions => message!("never-mine-subscriptions"),
        Mine::Downloads => message!("never-mine-downloads"),
    }
}

/// Leads to one's own page, with what was filled in.
async fn lead(cx: Cx) -> Answer {
    let name = cx.member().map(|member| member.name.clone()).unwrap_or_default();
    let filled = ["query", "never"].into_iter().filter_map(|field| {
        let value = cx.asked(field)?;
        Some(format!("{field}={}", utf8_percent_encode(&value, NON_ALPHANUMERIC)))
    });
    let filled = filled.collect::<Vec<_>>().join("&");

    let address = address::filters(&name);
    Ok(lead_to(&if filled.is_empty() { address } else { format!("{address}?{filled}") }))
}

async fn index(cx: Cx, At(name): At<String>) -> Answer {
    let text = |field| cx.asked(field).unwrap_or_default().into_owned();
    let search = SearchWish { query: text("query"), ..SearchWish::default() };
    let never = NeverWish { never: text("never"), ..NeverWish::default() };
    let typed = Typed { search, never, ..Typed::default() };

    page(&cx, &name, &typed, News::default()).await
}

async fn page(cx: &Cx, name: &str, typed: &Typed, news: News) -> Answer {
    let (member, viewer) = (own(cx, name)?, cx.viewer);
    let (searches, rules) =
        cx.archive().read(move |tx| Ok((ground::all(&viewer, tx)?, ground::rules(&viewer, tx)?))).await?;

    let status = if news.slips.is_empty() { StatusCode::OK } else { StatusCode::UNPROCESSABLE_ENTITY };
    let page = FiltersPage { cx, member, searches, rules, typed, feed: news.feed, slips: &news.slips };
    Page::new(cx.say.text("saved-title"), page).for_some().with_status(status).for_one(cx)
}
