//! A work or chapter as it will look, shown above its form; nothing of it is kept (POST-5).

use archive::people::Pseud;
use askama::Template;
use manuscript::{Chapter, Complaint, Manuscript};

use super::{
    doctor::{Troubles, troubles},
    form::WorkForm,
};
use crate::Cx;

/// What will be seen.
#[derive(Debug, Template)]
#[template(path = "works/_preview.html")]
pub(super) struct Preview<'a> {
    cx: &'a Cx,
    title: String,
    byline: String,
    language: String,
    /// Labels and what stands behind them.
    facts: Vec<(String, String)>,
    summary: String,
    notes: String,
    text: String,
    /// The chapters after the first one, by their numbers and titles.
    more: Vec<(u64, String, String)>,
    end_notes: String,
    words: u64,
    troubles: Troubles,
}

impl<'a> Preview<'a> {
    /// A whole work with its text.
    pub(super) fn work(cx: &'a Cx, story: &Manuscript, form: &WorkForm, own: &[Pseud]) -> Self {
        let names = own.iter().filter(|pseud| own.len() == 1 || form.is_under(pseud)).map(|pseud| pseud.name.as_str());
        let chapters = story.chapters.iter().zip(1..);
        let mut chapters = chapters.map(|(chapter, n)| (n, chapter.title.clone(), chapter.body.html().to_owned()));
        let (_, _, text) = chapters.next().unwrap_or_default();
        Self {
            cx,
            title: story.title.clone(),
            byline: names.collect::<Vec<_>>().join(", "),
            language: story.language.clone(),
            facts: facts(cx, story),
            summary: story.summary.html().to_owned(),
            notes: story.notes.html().to_owned(),
            words: story.words(),
            text,
            more: chapters.collect(),
            end_notes: story.end_notes.html().to_owned(),
            troubles: troubles(&story.complaints),
        }
    }

    /// One chapter.
    pub(super) fn chapter(cx: &'a Cx, chapter: &Chapter, language: &str, complaints: &[Complaint]) -> Self {
        Self {
            cx,
            title: chapter.title.clone(),
            byline: String::new(),
            language: language.to_owned(),
            facts: Vec::new(),
            summary: chapter.summary.html().to_owned(),
            notes: chapter.notes.html().to_owned(),
            text: chapter.body.html().to_owned(),
            words: chapter.words(),
            more: Vec::new(),
            end_notes: chapter.end_notes.html().to_owned(),
            troubles: troubles(complaints),
        }
    }
}

fn facts(cx: &Cx, story: &Manuscript) -> Vec<(String, String)> {
    let warnings = story.warnings.iter().map(|label| label.name().to_owned()).collect();
    let categories = story.categories.iter().map(|label| label.name().to_owned()).collect();
    let rows: [(&str, Vec<String>); 7] = [
        (message!("label-rating"), vec![story.rating.name().to_owned()]),
        (message!("label-warning"), warnings),
        (message!("label-category"), categories),
        (message!("label-fandom"), story.fandoms.clone()),
        (message!("label-relationship"), story.relationships.clone()),
        (message!("label-character"), story.characters.clone()),
        (message!("label-additional"), story.additional.clone()),
    ];
    let marked = |name: String| if story.side.contains(&name) { cx.say.of("tag-side", &name) } else { name };
    let row = |(label, names): (&str, Vec<String>)| {
        let label = cx.say.of(label, names.len() as u64);
        (label, names.into_iter().map(marked).collect::<Vec<_>>().join(", "))
    };
    rows.into_iter().filter(|(_, names)| !names.is_empty()).map(row).collect()
}
