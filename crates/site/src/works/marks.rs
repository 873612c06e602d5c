//! The four marks of a work: rating, warnings, category, completion. Small drawings, with words for everybody who does
//! not see them.

use archive::{
    tags::Kind,
    works::{Access, WorkCard},
};
use manuscript::{Category, Rating, Warning};

use crate::{Cx, Say};

/// One mark.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Mark {
    /// Classes that fans' tools know and ours for the ink.
    pub(crate) class: &'static str,
    /// What it says.
    pub(crate) words: String,
    /// Its drawing, on a field of 16 by 16.
    pub(crate) drawing: &'static str,
}

/// The marks of a work, in the order fans know.
pub(crate) fn marks(card: &WorkCard, cx: &Cx) -> [Mark; 4] {
    let warning = if cx.conceals(Kind::Warning, card) { concealed(&cx.say) } else { warning(card) };
    [rating(card), warning, category(card, &cx.say), completion(card, &cx.say)]
}

/// The names of the words for everything that keeps a work from some people.
pub(crate) fn states(card: &WorkCard) -> Vec<&'static str> {
    let access = match card.access {
        Access::Everyone => None,
        Access::Members => Some(message!("mark-restricted")),
        Access::Named => Some(message!("mark-named")),
        Access::Link => Some(message!("mark-link")),
    };
    let flags = [
        (card.is_draft && card.posts.is_none(), message!("mark-draft")),
        (card.is_draft && card.posts.is_some(), message!("mark-scheduled")),
        (card.is_hidden, message!("mark-hidden")),
        (card.is_unrevealed, message!("mark-unrevealed")),
        (card.is_deleted, message!("mark-deleted")),
    ];
    access.into_iter().chain(flags.into_iter().filter(|(is, _)| *is).map(|(_, words)| words)).collect()
}

fn rating(card: &WorkCard) -> Mark {
    let rating = card.tags_of(Kind::Rating).find_map(|tag| tag.name.parse().ok()).unwrap_or(Rating::NotRated);
    let (class, drawing) = match rating {
        Rating::NotRated => ("rating rating-notrated", RATING_NONE),
        Rating::General => ("rating rating-general-audience", RATING_GENERAL),
        Rating::Teen => ("rating rating-teen", RATING_TEEN),
        Rating::Mature => ("rating rating-mature bell", RATING_MATURE),
        Rating::Explicit => ("rating rating-explicit cap-ink", RATING_EXPLICIT),
    };
    Mark { class, words: rating.name().to_owned(), drawing }
}

fn warning(card: &WorkCard) -> Mark {
    let warnings: Vec<Warning> = card.tags_of(Kind::Warning).filter_map(|tag| tag.name.parse().ok()).collect();
    let (class, drawing) = if warnings.contains(&Warning::NoneApply) {
        ("warnings warning-no", WARNING_NONE)
    } else if warnings.is_empty() || warnings.contains(&Warning::ChoseNotToWarn) {
        ("warnings warning-choosenotto", WARNING_UNSAID)
    } else {
        ("warnings warning-yes bell", WARNING_YES)
    };
    let names: Vec<&str> = warnings.iter().map(|warning| warning.name()).collect();
    let words = if names.is_empty() { Warning::ChoseNotToWarn.name().to_owned() } else { names.join(", ") };
    Mark { class, words, drawing }
}

/// What stands in the place of warnings that somebody sees only when they ask for them.
fn concealed(say: &Say) -> Mark {
    Mark { class: "warnings warning-concealed", words: say.text("mark-concealed"), drawing: WARNING_CONCEALED }
}

fn category(card: &WorkCard, say: &Say) -> Mark {
    let categories: Vec<Category> = card.tags_of(Kind::Category).filter_map(|tag| tag.name.parse().ok()).collect();
    let (class, drawing) = match categories.as_slice() {
        [] => ("category category-none", CATEGORY_NONE),
        [Category::FM] => ("category category-het", CATEGORY_FM),
        [Category::FF] => ("category category-femslash", CATEGORY_FF),
        [Category::Gen] => ("category category-gen", CATEGORY_GEN),
        [Category::MM] => ("category category-slash", CATEGORY_MM),
        [Category::Other] => ("category category-other", CATEGORY_OTHER),
        _ => ("category category-multi", CATEGORY_MULTI),
    };
    let names: Vec<&str> = categories.iter().map(|category| category.name()).collect();
    let words = if names.is_empty() { say.text("mark-no-category") } else { names.join(", ") };
    Mark { class, words, drawing }
}

