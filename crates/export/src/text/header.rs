//! The header block: the title page, a label and a value on each line, as fans have written it since the newsgroups.
//!
//! `Title:` stands first, `Foolscap: 1` last, which tells our reader that values are exact. A label in the singular has one
//! value, one in the plural has several with `, ` between them; where a value holds a comma itself, each has a line of
//! its own. An author is `name`, `name (account)`, or `name ()` where the name alone would be read as one of these two.
//! Relationships and characters that are only in the background stand once more, as `Background Tags`.
//! A gift is `For: NAME`, each on a line of its own; another work is `Inspired by: TITLE`, `A translation of: TITLE` …, with
//! `by NAME`, `at ADDRESS` and `in LANGUAGE` on the next lines, indented by two spaces.
//! A series is `Part 2 of X`, or `X`, or `Part ? of X` where the title begins with `Part`. A line that no field holds has the
//! label it came with; where that has a colon or is a label of ours, it stands behind `Extra:` and the value on the next line,
//! indented by two spaces.

use manuscript::{Byline, Manuscript, Relation, RelationKind, SeriesPlace};

use crate::facts::VERSION;
use crate::labels;
use crate::{Imprint, languages};

/// Labels that mean something to the reader.
const LABELS: &[&str] = &[
    "Title",
    "Author",
    "Authors",
    "Rating",
    "Archive Warning",
    "Archive Warnings",
    "Category",
    "Categories",
    "Fandom",
    "Fandoms",
    "Relationship",
    "Relationships",
    "Character",
    "Characters",
    "Additional Tag",
    "Additional Tags",
    "Background Tag",
    "Background Tags",
    "Language",
    "Series",
    "Collection",
    "Collections",
    "Permissions",
    "Extra",
    "For",
    "Published",
    "Updated",
    "Chapters",
    "Source",
    "Foolscap",
    "Summary",
    "Notes",
    "End Notes",
];

/// The header block without its texts and its last line.
pub(super) fn header(manuscript: &Manuscript, imprint: &Imprint) -> String {
    let m = manuscript;
    let mut lines = vec![line("Title", &m.title)];
    lines.push(if m.bylines.is_empty() { line("Author", "Anonymous") } else { authors(&m.bylines) });
    lines.extend(labels::tags(m).iter().map(|label| several(&label.name, &label.values)));
    lines.push(several("Background Tags", &m.side));
    lines.push(line("Language", &format!("{} ({})", languages::name(&m.language), m.language)));
    lines.extend(m.series.iter().map(|place| line("Series", &series(place))));
    lines.push(several("Collections", &m.collections));
    let permissions = labels::permissions(m).join("; ");
    lines.extend((!permissions.is_empty()).then(|| line("Permissions", &permissions)));
    lines.extend(m.extra.iter().map(|(key, value)| extra(key, value)));
    lines.extend(m.gifts.iter().map(|name| line("For", name)));
    lines.extend(m.relations.iter().map(relation));
    lines.extend(m.published.map(|day| line("Published", &day.to_string())));
    lines.extend(m.updated.map(|day| line("Updated", &day.to_string())));
    lines.push(line("Chapters", &labels::chapter_count(m)));
    lines.extend(m.provenance.url.as_ref().or(imprint.address.as_ref()).map(|source| line("Source", source)));
    lines.push(line("Foolscap", &VERSION.to_string()));
    lines.concat()
}

/// The names of a work or a chapter; nothing where there are none.
pub(super) fn authors(bylines: &[Byline]) -> String {
    several("Authors", &bylines.iter().map(name).collect::<Vec<_>>())
}

/// A value as it fits into a line.
pub(super) fn one_line(text: &str) -> String {
    text.replace(['\n', '\r', '\t'], " ").trim_matches(' ').to_owned()
}

fn line(label: &str, value: &str) -> String {
    format!("{}: {}", one_line(label), one_line(value)).trim_end_matches(' ').to_owned() + "\n"
}

/// Values under a label in the plural, each on a line of its own where they could not be told apart.
fn several(label: &str, values: &[String]) -> String {
    if values.len() > 1 && values.iter().all(|value| !value.contains(", ")) {
        return line(label, &values.join(", "));
    }
    let singular = match label.strip_suffix("ies") {
        Some(stem) => format!("{stem}y"),
        None => label.trim_end_matches('s').to_owned(),
    };
    values.iter().map(|value| line(&singular, value)).collect()
}

fn name(byline: &Byline) -> String {
    let shown = byline.to_string();
    if shown == byline.name && (shown.ends_with(')') || shown == "Anonymous") { shown + " ()" } else { shown }
}

fn series(place: &SeriesPlace) -> String {
    let is_misleading = place.part.is_none() && place.title.starts_with("Part ");
    if is_misleading { format!("Part ? of {}", place.title) } else { labels::place(place) }
}

/// The other work's title behind what it is to this one, and below it who made it, where it is, in which language.
fn relation(relation: &Relation) -> String {
    let more = [("by", Some(&relation.byline)), ("at", relation.url.as_ref()), ("in", relation.language.as_ref())];
    let more = more.into_iter().filter_map(|(word, said)| Some((word, said.filter(|said| !said.is_empty())?)));
    let title = line(relation.kind.words(), &relation.title);
    more.fold(title, |told, (word, said)| told + "  " + word + " " + &one_line(said) + "\n")
}

fn extra(key: &str, value: &str) -> String {
    let is_ours = LABELS.contains(&key) || RelationKind::ALL.iter().any(|kind| kind.words() == key);
    let is_free = !key.is_empty() && !key.contains(':') && !is_ours;
    if is_free { line(key, value) } else { line("Extra", key) + "  " + &one_line(value) + "\n" }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn values_that_hold_a_comma_have_lines_of_their_own() {
        let values = ["Holmes; or, Jam".to_owned(), "Alice".to_owned()];
        assert_eq!(several("Fandoms", &values), "Fandom: Holmes; or, Jam\nFandom: Alice\n");
        assert_eq!(several("Categories", &values[..1]), "Category: Holmes; or, Jam\n");
        assert_eq!(several("Additional Tags", &["Sea".into(), "Fog".into()]), "Additional Tags: Sea, Fog\n");
        assert_eq!(several("Collections", &[]), "");
    }

    #[test]
    fn a_name_that_could_be_misread_says_that_it_has_no_account() {
        let of = |name: &str, account: Option<&str>| {
            super::name(&Byline { name: name.into(), account: account.map(Into::into), url: None })
        };
        assert_eq!(of("ana", None), "ana");
        assert_eq!(of("ana", Some("ana_b")), "ana (ana_b)");
        assert_eq!(of("ana (ana_b)", None), "ana (ana_b) ()");
        assert_eq!(of("Anonymous", None), "Anonymous ()");
    }

    #[test]
    fn a_line_with_a_label_of_ours_or_a_colon_is_an_extra_one() {
        assert_eq!(extra("Beta", "bo"), "Beta: bo\n");
        assert_eq!(extra("Beta", ""), "Beta:\n");
        assert_eq!(extra("Title", "x"), "Extra: Title\n  x\n");
        assert_eq!(extra("a: b", "x"), "Extra: a: b\n  x\n");
    }
}
