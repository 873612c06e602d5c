//! The furniture of every page: the layout around a page's own template.
//!
//! A page is a struct with a template and no idea of the layout; [`Page`] puts it between head and foot, with the
//! visitor's settings, and hands it over as a [`Sheet`].

use archive::{
    WorkId,
    works::{PackedText, WorkCard},
};
use askama::Template;
use axum::{
    http::StatusCode,
    response::{IntoResponse, Response},
};

use crate::{
    Answer, Cx, Sheet, headers,
    sheet::{Belonging, Own, Reach, Slot},
    visits::Shown,
};

/// A page on its way out.
#[derive(Debug)]
pub struct Page<T> {
    title: String,
    body: T,
    texts: Vec<PackedText>,
    hides_from_search_engines: bool,
    is_for_some: bool,
    alike: Option<WorkId>,
    about: Option<WorkId>,
    shown: Option<Shown>,
    status: StatusCode,
}

/// The layout, with a body already rendered: it is one type for all pages, because a layout for each was the
/// largest single thing that the compiler translated (decision 31).
#[derive(Template)]
#[template(path = "layout/page.html")]
struct Layout<'a> {
    cx: &'a Cx,
    title: &'a str,
    body: &'a str,
    hides_from_search_engines: bool,
    /// The element that a browser waits for before it shows anything, so that nothing moves while the page comes.
    shown_from: &'static str,
    nav: Slot,
}

/// The masthead's links: with a member's name and the secret of their forms.
#[derive(Template)]
#[template(path = "layout/_nav.html")]
struct Nav<'a> {
    cx: &'a Cx,
}

/// What stands on any page for this member alone.
pub(crate) fn belonging(cx: &Cx) -> Result<Belonging, askama::Error> {
    let Some(token) = cx.form_token() else { return Ok(Belonging::default()) };
    Ok(Belonging { nav: Nav { cx }.render()?, token: token.to_owned() })
}

impl<T: Template> Page<T> {
    /// A page under a title. The archive's name is added to it.
    pub fn new(title: impl Into<String>, body: T) -> Self {
        Self {
            title: title.into(),
            body,
            texts: Vec::new(),
            hides_from_search_engines: false,
            is_for_some: false,
            alike: None,
            about: None,
            shown: None,
            status: StatusCode::OK,
        }
    }

    /// Stored texts for the [`Slot::Text`]s of the template, in their order.
    #[must_use]
    pub fn with_texts(self, texts: Vec<PackedText>) -> Self {
        Self { texts, ..self }
    }

    /// Asks search engines not to list this page.
    #[must_use]
    pub fn hidden_from_search_engines(self) -> Self {
        Self { hides_from_search_engines: true, ..self }
    }

    /// A page that shows this work: kept, found and told to other sites only if the work is, and old when something is said
    /// there.
    #[must_use]
    pub fn about(self, card: &WorkCard) -> Self {
        let page = Self { about: Some(card.id), ..self };
        if card.is_open() { page.unindexed(card.is_unindexed) } else { page.for_some() }
    }

    /// Asks search engines not to list this page where its people wish it (VIS-12).
    #[must_use]
    pub fn unindexed(self, is_wish: bool) -> Self {
        if is_wish { self.hidden_from_search_engines() } else { self }
    }

    /// A page that is, but for what [`belonging`] makes, the same for all members alike in [`Cx::kin`] who have no tie to
    /// this work.
    #[must_use]
    pub fn alike_for_members(self, card: &WorkCard) -> Self {
        let alike = (card.is_open() && !card.is_own).then_some(card.id);
        Self { alike, ..self }
    }

    /// A page with the text of this work, which is noted where it is shown.
    #[must_use]
    pub fn showing(self, card: &WorkCard) -> Self {
        Self { shown: Shown::of(card), ..self }
    }

    /// A page for some people only: kept nowhere, not listed, and where one goes from it is not told where one was.
    #[must_use]
    pub fn for_some(self) -> Self {
        Self { hides_from_search_engines: true, is_for_some: true, ..self }
    }

    /// The page with this status.
    #[must_use]
    pub fn with_status(self, status: StatusCode) -> Self {
        Self { status, ..self }
    }

    /// A page that is not the same for all guests, and so is never kept.
    pub fn for_one(self, cx: &Cx) -> Answer {
        let is_for_some = self.is_for_some;
        let mut response = self.sheet(cx)?.into_response();
        if is_for_some {
            headers::for_some(response.headers_mut());
        }
        Ok(response)
    }

    /// A page that every guest with the same settings gets alike.
    pub fn answer(self, cx: &Cx) -> Answer {
        if self.is_for_some {
            return self.for_one(cx);
        }
        let mut sheet = self.sheet(cx)?;
        if cx.is_guest() {
            sheet.reach = Reach::Guests;
        }
        Ok(sheet.into_response())
    }

    fn sheet(self, cx: &Cx) -> Result<Sheet, askama::Error> {
        let Self { title, body, texts, hides_from_search_engines, is_for_some, alike, about, shown, status } = self;
        let nav = Slot::Own(Own::Nav);
        // A long text is read from its beginning while the rest comes.
        let shown_from = if texts.is_empty() { "colophon" } else { "text-follows" };
        let body = &body.render()?;
        let html = Layout { cx, title: &title, body, hides_from_search_engines, shown_from, nav }.render()?;
        let reach = if cx.is_guest() && !is_for_some { Reach::Visitor } else { Reach::Member };
        Ok(Sheet { status, belonging: belonging(cx)?, alike, about, shown, ..Sheet::around(&html, texts, reach) })
    }
}

/// The page of a problem.
#[derive(Template)]
#[template(path = "layout/problem.html")]
pub(crate) struct ProblemPage<'a> {
    pub(crate) cx: &'a Cx,
    pub(crate) title: &'a str,
    pub(crate) what: &'a str,
    pub(crate) what_to_do: &'a str,
    pub(crate) incident: Option<&'a str>,
    /// Where something can be done about it, and the words of that button.
    pub(crate) way_on: Option<(String, String)>,
}

impl ProblemPage<'_> {
    /// The page in the layout; the bare sentences when even that fails.
    pub(crate) fn answer(self) -> Response {
        let plain = format!("{}\n{}\n{}", self.title, self.what, self.what_to_do);
        let cx = self.cx;
        let page = Page::new(self.title, self).hidden_from_search_engines().for_one(cx);
        page.unwrap_or_else(|_| plain.into_response())
    }
}
