//! The form of filters (FILT-2), filled from a query: what it has a field for stands there, the rest is “search within
//! results”. What is excluded stays listed (FILT-4).

use archive::{
    search::{
        Facets, Query,
        query::{Bounds, Measure, Mine, Part, Time, Trait, What},
    },
    tags::{Kind, key},
};

use askama::Template;

use super::{asked::Asked, chips};
use crate::{Cx, Say, languages, tags::kind_message};

/// The form as it stands in a list.
#[derive(Template)]
#[template(path = "search/filters.html")]
pub(crate) struct Form<'a> {
    cx: &'a Cx,
    panel: &'a Panel,
    is_open: bool,
}

/// The form, filled.
#[derive(Debug, Clone, Default)]
pub(crate) struct Panel {
    /// Where it is sent to.
    pub(crate) path: String,
    /// The list without any filter.
    pub(crate) cleared: String,
    /// Whether it narrows anything.
    pub(crate) is_used: bool,
    /// What can be included.
    pub(crate) with: Vec<Group>,
    /// What can be excluded.
    pub(crate) without: Vec<Group>,
    /// What the reader has to do with works; nothing for guests.
    pub(crate) mine: Vec<Tick>,
    /// The reader's shelves, in their library: what each is in the language of search, its name, whether it is chosen.
    pub(crate) shelves: Vec<(String, String, bool)>,
    pub(crate) crossover: Answer,
    pub(crate) complete: Answer,
    pub(crate) words_from: String,
    pub(crate) words_to: String,
    pub(crate) from: String,
    pub(crate) to: String,
    pub(crate) within: String,
    /// Code, name, whether it is chosen.
    pub(crate) languages: Vec<(&'static str, &'static str, bool)>,
    /// Word, name, whether it is chosen.
    pub(crate) sorts: Vec<(String, String, bool)>,
}

/// Whether a work must be something.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(crate) enum Answer {
    #[default]
    Any,
    Yes,
    No,
}

impl Answer {
    pub(crate) const ALL: [(Self, &'static str); 3] = [(Self::Any, ""), (Self::Yes, "yes"), (Self::No, "no")];

    /// What is said of it for crossovers.
    pub(crate) const fn of_crossovers(self) -> &'static str {
        match self {
            Self::Any => message!("crossover-any"),
            Self::Yes => message!("crossover-yes"),
            Self::No => message!("crossover-no"),
        }
    }

    /// What is said of it for works that are finished.
    pub(crate) const fn of_completion(self) -> &'static str {
        match self {
            Self::Any => message!("complete-any"),
            Self::Yes => message!("complete-yes"),
            Self::No => message!("complete-no"),
        }
    }

    const fn of(is_not: bool) -> Self {
        if is_not { Self::No } else { Self::Yes }
    }
}

/// Something that can be ticked by itself.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Tick {
    /// What it says in the language of search.
    pub(crate) text: String,
    /// What it says.
    pub(crate) name: &'static str,
    pub(crate) is_ticked: bool,
}

/// What can be ticked of what somebody has to do with works, and whether it is that they must not.
const MINE: &[(Mine, bool, &str)] = &[
    (Mine::Read, true, message!("mine-not-read")),
    (Mine::Seen, true, message!("mine-not-seen")),
    (Mine::Dropped, true, message!("mine-not-dropped")),
    (Mine::Reading, false, message!("mine-reading")),
    (Mine::Grown, false, message!("mine-grown")),
    (Mine::Later, false, message!("mine-later")),
    (Mine::Downloads, false, message!("mine-downloads")),
];

/// The facets of one kind.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Group {
    /// The kind in words.
    pub(crate) name: String,
    pub(crate) choices: Vec<Choice>,
}

impl Group {
    /// Whether anything in it is ticked.
    pub(crate) fn is_open(&self) -> bool {
        self.choices.iter().any(|choice| choice.is_ticked)
    }
}

/// One facet.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Choice {
    /// What it says in the language of search.
    pub(crate) text: String,
    pub(crate) name: String,
    pub(crate) works: u64,
    pub(crate) is_ticked: bool,
}

impl Panel {
    /// The form, for a template to set in; open where there is nothing else to look at.
    pub(crate) const fn form<'a>(&'a self, cx: &'a Cx, is_open: bool) -> Form<'a> {
        Form { cx, panel: self, is_open }
    }

