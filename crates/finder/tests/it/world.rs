//! Invented archives, changes and questions.

use finder::{
    Alternative, Asker, Audience, AuthorId, CollectionId, Counts, Entered, Kind, LanguageId, Measure, Never, Part,
    Question, Range, Role, Rule, SeriesId, Sort, Standing, Start, Tag, TagId, Wanted, Whether, Work, WorkId,
};

use crate::dice::Dice;

/// How large an archive is.
#[derive(Clone, Copy)]
pub struct Size {
    pub works: u64,
    pub tags: u64,
}

/// Every tag has its kind for good; most are of the kinds that have links.
pub fn kind(tag: TagId) -> Kind {
    let kinds = [Kind::Fandom, Kind::Relationship, Kind::Character, Kind::Additional, Kind::Rating, Kind::Warning];
    kinds[tag.0 as usize % kinds.len()]
}

fn tag(dice: &mut Dice, size: Size) -> TagId {
    TagId(dice.low(size.tags))
}

/// A tag of the same kind.
fn akin(dice: &mut Dice, size: Size, tag: TagId) -> TagId {
    TagId((tag.0 + 6 * dice.below(size.tags / 6 + 1)) % (size.tags / 6 * 6).max(6))
}

pub fn work(dice: &mut Dice, size: Size) -> Work {
    let audiences = [Audience::Everyone, Audience::Everyone, Audience::Everyone, Audience::Members, Audience::Nobody];
    let roles = [Role::Plain, Role::Plain, Role::Main, Role::Side];
    let tags = dice.some(9, |dice| {
        let tag = tag(dice, size);
        Entered { tag, kind: kind(tag), role: *dice.pick(&roles) }
    });
    Work {
        id: id(dice, size),
        audience: *dice.pick(&audiences),
        names: *dice.pick(&audiences),
        tags,
        language: LanguageId(dice.low(3)),
        authors: dice.some(2, |dice| AuthorId(dice.below(9))),
        series: dice.some(1, |dice| SeriesId(dice.below(5))),
        collections: dice.some(2, |dice| CollectionId(dice.below(4))),
        counts: counts(dice),
        complete: dice.once_in(2),
        single: dice.once_in(3),
        posted: dice.below(40) as i64 * 1_000_000_000 - 3_000_000_000,
        updated: dice.below(30) as i64 * 1_000_000_000,
        title: format!("{:b}", dice.below(1_000)),
        byline: format!("{:x}", dice.below(40)),
        permissions: dice.below(8) as u8,
    }
}

/// Ids far apart, as the archive's are.
pub fn id(dice: &mut Dice, size: Size) -> WorkId {
    id_of(dice.below(size.works))
}

pub fn id_of(number: u64) -> WorkId {
    WorkId((number + 1).wrapping_mul(0x2545_F491_4F6C_DD1D) >> 24)
}

pub fn counts(dice: &mut Dice) -> Counts {
    let large = if dice.once_in(20) { 70_000 } else { 1 };
    Counts {
        words: dice.below(3_000) * large,
        chapters: dice.low(20) * if large > 1 { 30 } else { 1 },
        kudos: dice.low(50) * large,
        comments: dice.low(30),
        bookmarks: dice.low(20) * large,
        hits: dice.low(500) * large,
    }
}

pub fn told(dice: &mut Dice, size: Size) -> Tag {
    let id = tag(dice, size);
    let standing = match dice.below(6) {
        0 => Standing::Unwrangled,
        1 | 2 => Standing::SynonymOf(akin(dice, size, id)),
        _ => Standing::Canonical,
    };
    let standing = if standing == Standing::SynonymOf(id) { Standing::Canonical } else { standing };
    let metatags = if dice.once_in(2) { vec![] } else { dice.some(2, |dice| akin(dice, size, id)) };
    Tag { id, kind: kind(id), standing, metatags: metatags.into_iter().filter(|other| *other != id).collect() }
}

pub fn question(dice: &mut Dice, size: Size) -> Question {
    let part = [Part::Any, Part::Any, Part::Any, Part::Main, Part::Side, Part::First];
    let maybe = |dice: &mut Dice| dice.once_in(5).then(|| dice.once_in(2));
    let mut question = Question {
        asker: if dice.once_in(2) { Asker::Guest } else { Asker::Member },
        all: dice.some(2, |dice| Wanted { tag: tag(dice, size), part: *dice.pick(&part) }),
        facets: *dice.pick(&[0, 3, 10]),
        limit: *dice.pick(&[1, 5, 20]),
        from: Start::Offset(*dice.pick(&[0, 0, 0, 3, 40, 1_000_000_000])),
        sort: sort(dice),
        descending: dice.once_in(2),
        ..Question::default()
    };
    if dice.once_in(3) {
        // What most people ask: a tag's page.
        question.all = dice.some(1, |dice| tag(dice, size).into());
        question.listed = dice.some(2, |dice| tag(dice, size));
        return question;
    }
    question.any = if dice.once_in(3) { vec![dice.some(3, |dice| tag(dice, size))] } else { vec![] };
    if dice.once_in(3) {
        question.either = (0..=dice.below(2)).map(|_| dice.some(4, |dice| alternative(dice, size))).collect();
    }
    question.none = dice.some(2, |dice| tag(dice, size));
    let unlike = |dice: &mut Dice| Wanted { tag: tag(dice, size), part: *dice.pick(&part) };
    question.unlike = if dice.once_in(5) { dice.some(2, unlike) } else { vec![] };
    question.authors = if dice.once_in(6) { dice.some(2, |dice| AuthorId(dice.below(9))) } else { vec![] };
    question.collections =
        if dice.once_in(9) { vec![vec![CollectionId(dice.below(4)), CollectionId(dice.below(5))]] } else { vec![] };
    question.series = if dice.once_in(9) { dice.some(2, |dice| SeriesId(dice.below(5))) } else { vec![] };
    question.languages = if dice.once_in(5) { dice.some(2, |dice| LanguageId(dice.below(4))) } else { vec![] };
    question.within = if dice.once_in(9) { vec![LanguageId(dice.below(3))] } else { vec![] };
    [question.anonymous, question.complete, question.crossover] = std::array::from_fn(|_| maybe(dice));
    [question.single, question.restricted] = std::array::from_fn(|_| maybe(dice));
    question.ranges = if dice.once_in(3) { dice.some(2, range) } else { vec![] };
    question.permissions = if dice.once_in(6) { dice.below(8) as u8 } else { 0 };
    question.unpermitted = if dice.once_in(6) { dice.below(8) as u8 } else { 0 };
    question.rules = if dice.once_in(3) { dice.some(4, |dice| rule(dice, size)) } else { vec![] };
    question.listed = dice.some(2, |dice| tag(dice, size));
    if dice.once_in(3) {
        known(dice, size, &mut question);
    }
    if dice.once_in(6) || question.sort == Sort::Relevance {
        let mut among: Vec<_> =
            (0..30 + size.works / 4).map(|_| (id(dice, size), dice.below(9) as f32 / 3.0)).collect();
        among.sort_by_key(|(id, _)| *id);
        among.dedup_by_key(|(id, _)| *id);
        question.among = Some(among);
    }
    question
}

