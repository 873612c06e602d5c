//! The paste doctor: what was kept of a text that came from a file or another program, what was not, and how it will look.
//!
//! Every letter is accounted for and every complaint told, so that nothing vanishes silently. The script of the forms sends
//! here what was pasted and what is to be shown in another view; files come with their form (`taking`).

use askama::Template;
use axum::{
    http::{HeaderValue, header},
    response::Response,
};
use import::{Account, Arrival};
use manuscript::{Chapter, Complaint, Kept, Manuscript, Tally, Trouble, footnotes};
use serde_json::json;

use super::{taking::Offer, view::View};
use crate::{
    Answer, Cx, Problem,
    form::{Fields, Form, FromFields},
};

/// Complaints of one kind under what they have in common.
pub(super) type Troubles = Vec<(&'static str, Vec<Complaint>)>;

/// What is told of a text that came in.
#[derive(Debug, Template)]
#[template(path = "works/_doctor.html")]
pub(super) struct Doctor<'a> {
    cx: &'a Cx,
    /// What it came from: a file's name, or that it was pasted.
    origin: String,
    /// How it was understood.
    format: String,
    words: u64,
    /// `212 italics, 9 scene breaks`; empty where there was nothing of the kind.
    kept: String,
    account: Account,
    troubles: Troubles,
    /// What happened to its chapters or to the text before it, as sentences.
    remarks: Vec<String>,
    /// The text that stood in the form before and does not stand there now.
    before: String,
    offers: Vec<Offer>,
    /// The whole text as it will look.
    look: String,
    language: &'a str,
}

impl<'a> Doctor<'a> {
    /// The report on a story.
    pub(super) fn of(cx: &'a Cx, arrival: &'a Arrival, origin: &str) -> Self {
        let story = &arrival.manuscript;
        Self {
            cx,
            origin: origin.to_owned(),
            format: story.provenance.format.clone(),
            words: story.words(),
            kept: kept(cx, &tally(story)),
            account: arrival.account,
            troubles: troubles(&story.complaints),
            remarks: Vec::new(),
            before: String::new(),
            offers: Vec::new(),
            look: footnotes::joined(story.chapters.iter().map(|chapter| chapter.body.html())),
            language: &story.language,
        }
    }

    /// The report on a text that was turned into another view; there is none where nothing happened to it.
    pub(super) fn of_turning(cx: &'a Cx, arrival: &'a Arrival) -> Option<Self> {
        let is_untouched = arrival.manuscript.complaints.is_empty();
        (!is_untouched).then(|| Self::of(cx, arrival, &cx.say.text("doctor-turned")))
    }

    /// With what the file says of the story.
    pub(super) fn with_offers(self, offers: Vec<Offer>) -> Self {
        Self { offers, ..self }
    }

    /// With a sentence about what was done.
    pub(super) fn remarking(mut self, remark: Option<String>) -> Self {
        self.remarks.extend(remark);
        self
    }

    /// With the text that gave way.
    pub(super) fn in_place_of(self, before: String) -> Self {
        Self { before, ..self }
    }
}

/// Everything that the prose of a story holds.
fn tally(story: &Manuscript) -> Tally {
    let mut tally = Tally::default();
    let chapters = story.chapters.iter();
    let chapters = chapters.flat_map(|chapter| [&chapter.summary, &chapter.notes, &chapter.body, &chapter.end_notes]);
    let proses = [&story.summary, &story.notes, &story.end_notes].into_iter().chain(chapters);
    proses.for_each(|prose| tally.add(prose.html()));
    tally
}

fn kept(cx: &Cx, tally: &Tally) -> String {
    tally.kept().map(|(kept, count)| cx.say.of(words(kept), count)).collect::<Vec<_>>().join(", ")
}

const fn words(kept: Kept) -> &'static str {
    match kept {
        Kept::Italics => message!("kept-italics"),
        Kept::Bold => message!("kept-bold"),
        Kept::Underlines => message!("kept-underlines"),
        Kept::Strikes => message!("kept-strikes"),
        Kept::SceneBreaks => message!("kept-scene-breaks"),
        Kept::Headings => message!("kept-headings"),
        Kept::Footnotes => message!("kept-footnotes"),
        Kept::Links => message!("kept-links"),
        Kept::Images => message!("kept-images"),
        Kept::Players => message!("kept-players"),
        Kept::Lists => message!("kept-lists"),
        Kept::Tables => message!("kept-tables"),
        Kept::Quotations => message!("kept-quotations"),
        Kept::Blocks => message!("kept-blocks"),
    }
}

/// Complaints by their kind, the worst first.
pub(super) fn troubles(complaints: &[Complaint]) -> Troubles {
    let kinds = [
        (Trouble::Damaged, message!("doctor-damaged")),
        (Trouble::Dropped, message!("doctor-dropped")),
        (Trouble::Doubted, message!("doctor-doubted")),
        (Trouble::Changed, message!("doctor-changed")),
    ];
    let of = |(kind, label): (Trouble, &'static str)| {
        (label, complaints.iter().filter(|complaint| complaint.trouble == kind).cloned().collect::<Vec<_>>())
    };
    kinds.into_iter().map(of).filter(|(_, complaints)| !complaints.is_empty()).collect()
}

/// What the script sends: a text, what it is written in, and what it shall be shown in.
#[derive(Debug)]
pub(super) struct Sent {
    text: String,
    from: String,
    to: View,
}

impl FromFields for Sent {
    fn read(fields: &Fields) -> Self {
        Self { text: fields.text("text"), from: fields.line("from"), to: View::of_word(&fields.line("to")) }
    }
}

/// A text in another view; what was pasted with the report on it.
pub(super) async fn create(cx: Cx, Form(Sent { text, from, to }): Form<Sent>) -> Answer {
    let is_pasted = from == "pasted";
    let (arrival, text) = if is_pasted {
        cx.away(move || shown(import::html::pasted(&text), to)).await?
    } else {
        turned(&cx, text, View::of_word(&from), to).await?
    };

    let pasted = is_pasted.then(|| Doctor::of(&cx, &arrival, &cx.say.text("doctor-pasted")));
    let report = pasted.or_else(|| Doctor::of_turning(&cx, &arrival)).map(|doctor| doctor.render()).transpose()?;
    let told = json!({ "text": text, "report": report.unwrap_or_default() }).to_string();
    let mut response = Response::new(told.into());
    response.headers_mut().insert(header::CONTENT_TYPE, HeaderValue::from_static("application/json"));
    Ok(response)
}

/// A text in another view, which is the one that the member likes from now on.
pub(super) async fn turned(cx: &Cx, text: String, from: View, to: View) -> Result<(Arrival, String), Problem> {
    to.remember(cx).await?;
    cx.away(move || shown(written(from, &text), to)).await
}

/// A text that was written in a view, as if it had come from elsewhere.
fn written(view: View, text: &str) -> Arrival {
    let mut story = Manuscript::default();
    let body = view.cleaned(text, &mut story.complaints);
    story.chapters.push(Chapter { body, ..Chapter::default() });
    let kept = Account::of(&story, 0, 0);
    Arrival { manuscript: story, account: Account { seen: kept.story + kept.dropped, ..kept } }
}

fn shown(arrival: Arrival, view: View) -> (Arrival, String) {
    let text = arrival.manuscript.chapters.first().map(|chapter| view.shown_anew(&chapter.body));
    (arrival, text.unwrap_or_default())
}
