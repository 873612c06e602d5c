//! A page of works that a query finds, as somebody may see them.
//!
//! The finder gives numbers for an audience; the gate makes cards of them, and names are given only to tags on works that this
//! audience finds, and to those that the viewer has named.

use std::collections::{HashMap, HashSet};

use finder::{Asker, Never, Question, Rule, Start};

use super::ask::{Asking, asking};
use super::index::Index;
use super::meaning::Lookup;
use super::own::{Asks, Sets};
use super::passages::{Passage, passages};
use super::query::{self, Doubt, Mine, Query, What};
use super::wording::{Worded, seek};
use crate::db::args;
use crate::filters::{self, Named, RuleId};
use crate::tags::{self, Kind, Tag};
use crate::works::{self, Audience, PAGE, Page, WorkCard};
use crate::{CollectionId, PersonId, PseudId, Result, TagId, Tx, Viewer, WorkId};

/// So many works are looked up one by one in what somebody remembers.
const FEW: usize = 1_000;

/// Facets of each kind (FILT-3).
const FACETS: u32 = 10;

/// Whose works a list holds.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub enum Of {
    /// Everybody's.
    #[default]
    Archive,
    /// Those of a tag.
    Tag(TagId),
    /// Somebody's, under any of their names.
    Person(PersonId),
    /// Those under one name.
    Pseud(PseudId),
    /// Those in a language, by its code.
    Language(String),
    /// Those that one of these collections holds: a collection, and those that are a part of it.
    Collection(Vec<CollectionId>),
    /// Those in the viewer's own library. Nothing that they would rather not see is kept out of it.
    Library,
}

/// What somebody wants to see.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Wish {
    /// What is asked for.
    pub query: Query,
    /// Whose works are meant.
    pub of: Of,
    /// What keeps works out of the viewer's lists, and is to let them in this time.
    pub lifted: Vec<Lifted>,
    /// Which page, from 1.
    pub number: u64,
    /// Whether facets are wanted.
    pub with_facets: bool,
    /// Of which works a line of the text is wanted that has what was looked for there.
    pub passages: Passages,
}

/// Of which works a line is wanted.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Passages {
    /// Of none.
    #[default]
    None,
    /// Of those that nobody is asked about before they read them (POST-21).
    Harmless,
    /// Of all.
    All,
}

/// Something that is not followed this time.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Lifted {
    /// A rule of the viewer's own.
    Rule(RuleId),
    /// That they have muted somebody.
    Mute(PersonId),
    /// A part of the query itself, which stands in these bytes of its text: it is lifted by asking without it.
    Part(usize, usize),
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
    /// Lines of the texts in which works on this page have what was looked for there.
    pub passages: HashMap<WorkId, Passage>,
    /// What could not be understood as it stands, in the order of the text.
    pub doubts: Vec<Doubt>,
    /// The tags that the query names.
    pub named: Vec<Tag>,
    /// What keeps works out of this list, in the order in which it was said; each work counts for the first that does.
    pub hidden: Vec<Hidden>,
    /// How many works are in the viewer's library, shown in lists or not, where no part of it was asked for; of other lists, none.
    pub remembered: u64,
}

/// What keeps works out of a list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Hidden {
    /// How it is lifted.
    pub lifted: Lifted,
    /// What it hides.
    pub never: Named,
    /// How many works.
    pub works: u64,
}

/// A list as it can be given now.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Listed {
    /// With all that was asked for.
    Found(Box<Found>),
    /// Without the index, which is being made: the works as they are, the newest first, whatever was asked for.
    Plain(Page<WorkCard>),
}

/// A list, with the index or without it (R38).
pub fn list(viewer: &Viewer, tx: &Tx<'_>, index: &Index, wish: &Wish) -> Result<Listed> {
    if let Some(found) = find(viewer, tx, index, wish)? {
        return Ok(Listed::Found(Box::new(found)));
    }
    let page = plain(viewer, tx, &wish.of, wish.number)?;
    let is_beyond = page.items.is_empty() && page.number > page.pages();
    Ok(Listed::Plain(if is_beyond { plain(viewer, tx, &wish.of, page.pages())? } else { page }))
}

