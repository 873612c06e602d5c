//! What the forms of a work and of a chapter have in common: the buttons that only change the form, what is shown beside
//! it, and that nothing typed is lost, whatever becomes of it.

use askama::Template;
use axum::http::{HeaderValue, StatusCode, header};
use import::Arrival;
use manuscript::Manuscript;

use super::{
    clash::{Clash, PageClash},
    doctor::{self, Doctor},
    form::Deed,
    preview::Preview,
    taking::{Chosen, Taken},
    typing::Kept,
    view::View,
};
use crate::{Answer, Cx, Page, Problem, Say, form::Slips};

/// A form that a text is written into.
pub(super) trait TextForm: Clone + Send + 'static {
    /// The button that was pressed.
    fn deed(&self) -> Deed;
    /// The file that was chosen.
    fn file(&self) -> &Chosen;
    /// The text, and the view that it is written in.
    fn text(&mut self) -> (&mut String, &mut View);
    /// Puts a story from a file into the form, which is of something new or not.
    fn take(&mut self, story: &Manuscript, is_new: bool) -> Taken;
    /// All that was typed, by the names of the fields' labels.
    fn all(&self, say: &Say) -> Vec<(&'static str, String)>;
}

/// What stands above the fields of a form, or between them.
#[derive(Default)]
pub(super) struct Beside<'a> {
    /// A sentence about what happened.
    pub(super) note: Option<String>,
    /// That whoever writes here cannot post, until when and why.
    pub(super) sanctioned: Option<String>,
    pub(super) preview: Option<Preview<'a>>,
    pub(super) doctor: Option<Doctor<'a>>,
    pub(super) clash: Option<Clash>,
    pub(super) page_clash: Option<PageClash>,
    /// What was typed into other forms of something new, to go on with.
    pub(super) kept: Vec<Kept>,
}

impl Beside<'_> {
    /// Whether nothing has happened to the form yet.
    pub(super) const fn is_empty(&self) -> bool {
        let is_clash = self.clash.is_some() || self.page_clash.is_some();
        self.note.is_none() && self.preview.is_none() && self.doctor.is_none() && !is_clash
    }
}

/// A form after a button that changes nothing but the form.
pub(super) struct Changed<F> {
    pub(super) form: F,
    pub(super) slips: Slips,
    report: Option<(Arrival, Option<Taken>)>,
}

impl<F: TextForm> Changed<F> {
    /// Reads the chosen file into the form, or shows its text in another view; nothing for a button that saves or previews.
    pub(super) async fn by(cx: &Cx, form: &F, is_new: bool) -> Result<Option<Self>, Problem> {
        match form.deed() {
            Deed::Take => Self::taken(cx, form.clone(), is_new).await.map(Some),
            Deed::Turn(view) => Self::turned(cx, form.clone(), view).await.map(Some),
            Deed::Preview | Deed::SaveDraft | Deed::Post => Ok(None),
        }
    }

    async fn taken(cx: &Cx, mut form: F, is_new: bool) -> Result<Self, Problem> {
        let mut slips = Slips::none();
        let Some(arrival) = form.file().arrival(cx, &mut slips).await? else {
            return Ok(Self { form, slips, report: None });
        };
        let taking = cx.away(move || {
            let taken = form.take(&arrival.manuscript, is_new);
            Self { form, slips, report: Some((arrival, Some(taken))) }
        });
        taking.await
    }

    async fn turned(cx: &Cx, mut form: F, to: View) -> Result<Self, Problem> {
        let (text, view) = form.text();
        let (arrival, shown) = doctor::turned(cx, std::mem::take(text), *view, to).await?;
        let (text, view) = form.text();
        (*text, *view) = (shown, to);
        Ok(Self { form, slips: Slips::none(), report: Some((arrival, None)) })
    }

    /// What is told of it.
    pub(super) fn doctor<'a>(&'a self, cx: &'a Cx) -> Option<Doctor<'a>> {
        match self.report.as_ref()? {
            (arrival, Some(taken)) => Some(taken.report(cx, arrival, self.form.file().name())),
            (arrival, None) => Doctor::of_turning(cx, arrival),
        }
    }

    pub(super) fn status(&self) -> StatusCode {
        if self.slips.is_empty() { StatusCode::OK } else { StatusCode::UNPROCESSABLE_ENTITY }
    }
}

/// The form as it was sent, with a sentence above it, where sending it again can do what this time did not.
///
/// `page` makes it of that sentence and a status. Where sending again would not help, because the work is gone or out of
/// reach, the texts are shown to be copied; a program is told the bare problem.
pub(super) fn given_back<F: TextForm>(
    cx: &Cx,
    form: &F,
    problem: Problem,
    page: impl FnOnce(String, StatusCode) -> Answer,
) -> Answer {
    if cx.wants_json {
        return Err(problem);
    }
    let (status, incident) = (problem.status(), problem.incident(cx));
    // It is no page that somebody may not open: only the deed waits.
    let status = if matches!(problem, Problem::LogIn) { StatusCode::UNPROCESSABLE_ENTITY } else { status };
    let answer = match (sentence(&problem), incident) {
        (Some(name), None) => page(cx.say.text(name), status),
        (Some(name), Some(incident)) => {
            page([cx.say.text(name), cx.say.of("problem-incident", incident.as_str())].join(" "), status)
        }
        (None, _) => copies(cx, form, &problem),
    };
    let mut answer = answer?;
    if let Some(seconds) = problem.retry_after() {
        answer.headers_mut().insert(header::RETRY_AFTER, HeaderValue::from(seconds));
    }
    Ok(answer)
}

/// What stands above a form that is worth sending again.
const fn sentence(problem: &Problem) -> Option<&'static str> {
    match problem {
        Problem::LogIn => Some(message!("note-logged-out")),
        Problem::Agree => Some(message!("note-agree-first")),
        Problem::Forged => Some(message!("note-other-session")),
        Problem::Busy | Problem::TooOften { .. } => Some(message!("note-busy")),
        Problem::Broken(_) => Some(message!("note-broken")),
        _ => None,
    }
}

/// What was typed, to be copied.
#[derive(Template)]
#[template(path = "works/copies.html")]
struct CopiesPage<'a> {
    cx: &'a Cx,
    title: &'a str,
    what: &'a str,
    what_to_do: &'a str,
    texts: Vec<(&'static str, String)>,
}

fn copies<F: TextForm>(cx: &Cx, form: &F, problem: &Problem) -> Answer {
    let [title, what, what_to_do] = problem.messages().map(|name| cx.say.text(name));
    let texts = form.all(&cx.say).into_iter().filter(|(_, text)| !text.trim().is_empty()).collect();
    let page = CopiesPage { cx, title: &title, what: &what, what_to_do: &what_to_do, texts };
    Page::new(&*title, page).hidden_from_search_engines().with_status(problem.status()).for_one(cx)
}
