//! What the rules say, each in a sentence of its own.

use finder::{
    Alternative, Answer, Asker, Audience, AuthorId, Entered, Finder, Kind, Measure, Never, Part, Question, Range, Role,
    Rule, Sort, Standing, Start, Tag, TagId, Whether, Work, WorkId,
};

const SHERLOCK: TagId = TagId(10);
const BBC: TagId = TagId(11);
const SHERLOCK_BBC: TagId = TagId(12);
const TREK: TagId = TagId(13);
const ANGST: TagId = TagId(20);

fn canonical(id: TagId, metatags: &[TagId]) -> Tag {
    Tag { id, kind: Kind::Fandom, standing: Standing::Canonical, metatags: metatags.to_vec() }
}

fn carried(tag: TagId) -> Entered {
    let kind = if tag == ANGST { Kind::Additional } else { Kind::Fandom };
    Entered { tag, kind, role: Role::Plain }
}

fn work(id: u64, tags: &[TagId]) -> Work {
    let tags = tags.iter().copied().map(carried).collect();
    Work { id: WorkId(id), audience: Audience::Everyone, names: Audience::Everyone, tags, ..Work::default() }
}

/// One work each with a fandom, a subfandom, and a synonym of that.
fn library() -> Finder {
    let mut finder = Finder::new();
    finder.put_tag(&canonical(SHERLOCK, &[]));
    finder.put_tag(&canonical(BBC, &[SHERLOCK]));
    finder.put_tag(&Tag { standing: Standing::SynonymOf(BBC), ..canonical(SHERLOCK_BBC, &[]) });
    for (id, tag) in [(1, SHERLOCK), (2, BBC), (3, SHERLOCK_BBC)] {
        finder.put(&work(id, &[tag]));
    }
    finder
}

fn with(tag: TagId) -> Question {
    Question { all: vec![tag.into()], facets: 10, ..Question::default() }
}

fn found(answer: &Answer) -> Vec<u64> {
    let mut ids: Vec<u64> = answer.works.iter().map(|work| work.0).collect();
    ids.sort_unstable();
    ids
}

fn fandoms(answer: &Answer) -> Vec<(u64, u64)> {
    answer.facets[Kind::Fandom as usize].tags.iter().map(|(tag, count)| (tag.0, *count)).collect()
}

#[test]
fn a_canonical_tag_finds_its_synonyms_and_subtags_and_a_synonym_only_itself() {
    let finder = library();
    assert_eq!(found(&finder.ask(&with(SHERLOCK))), [1, 2, 3]);
    assert_eq!(found(&finder.ask(&with(BBC))), [2, 3]);
    assert_eq!(found(&finder.ask(&with(SHERLOCK_BBC))), [3]);
}

#[test]
fn excluding_a_canonical_tag_excludes_its_synonyms_and_excluding_a_synonym_only_that_spelling() {
    let finder = library();
    let without = |tag| Question { none: vec![tag], ..Question::default() };
    assert_eq!(found(&finder.ask(&without(BBC))), [1]);
    assert_eq!(found(&finder.ask(&without(SHERLOCK_BBC))), [1, 2]);
}

#[test]
fn facets_count_direct_tags_and_never_metatags() {
    let finder = library();
    assert_eq!(fandoms(&finder.ask(&with(SHERLOCK))), [(11, 2), (10, 1)]);
    // Asked for, so listed, though on none of the works directly.
    assert_eq!(fandoms(&finder.ask(&Question { none: vec![TREK], ..with(BBC) })), [(11, 2)]);
}

#[test]
fn an_excluded_tag_stays_listed_with_nothing() {
    let finder = library();
    let question = Question { none: vec![BBC], ..with(SHERLOCK) };
    assert_eq!(fandoms(&finder.ask(&question)), [(10, 1), (11, 0)]);
}

#[test]
fn two_synonyms_on_one_work_count_once() {
    let mut finder = library();
    finder.put(&work(4, &[BBC, SHERLOCK_BBC]));
    assert_eq!(fandoms(&finder.ask(&with(BBC))), [(11, 3)]);
}

