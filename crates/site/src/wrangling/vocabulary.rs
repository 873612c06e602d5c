//! The vocabulary as a file: taken away, and taken in with a report of every line that was not.

use archive::{
    Slip, Tx,
    wrangling::vocabulary::{self as ground, Complaint, Fault, Taken},
};
use askama::Template;
use axum::{
    http::{HeaderValue, StatusCode, header},
    response::Response,
};

use super::kind_words;
use crate::{
    Answer, Cx, Page,
    form::{Fields, Form, FromFields, Slips, told},
    sheet::Reach,
    upload::File,
};

/// So many bytes a file may have that is taken in on a page; a larger one goes in at the terminal.
pub(super) const LARGEST: usize = 2 * 1024 * 1024;

/// So many lines are told of.
const TOLD: usize = 500;

#[derive(Template)]
#[template(path = "wrangling/vocabulary.html")]
struct VocabularyPage<'a> {
    cx: &'a Cx,
    slips: &'a Slips,
    dry: bool,
    taken: Option<&'a Taken>,
}

/// What the form sends.
#[derive(Debug)]
pub(super) struct Wish {
    file: Option<File>,
    dry: bool,
}

impl FromFields for Wish {
    fn read(fields: &Fields) -> Self {
        Self { file: fields.file("file").cloned(), dry: fields.has("dry") }
    }
}

impl VocabularyPage<'_> {
    /// The complaints that are told.
    fn complaints(&self) -> impl Iterator<Item = &Complaint> {
        self.taken.into_iter().flat_map(|taken| &taken.complaints).take(TOLD)
    }
}

pub(super) async fn show(cx: Cx) -> Answer {
    page(&cx, &Slips::none(), true, None)
}

pub(super) async fn file(cx: Cx) -> Answer {
    let viewer = cx.viewer;
    let text = cx.archive().read(move |tx| ground::write(&viewer, tx)).await?;

    let mut response = Response::new(text.into());
    let headers = response.headers_mut();
    headers.insert(header::CONTENT_TYPE, HeaderValue::from_static("text/plain; charset=utf-8"));
    headers.insert(header::CACHE_CONTROL, HeaderValue::from_static(Reach::Member.keeping()));
    headers.insert(header::CONTENT_DISPOSITION, HeaderValue::from_static("attachment; filename=\"vocabulary.txt\""));
    Ok(response)
}

pub(super) async fn take(cx: Cx, Form(wish): Form<Wish>) -> Answer {
    let (viewer, mut slips) = (cx.viewer, Slips::none());
    let text = wish.file.as_ref().map(|file| String::from_utf8(file.bytes.to_vec()));
    let text = match text {
        Some(Ok(text)) => text,
        Some(Err(_)) => {
            slips.add("file", Slip::NotRead { why: cx.say.text("vocabulary-no-text") });
            return page(&cx, &slips, wish.dry, None);
        }
        None => {
            slips.add("file", Slip::Missing);
            return page(&cx, &slips, wish.dry, None);
        }
    };
    let deed = move |tx: &Tx<'_>| ground::take(&viewer, tx, &text);
    let taken = if wish.dry { cx.archive().rehearse(deed) } else { cx.archive().write(deed) }.await?;

    page(&cx, &slips, wish.dry, Some(&taken))
}

fn page(cx: &Cx, slips: &Slips, dry: bool, taken: Option<&Taken>) -> Answer {
    let page = VocabularyPage { cx, slips, dry, taken };
    let status = if slips.is_empty() { StatusCode::OK } else { StatusCode::UNPROCESSABLE_ENTITY };
    Page::new(cx.say.text("vocabulary-title"), page).for_some().with_status(status).for_one(cx)
}

/// What is wrong with a line, in the visitor's language.
fn fault_words(cx: &Cx, complaint: &Complaint) -> String {
    match &complaint.fault {
        Fault::UnknownKind(word) => cx.say.of("fault-unknown-kind", word.as_str()),
        Fault::NoTag => cx.say.text("fault-no-tag"),
        Fault::NoneAbove => cx.say.text("fault-none-above"),
        Fault::Slip(slip) => told(&cx.say, slip),
        Fault::OtherKind { name, kind } => {
            cx.say.of_two("fault-other-kind", name.as_str(), kind_words(cx, kind).as_str())
        }
        Fault::MeansAnother { name, means } => cx.say.of_two("fault-means-another", name.as_str(), means.as_str()),
        Fault::IsCanonical(name) => cx.say.of("fault-is-canonical", name.as_str()),
        Fault::SaidOtherwise(name) => cx.say.of("fault-said-otherwise", name.as_str()),
        Fault::IsAside(name) => cx.say.of("fault-is-aside", name.as_str()),
        Fault::Refused(_) => cx.say.text("ruling-not-your-role"),
    }
}