fn plain(viewer: &Viewer, tx: &Tx<'_>, of: &Of, number: u64) -> Result<Page<WorkCard>> {
    match of {
        Of::Archive => works::page_of_all(viewer, tx, number),
        Of::Tag(tag) => works::page_of_tag(viewer, tx, *tag, number),
        Of::Person(person) => works::page_of_person(viewer, tx, *person, number),
        Of::Pseud(pseud) => works::page_of_pseud(viewer, tx, *pseud, number),
        Of::Language(code) => works::page_of_language(viewer, tx, code, number),
        Of::Collection(ids) => works::page_of_collected(viewer, tx, ids, number),
        // A library is its reader's own page, which has a list of its own then.
        Of::Library => Ok(Page { items: Vec::new(), total: 0, number: 1 }),
    }
}

/// The newest works that the viewer wants to see, with the index or without it, at most a page of them.
pub fn newest(viewer: &Viewer, tx: &Tx<'_>, index: &Index, limit: u64) -> Result<Vec<WorkCard>> {
    let mut question = complete(viewer, Question::default(), &Wish::default());
    question.limit = limit.min(PAGE) as u32;
    let (kept, mut sets) = (Kept::of(viewer, tx, &[])?, Sets::default());
    question.rules = kept.rules(Asks { viewer, tx, index }, &mut sets)?;
    question.sets = sets.into_works();
    match index.ask(tx, |finder| finder.ask(&question))? {
        Some(answer) => cards(viewer, tx, &answer),
        None => works::newest(viewer, tx, limit),
    }
}

/// How many works the viewer finds in each of these languages, whatever they would rather not see; nothing while the index
/// is not ready.
pub fn in_languages(viewer: &Viewer, tx: &Tx<'_>, index: &Index, codes: &[&str]) -> Result<Option<Vec<u64>>> {
    let count = |finder: &finder::Finder, code: &str| {
        let wish = Wish { of: Of::Language(code.to_owned()), ..Wish::default() };
        finder.ask(&Question { limit: 0, ..complete(viewer, Question::default(), &wish) }).total
    };
    index.ask(tx, |finder| codes.iter().map(|code| count(finder, code)).collect())
}

fn cards(viewer: &Viewer, tx: &Tx<'_>, answer: &finder::Answer) -> Result<Vec<WorkCard>> {
    let ids: Vec<_> = answer.works.iter().map(|work| WorkId::new(work.0 as i64)).collect();
    works::cards(viewer, tx, &ids)
}

/// The works that a query finds; nothing while the index is not ready.
pub fn find(viewer: &Viewer, tx: &Tx<'_>, index: &Index, wish: &Wish) -> Result<Option<Found>> {
    if !index.is_ready() {
        return Ok(None);
    }
    let mut lookup = Lookup::of((viewer, tx, index));
    lookup.doubts.clone_from(&wish.query.doubts);
    let usual = (wish.of == Of::Library).then_some(query::Sort::Opened);
    let mut asking = asking(&wish.query, &mut lookup, usual)?;
    let worded = seek(tx, index, &mut asking)?;
    let kept = kept_from(viewer, tx, (wish, &asking))?;
    let Lookup { tags: named, mut sets, .. } = lookup;
    let (excluded, asks) = (asking.question.rules.len(), Asks { viewer, tx, index });
    let mut question = complete(viewer, asking.question, wish);
    let mut remembered = 0;
    if wish.of == Of::Library && sets.remembered(&question.inside).is_none() {
        let place = sets.place(asks, &What::Mine(Mine::Library))?;
        question.inside.push(place);
        remembered = sets.len(place) as u64;
    }
    question.rules.extend(kept.rules(asks, &mut sets)?);
    question.sets = sets.into_works();
    let Some((answer, number)) = index.ask(tx, |finder| answer(finder, question, wish.number))? else {
        return Ok(None);
    };
    let works = Page { items: cards(viewer, tx, &answer)?, total: answer.total, number };
    let mut doubts = asking.doubts;
    doubts.sort_by_key(|doubt| doubt.at.start);
    let mut hidden = apart(&asking.apart, &answer.hidden);
    hidden.extend(kept.hidden(viewer, tx, answer.hidden.iter().skip(excluded).copied())?);
    let passages = lines(tx, &worded, wish.passages, &works.items)?;
    Ok(Some(Found { works, facets: facets(tx, &answer.facets)?, passages, doubts, named, hidden, remembered }))
}

