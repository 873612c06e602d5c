//! The first of what was found: names with the whole of what was typed, then the most used, then the shortest.

use std::cmp::Reverse;

use super::Named;

/// A name that fits.
#[derive(Debug, Clone, Copy)]
pub struct Fit<'a> {
    pub name: Named<'a>,
    /// Whether what was typed stands in it as it is.
    pub whole: bool,
    pub uses: u64,
}

impl<'a> Fit<'a> {
    fn key(&self) -> (bool, Reverse<u64>, usize, &'a str) {
        (!self.whole, Reverse(self.uses), self.name.key.len(), self.name.key)
    }
}

/// The best fits, in order.
#[derive(Debug)]
pub struct Best<'a> {
    fits: Vec<Fit<'a>>,
    most: usize,
}

impl<'a> Best<'a> {
    pub fn of(most: usize) -> Self {
        Self { fits: Vec::new(), most }
    }

    /// Takes a fit, if it is one of the best so far.
    pub fn offer(&mut self, fit: Fit<'a>) {
        let place = self.fits.partition_point(|other| other.key() <= fit.key());
        if place < self.most {
            self.fits.insert(place, fit);
            self.fits.truncate(self.most);
        }
    }

    /// Whether nothing better can come from names that are used less.
    pub fn is_full(&self) -> bool {
        self.fits.len() >= self.most && self.fits.last().is_some_and(|last| last.whole)
    }

    pub fn fits(&self) -> &[Fit<'a>] {
        &self.fits
    }
}
