//! The same rules, written down as plainly as they are spoken, with no thought of speed.

use std::cmp::Ordering;
use std::collections::{BTreeMap, BTreeSet};

use finder::{
    Alternative, Answer, Asker, Audience, Counts, FacetList, Kind, Measure, Never, Part, Question, Range, Role, Rule,
    Sort, Standing, Start, Tag, TagId, Whether, Work, WorkId,
};

/// What the finder was told.
#[derive(Default)]
pub struct Model {
    pub works: BTreeMap<WorkId, Work>,
    pub tags: BTreeMap<TagId, Tag>,
}

impl Model {
    pub fn put(&mut self, work: &Work) {
        // A tag that was not told of is made by the first work that carries it, and keeps its kind.
        for entered in &work.tags {
            let fresh = Tag { id: entered.tag, kind: entered.kind, standing: Standing::Unwrangled, metatags: vec![] };
            if work.audience != Audience::Nobody {
                self.tags.entry(entered.tag).or_insert(fresh);
            }
        }
        match work.audience {
            Audience::Nobody => self.works.remove(&work.id),
            _ => self.works.insert(work.id, work.clone()),
        };
    }

    pub fn put_tag(&mut self, tag: &Tag) {
        let others = tag.metatags.iter().copied().chain(match tag.standing {
            Standing::SynonymOf(other) => Some(other),
            _ => None,
        });
        for id in others {
            self.tags.entry(id).or_insert(Tag { id, kind: tag.kind, standing: Standing::Unwrangled, metatags: vec![] });
        }
        self.tags.insert(tag.id, tag.clone());
    }

    fn is_canonical(&self, tag: TagId) -> bool {
        self.tags.get(&tag).is_some_and(|tag| tag.standing == Standing::Canonical)
    }

    /// WR-11: the canonical form of a tag.
    fn canonical(&self, tag: TagId) -> Option<TagId> {
        match self.tags.get(&tag)?.standing {
            Standing::Canonical => Some(tag),
            Standing::SynonymOf(other) => self.is_canonical(other).then_some(other),
            Standing::Unwrangled => None,
        }
    }

    /// WR-12: everything that a tag makes a work found by.
    fn filters(&self, tag: TagId) -> BTreeSet<TagId> {
        let mut filters: BTreeSet<TagId> = [Some(tag), self.canonical(tag)].into_iter().flatten().collect();
        let mut above: Vec<TagId> = self.canonical(tag).into_iter().collect();
        while let Some(tag) = above.pop() {
            let metatags = self.tags[&tag].metatags.iter().copied().filter(|metatag| self.is_canonical(*metatag));
            above.extend(metatags.filter(|metatag| filters.insert(*metatag)));
        }
        filters
    }

    fn carries(&self, work: &Work, tag: TagId) -> bool {
        work.tags.iter().any(|entered| self.filters(entered.tag).contains(&tag))
    }

    fn direct(&self, work: &Work) -> BTreeSet<TagId> {
        work.tags.iter().filter_map(|entered| self.canonical(entered.tag)).collect()
    }

    fn distinct(&self, work: &Work, kind: Kind) -> BTreeSet<TagId> {
        let of_kind = work.tags.iter().filter(|entered| self.tags[&entered.tag].kind == kind);
        of_kind.map(|entered| self.canonical(entered.tag).unwrap_or(entered.tag)).collect()
    }

    /// SRCH-10.
    fn is_crossover(&self, work: &Work) -> bool {
        let fandoms = self.distinct(work, Kind::Fandom);
        let related = |one: TagId, other: TagId| !self.filters(one).is_disjoint(&self.filters(other));
        fandoms.len() > 1 && !fandoms.iter().any(|one| fandoms.iter().all(|other| related(*one, *other)))
    }

    fn measure(&self, work: &Work, measure: Measure) -> i64 {
        let Counts { words, chapters, kudos, comments, bookmarks, hits } = work.counts;
        match measure {
            Measure::Words => words as i64,
            Measure::Chapters => chapters as i64,
            Measure::Kudos => kudos as i64,
            Measure::Comments => comments as i64,
            Measure::Bookmarks => bookmarks as i64,
            Measure::Hits => hits as i64,
            Measure::Posted => work.posted,
            Measure::Updated => work.updated,
            Measure::Fandoms => self.distinct(work, Kind::Fandom).len() as i64,
            Measure::Relationships => self.distinct(work, Kind::Relationship).len() as i64,
        }
    }

    fn in_range(&self, work: &Work, range: &Range) -> bool {
        let value = self.measure(work, range.measure);
        let within = range.from.is_none_or(|from| value >= from) && range.to.is_none_or(|to| value <= to);
        within != range.outside
    }

