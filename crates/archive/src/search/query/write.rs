//! A query as it is typed. What is read from it again is the same.

use std::fmt::{self, Display, Formatter};

use super::fields::{self, MAYS, MEASURES, PLACES, ROLES, SORTS, TAGS, TRAITS};
use super::numbers::{Ago, Bounds, Time};
use super::{Mine, One, Part, Place, Query, Sort, Sorting, What, Words};

fn name_of<T: Copy + PartialEq>(table: &[(&'static str, T)], value: T) -> &'static str {
    table.iter().find(|(_, other)| *other == value).map_or("", |(name, _)| name)
}

impl Display for Query {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        let mut pieces: Vec<String> = self.parts.iter().map(Part::to_string).collect();
        pieces.extend(self.sort.map(|sorting| sorting.to_string()));
        f.write_str(&pieces.join(" "))
    }
}

impl Display for Part {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        signed(f, &self.what, self.is_not)
    }
}

/// Something, or that it is not so.
fn signed(f: &mut Formatter<'_>, what: &What, is_not: bool) -> fmt::Result {
    match (what, is_not) {
        (What::Mine(Mine::Read), true) => f.write_str("unread"),
        (What::Mine(Mine::Seen), true) => f.write_str("unseen"),
        (what, true) => write!(f, "-{what}"),
        (what, false) => what.fmt(f),
    }
}

impl Display for One {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        signed(f, &self.what, self.is_not)
    }
}

impl Display for What {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        match self {
            Self::Tag(kind, name) => write!(f, "{}:{}", name_of(TAGS, *kind), Quoted(name)),
            Self::Role(role, name) => write!(f, "{}:{}", name_of(ROLES, *role), Quoted(name)),
            Self::May(may) => write!(f, "may:{}", name_of(MAYS, *may)),
            Self::Words(words) => words.fmt(f),
            Self::By(name) => write!(f, "by:{}", Quoted(name)),
            Self::Language(code) => write!(f, "language:{}", Quoted(code)),
            Self::Is(is) => f.write_str(name_of(TRAITS, *is)),
            Self::Amount(measure, bounds) => write!(f, "{}:{bounds}", name_of(MEASURES, *measure)),
            Self::Posted(time) => write!(f, "posted:{time}"),
            Self::Updated(time) => write!(f, "updated:{time}"),
            Self::Mine(mine) => write!(f, "in:{}", mine.word()),
            Self::Stars(bounds) => write!(f, "stars:{bounds}"),
            Self::Noted(words) => write!(f, "note:{}", Quoted(words)),
            Self::Shelf(name) => write!(f, "shelf:{}", Quoted(name)),
            Self::Either(all) => {
                let all: Vec<String> = all.iter().map(One::to_string).collect();
                write!(f, "({})", all.join(" | "))
            }
        }
    }
}

impl Display for Words {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        if self.place != Place::Anywhere {
            write!(f, "{}:", name_of(PLACES, self.place))?;
        }
        if self.is_phrase {
            return write!(f, "\"{}\"", escaped(&self.text));
        }
        if self.place == Place::Anywhere && !is_plain(&self.text) {
            // Behind a field it is not read as something else.
            f.write_str("any:")?;
        }
        f.write_str(&self.text)
    }
}

impl Display for Sorting {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        let name = match self.sort {
            Sort::By(measure) => name_of(MEASURES, measure),
            sort => name_of(SORTS, sort),
        };
        let is_usual = *self == self.sort.usual();
        let direction = if self.is_descending { "<" } else { ">" };
        write!(f, "sort:{name}{}", if is_usual { "" } else { direction })
    }
}

impl Display for Bounds {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        match (self.from, self.to) {
            (Some(from), Some(to)) if from == to => write!(f, "{from}"),
            // Nothing lies between them.
            (Some(from), Some(to)) if from > to => {
                write!(f, "{{{} TO {}}}", from.saturating_sub(1), to.saturating_add(1))
            }
            (Some(from), Some(to)) => write!(f, "{from}-{to}"),
            (Some(from), None) => write!(f, ">={from}"),
            (None, Some(to)) => write!(f, "<={to}"),
            (None, None) => write!(f, ">=0"),
        }
    }
}

impl Display for Ago {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        write!(f, "{}{}", self.count, self.unit.letter())
    }
}

impl Display for Time {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        match self {
            Self::Newer(ago) => write!(f, "<{ago}"),
            Self::Older(ago) => write!(f, ">{ago}"),
            Self::Within(ago) => write!(f, "{ago}"),
            Self::Between(far, near) => write!(f, "{near}-{far}"),
            Self::Days(Some(from), Some(to)) if from == to => write!(f, "{from}"),
            Self::Days(Some(from), Some(to)) if from > to => {
                let (from, to) = (from.yesterday().unwrap_or(*from), to.tomorrow().unwrap_or(*to));
                write!(f, "{{{from} TO {to}}}")
            }
            Self::Days(from, to) => {
                let day = |day: &Option<jiff::civil::Date>| day.map(|day| day.to_string()).unwrap_or_default();
                write!(f, "{}..{}", day(from), day(to))
            }
        }
    }
}

/// A value: as it is when nothing in it means anything, in quotes otherwise.
struct Quoted<'a>(&'a str);

impl Display for Quoted<'_> {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        let is_word = self.0.chars().all(char::is_alphanumeric) && !self.0.is_empty();
        if is_word { f.write_str(self.0) } else { write!(f, "\"{}\"", escaped(self.0)) }
    }
}

fn escaped(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len() + 2);
    for letter in text.chars() {
        if super::lex::QUOTES.contains(&letter) || letter == '\\' {
            escaped.push('\\');
        }
        escaped.push(letter);
    }
    escaped
}

/// Whether words are read as words wherever they stand.
fn is_plain(text: &str) -> bool {
    let begins_well = text.chars().next().is_some_and(char::is_alphanumeric);
    let has_no_sign =
        text.chars().all(|letter| letter.is_alphanumeric() || matches!(letter, '\'' | '’' | '-' | '*' | '.'));
    let word = text.to_lowercase();
    let means_more = fields::of(TRAITS, &word).is_some() || fields::own(&word).is_some();
    let is_a_word = !["OR", "AND", "NOT"].contains(&text) && !means_more;
    begins_well && has_no_sign && is_a_word
}
