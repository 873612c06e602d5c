//! The lines of our own header block (contract: `export`'s `text::header`): values are exact.

use manuscript::{Byline, Manuscript, Permission, Relation, RelationKind, SeriesPlace};

use super::super::draft::Draft;
use crate::header::parse_date;

/// Puts a line into its field.
pub(super) fn take(label: &str, lines: &[&str], draft: &mut Draft) {
    let value = lines.join("\n");
    let value = value.trim_end_matches('\n');
    draft.fact(value);
    let m = &mut draft.manuscript;
    match label {
        "Title" => value.clone_into(&mut m.title),
        "Author" | "Authors" => m.bylines.extend(bylines(label, value)),
        "Rating" => m.rating = value.parse().unwrap_or(m.rating),
        "Archive Warning" | "Archive Warnings" => m.warnings = fixed(label, value),
        "Category" | "Categories" => m.categories = fixed(label, value),
        "Fandom" | "Fandoms" => m.fandoms.extend(values(label, value)),
        "Relationship" | "Relationships" => m.relationships.extend(values(label, value)),
        "Character" | "Characters" => m.characters.extend(values(label, value)),
        "Additional Tag" | "Additional Tags" => m.additional.extend(values(label, value)),
        "Background Tag" | "Background Tags" => m.side.extend(values(label, value)),
        "Collection" | "Collections" => m.collections.extend(values(label, value)),
        "Series" => m.series.push(series(value)),
        _ => take_circumstance(label, value, m),
    }
}

fn take_circumstance(label: &str, value: &str, m: &mut Manuscript) {
    match label {
        "Language" => last_in_brackets(value).map_or(value, |(_, tag)| tag).clone_into(&mut m.language),
        "Permissions" => value.split("; ").for_each(|answer| permit(answer, m)),
        "For" => m.gifts.push(value.to_owned()),
        "Published" => m.published = parse_date(value),
        "Updated" => m.updated = parse_date(value),
        "Chapters" => m.expected_chapters = value.split_once('/').and_then(|(_, expected)| expected.parse().ok()),
        "Source" => m.provenance.url = Some(value.to_owned()),
        "Foolscap" => {}
        "Extra" => {
            let (key, value) = value.split_once('\n').unwrap_or((value, ""));
            m.extra.push((key.to_owned(), value.to_owned()));
        }
        label => match kind(label) {
            Some(kind) => m.relations.push(relation(kind, value)),
            None => m.extra.push((label.to_owned(), value.to_owned())),
        },
    }
}

/// The values of a line: a label in the plural has several.
fn values(label: &str, value: &str) -> Vec<String> {
    let is_plural = label.ends_with('s');
    if is_plural { value.split(", ").map(str::to_owned).collect() } else { vec![value.to_owned()] }
}

fn fixed<T: std::str::FromStr>(label: &str, value: &str) -> Vec<T> {
    values(label, value).iter().filter_map(|word| word.parse().ok()).collect()
}

/// The names in an author's line, none in any other.
pub(super) fn bylines(label: &str, value: &str) -> Vec<Byline> {
    let is_author = matches!(label, "Author" | "Authors") && value != "Anonymous";
    let names = if is_author { values(label, value) } else { Vec::new() };
    names.iter().map(|name| byline(name)).collect()
}

/// `name`, `name (account)`, or `name ()` of a name that has brackets itself.
fn byline(value: &str) -> Byline {
    let (name, account) = last_in_brackets(value).unwrap_or((value, ""));
    let account = (!account.is_empty()).then(|| account.to_owned());
    Byline { name: name.to_owned(), account, url: None }
}

/// `a (b)` in its two parts.
fn last_in_brackets(value: &str) -> Option<(&str, &str)> {
    value.strip_suffix(')')?.rsplit_once(" (")
}

/// `Part 2 of X`, `Part ? of X`, or only the title.
fn series(value: &str) -> SeriesPlace {
    let place = |(part, title): (&str, &str)| {
        let part = if part == "?" { None } else { Some(part.parse().ok()?) };
        Some(SeriesPlace { title: title.to_owned(), part, url: None })
    };
    let part = value.strip_prefix("Part ").and_then(|rest| rest.split_once(" of ")).and_then(place);
    part.unwrap_or_else(|| SeriesPlace { title: value.to_owned(), ..SeriesPlace::default() })
}

/// The kind that a label of ours means, to the letter.
fn kind(label: &str) -> Option<RelationKind> {
    RelationKind::ALL.iter().copied().find(|kind| kind.words() == label)
}

/// The title, and below it `by NAME`, `at ADDRESS` and `in LANGUAGE`.
fn relation(kind: RelationKind, value: &str) -> Relation {
    let mut lines = value.split('\n');
    let title = lines.next().unwrap_or_default().to_owned();
    let mut relation = Relation { kind, title, byline: String::new(), url: None, language: None };
    for (word, rest) in lines.filter_map(|line| line.split_once(' ')) {
        match word {
            "by" => rest.clone_into(&mut relation.byline),
            "at" => relation.url = Some(rest.to_owned()),
            "in" => relation.language = Some(rest.to_owned()),
            _ => {}
        }
    }
    relation
}

/// `podfic: ask first`.
fn permit(answer: &str, m: &mut Manuscript) {
    let (deed, answer) = answer.rsplit_once(": ").unwrap_or_default();
    let asked = &mut m.permissions;
    let field = match deed {
        "bind as a book" => &mut asked.bind,
        "podfic" => &mut asked.podfic,
        "translate" => &mut asked.translate,
        "remix" => &mut asked.remix,
        "keep a copy" => &mut asked.keep,
        "train machines" => &mut asked.ai,
        _ => return,
    };
    *field = match answer {
        "yes" => Permission::Yes,
        "ask first" => Permission::Ask,
        "no" => Permission::No,
        _ => Permission::Unsaid,
    };
}
