//! The front matter: one key a line, every value JSON, which is YAML too; then the notes as block scalars of Markdown.

use std::fmt::Write as _;

use manuscript::{Byline, Manuscript, Permission, Prose};
use serde_json::{Map, Value, json};

use super::prose::markdown;
use crate::facts::VERSION;
use crate::{Imprint, labels};

/// The front matter with its two lines of hyphens.
pub(super) fn front(manuscript: &Manuscript, imprint: &Imprint) -> String {
    let mut out = format!("---\nfoolscap: {VERSION}\n");
    for (key, value) in facts(manuscript, imprint) {
        if !is_nothing(&value) {
            let _ = writeln!(out, "{key}: {}", in_yaml(&value));
        }
    }
    for (key, prose) in
        [("summary", &manuscript.summary), ("notes", &manuscript.notes), ("end_notes", &manuscript.end_notes)]
    {
        out.push_str(&scalar(key, prose));
    }
    out.push_str("---\n");
    out
}

fn facts(m: &Manuscript, imprint: &Imprint) -> Vec<(&'static str, Value)> {
    let names = |labels: &mut dyn Iterator<Item = &'static str>| labels.collect::<Value>();
    let day = |day: Option<jiff::civil::Date>| day.map(|day| day.to_string());
    let source = m.provenance.url.as_deref().or(imprint.address.as_deref());
    let has_dates = m.chapters.iter().any(|chapter| chapter.published.is_some());
    let dates = m.chapters.iter().filter(|_| has_dates).map(|chapter| json!(day(chapter.published)));
    let signed = m.chapters.iter().any(|chapter| !chapter.bylines.is_empty());
    let signatures = m.chapters.iter().filter(|_| signed).map(|chapter| people(&chapter.bylines));
    vec![
        ("title", json!(m.title)),
        ("author", people(&m.bylines)),
        ("fandoms", json!(m.fandoms)),
        ("rating", json!(m.rating.name())),
        ("warnings", names(&mut m.warnings.iter().map(|warning| warning.name()))),
        ("categories", names(&mut m.categories.iter().map(|category| category.name()))),
        ("relationships", json!(m.relationships)),
        ("characters", json!(m.characters)),
        ("tags", json!(m.additional)),
        ("background", json!(m.side)),
        ("language", json!(m.language)),
        ("series", series(m)),
        ("collections", json!(m.collections)),
        ("gifts", json!(m.gifts)),
        ("relations", json!(m.relations)),
        ("published", json!(day(m.published))),
        ("updated", json!(day(m.updated))),
        ("chapters", json!(labels::chapter_count(m))),
        ("complete", json!(m.is_complete())),
        ("source", json!(source)),
        ("permissions", permissions(m)),
        ("extra", json!(m.extra)),
        ("chapter_dates", dates.collect::<Value>()),
        ("chapter_authors", signatures.collect::<Value>()),
    ]
}

fn is_nothing(value: &Value) -> bool {
    match value {
        Value::Null => true,
        Value::Array(items) => items.is_empty(),
        Value::Object(fields) => fields.is_empty(),
        _ => false,
    }
}

/// A name, or all that is known of a person.
fn people(bylines: &[Byline]) -> Value {
    let person = |byline: &Byline| match byline {
        Byline { name, account: None, url: None } => json!(name),
        Byline { name, account, url } => {
            without_nothing([("name", json!(name)), ("account", json!(account)), ("url", json!(url))])
        }
    };
    bylines.iter().map(person).collect()
}

fn series(manuscript: &Manuscript) -> Value {
    let place = |place: &manuscript::SeriesPlace| {
        without_nothing([("name", json!(place.title)), ("part", json!(place.part)), ("url", json!(place.url))])
    };
    manuscript.series.iter().map(place).collect()
}

fn permissions(manuscript: &Manuscript) -> Value {
    let asked = &manuscript.permissions;
    let answers = [
        ("bind", asked.bind),
        ("podfic", asked.podfic),
        ("translate", asked.translate),
        ("remix", asked.remix),
        ("keep", asked.keep),
        ("ai", asked.ai),
    ];
    without_nothing(
        answers.map(|(deed, answer)| (deed, if answer == Permission::Unsaid { Value::Null } else { json!(answer) })),
    )
}

fn without_nothing<const N: usize>(fields: [(&str, Value); N]) -> Value {
    Value::Object(
        fields
            .into_iter()
            .filter(|(_, value)| !value.is_null())
            .map(|(key, value)| (key.to_owned(), value))
            .collect::<Map<_, _>>(),
    )
}

/// JSON that every reader of YAML takes: characters that show nothing, or that some take for a line end, are escaped.
fn in_yaml(value: &Value) -> String {
    let mut out = String::new();
    for c in value.to_string().chars() {
        if is_strange(c) {
            let _ = write!(out, "\\u{:04x}", u32::from(c));
        } else {
            out.push(c);
        }
    }
    out
}

fn is_strange(c: char) -> bool {
    matches!(c, '\u{7f}'..='\u{9f}' | '\u{2028}' | '\u{2029}' | '\u{feff}')
}

/// `summary: |-` and the Markdown under it, indented by two; a string where some character cannot stand so.
fn scalar(key: &str, prose: &Prose) -> String {
    if prose.is_empty() {
        return String::new();
    }
    let lines = markdown(prose.html());
    if lines.contains(is_strange) {
        return format!("{key}: {}\n", in_yaml(&json!(lines)));
    }
    let indented = lines.split('\n').map(|line| if line.is_empty() { String::new() } else { format!("  {line}") });
    format!("{key}: |-\n{}\n", indented.collect::<Vec<_>>().join("\n"))
}
