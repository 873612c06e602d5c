//! Which attributes an element may have in EPUB, and what becomes of the others.

use std::fmt::Write as _;

use std::collections::HashSet;

use quick_xml::escape::unescape;
use quick_xml::events::BytesStart;

use super::links::{Base, outward};
use crate::xml::escape;

/// What an attribute is judged by.
pub(super) struct Surroundings<'a> {
    /// Where relative links lead.
    pub(super) base: &'a Base,
    /// The names in this text that can be jumped to.
    pub(super) ids: &'a HashSet<&'a str>,
    /// Whether the parent is an `ol`.
    pub(super) in_ordered_list: bool,
}

/// A start tag that is being judged.
pub(super) struct Judged {
    /// The attributes that stay or were added, each with a space in front.
    pub(super) written: String,
    /// Classes that say what a dropped attribute said.
    pub(super) classes: Vec<String>,
    /// What the tag was before it came here, if it was changed already.
    pub(super) was: Option<String>,
    /// Whether anything differs from the original.
    pub(super) changed: bool,
}

/// Judges the attributes of an element that will be called `name`.
pub(super) fn judge(name: &str, tag: &BytesStart<'_>, around: &Surroundings<'_>) -> Judged {
    let mut judged = Judged { written: String::new(), classes: Vec::new(), was: None, changed: false };
    let links = name != "a" || href(tag).is_some_and(|href| fit(name, "href", &href, around).is_some());
    for attribute in tag.attributes().flatten() {
        let key = attribute.key.as_ref();
        match unescape(&attribute.value) {
            Ok(value) if links || key != "rel" => judged.take(name, key, &value, around),
            _ => judged.changed = true,
        }
    }
    judged
}

impl Judged {
    fn take(&mut self, name: &str, key: &str, value: &str, around: &Surroundings<'_>) {
        if key == "data-was" {
            self.was = Some(value.to_owned());
        } else if key == "class" {
            self.classes.splice(0..0, value.split_ascii_whitespace().map(str::to_owned));
        } else if let Some(fit) = fit(name, key, value, around) {
            self.changed |= fit != value;
            let _ = write!(self.written, r#" {key}="{}""#, escape(&fit));
        } else {
            self.changed = true;
            self.classes.extend(said(key, value));
        }
    }
}

fn href(tag: &BytesStart<'_>) -> Option<String> {
    let attribute = tag.attributes().flatten().find(|attribute| attribute.key.as_ref() == "href")?;
    Some(unescape(&attribute.value).ok()?.into_owned())
}

/// The value an attribute may have here; `None` when it may not stand at all.
fn fit(name: &str, key: &str, value: &str, around: &Surroundings<'_>) -> Option<String> {
    let fits = match (name, key) {
        ("a", "href") if value.starts_with('#') => value.strip_prefix('#').is_some_and(|id| around.ids.contains(id)),
        ("a", "href") | ("blockquote" | "q", "cite") | ("img", "src") => return outward(value, around.base),
        ("img", "width" | "height") => value.parse::<u16>().is_ok(),
        ("a", "rel") => tag_has_words(value),
        (_, "title") | ("img", "alt") => true,
        (_, "id") => is_id(value),
        (_, "dir") => matches!(value, "ltr" | "rtl" | "auto"),
        (_, "lang") => is_language(value),
        ("ol", "start") => value.parse::<i32>().is_ok(),
        ("ol", "type") => matches!(value, "1" | "a" | "A" | "i" | "I"),
        ("li", "value") => around.in_ordered_list && value.parse::<i32>().is_ok(),
        ("details", "open") => value == "open",
        ("td" | "th", "colspan" | "rowspan") | ("col" | "colgroup", "span") => {
            value.parse::<u16>().is_ok_and(|count| (1..=1000).contains(&count))
        }
        ("th", "scope") => matches!(value, "row" | "col" | "rowgroup" | "colgroup"),
        _ => key.starts_with("data-"),
    };
    fits.then(|| value.to_owned())
}

fn tag_has_words(value: &str) -> bool {
    value.split_ascii_whitespace().all(|word| matches!(word, "nofollow" | "noopener" | "noreferrer"))
}

/// The class that says what an attribute of old HTML said.
fn said(key: &str, value: &str) -> Option<String> {
    let value = value.to_ascii_lowercase();
    (key == "align" && matches!(value.as_str(), "left" | "right" | "center" | "justify")).then(|| format!("fs-{value}"))
}

fn is_id(value: &str) -> bool {
    let first = value.chars().next().is_some_and(|c| c.is_ascii_alphabetic() || c == '_');
    first && value.chars().all(|c| c.is_ascii_alphanumeric() || "-_.".contains(c))
}

/// Whether a language tag has the form of BCP 47.
pub(crate) fn is_language(tag: &str) -> bool {
    let mut parts = tag.split('-');
    let primary =
        parts.next().is_some_and(|part| matches!(part.len(), 2..=3) && part.chars().all(|c| c.is_ascii_alphabetic()));
    let mut regions = 0;
    primary
        && parts.all(|part| {
            let alphabetic = part.chars().all(|c| c.is_ascii_alphabetic());
            let is_script = part.len() == 4 && alphabetic && regions == 0;
            let is_region =
                (part.len() == 2 && alphabetic) || (part.len() == 3 && part.chars().all(|c| c.is_ascii_digit()));
            regions += u32::from(is_region || is_script) + u32::from(is_region);
            is_script || (is_region && regions <= 3)
        })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_language_tag_is_language_script_region() {
        for (tag, fits) in [
            ("en", true),
            ("pt-BR", true),
            ("zh-Hant-TW", true),
            ("es-419", true),
            ("english", false),
            ("en_GB", false),
            ("e", false),
            ("", false),
            ("en-", false),
        ] {
            assert_eq!(is_language(tag), fits, "{tag}");
        }
    }
}
