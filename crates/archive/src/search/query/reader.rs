//! Puts what is read together: what stands by itself, and what stands among alternatives.

use std::ops::Range;

use super::fields::{self, understand};
use super::lex::{Sign, Token};
use super::{About, Doubt, MOST, One, Part, Query, What};

/// A query that is being read.
#[derive(Default)]
pub(super) struct Reader {
    pub(super) query: Query,
    /// Where the `-` before what comes next stands.
    not: Option<usize>,
    /// Whether what comes next is an alternative to what came last.
    or: bool,
    group: Option<Group>,
    /// Parentheses within it.
    depth: usize,
    is_full: bool,
}

/// A parenthesis that is open.
struct Group {
    /// Where it begins.
    start: usize,
    /// Whether an `-` stood before it.
    is_not: bool,
    /// Whether something came in it.
    had: bool,
}

impl Reader {
    pub(super) fn take(&mut self, Token { sign, at }: Token) {
        match sign {
            Sign::Not => self.not = Some(at.start),
            Sign::Or => self.or = self.query.parts.last().is_some_and(|part| part.at.end <= at.start),
            Sign::Open if self.group.is_some() => {
                self.depth += 1;
                if self.depth == 1 {
                    self.doubt(About::Nested, at);
                }
            }
            Sign::Open => {
                let not = self.not.take();
                self.group = Some(Group { start: not.unwrap_or(at.start), is_not: not.is_some(), had: false });
            }
            Sign::Close if self.depth > 0 => self.depth -= 1,
            Sign::Close => match self.group.take() {
                Some(group) => {
                    self.or = false;
                    if let Some(last) = self.query.parts.last_mut().filter(|_| group.had) {
                        last.at.end = at.end;
                        last.unwrap();
                    }
                }
                None => self.doubt(About::Parenthesis, at),
            },
            Sign::Term(term) => {
                if term.is_open {
                    self.doubt(About::Open, at.clone());
                }
                let understood = understand(term, &at, &mut self.query.doubts);
                match understood {
                    Some(fields::Understood::Sorting(sorting)) => self.query.sort = Some(sorting),
                    Some(fields::Understood::Part(what, is_not)) => self.put(what, is_not, at),
                    None => {}
                }
                self.not = None;
                self.or = false;
            }
        }
    }

    /// Adds what a word says: to the alternatives in the parenthesis, to what stands before an `|`, or by itself.
    fn put(&mut self, what: What, is_not: bool, at: Range<usize>) {
        if self.query.parts.iter().map(|part| part.what.len()).sum::<usize>() >= MOST {
            if !std::mem::replace(&mut self.is_full, true) {
                self.doubt(About::Many, at);
            }
            return;
        }
        let one = One { what, is_not: is_not != self.not.is_some() };
        let (had, start, turns) = self.group.as_mut().map_or((false, None, false), |group| {
            (std::mem::replace(&mut group.had, true), Some(group.start), group.is_not)
        });
        let joins = self.or && !had;
        // What is turned round as a whole is no alternative to anything.
        let is_whole = |part: &Part| part.is_not && matches!(part.what, What::Either(_));
        if joins && (turns || self.query.parts.last().is_some_and(is_whole)) {
            self.doubt(About::NotHere, at.clone());
        } else if let Some(last) = self.query.parts.last_mut().filter(|_| joins || had) {
            last.or(one);
            last.at.end = at.end;
            return;
        }
        let (start, end) = (start.unwrap_or(self.not.unwrap_or(at.start)), at.end);
        let One { what, is_not } = one;
        let part = if self.group.is_some() {
            Part { what: What::Either(vec![One { what, is_not }]), is_not: turns, at: start..end }
        } else {
            Part { what, is_not, at: start..end }
        };
        self.query.parts.push(part);
    }

    pub(super) fn close(&mut self) {
        if let Some(Group { start, had, .. }) = self.group.take() {
            self.doubt(About::Parenthesis, start..start + 1);
            if let Some(last) = self.query.parts.last_mut().filter(|_| had) {
                last.unwrap();
            }
        }
    }

    fn doubt(&mut self, about: About, at: Range<usize>) {
        if self.query.doubts.len() < MOST {
            self.query.doubts.push(Doubt { about, at });
        }
    }
}

impl Part {
    /// Adds an alternative.
    fn or(&mut self, other: One) {
        match &mut self.what {
            What::Either(all) => all.push(other),
            one => {
                let first = One { what: one.clone(), is_not: std::mem::take(&mut self.is_not) };
                self.what = What::Either(vec![first, other]);
            }
        }
    }

    /// Makes a single alternative what it is by itself.
    fn unwrap(&mut self) {
        if let What::Either(all) = &self.what
            && let [one] = all.as_slice()
        {
            let One { what, is_not } = one.clone();
            (self.what, self.is_not) = (what, self.is_not != is_not);
        }
    }
}

impl What {
    pub(super) fn len(&self) -> usize {
        if let Self::Either(all) = self { all.len() } else { 1 }
    }
}
