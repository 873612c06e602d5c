//! A page of works that a query finds, as somebody may see them.
//!
//! The finder gives numbers for an audience; the gate makes cards of them, and names are given only to tags on works that this
//! audience finds, and to those that the viewer has named.

use finder::{Asker, Never, Question, Rule, Start};

use super::ask::{Asking, asking};
use super::index::Index;
use super::meaning::Lookup;
use super::query::{About, Doubt, Query};
use crate::db::args;
use crate::filters::{self, Named, RuleId};
use crate::tags::{self, Kind, Tag};
use crate::works::{self, Audience, PAGE, Page, WorkCard};
use crate::{PersonId, Result, TagId, Tx, Viewer};

/// Facets of each kind (FILT-3).
const FACETS: u32 = 10;

/// What somebody wants to see.
#[derive(Debug, Clone, Default)]
pub struct Wish {
    /// What is asked for.
    pub query: Query,
    /// The tag whose works these are.
    pub tag: Option<TagId>,
    /// The person whose works these are.
    pub person: Option<PersonId>,
    /// Rules of the viewer's own that are not followed this time.
    pub lifted: Vec<RuleId>,
    /// Which page, from 1.
    pub number: u64,
    /// Whether facets are wanted.
    pub with_facets: bool,
}

/// The facets of one kind: canonical tags and on how many of the works found they are.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Facets {
    /// The kind.
    pub kind: Kind,
    /// Tags, the most frequent first; those that were asked for or excluded are always among them (FILT-4).
    pub tags: Vec<(Tag, u64)>,
}

/// What was found.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Found {
    /// A page of works.
    pub works: Page<WorkCard>,
    /// What else is to be said of all works found.
    pub facets: Vec<Facets>,
    /// What could not be understood as it stands, in the order of the text.
    pub doubts: Vec<Doubt>,
    /// The tags that the query names.
    pub named: Vec<Tag>,
    /// Works that are not shown because of whom the viewer has muted.
    pub muted: u64,
    /// Works that are not shown because of rules of the viewer's own; each counts for the first rule that hides it.
    pub hidden: Vec<Hidden>,
}

/// What a rule of the viewer's own hides from a list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Hidden {
    /// The rule.
    pub rule: RuleId,
    /// What it hides.
    pub never: Named,
    /// How many works.
    pub works: u64,
}

/// The works that a query finds; nothing while the index is not ready.
pub fn find(viewer: &Viewer, tx: &Tx<'_>, index: &Index, wish: &Wish) -> Result<Option<Found>> {
    if !index.is_ready() {
        return Ok(None);
    }
    let mut lookup = Lookup { viewer, tx, doubts: wish.query.doubts.clone(), tags: Vec::new() };
    let mut asking = asking(&wish.query, &mut lookup, tx.clock_now())?;
    let named = lookup.tags;
    seek(tx, index, &mut asking)?;
    let excluded = asking.question.rules.len();
    let mut question = complete(viewer, asking.question, wish);
    let (muted, rules) = own_rules(viewer, tx, wish)?;
    let mute_count = muted.len();
    question.rules.extend(muted);
    question.rules.extend(rules.iter().map(filters::for_finder));
    let Some(answer) = index.ask(tx, |finder| answer(finder, question, wish.number))? else { return Ok(None) };
    let (answer, number) = answer;
    let ids: Vec<_> = answer.works.iter().map(|work| crate::WorkId::new(work.0 as i64)).collect();
    let works = Page { items: works::cards(viewer, tx, &ids)?, total: answer.total, number };
    let mut doubts = asking.doubts;
    doubts.sort_by_key(|doubt| doubt.at.start);
    let muted = answer.hidden.iter().skip(excluded).take(mute_count).sum();
    let hidden = rules.iter().zip(answer.hidden.iter().skip(excluded + mute_count)).filter(|(_, works)| **works > 0);
    let hidden =
        hidden.map(|(rule, works)| Ok(Hidden { rule: rule.id, never: rule.never.named(viewer, tx)?, works: *works }));
    let hidden = hidden.collect::<Result<_>>()?;
    Ok(Some(Found { works, facets: facets(tx, &answer.facets)?, doubts, named, muted, hidden }))
}

