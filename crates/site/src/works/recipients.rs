//! Whom a work is for, as its form says it (GIFT-1): names with commas between them. A form that changes nothing about them
//! overwrites nothing that another tab has said.

use std::time::Duration;

use archive::{Slip, tags};

use super::parents::Parents;
use crate::{
    Cx,
    form::{Fields, Slips},
    throttle::Rule,
};

/// How often a member may name others in a day, each time with a letter to them.
const NAMINGS: Rule = Rule { what: "naming", most: 60, per: Duration::from_hours(24) };

/// The names as they are typed, and as they were when the form was opened.
#[derive(Debug, Clone, Default)]
pub(super) struct Recipients {
    pub(super) now: String,
    pub(super) were: String,
}

impl Recipients {
    pub(super) fn read(fields: &Fields) -> Self {
        Self { now: fields.line("recipients"), were: fields.line("recipients_were") }
    }

    /// The names of a work as it is.
    pub(super) fn of(names: &str) -> Self {
        Self { now: names.to_owned(), were: names.to_owned() }
    }

    /// Whom it is for from now on; nothing where that stays as it is.
    pub(super) fn wanted(&self) -> Option<Vec<String>> {
        (self.now != self.were).then(|| listed(&self.now))
    }
}

fn listed(names: &str) -> Vec<String> {
    names.split([',', '，', '、']).map(str::trim).filter(|name| !name.is_empty()).map(str::to_owned).collect()
}

/// Makes sure that nobody names more people in a day than would be letters from a friend.
pub(super) fn slow_down(cx: &Cx, recipients: &Recipients, parents: &Parents, slips: &mut Slips) {
    let had = tags::listed(&recipients.were);
    let named = recipients.wanted().unwrap_or_default();
    for _ in named.iter().filter(|name| !had.contains(name)) {
        if cx.slow_down(NAMINGS).is_err() {
            slips.add("recipients", Slip::AskedMany);
            return;
        }
    }
    if parents.more.iter().any(|_| cx.slow_down(NAMINGS).is_err()) {
        slips.add("parents", Slip::AskedMany);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_not_changed_is_not_said_again() {
        let read = |sent: &str| Recipients::read(&Fields::of(sent.as_bytes())).wanted();
        assert_eq!(read("recipients=bo&recipients_were=bo"), None);
        assert_eq!(read("recipients=&recipients_were=bo"), Some(vec![]));
        assert_eq!(read("recipients=bo,+The+Club,&recipients_were="), Some(vec!["bo".into(), "The Club".into()]));
        assert_eq!(read(""), None, "a form without the field says nothing");
    }
}
