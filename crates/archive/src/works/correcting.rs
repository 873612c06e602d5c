//! What those who keep order set right on the works of others: rating, warnings, fandoms, language (archive-rules 1.33).
//!
//! Nothing else of a work can be changed by anybody but its creators, who get a letter with the reason.

use manuscript::{Manuscript, Rating, Warning};

use super::editing::as_typed;
use super::limits;
use super::new::{Creators, NewWork, State};
use super::read::show;
use super::store::Shelf;
use super::visibility::audience;
use super::write::{fetch_to_hide, settle, write_page, write_to_creators};
use crate::deeds::{self, Act, Subject};
use crate::mail::Matter;
use crate::tags::is_blank;
use crate::{Error, FieldError, Result, Slip, Tx, Viewer, WorkId};

/// What a title page is to say.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Correction {
    /// The rating.
    pub rating: Rating,
    /// The archive warnings, at least one.
    pub warnings: Vec<Warning>,
    /// The fandoms, at least one.
    pub fandoms: Vec<String>,
    /// BCP 47 language tag.
    pub language: String,
}

impl Correction {
    /// What a work says now.
    fn of(page: &Manuscript) -> Self {
        Self {
            rating: page.rating,
            warnings: page.warnings.clone(),
            fandoms: page.fandoms.clone(),
            language: page.language.clone(),
        }
    }

    /// What is different, as a word for each field with the old and the new.
    fn differences(&self, old: &Self) -> Vec<(&'static str, String)> {
        let warnings = |of: &Self| of.warnings.iter().map(|warning| warning.name()).collect::<Vec<_>>().join(", ");
        let fields = [
            ("rating", old.rating.name().to_owned(), self.rating.name().to_owned()),
            ("warnings", warnings(old), warnings(self)),
            ("fandoms", old.fandoms.join(", "), self.fandoms.join(", ")),
            ("language", old.language.clone(), self.language.clone()),
        ];
        let changed = fields.into_iter().filter(|(_, old, new)| old != new);
        changed.map(|(field, old, new)| (field, format!("{old} → {new}"))).collect()
    }
}

/// Corrects a work of somebody else's, with a reason that its creators are told and the log keeps. More tags than fit hinder
/// nobody here (POST-4), and saying what the work says already changes nothing.
pub fn correct(viewer: &Viewer, tx: &Tx<'_>, id: WorkId, wanted: &Correction, reason: &str) -> Result<()> {
    let row = fetch_to_hide(viewer, tx, id)?;
    let reason = reason.trim();
    let (details, standing) = (row.details()?, row.standing);
    let page = as_typed(tx, id, (show(viewer, tx, id)?, row.details()?, row.cleaner))?;
    let changed = wanted.differences(&Correction::of(&page));
    check(wanted, reason)?;
    if changed.is_empty() {
        return Ok(());
    }
    let Correction { rating, warnings, fandoms, language } = wanted.clone();
    let manuscript = Manuscript { rating, warnings, fandoms, language, ..page };
    let new = NewWork { manuscript, creators: Creators::Bylines, state: State::Draft, access: standing.access }
        .pack_page()?;
    let shelf = Shelf { audience: audience(standing), revised_at: row.revised_at };
    write_page(tx, id, &new, &details.written()?, &shelf)?;
    settle(tx, id)?;
    let told = changed.iter().map(|(_, change)| change.as_str()).collect::<Vec<_>>().join("; ");
    deeds::note(viewer, tx, Act::Corrected, &Subject::work(id, row.title), &format!("{reason} [{told}]"))?;
    let fields = changed.iter().map(|(field, _)| (*field).to_owned()).collect();
    write_to_creators(tx, id, &Matter::WorkCorrected { work: id.number(), fields, reason: reason.to_owned() })
}

fn check(wanted: &Correction, reason: &str) -> Result<()> {
    let missing = |field, is_missing: bool| is_missing.then(|| FieldError::new(field, Slip::Missing));
    let fandoms = Manuscript { fandoms: wanted.fandoms.clone(), ..Manuscript::default() };
    let mut errors: Vec<FieldError> = [
        missing("reason", is_blank(reason)),
        missing("warnings", wanted.warnings.is_empty()),
        missing("fandoms", wanted.fandoms.is_empty()),
        missing("language", is_blank(&wanted.language)),
    ]
    .into_iter()
    .flatten()
    .collect();
    errors.extend(limits::of_title_page(&fandoms).into_iter().filter(|error| error.field == "fandoms"));
    if errors.is_empty() { Ok(()) } else { Err(Error::Invalid(errors)) }
}
