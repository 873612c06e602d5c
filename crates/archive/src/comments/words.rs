//! The words of a comment: cleaned, measured, and for guests without pictures (COM-1, HTML-5).

use manuscript::{Newlines, Place, Prose, clean, plain_text};
use sha2::{Digest, Sha256};

use crate::secret::hex;
use crate::tags::is_blank;
use crate::{Error, Result, Slip};

/// So many letters fit, marks counted.
pub const MOST: u64 = 10_000;

/// Longer texts are not even cleaned.
const HEAVIEST: usize = 200_000;

/// What somebody wants to say.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Words {
    prose: Prose,
    html: String,
}

impl Words {
    /// What was typed, or why it cannot be said.
    pub fn typed(text: &str, is_guest: bool) -> Result<Self> {
        if text.len() > HEAVIEST {
            return Err(too_long(text.chars().count() as u64));
        }
        let prose = clean(text, Place::Summary, Newlines::Breaks, &mut Vec::new());
        if is_blank(&plain_text(prose.html())) && !prose.html().contains("<img") {
            return Err(Error::invalid("body", Slip::Missing));
        }
        let letters = prose.html().chars().count() as u64;
        if letters > MOST {
            return Err(too_long(letters));
        }
        let html = if is_guest { without_pictures(prose.html()) } else { prose.html().to_owned() };
        Ok(Self { prose, html })
    }

    /// What is shown, clean HTML.
    pub(super) fn html(&self) -> &str {
        &self.html
    }

    /// What was typed, where it is not what is shown.
    pub(super) fn source(&self) -> Option<&str> {
        Some(self.prose.source()).filter(|source| *source != self.html)
    }

    /// Whether it leads somewhere: a link, or an address that is not one yet.
    pub(super) fn leads_away(&self) -> bool {
        let shown = self.html.to_ascii_lowercase();
        ["href=\"", "://", "www."].iter().any(|sign| shown.contains(sign))
    }

    pub(super) fn cleaner(&self) -> i64 {
        i64::from(self.prose.cleaner())
    }

    /// A digest of who says this, and where.
    pub(super) fn sameness(&self, place: &str) -> String {
        hex(&Sha256::digest(format!("{place} {}", self.html).as_bytes()))
    }
}

fn too_long(is: u64) -> Error {
    Error::invalid("body", Slip::TooLong { most: MOST, is })
}

/// Clean HTML with every picture told in words: where it lies and what it shows.
pub(crate) fn without_pictures(html: &str) -> String {
    let mut told = String::with_capacity(html.len());
    let mut rest = html;
    while let Some((before, after)) = rest.split_once("<img") {
        let Some((picture, behind)) = after.split_once("/>") else { break };
        told.push_str(before);
        let value =
            |name: &str| picture.split_once(name).and_then(|(_, value)| value.split_once('"')).map(|(it, _)| it);
        told.push_str(value("src=\"").unwrap_or_default());
        if let Some(alt) = value("alt=\"").filter(|alt| !alt.is_empty()) {
            told.push_str(" (");
            told.push_str(alt);
            told.push(')');
        }
        rest = behind;
    }
    told.push_str(rest);
    told
}

/// By more than so many letters an edited comment must be another one, to be looked at again (COM-6).
const TOUCHED: usize = 10;

/// Whether more than a few letters differ between two texts.
pub(super) fn is_another(before: &str, after: &str) -> bool {
    let (before, after): (Vec<char>, Vec<char>) = (before.chars().collect(), after.chars().collect());
    let shorter = before.len().min(after.len());
    let same = |pairs: &mut dyn Iterator<Item = (&char, &char)>| pairs.take_while(|(one, other)| one == other).count();
    let first = same(&mut before.iter().zip(&after));
    let last = same(&mut before.iter().rev().zip(after.iter().rev())).min(shorter - first);
    before.len().max(after.len()) - first - last > TOUCHED
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ten_thousand_letters_fit_and_one_more_does_not() {
        assert!(Words::typed(&"a".repeat(9_993), false).is_ok(), "with the marks of a paragraph");
        let long = Words::typed(&"a".repeat(10_001), false);
        assert!(matches!(long, Err(Error::Invalid(_))), "COM-1: {long:?}");
        assert!(matches!(Words::typed(" <b></b>\n", false), Err(Error::Invalid(_))));
        assert!(matches!(Words::typed(&"a".repeat(300_000), false), Err(Error::Invalid(_))));
    }

    #[test]
    fn a_guests_pictures_are_told_in_words() {
        let typed = "Look <img src=\"https://x.example/a.png\" alt='a \"cat\" <3'> <img src=https://x.example/b>!";
        let shown = Words::typed(typed, true).unwrap().html;
        assert!(!shown.contains("<img"), "HTML-5: {shown}");
        assert!(shown.contains("https://x.example/a.png (a &quot;cat&quot; &lt;3)"), "{shown}");
        assert!(shown.contains("https://x.example/b"), "{shown}");
        assert!(Words::typed(typed, false).unwrap().html.contains("<img"), "a member's are shown");
        assert!(!Words::typed("<p class=\"big\">a</p>", false).unwrap().html.contains("class"), "COM-1");
    }

    #[test]
    fn a_slip_of_a_few_letters_is_no_other_comment() {
        let long = "I love how the rain never stops in this one.";
        for (after, is) in [
            (long.replace("rain", "rian"), false),
            (format!("{long} !!"), false),
            (format!("{long} And buy my watches."), true),
            (String::new(), true),
            (long.to_owned(), false),
        ] {
            assert_eq!(is_another(long, &after), is, "{after}");
        }
    }
}