#[test]
fn a_tag_that_becomes_a_synonym_brings_its_works_along_and_takes_them_back() {
    let mut finder = library();
    finder.put(&work(5, &[TREK]));
    finder.put_tag(&Tag { standing: Standing::SynonymOf(BBC), ..canonical(TREK, &[]) });
    assert_eq!(found(&finder.ask(&with(SHERLOCK))), [1, 2, 3, 5]);
    finder.put_tag(&canonical(TREK, &[]));
    assert_eq!(found(&finder.ask(&with(SHERLOCK))), [1, 2, 3]);
    assert_eq!(found(&finder.ask(&with(TREK))), [5]);
}

#[test]
fn synonyms_of_a_tag_that_is_not_canonical_wait_until_it_is() {
    let mut finder = Finder::new();
    finder.put_tag(&Tag { standing: Standing::SynonymOf(BBC), ..canonical(SHERLOCK_BBC, &[]) });
    finder.put(&work(1, &[SHERLOCK_BBC]));
    assert_eq!(finder.ask(&with(BBC)).total, 0);
    finder.put_tag(&canonical(BBC, &[]));
    assert_eq!(finder.ask(&with(BBC)).total, 1);
}

#[test]
fn metatags_in_a_circle_end() {
    let mut finder = library();
    finder.put_tag(&canonical(SHERLOCK, &[BBC]));
    assert_eq!(found(&finder.ask(&with(BBC))), [1, 2, 3]);
}

#[test]
fn a_guest_finds_nothing_that_is_for_members_and_does_not_count_it() {
    let mut finder = library();
    finder.put(&Work { audience: Audience::Members, ..work(4, &[BBC]) });
    assert_eq!(fandoms(&finder.ask(&with(BBC))), [(11, 2)]);
    let member = Question { asker: Asker::Member, ..with(BBC) };
    assert_eq!(fandoms(&finder.ask(&member)), [(11, 3)]);
}

#[test]
fn an_anonymous_work_is_found_by_its_tags_and_not_by_its_author() {
    let mut finder = Finder::new();
    let author = AuthorId(5);
    finder.put(&Work { names: Audience::Nobody, authors: vec![author], ..work(1, &[ANGST]) });
    finder.put(&Work { authors: vec![author], ..work(2, &[ANGST]) });
    for asker in [Asker::Guest, Asker::Member] {
        let by = Question { asker, authors: vec![author], ..Question::default() };
        assert_eq!(found(&finder.ask(&by)), [2]);
        assert_eq!(found(&finder.ask(&Question { asker, ..with(ANGST) })), [1, 2]);
        // Nor does it vanish with its author's other works.
        let never = Rule { never: Never::Author(author), unless: vec![] };
        assert_eq!(found(&finder.ask(&Question { asker, rules: vec![never], ..Question::default() })), [1]);
        assert_eq!(found(&finder.ask(&Question { asker, anonymous: Some(true), ..Question::default() })), [1]);
    }
}

#[test]
fn a_synonym_is_no_crossover_nor_is_a_fandom_with_its_metatag() {
    let mut finder = library();
    finder.put_tag(&canonical(TREK, &[]));
    for (id, tags) in [(4, [BBC, SHERLOCK_BBC]), (5, [BBC, SHERLOCK]), (6, [BBC, TREK])] {
        finder.put(&work(id, &tags));
    }
    let crossover = Question { crossover: Some(true), ..Question::default() };
    assert_eq!(found(&finder.ask(&crossover)), [6]);
    // A wrangler finds that one lies under the other.
    finder.put_tag(&canonical(TREK, &[SHERLOCK]));
    assert_eq!(finder.ask(&crossover).total, 0);
}