/// What keeps works out of this list. Nothing out of the viewer's own library; and where they ask for what they have to do with
/// works, no rule about that.
fn kept_from(viewer: &Viewer, tx: &Tx<'_>, (wish, asking): (&Wish, &Asking)) -> Result<Kept> {
    if wish.of == Of::Library {
        return Ok(Kept { muted: Vec::new(), rules: Vec::new() });
    }
    let mut kept = Kept::of(viewer, tx, &wish.lifted)?;
    if !asking.question.inside.is_empty() {
        kept.rules.retain(|rule| !matches!(rule.never, filters::Matter::Mine(_) | filters::Matter::Shelf(_)));
    }
    Ok(kept)
}

/// What parts of the query hide that speak of what the viewer has to do with works, of the number of works for each rule.
fn apart(parts: &[(usize, Named, std::ops::Range<usize>)], works: &[u64]) -> Vec<Hidden> {
    let hidden = parts.iter().filter_map(|(place, never, at)| {
        let works = works.get(*place).copied().filter(|works| *works > 0)?;
        Some(Hidden { lifted: Lifted::Part(at.start, at.end), never: never.clone(), works })
    });
    hidden.collect()
}

/// Those of these works that a query finds in the lists of this viewer, in its order; nothing while the index is not ready.
pub(crate) fn among(
    viewer: &Viewer,
    tx: &Tx<'_>,
    index: &Index,
    (query, works): (&Query, &[WorkId]),
) -> Result<Option<Vec<WorkId>>> {
    if !index.is_ready() {
        return Ok(None);
    }
    let mut lookup = Lookup::of((viewer, tx, index));
    // Of a memory, only what is asked about is read; of very many works, all of it, which is quicker then.
    lookup.sets.among = (works.len() <= FEW).then(|| works.to_vec());
    let mut asking = asking(query, &mut lookup, None)?;
    seek(tx, index, &mut asking)?;
    let mut question = complete(viewer, asking.question, &Wish::default());
    question.sets = lookup.sets.into_works();
    question.limit = works.len() as u32;
    let wanted: HashSet<u64> = works.iter().map(|work| work.number() as u64).collect();
    question.among = Some(match question.among {
        Some(found) => found.into_iter().filter(|(work, _)| wanted.contains(&work.0)).collect(),
        None => wanted.into_iter().map(|work| (finder::WorkId(work), 0.0)).collect(),
    });
    let found = index.ask(tx, |finder| finder.ask(&question))?;
    Ok(found.map(|answer| answer.works.into_iter().map(|work| WorkId::new(work.0 as i64)).collect()))
}

