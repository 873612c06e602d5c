//! The cleaner: any HTML a person or a file brings, made canonical, safe and well-formed (SAN-*, PARA-*).
//!
//! Characters are repaired (`repair`), the text is cut into tokens (`tokens`) and written anew with paragraphs and nothing
//! that is not allowed (`weaver`); then ammonia parses the result and must find nothing to change (`gate`). The first
//! three are linear in the length of the text and leave nothing that could make the gate slow, whatever the text is
//! (safety rule M1). Nothing here knows who wrote a text or where it will be shown.

mod attributes;
mod elements;
mod embeds;
mod entities;
mod gate;
#[cfg(test)]
mod properties;
mod repair;
mod style;
mod tally;
#[cfg(test)]
mod tests;
mod tokens;
mod weaver;
mod write;

pub use self::embeds::player_hosts;
use self::tally::Tally;
pub(crate) use self::tokens::{Tag, Token, Tokens};
use crate::{Complaint, Prose};

/// Where a text stands, which decides what it may hold (HTML-2).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Place {
    /// A chapter's text: classes, images, embeds and media; marks standing alone become scene breaks.
    Body,
    /// Notes: classes, but no embeds.
    Notes,
    /// Summaries, comments and descriptions: no classes, no embeds.
    Summary,
}

/// What a line break in the source means.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Newlines {
    /// Typed into a form: breaks become markup (PARA-1).
    Breaks,
    /// HTML from a file: white space.
    Space,
}

/// How often the gate may disagree with the weaver before markup is given up.
const MOST_ROUNDS: usize = 3;

/// Makes canonical clean HTML of `source`; what was dropped, changed or doubted joins `complaints`.
///
/// Cleaning the result again, in either way, changes no byte (SAN-11). Never fails.
pub fn clean(source: &str, place: Place, newlines: Newlines, complaints: &mut Vec<Complaint>) -> Prose {
    let mut tally = Tally::default();
    let repaired = repair::repair(source, &mut tally);
    let mut html = weaver::weave(&repaired, place, newlines, &mut tally);
    let mut rounds = 0;
    loop {
        let verdict = gate::judge(&html, place);
        if gate::is_unchanged(&html, &verdict) {
            break;
        }
        rounds += 1;
        if rounds > MOST_ROUNDS {
            tally.changed("markup that no two readers understand alike", "");
            html = bare(&html, place, &mut tally);
            break;
        }
        html = weaver::weave(&verdict, place, Newlines::Space, &mut tally);
    }
    tally.report(complaints);
    Prose::cleaned(html, source)
}

/// The text alone, in paragraphs, which is stable whatever it says.
fn bare(html: &str, place: Place, tally: &mut Tally) -> String {
    let mut escaped = String::new();
    write::push_text(&mut escaped, &crate::plain_text(html));
    weaver::weave(&escaped, place, Newlines::Breaks, tally)
}
