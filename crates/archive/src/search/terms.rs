//! What completes a term of the language of search while it is typed: names behind the fields of tags, the viewer's own shelves
//! behind `shelf:`, the words behind `in:`.
//!
//! Each is a whole term, as the language writes it. Of shelves, nobody is offered any but their own.

use super::index::Index;
use super::query::{About, Mine, Query, What};
use super::suggest::suggest;
use crate::{Result, Tx, Viewer, shelves, tags};

/// So many are offered.
const OFFERED: usize = 15;

/// Terms that complete the one that is typed: `fandom:tea`, `shelf:ra`, `in:`.
pub fn terms(viewer: &Viewer, tx: &Tx<'_>, index: &Index, typed: &str) -> Result<Vec<String>> {
    let query = Query::read(typed);
    let about = query.doubts.first().map(|doubt| &doubt.about);
    let whats = match (query.parts.first().map(|part| &part.what), about) {
        (Some(What::Tag(kind, name)), _) => names(viewer, tx, index, (*kind, name))?,
        (Some(What::Shelf(name)), _) => own_shelves(viewer, tx, name)?,
        (None, Some(About::Empty(field))) if field == "shelf" => own_shelves(viewer, tx, "")?,
        (None, Some(About::Empty(field))) if field == "in" => mine(""),
        (None, Some(About::In(word))) => mine(word),
        _ => Vec::new(),
    };
    Ok(whats.iter().take(OFFERED).map(ToString::to_string).collect())
}

fn names(viewer: &Viewer, tx: &Tx<'_>, index: &Index, (kind, typed): (Option<tags::Kind>, &str)) -> Result<Vec<What>> {
    let found = match (suggest(viewer, tx, index, (kind, typed), &[])?, kind) {
        (Some(found), _) => found,
        // Without the index, words that are spelt well are found still.
        (None, Some(kind)) => tags::complete(viewer, tx, kind, typed)?,
        (None, None) => Vec::new(),
    };
    Ok(found.into_iter().map(|name| What::Tag(kind, name)).collect())
}

fn own_shelves(viewer: &Viewer, tx: &Tx<'_>, typed: &str) -> Result<Vec<What>> {
    let Some(person) = viewer.person() else { return Ok(Vec::new()) };
    let typed = tags::key(typed);
    let own = shelves::of_person(viewer, tx, person)?.into_iter().map(|shelf| shelf.name);
    Ok(own.filter(|name| tags::key(name).contains(&typed)).map(What::Shelf).collect())
}

fn mine(typed: &str) -> Vec<What> {
    let typed = typed.trim().to_lowercase();
    Mine::ALL.iter().copied().filter(|mine| mine.word().starts_with(&typed)).map(What::Mine).collect()
}
