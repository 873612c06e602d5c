//! Letters of those who keep order, in words: what was done to whom, and why.

use archive::mail::Matter;

use crate::{Say, Site, address};

/// Subject and text of a letter about keeping order; nothing for any other.
pub(super) fn words(site: &Site, say: &Say, to: &str, matter: &Matter) -> Option<(String, String)> {
    let settings = site.settings();
    let archive = settings.name.as_str();
    let work = |id: &i64| format!("{}/works/{id}", settings.address);
    let words = match matter {
        Matter::WorkHidden { work: id, reason } => (
            say.of("mail-work-hidden-subject", archive),
            say.of_two("mail-work-hidden-text", reason.as_str(), work(id).as_str()),
        ),
        Matter::WorkCorrected { work: id, fields, reason } => {
            let text = say.of_two("mail-work-corrected-text", reason.as_str(), work(id).as_str());
            let fields: Vec<String> = fields.iter().map(|field| corrected(say, field)).collect();
            let what = say.of("mail-work-corrected-what", fields.join(", ").as_str());
            (say.of("mail-work-corrected-subject", archive), format!("{text}\n\n{what}"))
        }
        Matter::WorkShown { work: id } => {
            (say.of("mail-work-shown-subject", archive), say.of("mail-work-shown-text", work(id).as_str()))
        }
        Matter::WorksHidden { number, reason } => {
            let link = format!("{}{}", settings.address, address::belongings(to));
            let what = say.of_two("mail-works-hidden-text", *number, reason.as_str());
            (
                say.of("mail-works-hidden-subject", archive),
                format!("{what}\n\n{}\n\n{link}", say.text("mail-works-hidden-take")),
            )
        }
        Matter::WorksShown { number } => {
            (say.of("mail-works-shown-subject", archive), say.of("mail-works-shown-text", *number))
        }
        Matter::WorkPurged { title, reason } => (
            say.of("mail-work-purged-subject", archive),
            say.of_two("mail-work-purged-text", title.as_str(), reason.as_str()),
        ),
        Matter::Warned { reason } => {
            (say.of("mail-suspended-subject", archive), say.of("mail-warned-text", reason.as_str()))
        }
        Matter::Sanctioned { until: Some(until), reason } => (
            say.of("mail-suspended-subject", archive),
            say.of_two("mail-suspended-text", minute_of(*until).as_str(), reason.as_str()),
        ),
        Matter::Sanctioned { until: None, reason } => {
            (say.of("mail-suspended-subject", archive), say.of("mail-banned-text", reason.as_str()))
        }
        Matter::ProfileBlanked { reason } => {
            (say.of("mail-suspended-subject", archive), say.of("mail-profile-blanked-text", reason.as_str()))
        }
        Matter::NameBlanked { name, reason } => (
            say.of("mail-suspended-subject", archive),
            say.of_two("mail-name-blanked-text", name.as_str(), reason.as_str()),
        ),
        Matter::NameTaken { name, reason } => (
            say.of("mail-suspended-subject", archive),
            say.of_two("mail-name-taken-text", name.as_str(), reason.as_str()),
        ),
        Matter::TableGrows { table, rows, before } => {
            let what = say.of_two("mail-table-grows-text", table.as_str(), format!("{before} → {rows}").as_str());
            let link = format!("{}/hosting/growth", settings.address);
            (say.of("mail-table-grows-subject", archive), format!("{what}\n\n{link}"))
        }
        Matter::SanctionLifted => (say.of("mail-suspended-subject", archive), say.text("mail-sanction-lifted-text")),
        _ => return None,
    };
    Some(words)
}

/// What a field is called that was corrected.
fn corrected(say: &Say, field: &str) -> String {
    match field {
        "rating" => say.text("field-rating"),
        "warnings" => say.text("field-warnings"),
        "fandoms" => say.text("field-fandoms"),
        _ => say.text("field-language"),
    }
}

/// Milliseconds since 1970 as a time to the minute.
fn minute_of(millis: i64) -> String {
    let moment = jiff::Timestamp::from_millisecond(millis).unwrap_or_default();
    crate::works::minute(&moment)
}