    fn has_part(&self, work: &Work, tag: TagId, part: Part) -> bool {
        let leads = |entered: &finder::Entered| self.filters(entered.tag).contains(&tag);
        let kind = self.tags.get(&tag).map(|tag| tag.kind);
        match part {
            Part::Any => work.tags.iter().any(leads),
            Part::Main => work.tags.iter().any(|entered| entered.role == Role::Main && leads(entered)),
            Part::Side => work.tags.iter().any(|entered| entered.role == Role::Side && leads(entered)),
            Part::First => {
                work.tags.iter().find(|entered| Some(self.tags[&entered.tag].kind) == kind).is_some_and(leads)
            }
        }
    }

    fn passes(&self, work: &Work, q: &Question) -> bool {
        let is = |wanted: Option<bool>, value: bool| wanted.is_none_or(|wanted| wanted == value);
        let named = named(work, q.asker);
        (work.audience == Audience::Everyone || q.asker == Asker::Member)
            && q.all.iter().all(|wanted| self.carries(work, wanted.tag) && self.has_part(work, wanted.tag, wanted.part))
            && q.any.iter().all(|any| any.iter().any(|tag| self.carries(work, *tag)))
            && q.either.iter().all(|any| any.iter().any(|one| self.is_one(work, one, q)))
            && !q.none.iter().any(|tag| self.carries(work, *tag))
            && !q.unlike.iter().any(|wanted| self.has_part(work, wanted.tag, wanted.part))
            && (q.authors.is_empty() || named && q.authors.iter().all(|author| work.authors.contains(author)))
            && is(q.anonymous, !named)
            && q.collections.iter().all(|some| some.iter().any(|one| work.collections.contains(one)))
            && (q.series.is_empty() || q.series.iter().any(|series| work.series.contains(series)))
            && (q.languages.is_empty() || q.languages.contains(&work.language))
            && q.within.iter().all(|language| *language == work.language)
            && is(q.complete, work.complete)
            && is(q.crossover, self.is_crossover(work))
            && is(q.single, work.single)
            && is(q.restricted, work.audience == Audience::Members)
            && q.ranges.iter().all(|range| self.in_range(work, range))
            && work.permissions & q.permissions == q.permissions
            && work.permissions & q.unpermitted == 0
            && q.inside.iter().all(|place| in_set(q, *place, work.id))
            && q.among.as_ref().is_none_or(|among| among.iter().any(|(id, _)| *id == work.id))
    }

    fn is_one(&self, work: &Work, one: &Alternative, q: &Question) -> bool {
        let asker = q.asker;
        let so = match &one.whether {
            Whether::Tag(wanted) => self.carries(work, wanted.tag) && self.has_part(work, wanted.tag, wanted.part),
            Whether::Author(author) => named(work, asker) && work.authors.contains(author),
            Whether::Anonymous => !named(work, asker),
            Whether::Series(series) => work.series.contains(series),
            Whether::Collections(some) => some.iter().any(|one| work.collections.contains(one)),
            Whether::Language(language) => work.language == *language,
            Whether::Complete => work.complete,
            Whether::Crossover => self.is_crossover(work),
            Whether::Single => work.single,
            Whether::Restricted => work.audience == Audience::Members,
            Whether::In(range) => self.in_range(work, range),
            Whether::Permits(bits) => work.permissions & bits == *bits,
            Whether::Among(works) => works.contains(&work.id),
            Whether::Set(place) => in_set(q, *place, work.id),
        };
        so != one.is_not
    }

    fn applies(&self, work: &Work, never: Never, q: &Question) -> bool {
        let asker = q.asker;
        match never {
            Never::Set(place) => in_set(q, place, work.id),
            Never::Tag(tag) => self.carries(work, tag),
            Never::Author(author) => named(work, asker) && work.authors.contains(&author),
            Never::Work(id) => work.id == id,
            Never::Anonymous => !named(work, asker),
            Never::Language(language) => work.language == language,
            Never::Series(series) => work.series.contains(&series),
            Never::Collection(collection) => work.collections.contains(&collection),
            Never::MoreThan(measure, most) => self.measure(work, measure) > most,
        }
    }

    fn hides(&self, work: &Work, rule: &Rule, q: &Question) -> bool {
        let spared = || rule.unless.iter().any(|unless| self.applies(work, *unless, q));
        self.applies(work, rule.never, q) && !spared()
    }

    fn compare(&self, q: &Question, one: &Work, other: &Work) -> Ordering {
        let relevance = |work: &Work| {
            let ranks = (!q.ranks.is_empty()).then_some(&q.ranks);
            let all = ranks.or(q.among.as_ref()).into_iter().flatten();
            all.filter(|(id, _)| *id == work.id).map(|(_, relevance)| *relevance).next_back().unwrap_or_default()
        };
        let score =
            |work: &Work| (u128::from(work.counts.kudos) << 20).checked_div(work.counts.hits.into()).unwrap_or(0);
        let by_key = match q.sort {
            Sort::By(measure) => self.measure(one, measure).cmp(&self.measure(other, measure)),
            Sort::Title => one.title.as_bytes().cmp(other.title.as_bytes()),
            Sort::Byline => one.byline.as_bytes().cmp(other.byline.as_bytes()),
            Sort::Score => score(one).cmp(&score(other)),
            Sort::Relevance => relevance(one).total_cmp(&relevance(other)),
        };
        let ordering = by_key.then(one.id.cmp(&other.id));
        if q.descending { ordering.reverse() } else { ordering }
    }