/// The page asked for, or the last one there is (FILT-8).
fn answer(finder: &finder::Finder, mut question: Question, number: u64) -> (finder::Answer, u64) {
    let number = number.max(1);
    let from = |number: u64| Start::Offset((number - 1).saturating_mul(PAGE));
    question.from = from(number);
    let answer = finder.ask(&question);
    let last = answer.total.div_ceil(PAGE).max(1);
    if number <= last {
        return (answer, number);
    }
    question.from = from(last);
    (finder.ask(&question), last)
}

/// What goes with every question: for whom it is asked, and whose works are meant.
fn complete(viewer: &Viewer, mut question: Question, wish: &Wish) -> Question {
    question.asker = match Audience::of(viewer) {
        Audience::Everyone => Asker::Guest,
        Audience::Members => Asker::Member,
    };
    question.all.extend(wish.tag.map(|tag| finder::Wanted::from(tags::number(tag))));
    question.authors.extend(wish.person.map(works::author));
    question.limit = PAGE as u32;
    question.facets = if wish.with_facets { FACETS } else { 0 };
    question
}

/// What takes works out of the viewer's lists: whom they have muted, and what else they never want to see.
fn own_rules(viewer: &Viewer, tx: &Tx<'_>, wish: &Wish) -> Result<(Vec<Rule>, Vec<filters::Kept>)> {
    let text = "select muted_id from mutes where person_id = $1 order by muted_id";
    let muted: Vec<PersonId> = tx.all(text, args![viewer.person()], |row| row.get(0))?;
    let muted = muted.into_iter().map(|person| Never::Author(works::author(person)));
    let mut rules = filters::mine(viewer, tx)?;
    rules.retain(|rule| !wish.lifted.contains(&rule.id));
    Ok((muted.map(|never| Rule { never, unless: Vec::new() }).collect(), rules))
}

/// Looks for the words, and limits the question to the works they stand in.
fn seek(tx: &Tx<'_>, index: &Index, asking: &mut Asking) -> Result<()> {
    if asking.sought.is_empty() && asking.unsought.is_empty() {
        return Ok(());
    }
    let found = words(tx, index, asking)?;
    if found.is_none() {
        asking.doubts.push(Doubt { about: About::NoWords, at: 0..0 });
    }
    // What has words in it that cannot be looked for finds nothing; what only has words that must not be there finds all.
    let nothing = (!asking.sought.is_empty()).then(Vec::new);
    asking.question.among = found.or(nothing);
    Ok(())
}

#[cfg(not(feature = "words"))]
#[expect(clippy::unnecessary_wraps, reason = "with words it can fail")]
fn words(_: &Tx<'_>, _: &Index, _: &Asking) -> Result<Option<Vec<(finder::WorkId, f32)>>> {
    Ok(None)
}

#[cfg(feature = "words")]
fn words(tx: &Tx<'_>, index: &Index, asking: &Asking) -> Result<Option<Vec<(finder::WorkId, f32)>>> {
    use finder::Seek;

    let sought = asking.sought.iter().map(|any| Seek::Any(any.iter().map(super::library::seek_of).collect()));
    let unsought = asking.unsought.iter().map(|one| Seek::Not(Box::new(super::library::seek_of(one))));
    match index.seek(tx, &Seek::All(sought.chain(unsought).collect())) {
        // A broken index of words must not take the lists down with it.
        Err(crate::Error::Broken(fault)) => {
            tracing::error!(error = %fault, "words cannot be looked for");
            Ok(None)
        }
        found => found,
    }
}

/// Gives facets their names. Media are on no work.
fn facets(tx: &Tx<'_>, lists: &[finder::FacetList]) -> Result<Vec<Facets>> {
    let id = |tag: finder::TagId| TagId::new(tag.0 as i64);
    let ids: Vec<TagId> = lists.iter().flat_map(|list| &list.tags).map(|(tag, _)| id(*tag)).collect();
    let names = tags::of_ids(tx, &ids)?;
    let kinds = Kind::ALL.iter().copied().filter(|kind| *kind != Kind::Media);
    let of_kind = kinds.map(|kind| {
        let list = lists.iter().find(|list| list.kind == kind.for_finder());
        let tags = list.into_iter().flat_map(|list| &list.tags);
        let tags = tags.filter_map(|(tag, works)| Some((names.get(&id(*tag))?.clone(), *works))).collect();
        Facets { kind, tags }
    });
    Ok(of_kind.filter(|facets| !facets.tags.is_empty()).collect())
}