#[test]
fn one_relationship_under_two_names_is_one() {
    let mut finder = Finder::new();
    let ship = |id, standing| Tag { id: TagId(id), kind: Kind::Relationship, standing, metatags: vec![] };
    finder.put_tag(&ship(1, Standing::Canonical));
    finder.put_tag(&ship(2, Standing::SynonymOf(TagId(1))));
    let entered = |tag| Entered { tag: TagId(tag), kind: Kind::Relationship, role: Role::Plain };
    finder.put(&Work { tags: vec![entered(1), entered(2)], ..work(1, &[]) });
    finder.put(&Work { tags: vec![entered(1), entered(3)], ..work(2, &[]) });
    let range = Range { measure: Measure::Relationships, from: Some(1), to: Some(1), outside: false };
    assert_eq!(found(&finder.ask(&Question { ranges: vec![range], ..Question::default() })), [1]);
    let others = Range { outside: true, ..range };
    assert_eq!(found(&finder.ask(&Question { ranges: vec![others], ..Question::default() })), [2]);
}

#[test]
fn a_tag_can_be_asked_for_as_the_main_one_in_passing_or_the_first_of_its_kind() {
    let mut finder = library();
    let main = Entered { role: Role::Main, ..carried(SHERLOCK_BBC) };
    finder.put(&Work { tags: vec![carried(TREK), main], ..work(4, &[]) });
    let as_part = |part| Question { all: vec![finder::Wanted { tag: BBC, part }], ..Question::default() };
    assert_eq!(found(&finder.ask(&as_part(Part::Main))), [4]);
    assert_eq!(found(&finder.ask(&as_part(Part::First))), [2, 3]);
    let side = Entered { role: Role::Side, ..carried(SHERLOCK_BBC) };
    finder.put(&Work { tags: vec![carried(TREK), side], ..work(5, &[]) });
    assert_eq!(found(&finder.ask(&as_part(Part::Side))), [5]);
    let unlike = vec![finder::Wanted { tag: BBC, part: Part::Main }];
    let others = Question { unlike, ..with(BBC) };
    assert_eq!(found(&finder.ask(&others)), [2, 3, 5]);
}

#[test]
fn a_work_is_found_by_what_its_authors_permit_and_by_what_they_do_not() {
    let mut finder = library();
    finder.put(&Work { permissions: 0b101, ..work(4, &[BBC]) });
    finder.put(&Work { permissions: 0b001, ..work(5, &[BBC]) });
    let permitted = |permissions, unpermitted| Question { permissions, unpermitted, ..Question::default() };
    assert_eq!(found(&finder.ask(&permitted(0b001, 0))), [4, 5]);
    assert_eq!(found(&finder.ask(&permitted(0b001, 0b100))), [5]);
    assert_eq!(finder.ask(&permitted(0, 0b001)).total, 3);
}

#[test]
fn the_first_tag_of_its_kind_stays_first_whatever_becomes_of_it_and_of_the_others() {
    let mut finder = library();
    let tags = [SHERLOCK, BBC, SHERLOCK_BBC, TREK, TagId(14), TagId(15)];
    let turned = |turn: usize| tags.iter().cycle().skip(turn).step_by(if turn < 6 { 1 } else { 5 }).take(6);
    let order = |turn: usize| [ANGST].iter().chain(turned(turn)).copied().collect::<Vec<_>>();
    (0..12).for_each(|turn| finder.put(&work(100 + turn as u64, &order(turn))));
    (1..4).for_each(|id| finder.remove(WorkId(id)));
    let plain = |id, standing| Tag { standing, ..canonical(id, &[]) };
    let changes = [
        canonical(TREK, &[]),
        plain(SHERLOCK, Standing::Unwrangled),
        plain(TREK, Standing::SynonymOf(TagId(14))),
        plain(BBC, Standing::SynonymOf(TagId(15))),
        canonical(TagId(14), &[]),
        plain(SHERLOCK_BBC, Standing::Unwrangled),
        canonical(SHERLOCK, &[]),
        canonical(BBC, &[]),
    ];
    for change in changes {
        finder.put_tag(&change);
        for tag in [SHERLOCK_BBC, TagId(15)] {
            let first = |turn: &u64| order(*turn as usize)[1] == tag;
            let part = Question { all: vec![finder::Wanted { tag, part: Part::First }], ..Question::default() };
            let expected: Vec<u64> = (0..12).filter(first).map(|turn| 100 + turn).collect();
            assert_eq!(found(&finder.ask(&part)), expected, "{tag:?} after {change:?}");
        }
    }
}