    /// The answer, without a cursor. Pages behind a cursor are not the model's business.
    pub fn ask(&self, q: &Question) -> Answer {
        let mut found: Vec<&Work> = self.works.values().filter(|work| self.passes(work, q)).collect();
        let mut hidden = Vec::new();
        for rule in &q.rules {
            let before = found.len();
            found.retain(|work| !self.hides(work, rule, q));
            hidden.push((before - found.len()) as u64);
        }
        found.sort_by(|one, other| self.compare(q, one, other));
        let Start::Offset(offset) = q.from else { panic!("the model counts") };
        let page = found.iter().skip(offset as usize).take(q.limit as usize);
        Answer {
            works: page.map(|work| work.id).collect(),
            total: found.len() as u64,
            facets: if q.facets == 0 { vec![] } else { self.facets(q, &found) },
            hidden,
            next: None,
        }
    }

    /// How many works a tag finds.
    pub fn found_by(&self, asker: Asker, rules: &[Rule], tag: TagId) -> u64 {
        let question = Question { asker, all: vec![tag.into()], rules: rules.to_vec(), ..Question::default() };
        self.ask(&question).total
    }

    /// Every fandom in use, with how many works it finds.
    pub fn fandoms(&self, asker: Asker, rules: &[Rule]) -> Vec<(TagId, u64)> {
        let question = Question { asker, rules: rules.to_vec(), ..Question::default() };
        let mut found: Vec<&Work> = self.works.values().filter(|work| self.passes(work, &question)).collect();
        found.retain(|work| !rules.iter().any(|rule| self.hides(work, rule, &question)));
        let mut counts: BTreeMap<TagId, u64> = BTreeMap::new();
        for work in found {
            let filters = work.tags.iter().flat_map(|entered| self.filters(entered.tag));
            filters.collect::<BTreeSet<_>>().into_iter().for_each(|tag| *counts.entry(tag).or_default() += 1);
        }
        let is_listed = |tag: &TagId| {
            self.tags[tag].kind == Kind::Fandom && self.canonical(*tag).is_none_or(|canonical| canonical == *tag)
        };
        counts.into_iter().filter(|(tag, _)| is_listed(tag)).collect()
    }

    fn facets(&self, q: &Question, found: &[&Work]) -> Vec<FacetList> {
        let mut counts: BTreeMap<TagId, u64> = BTreeMap::new();
        found.iter().flat_map(|work| self.direct(work)).for_each(|tag| *counts.entry(tag).or_default() += 1);
        let spoken: BTreeSet<TagId> = q
            .all
            .iter()
            .map(|wanted| wanted.tag)
            .chain(q.any.iter().flatten().copied())
            .chain(q.either.iter().flatten().filter_map(|one| match &one.whether {
                Whether::Tag(wanted) => Some(wanted.tag),
                _ => None,
            }))
            .chain(q.none.iter().copied())
            .chain(q.listed.iter().copied())
            .filter(|tag| self.is_canonical(*tag))
            .collect();
        let kinds = Kind::ALL.into_iter().filter(|kind| *kind != Kind::Media);
        kinds
            .map(|kind| {
                let of_kind = |tag: &TagId| self.tags[tag].kind == kind;
                let mut tags: Vec<(TagId, u64)> =
                    counts.iter().filter(|(tag, _)| of_kind(tag)).map(|(tag, count)| (*tag, *count)).collect();
                tags.sort_by_key(|(tag, count)| (std::cmp::Reverse(*count), *tag));
                tags.truncate(q.facets as usize);
                let further = spoken.iter().filter(|tag| of_kind(tag) && !tags.iter().any(|(other, _)| other == *tag));
                let mut rest: Vec<(TagId, u64)> =
                    further.map(|tag| (*tag, counts.get(tag).copied().unwrap_or(0))).collect();
                rest.sort_by_key(|(tag, count)| (std::cmp::Reverse(*count), *tag));
                tags.extend(rest);
                FacetList { kind, tags }
            })
            .collect()
    }
}

fn named(work: &Work, asker: Asker) -> bool {
    work.names == Audience::Everyone || asker == Asker::Member && work.names == Audience::Members
}

fn in_set(q: &Question, place: usize, work: WorkId) -> bool {
    q.sets.get(place).is_some_and(|set| set.contains(&work))
}