    /// The form for a list at this path.
    pub(crate) fn of(say: &Say, asked: &Asked, path: &str, facets: &[Facets]) -> Self {
        let (path, cleared) = (path.to_owned(), asked.cleared(path));
        let mut panel = Self { path, cleared, is_used: !asked.query.is_empty(), ..Self::default() };
        let (mut with, mut without, mut rest) = (Vec::new(), Vec::new(), Query::default());
        let mut language = String::new();
        panel.mine = if asked.is_member { ticks() } else { Vec::new() };
        for part in &asked.query.parts {
            match facet(&part.what, facets) {
                Some(name) if part.is_not => without.push(name),
                Some(name) => with.push(name),
                None if panel.takes(part, &mut language) => {}
                None => rest.parts.push(part.clone()),
            }
        }
        panel.within = rest.to_string();
        panel.with = groups(say, facets, &with);
        panel.without = groups(say, facets, &without);
        panel.languages = languages::all().map(|(code, name)| (code, name, code.to_lowercase() == language)).collect();
        panel.sorts = chips::sortings(say, asked.query.sort, asked.is_member);
        panel
    }

    /// Offers shelves of these names; one that is asked for stands there and no longer among the rest.
    pub(crate) fn offer_shelves<'n>(&mut self, names: impl Iterator<Item = &'n str>) {
        let names: Vec<&str> = names.collect();
        let mut rest = Query::read(&self.within);
        let of = |part: &Part| match &part.what {
            What::Shelf(name) if !part.is_not => names.iter().position(|other| key(other) == key(name)),
            _ => None,
        };
        let asked = rest.parts.iter().enumerate().find_map(|(at, part)| Some((at, of(part)?)));
        if let Some((at, _)) = asked {
            rest.parts.remove(at);
            self.within = rest.to_string();
        }
        let chosen = asked.map(|(_, name)| name);
        let offered = |(at, name): (usize, &&str)| {
            (What::Shelf((*name).to_owned()).to_string(), (*name).to_owned(), chosen == Some(at))
        };
        self.shelves = names.iter().enumerate().map(offered).collect();
    }

    /// Takes what there is a field for, if it is free.
    fn takes(&mut self, part: &Part, language: &mut String) -> bool {
        if let Some(tick) = self.mine.iter_mut().find(|tick| tick.text == part.to_string()) {
            return !std::mem::replace(&mut tick.is_ticked, true);
        }
        match (&part.what, part.is_not) {
            (What::Is(Trait::Crossover), is_not) if self.crossover == Answer::Any => {
                self.crossover = Answer::of(is_not);
            }
            (What::Is(Trait::Complete), is_not) if self.complete == Answer::Any => {
                self.complete = Answer::of(is_not);
            }
            (What::Amount(Measure::Words, Bounds { from, to }), false)
                if self.has_no_words() && from.zip(*to).is_none_or(|(from, to)| from <= to) =>
            {
                let text = |bound: &Option<u64>| bound.map(|bound| bound.to_string()).unwrap_or_default();
                (self.words_from, self.words_to) = (text(from), text(to));
            }
            (What::Updated(Time::Days(from, to)), false)
                if self.from.is_empty() && self.to.is_empty() && from.zip(*to).is_none_or(|(from, to)| from <= to) =>
            {
                self.from = from.map(|day| day.to_string()).unwrap_or_default();
                self.to = to.map(|day| day.to_string()).unwrap_or_default();
            }
            (What::Language(code), false) if language.is_empty() && is_offered(code) => language.clone_from(code),
            _ => return false,
        }
        true
    }

    fn has_no_words(&self) -> bool {
        self.words_from.is_empty() && self.words_to.is_empty()
    }
}

fn ticks() -> Vec<Tick> {
    let text = |mine: Mine, is_not: bool| Part { what: What::Mine(mine), is_not, at: 0..0 }.to_string();
    let tick =
        |(mine, is_not, name): &(Mine, bool, &'static str)| Tick { text: text(*mine, *is_not), name, is_ticked: false };
    MINE.iter().map(tick).collect()
}

fn is_offered(code: &str) -> bool {
    languages::all().any(|(offered, _)| offered.eq_ignore_ascii_case(code))
}

/// The key of the facet that a part asks for, if it is one of these.
fn facet(what: &What, facets: &[Facets]) -> Option<String> {
    let (kind, name) = match what {
        What::Tag(kind, name) => (*kind, name),
        What::Words(words) if words.is_phrase => (None, &words.text),
        _ => return None,
    };
    let name = key(name);
    let listed = facets.iter().filter(|facets| kind.is_none_or(|kind| kind == facets.kind));
    listed.flat_map(|facets| &facets.tags).any(|(tag, _)| key(&tag.name) == name).then_some(name)
}

fn groups(say: &Say, facets: &[Facets], ticked: &[String]) -> Vec<Group> {
    let choice = |kind: Kind, name: &str, works: u64| Choice {
        text: What::Tag(Some(kind), name.to_owned()).to_string(),
        name: name.to_owned(),
        works,
        is_ticked: ticked.contains(&key(name)),
    };
    let group = |facets: &Facets| Group {
        name: say.text(kind_message(facets.kind)),
        choices: facets.tags.iter().map(|(tag, works)| choice(facets.kind, &tag.name, *works)).collect(),
    };
    facets.iter().map(group).collect()
}
