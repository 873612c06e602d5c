//! The cleaner's own count of what it did, joined into [`Complaint`]s once at the end.
//!
//! Every name of a trouble is a fixed phrase of the cleaner's, never a word of the text, so that the list stays short
//! however hostile the text is.

use crate::{Complaint, Trouble, letters};

/// What has happened to a text so far.
#[derive(Debug, Default)]
pub(super) struct Tally(Vec<Complaint>);

impl Tally {
    /// Something invisible was taken away or rewritten once.
    pub(super) fn changed(&mut self, what: &'static str, example: &str) {
        self.changed_times(what, 1, example);
    }

    /// Something invisible was taken away or rewritten `times` times; nothing is said when that is never.
    pub(super) fn changed_times(&mut self, what: &'static str, times: u64, example: &str) {
        self.add(Trouble::Changed, what, (times, 0), example);
    }

    /// Something was read as markup that may have been meant as text.
    pub(super) fn doubted(&mut self, what: &'static str, example: &str) {
        self.add(Trouble::Doubted, what, (1, 0), example);
    }

    /// A visible text is gone.
    pub(super) fn dropped(&mut self, what: &'static str, text: &str) {
        self.dropped_letters(what, letters(text), text);
    }

    /// A visible text of this many letters is gone, of which `example` is the beginning.
    pub(super) fn dropped_letters(&mut self, what: &'static str, letters: u64, example: &str) {
        self.add(Trouble::Dropped, what, (1, letters), example);
    }

    /// Joins everything into the list that the caller keeps.
    pub(super) fn report(self, complaints: &mut Vec<Complaint>) {
        for complaint in self.0 {
            complaint.join(complaints);
        }
    }

    fn add(&mut self, trouble: Trouble, what: &'static str, (times, letters): (u64, u64), example: &str) {
        if times == 0 {
            return;
        }
        let place = self.0.iter().position(|known| known.trouble == trouble && known.what == what);
        match place.and_then(|place| self.0.get_mut(place)) {
            Some(known) => {
                known.times += times;
                known.letters += letters;
            }
            None => self.0.push(Complaint { times, letters, ..Complaint::new(trouble, what, example) }),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn equal_troubles_are_one_complaint_with_the_first_example() {
        let mut tally = Tally::default();
        tally.changed("font", "one");
        tally.changed("font", "two");
        tally.changed_times("class", 0, "none");
        tally.dropped("hidden text", "ab c");
        tally.dropped("hidden text", "d");
        let mut complaints = vec![Complaint::new(Trouble::Changed, "font", "before")];
        tally.report(&mut complaints);
        let told: Vec<_> =
            complaints.iter().map(|it| (it.what.as_str(), it.times, it.letters, it.example.as_str())).collect();
        assert_eq!(told, [("font", 3, 0, "before"), ("hidden text", 2, 4, "ab c")]);
    }
}