fn completion(card: &WorkCard, say: &Say) -> Mark {
    if card.is_complete() {
        return Mark { class: "iswip complete-yes", words: say.text("mark-complete"), drawing: COMPLETE };
    }
    Mark { class: "iswip complete-no", words: say.text("mark-in-progress"), drawing: IN_PROGRESS }
}

/// Wraps strokes in the field they are drawn on.
macro_rules! drawing {
    ($strokes:literal) => {
        concat!(
            r#"<svg viewBox="0 0 16 16" aria-hidden="true" focusable="false" fill="none" stroke="currentColor" "#,
            r#"stroke-width="1.3" stroke-linecap="round" stroke-linejoin="round">"#,
            $strokes,
            "</svg>"
        )
    };
}

const RATING_NONE: &str = drawing!(r#"<rect x="2" y="2" width="12" height="12" rx="2"/><path d="M5.5 8h5"/>"#);
const RATING_GENERAL: &str =
    drawing!(r#"<rect x="2" y="2" width="12" height="12" rx="2"/><path d="M10.3 6.3A2.7 2.7 0 1 0 10.7 8.6H8.7"/>"#);
const RATING_TEEN: &str =
    drawing!(r#"<rect x="2" y="2" width="12" height="12" rx="2"/><path d="M5.3 5.5h5.4M8 5.5v5.3"/>"#);
const RATING_MATURE: &str =
    drawing!(r#"<rect x="2" y="2" width="12" height="12" rx="2"/><path d="M5.2 10.8V5.4L8 9l2.8-3.6v5.4"/>"#);
const RATING_EXPLICIT: &str =
    drawing!(r#"<rect x="2" y="2" width="12" height="12" rx="2"/><path d="M10.3 5.3H6.2v5.5h4.1M6.2 8h3.3"/>"#);
const WARNING_NONE: &str = drawing!(r#"<circle cx="8" cy="8" r="6"/>"#);
const WARNING_UNSAID: &str = drawing!(
    r#"<path d="M8 2 14.5 13.5h-13Z"/><path d="M6.7 7.2a1.35 1.35 0 1 1 1.9 1.4c-.5.2-.6.5-.6.9M8 11.3v.1"/>"#
);
const WARNING_CONCEALED: &str = drawing!(r#"<path d="M8 2 14.5 13.5h-13Z" stroke-dasharray="1.5 2.5"/>"#);
const WARNING_YES: &str = drawing!(r#"<path d="M8 2 14.5 13.5h-13Z"/><path d="M8 6.2v3.3M8 11.4v.1"/>"#);
const CATEGORY_NONE: &str = drawing!(r#"<circle cx="8" cy="8" r="6" stroke-dasharray="1.5 2.5"/>"#);
const CATEGORY_GEN: &str = drawing!(r#"<circle cx="8" cy="8" r="6"/><circle cx="8" cy="8" r="1.2"/>"#);
const CATEGORY_FM: &str = drawing!(
    r#"<circle cx="5" cy="6.3" r="2.9"/><path d="M5 9.2v4.6M3 11.8h4"/><circle cx="10.5" cy="9.5" r="2.9"/><path d="m12.6 7.4 2.4-2.4M12.6 4.8h2.6v2.6"/>"#
);
const CATEGORY_FF: &str = drawing!(
    r#"<circle cx="5" cy="6" r="2.9"/><path d="M5 8.9v4.9M3 11.6h4"/><circle cx="11" cy="6" r="2.9"/><path d="M11 8.9v4.9M9 11.6h4"/>"#
);
const CATEGORY_MM: &str = drawing!(
    r#"<circle cx="4.6" cy="11" r="2.9"/><path d="m6.7 8.9 2-2M6.5 6.5h2.5V9"/><circle cx="10.2" cy="8.2" r="2.9"/><path d="m12.3 6.1 2.3-2.3M12.2 3.5h2.6v2.6"/>"#
);
const CATEGORY_MULTI: &str = drawing!(
    r#"<circle cx="8" cy="5.6" r="3.2"/><circle cx="5.4" cy="10" r="3.2"/><circle cx="10.6" cy="10" r="3.2"/>"#
);
const CATEGORY_OTHER: &str = drawing!(r#"<path d="m8 2 6 6-6 6-6-6Z"/>"#);
const COMPLETE: &str = drawing!(r#"<circle cx="8" cy="8" r="6"/><path d="m5.2 8.2 2 2 3.7-4.1"/>"#);
const IN_PROGRESS: &str = drawing!(r#"<path d="M8 2a6 6 0 1 1-5.2 3"/><path d="M8 5v3l2 1.5"/>"#);