#[test]
fn what_a_reader_never_wants_to_see_is_counted_by_the_first_reason() {
    let mut finder = library();
    finder.put(&work(4, &[BBC, ANGST]));
    let rules = vec![
        Rule { never: Never::Tag(ANGST), unless: vec![] },
        Rule { never: Never::Tag(BBC), unless: vec![Never::Work(WorkId(2))] },
    ];
    let answer = finder.ask(&Question { rules, ..with(SHERLOCK) });
    assert_eq!((found(&answer), answer.hidden, answer.total), (vec![1, 2], vec![1, 1], 2));
}

#[test]
fn sets_that_only_the_asker_knows_are_found_hidden_counted_and_put_in_their_order() {
    let mut finder = library();
    finder.put(&work(4, &[BBC, ANGST]));
    let sets = vec![vec![WorkId(4), WorkId(1), WorkId(99)], vec![WorkId(2)]];
    let ask = |question: Question| finder.ask(&Question { sets: sets.clone(), ..question });
    let answer = ask(Question { inside: vec![0], facets: 3, ..Question::default() });
    assert_eq!((found(&answer), answer.total), (vec![1, 4], 2), "what is not here is not found");
    let unless = vec![Never::Tag(ANGST)];
    let rules = vec![Rule { never: Never::Set(0), unless }, Rule { never: Never::Set(1), unless: vec![] }];
    let answer = ask(Question { rules, ..Question::default() });
    assert_eq!((answer.hidden, answer.total), (vec![1, 1], finder.len() - 2));
    let either = vec![vec![
        Alternative { whether: Whether::Set(1), is_not: false },
        Alternative { whether: Whether::Tag(ANGST.into()), is_not: false },
    ]];
    assert!(found(&ask(Question { either, ..Question::default() })).contains(&2));
    let ranks = vec![(WorkId(4), 1.0), (WorkId(1), 2.0)];
    let ranked = ask(Question { inside: vec![0], ranks, sort: Sort::Relevance, ..Question::default() });
    assert_eq!(ranked.works, [WorkId(1), WorkId(4)]);
    let all = [1, 2, 99].map(|id| (WorkId(id), 0));
    assert_eq!(finder.above(Measure::Fandoms, &all).len(), 2);
    assert_eq!(finder.above(Measure::Fandoms, &all.map(|(id, _)| (id, 1_000))), []);
}

#[test]
fn an_unknown_tag_finds_nothing_and_excludes_nothing() {
    let finder = library();
    assert_eq!(finder.ask(&with(TagId(999))).total, 0);
    assert_eq!(finder.ask(&Question { none: vec![TagId(999)], ..Question::default() }).total, 3);
}

#[test]
fn equal_works_are_ordered_by_id_in_the_same_direction() {
    let finder = library();
    let ids = |descending| {
        let answer = finder.ask(&Question { sort: Sort::Title, descending, ..Question::default() });
        answer.works.iter().map(|work| work.0).collect::<Vec<_>>()
    };
    assert_eq!((ids(true), ids(false)), (vec![3, 2, 1], vec![1, 2, 3]));
}

#[test]
fn the_page_numbered_a_thousand_million_is_empty() {
    let far = Question { from: Start::Offset(20_000_000_000), ..with(SHERLOCK) };
    let answer = library().ask(&far);
    assert_eq!((answer.works.len(), answer.total), (0, 3));
}

#[test]
fn a_work_that_is_for_nobody_any_more_leaves_nothing_behind() {
    let mut finder = library();
    finder.put(&Work { audience: Audience::Nobody, ..work(2, &[BBC]) });
    finder.remove(WorkId(3));
    finder.remove(WorkId(3));
    assert_eq!(finder.ask(&with(BBC)).total, 0);
    assert_eq!(fandoms(&finder.ask(&with(SHERLOCK))), [(10, 1)]);
    assert_eq!(finder.len(), 1);
}
