//! Numbered pages of a list: where we are, which numbers to offer, and their addresses.

use archive::works::Page;
use askama::Template;

use crate::Cx;

/// The page asked for, or the last one there is when it was asked for beyond the end (FILT-8).
pub(crate) fn existing<T, const SIZE: u64>(
    number: u64,
    read: impl Fn(u64) -> archive::Result<Page<T, SIZE>>,
) -> archive::Result<Page<T, SIZE>> {
    let page = read(number)?;
    if page.items.is_empty() && number > page.pages() { read(page.pages()) } else { Ok(page) }
}

/// The place of a page in a list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Pager {
    pub(crate) path: String,
    /// The page shown, from 1.
    pub(crate) number: u64,
    /// The last page, at least 1.
    pub(crate) last: u64,
}

/// The numbers below a list, if it has more than one page.
#[derive(Template)]
#[template(path = "layout/pager.html")]
pub(crate) struct Links<'a> {
    cx: &'a Cx,
    pager: &'a Pager,
}

/// One entry of the row of numbers.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Step {
    /// The page shown.
    Here(u64),
    /// Another page, with its address.
    There(u64, String),
    /// Numbers left out.
    Gap,
}

impl Pager {
    /// The place of a page of the list at `path`.
    pub(crate) fn new<T, const SIZE: u64>(path: String, page: &Page<T, SIZE>) -> Self {
        Self { path, number: page.number, last: page.pages() }
    }

    /// This page of so many.
    pub(crate) const fn among(path: String, number: u64, last: u64) -> Self {
        Self { path, number, last }
    }

    /// The numbers, for a template to set in.
    pub(crate) const fn links<'a>(&'a self, cx: &'a Cx) -> Links<'a> {
        Links { cx, pager: self }
    }

    /// The address of a page.
    pub(crate) fn address(&self, number: u64) -> String {
        let joint = if self.path.contains('?') { '&' } else { '?' };
        if number == 1 { self.path.clone() } else { format!("{}{joint}page={number}", self.path) }
    }

    /// The address of the page before.
    pub(crate) fn previous(&self) -> Option<String> {
        (self.number > 1).then(|| self.address(self.number - 1))
    }

    /// The address of the page after.
    pub(crate) fn next(&self) -> Option<String> {
        (self.number < self.last).then(|| self.address(self.number + 1))
    }

    /// The first, the last, and those around the page shown.
    pub(crate) fn steps(&self) -> Vec<Step> {
        let mut steps = Vec::new();
        let mut before = 0;
        for number in self.offered() {
            if number > before + 1 {
                steps.push(Step::Gap);
            }
            steps.push(if number == self.number {
                Step::Here(number)
            } else {
                Step::There(number, self.address(number))
            });
            before = number;
        }
        steps
    }

    fn offered(&self) -> Vec<u64> {
        let from = self.number.saturating_sub(2).max(1);
        let to = self.number.saturating_add(2).min(self.last);
        let mut numbers: Vec<u64> = [1].into_iter().chain(from..=to).chain([self.last]).collect();
        numbers.dedup();
        numbers
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn written(number: u64, total: u64) -> String {
        let page = Page::<()> { items: Vec::new(), total, number };
        let steps = Pager::new("/works".to_owned(), &page).steps();
        let word = |step: &Step| match step {
            Step::Here(n) => format!("[{n}]"),
            Step::There(n, _) => n.to_string(),
            Step::Gap => "…".to_owned(),
        };
        steps.iter().map(word).collect::<Vec<_>>().join(" ")
    }

    #[test]
    fn the_numbers_around_the_page_are_offered_with_both_ends() {
        let cases = [
            (1, 0, "[1]"),
            (1, 26, "[1] 2"),
            (2, 100, "1 [2] 3 4"),
            (1, 1_000, "[1] 2 3 … 40"),
            (20, 1_000, "1 … 18 19 [20] 21 22 … 40"),
            (40, 1_000, "1 … 38 39 [40]"),
        ];
        for (number, total, expected) in cases {
            assert_eq!(written(number, total), expected, "page {number} of {total}");
        }
    }
}