/// The lines that are wanted.
fn lines(tx: &Tx<'_>, worded: &Worded, wanted: Passages, cards: &[WorkCard]) -> Result<HashMap<WorkId, Passage>> {
    let is_wanted = |card: &&WorkCard| match wanted {
        Passages::None => false,
        Passages::Harmless => !card.is_adult(),
        Passages::All => true,
    };
    passages(tx, worded, &cards.iter().filter(is_wanted).collect::<Vec<_>>())
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

/// For whom a viewer's questions are asked.
pub(super) fn asker(viewer: &Viewer) -> Asker {
    match Audience::of(viewer) {
        Audience::Everyone => Asker::Guest,
        Audience::Members => Asker::Member,
    }
}

/// What goes with every question: for whom it is asked, and whose works are meant.
fn complete(viewer: &Viewer, mut question: Question, wish: &Wish) -> Question {
    question.asker = asker(viewer);
    match &wish.of {
        Of::Archive | Of::Library => {}
        Of::Tag(tag) => question.all.push(tags::number(*tag).into()),
        Of::Person(person) => question.authors.push(works::author(*person)),
        Of::Pseud(pseud) => question.authors.push(works::pseud(*pseud)),
        // What is asked for besides narrows the language, and does not stand beside it.
        Of::Language(code) => question.within.push(works::language(code)),
        Of::Collection(ids) => question.collections.push(ids.iter().copied().map(for_finder).collect()),
    }
    question.limit = PAGE as u32;
    question.facets = if wish.with_facets { FACETS } else { 0 };
    question
}

/// By what a collection is known to the finder.
pub(super) const fn for_finder(id: CollectionId) -> finder::CollectionId {
    finder::CollectionId(id.number() as u64)
}

/// What takes the works of those whom the viewer has muted out of their lists.
pub(super) fn muted(viewer: &Viewer, tx: &Tx<'_>) -> Result<Vec<Rule>> {
    Ok(whom(viewer, tx)?.into_iter().map(mute).collect())
}

/// Whom the viewer has muted.
fn whom(viewer: &Viewer, tx: &Tx<'_>) -> Result<Vec<PersonId>> {
    tx.all("select muted_id from mutes where person_id = $1 order by muted_id", args![viewer.person()], |row| {
        row.get(0)
    })
}

fn mute(person: PersonId) -> Rule {
    Rule { never: Never::Author(works::author(person)), unless: Vec::new() }
}

/// What takes works out of the viewer's lists: whom they have muted, and what else they never want to see.
struct Kept {
    muted: Vec<PersonId>,
    rules: Vec<filters::Kept>,
}

impl Kept {
    fn of(viewer: &Viewer, tx: &Tx<'_>, lifted: &[Lifted]) -> Result<Self> {
        let mut muted = whom(viewer, tx)?;
        muted.retain(|person| !lifted.contains(&Lifted::Mute(*person)));
        let mut rules = filters::mine(viewer, tx)?;
        rules.retain(|rule| !lifted.contains(&Lifted::Rule(rule.id)));
        Ok(Self { muted, rules })
    }

    /// The rules as the finder follows them. What they say of the viewer's own library is put among the sets.
    fn rules(&self, asks: Asks<'_>, sets: &mut Sets) -> Result<Vec<Rule>> {
        let mut mine = |matter: &filters::Matter| sets.place(asks, &own_of(asks, matter)?);
        let muted = self.muted.iter().copied().map(mute).map(Ok);
        muted.chain(self.rules.iter().map(|rule| filters::for_finder(rule, &mut mine))).collect()
    }

    /// What hides works, of these numbers of works for each.
    fn hidden(&self, viewer: &Viewer, tx: &Tx<'_>, works: impl Iterator<Item = u64>) -> Result<Vec<Hidden>> {
        let muted = self.muted.iter().map(|person| (Lifted::Mute(*person), filters::Matter::Author(*person)));
        let ruled = self.rules.iter().map(|rule| (Lifted::Rule(rule.id), rule.never.clone()));
        let hiding = muted.chain(ruled).zip(works).filter(|(_, works)| *works > 0);
        hiding.map(|((lifted, never), works)| Ok(Hidden { lifted, never: never.named(viewer, tx)?, works })).collect()
    }
}

/// What a rule says that only its reader knows, as a search would. A shelf that is gone holds nothing.
fn own_of(asks: Asks<'_>, matter: &filters::Matter) -> Result<What> {
    Ok(match matter.named(asks.viewer, asks.tx)? {
        Named::Mine(mine) => What::Mine(mine),
        Named::Shelf(name) => What::Shelf(name),
        _ => What::Shelf(String::new()),
    })
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