/// Sets that the asker knows, one more than there are, and an order of theirs.
fn known(dice: &mut Dice, size: Size, question: &mut Question) {
    let sets = 1 + dice.below(2) as usize;
    question.sets = (0..sets).map(|_| dice.some(size.works, |dice| id(dice, size))).collect();
    let place = |dice: &mut Dice| dice.below(sets as u64 + 1) as usize;
    question.inside = if dice.once_in(2) { vec![dice.below(sets as u64) as usize] } else { vec![] };
    let unless = if dice.once_in(2) { vec![Never::Set(place(dice))] } else { vec![] };
    question.rules.push(Rule { never: Never::Set(place(dice)), unless });
    if dice.once_in(2) {
        let one = Alternative { whether: Whether::Set(place(dice)), is_not: dice.once_in(2) };
        question.either.push(vec![one, alternative(dice, size)]);
    }
    if dice.once_in(2) {
        question.sort = Sort::Relevance;
        let mut ranks: Vec<_> = (0..size.works / 2).map(|rank| (id(dice, size), rank as f32 + 1.0)).collect();
        ranks.sort_by_key(|(id, _)| *id);
        ranks.dedup_by_key(|(id, _)| *id);
        if dice.once_in(2) {
            ranks.sort_by(|one, other| other.1.total_cmp(&one.1));
            question.descending = true;
        }
        question.ranks = ranks;
    }
}

fn alternative(dice: &mut Dice, size: Size) -> Alternative {
    let part = [Part::Any, Part::Any, Part::Main, Part::Side, Part::First];
    let whether = match dice.below(15) {
        0 => Whether::Author(AuthorId(dice.below(9))),
        1 => Whether::Anonymous,
        2 => Whether::Series(SeriesId(dice.below(5))),
        3 => Whether::Language(LanguageId(dice.below(4))),
        4 => Whether::Complete,
        5 => Whether::Crossover,
        6 => Whether::Single,
        7 => Whether::Restricted,
        8 | 9 => Whether::In(range(dice)),
        10 => Whether::Permits(dice.below(8) as u8),
        11 => Whether::Among(dice.some(size.works / 3, |dice| id(dice, size))),
        12 => Whether::Collections(dice.some(2, |dice| CollectionId(dice.below(4)))),
        _ => Whether::Tag(Wanted { tag: tag(dice, size), part: *dice.pick(&part) }),
    };
    Alternative { whether, is_not: dice.once_in(3) }
}

fn sort(dice: &mut Dice) -> Sort {
    match dice.below(16) {
        0 | 1 => Sort::Title,
        2 => Sort::Byline,
        3 => Sort::Score,
        4 => Sort::Relevance,
        _ => Sort::By(*dice.pick(&Measure::ALL)),
    }
}

fn range(dice: &mut Dice) -> Range {
    let measure = *dice.pick(&Measure::ALL);
    let bound = |dice: &mut Dice| match measure {
        Measure::Posted | Measure::Updated => dice.below(45) as i64 * 1_000_000_000 - 4_000_000_000,
        Measure::Words => dice.below(4_000) as i64 - 100,
        _ => dice.below(20) as i64 - 2,
    };
    let from = (!dice.once_in(3)).then(|| bound(dice));
    Range { measure, from, to: (!dice.once_in(3)).then(|| bound(dice)), outside: dice.once_in(4) }
}

fn rule(dice: &mut Dice, size: Size) -> Rule {
    Rule {
        never: never(dice, size),
        unless: if dice.once_in(3) { dice.some(2, |dice| never(dice, size)) } else { vec![] },
    }
}

fn never(dice: &mut Dice, size: Size) -> Never {
    match dice.below(9) {
        0 => Never::Author(AuthorId(dice.below(9))),
        1 => Never::Work(id(dice, size)),
        2 => Never::Anonymous,
        3 => Never::Language(LanguageId(dice.below(3))),
        6 => Never::Collection(CollectionId(dice.below(4))),
        4 => Never::MoreThan(Measure::Fandoms, dice.below(3) as i64),
        5 => Never::MoreThan(*dice.pick(&Measure::ALL), dice.below(20) as i64 - 3),
        _ => Never::Tag(tag(dice, size)),
    }
}
